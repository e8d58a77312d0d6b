//! Arithmetic on vectors of scores, in one fixed order, so that every machine gets the same bits.
//!
//! Sums run over [`LANES`] partial sums that are added up at the end: the order is written down here and not left to the
//! compiler, which may use wider vectors but never reorders floating-point sums. No function of the platform's mathematics library
//! is called, and no product is fused with a sum.

/// Partial sums of a dot product.
const LANES: usize = 16;

/// e to the power of `x`, relative error below 3e-7; `x` is clamped to what a float can hold.
///
/// Cody and Waite's reduction by multiples of ln 2, then a Taylor polynomial.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    /// Adding it rounds to a whole number, which then stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let r = x - whole * 0.693_359_4 - whole * -2.121_944_4e-4;
    let p = 1.0 / 5040.0;
    let p = p * r + 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    let p = p * r + 0.5;
    let p = p * r + 1.0;
    let p = p * r + 1.0;
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// GELU in its tanh form (Hendrycks and Gimpel 2016), in place.
#[inline(always)]
pub fn gelu(values: &mut [f32]) {
    for x in values {
        let inner = 1.595_769_1 * (*x + 0.044_715 * *x * *x * *x);
        *x /= 1.0 + exp(-inner);
    }
}

/// The sum of products of two vectors of one length.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let (a_parts, b_parts) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_parts.remainder().iter().zip(b_parts.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_parts.zip(b_parts) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sum_lanes(sums) + rest
}

#[inline(always)]
fn sum_lanes(mut sums: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            sums[lane] += sums[lane + width];
        }
        width /= 2;
    }
    sums[0]
}

/// Normalizes each row of `width` values to mean 0 and variance 1, then scales and shifts it, in place (Ba et al. 2016).
#[inline(always)]
pub fn layer_norm(rows: &mut [f32], norm: &Norm) {
    let width = norm.weight.len();
    for row in rows.chunks_exact_mut(width) {
        let mean = sum(row, |x| x) / width as f32;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / width as f32;
        let scale = 1.0 / (variance + norm.epsilon).sqrt();
        for ((x, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *x = (*x - mean) * scale * weight + bias;
        }
    }
}

#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let parts = row.chunks_exact(LANES);
    let rest: f32 = parts.remainder().iter().map(|x| of(*x)).sum();
    for part in parts {
        for lane in 0..LANES {
            sums[lane] += of(part[lane]);
        }
    }
    sum_lanes(sums) + rest
}

/// What a layer norm scales and shifts by.
pub struct Norm {
    /// Scales, one a unit.
    pub weight: Vec<f32>,
    /// Shifts, one a unit.
    pub bias: Vec<f32>,
    /// Added to the variance before its root is taken.
    pub epsilon: f32,
}

/// A small matrix in floats, for heads with few output units.
pub struct Dense {
    /// `[out][in]`.
    pub weight: Vec<f32>,
    /// `[out]`.
    pub bias: Vec<f32>,
}

impl Dense {
    /// The scores of one input vector.
    #[inline(always)]
    pub fn apply(&self, input: &[f32]) -> Vec<f32> {
        self.rows(0..self.bias.len(), input).collect()
    }

    /// The scores of some of the output units.
    #[inline(always)]
    pub fn rows<'a>(&'a self, units: std::ops::Range<usize>, input: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        units.map(move |unit| dot(&self.weight[unit * input.len()..(unit + 1) * input.len()], input) + self.bias[unit])
    }
}

/// Log-probabilities of scores, in place.
pub fn log_softmax(scores: &mut [f32]) {
    let all = log_sum(scores);
    for score in scores {
        *score -= all;
    }
}

/// The logarithm of the summed exponentials of scores.
pub fn log_sum(scores: &[f32]) -> f32 {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| exp(score - top)).sum();
    top + libm::logf(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_everywhere() {
        for step in -8700..8800 {
            let x = step as f32 / 100.0;
            let want = f64::from(x).exp();
            assert!((f64::from(exp(x)) / want - 1.0).abs() < 5e-7, "{x}");
        }
    }

    #[test]
    fn gelu_is_its_tanh_form() {
        for step in -600..600 {
            let x = step as f32 / 100.0;
            let mut got = [x];
            gelu(&mut got);
            let y = f64::from(x);
            let want = 0.5 * y * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (y + 0.044_715 * y * y * y)).tanh());
            assert!((f64::from(got[0]) - want).abs() < 2e-6, "{x}: {} {want}", got[0]);
        }
    }
}
