//! Writes down what was found and resolved as a record.
//!
//! Takes  a [`Document`], [`Found`] and [`Resolved`].
//! Gives  a [`Record`] in the format `verbale/1`: spans in code points, everything named in order of the text.
//! Fails  never; what the record cannot hold is not found by the stages before.
//! Never  adds, drops or moves a span.

use std::collections::HashMap;

use indexmap::IndexMap;
use verbale_record::{Entity, Event, FORMAT, Mention, Notice, Record, Statement};

use crate::article::Document;
use crate::resolve::Resolved;
use crate::span::{Byte, Span};
use crate::spans::{self, Found};

/// The record of an article.
pub fn record(document: Document, found: &Found, resolved: &Resolved) -> Record {
    let names = Names::new(found, resolved, &document.text);
    Record {
        id: document.id,
        format: FORMAT.to_owned(),
        mentions: names.mentions(found),
        entities: names.entities(resolved, &document.text),
        statements: names.statements(found),
        events: found.events.iter().map(|event| names.event(event)).collect(),
        article: document.article,
        notices: document.notices,
        text: document.text,
    }
}

/// Names of mentions, entities and statements, and spans in code points.
struct Names {
    points: CodePoints,
    mention: HashMap<Span<Byte>, String>,
    entity: HashMap<Span<Byte>, String>,
}

impl Names {
    fn new(found: &Found, resolved: &Resolved, text: &str) -> Self {
        let mention = found.mentions.iter().enumerate().map(|(i, m)| (m.span, format!("m{}", i + 1))).collect();
        let of_entity = |(i, entity): (usize, &crate::resolve::Entity)| {
            entity.mentions.iter().map(move |span| (*span, format!("e{}", i + 1))).collect::<Vec<_>>()
        };
        let entity = resolved.entities.iter().enumerate().flat_map(of_entity).collect();
        Self { points: CodePoints::new(text), mention, entity }
    }

    fn span(&self, bytes: Span<Byte>) -> verbale_record::Span {
        verbale_record::Span { start: self.points.at(bytes.start), end: self.points.at(bytes.end) }
    }

    fn spans(&self, bytes: &[Span<Byte>]) -> Vec<verbale_record::Span> {
        bytes.iter().map(|span| self.span(*span)).collect()
    }

    fn named(&self, spans: &[Span<Byte>]) -> Vec<String> {
        spans.iter().map(|span| self.mention[span].clone()).collect()
    }

    fn mentions(&self, found: &Found) -> IndexMap<String, Mention> {
        let parties = |span| {
            found.processes.iter().find(|process| process.span == span).map(|process| self.named(&process.parties))
        };
        let mention = |mention: &spans::Mention| Mention {
            span: self.span(mention.span),
            kind: mention.kind,
            entity: self.entity.get(&mention.span).cloned(),
            parties: parties(mention.span).unwrap_or_default(),
        };
        found.mentions.iter().map(|one| (self.mention[&one.span].clone(), mention(one))).collect()
    }

    fn entities(&self, resolved: &Resolved, text: &str) -> IndexMap<String, Entity> {
        let entity = |entity: &crate::resolve::Entity| Entity {
            name: text[entity.name.range()].to_owned(),
            kind: entity.kind,
            code: entity.code.clone(),
            mentions: self.named(&entity.mentions),
        };
        resolved.entities.iter().enumerate().map(|(i, one)| (format!("e{}", i + 1), entity(one))).collect()
    }

    fn statements(&self, found: &Found) -> IndexMap<String, Statement> {
        let statement = |one: &spans::Attribution| Statement {
            source: self.named(&one.source),
            cue: self.spans(one.cue.as_slice()),
            content: self.spans(&one.content),
            stance: one.stances[0].0,
            within: one.within.map(statement_name),
            via: self.named(&one.via),
            confidence: hundredths(one.cue_probability * one.content_probability),
        };
        found.attributions.iter().enumerate().map(|(i, one)| (statement_name(i), statement(one))).collect()
    }

    fn event(&self, event: &spans::Event) -> Event {
        let (kind, probability) = event.types[0];
        Event {
            kind,
            mode: event.mode,
            quad: kind.quad(),
            score: kind.score(),
            actor: self.named(&event.actor),
            recipient: self.named(&event.recipient),
            trigger: self.span(event.trigger),
            status: event.statuses[0].0,
            within: event.within.map(statement_name),
            confidence: hundredths(event.trigger_probability * probability),
        }
    }
}

/// Name of the statement with that number.
pub fn statement_name(number: usize) -> String {
    format!("s{}", number + 1)
}

/// A probability to two digits: more would claim to know more than is known.
fn hundredths(probability: f32) -> f32 {
    (probability * 100.0).round() / 100.0
}

/// A notice about words, or about the whole text.
pub fn notice(kind: &str, message: String) -> Notice {
    Notice { kind: kind.to_owned(), message, span: None }
}

/// Counts code points before a byte of a text.
struct CodePoints {
    /// Code points before every [`Self::STEP`]th byte.
    before: Vec<usize>,
    /// For each byte whether a code point starts there; empty for a text of ASCII alone.
    starts: Vec<bool>,
}

impl CodePoints {
    const STEP: usize = 64;

    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { before: Vec::new(), starts: Vec::new() };
        }
        let starts: Vec<bool> = text.bytes().map(|byte| byte & 0xC0 != 0x80).collect();
        let mut before = vec![0];
        for block in starts.chunks(Self::STEP) {
            before.push(before[before.len() - 1] + block.iter().filter(|start| **start).count());
        }
        Self { before, starts }
    }

    fn at(&self, byte: usize) -> usize {
        if self.starts.is_empty() {
            return byte;
        }
        let block = byte / Self::STEP;
        let rest = &self.starts[block * Self::STEP..byte.min(self.starts.len())];
        self.before[block] + rest.iter().filter(|start| **start).count()
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn code_points_are_counted_as_python_counts_them() {
        let text = "Zürich’s 🙂 e\u{301}tat — ".repeat(9);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }
}
