//! Float32 arithmetic whose results are the same bits on every machine.
//!
//! Sums have sixteen lanes whatever the vectors' width, nothing is fused, and the exponential and the logarithm are polynomials
//! (Cephes, Moshier 1989, relative error about 1e-7) in place of the platform's.

use crate::error::LoadError;
use crate::kernel::Wide;
use crate::weights::Weights;

/// Lanes of a sum, and columns of a panel of float weights.
pub(crate) const LANES: usize = 16;

/// e to the power of `x`; below -87 that of -87, above 88 that of 88.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0;
    let x = if x > -87.0 { x } else { -87.0 };
    let x = if x < 88.0 { x } else { 88.0 };
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let n = shifted - SHIFT;
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let mut y = 1.987_569_1e-4;
    y = y * r + 1.398_199_9e-3;
    y = y * r + 8.333_452e-3;
    y = y * r + 4.166_579_6e-2;
    y = y * r + 1.666_666_5e-1;
    y = y * r + 0.5;
    let fraction = y * r * r + r + 1.0;
    fraction * f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()))
}

/// The natural logarithm of a positive, normal number.
#[inline(always)]
pub(crate) fn ln(x: f32) -> f32 {
    // Cuts x into 2^n * m with m in [sqrt(1/2), sqrt(2)).
    let half_root = std::f32::consts::FRAC_1_SQRT_2.to_bits();
    let above = x.to_bits().wrapping_sub(half_root).cast_signed();
    let n = (above >> 23) as f32;
    let r = f32::from_bits((above.cast_unsigned() & 0x007F_FFFF) + half_root) - 1.0;
    let mut y = 7.037_683_6e-2;
    for c in [
        -1.151_461e-1,
        1.167_699_84e-1,
        -1.242_014_1e-1,
        1.424_932_3e-1,
        -1.666_805_7e-1,
        2.000_071_4e-1,
        -2.499_999_4e-1,
        3.333_333e-1,
    ] {
        y = y * r + c;
    }
    let square = r * r;
    y * r * square + n * -2.121_944_4e-4 - 0.5 * square + r + n * 0.693_359_4
}

/// GELU in its tanh form (Hendrycks and Gimpel 2016): `x (1 + tanh u) / 2` is `x / (1 + e^(-2u))`.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let u = x * (0.797_884_6 + 0.035_677_41 * x * x);
    x / (1.0 + exp(-2.0 * u))
}

/// GELU of every number.
pub(crate) struct Gelu<'a>(pub &'a mut [f32]);

impl Wide for Gelu<'_> {
    #[inline(always)]
    fn run(self) {
        for x in self.0 {
            *x = gelu(*x);
        }
    }
}

/// Sum of a row by lanes, then of the lanes by halves.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += of(*x);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += of(*x);
    }
    fold(lanes, |a, b| a + b)
}

/// One number from sixteen lanes, always in the same order.
#[inline(always)]
fn fold(mut lanes: [f32; LANES], with: impl Fn(f32, f32) -> f32) -> f32 {
    for half in [8, 4, 2, 1] {
        for lane in 0..half {
            lanes[lane] = with(lanes[lane], lanes[lane + half]);
        }
    }
    lanes[0]
}

/// Layer normalisation (Ba et al. 2016).
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    /// Loads the tensors `name.weight` and `name.bias` (float32 `[width]`).
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, name: &str, width: usize, epsilon: f32) -> Result<Self, LoadError> {
        let part = |part: &str| weights.floats(&format!("{name}.{part}"), &[width]);
        Ok(Self { weight: part("weight")?, bias: part("bias")?, epsilon })
    }
}

/// Normalises rows in place, after adding what is to be added to them (nothing, or as many numbers).
pub(crate) struct Normalize<'a> {
    pub rows: &'a mut [f32],
    pub add: &'a [f32],
    pub norm: &'a Norm,
}

impl Wide for Normalize<'_> {
    #[inline(always)]
    fn run(self) {
        let Norm { weight, bias, epsilon } = self.norm;
        for (x, y) in self.rows.iter_mut().zip(self.add) {
            *x += y;
        }
        let width = weight.len() as f32;
        for row in self.rows.chunks_exact_mut(weight.len()) {
            let mean = sum(row, |x| x) / width;
            let variance = sum(row, |x| (x - mean) * (x - mean)) / width;
            let by = 1.0 / (variance + epsilon).sqrt();
            for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
                *x = (*x - mean) * by * w + b;
            }
        }
    }
}

/// Turns scores into `e^(scale (score - the largest))` in place and gives their sum.
#[inline(always)]
pub(crate) fn exponentials(scores: &mut [[f32; LANES]], scale: f32) -> f32 {
    let mut most = [f32::MIN; LANES];
    for chunk in &*scores {
        for (most, x) in most.iter_mut().zip(chunk) {
            *most = if *x > *most { *x } else { *most };
        }
    }
    let most = fold(most, |a, b| if a > b { a } else { b });
    let mut lanes = [0.0_f32; LANES];
    for chunk in scores {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *x = exp((*x - most) * scale);
            *lane += *x;
        }
    }
    fold(lanes, |a, b| a + b)
}

/// The logarithm of the summed exponentials; of nothing a very small number.
pub(crate) fn log_sum(scores: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = scores.clone().fold(-1e30, f32::max);
    let sum: f32 = scores.map(|score| exp(score - most)).sum();
    if sum > 0.0 { most + ln(sum) } else { most }
}

/// Turns scores into log-probabilities.
pub(crate) fn log_softmax(scores: &mut [f32]) {
    let all = log_sum(scores.iter().copied());
    for score in scores {
        *score -= all;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_and_logarithm_are_near_the_true_ones() {
        for i in -8_700..8_800 {
            let x = i as f32 * 0.01;
            let truth = f64::from(x).exp();
            assert!((f64::from(exp(x)) / truth - 1.0).abs() < 2e-7, "e^{x} = {} not {truth}", exp(x));
            let y = exp(x);
            let error = (f64::from(ln(y)) - f64::from(y).ln()).abs();
            assert!(error <= 2e-7 * f64::from(x).abs().max(1.0), "ln {y} is off by {error}");
        }
        assert!(exp(-1e9) < 1e-37 && exp(1e9) > 1e38 && exp(f32::NAN).is_finite());
    }

    #[test]
    fn gelu_is_near_its_definition() {
        for i in -1_000..1_000 {
            let x = f64::from(i) * 0.01;
            let truth = 0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3))).tanh());
            assert!((f64::from(gelu(x as f32)) - truth).abs() < 1e-6 * x.abs().max(1.0), "{x}");
        }
    }

    #[test]
    fn log_softmax_sums_to_one() {
        let mut scores = [1.0, 2.0, -3.0, 100.0];
        log_softmax(&mut scores);
        assert!((scores.iter().map(|s| s.exp()).sum::<f32>() - 1.0).abs() < 1e-6);
        log_softmax(&mut []);
    }
}
