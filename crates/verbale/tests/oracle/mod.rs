//! An encoder that answers what a perfect model would say: *is our code right, given right scores?*
//!
//! [`Oracle`] knows a text's marks (see [`markup`]) and scores each window as the real heads would if they never erred: what
//! does not lie in the window is not seen. [`noise::Noise`] answers nonsense instead, for laws that hold whatever the scores.

#![allow(dead_code, reason = "every test binary uses a part of it")]

pub mod labels;
pub mod markup;
pub mod noise;
pub mod words;

use std::ops::Range;

use verbale_encoder::{Asked, Chains, Encoder, Labels, MentionScores, PairScores, PredicateScores, Window, Word};
use verbale_record::Kind;

use labels::{PROCESS, TRIGGER};
use markup::{Event, Marked, Mention, Predicate};

/// Score of what is right; everything else scores zero.
const RIGHT: f32 = 9.0;
/// Score of an argument that is marked as faint: still the best tag, but less sure than others.
const FAINT: f32 = 4.0;
/// Score of the first word of a faint predicate: one to three that it is one.
const UNLIKELY: f32 = -1.1;

/// An encoder that knows the marks of one text.
pub struct Oracle {
    marked: Marked,
    labels: Labels,
    chains: Chains,
}

/// What the oracle sees of one window; word ranges count from its first word.
pub struct Seen {
    taggers: Vec<Vec<f32>>,
    /// Predicates that lie in the window: where, and which of [`Marked::predicates`].
    predicates: Vec<(Range<usize>, usize)>,
    /// Mentions that lie in the window: where, and which of [`Marked::mentions`].
    mentions: Vec<(Range<usize>, usize)>,
}

impl Oracle {
    /// An encoder for the text with those marks, and for no other.
    pub fn new(marked: Marked) -> Self {
        Self { marked, labels: labels::labels(), chains: labels::chains() }
    }

    fn tags(&self, window: &Window<'_>, seen: &Seen, tagger: usize) -> Vec<f32> {
        let mut scores = vec![0.0; window.words.len() * 3];
        scores.iter_mut().step_by(3).for_each(|outside| *outside = RIGHT);
        if tagger > PROCESS {
            for (at, _) in outermost(&self.marked.mentions, &seen.mentions) {
                tag(&mut scores, 3, &at, 0, RIGHT);
            }
            return scores;
        }
        for (at, number) in &seen.predicates {
            let predicate = &self.marked.predicates[*number];
            if predicate.kind == tagger && predicate.faint {
                scores[at.start * 3] = 0.0;
                scores[at.start * 3 + 1] = UNLIKELY;
            } else if predicate.kind == tagger {
                tag(&mut scores, 3, at, 0, RIGHT);
            }
        }
        scores
    }

    fn labelled(&self, window: &Window<'_>, predicate: Option<&Predicate>) -> PredicateScores {
        let event = predicate.and_then(|one| one.event);
        let mode =
            |event: Event| (event.kind.to_string(), event.mode.map_or_else(String::new, |mode| mode.to_string()));
        let statuses = &self.labels.statuses;
        PredicateScores {
            stance: one_of(&self.labels.stances, predicate.map(|one| one.stance.to_string()).as_ref()),
            event_type: one_of(&self.labels.types, event.map(|event| event.kind.to_string()).as_ref()),
            mode: one_of(&self.labels.type_modes, event.map(mode).as_ref()),
            status: one_of(statuses, event.map(|event| event.status.to_string()).as_ref()),
            arguments: predicate.map_or_else(|| arguments(window, &[]), |one| arguments(window, &one.arguments)),
        }
    }
}

impl Encoder for Oracle {
    type Reading = Seen;

    fn words(&self, line: &str) -> Vec<Word> {
        words::words(line)
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn chains(&self) -> &Chains {
        &self.chains
    }

    fn read(&self, window: &Window<'_>) -> Seen {
        let within = |marks: &mut dyn Iterator<Item = &Range<usize>>| -> Vec<(Range<usize>, usize)> {
            marks.enumerate().filter_map(|(number, at)| Some((place(window, at)?, number))).collect()
        };
        let predicates = within(&mut self.marked.predicates.iter().map(|one| &one.at));
        let mentions = within(&mut self.marked.mentions.iter().map(|one| &one.at));
        let mut seen = Seen { taggers: Vec::new(), predicates, mentions };
        seen.taggers = (0..self.labels.taggers.len()).map(|tagger| self.tags(window, &seen, tagger)).collect();
        seen
    }

    fn tagger_scores<'r>(&self, reading: &'r Seen, tagger: usize) -> &'r [f32] {
        &reading.taggers[tagger]
    }

    fn predicates(&self, window: &Window<'_>, reading: &Seen, asked: &[Asked]) -> Vec<PredicateScores> {
        let which = |asked: &Asked| {
            let here = reading.predicates.iter().filter(|(at, _)| at.start == asked.first);
            here.map(|(_, number)| &self.marked.predicates[*number]).find(|one| one.kind == asked.kind)
        };
        asked.iter().map(|asked| self.labelled(window, which(asked))).collect()
    }

    fn mentions(&self, reading: &Seen, spans: &[(usize, usize)]) -> Vec<MentionScores> {
        let scores = |&(first, end): &(usize, usize)| {
            let known = reading.mentions.iter().find(|(at, _)| *at == (first..end));
            let known = known.map(|(_, number)| &self.marked.mentions[*number]);
            MentionScores {
                kind: one_of(&self.labels.kinds, known.map(|one| one.kind.to_string()).as_ref()),
                sector: one_of(&self.labels.sectors, known.map(|one| &one.sector)),
            }
        };
        spans.iter().map(scores).collect()
    }

    /// The type of the first event between the two, whatever its type if there is none.
    fn pair(
        &self,
        window: &Window<'_>,
        reading: &Seen,
        actor: Option<Range<usize>>,
        recipient: Option<Range<usize>>,
    ) -> PairScores {
        let holds = |marks: &[markup::Argument], role: usize, asked: &Option<Range<usize>>| {
            asked.is_none() || marks.iter().any(|one| one.role == role && place(window, &one.at) == *asked)
        };
        let between = |one: &&(Range<usize>, usize)| {
            let predicate = &self.marked.predicates[one.1];
            predicate.kind == TRIGGER
                && holds(&predicate.arguments, 0, &actor)
                && holds(&predicate.arguments, 1, &recipient)
        };
        let found = reading.predicates.iter().find(between);
        let kind = found.and_then(|one| self.marked.predicates[one.1].event).map(|event| event.kind.to_string());
        PairScores {
            plover: one_of(&self.labels.types, kind.as_ref()),
            plv: one_of(&self.labels.plv, kind.as_ref()),
            trigger: found.map_or(0, |one| one.0.start),
        }
    }
}

/// The words of a window that share a byte with a mark; `None` if the mark does not wholly lie in the window.
fn place(window: &Window<'_>, at: &Range<usize>) -> Option<Range<usize>> {
    let (first, last) = (window.words.first()?, window.words.last()?);
    let start = window.words.partition_point(|word| word.end <= at.start);
    let end = window.words.partition_point(|word| word.start < at.end);
    (first.start <= at.start && at.end <= last.end && start < end).then_some(start..end)
}

/// The mentions that the mention tagger is taught: no processes, and none that lies in another.
fn outermost(mentions: &[Mention], seen: &[(Range<usize>, usize)]) -> Vec<(Range<usize>, usize)> {
    let plain: Vec<_> = seen.iter().filter(|(_, number)| mentions[*number].kind != Kind::Process).collect();
    let outer = |at: &Range<usize>| {
        !plain.iter().any(|(other, _)| other != at && other.start <= at.start && at.end <= other.end)
    };
    plain.iter().filter(|(at, _)| outer(at)).map(|one| (*one).clone()).collect()
}

/// Argument scores of a window: seven tags a word.
fn arguments(window: &Window<'_>, marks: &[markup::Argument]) -> Vec<f32> {
    let mut scores = vec![0.0; window.words.len() * 7];
    scores.iter_mut().step_by(7).for_each(|none| *none = RIGHT);
    for mark in marks {
        if let Some(at) = place(window, &mark.at) {
            tag(&mut scores, 7, &at, mark.role, if mark.faint { FAINT } else { RIGHT });
        }
    }
    scores
}

/// Scores the words of a range as first and further words of a role.
fn tag(scores: &mut [f32], tags: usize, at: &Range<usize>, role: usize, score: f32) {
    for word in at.clone() {
        let tag = 1 + 2 * role + usize::from(word > at.start);
        scores[word * tags..(word + 1) * tags].fill(0.0);
        scores[word * tags + tag] = score;
    }
}

/// Scores that name one label, or none.
fn one_of<T: PartialEq>(labels: &[T], right: Option<&T>) -> Vec<f32> {
    labels.iter().map(|label| if Some(label) == right { RIGHT } else { 0.0 }).collect()
}
