//! Which of two lists' items belong together, one to one, as many as can.

/// A maximum matching of the pairs that may go together; each gold item tries the heaviest first. Gives index pairs
/// in order of `predicted`.
///
/// Kuhn's algorithm with augmenting paths: H. W. Kuhn, *The Hungarian Method for the Assignment Problem*, Naval
/// Research Logistics Quarterly 2 (1955) 83-97.
pub(crate) fn matching<T>(
    gold: &[T],
    predicted: &[T],
    may: impl Fn(&T, &T) -> bool,
    weight: impl Fn(&T, &T) -> f64,
) -> Vec<(usize, usize)> {
    let neighbours: Vec<Vec<usize>> = gold
        .iter()
        .map(|g| {
            let mut ranked: Vec<(f64, usize)> = (0..predicted.len())
                .filter(|&j| may(g, &predicted[j]))
                .map(|j| (weight(g, &predicted[j]), j))
                .collect();
            // Stable: of equal weights the first predicted stays first.
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            ranked.into_iter().map(|(_, j)| j).collect()
        })
        .collect();
    let mut owner = vec![None; predicted.len()];
    for i in 0..gold.len() {
        augment(i, &neighbours, &mut owner, &mut vec![false; predicted.len()]);
    }
    owner.into_iter().enumerate().filter_map(|(j, owner)| Some((owner?, j))).collect()
}

/// Finds gold item `i` a partner, moving others to theirs where that helps; whether it did. No deeper than `gold`.
fn augment(i: usize, neighbours: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &j in &neighbours[i] {
        if std::mem::replace(&mut seen[j], true) {
            continue;
        }
        let free = match owner[j] {
            None => true,
            Some(other) => augment(other, neighbours, owner, seen),
        };
        if free {
            owner[j] = Some(i);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn the_first_moves_over_where_that_makes_room() {
        // Gold 0 goes with both predictions and likes the first; gold 1 goes with the first alone.
        let may = |g: &usize, p: &usize| *g == 0 || *p == 0;
        let weight = |_: &usize, p: &usize| if *p == 0 { 1.0 } else { 0.5 };
        assert_eq!(matching(&[0, 1], &[0, 1], may, weight), [(1, 0), (0, 1)]);
    }
}
