//! `verbale measure` prints what the two referee scripts print.

use std::fs;

use serde_json::{Value, json};

use crate::common::{examples, file, python, shared, verbale};

/// The program's table and figures are the script's; the script is called with the same files.
#[track_caller]
fn assert_agrees_with(script: &std::path::Path, options: &[&str], gold: &str, predicted: &str) {
    let measure = |more: &[&str]| {
        let call = [&["measure"], options, more, &[gold, predicted]].concat();
        let ran = verbale(&call, b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        ran.out
    };
    assert_eq!(measure(&[]), python(script, &[gold, predicted]));
    let figures = |json: &str| serde_json::from_str::<Value>(json).expect("JSON");
    assert_eq!(figures(&measure(&["--json"])), figures(&python(script, &["--json", gold, predicted])));
}

#[test]
fn records_are_compared_as_the_referee_does() {
    let (Some(check), Some(score)) = (shared("annotation/check.py"), shared("annotation/score.py")) else { return };
    let Some(data) = shared("data/real/dev.jsonl") else { return };
    let gold = python(&check, &["--resolve", data.to_str().expect("UTF-8")]);
    let predicted: String = gold.lines().skip(1).map(careless).collect();
    let (gold, predicted) = (file("measure", "gold.jsonl", gold), file("measure", "predicted.jsonl", predicted));
    assert_agrees_with(&score, &[], &gold, &predicted);
    assert_agrees_with(&score, &[], &gold, &gold);
}

/// A gold record as a careless reader would have written it.
fn careless(line: &str) -> String {
    let mut record: Value = serde_json::from_str(line).expect("JSON");
    let shifted = |span: &mut Value| *span = json!([span[0].as_u64().expect("a start").saturating_sub(4), span[1]]);
    for (at, statement) in
        record["statements"].as_object_mut().into_iter().flat_map(serde_json::Map::values_mut).enumerate()
    {
        match at % 5 {
            0 => statement["stance"] = json!("knows"),
            1 => statement["source"] = json!([]),
            2 => statement["within"] = Value::Null,
            3 => shifted(&mut statement["content"][0]),
            _ => {}
        }
    }
    let events = record["events"].as_array_mut().expect("events");
    let mut at = 0..;
    events.retain(|_| at.next().is_some_and(|at| at % 6 != 5));
    for (at, event) in events.iter_mut().enumerate() {
        match at % 4 {
            0 => event["status"] = json!("possible"),
            1 => event["recipient"] = json!([]),
            2 => event["type"] = json!("CONSULT"),
            _ => {}
        }
    }
    format!("{record}\n")
}

#[test]
fn attributions_are_compared_as_the_referee_does() {
    let (Some(score), Some(data)) = (shared("data/polnear/score.py"), shared("data/polnear/dev.jsonl")) else { return };
    let data = fs::read_to_string(data).expect("UTF-8");
    let gold: Vec<&str> = data.lines().take(8).collect();
    let predicted: String = gold.iter().skip(1).map(|line| careless_attributions(line)).collect();
    let gold = file("attribution", "gold.jsonl", gold.join("\n"));
    let predicted = file("attribution", "predicted.jsonl", predicted);
    assert_agrees_with(&score, &["--attribution"], &gold, &predicted);
}

/// An article's attributions as a careless reader would have marked them.
fn careless_attributions(line: &str) -> String {
    let mut article: Value = serde_json::from_str(line).expect("JSON");
    let attributions = article["attributions"].as_array_mut().expect("attributions");
    for (at, attribution) in attributions.iter_mut().enumerate() {
        match at % 4 {
            0 => attribution["cue"] = json!([]),
            1 => attribution["source"] = attribution["content"].clone(),
            2 => attribution["content"].as_array_mut().expect("spans").truncate(1),
            _ => {}
        }
    }
    format!("{}\n", json!({ "id": article["id"], "attributions": article["attributions"] }))
}

#[test]
fn without_predictions_the_gold_texts_are_read() {
    let articles = examples();
    let call: Vec<&str> = ["read"].into_iter().chain(articles.iter().map(String::as_str)).collect();
    let gold = file("own", "gold.jsonl", verbale(&call, b"").out);
    let again = verbale(&["measure", "--json", &gold], b"");
    assert_eq!((again.code, again.err.as_str()), (0, ""));
    let figures: Value = serde_json::from_str(&again.out).expect("JSON");
    assert_eq!((&figures["records"], &figures["missing"]), (&json!(articles.len()), &json!(0)));
    for (row, figure) in figures["figures"].as_object().expect("rows") {
        let share = if figure["gold"] == json!(0) { 0.0 } else { 100.0 };
        assert_eq!(figure["f1"], json!(share), "{row}: what is read twice is read alike");
    }
}

#[test]
fn without_predictions_the_texts_of_gold_attributions_are_read() {
    let text = "Iran has condemned Israel, officials said on Monday.";
    let span = |words: &str| text.find(words).map(|start| json!([[start, start + words.len()]]));
    let attribution = json!({
        "source": span("officials"), "cue": span("said"), "content": span("Iran has condemned Israel"),
    });
    let article = json!({ "id": "a", "text": text, "attributions": [attribution] });
    let gold = file("own", "attributions.jsonl", article.to_string());
    let ran = verbale(&["measure", "--json", "--attribution", &gold], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let figures: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&figures["docs"], &figures["gold_attributions"]), (&json!(1), &json!(1)));
    assert!(figures["pred_attributions"].as_u64() >= Some(1), "something is read: {figures}");
}

#[test]
fn faulty_files_end_with_two_and_are_told_by_line() {
    let good = file("faulty", "good.jsonl", "{\"id\": \"a\", \"text\": \"They left.\"}\n");
    for (name, content, told) in [
        ("broken.jsonl", "\n{\"id\": \"a\"\n", ":2: not a line of the expected JSON"),
        ("twice.jsonl", "{\"id\": \"a\"}\n{\"id\": \"a\"}\n", ":2: id \"a\" stands already at line 1"),
        (
            "outside.jsonl",
            "{\"id\": \"a\", \"text\": \"Hm.\", \"mentions\": {\"m1\": {\"span\": [0, 9], \"kind\": \"person\"}}}\n",
            "outside 0..3",
        ),
    ] {
        let path = file("faulty", name, content);
        for call in [["measure", &good, &path], ["measure", &path, &good]] {
            let ran = verbale(&call, b"");
            assert!(ran.code == 2 && ran.out.is_empty(), "{call:?} {} {}", ran.code, ran.out);
            assert!(ran.err.starts_with("verbale: ") && ran.err.contains(name), "{}", ran.err);
            assert!(ran.err.contains(told), "{}", ran.err);
        }
    }
    let ran = verbale(&["measure", "no-such-file.jsonl", &good], b"");
    assert!(ran.code == 2 && ran.err.starts_with("verbale: no-such-file.jsonl: cannot be read"), "{}", ran.err);
}

#[test]
fn gold_that_cannot_be_read_is_told_by_line() {
    let gold = file("unread", "gold.jsonl", "{\"id\": \"a\", \"text\": \"They left.\"}\n\n{\"id\": \"b\"}\n");
    let ran = verbale(&["measure", &gold], b"");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("gold.jsonl:3: no `text`"), "{}", ran.err);
}
