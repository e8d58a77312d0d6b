//! The laws that every record obeys, whoever made it.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::{Event, FORMAT, Fault, Kind, Record, Span, Statement};

impl Record {
    /// Every law that the record breaks, in order of the record; none for a good record.
    ///
    /// - Its format is [`FORMAT`]; every span lies in the text and holds something.
    /// - Every name stands for something; a mention and its entity name each other.
    /// - Only a process has parties. Mentions and events stand in order of the text.
    /// - A statement has content, does not stand within itself, and its content lies in its encloser's.
    /// - An event's trigger lies in the content of its holder; without one, in no content at all.
    /// - An event's mode, quad and score are those of its type. A confidence lies between 0 and 1.
    ///
    /// ```
    /// use verbale_record::{Fault, Record};
    ///
    /// let record: Record = serde_json::from_str(r#"{
    ///     "id": "a", "format": "verbale/1", "article": {}, "text": "She left.",
    ///     "mentions": {"m1": {"span": [0, 30], "kind": "person"}},
    ///     "entities": {}, "statements": {}, "events": [], "notices": []}"#)?;
    /// assert!(matches!(record.check()[..], [Fault::Outside { .. }]));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn check(&self) -> Vec<Fault> {
        let mut check = Check { record: self, length: self.text.chars().count(), faults: Vec::new() };
        if self.format != FORMAT {
            check.faults.push(Fault::Format { found: self.format.clone() });
        }
        check.mentions();
        check.entities();
        for (name, statement) in &self.statements {
            check.statement(name, statement);
        }
        for (index, event) in self.events.iter().enumerate() {
            check.event(&format!("events[{index}]"), event);
        }
        check.order("events", self.events.iter().map(|event| event.trigger.start));
        for (index, notice) in self.notices.iter().enumerate() {
            if let Some(span) = notice.span {
                check.span(format!("notices[{index}].span"), span);
            }
        }
        check.faults
    }
}

/// One pass over a record.
struct Check<'a> {
    record: &'a Record,
    length: usize,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn mentions(&mut self) {
        let record = self.record;
        for (name, mention) in &record.mentions {
            self.span(format!("{name}.span"), mention.span);
            if !mention.parties.is_empty() && mention.kind != Kind::Process {
                self.faults.push(Fault::Parties { mention: name.clone(), kind: mention.kind });
            }
            self.mentioned(&format!("{name}.parties"), &mention.parties);
            let Some(entity) = &mention.entity else { continue };
            self.known(&format!("{name}.entity"), "entity", entity, &record.entities);
            if record.entities.get(entity).is_some_and(|e| !e.mentions.contains(name)) {
                self.faults.push(Fault::OneSided { mention: name.clone(), entity: entity.clone() });
            }
        }
        self.order("mentions", record.mentions.values().map(|mention| mention.span.start));
    }

    fn entities(&mut self) {
        let record = self.record;
        for (name, entity) in &record.entities {
            self.mentioned(&format!("{name}.mentions"), &entity.mentions);
            for mention in &entity.mentions {
                if record.mentions.get(mention).is_some_and(|m| m.entity.as_ref() != Some(name)) {
                    self.faults.push(Fault::OneSided { mention: mention.clone(), entity: name.clone() });
                }
            }
        }
    }

    fn statement(&mut self, name: &str, statement: &Statement) {
        self.mentioned(&format!("{name}.source"), &statement.source);
        self.mentioned(&format!("{name}.via"), &statement.via);
        self.spans(&format!("{name}.cue"), &statement.cue);
        self.spans(&format!("{name}.content"), &statement.content);
        self.confidence(name, statement.confidence);
        if statement.content.is_empty() {
            self.faults.push(Fault::NoContent { statement: name.to_owned() });
        }
        if self.encloses_itself(name) {
            self.faults.push(Fault::Circle { statement: name.to_owned() });
        }
        let Some(within) = &statement.within else { return };
        for (index, piece) in statement.content.iter().enumerate() {
            self.inside(&format!("{name}.content[{index}]"), *piece, within);
        }
        self.known(&format!("{name}.within"), "statement", within, &self.record.statements);
    }

    fn event(&mut self, place: &str, event: &Event) {
        self.span(format!("{place}.trigger"), event.trigger);
        self.mentioned(&format!("{place}.actor"), &event.actor);
        self.mentioned(&format!("{place}.recipient"), &event.recipient);
        self.confidence(place, event.confidence);
        let kind = event.kind;
        if let Some(mode) = event.mode.filter(|mode| !kind.modes().contains(mode)) {
            self.faults.push(Fault::WrongMode { place: place.to_owned(), kind, mode });
        }
        if event.quad != kind.quad() || (event.score - kind.score()).abs() > f32::EPSILON {
            let (quad, score) = (event.quad, event.score);
            self.faults.push(Fault::WrongClass { place: place.to_owned(), kind, quad, score });
        }
        if let Some(within) = &event.within {
            self.inside(&format!("{place}.trigger"), event.trigger, within);
            self.known(&format!("{place}.within"), "statement", within, &self.record.statements);
        } else if let Some(statement) = self.holder(event.trigger) {
            self.faults.push(Fault::NotHeld { place: format!("{place}.within"), statement });
        }
    }

    /// The first statement whose content holds the span.
    fn holder(&self, span: Span) -> Option<String> {
        let holds = |s: &Statement| s.content.iter().any(|piece| piece.holds(span));
        self.record.statements.iter().find(|(_, s)| holds(s)).map(|(name, _)| name.clone())
    }

    fn encloses_itself(&self, name: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut outer = self.record.statements.get(name).and_then(|s| s.within.as_deref());
        while let Some(within) = outer {
            if within == name {
                return true;
            }
            if !seen.insert(within) {
                return false;
            }
            outer = self.record.statements.get(within).and_then(|s| s.within.as_deref());
        }
        false
    }

    fn inside(&mut self, place: &str, span: Span, within: &str) {
        let Some(outer) = self.record.statements.get(within) else { return };
        if !outer.content.iter().any(|piece| piece.holds(span)) {
            self.faults.push(Fault::NotInside { place: place.to_owned(), span, within: within.to_owned() });
        }
    }

    fn span(&mut self, place: String, span: Span) {
        if span.is_empty() {
            self.faults.push(Fault::Empty { place, span });
        } else if span.end > self.length {
            self.faults.push(Fault::Outside { place, span, length: self.length });
        }
    }

    fn spans(&mut self, place: &str, spans: &[Span]) {
        for (index, &span) in spans.iter().enumerate() {
            self.span(format!("{place}[{index}]"), span);
        }
    }

    fn mentioned(&mut self, place: &str, names: &[String]) {
        for name in names {
            self.known(place, "mention", name, &self.record.mentions);
        }
    }

    fn known<T>(&mut self, place: &str, what: &'static str, name: &str, among: &IndexMap<String, T>) {
        if !among.contains_key(name) {
            self.faults.push(Fault::UnknownName { place: place.to_owned(), what, name: name.to_owned() });
        }
    }

    fn confidence(&mut self, place: &str, value: f32) {
        if !(0.0..=1.0).contains(&value) {
            self.faults.push(Fault::Confidence { place: format!("{place}.confidence"), value });
        }
    }

    fn order(&mut self, place: &str, starts: impl Iterator<Item = usize>) {
        let mut last = 0;
        for (index, start) in starts.enumerate() {
            if start < last {
                self.faults.push(Fault::Order { place: format!("{place}[{index}]") });
            }
            last = start;
        }
    }
}
