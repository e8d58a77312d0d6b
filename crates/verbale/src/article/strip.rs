//! Takes the tags off a page, in time proportional to its length, whatever the nesting.

use std::cell::RefCell;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// What is left of a page without its tags.
#[derive(Default)]
pub(super) struct Stripped {
    /// All its text, entities decoded, white space collapsed, a blank line between blocks.
    pub text: String,
    /// Its `<title>`.
    pub title: Option<String>,
    /// The `lang` of its `<html>`.
    pub language: Option<String>,
    /// Its JSON-LD scripts.
    pub json_ld: Vec<String>,
    /// Whether a tag had so many attributes that it was ended by force.
    pub is_cut: bool,
}

/// Strips the tags of `html`; what stands in `script`, `style`, `noscript` and `template` is left out.
pub(super) fn strip(html: &str) -> Stripped {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let mut silent = 0;
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, later) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = later;
        feed(&tokenizer, piece);
        silent = if tokenizer.sink.take_spoke() { 0 } else { silent + separators(piece) };
        if silent > MOST_ATTRIBUTES {
            feed(&tokenizer, "'\">");
            tokenizer.sink.0.borrow_mut().out.is_cut |= tokenizer.sink.take_spoke();
            silent = 0;
        }
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().out
}

/// How much is given to the tokenizer at once, in bytes.
const PIECE: usize = 1_024;
/// The tokenizer compares every attribute of a tag with all before it. A tag with more than about this many is ended by
/// force: quotes and `>` end any tag, and do nothing within a comment.
const MOST_ATTRIBUTES: usize = 2_048;

fn feed(tokenizer: &Tokenizer<Sink>, piece: &str) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(piece));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
}

/// How many attributes can end in a piece of a tag.
fn separators(piece: &str) -> usize {
    piece.bytes().filter(|byte| byte.is_ascii_whitespace() || b"/'\"".contains(byte)).count()
}

/// Elements before and after which a new paragraph begins.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "head",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];
/// Elements before and after which a new line begins.
const LINES: [&str; 8] = ["br", "li", "tr", "dt", "dd", "option", "caption", "legend"];

/// Where characters go.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Target {
    #[default]
    Text,
    Title,
    JsonLd,
    Nowhere,
}

/// White space that is due before the next character; the strongest wins.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

#[derive(Default)]
struct State {
    out: Stripped,
    target: Target,
    gap: Gap,
    /// Open `template` elements.
    templates: usize,
    /// Whether a tag, text or comment has come out since this was last asked.
    spoke: bool,
}

#[derive(Default)]
struct Sink(RefCell<State>);

impl Sink {
    /// Whether anything has come out of the tokenizer since the last call.
    fn take_spoke(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().spoke)
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        state.spoke |= !matches!(token, Token::ParseError(_));
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.open(&tag),
            Token::TagToken(tag) => state.close(&tag.name),
            Token::CharacterTokens(text) => state.add(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn open(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let attribute = |name: &str| tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| a.value.to_string());
        self.space_around(&tag.name);
        match &*tag.name {
            "html" if self.out.language.is_none() => self.out.language = attribute("lang"),
            "template" => self.templates += 1,
            _ => {}
        }
        let (target, raw) = match &*tag.name {
            "title" if self.out.title.is_none() => (Target::Title, RawKind::Rcdata),
            "title" | "textarea" => (Target::Nowhere, RawKind::Rcdata),
            "script" if attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) => {
                self.out.json_ld.push(String::new());
                (Target::JsonLd, RawKind::ScriptData)
            }
            "script" => (Target::Nowhere, RawKind::ScriptData),
            "style" | "noscript" | "iframe" | "noembed" | "noframes" => (Target::Nowhere, RawKind::Rawtext),
            "xmp" => (Target::Text, RawKind::Rawtext),
            _ => return TokenSinkResult::Continue,
        };
        self.target = target;
        TokenSinkResult::RawData(raw)
    }

    fn close(&mut self, name: &str) {
        self.target = Target::Text;
        if name == "template" {
            self.templates = self.templates.saturating_sub(1);
        }
        self.space_around(name);
    }

    fn space_around(&mut self, name: &str) {
        let due = match name {
            name if BLOCKS.contains(&name) => Gap::Paragraph,
            name if LINES.contains(&name) => Gap::Line,
            "td" | "th" => Gap::Space,
            _ => Gap::None,
        };
        self.gap = self.gap.max(due);
    }

    fn add(&mut self, text: &str) {
        match self.target {
            Target::Title => self.out.title.get_or_insert_default().push_str(text),
            Target::JsonLd => self.out.json_ld.last_mut().into_iter().for_each(|script| script.push_str(text)),
            Target::Text if self.templates == 0 => self.add_text(text),
            Target::Text | Target::Nowhere => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.gap = self.gap.max(Gap::Space);
                continue;
            }
            if !self.out.text.is_empty() {
                self.out.text.push_str(match self.gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            self.gap = Gap::None;
            self.out.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn blocks_break_lines_and_inline_elements_do_not() {
        let text = strip("<div>One <b>two</b>three<br>four</div>\n<p>five &amp; six<td>7<td>8").text;
        assert_eq!(text, "One twothree\nfour\n\nfive & six 7 8");
    }

    #[test]
    fn scripts_styles_and_templates_are_left_out() {
        let html = "a<script>if (1 < 2) {'</p>'}</script><style>b{}</style><noscript><p>c</noscript>\
                    <template>d<template>e</template>f</template>g";
        assert_eq!(strip(html).text, "ag");
    }
}
