//! The scores of Python's model, which has the same int8 weights and float activations (`training/verbale_training/export.py`).

use serde_json::Value;
use verbale_encoder::{Asked, Encoder, PredicateScores, Reader, SEP, Window, WindowReading, Word};

/// The largest and the mean difference of a score that rounding activations to int8 may make. Trained scores run from about -15 to
/// 15; a wrong formula or a swapped tensor shifts them by whole units everywhere.
const LARGEST: f64 = 0.5;
const MEAN: f64 = 0.08;

struct Case {
    says: Value,
    words: Vec<Word>,
    line: Vec<u32>,
}

impl Case {
    fn window(&self) -> Window<'_> {
        Window { words: &self.words, line: &self.line }
    }

    fn asked(&self) -> Vec<Asked> {
        let number = |value: &Value, i: usize| value[i].as_u64().unwrap() as usize;
        let asked = |value: &Value| Asked { kind: number(value, 0), first: number(value, 1), end: number(value, 2) };
        self.says["asked"].as_array().unwrap().iter().map(asked).collect()
    }
}

/// Cuts a text as the engine does: the words of each line, then a word of no width for its end.
fn cut(reader: &Reader, text: &str) -> (Vec<Word>, Vec<u32>) {
    let (mut words, mut lines, mut start) = (Vec::new(), Vec::new(), 0);
    for (number, line) in text.split('\n').enumerate() {
        let end = start + line.len();
        let found = reader.words(line);
        let moved = found.into_iter().map(|w| Word { start: start + w.start, end: start + w.end, pieces: w.pieces });
        words.extend(moved);
        words.push(Word { start: end, end, pieces: vec![SEP] });
        lines.resize(words.len(), u32::try_from(number).unwrap());
        start = end + 1;
    }
    (words, lines)
}

fn cases(reader: &Reader) -> Vec<Case> {
    let all: Vec<Value> = serde_json::from_str(include_str!("scores.json")).unwrap();
    all.into_iter()
        .map(|says| {
            let (words, line) = cut(reader, says["text"].as_str().unwrap());
            Case { says, words, line }
        })
        .collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        value => vec![value.as_f64().unwrap()],
    }
}

/// Tagger scores as Python has them, `[word][tagger][tag]`.
fn tagger(reader: &Reader, reading: &WindowReading) -> Vec<f32> {
    let taggers: Vec<&[f32]> = (0..reader.labels().taggers.len()).map(|t| reader.tagger_scores(reading, t)).collect();
    (0..taggers[0].len() / 3)
        .flat_map(|word| taggers.iter().flat_map(move |t| t[word * 3..word * 3 + 3].to_vec()))
        .collect()
}

/// Everything that the reader says of a case, by the names of the file.
fn answers(reader: &Reader, case: &Case) -> Vec<(&'static str, Vec<f32>)> {
    let window = case.window();
    let reading = reader.read(&window);
    let asked = case.asked();
    let predicates = reader.predicates(&window, &reading, &asked);
    let spans: Vec<(usize, usize)> = asked.iter().map(|a| (a.first, a.end)).collect();
    let mentions = reader.mentions(&reading, &spans);
    let all = |part: fn(&PredicateScores) -> &Vec<f32>| predicates.iter().flat_map(|p| part(p).clone()).collect();
    vec![
        ("tagger", tagger(reader, &reading)),
        ("argument", all(|p| &p.arguments)),
        ("stance", all(|p| &p.stance)),
        ("type", all(|p| &p.event_type)),
        ("mode", all(|p| &p.mode)),
        ("status", all(|p| &p.status)),
        ("kind", mentions.iter().flat_map(|m| m.kind.clone()).collect()),
        ("sector", mentions.iter().flat_map(|m| m.sector.clone()).collect()),
    ]
}

/// Differences: how many, their sum, and the largest.
#[derive(Default)]
struct Differences {
    count: usize,
    sum: f64,
    most: f64,
}

impl Differences {
    fn add(&mut self, ours: &[f32], theirs: &[f64]) {
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            let difference = (f64::from(*ours) - theirs).abs();
            self.count += 1;
            self.sum += difference;
            self.most = self.most.max(difference);
        }
    }

    fn check(&self, name: &str) {
        let mean = self.sum / self.count as f64;
        println!("{name}: {} scores, mean difference {mean:.4}, largest {:.4}", self.count, self.most);
        assert!(self.most <= LARGEST && mean <= MEAN, "{name}: mean {mean}, largest {}", self.most);
    }
}

#[test]
fn words_are_those_of_training() {
    let reader = Reader::embedded().unwrap();
    for case in cases(&reader) {
        let text = case.says["text"].as_str().unwrap();
        let code_points = |byte: usize| text[..byte].chars().count() as f64;
        let spans: Vec<f64> = case.words.iter().flat_map(|w| [code_points(w.start), code_points(w.end)]).collect();
        assert_eq!(spans, numbers(&case.says["spans"]), "{text}");
        let pieces: Vec<f64> = case.words.iter().flat_map(|w| w.pieces.clone()).map(f64::from).collect();
        assert_eq!(pieces, numbers(&case.says["pieces"]), "{text}");
    }
}

#[test]
fn scores_are_near_those_of_training() {
    let reader = Reader::embedded().unwrap();
    let cases = cases(&reader);
    let answers: Vec<_> = cases.iter().map(|case| answers(&reader, case)).collect();
    for (i, (name, _)) in answers[0].iter().enumerate() {
        let mut differences = Differences::default();
        for (case, answers) in cases.iter().zip(&answers) {
            differences.add(&answers[i].1, &numbers(&case.says[*name]));
        }
        differences.check(name);
    }
}

#[test]
fn pairs_are_near_those_of_training() {
    let reader = Reader::embedded().unwrap();
    let mut differences = Differences::default();
    for case in cases(&reader) {
        let reading = reader.read(&case.window());
        let scores = reader.pair(&case.window(), &reading, Some(0..1), Some(2..4));
        differences.add(&scores.plover, &numbers(&case.says["pair"]["plover"]));
        differences.add(&scores.plv, &numbers(&case.says["pair"]["plv"]));
        assert!(scores.trigger < case.words.len());
    }
    differences.check("pair");
}

#[test]
fn threads_do_not_change_scores() {
    let reader = Reader::embedded().unwrap();
    let cases = cases(&reader);
    let alone: Vec<_> = cases.iter().map(|case| answers(&reader, case)).collect();
    std::thread::scope(|scope| {
        for turn in 0..4 {
            let (reader, cases, alone) = (&reader, &cases, &alone);
            scope.spawn(move || {
                for i in 0..cases.len() {
                    let i = (i + turn) % cases.len();
                    assert_eq!(answers(reader, &cases[i]), alone[i]);
                }
            });
        }
    });
}
