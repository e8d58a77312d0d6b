//! Decodes bytes, and says how where it was not plain UTF-8.
//!
//! A byte order mark decides; else, for web pages, what the page declares; else UTF-8 if the bytes are valid or nearly
//! so; else a guess. One thing goes before the declaration: text beyond ASCII that is valid UTF-8 is UTF-8 even if the
//! page claims a one-byte charset, since such bytes hardly ever arise otherwise.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use verbale_record::Notice;

use crate::article::Format;
use crate::article::document::notice;

/// How far into a page its charset is looked for, in bytes (browsers stop at 1,024).
const PRESCAN: usize = 4_096;

/// The text of `bytes`, and what had to be done to read it.
pub(super) fn decode(bytes: &[u8], format: Format) -> (String, Vec<Notice>) {
    let mut notices = Vec::new();
    let (encoding, body) = if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let message = format!("The input starts with a byte order mark of {}; it is left out.", encoding.name());
        notices.push(notice("byte-order-mark", message));
        (encoding, &bytes[length..])
    } else {
        let (encoding, reason) = choose(bytes, format);
        if encoding != UTF_8 {
            notices.push(notice("charset", format!("The input was decoded as {} ({reason}).", encoding.name())));
        }
        (encoding, bytes)
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    if had_errors {
        notices.push(replaced(encoding, body, &text));
    }
    (text.into_owned(), notices)
}

/// The charset of bytes without byte order mark, and why.
fn choose(bytes: &[u8], format: Format) -> (&'static Encoding, &'static str) {
    let declared = if format == Format::Html { declared(bytes) } else { None };
    let nearly_utf8 = is_nearly_utf8(bytes);
    match declared {
        Some(encoding) if encoding != UTF_8 && !(nearly_utf8 && encoding.is_single_byte() && !bytes.is_ascii()) => {
            (encoding, "as the page declares")
        }
        _ if nearly_utf8 => (UTF_8, "valid"),
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            (detector.guess(None, Utf8Detection::Deny), "guessed, the input is not UTF-8")
        }
    }
}

/// Whether bytes are UTF-8, apart from fewer broken places than whole characters beyond ASCII.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || whole > broken
}

/// The charset that a page declares in `<meta>` or in an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let label =
        head.split('<').filter_map(|tag| tag.split_once('>').map(|(inside, _)| inside)).find_map(|tag| match tag {
            tag if tag.starts_with("meta") => value_after(tag, "charset"),
            tag if tag.starts_with("?xml") => value_after(tag, "encoding"),
            _ => None,
        })?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A page whose declaration could be read byte by byte is not UTF-16, whatever it says (HTML Standard, prescan).
    let encoding = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
    (encoding != REPLACEMENT).then_some(encoding)
}

/// The value of `key = value` within a tag, with or without quotes.
fn value_after<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    tag.match_indices(key).find_map(|(at, _)| {
        let value = tag[at + key.len()..].trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        value.split(['"', '\'', ';', ' ', '/', '?', '\t', '\n', '\r']).next().filter(|label| !label.is_empty())
    })
}

/// Says how many characters could not be decoded.
fn replaced(encoding: &'static Encoding, bytes: &[u8], text: &str) -> Notice {
    let count = if encoding == UTF_8 {
        bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count()
    } else {
        text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count()
    };
    let kind = if encoding == UTF_8 { "invalid-utf8" } else { "invalid-characters" };
    let name = encoding.name();
    notice(kind, format!("{count} places of the input are not valid {name}; each was replaced by U+FFFD."))
}
