//! The schema takes good records and refuses wrong ones; records survive the way through JSON.

use indexmap::IndexMap;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use verbale_record::{
    Article, Entity, Event, FORMAT, Kind, Mention, Mode, Notice, Quad, Record, SCHEMA, Span, Stance, Statement, Status,
    Type,
};

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is a schema")
}

#[test]
fn the_schema_obeys_the_rules_for_schemas() {
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn the_examples_are_valid_lawful_and_come_back_unchanged() {
    for example in schema()["examples"].as_array().expect("examples") {
        assert!(validator().is_valid(example), "{:?}", validator().validate(example).err());
        let record: Record = serde_json::from_value(example.clone()).expect("a record");
        assert_eq!(record.check(), []);
        let back: Value = serde_json::from_str(&serde_json::to_string(&record).expect("plain data")).expect("JSON");
        assert_eq!(&back, example);
    }
}

#[test]
fn the_schema_and_the_enums_hold_the_same_words_in_the_same_order() {
    fn words<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Value {
        words.into_iter().map(|word| Value::from(word.as_ref())).collect()
    }
    let schema = schema();
    let definition = |name: &str| schema["$defs"][name]["enum"].clone();
    assert_eq!(definition("kind"), words(Kind::ALL.iter().map(|label| label.as_str())));
    assert_eq!(definition("stance"), words(Stance::ALL.iter().map(|label| label.as_str())));
    assert_eq!(definition("status"), words(Status::ALL.iter().map(|label| label.as_str())));
    assert_eq!(definition("type"), words(Type::ALL.iter().map(|label| label.as_str())));
    assert_eq!(definition("mode"), words(Mode::ALL.iter().map(|label| label.as_str())));
    assert_eq!(definition("quad"), words(Quad::ALL.iter().map(|label| label.as_str())));
    for (kind, rule) in Type::ALL.iter().zip(schema["$defs"]["event"]["allOf"].as_array().expect("rules")) {
        assert_eq!(rule["if"]["properties"]["type"]["const"], kind.as_str());
        assert_eq!(rule["then"]["properties"]["quad"]["const"], kind.quad().as_str());
        let modes = kind.modes().iter().map(|mode| Value::from(mode.as_str())).chain([Value::Null]);
        assert_eq!(rule["then"]["properties"]["mode"]["enum"], modes.collect::<Value>());
    }
}

#[test]
fn wrong_records_are_refused() {
    let cases: &[(&str, &str, Value)] = &[
        ("another format", "/format", json!("verbale/2")),
        ("no text", "/text", Value::Null),
        ("a key of the article that is not known", "/article", json!({"author": "A."})),
        ("a mention without a kind", "/mentions/m1", json!({"span": [0, 3]})),
        ("a kind that is none", "/mentions/m1/kind", json!("crowd")),
        ("three offsets", "/mentions/m1/span", json!([0, 3, 4])),
        ("one offset", "/mentions/m1/span", json!([3])),
        ("an offset below zero", "/mentions/m1/span", json!([-1, 3])),
        ("an offset with a fraction", "/mentions/m1/span", json!([0.5, 3])),
        ("words for a span", "/mentions/m1/span", json!("She")),
        ("parties of a person", "/mentions/m1/parties", json!(["m4"])),
        ("a name of another table", "/mentions/m1/entity", json!("m1")),
        ("a table with a wrong name", "/mentions/x1", json!({"span": [0, 3], "kind": "person"})),
        ("a code that is none", "/entities/e1/code", json!("Russia")),
        ("an entity without mentions", "/entities/e1/mentions", json!([])),
        ("a statement without content", "/statements/s1/content", json!([])),
        ("a stance that is none", "/statements/s1/stance", json!("shouts")),
        ("a source that is no list", "/statements/s1/source", json!("m1")),
        ("an enclosing mention", "/statements/s1/within", json!("m1")),
        ("a key of the statement that is not known", "/statements/s1/tense", json!("past")),
        ("a type in small letters", "/events/0/type", json!("accuse")),
        ("a mode of another type", "/events/0/mode", json!("drone")),
        ("a quad of another type", "/events/0/quad", json!("material-conflict")),
        ("a score off the scale", "/events/0/score", json!(-11)),
        ("a status that is none", "/events/0/status", json!("past")),
        ("more than sure", "/events/0/confidence", json!(1.5)),
        ("a notice without a message", "/notices", json!([{"kind": "no-text"}])),
        ("a notice whose kind is a sentence", "/notices", json!([{"kind": "No text.", "message": "No text."}])),
    ];
    let validator = validator();
    for (name, pointer, value) in cases {
        let mut record = schema()["examples"][0].clone();
        let (table, key) = pointer.rsplit_once('/').expect("a pointer");
        let place = record.pointer_mut(table).expect("it stands in the example");
        match place {
            Value::Array(list) => list[key.parse::<usize>().expect("an index")] = value.clone(),
            _ => place[key] = value.clone(),
        }
        assert!(!validator.is_valid(&record), "taken: {name}");
    }
    for key in ["id", "format", "article", "text", "mentions", "entities", "statements", "events", "notices"] {
        let mut record = schema()["examples"][0].clone();
        record.as_object_mut().expect("an object").shift_remove(key);
        assert!(!validator.is_valid(&record), "taken without {key}");
    }
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn span() -> impl Strategy<Value = Span> {
    (0..5000usize, 1..300usize).prop_map(|(start, length)| Span { start, end: start + length })
}

fn spans(least: usize) -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span(), least..4)
}

fn names(pattern: &'static str) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(pattern, 0..3)
}

fn table<T: std::fmt::Debug>(
    pattern: &'static str,
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = IndexMap<String, T>> {
    prop::collection::vec((pattern, value), 0..4).prop_map(|rows| rows.into_iter().collect())
}

fn mention() -> impl Strategy<Value = Mention> {
    (span(), one_of(Kind::ALL), prop::option::of("e[1-9]"), names("m[1-9]")).prop_map(
        |(span, kind, entity, parties)| {
            let parties = if kind == Kind::Process { parties } else { Vec::new() };
            Mention { span, kind, entity, parties }
        },
    )
}

fn entity() -> impl Strategy<Value = Entity> {
    (".{1,20}", one_of(Kind::ALL), prop::option::of("[A-Z]{3}( [A-Z]{2,8}){0,2}"), names("m[1-9]")).prop_map(
        |(name, kind, code, mut mentions)| {
            mentions.push("m1".to_owned());
            Entity { name, kind, code, mentions }
        },
    )
}

fn statement() -> impl Strategy<Value = Statement> {
    let names = (names("m[1-9]"), prop::option::of("s[1-9]"), names("m[1-9]"));
    (names, spans(0), spans(1), one_of(Stance::ALL), 0.0..=1.0f32).prop_map(
        |((source, within, via), cue, content, stance, confidence)| Statement {
            source,
            cue,
            content,
            stance,
            within,
            via,
            confidence,
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    let names = (names("m[1-9]"), names("m[1-9]"), prop::option::of("s[1-9]"));
    (one_of(Type::ALL), any::<prop::sample::Index>(), names, span(), one_of(Status::ALL), 0.0..=1.0f32).prop_map(
        |(kind, mode, (actor, recipient, within), trigger, status, confidence)| {
            let mode = (!kind.modes().is_empty()).then(|| *mode.get(kind.modes()));
            let (quad, score) = (kind.quad(), kind.score());
            Event { kind, mode, quad, score, actor, recipient, trigger, status, within, confidence }
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    let notice = (".{1,40}", prop::option::of(span())).prop_map(|(message, span)| Notice {
        kind: "of-a-kind".to_owned(),
        message,
        span,
    });
    let article = (prop::option::of(".*"), prop::option::of("[a-z]{2}")).prop_map(|(title, language)| Article {
        title,
        language,
        ..Article::default()
    });
    let tables = (table("m[1-9]", mention()), table("e[1-9]", entity()), table("s[1-9]", statement()));
    let lists = (prop::collection::vec(event(), 0..4), prop::collection::vec(notice, 0..3));
    (".*", article, ".*", tables, lists).prop_map(
        |(id, article, text, (mentions, entities, statements), (events, notices))| Record {
            id,
            format: FORMAT.to_owned(),
            article,
            text,
            mentions,
            entities,
            statements,
            events,
            notices,
        },
    )
}

proptest! {
    #[test]
    fn a_record_comes_back_from_json_unchanged_and_valid(record in record()) {
        let json = serde_json::to_string(&record).expect("plain data");
        prop_assert_eq!(&serde_json::from_str::<Record>(&json).expect("its own JSON"), &record);
        let value: Value = serde_json::from_str(&json).expect("JSON");
        let errors: Vec<String> = VALIDATOR.iter_errors(&value).map(|error| error.to_string()).collect();
        prop_assert_eq!(errors, Vec::<String>::new());
    }
}

static VALIDATOR: std::sync::LazyLock<Validator> = std::sync::LazyLock::new(validator);
