//! What a given actor does to a given recipient.
//!
//! Every word is tried as the trigger of the event; how likely it is one, and has these two as its arguments, says how much
//! its type counts.

use std::ops::Range;

use super::{cut, mean};
use crate::api::PairScores;
use crate::dense::Dense;
use crate::error::LoadError;
use crate::float::{Gelu, exp, log_softmax, log_sum};
use crate::forward::HIDDEN;
use crate::kernel::Isa;
use crate::linear::Linear;
use crate::rows::Rows;
use crate::weights::Weights;

/// Units of a pair's vector.
const PAIR: usize = 256;
/// Numbers of a pair: the window's vector, the actor's, the recipient's and the found triggers'.
const PARTS: usize = 4 * HIDDEN;
/// Log-probabilities are not taken as smaller than this.
const LEAST: f32 = -8.0;

/// The pair head.
pub(crate) struct Pairs {
    isa: Isa,
    vector: Linear,
    plover: Dense,
    plv: Dense,
    pub relevance: Dense,
    /// The vector of an actor or recipient that is not there.
    nobody: Vec<f32>,
    /// Weights of: is a trigger, has the actor, has the recipient.
    weights: Vec<f32>,
    /// Log-probability of each PLV label given each PLOVER type; `[type][label]`.
    map: Vec<f32>,
}

/// Every word of a window as a trigger.
pub(crate) struct Candidates {
    /// `[trigger][unit]`
    pub vectors: Vec<f32>,
    /// Log-probability of the types; `[trigger][type]`.
    types: Vec<f32>,
    /// Log-probability of being a trigger; `[trigger]`.
    trigger: Vec<f32>,
    /// Log-probability of each word as actor and recipient; `[trigger][word]`.
    taken: Vec<[f32; 2]>,
    /// `[trigger]`
    relevance: Vec<f32>,
}

impl Candidates {
    /// Without a word yet: from vectors, and logits of types `[trigger][type]`, triggers `[trigger][tag]` and relevance.
    pub fn new(vectors: Vec<f32>, mut types: Vec<f32>, trigger: &[f32], relevance: Vec<f32>) -> Self {
        let count = relevance.len();
        let width = types.len() / count.max(1);
        types.chunks_exact_mut(width.max(1)).for_each(log_softmax);
        let trigger = trigger.as_chunks().0.iter().map(|tags: &[f32; 3]| share(tags, 1..3)).collect();
        Self { vectors, types, trigger, taken: Vec::with_capacity(count * count), relevance }
    }

    /// Adds the next trigger's arguments: emission scores `[word][tag]`.
    pub fn push(&mut self, arguments: &[f32]) {
        let roles = |tags: &[f32; 7]| [share(&tags[..5], 1..3), share(&tags[..5], 3..5)];
        self.taken.extend(arguments.as_chunks().0.iter().map(roles));
    }
}

/// Log-probability of some tags among all.
fn share(tags: &[f32], of: Range<usize>) -> f32 {
    (log_sum(tags[of].iter().copied()) - log_sum(tags.iter().copied())).max(LEAST)
}

impl Pairs {
    /// Loads the tensors `pair*`, `nobody` and `plv_map`.
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, isa: Isa) -> Result<Self, LoadError> {
        let (types, plv) = (weights.labels.types.len(), weights.labels.plv.len());
        let mut map = weights.floats("plv_map", &[types, plv])?;
        map.chunks_exact_mut(plv.max(1)).for_each(log_softmax);
        Ok(Self {
            isa,
            vector: Linear::load(weights, "pair", [PAIR, PARTS], isa)?,
            plover: Dense::load(weights, "pair_type", [types, PAIR], isa)?,
            plv: Dense::load(weights, "pair_plv", [plv, PAIR], isa)?,
            relevance: Dense::load(weights, "pair_relevance", [1, HIDDEN], isa)?,
            nobody: weights.floats("nobody", &[HIDDEN])?,
            weights: weights.floats("pair_weights", &[3])?,
            map,
        })
    }

    /// Scores of a pair, from word vectors `[word][unit]`, the window's vector `[unit]` and its words as triggers.
    pub fn scores(
        &self,
        [words, window]: [&[f32]; 2],
        candidates: &Candidates,
        [actor, recipient]: [Option<Range<usize>>; 2],
    ) -> PairScores {
        let count = words.len() / HIDDEN;
        let [actor, recipient] = [actor, recipient].map(|r| r.filter(|r| !r.is_empty()).and_then(|r| cut(r, count)));
        let shares = self.shares(candidates, [&actor, &recipient]);
        let mut parts = window.to_vec();
        for range in [actor, recipient] {
            match range {
                Some(range) => parts.extend(mean(&words[range.start * HIDDEN..range.end * HIDDEN])),
                None => parts.extend(&self.nobody),
            }
        }
        parts.extend(found(candidates, &shares));
        let mut rows = Rows::default();
        rows.fill(&parts, PARTS, self.isa);
        let mut vector = vec![0.0; PAIR];
        self.vector.apply(&rows, &mut vector);
        self.isa.run(Gelu(&mut vector));
        self.answer(candidates, &shares, &vector)
    }

    /// Log-probability that each word is the trigger that is asked for; `[trigger]`.
    fn shares(&self, candidates: &Candidates, ranges: [&Option<Range<usize>>; 2]) -> Vec<f32> {
        let count = candidates.relevance.len();
        let fits = |trigger: usize, role: usize| {
            let Some(range) = ranges[role] else { return 0.0 };
            let words = &candidates.taken[trigger * count..][range.clone()];
            words.iter().map(|taken| taken[role]).sum::<f32>() / words.len() as f32
        };
        let weight = |trigger: usize| {
            self.weights[0] * candidates.trigger[trigger]
                + self.weights[1] * fits(trigger, 0)
                + self.weights[2] * fits(trigger, 1)
                + candidates.relevance[trigger]
        };
        let mut shares: Vec<f32> = (0..count).map(weight).collect();
        log_softmax(&mut shares);
        shares
    }

    /// Log-probabilities of types and labels.
    fn answer(&self, candidates: &Candidates, shares: &[f32], vector: &[f32]) -> PairScores {
        let mut plover = self.plover.apply(vector);
        let types = plover.len();
        for (number, score) in plover.iter_mut().enumerate() {
            *score += log_sum(shares.iter().enumerate().map(|(t, share)| candidates.types[t * types + number] + share));
        }
        log_softmax(&mut plover);
        let mut plv = self.plv.apply(vector);
        let labels = plv.len();
        for (number, score) in plv.iter_mut().enumerate() {
            *score += log_sum(plover.iter().enumerate().map(|(t, share)| self.map[t * labels + number] + share));
        }
        log_softmax(&mut plv);
        let trigger = (0..shares.len()).fold(0, |best, word| if shares[word] > shares[best] { word } else { best });
        PairScores { plover, plv, trigger }
    }
}

/// The mean of the triggers' vectors by their shares.
fn found(candidates: &Candidates, shares: &[f32]) -> [f32; HIDDEN] {
    let mut sum = [0.0; HIDDEN];
    for (vector, share) in candidates.vectors.chunks_exact(HIDDEN).zip(shares) {
        let share = exp(*share);
        for (sum, x) in sum.iter_mut().zip(vector) {
            *sum += share * x;
        }
    }
    sum
}
