//! What several tests need: the data beside the project, the Python referees, and deterministic noise.

#![allow(dead_code, reason = "every test binary uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the folder `shared` beside the project's root; `None`, with a printed message, where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    if found.exists() {
        return Some(found);
    }
    println!("SKIPPED: {} is absent", found.display());
    None
}

/// What a Python script prints; `None`, with a printed message, where there is no Python.
pub fn python(script: &Path, arguments: &[&Path]) -> Option<String> {
    let Ok(output) = Command::new("python3").arg(script).args(arguments).env("PYTHONIOENCODING", "utf-8").output()
    else {
        println!("SKIPPED: no python3");
        return None;
    };
    assert!(output.status.success(), "{}: {}", script.display(), String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// Writes a file that belongs to one test and gives its path.
pub fn scratch(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the folder for temporary files can be written");
    path
}

/// Numbers that look like chance and are the same in every run: xorshift64.
///
/// Source: G. Marsaglia, *Xorshift RNGs*, Journal of Statistical Software 8 (2003).
pub struct Noise(u64);

impl Noise {
    /// Noise of its own for every seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    /// True in so many per cent.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// The span with its edges moved by up to three places, within `0..length`, never backwards.
    pub fn shifted(&mut self, [start, end]: [usize; 2], length: usize) -> [usize; 2] {
        let mut moved = |at: usize| (at + self.below(7)).saturating_sub(3).min(length);
        let (start, end) = (moved(start), moved(end));
        [start.min(end), start.max(end)]
    }
}
