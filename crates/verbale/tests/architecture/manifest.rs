//! What a manifest says of its crate: enough of TOML for that.

/// The crate's name.
///
/// # Panics
///
/// If the manifest has none.
pub fn name(manifest: &str) -> String {
    let line = manifest.lines().skip_while(|line| line.trim() != "[package]").find_map(|line| quoted(line, "name"));
    line.expect("a manifest names its crate")
}

/// The crates that it imports, in any section of dependencies, by their own names.
pub fn imports(manifest: &str) -> Vec<String> {
    let (mut section, mut out) = ("", Vec::new());
    for line in
        manifest.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
    {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            out.extend(section.split_once("dependencies.").map(|(_, name)| name.trim_matches('"').to_owned()));
        } else if section.ends_with("dependencies") {
            let key = line.split(['=', '.', ' ']).next().unwrap_or_default().trim_matches('"');
            out.push(quoted(line, "package").unwrap_or_else(|| key.to_owned()));
        }
    }
    out
}

/// The string behind `key =` on a line.
fn quoted(line: &str, key: &str) -> Option<String> {
    let (before, rest) = line.split_once(key)?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
    let starts = before.is_empty() || before.ends_with([' ', '{', ',']);
    starts.then(|| value.split('"').next().unwrap_or_default().to_owned())
}
