//! Products of int8 matrices, and code compiled for wider vectors. The only file with `unsafe`.
//!
//! Activations and weights are whole numbers of -127 to 127, products are summed up in 32 bits without rounding: every path gives
//! the same sums, so scores do not depend on the processor.

#![allow(unsafe_code)]

/// Output units that are computed together.
pub const BLOCK: usize = 16;

/// Weights of `units` output units over `inputs` inputs, packed for [`sums`].
pub struct Packed {
    /// Number of inputs, even.
    pub inputs: usize,
    /// Number of output units, a multiple of [`BLOCK`].
    pub units: usize,
    /// `[unit block][input pair][unit in block][input of the pair]`.
    weights: Vec<i8>,
}

impl Packed {
    /// Packs weights `[unit][input]`; odd inputs and missing units are filled up with zeros.
    pub fn new(weights: &[i8], inputs: usize) -> Self {
        let units = (weights.len() / inputs).next_multiple_of(BLOCK);
        let even = inputs.next_multiple_of(2);
        let at = |unit: usize, input: usize| {
            if input < inputs { weights.get(unit * inputs + input).copied().unwrap_or(0) } else { 0 }
        };
        let mut packed = Vec::with_capacity(units * even);
        for block in (0..units).step_by(BLOCK) {
            for pair in (0..even).step_by(2) {
                for unit in block..block + BLOCK {
                    packed.extend([at(unit, pair), at(unit, pair + 1)]);
                }
            }
        }
        Self { inputs: even, units, weights: packed }
    }
}

/// Sums of products `[row][unit]` of rows of activations `[row][input]` and packed weights.
///
/// # Panics
///
/// If the activations are not whole rows or `out` has another size than rows times units.
pub fn sums(activations: &[i16], packed: &Packed, out: &mut [i32]) {
    let rows = activations.len() / packed.inputs;
    assert_eq!(activations.len(), rows * packed.inputs, "activations are whole rows");
    assert_eq!(out.len(), rows * packed.units, "one sum for each row and unit");
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, and the sizes were checked above.
        unsafe { avx2::sums(activations, packed, out) };
        return;
    }
    portable(activations, packed, out);
}

/// The same without vector instructions of a processor.
fn portable(activations: &[i16], packed: &Packed, out: &mut [i32]) {
    let (inputs, units) = (packed.inputs, packed.units);
    for (row, out) in activations.chunks_exact(inputs).zip(out.chunks_exact_mut(units)) {
        for (block, out) in packed.weights.chunks_exact(inputs * BLOCK).zip(out.chunks_exact_mut(BLOCK)) {
            let mut totals = [0_i32; BLOCK];
            for (pair, weights) in row.chunks_exact(2).zip(block.chunks_exact(2 * BLOCK)) {
                for unit in 0..BLOCK {
                    let first = i32::from(pair[0]) * i32::from(weights[2 * unit]);
                    totals[unit] += first + i32::from(pair[1]) * i32::from(weights[2 * unit + 1]);
                }
            }
            out.copy_from_slice(&totals);
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256,
    };

    use super::{BLOCK, Packed};

    /// Rows whose sums are held in registers at once: 2 registers for each, and 4 to work with, of 16.
    const ROWS: usize = 6;

    /// As [`super::sums`].
    ///
    /// # Safety
    ///
    /// The processor has AVX2; activations are whole rows, `out` has one place for each row and unit.
    #[target_feature(enable = "avx2")]
    pub unsafe fn sums(activations: &[i16], packed: &Packed, out: &mut [i32]) {
        let (inputs, units) = (packed.inputs, packed.units);
        let rows = activations.len() / inputs;
        for (number, block) in packed.weights.chunks_exact(inputs * BLOCK).enumerate() {
            let mut row = 0;
            while row < rows {
                let here = (rows - row).min(ROWS);
                let from = &activations[row * inputs..(row + here) * inputs];
                let to = &mut out[row * units + number * BLOCK..];
                // SAFETY: `from` holds `here` rows, `block` the weights of BLOCK units, and `to` reaches from the first of
                // these units in the first of these rows to the end.
                unsafe {
                    match here {
                        6 => tile::<6>(from, block, to, units),
                        5 => tile::<5>(from, block, to, units),
                        4 => tile::<4>(from, block, to, units),
                        3 => tile::<3>(from, block, to, units),
                        2 => tile::<2>(from, block, to, units),
                        _ => tile::<1>(from, block, to, units),
                    }
                }
                row += here;
            }
        }
    }

    /// Sums of `N` rows and [`BLOCK`] units; `out` is the place of the first, `stride` the distance of rows in it.
    #[target_feature(enable = "avx2")]
    #[inline]
    unsafe fn tile<const N: usize>(activations: &[i16], block: &[i8], out: &mut [i32], stride: usize) {
        let inputs = block.len() / BLOCK;
        debug_assert!(activations.len() == N * inputs && out.len() >= (N - 1) * stride + BLOCK);
        let mut low = [_mm256_setzero_si256(); N];
        let mut high = [_mm256_setzero_si256(); N];
        let (a, w) = (activations.as_ptr(), block.as_ptr());
        for pair in 0..inputs / 2 {
            // SAFETY: a pair of inputs has 2 * BLOCK = 32 weights, and `pair` is below the number of pairs.
            let (first, second) = unsafe {
                let at = w.add(pair * 2 * BLOCK);
                (_mm_loadu_si128(at.cast()), _mm_loadu_si128(at.add(16).cast()))
            };
            let (first, second) = (_mm256_cvtepi8_epi16(first), _mm256_cvtepi8_epi16(second));
            for row in 0..N {
                // SAFETY: two activations of an existing row, read as one number of 32 bits without regard to alignment.
                let both = unsafe { a.add(row * inputs + 2 * pair).cast::<i32>().read_unaligned() };
                let both = _mm256_set1_epi32(both);
                low[row] = _mm256_add_epi32(low[row], _mm256_madd_epi16(both, first));
                high[row] = _mm256_add_epi32(high[row], _mm256_madd_epi16(both, second));
            }
        }
        for row in 0..N {
            let to = out[row * stride..row * stride + BLOCK].as_mut_ptr();
            // SAFETY: `to` points at BLOCK = 16 numbers, two registers full.
            unsafe {
                _mm256_storeu_si256(to.cast::<__m256i>(), low[row]);
                _mm256_storeu_si256(to.add(8).cast::<__m256i>(), high[row]);
            }
        }
    }
}

/// Runs code compiled for the widest vectors that this machine has; its results are the same without them.
#[inline]
pub fn wide<R>(run: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        #[target_feature(enable = "avx2")]
        fn with_avx2<R>(run: impl FnOnce() -> R) -> R {
            run()
        }
        // SAFETY: the processor has AVX2.
        return unsafe { with_avx2(run) };
    }
    run()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_path_gives_the_plain_sums(rows in 0_usize..15, inputs in 1_usize..70, units in 1_usize..40, seed: u64) {
            let mut state = seed | 1;
            let mut next = || {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state % 255) as i16 - 127
            };
            let weights: Vec<i8> = (0..units * inputs).map(|_| next() as i8).collect();
            let packed = Packed::new(&weights, inputs);
            let mut activations = vec![0_i16; rows * packed.inputs];
            for row in activations.chunks_exact_mut(packed.inputs) {
                row[..inputs].fill_with(&mut next);
            }
            let (mut here, mut plain) = (vec![0; rows * packed.units], vec![0; rows * packed.units]);
            sums(&activations, &packed, &mut here);
            portable(&activations, &packed, &mut plain);
            prop_assert_eq!(&here, &plain);
            for row in 0..rows {
                for unit in 0..units {
                    let of = |i: usize| i32::from(activations[row * packed.inputs + i]) * i32::from(weights[unit * inputs + i]);
                    prop_assert_eq!(plain[row * packed.units + unit], (0..inputs).map(of).sum::<i32>());
                }
            }
        }
    }
}
