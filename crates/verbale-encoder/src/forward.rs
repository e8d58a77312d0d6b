//! The encoder: word pieces in, a vector for each word out.
//!
//! BERT's layers (Devlin et al. 2019) with the sizes of all-MiniLM-L6-v2 (Wang et al. 2020), one window at a time: what is
//! read from a window cannot depend on another.

use crate::error::LoadError;
use crate::kernel::wide;
use crate::math::{Norm, exp, gelu, layer_norm};
use crate::matrix::{Matrix, Scratch};
use crate::tokenize::{CLS, UNKNOWN, Word};
use crate::weights::{Table, Weights};

/// Units of a word's vector.
pub const HIDDEN: usize = 384;
/// The most word pieces that are read at once, the opening mark included.
pub const MOST_PIECES: usize = 512;
const LAYERS: usize = 6;
const HEADS: usize = 12;
const HEAD: usize = HIDDEN / HEADS;
const INNER: usize = 1536;
const VOCABULARY: usize = 30_522;
const EPSILON: f32 = 1e-12;

/// The weights of the encoder.
pub struct Transformer {
    words: Table,
    /// `[position][unit]`; the one token type's vector is added in.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    /// Queries, keys and values behind one another.
    attend: Matrix,
    output: Matrix,
    attention_norm: Norm,
    inner: Matrix,
    outer: Matrix,
    norm: Norm,
}

/// What a window's words look like to the encoder.
#[derive(Debug, Clone, PartialEq)]
pub struct Vectors {
    /// `[word][unit]`, the mean of the word's pieces.
    pub words: Vec<f32>,
    /// The vector of the opening mark, `[unit]`.
    pub whole: Vec<f32>,
}

/// Memory that a window is read in.
#[derive(Default)]
struct Memory {
    scratch: Scratch,
    attend: Vec<f32>,
    context: Vec<f32>,
    keys: Vec<f32>,
    shares: Vec<f32>,
    inner: Vec<f32>,
    change: Vec<f32>,
}

impl Transformer {
    /// Takes the encoder's tensors out of a weights file.
    ///
    /// # Errors
    ///
    /// If one is missing or of another shape.
    pub fn load(weights: &Weights<'_>) -> Result<Self, LoadError> {
        let layer = |number: usize| -> Result<Layer, LoadError> {
            let name = |part: &str| format!("encoder.layers.{number}.{part}");
            Ok(Layer {
                attend: weights.matrix(&name("attend"), 3 * HIDDEN, HIDDEN)?,
                output: weights.matrix(&name("output"), HIDDEN, HIDDEN)?,
                attention_norm: weights.norm(&name("attention_norm"), HIDDEN, EPSILON)?,
                inner: weights.matrix(&name("inner"), INNER, HIDDEN)?,
                outer: weights.matrix(&name("outer"), HIDDEN, INNER)?,
                norm: weights.norm(&name("norm"), HIDDEN, EPSILON)?,
            })
        };
        Ok(Self {
            words: weights.table("encoder.words", VOCABULARY, HIDDEN)?,
            positions: weights.floats("encoder.positions.weight", &[MOST_PIECES, HIDDEN])?,
            norm: weights.norm("encoder.norm", HIDDEN, EPSILON)?,
            layers: (0..LAYERS).map(layer).collect::<Result<_, _>>()?,
        })
    }

    /// Reads words. Pieces beyond [`MOST_PIECES`] are not seen; words without a piece that is get a vector of zeros.
    pub fn read(&self, words: &[Word]) -> Vectors {
        let pieces: Vec<u32> = std::iter::once(CLS)
            .chain(words.iter().flat_map(|word| word.pieces.iter().copied()))
            .take(MOST_PIECES)
            .collect();
        let states = wide(|| self.states(&pieces));
        let mut vectors = vec![0.0; words.len() * HIDDEN];
        let mut piece = 1;
        for (word, vector) in words.iter().zip(vectors.chunks_exact_mut(HIDDEN)) {
            let seen = word.pieces.len().min(pieces.len() - piece);
            for state in states[piece * HIDDEN..(piece + seen) * HIDDEN].chunks_exact(HIDDEN) {
                vector.iter_mut().zip(state).for_each(|(sum, x)| *sum += x);
            }
            vector.iter_mut().for_each(|sum| *sum /= seen.max(1) as f32);
            piece += seen;
        }
        Vectors { words: vectors, whole: states[..HIDDEN].to_vec() }
    }

    /// The state of each piece after the last layer.
    #[inline(always)]
    fn states(&self, pieces: &[u32]) -> Vec<f32> {
        let mut states = Vec::with_capacity(pieces.len() * HIDDEN);
        for (piece, position) in pieces.iter().zip(self.positions.chunks_exact(HIDDEN)) {
            let known = if (*piece as usize) < self.words.len() { *piece } else { UNKNOWN };
            states.extend(self.words.row(known as usize).zip(position).map(|(word, place)| word + place));
        }
        layer_norm(&mut states, &self.norm);
        let mut memory = Memory::default();
        for layer in &self.layers {
            layer.apply(&mut states, &mut memory);
        }
        states
    }
}

impl Layer {
    #[inline(always)]
    fn apply(&self, states: &mut [f32], memory: &mut Memory) {
        self.attend.apply(states, &mut memory.attend, &mut memory.scratch);
        memory.context.resize(states.len(), 0.0);
        for head in 0..HEADS {
            attend(head, memory);
        }
        self.output.apply(&memory.context, &mut memory.change, &mut memory.scratch);
        add(states, &memory.change);
        layer_norm(states, &self.attention_norm);
        self.inner.apply(states, &mut memory.inner, &mut memory.scratch);
        gelu(&mut memory.inner);
        self.outer.apply(&memory.inner, &mut memory.change, &mut memory.scratch);
        add(states, &memory.change);
        layer_norm(states, &self.norm);
    }
}

/// Adds a change to states, in place.
#[inline(always)]
fn add(states: &mut [f32], change: &[f32]) {
    for (state, x) in states.iter_mut().zip(change) {
        *state += x;
    }
}

/// One head of attention: mixes the values of all pieces by how well their keys answer each piece's query.
#[inline(always)]
fn attend(head: usize, memory: &mut Memory) {
    let rows = memory.attend.len() / (3 * HIDDEN);
    let part = |row: usize, which: usize| row * 3 * HIDDEN + which * HIDDEN + head * HEAD;
    // Keys are turned, so that one unit's values of all pieces stand side by side.
    memory.keys.resize(HEAD * rows, 0.0);
    for row in 0..rows {
        for unit in 0..HEAD {
            memory.keys[unit * rows + row] = memory.attend[part(row, 1) + unit];
        }
    }
    memory.shares.resize(rows, 0.0);
    for row in 0..rows {
        let shares = &mut memory.shares[..rows];
        shares.fill(0.0);
        let query = &memory.attend[part(row, 0)..part(row, 0) + HEAD];
        for (q, keys) in query.iter().zip(memory.keys.chunks_exact(rows)) {
            let q = q * SCALE;
            shares.iter_mut().zip(keys).for_each(|(share, key)| *share += q * key);
        }
        softmax(shares);
        let mut mixed = [0.0_f32; HEAD];
        for (other, share) in shares.iter().enumerate() {
            let values = &memory.attend[part(other, 2)..part(other, 2) + HEAD];
            mixed.iter_mut().zip(values).for_each(|(sum, value)| *sum += share * value);
        }
        memory.context[row * HIDDEN + head * HEAD..][..HEAD].copy_from_slice(&mixed);
    }
}

/// One over the root of a head's units.
const SCALE: f32 = 0.176_776_7;

/// Turns scores into shares that sum to one, in place.
#[inline(always)]
fn softmax(scores: &mut [f32]) {
    let mut tops = [f32::NEG_INFINITY; 16];
    for part in scores.chunks(16) {
        for (top, x) in tops.iter_mut().zip(part) {
            *top = if *x > *top { *x } else { *top };
        }
    }
    let top = tops.into_iter().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = exp(*score - top);
    }
    let mut sums = [0.0_f32; 16];
    for part in scores.chunks(16) {
        for (sum, x) in sums.iter_mut().zip(part) {
            *sum += x;
        }
    }
    let inverse = 1.0 / sums.into_iter().sum::<f32>();
    for score in scores {
        *score *= inverse;
    }
}
