//! Scaled dot-product attention over all heads (Vaswani et al. 2017), in float32.

use crate::float::{LANES, exponentials};
use crate::forward::HIDDEN;
use crate::kernel::{FloatProduct, Isa, Wide};

/// Units of a head.
const UNITS: usize = 32;
/// Numbers of one piece: query, key and value of all heads.
pub(crate) const ATTEND: usize = 3 * HIDDEN;
/// Queries that are answered at once: their shares of all pieces stay in the first cache.
const QUERIES: usize = 12;

/// Buffers of one head.
#[derive(Default)]
pub(crate) struct HeadBuffers {
    /// Keys, sixteen pieces side by side; `[piece / 16][unit][piece % 16]`.
    keys: Vec<[f32; LANES]>,
    /// Values; `[unit / 16][piece][unit % 16]`.
    values: Vec<[f32; LANES]>,
    /// Shares of the pieces for some queries; `[query][piece / 16][piece % 16]`.
    shares: Vec<[f32; LANES]>,
    /// What the shares of each query add up to.
    sums: [f32; QUERIES],
}

/// Lets every piece take from every piece: `attend` is `[piece][query, key, value][head][unit]`, `taken` `[piece][head][unit]`.
pub(crate) fn attention(attend: &[f32], buffers: &mut HeadBuffers, taken: &mut [f32], isa: Isa) {
    let pieces = attend.len() / ATTEND;
    let panels = pieces.div_ceil(LANES);
    buffers.keys.resize(panels * UNITS, [0.0; LANES]);
    buffers.values.resize(UNITS / LANES * pieces, [0.0; LANES]);
    buffers.shares.resize(QUERIES * panels, [0.0; LANES]);
    for head in 0..HIDDEN / UNITS {
        isa.run(Pack { attend, head, buffers });
        for (attend, taken) in attend.chunks(QUERIES * ATTEND).zip(taken.chunks_mut(QUERIES * HIDDEN)) {
            answer(&attend[head * UNITS..], buffers, &mut taken[head * UNITS..], isa);
        }
    }
}

/// Answers some queries of one head; both slices begin at its first unit.
fn answer(attend: &[f32], buffers: &mut HeadBuffers, taken: &mut [f32], isa: Isa) {
    let count = attend.len().div_ceil(ATTEND);
    let pieces = buffers.values.len() / (UNITS / LANES);
    let padded = pieces.next_multiple_of(LANES);
    isa.multiply_floats(&mut FloatProduct {
        inputs: UNITS,
        rows: attend,
        stride: ATTEND,
        panels: &buffers.keys,
        out: buffers.shares.as_flattened_mut(),
        out_stride: padded,
        count,
    });
    isa.run(Share { buffers, pieces, count });
    isa.multiply_floats(&mut FloatProduct {
        inputs: pieces,
        rows: buffers.shares.as_flattened(),
        stride: padded,
        panels: &buffers.values,
        out: taken,
        out_stride: HIDDEN,
        count,
    });
    for (taken, sum) in taken.chunks_mut(HIDDEN).zip(&buffers.sums) {
        taken[..UNITS].iter_mut().for_each(|x| *x /= sum);
    }
}

/// Copies keys and values of a head to where the products read them in order.
struct Pack<'a> {
    attend: &'a [f32],
    head: usize,
    buffers: &'a mut HeadBuffers,
}

impl Wide for Pack<'_> {
    #[inline(always)]
    fn run(self) {
        let pieces = self.attend.len() / ATTEND;
        let at =
            |piece: usize, part: usize| &self.attend[piece * ATTEND + part * HIDDEN + self.head * UNITS..][..UNITS];
        for (panel, keys) in self.buffers.keys.chunks_exact_mut(UNITS).enumerate() {
            for lane in 0..LANES {
                // Behind the last piece stands its copy: finite, and never taken from.
                let key = at((panel * LANES + lane).min(pieces - 1), 1);
                for (keys, x) in keys.iter_mut().zip(key) {
                    keys[lane] = *x;
                }
            }
        }
        for (panel, values) in self.buffers.values.chunks_exact_mut(pieces).enumerate() {
            for (piece, values) in values.iter_mut().enumerate() {
                values.copy_from_slice(&at(piece, 2)[panel * LANES..][..LANES]);
            }
        }
    }
}

/// Turns the scores of `count` queries into shares that add up to `sums`.
struct Share<'a> {
    buffers: &'a mut HeadBuffers,
    pieces: usize,
    count: usize,
}

impl Wide for Share<'_> {
    #[inline(always)]
    fn run(self) {
        let panels = self.pieces.div_ceil(LANES);
        let rows = self.buffers.shares.chunks_exact_mut(panels).zip(&mut self.buffers.sums);
        for (shares, sum) in rows.take(self.count) {
            for beyond in self.pieces..panels * LANES {
                shares[beyond / LANES][beyond % LANES] = -1e30;
            }
            *sum = exponentials(shares, 1.0 / (UNITS as f32).sqrt());
        }
    }
}
