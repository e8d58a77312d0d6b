//! The reader: the encoder that is shipped.

use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::api::{Asked, Encoder, MentionScores, PairScores, PredicateScores, Window};
use crate::dense::Dense;
use crate::error::LoadError;
use crate::forward::{Body, HIDDEN, MOST_PIECES, Scratch};
use crate::heads::Heads;
use crate::heads::argument::{ArgumentBuffers, Question};
use crate::heads::pair::Candidates;
use crate::kernel::Isa;
use crate::labels::{ARGUMENT_TAGS, Chains, Labels, TAGGER_TAGS};
use crate::tokenize::{CLS, Cutter, Word};
use crate::weights::Weights;

/// Number of the trigger kind, and of its tagger: the words of a pair's event are triggers.
const TRIGGER: usize = 1;

/// A model of the family that `training/` trains: a small BERT read once over a window, taggers and argument heads.
pub struct Reader {
    cutter: Cutter,
    labels: Labels,
    chains: Chains,
    body: Body,
    tagger: Dense,
    heads: Heads,
    /// Buffers that no window uses at the moment.
    free: Mutex<Vec<Scratch>>,
}

/// What was read from a window.
pub struct WindowReading {
    /// `[word][unit]`
    words: Vec<f32>,
    /// `[unit]`
    window: Vec<f32>,
    /// `[tagger][word][tag]`
    tagger: Vec<f32>,
    /// `[word][add, times][unit]`
    word_sides: Vec<f32>,
    /// Made when a pair is first asked for.
    candidates: OnceLock<Candidates>,
}

impl Reader {
    /// Loads a reader from its weights (a safetensors file that `training/verbale_training/export.py` wrote) and its
    /// `tokenizer.json`.
    ///
    /// # Errors
    ///
    /// If either cannot be read, or a tensor is missing or has another number type or shape than this version reads.
    pub fn load(weights: &[u8], tokenizer: &[u8]) -> Result<Self, LoadError> {
        Self::load_for(weights, tokenizer, Isa::best())
    }

    /// A reader with other weights and the tokenizer that is part of the program.
    ///
    /// # Errors
    ///
    /// As [`Self::load`].
    pub fn from_weights(weights: &[u8]) -> Result<Self, LoadError> {
        Self::load(weights, include_bytes!("../data/tokenizer.json"))
    }

    /// The reader whose weights are part of the program.
    ///
    /// # Errors
    ///
    /// As [`Self::load`]; not with the files this version was built with.
    pub fn embedded() -> Result<Self, LoadError> {
        Self::from_weights(include_bytes!("../data/reader.safetensors"))
    }

    pub(crate) fn load_for(weights: &[u8], tokenizer: &[u8], isa: Isa) -> Result<Self, LoadError> {
        let weights = Weights::open(weights)?;
        let (taggers, kinds) = (weights.labels.taggers.len(), weights.labels.predicates.len());
        let chain = |name: &str, kinds: usize, tags: usize| {
            let transition = weights.floats(&format!("{name}.transition"), &[kinds, tags, tags])?;
            let start = weights.floats(&format!("{name}.start"), &[kinds, tags])?;
            Ok::<_, LoadError>(Chains::cut(&transition, &start, tags))
        };
        Ok(Self {
            cutter: Cutter::load(tokenizer)?,
            chains: Chains {
                taggers: chain("tagger_chain", taggers, TAGGER_TAGS)?,
                arguments: chain("argument_chain", kinds, ARGUMENT_TAGS)?,
            },
            body: Body::load(&weights, isa)?,
            tagger: Dense::load(&weights, "tagger", [taggers * TAGGER_TAGS, HIDDEN], isa)?,
            heads: Heads::load(&weights, isa)?,
            labels: weights.labels,
            free: Mutex::default(),
        })
    }

    /// Scores of predicates' arguments, `[word][tag]`, in the order asked; what is asked is cut to what there is.
    fn arguments<'a>(
        &'a self,
        line: &'a [u32],
        reading: &'a WindowReading,
        asked: &'a [Asked],
        vectors: &[f32],
    ) -> impl Iterator<Item = Vec<f32>> + 'a {
        let head = &self.heads.argument;
        let sides = head.predicate_sides(vectors);
        let width = sides.len() / asked.len().max(1);
        let mut buffers = ArgumentBuffers::default();
        asked.iter().enumerate().map(move |(i, &asked)| {
            let side = &sides[i * width..][..width];
            head.scores(&Question { asked, side, word_sides: &reading.word_sides, line }, &mut buffers)
        })
    }

    /// Every word as a trigger.
    fn candidates(&self, line: &[u32], reading: &WindowReading) -> Candidates {
        let words = reading.words.len() / HIDDEN;
        let asked: Vec<Asked> = (0..words).map(|word| Asked { kind: TRIGGER, first: word, end: word + 1 }).collect();
        let head = &self.heads.predicate;
        let vectors = head.vectors(&reading.words, &asked);
        let (types, relevance) = (head.event_type.apply(&vectors), self.heads.pair.relevance.apply(&vectors));
        let mut out = Candidates::new(vectors, types, self.tagger_scores(reading, TRIGGER), relevance);
        let vectors = std::mem::take(&mut out.vectors);
        self.arguments(line, reading, &asked, &vectors).for_each(|scores| out.push(&scores));
        out.vectors = vectors;
        out
    }

    fn taggers(&self, words: &[f32]) -> Vec<f32> {
        let by_word = self.tagger.apply(words);
        let mut out = Vec::with_capacity(by_word.len());
        for tagger in 0..self.labels.taggers.len() {
            for scores in by_word.chunks_exact(self.tagger.units()) {
                out.extend_from_slice(&scores[tagger * TAGGER_TAGS..][..TAGGER_TAGS]);
            }
        }
        out
    }
}

impl Encoder for Reader {
    type Reading = WindowReading;

    fn words(&self, line: &str) -> Vec<Word> {
        self.cutter.words(line)
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn chains(&self) -> &Chains {
        &self.chains
    }

    fn read(&self, window: &Window<'_>) -> WindowReading {
        let pieces: Vec<u32> = std::iter::once(CLS)
            .chain(window.words.iter().flat_map(|word| word.pieces.iter().copied()))
            .take(MOST_PIECES)
            .collect();
        // A thread that panicked while it held the list left it whole: buffers are taken out to be used.
        let mut scratch = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        self.body.read(&pieces, &mut scratch);
        let words = word_vectors(window.words, &scratch.hidden);
        let first = scratch.hidden[..HIDDEN].to_vec();
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        WindowReading {
            tagger: self.taggers(&words),
            word_sides: self.heads.argument.word_sides(&words),
            words,
            window: first,
            candidates: OnceLock::new(),
        }
    }

    fn tagger_scores<'r>(&self, reading: &'r WindowReading, tagger: usize) -> &'r [f32] {
        let size = reading.words.len() / HIDDEN * TAGGER_TAGS;
        reading.tagger.get(tagger * size..(tagger + 1) * size).unwrap_or(&[])
    }

    fn predicates(&self, window: &Window<'_>, reading: &WindowReading, asked: &[Asked]) -> Vec<PredicateScores> {
        let head = &self.heads.predicate;
        let asked: Vec<Asked> = asked.iter().map(|asked| head.cut(*asked, reading.words.len() / HIDDEN)).collect();
        let vectors = head.vectors(&reading.words, &asked);
        let labels = [&head.stance, &head.event_type, &head.mode, &head.status]
            .map(|layer| (layer.apply(&vectors), layer.units()));
        let arguments = self.arguments(window.line, reading, &asked, &vectors);
        let answer = |(i, arguments): (usize, Vec<f32>)| {
            let [stance, event_type, mode, status] =
                labels.each_ref().map(|(all, units)| all[i * units..][..*units].to_vec());
            PredicateScores { stance, event_type, mode, status, arguments }
        };
        arguments.enumerate().map(answer).collect()
    }

    fn mentions(&self, reading: &WindowReading, spans: &[(usize, usize)]) -> Vec<MentionScores> {
        self.heads.mention.scores(&reading.words, spans)
    }

    fn pair(
        &self,
        window: &Window<'_>,
        reading: &WindowReading,
        actor: Option<Range<usize>>,
        recipient: Option<Range<usize>>,
    ) -> PairScores {
        let candidates = reading.candidates.get_or_init(|| self.candidates(window.line, reading));
        self.heads.pair.scores([&reading.words, &reading.window], candidates, [actor, recipient])
    }
}

/// Vectors of words `[word][unit]`, the means of their pieces'; zero where no piece was read. The first piece is no word's.
fn word_vectors(words: &[Word], hidden: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; words.len() * HIDDEN];
    let mut pieces = hidden.chunks_exact(HIDDEN).skip(1);
    for (word, out) in words.iter().zip(out.chunks_exact_mut(HIDDEN)) {
        let mut count = 0.0_f32;
        for piece in pieces.by_ref().take(word.pieces.len()) {
            count += 1.0;
            for (sum, x) in out.iter_mut().zip(piece) {
                *sum += x;
            }
        }
        for sum in out {
            *sum /= count.max(1.0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_compute_gives_the_same_scores() {
        let files: [&[u8]; 2] =
            [include_bytes!("../data/reader.safetensors"), include_bytes!("../data/tokenizer.json")];
        let scores = Isa::all().into_iter().map(|isa| {
            let reader = Reader::load_for(files[0], files[1], isa).unwrap();
            let words = reader.words("Baku accuses Yerevan of dragging out border talks, officials in Zürich said.");
            let line = vec![0; words.len()];
            let window = Window { words: &words, line: &line };
            let reading = reader.read(&window);
            let predicates = reader.predicates(&window, &reading, &[Asked { kind: 1, first: 1, end: 2 }]);
            let mentions = reader.mentions(&reading, &[(0, 1), (2, 5)]);
            let pair = reader.pair(&window, &reading, Some(0..1), None);
            (reading.tagger, predicates, mentions, pair)
        });
        let scores: Vec<_> = scores.collect();
        assert!(scores.iter().all(|found| *found == scores[0]));
    }
}
