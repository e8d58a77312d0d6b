//! Files and standard input as bytes, and the engine that reads them.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use verbale::Engine;
use verbale_encoder::Reader;

use crate::arguments::ModelChoice;

/// One input.
pub struct Input {
    /// The file's name; none for standard input.
    pub name: Option<String>,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The inputs that a call names, `-` and no name at all standing for standard input.
pub fn paths(files: &[PathBuf]) -> Vec<PathBuf> {
    if files.is_empty() { vec![PathBuf::from("-")] } else { files.to_vec() }
}

/// Reads one input.
pub fn open(path: &Path) -> Result<Input> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
        return Ok(Input { name: None, bytes });
    }
    let bytes = fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(Input { name: Some(path.display().to_string()), bytes })
}

/// The engine with the weights and on the threads that a call asks for.
pub fn engine(choice: &ModelChoice) -> Result<Engine<Reader>> {
    if let Some(threads) = choice.threads {
        // The pool is made once a process; a second call would fail, and there is none.
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("the threads cannot be started")?;
    }
    let reader = match &choice.weights {
        None => Reader::embedded()?,
        Some(path) => {
            let bytes = fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
            Reader::from_weights(&bytes).with_context(|| format!("{}: not usable as weights", path.display()))?
        }
    };
    Ok(Engine::new(reader)?)
}
