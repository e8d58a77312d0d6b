//! Takes tensors out of a weights file by name and checks what they are.

use safetensors::{Dtype, SafeTensors};

use crate::error::LoadError;
use crate::labels::Labels;

/// The format of the weights that this version reads, as `training/verbale_training/export.py` writes it.
const FORMAT: &str = "verbale-reader/1";

/// A weights file.
pub(crate) struct Weights<'a> {
    file: SafeTensors<'a>,
    /// What the output units stand for.
    pub labels: Labels,
}

impl<'a> Weights<'a> {
    /// Opens a safetensors file.
    ///
    /// # Errors
    ///
    /// If it is no such file, was written in another format, or its metadata hold no labels.
    pub fn open(bytes: &'a [u8]) -> Result<Self, LoadError> {
        let file = SafeTensors::deserialize(bytes)?;
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let named = |key: &str| header.metadata().as_ref().and_then(|all| all.get(key)).map_or("", String::as_str);
        if named("format") != FORMAT {
            return Err(LoadError::Format { found: named("format").to_owned(), expected: FORMAT });
        }
        let labels = serde_json::from_str(named("labels"))?;
        Ok(Self { file, labels })
    }

    /// The numbers of a float32 tensor.
    ///
    /// # Errors
    ///
    /// If it is missing or has another number type or shape.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        let data = self.raw(name, Dtype::F32, shape)?;
        Ok(data.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// The numbers of an int8 tensor.
    ///
    /// # Errors
    ///
    /// As [`Self::floats`].
    pub fn bytes(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, LoadError> {
        Ok(self.raw(name, Dtype::I8, shape)?.iter().map(|byte| byte.cast_signed()).collect())
    }

    fn raw(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&'a [u8], LoadError> {
        let tensor = self.file.tensor(name).map_err(|_| LoadError::Missing { name: name.to_owned() })?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            return Err(LoadError::Tensor {
                name: name.to_owned(),
                found: format!("{:?} {:?}", tensor.dtype(), tensor.shape()),
                expected: format!("{dtype:?} {shape:?}"),
            });
        }
        Ok(tensor.data())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &[u8] = include_bytes!("../data/reader.safetensors");

    #[test]
    fn faults_name_the_tensor() {
        let weights = Weights::open(FILE).unwrap();
        let error = weights.floats("tagger.weight", &[12, 385]).unwrap_err().to_string();
        assert!(error.contains("`tagger.weight` is F32 [12, 384], expected F32 [12, 385]"), "{error}");
        let error = weights.bytes("tagger.heavy", &[1]).unwrap_err().to_string();
        assert!(error.contains("lack the tensor `tagger.heavy`"), "{error}");
    }

    #[test]
    fn what_is_no_weights_file_is_refused() {
        assert!(matches!(Weights::open(b"").err(), Some(LoadError::Weights(_))));
        assert!(matches!(Weights::open(&FILE[..FILE.len() - 1]).err(), Some(LoadError::Weights(_))));
        assert!(matches!(Weights::open(b"\x02\0\0\0\0\0\0\0{}").err(), Some(LoadError::Format { .. })));
    }
}
