//! The record of a news text: who said what, who did what to whom, with the words that show it.
//!
//! Everything here is plain data in the form in which it is published (format `verbale/1`): spans are
//! half-open ranges of Unicode code points of `text`. Nothing here reads a text or knows the world.
//!
//! - [`Record`] and its parts, with serde; [`SCHEMA`] is their JSON Schema, [`Record::check`] the laws beyond it.
//! - [`Kind`], [`Stance`], [`Status`], [`Type`], [`Mode`], [`Quad`]: the closed sets of labels.
//! - [`compare`]: how far predicted records agree with gold ones.

pub mod compare;
mod error;
mod fault;
mod label;
mod law;
mod plover;
mod record;
mod schema;
mod span;

pub use error::RecordError;
pub use fault::Fault;
pub use label::{Kind, Stance, Status};
pub use plover::{Mode, Quad, Type};
pub use record::{Article, Entity, Event, FORMAT, Mention, Notice, Record, Statement};
pub use schema::SCHEMA;
pub use span::Span;
