//! Reads Rust well enough to see what it names.

/// Source without comments, the inside of strings and characters, and the tests at its end.
pub fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut out = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| raw_string(rest)).or_else(|| string(rest)).or_else(|| character(rest));
        if let Some(length) = skipped {
            out.push(' ');
            rest = &rest[length..];
            continue;
        }
        // A whole word at once, so that the `r` of `for"` begins no raw string.
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()).max(c.len_utf8());
        out += &rest[..word];
        rest = &rest[word..];
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Length of the comment that a text begins with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    text.strip_prefix("/*")?;
    let (mut depth, mut at) = (0, 0);
    loop {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
        } else {
            at += rest.chars().next().map_or(0, char::len_utf8);
        }
        if depth == 0 || at >= text.len() {
            return Some(at);
        }
    }
}

/// Length of the raw string that a text begins with.
fn raw_string(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let marks = rest.len() - rest.trim_start_matches('#').len();
    let inside = rest[marks..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(marks));
    let open = text.len() - inside.len();
    Some(inside.find(&end).map_or(text.len(), |at| open + at + end.len()))
}

/// Length of the string that a text begins with.
fn string(text: &str) -> Option<usize> {
    let mut inside = text.strip_prefix('"')?.char_indices();
    while let Some((at, c)) = inside.next() {
        match c {
            '\\' => drop(inside.next()),
            '"' => return Some(at + 2),
            _ => {}
        }
    }
    Some(text.len())
}

/// Length of the character literal that a text begins with; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return inside.char_indices().skip(2).find(|(_, c)| *c == '\'').map(|(at, _)| at + 2);
    }
    let c = inside.chars().next()?;
    inside[c.len_utf8()..].starts_with('\'').then(|| c.len_utf8() + 2)
}

/// The paths that begin with `root::`, without it, each leaf of a `use` tree by itself.
pub fn paths(code: &str, root: &str) -> Vec<String> {
    let code: String = code.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ::", "::").replace(":: ", "::");
    let mut out = Vec::new();
    for (at, found) in code.match_indices(&format!("{root}::")) {
        let stands_alone = !code[..at].ends_with(|c: char| is_word(c) || c == ':');
        if stands_alone || code[..at].ends_with("super::") && root == "super" {
            tree(&code[at + found.len()..], "", &mut out);
        }
    }
    out
}

/// Adds the leaves of a tree, and gives what stands behind it.
fn tree<'a>(text: &'a str, before: &str, out: &mut Vec<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = tree(rest, before, out).trim_start();
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().starts_with('}') => rest = more,
                Some(more) => return &more.trim_start()[1..],
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let length = text.find(|c: char| !is_word(c) && c != '*').unwrap_or(text.len());
    let (name, rest) = text.split_at(length);
    let path = if before.is_empty() { name.to_owned() } else { format!("{before}::{name}") };
    if let Some(deeper) =
        rest.strip_prefix("::").filter(|deeper| deeper.starts_with(|c: char| is_word(c) || "{*".contains(c)))
    {
        return tree(deeper, &path, out);
    }
    out.push(path);
    match rest.strip_prefix(" as ") {
        Some(alias) => &alias[alias.find(|c: char| !is_word(c)).unwrap_or(alias.len())..],
        None => rest,
    }
}

/// Paths that climb by `super::` to the root of the crate, as if they began with `crate::`.
pub fn crate_paths_by_super(code: &str, file: &str) -> Vec<String> {
    let depth = file.split('/').count() - usize::from(file.ends_with("mod.rs"));
    let climb = vec!["super"; depth].join("::");
    paths(code, &climb)
}

/// Whether a word stands by itself.
pub fn has_word(code: &str, word: &str) -> bool {
    code.split(|c: char| !is_word(c)).any(|one| one == word)
}

/// Whether a word stands by itself or as a part of a longer name (`cue_probability`).
pub fn has_word_with(code: &str, word: &str) -> bool {
    let part = |one: &str| format!("_{one}_").contains(&format!("_{word}_"));
    code.split(|c: char| !is_word(c)).any(part)
}

/// Whether a macro (`print!`) is called.
pub fn has_macro(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| !code[..at].ends_with(is_word))
}
