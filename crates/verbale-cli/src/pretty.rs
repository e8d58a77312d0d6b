//! A record to be read by people: each paragraph with its statements and events under it, what holds what as a tree.

use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use verbale::Reading;
use verbale::spans::Reason;
use verbale_record::{Event, Record, Span, Statement};

use crate::terminal::{harmless, width};

const SOURCE: Style = AnsiColor::Cyan.on_default().bold();
const CUE: Style = AnsiColor::Yellow.on_default();
const EVENT: Style = AnsiColor::Magenta.on_default().bold();
const FAINT: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold();

/// The article with its record.
pub fn article(reading: &Reading) -> String {
    let page = Page::new(&reading.record);
    let mut out = String::new();
    page.head(&mut out);
    for paragraph in page.paragraphs() {
        page.paragraph(&mut out, paragraph);
    }
    page.foot(&mut out);
    out
}

/// A statement or an event, as a node of the tree of who holds what.
#[derive(Clone, Copy)]
enum Node<'a> {
    Statement(&'a str, &'a Statement),
    Event(&'a Event),
}

struct Page<'a> {
    record: &'a Record,
    /// The text's code points, which spans count.
    text: Vec<char>,
    /// What stands directly in the text (key `None`) or in a statement's content, in order of the text.
    held: BTreeMap<Option<&'a str>, Vec<(usize, Node<'a>)>>,
}

impl<'a> Page<'a> {
    fn new(record: &'a Record) -> Self {
        let mut held: BTreeMap<Option<&str>, Vec<(usize, Node<'_>)>> = BTreeMap::new();
        for (name, statement) in &record.statements {
            let start = statement.cue.iter().chain(&statement.content).map(|span| span.start).min().unwrap_or(0);
            held.entry(statement.within.as_deref()).or_default().push((start, Node::Statement(name, statement)));
        }
        for event in &record.events {
            held.entry(event.within.as_deref()).or_default().push((event.trigger.start, Node::Event(event)));
        }
        for nodes in held.values_mut() {
            nodes.sort_by_key(|(start, _)| *start);
        }
        Self { record, text: record.text.chars().collect(), held }
    }

    fn head(&self, out: &mut String) {
        let article = &self.record.article;
        let title = article.title.as_deref().unwrap_or(&self.record.id);
        let known = [&article.publisher, &article.byline, &article.published];
        let known: Vec<String> = known.into_iter().flatten().map(|part| harmless(part).into_owned()).collect();
        let _ = writeln!(out, "{HEAD}{}{HEAD:#}", harmless(title));
        if !known.is_empty() {
            let _ = writeln!(out, "{FAINT}{}{FAINT:#}", known.join(" · "));
        }
        let _ = writeln!(out);
    }

    /// Lines of the text that hold something, as code points.
    fn paragraphs(&self) -> Vec<Span> {
        let mut out = Vec::new();
        let mut start = 0;
        for (at, c) in self.text.iter().copied().chain(['\n']).enumerate() {
            if c == '\n' {
                if self.text[start..at].iter().any(|c| !c.is_whitespace()) {
                    out.push(Span { start, end: at });
                }
                start = at + 1;
            }
        }
        out
    }

    fn paragraph(&self, out: &mut String, span: Span) {
        let words: String = self.text[span.start..span.end].iter().collect();
        let _ = writeln!(out, "{}", textwrap::fill(harmless(words.trim()).as_ref(), width()));
        let nodes = self.held.get(&None).map(Vec::as_slice).unwrap_or_default();
        let here: Vec<_> = nodes.iter().filter(|(start, _)| span.start <= *start && *start < span.end).collect();
        for (number, (_, node)) in here.iter().enumerate() {
            self.node(out, *node, "  ", number + 1 == here.len());
        }
        let _ = writeln!(out);
    }

    fn node(&self, out: &mut String, node: Node<'_>, indent: &str, last: bool) {
        let branch = if last { "└─ " } else { "├─ " };
        let line = match node {
            Node::Statement(name, statement) => self.statement(name, statement),
            Node::Event(event) => self.event(event),
        };
        let _ = writeln!(out, "{FAINT}{indent}{branch}{FAINT:#}{line}");
        if let Node::Statement(name, _) = node {
            let inner = self.held.get(&Some(name)).map(Vec::as_slice).unwrap_or_default();
            let indent = format!("{indent}{}", if last { "   " } else { "│  " });
            for (number, (_, node)) in inner.iter().enumerate() {
                self.node(out, *node, &indent, number + 1 == inner.len());
            }
        }
    }

    fn statement(&self, name: &str, statement: &Statement) -> String {
        let source = self.actors(&statement.source).unwrap_or_else(|| "(no source named)".to_owned());
        let cue: Vec<String> = statement.cue.iter().map(|span| self.words(*span)).collect();
        let cue = if cue.is_empty() { "(bare quotation)".to_owned() } else { cue.join(" … ") };
        let content: Vec<String> = statement.content.iter().map(|span| self.shortened(*span)).collect();
        let via = self.actors(&statement.via).map(|via| format!(" {FAINT}via {via}{FAINT:#}")).unwrap_or_default();
        format!(
            "{name} {SOURCE}{source}{SOURCE:#} {CUE}{cue}{CUE:#} {FAINT}[{}]{FAINT:#} {}{via}",
            statement.stance,
            content.join(" … ")
        )
    }

    fn event(&self, event: &Event) -> String {
        let mode = event.mode.map(|mode| format!(" {mode}")).unwrap_or_default();
        let actor = self.actors(&event.actor).unwrap_or_else(|| "(nobody named)".to_owned());
        let recipient = self.actors(&event.recipient).map(|words| format!(" → {words}")).unwrap_or_default();
        format!(
            "{EVENT}{}{mode}{EVENT:#} {SOURCE}{actor}{recipient}{SOURCE:#} {CUE}“{}”{CUE:#} {FAINT}[{}] vouched for by {}{FAINT:#}",
            event.kind,
            self.words(event.trigger),
            event.status,
            self.voucher(event.within.as_deref())
        )
    }

    /// Who vouches for what stands in a statement's content: its source, or the text itself.
    fn voucher(&self, holder: Option<&str>) -> String {
        let Some(statement) = holder.and_then(|name| self.record.statements.get(name)) else {
            return "the text".to_owned();
        };
        self.actors(&statement.source).unwrap_or_else(|| format!("{} (no source named)", holder.unwrap_or_default()))
    }

    /// Mentions with the code of their entity; a mention that is not its entity's name is followed by it.
    fn actors(&self, names: &[String]) -> Option<String> {
        let actor = |name: &String| {
            let mention = self.record.mentions.get(name)?;
            let words = self.words(mention.span);
            let entity = mention.entity.as_ref().and_then(|entity| self.record.entities.get(entity));
            let full = entity.map(|entity| one_line(&entity.name)).filter(|full| *full != words);
            let code =
                entity.and_then(|entity| entity.code.as_deref()).map(|code| format!(" [{code}]")).unwrap_or_default();
            Some(full.map_or_else(|| format!("{words}{code}"), |full| format!("{words} (= {full}){code}")))
        };
        let actors: Vec<String> = names.iter().filter_map(actor).collect();
        (!actors.is_empty()).then(|| actors.join(", "))
    }

    fn words(&self, span: Span) -> String {
        one_line(&self.text[span.start..span.end].iter().collect::<String>())
    }

    /// The words of a span, the middle of long ones left out: they stand above in full.
    fn shortened(&self, span: Span) -> String {
        let words: Vec<char> = self.words(span).chars().collect();
        if words.len() <= 72 {
            return words.into_iter().collect();
        }
        let (head, tail) = (&words[..48], &words[words.len() - 20..]);
        format!("{} … {}", head.iter().collect::<String>().trim_end(), tail.iter().collect::<String>().trim_start())
    }

    fn foot(&self, out: &mut String) {
        let record = self.record;
        for notice in &record.notices {
            let _ = writeln!(out, "! {}: {}", notice.kind, harmless(&notice.message));
        }
        let (statements, events) = (record.statements.len(), record.events.len());
        let _ = writeln!(
            out,
            "{FAINT}{statements} statements, {events} events, {} actors and places{FAINT:#}",
            record.entities.len()
        );
    }
}

/// Words on one line, harmless on a terminal.
fn one_line(words: &str) -> String {
    harmless(&words.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// Why each statement and event was read, and what nearly was.
pub fn reasons(reading: &Reading) -> String {
    let text = &reading.record.text;
    let mut out = String::from("Why\n");
    for (number, statement) in reading.found.attributions.iter().enumerate() {
        let stances: Vec<String> =
            statement.stances.iter().take(2).map(|(stance, p)| format!("{stance} {p:.2}")).collect();
        let cue = statement.cue.map_or_else(|| "(bare quotation)".to_owned(), |span| one_line(&text[span.range()]));
        let name = verbale::record::statement_name(number);
        let (p, q) = (statement.cue_probability, statement.content_probability);
        let _ = writeln!(out, "  {name} “{cue}”: cue {p:.2}, content {q:.2}; {}", stances.join(", "));
    }
    for event in &reading.found.events {
        let types: Vec<String> = event.types.iter().take(3).map(|(kind, p)| format!("{kind} {p:.2}")).collect();
        let statuses: Vec<String> =
            event.statuses.iter().take(2).map(|(status, p)| format!("{status} {p:.2}")).collect();
        let (trigger, p) = (one_line(&text[event.trigger.range()]), event.trigger_probability);
        let _ = writeln!(out, "  “{trigger}”: trigger {p:.2}; {}; {}", types.join(", "), statuses.join(", "));
    }
    for doubt in &reading.found.doubts {
        let why = match doubt.reason {
            Reason::NoContent => "looks like a cue, but no content was found",
            Reason::NoActorNoRecipient => "looks like an event, but neither actor nor recipient was found",
            Reason::UnlikelyCue => "may be a cue, more likely not",
            Reason::UnlikelyTrigger => "may show an event, more likely not",
        };
        let _ = writeln!(out, "  not read: “{}” {why} ({:.2})", one_line(&text[doubt.span.range()]), doubt.probability);
    }
    out
}
