//! `verbale relate`: what a given actor does to a given recipient.

use serde_json::{Value, json};

use crate::common::{Ran, file, verbale};

const SENTENCE: &str = "Iran has condemned Israel.";

#[track_caller]
fn coded(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The line of a pair, given by its words, with offsets in code points.
fn pair(id: impl Into<Value>, text: &str, actor: Option<&str>, recipient: Option<&str>) -> String {
    let span = |words: Option<&str>| {
        words.map(|words| {
            let start = text[..text.find(words).expect("it stands there")].chars().count();
            json!([start, start + words.chars().count()])
        })
    };
    let mut line = json!({ "id": id.into(), "text": text });
    for (role, span) in [("actor", span(actor)), ("recipient", span(recipient))] {
        if let Some(span) = span {
            line[role] = span;
        }
    }
    format!("{line}\n")
}

#[test]
fn a_pair_gets_one_type_with_scores_for_all_sixteen() {
    let ran = verbale(&["relate"], pair("a", SENTENCE, Some("Iran"), Some("Israel")).as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let coded = coded(&ran).remove(0);
    let keys: Vec<_> = coded.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "type", "mode", "quad", "status", "scores"]);
    assert_eq!(
        (&coded["id"], &coded["type"], &coded["quad"]),
        (&json!("a"), &json!("ACCUSE"), &json!("verbal-conflict"))
    );
    let scores = coded["scores"].as_object().expect("scores");
    let values: Vec<f64> = scores.values().map(|score| score.as_f64().expect("a number")).collect();
    assert_eq!(scores.len(), 16);
    assert_eq!(scores.keys().next().map(String::as_str), coded["type"].as_str());
    assert!(values.is_sorted_by(|a, b| a >= b), "the most likely first: {values:?}");
    assert!((values.iter().sum::<f64>() - 1.0).abs() < 0.01, "probabilities: {values:?}");
}

#[test]
fn offsets_count_code_points_behind_emoji_and_combining_marks() {
    let text = "👩‍👩‍👧🙂 Cafe\u{301}: Iran has condemned Israel.";
    let length = text.chars().count();
    let before = json!({ "id": 1, "text": text, "actor": [0, length], "recipient": [length - 1, length] });
    let beyond = json!({ "id": 2, "text": text, "actor": [0, length + 1] });
    let good = pair(3, text, Some("Iran"), Some("Israel"));
    let ran = verbale(&["relate"], format!("{before}\n{beyond}\n{good}").as_bytes());
    assert_eq!(ran.code, 1);
    let told = format!(
        "verbale: standard input, line 2: `actor` is [0, {}], but the text has {length} code points",
        length + 1
    );
    assert!(ran.err.starts_with(&told) && ran.err.lines().count() == 1, "{}", ran.err);
    let coded = coded(&ran);
    assert_eq!(coded.iter().map(|line| &line["id"]).collect::<Vec<_>>(), [&json!(1), &json!(3)]);
    assert_eq!(coded[1]["type"], "ACCUSE");
}

#[test]
fn a_recipient_or_an_actor_may_be_missing_or_null() {
    let lines = [
        pair(1, SENTENCE, Some("Iran"), None),
        pair(2, SENTENCE, None, Some("Israel")),
        format!("{}\n", json!({ "id": 3, "text": SENTENCE, "actor": [0, 4], "recipient": null })),
    ];
    let ran = verbale(&["relate", "-"], lines.concat().as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let coded = coded(&ran);
    assert_eq!(coded.len(), 3);
    let without_id = |line: &Value| {
        let mut line = line.clone();
        line["id"] = Value::Null;
        line
    };
    assert_eq!(without_id(&coded[0]), without_id(&coded[2]), "null is as good as nothing");
}

#[test]
fn a_faulty_line_is_told_by_its_number_and_the_rest_goes_on() {
    let good = pair("good", SENTENCE, Some("Iran"), Some("Israel"));
    let faulty: [(&str, &str); 7] = [
        (r#"{"id": 1, "text": "Iran.", "actor": [3, 3]}"#, "`actor` is [3, 3], but the text has 5 code points"),
        (r#"{"id": 1, "text": "Iran.", "actor": [4, 2]}"#, "`actor` is [4, 2]"),
        (r#"{"id": 1, "text": "Iran.", "actor": [0, 4], "recipient": [0, 6]}"#, "`recipient` is [0, 6]"),
        (r#"{"id": 1, "text": "Iran.", "actor": [-1, 4]}"#, "invalid value: integer `-1`"),
        (r#"{"id": 1, "text": "Iran.", "actor": "Iran"}"#, "invalid type: string"),
        (r#"{"id": 1, "actor": [0, 4]}"#, "missing field `text`"),
        (r#"{"id": 1, "text": "Iran""#, "EOF while parsing"),
    ];
    let lines: String = faulty.iter().flat_map(|(line, _)| [line, "\n\n"]).collect();
    let path = file("relate", "pairs.jsonl", format!("{good}{lines}{good}"));
    let ran = verbale(&["relate", &path], b"");
    assert_eq!((ran.code, coded(&ran).len()), (1, 2), "{}", ran.out);
    let told: Vec<&str> = ran.err.lines().collect();
    assert_eq!(told.len(), faulty.len(), "{told:?}");
    for (number, (told, (_, reason))) in told.iter().zip(faulty).enumerate() {
        let start = format!("verbale: {path}, line {}: ", 2 + 2 * number);
        assert!(told.starts_with(&start) && told.contains(reason), "{told}");
    }
}

#[test]
fn labels_of_plv_are_added_and_the_rest_stays() {
    let line = pair("a", SENTENCE, Some("Iran"), Some("Israel"));
    let plain = coded(&verbale(&["relate", "--labels", "plover-2.0"], line.as_bytes())).remove(0);
    let mut both = coded(&verbale(&["relate", "--labels", "plv-2024"], line.as_bytes())).remove(0);
    assert_eq!(plain.get("plv"), None);
    let plv = both.as_object_mut().expect("an object").shift_remove("plv").expect("the key");
    assert_eq!((plv, both), (json!("ACCUSE"), plain));
}

#[test]
fn codes_are_the_same_on_one_thread_and_on_four() {
    let lines: String = ["condemned", "attacked", "praised", "met", "sanctioned"]
        .iter()
        .map(|verb| pair(*verb, &format!("Iran has {verb} Israel."), Some("Iran"), Some("Israel")))
        .collect();
    let run = |threads| verbale(&["relate", "--threads", threads], lines.as_bytes()).out;
    let one = run("1");
    assert_eq!(one.lines().count(), 5);
    assert_eq!(one, run("4"));
}

#[test]
fn odd_texts_are_coded_and_never_panic() {
    let lines = [
        pair(1, "\0\u{200B}🙂", Some("🙂"), None),
        pair(2, &format!("Iran {}Israel", "has condemned ".repeat(2_000)), Some("Iran"), Some("Israel")),
        pair(3, " \n ", Some(" \n "), Some("\n")),
        format!("{}\n", json!({ "id": 4, "text": "" })),
        pair(5, "Иран осудил Израиль.", Some("Иран"), Some("Израиль")),
    ];
    let ran = verbale(&["relate"], lines.concat().as_bytes());
    assert_eq!((ran.code, ran.err.as_str(), coded(&ran).len()), (0, "", 5));
}
