//! Which of the words that an argument head marks are taken as arguments.

use super::chain::Run;
use super::window::{Argument, CUE, SOURCE};
use crate::span::Span;
use crate::text::Text;

/// The arguments among the runs of one predicate, as words of the whole text (`by` words before the window).
///
/// A statement has one source, or several that are coordinated: of uncoordinated ones the surest group stays. Actors and
/// recipients stand apart as often as not (`Poland met the envoys of ...`), and so all of them are taken.
pub(super) fn choose(text: &Text<'_>, by: usize, kind: usize, runs: &[Run]) -> Vec<Argument> {
    let arguments = runs.iter().map(|run| Argument {
        role: run.role,
        words: Span::new(run.start + by, run.end + by),
        sure: run.sure,
    });
    let (sources, mut taken): (Vec<_>, Vec<_>) = arguments.partition(|a| kind == CUE && a.role == SOURCE);
    taken.extend(best_group(text, &sources));
    taken.sort_by_key(|argument| argument.words);
    taken
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
