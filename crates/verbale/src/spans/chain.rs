//! Best tags of a linear chain and how sure it is of them.

use verbale_encoder::Chain;

use super::probability;

/// The tags of one sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Tagging {
    /// The best tag of each word.
    pub tags: Vec<usize>,
    /// Probability of that tag at that word, given the whole sequence.
    pub sure: Vec<f32>,
}

/// Decodes one sequence of emission scores, `tags` of them a word.
///
/// The path is Viterbi's; the probabilities come from the forward-backward recursions in log space (Rabiner 1989).
pub fn decode(emission: &[f32], chain: &Chain) -> Tagging {
    let k = chain.tags();
    let tags = best_path(emission, chain, k);
    let sure = marginals(emission, chain, k, &tags);
    Tagging { tags, sure }
}

fn best_path(emission: &[f32], chain: &Chain, k: usize) -> Vec<usize> {
    let words = emission.len() / k;
    if words == 0 {
        return Vec::new();
    }
    let mut score: Vec<f32> = (0..k).map(|to| chain.start(to) + emission[to]).collect();
    let mut back = vec![0_usize; words * k];
    for word in 1..words {
        let mut next = vec![f32::NEG_INFINITY; k];
        for to in 0..k {
            for (from, have) in score.iter().enumerate() {
                let found = have + chain.transition(from, to);
                if found > next[to] {
                    next[to] = found;
                    back[word * k + to] = from;
                }
            }
            next[to] += emission[word * k + to];
        }
        score = next;
    }
    let mut tags = vec![0; words];
    tags[words - 1] = (0..k).fold(0, |best, tag| if score[tag] > score[best] { tag } else { best });
    for word in (1..words).rev() {
        tags[word - 1] = back[word * k + tags[word]];
    }
    tags
}

/// Probability of one tag at each word, given the whole sequence.
pub fn probability_of(emission: &[f32], chain: &Chain, tag: usize) -> Vec<f32> {
    let words = emission.len() / chain.tags();
    marginals(emission, chain, chain.tags(), &vec![tag; words])
}

fn marginals(emission: &[f32], chain: &Chain, k: usize, tags: &[usize]) -> Vec<f32> {
    let forward = forward_scores(emission, chain, k);
    let backward = backward_scores(emission, chain, k);
    let all = tags.len().checked_sub(1).map_or(0.0, |last| log_sum(&forward[last * k..]));
    let sure = |(word, &tag): (usize, &usize)| {
        probability::exp(forward[word * k + tag] + backward[word * k + tag] - all).min(1.0)
    };
    tags.iter().enumerate().map(sure).collect()
}

/// Log of the summed weights of all paths up to each word and tag.
fn forward_scores(emission: &[f32], chain: &Chain, k: usize) -> Vec<f32> {
    let mut forward = vec![0.0_f32; emission.len()];
    let mut buffer = vec![0.0_f32; k];
    for word in 0..emission.len() / k {
        for to in 0..k {
            let arrived = if word == 0 {
                chain.start(to)
            } else {
                for (from, slot) in buffer.iter_mut().enumerate() {
                    *slot = forward[(word - 1) * k + from] + chain.transition(from, to);
                }
                log_sum(&buffer)
            };
            forward[word * k + to] = arrived + emission[word * k + to];
        }
    }
    forward
}

/// Log of the summed weights of all paths behind each word and tag.
fn backward_scores(emission: &[f32], chain: &Chain, k: usize) -> Vec<f32> {
    let mut backward = vec![0.0_f32; emission.len()];
    let mut buffer = vec![0.0_f32; k];
    for word in (0..(emission.len() / k).saturating_sub(1)).rev() {
        for from in 0..k {
            for (to, slot) in buffer.iter_mut().enumerate() {
                let next = (word + 1) * k + to;
                *slot = chain.transition(from, to) + emission[next] + backward[next];
            }
            backward[word * k + from] = log_sum(&buffer);
        }
    }
    backward
}

fn log_sum(scores: &[f32]) -> f32 {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| probability::exp(score - top)).sum();
    top + probability::ln(sum)
}

/// A run of words with one role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Number of the role: tags `1 + 2 * role` (first word) and `2 + 2 * role` (further words).
    pub role: usize,
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// Geometric mean of the probabilities of its tags.
    pub sure: f32,
}

/// The runs of a tagging, in order.
pub fn runs(tagging: &Tagging) -> Vec<Run> {
    let mut out = Vec::new();
    let mut word = 0;
    while word < tagging.tags.len() {
        let tag = tagging.tags[word];
        let start = word;
        word += 1;
        if tag % 2 == 1 {
            while word < tagging.tags.len() && tagging.tags[word] == tag + 1 {
                word += 1;
            }
            let sure = probability::mean(&tagging.sure[start..word]);
            out.push(Run { role: (tag - 1) / 2, start, end: word, sure });
        }
    }
    out
}
