//! Blobs: HEAD, GET with ranges, DELETE (OCI distribution-spec 1.1, end-2 and end-10).

use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE,
    RANGE,
};
use http::{HeaderMap, Method, StatusCode};
use tokio::task::block_in_place;

use super::Call;
use super::answer::{Answer, Body, CONTENT_DIGEST, Refusal, empty, set};
use super::wire::FileBody;
use crate::registry::notifications::{Action, Target};
use crate::registry::spec::{Digest, ErrorCode, RepositoryName};

/// What part of a blob is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    From { first: u64, last: u64 },
    Unsatisfiable,
}

/// Reads `Range` (RFC 9110, section 14.2). What is not one range of bytes is ignored, and the whole is sent: several
/// ranges too, which a server may always answer so.
fn part(headers: &HeaderMap, size: u64, etag: &str) -> Part {
    let range = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let is_current = headers.get(IF_RANGE).is_none_or(|value| value.as_bytes() == etag.as_bytes());
    let Some(range) = range.filter(|_| is_current) else { return Part::Whole };
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-'))
    else {
        return Part::Whole;
    };
    let number = |text: &str| -> Option<u64> {
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().unwrap_or(u64::MAX))
    };
    let end = size.saturating_sub(1);
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Part::Whole,
        (Some(first), last) if last.is_some() || range.ends_with('-') => {
            if first >= size {
                Part::Unsatisfiable
            } else {
                Part::From { first, last: last.unwrap_or(end).min(end) }
            }
        }
        (None, Some(many)) if first.is_empty() => {
            if many == 0 || size == 0 {
                Part::Unsatisfiable
            } else {
                Part::From { first: size.saturating_sub(many), last: end }
            }
        }
        _ => Part::Whole,
    }
}

/// Whether `If-None-Match` names this content, quoted or, as some clients send it, bare.
pub(super) fn is_known(headers: &HeaderMap, digest: &Digest) -> bool {
    let digest = digest.to_string();
    headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').any(|tag| {
            let tag = tag.trim();
            tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"') == digest
        })
    })
}

/// Refuses a text that should be a digest.
pub(super) fn not_a_digest(text: &str) -> Refusal {
    let detail = format!("{text:?} is no digest: write `sha256:` and 64 lower-case hexadecimal digits");
    Refusal::new(ErrorCode::DigestInvalid, detail)
}

/// A digest, or the refusal of what stands in its place.
pub(super) fn valid(digest: &Result<Digest, String>) -> Result<&Digest, Refusal> {
    digest.as_ref().map_err(|text| not_a_digest(text))
}

fn unknown(name: &RepositoryName, digest: &Digest) -> Refusal {
    let detail = format!("the repository `{name}` does not have {digest}: push it there");
    Refusal::new(ErrorCode::BlobUnknown, detail)
}

pub(super) fn get(call: &Call<'_>, name: &RepositoryName, digest: &Digest) -> Result<Answer, Refusal> {
    let Some(blob) = call.engine.store.blob(name, digest)? else { return Err(unknown(name, digest)) };
    let canonical = blob.digest.to_string();
    let etag = format!("\"{canonical}\"");
    if is_known(&call.parts.headers, &blob.digest) {
        let mut answer = empty(StatusCode::NOT_MODIFIED);
        set(&mut answer, ETAG, &etag);
        set(&mut answer, CONTENT_DIGEST, &canonical);
        set(&mut answer, CACHE_CONTROL, "max-age=31536000");
        return Ok(answer);
    }
    let (status, first, length) = match part(&call.parts.headers, blob.size, &etag) {
        Part::Whole => (StatusCode::OK, 0, blob.size),
        Part::From { first, last } => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Part::Unsatisfiable => {
            let detail = format!("the blob has {} bytes: ask for some of those", blob.size);
            return Err(Refusal::new(ErrorCode::RangeInvalid, detail)
                .with(CONTENT_RANGE, &format!("bytes */{}", blob.size)));
        }
    };
    let mut answer = empty(status);
    if status == StatusCode::PARTIAL_CONTENT {
        set(&mut answer, CONTENT_RANGE, &format!("bytes {first}-{}/{}", first + length - 1, blob.size));
    }
    set(&mut answer, CONTENT_TYPE, "application/octet-stream");
    set(&mut answer, CONTENT_LENGTH, &length.to_string());
    set(&mut answer, ETAG, &etag);
    set(&mut answer, CACHE_CONTROL, "max-age=31536000");
    set(&mut answer, ACCEPT_RANGES, "bytes");
    set(&mut answer, CONTENT_DIGEST, &canonical);
    call.happened(&mut answer, || vec![(Action::Pull, call.blob_target(name, &blob.digest, blob.size))]);
    if call.parts.method == Method::GET {
        *answer.body_mut() = Body::file(FileBody::new(call.transfers, blob.file, first, length));
    }
    Ok(answer)
}

pub(super) fn delete(call: &Call<'_>, name: &RepositoryName, digest: &Digest) -> Result<Answer, Refusal> {
    call.deletes_are_allowed()?;
    if !block_in_place(|| call.engine.store.unlink_blob(name, digest))? {
        return Err(unknown(name, digest));
    }
    let mut answer = empty(StatusCode::ACCEPTED);
    call.happened(&mut answer, || {
        let (digest, repository) = (digest.to_string(), name.to_string());
        vec![(Action::Delete, Target { digest, repository, ..Target::default() })]
    });
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_rfc_9110_says() {
        let from = |first, last| Part::From { first, last };
        for (range, size, should) in [
            ("bytes=0-0", 10, from(0, 0)),
            ("bytes=2-5", 10, from(2, 5)),
            ("bytes=2-", 10, from(2, 9)),
            ("bytes=2-100", 10, from(2, 9)),
            ("bytes=-3", 10, from(7, 9)),
            ("bytes=-30", 10, from(0, 9)),
            ("bytes=10-", 10, Part::Unsatisfiable),
            ("bytes=10-12", 10, Part::Unsatisfiable),
            ("bytes=-0", 10, Part::Unsatisfiable),
            ("bytes=0-", 0, Part::Unsatisfiable),
            ("bytes=99999999999999999999999-", 10, Part::Unsatisfiable),
            ("bytes=5-2", 10, Part::Whole),
            ("bytes=0-1,3-4", 10, Part::Whole),
            ("bytes=a-b", 10, Part::Whole),
            ("bytes=-", 10, Part::Whole),
            ("bytes=--1", 10, Part::Whole),
            ("lines=0-1", 10, Part::Whole),
            ("", 10, Part::Whole),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, range.parse().unwrap());
            assert_eq!(part(&headers, size, "\"x\""), should, "{range} of {size}");
            headers.insert(IF_RANGE, "\"other\"".parse().unwrap());
            assert_eq!(part(&headers, size, "\"x\""), Part::Whole, "{range} of another version");
        }
    }
}
