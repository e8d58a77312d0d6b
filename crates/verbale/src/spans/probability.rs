//! Probabilities from scores, with the same bits on every machine.
//!
//! `f32::exp` and `f32::ln` call the platform's mathematics library, whose last bit differs between systems; `libm` is pure
//! Rust and does not.

/// e to the power of `x`.
pub fn exp(x: f32) -> f32 {
    libm::expf(x)
}

/// The natural logarithm.
pub fn ln(x: f32) -> f32 {
    libm::logf(x)
}

/// The geometric mean of probabilities; 1 of none.
pub fn mean(probabilities: &[f32]) -> f32 {
    if probabilities.is_empty() {
        return 1.0;
    }
    let sum: f32 = probabilities.iter().map(|p| ln(p.max(1e-9))).sum();
    exp(sum / probabilities.len() as f32)
}

/// The most likely label and its probability among all.
pub fn best(scores: &[f32]) -> (usize, f32) {
    let top = (0..scores.len()).fold(0, |best, label| if scores[label] > scores[best] { label } else { best });
    let sum: f32 = scores.iter().map(|score| exp(score - scores[top])).sum();
    (top, 1.0 / sum)
}

/// All probabilities of scores.
pub fn all(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let parts: Vec<f32> = scores.iter().map(|score| exp(score - top)).collect();
    let sum: f32 = parts.iter().sum();
    parts.into_iter().map(|part| part / sum).collect()
}

/// Labels with their probabilities, the most likely first; equally likely ones in the order of the labels.
pub fn ranked<T: Copy>(labels: &[T], scores: &[f32]) -> Vec<(T, f32)> {
    let mut out: Vec<(T, f32)> = labels.iter().copied().zip(all(scores)).collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1));
    out
}
