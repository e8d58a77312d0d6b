//! Cuts a JSON array into its elements without reading them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The elements of the array that `text` is, and the error at which it broke off.
pub(super) fn elements(text: &str) -> (Vec<&RawValue>, Option<serde_json::Error>) {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Elements(&mut found).deserialize(&mut deserializer).and_then(|()| deserializer.end());
    (found, result.err())
}

/// Collects elements outside of itself, so that they outlive an error.
struct Elements<'found, 'text>(&'found mut Vec<&'text RawValue>);

impl<'text> DeserializeSeed<'text> for Elements<'_, 'text> {
    type Value = ();

    fn deserialize<D: Deserializer<'text>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'text> Visitor<'text> for Elements<'_, 'text> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'text>>(self, mut sequence: A) -> Result<(), A::Error> {
        while let Some(element) = sequence.next_element()? {
            self.0.push(element);
        }
        Ok(())
    }
}
