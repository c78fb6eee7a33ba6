//! What to write by hand, where a command would edit the settings and they are Ruby.
//!
//! Invariant: a `gitlab.rb` is never written. It may be any program, and only people know what they meant by it.

use std::path::Path;

use serde_json::{Value, json};

use super::source::{self, Place};
use super::{FAILED, Global, advise, explain, print_line};
use crate::secret::Secret;
use crate::settings::{Parsed, Places, ruby_line, ruby_value};

/// A settings file that is Ruby, and what it says.
pub(crate) struct RubyFile {
    pub(crate) parsed: Parsed,
}

impl RubyFile {
    /// The settings in the Ruby file at `path`.
    pub(crate) fn read(global: &Global, path: &Path) -> anyhow::Result<Self> {
        Ok(Self { parsed: source::settings(&global.root()?, &Place::File(path.to_owned()))? })
    }

    /// Gives `lines` to who runs this, and says where they go. The command itself has done nothing.
    pub(crate) fn by_hand(&self, global: &Global, lines: &str, advice: &str) -> u8 {
        if !lines.is_empty() {
            print_line(lines);
        }
        let message = format!("{} is Ruby, which no command edits; nothing was changed", self.parsed.file);
        explain(global, &advise(message, advice));
        FAILED
    }

    /// Where `key` stands, in words: `line 12`, `line 3 of common.rb`.
    pub(crate) fn place(&self, key: &str) -> Option<String> {
        place(&self.parsed.places, key)
    }

    /// The line that lets `name` log in, and where it goes.
    pub(crate) fn user(
        &self,
        name: &str,
        hash: &Secret<String>,
        access: &[(String, Vec<String>)],
    ) -> (String, String) {
        let access: Vec<Value> = access
            .iter()
            .map(|(repository, actions)| json!({ "repository": repository, "actions": actions }))
            .collect();
        let user = json!([{ "name": name, "password": hash.expose(), "access": access }]);
        let line = ruby_line("auth_server.users", &ruby_value(&user));
        match self.place("auth_server.users") {
            Some(place) => (
                line.replacen(" = ", " += ", 1),
                format!("add the line above behind {place}, then run `wharf reconfigure`"),
            ),
            None => (line, "add the line above to it, then run `wharf reconfigure`".to_owned()),
        }
    }
}

fn place(places: &Places, key: &str) -> Option<String> {
    let (file, line) = places.exactly(key)?;
    Some(match file {
        Some(file) => format!("line {line} of {file}"),
        None => format!("line {line}"),
    })
}
