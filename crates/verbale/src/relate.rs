//! Codes what one given actor does to another.
//!
//! Takes  a text with the words of an actor and, where there is one, of a recipient.
//! Gives  a [`Relation`]: always one PLOVER type, with mode, status, a probability for each type, and PLV's label.
//! Fails  never; where the two stand too far apart for one window, the window around the actor decides.
//! Never  looks for other actors: who the two are is the caller's word.

use verbale_encoder::{Asked, Encoder, Window};
use verbale_record::{Mode, Status, Type};

use crate::span::{Byte, Span, Token};
use crate::spans::{Labels, TRIGGER, probability};
use crate::text::{MAX_PIECES, Text};

/// A text with a given pair.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The text.
    pub text: &'a str,
    /// Who does it, where the text says so.
    pub actor: Option<Span<Byte>>,
    /// Whom it is done to, where there is one.
    pub recipient: Option<Span<Byte>>,
}

/// What the actor does to the recipient.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// PLOVER types, the most likely first, with probabilities; all 16.
    pub types: Vec<(Type, f32)>,
    /// Mode of the first type.
    pub mode: Option<Mode>,
    /// Whether it happened, is planned, wanted, possible, or did not happen.
    pub status: Status,
    /// PLV's labels, the most likely first, with probabilities; all 15.
    pub plv: Vec<(String, f32)>,
}

/// Codes a pair.
pub fn relate(pair: &Pair<'_>, encoder: &impl Encoder, labels: &Labels) -> Relation {
    let text = Text::new(pair.text, encoder);
    let actor = pair.actor.and_then(|span| text.tokens(span));
    let recipient = pair.recipient.and_then(|span| text.tokens(span));
    let words = window_around(&text, actor, recipient);
    let window = Window { words: &text.words[words.range()], line: &text.line[words.range()] };
    let inside = |span: Option<Span<Token>>| {
        let span = span.filter(|span| words.holds(*span))?;
        Some(span.start - words.start..span.end - words.start)
    };
    let reading = encoder.read(&window);
    let scores = encoder.pair(&window, &reading, inside(actor), inside(recipient));
    let types = probability::ranked(&labels.types, &scores.plover);
    let asked = Asked { kind: TRIGGER, first: scores.trigger, end: scores.trigger + 1 };
    let trigger = encoder.predicates(&window, &reading, &[asked]).into_iter().next();
    let (mode, status) = trigger.map_or((None, Status::Actual), |trigger| {
        (labels.best_mode(&trigger.mode, types[0].0), labels.statuses[probability::best(&trigger.status).0])
    });
    let plv: Vec<usize> = (0..labels.plv.len()).collect();
    let plv =
        probability::ranked(&plv, &scores.plv).into_iter().map(|(label, p)| (labels.plv[label].clone(), p)).collect();
    Relation { types, mode, status, plv }
}

/// The words that are read for a pair: as much around it as a window holds, the lines that hold it first.
fn window_around(text: &Text<'_>, actor: Option<Span<Token>>, recipient: Option<Span<Token>>) -> Span<Token> {
    let first = actor.or(recipient).unwrap_or(Span::new(0, 0));
    let both = recipient.map_or(first, |r| Span::new(first.start.min(r.start), first.end.max(r.end)));
    let size = |span: Span<Token>| text.words[span.range()].iter().map(|word| word.pieces.len()).sum::<usize>() + 1;
    let mut span = if size(both) <= MAX_PIECES { both } else { first };
    while size(span) > MAX_PIECES {
        span = Span::new(span.start, span.end - 1);
    }
    loop {
        let before = Span::new(span.start.saturating_sub(1), span.end);
        let wider = Span::new(before.start, (span.end + 1).min(text.words.len()));
        let next = [wider, before, Span::new(span.start, wider.end)]
            .into_iter()
            .find(|next| *next != span && size(*next) <= MAX_PIECES);
        match next {
            Some(next) => span = next,
            None => return span,
        }
    }
}
