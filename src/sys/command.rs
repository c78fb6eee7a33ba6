//! Runs another program to its end and gathers what it says.
#![expect(clippy::disallowed_methods, reason = "the place that runs a program to its end")]

use std::io;
use std::process::{Command, Stdio};

/// What a program answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Exit code 0.
    pub is_success: bool,
    /// Its standard output.
    pub output: String,
    /// Its standard error.
    pub error: String,
}

/// Runs `program` with `arguments`, without a shell and without input.
///
/// # Errors
/// When it cannot be started.
pub fn run(program: &str, arguments: &[&str]) -> io::Result<Answer> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .env_remove("WHARF_ROOT")
        .env_remove("GITLAB_OMNIBUS_CONFIG")
        .output()?;
    Ok(Answer {
        is_success: output.status.success(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        error: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}
