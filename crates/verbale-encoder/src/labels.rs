//! What the output units stand for, and which tags may follow each other.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The labels of all heads in the order of their output units, as the weights file names them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Labels {
    /// Kinds of predicates; [`crate::Asked::kind`] counts them.
    pub predicates: Vec<String>,
    /// Taggers: one for each kind of predicates, then one for mentions.
    pub taggers: Vec<String>,
    /// Roles of the arguments of each kind of predicates. Role `r` has the tags `1 + 2 r` (its first word) and `2 + 2 r`
    /// (further words) of the argument scores; tag 0 is none.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Units of the stance head.
    pub stances: Vec<String>,
    /// Units of the type head (PLOVER).
    pub types: Vec<String>,
    /// Units of the mode head: a type and one of its modes; an empty mode means none.
    pub type_modes: Vec<(String, String)>,
    /// Units of the status head.
    pub statuses: Vec<String>,
    /// Units of the kind head for mentions.
    pub kinds: Vec<String>,
    /// Units of the sector head for mentions; the empty one means none.
    pub sectors: Vec<String>,
    /// PLV's labels, in the order of the second scores of a pair.
    pub plv: Vec<String>,
}

/// Number of argument tags: none, then two for each of at most three roles.
pub const ARGUMENT_TAGS: usize = 7;

/// Number of tags of a tagger: outside, first word, further word.
pub const TAGGER_TAGS: usize = 3;

/// Scores of a linear chain over tags; what is forbidden has a large negative score.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Score of each tag at the first word; `[tags]`.
    start: Vec<f32>,
    /// Score of a step; `[from][to]`.
    transition: Vec<f32>,
}

impl Chain {
    /// A chain from start scores `[tags]` and transition scores `[from][to]`; missing scores count as zero.
    pub fn new(start: Vec<f32>, mut transition: Vec<f32>) -> Self {
        transition.resize(start.len() * start.len(), 0.0);
        Self { start, transition }
    }

    /// Number of tags.
    pub fn tags(&self) -> usize {
        self.start.len()
    }

    /// Score of the tag of the first word.
    ///
    /// # Panics
    ///
    /// If there is no such tag.
    pub fn start(&self, to: usize) -> f32 {
        self.start[to]
    }

    /// Score of the tag `to` behind the tag `from`.
    ///
    /// # Panics
    ///
    /// If there is no such tag.
    pub fn transition(&self, from: usize, to: usize) -> f32 {
        self.transition[from * self.start.len() + to]
    }
}

/// The chains of all taggers and of the arguments of each kind of predicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Chains {
    /// One for each of [`Labels::taggers`], over three tags.
    pub taggers: Vec<Chain>,
    /// One for each of [`Labels::predicates`], over seven tags.
    pub arguments: Vec<Chain>,
}

impl Chains {
    /// Cuts tensors `[kinds][tags][tags]` and `[kinds][tags]` into chains.
    pub(crate) fn cut(transition: &[f32], start: &[f32], tags: usize) -> Vec<Chain> {
        let pairs = start.chunks_exact(tags).zip(transition.chunks_exact(tags * tags));
        pairs.map(|(start, transition)| Chain::new(start.to_vec(), transition.to_vec())).collect()
    }
}
