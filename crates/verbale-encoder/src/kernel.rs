//! Chooses, when the program runs, how wide vectors are; multiplies matrices.
//!
//! A *word* here is 32 bits that hold a group of neighbouring inputs: two of 16 bits, or four of 8. A row of activations and
//! a column of weights meet word by word. All ways give the same 32-bit integers, hence the same scores.

mod product;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use product::{FloatProduct, Product};

/// How this machine computes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Isa {
    /// Plain Rust: words of two inputs.
    Portable,
    /// AVX2: words of two inputs.
    #[cfg(target_arch = "x86_64")]
    Avx2(x86::Avx2),
    /// AVX-512 VNNI: words of four inputs.
    #[cfg(target_arch = "x86_64")]
    Vnni(x86::Vnni),
}

/// A computation that is compiled once for plain and once for wide vectors.
///
/// `run` and all that it calls in its loops must be `#[inline(always)]`, or the wide version calls plain code. It must not be
/// written so that wider vectors change its result; the compiler never reorders floating-point sums.
pub(crate) trait Wide {
    /// Does the work.
    fn run(self);
}

impl Isa {
    /// The fastest way that this machine knows.
    pub fn best() -> Self {
        Self::all().pop().unwrap_or(Self::Portable)
    }

    /// All ways that this machine knows, the fastest last.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(x86::Avx2::found().map(Self::Avx2));
            all.extend(x86::Vnni::found().map(Self::Vnni));
        }
        all
    }

    /// Inputs in a word, 2 or 4.
    pub fn group(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Vnni(_) => 4,
            _ => 2,
        }
    }

    /// Output units in a panel of weights.
    pub fn columns(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Vnni(_) => 32,
            _ => 16,
        }
    }

    /// Runs a computation with the widest vectors.
    pub fn run(self, work: impl Wide) {
        match self {
            Self::Portable => work.run(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(isa) => isa.run(work),
            #[cfg(target_arch = "x86_64")]
            Self::Vnni(isa) => isa.avx2().run(work),
        }
    }

    /// Multiplies int8 matrices.
    pub fn multiply(self, work: &mut Product<'_>) {
        match self {
            Self::Portable => product::portable(work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(isa) => isa.multiply(work),
            #[cfg(target_arch = "x86_64")]
            Self::Vnni(isa) => isa.multiply(work),
        }
    }

    /// Multiplies float32 matrices.
    pub fn multiply_floats(self, work: &mut FloatProduct<'_>) {
        match self {
            Self::Portable => product::portable_floats(work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(isa) => isa.multiply_floats(work),
            #[cfg(target_arch = "x86_64")]
            Self::Vnni(isa) => isa.avx2().multiply_floats(work),
        }
    }
}
