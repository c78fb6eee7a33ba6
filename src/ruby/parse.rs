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
    // The place of a breach may end before it starts.
    let (from, to) = (location.start(), location.end());
    start + from as usize..start + to.max(from) as usize
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

/// Where `text` goes down so steeply that the parser would take hours over it: signs and words that open or turn what
/// follows, one after another.
pub(super) fn too_deep(text: &str) -> Option<Span> {
    /// The parser itself gives up at 10,000.
    const STEEPEST: usize = 1_000;
    let bytes = text.as_bytes();
    let (mut at, mut start, mut count) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = match byte {
            b'[' | b'(' | b'{' | b'!' | b'-' | b'~' | b'+' => 1,
            b'n' if rest.starts_with(b"not ") => 4,
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            // Lines of signs in a comment are no nesting.
            b'#' => {
                at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                continue;
            }
            _ => {
                (count, at) = (0, at + 1);
                start = at;
                continue;
            }
        };
        count += 1;
        at += length;
        if count > STEEPEST {
            return Some(start..at);
        }
    }
    None
}
