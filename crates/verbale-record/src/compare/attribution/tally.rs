//! Counts attributions article by article: a port of `score.py` of the `PolNeAR` data.

use crate::compare::attribution::figures::{Figures, LabelFigures, Rates};
use crate::compare::attribution::label::{CONTENT, LABELS, Roles, SOURCE, single_runs};
use crate::compare::attribution::matching::matching;
use crate::compare::attribution::set::{Set, common, jaccard, set, shared};
use crate::compare::attribution::tokens::Tokens;

/// The least Jaccard of two roles that stand for the same.
const SAME: f64 = 0.5;

/// Counts over all articles so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    articles: usize,
    tokens: usize,
    gold: usize,
    predicted: usize,
    labels: [LabelTally; 3],
    full: usize,
    without_cue: usize,
    exact: usize,
    linkable: usize,
    linked: usize,
}

/// Counts of one role.
#[derive(Debug, Default)]
struct LabelTally {
    /// Tokens that gold has, that are predicted, that are both.
    tokens: Counts,
    /// Spans, each the whole of one role of one attribution, that differ within their article.
    spans: Counts,
    same_without_edges: usize,
    overlapping: usize,
    half: usize,
    /// Sum over predicted spans of the share that gold labels too, and the other way round.
    soft: [f64; 2],
    /// Uninterrupted runs that are the same.
    runs: Counts,
    same_start: usize,
    run_overlap: f64,
    run_overlaps: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    gold: usize,
    predicted: usize,
    same: usize,
}

impl Tally {
    /// Adds one article.
    pub(crate) fn count(&mut self, tokens: &Tokens, gold: &[Roles], predicted: &[Roles]) {
        self.articles += 1;
        self.tokens += tokens.len();
        self.gold += gold.len();
        self.predicted += predicted.len();
        let (gold_runs, predicted_runs) = (single_runs(tokens, gold), single_runs(tokens, predicted));
        for (label, tally) in self.labels.iter_mut().enumerate() {
            tally.count_spans(tokens, &of(gold, label), &of(predicted, label));
            tally.count_runs(&gold_runs[label], &predicted_runs[label]);
        }
        self.count_whole(gold, predicted);
    }

    fn count_whole(&mut self, gold: &[Roles], predicted: &[Roles]) {
        let both = |labels: &'static [usize]| {
            move |a: &Roles, b: &Roles| {
                labels.iter().all(|&l| jaccard(&a[l], &b[l]) >= SAME)
                    && labels.iter().any(|&l| shared(&a[l], &b[l]) > 0)
            }
        };
        self.full += matching(gold, predicted, both(&[0, 1, 2]), weight).len();
        self.without_cue += matching(gold, predicted, both(&[SOURCE, CONTENT]), weight).len();
        self.exact += common(gold.to_vec(), predicted.to_vec());

        let with_content = |all: &[Roles]| all.iter().filter(|roles| !roles[CONTENT].is_empty()).cloned().collect();
        let (gold, predicted): (Vec<Roles>, Vec<Roles>) = (with_content(gold), with_content(predicted));
        let same_content = |a: &Roles, b: &Roles| jaccard(&a[CONTENT], &b[CONTENT]) >= SAME;
        let pairs = matching(&gold, &predicted, same_content, weight);
        self.linkable += pairs.len();
        self.linked += pairs.iter().filter(|&&(i, j)| jaccard(&gold[i][SOURCE], &predicted[j][SOURCE]) >= SAME).count();
    }

    /// The figures of all articles.
    pub(crate) fn figures(self) -> Figures {
        let of = [self.predicted, self.gold];
        let [source, cue, content] = self.labels.map(|label| label.figures());
        let macro_f1 =
            [&source, &cue, &content].iter().fold(0.0, |sum, label| sum + label.token.f1) / LABELS.len() as f64;
        let accuracy = if self.linkable == 0 { 0.0 } else { (100 * self.linked) as f64 / self.linkable as f64 };
        Figures {
            articles: self.articles,
            tokens: self.tokens,
            gold_attributions: self.gold,
            predicted_attributions: self.predicted,
            source,
            cue,
            content,
            token_macro_f1: macro_f1,
            full_attribution: Rates::counted(self.full, of),
            source_and_content: Rates::counted(self.without_cue, of),
            full_exact: Rates::counted(self.exact, of),
            linking_accuracy: (accuracy, self.linkable),
        }
    }
}

impl LabelTally {
    fn count_spans(&mut self, tokens: &Tokens, gold: &[&Set], predicted: &[&Set]) {
        let all = |spans: &[&Set]| set(spans.iter().flat_map(|span| span.iter().copied()));
        let (gold_tokens, predicted_tokens) = (all(gold), all(predicted));
        self.tokens.gold += gold_tokens.len();
        self.tokens.predicted += predicted_tokens.len();
        self.tokens.same += shared(&gold_tokens, &predicted_tokens);

        let (gold, predicted) = (differing(gold), differing(predicted));
        self.spans.gold += gold.len();
        self.spans.predicted += predicted.len();
        self.spans.same += common(gold.clone(), predicted.clone());
        let without_edges = |spans: &[&Set]| spans.iter().map(|span| tokens.without_edges(span)).collect();
        self.same_without_edges += common::<Set>(without_edges(&gold), without_edges(&predicted));
        let closeness = |a: &&Set, b: &&Set| jaccard(a, b);
        self.overlapping += matching(&gold, &predicted, |a, b| shared(a, b) > 0, closeness).len();
        self.half += matching(&gold, &predicted, |a, b| jaccard(a, b) >= SAME, closeness).len();
        let soft = |spans: &[&Set], tokens: &[usize]| {
            spans.iter().fold(0.0, |sum, span| sum + shared(span, tokens) as f64 / span.len() as f64)
        };
        self.soft[0] += soft(&predicted, &gold_tokens);
        self.soft[1] += soft(&gold, &predicted_tokens);
    }

    fn count_runs(&mut self, gold: &[[usize; 2]], predicted: &[[usize; 2]]) {
        self.runs.gold += gold.len();
        self.runs.predicted += predicted.len();
        self.runs.same += common(gold.to_vec(), predicted.to_vec());
        let starts = |runs: &[[usize; 2]]| runs.iter().map(|run| run[0]).collect();
        self.same_start += common::<usize>(starts(gold), starts(predicted));
        let touch = |a: &[usize; 2], b: &[usize; 2]| b[0] < a[1] && a[0] < b[1];
        for a in gold {
            let overlaps = predicted.iter().filter(|b| touch(a, b)).map(|b| run_overlap(*a, *b));
            self.run_overlap += overlaps.fold(0.0, f64::max);
        }
        let alone = predicted.iter().filter(|b| !gold.iter().any(|a| touch(a, b))).count();
        self.run_overlaps += gold.len() + alone;
    }

    fn figures(&self) -> LabelFigures {
        let of_spans = [self.spans.predicted, self.spans.gold];
        let of_runs = [self.runs.predicted, self.runs.gold];
        let overlaps = self.run_overlaps;
        LabelFigures {
            token: Rates::counted(self.tokens.same, [self.tokens.predicted, self.tokens.gold]),
            spans: (self.spans.gold, self.spans.predicted),
            exact: Rates::counted(self.spans.same, of_spans),
            exact_edge: Rates::counted(self.same_without_edges, of_spans),
            overlap: Rates::counted(self.overlapping, of_spans),
            half: Rates::counted(self.half, of_spans),
            soft: Rates::shared(self.soft, of_spans),
            fragment_exact: Rates::counted(self.runs.same, of_runs),
            fragment_start: Rates::counted(self.same_start, of_runs),
            fragment_overlap: if overlaps == 0 { 100.0 } else { 100.0 * self.run_overlap / overlaps as f64 },
        }
    }
}

/// One role of every attribution that has it.
fn of(attributions: &[Roles], label: usize) -> Vec<&Set> {
    attributions.iter().map(|roles| &roles[label]).filter(|set| !set.is_empty()).collect()
}

/// The spans without repetitions, in order of their first.
fn differing<'a>(spans: &[&'a Set]) -> Vec<&'a Set> {
    let mut seen = std::collections::HashSet::new();
    spans.iter().copied().filter(|span| seen.insert(*span)).collect()
}

/// How alike two attributions are, over all roles.
fn weight(a: &Roles, b: &Roles) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + jaccard(a, b))
}

/// Shared tokens of two runs over the stretch that both span.
fn run_overlap(a: [usize; 2], b: [usize; 2]) -> f64 {
    let shared = a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
    shared as f64 / (a[1].max(b[1]) - a[0].min(b[0])) as f64
}
