//! Cuts a text into words, lines and windows.
//!
//! Takes  the text as a string and an encoder's own way to cut words.
//! Gives  a [`Text`]: words with their bytes, line ends as words of no width, windows of whole lines or sentences.
//! Fails  never; a line without a word leaves no trace but its place.
//! Never  changes the string: every span points into the very text that was given.

use verbale_encoder::{Encoder, SEP, Word};

use crate::span::{Byte, Span, Token};

/// The most word pieces that a window holds, the leading mark included.
pub const MAX_PIECES: usize = 256;

/// A text and its words. A line end is a word of its own, so that the encoder sees it.
#[derive(Debug)]
pub struct Text<'a> {
    /// The string that every span points into.
    pub string: &'a str,
    /// The words, with bytes of the whole text.
    pub words: Vec<Word>,
    /// For each word the number of its line; lines without words are not counted.
    pub line: Vec<u32>,
    /// For each word whether a sentence ends behind it; always so at a line end.
    ends_sentence: Vec<bool>,
}

impl<'a> Text<'a> {
    /// Cuts a string.
    pub fn new(string: &'a str, encoder: &impl Encoder) -> Self {
        let mut text = Self { string, words: Vec::new(), line: Vec::new(), ends_sentence: Vec::new() };
        let (mut start, mut number) = (0, 0);
        for line in string.split('\n') {
            if text.add_line(line, start, number, encoder) {
                number += 1;
            }
            start += line.len() + 1;
        }
        text
    }

    fn add_line(&mut self, line: &str, start: usize, number: u32, encoder: &impl Encoder) -> bool {
        let words = encoder.words(line);
        if words.is_empty() {
            return false;
        }
        let mut ends = sentence_ends(line).into_iter().peekable();
        let first = self.words.len();
        for word in words {
            while ends.next_if(|&end| word.start >= end).is_some() {
                if self.words.len() > first {
                    let last = self.words.len() - 1;
                    self.ends_sentence[last] = true;
                }
            }
            self.push(Word { start: start + word.start, end: start + word.end, pieces: word.pieces }, number, false);
        }
        let end = start + line.len();
        self.push(Word { start: end, end, pieces: vec![SEP] }, number, true);
        true
    }

    fn push(&mut self, word: Word, line: u32, ends_sentence: bool) {
        self.words.push(word);
        self.line.push(line);
        self.ends_sentence.push(ends_sentence);
    }

    /// Whether a word is a line end.
    pub fn is_line_end(&self, word: usize) -> bool {
        self.words[word].start == self.words[word].end
    }

    /// The bytes of a range of words; the range is not empty.
    pub fn bytes(&self, words: Span<Token>) -> Span<Byte> {
        Span::new(self.words[words.start].start, self.words[words.end - 1].end)
    }

    /// The words of a byte range: all that share a byte with it.
    pub fn tokens(&self, bytes: Span<Byte>) -> Option<Span<Token>> {
        let start = self.words.partition_point(|word| word.end <= bytes.start);
        let end = self.words.partition_point(|word| word.start < bytes.end);
        (start < end).then(|| Span::new(start, end))
    }

    /// Ranges of words of at most [`MAX_PIECES`] pieces, cut behind lines where it can be, else sentences, else words.
    pub fn windows(&self) -> Vec<Span<Token>> {
        let mut out = Vec::new();
        let (mut start, mut word, mut size) = (0, 0, 1);
        let (mut line_cut, mut sentence_cut) = (None, None);
        while word < self.words.len() {
            let pieces = self.words[word].pieces.len();
            if size + pieces > MAX_PIECES && word > start {
                let cut = line_cut.or(sentence_cut).unwrap_or(word);
                out.push(Span::new(start, cut));
                (start, word, size) = (cut, cut, 1);
                (line_cut, sentence_cut) = (None, None);
                continue;
            }
            size += pieces;
            if self.is_line_end(word) {
                line_cut = Some(word + 1);
            }
            if self.ends_sentence[word] {
                sentence_cut = Some(word + 1);
            }
            word += 1;
        }
        if start < self.words.len() {
            out.push(Span::new(start, self.words.len()));
        }
        out
    }
}

/// Bytes of a line behind which a new sentence begins: a full stop, question or exclamation mark, closing marks, blanks, and
/// then (behind opening marks) a capital letter or a digit. Abbreviations count as ends: windows are only cut there, and a
/// paragraph that is longer than a window is rare.
fn sentence_ends(line: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some((_, c)) = rest.next() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let mut ahead = rest.clone();
        while ahead.next_if(|&(_, c)| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')).is_some() {}
        let mut blank = false;
        while ahead.next_if(|&(_, c)| c.is_whitespace()).is_some() {
            blank = true;
        }
        let Some(&(at, _)) = ahead.peek() else { break };
        let mut opening = ahead.clone();
        while opening.next_if(|&(_, c)| matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[')).is_some() {}
        if blank && opening.peek().is_some_and(|&(_, c)| c.is_ascii_uppercase() || c.is_ascii_digit()) {
            out.push(at);
        }
        rest = ahead;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sentence_ends;

    #[test]
    fn sentences_end_behind_closing_marks_and_before_capitals() {
        let line = "“We left.” He said so. then 3.5 of it! (Later) \"Yes.\" end";
        let found: Vec<&str> = sentence_ends(line).into_iter().map(|at| &line[at..]).collect();
        assert_eq!(found, ["He said so. then 3.5 of it! (Later) \"Yes.\" end", "(Later) \"Yes.\" end"]);
    }

    #[test]
    fn a_line_of_full_stops_takes_linear_time() {
        assert!(sentence_ends(&". ".repeat(1_000_000)).is_empty());
    }
}
