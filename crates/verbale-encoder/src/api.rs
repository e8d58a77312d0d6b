//! What an encoder is asked and what it answers. The tests of the engine have an implementer of their own, the oracle.

use std::ops::Range;

use crate::labels::{Chains, Labels};
use crate::tokenize::Word;

/// Words of a text to be read at once; word numbers count from its first word.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// The words; a line end is a word of no width whose one piece is [`crate::SEP`].
    pub words: &'a [Word],
    /// For each word the number of its line. Words beyond the end of this list count as being on line 0.
    pub line: &'a [u32],
}

/// A predicate whose labels and arguments are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Which of [`Labels::predicates`].
    pub kind: usize,
    /// Its first word.
    pub first: usize,
    /// One past its last word.
    pub end: usize,
}

/// Scores of a predicate; all are logits. The heads answer for every kind; a cue's type means nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct PredicateScores {
    /// One of each of [`Labels::stances`].
    pub stance: Vec<f32>,
    /// One of each of [`Labels::types`].
    pub event_type: Vec<f32>,
    /// One of each of [`Labels::type_modes`].
    pub mode: Vec<f32>,
    /// One of each of [`Labels::statuses`].
    pub status: Vec<f32>,
    /// Emission scores of all words, `[word][tag]`, seven tags a word (see [`Labels::roles`]).
    pub arguments: Vec<f32>,
}

/// Scores of a mention; all are logits.
#[derive(Debug, Clone, PartialEq)]
pub struct MentionScores {
    /// One of each of [`Labels::kinds`].
    pub kind: Vec<f32>,
    /// One of each of [`Labels::sectors`].
    pub sector: Vec<f32>,
}

/// Scores of what a given actor does to a given recipient; log-probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct PairScores {
    /// One of each of [`Labels::types`].
    pub plover: Vec<f32>,
    /// One of each of [`Labels::plv`].
    pub plv: Vec<f32>,
    /// The word that most likely shows what is done.
    pub trigger: usize,
}

/// Reads words and scores what they may be.
///
/// The scores of a window depend on that window alone, and are the same on every machine and with any number of threads. No
/// question panics: word ranges and kinds beyond the end are cut to what there is.
pub trait Encoder: Sync {
    /// What was read from a window; the questions about it are answered from here.
    type Reading: Send + Sync;

    /// Cuts a line into words with their bytes. Empty if there is none.
    fn words(&self, line: &str) -> Vec<Word>;

    /// What the scores stand for.
    fn labels(&self) -> &Labels;

    /// Scores of the steps between tags.
    fn chains(&self) -> &Chains;

    /// Reads a window. At most [`crate::MOST_PIECES`] word pieces are seen; words behind them score as empty ones.
    fn read(&self, window: &Window<'_>) -> Self::Reading;

    /// Emission scores of one of [`Labels::taggers`], `[word][tag]`, three tags a word; empty if there is no such tagger.
    fn tagger_scores<'r>(&self, reading: &'r Self::Reading, tagger: usize) -> &'r [f32];

    /// Scores of predicates, in the order asked.
    fn predicates(&self, window: &Window<'_>, reading: &Self::Reading, asked: &[Asked]) -> Vec<PredicateScores>;

    /// Scores of mentions given as word ranges `[first, end)`, in the order asked.
    fn mentions(&self, reading: &Self::Reading, spans: &[(usize, usize)]) -> Vec<MentionScores>;

    /// Scores of what an actor does to a recipient, given as word ranges; `None` where there is none.
    fn pair(
        &self,
        window: &Window<'_>,
        reading: &Self::Reading,
        actor: Option<Range<usize>>,
        recipient: Option<Range<usize>>,
    ) -> PairScores;
}
