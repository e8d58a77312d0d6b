//! What can be wrong with an input.

use thiserror::Error;

/// Why no article could be read from an input, or from one place of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IntakeError {
    /// The bytes are not text.
    #[error("{name}: this is not text, it looks like {looks_like}; {advice}")]
    Binary {
        /// File name, or `standard input`.
        name: String,
        /// What the bytes look like, with article.
        looks_like: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// JSON is broken, or a value has the wrong type.
    #[error("{name}, line {line}, column {column}: {reason}; correct the JSON there")]
    Json {
        /// File name, or `standard input`.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1 (0 where the line's break itself is at fault).
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// An article of a JSON input has no text.
    #[error("{name}, line {line}: the article has no `text`; add the key with the article's plain text")]
    NoText {
        /// File name, or `standard input`.
        name: String,
        /// Line on which the article starts, from 1.
        line: usize,
    },
    /// A JSON array without a single article.
    #[error("{name}: the JSON array holds no article; give at least one object with `text`")]
    NoArticles {
        /// File name, or `standard input`.
        name: String,
    },
}
