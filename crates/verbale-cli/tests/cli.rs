//! The program from outside: what it prints, where, and how it ends.

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/common.rs"]
mod common;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/measure.rs"]
mod measure;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/relate.rs"]
mod relate;
#[path = "cli/terminal.rs"]
mod terminal;
