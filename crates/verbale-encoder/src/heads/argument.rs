//! Which words are arguments of a predicate, and in which role.

use super::distance::{DISTANCES, bucket};
use super::mixer::{Mixer, MixerBuffers};
use crate::api::Asked;
use crate::dense::Dense;
use crate::error::LoadError;
use crate::float::{Norm, Normalize};
use crate::forward::HIDDEN;
use crate::kernel::{Isa, Wide};
use crate::labels::ARGUMENT_TAGS;
use crate::linear::Linear;
use crate::rows::Rows;
use crate::weights::Weights;

/// Units of the argument head.
pub(super) const ARGUMENT: usize = 128;
/// Epsilon of the heads' layer normalisation.
pub(super) const EPSILON: f32 = 1e-5;
const MIXERS: usize = 2;
/// Lines from a predicate to a word: two or more before, one before, the same, one behind, two or more behind.
const LINES: usize = 5;

/// The argument head.
pub(crate) struct Arguments {
    isa: Isa,
    word_side: Linear,
    predicate_side: Dense,
    /// `[bucket][unit]`
    distance: Vec<f32>,
    /// `[line][unit]`
    line: Vec<f32>,
    mixers: Vec<Mixer>,
    norm: Norm,
    /// One for each kind of predicates.
    tags: Vec<Dense>,
}

impl Arguments {
    /// Loads the tensors `word_side.*`, `predicate_side.*`, `distance.weight`, `line.weight`, `mixers.*` and `argument*`.
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, isa: Isa) -> Result<Self, LoadError> {
        let units = weights.labels.predicates.len() * ARGUMENT_TAGS;
        let rows = weights.floats("argument.weight", &[units, ARGUMENT])?;
        let bias = weights.floats("argument.bias", &[units])?;
        let by_kind = rows.chunks_exact(ARGUMENT_TAGS * ARGUMENT).zip(bias.chunks_exact(ARGUMENT_TAGS));
        Ok(Self {
            isa,
            word_side: Linear::load(weights, "word_side", [2 * ARGUMENT, HIDDEN], isa)?,
            predicate_side: Dense::load(weights, "predicate_side", [2 * ARGUMENT, HIDDEN], isa)?,
            distance: weights.floats("distance.weight", &[DISTANCES, ARGUMENT])?,
            line: weights.floats("line.weight", &[LINES, ARGUMENT])?,
            mixers: (0..MIXERS).map(|i| Mixer::load(weights, i, isa)).collect::<Result<_, _>>()?,
            norm: Norm::load(weights, "argument_norm", ARGUMENT, EPSILON)?,
            tags: by_kind.map(|(rows, bias)| Dense::pack(rows, bias.to_vec(), isa)).collect(),
        })
    }

    /// What words bring along, whatever the predicate: `[word][add, times][unit]`, from word vectors `[word][unit]`.
    pub fn word_sides(&self, words: &[f32]) -> Vec<f32> {
        let mut rows = Rows::default();
        rows.fill(words, HIDDEN, self.isa);
        let mut out = vec![0.0; words.len() / HIDDEN * 2 * ARGUMENT];
        self.word_side.apply(&rows, &mut out);
        out
    }

    /// What predicates bring along: `[asked][add, times][unit]`, from their vectors `[asked][unit]`.
    pub fn predicate_sides(&self, vectors: &[f32]) -> Vec<f32> {
        self.predicate_side.apply(vectors)
    }

    /// Emission scores `[word][tag]` of one predicate (cut to what there is).
    pub fn scores(&self, of: &Question<'_>, buffers: &mut ArgumentBuffers) -> Vec<f32> {
        let ArgumentBuffers { words, mixer: mixer_buffers } = buffers;
        words.resize(of.word_sides.len() / 2, 0.0);
        self.isa.run(Meet { head: self, of, out: words });
        for mixer in &self.mixers {
            let mixed = mixer.mix(words, mixer_buffers);
            for (x, y) in words.iter_mut().zip(mixed) {
                *x += y;
            }
        }
        self.isa.run(Normalize { rows: words, add: &[], norm: &self.norm });
        self.tags[of.asked.kind].apply(words)
    }
}

/// A predicate whose arguments are wanted, and the words among which they are.
pub(crate) struct Question<'a> {
    /// The predicate.
    pub asked: Asked,
    /// `[add, times][unit]`
    pub side: &'a [f32],
    /// `[word][add, times][unit]`
    pub word_sides: &'a [f32],
    /// For each word the number of its line.
    pub line: &'a [u32],
}

/// Buffers for the words of one predicate.
#[derive(Default)]
pub(crate) struct ArgumentBuffers {
    /// `[word][unit]`
    words: Vec<f32>,
    mixer: MixerBuffers,
}

/// Brings each word and the predicate together: `[word][unit]`.
struct Meet<'a> {
    head: &'a Arguments,
    of: &'a Question<'a>,
    out: &'a mut [f32],
}

impl Wide for Meet<'_> {
    #[inline(always)]
    fn run(self) {
        let Question { asked, side, word_sides, line } = self.of;
        let line_of = |word: usize| i64::from(line.get(word).copied().unwrap_or(0));
        let own_line = line_of(asked.first);
        let (own_add, own_times) = side.split_at(ARGUMENT);
        for (word, (out, both)) in
            self.out.chunks_exact_mut(ARGUMENT).zip(word_sides.chunks_exact(2 * ARGUMENT)).enumerate()
        {
            let (add, times) = both.split_at(ARGUMENT);
            let near = &self.head.distance[bucket(word, asked.first, asked.end) * ARGUMENT..][..ARGUMENT];
            let lines = ((line_of(word) - own_line).clamp(-2, 2) + 2).unsigned_abs() as usize;
            let line = &self.head.line[lines * ARGUMENT..][..ARGUMENT];
            for unit in 0..ARGUMENT {
                out[unit] = add[unit] + times[unit] * own_times[unit] + own_add[unit] + near[unit] + line[unit];
            }
        }
    }
}
