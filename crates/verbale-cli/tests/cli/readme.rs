//! What the README says the program prints is what it prints.
//!
//! A block fenced as `sh` that a block fenced as `text` follows is run by `sh` in the project's root; what it prints, errors
//! included, is the text. `cargo run --release --` stands for the program. `UPDATE=1` writes what is printed into the README.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::common::{ROOT, VERBALE, run};

/// The page with every checked text as `printed` gives it for the commands before it.
fn refreshed(page: &str, printed: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        out.extend([line, "\n"]);
        if !line.starts_with("```") || line == "```" {
            continue;
        }
        let block = up_to_fence(&mut lines);
        out.extend([&block, "```\n"]);
        let blank: String = std::iter::from_fn(|| lines.next_if(|line| line.is_empty())).map(|_| "\n").collect();
        out.push_str(&blank);
        if line == "```sh" && lines.next_if(|line| *line == "```text").is_some() {
            up_to_fence(&mut lines);
            out.extend(["```text\n", &printed(&block), "```\n"]);
        }
    }
    out
}

/// The lines before the next closing fence, which is passed over.
fn up_to_fence<'a>(lines: &mut impl Iterator<Item = &'a str>) -> String {
    lines.take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect()
}

/// What commands print in the project's root.
#[track_caller]
fn printed(commands: &str) -> String {
    let commands = commands.replace("cargo run --release --", "verbale");
    let folder = Path::new(VERBALE).parent().expect("a program lies in a folder").to_owned();
    let path = env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/bin:/bin"));
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path))).expect("a path of ours");
    let script = format!("exec 2>&1\n{commands}");
    run(Command::new("sh").args(["-c", &script]).current_dir(ROOT).env("PATH", path), b"").out
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let path = Path::new(ROOT).join("README.md");
    let Ok(page) = fs::read_to_string(&path) else {
        println!("SKIPPED: there is no README.md");
        return;
    };
    let now = refreshed(&page, printed);
    if env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::write(&path, now).expect("the README can be written");
        return;
    }
    let changed = page.lines().zip(now.lines()).position(|(old, new)| old != new);
    let changed = changed.or((page != now).then(|| page.lines().count().min(now.lines().count())));
    if let Some(at) = changed {
        let line = |page: &str| page.lines().nth(at).unwrap_or("(the end)").to_owned();
        panic!(
            "README.md, line {}, does not show what the program prints; see that the new output is right, then run \
             `UPDATE=1 cargo test -p verbale-cli readme`\n  README   {}\n  program  {}",
            at + 1,
            line(&page),
            line(&now)
        );
    }
}

#[test]
fn only_a_text_right_behind_its_commands_is_rewritten() {
    let page = "# T\n```sh\ngo 1\ngo 2\n```\n\n```text\nold\n```\n```sh\nno check\n```\nWords.\n\n```text\nkept\n```\n\
                ```toml\n```\n```text\nkept\n```\n```sh\ngo 3\n```\n```text\n```\n";
    let new = refreshed(page, |commands| format!("ran {}", commands.replace('\n', ";") + "\n"));
    let expected = page.replace("old\n", "ran go 1;go 2;\n").replace("```text\n```\n", "```text\nran go 3;\n```\n");
    assert_eq!(new, expected);
    assert_eq!(refreshed(&new, |commands| format!("ran {}", commands.replace('\n', ";") + "\n")), new);
}

#[test]
fn commands_run_in_the_root_with_the_program_first_and_show_its_complaints() {
    let version = concat!("verbale ", env!("CARGO_PKG_VERSION"), "\n");
    let told = "verbale: no-such-file: cannot be read: No such file or directory (os error 2)\n";
    assert_eq!(printed("cargo run --release -- --version\nverbale read no-such-file\n"), format!("{version}{told}"));
    assert!(printed("cat Cargo.toml | head -n 1\n").starts_with("[workspace]"));
}
