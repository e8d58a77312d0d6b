//! How far a word stands from a predicate, in buckets.

/// Number of buckets.
pub(super) const DISTANCES: usize = 41;
/// Bucket of a word inside the predicate.
const INSIDE: usize = 20;

/// Distances at which a further bucket begins: the least whole `a` with `floor(3 log2(a / 8))` of 1, 2, ... 12.
const FAR: [usize; 12] = [11, 13, 16, 21, 26, 32, 41, 51, 64, 81, 102, 128];

/// Bucket of a word by its place and the predicate's words `[first, end)`: exact to eight words, then three buckets an octave
/// up to 128; smaller than 20 before the predicate, larger behind it.
pub(super) fn bucket(word: usize, first: usize, end: usize) -> usize {
    if word < first { INSIDE - size(first - word) } else { INSIDE + size((word + 1).saturating_sub(end)) }
}

fn size(words: usize) -> usize {
    if words <= 8 { words } else { 8 + FAR.partition_point(|&from| from <= words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python's `distance_bucket` of 0, 1, ... 600, as the first distance of each bucket.
    const PYTHON: [usize; 21] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 16, 21, 26, 32, 41, 51, 64, 81, 102, 128];

    #[test]
    fn buckets_are_those_of_training() {
        for a in 0..=600 {
            let expected = PYTHON.iter().rposition(|&start| start <= a).unwrap();
            assert_eq!(bucket(1_000 - a, 1_000, 1_001), 20 - expected, "{a} before");
            assert_eq!(bucket(1_000 + a, 1_000, 1_001), 20 + expected, "{a} behind");
        }
        assert_eq!(bucket(12, 10, 13), INSIDE);
        assert_eq!(bucket(13, 10, 13), INSIDE + 1);
    }
}
