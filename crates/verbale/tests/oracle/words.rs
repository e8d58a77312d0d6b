//! Cuts a line into words, much as the real tokenizer does: one piece a word.

use verbale_encoder::Word;

/// The one word piece of a word: any number but those of the special marks.
const PIECE: u32 = 2000;

/// Runs of letters and digits, single other characters; invisible characters belong to the word before them.
pub fn words(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut open, mut in_run) = (false, false);
    for (at, c) in line.char_indices() {
        if c.is_whitespace() || c.is_control() || !open && is_invisible(c) {
            (open, in_run) = (false, false);
            continue;
        }
        let joins = open && (is_invisible(c) || in_run && c.is_alphanumeric());
        match words.last_mut() {
            Some(word) if joins => word.end = at + c.len_utf8(),
            _ => words.push(Word { start: at, end: at + c.len_utf8(), pieces: vec![PIECE] }),
        }
        (open, in_run) = (true, c.is_alphanumeric() || joins && in_run);
    }
    words
}

/// Whether a character adds nothing to see of its own: combining marks, joiners, marks of direction, byte order marks.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
