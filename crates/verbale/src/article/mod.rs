//! Turns the bytes of a file into articles: their plain text and what is known of them.
//!
//! Takes  `&[u8]` and a [`Source`] (file name and format, where known); text, HTML, JSON, JSON Lines in any charset.
//! Gives  `Vec<Result<Document, IntakeError>>` in order of the input; text and JSON texts unchanged, HTML as plain text.
//! Fails  for binary data, broken JSON and JSON articles without text, each by itself: the rest goes on.
//! Never  opens files, follows links, cleans or corrects a text: what is odd about it becomes a `Notice`.

mod binary;
mod charset;
mod dateline;
mod document;
mod error;
mod format;
mod guard;
mod html;
mod invisible;
mod json;
mod jsonld;
mod language;
mod layout;
mod strip;

pub use document::Document;
pub use error::IntakeError;
pub use format::{Format, Source};

use document::Draft;
use verbale_record::{Article, Notice};

/// Reads all articles of `bytes`.
///
/// The result is never empty: input without a single character gives one document with empty text and the notice
/// `empty`. A [`Document`]'s text is what every later stage measures.
///
/// # Errors
///
/// Element by element, so that one bad article does not hide the others:
///
/// - [`IntakeError::Binary`] if the bytes are not text;
/// - [`IntakeError::Json`] where JSON is broken or a value has the wrong type;
/// - [`IntakeError::NoText`] for a JSON article without `text`;
/// - [`IntakeError::NoArticles`] for an empty JSON array.
///
/// # Example
///
/// ```
/// use verbale::article::{Source, read};
///
/// let source = Source { name: Some("talks.txt".into()), ..Source::default() };
/// let documents = read(b"The talks failed, officials said.", &source);
/// let document = documents[0].as_ref().unwrap();
/// assert_eq!(document.id, "talks");
/// assert_eq!(document.text, "The talks failed, officials said.");
/// ```
pub fn read(bytes: &[u8], source: &Source) -> Vec<Result<Document, IntakeError>> {
    if let Some(kind) = binary::recognize(bytes) {
        let name = source.shown();
        return vec![Err(IntakeError::Binary { name, looks_like: kind.name, advice: kind.advice })];
    }
    let (text, notices) = charset::decode(bytes, format::before_decoding(bytes, source));
    let format = format::of(&text, source);
    if text.trim().is_empty() {
        return vec![Ok(Draft { text, notices, ..Draft::default() }.finish(source, None))];
    }
    match format {
        Format::Text => vec![Ok(plain(text, notices).finish(source, None))],
        Format::Html => vec![Ok(html::read(&text, notices).finish(source, None))],
        Format::Json | Format::JsonLines => json::read(&text, &notices, source),
    }
}

/// A draft of plain text, kept as it is, with the title, byline and dateline that its layout shows.
fn plain(text: String, mut notices: Vec<Notice>) -> Draft {
    if format::sniff(&text) == Format::Html {
        notices.push(document::notice("looks-like-html", "The input was read as plain text but looks like HTML."));
    }
    let mut article = Article::default();
    layout::fill(&mut article, &text);
    Draft { article, text, notices }
}
