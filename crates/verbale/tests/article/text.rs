//! Plain text: kept as it is, with what its layout and letters show.

use verbale::article::{Source, read};
use verbale_record::Span;

use crate::{all, kinds, message, one};

const LEAD: &str = "Talks between the two countries broke down on Monday after their foreign ministers failed to agree \
                    on the terms of a ceasefire, officials on both sides said in separate statements.";

#[test]
fn text_is_kept_byte_for_byte() {
    let text = "  A\r\nB\u{2028}C\t\n\n ";
    assert_eq!(one(text, "a.txt").text, text);
}

#[test]
fn empty_input_is_a_document_with_a_notice() {
    for name in ["a.txt", "a.html", "a.json", "a.jsonl", "a"] {
        let document = one("", name);
        assert_eq!((document.text.as_str(), kinds(&document)), ("", vec!["empty"]), "{name}");
    }
    assert_eq!(kinds(&one(" \n", "a.txt")), ["empty"]);
}

#[test]
fn ids_are_the_stem_or_a_hash_of_the_text() {
    assert_eq!(one("Talks failed.", "news/talks.v2.txt").id, "talks.v2");
    let ids: Vec<_> = (0..2).map(|_| read(b"Talks failed.", &Source::default())[0].clone().unwrap().id).collect();
    assert_eq!((ids[0].len(), &ids[0]), (16, &ids[1]));
    assert_ne!(ids[0], read(b"Talks failed!", &Source::default())[0].clone().unwrap().id);
    assert_eq!(one("Talks failed.", "a.txt").article.id, None);
}

#[test]
fn a_page_named_txt_is_text_with_a_notice() {
    let document = one("<!DOCTYPE html><p>Talks failed.</p>", "a.txt");
    assert_eq!(document.text, "<!DOCTYPE html><p>Talks failed.</p>");
    assert_eq!(kinds(&document), ["looks-like-html"]);
}

#[test]
fn title_byline_and_dateline_of_a_plain_text() {
    let article = one(
        format!("Talks fail in Geneva\n\nBy Jane Q. Doe and José Díaz\n\nGENEVA, March 3 (AP) — {LEAD}\n"),
        "a.txt",
    );
    assert_eq!(article.article.title.as_deref(), Some("Talks fail in Geneva"));
    assert_eq!(article.article.byline.as_deref(), Some("Jane Q. Doe and José Díaz"));
    assert_eq!(article.article.dateline.as_deref(), Some("GENEVA, March 3 (AP)"));
}

#[test]
fn a_byline_on_the_last_line() {
    let article = one(format!("{LEAD}\n\nBy Jane Doe in Kyiv\n"), "a.txt").article;
    assert_eq!((article.byline.as_deref(), article.title), (Some("Jane Doe in Kyiv"), None));
}

#[test]
fn a_title_right_above_a_long_paragraph() {
    assert_eq!(
        one(format!("Talks fail in Geneva\n{LEAD}"), "a.txt").article.title.as_deref(),
        Some("Talks fail in Geneva")
    );
}

#[test]
fn first_lines_that_are_no_titles() {
    for text in [
        "Talks between the two countries broke down on Monday after their foreign\nministers failed to agree on the terms.\n".to_owned(),
        format!("The talks failed.\n\n{LEAD}"),
        format!("He said:\n\n{LEAD}"),
        "Talks fail in Geneva".to_owned(),
        format!("GENEVA (AP) — {LEAD}\n\n{LEAD}"),
    ] {
        assert_eq!(one(&text, "a.txt").article.title, None, "{text}");
    }
}

#[test]
fn sentences_that_are_no_bylines() {
    for line in
        ["By Monday the talks had failed.", "By Friday", "By then, NATO had agreed", "By Jane Doe, who was there"]
    {
        assert_eq!(one(format!("{line}\n\n{LEAD}"), "a.txt").article.byline, None, "{line}");
    }
}

#[test]
fn one_line_of_ten_megabytes_is_read_in_linear_time() {
    for unit in ["By A, B (C) - ", "KYIV — ", "(((((", "word ", "\u{200B}é"] {
        let text = unit.repeat(10_000_000 / unit.len());
        let started = std::time::Instant::now();
        assert_eq!(one(&text, "a.txt").text.len(), text.len());
        assert!(started.elapsed().as_secs() < 10, "{unit}: {:?}", started.elapsed());
    }
}

#[test]
fn english_is_told() {
    let document = one(format!("{LEAD} {LEAD}"), "a.txt");
    assert_eq!(document.article.language.as_deref(), Some("en"));
    assert!(document.notices.is_empty());
}

#[test]
fn texts_in_other_languages_are_noticed() {
    for (text, code, name) in [
        (
            "Die Gespräche zwischen den beiden Ländern sind am Montag gescheitert, nachdem sich die Außenminister nicht auf \
          die Bedingungen eines Waffenstillstands einigen konnten, wie Vertreter beider Seiten mitteilten.",
            "de",
            "German",
        ),
        ("Переговоры между двумя странами провалились в понедельник, сообщили официальные лица.", "ru", "Russian"),
        (
            "官员们表示，两国之间的会谈周一破裂，此前两国外长未能就停火条件达成一致，双方分别发表了声明。",
            "zh",
            "Chinese",
        ),
        (
            "انهارت المحادثات بين البلدين يوم الاثنين بعد أن فشل وزيرا الخارجية في الاتفاق على شروط وقف إطلاق النار.",
            "ar",
            "Arabic",
        ),
    ] {
        let document = one(text, "a.txt");
        assert_eq!(document.article.language.as_deref(), Some(code));
        assert!(message(&document, "not-english").contains(name));
    }
}

#[test]
fn short_texts_claim_no_language() {
    for text in ["Oui.", "Berlin, Paris, Madrid", "12:30", "Guten Morgen"] {
        let document = one(text, "a.txt");
        assert_eq!((document.article.language.as_deref(), kinds(&document)), (None, vec![]), "{text}");
    }
}

#[test]
fn invisible_characters_are_kept_counted_and_shown() {
    let document = one("Müller\u{200B} said \u{202E}no\u{202C}.", "a.txt");
    assert_eq!(document.text, "Müller\u{200B} said \u{202E}no\u{202C}.");
    assert!(message(&document, "invisible-characters").contains("holds 3 "));
    assert_eq!(document.notices[0].span, Some(Span { start: 6, end: 7 }));
}

#[test]
fn joiners_of_emoji_and_scripts_are_not_invisible_characters() {
    for text in ["👩‍👩‍👧 and 🏳️‍🌈", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} won", "می‌خواهم", "क्‍ष", "שלום"]
    {
        assert!(!kinds(&one(text, "a.txt")).contains(&"invisible-characters"), "{text}");
    }
}

#[test]
fn unknown_extensions_are_sniffed() {
    assert_eq!(one("<p>Talks failed.</p>", "a.dat").text, "Talks failed.");
    assert_eq!(one("{\"text\": \"Talks failed.\"}", "a").text, "Talks failed.");
    assert_eq!(one("[UPDATE] Talks failed.", "a").text, "[UPDATE] Talks failed.");
    assert_eq!(all("{\"text\": \"A\"}\n{\"text\": \"B\"}\n", "a").len(), 2);
}
