//! The weights file: named tensors, checked as they are read.

use safetensors::{Dtype, SafeTensors};

use crate::error::LoadError;
use crate::labels::{Chain, Chains, Labels};
use crate::math::{Dense, Norm};
use crate::matrix::Matrix;

/// What the file calls its format.
const FORMAT: &str = "verbale-reader/1";

/// A weights file that is being read.
pub struct Weights<'a> {
    tensors: SafeTensors<'a>,
    /// What the output units stand for.
    pub labels: Labels,
}

/// A table of int8 rows, each with its scale: word embeddings.
pub struct Table {
    rows: Vec<i8>,
    scale: Vec<f32>,
    width: usize,
}

impl Table {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.scale.len()
    }

    /// Row `number` as floats.
    #[inline(always)]
    pub fn row(&self, number: usize) -> impl Iterator<Item = f32> + '_ {
        let scale = self.scale[number];
        self.rows[number * self.width..(number + 1) * self.width].iter().map(move |value| f32::from(*value) * scale)
    }
}

impl<'a> Weights<'a> {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// If it is no safetensors file, of another format, or its labels cannot be read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, LoadError> {
        let (_, head) = SafeTensors::read_metadata(bytes)?;
        let said = |key: &str| head.metadata().as_ref().and_then(|data| data.get(key)).cloned().unwrap_or_default();
        if said("format") != FORMAT {
            return Err(LoadError::Format { found: said("format"), expected: FORMAT });
        }
        Ok(Self { tensors: SafeTensors::deserialize(bytes)?, labels: serde_json::from_str(&said("labels"))? })
    }

    /// The bytes of a tensor of the given type and shape.
    fn bytes(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&[u8], LoadError> {
        let tensor = self.tensors.tensor(name).map_err(|_| LoadError::Missing { name: name.to_owned() })?;
        if tensor.dtype() != dtype || tensor.shape() != shape {
            let found = format!("{:?} {:?}", tensor.dtype(), tensor.shape());
            return Err(LoadError::Tensor { name: name.to_owned(), found, expected: format!("{dtype:?} {shape:?}") });
        }
        Ok(tensor.data())
    }

    /// A tensor of floats.
    ///
    /// # Errors
    ///
    /// If it is missing, or of another type or shape.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        let bytes = self.bytes(name, Dtype::F32, shape)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    fn int8(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, LoadError> {
        Ok(self.bytes(name, Dtype::I8, shape)?.iter().map(|byte| byte.cast_signed()).collect())
    }

    /// A layer with int8 weights `[units][inputs]`.
    ///
    /// # Errors
    ///
    /// As [`Self::floats`].
    pub fn matrix(&self, name: &str, units: usize, inputs: usize) -> Result<Matrix, LoadError> {
        let weights = self.int8(&format!("{name}.weight"), &[units, inputs])?;
        let scale = self.floats(&format!("{name}.scale"), &[units])?;
        Ok(Matrix::new(&weights, scale, self.floats(&format!("{name}.bias"), &[units])?))
    }

    /// A table of int8 rows.
    ///
    /// # Errors
    ///
    /// As [`Self::floats`].
    pub fn table(&self, name: &str, rows: usize, width: usize) -> Result<Table, LoadError> {
        let values = self.int8(&format!("{name}.weight"), &[rows, width])?;
        Ok(Table { rows: values, scale: self.floats(&format!("{name}.scale"), &[rows])?, width })
    }

    /// A layer in floats.
    ///
    /// # Errors
    ///
    /// As [`Self::floats`].
    pub fn dense(&self, name: &str, units: usize, inputs: usize) -> Result<Dense, LoadError> {
        let weight = self.floats(&format!("{name}.weight"), &[units, inputs])?;
        Ok(Dense { weight, bias: self.floats(&format!("{name}.bias"), &[units])? })
    }

    /// A layer norm.
    ///
    /// # Errors
    ///
    /// As [`Self::floats`].
    pub fn norm(&self, name: &str, units: usize, epsilon: f32) -> Result<Norm, LoadError> {
        let weight = self.floats(&format!("{name}.weight"), &[units])?;
        Ok(Norm { weight, bias: self.floats(&format!("{name}.bias"), &[units])?, epsilon })
    }

    /// Chains `kinds` side by side over `tags` tags.
    fn chains_of(&self, name: &str, kinds: usize, tags: usize) -> Result<Vec<Chain>, LoadError> {
        let transition = self.floats(&format!("{name}.transition"), &[kinds, tags, tags])?;
        Ok(Chains::cut(&transition, &self.floats(&format!("{name}.start"), &[kinds, tags])?, tags))
    }

    /// All chains.
    ///
    /// # Errors
    ///
    /// As [`Self::floats`].
    pub fn chains(&self) -> Result<Chains, LoadError> {
        Ok(Chains {
            taggers: self.chains_of("tagger_chain", self.labels.taggers.len(), crate::labels::TAGGER_TAGS)?,
            arguments: self.chains_of("argument_chain", self.labels.predicates.len(), crate::labels::ARGUMENT_TAGS)?,
        })
    }
}
