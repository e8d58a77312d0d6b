//! The code of an actor: where from, and of which sector.

use verbale_record::Kind;

use crate::spans::Found;

/// What stands for a country that cannot be told.
const UNKNOWN: &str = "---";
/// Sectors that take the place of a country.
const WITHOUT_COUNTRY: [&str; 3] = ["IGO", "NGO", "MNC"];

/// Code of the entity whose mentions are `members`, by the first of them that names a country and the sector most of them have.
pub(super) fn of(found: &Found, countries: &[Option<&str>], members: &[usize], kind: Kind) -> String {
    let country = members.iter().find_map(|&number| countries[number]);
    if let Some(body) = country.filter(|code| code.starts_with("IGO")) {
        return body.to_owned();
    }
    let sector = most_frequent(&members.iter().map(|&number| found.mentions[number].sector.as_str()));
    let sector = if kind == Kind::Government { "GOV" } else { sector };
    if country.is_none() && WITHOUT_COUNTRY.contains(&sector) {
        return sector.to_owned();
    }
    let place = country.unwrap_or(UNKNOWN);
    let sector = if WITHOUT_COUNTRY.contains(&sector) { "" } else { sector };
    if sector.is_empty() { place.to_owned() } else { format!("{place} {sector}") }
}

/// The word that stands most often, the earlier one of equals; empty words count least.
fn most_frequent<'a>(words: &(impl Iterator<Item = &'a str> + Clone)) -> &'a str {
    let mut best = ("", 0);
    for word in words.clone().filter(|word| !word.is_empty()) {
        let count = words.clone().filter(|other| *other == word).count();
        if count > best.1 {
            best = (word, count);
        }
    }
    best.0
}
