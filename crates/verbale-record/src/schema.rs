//! The JSON Schema of the record.

/// JSON Schema (draft 2020-12) of format `verbale/1`, with examples.
///
/// It holds the shape: keys, labels, which mode and quad belong to which type. What a schema cannot say, such as that
/// spans lie in the text, is tested by [`Record::check`](crate::Record::check).
pub const SCHEMA: &str = include_str!("../schema/verbale-1.schema.json");
