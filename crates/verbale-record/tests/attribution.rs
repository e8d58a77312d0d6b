//! The cases of the referee's own self-test, and its refusals.

mod common;

use common::Noise;
use indexmap::IndexMap;
use verbale_record::Span;
use verbale_record::compare::attribution::{self, Article, Attribution, Figures, Punctuation};

const TEXT: &str = "Alice said that Bob left. “We won,” Carol told Dave, “and more.” Reports vary.";

/// The spans of these words, each at its first place.
fn at(words: &[&str]) -> Vec<Span> {
    let place = |word: &&str| {
        let start = TEXT[..TEXT.find(word).expect("it stands there")].chars().count();
        Span { start, end: start + word.chars().count() }
    };
    words.iter().map(place).collect()
}

fn attribution(source: &[&str], cue: &[&str], content: &[&str]) -> Attribution {
    Attribution { source: Some(at(source)), cue: Some(at(cue)), content: Some(at(content)) }
}

/// Alice's, Carol's, and one without a source.
fn gold() -> [Attribution; 3] {
    [
        attribution(&["Alice"], &["said"], &["that Bob left"]),
        attribution(&["Carol"], &["told Dave"], &["“We won,”", "“and more.”"]),
        attribution(&[], &["Reports"], &["vary"]),
    ]
}

fn article(text: Option<&str>, attributions: &[Attribution]) -> IndexMap<String, Article> {
    let article = Article { id: "x".into(), text: text.map(str::to_owned), attributions: attributions.to_vec() };
    IndexMap::from([("x".to_owned(), article)])
}

fn compared(predicted: &[Attribution], punctuation: Punctuation) -> Figures {
    attribution::articles(&article(Some(TEXT), &gold()), &article(None, predicted), punctuation).expect("sound")
}

fn kept(predicted: &[Attribution]) -> Figures {
    compared(predicted, Punctuation::Kept)
}

#[test]
fn figures_are_those_of_the_self_test() {
    let [a1, a2, a3] = gold();
    let crossed = [
        Attribution { source: a2.source.clone(), ..a1.clone() },
        Attribution { source: a1.source.clone(), ..a2.clone() },
        a3.clone(),
    ];
    let shortened = [Attribution { content: Some(at(&["Bob left"])), ..a1.clone() }, a2.clone(), a3.clone()];
    let unquoted = [a1.clone(), Attribution { content: Some(at(&["We won", "and more"])), ..a2.clone() }, a3.clone()];
    let twice = [a1.clone(), a1, a2, a3];
    let thirds = 100.0 / 3.0;
    let cases: Vec<(&str, f64, f64)> = vec![
        ("nothing: content tokens", kept(&[]).content.token.f1, 0.0),
        ("nothing: full", kept(&[]).full_attribution.f1, 0.0),
        ("crossed: source tokens", kept(&crossed).source.token.f1, 100.0),
        ("crossed: source spans", kept(&crossed).source.exact.f1, 100.0),
        ("crossed: full", kept(&crossed).full_attribution.f1, thirds),
        ("crossed: linking", kept(&crossed).linking_accuracy.0, thirds),
        ("shortened: exact", kept(&shortened).content.exact.f1, 2.0 * thirds),
        ("shortened: full", kept(&shortened).full_attribution.f1, 100.0),
        ("shortened: token recall", kept(&shortened).content.token.r, 100.0 * 13.0 / 14.0),
        ("unquoted: strict", kept(&unquoted).content.exact.f1, 2.0 * thirds),
        ("unquoted: edges", kept(&unquoted).content.exact_edge.f1, 100.0),
        ("unquoted: words", compared(&unquoted, Punctuation::Dropped).content.exact.f1, 100.0),
        ("twice: full precision", kept(&twice).full_attribution.p, 75.0),
    ];
    for (name, got, wanted) in cases {
        assert!((got - wanted).abs() < 0.06, "{name}: {got}, not {wanted}");
    }
}

#[test]
fn gold_against_itself_is_right_throughout() {
    let figures = kept(&gold());
    for label in [figures.source, figures.cue, figures.content] {
        let rates = [label.token, label.exact, label.exact_edge, label.overlap, label.half, label.soft];
        for rates in rates.into_iter().chain([label.fragment_exact, label.fragment_start]) {
            assert!((rates.f1 - 100.0).abs() < 1e-9, "{label:?}");
        }
        assert!((label.fragment_overlap - 100.0).abs() < 1e-9);
    }
    for rates in [figures.full_attribution, figures.source_and_content, figures.full_exact] {
        assert!((rates.f1 - 100.0).abs() < 1e-9, "{rates:?}");
    }
}

#[test]
fn random_spans_are_hardly_ever_right() {
    let mut noise = Noise::new(1);
    let text = "abc ".repeat(4000);
    let mut random = |words: usize| {
        let start = noise.below(3900);
        Some(vec![Span { start: start * 4, end: (start + words) * 4 - 1 }])
    };
    let mut many = || -> Vec<Attribution> {
        (0..60).map(|_| Attribution { source: random(2), cue: random(1), content: random(15) }).collect()
    };
    let (gold, predicted) = (article(Some(&text), &many()), article(None, &many()));
    let figures = attribution::articles(&gold, &predicted, Punctuation::Kept).expect("sound");
    // One exact content in sixty is to be expected by chance alone.
    assert!(figures.full_attribution.f1 <= 1.0 && figures.content.exact.f1 <= 4.0, "{figures}");
}

#[test]
fn an_annotator_is_compared_with_the_prediction_of_the_article() {
    let mut gold = article(Some(TEXT), &gold());
    let (_, mut one) = gold.shift_remove_entry("x").expect("it is there");
    "x#ann".clone_into(&mut one.id);
    let predicted = article(None, &one.attributions);
    let gold = IndexMap::from([(one.id.clone(), one)]);
    let figures = attribution::articles(&gold, &predicted, Punctuation::Kept).expect("sound");
    assert!((figures.full_exact.f1 - 100.0).abs() < 1e-9);
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_reason() {
    let gold = article(Some(TEXT), &gold());
    let other = IndexMap::from([("y".to_owned(), Article { id: "y".into(), ..Article::default() })]);
    let beyond = Attribution { cue: Some(vec![Span { start: 3, end: 900 }]), ..Attribution::default() };
    let backwards = Attribution { cue: Some(vec![Span { start: 3, end: 2 }]), ..Attribution::default() };
    let cases = [
        (&gold, other, "1 articles only in the predictions, e.g. y"),
        (&gold, article(Some("Another text."), &[]), "x: texts differ"),
        (&gold, article(None, &[beyond]), "pred x: offsets 3,900 outside 0..78"),
        (&gold, article(None, &[backwards]), "pred x: offsets 3,2 outside 0..78"),
        (&article(None, &[]), article(None, &[]), "gold x: no text"),
    ];
    for (gold, predicted, wanted) in cases {
        let message = attribution::articles(gold, &predicted, Punctuation::Kept).map_err(|error| error.to_string());
        assert!(message.as_ref().is_err_and(|m| m.starts_with(wanted)), "{message:?}, not {wanted}");
    }
}
