//! The comparison of records prints what `score.py` of the annotation guide prints, to the last digit.

mod common;

use std::path::Path;

use common::Noise;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use verbale_record::compare::{self, Reading};
use verbale_record::{Kind, Stance, Status, Type};

#[test]
fn figures_are_those_of_the_python_referee_on_real_articles() {
    let Some([check, score, data]) = files() else { return };
    let Some(gold) = common::python(&check, &[Path::new("--resolve"), &data]) else { return };
    let gold_path = common::scratch("records-gold.jsonl", &gold);
    for seed in 1..=4 {
        let predicted: String = gold.lines().filter_map(|line| perturbed(line, seed)).collect();
        let predicted_path = common::scratch(&format!("records-{seed}.jsonl"), &predicted);
        let figures = compare::records(&read(&gold), &read(&predicted));
        let table = common::python(&score, &[&gold_path, &predicted_path]).expect("it ran above");
        assert_eq!(figures.to_string(), table, "seed {seed}");
        let json = common::python(&score, &[Path::new("--json"), &gold_path, &predicted_path]).expect("it ran above");
        assert_eq!(as_python_json(&figures), json.trim_end(), "seed {seed}");
        assert!(figures.missing > 0 && figures.rows["events + all"].f1 > 0.0, "the noise leaves something to count");
    }
}

#[test]
fn gold_agrees_with_itself_and_with_nothing_not_at_all() {
    let Some([check, _, data]) = files() else { return };
    let Some(gold) = common::python(&check, &[Path::new("--resolve"), &data]) else { return };
    let gold = read(&gold);
    for (row, figure) in compare::records(&gold, &gold).rows {
        assert!((figure.f1 - 100.0).abs() < f64::EPSILON, "{row}: {figure:?}");
    }
    for (row, figure) in compare::records(&gold, &IndexMap::new()).rows {
        assert!(figure.f1 == 0.0 && figure.predicted == 0, "{row}: {figure:?}");
    }
}

fn files() -> Option<[std::path::PathBuf; 3]> {
    let names = ["annotation/check.py", "annotation/score.py", "data/real/train.jsonl"];
    let found: Vec<_> = names.iter().map_while(|name| common::shared(name)).collect();
    found.try_into().ok()
}

fn read(lines: &str) -> IndexMap<String, Reading> {
    compare::by_id(lines.as_bytes(), "test").expect("gold and its perturbed form are sound")
}

/// JSON with Python's blanks; numbers are written alike in both.
fn as_python_json(figures: &compare::Figures) -> String {
    serde_json::to_string(figures).expect("plain data").replace("\":", "\": ").replace(",\"", ", \"")
}

/// A gold line as a careless reader would have written it, in the form `verbale/1` or, for even seeds, in gold's own.
fn perturbed(line: &str, seed: u64) -> Option<String> {
    let mut record: Value = serde_json::from_str(line).expect("JSON");
    let length = record["text"].as_str().expect("text").chars().count();
    let first = u64::from(record["id"].as_str().and_then(|id| id.bytes().last()).unwrap_or(0));
    let mut noise = Noise::new(seed * 1000 + first + length as u64);
    if noise.chance(15) {
        return None;
    }
    if seed % 2 == 1 {
        group_into_entities(&mut record, &mut noise);
    }
    perturb_mentions(&mut record, length, &mut noise);
    perturb_statements(&mut record, length, &mut noise);
    perturb_events(&mut record, length, &mut noise);
    Some(format!("{record}\n"))
}

/// Gives every group of `same`, and every mention alone, an entity that has the code.
fn group_into_entities(record: &mut Value, noise: &mut Noise) {
    let mut groups: Vec<Vec<String>> = serde_json::from_value(record["same"].take()).unwrap_or_default();
    let mentions = record["mentions"].as_object_mut().expect("mentions");
    let alone = mentions.keys().filter(|name| !groups.iter().flatten().any(|other| other == *name));
    let alone: Vec<_> = alone.map(|name| vec![name.clone()]).collect();
    groups.extend(alone);
    let mut entities = Map::new();
    for (index, group) in groups.into_iter().enumerate() {
        let name = format!("e{}", index + 1);
        let mut code = Value::Null;
        for mention in &group {
            mentions[mention]["entity"] = json!(name);
            let own = mentions[mention].as_object_mut().and_then(|m| m.shift_remove("code"));
            code = own.unwrap_or(code);
        }
        let code = if noise.chance(15) { json!("--- GOV") } else { code };
        // The referee takes a missing code, but breaks off at `null`.
        let entity = if code.is_null() { json!({"mentions": group}) } else { json!({"code": code, "mentions": group}) };
        entities.insert(name, entity);
    }
    record["entities"] = Value::Object(entities);
    record.as_object_mut().expect("record").shift_remove("same");
}

fn perturb_mentions(record: &mut Value, length: usize, noise: &mut Noise) {
    for (_, mention) in record["mentions"].as_object_mut().expect("mentions") {
        shift(&mut mention["span"], length, 20, noise);
        if noise.chance(5) {
            mention["kind"] = json!(Kind::ALL[noise.below(Kind::ALL.len())]);
        }
        if noise.chance(10) && mention["parties"].is_array() {
            mention["parties"].as_array_mut().expect("list").pop();
        }
    }
}

fn perturb_statements(record: &mut Value, length: usize, noise: &mut Noise) {
    let names: Vec<String> = record["mentions"].as_object().expect("mentions").keys().cloned().collect();
    let statements = record["statements"].as_object_mut().expect("statements");
    statements.retain(|_, _| !noise.chance(8));
    let again: Vec<_> = statements.values().filter(|_| noise.chance(5)).cloned().collect();
    statements.extend(again.into_iter().enumerate().map(|(i, value)| (format!("again{i}"), value)));
    let known: Vec<String> = statements.keys().cloned().collect();
    for (_, statement) in statements {
        for part in ["cue", "content"] {
            statement[part].as_array_mut().into_iter().flatten().for_each(|span| shift(span, length, 25, noise));
        }
        if noise.chance(10) {
            statement["cue"] = json!([]);
        }
        if noise.chance(10) {
            statement["stance"] = json!(Stance::ALL[noise.below(Stance::ALL.len())]);
        }
        if noise.chance(12) {
            statement["source"] = if noise.chance(30) { json!([]) } else { json!([names[noise.below(names.len())]]) };
        }
        if noise.chance(10) {
            statement["within"] = if noise.chance(50) { Value::Null } else { json!(known[noise.below(known.len())]) };
        }
    }
}

fn perturb_events(record: &mut Value, length: usize, noise: &mut Noise) {
    let events = record["events"].as_array_mut().expect("events");
    events.retain(|_| !noise.chance(8));
    let again: Vec<_> = events.iter().filter(|_| noise.chance(8)).cloned().collect();
    events.extend(again);
    for event in events {
        shift(&mut event["trigger"], length, 30, noise);
        if noise.chance(8) {
            event["type"] = json!(Type::ALL[noise.below(Type::ALL.len())]);
        }
        if noise.chance(12) {
            event["status"] = json!(Status::ALL[noise.below(Status::ALL.len())]);
        }
        if noise.chance(10) {
            event["within"] = Value::Null;
        }
        if noise.chance(10) {
            let (actor, recipient) = (event["actor"].take(), event["recipient"].take());
            event["actor"] = if recipient.is_null() { json!([]) } else { recipient };
            event["recipient"] = if actor.is_null() { json!([]) } else { actor };
        }
    }
}

fn shift(span: &mut Value, length: usize, percent: usize, noise: &mut Noise) {
    if noise.chance(percent) {
        let edges: [usize; 2] = serde_json::from_value(span.take()).expect("a span");
        *span = json!(noise.shifted(edges, length));
    }
}
