//! Ruby's own parser: its syntax tree, its errors and the comments.

use ruby_prism::{Location, ParseResult};

use super::{Fault, Span};
use crate::problem::Problem;

/// How many breaches of the syntax are told: those behind the first often follow from it.
const MANY: usize = 20;

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// What it says, its `#` or `=begin` and `=end` included.
    pub text: String,
}

/// The bytes of a place in the text that starts at `start`.
pub(super) fn span(start: usize, location: &Location<'_>) -> Span {
    start + location.start() as usize..start + location.end() as usize
}

/// The breaches of the syntax in the text that starts at `start`, in the parser's own words.
pub(super) fn breaches(start: usize, parsed: &ParseResult<'_>) -> Vec<Fault> {
    let faults = parsed.errors().take(MANY).map(|error| {
        let message = String::from_utf8_lossy(error.message()).into_owned();
        let message = format!("could not read this as Ruby: {message}");
        Fault { span: span(start, &error.location()), problem: Problem::coded("E004", "", message, "") }
    });
    faults.collect()
}

/// Whether `text` has no breach of the syntax.
pub(super) fn is_whole(text: &str) -> bool {
    ruby_prism::parse(text.as_bytes()).errors().next().is_none()
}

/// The comments of the text that starts at `start`.
pub(super) fn comments(start: usize, parsed: &ParseResult<'_>) -> Vec<Comment> {
    let comments = parsed.comments().map(|comment| Comment {
        span: span(start, &comment.location()),
        text: String::from_utf8_lossy(comment.text()).into_owned(),
    });
    comments.collect()
}
