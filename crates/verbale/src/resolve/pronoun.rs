//! Whom a pronoun stands for, where the text settles it.

use verbale_record::Kind;

use super::name;
use crate::spans::Found;
use crate::text::Text;

/// Pronouns of one person.
const PERSONAL: [&str; 8] = ["he", "she", "him", "her", "his", "hers", "himself", "herself"];
/// Pronouns of the one who speaks.
const SPEAKER: [&str; 5] = ["i", "me", "my", "mine", "myself"];
/// Other pronouns, which are left open.
const OTHER: [&str; 15] =
    ["we", "us", "our", "they", "them", "their", "it", "its", "who", "which", "you", "your", "those", "these", "whose"];

/// Whether an expression is a pronoun.
pub(super) fn is_pronoun(expression: &str) -> bool {
    let word = expression.to_lowercase();
    [&PERSONAL[..], &SPEAKER[..], &OTHER[..]].iter().any(|set| set.contains(&word.as_str()))
}

/// Pairs of mention numbers: a pronoun and the expression it stands for.
///
/// `he` and `she` stand for the person named last before them outside their own quotation; `I` for the person to whom the
/// innermost statement around it is ascribed.
pub(super) fn links(text: &Text<'_>, found: &Found) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (number, mention) in found.mentions.iter().enumerate() {
        let word = text.string[mention.span.range()].to_lowercase();
        let target = if PERSONAL.contains(&word.as_str()) {
            last_person(text, found, number)
        } else if SPEAKER.contains(&word.as_str()) {
            speaker(found, number)
        } else {
            None
        };
        out.extend(target.map(|target| (number, target)));
    }
    out
}

fn last_person(text: &Text<'_>, found: &Found, number: usize) -> Option<usize> {
    let holder = holder_of(found, number);
    (0..number).rev().find(|&other| {
        let one = &found.mentions[other];
        let words = &text.string[one.span.range()];
        let named = one.kind == Kind::Person && !is_pronoun(words) && name::fullness(words).0 > 0;
        named && (holder.is_some() || holder_of(found, other).is_none())
    })
}

/// The first source of the innermost statement whose content holds a mention.
fn speaker(found: &Found, number: usize) -> Option<usize> {
    let source = found.attributions[holder_of(found, number)?].source.first()?;
    found.mentions.iter().position(|mention| mention.span == *source)
}

fn holder_of(found: &Found, number: usize) -> Option<usize> {
    let span = found.mentions[number].span;
    let around = found.attributions.iter().enumerate().filter(|(_, a)| a.content.iter().any(|piece| piece.holds(span)));
    around.min_by_key(|(_, a)| a.content.iter().map(|piece| piece.len()).sum::<usize>()).map(|(holder, _)| holder)
}
