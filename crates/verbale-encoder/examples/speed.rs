//! How many words a second one thread reads: `cargo run --release --example speed -- [articles.jsonl] [articles]`.
//!
//! The file has one article a line with its `text`. Times are the processor's for this thread where the system tells them, and
//! those of the fastest of three rounds.

use std::time::{Duration, Instant};

use verbale_encoder::{Asked, Encoder, Reader, SEP, Window, Word};

/// Word pieces of a window, at most.
const PIECES: usize = 250;

struct Piece {
    words: Vec<Word>,
    line: Vec<u32>,
}

fn texts() -> Vec<String> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments
        .next()
        .unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/polnear/dev.jsonl").to_owned());
    let most = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(12);
    let Ok(file) = std::fs::read_to_string(&path) else {
        return vec!["Officials said on Tuesday that talks with the neighbouring country had been held.\n".repeat(400)];
    };
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned);
    file.lines().filter_map(text).take(most).collect()
}

fn windows(reader: &Reader, text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut size = PIECES;
    for (number, line) in (0..).zip(text.split('\n')) {
        for word in reader.words(line).into_iter().chain([Word { start: 0, end: 0, pieces: vec![SEP] }]) {
            if size + word.pieces.len() > PIECES {
                out.push(Piece { words: Vec::new(), line: Vec::new() });
                size = 1;
            }
            size += word.pieces.len();
            let last = out.len() - 1;
            out[last].words.push(word);
            out[last].line.push(number);
        }
    }
    out
}

/// Time that the processor has spent on this thread.
fn clock(begun: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok());
    spent.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// The fastest of three rounds.
fn time(mut work: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let round = |()| {
        let before = clock(begun);
        work();
        clock(begun).saturating_sub(before)
    };
    [(); 3].map(round).into_iter().min().unwrap_or_default()
}

fn main() {
    let begun = Instant::now();
    let reader = Reader::embedded().expect("the embedded reader is whole");
    println!("loading: {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
    let texts = texts();
    let cutting = time(|| texts.iter().for_each(|text| text.split('\n').for_each(|line| drop(reader.words(line)))));
    let all: Vec<Piece> = texts.iter().flat_map(|text| windows(&reader, text)).collect();
    let words: usize = all.iter().map(|w| w.words.iter().filter(|word| word.pieces != [SEP]).count()).sum();
    let pieces: usize = all.iter().flat_map(|w| &w.words).map(|word| word.pieces.len()).sum::<usize>() + all.len();
    let blanks: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    println!("{} windows, {pieces} pieces, {words} words ({blanks} between blanks)", all.len());
    let tell = |name: &str, time: Duration| {
        let speed = |count: usize| count as f64 / time.as_secs_f64();
        println!(
            "{name}: {:.0} words/s ({:.0} between blanks), {:.0} pieces/s",
            speed(words),
            speed(blanks),
            speed(pieces)
        );
    };
    tell("tokenizer", cutting);
    let window = |w: &Piece| drop(reader.read(&Window { words: &w.words, line: &w.line }));
    tell("encoder", time(|| all.iter().for_each(window)));
    tell("encoder, 16 predicates, 32 mentions", time(|| all.iter().for_each(|w| ask(&reader, w))));
    let longest = all.iter().max_by_key(|w| w.words.len()).expect("a window");
    let window = Window { words: &longest.words, line: &longest.line };
    let reading = reader.read(&window);
    let [zero, one, two] = [0, 1, 2].map(|pair| {
        if pair > 0 {
            reader.pair(&window, &reading, Some(pair..pair + 1), Some(3..4));
        }
        clock(begun).as_secs_f64() * 1e3
    });
    println!("pair: {:.1} ms, a second one of the window {:.2} ms", one - zero, two - one);
}

/// Eight cues, eight triggers and the mentions of a window.
fn ask(reader: &Reader, w: &Piece) {
    let window = Window { words: &w.words, line: &w.line };
    let reading = reader.read(&window);
    let first = |i: usize| i * w.words.len() / 16;
    let asked: Vec<Asked> = (0..16).map(|i| Asked { kind: i % 2, first: first(i), end: first(i) + 1 }).collect();
    let spans: Vec<(usize, usize)> = (0..32).map(|i| (i, i + 2)).collect();
    std::hint::black_box((reader.predicates(&window, &reading, &asked), reader.mentions(&reading, &spans)));
}
