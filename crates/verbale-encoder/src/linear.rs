//! Linear layers with int8 weights.
//!
//! Weights have one scale a unit, activations one a row, so a row's result depends on no other row. Both are symmetric: an
//! int8 `q` with the scale `s` stands for `q * s`.

use crate::error::LoadError;
use crate::kernel::{Isa, Product};
use crate::rows::Rows;
use crate::weights::Weights;

/// A linear layer, packed for one way to compute.
pub(crate) struct Linear {
    isa: Isa,
    inputs: usize,
    units: usize,
    /// `[panel][word][column]`; see [`crate::kernel`].
    panels: Vec<i32>,
    /// `[panel][column]`
    start: Vec<i32>,
    /// `[panel][column]`
    scale: Vec<f32>,
    /// `[panel][column]`
    bias: Vec<f32>,
}

impl Linear {
    /// Loads the tensors `name.weight` (int8 `[unit][input]`), `name.scale` and `name.bias` (float32 `[unit]`).
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, name: &str, [units, inputs]: [usize; 2], isa: Isa) -> Result<Self, LoadError> {
        let part = |part: &str| weights.floats(&format!("{name}.{part}"), &[units]);
        let rows = weights.bytes(&format!("{name}.weight"), &[units, inputs])?;
        Ok(Self::pack(&rows, part("scale")?, part("bias")?, isa))
    }

    /// Packs weights `[unit][input]`.
    fn pack(rows: &[i8], mut scale: Vec<f32>, mut bias: Vec<f32>, isa: Isa) -> Self {
        let units = scale.len();
        let inputs = rows.len() / units.max(1);
        let (panels, start) = panels(rows, inputs, isa.group(), isa.columns());
        scale.resize(start.len(), 0.0);
        bias.resize(start.len(), 0.0);
        Self { isa, inputs, units, panels, start, scale, bias }
    }

    /// Multiplies: `rows` were filled from `[row][input]`, `out` is `[row][unit]`.
    pub fn apply(&self, rows: &Rows, out: &mut [f32]) {
        debug_assert_eq!(rows.words, self.inputs.div_ceil(self.isa.group()));
        self.isa.multiply(&mut Product {
            words: rows.words,
            rows: &rows.inputs,
            row_scale: &rows.scale,
            panels: &self.panels,
            start: &self.start,
            scale: &self.scale,
            bias: &self.bias,
            units: self.units,
            out,
        });
    }
}

/// Weights `[unit][input]` as words `[panel][word][column]`, and what each unit's sum starts from.
fn panels(rows: &[i8], inputs: usize, group: usize, columns: usize) -> (Vec<i32>, Vec<i32>) {
    let words = inputs.div_ceil(group);
    let padded = (rows.len() / inputs.max(1)).next_multiple_of(columns);
    let (mut panels, mut start) = (vec![0; padded * words], vec![0; padded]);
    for (unit, row) in rows.chunks_exact(inputs.max(1)).enumerate() {
        for (word, inputs) in row.chunks(group).enumerate() {
            panels[(unit / columns * words + word) * columns + unit % columns] = weight_word(inputs, group);
        }
        // Groups of four meet activations raised by 128; see `round_fours`.
        if group == 4 {
            start[unit] = -128 * row.iter().map(|&weight| i32::from(weight)).sum::<i32>();
        }
    }
    (panels, start)
}

/// Neighbouring weights of a unit as one word.
fn weight_word(inputs: &[i8], group: usize) -> i32 {
    let bits = 32 / group as u32;
    let mask = u32::MAX >> (32 - bits);
    let part = |(i, &weight): (usize, &i8)| (i32::from(weight).cast_unsigned() & mask) << (bits * i as u32);
    inputs.iter().enumerate().map(part).fold(0, |word, part| word | part).cast_signed()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rows::{largest, round_fours};

    /// Weights `[unit][input]` and rows `[row][input]` of odd sizes.
    fn shapes() -> impl Strategy<Value = (usize, Vec<i8>, Vec<f32>)> {
        (1_usize..70, 1_usize..60, 0_usize..16).prop_flat_map(|(inputs, units, rows)| {
            let weights = prop::collection::vec(-127_i8..=127, inputs * units);
            (Just(inputs), weights, prop::collection::vec(-3.0_f32..3.0, inputs * rows))
        })
    }

    fn bits(numbers: &[f32]) -> Vec<u32> {
        numbers.iter().map(|x| x.to_bits()).collect()
    }

    fn apply(inputs: usize, weights: &[i8], rows: &[f32], isa: Isa) -> Vec<f32> {
        let units = weights.len() / inputs;
        let scale = (0..units).map(|unit| 0.01 + unit as f32 * 0.003).collect();
        let bias = (0..units).map(|unit| unit as f32 * 0.7 - 3.0).collect();
        let mut filled = Rows::default();
        filled.fill(rows, inputs, isa);
        let mut out = vec![f32::NAN; rows.len() / inputs * units];
        Linear::pack(weights, scale, bias, isa).apply(&filled, &mut out);
        out
    }

    /// The product as it is defined, in whole numbers.
    fn plain(inputs: usize, weights: &[i8], row: &[f32]) -> Vec<i32> {
        let most = largest(row);
        let by = if most > 0.0 { 127.0 / most } else { 0.0 };
        let whole: Vec<i32> = row.iter().map(|x| (x * by).round_ties_even() as i32).collect();
        let unit = |weights: &[i8]| weights.iter().zip(&whole).map(|(w, x)| i32::from(*w) * x).sum();
        weights.chunks_exact(inputs).map(unit).collect()
    }

    proptest! {
        #[test]
        fn every_way_gives_the_same_bits((inputs, weights, rows) in shapes()) {
            let expected = apply(inputs, &weights, &rows, Isa::Portable);
            for isa in Isa::all() {
                prop_assert_eq!(bits(&apply(inputs, &weights, &rows, isa)), bits(&expected), "{:?}", isa);
            }
            let units = weights.len() / inputs;
            for (row, out) in rows.chunks_exact(inputs).zip(expected.chunks_exact(units)) {
                let row_scale = largest(row) / 127.0;
                for (unit, (sum, out)) in plain(inputs, &weights, row).into_iter().zip(out).enumerate() {
                    let (scale, bias) = (0.01 + unit as f32 * 0.003, unit as f32 * 0.7 - 3.0);
                    prop_assert_eq!((sum as f32 * (row_scale * scale) + bias).to_bits(), out.to_bits());
                }
            }
        }

        /// What the instruction of AVX-512 VNNI does with words of four, for machines that lack it.
        #[test]
        fn words_of_four_give_the_same_sums((inputs, weights, rows) in shapes()) {
            let (panels, start) = panels(&weights, inputs, 4, 32);
            let words = inputs.div_ceil(4);
            for row in rows.chunks_exact(inputs) {
                let most = largest(row);
                let mut filled = vec![0; words];
                round_fours(row, if most > 0.0 { 127.0 / most } else { 0.0 }, &mut filled);
                for (unit, expected) in plain(inputs, &weights, row).into_iter().enumerate() {
                    let column = |word: usize| panels[(unit / 32 * words + word) * 32 + unit % 32].to_le_bytes();
                    let sum: i32 = (0..words)
                        .flat_map(|word| filled[word].to_le_bytes().into_iter().zip(column(word)))
                        .map(|(x, w)| i32::from(x) * i32::from(w.cast_signed()))
                        .sum();
                    prop_assert_eq!(start[unit] + sum, expected);
                }
            }
        }
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        let (weights, rows) = (vec![-127_i8; 1536 * 3], vec![-1.0_f32; 1536 * 7]);
        let expected = apply(1536, &weights, &rows, Isa::Portable);
        assert!((expected[0] - (1536.0 * 127.0 * 0.01 - 3.0)).abs() < 0.01, "{}", expected[0]);
        for isa in Isa::all() {
            assert_eq!(apply(1536, &weights, &rows, isa), expected);
        }
    }

    #[test]
    fn what_is_no_number_does_not_panic() {
        for odd in [f32::NAN, f32::INFINITY, f32::MIN_POSITIVE / 8.0] {
            for isa in Isa::all() {
                apply(5, &[1; 10], &[odd, 1.0, 0.0, odd, -1.0], isa);
            }
        }
    }
}
