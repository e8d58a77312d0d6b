//! The program: reads news and prints who said what, and who did what to whom.

mod arguments;
mod input;
mod measure;
mod pretty;
mod read;
mod relate;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};

/// Exit codes: 0 all was done; 1 some of the input could not be read, the rest was; 2 the call itself is wrong.
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Read(call) => read::run(&call),
        Command::Relate(call) => relate::run(&call),
        Command::Measure(call) => measure::run(&call),
    };
    match outcome {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// How a command ended.
enum Outcome {
    /// All of the input was read.
    Complete,
    /// Some of it could not be read; each fault was told on standard error.
    Partial,
}

/// Whether the reader of our output has gone away (`verbale read ... | head`), which is no fault.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    };
    error.chain().any(broken)
}
