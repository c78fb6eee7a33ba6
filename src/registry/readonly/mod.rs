//! Read-only at run time: the hold, where it lies, and what it lets through.
//!
//! ```text
//! wharf readonly on ─keep→ <state>/read-only.json ─look before each write→ Watch ─Phase→ let through, or refused
//! ```
//!
//! The command writes the hold, the engine reads it. Neither edits a setting, and nothing is restarted.

mod hold;
mod place;
mod pushes;
mod watch;

pub use hold::{Found, Hold, LONGEST_REASON, Phase, moment};
pub use place::Place;
pub(crate) use watch::{Act, Watch, Writing, now};
