//! Reads articles from JSON: one object, an array of objects, or one object a line.
//!
//! Each article is parsed by itself, from its own stretch of the input, so that a bad one spoils no other; nothing is
//! copied before, and a line of many megabytes takes linear time.

use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use verbale_record::Notice;

use crate::article::document::Draft;
use crate::article::{Document, IntakeError, Source};

mod array;
mod fields;

/// Reads all articles of `text`, which is not blank.
pub(super) fn read(text: &str, notices: &[Notice], source: &Source) -> Vec<Result<Document, IntakeError>> {
    let reader = Reader { notices, source };
    let start = Place { line: 1, column: 0 }.after(&text[..text.len() - text.trim_start().len()]);
    let text = text.trim();
    if is_lines(text) {
        reader.lines(text, start)
    } else if text.starts_with('[') {
        reader.array(text, start)
    } else {
        vec![reader.article(text, start, None)]
    }
}

/// Whether a text is several values a line rather than one value: it is not one whole value, and its first line is, or
/// is at least an object that ends where the line ends.
fn is_lines(text: &str) -> bool {
    let Some((first, _)) = text.split_once('\n') else {
        return false;
    };
    let is_value = |json: &str| serde_json::from_str::<IgnoredAny>(json).is_ok();
    let first = first.trim_end();
    !is_value(text) && (is_value(first) || (first.len() > 1 && first.ends_with('}')) || next_lines_are_values(text))
}

/// Whether one of the next lines is an object by itself, as in JSON Lines whose first line is broken.
fn next_lines_are_values(text: &str) -> bool {
    let is_object = |line: &str| line.starts_with('{') && serde_json::from_str::<IgnoredAny>(line).is_ok();
    text.lines().skip(1).take(8).any(|line| is_object(line.trim_end()))
}

/// Where a stretch of JSON starts in the input: line from 1, column as the bytes before it on its line.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    /// The place after `passed`.
    fn after(self, passed: &str) -> Self {
        match passed.rfind('\n') {
            None => Self { column: self.column + passed.len(), ..self },
            Some(last) => Self {
                line: self.line + passed.bytes().filter(|&byte| byte == b'\n').count(),
                column: passed.len() - last - 1,
            },
        }
    }
}

/// What all articles of an input share.
struct Reader<'a> {
    notices: &'a [Notice],
    source: &'a Source,
}

impl Reader<'_> {
    /// One article a line; blank lines count as lines and not as articles.
    fn lines(&self, text: &str, start: Place) -> Vec<Result<Document, IntakeError>> {
        let lines = text.split('\n').enumerate().map(|(at, line)| (Place { line: start.line + at, column: 0 }, line));
        let filled = lines.filter(|(_, line)| !line.trim().is_empty());
        filled.zip(1..).map(|((place, line), number)| self.article(line, place, Some(number))).collect()
    }

    /// The articles of an array, up to the place where it is broken, if it is.
    fn array(&self, text: &str, start: Place) -> Vec<Result<Document, IntakeError>> {
        let (elements, broken) = array::elements(text);
        let mut found = Vec::with_capacity(elements.len());
        let (mut place, mut passed) = (start, 0);
        for (raw, number) in elements.into_iter().map(RawValue::get).zip(1..) {
            let at = raw.as_ptr() as usize - text.as_ptr() as usize;
            place = place.after(&text[passed..at]);
            passed = at;
            found.push(self.article(raw, place, Some(number)));
        }
        if let Some(error) = broken {
            found.push(Err(self.broken(&error, start)));
        } else if found.is_empty() {
            found.push(Err(IntakeError::NoArticles { name: self.source.shown() }));
        }
        found
    }

    /// The article of one object, which starts at `start`.
    fn article(&self, json: &str, start: Place, number: Option<usize>) -> Result<Document, IntakeError> {
        let fields = fields::parse(json).map_err(|error| self.broken(&error, start))?;
        let Some(text) = fields.text else {
            return Err(IntakeError::NoText { name: self.source.shown(), line: start.line });
        };
        let draft = Draft { article: fields.article, text, notices: self.notices.to_vec() };
        Ok(draft.finish(self.source, number))
    }

    /// An error of a stretch that starts at `start`, placed in the whole input.
    fn broken(&self, error: &serde_json::Error, start: Place) -> IntakeError {
        let message = error.to_string();
        let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
        let on_first_line = error.line() <= 1;
        IntakeError::Json {
            name: self.source.shown(),
            line: start.line + error.line().saturating_sub(1),
            column: error.column() + if on_first_line { start.column } else { 0 },
            reason: reason.to_owned(),
        }
    }
}
