//! Every law of [`Record::check`] finds the record that breaks it, and nothing else in it.

use serde_json::{Value, json};
use verbale_record::{Fault, Record, SCHEMA};

/// The schema's first example with a statement inside its statement and an event inside that.
fn good() -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let mut record = schema["examples"][0].clone();
    let pull = record["text"].as_str().and_then(|text| text.find("to pull")).expect("it stands there");
    record["statements"]["s2"] = json!({"source": ["m2"], "cue": [[pull - 11, pull - 1]], "content": [[pull, pull + 20]],
        "stance": "intends", "within": "s1", "confidence": 0.5});
    record["events"].as_array_mut().expect("a list").push(json!({"type": "COERCE", "mode": null,
        "quad": "material-conflict", "score": -6.7, "actor": ["m2"], "recipient": [], "trigger": [pull + 3, pull + 7],
        "status": "intended", "within": "s2", "confidence": 0.5}));
    record
}

fn faults(record: Value) -> Vec<Fault> {
    serde_json::from_value::<Record>(record).expect("a record in shape").check()
}

#[test]
fn a_good_record_has_no_fault() {
    assert_eq!(faults(good()), []);
}

#[test]
fn every_broken_law_is_found_and_named() {
    let cases: &[(&str, Value, &[&str])] = &[
        ("/format", json!("verbale/0"), &["format is \"verbale/0\", not \"verbale/1\""]),
        ("/mentions/m5/span", json!([90, 900]), &["m5.span: span 90..900 leaves the text of 128 code points"]),
        ("/mentions/m1/span", json!([3, 3]), &["m1.span: span 3..3 holds nothing"]),
        ("/mentions/m1/span", json!([3, 1]), &["m1.span: span 3..1 holds nothing"]),
        (
            "/mentions/m1/span",
            json!([99, 100]),
            &["mentions[1] stands before its forerunner; the order is that of the text"],
        ),
        (
            "/mentions/m1/entity",
            json!("e9"),
            &["m1.entity names no entity: \"e9\"", "m1 and e1 do not name each other"],
        ),
        ("/mentions/m1/entity", json!("e2"), &["m1 and e2 do not name each other", "m1 and e1 do not name each other"]),
        ("/mentions/m3/parties", json!(["m4", "m7"]), &["m3.parties names no mention: \"m7\""]),
        ("/mentions/m3/kind", json!("people"), &["m3: a people has no parties, only a process has"]),
        ("/entities/e1/mentions", json!([]), &["m1 and e1 do not name each other"]),
        ("/statements/s1/source", json!(["m8"]), &["s1.source names no mention: \"m8\""]),
        ("/statements/s1/via", json!(["m8"]), &["s1.via names no mention: \"m8\""]),
        ("/statements/s2/content", json!([]), &["s2 has no content", "events[1].trigger: span"]),
        (
            "/statements/s2/content",
            json!([[0, 80]]),
            &[
                "s2.content[0]: span 0..80 does not lie in the content of s1",
                "events[0].within is null, but the trigger lies in the content of s2",
            ],
        ),
        ("/statements/s2/within", json!("s2"), &["s2 stands within itself"]),
        (
            "/statements/s1/within",
            json!("s2"),
            &["s1 stands within itself", "s1.content[0]", "s2 stands within itself"],
        ),
        ("/statements/s2/within", json!("s7"), &["s2.within names no statement: \"s7\""]),
        ("/statements/s2/confidence", json!(-0.5), &["s2.confidence is -0.5, not between 0 and 1"]),
        ("/events/1/within", Value::Null, &["events[1].within is null, but the trigger lies in the content of s1"]),
        ("/events/1/within", json!("s7"), &["events[1].within names no statement: \"s7\""]),
        ("/events/0/within", json!("s1"), &["events[0].trigger: span 4..10 does not lie in the content of s1"]),
        ("/events/0/actor", json!(["m8"]), &["events[0].actor names no mention: \"m8\""]),
        ("/events/0/mode", json!("drone"), &["events[0]: ACCUSE has no mode drone"]),
        (
            "/events/0/score",
            json!(2.0),
            &["events[0]: quad and score are verbal-conflict 2, for ACCUSE they are verbal-conflict -2"],
        ),
        (
            "/notices",
            json!([{"kind": "a", "message": "b", "span": [7, 999]}]),
            &["notices[0].span: span 7..999 leaves"],
        ),
    ];
    for (pointer, value, wanted) in cases {
        let mut record = good();
        let (table, key) = pointer.rsplit_once('/').expect("a pointer");
        match record.pointer_mut(table).expect("it stands in the example") {
            Value::Array(list) => list[key.parse::<usize>().expect("an index")] = value.clone(),
            place => place[key] = value.clone(),
        }
        let found: Vec<String> = faults(record).iter().map(Fault::to_string).collect();
        let same = found.len() == wanted.len() && found.iter().zip(*wanted).all(|(f, w)| f.starts_with(w));
        assert!(same, "{pointer} = {value}: {found:#?}");
    }
}
