//! What every setting means here: its value and where that came from, what it touches, and the pages printed from that.
//!
//! Invariant: what a setting touches is never written down; it is found by rendering with and without it, so it
//! cannot be wrong.

mod derived;
mod effective;
mod markdown;
mod page;
mod roff;
mod ruby;
mod touched;

pub use effective::{Effective, Line, Origin, effective, fingerprint};
pub use markdown::markdown;
pub use page::{kind, kinds, page};
pub use roff::manual;
pub use ruby::gitlab_rb;
pub use touched::{Act, Touched, touched};

use crate::settings::Setting;
use crate::settings::reference::toml_value;
use serde_json::Value;

/// A value as people read it: TOML, and a word where there is none.
#[must_use]
pub fn shown(value: Option<&Value>) -> String {
    value.filter(|value| !value.is_null()).map_or_else(|| "none".to_owned(), toml_value)
}

/// `key = value` as it is written in the section that the setting stands in.
fn example_line(setting: &Setting) -> Option<String> {
    let name = setting.path.rsplit('.').next()?;
    Some(format!("{name} = {}", toml_value(setting.example.as_ref()?)))
}

/// The section that a setting stands in; empty at the top of the file.
fn section_of(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(section, _)| section)
}
