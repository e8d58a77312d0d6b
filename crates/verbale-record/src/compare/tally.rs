//! Counts of what was right, by row.

use indexmap::IndexMap;

use crate::compare::Figure;

/// Counts by row, in the order in which the rows were first counted.
#[derive(Debug, Default)]
pub(crate) struct Tally(IndexMap<&'static str, Counts>);

#[derive(Debug, Default)]
struct Counts {
    right: usize,
    gold: usize,
    predicted: usize,
}

impl Tally {
    /// Adds `right` of `gold` and `predicted` ones to a row.
    pub(crate) fn add(&mut self, row: &'static str, right: usize, [gold, predicted]: [usize; 2]) {
        let counts = self.0.entry(row).or_default();
        counts.right += right;
        counts.gold += gold;
        counts.predicted += predicted;
    }

    /// The figures of every row.
    pub(crate) fn figures(self) -> IndexMap<String, Figure> {
        self.0.into_iter().map(|(row, counts)| (row.to_owned(), counts.figure())).collect()
    }
}

impl Counts {
    fn figure(&self) -> Figure {
        // The order of the operations is that of score.py: it decides the last digit.
        let share = |of: usize| if of == 0 { 0.0 } else { (100 * self.right) as f64 / of as f64 };
        let (p, r) = (share(self.predicted), share(self.gold));
        let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        Figure { p, r, f1, gold: self.gold, predicted: self.predicted }
    }
}
