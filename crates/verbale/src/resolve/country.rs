//! The country or international body that words name.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Words, code, what the words are, source; see the head of the file.
const TABLE: &str = include_str!("../../data/country_words.tsv");

/// Code by words.
static CODES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?))
    })
    .collect()
});

/// The most words that a row of the table has.
static LONGEST: LazyLock<usize> =
    LazyLock::new(|| CODES.keys().map(|words| words.split(' ').count()).max().unwrap_or(1));

/// ISO 3166 alpha-3 code of a country, or `IGO` with a body's name, that an expression names first; `None` where it names none.
///
/// Case counts (`Turkey`, not `turkey`); a possessive `'s` and an article do not.
pub(super) fn of(expression: &str) -> Option<&'static str> {
    let words: Vec<&str> =
        expression.split([' ', '\n', '-', '–', '/', ',']).map(bare).filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|start| {
        let most = (*LONGEST).min(words.len() - start);
        (1..=most).rev().find_map(|length| CODES.get(words[start..start + length].join(" ").as_str()).copied())
    })
}

/// A word without its quotation marks, brackets and possessive ending.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_adjectives_capitals_and_bodies_tell_the_country() {
        let cases = [
            ("Russian Foreign Ministry Spokesperson Maria Zakharova", Some("RUS")),
            ("the United Arab Emirates’s envoy", Some("ARE")),
            ("Yerevan", Some("ARM")),
            ("the UN Security Council", Some("IGO UN")),
            ("U.S. officials", Some("USA")),
            ("the turkey farmers", None),
            ("gunmen", None),
        ];
        for (words, code) in cases {
            assert_eq!(of(words), code, "{words}");
        }
    }
}
