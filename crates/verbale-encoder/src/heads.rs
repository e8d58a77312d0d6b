//! What is asked of the encoder's vectors: predicates and their arguments, mentions, given pairs.

pub(crate) mod argument;
mod distance;
mod mention;
mod mixer;
pub(crate) mod pair;
mod predicate;

use std::ops::Range;

use crate::error::LoadError;
use crate::forward::HIDDEN;
use crate::kernel::Isa;
use crate::weights::Weights;

/// Numbers of a span: its first word's vector, its last word's, and the mean of all.
const SPAN: usize = 3 * HIDDEN;

/// All heads but the taggers.
pub(crate) struct Heads {
    pub predicate: predicate::Predicates,
    pub argument: argument::Arguments,
    pub mention: mention::Mentions,
    pub pair: pair::Pairs,
}

impl Heads {
    /// Loads the tensors of all heads.
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, isa: Isa) -> Result<Self, LoadError> {
        Ok(Self {
            predicate: predicate::Predicates::load(weights, isa)?,
            argument: argument::Arguments::load(weights, isa)?,
            mention: mention::Mentions::load(weights, isa)?,
            pair: pair::Pairs::load(weights, isa)?,
        })
    }
}

/// A word range cut to `words` words, at least one of them; `None` if there are no words.
pub(crate) fn cut(range: Range<usize>, words: usize) -> Option<Range<usize>> {
    let first = range.start.min(words.checked_sub(1)?);
    Some(first..range.end.clamp(first + 1, words))
}

/// Appends a span's numbers, made of the word vectors `[word][unit]`; zeros where there is no word.
fn push_span(words: &[f32], range: Range<usize>, out: &mut Vec<f32>) {
    let Some(range) = cut(range, words.len() / HIDDEN) else {
        out.resize(out.len() + SPAN, 0.0);
        return;
    };
    let inside = &words[range.start * HIDDEN..range.end * HIDDEN];
    out.extend_from_slice(&inside[..HIDDEN]);
    out.extend_from_slice(&inside[inside.len() - HIDDEN..]);
    out.extend_from_slice(&mean(inside));
}

/// The mean of vectors `[word][unit]`, which must not be none.
fn mean(vectors: &[f32]) -> [f32; HIDDEN] {
    let mut sum = [0.0; HIDDEN];
    for vector in vectors.chunks_exact(HIDDEN) {
        for (sum, x) in sum.iter_mut().zip(vector) {
            *sum += x;
        }
    }
    let count = (vectors.len() / HIDDEN) as f32;
    sum.map(|sum| sum / count)
}

/// Cuts rows of scores apart; as many empty ones as `count` says if there are no numbers.
fn rows(scores: &[f32], width: usize) -> impl Iterator<Item = Vec<f32>> {
    scores.chunks_exact(width).map(<[f32]>::to_vec)
}
