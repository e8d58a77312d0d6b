//! The tokens of a text, as the referee counts them.

use std::sync::LazyLock;

use regex::Regex;

use crate::compare::attribution::{Punctuation, set};
use crate::{RecordError, Span};

/// A word with at most one apostrophe inside, or one other visible character.
///
/// Letters, numbers and white space are those of Python's `\w` and `\s`, which are not quite those of this crate.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+)?|[^\p{L}\p{N}_\s\x1c-\x1f]").expect("a correct pattern")
});
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}]").expect("a correct pattern"));

/// The tokens of one text, by number.
pub(crate) struct Tokens {
    /// For every code point the number of its token.
    at: Vec<Option<usize>>,
    /// For every token whether it has a letter or digit.
    words: Vec<bool>,
}

impl Tokens {
    pub(crate) fn new(text: &str, punctuation: Punctuation) -> Self {
        let mut at = Vec::with_capacity(text.len());
        let mut words = Vec::new();
        let mut byte = 0;
        for token in TOKEN.find_iter(text) {
            let word = WORD.is_match(token.as_str());
            if punctuation == Punctuation::Dropped && !word {
                continue;
            }
            at.extend(text[byte..token.start()].chars().map(|_| None));
            at.extend(token.as_str().chars().map(|_| Some(words.len())));
            words.push(word);
            byte = token.end();
        }
        at.extend(text[byte..].chars().map(|_| None));
        Self { at, words }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The tokens that share a character with any of the spans.
    ///
    /// # Errors
    ///
    /// - A span runs backwards or out of the text.
    pub(crate) fn cover(&self, spans: &[Span], place: &str) -> Result<set::Set, RecordError> {
        let mut found = Vec::new();
        for &span in spans {
            let Some(at) = self.at.get(span.start..span.end) else {
                return Err(RecordError::Outside { place: place.to_owned(), span, length: self.at.len() });
            };
            found.extend(at.iter().copied().flatten());
        }
        Ok(set::set(found))
    }

    /// The set without the tokens of punctuation at the edges of its runs.
    pub(crate) fn without_edges(&self, tokens: &[usize]) -> set::Set {
        let mut kept = Vec::with_capacity(tokens.len());
        for [mut start, mut end] in set::runs(tokens) {
            while start < end && !self.words[start] {
                start += 1;
            }
            while start < end && !self.words[end - 1] {
                end -= 1;
            }
            kept.extend(start..end);
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::TOKEN;

    #[test]
    fn tokens_are_those_of_the_python_pattern() {
        let cases: &[(&str, &[&str])] = &[
            ("“We won’t,” she said.", &["“", "We", "won’t", ",", "”", "she", "said", "."]),
            ("rock'n'roll", &["rock'n", "'", "roll"]),
            ("a_b m² 5½", &["a_b", "m²", "5½"]),
            ("e\u{301}a", &["e", "\u{301}", "a"]),
            ("a\u{1c}b\u{a0}c", &["a", "b", "c"]),
        ];
        for (text, wanted) in cases {
            let found: Vec<&str> = TOKEN.find_iter(text).map(|token| token.as_str()).collect();
            assert_eq!(&found, wanted);
        }
    }
}
