//! `verbale relate`: given pairs in, codes out.

use std::io::{self, Write};

use anyhow::Result;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use verbale::Engine;
use verbale::relate::{Pair, Relation};
use verbale::span::{Byte, Span};
use verbale_encoder::Reader;
use verbale_record::{Mode, Quad, Status, Type};

use crate::Outcome;
use crate::arguments::{RelateCall, Scheme};
use crate::{input, terminal};

/// A pair as it is given; offsets in Unicode code points.
#[derive(Deserialize)]
struct Given {
    id: Value,
    text: String,
    #[serde(default)]
    actor: Option<[usize; 2]>,
    #[serde(default)]
    recipient: Option<[usize; 2]>,
}

/// A pair's code as it is printed.
#[derive(Serialize)]
struct Coded {
    id: Value,
    #[serde(rename = "type")]
    kind: Type,
    mode: Option<Mode>,
    quad: Quad,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    plv: Option<String>,
    scores: serde_json::Map<String, Value>,
}

/// Runs the command.
pub fn run(call: &RelateCall) -> Result<Outcome> {
    let engine = input::engine(&call.model)?;
    let mut outcome = Outcome::Complete;
    for path in input::paths(&call.files) {
        let input = input::open(&path)?;
        let name = input.name.unwrap_or_else(|| "standard input".to_owned());
        let lines: Vec<(usize, &[u8])> = input.bytes.split(|byte| *byte == b'\n').enumerate().collect();
        let lines: Vec<_> = lines.into_iter().filter(|(_, line)| !line.trim_ascii().is_empty()).collect();
        let coded: Vec<_> = lines.par_iter().map(|(_, line)| code(line, &engine, call.labels)).collect();
        let mut out = io::stdout().lock();
        for ((number, _), coded) in lines.iter().zip(coded) {
            match coded {
                Ok(coded) => writeln!(out, "{}", serde_json::to_string(&coded)?)?,
                Err(error) => {
                    terminal::complain(&format!("{name}, line {}: {error:#}", number + 1));
                    outcome = Outcome::Partial;
                }
            }
        }
    }
    Ok(outcome)
}

fn code(line: &[u8], engine: &Engine<Reader>, scheme: Option<Scheme>) -> Result<Coded> {
    let given: Given = serde_json::from_slice(line)?;
    let bytes = |role: &str, span: Option<[usize; 2]>| span.map(|span| to_bytes(&given.text, span, role)).transpose();
    let pair = Pair {
        text: &given.text,
        actor: bytes("actor", given.actor)?,
        recipient: bytes("recipient", given.recipient)?,
    };
    let relation: Relation = engine.relate(&pair);
    let kind = relation.types[0].0;
    let plv = (scheme == Some(Scheme::Plv)).then(|| relation.plv[0].0.clone());
    let score = |(kind, probability): &(Type, f32)| (kind.to_string(), rounded(*probability));
    Ok(Coded {
        id: given.id,
        kind,
        mode: relation.mode,
        quad: kind.quad(),
        status: relation.status,
        plv,
        scores: relation.types.iter().map(score).collect(),
    })
}

/// A probability to four digits, which are enough to rank by.
fn rounded(probability: f32) -> Value {
    Value::from((f64::from(probability) * 10_000.0).round() / 10_000.0)
}

/// Offsets in code points as bytes.
fn to_bytes(text: &str, [start, end]: [usize; 2], role: &str) -> Result<Span<Byte>> {
    let mut bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    let found = (start < end).then(|| Some((bytes.nth(start)?, bytes.nth(end - start - 1)?))).flatten();
    let Some((start, end)) = found else {
        anyhow::bail!(
            "`{role}` is [{start}, {end}], but the text has {} code points; give [start, end] with start < end inside the text",
            text.chars().count()
        );
    };
    Ok(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::to_bytes;

    #[test]
    fn offsets_count_code_points() {
        let text = "Zürich 🙂 ok";
        let span = to_bytes(text, [7, 8], "actor").unwrap();
        assert_eq!(&text[span.range()], "🙂");
        assert_eq!(&text[to_bytes(text, [0, 11], "actor").unwrap().range()], text);
    }

    #[test]
    fn offsets_outside_the_text_are_refused() {
        for wrong in [[3, 3], [4, 2], [0, 4], [9, 12]] {
            let error = to_bytes("abc", wrong, "recipient").unwrap_err().to_string();
            assert!(error.contains("`recipient`") && error.contains("3 code points"), "{error}");
        }
    }
}
