//! The encoder and its heads: words in, scores out. Tensors live here and nowhere else.
//!
//! ```
//! use verbale_encoder::{Asked, Encoder, Reader, Window};
//!
//! let reader = Reader::embedded()?;
//! let words = reader.words("Baku accuses Yerevan of dragging out border talks.");
//! let line = vec![0; words.len()];
//! let window = Window { words: &words, line: &line };
//! let reading = reader.read(&window);
//! assert_eq!(reader.tagger_scores(&reading, 0).len(), 3 * words.len());
//!
//! let accuses = Asked { kind: 1, first: 1, end: 2 };
//! let scores = reader.predicates(&window, &reading, &[accuses]);
//! assert_eq!(scores[0].arguments.len(), 7 * words.len());
//! # Ok::<(), verbale_encoder::LoadError>(())
//! ```
//!
//! What is computed: `forward` makes a vector of each word piece, `reader` one of each word; the heads answer from those. The
//! wide matrices are int8 and multiplied exactly (`rows`, `linear`, `kernel`), all else is float32 in a fixed order (`float`, `dense`,
//! `attention`), so scores are the same bits on every machine, whatever its vector instructions.

mod api;
mod attention;
mod dense;
mod error;
mod float;
mod forward;
mod heads;
mod kernel;
mod labels;
mod linear;
mod reader;
mod rows;
mod tokenize;
mod weights;

pub use api::{Asked, Encoder, MentionScores, PairScores, PredicateScores, Window};
pub use error::LoadError;
pub use forward::MOST_PIECES;
pub use labels::{ARGUMENT_TAGS, Chain, Chains, Labels, TAGGER_TAGS};
pub use reader::{Reader, WindowReading};
pub use tokenize::{CLS, SEP, Word};
