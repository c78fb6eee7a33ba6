//! What a request made happen, for those who are told of it: written by the handlers beside their answers, kept in one
//! place.

use http::header::{HOST, HeaderName, USER_AGENT};
use http::request::Parts;

use super::answer::Answer;
use super::{Call, Engine, Peer, remote};
use crate::registry::notifications::{Action, Actor, RequestRecord, Target};
use crate::registry::spec::{Digest, RepositoryName, Tag};

/// What blobs are, whatever is in them.
const BLOB: &str = "application/octet-stream";

/// What happened, beside an answer.
#[derive(Debug, Clone)]
struct Happened(Vec<(Action, Target)>);

impl Call<'_> {
    /// Notes what happened, where anybody is to be told.
    pub(super) fn happened(&self, answer: &mut Answer, what: impl FnOnce() -> Vec<(Action, Target)>) {
        if self.engine.notifications.is_some() {
            answer.extensions_mut().insert(Happened(what()));
        }
    }

    /// A blob as a target.
    pub(super) fn blob_target(&self, name: &RepositoryName, digest: &Digest, size: u64) -> Target {
        Target {
            media_type: BLOB.to_owned(),
            size,
            length: size,
            digest: digest.to_string(),
            repository: name.to_string(),
            url: format!("{}/v2/{name}/blobs/{digest}", self.base),
            ..Target::default()
        }
    }

    /// A manifest as a target, with what it refers to where that is wanted.
    pub(super) fn manifest_target(
        &self,
        name: &RepositoryName,
        digest: &Digest,
        tag: Option<&Tag>,
        media_type: &str,
        bytes: &[u8],
    ) -> Target {
        let includes_references =
            self.engine.notifications.as_ref().is_some_and(|notifications| notifications.includes_references);
        let references =
            if includes_references { crate::registry::manifest::references(bytes) } else { Vec::new() };
        Target {
            media_type: media_type.to_owned(),
            size: bytes.len() as u64,
            length: bytes.len() as u64,
            digest: digest.to_string(),
            repository: name.to_string(),
            url: format!("{}/v2/{name}/manifests/{digest}", self.base),
            tag: tag.map(ToString::to_string).unwrap_or_default(),
            references,
            ..Target::default()
        }
    }
}

/// Tells what an answer says has happened.
pub(super) fn tell(engine: &Engine, answer: &mut Answer, parts: &Parts, peer: Peer, user: Option<&str>) {
    let (Some(notifications), Some(Happened(list))) =
        (&engine.notifications, answer.extensions_mut().remove::<Happened>())
    else {
        return;
    };
    let header = |name: HeaderName| {
        parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let request = RequestRecord {
        id: uuid::Uuid::new_v4().to_string(),
        addr: remote(parts, peer),
        host: header(HOST),
        method: parts.method.to_string(),
        useragent: header(USER_AGENT),
    };
    for (action, target) in list {
        let actor = Actor { name: user.unwrap_or_default().to_owned() };
        notifications.tell(action, target, request.clone(), actor);
    }
}
