//! What holds for every text, whatever the scores.

mod oracle;

use std::sync::LazyLock;

use proptest::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use verbale::article::Document;
use verbale::relate::Pair;
use verbale::span::Span;
use verbale::text::{MAX_PIECES, Text};
use verbale::{Engine, Reading};
use verbale_record::{Article, Record};

use oracle::noise::Noise;

/// Characters that articles are made of, and those that trip up whoever counts them; a few words too long for any window.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        12 => "[A-Za-z]{1,9}",
        8 => Just(" ".to_owned()),
        3 => "(said|and|with|the|he|I|Russia|Kyiv|the UN)( |, )",
        2 => "[.!?,;:“”‘’()-]{1,2} ",
        2 => "\n|\r\n|\n\n| \n\t\n",
        2 => "🙂|👩\u{200d}🚀|e\u{301}|\u{200b}|\u{feff}|أحمد|東京|\u{0}|\u{2028}|ß|İ",
        1 => "\\PC{0,8}",
        1 => (1_usize..40).prop_map(|times| "so it goes ".repeat(times)),
    ];
    let usual = prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat());
    let endless = (900_usize..2000).prop_map(|length| "x".repeat(length));
    prop_oneof![9 => usual.clone(), 1 => (usual.clone(), endless, usual).prop_map(|(a, b, c)| a + &b + &c)]
}

/// Encoders of all tempers: from one that marks everything to one that marks little.
fn encoders() -> impl Strategy<Value = (u64, f32)> {
    (any::<u64>(), prop_oneof![Just(-3.0_f32), Just(0.0), Just(2.0), Just(4.0)])
}

fn read(text: &str, (seed, rare): (u64, f32)) -> Reading {
    let engine = Engine::new(Noise::new(seed, rare)).expect("the labels are those of the weights");
    let text = text.to_owned();
    engine.read(Document { article: Article::default(), id: "law".to_owned(), text, notices: Vec::new() })
}

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started")
}

static ONE: LazyLock<ThreadPool> = LazyLock::new(|| pool(1));
static FOUR: LazyLock<ThreadPool> = LazyLock::new(|| pool(4));

/// Whether a character may stand between words.
fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_control() || oracle::words::is_invisible(c)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_rebuild_the_text_in_order(string in texts()) {
        let text = Text::new(&string, &Noise::new(1, 0.0));
        let (mut rebuilt, mut last) = (String::new(), 0);
        for word in &text.words {
            prop_assert!(last <= word.start && word.start <= word.end, "{word:?} behind {last}");
            prop_assert!(string.is_char_boundary(word.start) && string.is_char_boundary(word.end), "{word:?}");
            prop_assert!(string[last..word.start].chars().all(is_between), "{:?} is lost", &string[last..word.start]);
            rebuilt += &string[last..word.end];
            last = word.end;
        }
        prop_assert!(string[last..].chars().all(is_between), "{:?} is lost", &string[last..]);
        prop_assert_eq!(rebuilt + &string[last..], string);
    }

    #[test]
    fn a_line_end_closes_every_line_that_has_a_word(string in texts()) {
        let text = Text::new(&string, &Noise::new(1, 0.0));
        prop_assert_eq!(text.line.len(), text.words.len());
        for (number, word) in text.words.iter().enumerate() {
            let is_last = text.line.get(number + 1) != Some(&text.line[number]);
            prop_assert_eq!(text.is_line_end(number), is_last, "word {} on line {}", number, text.line[number]);
            prop_assert!(!is_last || word.end == string.len() || string.as_bytes()[word.end] == b'\n');
            prop_assert!(!string[word.start..word.end].contains('\n'));
        }
        prop_assert!(text.line.windows(2).all(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1));
    }

    #[test]
    fn words_and_bytes_translate_into_each_other(string in texts(), from in 0_usize..60, count in 1_usize..60) {
        let text = Text::new(&string, &Noise::new(1, 0.0));
        let end = (from + count).min(text.words.len());
        prop_assume!(from < end && !text.is_line_end(from) && !text.is_line_end(end - 1));
        let words = Span::new(from, end);
        prop_assert_eq!(text.tokens(text.bytes(words)), Some(words));
    }

    #[test]
    fn windows_hold_every_word_once_and_none_is_too_long(string in texts()) {
        let text = Text::new(&string, &Noise::new(1, 0.0));
        let windows = text.windows();
        let mut next = 0;
        for window in &windows {
            prop_assert_eq!(window.start, next);
            prop_assert!(!window.is_empty());
            let pieces: usize = text.words[window.range()].iter().map(|word| word.pieces.len()).sum();
            prop_assert!(pieces < MAX_PIECES || window.len() == 1, "{pieces} pieces in {window:?}");
            next = window.end;
        }
        prop_assert_eq!(next, text.words.len());
    }

    #[test]
    fn a_record_obeys_its_laws(string in texts(), encoder in encoders()) {
        let record = read(&string, encoder).record;
        prop_assert_eq!(record.check(), []);
        prop_assert_eq!(record.text, string);
    }

    #[test]
    fn no_span_begins_or_ends_in_what_cannot_be_seen(string in texts(), encoder in encoders()) {
        let found = read(&string, encoder).found;
        let cues = found.attributions.iter().flat_map(|one| one.cue.iter().chain(&one.content));
        let spans = cues.chain(found.events.iter().map(|one| &one.trigger)).chain(found.mentions.iter().map(|one| &one.span));
        for span in spans {
            let words = &string[span.range()];
            prop_assert!(!words.is_empty() && words.trim() == words, "{words:?}");
        }
    }

    #[test]
    fn every_mention_belongs_to_one_entity(string in texts(), encoder in encoders()) {
        let record = read(&string, encoder).record;
        let mut members: Vec<&String> = record.entities.values().flat_map(|entity| &entity.mentions).collect();
        members.sort();
        let mut mentions: Vec<&String> = record.mentions.keys().collect();
        mentions.sort();
        prop_assert_eq!(members, mentions);
        for (name, entity) in &record.entities {
            let names = entity.mentions.iter().any(|mention| {
                let span = record.mentions[mention].span;
                entity.name.chars().eq(record.text.chars().skip(span.start).take(span.end - span.start))
            });
            prop_assert!(names, "{name} is not called by words of the text: {}", entity.name);
        }
    }

    #[test]
    fn the_number_of_threads_changes_nothing(string in texts(), encoder in encoders()) {
        let (one, four) = (ONE.install(|| read(&string, encoder)), FOUR.install(|| read(&string, encoder)));
        prop_assert_eq!(&one.record, &four.record);
        prop_assert_eq!(one.found, four.found);
        prop_assert_eq!(json(&one.record), json(&four.record));
    }

    #[test]
    fn a_record_survives_its_json(string in texts(), encoder in encoders()) {
        let record = read(&string, encoder).record;
        let back: Record = serde_json::from_str(&json(&record)).expect("a record's own JSON");
        prop_assert_eq!(back, record);
    }

    #[test]
    fn a_pair_always_has_all_types(
        string in texts(),
        actor in prop::option::of((0_usize..300, 0_usize..20)),
        recipient in prop::option::of((0_usize..300, 0_usize..20)),
        (seed, rare) in encoders(),
    ) {
        let engine = Engine::new(Noise::new(seed, rare)).expect("the labels are those of the weights");
        let span = |(start, length)| Span::new(start, start + length);
        let relation = engine.relate(&Pair { text: &string, actor: actor.map(span), recipient: recipient.map(span) });
        prop_assert_eq!((relation.types.len(), relation.plv.len()), (16, 15));
        for sum in [relation.types.iter().map(|one| one.1).sum::<f32>(), relation.plv.iter().map(|one| one.1).sum()] {
            prop_assert!((sum - 1.0).abs() < 1e-4, "probabilities sum to {sum}");
        }
        prop_assert!(relation.types.windows(2).all(|pair| pair[0].1 >= pair[1].1));
        prop_assert!(relation.mode.is_none_or(|mode| relation.types[0].0.modes().contains(&mode)));
    }
}

fn json(record: &Record) -> String {
    serde_json::to_string(record).expect("a record is JSON")
}

#[test]
fn a_single_word_longer_than_a_window_is_a_window() {
    let string = format!("so {} on", "x".repeat(4 * MAX_PIECES));
    let text = Text::new(&string, &Noise::new(1, 0.0));
    assert_eq!(text.windows(), [Span::new(0, 1), Span::new(1, 2), Span::new(2, 4)]);
}
