//! Reads one window: predicates first, then what each of them takes, then what the expressions found stand for.

use std::collections::BTreeSet;

use verbale_encoder::{Asked, Encoder, MentionScores, PredicateScores, Window};

use super::chain::{self, Run, Tagging};
use super::{Reason, roles};
use crate::span::{Span, Token};
use crate::text::Text;

/// Numbers of the taggers, and of the predicate kinds, in the order that [`super::Labels::new`] checks.
pub(super) const CUE: usize = 0;
pub(crate) const TRIGGER: usize = 1;
pub(super) const PROCESS: usize = 2;
const MENTION: usize = 3;

/// Numbers of a cue's roles.
pub(super) const SOURCE: usize = 0;
pub(super) const CONTENT: usize = 1;
pub(super) const VIA: usize = 2;
/// Numbers of a trigger's roles.
pub(super) const ACTOR: usize = 0;
pub(super) const RECIPIENT: usize = 1;

/// A word that begins no predicate on the best path is told as a doubt from this probability on.
const DOUBT_FROM: f32 = 0.2;

/// What one window says; spans are words of the whole text.
pub(super) struct WindowFound {
    pub predicates: Vec<Predicate>,
    pub mentions: Vec<(Span<Token>, MentionScores)>,
    pub doubts: Vec<(Span<Token>, Reason, f32)>,
}

/// A cue, trigger or process with its arguments.
pub(super) struct Predicate {
    /// [`CUE`], [`TRIGGER`] or [`PROCESS`].
    pub kind: usize,
    pub words: Span<Token>,
    pub sure: f32,
    pub arguments: Vec<Argument>,
    pub scores: PredicateScores,
}

/// Words with a role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Argument {
    pub role: usize,
    pub words: Span<Token>,
    pub sure: f32,
}

impl Predicate {
    /// The arguments of one role.
    pub fn taken(&self, role: usize) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(move |argument| argument.role == role)
    }
}

/// Reads the words `span` of a text.
pub(super) fn read(text: &Text<'_>, span: Span<Token>, encoder: &impl Encoder) -> WindowFound {
    let window = Window { words: &text.words[span.range()], line: &text.line[span.range()] };
    let reading = encoder.read(&window);
    let taggings: Vec<Tagging> = (0..=MENTION)
        .map(|tagger| chain::decode(encoder.tagger_scores(&reading, tagger), &encoder.chains().taggers[tagger]))
        .collect();
    let runs = |tagging: &Tagging| without_line_ends(text, span.start, chain::runs(tagging));
    let found: Vec<(usize, Run)> =
        (CUE..=PROCESS).flat_map(|kind| runs(&taggings[kind]).into_iter().map(move |run| (kind, run))).collect();
    let asked: Vec<Asked> =
        found.iter().map(|(kind, run)| Asked { kind: *kind, first: run.start, end: run.end }).collect();
    let scores = encoder.predicates(&window, &reading, &asked);
    let predicates: Vec<Predicate> = found
        .iter()
        .zip(scores)
        .map(|(&(kind, run), scores)| {
            let tagging = chain::decode(&scores.arguments, &encoder.chains().arguments[kind]);
            let arguments = roles::choose(text, span.start, kind, &runs(&tagging));
            Predicate { kind, words: moved(run, span.start), sure: run.sure, arguments, scores }
        })
        .collect();
    let mentions = mention_spans(&predicates, &runs(&taggings[MENTION]), span.start);
    let inside: Vec<(usize, usize)> = mentions.iter().map(|m| (m.start - span.start, m.end - span.start)).collect();
    let mut doubts = doubts(encoder, &reading, &taggings, span.start);
    doubts.retain(|(word, ..)| !text.is_line_end(word.start));
    WindowFound {
        predicates,
        mentions: mentions.into_iter().zip(encoder.mentions(&reading, &inside)).collect(),
        doubts,
    }
}

/// Runs without the line ends at their edges (`by` words stand before the window); of a run of line ends alone nothing stays.
fn without_line_ends(text: &Text<'_>, by: usize, mut runs: Vec<Run>) -> Vec<Run> {
    for run in &mut runs {
        while run.start < run.end && text.is_line_end(run.end - 1 + by) {
            run.end -= 1;
        }
        while run.start < run.end && text.is_line_end(run.start + by) {
            run.start += 1;
        }
    }
    runs.retain(|run| run.start < run.end);
    runs
}

/// A run of words of a window as words of the whole text.
fn moved(run: Run, by: usize) -> Span<Token> {
    Span::new(run.start + by, run.end + by)
}

/// Every expression whose kind is asked for: what the mention tagger found, processes, and what stands in a role other than content.
fn mention_spans(predicates: &[Predicate], tagged: &[Run], by: usize) -> Vec<Span<Token>> {
    let mut spans: BTreeSet<Span<Token>> = tagged.iter().map(|run| moved(*run, by)).collect();
    for predicate in predicates {
        if predicate.kind == PROCESS {
            spans.insert(predicate.words);
        }
        let named = predicate.arguments.iter().filter(|a| predicate.kind != CUE || a.role != CONTENT);
        spans.extend(named.map(|argument| argument.words));
    }
    spans.into_iter().collect()
}

/// Words that might begin a cue or a trigger but do not on the best path.
fn doubts<E: Encoder>(
    encoder: &E,
    reading: &E::Reading,
    taggings: &[Tagging],
    by: usize,
) -> Vec<(Span<Token>, Reason, f32)> {
    let mut out = Vec::new();
    for (kind, reason) in [(CUE, Reason::UnlikelyCue), (TRIGGER, Reason::UnlikelyTrigger)] {
        let begins = chain::probability_of(encoder.tagger_scores(reading, kind), &encoder.chains().taggers[kind], 1);
        for (word, probability) in begins.into_iter().enumerate() {
            if taggings[kind].tags[word] == 0 && probability >= DOUBT_FROM {
                out.push((Span::new(word + by, word + by + 1), reason, probability));
            }
        }
    }
    out
}
