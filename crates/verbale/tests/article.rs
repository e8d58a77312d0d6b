//! Intake: every kind of bad, odd and good input, by name.

#[path = "article/bytes.rs"]
mod bytes;
#[path = "article/html.rs"]
mod html;
#[path = "article/json.rs"]
mod json;
#[path = "article/laws.rs"]
mod laws;
#[path = "article/text.rs"]
mod text;

use verbale::article::{Document, IntakeError, Source, read};

/// A source with a file name.
fn file(name: &str) -> Source {
    Source { name: Some(name.to_owned()), format: None }
}

/// All that is read from a file of that name.
fn all(bytes: impl AsRef<[u8]>, name: &str) -> Vec<Result<Document, IntakeError>> {
    read(bytes.as_ref(), &file(name))
}

/// The one document that is read from a file of that name.
fn one(bytes: impl AsRef<[u8]>, name: &str) -> Document {
    let mut found = all(bytes, name);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).expect("a document")
}

/// The one error that is read from a file of that name.
fn error(bytes: impl AsRef<[u8]>, name: &str) -> IntakeError {
    let mut found = all(bytes, name);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0).expect_err("an error")
}

/// The kinds of a document's notices.
fn kinds(document: &Document) -> Vec<&str> {
    document.notices.iter().map(|notice| notice.kind.as_str()).collect()
}

/// The message of the notice of that kind.
fn message<'a>(document: &'a Document, kind: &str) -> &'a str {
    let notice = document.notices.iter().find(|notice| notice.kind == kind);
    &notice.unwrap_or_else(|| panic!("no {kind} in {:?}", document.notices)).message
}
