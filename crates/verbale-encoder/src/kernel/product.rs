//! What a matrix product is given, its loops, and its innermost part in plain Rust.

/// An int8 matrix product with scales: `out[row][unit] = sum * (row_scale[row] * scale[unit]) + bias[unit]`, where `sum` runs
/// over the inputs and is exact.
pub(crate) struct Product<'a> {
    /// Words in a row, and in a column.
    pub words: usize,
    /// Activations; `[row][word]`.
    pub rows: &'a [i32],
    /// `[row]`
    pub row_scale: &'a [f32],
    /// Weights; `[panel][word][column]`.
    pub panels: &'a [i32],
    /// What each sum starts from; `[panel][column]`.
    pub start: &'a [i32],
    /// `[panel][column]`
    pub scale: &'a [f32],
    /// `[panel][column]`
    pub bias: &'a [f32],
    /// Output units; the columns behind them are left out.
    pub units: usize,
    /// `[row][unit]`
    pub out: &'a mut [f32],
}

impl<'a> Product<'a> {
    /// Rows `first` to `first + R`.
    #[inline(always)]
    pub(super) fn block<const R: usize>(&self, first: usize) -> [&'a [i32]; R] {
        let mut block: [&[i32]; R] = [&[]; R];
        for (row, slot) in block.iter_mut().enumerate() {
            *slot = &self.rows[(first + row) * self.words..][..self.words];
        }
        block
    }

    /// Panel number `panel` and what its sums start from.
    #[inline(always)]
    pub(super) fn panel<const C: usize>(&self, panel: usize) -> (&'a [[i32; C]], &'a [i32; C]) {
        let words = &self.panels.as_chunks().0[panel * self.words..][..self.words];
        (words, &self.start.as_chunks().0[panel])
    }

    /// Scales the sums of rows from `first` on and writes them down.
    #[inline(always)]
    pub(super) fn finish<const R: usize, const C: usize>(&mut self, first: usize, panel: usize, sums: &[[i32; C]; R]) {
        let (scale, bias) = (&self.scale.as_chunks::<C>().0[panel], &self.bias.as_chunks::<C>().0[panel]);
        let columns = C.min(self.units - panel * C);
        for (row, sums) in sums.iter().enumerate() {
            let row_scale = self.row_scale[first + row];
            let scaled = |column: usize| sums[column] as f32 * (row_scale * scale[column]) + bias[column];
            let out = &mut self.out[(first + row) * self.units + panel * C..][..columns];
            // A full panel has a loop of its own, whose length is known.
            match out.first_chunk_mut::<C>() {
                Some(out) => out.iter_mut().enumerate().for_each(|(column, out)| *out = scaled(column)),
                None => out.iter_mut().enumerate().for_each(|(column, out)| *out = scaled(column)),
            }
        }
    }
}

/// Loops over panels and blocks of rows: `multiply!(work, columns, tile; rows of a full block, and of what is left)`. A panel
/// stays in the first cache while all rows pass by it.
macro_rules! multiply {
    ($work:ident, $columns:literal, $tile:ident; $most:literal $(, $left:literal)*) => {
        for panel in 0..$work.units.div_ceil($columns) {
            let (words, start) = $work.panel::<$columns>(panel);
            let mut row = 0;
            while row < $work.row_scale.len() {
                match $work.row_scale.len() - row {
                    $($left => {
                        let mut sums = [[0; $columns]; $left];
                        $tile($work.block(row), words, start, &mut sums);
                        $work.finish(row, panel, &sums);
                    })*
                    _ => {
                        let mut sums = [[0; $columns]; $most];
                        $tile($work.block(row), words, start, &mut sums);
                        $work.finish(row, panel, &sums);
                    }
                }
                row += $most;
            }
        }
    };
}
#[cfg(target_arch = "x86_64")]
pub(super) use multiply;

/// In plain Rust.
pub(super) fn portable(work: &mut Product<'_>) {
    multiply!(work, 16, plain_tile; 2, 1);
}

/// A float32 matrix product; each sum runs in the order of the inputs.
pub(crate) struct FloatProduct<'a> {
    /// Inputs of a row.
    pub inputs: usize,
    /// Activations; `[row][stride]`, of which the first `inputs` count.
    pub rows: &'a [f32],
    /// Numbers from one row to the next.
    pub stride: usize,
    /// Weights; `[panel][input][column]`.
    pub panels: &'a [[f32; 16]],
    /// `[row][out_stride]`, of which the first `[panel][column]` are written.
    pub out: &'a mut [f32],
    /// Numbers from one row of `out` to the next.
    pub out_stride: usize,
    /// Number of rows.
    pub count: usize,
}

impl<'a> FloatProduct<'a> {
    #[inline(always)]
    pub(super) fn block<const R: usize>(&self, first: usize) -> [&'a [f32]; R] {
        let mut block: [&[f32]; R] = [&[]; R];
        for (row, slot) in block.iter_mut().enumerate() {
            *slot = &self.rows[(first + row) * self.stride..][..self.inputs];
        }
        block
    }

    #[inline(always)]
    pub(super) fn panel(&self, panel: usize) -> &'a [[f32; 16]] {
        &self.panels[panel * self.inputs..][..self.inputs]
    }

    #[inline(always)]
    pub(super) fn finish<const R: usize>(&mut self, first: usize, panel: usize, sums: &[[f32; 16]; R]) {
        for (row, sums) in sums.iter().enumerate() {
            self.out[(first + row) * self.out_stride + panel * 16..][..16].copy_from_slice(sums);
        }
    }
}

/// As `multiply!`, for floats: `multiply_floats!(work, tile; rows of a full block, and of what is left)`.
macro_rules! multiply_floats {
    ($work:ident, $tile:ident; $most:literal $(, $left:literal)*) => {
        for panel in 0..$work.panels.len() / $work.inputs.max(1) {
            let mut row = 0;
            while row < $work.count {
                match $work.count - row {
                    $($left => {
                        let mut sums = [[0.0; 16]; $left];
                        $tile($work.block(row), $work.panel(panel), &mut sums);
                        $work.finish(row, panel, &sums);
                    })*
                    _ => {
                        let mut sums = [[0.0; 16]; $most];
                        $tile($work.block(row), $work.panel(panel), &mut sums);
                        $work.finish(row, panel, &sums);
                    }
                }
                row += $most;
            }
        }
    };
}
#[cfg(target_arch = "x86_64")]
pub(super) use multiply_floats;

/// In plain Rust.
pub(super) fn portable_floats(work: &mut FloatProduct<'_>) {
    multiply_floats!(work, plain_float_tile; 2, 1);
}

#[inline(always)]
fn plain_float_tile<const R: usize>(rows: [&[f32]; R], panel: &[[f32; 16]], sums: &mut [[f32; 16]; R]) {
    for (k, columns) in panel.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let x = row[k];
            for (sum, weight) in sums.iter_mut().zip(columns) {
                *sum += x * weight;
            }
        }
    }
}

/// The two inputs in a word.
#[inline(always)]
fn pair(word: i32) -> [i32; 2] {
    [i32::from(word as i16), word >> 16]
}

/// Sums of `R` rows times one panel of words of two inputs.
#[inline(always)]
fn plain_tile<const R: usize>(rows: [&[i32]; R], panel: &[[i32; 16]], start: &[i32; 16], sums: &mut [[i32; 16]; R]) {
    *sums = [*start; R];
    for (k, words) in panel.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let [low, high] = pair(row[k]);
            for (sum, &word) in sums.iter_mut().zip(words) {
                let weight = pair(word);
                *sum += low * weight[0] + high * weight[1];
            }
        }
    }
}
