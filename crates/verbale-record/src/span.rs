//! Where words stand in a text.

use serde::{Deserialize, Serialize};

/// A half-open range of Unicode code points of a record's text, `start <= end`; JSON `[start, end]`.
///
/// Reading JSON takes any two numbers; that they run forward and lie in the text is a law of the record, which
/// [`Record::check`](crate::Record::check) tests.
///
/// ```
/// use verbale_record::Span;
///
/// let span: Span = serde_json::from_str("[4, 9]")?;
/// assert_eq!(span, Span { start: 4, end: 9 });
/// assert!(span.holds(Span::from([5, 9])));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Span {
    /// Whether it holds no code point.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether every code point of `inner` is one of its own.
    pub const fn holds(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}
