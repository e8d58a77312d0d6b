//! Finds who is quoted, by which words and saying what, and who does what to whom.
//!
//! Takes  `&Text` and an encoder that scores its words.
//! Gives  [`Found`]: attributions, events, processes and mentions in order of the text; spans are bytes, never empty.
//! Fails  never; a cue without content, or an event without actor and recipient, becomes a [`Doubt`].
//! Never  names an actor, opens a table, reads the clock.

mod assemble;
mod chain;
mod labels;
pub(crate) mod probability;
mod roles;
mod window;

use rayon::prelude::*;
use verbale_encoder::Encoder;
use verbale_record::{Kind, Mode, Stance, Status, Type};

pub use labels::{LabelError, Labels};
pub(crate) use window::TRIGGER;

use crate::span::{Byte, Span};
use crate::text::Text;

/// What a text says, by its words alone.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Found {
    /// Who said what, in order of the text.
    pub attributions: Vec<Attribution>,
    /// Who did what to whom, in order of the triggers.
    pub events: Vec<Event>,
    /// Talks, treaties and the like, in order of the text.
    pub processes: Vec<Process>,
    /// Expressions that stand for actors, places and processes, in order of the text; each span once.
    pub mentions: Vec<Mention>,
    /// What was nearly read, and why it was not.
    pub doubts: Vec<Doubt>,
}

/// Content ascribed to a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// To whom the content is ascribed; spans of [`Found::mentions`].
    pub source: Vec<Span<Byte>>,
    /// The words that link source and content; `None` for a bare quotation.
    pub cue: Option<Span<Byte>>,
    /// The content's uninterrupted pieces; never empty.
    pub content: Vec<Span<Byte>>,
    /// Outlets through which it came; spans of [`Found::mentions`].
    pub via: Vec<Span<Byte>>,
    /// How the source stands to the content, the most likely first, with probabilities.
    pub stances: Vec<(Stance, f32)>,
    /// Number of the innermost attribution whose content holds this one.
    pub within: Option<usize>,
    /// Probability of the cue's words as a cue.
    pub cue_probability: f32,
    /// Probability of the content's words as its content.
    pub content_probability: f32,
}

/// Something that one actor does to, with or about another.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The words that show it.
    pub trigger: Span<Byte>,
    /// Who does it; spans of [`Found::mentions`].
    pub actor: Vec<Span<Byte>>,
    /// Whom it is done to; spans of [`Found::mentions`].
    pub recipient: Vec<Span<Byte>>,
    /// PLOVER types, the most likely first, with probabilities.
    pub types: Vec<(Type, f32)>,
    /// Mode of the first type.
    pub mode: Option<Mode>,
    /// Statuses, the most likely first, with probabilities.
    pub statuses: Vec<(Status, f32)>,
    /// Number of the innermost attribution whose content holds the trigger.
    pub within: Option<usize>,
    /// Probability of the trigger's words as a trigger.
    pub trigger_probability: f32,
}

/// Talks, a treaty, a summit and the like.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    /// The words that name it; a span of [`Found::mentions`].
    pub span: Span<Byte>,
    /// Who takes part; spans of [`Found::mentions`].
    pub parties: Vec<Span<Byte>>,
}

/// An expression that stands for an actor, a place or a process.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its words.
    pub span: Span<Byte>,
    /// What it stands for.
    pub kind: Kind,
    /// PLOVER sector or `IGO`, `NGO`, `MNC`; empty where it has none.
    pub sector: String,
}

/// Something that was nearly read.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The words of the would-be cue or trigger.
    pub span: Span<Byte>,
    /// Why it was not read.
    pub reason: Reason,
    /// Probability of the words as a cue or trigger.
    pub probability: f32,
}

/// Why something was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A cue for which no content was found.
    NoContent,
    /// A trigger for which neither actor nor recipient was found.
    NoActorNoRecipient,
    /// The words look like a cue, but less than likely.
    UnlikelyCue,
    /// The words look like a trigger, but less than likely.
    UnlikelyTrigger,
}

/// Reads a text. Windows are read in parallel where the caller's thread pool has threads; the result is the same.
pub fn find(text: &Text<'_>, encoder: &impl Encoder, labels: &Labels) -> Found {
    let windows: Vec<window::WindowFound> =
        text.windows().into_par_iter().map(|words| window::read(text, words, encoder)).collect();
    assemble::assemble(text, windows, labels)
}
