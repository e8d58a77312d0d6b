//! Counts characters that are not seen but change how a text is read.

use verbale_record::{Notice, Span};

/// A notice on zero-width and bidirectional control characters, with the first of them as its span.
///
/// Joiners within emoji and within scripts that are written with them do not count, nor the tags of emoji flags.
pub(super) fn find(text: &str) -> Option<Notice> {
    let mut first = None;
    let mut count = 0usize;
    let mut in_flag = false;
    let mut before = None;
    for (at, c) in text.chars().enumerate() {
        in_flag = c == BLACK_FLAG || (in_flag && is_tag(c));
        if is_invisible(c) && !in_flag && !(is_joiner(c) && before.is_some_and(is_joined)) {
            count += 1;
            first.get_or_insert(Span { start: at, end: at + 1 });
        }
        before = Some(c);
    }
    first.map(|span| Notice {
        kind: "invisible-characters".to_owned(),
        message: format!("The text holds {count} zero-width or bidirectional control characters; they are kept."),
        span: Some(span),
    })
}

/// The base of the flags of England, Scotland and Wales.
const BLACK_FLAG: char = '\u{1F3F4}';

/// Characters of no width, and those that change the direction of writing.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || is_tag(c)
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Whether a joiner after `c` is spelling: after emoji and after letters of Arabic, Syriac, N'Ko, the Indic scripts,
/// Tibetan, Burmese, Khmer and Mongolian.
fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{FE0F}' | '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_soft_hyphen_and_an_inner_byte_order_mark_count() {
        assert!(find("Verhand\u{AD}lung").is_some());
        assert!(find("Kyiv\u{FEFF}").is_some());
        assert!(find("Kyiv – “Київ”").is_none());
    }

    #[test]
    fn a_joiner_between_latin_letters_counts() {
        assert!(find("Ky\u{200D}iv").is_some());
        assert!(find("می\u{200C}خواهم क्\u{200D}ष").is_none());
    }
}
