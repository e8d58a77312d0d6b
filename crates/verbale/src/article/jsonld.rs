//! What a page says of its article in JSON-LD (<https://schema.org/NewsArticle>).

use serde_json::Value;
use verbale_record::Article;

use crate::article::strip;

/// What the first article among the page's JSON-LD scripts says; broken scripts say nothing.
pub(super) fn find(scripts: &[String]) -> Article {
    let values: Vec<Value> =
        scripts.iter().filter_map(|script| serde_json::from_str(uncommented(script)).ok()).collect();
    let mut nodes = values.iter().flat_map(listed).flat_map(|node| match &node["@graph"] {
        Value::Null => vec![node],
        graph => listed(graph),
    });
    nodes.find(|node| is_article(node)).map(read).unwrap_or_default()
}

/// A script without the CDATA or comment marks that some pages put around it.
fn uncommented(script: &str) -> &str {
    let script = script.trim();
    let inner = script.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
    inner.or_else(|| script.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"))).unwrap_or(script)
}

/// The elements of an array, or the value itself.
fn listed(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |list| list.iter().collect())
}

/// Whether a node's type is `Article`, `NewsArticle`, ... or `BlogPosting`, `LiveBlogPosting`.
fn is_article(node: &Value) -> bool {
    let is_kind = |kind: &str| kind.ends_with("Article") || kind.ends_with("BlogPosting");
    listed(&node["@type"]).into_iter().filter_map(Value::as_str).any(is_kind)
}

fn read(node: &Value) -> Article {
    Article {
        url: text(&node["url"])
            .or_else(|| text(&node["mainEntityOfPage"]))
            .or_else(|| text(&node["mainEntityOfPage"]["@id"])),
        publisher: text(&node["publisher"]["name"]),
        title: text(&node["headline"]).or_else(|| text(&node["name"])),
        byline: names(&node["author"]),
        published: text(&node["datePublished"]),
        language: text(&node["inLanguage"]),
        ..Article::default()
    }
}

/// A string that says something, entities decoded (many sites escape twice).
fn text(value: &Value) -> Option<String> {
    let text = value.as_str().map(str::trim).filter(|text| !text.is_empty())?;
    Some(if text.contains('&') { strip::strip(text).text } else { text.to_owned() })
}

/// The names of one or several persons, separated by commas.
fn names(value: &Value) -> Option<String> {
    let names = listed(value).into_iter().filter_map(|person| text(person).or_else(|| text(&person["name"])));
    let names: Vec<_> = names.filter(|name| !name.starts_with("http")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
