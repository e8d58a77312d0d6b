//! How far spans overlap, and which items of two lists belong together.

use crate::Span;

/// Code points that two sets of spans share, and that they have together; a code point counts once.
fn shared_and_all(a: &[Span], b: &[Span]) -> (usize, usize) {
    let (a, b) = (merged(a), merged(b));
    let length = |spans: &[Span]| spans.iter().map(|span| span.end - span.start).sum::<usize>();
    let mut shared = 0;
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += x.end.min(y.end).saturating_sub(x.start.max(y.start));
        if x.end <= y.end { i += 1 } else { j += 1 }
    }
    (shared, length(&a) + length(&b) - shared)
}

/// The same code points as spans in order that neither touch nor are empty.
fn merged(spans: &[Span]) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.iter().copied().filter(|span| !span.is_empty()).collect();
    sorted.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// Shared code points over all code points; 1 where neither has any.
pub(crate) fn jaccard(a: &[Span], b: &[Span]) -> f64 {
    let (shared, all) = shared_and_all(a, b);
    if all == 0 { 1.0 } else { shared as f64 / all as f64 }
}

/// Whether the two sets of spans share a code point.
pub(crate) fn touch(a: &[Span], b: &[Span]) -> bool {
    shared_and_all(a, b).0 > 0
}

/// Pairs gold with predicted items, best similarity first, none below `floor`: their indices, in order of
/// gold.
///
/// Of equally similar pairs the one with the greatest gold index, then the greatest predicted index, comes first. This
/// is the order of `score.py`, which sorts `(similarity, gold, predicted)` downwards.
pub(crate) fn greedy<G, P>(
    gold: &[G],
    predicted: &[P],
    similarity: impl Fn(&G, &P) -> f64,
    floor: f64,
) -> Vec<(usize, usize)> {
    let mut scored = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let score = similarity(g, p);
            if score >= floor {
                scored.push((score, i, j));
            }
        }
    }
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut used_gold, mut used) = (vec![false; gold.len()], vec![false; predicted.len()]);
    scored.retain(|&(_, i, j)| {
        let free = !used_gold[i] && !used[j];
        if free {
            (used_gold[i], used[j]) = (true, true);
        }
        free
    });
    let mut pairs: Vec<_> = scored.into_iter().map(|(_, i, j)| (i, j)).collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::{greedy, jaccard, touch};
    use crate::Span;

    fn spans(pairs: &[[usize; 2]]) -> Vec<Span> {
        pairs.iter().copied().map(Span::from).collect()
    }

    #[test]
    fn overlap_counts_every_code_point_once() {
        type Pairs = &'static [[usize; 2]];
        let cases: &[(Pairs, Pairs, f64)] = &[
            (&[], &[], 1.0),
            (&[[3, 3]], &[], 1.0),
            (&[[0, 4]], &[], 0.0),
            (&[[0, 4]], &[[2, 6]], 2.0 / 6.0),
            (&[[0, 4], [2, 6]], &[[0, 6]], 1.0),
            (&[[8, 10], [0, 2]], &[[1, 9]], 2.0 / 10.0),
        ];
        for (a, b, wanted) in cases {
            assert!((jaccard(&spans(a), &spans(b)) - wanted).abs() < f64::EPSILON, "{a:?} {b:?}");
        }
        assert!(!touch(&spans(&[[0, 4]]), &spans(&[[4, 5]])));
    }

    #[test]
    fn the_last_of_equal_pairs_comes_first() {
        let pairs = greedy(&[1, 1], &[1, 1, 1], |_, _| 1.0, 0.5);
        assert_eq!(pairs, [(0, 1), (1, 2)]);
    }
}
