//! The walls of the house hold (`ARCHITECTURE.md`): who imports whom, who touches the outside, where tables come from.

#[path = "architecture/code.rs"]
mod code;
#[path = "architecture/manifest.rs"]
mod manifest;

use std::path::{Path, PathBuf};

/// What each crate may import of ours. A crate that is not listed may import all but the program.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("verbale-record", &[]),
    ("verbale-encoder", &[]),
    ("verbale", &["verbale-record", "verbale-encoder"]),
    ("verbale-store", &["verbale-record"]),
];

/// The program; nobody imports it.
const PROGRAM: &str = "verbale-cli";

/// What each module of the engine may name of the others: the arrow, and nothing against it. `engine` may name all.
const ARROW: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("article", &[]),
    ("text", &["span"]),
    ("spans", &["span", "text"]),
    ("resolve", &["span", "text", "spans"]),
    ("record", &["span", "article", "spans", "resolve"]),
    ("relate", &["span", "text", "spans"]),
];

/// Words that do not stand in the code of a module: it does not know of these things, by whatever path.
const UNKNOWN: &[(&str, &[&str])] = &[("spans", &["resolve"]), ("resolve", &["verbale_encoder", "probability"])];

/// What the engine never touches: files, environment, network, clock, other programs, the terminal.
const OUTSIDE: &[&str] = &["fs", "env", "net", "time", "process", "io::stdin", "io::stdout", "io::stderr"];
const PRINTS: &[&str] = &["print!", "println!", "eprint!", "eprintln!", "dbg!"];

/// The one file with `unsafe` in it.
const KERNEL: &str = "verbale-encoder/src/kernel/x86.rs";

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files below a folder whose names end so, in order, as paths from there and their text.
fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(folder, &mut found);
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    found.sort();
    let named = |path: PathBuf| {
        let name = path.strip_prefix(folder).expect("it lies there").to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&path).expect("a file can be read"))
    };
    found.into_iter().map(named).collect()
}

/// Files of the engine without comments, strings and tests.
fn engine() -> Vec<(String, String)> {
    let source = files(&crates().join("verbale/src"), ".rs");
    source.into_iter().map(|(name, text)| (name, code::code(&text))).collect()
}

fn listed<'a>(rules: &'a [(&str, &[&str])], name: &str) -> Option<&'a [&'a str]> {
    rules.iter().find(|(one, _)| *one == name).map(|(_, rule)| *rule)
}

/// The module of the engine that a file belongs to: `spans` of `spans/chain.rs`.
fn module(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// What a manifest says against the rules of its crate.
fn wrong_imports(manifest: &str) -> Vec<String> {
    let name = manifest::name(manifest);
    let imports = manifest::imports(manifest).into_iter().filter(|import| import.starts_with("verbale"));
    let wrong =
        |import: &String| import == PROGRAM || listed(MAY_IMPORT, &name).is_some_and(|may| !may.contains(&&**import));
    imports.filter(wrong).map(|import| format!("{name} imports {import}")).collect()
}

/// What the code of a file of the engine says against its rules.
fn wrong_paths(file: &str, code: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let module = module(file);
    for path in code::paths(code, "crate").into_iter().chain(code::crate_paths_by_super(code, file)) {
        let first = path.split("::").next().unwrap_or_default();
        let names = ARROW.iter().any(|(name, _)| *name == first) || first == "engine";
        if names && first != module && listed(ARROW, module).is_some_and(|may| !may.contains(&first)) {
            wrong.push(format!("{file} names {path}"));
        }
    }
    for word in listed(UNKNOWN, module).unwrap_or_default() {
        if code::has_word_with(code, word) {
            wrong.push(format!("{file} names {word}"));
        }
    }
    for path in code::paths(code, "std") {
        if OUTSIDE.iter().any(|outside| path == *outside || path.starts_with(&format!("{outside}::"))) {
            wrong.push(format!("{file} names std::{path}"));
        }
    }
    wrong.extend(
        PRINTS.iter().filter(|print| code::has_macro(code, print)).map(|print| format!("{file} calls {print}")),
    );
    wrong
}

/// Whether a table says in the comment lines that it begins with where it comes from and under which terms.
fn tells_its_source(table: &str) -> bool {
    let head: String =
        table.lines().take_while(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n").to_lowercase();
    head.contains("source") && (head.contains("licence") || head.contains("license") || head.contains("free to use"))
}

fn nothing() -> Vec<String> {
    Vec::new()
}

#[test]
fn crates_import_in_one_direction() {
    let folders = std::fs::read_dir(crates()).expect("the folder of crates");
    let manifests =
        folders.map(|entry| entry.expect("an entry").path().join("Cargo.toml")).filter(|path| path.exists());
    let manifests: Vec<String> = manifests.map(|path| std::fs::read_to_string(path).expect("a manifest")).collect();
    assert!(manifests.len() >= 4, "{} manifests", manifests.len());
    let wrong: Vec<String> = manifests.iter().flat_map(|manifest| wrong_imports(manifest)).collect();
    assert_eq!(wrong, nothing());
}

#[test]
fn the_engine_reads_like_the_arrow_and_touches_nothing_outside() {
    let engine = engine();
    for (module, _) in ARROW.iter().chain(UNKNOWN) {
        assert!(
            engine.iter().any(|(file, _)| self::module(file) == *module),
            "no module {module}: change the rules with it"
        );
    }
    let wrong: Vec<String> = engine.iter().flat_map(|(file, code)| wrong_paths(file, code)).collect();
    assert_eq!(wrong, nothing());
}

#[test]
fn unsafe_stands_in_the_kernel_alone() {
    let source = files(&crates(), ".rs").into_iter().filter(|(name, _)| name.contains("/src/"));
    let with: Vec<String> =
        source.filter(|(_, text)| code::has_word(&code::code(text), "unsafe")).map(|(name, _)| name).collect();
    assert_eq!(with, [KERNEL]);
}

#[test]
fn tables_tell_their_source_and_licence() {
    let tables = files(&crates(), ".tsv");
    assert!(!tables.is_empty());
    let silent: Vec<String> =
        tables.into_iter().filter(|(_, table)| !tells_its_source(table)).map(|(name, _)| name).collect();
    assert_eq!(silent, nothing());
}

#[test]
fn wrong_imports_are_seen() {
    let manifest = |name: &str, rest: &str| format!("[package]\nname = \"{name}\"\n\n{rest}\n");
    for (name, rest, wrong) in [
        ("verbale-record", "[dependencies]\nverbale = { path = \"../verbale\" }", "verbale-record imports verbale"),
        (
            "verbale-encoder",
            "[dev-dependencies]\nverbale-record.workspace = true",
            "verbale-encoder imports verbale-record",
        ),
        ("verbale", "[dependencies.verbale-store]\npath = \"../verbale-store\"", "verbale imports verbale-store"),
        ("verbale", "[target.'cfg(unix)'.dependencies]\nverbale-store = \"1\"", "verbale imports verbale-store"),
        ("verbale-store", "[dependencies]\nengine = { package = \"verbale\" }", "verbale-store imports verbale"),
        ("verbale-server", "[build-dependencies]\nverbale-cli.workspace = true", "verbale-server imports verbale-cli"),
    ] {
        assert_eq!(wrong_imports(&manifest(name, rest)), [wrong]);
    }
    let good = "[features]\nverbale-cli = []\n[dependencies]\nserde = \"1\" # verbale-cli\n# verbale-cli = \"1\"\nverbale-record.workspace = true";
    assert_eq!(wrong_imports(&manifest("verbale", good)), nothing());
}

#[test]
fn wrong_paths_are_seen() {
    for (file, line, wrong) in [
        (
            "spans/chain.rs",
            "use crate::resolve::Resolved;",
            &["spans/chain.rs names resolve::Resolved", "spans/chain.rs names resolve"][..],
        ),
        ("spans/mod.rs", "let x = super::resolve(y);", &["spans/mod.rs names resolve", "spans/mod.rs names resolve"]),
        ("spans/chain.rs", "use super::super::article::Document;", &["spans/chain.rs names article::Document"]),
        ("resolve/mod.rs", "use verbale_encoder::Encoder;", &["resolve/mod.rs names verbale_encoder"]),
        ("resolve/code.rs", "if found.cue_probability > 0.5 {}", &["resolve/code.rs names probability"]),
        (
            "text.rs",
            "use crate::{span::Span, spans::{Found, Labels}};",
            &["text.rs names spans::Found", "text.rs names spans::Labels"],
        ),
        ("article/html.rs", "crate :: engine :: Engine", &["article/html.rs names engine::Engine"]),
        ("engine.rs", "use std::{fmt, fs::File};", &["engine.rs names std::fs::File"]),
        ("engine.rs", "std::time::SystemTime::now()", &["engine.rs names std::time::SystemTime::now"]),
        ("engine.rs", "use std::env;", &["engine.rs names std::env"]),
        ("record.rs", "eprintln!(\"{x}\");", &["record.rs calls eprintln!"]),
        ("record.rs", "println!(\"{x}\");", &["record.rs calls println!"]),
    ] {
        assert_eq!(wrong_paths(file, &code::code(line)), wrong, "{line}");
    }
    for (file, line) in [
        (
            "spans/chain.rs",
            "// crate::resolve\n/* resolve */ let x = \"resolve println!\"; let y = r#\"a\" resolve\"#; let resolved = 'r';",
        ),
        ("engine.rs", "use crate::resolve::resolve;"),
        ("resolve/mod.rs", "use crate::spans::{Found, Mention};"),
        ("record.rs", "#[cfg(test)]\nmod tests { use std::fs; }"),
        ("text.rs", "use std::fmt; let x: &'static str = \"\"; writeln!(out)"),
    ] {
        assert_eq!(wrong_paths(file, &code::code(line)), nothing(), "{line}");
    }
}

#[test]
fn unsafe_and_silent_tables_are_seen() {
    assert!(code::has_word(&code::code("let x = unsafe { y };"), "unsafe"));
    assert!(!code::has_word(&code::code("#![allow(unsafe_code)] // unsafe\n\"unsafe\""), "unsafe"));
    assert!(tells_its_source("# Words.\n# Source: X, licence: CC0.\na\tb"));
    assert!(!tells_its_source("# Words.\na\tsource licence"));
    assert!(!tells_its_source("# Source: X.\na\tb"));
}
