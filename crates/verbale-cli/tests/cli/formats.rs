//! What `verbale read` prints in each format, and that it is the same however many threads read.

use crate::common::{Ran, examples, file, lawful, verbale};
use serde_json::Value;

/// `verbale read` with options, on all articles that the project shows.
#[track_caller]
fn read(options: &[&str]) -> Ran {
    let articles = examples();
    let call: Vec<&str> =
        ["read"].into_iter().chain(options.iter().copied()).chain(articles.iter().map(String::as_str)).collect();
    let ran = verbale(&call, b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

#[test]
fn every_format_shows_the_same_lawful_records() {
    let lines = read(&["--format", "jsonl"]);
    assert_eq!(lines.err, "");
    let records = lines.records();
    assert_eq!(records.len(), examples().len());
    for (record, path) in records.iter().zip(examples()) {
        assert!(path.ends_with(&format!("/{}.txt", record.id)), "{path}: {}", record.id);
        assert_eq!(record.text, std::fs::read_to_string(path).expect("it is there"));
        assert!(!record.statements.is_empty() && !record.events.is_empty(), "{}: something is read", record.id);
    }
    let indented = read(&["--format", "json"]).out;
    let values: Vec<Value> =
        serde_json::Deserializer::from_str(&indented).into_iter().map(|v| v.expect("JSON")).collect();
    assert_eq!(values.iter().map(|value| lawful(&value.to_string())).collect::<Vec<_>>(), records);
    assert!(indented.starts_with("{\n  \"id\": "));
    let pretty = read(&["--format", "pretty"]).out;
    for record in &records {
        assert!(pretty.contains(record.article.title.as_ref().unwrap_or(&record.id)));
        let (statements, events) = (record.statements.len(), record.events.len());
        assert!(pretty.contains(&format!("\n{statements} statements, {events} events, ")), "{pretty}");
    }
    assert!(!pretty.contains('\u{1B}'), "colors are for terminals");
}

#[test]
fn lines_are_the_format_where_there_is_no_terminal() {
    assert_eq!(read(&[]).out, read(&["--format", "jsonl"]).out);
}

#[test]
fn the_record_is_the_same_on_one_thread_and_on_four() {
    for format in ["jsonl", "json", "pretty"] {
        let one = read(&["--threads", "1", "--explain", "--format", format]);
        let four = read(&["--threads", "4", "--explain", "--format", format]);
        assert!(one.out == four.out && one.err == four.err, "{format}");
    }
}

#[test]
fn reasons_stand_beside_the_record_and_not_in_it() {
    let (plain, explained) = (read(&[]), read(&["--explain"]));
    assert_eq!(plain.out, explained.out);
    assert_eq!(explained.err.lines().filter(|line| *line == "Why").count(), examples().len());
    assert!(explained.err.contains(": cue 0.") || explained.err.contains(": cue 1."), "{}", explained.err);
    let pretty = read(&["--format", "pretty", "--explain"]);
    assert_eq!(pretty.err, "");
    assert!(pretty.out.contains("\nWhy\n"), "{}", pretty.out);
}

#[test]
fn what_the_input_says_of_an_article_stands_in_its_record() {
    let article = r#"{"id": "x-1", "text": "The talks failed.", "title": "Talks", "published": "2024-05-01", "publisher": "Demo"}"#;
    let record = verbale(&["read", &file("article", "one.json", article)], b"").record();
    assert_eq!((record.id.as_str(), record.article.title.as_deref()), ("x-1", Some("Talks")));
    assert_eq!(record.article.published.as_deref(), Some("2024-05-01"));
}
