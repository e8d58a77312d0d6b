//! Puts together what the windows of a text say.

use std::collections::BTreeMap;

use verbale_encoder::MentionScores;
use verbale_record::Kind;

use super::labels::Labels;
use super::window::{ACTOR, Argument, CONTENT, CUE, Predicate, RECIPIENT, SOURCE, TRIGGER, VIA, WindowFound};
use super::{Attribution, Doubt, Event, Found, Mention, Process, Reason, probability};
use crate::span::{Byte, Span};
use crate::text::Text;

/// Everything that the windows say, in order of the text, with who holds what.
pub(super) fn assemble(text: &Text<'_>, windows: Vec<WindowFound>, labels: &Labels) -> Found {
    let mut found = Found::default();
    let mut mentions = BTreeMap::new();
    for window in windows {
        for predicate in &window.predicates {
            add_predicate(text, predicate, labels, &mut found);
        }
        for (words, scores) in window.mentions {
            mentions.insert(text.bytes(words), scores);
        }
        let doubt = |(words, reason, probability)| Doubt { span: text.bytes(words), reason, probability };
        found.doubts.extend(window.doubts.into_iter().map(doubt));
    }
    found.attributions.sort_by_key(place);
    found.events.sort_by_key(|event| event.trigger);
    found.processes.sort_by_key(|process| process.span);
    found.doubts.sort_by_key(|doubt| doubt.span);
    nest(&mut found);
    found.mentions = label_mentions(&mentions, &found.processes, labels);
    found
}

/// Where a statement stands: at its cue, else at its content.
fn place(attribution: &Attribution) -> (Span<Byte>, Span<Byte>) {
    (attribution.cue.unwrap_or(attribution.content[0]), attribution.content[0])
}

fn add_predicate(text: &Text<'_>, predicate: &Predicate, labels: &Labels, found: &mut Found) {
    let span = text.bytes(predicate.words);
    let doubt = |reason| Doubt { span, reason, probability: predicate.sure };
    match predicate.kind {
        CUE => match attribution(text, predicate, labels) {
            Some(attribution) => found.attributions.push(attribution),
            None => found.doubts.push(doubt(Reason::NoContent)),
        },
        TRIGGER => match event(text, predicate, labels) {
            Some(event) => found.events.push(event),
            None => found.doubts.push(doubt(Reason::NoActorNoRecipient)),
        },
        _ => found.processes.push(Process { span, parties: spans(text, predicate, 0) }),
    }
}

/// Bytes of the arguments of one role.
fn spans(text: &Text<'_>, predicate: &Predicate, role: usize) -> Vec<Span<Byte>> {
    predicate.taken(role).map(|argument| text.bytes(argument.words)).collect()
}

fn attribution(text: &Text<'_>, predicate: &Predicate, labels: &Labels) -> Option<Attribution> {
    let content: Vec<&Argument> = predicate.taken(CONTENT).collect();
    let first = content.first()?;
    // A bare quotation has no cue: there the tagger marks the first word of the content itself.
    let cue = (!content.iter().any(|piece| piece.words.overlaps(predicate.words))).then(|| text.bytes(predicate.words));
    let sure: Vec<f32> = content.iter().map(|piece| piece.sure).collect();
    debug_assert!(!first.words.is_empty());
    Some(Attribution {
        source: spans(text, predicate, SOURCE),
        cue,
        content: spans(text, predicate, CONTENT),
        via: spans(text, predicate, VIA),
        stances: probability::ranked(&labels.stances, &predicate.scores.stance),
        within: None,
        cue_probability: predicate.sure,
        content_probability: probability::mean(&sure),
    })
}

fn event(text: &Text<'_>, predicate: &Predicate, labels: &Labels) -> Option<Event> {
    let (actor, recipient) = (spans(text, predicate, ACTOR), spans(text, predicate, RECIPIENT));
    if actor.is_empty() && recipient.is_empty() {
        return None;
    }
    let types = probability::ranked(&labels.types, &predicate.scores.event_type);
    Some(Event {
        trigger: text.bytes(predicate.words),
        actor,
        recipient,
        mode: labels.best_mode(&predicate.scores.mode, types[0].0),
        types,
        statuses: probability::ranked(&labels.statuses, &predicate.scores.status),
        within: None,
        trigger_probability: predicate.sure,
    })
}

/// Says of every statement and event which statement holds it: the one with the least content around its own.
fn nest(found: &mut Found) {
    let contents: Vec<(usize, Vec<Span<Byte>>)> = found
        .attributions
        .iter()
        .map(|a| (a.content.iter().map(|piece| piece.len()).sum(), a.content.clone()))
        .collect();
    let holder = |pieces: &[Span<Byte>], longer_than: usize| {
        let holds = |outer: &[Span<Byte>]| pieces.iter().all(|piece| outer.iter().any(|o| o.holds(*piece)));
        let around = contents.iter().enumerate().filter(|(_, (length, outer))| *length > longer_than && holds(outer));
        around.min_by_key(|(_, (length, _))| *length).map(|(number, _)| number)
    };
    for (attribution, (length, _)) in found.attributions.iter_mut().zip(&contents) {
        attribution.within = holder(&attribution.content, *length);
    }
    for event in &mut found.events {
        event.within = holder(&[event.trigger], 0);
    }
}

fn label_mentions(
    scores: &BTreeMap<Span<Byte>, MentionScores>,
    processes: &[Process],
    labels: &Labels,
) -> Vec<Mention> {
    let label = |(span, scores): (&Span<Byte>, &MentionScores)| {
        let is_process = processes.binary_search_by_key(span, |process| process.span).is_ok();
        let kind = if is_process { Kind::Process } else { labels.kinds[probability::best(&scores.kind).0] };
        let plain = matches!(kind, Kind::Place | Kind::Process);
        let sector = if plain { String::new() } else { labels.sectors[probability::best(&scores.sector).0].clone() };
        Mention { span: *span, kind, sector }
    };
    scores.iter().map(label).collect()
}
