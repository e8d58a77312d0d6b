//! An article as the later stages get it, and the last touches that every format shares.

use verbale_record::{Article, Notice};

use crate::article::{Source, dateline, invisible, language};

/// One article: its text and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What is known of the article; `article.id` is set only if the input gave one.
    pub article: Article,
    /// The id given, else the file's stem (with `-1`, `-2`, ... for the articles of a JSON array or JSON Lines),
    /// else 16 hexadecimal digits of the BLAKE3 hash of the text. Never empty; not unique if the input repeats one.
    pub id: String,
    /// The plain text that all spans point into.
    pub text: String,
    /// What is odd about the input or had to be repaired.
    pub notices: Vec<Notice>,
}

/// What a format's reader hands over: a document without id and without notices on the text itself.
#[derive(Default)]
pub(super) struct Draft {
    /// What the input says of the article.
    pub article: Article,
    /// Its text.
    pub text: String,
    /// What is odd about the input.
    pub notices: Vec<Notice>,
}

impl Draft {
    /// Settles id, dateline and language and adds the notices on the text; `number` counts the articles of a list
    /// from 1.
    pub fn finish(self, source: &Source, number: Option<usize>) -> Document {
        let Self { mut article, text, mut notices } = self;
        article.id = article.id.filter(|id| !id.trim().is_empty());
        if text.trim().is_empty() {
            notices.push(notice("empty", "The article has no text."));
        }
        if article.dateline.is_none() {
            article.dateline = first_paragraph(&text).and_then(dateline::find).map(str::to_owned);
        }
        notices.extend(nul_characters(&text));
        notices.extend(invisible::find(&text));
        notices.extend(language::settle(&mut article, &text));
        let id = article.id.clone().unwrap_or_else(|| fallback_id(&text, source, number));
        Document { article, id, text, notices }
    }
}

/// A notice about the whole text.
pub(super) fn notice(kind: &str, message: impl Into<String>) -> Notice {
    Notice { kind: kind.to_owned(), message: message.into(), span: None }
}

/// The first line with something on it.
fn first_paragraph(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| !line.is_empty())
}

/// Says how many NUL characters stand in the text.
fn nul_characters(text: &str) -> Option<Notice> {
    let count = text.bytes().filter(|&byte| byte == 0).count();
    (count > 0).then(|| notice("nul-characters", format!("The text holds {count} NUL characters; they are kept.")))
}

/// The file's stem, numbered within a list, or a hash of the text where there is no file.
fn fallback_id(text: &str, source: &Source, number: Option<usize>) -> String {
    match (source.stem(), number) {
        (Some(stem), None) => stem.to_owned(),
        (Some(stem), Some(number)) => format!("{stem}-{number}"),
        (None, _) => blake3::hash(text.as_bytes()).to_hex()[..16].to_owned(),
    }
}
