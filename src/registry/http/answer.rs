//! Answers: bodies that stream, and refusals in the specification's words.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body::{Frame, SizeHint};
use serde_json::{Value, json};

use super::completion::Completion;
use super::wire::FileBody;
use crate::registry::spec::ErrorCode;

/// The content type of JSON, as `distribution` 2.8 writes it.
pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// An answer on its way.
pub(super) type Answer = Response<Body>;

/// The body of an answer. When it is dropped, the line about it is logged.
#[derive(Debug, Default)]
pub(crate) struct Body {
    content: Content,
    completion: Option<Completion>,
}

#[derive(Debug, Default)]
enum Content {
    #[default]
    Empty,
    Whole(Bytes),
    File(FileBody),
    /// One after the other.
    Several(VecDeque<Content>),
}

impl Body {
    /// A body that is in memory.
    pub(super) fn whole(bytes: impl Into<Bytes>) -> Self {
        Self { content: Content::Whole(bytes.into()), completion: None }
    }

    /// A body that comes from a file.
    pub(super) fn file(file: FileBody) -> Self {
        Self { content: Content::File(file), completion: None }
    }

    /// Bodies one after the other.
    pub(super) fn several(bodies: Vec<Self>) -> Self {
        let content = Content::Several(bodies.into_iter().map(|body| body.content).collect());
        Self { content, completion: None }
    }

    /// Lets `completion` say when the body has been sent.
    pub(super) fn and_then_say(mut self, completion: Completion) -> Self {
        self.completion = Some(completion);
        self
    }
}

impl Content {
    fn left(&self) -> u64 {
        match self {
            Self::Empty => 0,
            Self::Whole(bytes) => bytes.len() as u64,
            Self::File(file) => file.left(),
            Self::Several(pieces) => pieces.iter().map(Self::left).sum(),
        }
    }

    fn next_frame(&mut self) -> Option<io::Result<Bytes>> {
        match self {
            Self::Empty => None,
            Self::Whole(bytes) => Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty()).map(Ok),
            Self::File(file) => file.next_frame(),
            Self::Several(pieces) => loop {
                match pieces.front_mut()?.next_frame() {
                    Some(frame) => break Some(frame),
                    None => drop(pieces.pop_front()),
                }
            },
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let frame = self.content.next_frame().transpose()?;
        if let (Some(frame), Some(completion)) = (&frame, &mut self.completion) {
            completion.add(frame.len() as u64);
        }
        Poll::Ready(frame.map(|frame| Ok(Frame::data(frame))))
    }

    fn is_end_stream(&self) -> bool {
        self.content.left() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.content.left())
    }
}

/// A request that is not carried out, and why.
#[derive(Debug)]
pub(super) struct Refusal {
    errors: Vec<(ErrorCode, Value)>,
    /// In place of the code's own message: clients show people the message only.
    message: Option<Cow<'static, str>>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// What the storage said, for the log.
    pub(super) cause: Option<io::Error>,
}

impl Refusal {
    /// A refusal; `detail` says what to do.
    pub(super) fn new(code: ErrorCode, detail: impl Into<Value>) -> Self {
        Self { errors: vec![(code, detail.into())], message: None, headers: Vec::new(), cause: None }
    }

    /// One refusal for several reasons of the same kind.
    pub(super) fn each(code: ErrorCode, details: impl IntoIterator<Item = Value>) -> Self {
        let errors = details.into_iter().map(|detail| (code, detail)).collect();
        Self { errors, message: None, headers: Vec::new(), cause: None }
    }

    /// Says `message` in place of the code's own.
    pub(super) fn saying(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Adds a header; one that no header can carry is left out.
    pub(super) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The answer: `{"errors":[{"code","message","detail"}]}` (OCI distribution-spec 1.1, "Error Codes").
    pub(super) fn into_answer(self) -> Answer {
        let status = self.errors.first().map_or(StatusCode::INTERNAL_SERVER_ERROR, |(code, _)| code.status());
        let errors: Vec<Value> = self
            .errors
            .iter()
            .map(|(code, detail)| {
                let message = self.message.as_deref().unwrap_or(code.message());
                json!({"code": code.code(), "message": message, "detail": detail})
            })
            .collect();
        let mut answer = json_answer(status, &json!({ "errors": errors }));
        for (name, value) in self.headers {
            answer.headers_mut().append(name, value);
        }
        answer
    }
}

/// What the storage says is never the client's riddle: a full disk is 507, a name the file system cannot hold is the
/// client's error, all else is 503.
impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        let (code, detail) = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
                ErrorCode::StorageFull,
                "the registry's disk is full: nothing of this request was stored; push again when there is room",
            ),
            io::ErrorKind::InvalidFilename => {
                (ErrorCode::NameInvalid, "the name is longer than the storage can hold: use a shorter one")
            }
            _ => (
                ErrorCode::Unavailable,
                "the registry could not use its storage: try again later; its log names the file",
            ),
        };
        Self { cause: Some(error), ..Self::new(code, detail) }
    }
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Body::default());
    *answer.status_mut() = status;
    answer
}

/// A JSON answer, with a line break at its end as `distribution` writes it.
pub(super) fn json_answer(status: StatusCode, value: &Value) -> Answer {
    let mut answer = Response::new(Body::whole(format!("{value}\n")));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer
}

/// A plain answer.
pub(super) fn text_answer(status: StatusCode, text: &'static str) -> Answer {
    let mut answer = Response::new(Body::whole(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}

/// Sets a header whose value is known to be one; anything else is left out.
pub(super) fn set(answer: &mut Answer, name: impl Into<HeaderName>, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name.into(), value);
    }
}

/// `Docker-Content-Digest`.
pub(super) const CONTENT_DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");
/// `Docker-Upload-UUID`.
pub(super) const UPLOAD_ID: HeaderName = HeaderName::from_static("docker-upload-uuid");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_storage_says_becomes_the_nearest_word_of_the_specification() {
        for (errno, status, code) in [
            (nix::errno::Errno::ENOSPC, 507, "DENIED"),
            (nix::errno::Errno::EDQUOT, 507, "DENIED"),
            (nix::errno::Errno::ENAMETOOLONG, 400, "NAME_INVALID"),
            (nix::errno::Errno::EACCES, 503, "UNAVAILABLE"),
            (nix::errno::Errno::EIO, 503, "UNAVAILABLE"),
            (nix::errno::Errno::EROFS, 503, "UNAVAILABLE"),
        ] {
            let refusal = Refusal::from(io::Error::from(errno));
            assert!(refusal.cause.is_some(), "{errno} is logged");
            assert_eq!(refusal.errors[0].0.code(), code, "{errno}");
            assert_eq!(refusal.into_answer().status().as_u16(), status, "{errno}");
        }
    }
}
