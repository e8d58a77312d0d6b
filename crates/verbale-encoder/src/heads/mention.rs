//! What an expression stands for.

use super::{SPAN, push_span, rows};
use crate::api::MentionScores;
use crate::dense::Dense;
use crate::error::LoadError;
use crate::float::Gelu;
use crate::kernel::Isa;
use crate::linear::Linear;
use crate::rows::Rows;
use crate::weights::Weights;

/// Units of a mention's vector.
const MENTION: usize = 192;

/// The mention heads.
pub(crate) struct Mentions {
    isa: Isa,
    vector: Linear,
    kind: Dense,
    sector: Dense,
}

impl Mentions {
    /// Loads the tensors `mention.*`, `kind.*` and `sector.*`.
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, isa: Isa) -> Result<Self, LoadError> {
        Ok(Self {
            isa,
            vector: Linear::load(weights, "mention", [MENTION, SPAN], isa)?,
            kind: Dense::load(weights, "kind", [weights.labels.kinds.len(), MENTION], isa)?,
            sector: Dense::load(weights, "sector", [weights.labels.sectors.len(), MENTION], isa)?,
        })
    }

    /// Scores of word ranges `[first, end)`, from word vectors `[word][unit]`.
    pub fn scores(&self, words: &[f32], ranges: &[(usize, usize)]) -> Vec<MentionScores> {
        let mut spans = Vec::with_capacity(ranges.len() * SPAN);
        for &(first, end) in ranges {
            push_span(words, first..end, &mut spans);
        }
        let mut inputs = Rows::default();
        inputs.fill(&spans, SPAN, self.isa);
        let mut vectors = vec![0.0; ranges.len() * MENTION];
        self.vector.apply(&inputs, &mut vectors);
        self.isa.run(Gelu(&mut vectors));
        let (kinds, sectors) = (self.kind.apply(&vectors), self.sector.apply(&vectors));
        let both = rows(&kinds, self.kind.units()).zip(rows(&sectors, self.sector.units()));
        both.map(|(kind, sector)| MentionScores { kind, sector }).collect()
    }
}
