//! Sets of tokens.

/// Numbers of tokens in order, none twice.
pub(crate) type Set = Vec<usize>;

/// Brings token numbers in order and removes doubles.
pub(crate) fn set(numbers: impl IntoIterator<Item = usize>) -> Set {
    let mut numbers: Vec<usize> = numbers.into_iter().collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// How many tokens two sets share.
pub(crate) fn shared(a: &[usize], b: &[usize]) -> usize {
    a.iter().filter(|number| b.binary_search(number).is_ok()).count()
}

/// Shared tokens over all tokens; 1 where both sets are empty, 0 where one is.
pub(crate) fn jaccard(a: &[usize], b: &[usize]) -> f64 {
    let shared = shared(a, b);
    match a.len() + b.len() - shared {
        0 => 1.0,
        all => shared as f64 / all as f64,
    }
}

/// The uninterrupted runs of a set, as half-open ranges.
pub(crate) fn runs(set: &[usize]) -> Vec<[usize; 2]> {
    let mut runs: Vec<[usize; 2]> = Vec::new();
    for &number in set {
        match runs.last_mut() {
            Some(run) if run[1] == number => run[1] += 1,
            _ => runs.push([number, number + 1]),
        }
    }
    runs
}

/// How many items two lists have in common, each as often as it stands in both.
pub(crate) fn common<T: Ord>(mut a: Vec<T>, mut b: Vec<T>) -> usize {
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}
