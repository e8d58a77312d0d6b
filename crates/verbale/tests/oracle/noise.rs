//! An encoder that answers nonsense, the same nonsense each time: laws hold whatever the scores.

use std::ops::Range;

use verbale_encoder::{Asked, Chains, Encoder, Labels, MentionScores, PairScores, PredicateScores, Window, Word};

use super::{labels, words};

/// An encoder whose scores look like chance.
pub struct Noise {
    seed: u64,
    /// Added to the score of *none*: how rare marks are.
    rare: f32,
    labels: Labels,
    chains: Chains,
}

impl Noise {
    /// An encoder with its own nonsense; `rare` is 0 where every tag is as likely as any other.
    pub fn new(seed: u64, rare: f32) -> Self {
        Self { seed, rare, labels: labels::labels(), chains: labels::chains() }
    }

    /// Scores from -4 to 4 that depend on the seed and on what is asked alone.
    fn scores(&self, about: [usize; 3], count: usize) -> Vec<f32> {
        let mut state = about.iter().fold(self.seed, |state, part| mixed(state ^ *part as u64));
        let mut next = || {
            state = mixed(state);
            (state >> 40) as f32 / 2_097_152.0 - 4.0
        };
        (0..count).map(|_| next()).collect()
    }

    fn tags(&self, about: [usize; 3], words: usize, tags: usize) -> Vec<f32> {
        let mut scores = self.scores(about, words * tags);
        scores.iter_mut().step_by(tags).for_each(|none| *none += self.rare);
        scores
    }
}

/// One step of `SplitMix64`.
///
/// Source: G. Steele, D. Lea, C. Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014.
fn mixed(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Encoder for Noise {
    /// The place of the window's first word, and the taggers' scores.
    type Reading = (usize, Vec<Vec<f32>>);

    /// Long words have many pieces, some more than a window holds.
    fn words(&self, line: &str) -> Vec<Word> {
        let mut words = words::words(line);
        for word in &mut words {
            word.pieces = vec![word.pieces[0]; (word.end - word.start).div_ceil(4)];
        }
        words
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn chains(&self) -> &Chains {
        &self.chains
    }

    fn read(&self, window: &Window<'_>) -> Self::Reading {
        let place = window.words.first().map_or(0, |word| word.start);
        (place, (0..4).map(|tagger| self.tags([place, tagger, 0], window.words.len(), 3)).collect())
    }

    fn tagger_scores<'r>(&self, reading: &'r Self::Reading, tagger: usize) -> &'r [f32] {
        &reading.1[tagger]
    }

    fn predicates(&self, window: &Window<'_>, reading: &Self::Reading, asked: &[Asked]) -> Vec<PredicateScores> {
        let scores = |asked: &Asked| {
            let about = |head: usize| [reading.0 + asked.first, asked.kind * 1000 + asked.end - asked.first, head];
            PredicateScores {
                stance: self.scores(about(1), self.labels.stances.len()),
                event_type: self.scores(about(2), self.labels.types.len()),
                mode: self.scores(about(3), self.labels.type_modes.len()),
                status: self.scores(about(4), self.labels.statuses.len()),
                arguments: self.tags(about(5), window.words.len(), 7),
            }
        };
        asked.iter().map(scores).collect()
    }

    fn mentions(&self, reading: &Self::Reading, spans: &[(usize, usize)]) -> Vec<MentionScores> {
        let scores = |&(first, end): &(usize, usize)| MentionScores {
            kind: self.scores([reading.0, first, end], self.labels.kinds.len()),
            sector: self.scores([reading.0, end, first], self.labels.sectors.len()),
        };
        spans.iter().map(scores).collect()
    }

    fn pair(
        &self,
        window: &Window<'_>,
        reading: &Self::Reading,
        actor: Option<Range<usize>>,
        recipient: Option<Range<usize>>,
    ) -> PairScores {
        let place = |words: Option<Range<usize>>| words.map_or(0, |words| words.start + 1);
        let about = [reading.0, place(actor), place(recipient)];
        PairScores {
            plover: self.scores(about, self.labels.types.len()),
            plv: self.scores(about, self.labels.plv.len()),
            trigger: window.words.len() / 2,
        }
    }
}
