//! Laws that hold for any bytes.

use proptest::prelude::*;
use verbale::article::{Format, Source, read};

/// Any source: no name, a name of each format, a format without a name.
fn sources() -> impl Strategy<Value = Source> {
    let names = prop::option::of(prop::sample::select(vec!["a.txt", "a.html", "a.json", "a.jsonl", "a", "", "/"]));
    let formats =
        prop::option::of(prop::sample::select(vec![Format::Text, Format::Html, Format::Json, Format::JsonLines]));
    (names, formats).prop_map(|(name, format)| Source { name: name.map(str::to_owned), format })
}

/// Bytes that look like something: pieces of markup, JSON and text in any order.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "<div>",
        "</div>",
        "<p>",
        "<b>",
        "</b>",
        "<table>",
        "<td>",
        "<svg>",
        "<title>",
        "<script type=application/ld+json>",
        "</script>",
        "<!--",
        "-->",
        "<br>",
        "<template>",
        "&amp;",
        "<meta charset=",
        "utf-16",
        "\"",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"text\"",
        "\"id\"",
        "\\u",
        "\n",
        "\r\n",
        " ",
        "KYIV",
        " — ",
        "(AP)",
        "By ",
        "Jane Doe",
        "Talks",
        "é",
        "\u{200D}",
        "\u{FEFF}",
        "\0",
        "@",
        "\"@type\"",
        "NewsArticle",
        "\"@graph\"",
        "<noscript>",
        "<img src=x>",
        "<font>",
        "<a href=x>",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_without_panic_and_never_to_nothing(bytes in prop::collection::vec(any::<u8>(), 0..400), source in sources()) {
        prop_assert!(!read(&bytes, &source).is_empty());
    }

    #[test]
    fn any_pieces_are_read_without_panic_and_alike_twice(bytes in pieces(), source in sources()) {
        let found = read(&bytes, &source);
        prop_assert!(!found.is_empty());
        prop_assert_eq!(found, read(&bytes, &source));
    }

    #[test]
    fn text_stays_as_it_is(text in "\\PC{0,80}(\n\\PC{0,80}){0,6}") {
        prop_assume!(!text.starts_with('\u{FEFF}'));
        let source = Source { name: None, format: Some(Format::Text) };
        let found = read(text.as_bytes(), &source);
        prop_assert_eq!(&found[0].as_ref().unwrap().text, &text);
    }

    #[test]
    fn text_of_any_bytes_is_what_they_decode_to(bytes in prop::collection::vec(0x20u8.., 0..200)) {
        prop_assume!(!bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF") && !bytes.starts_with(b"\xEF\xBB\xBF"));
        let source = Source { name: None, format: Some(Format::Text) };
        if let [Ok(document)] = read(&bytes, &source).as_slice() {
            let notice = document.notices.iter().find(|notice| notice.kind == "charset");
            let name = notice.and_then(|notice| notice.message.split("decoded as ").nth(1)?.split(' ').next());
            let encoding = encoding_rs::Encoding::for_label(name.unwrap_or("utf-8").as_bytes()).unwrap();
            prop_assert_eq!(&*encoding.decode_without_bom_handling(&bytes).0, document.text.as_str());
        }
    }

    #[test]
    fn json_text_stays_as_it_is(text in any::<String>()) {
        let json = serde_json::json!({"id": "x", "text": text}).to_string();
        let found = read(json.as_bytes(), &Source { name: None, format: Some(Format::Json) });
        prop_assert_eq!(&found[0].as_ref().unwrap().text, &text);
    }
}
