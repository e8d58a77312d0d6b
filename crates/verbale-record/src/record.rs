//! The record and its parts, as they are written in JSON.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{Kind, Mode, Quad, Span, Stance, Status, Type};

/// The name of the format that [`Record`] serializes to.
pub const FORMAT: &str = "verbale/1";

/// What is known of an article apart from its text; every part may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The article's id, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The dateline, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// When it was published, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// ISO 639-1 code of the language of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// An expression that stands for an actor, a place or a process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its words.
    pub span: Span,
    /// What it stands for.
    pub kind: Kind,
    /// Name of its entity in [`Record::entities`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The mentions that take part in a process.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
}

/// One actor, place or process of the article, with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest of its mentions' words.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// ISO 3166 alpha-3 country or `IGO`, `NGO`, ..., then the PLOVER sector; `---` where it cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Names of its mentions, in order of the text.
    pub mentions: Vec<String>,
}

/// A place where the text gives what a source says, thinks, wants or intends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Mentions to whom the content is ascribed; empty where the text names none.
    pub source: Vec<String>,
    /// The words that link source and content.
    pub cue: Vec<Span>,
    /// The words ascribed, one span for each uninterrupted piece; never empty.
    pub content: Vec<Span>,
    /// How the source stands to the content.
    pub stance: Stance,
    /// The innermost statement whose content holds this one.
    pub within: Option<String>,
    /// Mentions of the outlets through which it reached the text, nearest the reader first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// How sure the reader is that this stands in the text, 0 to 1.
    pub confidence: f32,
}

/// Something that one actor does to, with or about another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Type,
    /// PLOVER mode, one of [`Type::modes`].
    pub mode: Option<Mode>,
    /// Verbal or material, cooperation or conflict: [`Type::quad`].
    pub quad: Quad,
    /// Conflict-cooperation scale, -10 (conflict) to 10 (cooperation): [`Type::score`].
    pub score: f32,
    /// Mentions of who does it.
    pub actor: Vec<String>,
    /// Mentions of whom it is done to.
    pub recipient: Vec<String>,
    /// The shortest words that show the event.
    pub trigger: Span,
    /// Whether it happened, is planned, wanted, possible, or did not happen.
    pub status: Status,
    /// The statement that vouches for it; `None` where the text itself does.
    pub within: Option<String>,
    /// How sure the reader is that this stands in the text, 0 to 1.
    pub confidence: f32,
}

/// Something that could not be settled or was repaired, said openly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What kind of notice, a fixed word with hyphens (`not-english`, `invalid-utf8`).
    pub kind: String,
    /// What happened, in a sentence.
    pub message: String,
    /// The words that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// The record of one article.
///
/// Serialize it with [`serde_json::to_string`]: a [`serde_json::Value`] would widen scores and confidences to `f64` and
/// write `0.9` as `0.8999999761581421`. What makes a record lawful is said at [`Record::check`].
///
/// ```
/// use verbale_record::{Record, SCHEMA};
///
/// let schema: serde_json::Value = serde_json::from_str(SCHEMA)?;
/// let record: Record = serde_json::from_value(schema["examples"][0].clone())?;
/// assert_eq!(record.statements["s1"].stance.as_str(), "says");
/// assert!(record.check().is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The article's id, as given.
    pub id: String,
    /// Always [`FORMAT`].
    pub format: String,
    /// What is known of the article.
    pub article: Article,
    /// The text that every span points into.
    pub text: String,
    /// Mentions by name (`m1`, `m2`, ... in order of the text).
    pub mentions: IndexMap<String, Mention>,
    /// Entities by name (`e1`, `e2`, ... in order of first mention).
    pub entities: IndexMap<String, Entity>,
    /// Statements by name (`s1`, `s2`, ... in order of the text).
    pub statements: IndexMap<String, Statement>,
    /// Events in order of their triggers.
    pub events: Vec<Event>,
    /// What could not be settled.
    pub notices: Vec<Notice>,
}
