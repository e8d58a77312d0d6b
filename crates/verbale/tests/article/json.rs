//! JSON and JSON Lines.

use verbale::article::IntakeError;

use crate::{all, error, kinds, one};

/// Line and column of a JSON error.
fn place(error: &IntakeError) -> (usize, usize) {
    match error {
        IntakeError::Json { line, column, .. } => (*line, *column),
        other => panic!("{other}"),
    }
}

#[test]
fn all_known_keys_are_read_and_unknown_ones_ignored() {
    let json = r#"{"id": 17, "url": "https://x.org/1", "publisher": "X", "title": "T", "byline": "B", "published": "2024-05-01",
                   "language": "en-GB", "text": " A\r\n\u0000B ", "score": [1, {"a": null}], "tags": {}}"#;
    let document = one(json, "a.json");
    let article = &document.article;
    assert_eq!((document.id.as_str(), document.text.as_str()), ("17", " A\r\n\0B "));
    assert_eq!((article.id.as_deref(), article.url.as_deref()), (Some("17"), Some("https://x.org/1")));
    assert_eq!((article.publisher.as_deref(), article.title.as_deref()), (Some("X"), Some("T")));
    assert_eq!((article.byline.as_deref(), article.published.as_deref()), (Some("B"), Some("2024-05-01")));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(kinds(&document), ["nul-characters"]);
}

#[test]
fn a_record_is_an_article() {
    let json = r#"{"id": "r1", "format": "verbale/1", "article": {"title": "T", "published": "2024-05-01"}, "text": "A.",
                   "mentions": {}, "entities": {}, "statements": {}, "events": [], "notices": []}"#;
    let document = one(json, "a.json");
    assert_eq!((document.id.as_str(), document.article.title.as_deref()), ("r1", Some("T")));
}

#[test]
fn a_dateline_in_the_text_is_found() {
    assert_eq!(
        one(r#"{"text": "KYIV (AP) — The talks failed."}"#, "a.json").article.dateline.as_deref(),
        Some("KYIV (AP)")
    );
}

#[test]
fn an_array_gives_its_articles_and_their_errors_in_order() {
    let json = "[\n  {\"text\": \"A\"},\n  {\"title\": \"no text\"},\n  {\"text\": 5},\n  7,\n  {\"text\": \"B\", \"id\": \"b\"}\n]";
    let found = all(json, "a.json");
    assert_eq!(found.len(), 5);
    assert_eq!(found[0].as_ref().unwrap().id, "a-1");
    assert_eq!(found[1], Err(IntakeError::NoText { name: "a.json".into(), line: 3 }));
    assert_eq!(place(found[2].as_ref().unwrap_err()), (4, 12));
    assert_eq!(place(found[3].as_ref().unwrap_err()).0, 5);
    assert_eq!(found[4].as_ref().unwrap().id, "b");
}

#[test]
fn a_broken_array_gives_the_articles_before_the_break() {
    let found = all("[{\"text\": \"A\"},\n {\"text\": \"B\"},\n {\"text\" \"C\"}]", "a.json");
    assert_eq!(found.len(), 3);
    assert_eq!(found[1].as_ref().unwrap().text, "B");
    assert_eq!(place(found[2].as_ref().unwrap_err()), (3, 10));
}

#[test]
fn an_empty_array_is_an_error() {
    assert_eq!(error(" [ ] ", "a.json"), IntakeError::NoArticles { name: "a.json".into() });
}

#[test]
fn a_broken_line_is_an_error_with_its_place_and_the_rest_goes_on() {
    let found = all("{\"text\": \"A\"}\n{\"text\": \"B\n\n{\"text\": \"C\"}\n{\"id\": \"d\"}\n", "a.jsonl");
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].as_ref().unwrap().id, "a-1");
    assert_eq!(place(found[1].as_ref().unwrap_err()).0, 2);
    assert_eq!(found[2].as_ref().unwrap().text, "C");
    assert_eq!(found[3], Err(IntakeError::NoText { name: "a.jsonl".into(), line: 5 }));
    assert!(found[1].as_ref().unwrap_err().to_string().starts_with("a.jsonl, line 2, column "));
}

#[test]
fn json_lines_whose_first_line_is_broken_go_on() {
    let found = all("{\"text\": \n{\"text\": \"B\"}\n", "a.jsonl");
    assert_eq!((found.len(), found[1].as_ref().unwrap().text.as_str()), (2, "B"));
}

#[test]
fn json_lines_named_json_and_one_object_named_jsonl() {
    assert_eq!(all("{\"text\": \"A\"}\r\n{\"text\": \"B\"}\r\n", "a.json").len(), 2);
    assert_eq!(one("{\n  \"text\": \"A\"\n}\n", "a.jsonl").text, "A");
}

#[test]
fn broken_json_says_where() {
    assert_eq!(place(&error("\n  {\"text\": \"A\",\n   \"id\": }", "a.json")), (3, 10));
    assert_eq!(place(&error("not json", "a.json")).0, 1);
    assert_eq!(place(&error("\"text\"", "a.json")).0, 1);
    assert_eq!(place(&error("{\"text\": \"\\ud800\"}", "a.json")).0, 1);
}

#[test]
fn null_is_as_good_as_absent() {
    let document = one(r#"{"id": null, "title": null, "text": "A"}"#, "a.json");
    assert_eq!((document.id.as_str(), document.article.title), ("a", None));
    assert_eq!(error(r#"{"text": null}"#, "a.json"), IntakeError::NoText { name: "a.json".into(), line: 1 });
}

#[test]
fn an_empty_text_is_a_document_with_a_notice() {
    assert_eq!(kinds(&one(r#"{"text": ""}"#, "a.json")), ["empty"]);
}

#[test]
fn deeply_nested_unknown_values_do_no_harm() {
    let deep = format!("{{\"text\": \"A\", \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(all(deep, "a.json").len(), 1);
    assert_eq!(all("[".repeat(100_000), "a.json").len(), 1);
    assert_eq!(all("{\"a\":".repeat(100_000), "a.jsonl").len(), 1);
}

#[test]
fn a_line_of_ten_megabytes_and_a_million_lines_take_linear_time() {
    let started = std::time::Instant::now();
    let line = format!("{{\"text\": \"{}\"}}\n", "The talks failed. \\n".repeat(500_000));
    assert_eq!(all(line.repeat(2), "a.jsonl").len(), 2);
    assert_eq!(all(format!("[{}]", "1,\n".repeat(300_000) + "{}"), "a.json").len(), 300_001);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
