//! Cuts a line into words and word pieces.
//!
//! A word is what BERT's pre-tokenizer gives (runs of letters and digits, single punctuation marks); its pieces are the
//! longest entries of the vocabulary that spell it from left to right (Wu et al. 2016). The work is done by Hugging Face's `tokenizers`, whose offsets survive the stripping of accents.

use tokenizers::Tokenizer;

use crate::error::LoadError;

/// The word piece that opens every window.
pub const CLS: u32 = 101;
/// The word piece of a line end.
pub const SEP: u32 = 102;
/// The word piece of a word that the vocabulary cannot spell.
pub(crate) const UNKNOWN: u32 = 100;

/// A word, its place and its word pieces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Numbers of its word pieces in the vocabulary; at least one.
    pub pieces: Vec<u32>,
}

/// Bytes of a line after which the next safe place to cut is taken. The tokenizer needs some hundred times a line's memory.
const CHUNK: usize = 16_384;

/// Cuts lines into words.
pub(crate) struct Cutter {
    tokenizer: Tokenizer,
}

impl Cutter {
    /// Reads a `tokenizer.json`; its truncation and padding are switched off.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or does not have the marks `[CLS]`, `[SEP]` and `[UNK]` where this encoder has them.
    pub fn load(file: &[u8]) -> Result<Self, LoadError> {
        let fault = |reason: String| LoadError::Tokenizer { reason };
        let mut tokenizer = Tokenizer::from_bytes(file).map_err(|error| fault(error.to_string()))?;
        tokenizer.with_truncation(None).map_err(|error| fault(error.to_string()))?;
        tokenizer.with_padding(None);
        for (mark, number) in [("[CLS]", CLS), ("[SEP]", SEP), ("[UNK]", UNKNOWN)] {
            if tokenizer.token_to_id(mark) != Some(number) {
                return Err(fault(format!("{mark} is not word piece {number}")));
            }
        }
        Ok(Self { tokenizer })
    }

    /// The words of a line, with its bytes.
    pub fn words(&self, line: &str) -> Vec<Word> {
        self.words_by(line, CHUNK)
    }

    /// As [`Self::words`], in chunks of `most` bytes and what follows them up to a safe place: time is linear in the line.
    fn words_by(&self, line: &str, most: usize) -> Vec<Word> {
        let mut words = Vec::new();
        let mut start = 0;
        while start < line.len() {
            let end = safe_cut(line, start + most);
            self.add(&line[start..end], start, &mut words);
            start = end;
        }
        words
    }

    fn add(&self, chunk: &str, by: usize, words: &mut Vec<Word>) {
        // It fails only where the vocabulary has no `[UNK]`, which `load` has checked.
        let Ok(encoding) = self.tokenizer.encode(chunk, false) else { return };
        let mut last = None;
        for ((&piece, &word), &(start, end)) in
            encoding.get_ids().iter().zip(encoding.get_word_ids()).zip(encoding.get_offsets())
        {
            match words.last_mut() {
                Some(open) if last == Some(word) => {
                    open.pieces.push(piece);
                    open.end = by + end;
                }
                _ => words.push(Word { start: by + start, end: by + end, pieces: vec![piece] }),
            }
            last = Some(word);
        }
    }
}

/// The first byte at or behind `from` before which a line can be cut without changing its words.
fn safe_cut(line: &str, from: usize) -> usize {
    let Some(from) = (from..line.len()).find(|&at| line.is_char_boundary(at)) else { return line.len() };
    line[from..].char_indices().find(|&(_, c)| begins_word(c)).map_or(line.len(), |(at, _)| from + at)
}

/// Whether a word always ends before this character, whatever surrounds it. No name of a special mark has it inside.
fn begins_word(c: char) -> bool {
    matches!(c, ' ' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '‐'..='”' | '…')
        || c.is_ascii_punctuation() && c != ']'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cutter() -> &'static Cutter {
        static CUTTER: std::sync::OnceLock<Cutter> = std::sync::OnceLock::new();
        CUTTER.get_or_init(|| Cutter::load(include_bytes!("../data/tokenizer.json")).unwrap())
    }

    fn cut(line: &str) -> Vec<&str> {
        cutter().words(line).iter().map(|word| &line[word.start..word.end]).collect()
    }

    #[test]
    fn offsets_point_into_the_line_as_it_was_given() {
        assert_eq!(cut("Zürich’s café"), ["Zürich", "’", "s", "café"]);
        assert_eq!(cut("Zu\u{308}rich said"), ["Zu\u{308}rich", "said"]);
        assert_eq!(cut("a 🙂 b"), ["a", "🙂", "b"]);
        assert_eq!(cut("東京 is big"), ["東", "京", "is", "big"]);
        assert_eq!(cut("zero\u{200b}width"), ["zero\u{200b}width"]);
        assert_eq!(cut("İstanbul ŞAHİN"), ["İstanbul", "ŞAHİN"]);
    }

    #[test]
    fn lines_without_words_are_empty() {
        for line in ["", " ", "\u{200b}", "\u{0}\t\u{a0}", "\u{301}"] {
            assert_eq!(cut(line), Vec::<&str>::new(), "{line:?}");
        }
    }

    #[test]
    fn long_lines_take_linear_time() {
        for part in ["word ", "a", "!", "“", "東", "é", " ", "]", "\u{301}", "[SEP]", "\u{a0}", "»", "🙂"] {
            let line = part.repeat(1_000_000 / part.len());
            let begun = std::time::Instant::now();
            let words = cutter().words(&line);
            assert!(words.iter().all(|word| word.end <= line.len()), "{part:?}");
            assert!(begun.elapsed().as_secs() < 60, "{part:?} took {:?}", begun.elapsed());
        }
    }

    proptest! {
        #[test]
        fn chunks_do_not_change_words(line in "([a-zA-Z .,'’“”é東京🙂\u{301}\u{200b}\\[\\]#]|\\[SEP\\]|\\[UNK\\]|\\PC){0,60}") {
            let whole = cutter().words_by(&line, usize::MAX / 2);
            for most in [1, 7, 20] {
                prop_assert_eq!(&cutter().words_by(&line, most), &whole);
            }
        }

        #[test]
        fn words_stand_in_order_on_character_boundaries(line in "\\PC{0,80}|(.|\\s){0,40}") {
            let mut last = 0;
            for word in cutter().words(&line) {
                prop_assert!(last <= word.start && word.start < word.end, "{:?} in {:?}", word, line);
                prop_assert!(line.is_char_boundary(word.start) && line.is_char_boundary(word.end));
                prop_assert!(!word.pieces.is_empty());
                last = word.end;
            }
        }
    }
}
