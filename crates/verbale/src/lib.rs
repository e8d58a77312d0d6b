//! The engine: a news article in, its record out.
//!
//! ```text
//! article -> text -> spans -> resolve -> record
//! ```
//!
//! Each word of the arrow is a module; [`engine`] is the only file that names them all. The engine has no clock, file system,
//! network or printing, and reads the same article the same way on any number of threads.

pub mod article;
pub mod engine;
pub mod record;
pub mod relate;
pub mod resolve;
pub mod span;
pub mod spans;
pub mod text;

pub use engine::{Engine, Reading};
