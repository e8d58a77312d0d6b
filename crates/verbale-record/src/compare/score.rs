//! Compares one predicted record with its gold one: a port of `score.py` of the annotation guide.

use std::collections::{BTreeSet, HashMap};

use crate::Kind;
use crate::compare::overlap::{greedy, jaccard, touch};
use crate::compare::reading::{Done, Groups, Mentioned, Reading, Said};
use crate::compare::tally::Tally;

/// The least Jaccard of two spans, or of two contents, that stand for the same.
const SAME: f64 = 0.5;
/// The least Jaccard of two processes.
const SAME_PROCESS: f64 = 0.3;

/// Counts one record.
pub(crate) fn count(gold: &Reading, predicted: &Reading, tally: &mut Tally) {
    let pair = Pair::new(gold, predicted);
    pair.count_mentions(tally);
    pair.count_statements(tally);
    pair.count_events(tally);
    pair.count_parties(tally);
}

/// One gold record beside its prediction.
struct Pair<'a> {
    gold: &'a Reading,
    predicted: &'a Reading,
    gold_groups: Groups<'a>,
    predicted_groups: Groups<'a>,
    /// Predicted name by gold name of the statements that belong together.
    named: HashMap<&'a str, &'a str>,
    /// The same as indices, in order of gold.
    statements: Vec<(usize, usize)>,
}

impl<'a> Pair<'a> {
    fn new(gold: &'a Reading, predicted: &'a Reading) -> Self {
        let golds: Vec<&Said> = gold.statements.values().collect();
        let predictions: Vec<&Said> = predicted.statements.values().collect();
        // A shared cue decides between statements of the same content.
        let similarity =
            |a: &&Said, b: &&Said| jaccard(&a.content, &b.content) + if touch(&a.cue, &b.cue) { 0.01 } else { 0.0 };
        let statements = greedy(&golds, &predictions, similarity, SAME);
        let key = |record: &'a Reading, i| record.statements.get_index(i).map_or("", |(name, _)| name.as_str());
        let named = statements.iter().map(|&(i, j)| (key(gold, i), key(predicted, j))).collect();
        Self { gold, predicted, gold_groups: gold.groups(), predicted_groups: predicted.groups(), named, statements }
    }

    fn count_mentions(&self, tally: &mut Tally) {
        let golds: Vec<&Mentioned> = self.gold.mentions.values().collect();
        let predictions: Vec<&Mentioned> = self.predicted.mentions.values().collect();
        let similarity =
            |a: &&Mentioned, b: &&Mentioned| if a.kind == b.kind { jaccard(&[a.span], &[b.span]) } else { 0.0 };
        let pairs = greedy(&golds, &predictions, similarity, SAME);
        tally.add("mentions", pairs.len(), [golds.len(), predictions.len()]);
    }

    fn count_statements(&self, tally: &mut Tally) {
        let of = [self.gold.statements.len(), self.predicted.statements.len()];
        let mut add = |row, right: &dyn Fn(&Said, &Said) -> bool| {
            let count = self
                .statements
                .iter()
                .filter(|&&(i, j)| right(&self.gold.statements[i], &self.predicted.statements[j]));
            tally.add(row, count.count(), of);
        };
        add("statements", &|_, _| true);
        add(" + source", &|a, b| self.same_source(a, b));
        add(" + cue", &|a, b| touch(&a.cue, &b.cue) || (a.cue.is_empty() && b.cue.is_empty()));
        add(" + speaker", &|a, b| self.same_speaker(a, b));
        add(" + stance", &|a, b| a.stance == b.stance);
        let chains = self.gold.statements.keys().filter(|name| self.chain(name));
        tally.add(" + chain", chains.count(), of);
    }

    fn count_events(&self, tally: &mut Tally) {
        let (golds, predictions) = (&self.gold.events, &self.predicted.events);
        let similarity = |a: &Done, b: &Done| {
            if a.kind != b.kind || !touch(&[a.trigger], &[b.trigger]) {
                return 0.0;
            }
            // The same actors decide between events of the same trigger.
            1.0 + 0.1 * if self.same_entities(&a.actor, &b.actor) { 1.0 } else { 0.0 }
        };
        let pairs = greedy(golds, predictions, similarity, SAME);
        let of = [golds.len(), predictions.len()];
        let mut add = |row, right: &dyn Fn(&Done, &Done) -> bool| {
            tally.add(row, pairs.iter().filter(|&&(i, j)| right(&golds[i], &predictions[j])).count(), of);
        };
        let roles = |a: &Done, b: &Done| {
            self.same_entities(&a.actor, &b.actor) && self.same_entities(&a.recipient, &b.recipient)
        };
        let status = |a: &Done, b: &Done| a.status == b.status;
        let holder = |a: &Done, b: &Done| self.same_holder(a, b);
        add("events", &|_, _| true);
        add("events + roles", &roles);
        add("events + status", &status);
        add("events + holder", &holder);
        add("events + all", &|a, b| roles(a, b) && status(a, b) && holder(a, b));
    }

    fn count_parties(&self, tally: &mut Tally) {
        let (golds, predictions) = (processes(self.gold), processes(self.predicted));
        let similarity = |a: &&Mentioned, b: &&Mentioned| {
            if self.same_entities(&a.parties, &b.parties) { jaccard(&[a.span], &[b.span]) } else { 0.0 }
        };
        let pairs = greedy(&golds, &predictions, similarity, SAME_PROCESS);
        tally.add("parties", pairs.len(), [golds.len(), predictions.len()]);
    }

    /// Whether the sources overlap, or both are missing.
    fn same_source(&self, a: &Said, b: &Said) -> bool {
        if a.source.is_empty() || b.source.is_empty() {
            return a.source.is_empty() && b.source.is_empty();
        }
        jaccard(&self.gold.spans(&a.source), &self.predicted.spans(&b.source)) >= SAME
    }

    /// Whether the sources have the same codes, or both are missing.
    fn same_speaker(&self, a: &Said, b: &Said) -> bool {
        if a.source.is_empty() || b.source.is_empty() {
            return a.source.is_empty() && b.source.is_empty();
        }
        self.gold_groups.codes(&a.source) == self.predicted_groups.codes(&b.source)
    }

    /// Whether each gold actor is met by exactly one predicted actor and the other way round.
    fn same_entities(&self, gold: &[String], predicted: &[String]) -> bool {
        let similarity = |a: &String, b: &String| {
            let b = self.predicted.spans(std::slice::from_ref(b));
            self.gold_groups.entity(a).into_iter().map(|span| jaccard(&[span], &b)).fold(0.0, f64::max)
        };
        gold.len() == predicted.len() && greedy(gold, predicted, similarity, SAME).len() == gold.len()
    }

    /// Whether the statement of this gold name and all that enclose it are found, each with its source.
    fn chain(&self, name: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut name = name;
        loop {
            let Some(&found) = self.named.get(name) else { return false };
            if !seen.insert(name) {
                return false;
            }
            let (a, b) = (&self.gold.statements[name], &self.predicted.statements[found]);
            if !self.same_source(a, b) {
                return false;
            }
            match (a.within.as_deref(), b.within.as_deref()) {
                (None, None) => return true,
                (Some(outer), Some(held)) if self.named.get(outer) == Some(&held) => name = outer,
                _ => return false,
            }
        }
    }

    /// Whether the same statement vouches for both events, or the text for both.
    fn same_holder(&self, a: &Done, b: &Done) -> bool {
        match (a.within.as_deref(), b.within.as_deref()) {
            (None, None) => true,
            (Some(outer), Some(held)) => self.named.get(outer) == Some(&held) && self.chain(outer),
            _ => false,
        }
    }
}

/// The processes whose parties are known.
fn processes(record: &Reading) -> Vec<&Mentioned> {
    record.mentions.values().filter(|m| m.kind == Kind::Process && !m.parties.is_empty()).collect()
}
