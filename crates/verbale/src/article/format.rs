//! In which format an input is written.

/// How the articles of an input are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One article as plain text.
    Text,
    /// One article as a web page.
    Html,
    /// One article as an object, or an array of them.
    Json,
    /// One article object a line.
    JsonLines,
}

/// Where an input comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Name or path of the file; none for standard input.
    pub name: Option<String>,
    /// The format, where the caller knows it; it goes before the name's extension.
    pub format: Option<Format>,
}

impl Source {
    /// The name as messages show it.
    pub(super) fn shown(&self) -> String {
        self.name.clone().unwrap_or_else(|| "standard input".to_owned())
    }

    /// The file's name without folders and without the last extension.
    pub(super) fn stem(&self) -> Option<&str> {
        let file = self.file()?;
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Some(if stem.is_empty() { file } else { stem })
    }

    /// The file's name without folders.
    fn file(&self) -> Option<&str> {
        self.name.as_deref()?.rsplit(['/', '\\']).find(|part| !part.is_empty())
    }

    /// The format as the caller or the extension says.
    fn named_format(&self) -> Option<Format> {
        if self.format.is_some() {
            return self.format;
        }
        let (_, extension) = self.file()?.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            _ => None,
        }
    }
}

/// The format, as far as it can be told before the charset is known.
pub(super) fn before_decoding(bytes: &[u8], source: &Source) -> Format {
    source.named_format().unwrap_or_else(|| sniff(&String::from_utf8_lossy(&bytes[..bytes.len().min(512)])))
}

/// The format of a decoded input.
pub(super) fn of(text: &str, source: &Source) -> Format {
    source.named_format().unwrap_or_else(|| sniff(text))
}

/// Tags that make a text a web page if it starts with one of them, after the table of the MIME Sniffing Standard
/// (<https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type>), and `article` and `meta`.
const TAGS: [&str; 18] = [
    "!doctype html",
    "html",
    "head",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "body",
    "br",
    "p",
    "article",
    "meta",
];

/// The format that the first characters show; what shows nothing is plain text.
pub(super) fn sniff(text: &str) -> Format {
    let start = text.trim_start();
    let then = |open: char| start.strip_prefix(open).map(str::trim_start);
    if then('{').is_some_and(|rest| rest.starts_with(['"', '}'])) || then('[').is_some_and(|rest| rest.starts_with('{'))
    {
        Format::Json
    } else if start.starts_with("<!--") || start.starts_with("<?xml") || then('<').is_some_and(opens_with_tag) {
        Format::Html
    } else {
        Format::Text
    }
}

/// Whether `rest`, the text after `<`, begins with the name of a tag and ends that name.
fn opens_with_tag(rest: &str) -> bool {
    TAGS.iter().any(|tag| {
        let (head, tail) = rest.as_bytes().split_at(tag.len().min(rest.len()));
        head.eq_ignore_ascii_case(tag.as_bytes())
            && tail.first().is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_or_less_than_sign_alone_is_text() {
        assert_eq!(sniff("[UPDATE] The talks failed."), Format::Text);
        assert_eq!(sniff("<3 was all he wrote."), Format::Text);
        assert_eq!(sniff("<person> said"), Format::Text);
        assert_eq!(sniff(" \n<P class=x>Talks"), Format::Html);
        assert_eq!(sniff("[ {\"text\": \"\"}]"), Format::Json);
    }

    #[test]
    fn the_stem_is_the_file_name_without_its_last_extension() {
        let stem = |name: &str| Source { name: Some(name.into()), format: None }.stem().map(str::to_owned);
        assert_eq!(stem("news/2024.05.talks.html").as_deref(), Some("2024.05.talks"));
        assert_eq!(stem("C:\\news\\talks.txt").as_deref(), Some("talks"));
        assert_eq!(stem(".hidden").as_deref(), Some(".hidden"));
        assert_eq!(stem("/"), None);
    }
}
