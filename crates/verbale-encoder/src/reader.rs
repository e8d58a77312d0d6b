//! The real encoder: the shipped weights.

use std::ops::Range;

use crate::api::{Asked, Encoder, MentionScores, PairScores, PredicateScores, Window};
use crate::error::LoadError;
use crate::forward::{Transformer, Vectors};
use crate::heads::{Heads, PairWindow, WordSide};
use crate::labels::{Chains, Labels};
use crate::tokenize::{Cutter, Word};
use crate::weights::Weights;

/// Number of the tagger of triggers.
const TRIGGER: usize = 1;

/// An encoder with trained weights.
pub struct Reader {
    cutter: Cutter,
    labels: Labels,
    chains: Chains,
    transformer: Transformer,
    heads: Heads,
}

/// What was read from a window.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowReading {
    vectors: Vectors,
    taggers: Vec<Vec<f32>>,
    side: WordSide,
}

impl Reader {
    /// Loads weights and a tokenizer.
    ///
    /// # Errors
    ///
    /// If the weights are no safetensors file of this version's format, lack a tensor or have one of another shape; if the
    /// tokenizer cannot be read.
    pub fn load(weights: &[u8], tokenizer: &[u8]) -> Result<Self, LoadError> {
        let weights = Weights::open(weights)?;
        Ok(Self {
            cutter: Cutter::load(tokenizer)?,
            chains: weights.chains()?,
            transformer: Transformer::load(&weights)?,
            heads: Heads::load(&weights)?,
            labels: weights.labels,
        })
    }

    /// Loads other weights for the tokenizer inside the program.
    ///
    /// # Errors
    ///
    /// As [`Self::load`].
    pub fn from_weights(weights: &[u8]) -> Result<Self, LoadError> {
        Self::load(weights, include_bytes!("../data/tokenizer.json"))
    }

    /// Loads the weights inside the program.
    ///
    /// # Errors
    ///
    /// As [`Self::load`]; the tests hold that the shipped files load.
    pub fn embedded() -> Result<Self, LoadError> {
        Self::from_weights(include_bytes!("../data/reader.safetensors"))
    }
}

impl Encoder for Reader {
    type Reading = WindowReading;

    fn words(&self, line: &str) -> Vec<Word> {
        self.cutter.words(line)
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn chains(&self) -> &Chains {
        &self.chains
    }

    fn read(&self, window: &Window<'_>) -> WindowReading {
        let vectors = self.transformer.read(window.words);
        WindowReading { taggers: self.heads.taggers(&vectors), side: self.heads.word_side(&vectors), vectors }
    }

    fn tagger_scores<'r>(&self, reading: &'r WindowReading, tagger: usize) -> &'r [f32] {
        reading.taggers.get(tagger).map_or(&[], Vec::as_slice)
    }

    fn predicates(&self, window: &Window<'_>, reading: &WindowReading, asked: &[Asked]) -> Vec<PredicateScores> {
        self.heads.predicates(&reading.vectors, &reading.side, window.line, asked)
    }

    fn mentions(&self, reading: &WindowReading, spans: &[(usize, usize)]) -> Vec<MentionScores> {
        self.heads.mentions(&reading.vectors, spans)
    }

    fn pair(
        &self,
        window: &Window<'_>,
        reading: &WindowReading,
        actor: Option<Range<usize>>,
        recipient: Option<Range<usize>>,
    ) -> PairScores {
        let pair = PairWindow { line: window.line, tagger: self.tagger_scores(reading, TRIGGER) };
        self.heads.pair(&reading.vectors, &reading.side, pair, actor, recipient)
    }
}
