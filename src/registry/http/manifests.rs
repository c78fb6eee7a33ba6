//! Manifests by tag and digest, and who refers to them (OCI distribution-spec 1.1, end-2, end-3, end-7, end-9, end-12).

use std::time::Duration;

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LINK, LOCATION};
use http::{Method, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::task::block_in_place;

use super::answer::{Answer, Body, CONTENT_DIGEST, Refusal, empty, set};
use super::{Call, Incoming, blobs, query};
use crate::registry::config::Sizes;
use crate::registry::log::timestamp;
use crate::registry::manifest::schema1::{self, Fault};
use crate::registry::manifest::{
    self, DOCKER_LIST, DOCKER_MANIFEST, DOCKER_SCHEMA1, Descriptor, Kind, Manifest, OCI_INDEX,
};
use crate::registry::notifications::{Action, Target};
use crate::registry::spec::{Digest, ErrorCode, MANIFEST_LIMIT, Reference, RepositoryName, Tag};
use crate::registry::store::{Referrer, StoredManifest};

/// `OCI-Subject` (OCI distribution-spec 1.1, "Pushing Manifests with Subject").
const SUBJECT: HeaderName = HeaderName::from_static("oci-subject");
/// `OCI-Filters-Applied` (OCI distribution-spec 1.1, "Listing Referrers").
const FILTERS_APPLIED: HeaderName = HeaderName::from_static("oci-filters-applied");

/// `OCI-Tag`: a tag that a push by digest was asked to make (OCI distribution-spec after 1.1, "Pushing Manifests").
const TAG: HeaderName = HeaderName::from_static("oci-tag");

/// How many tags one push may make.
const MOST_TAGS: usize = 100;
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
/// OCI type out, or send `*/*`, were told that an image is not there which is. And why not one of schema 2 turned into
/// schema 1, as 2.8 does for clients that ask for nothing newer: it would have another digest than the one that was
/// pushed, and the clients that needed it are those before Docker 1.10.
pub(super) fn get(
    call: &Call<'_>,
    name: &RepositoryName,
    reference: &Result<Reference, String>,
) -> Result<Answer, Refusal> {
    let reference = valid(name, reference)?;
    let Some(stored) = call.engine.store.manifest(name, reference)? else {
        return Err(unknown(name, &reference.to_string()));
    };
    let stored = for_one_platform(call, name, reference, stored)?;
    // The name it was asked by, where that is one by another hash function.
    let asked = if let Reference::Digest(digest) = reference { digest } else { &stored.digest };
    let digest = asked.to_string();
    let is_known = blobs::is_known(&call.parts.headers, asked);
    let mut answer = empty(if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    set(&mut answer, ETAG, &format!("\"{digest}\""));
    set(&mut answer, CONTENT_DIGEST, &digest);
    if is_known {
        return Ok(answer);
    }
    let is_first = stored.says.media_type == DOCKER_SCHEMA1;
    let signed = if is_first { call.engine.signer.sign(&stored.bytes, &timestamp()) } else { None };
    let bytes = signed.unwrap_or(stored.bytes);
    set(&mut answer, CONTENT_TYPE, &stored.says.media_type);
    set(&mut answer, CONTENT_LENGTH, &bytes.len().to_string());
    call.happened(&mut answer, || {
        let tag = if let Reference::Tag(tag) = reference { Some(tag) } else { None };
        let media_type = &stored.says.media_type;
        vec![(Action::Pull, call.manifest_target(name, &stored.digest, tag, media_type, &bytes))]
    });
    if call.parts.method == Method::GET {
        *answer.body_mut() = Body::whole(bytes);
    }
    Ok(answer)
}

/// Docker's list by tag, to a client that says it reads Docker's images and not their lists: the image of linux/amd64
/// in it, as `distribution` gives it. Scripts read configuration and layers so.
fn for_one_platform(
    call: &Call<'_>,
    name: &RepositoryName,
    reference: &Reference,
    stored: StoredManifest,
) -> Result<StoredManifest, Refusal> {
    let accepts = |kind: &str| {
        let values = call.parts.headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .any(|one| one.split(';').next().unwrap_or_default().trim() == kind)
    };
    let is_list = stored.says.media_type == DOCKER_LIST && matches!(reference, Reference::Tag(_));
    if !is_list || accepts(DOCKER_LIST) || !accepts(DOCKER_MANIFEST) {
        return Ok(stored);
    }
    let usual = manifest::parse(Kind::Index, DOCKER_LIST.to_owned(), &stored.bytes).ok().and_then(|list| {
        let is_usual =
            |child: &manifest::Child| child.platform.architecture == "amd64" && child.platform.os == "linux";
        list.children.into_iter().find(is_usual)
    });
    let child = match usual {
        Some(child) => call.engine.store.manifest(name, &Reference::Digest(child.manifest.digest))?,
        None => None,
    };
    Ok(child.unwrap_or(stored))
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

/// What a manifest is refused for, gathered so that one answer names all of it.
#[derive(Default)]
struct Faults {
    missing: Vec<Value>,
    invalid: Vec<Value>,
}

impl Faults {
    fn lacks(&mut self, name: &RepositoryName, digest: &Digest) {
        if self.missing.len() < MOST_MISSING {
            let fix = format!("push it to `{name}` before the manifest");
            self.missing.push(json!({ "digest": digest.to_string(), "fix": fix }));
        }
    }

    fn refuses(&mut self, digest: &Digest, why: &str, fix: &str) {
        if self.invalid.len() < MOST_MISSING {
            self.invalid.push(json!({ "digest": digest.to_string(), "reason": why, "fix": fix }));
        }
    }
}

/// Refuses what a manifest refers to and the repository does not have, and addresses that layers may not name.
fn check_references(call: &Call<'_>, name: &RepositoryName, manifest: &Manifest) -> Result<(), Refusal> {
    let (store, rules) = (&call.engine.store, &call.engine.config.validation);
    let mut faults = Faults::default();
    for blob in &manifest.blobs {
        let found = store.blob_size(name, &blob.digest)?.map(|(_, size)| size);
        compare(call, name, blob, found, &mut faults);
    }
    for child in &manifest.children {
        let found = store.manifest_size(name, &child.manifest.digest)?;
        if found.is_some() || rules.needs_child(&child.platform) {
            compare(call, name, &child.manifest, found, &mut faults);
        }
    }
    for foreign in &manifest.foreign {
        let refused = foreign.urls.iter().find(|url| !rules.allows_url(url));
        match refused {
            Some(url) if foreign.is_fetched_there => {
                let url: String = url.chars().take(200).collect();
                let why = format!("layers may not be fetched from {url:?} here");
                let fix =
                    "allow it in `validation.manifests.urls.allow`, or push the layer and leave `urls` out";
                faults.refuses(&foreign.layer.digest, &why, fix);
            }
            Some(_) if store.blob_size(name, &foreign.layer.digest)?.is_none() => {
                faults.lacks(name, &foreign.layer.digest);
            }
            _ => {}
        }
    }
    if !faults.missing.is_empty() {
        return Err(Refusal::each(ErrorCode::ManifestBlobUnknown, faults.missing));
    }
    if !faults.invalid.is_empty() {
        return Err(Refusal::each(ErrorCode::ManifestInvalid, faults.invalid));
    }
    Ok(())
}

/// Compares a descriptor with what is there: nothing, or so many bytes.
fn compare(
    call: &Call<'_>,
    name: &RepositoryName,
    described: &Descriptor,
    found: Option<u64>,
    faults: &mut Faults,
) {
    let Some(found) = found else { return faults.lacks(name, &described.digest) };
    let Some(said) = described.size.filter(|said| *said != found) else { return };
    match call.engine.config.validation.sizes {
        Sizes::Ignore => {}
        Sizes::Log => call.engine.log.warn(
            "a manifest says another size than a blob has; clients that compare them refuse to pull it",
            &[("vars.name", name), ("digest", &described.digest), ("said", &said), ("found", &found)],
        ),
        Sizes::Refuse => {
            let why = format!("`size` is {said}, yet it has {found} bytes");
            faults.refuses(&described.digest, &why, "write the size it has, and push the manifest again");
        }
    }
}

/// A manifest as it is to be kept: what it needs, and the bytes that its digest is of.
fn understand(call: &Call<'_>, body: Vec<u8>) -> Result<(Manifest, Vec<u8>), Refusal> {
    let invalid = |error: manifest::NotAManifest| Refusal::new(ErrorCode::ManifestInvalid, error.to_string());
    let content_type = call.parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let (kind, media_type) = manifest::kind(content_type).map_err(invalid)?;
    if kind != Kind::First {
        let manifest = manifest::parse(kind, media_type, &body).map_err(invalid)?;
        return Ok((manifest, body));
    }
    if !call.engine.config.schema1.is_enabled {
        let detail = "manifests of schema 1 are not taken: push with a client newer than Docker 1.9, \
                      or set `compatibility.schema1.enabled` to true";
        return Err(Refusal::new(ErrorCode::ManifestInvalid, detail));
    }
    match schema1::parse(&body) {
        Ok(signed) => Ok((signed.manifest, signed.payload)),
        Err(Fault::Invalid(error)) => Err(invalid(error)),
        Err(Fault::Unverified(why)) => Err(Refusal::new(ErrorCode::ManifestUnverified, why)),
    }
}

fn not_a_tag(text: &str) -> Refusal {
    let shown: String = text.chars().take(200).collect();
    let detail = format!(
        "{shown:?} is no tag: use at most 128 letters, digits, `_`, `.` and `-`, and begin with none of the last two"
    );
    Refusal::new(ErrorCode::TagInvalid, detail)
}

/// The tags that a push by digest asks for.
fn asked_tags(call: &Call<'_>) -> Result<Vec<Tag>, Refusal> {
    let mut tags: Vec<Tag> = Vec::new();
    for text in query::values(call.parts.uri.query(), "tag") {
        let tag = Tag::parse(&text).ok_or_else(|| not_a_tag(&text))?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
        if tags.len() > MOST_TAGS {
            let detail = format!("it asks for more than {MOST_TAGS} tags: push the manifest several times");
            return Err(Refusal::new(ErrorCode::TagInvalid, detail));
        }
    }
    Ok(tags)
}

pub(super) async fn put(
    call: &mut Call<'_>,
    body: &mut Incoming,
    name: &RepositoryName,
    reference: &Result<Reference, String>,
) -> Result<Answer, Refusal> {
    let (pushed, tags, asked) = match reference {
        Ok(Reference::Tag(tag)) => (None, vec![tag.clone()], Vec::new()),
        Ok(Reference::Digest(digest)) => {
            let tags = asked_tags(call)?;
            (Some(digest), tags.clone(), tags)
        }
        Err(text) if text.contains(':') => return Err(blobs::not_a_digest(text)),
        Err(text) => return Err(not_a_tag(text)),
    };
    let body = read(call, body).await?;
    let (manifest, bytes) = understand(call, body)?;
    if let Some(digest) = pushed {
        let found = Digest::by(digest.algorithm(), &bytes);
        if found != *digest {
            let detail = format!("the manifest is {found}, not {digest}");
            return Err(Refusal::new(ErrorCode::DigestInvalid, detail));
        }
    }
    block_in_place(|| check_references(call, name, &manifest))?;
    call.may_still_write()?;
    let store = &call.engine.store;
    let canonical = block_in_place(|| store.keep_manifest(name, pushed, &tags, &manifest, &bytes))?;
    if let (false, Some(writing)) = (tags.is_empty(), &mut call.writing) {
        writing.end_push();
    }
    // By the name it was pushed by: that is the one its client compares.
    let digest = pushed.unwrap_or(&canonical);
    let mut answer = empty(StatusCode::CREATED);
    set(&mut answer, LOCATION, &format!("{}/v2/{name}/manifests/{digest}", call.base));
    set(&mut answer, CONTENT_DIGEST, &digest.to_string());
    if let Some(subject) = &manifest.subject {
        set(&mut answer, SUBJECT, &subject.to_string());
    }
    for tag in &asked {
        if let Ok(tag) = HeaderValue::from_str(tag.as_str()) {
            answer.headers_mut().append(TAG, tag);
        }
    }
    call.happened(&mut answer, || {
        let target = |tag| call.manifest_target(name, &canonical, tag, &manifest.media_type, &bytes);
        let tags: Vec<Option<&Tag>> =
            if tags.is_empty() { vec![None] } else { tags.iter().map(Some).collect() };
        tags.into_iter().map(|tag| (Action::Push, target(tag))).collect()
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

/// One line of the referrers list (OCI distribution-spec 1.1, "Listing Referrers").
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    media_type: String,
    digest: String,
    size: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    artifact_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotations: Option<Box<RawValue>>,
}

fn line(referrer: Referrer) -> String {
    let Referrer { digest, size, says } = referrer;
    let line = Line {
        media_type: says.media_type,
        digest: digest.to_string(),
        size,
        artifact_type: says.artifact_type,
        annotations: says.annotations,
    };
    serde_json::to_string(&line).unwrap_or_default()
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
            let line = line(referrer);
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
