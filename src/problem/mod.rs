//! What is wrong with the administrator's input: many at once, each with its place and its remedy.

mod codes;
mod told;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

pub use codes::{KINDS, Kind, kind};
pub use told::plain;

/// One thing that is wrong, where it stands, and what to do about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// What kind of mistake it is, such as `E001`, from [`KINDS`]; empty where only the words count.
    pub code: &'static str,
    /// The dotted path of the setting, such as `registry.storage.filesystem.rootdirectory`; empty for the file as a whole.
    pub key: String,
    /// The file it stands in, where that is another than the one they are told for.
    pub file: Option<String>,
    /// Line in the settings file, from 1. 0 until it is known.
    pub line: usize,
    /// Column in the settings file, from 1, in characters. 0 until it is known.
    pub column: usize,
    /// How many characters of that line it is about. 0 until it is known.
    pub length: usize,
    /// What is wrong: lower-case, one sentence, no full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem with the setting `key`, whose place is looked up later.
    #[must_use]
    pub fn about(key: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        Self {
            key: key.to_owned(),
            message: message.into(),
            hint: (!hint.is_empty()).then_some(hint),
            ..Self::default()
        }
    }

    /// A problem of the kind `code` with the setting `key`.
    #[must_use]
    pub fn coded(code: &'static str, key: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, ..Self::about(key, message, hint) }
    }

    /// The problem for a program; `file` is the one that its line and column count in.
    #[must_use]
    pub fn json(&self, file: &str) -> Value {
        let known = |number: usize| (number > 0).then_some(number);
        json!({
            "code": (!self.code.is_empty()).then_some(self.code),
            "key": (!self.key.is_empty()).then_some(&self.key),
            "file": self.file.as_deref().unwrap_or(file),
            "line": known(self.line),
            "column": known(self.column),
            "message": self.message,
            "hint": self.hint,
        })
    }
}

/// Every problem that one run found, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The file they stand in, as people know it.
    pub file: String,
    /// The problems.
    pub list: Vec<Problem>,
    /// The lines that are shown with them, without what nobody may see, by [`Problem::file`] and number.
    pub lines: BTreeMap<(Option<String>, usize), String>,
}

impl Problems {
    /// Notes a problem with the setting `key` and goes on, so that one run reports all.
    pub fn about(&mut self, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.list.push(Problem::about(key, message, hint));
    }

    /// Notes a problem of the kind `code`.
    pub fn coded(
        &mut self,
        code: &'static str,
        key: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.list.push(Problem::coded(code, key, message, hint));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// `value` when nothing is wrong, all the problems otherwise.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The problems for a program.
    #[must_use]
    pub fn json(&self) -> Value {
        self.list.iter().map(|problem| problem.json(&self.file)).collect()
    }
}

impl fmt::Display for Problems {
    /// As [`Problems::told`], without colour.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(false))
    }
}

impl std::error::Error for Problems {}

/// What a reader of an error may do next. Kept apart from `Display`, so that `cli` prints it once, last.
pub trait Hint {
    /// The next command or change, if there is one.
    fn hint(&self) -> Option<String>;
}
