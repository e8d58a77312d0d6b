//! The vector instructions of `x86_64`, and all `unsafe` code of the encoder.
//!
//! What is unsafe is to run instructions that the processor may lack, and to load and store by pointer. A value of [`Avx2`] or
//! [`Vnni`] exists only where the processor has been asked; pointers are made from references to arrays of the right size.
#![allow(unsafe_code)]
// `self` is the proof, though its value is not used; the loads and stores by a cast pointer are those without alignment.
#![allow(clippy::unused_self, clippy::cast_ptr_alignment)]

use std::arch::x86_64::{
    __m256, __m256i, __m512i, _mm256_add_epi32, _mm256_add_ps, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16,
    _mm256_mul_ps, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps, _mm256_storeu_si256,
    _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_storeu_si512,
};

use super::Wide;
use super::product::{FloatProduct, Product, multiply, multiply_floats};

/// Proof that the processor has AVX2.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Avx2(());

/// Proof that the processor has AVX2, AVX-512F and AVX-512 VNNI.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vnni(());

impl Avx2 {
    /// Asks the processor.
    pub fn found() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Self(()))
    }

    /// Runs a computation compiled for AVX2. Fused multiplication is left off: it rounds once where others round twice.
    pub fn run(self, work: impl Wide) {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { run_avx2(work) }
    }

    /// Multiplies words of two inputs.
    pub fn multiply(self, work: &mut Product<'_>) {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { multiply_avx2(work) }
    }

    /// Multiplies float32 matrices.
    pub fn multiply_floats(self, work: &mut FloatProduct<'_>) {
        // SAFETY: `self` proves that the processor has AVX2.
        unsafe { multiply_floats_avx2(work) }
    }
}

impl Vnni {
    /// Asks the processor.
    pub fn found() -> Option<Self> {
        let all =
            Avx2::found().is_some() && is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni");
        all.then_some(Self(()))
    }

    /// It has AVX2 too.
    pub fn avx2(self) -> Avx2 {
        Avx2(())
    }

    /// Multiplies words of four inputs: activations raised by 128, weights as they are. The sums start from what undoes that.
    pub fn multiply(self, work: &mut Product<'_>) {
        // SAFETY: `self` proves that the processor has AVX-512F and AVX-512 VNNI.
        unsafe { multiply_vnni(work) }
    }
}

#[target_feature(enable = "avx2")]
fn run_avx2(work: impl Wide) {
    work.run();
}

#[target_feature(enable = "avx2")]
fn multiply_avx2(work: &mut Product<'_>) {
    multiply!(work, 16, tile_avx2; 6, 5, 4, 3, 2, 1);
}

#[target_feature(enable = "avx2")]
fn multiply_floats_avx2(work: &mut FloatProduct<'_>) {
    multiply_floats!(work, float_tile_avx2; 6, 5, 4, 3, 2, 1);
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn multiply_vnni(work: &mut Product<'_>) {
    multiply!(work, 32, tile_vnni; 6, 5, 4, 3, 2, 1);
}

/// Sums of `R` rows times a panel of 16 columns: with six rows, twelve sums, two weights, an activation and a product fill the
/// sixteen registers.
#[target_feature(enable = "avx2")]
#[inline]
fn tile_avx2<const R: usize>(rows: [&[i32]; R], panel: &[[i32; 16]], start: &[i32; 16], out: &mut [[i32; 16]; R]) {
    let mut sums = [load_256(start); R];
    for (k, words) in panel.iter().enumerate() {
        let [left, right] = load_256(words);
        for (sums, row) in sums.iter_mut().zip(rows) {
            let inputs = _mm256_set1_epi32(row[k]);
            sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(inputs, left));
            sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(inputs, right));
        }
    }
    for (out, sums) in out.iter_mut().zip(sums) {
        store_256(sums, out);
    }
}

/// As [`tile_avx2`], for floats; multiplied and added apart, as everywhere.
#[target_feature(enable = "avx2")]
#[inline]
fn float_tile_avx2<const R: usize>(rows: [&[f32]; R], panel: &[[f32; 16]], out: &mut [[f32; 16]; R]) {
    let mut sums = [[_mm256_setzero_ps(); 2]; R];
    for (k, columns) in panel.iter().enumerate() {
        let [left, right] = load_floats(columns);
        for (sums, row) in sums.iter_mut().zip(rows) {
            let inputs = _mm256_set1_ps(row[k]);
            sums[0] = _mm256_add_ps(sums[0], _mm256_mul_ps(inputs, left));
            sums[1] = _mm256_add_ps(sums[1], _mm256_mul_ps(inputs, right));
        }
    }
    for (out, sums) in out.iter_mut().zip(sums) {
        store_floats(sums, out);
    }
}

/// Sums of `R` rows times a panel of 32 columns: twelve independent sums hide the latency of the instruction.
#[target_feature(enable = "avx512f,avx512vnni")]
#[inline]
fn tile_vnni<const R: usize>(rows: [&[i32]; R], panel: &[[i32; 32]], start: &[i32; 32], out: &mut [[i32; 32]; R]) {
    let mut sums = [load_512(start); R];
    for (k, words) in panel.iter().enumerate() {
        let [left, right] = load_512(words);
        for (sums, row) in sums.iter_mut().zip(rows) {
            let inputs = _mm512_set1_epi32(row[k]);
            sums[0] = _mm512_dpbusd_epi32(sums[0], inputs, left);
            sums[1] = _mm512_dpbusd_epi32(sums[1], inputs, right);
        }
    }
    for (out, sums) in out.iter_mut().zip(sums) {
        store_512(sums, out);
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn load_256(words: &[i32; 16]) -> [__m256i; 2] {
    let pointer = words.as_ptr().cast::<__m256i>();
    // SAFETY: sixteen words are two vectors; the load needs no alignment.
    unsafe { [_mm256_loadu_si256(pointer), _mm256_loadu_si256(pointer.add(1))] }
}

#[target_feature(enable = "avx2")]
#[inline]
fn store_256(vectors: [__m256i; 2], words: &mut [i32; 16]) {
    let pointer = words.as_mut_ptr().cast::<__m256i>();
    // SAFETY: sixteen words are two vectors; the store needs no alignment.
    unsafe {
        _mm256_storeu_si256(pointer, vectors[0]);
        _mm256_storeu_si256(pointer.add(1), vectors[1]);
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn load_floats(numbers: &[f32; 16]) -> [__m256; 2] {
    let pointer = numbers.as_ptr();
    // SAFETY: sixteen numbers are two vectors; the load needs no alignment.
    unsafe { [_mm256_loadu_ps(pointer), _mm256_loadu_ps(pointer.add(8))] }
}

#[target_feature(enable = "avx2")]
#[inline]
fn store_floats(vectors: [__m256; 2], numbers: &mut [f32; 16]) {
    let pointer = numbers.as_mut_ptr();
    // SAFETY: sixteen numbers are two vectors; the store needs no alignment.
    unsafe {
        _mm256_storeu_ps(pointer, vectors[0]);
        _mm256_storeu_ps(pointer.add(8), vectors[1]);
    }
}

#[target_feature(enable = "avx512f")]
#[inline]
fn load_512(words: &[i32; 32]) -> [__m512i; 2] {
    let pointer = words.as_ptr().cast::<__m512i>();
    // SAFETY: thirty-two words are two vectors; the load needs no alignment.
    unsafe { [_mm512_loadu_si512(pointer), _mm512_loadu_si512(pointer.add(1))] }
}

#[target_feature(enable = "avx512f")]
#[inline]
fn store_512(vectors: [__m512i; 2], words: &mut [i32; 32]) {
    let pointer = words.as_mut_ptr().cast::<__m512i>();
    // SAFETY: thirty-two words are two vectors; the store needs no alignment.
    unsafe {
        _mm512_storeu_si512(pointer, vectors[0]);
        _mm512_storeu_si512(pointer.add(1), vectors[1]);
    }
}
