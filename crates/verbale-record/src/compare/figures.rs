//! The figures of a comparison of records, and how they are printed.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Precision, recall and F1 of one row, in per cent, with the counts behind them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Precision: the share of what was predicted that is right; 0 where nothing was.
    pub p: f64,
    /// Recall: the share of gold that was found; 0 where gold has nothing.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// How many stand in gold.
    pub gold: usize,
    /// How many were predicted.
    pub predicted: usize,
}

/// The figures of a comparison of records, micro-averaged; `Display` prints them as a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Records in gold.
    pub records: usize,
    /// Records of gold without a prediction.
    pub missing: usize,
    /// The figures by name of the row, in the order in which they are printed; none where gold has no record.
    ///
    /// | row | right when |
    /// |---|---|
    /// | `mentions` | same kind, and spans that overlap with Jaccard >= 0.5 |
    /// | `statements` | content overlaps with Jaccard >= 0.5, over all its pieces, in code points |
    /// | ` + source` | ... and the source's spans do (or both have none) |
    /// | ` + cue` | ... and the cues share a code point (or both have none) |
    /// | ` + speaker` | ... and the source's entity has the same code |
    /// | ` + stance` | ... and the stance is the same |
    /// | ` + chain` | ... and the source, and the whole chain of enclosing statements, are right |
    /// | `events` | same type, and the triggers share a code point |
    /// | `events + roles` | ... and actors and recipients are the same entities |
    /// | `events + status` | ... and the status is the same |
    /// | `events + holder` | ... and the statement that vouches for it is right (or the text vouches for both) |
    /// | `events + all` | ... roles, status and holder together |
    /// | `parties` | processes that overlap with Jaccard >= 0.3 and whose parties are all right |
    #[serde(rename = "figures")]
    pub rows: IndexMap<String, Figure>,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} records, {} without a prediction", self.records, self.missing)?;
        writeln!(f, "{:<18}{:>7}{:>7}{:>7}{:>7}{:>7}", "", "P", "R", "F1", "gold", "pred")?;
        for (row, figure) in &self.rows {
            let Figure { p, r, f1, gold, predicted } = figure;
            writeln!(f, "{row:<18}{p:>7.1}{r:>7.1}{f1:>7.1}{gold:>7}{predicted:>7}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_tie_is_rounded_to_the_even_digit_as_in_python() {
        for (value, printed) in [(6.25, "6.2"), (18.75, "18.8"), (31.25, "31.2"), (0.05, "0.1"), (99.95, "100.0")] {
            assert_eq!(format!("{value:.1}"), printed);
        }
    }
}
