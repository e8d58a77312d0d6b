//! The comparison of attributions prints what `score.py` of the `PolNeAR` data prints, to the last digit.

mod common;

use std::path::Path;

use common::Noise;
use indexmap::IndexMap;
use verbale_record::Span;
use verbale_record::compare::attribution::{self, Article, Attribution, Figures, Punctuation};
use verbale_record::compare::by_id;

#[test]
fn figures_are_those_of_the_python_referee_on_the_development_articles() {
    let files = ["data/polnear/score.py", "data/polnear/dev.jsonl"].map(common::shared);
    let [Some(score), Some(gold_path)] = files else { return };
    let lines = std::fs::read_to_string(&gold_path).expect("UTF-8");
    let gold: IndexMap<String, Article> = by_id(lines.as_bytes(), "gold").expect("gold is sound");
    for seed in 1..=2 {
        let predicted: Vec<Article> = gold.values().filter_map(|article| perturbed(article, seed)).collect();
        let path = common::scratch(&format!("attributions-{seed}.jsonl"), &lines_of(&predicted));
        let predicted = predicted.into_iter().map(|article| (article.id.clone(), article)).collect();
        for (punctuation, flag) in [(Punctuation::Kept, None), (Punctuation::Dropped, Some("--no-punct"))] {
            let figures = attribution::articles(&gold, &predicted, punctuation).expect("the same articles");
            let printed = |more: Option<&str>| {
                let mut arguments = vec![gold_path.as_path(), path.as_path()];
                arguments.extend([flag, more].into_iter().flatten().map(Path::new));
                common::python(&score, &arguments)
            };
            let Some(table) = printed(None) else { return };
            assert_eq!(figures.to_string(), table, "seed {seed} {punctuation:?}");
            let json = printed(Some("--json")).expect("it ran above");
            assert_eq!(as_python_json(&figures), json.trim_end(), "seed {seed} {punctuation:?}");
        }
    }
}

/// JSON with Python's `indent=1`.
fn as_python_json(figures: &Figures) -> String {
    let mut out = Vec::new();
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut out, serde_json::ser::PrettyFormatter::with_indent(b" "));
    serde::Serialize::serialize(figures, &mut serializer).expect("plain data");
    String::from_utf8(out).expect("UTF-8")
}

fn lines_of(articles: &[Article]) -> String {
    articles.iter().map(|article| serde_json::to_string(article).expect("plain data") + "\n").collect()
}

/// The article as a careless reader would have marked it; every twentieth is forgotten.
fn perturbed(article: &Article, seed: u64) -> Option<Article> {
    let length = article.text.as_ref().expect("gold has texts").chars().count();
    let mut noise = Noise::new(seed * 1_000_000 + length as u64);
    if noise.chance(5) {
        return None;
    }
    let mut attributions = Vec::new();
    for gold in &article.attributions {
        if noise.chance(10) {
            continue;
        }
        let mut role = |spans: &Option<Vec<Span>>| {
            let dropped = noise.chance(8);
            let spans = spans.iter().flatten().filter(|_| !dropped);
            Some(
                spans
                    .map(|&span| if noise.chance(30) { noise.shifted(span.into(), length).into() } else { span })
                    .collect(),
            )
        };
        let found = Attribution { source: role(&gold.source), cue: role(&gold.cue), content: role(&gold.content) };
        if noise.chance(10) {
            attributions.push(Attribution { source: found.content.clone(), ..found.clone() });
        }
        attributions.push(found);
    }
    for i in 1..attributions.len() {
        if noise.chance(12) {
            let source = attributions[i - 1].source.take();
            attributions[i - 1].source = std::mem::replace(&mut attributions[i].source, source);
        }
    }
    Some(Article { id: article.id.clone(), text: None, attributions })
}
