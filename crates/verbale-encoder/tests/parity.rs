//! Scores against those of the training code.
//!
//! `scores.json` holds what Python says of the same weights with activations in floats. Here activations are int8, so scores
//! differ by that rounding and no more.

use serde::Deserialize;
use verbale_encoder::{Asked, Encoder, Reader, SEP, Window, Word};

/// Logits may differ by this at most, and on average by a sixth of it.
const TOLERANCE: f32 = 0.6;

#[derive(Deserialize)]
struct Scores {
    text: String,
    spans: Vec<[usize; 2]>,
    pieces: Vec<Vec<u32>>,
    asked: Vec<(usize, usize, usize)>,
    tagger: Vec<Vec<f32>>,
    argument: Vec<Vec<Vec<f32>>>,
    stance: Vec<Vec<f32>>,
    #[serde(rename = "type")]
    event_type: Vec<Vec<f32>>,
    mode: Vec<Vec<f32>>,
    status: Vec<Vec<f32>>,
    kind: Vec<Vec<f32>>,
    sector: Vec<Vec<f32>>,
    pair: Pair,
}

#[derive(Deserialize)]
struct Pair {
    actor: [usize; 2],
    recipient: [usize; 2],
    plover: Vec<f32>,
    plv: Vec<f32>,
}

fn scores() -> Vec<Scores> {
    serde_json::from_str(include_str!("scores.json")).unwrap()
}

/// Words of a text with line ends, as the engine makes them.
fn words(text: &str, reader: &Reader) -> (Vec<Word>, Vec<u32>) {
    let (mut words, mut lines, mut at) = (Vec::new(), Vec::new(), 0);
    for (number, line) in text.split('\n').enumerate() {
        let found = reader.words(line);
        words.extend(found.into_iter().map(|w| Word { start: at + w.start, end: at + w.end, pieces: w.pieces }));
        at += line.len() + 1;
        words.push(Word { start: at - 1, end: at - 1, pieces: vec![SEP] });
        lines.resize(words.len(), number as u32);
    }
    (words, lines)
}

/// Differences between two sets of scores.
#[derive(Default)]
struct Differences {
    all: Vec<f32>,
}

impl Differences {
    fn add(&mut self, ours: impl IntoIterator<Item = f32>, theirs: impl IntoIterator<Item = f32>) {
        let (ours, theirs): (Vec<f32>, Vec<f32>) = (ours.into_iter().collect(), theirs.into_iter().collect());
        assert_eq!(ours.len(), theirs.len());
        self.all.extend(ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()));
    }

    fn assert_small(&self, what: &str) {
        let most = self.all.iter().copied().fold(0.0, f32::max);
        let mean = self.all.iter().sum::<f32>() / self.all.len() as f32;
        println!("{what}: {} scores, largest difference {most:.3}, mean {mean:.4}", self.all.len());
        assert!(most <= TOLERANCE && mean <= TOLERANCE / 6.0, "{what}: largest difference {most}, mean {mean}");
    }
}

#[test]
fn words_and_pieces_are_those_of_training() {
    let reader = Reader::embedded().unwrap();
    for expected in scores() {
        let (found, _) = words(&expected.text, &reader);
        let point = |byte: usize| expected.text[..byte].chars().count();
        assert_eq!(found.iter().map(|w| w.pieces.clone()).collect::<Vec<_>>(), expected.pieces);
        assert_eq!(found.iter().map(|w| [point(w.start), point(w.end)]).collect::<Vec<_>>(), expected.spans);
    }
}

#[test]
fn scores_are_those_of_training_but_for_the_rounding_of_activations() {
    let reader = Reader::embedded().unwrap();
    let (mut taggers, mut arguments, mut labels, mut pairs) =
        <(Differences, Differences, Differences, Differences)>::default();
    for expected in scores() {
        let (words, line) = words(&expected.text, &reader);
        let window = Window { words: &words, line: &line };
        let reading = reader.read(&window);
        for tagger in 0..4 {
            let theirs = expected.tagger.iter().flat_map(|word| word[3 * tagger..3 * tagger + 3].to_vec());
            taggers.add(reader.tagger_scores(&reading, tagger).to_vec(), theirs);
        }
        let asked: Vec<Asked> = expected.asked.iter().map(|&(kind, first, end)| Asked { kind, first, end }).collect();
        for (i, ours) in reader.predicates(&window, &reading, &asked).into_iter().enumerate() {
            arguments.add(ours.arguments, expected.argument[i].concat());
            let theirs = [&expected.stance[i], &expected.event_type[i], &expected.mode[i], &expected.status[i]];
            labels.add(
                [ours.stance, ours.event_type, ours.mode, ours.status].concat(),
                theirs.map(Clone::clone).concat(),
            );
        }
        let spans: Vec<(usize, usize)> = asked.iter().map(|a| (a.first, a.end)).collect();
        for (i, ours) in reader.mentions(&reading, &spans).into_iter().enumerate() {
            labels.add(
                [ours.kind, ours.sector].concat(),
                [expected.kind[i].clone(), expected.sector[i].clone()].concat(),
            );
        }
        let pair = &expected.pair;
        let span = |[start, end]: [usize; 2]| Some(start..end);
        let ours = reader.pair(&window, &reading, span(pair.actor), span(pair.recipient));
        // Of unlikely labels only the order of size counts.
        let likely = |scores: &[f32]| scores.iter().map(|score| score.exp()).collect::<Vec<_>>();
        pairs.add(likely(&ours.plover), likely(&pair.plover));
        pairs.add(likely(&ours.plv), likely(&pair.plv));
    }
    taggers.assert_small("taggers");
    arguments.assert_small("arguments");
    labels.assert_small("labels");
    pairs.assert_small("pairs");
}

#[test]
fn what_is_read_from_a_window_depends_on_nothing_else() {
    let reader = Reader::embedded().unwrap();
    let texts: Vec<String> = scores().into_iter().map(|s| s.text).collect();
    let read = |text: &String| {
        let (words, line) = words(text, &reader);
        reader.read(&Window { words: &words, line: &line })
    };
    let alone: Vec<_> = texts.iter().map(read).collect();
    let together: Vec<_> = std::thread::scope(|scope| {
        let started: Vec<_> = texts.iter().rev().map(|text| scope.spawn(move || read(text))).collect();
        started.into_iter().rev().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(alone == together);
}

#[test]
fn odd_windows_do_not_panic() {
    let reader = Reader::embedded().unwrap();
    let word = |pieces: Vec<u32>| Word { start: 0, end: 1, pieces };
    let long: Vec<Word> = (0..700).map(|i| word(vec![i])).collect();
    for words in [vec![], vec![word(vec![])], vec![word(vec![u32::MAX])], vec![word(vec![7; 900])], long] {
        let window = Window { words: &words, line: &[] };
        let reading = reader.read(&window);
        let asked = [
            Asked { kind: 0, first: 0, end: 1 },
            Asked { kind: 2, first: 5, end: 2 },
            Asked { kind: 1, first: 900, end: 901 },
        ];
        for scores in reader.predicates(&window, &reading, &asked) {
            assert_eq!(scores.arguments.len(), 7 * words.len());
            assert!(scores.arguments.iter().all(|score| score.is_finite()));
        }
        assert_eq!(reader.mentions(&reading, &[(0, 0), (3, 9)]).len(), 2);
        if words.len() < 10 {
            assert!(reader.pair(&window, &reading, Some(0..1), None).plover.iter().all(|score| score.is_finite()));
        }
    }
}
