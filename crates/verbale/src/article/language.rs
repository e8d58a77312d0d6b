//! Tells English texts from others.
//!
//! Detector: `whatlang` (trigrams, 70 languages). It speaks only on enough letters and only when it is sure; what is
//! short or unclear counts as English, and the record then claims no language.

use verbale_record::{Article, Notice};
use whatlang::{Lang, Script, detect};

use crate::article::document::notice;

/// How much of a text is looked at, in characters: a whole article, not a whole book.
const SAMPLE: usize = 10_000;
/// Letters below which a language of the Latin script is not told.
const ENOUGH_LATIN: usize = 120;
/// Letters below which a language of another script is not told.
const ENOUGH_OTHER: usize = 30;

/// ISO 639-3 code, ISO 639-1 code and English name.
const TABLE: &str = include_str!("iso639.tsv");

/// Puts the language into `article` and gives a notice if it is not English.
///
/// What the text clearly shows goes before what the input says of it.
pub(super) fn settle(article: &mut Article, text: &str) -> Option<Notice> {
    let seen = detected(text);
    let given = article.language.as_deref().and_then(primary);
    article.language = seen.map(str::to_owned).or(given);
    let language = article.language.as_deref().filter(|&code| code != "en")?;
    let name = row(|row| row[1] == language).map_or(language, |row| row[2]);
    let how = if seen.is_some() { "appears to be in" } else { "is said to be in" };
    Some(notice("not-english", format!("The text {how} {name}; this reader knows English only.")))
}

/// ISO 639-1 code of the language that the text is clearly in.
fn detected(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let sample = &text[..end];
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let info = detect(sample)?;
    // Of a text in another script it may be unsure which language it is, but not that it is none of ours.
    let latin = info.script() == Script::Latin;
    let enough = if latin { ENOUGH_LATIN } else { ENOUGH_OTHER };
    (letters >= enough && (info.is_reliable() || !latin)).then(|| two_letters(info.lang())).flatten()
}

/// ISO 639-1 code of a language of the detector.
fn two_letters(lang: Lang) -> Option<&'static str> {
    row(|row| row[0] == lang.code()).map(|row| row[1])
}

/// The two-letter primary subtag of a language tag such as `en-US`.
fn primary(tag: &str) -> Option<String> {
    let subtag = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let is_code = subtag.len() == 2 && subtag.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then_some(subtag).or_else(|| row(|row| tag.eq_ignore_ascii_case(row[2])).map(|row| row[1].to_owned()))
}

/// The first row of the table that `holds`.
fn row(holds: impl Fn(&[&'static str; 3]) -> bool) -> Option<[&'static str; 3]> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut rows = lines.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok());
    rows.find(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_detector_but_one_has_a_two_letter_code() {
        let without: Vec<_> = Lang::all().iter().filter(|lang| two_letters(**lang).is_none()).collect();
        assert!(without.is_empty(), "{without:?}");
    }

    #[test]
    fn language_tags_and_names_become_codes() {
        assert_eq!(primary("en-US").as_deref(), Some("en"));
        assert_eq!(primary("DE_at").as_deref(), Some("de"));
        assert_eq!(primary("English").as_deref(), Some("en"));
        assert_eq!(primary("x-unknown"), None);
    }
}
