//! The keys of an article object.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use verbale_record::Article;

/// What an object says: its text, and all that is known besides.
pub(super) struct Fields {
    /// None if there is no such key, or `null`.
    pub text: Option<String>,
    /// From the object's own keys, else from its `article` (a record of format `verbale/1`).
    pub article: Article,
}

/// Reads an object; unknown keys are ignored.
///
/// # Errors
///
/// If `json` is broken, not an object, or a known key's value is neither string nor number nor `null`.
pub(super) fn parse(json: &str) -> Result<Fields, serde_json::Error> {
    let object: Object = serde_json::from_str(json)?;
    let own: Known = serde_json::from_str(json)?;
    let inner = object.article.unwrap_or_default();
    let pick = |own: Option<Words>, inner: Option<Words>| own.or(inner).map(|words| words.0);
    let article = Article {
        id: pick(own.id, inner.id),
        url: pick(own.url, inner.url),
        publisher: pick(own.publisher, inner.publisher),
        title: pick(own.title, inner.title),
        byline: pick(own.byline, inner.byline),
        dateline: pick(own.dateline, inner.dateline),
        published: pick(own.published, inner.published),
        language: pick(own.language, inner.language),
    };
    Ok(Fields { text: object.text, article })
}

#[derive(serde::Deserialize)]
#[serde(expecting = "an article object with the key `text`")]
struct Object {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    article: Option<Known>,
}

#[derive(Default, serde::Deserialize)]
#[serde(default, expecting = "an object with what is known of the article")]
struct Known {
    id: Option<Words>,
    url: Option<Words>,
    publisher: Option<Words>,
    title: Option<Words>,
    byline: Option<Words>,
    dateline: Option<Words>,
    published: Option<Words>,
    language: Option<Words>,
}

/// A string, or a number as it is written: many archives number their articles.
struct Words(String);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl Visitor<'_> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string or a number")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Words, E> {
        Ok(Words(value.to_owned()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Words, E> {
        Ok(Words(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Words, E> {
        Ok(Words(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Words, E> {
        Ok(Words(value.to_string()))
    }
}
