//! How far predicted attributions (source, cue, content, without nesting) agree with gold ones.
//!
//! Takes  gold and predicted [`Article`]s by id, read with [`by_id`](crate::compare::by_id).
//! Gives  [`Figures`]: token, span, fragment and whole-attribution figures in per cent.
//! Fails  where predictions were made for another text than gold's; see [`articles`].
//! Never  repairs an offset.
//!
//! The figures are those of `score.py`, the referee of the `PolNeAR` data, to the last digit.

mod article;
mod figures;
mod label;
mod matching;
mod set;
mod tally;
mod tokens;

pub use article::{Article, Attribution};
pub use figures::{Figures, LabelFigures, Rates};

use indexmap::IndexMap;

use crate::RecordError;
use crate::compare::attribution::{tally::Tally, tokens::Tokens};

/// Whether tokens without a letter or digit count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Punctuation {
    /// Every token counts.
    #[default]
    Kept,
    /// Tokens without a letter or digit are dropped, everywhere.
    Dropped,
}

/// Compares predicted articles with gold ones.
///
/// A gold id `ARTICLE#ANNOTATOR` is compared with the prediction of that id or else of `ARTICLE`; an article without
/// a prediction counts as an empty one.
///
/// ```
/// use verbale_record::compare::{attribution::{self, Article, Punctuation}, by_id};
///
/// let gold = r#"{"id": "a", "text": "She said no.",
///     "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]}]}"#.replace('\n', "");
/// let gold = by_id::<Article>(gold.as_bytes(), "gold.jsonl")?;
/// let figures = attribution::articles(&gold, &gold, Punctuation::Kept)?;
/// assert_eq!(figures.full_attribution.f1, 100.0);
/// # Ok::<(), verbale_record::RecordError>(())
/// ```
///
/// # Errors
///
/// - An article stands only in the predictions.
/// - A gold article has no text, or a prediction has another text than gold's.
/// - Offsets run backwards or out of the gold text.
pub fn articles(
    gold: &IndexMap<String, Article>,
    predicted: &IndexMap<String, Article>,
    punctuation: Punctuation,
) -> Result<Figures, RecordError> {
    all_in_gold(gold, predicted)?;
    let mut tally = Tally::default();
    for (id, article) in gold {
        let found = predicted.get(id).or_else(|| predicted.get(base(id)));
        let text = article.text.as_deref().ok_or_else(|| RecordError::NoText { id: id.clone() })?;
        if found.and_then(|found| found.text.as_deref()).is_some_and(|other| other != text) {
            return Err(RecordError::TextsDiffer { id: id.clone() });
        }
        let tokens = Tokens::new(text, punctuation);
        let golds = label::cover(&article.attributions, &tokens, &format!("gold {id}"))?;
        let predictions = found.map_or(&[][..], |found| &found.attributions);
        let predictions = label::cover(predictions, &tokens, &format!("pred {id}"))?;
        tally.count(&tokens, &golds, &predictions);
    }
    Ok(tally.figures())
}

/// The article of an id `ARTICLE#ANNOTATOR`.
fn base(id: &str) -> &str {
    id.split('#').next().unwrap_or(id)
}

fn all_in_gold(gold: &IndexMap<String, Article>, predicted: &IndexMap<String, Article>) -> Result<(), RecordError> {
    let bases: std::collections::HashSet<&str> = gold.keys().map(|id| base(id)).collect();
    let extra: Vec<&String> =
        predicted.keys().filter(|id| !gold.contains_key(*id) && !bases.contains(id.as_str())).collect();
    match extra.first() {
        None => Ok(()),
        Some(&first) => Err(RecordError::OnlyPredicted { count: extra.len(), first: first.clone() }),
    }
}
