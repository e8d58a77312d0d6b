//! Words in, scores out.
//!
//! [`Reader`] is the encoder with its trained weights: a small transformer (all-MiniLM-L6-v2, trained further) in int8 and the heads
//! that say what its words are. Scores are the same bits on every machine and any number of threads. [`Encoder`] is what the
//! engine asks; its tests have an implementer of their own.

mod api;
mod error;
mod forward;
mod heads;
mod kernel;
mod labels;
mod math;
mod matrix;
mod reader;
mod tokenize;
mod weights;

pub use api::{Asked, Encoder, MentionScores, PairScores, PredicateScores, Window};
pub use error::LoadError;
pub use forward::MOST_PIECES;
pub use labels::{ARGUMENT_TAGS, Chain, Chains, Labels, TAGGER_TAGS};
pub use reader::{Reader, WindowReading};
pub use tokenize::{CLS, SEP, Word};
