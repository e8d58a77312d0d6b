//! Lets the words around a word speak, for one predicate.

use crate::error::LoadError;
use crate::float::{Gelu, LANES, Norm, Normalize};
use crate::heads::argument::{ARGUMENT, EPSILON};
use crate::kernel::{Isa, Wide};
use crate::linear::Linear;
use crate::rows::Rows;
use crate::weights::Weights;

/// Words that the convolution sees: four on either side.
const TAPS: usize = 9;
const SIDE: usize = TAPS / 2;

/// Depthwise convolution over nine words, then a mix of units; both on a side path.
pub(super) struct Mixer {
    isa: Isa,
    norm: Norm,
    /// `[tap][unit]`
    around: Vec<f32>,
    /// `[unit]`
    bias: Vec<f32>,
    mix: Linear,
}

/// Buffers for the words of one predicate.
#[derive(Default)]
pub(super) struct MixerBuffers {
    /// Normalised vectors between four empty words on either side; `[word + 4][unit]`.
    padded: Vec<f32>,
    /// `[word][unit]`
    mixed: Vec<f32>,
    rows: Rows,
}

impl Mixer {
    /// Loads the tensors `mixers.number.*`.
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, number: usize, isa: Isa) -> Result<Self, LoadError> {
        let name = |part: &str| format!("mixers.{number}.{part}");
        let by_unit = weights.floats(&name("around.weight"), &[ARGUMENT, 1, TAPS])?;
        let mut around = vec![0.0; TAPS * ARGUMENT];
        for (unit, taps) in by_unit.chunks_exact(TAPS).enumerate() {
            for (tap, weight) in taps.iter().enumerate() {
                around[tap * ARGUMENT + unit] = *weight;
            }
        }
        Ok(Self {
            isa,
            norm: Norm::load(weights, &name("norm"), ARGUMENT, EPSILON)?,
            around,
            bias: weights.floats(&name("around.bias"), &[ARGUMENT])?,
            mix: Linear::load(weights, &name("mix"), [ARGUMENT, ARGUMENT], isa)?,
        })
    }

    /// What is to be added to the vectors `[word][unit]`; in the buffers until they are used again.
    pub fn mix<'b>(&self, words: &[f32], buffers: &'b mut MixerBuffers) -> &'b [f32] {
        let MixerBuffers { padded, mixed, rows } = buffers;
        padded.clear();
        padded.resize(SIDE * ARGUMENT, 0.0);
        padded.extend_from_slice(words);
        self.isa.run(Normalize { rows: &mut padded[SIDE * ARGUMENT..], add: &[], norm: &self.norm });
        padded.resize(words.len() + 2 * SIDE * ARGUMENT, 0.0);
        mixed.resize(words.len(), 0.0);
        self.isa.run(Around { mixer: self, padded, out: mixed });
        self.isa.run(Gelu(mixed));
        rows.fill(mixed, ARGUMENT, self.isa);
        self.mix.apply(rows, mixed);
        mixed
    }
}

/// The convolution.
struct Around<'a> {
    mixer: &'a Mixer,
    /// `[word + 4][unit]`
    padded: &'a [f32],
    /// `[word][unit]`
    out: &'a mut [f32],
}

impl Wide for Around<'_> {
    #[inline(always)]
    fn run(self) {
        for (word, out) in self.out.chunks_exact_mut(ARGUMENT).enumerate() {
            let near = &self.padded[word * ARGUMENT..][..TAPS * ARGUMENT];
            for (part, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                let at = part * LANES;
                let mut sums = [0.0; LANES];
                sums.copy_from_slice(&self.mixer.bias[at..at + LANES]);
                for tap in 0..TAPS {
                    let x = &near[tap * ARGUMENT + at..][..LANES];
                    let weights = &self.mixer.around[tap * ARGUMENT + at..][..LANES];
                    for lane in 0..LANES {
                        sums[lane] += x[lane] * weights[lane];
                    }
                }
                *out = sums;
            }
        }
    }
}
