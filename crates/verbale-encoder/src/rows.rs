//! Activations as int8.

use crate::kernel::{Isa, Wide};

/// Rows of activations as int8.
#[derive(Default)]
pub(crate) struct Rows {
    /// Words in a row.
    pub words: usize,
    /// `[row][word]`
    pub inputs: Vec<i32>,
    /// `[row]`
    pub scale: Vec<f32>,
}

impl Rows {
    /// Rounds rows of `width` numbers, the largest of each to 127.
    pub fn fill(&mut self, rows: &[f32], width: usize, isa: Isa) {
        self.words = width.div_ceil(isa.group());
        let count = rows.len() / width;
        self.scale.resize(count, 0.0);
        self.inputs.resize(count * self.words, 0);
        isa.run(Round { rows, width, group: isa.group(), into: self });
    }
}

/// See [`Rows::fill`].
struct Round<'a> {
    rows: &'a [f32],
    width: usize,
    group: usize,
    into: &'a mut Rows,
}

impl Wide for Round<'_> {
    #[inline(always)]
    fn run(self) {
        let Rows { words, inputs, scale } = self.into;
        for ((row, into), scale) in self.rows.chunks_exact(self.width).zip(inputs.chunks_exact_mut(*words)).zip(scale) {
            let most = largest(row);
            *scale = most / 127.0;
            let by = if most > 0.0 { 127.0 / most } else { 0.0 };
            if self.group == 2 {
                round_pairs(row, by, into);
            } else {
                round_fours(row, by, into);
            }
        }
    }
}

/// The largest absolute value.
#[inline(always)]
pub(crate) fn largest(row: &[f32]) -> f32 {
    let (chunks, rest) = row.as_chunks::<16>();
    let mut most = [0.0_f32; 16];
    for chunk in chunks {
        for (most, x) in most.iter_mut().zip(chunk) {
            *most = if x.abs() > *most { x.abs() } else { *most };
        }
    }
    most.iter().copied().chain(rest.iter().map(|x| x.abs())).fold(0.0, |a, b| if b > a { b } else { a })
}

/// The nearest integer, halves to even: a number of this size keeps no fraction, and the integer stands in its lowest bits.
#[inline(always)]
fn nearest(x: f32) -> i32 {
    const SHIFT: f32 = 12_582_912.0;
    (x + SHIFT).to_bits().wrapping_sub(SHIFT.to_bits()).cast_signed()
}

#[inline(always)]
fn round_pairs(row: &[f32], by: f32, into: &mut [i32]) {
    let (pairs, rest) = row.as_chunks::<2>();
    for (word, [low, high]) in into.iter_mut().zip(pairs) {
        *word = (nearest(low * by) & 0xFFFF) | (nearest(high * by) << 16);
    }
    if let (Some(word), [last]) = (into.last_mut(), rest) {
        *word = nearest(last * by) & 0xFFFF;
    }
}

/// Raised by 128: the instruction wants them without sign. What a row lacks to a full word meets weights of zero.
#[inline(always)]
pub(crate) fn round_fours(row: &[f32], by: f32, into: &mut [i32]) {
    let byte = |x: f32| (nearest(x * by) + 128) & 0xFF;
    let (fours, rest) = row.as_chunks::<4>();
    for (word, [a, b, c, d]) in into.iter_mut().zip(fours) {
        *word = byte(*a) | (byte(*b) << 8) | (byte(*c) << 16) | (byte(*d) << 24);
    }
    if let (Some(word), [_, ..]) = (into.last_mut(), rest) {
        *word = rest.iter().rev().fold(0, |word, x| (word << 8) | byte(*x));
    }
}
