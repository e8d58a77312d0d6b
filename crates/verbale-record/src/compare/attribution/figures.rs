//! The figures of a comparison of attributions, and how they are printed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::compare::attribution::label::LABELS;

/// Precision, recall and F1 in per cent; JSON `[p, r, f1]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; 3]", into = "[f64; 3]")]
pub struct Rates {
    /// Precision.
    pub p: f64,
    /// Recall.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Rates {
    /// The rates of `right` ones of `[predicted, gold]`.
    pub(crate) fn counted(right: usize, of: [usize; 2]) -> Self {
        Self::shared([right as f64; 2], of)
    }

    /// The rates of sums of shares, of `[predicted, gold]` ones.
    pub(crate) fn shared([right_p, right_r]: [f64; 2], [predicted, gold]: [usize; 2]) -> Self {
        let share = |right: f64, of: usize, other: usize| match (of, other) {
            (0, 0) => 1.0,
            (0, _) => 0.0,
            _ => right / of as f64,
        };
        let (p, r) = (share(right_p, predicted, gold), share(right_r, gold, predicted));
        let f1 = if p + r == 0.0 { 0.0 } else { 200.0 * p * r / (p + r) };
        Self { p: 100.0 * p, r: 100.0 * r, f1 }
    }
}

impl From<[f64; 3]> for Rates {
    fn from([p, r, f1]: [f64; 3]) -> Self {
        Self { p, r, f1 }
    }
}

impl From<Rates> for [f64; 3] {
    fn from(Rates { p, r, f1 }: Rates) -> Self {
        [p, r, f1]
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:7.1}{:7.1}{:7.1}", self.p, self.r, self.f1)
    }
}

/// The figures of one role. A span is all pieces of the role in one attribution; spans that differ in no token count
/// once in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelFigures {
    /// Tokens with the label.
    pub token: Rates,
    /// How many spans gold has, and how many were predicted.
    #[serde(rename = "spans gold/pred")]
    pub spans: (usize, usize),
    /// Spans of exactly the same tokens.
    #[serde(rename = "exact span")]
    pub exact: Rates,
    /// The same without the punctuation at the edges of every piece.
    #[serde(rename = "exact-edge")]
    pub exact_edge: Rates,
    /// Spans paired one to one that share a token.
    pub overlap: Rates,
    /// Spans paired one to one whose token Jaccard is at least 0.5.
    #[serde(rename = "J>=.5")]
    pub half: Rates,
    /// The mean share of a span that the other side labels too.
    ///
    /// Source: R. Johansson and A. Moschitti, *Relational Features in Fine-Grained Opinion Analysis*, Computational
    /// Linguistics 39 (2013) 473-509; the `partial` figure of Pareti's quotation work.
    pub soft: Rates,
    /// Uninterrupted runs of tokens that are the same.
    ///
    /// Source of the three fragment figures: `CofeNet`, COLING 2022 (exact match, begin match, Jaccard).
    #[serde(rename = "frag EM")]
    pub fragment_exact: Rates,
    /// Uninterrupted runs that begin at the same token.
    #[serde(rename = "frag BM")]
    pub fragment_start: Rates,
    /// The mean Jaccard of the runs, in per cent; 100 where neither side has any.
    #[serde(rename = "frag J")]
    pub fragment_overlap: f64,
}

/// The figures of a comparison of attributions, micro-averaged; `Display` prints them as a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Articles in gold.
    #[serde(rename = "docs")]
    pub articles: usize,
    /// Their tokens.
    pub tokens: usize,
    /// Attributions in gold that have a token.
    pub gold_attributions: usize,
    /// Attributions predicted that have a token.
    #[serde(rename = "pred_attributions")]
    pub predicted_attributions: usize,
    /// Figures of the source alone.
    pub source: LabelFigures,
    /// Figures of the cue alone.
    pub cue: LabelFigures,
    /// Figures of the content alone.
    pub content: LabelFigures,
    /// Mean of the three token F1.
    #[serde(rename = "token macro F1")]
    pub token_macro_f1: f64,
    /// Attributions whose source, cue and content each reach Jaccard 0.5 with the same gold attribution.
    #[serde(rename = "full attribution")]
    pub full_attribution: Rates,
    /// The same without the cue.
    #[serde(rename = "source+content")]
    pub source_and_content: Rates,
    /// Attributions that are exact in all three roles.
    #[serde(rename = "full exact")]
    pub full_exact: Rates,
    /// Of the pairs whose content reaches 0.5, the share in per cent whose source does too; and how many pairs.
    #[serde(rename = "linking accuracy")]
    pub linking_accuracy: (f64, usize),
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (gold, predicted) = (self.gold_attributions, self.predicted_attributions);
        writeln!(f, "articles {}  tokens {}  attributions gold {gold} pred {predicted}", self.articles, self.tokens)?;
        writeln!(f, "{:9}{:12}{:>7}{:>7}{:>7}", "", "measure", "P", "R", "F1")?;
        for (name, label) in LABELS.iter().zip([&self.source, &self.cue, &self.content]) {
            label.print(name, f)?;
        }
        writeln!(f, "token macro F1 over the three labels: {:.1}", self.token_macro_f1)?;
        writeln!(f, "{:21}{}", "full attribution", self.full_attribution)?;
        writeln!(f, "{:21}{}", "source+content", self.source_and_content)?;
        writeln!(f, "{:21}{}", "full exact", self.full_exact)?;
        let (accuracy, pairs) = self.linking_accuracy;
        writeln!(f, "linking accuracy {accuracy:.1} on {pairs} matched contents")
    }
}

impl LabelFigures {
    fn print(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("token", self.token),
            ("exact span", self.exact),
            ("exact-edge", self.exact_edge),
            ("overlap", self.overlap),
            ("J>=.5", self.half),
            ("soft", self.soft),
            ("frag EM", self.fragment_exact),
            ("frag BM", self.fragment_start),
        ];
        for (measure, rates) in rows {
            writeln!(f, "{name:9}{measure:12}{rates}")?;
        }
        let (gold, predicted) = self.spans;
        let overlap = self.fragment_overlap;
        writeln!(f, "{name:9}{:12}{:14}{overlap:7.1}    spans gold {gold} pred {predicted}", "frag J", "")
    }
}
