//! No text of others reaches a terminal with what could steer it.

use crate::common::{file, verbale};

/// An article that tries: escape sequences that clear the screen, set the title and link; control characters of the second
/// set; every bidirectional control.
fn hostile(name: &str) -> String {
    let bidi: String = ['\u{61C}', '\u{200E}', '\u{200F}']
        .into_iter()
        .chain('\u{202A}'..='\u{202E}')
        .chain('\u{2066}'..='\u{2069}')
        .flat_map(|control| [control, 'x'])
        .collect();
    let escapes = "\u{1B}[2J\u{1B}]0;owned\u{7}\u{1B}]8;;file:///etc/passwd\u{1B}\\\u{9B}31m\u{90}\u{8}\u{8}\u{7F}\r";
    format!("{name}{escapes}{bidi}")
}

#[track_caller]
fn assert_harmless(printed: &str) {
    let harmful = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let found: Vec<char> = printed.chars().filter(harmful).collect();
    assert!(found.is_empty(), "{found:?} in {printed}");
}

#[test]
fn a_hostile_text_is_shown_without_its_controls() {
    let (minister, country) = (hostile("Minister Anna Meier"), hostile("Kazakhstan"));
    let text = format!(
        "{minister} said on Monday that {country} had condemned {}.\n\n“We will not sign,” {minister} told reporters.\n",
        hostile("Israel")
    );
    for explain in [false, true] {
        let path = file("hostile", "hostile.txt", &text);
        let mut call = vec!["read", "--format", "pretty", &path];
        call.extend(explain.then_some("--explain"));
        let ran = verbale(&call, b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains("Minister Anna Meier") && ran.out.contains("[2J"), "{}", ran.out);
        assert_harmless(&ran.out);
    }
}

#[test]
fn hostile_words_about_an_article_are_shown_without_their_controls() {
    let fields = ["id", "title", "byline", "publisher", "published", "url", "language"];
    let mut article: serde_json::Map<String, _> =
        fields.iter().map(|field| ((*field).to_owned(), hostile(field).into())).collect();
    article.insert("text".to_owned(), "The talks failed, officials said.".into());
    for without_title in [false, true] {
        if without_title {
            article.shift_remove("title");
        }
        let line = serde_json::Value::from(article.clone()).to_string();
        let ran = verbale(&["read", "--format", "pretty"], line.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains(if without_title { "id" } else { "title" }), "{}", ran.out);
        assert_harmless(&ran.out);
    }
}

#[test]
fn complaints_show_hostile_names_and_json_without_their_controls() {
    let path =
        file("hostile", "a\u{1B}[2J\u{202E}.jsonl", "{\"text\": \"fine\"}\n{\"text\": [\"\u{1B}[2J\"]}\n\u{1B}[2J\n");
    let ran = verbale(&["read", "--format", "pretty", &path, "no\u{1B}[2Jfile"], b"");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err.lines().count(), 3, "{}", ran.err);
    assert_harmless(&ran.err);
}
