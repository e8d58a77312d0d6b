//! JSON Lines, read into a map by id.

use std::io::BufRead;

use indexmap::{IndexMap, map::Entry};
use serde::de::DeserializeOwned;

use crate::RecordError;

/// One line of a JSON Lines file that carries an id.
pub trait Line: DeserializeOwned {
    /// Its id.
    fn id(&self) -> &str;

    /// Tests what its JSON shape alone does not; `path` and `line` are for the message.
    ///
    /// # Errors
    ///
    /// - The line contradicts itself; each implementer says how.
    fn check(&self, path: &str, line: usize) -> Result<(), RecordError>;
}

/// Reads JSON Lines into a map by id, in order of the lines; blank lines are passed over. `path` names the input in
/// messages.
///
/// # Errors
///
/// - The input cannot be read, or is not UTF-8.
/// - A line is not of the expected JSON.
/// - An id stands twice.
/// - [`Line::check`] fails.
pub fn by_id<T: Line>(input: impl BufRead, path: &str) -> Result<IndexMap<String, T>, RecordError> {
    let mut found: IndexMap<String, (usize, T)> = IndexMap::new();
    for (index, content) in input.lines().enumerate() {
        let line = index + 1;
        let content = content.map_err(|source| RecordError::Read { path: path.to_owned(), line, source })?;
        if content.trim().is_empty() {
            continue;
        }
        let value: T = serde_json::from_str(&content).map_err(|source| RecordError::Json {
            path: path.to_owned(),
            line,
            source,
        })?;
        value.check(path, line)?;
        match found.entry(value.id().to_owned()) {
            Entry::Occupied(entry) => {
                let (id, first) = (entry.key().clone(), entry.get().0);
                return Err(RecordError::IdTwice { path: path.to_owned(), line, id, first });
            }
            Entry::Vacant(entry) => entry.insert((line, value)),
        };
    }
    Ok(found.into_iter().map(|(id, (_, value))| (id, value)).collect())
}
