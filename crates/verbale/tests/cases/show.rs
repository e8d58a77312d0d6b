//! A record in short lines.
//!
//! ```text
//! s1 SOURCE + SOURCE | cue | content … content | stance | via OUTLET | within s2
//! TYPE/mode ACTOR > RECIPIENT + RECIPIENT | trigger | status | within s1
//! process WORDS = PARTY + PARTY
//! notice kind
//! ```
//!
//! and, where the block asks for it, `entity NAME | kind code | mention, mention`, `doubt words | reason` and
//! `window WORDS | first … last`. `-` stands for none, `Russia#2` for the second `Russia` of the text.

use verbale::Reading;
use verbale::span::{Byte, Span as Range, Token};
use verbale_record::{Event, Record, Span, Statement};

use crate::oracle::words::is_invisible;

/// Words from which on the middle is left out.
const LONG: usize = 110;

/// The lines of a reading; `shown` says what is written beyond the usual.
pub fn lines(reading: &Reading, windows: &[(Range<Token>, Range<Byte>)], shown: &[String]) -> Vec<String> {
    let asked = |what: &str| shown.iter().any(|one| one == what);
    let record = &reading.record;
    let show = Show { record, text: record.text.chars().collect(), offsets: asked("offsets") };
    let mut out: Vec<String> = record.statements.iter().map(|(name, one)| show.statement(name, one)).collect();
    out.extend(record.events.iter().map(|event| show.event(event)));
    let processes = record.mentions.values().filter(|mention| mention.kind.as_str() == "process");
    out.extend(
        processes.map(|one| format!("process {} = {}", show.words(one.span), show.mentions(&one.parties, " + "))),
    );
    out.extend(record.notices.iter().map(|notice| format!("notice {}", notice.kind)));
    if asked("entities") {
        out.extend(show.entities());
    }
    let bytes = |span: Range<Byte>| show.words(show.points(span));
    if asked("doubts") {
        out.extend(
            reading.found.doubts.iter().map(|doubt| format!("doubt {} | {:?}", bytes(doubt.span), doubt.reason)),
        );
    }
    if asked("windows") {
        out.extend(windows.iter().map(|(words, span)| format!("window {words:?} | {}", bytes(*span))));
    }
    if out.is_empty() { vec!["(nothing)".to_owned()] } else { out }
}

struct Show<'a> {
    record: &'a Record,
    text: Vec<char>,
    offsets: bool,
}

impl Show<'_> {
    fn statement(&self, name: &str, one: &Statement) -> String {
        let source = self.mentions(&one.source, " + ");
        let via = if one.via.is_empty() { String::new() } else { format!(" | via {}", self.mentions(&one.via, " + ")) };
        let (cue, content, within) = (self.pieces(&one.cue), self.pieces(&one.content), within(one.within.as_ref()));
        format!("{name} {source} | {cue} | {content} | {}{via}{within}", one.stance)
    }

    fn event(&self, event: &Event) -> String {
        let mode = event.mode.map_or_else(String::new, |mode| format!("/{mode}"));
        let (actor, recipient) = (self.mentions(&event.actor, " + "), self.mentions(&event.recipient, " + "));
        let (trigger, within) = (self.words(event.trigger), within(event.within.as_ref()));
        format!("{}{mode} {actor} > {recipient} | {trigger} | {}{within}", event.kind, event.status)
    }

    fn entities(&self) -> Vec<String> {
        let code = |code: &Option<String>| code.as_ref().map_or_else(String::new, |code| format!(" {code}"));
        let entities = self.record.entities.values().map(|one| {
            format!("entity {} | {}{} | {}", one.name, one.kind, code(&one.code), self.mentions(&one.mentions, ", "))
        });
        entities.collect()
    }

    fn mentions(&self, names: &[String], between: &str) -> String {
        let words: Vec<String> = names.iter().map(|name| self.words(self.record.mentions[name].span)).collect();
        if words.is_empty() { "-".to_owned() } else { words.join(between) }
    }

    fn pieces(&self, spans: &[Span]) -> String {
        let words: Vec<String> = spans.iter().map(|span| self.words(*span)).collect();
        if words.is_empty() { "-".to_owned() } else { words.join(" … ") }
    }

    /// The words of a span, invisible characters written out, and which of several equal ones they are.
    fn words(&self, span: Span) -> String {
        let words = &self.text[span.start..span.end];
        let shown = if words.len() > LONG {
            let [first, last] = [&words[..40], &words[words.len() - 30..]].map(escaped);
            format!("{first} …{}… {last}", words.len())
        } else {
            escaped(words)
        };
        let equal: Vec<usize> = (0..self.text.len()).filter(|&at| self.text[at..].starts_with(words)).collect();
        let number = equal.iter().filter(|&&at| at <= span.start).count();
        let which = if equal.len() > 1 { format!("#{number}") } else { String::new() };
        let offsets = if self.offsets { format!(" [{},{}]", span.start, span.end) } else { String::new() };
        shown + &which + &offsets
    }

    /// Bytes as code points.
    fn points(&self, bytes: Range<Byte>) -> Span {
        let count = |byte: usize| self.record.text[..byte].chars().count();
        Span { start: count(bytes.start), end: count(bytes.end) }
    }
}

fn within(name: Option<&String>) -> String {
    name.map_or_else(String::new, |name| format!(" | within {name}"))
}

fn escaped(words: &[char]) -> String {
    let one = |&c: &char| match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        c if is_invisible(c) || c.is_control() => format!("\\u{{{:x}}}", c as u32),
        c => c.to_string(),
    };
    words.iter().map(one).collect()
}
