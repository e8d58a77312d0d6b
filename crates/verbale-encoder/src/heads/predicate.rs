//! Vectors of predicates and the logits of their labels.

use super::{SPAN, cut, push_span};
use crate::api::Asked;
use crate::dense::Dense;
use crate::error::LoadError;
use crate::float::Gelu;
use crate::forward::HIDDEN;
use crate::kernel::Isa;
use crate::linear::Linear;
use crate::rows::Rows;
use crate::weights::Weights;

/// The heads that answer from a predicate's own words.
pub(crate) struct Predicates {
    isa: Isa,
    vector: Linear,
    /// `[kind][unit]`
    kind: Vec<f32>,
    pub stance: Dense,
    pub event_type: Dense,
    pub mode: Dense,
    pub status: Dense,
}

impl Predicates {
    /// Loads the tensors `predicate.*`, `predicate_kind.weight` and the label heads.
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, isa: Isa) -> Result<Self, LoadError> {
        let labels = &weights.labels;
        let head = |name: &str, units: usize| Dense::load(weights, name, [units, HIDDEN], isa);
        Ok(Self {
            isa,
            vector: Linear::load(weights, "predicate", [HIDDEN, SPAN], isa)?,
            kind: weights.floats("predicate_kind.weight", &[labels.predicates.len(), HIDDEN])?,
            stance: head("stance", labels.stances.len())?,
            event_type: head("event_type", labels.types.len())?,
            mode: head("mode", labels.type_modes.len())?,
            status: head("status", labels.statuses.len())?,
        })
    }

    /// Number of kinds of predicates.
    pub fn kinds(&self) -> usize {
        self.kind.len() / HIDDEN
    }

    /// What is asked, cut to the kinds and words that there are.
    pub fn cut(&self, asked: Asked, words: usize) -> Asked {
        let range = cut(asked.first..asked.end, words).unwrap_or(0..0);
        Asked { kind: asked.kind.min(self.kinds() - 1), first: range.start, end: range.end }
    }

    /// Vectors of predicates (cut to what there is), `[asked][unit]`, from word vectors `[word][unit]`.
    pub fn vectors(&self, words: &[f32], asked: &[Asked]) -> Vec<f32> {
        let mut spans = Vec::with_capacity(asked.len() * SPAN);
        for asked in asked {
            push_span(words, asked.first..asked.end, &mut spans);
        }
        let mut rows = Rows::default();
        rows.fill(&spans, SPAN, self.isa);
        let mut out = vec![0.0; asked.len() * HIDDEN];
        self.vector.apply(&rows, &mut out);
        for (vector, asked) in out.chunks_exact_mut(HIDDEN).zip(asked) {
            for (x, kind) in vector.iter_mut().zip(&self.kind[asked.kind * HIDDEN..]) {
                *x += kind;
            }
        }
        self.isa.run(Gelu(&mut out));
        out
    }
}
