//! No question makes the reader panic, whatever the window and the places asked for.

use std::sync::OnceLock;

use proptest::prelude::*;
use verbale_encoder::{Asked, Encoder, MOST_PIECES, Reader, SEP, Window, Word};

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::embedded().unwrap())
}

fn word(pieces: Vec<u32>) -> Word {
    Word { start: 0, end: 1, pieces }
}

/// Asks everything of a window and checks how many scores come back.
fn ask(words: &[Word], line: &[u32], asked: &[Asked]) {
    let window = Window { words, line };
    let reading = reader().read(&window);
    for tagger in 0..6 {
        let expected = if tagger < 4 { 3 * words.len() } else { 0 };
        assert_eq!(reader().tagger_scores(&reading, tagger).len(), expected);
    }
    let labels = reader().labels();
    let predicates = reader().predicates(&window, &reading, asked);
    assert_eq!(predicates.len(), asked.len());
    for scores in &predicates {
        assert_eq!((scores.arguments.len(), scores.mode.len()), (7 * words.len(), labels.type_modes.len()));
        assert!(scores.arguments.iter().chain(&scores.stance).all(|score| score.is_finite()));
    }
    let spans: Vec<(usize, usize)> = asked.iter().map(|a| (a.first, a.end)).collect();
    assert_eq!(reader().mentions(&reading, &spans).len(), spans.len());
    let range = asked.first().map(|a| a.first..a.end);
    let pair = reader().pair(&window, &reading, range.clone(), None);
    assert_eq!((pair.plover.len(), pair.plv.len()), (labels.types.len(), labels.plv.len()));
    assert!(pair.plover.iter().chain(&pair.plv).all(|score| score.is_finite()));
    assert_eq!(pair, reader().pair(&window, &reading, range, Some(3..3)));
}

#[test]
fn empty_and_overlong_windows_are_read() {
    let asked = [Asked { kind: 1, first: 0, end: 1 }, Asked { kind: 9, first: usize::MAX, end: 0 }];
    ask(&[], &[], &asked);
    ask(&[], &[], &[]);
    ask(&[word(vec![])], &[], &asked);
    ask(&[word(vec![SEP])], &[7], &asked);
    ask(&[word(vec![1996; MOST_PIECES + 9]), word(vec![1996])], &[0, 1], &asked);
}

#[test]
fn what_lies_beyond_the_last_piece_changes_nothing() {
    let words: Vec<Word> = (0..600).map(|i| word(vec![1996 + i])).collect();
    let line = vec![0; 600];
    let read = |count: usize| {
        let reading = reader().read(&Window { words: &words[..count], line: &line[..count] });
        reader().tagger_scores(&reading, 0)[..3 * (MOST_PIECES - 1)].to_vec()
    };
    assert_eq!(read(MOST_PIECES - 1), read(600));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_window_is_read(
        pieces in prop::collection::vec(prop::collection::vec(0_u32..40_000, 0..4), 0..24),
        line in prop::collection::vec(any::<u32>(), 0..24),
        asked in prop::collection::vec((0_usize..5, 0_usize..30, 0_usize..30), 0..4),
    ) {
        let words: Vec<Word> = pieces.into_iter().map(word).collect();
        let asked: Vec<Asked> = asked.into_iter().map(|(kind, first, end)| Asked { kind, first, end }).collect();
        ask(&words, &line, &asked);
    }
}
