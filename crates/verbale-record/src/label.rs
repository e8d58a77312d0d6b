//! The closed sets of words a record is labelled with: kinds, stances, statuses.
//!
//! The sets and their order are those of the annotation guide. How an enum is spelt in JSON, in `Display`, in
//! `FromStr` and in `as_str` is one and the same word, written once, in the table of [`words!`].

/// Makes an enum of plain words: serde, `ALL`, `as_str`, `Display` and `FromStr` from one table of variant and word.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $name:ident called $what:literal {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the annotation guide.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::RecordError;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|label| label.as_str() == word).ok_or_else(|| {
                    crate::RecordError::UnknownLabel {
                        what: $what,
                        word: word.to_owned(),
                        known: Self::ALL.iter().map(|label| label.as_str()).collect::<Vec<_>>().join(" "),
                    }
                })
            }
        }
    };
}

pub(crate) use words;

words! {
    /// What a mention or an entity is.
    ///
    /// ```
    /// use verbale_record::Kind;
    ///
    /// assert_eq!("people".parse::<Kind>()?, Kind::People);
    /// assert!("crowd".parse::<Kind>().is_err());
    /// # Ok::<(), verbale_record::RecordError>(())
    /// ```
    Kind called "kind" {
        /// One named or described individual: a name, `the president`, `she`.
        Person = "person",
        /// A state or its government acting as one: `Baku` when it acts, `the Russian side`.
        Government = "government",
        /// An organisation, ministry, army, party, armed group, company or outlet.
        Organisation = "organisation",
        /// An unorganised set of persons: `protesters`, `three officials`.
        People = "people",
        /// A place as a place: `in Baku`.
        Place = "place",
        /// Talks, a summit, an agreement, a ceasefire: what has parties.
        Process = "process",
    }
}

words! {
    /// How a source stands to the content of its statement.
    Stance called "stance" {
        /// Asserts it: `said`, `warned`, `according to`.
        Says = "says",
        /// Presents it as known fact: `confirmed`, `revealed`.
        Knows = "knows",
        /// Thinks, judges, expects or fears it: `believes`, `expects`.
        Believes = "believes",
        /// Raises it as uncertain: `suggested`, `did not rule out`.
        Doubts = "doubts",
        /// Says that it is not so: `denied`, `rejected claims that`.
        Denies = "denies",
        /// Asks for it, orders it, hopes for it: `urged`, `demanded`.
        Wants = "wants",
        /// Commits to it, plans, offers or threatens it: `promised`, `plans`.
        Intends = "intends",
        /// Puts a question: `asked whether`.
        Asks = "asks",
    }
}

words! {
    /// Whether an event has happened.
    Status called "status" {
        /// Has happened or is going on.
        Actual = "actual",
        /// Planned, promised, scheduled.
        Intended = "intended",
        /// Asked for, demanded, hoped for.
        Wanted = "wanted",
        /// Hypothetical, feared, uncertain.
        Possible = "possible",
        /// Did not happen, or was denied.
        Negated = "negated",
    }
}
