//! A layer whose weights are int8: quantizes its input, multiplies, and scales back.

use crate::kernel::{self, Packed};

/// A linear layer with int8 weights.
pub struct Matrix {
    packed: Packed,
    /// Scale of each output unit.
    scale: Vec<f32>,
    /// Added to each output unit.
    bias: Vec<f32>,
}

/// Memory that a product works in, kept from one to the next.
#[derive(Default)]
pub struct Scratch {
    activations: Vec<i16>,
    scales: Vec<f32>,
    sums: Vec<i32>,
}

impl Matrix {
    /// A layer of weights `[unit][input]`, each unit with its scale and bias.
    pub fn new(weights: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Self {
        Self { packed: Packed::new(weights, weights.len() / scale.len()), scale, bias }
    }

    /// Number of output units.
    pub fn units(&self) -> usize {
        self.scale.len()
    }

    /// Outputs `[row][unit]` of rows of inputs, replacing what `out` held.
    ///
    /// Each row of inputs is written as whole numbers of -127 to 127 with one scale, its largest value over 127.
    #[inline(always)]
    pub fn apply(&self, input: &[f32], out: &mut Vec<f32>, scratch: &mut Scratch) {
        let rows = input.len() / self.packed.inputs;
        scratch.quantize(input, self.packed.inputs);
        scratch.sums.resize(rows * self.packed.units, 0);
        kernel::sums(&scratch.activations, &self.packed, &mut scratch.sums);
        out.resize(rows * self.units(), 0.0);
        let sums = scratch.sums.chunks_exact(self.packed.units);
        for ((sums, out), scale) in sums.zip(out.chunks_exact_mut(self.units())).zip(&scratch.scales) {
            for (((out, sum), unit), bias) in out.iter_mut().zip(sums).zip(&self.scale).zip(&self.bias) {
                *out = *sum as f32 * (scale * unit) + bias;
            }
        }
    }
}

impl Scratch {
    #[inline(always)]
    fn quantize(&mut self, input: &[f32], width: usize) {
        self.activations.resize(input.len(), 0);
        self.scales.clear();
        for (row, out) in input.chunks_exact(width).zip(self.activations.chunks_exact_mut(width)) {
            let mut tops = [0.0_f32; 16];
            for part in row.chunks(16) {
                for (top, x) in tops.iter_mut().zip(part) {
                    *top = if x.abs() > *top { x.abs() } else { *top };
                }
            }
            let top = tops.into_iter().fold(1e-12, f32::max);
            let inverse = 127.0 / top;
            for (out, x) in out.iter_mut().zip(row) {
                // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number, ties to even.
                *out = ((x * inverse + 12_582_912.0) - 12_582_912.0) as i32 as i16;
            }
            self.scales.push(top / 127.0);
        }
    }
}
