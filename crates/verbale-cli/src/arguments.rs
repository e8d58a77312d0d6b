//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads news and writes down who said what, and who did what to whom, with the words that show it.
#[derive(Parser)]
#[command(name = "verbale", version, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Print the record of articles: statements, events and who vouches for them
    Read(ReadCall),
    /// Code what a given actor does to a given recipient
    Relate(RelateCall),
    /// Compare records with gold ones, or read the gold texts and compare
    Measure(MeasureCall),
}

/// `verbale read`.
#[derive(Args)]
pub struct ReadCall {
    /// Articles: plain text, HTML, JSON or JSON Lines; standard input if none is given or for `-`
    pub files: Vec<PathBuf>,
    /// How to print the record [default: pretty on a terminal, else jsonl]
    #[arg(long, value_enum)]
    pub format: Option<OutputFormat>,
    /// Say why something was or was not read (probabilities, near misses)
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub model: ModelChoice,
}

/// How records are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// The text with statements and events shown under it
    Pretty,
    /// One indented JSON object an article
    Json,
    /// One JSON object a line
    Jsonl,
}

/// `verbale relate`.
#[derive(Args)]
pub struct RelateCall {
    /// JSON Lines of `{"id", "text", "actor": [start, end], "recipient": [start, end]}`; standard input if none is given or for `-`
    pub files: Vec<PathBuf>,
    /// Add labels of another scheme
    #[arg(long, value_enum)]
    pub labels: Option<Scheme>,
    #[command(flatten)]
    pub model: ModelChoice,
}

/// Labels for what one does to another.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scheme {
    /// The 16 types of PLOVER 2.0, which are always given
    #[value(name = "plover-2.0")]
    Plover,
    /// The 15 labels of PLV (2024), as the key `plv`
    #[value(name = "plv-2024")]
    Plv,
}

/// `verbale measure`.
#[derive(Args)]
pub struct MeasureCall {
    /// Gold records (JSON Lines), or gold attributions with --attribution
    pub gold: PathBuf,
    /// Predicted records; without it the gold texts are read and the result is compared
    pub predicted: Option<PathBuf>,
    /// Compare flat attributions (source, cue, content), the format of the `PolNeAR` files here
    #[arg(long)]
    pub attribution: bool,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub model: ModelChoice,
}

/// Which weights to read with, and on how many threads.
#[derive(Args)]
pub struct ModelChoice {
    /// Threads to read with [default: all cores]; the record is the same for any number
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Read with other weights than those inside the program
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
}
