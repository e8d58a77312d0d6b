//! Text of others on a terminal: what it may show, and how wide.

use std::borrow::Cow;

/// Words of an article as a terminal may show them: control and bidirectional formatting characters as visible marks, so that
/// no text can move the cursor, change colours or swap the order of what is read.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_harmful(c) { '\u{FFFD}' } else { c }).collect())
}

fn is_harmful(c: char) -> bool {
    c.is_control() && c != '\t'
        || matches!(c, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Tells of a fault on standard error, harmless as everything that names or quotes what others wrote.
pub fn complain(fault: &dyn std::fmt::Display) {
    let fault = fault.to_string();
    let lines: Vec<_> = fault.lines().map(harmless).collect();
    eprintln!("verbale: {}", lines.join("\n"));
}

/// Columns to print on: the terminal's, at most 110 (longer lines are hard to read); 100 where there is no terminal.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(40, 110))
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn escape_sequences_and_bidi_controls_are_shown_as_marks() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{202E}c"), "a\u{FFFD}[2Jb\u{FFFD}c");
        assert!(matches!(harmless("Zürich 🙂 שלום"), std::borrow::Cow::Borrowed(_)));
    }
}
