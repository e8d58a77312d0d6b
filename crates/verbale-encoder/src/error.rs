//! What can be wrong with the files of a reader.

use thiserror::Error;

/// Why a reader could not be loaded.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The weights are no safetensors file.
    #[error("the weights are not a safetensors file: {0}; export them again with training/verbale_training/export.py")]
    Weights(#[from] safetensors::SafeTensorError),
    /// The weights were written in another format.
    #[error("the weights have the format `{found}`, this version reads `{expected}`; use the weights it came with")]
    Format {
        /// The format that the file names; empty if it names none.
        found: String,
        /// The format that is read.
        expected: &'static str,
    },
    /// A tensor is missing.
    #[error("the weights lack the tensor `{name}`; use the weights this version came with")]
    Missing {
        /// Name of the tensor.
        name: String,
    },
    /// A tensor has another shape or number type than this version reads.
    #[error("the tensor `{name}` is {found}, expected {expected}; use the weights this version came with")]
    Tensor {
        /// Name of the tensor.
        name: String,
        /// Its number type and shape.
        found: String,
        /// The number type and shape that is read.
        expected: String,
    },
    /// The labels in the metadata of the weights cannot be read.
    #[error("the labels in the metadata of the weights cannot be read: {0}")]
    Labels(#[from] serde_json::Error),
    /// The tokenizer file cannot be read, or is not the one of this encoder.
    #[error("the tokenizer cannot be used: {reason}; use the tokenizer.json this version came with")]
    Tokenizer {
        /// What is wrong with it.
        reason: String,
    },
}
