//! What a given actor does to a given recipient.
//!
//! Every word is tried as the trigger of the event: how likely it is one, and has these two as its arguments, says how much its
//! type counts. A second opinion comes from the vectors of the two.

use std::ops::Range;

use crate::api::{Asked, PairScores};
use crate::error::LoadError;
use crate::forward::{HIDDEN, Vectors};
use crate::heads::{Heads, WordSide, mean};
use crate::kernel::wide;
use crate::math::{Dense, exp, gelu, log_softmax, log_sum};
use crate::matrix::{Matrix, Scratch};
use crate::weights::Weights;

/// Units of a pair's vector.
const PAIR: usize = 256;
/// The kind of predicate whose arguments are asked for: triggers.
const TRIGGER: usize = 1;
/// Log-probabilities below this count as this: a single odd word must not rule a trigger out.
const LEAST: f32 = -8.0;

/// The weights of the head.
pub struct PairHead {
    pair: Matrix,
    plover: Dense,
    plv: Dense,
    /// Stands for an actor or recipient that there is not.
    nobody: Vec<f32>,
    /// How much the likelihood as a trigger, the fit of the actor and that of the recipient weigh.
    weights: Vec<f32>,
    relevance: Dense,
    /// Log-probabilities of PLV's labels given PLOVER's, `[plover][plv]`.
    map: Vec<f32>,
}

impl PairHead {
    /// Takes the head's tensors out of a weights file.
    ///
    /// # Errors
    ///
    /// If one is missing or of another shape.
    pub fn load(weights: &Weights<'_>) -> Result<Self, LoadError> {
        let (types, plv) = (weights.labels.types.len(), weights.labels.plv.len());
        let mut map = weights.floats("plv_map", &[types, plv])?;
        map.chunks_exact_mut(plv.max(1)).for_each(log_softmax);
        Ok(Self {
            pair: weights.matrix("pair", PAIR, 4 * HIDDEN)?,
            plover: weights.dense("pair_type", types, PAIR)?,
            plv: weights.dense("pair_plv", plv, PAIR)?,
            nobody: weights.floats("nobody", &[HIDDEN])?,
            weights: weights.floats("pair_weights", &[3])?,
            relevance: weights.dense("pair_relevance", 1, HIDDEN)?,
            map,
        })
    }
}

/// A word tried as the trigger.
struct Candidate {
    vector: Vec<f32>,
    /// Log-probabilities of PLOVER's types.
    types: Vec<f32>,
    /// How well it fits, as a logit.
    weight: f32,
}

impl Heads {
    /// Scores of a pair given as word ranges; `taggers` are the window's tagger scores.
    pub fn pair(
        &self,
        vectors: &Vectors,
        side: &WordSide,
        window: PairWindow<'_>,
        actor: Option<Range<usize>>,
        recipient: Option<Range<usize>>,
    ) -> PairScores {
        wide(|| {
            let words = vectors.words.len() / HIDDEN;
            let cut = |span: Option<Range<usize>>| span.map(|s| s.start..s.end.min(words)).filter(|s| s.start < s.end);
            let (actor, recipient) = (cut(actor), cut(recipient));
            let mut candidates: Vec<Candidate> =
                (0..words).map(|word| self.candidate(vectors, side, window, word, [&actor, &recipient])).collect();
            let mut shares: Vec<f32> = candidates.iter().map(|candidate| candidate.weight).collect();
            let trigger = (0..words).fold(0, |best, word| if shares[word] > shares[best] { word } else { best });
            log_softmax(&mut shares);
            let mut found = vec![0.0; HIDDEN];
            for (candidate, share) in candidates.iter_mut().zip(&shares) {
                found.iter_mut().zip(&candidate.vector).for_each(|(sum, x)| *sum += exp(*share) * x);
                candidate.types.iter_mut().for_each(|score| *score += share);
            }
            self.weigh(vectors, &candidates, &found, [actor, recipient], trigger)
        })
    }

    #[inline(always)]
    fn candidate(
        &self,
        vectors: &Vectors,
        side: &WordSide,
        window: PairWindow<'_>,
        word: usize,
        pair: [&Option<Range<usize>>; 2],
    ) -> Candidate {
        let asked = Asked { kind: TRIGGER, first: word, end: word + 1 };
        let vector = self.predicate_vectors(&vectors.words, &[asked]);
        let tags = self.arguments.apply(side, window.line, asked, &vector, &mut Scratch::default());
        let fit = |role: usize| {
            let span = pair[role].clone()?;
            let sum: f32 = span.clone().map(|word| taken(&tags[word * 7..word * 7 + 5], role)).sum();
            Some(sum / span.len() as f32)
        };
        let mut trigger = window.tagger[3 * word..3 * word + 3].to_vec();
        log_softmax(&mut trigger);
        let weights = &self.pair.weights;
        let weight = weights[0] * log_sum(&trigger[1..]).max(LEAST)
            + weights[1] * fit(0).unwrap_or(0.0)
            + weights[2] * fit(1).unwrap_or(0.0)
            + self.pair.relevance.apply(&vector)[0];
        let mut types = self.event_type.apply(&vector);
        log_softmax(&mut types);
        Candidate { vector, types, weight }
    }

    #[inline(always)]
    fn weigh(
        &self,
        vectors: &Vectors,
        candidates: &[Candidate],
        found: &[f32],
        pair: [Option<Range<usize>>; 2],
        trigger: usize,
    ) -> PairScores {
        let mut all = vectors.whole.clone();
        for span in pair {
            match span {
                Some(span) => all.extend(mean(&vectors.words[span.start * HIDDEN..span.end * HIDDEN])),
                None => all.extend_from_slice(&self.pair.nobody),
            }
        }
        all.extend_from_slice(found);
        let mut opinion = Vec::new();
        self.pair.pair.apply(&all, &mut opinion, &mut Scratch::default());
        gelu(&mut opinion);
        let mut plover = self.pair.plover.apply(&opinion);
        for (number, score) in plover.iter_mut().enumerate().filter(|_| !candidates.is_empty()) {
            let of_type: Vec<f32> = candidates.iter().map(|candidate| candidate.types[number]).collect();
            *score += log_sum(&of_type);
        }
        log_softmax(&mut plover);
        let mut plv = self.pair.plv.apply(&opinion);
        let labels = plv.len();
        for (label, score) in plv.iter_mut().enumerate() {
            let of_label: Vec<f32> =
                plover.iter().enumerate().map(|(t, p)| p + self.pair.map[t * labels + label]).collect();
            *score += log_sum(&of_label);
        }
        log_softmax(&mut plv);
        PairScores { plover, plv, trigger }
    }
}

/// What else is known of the window of a pair.
#[derive(Clone, Copy)]
pub struct PairWindow<'a> {
    /// For each word the number of its line.
    pub line: &'a [u32],
    /// Scores of the trigger tagger, `[word][tag]`.
    pub tagger: &'a [f32],
}

/// Log-probability that a word has a role, of the five scores of its tags.
#[inline(always)]
fn taken(tags: &[f32], role: usize) -> f32 {
    (log_sum(&tags[1 + 2 * role..3 + 2 * role]) - log_sum(tags)).max(LEAST)
}
