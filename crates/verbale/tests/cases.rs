//! The phenomena of `tests/cases/*.md`, read with an oracle for a model: *is our code right, given right scores?*
//!
//! Each `## heading` names a phenomenon; its `marked` block is the text in the notation of [`oracle::markup`], its `record` block
//! what must be read from it (see [`show`]). `UPDATE=1 cargo test -p verbale --test cases` writes what is read into the files.

#[path = "cases/case.rs"]
mod case;
#[path = "cases/diff.rs"]
mod diff;
mod oracle;
#[path = "cases/show.rs"]
mod show;

use std::path::{Path, PathBuf};

use verbale::Engine;
use verbale::article::Document;
use verbale::text::Text;

use case::Case;
use oracle::{Oracle, markup};

/// The files of cases, in order.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = std::fs::read_dir(folder).expect("the folder of cases is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}

/// What is read from a case's text, as its record block writes it.
fn read(case: &Case) -> Vec<String> {
    let marked = markup::parse(&case.marked).unwrap_or_else(|fault| panic!("{}: {fault}", case.heading));
    let text = marked.text.clone();
    let oracle = Oracle::new(marked);
    let windows = Text::new(&text, &oracle);
    let windows: Vec<_> = windows.windows().into_iter().map(|words| (words, windows.bytes(words))).collect();
    let engine = Engine::new(oracle).expect("the oracle's labels are those of the weights");
    let document =
        Document { article: verbale_record::Article::default(), id: "case".to_owned(), text, notices: Vec::new() };
    let reading = engine.read(document);
    assert_eq!(reading.record.check(), [], "{}: a record that breaks its laws", case.heading);
    show::lines(&reading, &windows, &case.shown)
}

#[test]
fn every_phenomenon_is_read_as_it_is_written_down() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut faults: Vec<String> = Vec::new();
    for path in files() {
        let file = std::fs::read_to_string(&path).expect("a file of cases can be read");
        let cases = case::parse(&file);
        let read: Vec<Vec<String>> = cases.iter().map(read).collect();
        if update {
            std::fs::write(&path, case::rewrite(&file, &cases, &read)).expect("a file of cases can be written");
            continue;
        }
        for (case, read) in cases.iter().zip(&read).filter(|(case, read)| case.record != **read) {
            let name = path.file_name().unwrap_or_default().display();
            faults.push(format!("{name}: {}\n{}", case.heading, diff::diff(&case.record, read)));
        }
    }
    assert!(faults.is_empty(), "- written down, + read (UPDATE=1 writes down what is read):\n\n{}", faults.join("\n"));
}

#[test]
fn headings_name_one_phenomenon_each() {
    let files = files().into_iter().map(|path| std::fs::read_to_string(path).expect("a file of cases can be read"));
    let mut headings: Vec<String> = files.flat_map(|file| case::parse(&file)).map(|case| case.heading).collect();
    assert!(headings.len() >= 30, "{} cases", headings.len());
    headings.sort();
    let twice = headings.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None);
}

#[test]
fn faults_of_the_notation_are_named() {
    for (block, fault) in [
        ("[a p", "no | after ["),
        ("[a p RUS|He", "[ is not closed"),
        ("He]", "] without ["),
        ("[a q RUS|He]", "a q RUS: no kind"),
        ("[=b|He]", "no mention \"b\""),
        ("[s1|He left]", "not said after @: s1"),
        ("He left\n@s1 - says", "s1 is not in the text"),
        ("[s1|He left]\n@s1 a says", "no mention \"a\""),
        ("[s1|He left]\n@s1 - cries", "cries"),
        ("[e1|left]\n@e1 RETREAT - act", "write TYPE ACTORS > RECIPIENTS STATUS"),
        ("a \\u{110000}", "no character 110000"),
    ] {
        let found = markup::parse(block).expect_err(block);
        assert!(found.contains(fault), "{block}: {found}");
    }
}
