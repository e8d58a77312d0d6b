//! The dateline that a report begins with: `KYIV, March 3 (Reuters) —`, `Geneva, Switzerland (AP) -`.

/// How far into a paragraph its dateline can reach, in bytes.
const REACH: usize = 120;
/// Marks between dateline and report; each is followed by a space.
const DASHES: [&str; 4] = ["—", "–", "--", "-"];
/// Words in capitals that begin a report and are no places.
const NOT_PLACES: [&str; 12] = [
    "ANALYSIS",
    "BREAKING",
    "CORRECTION",
    "EXCLUSIVE",
    "EXPLAINER",
    "INTERVIEW",
    "LIVE",
    "OPINION",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WATCH",
];

/// The dateline at the start of a paragraph, as printed and without its dash.
///
/// The place is in capitals, or an agency stands in parentheses before the dash; the report goes on with a capital, a
/// digit or a quotation mark.
pub(super) fn find(paragraph: &str) -> Option<&str> {
    let reach = paragraph.char_indices().map(|(at, _)| at).take_while(|&at| at <= REACH).last()?;
    let head = &paragraph[..reach];
    let (at, dash) = first_dash(head)?;
    let report = paragraph[at + dash.len()..].trim_start();
    if !report.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"“‘'«".contains(c)) {
        return None;
    }
    let dateline = head[..at].trim();
    let (place, agency) = split_agency(dateline);
    let mut parts = place.split(',').map(str::trim);
    let city = parts.next()?;
    let clear = is_capitals(city) || (agency.is_some_and(is_agency) && is_named(city));
    let agency_fits = agency.is_none_or(is_agency);
    (clear && agency_fits && city.split_whitespace().count() <= 5 && parts.clone().count() <= 3 && parts.all(is_named))
        .then_some(dateline)
}

/// The first dash that has white space behind it, and, if it is a hyphen, before it.
fn first_dash(head: &str) -> Option<(usize, &'static str)> {
    let stands = |at: usize, dash: &str| {
        let before = head[..at].ends_with([' ', '\u{A0}', ')']);
        head[at + dash.len()..].starts_with([' ', '\u{A0}']) && (before || !dash.starts_with('-'))
    };
    let found = DASHES.iter().filter_map(|&dash| {
        let mut places = head.match_indices(dash).map(|(at, _)| at);
        places.find(|&at| stands(at, dash)).map(|at| (at, dash))
    });
    found.min_by_key(|&(at, _)| at)
}

/// Splits `KYIV (Reuters)` in two.
fn split_agency(dateline: &str) -> (&str, Option<&str>) {
    match dateline.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((place, agency)) => (place.trim().trim_end_matches(','), Some(agency.trim())),
        None => (dateline, None),
    }
}

/// Whether words can name an agency: few, and the first begins with a capital.
fn is_agency(words: &str) -> bool {
    words.len() <= 40 && words.starts_with(char::is_uppercase) && !words.contains(['(', ')'])
}

/// Whether a place is written in capitals and is no label such as `UPDATE`.
fn is_capitals(place: &str) -> bool {
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3
        && place.starts_with(char::is_alphabetic)
        && !place.chars().any(|c| c.is_lowercase() || c.is_numeric() || "\":;!?".contains(c))
        && !place.split_whitespace().any(|word| NOT_PLACES.contains(&word))
}

/// Whether all words begin with a capital or a digit, apart from the small words of places.
fn is_named(part: &str) -> bool {
    const SMALL: [&str; 9] = ["of", "the", "and", "de", "la", "el", "al", "du", "da"];
    !part.is_empty()
        && part.split_whitespace().count() <= 5
        && part
            .split_whitespace()
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || SMALL.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn datelines_of_agencies_and_papers() {
        for (line, dateline) in [
            ("KYIV, March 3 (Reuters) — Russia said", "KYIV, March 3 (Reuters)"),
            ("GENEVA, Switzerland (AP) — The talks", "GENEVA, Switzerland (AP)"),
            ("Geneva, Switzerland (AP) -- “The talks", "Geneva, Switzerland (AP)"),
            ("WASHINGTON — The president", "WASHINGTON"),
            ("ST. PETERSBURG, Russia – 12 people", "ST. PETERSBURG, Russia"),
            ("LONDON/PARIS, Jan. 3 (Reuters) - Britain", "LONDON/PARIS, Jan. 3 (Reuters)"),
            ("PORT-AU-PRINCE, Haiti (AP) - Gangs", "PORT-AU-PRINCE, Haiti (AP)"),
        ] {
            assert_eq!(find(line), Some(dateline), "{line}");
        }
    }

    #[test]
    fn dashes_that_end_no_dateline() {
        for line in [
            "NATO — which was founded in 1949 — said",
            "UPDATE — The talks failed",
            "Scholz — The chancellor",
            "The minister (pictured) — The one",
            "He said — and meant it",
            "US-Russia talks failed",
            "",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }
}
