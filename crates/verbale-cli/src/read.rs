//! `verbale read`: articles in, records out.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use verbale::article::{self, Document, Source};
use verbale::{Engine, Reading};
use verbale_encoder::Reader;

use crate::Outcome;
use crate::arguments::{OutputFormat, ReadCall};
use crate::{input, pretty, terminal};

/// Articles that are read in parallel before their records are printed: enough to keep every core busy, few enough to bound memory.
const AT_ONCE: usize = 64;

/// Runs the command.
pub fn run(call: &ReadCall) -> Result<Outcome> {
    let engine = input::engine(&call.model)?;
    let format = call
        .format
        .unwrap_or_else(|| if io::stdout().is_terminal() { OutputFormat::Pretty } else { OutputFormat::Jsonl });
    let printer = Printer { format, explain: call.explain };
    let paths = input::paths(&call.files);
    let progress = progress(paths.len());
    let mut outcome = Outcome::Complete;
    for path in &paths {
        match input::open(path) {
            Ok(input) => {
                let source = Source { name: input.name, format: None };
                let articles = article::read(&input.bytes, &source);
                drop(input.bytes);
                let mut documents = Vec::new();
                for article in articles {
                    match article {
                        Ok(document) => documents.push(document),
                        Err(error) => complain(&progress, &mut outcome, &error),
                    }
                }
                print_all(&engine, documents, &printer)?;
            }
            Err(error) => complain(&progress, &mut outcome, &format!("{error:#}")),
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(outcome)
}

/// A bar on standard error, for several files on a terminal only.
fn progress(files: usize) -> ProgressBar {
    let shown = files > 1 && io::stderr().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{pos} of {len} files {wide_bar} {per_sec}, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(files as u64), target);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn complain(progress: &ProgressBar, outcome: &mut Outcome, error: &dyn std::fmt::Display) {
    progress.suspend(|| terminal::complain(error));
    *outcome = Outcome::Partial;
}

fn print_all(engine: &Engine<Reader>, documents: Vec<Document>, printer: &Printer) -> Result<()> {
    let mut waiting = documents.into_iter();
    loop {
        let some: Vec<Document> = waiting.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return Ok(());
        }
        let readings: Vec<Reading> = some.into_par_iter().map(|document| engine.read(document)).collect();
        for reading in &readings {
            printer.print(reading)?;
        }
    }
}

/// Prints records in one format.
struct Printer {
    format: OutputFormat,
    explain: bool,
}

impl Printer {
    fn print(&self, reading: &Reading) -> Result<()> {
        let mut out = io::stdout().lock();
        match self.format {
            OutputFormat::Pretty => write_styled(&mut out, &pretty::article(reading))?,
            OutputFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&reading.record)?)?,
            OutputFormat::Jsonl => writeln!(out, "{}", serde_json::to_string(&reading.record)?)?,
        }
        if self.explain {
            // Beside a record on standard output the reasons go to standard error, so that the output stays the record.
            let reasons = pretty::reasons(reading);
            match self.format {
                OutputFormat::Pretty => write_styled(&mut out, &reasons)?,
                OutputFormat::Json | OutputFormat::Jsonl => write!(io::stderr().lock(), "{reasons}")?,
            }
        }
        Ok(out.flush()?)
    }
}

/// Writes text with styles; they are taken out where the output is no terminal or does not want them. Records never go this way:
/// control characters of an article, which JSON may hold as they are, would be taken out too.
fn write_styled(out: &mut impl Write, text: &str) -> Result<()> {
    if anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never {
        write!(out, "{}", anstream::adapter::strip_str(text))?;
    } else {
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}
