//! Reads the bracket notation of the annotators (`markup.py`), in which all test texts are marked.
//!
//! `[HEADER|words]` marks words; headers are `NAME KIND CODE` (a mention), `=NAME` or `NEW=NAME` (a further mention),
//! `s1`, `c1`, `e1` (a piece of content, a cue, a trigger). The line that begins with `@` says, separated by `;`,
//! `s1 SOURCES STANCE [via=a+b]` and `e1 TYPE[/mode] ACTORS > RECIPIENTS STATUS`. Lines are joined by a blank.
//!
//! Added for tests: the escapes `\n`, `\r`, `\t`, `\u{200b}` and `\*{3000|word }` (repeated words); `c1?`, `e1?` (the model is one to
//! three that it is a cue, a trigger) and `NAME?` behind the `@` (it is less sure of this argument than of others). A cue needs
//! no content and an event neither actor nor recipient, so that this can be tested too.

use std::collections::BTreeMap;
use std::ops::Range;

use verbale_record::{Kind, Mode, Stance, Status, Type};

use super::labels::{CUE, PROCESS, SECTORS, TRIGGER};

/// A text with its marks; all places are bytes.
#[derive(Debug, Default)]
pub struct Marked {
    pub text: String,
    pub predicates: Vec<Predicate>,
    pub mentions: Vec<Mention>,
}

/// A cue, trigger or process and what it takes.
#[derive(Debug)]
pub struct Predicate {
    pub kind: usize,
    pub at: Range<usize>,
    pub faint: bool,
    pub arguments: Vec<Argument>,
    pub stance: Stance,
    pub event: Option<Event>,
}

/// Words with a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    pub role: usize,
    pub at: Range<usize>,
    pub faint: bool,
}

/// The labels of an event.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    pub kind: Type,
    pub mode: Option<Mode>,
    pub status: Status,
}

/// A mention as the model labels it.
#[derive(Debug, Clone)]
pub struct Mention {
    pub at: Range<usize>,
    pub kind: Kind,
    pub sector: String,
}

/// Reads one block.
///
/// # Errors
///
/// If the block breaks the notation; in words.
pub fn parse(block: &str) -> Result<Marked, String> {
    let (says, lines): (Vec<&str>, Vec<&str>) = block.trim().lines().partition(|line| line.starts_with('@'));
    let (text, marks) = strip_brackets(&unescape(&lines.join(" "))?)?;
    let headers = Headers::read(&text, &marks)?;
    let mut predicates = headers.processes()?;
    let says = says.iter().flat_map(|line| line[1..].split(';'));
    let said = says.map(|item| item.split_whitespace().collect::<Vec<_>>()).filter(|item| !item.is_empty());
    let said: BTreeMap<String, Vec<&str>> = said.map(|item| (item[0].to_owned(), item[1..].to_vec())).collect();
    if let Some(key) = said.keys().find(|key| !headers.pieces.contains_key(*key)) {
        return Err(format!("{key} is not in the text"));
    }
    for (key, pieces) in &headers.pieces {
        match (key.as_bytes()[0], said.get(key.as_str())) {
            (b's', Some(words)) => predicates.push(headers.statement(&key[1..], pieces, words)?),
            (b'e', Some(words)) => predicates.push(headers.event(&pieces[0], words)?),
            (b'c', _) if !headers.pieces.contains_key(&format!("s{}", &key[1..])) => {
                predicates.push(headers.cue(&pieces[0], Vec::new(), Stance::Says));
            }
            (b'c', _) => {}
            _ => return Err(format!("not said after @: {key}")),
        }
    }
    Ok(Marked { text, predicates, mentions: headers.mentions.into_iter().map(|(_, mention)| mention).collect() })
}

/// Writes out the escapes.
fn unescape(marked: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = marked;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let kind = rest[at + 1..].chars().next().ok_or("a backslash ends the text")?;
        rest = &rest[at + 1 + kind.len_utf8()..];
        if let Some(&(_, plain)) = [('n', '\n'), ('r', '\r'), ('t', '\t')].iter().find(|(letter, _)| *letter == kind) {
            out.push(plain);
            continue;
        }
        let (inside, behind) =
            rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).ok_or("no {...} behind \\")?;
        rest = behind;
        if kind == 'u' {
            let code = u32::from_str_radix(inside, 16).ok().and_then(char::from_u32);
            out.push(code.ok_or_else(|| format!("no character {inside}"))?);
        } else {
            let (times, words) = inside.split_once('|').ok_or("no | in \\*{...}")?;
            out.push_str(&words.repeat(times.parse().map_err(|_| format!("no number: {times}"))?));
        }
    }
    Ok(out + rest)
}

/// A header and the bytes that it marks.
type Mark = (String, Range<usize>);

/// The plain text, and every bracket, outermost first.
fn strip_brackets(marked: &str) -> Result<(String, Vec<Mark>), String> {
    let (mut text, mut opened, mut marks) = (String::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let (header, behind) = rest.split_once('|').ok_or_else(|| format!("no | after [ at {rest:?}"))?;
                opened.push((header.to_owned(), text.len()));
                rest = behind;
            }
            ']' => {
                let (header, start) = opened.pop().ok_or_else(|| format!("] without [ before {rest:?}"))?;
                marks.push((header, start..text.len()));
            }
            _ => text.push(c),
        }
    }
    if let Some((header, _)) = opened.pop() {
        return Err(format!("[ is not closed: {header:?}"));
    }
    marks.sort_by_key(|(_, at)| (at.start, usize::MAX - at.end));
    Ok((text, marks))
}

/// The parts of a mark that lie on one line each, without blanks around them; in training, content is cut so.
fn lines(text: &str, at: &Range<usize>) -> Vec<Range<usize>> {
    let parts = text[at.clone()].split('\n').map(str::trim).filter(|part| !part.is_empty());
    let start = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    parts.map(|part| start(part)..start(part) + part.len()).collect()
}

/// What the headers of a block say.
#[derive(Default)]
struct Headers {
    /// Mentions in order of the text, by name.
    mentions: Vec<(String, Mention)>,
    /// For each process the names of its parties.
    parties: Vec<(Range<usize>, String)>,
    /// Pieces of `s1`, `c1`, `e1`, and whether they are faint.
    pieces: BTreeMap<String, Vec<(Range<usize>, bool)>>,
}

impl Headers {
    fn read(text: &str, marks: &[Mark]) -> Result<Self, String> {
        let mut headers = Self::default();
        let items = || marks.iter().flat_map(|(header, at)| header.split(',').map(move |item| (item.trim(), at)));
        for (item, at) in items() {
            let key = item.trim_end_matches('?');
            if is_piece(key) {
                let pieces = if key.starts_with('s') { lines(text, at) } else { vec![at.clone()] };
                let pieces = pieces.into_iter().map(|piece| (piece, key != item));
                headers.pieces.entry(key.to_owned()).or_default().extend(pieces);
            }
        }
        let mentions: Vec<_> = items().filter(|(item, _)| !is_piece(item.trim_end_matches('?'))).collect();
        for (item, at) in &mentions {
            headers.add_mention(item, at, &mentions)?;
        }
        Ok(headers)
    }

    fn add_mention(&mut self, item: &str, at: &Range<usize>, all: &[(&str, &Range<usize>)]) -> Result<(), String> {
        let (name, words) = item.split_once(' ').unwrap_or((item, ""));
        let (name, same) = name.split_once('=').map_or((name, None), |(name, same)| (name, Some(same)));
        let named = |same: &str| {
            let first = all.iter().find_map(|(item, _)| item.strip_prefix(same)?.strip_prefix(' '));
            first.ok_or_else(|| format!("no mention {same:?}"))
        };
        let words = if words.is_empty() { same.map(named).transpose()?.unwrap_or_default() } else { words };
        let (kind, code) = words.split_once(' ').unwrap_or((words, ""));
        let letter =
            |kind: &str| "pgoelx".find(kind).filter(|_| kind.len() == 1).ok_or_else(|| format!("{item}: no kind"));
        let kinds = [Kind::Person, Kind::Government, Kind::Organisation, Kind::People, Kind::Place, Kind::Process];
        let kind = kinds[letter(kind)?];
        if kind == Kind::Process {
            self.parties.push((at.clone(), code.to_owned()));
        }
        let name = if name.is_empty() { format!("_{}", self.mentions.len()) } else { name.to_owned() };
        if self.mentions.iter().any(|(other, _)| *other == name) {
            return Err(format!("two mentions {name:?}"));
        }
        self.mentions.push((name, Mention { at: at.clone(), kind, sector: sector(code) }));
        Ok(())
    }

    fn named(&self, names: &str, role: usize) -> Result<Vec<Argument>, String> {
        let one = |name: &str| {
            let plain = name.trim_end_matches('?');
            let found = self.mentions.iter().find(|(other, _)| other == plain);
            let (_, mention) = found.ok_or_else(|| format!("no mention {plain:?}"))?;
            Ok(Argument { role, at: mention.at.clone(), faint: plain != name })
        };
        names.split('+').filter(|name| !matches!(*name, "-" | "")).map(one).collect()
    }

    fn processes(&self) -> Result<Vec<Predicate>, String> {
        let process = |(at, parties): &(Range<usize>, String)| {
            let (arguments, at) = (self.named(parties, 0)?, at.clone());
            Ok(Predicate { kind: PROCESS, at, faint: false, arguments, stance: Stance::Says, event: None })
        };
        self.parties.iter().map(process).collect()
    }

    /// A statement: its last cue is the predicate, as in training; without one the first word of its content.
    fn statement(&self, number: &str, content: &[(Range<usize>, bool)], words: &[&str]) -> Result<Predicate, String> {
        let (via, plain): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.starts_with("via="));
        let [source, stance] = plain[..] else { return Err(format!("s{number}: write SOURCES STANCE")) };
        let mut arguments = self.named(source, 0)?;
        arguments.extend(content.iter().map(|(at, faint)| Argument { role: 1, at: at.clone(), faint: *faint }));
        arguments.extend(self.named(via.first().map_or("-", |via| &via[4..]), 2)?);
        let cue = self.pieces.get(&format!("c{number}")).and_then(|cue| cue.last());
        let bare = (content[0].0.start..content[0].0.start + 1, false);
        Ok(self.cue(cue.unwrap_or(&bare), arguments, stance.parse().map_err(said)?))
    }

    #[allow(clippy::unused_self, reason = "it reads like its siblings")]
    fn cue(&self, (at, faint): &(Range<usize>, bool), arguments: Vec<Argument>, stance: Stance) -> Predicate {
        Predicate { kind: CUE, at: at.clone(), faint: *faint, arguments, stance, event: None }
    }

    fn event(&self, (at, faint): &(Range<usize>, bool), words: &[&str]) -> Result<Predicate, String> {
        let [label, actors, ">", recipients, status] = words[..] else {
            return Err(format!("write TYPE ACTORS > RECIPIENTS STATUS, not {}", words.join(" ")));
        };
        let (kind, mode) = label.split_once('/').map_or((label, None), |(kind, mode)| (kind, Some(mode)));
        let status = Status::ALL.iter().copied().find(|one| one.as_str().starts_with(status));
        let event = Event {
            kind: kind.parse().map_err(said)?,
            mode: mode.map(str::parse).transpose().map_err(said)?,
            status: status.ok_or("the status is one of act int wan pos neg")?,
        };
        let arguments = [self.named(actors, 0)?, self.named(recipients, 1)?].concat();
        let (at, faint) = (at.clone(), *faint);
        Ok(Predicate { kind: TRIGGER, at, faint, arguments, stance: Stance::Says, event: Some(event) })
    }
}

/// An error in its own words.
fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Whether a header item is `s1`, `c1` or `e1`.
fn is_piece(item: &str) -> bool {
    let number = item.strip_prefix(['s', 'c', 'e']);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The sector that the model is taught for a code: `GOV` of `RUS GOV`, `IGO` of `IGO UN`, none of `ARM`.
fn sector(code: &str) -> String {
    let parts: Vec<&str> = code.split(' ').collect();
    let known = |part: &&str| SECTORS.split(' ').any(|sector| sector == *part);
    let body = parts.first().filter(|part| matches!(**part, "IGO" | "NGO" | "MNC"));
    body.or(parts.last().filter(|part| known(part))).map_or_else(String::new, |part| (*part).to_owned())
}
