//! Charsets and binary data.

use verbale::article::IntakeError;

use crate::{error, kinds, message, one};

#[test]
fn plain_utf8_gives_no_notice() {
    assert!(one("Scholz said: “Ja.”", "a.txt").notices.is_empty());
}

#[test]
fn a_byte_order_mark_is_left_out_and_noticed() {
    let document = one("\u{FEFF}Talks failed.", "a.txt");
    assert_eq!(document.text, "Talks failed.");
    assert_eq!(kinds(&document), ["byte-order-mark"]);
}

#[test]
fn utf16_with_a_byte_order_mark_is_decoded() {
    let units = "\u{FEFF}Talks in Kyiv – failed.".encode_utf16();
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    let document = one(bytes, "a.txt");
    assert_eq!(document.text, "Talks in Kyiv – failed.");
    assert!(message(&document, "byte-order-mark").contains("UTF-16LE"));
}

#[test]
fn utf16_without_a_byte_order_mark_is_an_error_that_says_so() {
    let bytes: Vec<u8> = "Talks in Kyiv failed.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let shown = error(bytes, "a.txt").to_string();
    assert!(shown.contains("UTF-16 text without a byte order mark") && shown.contains("iconv"), "{shown}");
}

#[test]
fn a_legacy_charset_is_guessed_and_noticed() {
    let bytes = b"\x93We won\x92t negotiate,\x94 the caf\xE9 owner said.";
    let document = one(bytes, "a.txt");
    assert_eq!(document.text, "“We won’t negotiate,” the café owner said.");
    assert!(message(&document, "charset").contains("windows-1252"));
}

#[test]
fn broken_utf8_is_replaced_and_counted() {
    let mut bytes = "Müller traf Özdemir in Köln. ".as_bytes().to_vec();
    bytes.extend(b"One \xFF and one \xC3 more.");
    let document = one(bytes, "a.txt");
    assert!(document.text.contains("One \u{FFFD} and one \u{FFFD} more."));
    assert!(message(&document, "invalid-utf8").starts_with("2 places"));
}

#[test]
fn the_charset_of_a_page_is_taken_from_its_meta_element() {
    for meta in
        ["<meta charset=windows-1251>", "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'/>"]
    {
        let mut bytes = format!("<html><head>{meta}</head><body><p>").into_bytes();
        bytes.extend(b"\xCA\xE8\xE5\xE2</p></body></html>");
        let document = one(bytes, "a.html");
        assert_eq!(document.text, "Киев", "{meta}");
        assert!(message(&document, "charset").contains("as the page declares"));
    }
}

#[test]
fn a_page_in_utf8_that_claims_latin1_is_read_as_utf8() {
    let document = one("<html><meta charset=iso-8859-1><p>Müller traf Özdemir.</p>", "a.html");
    assert_eq!(document.text, "Müller traf Özdemir.");
}

#[test]
fn binary_files_are_errors_that_say_what_they_look_like() {
    for (bytes, shown) in [
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3".as_slice(), "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\x1F\x8B\x08\x00\x00", "gzip"),
        (b"{\\rtf1\\ansi Talks failed.}", "RTF"),
    ] {
        let error = error(bytes, "a.txt");
        assert!(matches!(error, IntakeError::Binary { .. }));
        assert!(error.to_string().contains(shown) && error.to_string().starts_with("a.txt: "), "{error}");
    }
}

#[test]
fn dense_nul_bytes_are_binary() {
    let bytes: Vec<u8> = (0..200u8).flat_map(|byte| [byte, 0, 0, byte]).collect();
    assert!(error(bytes, "a.txt").to_string().contains("NUL"));
}

#[test]
fn dense_control_characters_are_binary() {
    assert!(error([1u8, 2, 3, 4, b'a'].repeat(20), "a.txt").to_string().contains("control"));
}

#[test]
fn a_few_nul_characters_are_kept_and_noticed() {
    let document = one("The talks\0 failed, officials said on Monday.\0", "a.txt");
    assert_eq!(document.text, "The talks\0 failed, officials said on Monday.\0");
    assert!(message(&document, "nul-characters").contains("2 NUL"));
}
