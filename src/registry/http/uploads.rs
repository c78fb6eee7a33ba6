//! Uploads: begin, mount, append, ask, finish, cancel (OCI distribution-spec 1.1, end-4, end-5, end-6, end-11,
//! end-13, end-14).
//!
//! An upload that is asked for something wrong stays as it is, so that the client may ask how far it is and go on.

use std::io;
use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_RANGE, LOCATION, RANGE};
use http_body_util::BodyExt as _;
use tokio::task::block_in_place;

use super::answer::{Answer, CONTENT_DIGEST, Refusal, UPLOAD_ID, empty, set};
use super::{Call, Incoming, auth, blobs, query};
use crate::registry::notifications::{Action, Target};
use crate::registry::spec::{Digest, ErrorCode, RepositoryName, UploadId};
use crate::registry::store::{Finished, Opened, Upload, UploadStatus};
use crate::sys::fs::is_absent;

/// How many repositories are looked through for a blob whose source is not named: a look costs one open.
const MOST_SOURCES: usize = 1000;
/// How long a body may be silent before its request, and with it the upload's lock, is given up.
const SILENCE: Duration = Duration::from_mins(5);

impl Call<'_> {
    /// `Location` of an upload, with its state sealed.
    fn upload_location(&self, name: &RepositoryName, id: &UploadId, status: &UploadStatus) -> String {
        let state = self.engine.seal.close(name, id, status.size, &status.started);
        format!("{}/v2/{name}/blobs/uploads/{}?_state={}", self.base, id.as_str(), query::encode(&state))
    }

    /// An answer that says where an upload is and how far.
    fn about_upload(
        &self,
        code: StatusCode,
        name: &RepositoryName,
        id: &UploadId,
        status: &UploadStatus,
    ) -> Answer {
        let mut answer = empty(code);
        set(&mut answer, LOCATION, &self.upload_location(name, id, status));
        set(&mut answer, RANGE, &range(status.size));
        set(&mut answer, UPLOAD_ID, id.as_str());
        answer
    }

    /// An answer that says where a blob is, by the name it was pushed by: that is the one its client compares.
    fn about_blob(&self, name: &RepositoryName, digest: &Digest) -> Answer {
        let mut answer = empty(StatusCode::CREATED);
        set(&mut answer, LOCATION, &format!("{}/v2/{name}/blobs/{digest}", self.base));
        set(&mut answer, CONTENT_DIGEST, &digest.to_string());
        answer
    }

    fn query(&self, key: &str) -> Option<String> {
        query::value(self.parts.uri.query(), key)
    }

    /// The offset in this request's `_state`.
    fn state(&self, name: &RepositoryName, id: &UploadId) -> Result<u64, Refusal> {
        self.query("_state").and_then(|state| self.engine.seal.open(&state, name, id)).ok_or_else(|| {
            Refusal::new(
                ErrorCode::BlobUploadInvalid,
                "`_state` is missing or not of this upload: use the whole `Location` of the last answer",
            )
        })
    }

    /// 416 with where the upload is, so that the client can go on from there.
    fn out_of_step(
        &self,
        name: &RepositoryName,
        id: &UploadId,
        status: &UploadStatus,
        why: String,
    ) -> Refusal {
        Refusal::new(ErrorCode::RangeInvalid, why)
            .with(LOCATION, &self.upload_location(name, id, status))
            .with(RANGE, &range(status.size))
            .with(UPLOAD_ID, id.as_str())
    }

    /// Opens an upload for this request alone and checks that the request begins where the upload ends.
    fn open_upload(&self, name: &RepositoryName, id: &UploadId) -> Result<Ready, Refusal> {
        let offset = self.state(name, id)?;
        let Some(status) = self.engine.store.upload_status(name, id)? else { return Err(unknown(id)) };
        let upload = match self.engine.store.open_upload(name, id)? {
            Opened::Open(upload) => *upload,
            Opened::Absent => return Err(unknown(id)),
            Opened::Busy => {
                let why =
                    "another request is writing to this upload: wait for its end, then ask how far it is";
                return Err(self.out_of_step(name, id, &status, why.to_owned()));
            }
        };
        let status = UploadStatus { size: upload.size(), ..status };
        let ready = Ready { name: name.clone(), id: id.clone(), upload, started: status.started.clone() };
        let refusal = if offset == status.size {
            self.range_fault(&status)
        } else {
            let why = format!("the upload has {} bytes, this request goes on from {offset}", status.size);
            Some((ErrorCode::RangeInvalid, why))
        };
        match refusal {
            None => Ok(ready),
            Some((code, why)) => {
                self.engine.store.pause_upload(ready.upload);
                if code == ErrorCode::RangeInvalid {
                    return Err(self.out_of_step(name, id, &status, why));
                }
                Err(Refusal::new(code, why))
            }
        }
    }

    /// What is wrong with `Content-Range`, if it is there: it must begin where the upload ends, and be as long as
    /// `Content-Length` says.
    fn range_fault(&self, status: &UploadStatus) -> Option<(ErrorCode, String)> {
        let text = self.parts.headers.get(CONTENT_RANGE)?.to_str().unwrap_or_default();
        let Some((first, last)) = content_range(text) else {
            let why = format!("{text:?} is no `Content-Range` of a chunk: write `<first>-<last>`");
            return Some((ErrorCode::RangeInvalid, why));
        };
        if first != status.size || first > last {
            let why = format!(
                "the upload has {} bytes, so the next chunk begins there, not at {first}",
                status.size
            );
            return Some((ErrorCode::RangeInvalid, why));
        }
        let length = self.content_length()?;
        (length != last - first + 1).then(|| {
            let why =
                format!("`Content-Range` is {} bytes long, `Content-Length` {length}", last - first + 1);
            (ErrorCode::SizeInvalid, why)
        })
    }

    fn content_length(&self) -> Option<u64> {
        self.parts.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// How many bytes the body must have: what `Content-Range` says where there is no `Content-Length`.
    fn promised(&self) -> Option<u64> {
        let range = self.parts.headers.get(CONTENT_RANGE)?.to_str().ok()?;
        content_range(range).map(|(first, last)| last.saturating_sub(first) + 1)
    }
}

/// An upload that this request alone may write to.
struct Ready {
    name: RepositoryName,
    id: UploadId,
    upload: Upload,
    started: String,
}

fn unknown(id: &UploadId) -> Refusal {
    let detail = format!("there is no open upload `{}`: begin a new one", id.as_str());
    Refusal::new(ErrorCode::BlobUploadUnknown, detail)
}

/// `0-END`, which is `0-0` for nothing and for one byte, as `distribution` says it.
fn range(size: u64) -> String {
    format!("0-{}", size.saturating_sub(1))
}

/// `<first>-<last>`, also with `bytes` before it and a size behind it as other clients send it. A last byte that no
/// file can have is none, so the length of what comes out is a number.
fn content_range(text: &str) -> Option<(u64, u64)> {
    let text = text.trim();
    let text = text.strip_prefix("bytes").map_or(text, |rest| rest.trim_start_matches(['=', ' ']));
    let (first, last) = text.split('/').next()?.split_once('-')?;
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let (first, last) = (number(first)?, number(last)?);
    (last < u64::MAX).then_some((first, last))
}

/// Why a body did not arrive whole.
enum Cut {
    /// The client left, or sent no HTTP.
    Client(String),
    /// The storage did not take it.
    Storage(io::Error),
    /// The registry has become read-only, and the time for requests in flight is over.
    Held,
}

/// Appends a whole body. What arrived before the client left stays in the upload; what the storage did not take
/// whole is taken back. More than `limit` is an error that leaves nothing of the surplus.
async fn take(
    call: &Call<'_>,
    upload: &mut Upload,
    body: &mut Incoming,
    limit: Option<u64>,
) -> Result<u64, Cut> {
    let before = upload.size();
    let mut taken = 0u64;
    let mut sealed = std::pin::pin!(call.sealed());
    loop {
        let frame = tokio::select! {
            biased;
            () = &mut sealed => return Err(Cut::Held),
            frame = tokio::time::timeout(SILENCE, body.frame()) => frame,
        };
        let frame = match frame {
            Ok(None) => return Ok(taken),
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(error))) => return Err(Cut::Client(error.to_string())),
            Err(_) => return Err(Cut::Client("the body was silent for too long".to_owned())),
        };
        let Ok(data) = frame.into_data() else { continue };
        taken += data.len() as u64;
        if limit.is_some_and(|limit| taken > limit) {
            return Err(Cut::Client("the body is longer than its `Content-Range`".to_owned()));
        }
        if let Err(error) = upload.append(&data) {
            // A full disk gets back what this request took of it.
            let _ = upload.cut(before);
            return Err(Cut::Storage(error));
        }
    }
}

fn cut_short(call: &Call<'_>, cut: Cut) -> Refusal {
    match cut {
        Cut::Held => call.may_still_write().err().unwrap_or_else(|| {
            // The hold has ended between two looks.
            let detail = "the body did not arrive whole: ask how far the upload is, and go on";
            Refusal::new(ErrorCode::SizeInvalid, detail)
        }),
        Cut::Storage(error) => error.into(),
        Cut::Client(why) => {
            let detail =
                format!("the body did not arrive whole ({why}): ask how far the upload is, and go on");
            Refusal::new(ErrorCode::SizeInvalid, detail)
        }
    }
}

pub(super) async fn start(
    call: &Call<'_>,
    body: &mut Incoming,
    name: &RepositoryName,
) -> Result<Answer, Refusal> {
    let store = &call.engine.store;
    if let Some(digest) = call.query("mount").and_then(|digest| Digest::parse(&digest)) {
        // A token that cannot read the source gets a plain upload, as for a source that does not have the blob.
        let from = match call.query("from") {
            Some(from) => RepositoryName::parse(&from)
                .filter(|from| auth::may_read(call.claims.as_ref(), from))
                .into_iter()
                .collect(),
            None => block_in_place(|| sources(call, name))?,
        };
        let mounted = block_in_place(|| {
            from.into_iter()
                .find_map(|from| {
                    store.mount(name, &from, &digest).map(|found| Some((found?, from))).transpose()
                })
                .transpose()
        })?;
        if let Some((canonical, from)) = mounted {
            let mut answer = call.about_blob(name, &digest);
            let size = store.blob_size(name, &canonical)?.map_or(0, |(_, size)| size);
            call.happened(&mut answer, || {
                let from_repository = from.to_string();
                vec![(Action::Mount, Target { from_repository, ..call.blob_target(name, &canonical, size) })]
            });
            return Ok(answer);
        }
    }
    let single = match call.query("digest") {
        Some(text) => Some(parse_digest(&text)?),
        None => None,
    };
    let (id, status) = block_in_place(|| store.start_upload(name))?;
    let Some(digest) = single else {
        return Ok(call.about_upload(StatusCode::ACCEPTED, name, &id, &status));
    };
    let upload = match store.open_upload(name, &id)? {
        Opened::Open(upload) => *upload,
        Opened::Busy | Opened::Absent => return Err(unknown(&id)),
    };
    let outcome = close(
        call,
        body,
        Ready { name: name.clone(), id: id.clone(), upload, started: status.started },
        &digest,
    )
    .await;
    if outcome.is_err() {
        // The client was never told of this upload, so nobody can go on with it.
        block_in_place(|| store.cancel_upload(name, &id))?;
    }
    outcome
}

/// Where a blob is looked for when a mount names no source (OCI distribution-spec 1.1, "Mounting a blob from another
/// repository"): in the repository itself, then in those that the request may read, as its token names them; where
/// everybody may read everything, in the first ones of the catalog.
fn sources(call: &Call<'_>, name: &RepositoryName) -> Result<Vec<RepositoryName>, Refusal> {
    let names: Vec<String> = match &call.claims {
        Some(claims) => claims.access.iter().map(|access| access.name.clone()).collect(),
        None => call.engine.store.repositories_with_blobs(MOST_SOURCES)?,
    };
    let others = names
        .iter()
        .filter_map(|text| RepositoryName::parse(text))
        .filter(|other| other != name && auth::may_read(call.claims.as_ref(), other));
    Ok(std::iter::once(name.clone()).chain(others).take(MOST_SOURCES).collect())
}

fn parse_digest(text: &str) -> Result<Digest, Refusal> {
    Digest::parse(text).ok_or_else(|| blobs::not_a_digest(text))
}

pub(super) fn status(call: &Call<'_>, name: &RepositoryName, id: &UploadId) -> Result<Answer, Refusal> {
    let status = call.engine.store.upload_status(name, id)?.ok_or_else(|| unknown(id))?;
    Ok(call.about_upload(StatusCode::NO_CONTENT, name, id, &status))
}

pub(super) async fn append(
    call: &Call<'_>,
    body: &mut Incoming,
    name: &RepositoryName,
    id: &UploadId,
) -> Result<Answer, Refusal> {
    let mut ready = call.open_upload(name, id)?;
    let before = ready.upload.size();
    let promised = call.promised();
    let taken = take(call, &mut ready.upload, body, promised).await;
    if let (Ok(taken), Some(promised)) = (&taken, promised)
        && *taken != promised
    {
        block_in_place(|| ready.upload.cut(before))?;
        call.engine.store.pause_upload(ready.upload);
        let detail = format!("`Content-Range` is {promised} bytes long, the body {taken}: nothing was kept");
        return Err(Refusal::new(ErrorCode::SizeInvalid, detail));
    }
    let status = UploadStatus { size: ready.upload.size(), started: ready.started };
    call.engine.store.pause_upload(ready.upload);
    taken.map_err(|cut| cut_short(call, cut))?;
    Ok(call.about_upload(StatusCode::ACCEPTED, &ready.name, &ready.id, &status))
}

pub(super) async fn finish(
    call: &Call<'_>,
    body: &mut Incoming,
    name: &RepositoryName,
    id: &UploadId,
) -> Result<Answer, Refusal> {
    let ready = call.open_upload(name, id)?;
    let digest = call.query("digest").map_or_else(
        || {
            let detail = "the request has no `digest`: add `&digest=sha256:…` to the `Location`";
            Err(Refusal::new(ErrorCode::DigestInvalid, detail))
        },
        |text| parse_digest(&text),
    );
    match digest {
        Ok(digest) => close(call, body, ready, &digest).await,
        Err(refusal) => {
            call.engine.store.pause_upload(ready.upload);
            Err(refusal)
        }
    }
}

/// Appends the last bytes and makes the upload a blob.
async fn close(
    call: &Call<'_>,
    body: &mut Incoming,
    mut ready: Ready,
    digest: &Digest,
) -> Result<Answer, Refusal> {
    if let Err(cut) = take(call, &mut ready.upload, body, call.promised()).await {
        call.engine.store.pause_upload(ready.upload);
        return Err(cut_short(call, cut));
    }
    if let Err(refusal) = call.may_still_write() {
        call.engine.store.pause_upload(ready.upload);
        return Err(refusal);
    }
    let size = ready.upload.size();
    let finished = block_in_place(|| call.engine.store.finish_upload(ready.upload, digest));
    match finished {
        Ok(Finished::Blob(canonical)) => {
            let mut answer = call.about_blob(&ready.name, digest);
            call.happened(&mut answer, || {
                vec![(Action::Push, call.blob_target(&ready.name, &canonical, size))]
            });
            Ok(answer)
        }
        Ok(Finished::Differs(found)) => {
            let detail = format!("the bytes are {found}, not {digest}; the upload is kept");
            Err(Refusal::new(ErrorCode::DigestInvalid, detail))
        }
        // Cancelled while its last bytes came.
        Err(error) if is_absent(&error) => Err(unknown(&ready.id)),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn cancel(call: &Call<'_>, name: &RepositoryName, id: &UploadId) -> Result<Answer, Refusal> {
    let store = &call.engine.store;
    if store.upload_status(name, id)?.is_none() {
        return Err(unknown(id));
    }
    call.state(name, id)?;
    if !block_in_place(|| store.cancel_upload(name, id))? {
        return Err(unknown(id));
    }
    Ok(empty(StatusCode::NO_CONTENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_content_range_has_a_length_that_is_a_number(text in "[ -~]{0,30}|(bytes[= ])?[0-9]{1,21}-[0-9]{1,21}(/[0-9*]{1,5})?") {
            if let Some((first, last)) = content_range(&text) {
                proptest::prop_assert!(first > last || (last - first).checked_add(1).is_some());
            }
        }
    }

    #[test]
    fn a_content_range_is_two_numbers() {
        for (text, should) in [
            ("0-4", Some((0, 4))),
            (" 5-9 ", Some((5, 9))),
            ("bytes 0-4/5", Some((0, 4))),
            ("bytes=0-4", Some((0, 4))),
            ("4-0", Some((4, 0))),
            ("0", None),
            ("-4", None),
            ("a-b", None),
            ("0-", None),
            ("+1-2", None),
            ("99999999999999999999999-1", None),
            ("0-18446744073709551614", Some((0, u64::MAX - 1))),
            ("0-18446744073709551615", None),
            ("", None),
        ] {
            assert_eq!(content_range(text), should, "{text:?}");
        }
        assert_eq!((range(0), range(1), range(2)), ("0-0".into(), "0-0".into(), "0-1".into()));
    }
}
