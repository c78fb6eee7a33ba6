//! Problems and warnings for programs.

use serde_json::{Value, json};

use super::print_line;
use crate::problem::{Problem, Problems};

/// One problem or warning, in the file `file`.
fn one(problem: &Problem, file: &str) -> Value {
    let mut object = json!({ "file": file, "message": problem.message });
    let more = [
        ("code", Value::from(problem.code), !problem.code.is_empty()),
        ("key", Value::from(problem.key.as_str()), !problem.key.is_empty()),
        ("line", Value::from(problem.line), problem.line > 0),
        ("column", Value::from(problem.column), problem.line > 0),
        ("hint", Value::from(problem.hint.clone()), problem.hint.is_some()),
    ];
    if let Value::Object(object) = &mut object {
        object.extend(more.into_iter().filter(|row| row.2).map(|(name, value, _)| (name.to_owned(), value)));
    }
    object
}

/// Problems or warnings, a list.
pub(crate) fn list(problems: &[Problem], file: &str) -> Value {
    problems.iter().map(|problem| one(problem, file)).collect()
}

/// The problems that an error stands for, where it is one of the settings.
pub(crate) fn problems(error: &anyhow::Error) -> Option<Value> {
    let found = error.chain().find_map(|cause| cause.downcast_ref::<Problems>())?;
    Some(list(&found.list, &found.file))
}

/// Prints an error of the settings for a program; the caller goes on with the error itself.
pub(crate) fn print_problems(schema: &str, error: &anyhow::Error) {
    if let Some(problems) = problems(error) {
        print_line(json!({ "schema": schema, "problems": problems, "warnings": [] }));
    }
}
