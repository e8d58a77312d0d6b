//! The heads: what the vectors of a window's words say of predicates, their arguments, mentions and given pairs.

mod arguments;
mod pair;

use crate::api::{Asked, MentionScores, PredicateScores};
use crate::error::LoadError;
use crate::forward::{HIDDEN, Vectors};
use crate::kernel::wide;
use crate::math::{Dense, gelu};
use crate::matrix::{Matrix, Scratch};
use crate::weights::Weights;

use arguments::ArgumentHead;
use pair::PairHead;

pub use arguments::WordSide;
pub use pair::PairWindow;

/// Units of a mention's vector.
const MENTION: usize = 192;

/// All heads.
pub struct Heads {
    tagger: Dense,
    predicate: Matrix,
    /// Added to a predicate's vector, `[kind][unit]`.
    predicate_kind: Vec<f32>,
    stance: Dense,
    event_type: Dense,
    mode: Dense,
    status: Dense,
    arguments: ArgumentHead,
    mention: Matrix,
    kind: Dense,
    sector: Dense,
    pair: PairHead,
}

impl Heads {
    /// Takes the heads' tensors out of a weights file.
    ///
    /// # Errors
    ///
    /// If one is missing or of another shape.
    pub fn load(weights: &Weights<'_>) -> Result<Self, LoadError> {
        let labels = &weights.labels;
        Ok(Self {
            tagger: weights.dense("tagger", 3 * labels.taggers.len(), HIDDEN)?,
            predicate: weights.matrix("predicate", HIDDEN, 3 * HIDDEN)?,
            predicate_kind: weights.floats("predicate_kind.weight", &[labels.predicates.len(), HIDDEN])?,
            stance: weights.dense("stance", labels.stances.len(), HIDDEN)?,
            event_type: weights.dense("event_type", labels.types.len(), HIDDEN)?,
            mode: weights.dense("mode", labels.type_modes.len(), HIDDEN)?,
            status: weights.dense("status", labels.statuses.len(), HIDDEN)?,
            arguments: ArgumentHead::load(weights)?,
            mention: weights.matrix("mention", MENTION, 3 * HIDDEN)?,
            kind: weights.dense("kind", labels.kinds.len(), MENTION)?,
            sector: weights.dense("sector", labels.sectors.len(), MENTION)?,
            pair: PairHead::load(weights)?,
        })
    }

    /// Emission scores of the taggers, `[tagger][word][tag]`.
    pub fn taggers(&self, vectors: &Vectors) -> Vec<Vec<f32>> {
        wide(|| {
            let mut out = vec![Vec::new(); self.tagger.bias.len() / 3];
            for word in vectors.words.chunks_exact(HIDDEN) {
                for (scores, out) in self.tagger.apply(word).chunks_exact(3).zip(&mut out) {
                    out.extend_from_slice(scores);
                }
            }
            out
        })
    }

    /// What the argument head makes of a window's words once, for all predicates.
    pub fn word_side(&self, vectors: &Vectors) -> WordSide {
        wide(|| self.arguments.word_side(&vectors.words))
    }

    /// Vectors `[asked][unit]` of predicates.
    #[inline(always)]
    fn predicate_vectors(&self, words: &[f32], asked: &[Asked]) -> Vec<f32> {
        let spans: Vec<f32> = asked.iter().flat_map(|a| span_vector(words, a.first, a.end)).collect();
        let mut vectors = Vec::new();
        self.predicate.apply(&spans, &mut vectors, &mut Scratch::default());
        for (vector, a) in vectors.chunks_exact_mut(HIDDEN).zip(asked) {
            let kind = self.predicate_kind.get(a.kind * HIDDEN..(a.kind + 1) * HIDDEN).unwrap_or_default();
            vector.iter_mut().zip(kind).for_each(|(x, of_kind)| *x += of_kind);
        }
        gelu(&mut vectors);
        vectors
    }

    /// Scores of predicates. Word ranges beyond the window are cut.
    pub fn predicates(
        &self,
        vectors: &Vectors,
        side: &WordSide,
        line: &[u32],
        asked: &[Asked],
    ) -> Vec<PredicateScores> {
        wide(|| {
            let found = self.predicate_vectors(&vectors.words, asked);
            let mut scratch = Scratch::default();
            let scores = |(a, vector): (&Asked, &[f32])| PredicateScores {
                stance: self.stance.apply(vector),
                event_type: self.event_type.apply(vector),
                mode: self.mode.apply(vector),
                status: self.status.apply(vector),
                arguments: self.arguments.apply(side, line, *a, vector, &mut scratch),
            };
            asked.iter().zip(found.chunks_exact(HIDDEN)).map(scores).collect()
        })
    }

    /// Scores of mentions.
    pub fn mentions(&self, vectors: &Vectors, spans: &[(usize, usize)]) -> Vec<MentionScores> {
        wide(|| {
            let spans: Vec<f32> =
                spans.iter().flat_map(|(first, end)| span_vector(&vectors.words, *first, *end)).collect();
            let mut found = Vec::new();
            self.mention.apply(&spans, &mut found, &mut Scratch::default());
            gelu(&mut found);
            let scores =
                |vector: &[f32]| MentionScores { kind: self.kind.apply(vector), sector: self.sector.apply(vector) };
            found.chunks_exact(MENTION).map(scores).collect()
        })
    }
}

/// First word, last word and mean of the words `[first, end)`; `[3 x unit]`. A range beyond the words is cut to them.
#[inline(always)]
fn span_vector(words: &[f32], first: usize, end: usize) -> Vec<f32> {
    let count = words.len() / HIDDEN;
    let end = end.min(count);
    let first = first.min(end.saturating_sub(1));
    let rows = &words[first * HIDDEN..end * HIDDEN];
    if rows.is_empty() {
        return vec![0.0; 3 * HIDDEN];
    }
    let mut out = Vec::with_capacity(3 * HIDDEN);
    out.extend_from_slice(&rows[..HIDDEN]);
    out.extend_from_slice(&rows[rows.len() - HIDDEN..]);
    out.extend(mean(rows));
    out
}

/// The mean of rows of vectors.
#[inline(always)]
fn mean(rows: &[f32]) -> [f32; HIDDEN] {
    let mut out = [0.0; HIDDEN];
    for row in rows.chunks_exact(HIDDEN) {
        out.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
    }
    let count = (rows.len() / HIDDEN).max(1) as f32;
    out.map(|sum| sum / count)
}
