//! Input that is broken, odd or not there: exit code, message, and the notice in the record.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::common::{ROOT, VERBALE, examples, file, notice, verbale, wait};

const GOOD: &str = "The talks failed, officials said.";

/// Not English by its script alone, so that a long text of it is kept without being read by the model.
const GREEK: &str = "Οι συνομιλίες απέτυχαν, είπαν αξιωματούχοι. ";

#[test]
fn an_empty_file_gives_an_empty_record_that_says_so() {
    for (name, content) in [("empty.txt", ""), ("blank.txt", " \n\t\n"), ("empty.html", ""), ("empty.json", "")] {
        let record = verbale(&["read", &file("empty", name, content)], b"").record();
        assert_eq!(notice(&record, "empty"), "The article has no text.");
        assert_eq!((record.text.trim(), record.statements.len(), record.events.len()), ("", 0, 0));
    }
    assert_eq!(notice(&verbale(&["read"], b"").record(), "empty"), "The article has no text.");
}

#[test]
fn a_binary_file_is_told_by_what_it_looks_like_and_the_rest_goes_on() {
    let good = file("binary", "good.txt", GOOD);
    for (name, bytes, looks_like) in [
        ("picture.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".as_slice(), "a PNG picture; read the text"),
        (
            "paper.txt",
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3",
            "a PDF file; extract its text first, for instance with `pdftotext`",
        ),
        ("letter.html", b"PK\x03\x04\x14\0\x06\0", "a ZIP archive (or a DOCX, ODT or EPUB document)"),
        ("noise.json", &[0, 1, 2, 3].repeat(64), "binary data"),
    ] {
        let path = file("binary", name, bytes);
        let ran = verbale(&["read", &path, &good], b"");
        let told = format!("verbale: {path}: this is not text, it looks like {looks_like}");
        assert!(
            ran.code == 1 && ran.err.starts_with(&told) && ran.err.lines().count() == 1,
            "{}: {}",
            ran.code,
            ran.err
        );
        assert_eq!(ran.records()[0].text, GOOD);
        assert_eq!(ran.records().len(), 1);
    }
}

#[test]
fn invalid_utf8_is_replaced_and_counted() {
    let bytes = [GOOD.as_bytes(), b" M\xC3\xBCller \xC3\xA9t\xC3\xA9 \xFF and \xC3 more."].concat();
    let record = verbale(&["read", &file("utf8", "broken.txt", bytes)], b"").record();
    assert!(notice(&record, "invalid-utf8").starts_with("2 places of the input are not valid UTF-8"));
    assert!(record.text.ends_with("Müller été \u{FFFD} and \u{FFFD} more."));
}

#[test]
fn another_charset_is_decoded_and_named() {
    let record = verbale(&["read", "-"], b"\x93We won\x92t,\x94 the caf\xE9 owner said.").record();
    assert_eq!(record.text, "“We won’t,” the café owner said.");
    assert!(notice(&record, "charset").contains("windows-1252"));
}

#[test]
fn a_line_of_ten_megabytes_is_read_to_its_end() {
    for unit in ["x", GREEK] {
        let text = unit.repeat(10_000_000 / unit.len());
        let ran = verbale(&["read", &file("long", "long.txt", &text)], b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.records()[0].text == text, "the text is kept as it is");
    }
}

#[test]
fn emoji_and_combining_marks_count_as_code_points() {
    let text = "🙂👩‍👩‍👧 Cafe\u{301} owners said 🇰🇿 Kazakhstan had condemned Israel\u{308}\u{323} 🏴󠁧󠁢󠁥󠁮󠁧󠁿.";
    let record = verbale(&["read"], text.as_bytes()).record();
    assert_eq!(record.text, text);
    assert!(record.notices.is_empty(), "{:?}", record.notices);
    let plain = text.replace("🙂👩‍👩‍👧", "At noon,");
    let shorter = verbale(&["read"], plain.as_bytes()).record();
    assert_eq!(shorter.text, plain);
}

#[test]
fn right_to_left_text_is_kept_and_its_controls_are_noticed() {
    let text =
        "The minister, \u{202B}محمد جواد ظريف\u{202C}, said that \u{2067}תל אביב\u{2069} had rejected the offer.";
    let record = verbale(&["read"], text.as_bytes()).record();
    assert_eq!(record.text, text);
    assert!(notice(&record, "invisible-characters").starts_with("The text holds 4 zero-width or bidirectional"));
}

#[test]
fn zero_width_characters_are_kept_and_noticed() {
    let text = "\u{FEFF}The mini\u{200B}ster sa\u{2060}id that Ky\u{200D}iv had agreed.";
    let record = verbale(&["read"], text.as_bytes()).record();
    assert_eq!(record.text, text.trim_start_matches('\u{FEFF}'));
    assert!(notice(&record, "invisible-characters").starts_with("The text holds 3 "));
    assert!(notice(&record, "byte-order-mark").contains("left out"));
    let record = verbale(&["read"], "\u{200B}\u{200B}".as_bytes()).record();
    assert_eq!((record.text.as_str(), record.statements.len()), ("\u{200B}\u{200B}", 0));
}

#[test]
fn nul_and_other_control_characters_are_kept_and_noticed() {
    let text =
        "The minister\0 said on Monday\u{1} that the \u{7F}talks\u{9B} had failed\u{1B}[31m.\u{8}\u{7}\r\nHe left.";
    let record = verbale(&["read"], text.as_bytes()).record();
    assert_eq!(record.text, text);
    assert_eq!(notice(&record, "nul-characters"), "The text holds 1 NUL characters; they are kept.");
    let indented = verbale(&["read", "--format", "json"], text.as_bytes());
    assert_eq!(crate::common::lawful(&indented.out).text, text);
}

#[test]
fn a_text_in_another_language_gets_an_empty_record_that_says_so() {
    for (text, language) in [
        (
            "Bundeskanzlerin Anna Meier sagte am Montag in Berlin, die Regierung werde die Hilfe für die Ukraine ausweiten \
             und weitere Sanktionen gegen Russland beschließen.",
            "German",
        ),
        ("قال وزير الخارجية إن المحادثات فشلت وإن بلاده ترفض العرض الجديد من الأمم المتحدة.", "Arabic"),
        (
            "外交部发言人星期一表示，中方对此表示强烈不满，并要求美方立即停止向台湾出售武器，否则将采取反制措施。",
            "Chinese",
        ),
    ] {
        let record = verbale(&["read"], text.as_bytes()).record();
        assert!(notice(&record, "not-english").contains(language), "{}", notice(&record, "not-english"));
        assert_eq!((record.statements.len(), record.events.len(), record.mentions.len()), (0, 0, 0));
        assert_eq!(record.text, text);
    }
}

#[test]
fn a_page_of_ten_thousand_nested_elements_is_stripped_to_its_text() {
    let page = format!("{}<p>{GOOD}</p>{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
    let record = verbale(&["read", &file("nested", "nested.html", page)], b"").record();
    assert_eq!(record.text, GOOD);
    assert!(notice(&record, "markup-too-deep").contains("nested too deeply"));
}

#[test]
fn a_broken_json_line_is_told_by_its_number_and_the_rest_goes_on() {
    let lines = format!(
        "{{\"id\": \"a\", \"text\": \"{GOOD}\"}}\n\n{{\"id\": \"b\", \"text\": \n{{\"id\": \"c\"}}\n[7]\n{{\"id\": \"d\", \"text\": \"{GOOD}\"}}\n"
    );
    let path = file("json", "articles.jsonl", lines);
    let ran = verbale(&["read", &path], b"");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.records().iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["a", "d"]);
    let told: Vec<&str> = ran.err.lines().collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with(&format!("verbale: {path}, line 3, column ")), "{}", told[0]);
    assert!(told[1].starts_with(&format!("verbale: {path}, line 4: the article has no `text`")), "{}", told[1]);
    assert!(told[2].starts_with(&format!("verbale: {path}, line 5, column ")), "{}", told[2]);
}

#[test]
fn missing_files_and_folders_are_named_and_the_rest_goes_on() {
    let good = file("missing", "good.txt", GOOD);
    let ran = verbale(&["read", "no-such-file.txt", "examples", &good], b"");
    assert_eq!((ran.code, ran.records().len()), (1, 1));
    let told: Vec<&str> = ran.err.lines().collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("verbale: no-such-file.txt: cannot be read: No such file or directory"), "{}", told[0]);
    assert!(told[1].starts_with("verbale: examples: cannot be read: Is a directory"), "{}", told[1]);
}

#[test]
fn standard_input_is_read_without_a_file_and_for_a_dash() {
    let named = verbale(&["read", "-"], GOOD.as_bytes());
    assert_eq!(named.record().text, GOOD);
    assert_eq!(named.out, verbale(&["read"], GOOD.as_bytes()).out);
    let both = verbale(&["read", &file("dash", "first.txt", "They left."), "-"], GOOD.as_bytes());
    assert_eq!(both.records().iter().map(|record| record.text.as_str()).collect::<Vec<_>>(), ["They left.", GOOD]);
    let ran = verbale(&["read", "-"], b"%PDF-1.7");
    assert!(ran.code == 1 && ran.err.starts_with("verbale: standard input: this is not text"), "{}", ran.err);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    // More than a pipe holds, so that printing fails while the record is being written.
    let articles = file("pipe", "articles.txt", GREEK.repeat(3_000));
    let pairs = "{\"id\": 1, \"text\": \"Iran condemned Israel.\", \"actor\": [0, 4], \"recipient\": [15, 21]}\n";
    let pairs = file("pipe", "pairs.jsonl", pairs.repeat(200));
    let gold = file("pipe", "gold.jsonl", "");
    let calls: [&[&str]; 6] = [
        &["read", &articles],
        &["read", "--format", "json", &articles],
        &["read", "--format", "pretty", &articles],
        &["relate", &pairs],
        &["measure", &gold, &gold],
        &["measure", "--json", &gold, &gold],
    ];
    for call in calls {
        // As `| head -c 1` where there is something to read, and as a reader that was never there.
        for first in [true, false] {
            let mut command = Command::new(VERBALE);
            command.args(call).current_dir(ROOT).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("the program starts");
            let mut out = BufReader::with_capacity(1, child.stdout.take().expect("a pipe"));
            if first {
                out.fill_buf().expect("a pipe");
            }
            drop(out);
            let code = wait(&mut child).code();
            let mut err = String::new();
            child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("UTF-8");
            assert_eq!((code, err.as_str()), (Some(0), ""), "{call:?}");
        }
    }
}

#[test]
fn a_wrong_call_ends_with_two_and_says_what_is_right() {
    let article = examples().remove(0);
    let ran = verbale(&["read", "--format", "xml", &article], b"");
    assert!(
        ran.code == 2 && ran.out.is_empty() && ran.err.contains("[possible values: pretty, json, jsonl]"),
        "{}",
        ran.err
    );
    let ran = verbale::<&str>(&[], b"");
    assert!(ran.code == 2 && ran.err.contains("Usage: verbale <COMMAND>"), "{}", ran.err);
    let weights = file("weights", "weights.safetensors", "no weights");
    let ran = verbale(&["read", "--weights", &weights, &article], b"");
    let told = format!("verbale: {weights}: not usable as weights: the weights are not a safetensors file");
    assert!(ran.code == 2 && ran.out.is_empty() && ran.err.starts_with(&told), "{}", ran.err);
    let ran = verbale(&["read", "--weights", "no-such-file", &article], b"");
    assert!(ran.code == 2 && ran.err.starts_with("verbale: no-such-file: cannot be read: "), "{}", ran.err);
    fs::remove_file(weights).expect("it is there");
}
