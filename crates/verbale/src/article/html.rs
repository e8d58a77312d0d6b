//! Reads a web page: the article's text, and what the page says of it.
//!
//! Readability (`dom_smoothie`) finds the article in a page that [`guard`] lets through; for all others, and where it
//! finds nothing, the tags are stripped and a notice says so.

use std::borrow::Cow;

use dom_smoothie::{Config, Readability, TextMode};
use verbale_record::{Article, Notice};

use crate::article::document::{Draft, notice};
use crate::article::guard::{self, Size};
use crate::article::jsonld;
use crate::article::strip::{self, Stripped};

/// Reads a decoded page.
pub(super) fn read(html: &str, mut notices: Vec<Notice>) -> Draft {
    let html = &without_payloads(html);
    let stripped = strip::strip(html);
    let known = jsonld::find(&stripped.json_ld);
    let size = if stripped.is_cut { Size::TooLarge } else { guard::measure(html) };
    let refused = match size {
        Size::Fit => match readable(html) {
            Some((text, page)) => {
                return Draft { article: merge(known, page), text, notices };
            }
            None => ("no-article-found", "No article stands out in the page"),
        },
        Size::TooDeep => ("markup-too-deep", "The page's elements are nested too deeply"),
        Size::TooLarge => ("markup-too-large", "The page has too many elements"),
    };
    notices.push(notice(refused.0, format!("{}; its tags were stripped and all of its text kept.", refused.1)));
    let Stripped { text, title, language, .. } = stripped;
    Draft { article: merge(known, Article { title, language, ..Article::default() }), text, notices }
}

/// A page without the payload of its embedded pictures and fonts (`data:image/png;base64,...`), often most of its bytes.
fn without_payloads(html: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    let Some((first, rest)) = html.split_once(MARK) else {
        return html.into();
    };
    let mut kept = first.to_owned();
    for piece in rest.split(MARK) {
        kept.push_str(MARK);
        kept.push_str(piece.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "+/=".contains(c)));
    }
    kept.into()
}

/// The article's text and what the page says of it, if readability finds one.
fn readable(html: &str) -> Option<(String, Article)> {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let page = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let text = page.text_content.trim();
    if text.is_empty() {
        return None;
    }
    let article = Article {
        url: page.url,
        publisher: page.site_name,
        title: Some(page.title),
        byline: page.byline,
        published: page.published_time,
        language: page.lang,
        ..Article::default()
    };
    Some((text.to_owned(), article))
}

/// What the page's JSON-LD says, else what its tags say, on one line each.
fn merge(known: Article, page: Article) -> Article {
    let pick = |values: [Option<String>; 2]| values.iter().flatten().find_map(|value| tidy(value));
    Article {
        id: None,
        url: pick([known.url, page.url]),
        publisher: pick([known.publisher, page.publisher]),
        title: pick([known.title, page.title]),
        byline: pick([known.byline, page.byline]).as_deref().and_then(without_by),
        dateline: None,
        published: pick([known.published, page.published]),
        language: pick([known.language, page.language]),
    }
}

/// White space collapsed; nothing if nothing is left.
fn tidy(value: &str) -> Option<String> {
    let words: Vec<_> = value.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A byline without its `By`.
fn without_by(byline: &str) -> Option<String> {
    let by = byline.get(..3).filter(|by| by.eq_ignore_ascii_case("by "));
    tidy(&byline[by.map_or(0, str::len)..])
}
