//! Says which expressions stand for the same actor, and from which country or body an actor is.
//!
//! Takes  `&Text` and `&Found` (mentions with kind and sector, attributions with their nesting).
//! Gives  [`Resolved`]: entities in order of their first mention; every mention belongs to exactly one.
//! Fails  never; an actor whose country the text does not tell has the country `---`.
//! Never  sees a score, nor invents a name: an entity is called by words of the text.

mod code;
mod country;
mod name;
mod pronoun;

use std::collections::BTreeMap;

use verbale_record::Kind;

use crate::span::{Byte, Span};
use crate::spans::{Found, Mention};
use crate::text::Text;

/// Who is who in a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Entities in order of their first mention.
    pub entities: Vec<Entity>,
}

/// One actor, place or process with all its mentions.
#[derive(Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its fullest mention.
    pub name: Span<Byte>,
    /// What it is.
    pub kind: Kind,
    /// Country or body and sector; `None` for places and processes.
    pub code: Option<String>,
    /// Its mentions in order of the text; spans of [`Found::mentions`].
    pub mentions: Vec<Span<Byte>>,
}

/// Resolves the mentions of a text.
pub fn resolve(text: &Text<'_>, found: &Found) -> Resolved {
    let words = |mention: &Mention| &text.string[mention.span.range()];
    let mut same = Groups::new(found.mentions.len());
    let countries: Vec<Option<&str>> = found.mentions.iter().map(|mention| country::of(words(mention))).collect();
    for (number, mention) in found.mentions.iter().enumerate() {
        let earlier = (0..number).rev().find(|&other| {
            let one = &found.mentions[other];
            name::same(mention.kind, words(mention), one.kind, words(one))
                || both_governments(mention, one)
                    && countries[number].is_some()
                    && countries[number] == countries[other]
        });
        if let Some(earlier) = earlier {
            same.join(number, earlier);
        }
    }
    for (pronoun, named) in pronoun::links(text, found) {
        same.join(pronoun, named);
    }
    let entity = |members: Vec<usize>| entity(text, found, &countries, &members);
    Resolved { entities: same.into_groups().into_iter().map(entity).collect() }
}

fn both_governments(one: &Mention, other: &Mention) -> bool {
    one.kind == Kind::Government && other.kind == Kind::Government
}

fn entity(text: &Text<'_>, found: &Found, countries: &[Option<&str>], members: &[usize]) -> Entity {
    let words = |&number: &usize| &text.string[found.mentions[number].span.range()];
    let fullest = members.iter().copied().max_by_key(|number| (name::fullness(words(number)), usize::MAX - number));
    let fullest = fullest.unwrap_or(members[0]);
    let kind = found.mentions[fullest].kind;
    let actor = !matches!(kind, Kind::Place | Kind::Process);
    Entity {
        name: found.mentions[fullest].span,
        kind,
        code: actor.then(|| code::of(found, countries, members, kind)),
        mentions: members.iter().map(|&number| found.mentions[number].span).collect(),
    }
}

/// Which of a row of things are the same.
struct Groups {
    /// For each thing the first one of its group.
    first: Vec<usize>,
}

impl Groups {
    fn new(things: usize) -> Self {
        Self { first: (0..things).collect() }
    }

    fn join(&mut self, one: usize, other: usize) {
        let (a, b) = (self.first[one], self.first[other]);
        for first in &mut self.first {
            if *first == a.max(b) {
                *first = a.min(b);
            }
        }
    }

    fn into_groups(self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (thing, first) in self.first.into_iter().enumerate() {
            groups.entry(first).or_default().push(thing);
        }
        groups.into_values().collect()
    }
}
