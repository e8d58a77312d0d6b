//! `verbale measure`: how far records agree with gold ones.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use indexmap::IndexMap;
use rayon::prelude::*;
use serde_json::Value;
use verbale::Engine;
use verbale::article::{Source, read};
use verbale_encoder::Reader;
use verbale_record::Record;
use verbale_record::compare::attribution::{self, Article, Attribution, Punctuation};
use verbale_record::compare::{self, Line, Reading, by_id};

use crate::Outcome;
use crate::arguments::MeasureCall;
use crate::input;

/// Runs the command.
pub fn run(call: &MeasureCall) -> Result<Outcome> {
    if call.attribution { attributions(call) } else { records(call) }
}

fn records(call: &MeasureCall) -> Result<Outcome> {
    let gold: IndexMap<String, Reading> = load(&call.gold)?;
    let predicted = match &call.predicted {
        Some(path) => load(path)?,
        None => read_gold(call, |record| Reading::from(&record))?,
    };
    let figures = compare::records(&gold, &predicted);
    print(call, &figures, &figures)
}

fn attributions(call: &MeasureCall) -> Result<Outcome> {
    let gold: IndexMap<String, Article> = load(&call.gold)?;
    let predicted = match &call.predicted {
        Some(path) => load(path)?,
        None => read_gold(call, |record| outermost(&record))?,
    };
    let figures = attribution::articles(&gold, &predicted, Punctuation::Kept)?;
    print(call, &figures, &figures)
}

fn print(call: &MeasureCall, table: &impl std::fmt::Display, figures: &impl serde::Serialize) -> Result<Outcome> {
    let mut out = io::stdout().lock();
    if call.json {
        writeln!(out, "{}", serde_json::to_string(figures)?)?;
    } else {
        write!(out, "{table}")?;
    }
    Ok(Outcome::Complete)
}

fn load<T: Line>(path: &Path) -> Result<IndexMap<String, T>> {
    let file = File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(by_id(BufReader::new(file), &path.display().to_string())?)
}

/// Reads the texts of the gold file with the engine, and makes of each record what is compared.
fn read_gold<T: Send>(call: &MeasureCall, compared: impl Fn(Record) -> T + Sync) -> Result<IndexMap<String, T>> {
    let engine: Engine<Reader> = input::engine(&call.model)?;
    let lines = input::open(&call.gold)?.bytes;
    let lines: Vec<(usize, &[u8])> = lines.split(|byte| *byte == b'\n').enumerate().collect();
    let lines: Vec<_> = lines.into_iter().filter(|(_, line)| !line.trim_ascii().is_empty()).collect();
    let compared = |(number, line): &(usize, &[u8])| -> Result<(String, T)> {
        let gold: Value = serde_json::from_slice(line)?;
        let Some(text) = gold["text"].as_str() else {
            bail!("{}:{}: no `text`; a gold line that is to be read needs one", call.gold.display(), number + 1);
        };
        let id = gold["id"].as_str().unwrap_or_default();
        let article = serde_json::to_vec(&serde_json::json!({ "id": id, "text": text }))?;
        let source = Source { format: Some(verbale::article::Format::Json), ..Source::default() };
        let document = read(&article, &source).into_iter().next().context("a gold line without an article")??;
        Ok((id.to_owned(), compared(engine.read(document).record)))
    };
    let read: Result<Vec<(String, T)>> = lines.par_iter().map(compared).collect();
    Ok(read?.into_iter().collect())
}

/// The record's outermost statements, as `PolNeAR` marks them.
fn outermost(record: &Record) -> Article {
    let span = |name: &String| record.mentions.get(name).map(|mention| mention.span);
    let attribution = |statement: &verbale_record::Statement| Attribution {
        source: Some(statement.source.iter().filter_map(span).collect()),
        cue: Some(statement.cue.clone()),
        content: Some(statement.content.clone()),
    };
    let outer = record.statements.values().filter(|statement| statement.within.is_none());
    Article { attributions: outer.map(attribution).collect(), id: record.id.clone(), text: None }
}
