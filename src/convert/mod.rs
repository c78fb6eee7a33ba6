//! A `gitlab.rb` as a `gitlab.toml`: what Ruby's tree came to, written as TOML with the comments of the file.
//!
//! ```text
//! Evaluated ─rename→ tree ─entries→ lines with their places ─remarks→ lines with their comments ─write→ TOML
//! ```
//!
//! Invariant: nothing is decided here about what settings mean. What is written is what Ruby said, under the names of
//! today; who converts reads the result back and compares the two ([`differences`]).

mod compare;
mod disabled;
mod entries;
mod remarks;
mod source;
mod syntax;
mod tree;
mod write;

#[cfg(test)]
mod tests;

use crate::ruby::Evaluated;
use crate::settings::Fetch;

pub use compare::{Difference, differences};

/// What a `gitlab.rb` is as TOML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converted {
    /// The TOML.
    pub text: String,
    /// How many settings it has.
    pub settings: usize,
    /// How many settings of other components are among its lines besides.
    pub others: usize,
    /// What could not be said in TOML, dotted: each stands in a comment with the Ruby that gave it.
    pub left_out: Vec<String>,
    /// How many settings stand under conditions that do not hold here: each is a comment.
    pub unset: usize,
    /// Whether a secret stands in it.
    pub holds_secrets: bool,
}

/// Writes what `evaluated` came to as TOML. `fetch` reads what a reference names: one is written only where it gives
/// the value that Ruby had.
#[must_use]
pub fn convert(evaluated: &Evaluated, fetch: &Fetch<'_>) -> Converted {
    let source = source::Source::new(evaluated);
    let settings = tree::renamed(&evaluated.settings);
    let mut gathered = entries::gather(&settings, &source, fetch);
    let tail = remarks::attach(&mut gathered.entries, &gathered.regions, &source);
    Converted {
        text: write::document(&gathered.entries, &tail),
        settings: gathered.settings,
        others: gathered.others,
        left_out: gathered.left_out,
        unset: source.count_unset(),
        holds_secrets: gathered.holds_secrets,
    }
}
