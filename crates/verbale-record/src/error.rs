//! What can go wrong when records are read from outside.

use crate::Span;

/// Why a label, a record or a file of records could not be read or compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// A word that is none of a closed set.
    #[error("{word:?} is no {what}; write one of: {known}")]
    UnknownLabel {
        /// The set, in words: `stance`, `event type`.
        what: &'static str,
        /// The word that was read.
        word: String,
        /// The words of the set, in the order of the guide.
        known: String,
    },
    /// The input broke off.
    #[error("{path}:{line}: cannot be read: {source}")]
    Read {
        /// The input, as its reader named it.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line that is no JSON, or not of the expected shape.
    #[error("{path}:{line}: not a line of the expected JSON: {source}")]
    Json {
        /// The input, as its reader named it.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// An id that stands in one input twice.
    #[error("{path}:{line}: id {id:?} stands already at line {first}; ids must differ")]
    IdTwice {
        /// The input, as its reader named it.
        path: String,
        /// The line of the second, from 1.
        line: usize,
        /// The id.
        id: String,
        /// The line of the first, from 1.
        first: usize,
    },
    /// A name that stands for nothing in its record.
    #[error("{path}:{line}: {place} names no mention: {name:?}")]
    UnknownMention {
        /// The input, as its reader named it.
        path: String,
        /// The line, from 1.
        line: usize,
        /// Where in the record: `s1.source`.
        place: String,
        /// The name.
        name: String,
    },
    /// Offsets that do not lie in the text, or that run backwards.
    #[error("{place}: offsets {},{} outside 0..{length} (code points of the text)", span.start, span.end)]
    Outside {
        /// Where: the input and line, or the article, and the part of the record.
        place: String,
        /// The offsets.
        span: Span,
        /// Code points of the text.
        length: usize,
    },
    /// A gold article without its text, which offsets need.
    #[error("gold {id}: no text; gold articles must carry theirs")]
    NoText {
        /// The article.
        id: String,
    },
    /// A prediction made from another text than gold's.
    #[error("{id}: texts differ; predict from the very text of gold")]
    TextsDiffer {
        /// The article.
        id: String,
    },
    /// Predictions for articles that gold does not have.
    #[error("{count} articles only in the predictions, e.g. {first}; leave them out")]
    OnlyPredicted {
        /// How many.
        count: usize,
        /// The first of them.
        first: String,
    },
}
