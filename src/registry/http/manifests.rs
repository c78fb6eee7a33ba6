//! Manifests by tag and digest, and who refers to them (OCI distribution-spec 1.1, end-2, end-3, end-7, end-9, end-12).

use std::time::Duration;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, LINK, LOCATION};
use http::{Method, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde_json::{Map, Value, json};
use tokio::task::block_in_place;

use super::answer::{Answer, Body, CONTENT_DIGEST, Refusal, empty, set};
use super::{Call, Incoming, blobs, query};
use crate::registry::manifest::{self, Manifest, OCI_INDEX};
use crate::registry::notifications::{Action, Target};
use crate::registry::spec::{Algorithm, Digest, ErrorCode, MANIFEST_LIMIT, Reference, RepositoryName, Tag};
use crate::registry::store::Referrer;

/// `OCI-Subject` (OCI distribution-spec 1.1, "Pushing Manifests with Subject").
const SUBJECT: HeaderName = HeaderName::from_static("oci-subject");
/// `OCI-Filters-Applied` (OCI distribution-spec 1.1, "Listing Referrers").
const FILTERS_APPLIED: HeaderName = HeaderName::from_static("oci-filters-applied");

/// How many missing blobs one answer names. Why not all: 4 MiB of manifest make 8 MB of answer.
const MOST_MISSING: usize = 100;
/// How large a page of the referrers list may grow: clients read 4 MiB of it. A single line may be larger.
const REFERRERS_PAGE: usize = 2 * 1024 * 1024;
/// How much is read for one page.
const REFERRERS_READ: usize = 64 * 1024 * 1024;
/// How long a manifest may take to arrive.
const PATIENCE: Duration = Duration::from_mins(5);

fn unknown(name: &RepositoryName, reference: &str) -> Refusal {
    let detail = format!("the repository `{name}` has no manifest `{reference}`");
    Refusal::new(ErrorCode::ManifestUnknown, detail)
}

/// A reference that is none: a digest is refused as such; a tag that cannot exist does not exist.
fn valid<'r>(
    name: &RepositoryName,
    reference: &'r Result<Reference, String>,
) -> Result<&'r Reference, Refusal> {
    match reference {
        Ok(reference) => Ok(reference),
        Err(text) if text.contains(':') => Err(blobs::not_a_digest(text)),
        Err(text) => Err(unknown(name, text)),
    }
}

/// Serves any stored manifest to anybody, as it is. Why not by `Accept`, as `distribution` does: clients that leave an
/// OCI type out, or send `*/*`, were told that an image is not there which is.
pub(super) fn get(
    call: &Call<'_>,
    name: &RepositoryName,
    reference: &Result<Reference, String>,
) -> Result<Answer, Refusal> {
    let reference = valid(name, reference)?;
    let Some(stored) = call.engine.store.manifest(name, reference)? else {
        return Err(unknown(name, &reference.to_string()));
    };
    let digest = stored.digest.to_string();
    let is_known = blobs::is_known(&call.parts.headers, &stored.digest);
    let mut answer = empty(if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    set(&mut answer, ETAG, &format!("\"{digest}\""));
    set(&mut answer, CONTENT_DIGEST, &digest);
    if is_known {
        return Ok(answer);
    }
    set(&mut answer, CONTENT_TYPE, &stored.says.media_type);
    set(&mut answer, CONTENT_LENGTH, &stored.bytes.len().to_string());
    call.happened(&mut answer, || {
        let tag = if let Reference::Tag(tag) = reference { Some(tag) } else { None };
        let media_type = &stored.says.media_type;
        vec![(Action::Pull, call.manifest_target(name, &stored.digest, tag, media_type, &stored.bytes))]
    });
    if call.parts.method == Method::GET {
        *answer.body_mut() = Body::whole(stored.bytes);
    }
    Ok(answer)
}

async fn read(call: &Call<'_>, body: &mut Incoming) -> Result<Vec<u8>, Refusal> {
    let whole = tokio::time::timeout(PATIENCE, Limited::new(body, MANIFEST_LIMIT).collect());
    let whole = tokio::select! {
        biased;
        whole = whole => whole,
        () = call.sealed() => {
            call.may_still_write()?;
            return Err(Refusal::new(ErrorCode::SizeInvalid, "the body did not arrive whole"));
        }
    };
    let Ok(whole) = whole else {
        return Err(Refusal::new(ErrorCode::SizeInvalid, "the body did not arrive within 5 minutes"));
    };
    match whole {
        Ok(whole) => Ok(whole.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::new(
            ErrorCode::ManifestInvalid,
            "the manifest is larger than 4 MiB: put what it carries into a blob",
        )),
        Err(error) => {
            Err(Refusal::new(ErrorCode::SizeInvalid, format!("the body did not arrive whole ({error})")))
        }
    }
}

/// Refuses what a manifest refers to and the repository does not have.
fn check_references(call: &Call<'_>, name: &RepositoryName, manifest: &Manifest) -> Result<(), Refusal> {
    let store = &call.engine.store;
    let mut missing = store.missing(name, manifest)?;
    for (digest, urls) in &manifest.foreign {
        // `distribution` allows no address unless its validation is off: the blob must then be here like any other.
        let is_allowed = call.engine.config.allows_any_url
            && urls
                .iter()
                .all(|url| (url.starts_with("https://") || url.starts_with("http://")) && !url.contains('#'));
        if !is_allowed && store.blob_size(name, digest)?.is_none() {
            missing.push(digest.clone());
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let details = missing.iter().take(MOST_MISSING).map(|digest| {
        let fix = format!("push it to `{name}` before the manifest");
        json!({ "digest": digest.to_string(), "fix": fix })
    });
    Err(Refusal::each(ErrorCode::ManifestBlobUnknown, details))
}

pub(super) async fn put(
    call: &mut Call<'_>,
    body: &mut Incoming,
    name: &RepositoryName,
    reference: &Result<Reference, String>,
) -> Result<Answer, Refusal> {
    let tag: Option<&Tag> = match reference {
        Ok(Reference::Tag(tag)) => Some(tag),
        Ok(Reference::Digest(digest)) if digest.algorithm() != Algorithm::Sha256 => {
            let detail = "manifests are addressed by sha256: push it by its sha256 digest or by a tag";
            return Err(Refusal::new(ErrorCode::DigestInvalid, detail));
        }
        Ok(Reference::Digest(_)) => None,
        Err(text) if text.contains(':') => return Err(blobs::not_a_digest(text)),
        Err(text) => {
            let detail = format!(
                "{text:?} is no tag: use at most 128 letters, digits, `_`, `.` and `-`, and begin with none of the last two"
            );
            return Err(Refusal::new(ErrorCode::TagInvalid, detail));
        }
    };
    let bytes = read(call, body).await?;
    let content_type = call.parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let manifest = manifest::parse(content_type, &bytes)
        .map_err(|error| Refusal::new(ErrorCode::ManifestInvalid, error.to_string()))?;
    if let Ok(Reference::Digest(digest)) = reference {
        let found = Digest::of(&bytes);
        if found != *digest {
            let detail = format!("the manifest is {found}, not {digest}");
            return Err(Refusal::new(ErrorCode::DigestInvalid, detail));
        }
    }
    block_in_place(|| check_references(call, name, &manifest))?;
    call.may_still_write()?;
    let digest = block_in_place(|| call.engine.store.keep_manifest(name, tag, &manifest, &bytes))?;
    if let (Some(_), Some(writing)) = (tag, &mut call.writing) {
        writing.end_push();
    }
    let mut answer = empty(StatusCode::CREATED);
    set(&mut answer, LOCATION, &format!("{}/v2/{name}/manifests/{digest}", call.base));
    set(&mut answer, CONTENT_DIGEST, &digest.to_string());
    if let Some(subject) = &manifest.subject {
        set(&mut answer, SUBJECT, &subject.to_string());
    }
    call.happened(&mut answer, || {
        vec![(Action::Push, call.manifest_target(name, &digest, tag, &manifest.media_type, &bytes))]
    });
    Ok(answer)
}

pub(super) fn delete(
    call: &Call<'_>,
    name: &RepositoryName,
    reference: &Result<Reference, String>,
) -> Result<Answer, Refusal> {
    call.deletes_are_allowed()?;
    let reference = valid(name, reference)?;
    let store = &call.engine.store;
    let gone = block_in_place(|| match reference {
        Reference::Digest(digest) => store.remove_manifest(name, digest),
        Reference::Tag(tag) => Ok(store.remove_tag(name, tag)?.then(|| vec![tag.clone()])),
    })?;
    let Some(tags) = gone else { return Err(unknown(name, &reference.to_string())) };
    let mut answer = empty(StatusCode::ACCEPTED);
    call.happened(&mut answer, || {
        let target = Target { repository: name.to_string(), ..Target::default() };
        let digest = match reference {
            Reference::Digest(digest) => Some(Target { digest: digest.to_string(), ..target.clone() }),
            Reference::Tag(_) => None,
        };
        let tags = tags.iter().map(|tag| Target { tag: tag.to_string(), ..target.clone() });
        digest.into_iter().chain(tags).map(|target| (Action::Delete, target)).collect()
    });
    Ok(answer)
}

/// One line of the referrers list.
fn descriptor(referrer: Referrer) -> Value {
    let mut descriptor = Map::new();
    descriptor.insert("mediaType".into(), referrer.says.media_type.into());
    descriptor.insert("digest".into(), referrer.digest.to_string().into());
    descriptor.insert("size".into(), referrer.size.into());
    if let Some(artifact_type) = referrer.says.artifact_type {
        descriptor.insert("artifactType".into(), artifact_type.into());
    }
    if let Some(annotations) = referrer.says.annotations {
        descriptor.insert("annotations".into(), annotations);
    }
    Value::Object(descriptor)
}

/// An index of the manifests that are about `digest`; empty when there are none, whether or not it exists itself. A
/// page ends where it grows too large, or too much was read for it.
pub(super) fn referrers(call: &Call<'_>, name: &RepositoryName, digest: &Digest) -> Result<Answer, Refusal> {
    let asked = call.parts.uri.query();
    let filter = query::value(asked, "artifactType").filter(|filter| !filter.is_empty());
    let after = query::value(asked, "last").and_then(|last| Digest::parse(&last));
    let (mut descriptors, mut written, mut read, mut last) = (Vec::new(), 0, 0, None);
    let take = |referrer: Referrer| {
        if last.is_some() && read + referrer.size > REFERRERS_READ {
            return false;
        }
        read += referrer.size;
        let of = referrer.digest.to_string();
        if filter.is_none() || referrer.says.artifact_type == filter {
            let line = descriptor(referrer).to_string();
            if last.is_some() && written + line.len() > REFERRERS_PAGE {
                return false;
            }
            written += line.len();
            descriptors.push(line);
        }
        last = Some(of);
        true
    };
    let more = block_in_place(|| call.engine.store.referrers(name, digest, after.as_ref(), take))?;
    let mut answer = empty(StatusCode::OK);
    let lines = descriptors.join(",");
    *answer.body_mut() = Body::whole(format!(
        "{{\"schemaVersion\":2,\"mediaType\":\"{OCI_INDEX}\",\"manifests\":[{lines}]}}\n"
    ));
    set(&mut answer, CONTENT_TYPE, OCI_INDEX);
    if let Some(last) = last.filter(|_| more) {
        let kind = filter.as_ref().map(|filter| format!("artifactType={}&", query::encode(filter)));
        let path = format!("{}/v2/{name}/referrers/{digest}", call.engine.config.http.prefix);
        let last = query::encode(&last);
        set(&mut answer, LINK, &format!("<{path}?{}last={last}>; rel=\"next\"", kind.unwrap_or_default()));
    }
    if filter.is_some() {
        set(&mut answer, FILTERS_APPLIED, "artifactType");
    }
    Ok(answer)
}
