//! Linear layers with float32 weights.

use crate::error::LoadError;
use crate::float::LANES;
use crate::kernel::{FloatProduct, Isa};
use crate::weights::Weights;

/// A linear layer.
pub(crate) struct Dense {
    isa: Isa,
    inputs: usize,
    /// `[panel][input][column]`
    panels: Vec<[f32; LANES]>,
    /// `[unit]`
    bias: Vec<f32>,
}

impl Dense {
    /// Loads the tensors `name.weight` (float32 `[unit][input]`) and `name.bias` (`[unit]`).
    ///
    /// # Errors
    ///
    /// If one is missing or has another number type or shape.
    pub fn load(weights: &Weights<'_>, name: &str, [units, inputs]: [usize; 2], isa: Isa) -> Result<Self, LoadError> {
        let rows = weights.floats(&format!("{name}.weight"), &[units, inputs])?;
        Ok(Self::pack(&rows, weights.floats(&format!("{name}.bias"), &[units])?, isa))
    }

    /// Packs weights `[unit][input]`.
    pub fn pack(rows: &[f32], bias: Vec<f32>, isa: Isa) -> Self {
        let inputs = rows.len() / bias.len().max(1);
        let mut panels = vec![[0.0; LANES]; bias.len().div_ceil(LANES) * inputs];
        for (unit, row) in rows.chunks_exact(inputs.max(1)).enumerate() {
            for (input, &weight) in row.iter().enumerate() {
                panels[unit / LANES * inputs + input][unit % LANES] = weight;
            }
        }
        Self { isa, inputs, panels, bias }
    }

    /// Number of output units.
    pub fn units(&self) -> usize {
        self.bias.len()
    }

    /// Multiplies rows `[row][input]`, gives `[row][unit]`.
    pub fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let count = rows.len() / self.inputs.max(1);
        let padded = self.units().next_multiple_of(LANES);
        let mut sums = vec![0.0; count * padded];
        self.isa.multiply_floats(&mut FloatProduct {
            inputs: self.inputs,
            rows,
            stride: self.inputs,
            panels: &self.panels,
            out: &mut sums,
            out_stride: padded,
            count,
        });
        let mut out = Vec::with_capacity(count * self.units());
        for sums in sums.chunks_exact(padded.max(1)) {
            out.extend(sums.iter().zip(&self.bias).map(|(sum, bias)| sum + bias));
        }
        out
    }
}
