//! The arrow: an article in, its record out.

use verbale_encoder::Encoder;
use verbale_record::Record;

use crate::article::Document;
use crate::record::record;
use crate::relate::{Pair, Relation, relate};
use crate::resolve::{Resolved, resolve};
use crate::spans::{self, Found, LabelError, Labels};
use crate::text::Text;

/// Reads articles with one encoder. Reading one article never changes how another is read.
pub struct Engine<E> {
    encoder: E,
    labels: Labels,
}

/// A record and what it was made from.
#[derive(Debug)]
pub struct Reading {
    /// The record.
    pub record: Record,
    /// What the words say, with probabilities and what was nearly read: for explanations.
    pub found: Found,
}

impl<E: Encoder> Engine<E> {
    /// An engine that asks `encoder` for its scores.
    ///
    /// # Errors
    ///
    /// If the encoder's labels are not those that this version knows.
    pub fn new(encoder: E) -> Result<Self, LabelError> {
        let labels = Labels::new(encoder.labels())?;
        Ok(Self { encoder, labels })
    }

    /// Reads an article. One that is not in English gets an empty record with its notice: nothing is invented.
    pub fn read(&self, document: Document) -> Reading {
        let (found, resolved) = if is_readable(&document) {
            let text = Text::new(&document.text, &self.encoder);
            let found = self.find(&text);
            let resolved = resolve(&text, &found);
            (found, resolved)
        } else {
            (Found::default(), Resolved::default())
        };
        Reading { record: record(document, &found, &resolved), found }
    }

    fn find(&self, text: &Text<'_>) -> Found {
        spans::find(text, &self.encoder, &self.labels)
    }

    /// Codes what one given actor does to another; see [`relate`].
    pub fn relate(&self, pair: &Pair<'_>) -> Relation {
        relate(pair, &self.encoder, &self.labels)
    }
}

/// Whether the model knows the article's language: intake says so when it is clearly another than English.
fn is_readable(document: &Document) -> bool {
    !document.notices.iter().any(|notice| notice.kind == "not-english")
}
