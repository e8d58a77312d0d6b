//! The three roles of an attribution, as sets of tokens.

use crate::RecordError;
use crate::compare::attribution::{Attribution, set::Set, tokens::Tokens};

/// The roles, in the order in which they are counted and printed.
pub(crate) const LABELS: [&str; 3] = ["source", "cue", "content"];
/// Index of the source.
pub(crate) const SOURCE: usize = 0;
/// Index of the content.
pub(crate) const CONTENT: usize = 2;

/// The tokens of each role of one attribution; an absent role is empty.
pub(crate) type Roles = [Set; 3];

/// The roles of every attribution that has a token at all.
///
/// # Errors
///
/// - Offsets run backwards or out of the text; `place` names the article.
pub(crate) fn cover(attributions: &[Attribution], tokens: &Tokens, place: &str) -> Result<Vec<Roles>, RecordError> {
    let mut found = Vec::with_capacity(attributions.len());
    for Attribution { source, cue, content } in attributions {
        let role = |spans: &Option<Vec<_>>| tokens.cover(spans.as_deref().unwrap_or_default(), place);
        let roles = [role(source)?, role(cue)?, role(content)?];
        if roles.iter().any(|role| !role.is_empty()) {
            found.push(roles);
        }
    }
    Ok(found)
}

/// The uninterrupted runs of each role when every token has one label only: earlier attributions keep their tokens,
/// within one the source comes before the cue and the cue before the content.
pub(crate) fn single_runs(tokens: &Tokens, attributions: &[Roles]) -> [Vec<[usize; 2]>; 3] {
    let mut tags: Vec<Option<(usize, usize)>> = vec![None; tokens.len()];
    for (number, roles) in attributions.iter().enumerate() {
        for (label, set) in roles.iter().enumerate() {
            for &token in set {
                tags[token].get_or_insert((number, label));
            }
        }
    }
    let mut runs = [const { Vec::<[usize; 2]>::new() }; 3];
    let mut last = None;
    for (token, &tag) in tags.iter().enumerate() {
        if let Some((_, label)) = tag {
            match runs[label].last_mut() {
                Some(run) if tag == last => run[1] = token + 1,
                _ => runs[label].push([token, token + 1]),
            }
        }
        last = tag;
    }
    runs
}
