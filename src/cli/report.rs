//! Problems and warnings for programs.

use serde_json::{Value, json};

use super::print_line;
use crate::problem::{Problem, Problems};

/// Problems or warnings, a list.
pub(crate) fn list(problems: &[Problem], file: &str) -> Value {
    problems.iter().map(|problem| problem.json(file)).collect()
}

/// Prints the problems of the settings for a program, where `error` stands for such; the caller goes on with the
/// error itself.
pub(crate) fn print_problems(schema: &str, error: &anyhow::Error) {
    if let Some(problems) = error.chain().find_map(|cause| cause.downcast_ref::<Problems>()) {
        print_line(json!({ "schema": schema, "problems": problems.json(), "warnings": [] }));
    }
}
