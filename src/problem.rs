//! What is wrong with the administrator's input: many at once, each with its place and its remedy.

use std::fmt;

/// One thing that is wrong, where it stands, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of mistake it is, such as `E001`; empty for the kinds that have no name of their own.
    pub code: &'static str,
    /// The dotted path of the setting, such as `registry.storage.filesystem.rootdirectory`; empty for the file as a whole.
    pub key: String,
    /// Line in the settings file, from 1. 0 until it is known.
    pub line: usize,
    /// Column in the settings file, from 1, in characters. 0 until it is known.
    pub column: usize,
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
            code: "",
            key: key.to_owned(),
            line: 0,
            column: 0,
            message: message.into(),
            hint: (!hint.is_empty()).then_some(hint),
        }
    }
}

/// Every problem that one run found, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The file they stand in, as people know it.
    pub file: String,
    /// The problems.
    pub list: Vec<Problem>,
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
        self.list.push(Problem { code, ..Problem::about(key, message, hint) });
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
}

impl fmt::Display for Problems {
    /// `error: gitlab.toml has 2 problems`, then a line and a hint for each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = self.list.len();
        write!(f, "{} has {many} problem{}", self.file, if many == 1 { "" } else { "s" })?;
        for problem in &self.list {
            write!(f, "\n  {}", self.file)?;
            if problem.line > 0 {
                write!(f, ":{}:{}", problem.line, problem.column)?;
            }
            write!(f, ": {}", problem.message)?;
            if let Some(hint) = &problem.hint {
                write!(f, "\n    hint: {hint}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// What a reader of an error may do next. Kept apart from `Display`, so that `cli` prints it once, last.
pub trait Hint {
    /// The next command or change, if there is one.
    fn hint(&self) -> Option<String>;
}
