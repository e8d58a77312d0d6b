//! The encoder: word pieces in, one vector for each out.
//!
//! all-MiniLM-L6-v2 (Wang et al. 2020), six layers of BERT (Devlin et al. 2019) without the pooler, GELU in its tanh form.

use crate::attention::{ATTEND, HeadBuffers, attention};
use crate::error::LoadError;
use crate::float::{Gelu, Norm, Normalize};
use crate::kernel::Isa;
use crate::linear::Linear;
use crate::rows::Rows;
use crate::tokenize::UNKNOWN;
use crate::weights::Weights;

/// Units of a vector.
pub(crate) const HIDDEN: usize = 384;
/// Units inside a layer.
const INNER: usize = 1536;
const LAYERS: usize = 6;
const VOCABULARY: usize = 30_522;
/// The most word pieces that a window shows, the leading mark included: the encoder knows no further positions.
pub const MOST_PIECES: usize = 512;
/// Pieces that go through a product at once: what lies between two products then stays in the second cache.
const CHUNK: usize = 48;
const EPSILON: f32 = 1e-12;

/// The encoder's weights.
pub(crate) struct Body {
    isa: Isa,
    /// `[piece][unit]`
    words: Vec<i8>,
    /// `[piece]`
    scale: Vec<f32>,
    /// `[position][unit]`
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    attend: Linear,
    output: Linear,
    attention_norm: Norm,
    inner: Linear,
    outer: Linear,
    norm: Norm,
}

/// Buffers of one window, kept for the next one.
#[derive(Default)]
pub(crate) struct Scratch {
    /// The vectors; `[piece][unit]`.
    pub hidden: Vec<f32>,
    attend: Vec<f32>,
    taken: Vec<f32>,
    head: HeadBuffers,
    inner: Vec<f32>,
    outer: Vec<f32>,
    rows: Rows,
}

impl Body {
    /// Loads the tensors `encoder.*`.
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, isa: Isa) -> Result<Self, LoadError> {
        Ok(Self {
            isa,
            words: weights.bytes("encoder.words.weight", &[VOCABULARY, HIDDEN])?,
            scale: weights.floats("encoder.words.scale", &[VOCABULARY])?,
            positions: weights.floats("encoder.positions.weight", &[MOST_PIECES, HIDDEN])?,
            norm: Norm::load(weights, "encoder.norm", HIDDEN, EPSILON)?,
            layers: (0..LAYERS).map(|i| Layer::load(weights, i, isa)).collect::<Result<_, _>>()?,
        })
    }

    /// Reads at most [`MOST_PIECES`] pieces; their vectors are in `scratch.hidden`.
    pub fn read(&self, pieces: &[u32], scratch: &mut Scratch) {
        scratch.hidden.clear();
        for (piece, position) in pieces.iter().zip(self.positions.chunks_exact(HIDDEN)) {
            let piece = if (*piece as usize) < VOCABULARY { *piece } else { UNKNOWN } as usize;
            let word = &self.words[piece * HIDDEN..][..HIDDEN];
            let scale = self.scale[piece];
            scratch.hidden.extend(word.iter().zip(position).map(|(w, p)| f32::from(*w) * scale + p));
        }
        self.isa.run(Normalize { rows: &mut scratch.hidden, add: &[], norm: &self.norm });
        if !scratch.hidden.is_empty() {
            for layer in &self.layers {
                layer.attend(scratch, self.isa);
                layer.transform(scratch, self.isa);
            }
        }
    }
}

impl Layer {
    fn load(weights: &Weights<'_>, number: usize, isa: Isa) -> Result<Self, LoadError> {
        let name = |part: &str| format!("encoder.layers.{number}.{part}");
        Ok(Self {
            attend: Linear::load(weights, &name("attend"), [ATTEND, HIDDEN], isa)?,
            output: Linear::load(weights, &name("output"), [HIDDEN, HIDDEN], isa)?,
            attention_norm: Norm::load(weights, &name("attention_norm"), HIDDEN, EPSILON)?,
            inner: Linear::load(weights, &name("inner"), [INNER, HIDDEN], isa)?,
            outer: Linear::load(weights, &name("outer"), [HIDDEN, INNER], isa)?,
            norm: Norm::load(weights, &name("norm"), HIDDEN, EPSILON)?,
        })
    }

    /// From `hidden` to what its pieces take from each other, `taken`.
    fn attend(&self, scratch: &mut Scratch, isa: Isa) {
        let Scratch { hidden, attend, taken, head, rows, .. } = scratch;
        attend.resize(hidden.len() / HIDDEN * ATTEND, 0.0);
        taken.resize(hidden.len(), 0.0);
        for (hidden, attend) in hidden.chunks(CHUNK * HIDDEN).zip(attend.chunks_mut(CHUNK * ATTEND)) {
            rows.fill(hidden, HIDDEN, isa);
            self.attend.apply(rows, attend);
        }
        attention(attend, head, taken, isa);
    }

    /// From `taken` to the next layer's `hidden`.
    fn transform(&self, scratch: &mut Scratch, isa: Isa) {
        let Scratch { hidden, taken, inner, outer, rows, .. } = scratch;
        for (hidden, taken) in hidden.chunks_mut(CHUNK * HIDDEN).zip(taken.chunks(CHUNK * HIDDEN)) {
            inner.resize(hidden.len() / HIDDEN * INNER, 0.0);
            outer.resize(hidden.len(), 0.0);
            rows.fill(taken, HIDDEN, isa);
            self.output.apply(rows, outer);
            isa.run(Normalize { rows: hidden, add: outer, norm: &self.attention_norm });
            rows.fill(hidden, HIDDEN, isa);
            self.inner.apply(rows, inner);
            isa.run(Gelu(inner));
            rows.fill(inner, INNER, isa);
            self.outer.apply(rows, outer);
            isa.run(Normalize { rows: hidden, add: outer, norm: &self.norm });
        }
    }
}
