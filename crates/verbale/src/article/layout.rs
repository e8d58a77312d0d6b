//! Title, byline and dateline of a plain text, where its layout shows them clearly.
//!
//! Reads a few lines at both ends, and of long lines only their beginning: the length of a text costs nothing.

use verbale_record::Article;

use crate::article::dateline;

/// Longest title and longest byline, in bytes.
const SHORT: usize = 200;
/// A line of this many bytes is a paragraph of its own and not a line of a hard-wrapped one.
const PARAGRAPH: usize = 130;
/// A line of this many bytes after a title that stands apart begins a text.
const SENTENCE: usize = 40;

/// Fills title, byline and dateline of `article` where they are clear; the text stays as it is.
pub(super) fn fill(article: &mut Article, text: &str) {
    let head: Vec<&str> = text.lines().map(str::trim).skip_while(|line| line.is_empty()).take(12).collect();
    let lines: Vec<&str> = head.iter().copied().filter(|line| !line.is_empty()).collect();
    let [first, rest @ ..] = lines.as_slice() else {
        return;
    };
    let second_byline = rest.first().and_then(|line| byline(line));
    let body = if second_byline.is_some() { rest.get(1..).unwrap_or_default() } else { rest };
    let stands_apart = second_byline.is_some() || head.get(1).is_some_and(|line| line.is_empty());
    let least = if stands_apart { SENTENCE } else { PARAGRAPH };
    let titled = is_title(first) && body.first().is_some_and(|next| next.len() >= least);
    if titled {
        article.title = Some((*first).to_owned());
    }
    article.byline = byline(first)
        .or(second_byline.filter(|_| titled))
        .or_else(|| last_line(text).and_then(byline))
        .map(str::to_owned);
    let start = if titled {
        body
    } else if byline(first).is_some() {
        rest
    } else {
        &lines
    };
    article.dateline = start.first().and_then(|line| dateline::find(line)).map(str::to_owned);
}

/// The last line with something on it.
fn last_line(text: &str) -> Option<&str> {
    text.trim_end().rsplit('\n').next().map(str::trim)
}

/// Whether a first line can be a title: short, several words, begins like one and does not end like a sentence.
fn is_title(line: &str) -> bool {
    let ending = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    line.len() <= SHORT
        && line.split_whitespace().nth(1).is_some()
        && line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"'“‘«".contains(c))
        && line.contains(char::is_alphabetic)
        && !ending.ends_with(['.', '!', '?', ',', ';', ':', '…', '-', '–', '—'])
        && byline(line).is_none()
        && dateline::find(line).is_none()
}

/// The name of a line `By Name`: up to a dozen words, all of which can stand in names.
pub(super) fn byline(line: &str) -> Option<&str> {
    if line.len() > SHORT {
        return None;
    }
    let name = ["By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by))?.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = (2..=12).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2
        && words.iter().all(|word| is_name_word(word))
        && !ends_like_sentence(name);
    is_name.then_some(name)
}

/// Whether a word can stand in a byline: a capitalized one, or a small word of names and between them.
fn is_name_word(word: &str) -> bool {
    const SMALL: [&str; 24] = [
        "and", "in", "for", "of", "the", "with", "at", "|", "/", "-", "–", "—", "&", "de", "da", "del", "der", "van",
        "von", "bin", "al", "el", "la", "ibn",
    ];
    word.starts_with(char::is_uppercase) || SMALL.contains(&word) || word.starts_with("al-") || word.starts_with("d'")
}

/// Whether a line ends in a mark of the end of a sentence, other than that of an initial or of `Jr.`.
fn ends_like_sentence(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    last.ends_with(['!', '?', ':', ';', ',']) || (last.ends_with('.') && last.chars().count() > 3)
}
