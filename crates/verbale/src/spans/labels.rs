//! The encoder's labels as those of the record.

use std::str::FromStr;

use thiserror::Error;
use verbale_record::{Kind, Mode, Stance, Status, Type};

/// The encoder's output units by what they stand for, in their order.
#[derive(Debug)]
pub struct Labels {
    /// Units of the stance head.
    pub stances: Vec<Stance>,
    /// Units of the type head.
    pub types: Vec<Type>,
    /// Units of the mode head: a type, and one of its modes or none.
    pub modes: Vec<(Type, Option<Mode>)>,
    /// Units of the status head.
    pub statuses: Vec<Status>,
    /// Units of the kind head.
    pub kinds: Vec<Kind>,
    /// Units of the sector head.
    pub sectors: Vec<String>,
    /// PLV's labels, in the order of the pair head.
    pub plv: Vec<String>,
}

/// The weights speak of labels that this version does not know: they were made for another one.
#[derive(Debug, Error)]
#[error(
    "the weights have the label `{label}` among their {set}, which this version does not know; use the weights it came with"
)]
pub struct LabelError {
    /// Which set of labels.
    set: &'static str,
    /// The unknown label.
    label: String,
}

/// The order of predicates and roles that [`crate::spans`] is written for.
const PREDICATES: [(&str, &[&str]); 3] =
    [("cue", &["source", "content", "via"]), ("trigger", &["actor", "recipient"]), ("process", &["party"])];

impl Labels {
    /// Reads the encoder's labels.
    ///
    /// # Errors
    ///
    /// If a label, or the order of predicates and roles, is not known here.
    pub fn new(labels: &verbale_encoder::Labels) -> Result<Self, LabelError> {
        for (i, (predicate, roles)) in PREDICATES.iter().enumerate() {
            let same = labels.predicates.get(i).is_some_and(|name| name == predicate)
                && labels.roles.get(*predicate).is_some_and(|names| names == roles);
            if !same {
                return Err(LabelError { set: "predicates", label: (*predicate).to_owned() });
            }
        }
        let mode = |(kind, mode): &(String, String)| {
            let mode = if mode.is_empty() { None } else { Some(parse("modes", mode)?) };
            Ok((parse("types", kind)?, mode))
        };
        Ok(Self {
            stances: parse_all("stances", &labels.stances)?,
            types: parse_all("types", &labels.types)?,
            modes: labels.type_modes.iter().map(mode).collect::<Result<_, LabelError>>()?,
            statuses: parse_all("statuses", &labels.statuses)?,
            kinds: parse_all("kinds", &labels.kinds)?,
            sectors: labels.sectors.clone(),
            plv: labels.plv.clone(),
        })
    }

    /// The most likely mode of a type by the scores of the mode head.
    pub fn best_mode(&self, scores: &[f32], of: Type) -> Option<Mode> {
        let fitting = self.modes.iter().zip(scores).filter(|((kind, _), _)| *kind == of);
        fitting.max_by(|a, b| a.1.total_cmp(b.1)).and_then(|((_, mode), _)| *mode)
    }
}

fn parse<T: FromStr>(set: &'static str, label: &str) -> Result<T, LabelError> {
    label.parse().map_err(|_| LabelError { set, label: label.to_owned() })
}

fn parse_all<T: FromStr>(set: &'static str, labels: &[String]) -> Result<Vec<T>, LabelError> {
    labels.iter().map(|label| parse(set, label)).collect()
}
