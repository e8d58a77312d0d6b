//! Whether two expressions are the same name.

use verbale_record::Kind;

/// Words that names are introduced by and that do not tell two apart.
const TITLES: [&str; 12] =
    ["mr", "mrs", "ms", "dr", "sir", "president", "minister", "gen", "col", "prof", "the", "sen"];

/// Whether an expression and an earlier one name the same actor, place or process.
///
/// The same words are, a definite description's too (`the dockers`); so is a person's surname for a fuller name (`Njoroge`, `Mr Njoroge` for `Foreign Minister Abel Njoroge`).
pub(super) fn same(kind: Kind, expression: &str, earlier_kind: Kind, earlier: &str) -> bool {
    if kind == earlier_kind && definite(expression).is_some() && definite(expression) == definite(earlier) {
        return true;
    }
    let named = expression.chars().any(char::is_uppercase) && !super::pronoun::is_pronoun(expression);
    if !named || (kind == Kind::Place) != (earlier_kind == Kind::Place) {
        return false;
    }
    let (words, before) = (proper(expression), proper(earlier));
    if words.is_empty() || before.is_empty() {
        return false;
    }
    if words == before {
        return expression.to_lowercase() == earlier.to_lowercase() || kind == earlier_kind;
    }
    let short = if words.len() < before.len() { &words } else { &before };
    kind == Kind::Person && earlier_kind == Kind::Person && short.len() == 1 && words.last() == before.last()
}

/// The words of a definite description behind its article, in lower case: `the dockers`.
fn definite(expression: &str) -> Option<String> {
    expression.to_lowercase().strip_prefix("the ").map(str::to_owned)
}

/// The capitalized words of an expression without titles and possessive endings, in lower case.
fn proper(expression: &str) -> Vec<String> {
    let words = expression.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word).to_lowercase())
        .filter(|word| !TITLES.contains(&word.as_str()))
        .collect()
}

/// How much an expression says of whom it means: capitalized words first, then length; a pronoun least.
pub(super) fn fullness(expression: &str) -> (usize, usize) {
    if super::pronoun::is_pronoun(expression) {
        return (0, 0);
    }
    (proper(expression).len(), expression.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_stands_for_the_full_name() {
        let person = Kind::Person;
        assert!(same(person, "Mr Njoroge", person, "Foreign Minister Abel Njoroge"));
        assert!(!same(person, "Njoroge", person, "Abel Otieno"));
        assert!(!same(person, "She", person, "She"));
        assert!(!same(Kind::Place, "Georgia", Kind::Government, "Georgia"));
    }
}
