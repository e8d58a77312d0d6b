//! Where words stand, with the unit in the type.

use std::fmt;
use std::marker::PhantomData;

/// Unit of a span that counts bytes of the text.
pub enum Byte {}

/// Unit of a span that counts tokens of a [`crate::text::Text`].
pub enum Token {}

/// A half-open range, `start <= end`, counted in `Unit`.
pub struct Span<Unit> {
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
    unit: PhantomData<fn() -> Unit>,
}

impl<Unit> Span<Unit> {
    /// The range from `start` up to, not including, `end`.
    ///
    /// # Panics
    ///
    /// If `start > end`: a span is made from positions that are already in order.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end, unit: PhantomData }
    }

    /// How many units it holds.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `inner` lies wholly inside.
    pub fn holds(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share a unit.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The positions as a plain range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

// Derives would ask the same of `Unit`, which is never a value.
impl<Unit> Clone for Span<Unit> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Unit> Copy for Span<Unit> {}

impl<Unit> PartialEq for Span<Unit> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}

impl<Unit> Eq for Span<Unit> {}

impl<Unit> PartialOrd for Span<Unit> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<Unit> Ord for Span<Unit> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}

impl<Unit> std::hash::Hash for Span<Unit> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}

impl<Unit> fmt::Debug for Span<Unit> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
