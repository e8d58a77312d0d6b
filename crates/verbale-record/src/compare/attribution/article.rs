//! An article with flat attributions, as a line of the `PolNeAR` files.

use serde::{Deserialize, Serialize};

use crate::compare::Line;
use crate::{RecordError, Span};

/// One article with its attributions; offsets are code points of the gold text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its id; gold may add `#` and an annotator.
    pub id: String,
    /// Its text; predictions may leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its attributions, in any order.
    pub attributions: Vec<Attribution>,
}

/// Who said what, by which words; a role without spans is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// To whom the content is ascribed.
    #[serde(default)]
    pub source: Option<Vec<Span>>,
    /// The words that link source and content.
    #[serde(default)]
    pub cue: Option<Vec<Span>>,
    /// What is ascribed.
    #[serde(default)]
    pub content: Option<Vec<Span>>,
}

impl Line for Article {
    fn id(&self) -> &str {
        &self.id
    }

    /// # Errors
    ///
    /// - Never: offsets are tested against the gold text, by [`articles`](super::articles).
    fn check(&self, _path: &str, _line: usize) -> Result<(), RecordError> {
        Ok(())
    }
}
