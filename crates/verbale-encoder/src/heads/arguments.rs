//! The argument head: for one predicate, what each word of the window is to it.
//!
//! A word and a predicate meet by sum and product of their projections, with their distance in words and lines; then the words
//! around a word speak through two depthwise convolutions. The projections of words are made once a window.

use crate::api::Asked;
use crate::error::LoadError;
use crate::forward::HIDDEN;
use crate::labels::ARGUMENT_TAGS;
use crate::math::{Dense, Norm, gelu, layer_norm};
use crate::matrix::{Matrix, Scratch};
use crate::weights::Weights;

/// Units of a word as a predicate sees it.
const UNITS: usize = 128;
/// Words that a convolution sees.
const AROUND: usize = 9;
/// Distances that are told apart, see [`bucket`].
const DISTANCES: usize = 41;
/// Distances in lines that are told apart: -2 or less, -1, 0, 1, 2 or more.
const LINES: usize = 5;
const EPSILON: f32 = 1e-5;

/// The weights of the head.
pub struct ArgumentHead {
    word_side: Matrix,
    predicate_side: Dense,
    /// `[bucket][unit]`
    distance: Vec<f32>,
    /// `[lines + 2][unit]`
    line: Vec<f32>,
    mixers: Vec<Mixer>,
    norm: Norm,
    /// Output units `[kind of predicate][tag]`.
    tags: Dense,
}

struct Mixer {
    norm: Norm,
    /// `[place][unit]`
    around: Vec<f32>,
    bias: Vec<f32>,
    mix: Matrix,
}

/// Projections of a window's words: a part that is added and a part that is multiplied, `[word][2 x unit]`.
#[derive(Debug, Clone, PartialEq)]
pub struct WordSide {
    values: Vec<f32>,
}

impl ArgumentHead {
    /// Takes the head's tensors out of a weights file.
    ///
    /// # Errors
    ///
    /// If one is missing or of another shape.
    pub fn load(weights: &Weights<'_>) -> Result<Self, LoadError> {
        let mixer = |number: usize| -> Result<Mixer, LoadError> {
            let name = |part: &str| format!("mixers.{number}.{part}");
            let around = weights.floats(&name("around.weight"), &[UNITS, 1, AROUND])?;
            Ok(Mixer {
                norm: weights.norm(&name("norm"), UNITS, EPSILON)?,
                around: (0..AROUND * UNITS).map(|i| around[i % UNITS * AROUND + i / UNITS]).collect(),
                bias: weights.floats(&name("around.bias"), &[UNITS])?,
                mix: weights.matrix(&name("mix"), UNITS, UNITS)?,
            })
        };
        Ok(Self {
            word_side: weights.matrix("word_side", 2 * UNITS, HIDDEN)?,
            predicate_side: weights.dense("predicate_side", 2 * UNITS, HIDDEN)?,
            distance: weights.floats("distance.weight", &[DISTANCES, UNITS])?,
            line: weights.floats("line.weight", &[LINES, UNITS])?,
            mixers: (0..2).map(mixer).collect::<Result<_, _>>()?,
            norm: weights.norm("argument_norm", UNITS, EPSILON)?,
            tags: weights.dense("argument", weights.labels.predicates.len() * ARGUMENT_TAGS, UNITS)?,
        })
    }

    /// Projects a window's words.
    #[inline(always)]
    pub fn word_side(&self, words: &[f32]) -> WordSide {
        let mut values = Vec::new();
        self.word_side.apply(words, &mut values, &mut Scratch::default());
        WordSide { values }
    }

    /// Emission scores `[word][tag]` of a window's words for one predicate with its vector.
    #[inline(always)]
    pub fn apply(
        &self,
        side: &WordSide,
        line: &[u32],
        asked: Asked,
        vector: &[f32],
        scratch: &mut Scratch,
    ) -> Vec<f32> {
        let predicate = self.predicate_side.apply(vector);
        let (plus, times) = predicate.split_at(UNITS);
        let line_of = |word: usize| i64::from(line.get(word).copied().unwrap_or(0));
        let mut x = Vec::with_capacity(side.values.len() / 2);
        for (word, both) in side.values.chunks_exact(2 * UNITS).enumerate() {
            let bucket = bucket(word, asked);
            let lines = usize::try_from((line_of(word) - line_of(asked.first)).clamp(-2, 2) + 2).unwrap_or(2);
            let (distance, lines) = (&self.distance[bucket * UNITS..], &self.line[lines * UNITS..]);
            for unit in 0..UNITS {
                let met = both[unit] + both[UNITS + unit] * times[unit] + plus[unit];
                x.push(met + distance[unit] + lines[unit]);
            }
        }
        let (mut spoken, mut change) = (Vec::new(), Vec::new());
        for mixer in &self.mixers {
            mixer.listen(&x, &mut spoken);
            mixer.mix.apply(&spoken, &mut change, scratch);
            x.iter_mut().zip(&change).for_each(|(x, change)| *x += change);
        }
        layer_norm(&mut x, &self.norm);
        let units = asked.kind * ARGUMENT_TAGS..(asked.kind + 1) * ARGUMENT_TAGS;
        x.chunks_exact(UNITS).flat_map(|word| self.tags.rows(units.clone(), word)).collect()
    }
}

impl Mixer {
    /// Normalized words `[word][unit]` after the convolution over their surroundings and GELU, into `out`.
    #[inline(always)]
    fn listen(&self, x: &[f32], out: &mut Vec<f32>) {
        let mut words = x.to_vec();
        layer_norm(&mut words, &self.norm);
        let count = words.len() / UNITS;
        out.clear();
        for word in 0..count {
            let start = out.len();
            out.extend_from_slice(&self.bias);
            let heard = &mut out[start..];
            for place in 0..AROUND {
                let Some(other) = (word + place).checked_sub(AROUND / 2).filter(|other| *other < count) else {
                    continue;
                };
                let (weights, values) = (&self.around[place * UNITS..][..UNITS], &words[other * UNITS..][..UNITS]);
                for unit in 0..UNITS {
                    heard[unit] += weights[unit] * values[unit];
                }
            }
        }
        gelu(out);
    }
}

/// Bucket of the distance from a predicate to a word: exact to eight words, then three to each doubling up to 128, before it below
/// 20 and behind it above; 20 inside.
fn bucket(word: usize, asked: Asked) -> usize {
    let last = asked.end.max(asked.first + 1) - 1;
    let (before, behind) = (asked.first.saturating_sub(word), word.saturating_sub(last));
    20 + steps(behind) - steps(before)
}

/// A distance in steps: itself to eight, then `8 + floor(3 log2(d / 8))`, at most 20.
fn steps(distance: usize) -> usize {
    /// The first distance of each step beyond eight: the ceiling of `8 * 2^(n / 3)`.
    const FIRST: [usize; 12] = [11, 13, 16, 21, 26, 32, 41, 51, 64, 81, 102, 128];
    if distance <= 8 { distance } else { 8 + FIRST.iter().filter(|first| **first <= distance).count() }
}

#[cfg(test)]
mod tests {
    use super::{Asked, bucket, steps};

    #[test]
    fn steps_are_those_of_training() {
        for distance in 9..600 {
            let want = 8 + ((3.0 * (distance as f64 / 8.0).log2() + 1e-9).floor() as usize).min(12);
            assert_eq!(steps(distance), want, "{distance}");
        }
    }

    #[test]
    fn inside_is_the_middle() {
        let asked = Asked { kind: 0, first: 5, end: 8 };
        assert_eq!([0, 4, 5, 7, 8, 900].map(|word| bucket(word, asked)), [15, 19, 20, 20, 21, 40]);
    }
}
