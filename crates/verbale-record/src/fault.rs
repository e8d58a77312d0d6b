//! What a record can break.

use crate::{FORMAT, Kind, Mode, Quad, Span, Type};

/// A law that a record breaks, and where. Places are written as paths: `m3.span`, `s1.content[0]`, `events[2].trigger`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The record is of another format.
    #[error("format is {found:?}, not {FORMAT:?}")]
    Format {
        /// The format it names.
        found: String,
    },
    /// A span without a code point, or one that runs backwards.
    #[error("{place}: span {}..{} holds nothing", span.start, span.end)]
    Empty {
        /// Where.
        place: String,
        /// The span.
        span: Span,
    },
    /// A span that does not lie in the text.
    #[error("{place}: span {}..{} leaves the text of {length} code points", span.start, span.end)]
    Outside {
        /// Where.
        place: String,
        /// The span.
        span: Span,
        /// Code points of the text.
        length: usize,
    },
    /// A name that stands for nothing.
    #[error("{place} names no {what}: {name:?}")]
    UnknownName {
        /// Where.
        place: String,
        /// What it should name: `mention`, `entity`, `statement`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A mention and its entity do not name each other.
    #[error("{mention} and {entity} do not name each other")]
    OneSided {
        /// The mention.
        mention: String,
        /// The entity.
        entity: String,
    },
    /// Parties of something that is no process.
    #[error("{mention}: a {kind} has no parties, only a process has")]
    Parties {
        /// The mention.
        mention: String,
        /// What it is.
        kind: Kind,
    },
    /// A statement without words ascribed.
    #[error("{statement} has no content")]
    NoContent {
        /// The statement.
        statement: String,
    },
    /// A statement that encloses itself, at once or by way of others.
    #[error("{statement} stands within itself")]
    Circle {
        /// The statement.
        statement: String,
    },
    /// Content that does not lie in a piece of the enclosing statement's content.
    #[error("{place}: span {}..{} does not lie in the content of {within}", span.start, span.end)]
    NotInside {
        /// Where: a piece of content or a trigger.
        place: String,
        /// The span.
        span: Span,
        /// The statement named as enclosing.
        within: String,
    },
    /// An event that the text is said to vouch for, though it stands in what somebody says.
    #[error("{place} is null, but the trigger lies in the content of {statement}")]
    NotHeld {
        /// Where.
        place: String,
        /// The statement that holds the trigger.
        statement: String,
    },
    /// A mode that the type does not have.
    #[error("{place}: {kind} has no mode {mode}")]
    WrongMode {
        /// Where.
        place: String,
        /// The type.
        kind: Type,
        /// The mode.
        mode: Mode,
    },
    /// A quad or score that is not that of the type.
    #[error("{place}: quad and score are {quad} {score}, for {kind} they are {} {}", kind.quad(), kind.score())]
    WrongClass {
        /// Where.
        place: String,
        /// The type.
        kind: Type,
        /// The quad.
        quad: Quad,
        /// The score.
        score: f32,
    },
    /// A confidence that is not between 0 and 1.
    #[error("{place} is {value}, not between 0 and 1")]
    Confidence {
        /// Where.
        place: String,
        /// The confidence.
        value: f32,
    },
    /// Something that stands before its forerunner in the text.
    #[error("{place} stands before its forerunner; the order is that of the text")]
    Order {
        /// Where.
        place: String,
    },
}
