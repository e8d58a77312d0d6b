//! How far predicted records agree with gold ones.
//!
//! Takes  gold and predicted records by id, read with [`by_id`] or made from [`Record`](crate::Record) values.
//! Gives  [`Figures`]: precision, recall and F1 of mentions, statements, events and parties of processes.
//! Fails  never, once the records are read.
//! Never  looks into a text: spans, labels and names decide.
//!
//! The figures are those of `score.py` of the annotation guide, to the last digit. The same is done for flat
//! attributions (source, cue, content) in [`attribution`].

pub mod attribution;
mod figures;
mod lines;
mod overlap;
mod reading;
mod score;
mod tally;

pub use figures::{Figure, Figures};
pub use lines::{Line, by_id};
pub use reading::Reading;

use indexmap::IndexMap;

/// Compares predicted records with gold ones of the same ids; a record without a prediction counts as an empty one,
/// a prediction without a gold record not at all.
///
/// What the rows mean is said at [`Figures::rows`].
///
/// ```
/// use verbale_record::compare::{self, Reading};
///
/// let line = r#"{"id": "a", "mentions": {"m1": {"span": [0, 5], "kind": "person"}}}"#;
/// let gold = compare::by_id::<Reading>(line.as_bytes(), "gold.jsonl")?;
/// let figures = compare::records(&gold, &gold);
/// assert_eq!(figures.rows["mentions"].f1, 100.0);
/// # Ok::<(), verbale_record::RecordError>(())
/// ```
pub fn records(gold: &IndexMap<String, Reading>, predicted: &IndexMap<String, Reading>) -> Figures {
    let nothing = Reading::default();
    let mut tally = tally::Tally::default();
    for (id, record) in gold {
        score::count(record, predicted.get(id).unwrap_or(&nothing), &mut tally);
    }
    let missing = gold.keys().filter(|id| !predicted.contains_key(*id)).count();
    Figures { records: gold.len(), missing, rows: tally.figures() }
}
