//! A record as comparison sees it: gold (with codes on mentions and `same` groups) or predicted (with entities).

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer};

use crate::compare::Line;
use crate::{Kind, Record, RecordError, Span, Stance, Status, Type};

/// One record with what comparison asks of it.
///
/// Read from a line of gold (`check.py --resolve`) or of predictions (`verbale/1`) with
/// [`by_id`](crate::compare::by_id), or made from a [`Record`]. Keys that comparison does not ask for are passed over,
/// and only `id` must be there.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Reading {
    pub(crate) id: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    pub(crate) mentions: IndexMap<String, Mentioned>,
    #[serde(default)]
    entities: IndexMap<String, Whole>,
    #[serde(default)]
    same: Option<Vec<Vec<String>>>,
    #[serde(default)]
    pub(crate) statements: IndexMap<String, Said>,
    #[serde(default)]
    pub(crate) events: Vec<Done>,
}

/// A mention.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Mentioned {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    entity: Option<String>,
    #[serde(default)]
    pub(crate) parties: Vec<String>,
}

/// An entity.
#[derive(Clone, Debug, Deserialize)]
struct Whole {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    mentions: Vec<String>,
}

/// A statement.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Said {
    #[serde(default, deserialize_with = "one_or_several")]
    pub(crate) source: Vec<String>,
    #[serde(default)]
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
    #[serde(default)]
    pub(crate) stance: Option<Stance>,
    #[serde(default)]
    pub(crate) within: Option<String>,
}

/// An event.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Done {
    #[serde(rename = "type")]
    pub(crate) kind: Type,
    pub(crate) trigger: Span,
    #[serde(default)]
    pub(crate) actor: Vec<String>,
    #[serde(default)]
    pub(crate) recipient: Vec<String>,
    #[serde(default)]
    pub(crate) status: Option<Status>,
    #[serde(default)]
    pub(crate) within: Option<String>,
}

/// A list of names, a single name, or `null` for none.
fn one_or_several<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Option::<Names>::deserialize(from)? {
        None => Vec::new(),
        Some(Names::One(name)) => vec![name],
        Some(Names::Several(names)) => names,
    })
}

impl Reading {
    /// The spans of the mentions of these names.
    pub(crate) fn spans(&self, names: &[String]) -> Vec<Span> {
        names.iter().filter_map(|name| self.mentions.get(name)).map(|mention| mention.span).collect()
    }

    /// For every mention that is grouped with others, the names of its group; the last group of a name counts.
    pub(crate) fn groups(&self) -> Groups<'_> {
        let mut groups = IndexMap::new();
        let entities = || self.entities.values().map(|entity| entity.mentions.as_slice()).collect();
        let lists: Vec<&[String]> = match &self.same {
            Some(same) if !same.is_empty() => same.iter().map(Vec::as_slice).collect(),
            _ => entities(),
        };
        for list in lists {
            groups.extend(list.iter().map(|name| (name.as_str(), list)));
        }
        Groups { record: self, groups }
    }

    fn code_of<'a>(&'a self, mention: &'a Mentioned) -> &'a str {
        let own = mention.code.as_deref().filter(|code| !code.is_empty());
        let entity = || self.entities.get(mention.entity.as_deref()?)?.code.as_deref();
        own.or_else(entity).unwrap_or("")
    }

    /// Every list of names with its place.
    fn names(&self) -> impl Iterator<Item = (String, &[String])> {
        let mentions = self.mentions.iter().map(|(name, m)| (format!("{name}.parties"), m.parties.as_slice()));
        let statements = self.statements.iter().map(|(name, s)| (format!("{name}.source"), s.source.as_slice()));
        let events = self.events.iter().enumerate().flat_map(|(i, e)| {
            let place = |role| format!("event {}.{role}", i + 1);
            [(place("actor"), e.actor.as_slice()), (place("recipient"), e.recipient.as_slice())]
        });
        mentions.chain(statements).chain(events)
    }

    /// Every span with its place.
    fn places(&self) -> impl Iterator<Item = (String, Span)> {
        let mentions = self.mentions.iter().map(|(name, m)| (name.clone(), m.span));
        let statements = self.statements.iter().flat_map(|(name, s)| {
            let pieces = s.cue.iter().chain(&s.content);
            pieces.map(move |span| (name.clone(), *span))
        });
        let events = self.events.iter().enumerate().map(|(i, e)| (format!("event {}", i + 1), e.trigger));
        mentions.chain(statements).chain(events)
    }
}

impl Line for Reading {
    fn id(&self) -> &str {
        &self.id
    }

    /// # Errors
    ///
    /// - A source, actor, recipient or party is no mention of the record.
    /// - A span runs backwards, or out of the text where the line has one.
    fn check(&self, path: &str, line: usize) -> Result<(), RecordError> {
        for (place, names) in self.names() {
            if let Some(name) = names.iter().find(|name| !self.mentions.contains_key(*name)) {
                return Err(RecordError::UnknownMention { path: path.to_owned(), line, place, name: name.clone() });
            }
        }
        let length = self.text.as_ref().map_or(usize::MAX, |text| text.chars().count());
        for (place, span) in self.places() {
            if span.start > span.end || span.end > length {
                return Err(RecordError::Outside { place: format!("{path}:{line}: {place}"), span, length });
            }
        }
        Ok(())
    }
}

/// Who is who in a record.
pub(crate) struct Groups<'a> {
    record: &'a Reading,
    groups: IndexMap<&'a str, &'a [String]>,
}

impl Groups<'_> {
    /// The mentions of the same entity as `name`, `name` alone where it is in no group.
    fn mentions<'n>(&'n self, name: &'n String) -> impl Iterator<Item = &'n Mentioned> {
        let group = self.groups.get(name.as_str()).copied().unwrap_or(std::slice::from_ref(name));
        group.iter().filter_map(|other| self.record.mentions.get(other))
    }

    /// Spans of every mention of the same entity.
    pub(crate) fn entity(&self, name: &String) -> Vec<Span> {
        self.mentions(name).map(|mention| mention.span).collect()
    }

    /// The codes of the entities of these names.
    pub(crate) fn codes<'n>(&'n self, names: &'n [String]) -> BTreeSet<&'n str> {
        names.iter().map(|name| self.code(name)).collect()
    }

    /// The entity's code: the most specific one that any of its mentions has, of equally long ones the first in the
    /// group; empty where none has one. (`score.py` takes any of equally long ones, as its sets happen to be ordered.)
    fn code<'n>(&'n self, name: &'n String) -> &'n str {
        let specific = |code: &str| (!code.starts_with("---"), code.chars().count());
        let mut best = None;
        for code in self.mentions(name).map(|mention| self.record.code_of(mention)) {
            if best.is_none_or(|best| specific(code) > specific(best)) {
                best = Some(code);
            }
        }
        best.unwrap_or("")
    }
}

impl From<&Record> for Reading {
    fn from(record: &Record) -> Self {
        let mention = |m: &crate::Mention| Mentioned {
            span: m.span,
            kind: m.kind,
            code: None,
            entity: m.entity.clone(),
            parties: m.parties.clone(),
        };
        let entity = |e: &crate::Entity| Whole { code: e.code.clone(), mentions: e.mentions.clone() };
        let said = |s: &crate::Statement| Said {
            source: s.source.clone(),
            cue: s.cue.clone(),
            content: s.content.clone(),
            stance: Some(s.stance),
            within: s.within.clone(),
        };
        let done = |e: &crate::Event| Done {
            kind: e.kind,
            trigger: e.trigger,
            actor: e.actor.clone(),
            recipient: e.recipient.clone(),
            status: Some(e.status),
            within: e.within.clone(),
        };
        Self {
            id: record.id.clone(),
            text: Some(record.text.clone()),
            mentions: record.mentions.iter().map(|(name, m)| (name.clone(), mention(m))).collect(),
            entities: record.entities.iter().map(|(name, e)| (name.clone(), entity(e))).collect(),
            same: None,
            statements: record.statements.iter().map(|(name, s)| (name.clone(), said(s))).collect(),
            events: record.events.iter().map(done).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::{Reading, by_id};

    #[test]
    fn faulty_lines_are_named_with_path_and_line() {
        let cases = [
            ("{", "p.jsonl:1: not a line of the expected JSON"),
            (
                r#"{"id": "a"}
                {"id": "a"}"#,
                "p.jsonl:2: id \"a\" stands already at line 1",
            ),
            (
                r#"{"id": "a", "text": "é", "mentions": {"m1": {"span": [0, 2], "kind": "person"}}}"#,
                "p.jsonl:1: m1: offsets 0,2 outside 0..1",
            ),
            (
                r#"{"id": "a", "statements": {"s1": {"source": "m9", "content": [[0, 1]]}}}"#,
                "p.jsonl:1: s1.source names no mention: \"m9\"",
            ),
            (
                r#"{"id": "a", "statements": {"s1": {"content": [[0, 1]], "stance": "shouts"}}}"#,
                "p.jsonl:1: not a line of the expected JSON: unknown variant `shouts`",
            ),
        ];
        for (lines, wanted) in cases {
            let lines = lines.split('\n').map(str::trim).collect::<Vec<_>>().join("\n");
            let message = by_id::<Reading>(lines.as_bytes(), "p.jsonl").err().map(|error| error.to_string());
            assert!(message.as_ref().is_some_and(|m| m.starts_with(wanted)), "{message:?} for {lines}");
        }
    }

    #[test]
    fn the_most_specific_code_of_the_group_counts() {
        let line = r#"{"id": "a", "same": [["m1", "m2", "m3"]], "mentions": {
            "m1": {"span": [0, 1], "kind": "person", "code": "--- GOVERN"},
            "m2": {"span": [2, 3], "kind": "person", "code": "RUS"},
            "m3": {"span": [4, 5], "kind": "person", "code": "RUS GOV"},
            "m4": {"span": [6, 7], "kind": "person"}}}"#
            .replace('\n', " ");
        let records = by_id::<Reading>(line.as_bytes(), "p.jsonl").expect("reads");
        let groups = records["a"].groups();
        assert_eq!(groups.code(&"m1".to_owned()), "RUS GOV");
        assert_eq!(groups.code(&"m4".to_owned()), "");
    }
}
