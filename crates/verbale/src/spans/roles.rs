//! Which of the words that an argument head marks are taken as arguments.

use super::chain::Run;
use super::window::{Argument, CONTENT, CUE, VIA};
use crate::span::Span;
use crate::text::Text;

/// The arguments among the runs of one predicate, as words of the whole text (`by` words before the window).
///
/// A role other than content and via is held by one expression and those coordinated with it: of several uncoordinated ones
/// the surest group stays.
pub(super) fn choose(text: &Text<'_>, by: usize, kind: usize, runs: &[Run]) -> Vec<Argument> {
    let argument =
        |run: &Run| Argument { role: run.role, words: Span::new(run.start + by, run.end + by), sure: run.sure };
    let many = |role: usize| kind == CUE && (role == CONTENT || role == VIA);
    let mut out: Vec<Argument> = runs.iter().filter(|run| many(run.role)).map(argument).collect();
    let roles = runs.iter().map(|run| run.role).max().map_or(0, |last| last + 1);
    for role in (0..roles).filter(|role| !many(*role)) {
        let of_role: Vec<Argument> = runs.iter().filter(|run| run.role == role).map(argument).collect();
        out.extend(best_group(text, &of_role));
    }
    out.sort_by_key(|argument| argument.words);
    out
}

/// Of arguments in order of the text the coordinated group whose surest member is surest.
fn best_group(text: &Text<'_>, arguments: &[Argument]) -> Vec<Argument> {
    let mut groups: Vec<Vec<Argument>> = Vec::new();
    for argument in arguments {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| coordinated(text, last, argument)) => group.push(*argument),
            _ => groups.push(vec![*argument]),
        }
    }
    let surest = |group: &Vec<Argument>| group.iter().map(|a| a.sure).fold(0.0, f32::max);
    let best = (0..groups.len()).fold(0, |best, i| if surest(&groups[i]) > surest(&groups[best]) { i } else { best });
    groups.into_iter().nth(best).unwrap_or_default()
}

/// Whether nothing but commas and conjunctions stands between two expressions.
fn coordinated(text: &Text<'_>, first: &Argument, second: &Argument) -> bool {
    let between = &text.words[first.words.end..second.words.start];
    between.len() <= 4
        && between.iter().all(|word| {
            let word = text.string[word.start..word.end].to_lowercase();
            matches!(
                word.as_str(),
                "," | "and" | "or" | "&" | "as" | "well" | "with" | "along" | "together" | "both" | "nor" | "the" | ";"
            )
        })
}
