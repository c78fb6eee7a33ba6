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
use crate::registry::store::Blob;

/// What a blob is, whatever is in it.
const OCTETS: &str = "application/octet-stream";
/// How many parts of a blob one answer has at most; who asks for more gets the whole.
const MOST_PARTS: usize = 256;

/// What of a blob is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// These, first and last byte of each.
    Parts(Vec<(u64, u64)>),
    Unsatisfiable,
}

/// Reads `Range` (RFC 9110, section 14.2). Another unit than bytes is ignored, and so are parts that together are more
/// than the blob; a list that cannot be read is refused, as `distribution` refuses it.
fn wanted(headers: &HeaderMap, size: u64, etag: &str) -> Wanted {
    let range = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let is_current = headers.get(IF_RANGE).is_none_or(|value| value.as_bytes() == etag.as_bytes());
    let Some(list) = range.filter(|_| is_current).and_then(|range| range.strip_prefix("bytes=")) else {
        return Wanted::Whole;
    };
    let mut parts = Vec::new();
    for text in list.split(',').map(str::trim).filter(|text| !text.is_empty()) {
        match part(text, size) {
            Ok(Some(part)) => parts.push(part),
            Ok(None) => {}
            Err(Unreadable) => return Wanted::Unsatisfiable,
        }
    }
    if list.trim().is_empty() {
        return Wanted::Whole;
    }
    let many: u64 = parts.iter().fold(0, |many, (first, last)| many.saturating_add(last - first + 1));
    match parts.len() {
        0 => Wanted::Unsatisfiable,
        1 => Wanted::Parts(parts),
        _ if many > size || parts.len() > MOST_PARTS => Wanted::Whole,
        _ => Wanted::Parts(parts),
    }
}

/// Not a part of anything.
struct Unreadable;

/// One part; `None` when the blob has no such bytes.
fn part(text: &str, size: u64) -> Result<Option<(u64, u64)>, Unreadable> {
    let (first, last) = text.split_once('-').ok_or(Unreadable)?;
    let (first, last) = (first.trim(), last.trim());
    let number = |text: &str| -> Option<u64> {
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().unwrap_or(u64::MAX))
    };
    let end = size.saturating_sub(1);
    if first.is_empty() {
        let many = number(last).ok_or(Unreadable)?;
        return Ok((many > 0 && size > 0).then(|| (size.saturating_sub(many), end)));
    }
    let first = number(first).ok_or(Unreadable)?;
    let last = if last.is_empty() { end.max(first) } else { number(last).ok_or(Unreadable)? };
    if last < first {
        return Err(Unreadable);
    }
    Ok((first < size).then(|| (first, last.min(end))))
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
    // By the name it was asked by, also where that is one by another hash function.
    let etag = format!("\"{digest}\"");
    let mut answer = empty(StatusCode::OK);
    set(&mut answer, ETAG, &etag);
    set(&mut answer, CONTENT_DIGEST, &digest.to_string());
    set(&mut answer, CACHE_CONTROL, "max-age=31536000");
    if is_known(&call.parts.headers, digest) {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(answer);
    }
    set(&mut answer, ACCEPT_RANGES, "bytes");
    set(&mut answer, CONTENT_TYPE, OCTETS);
    let (size, has_body) = (blob.size, call.parts.method == Method::GET);
    call.happened(&mut answer, || vec![(Action::Pull, call.blob_target(name, &blob.digest, size))]);
    match wanted(&call.parts.headers, size, &etag) {
        Wanted::Whole => {
            set(&mut answer, CONTENT_LENGTH, &size.to_string());
            if has_body {
                *answer.body_mut() = Body::file(FileBody::new(call.transfers, blob.file, 0, size));
            }
        }
        Wanted::Parts(parts) => {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            match parts.as_slice() {
                [(first, last)] => {
                    let length = last - first + 1;
                    set(&mut answer, CONTENT_RANGE, &format!("bytes {first}-{last}/{size}"));
                    set(&mut answer, CONTENT_LENGTH, &length.to_string());
                    if has_body {
                        let file = FileBody::new(call.transfers, blob.file, *first, length);
                        *answer.body_mut() = Body::file(file);
                    }
                }
                parts => several(call, &mut answer, &blob, parts)?,
            }
        }
        Wanted::Unsatisfiable => {
            let detail = format!("the blob has {size} bytes: ask for some of those, `bytes=<first>-<last>`");
            return Err(
                Refusal::new(ErrorCode::RangeInvalid, detail).with(CONTENT_RANGE, &format!("bytes */{size}"))
            );
        }
    }
    Ok(answer)
}

/// Several parts in one body, each under a header of its own (RFC 9110, section 14.6).
fn several(call: &Call<'_>, answer: &mut Answer, blob: &Blob, parts: &[(u64, u64)]) -> Result<(), Refusal> {
    let boundary = uuid::Uuid::new_v4().simple().to_string();
    let (mut pieces, mut length) = (Vec::new(), 0);
    for (first, last) in parts {
        let line = if pieces.is_empty() { "" } else { "\r\n" };
        let head = format!(
            "{line}--{boundary}\r\nContent-Range: bytes {first}-{last}/{}\r\nContent-Type: {OCTETS}\r\n\r\n",
            blob.size
        );
        length += head.len() as u64 + last - first + 1;
        let file = FileBody::new(call.transfers, blob.file.try_clone()?, *first, last - first + 1);
        pieces.push(Body::whole(head));
        pieces.push(Body::file(file));
    }
    let end = format!("\r\n--{boundary}--\r\n");
    length += end.len() as u64;
    pieces.push(Body::whole(end));
    set(answer, CONTENT_TYPE, &format!("multipart/byteranges; boundary={boundary}"));
    set(answer, CONTENT_LENGTH, &length.to_string());
    if call.parts.method == Method::GET {
        *answer.body_mut() = Body::several(pieces);
    }
    Ok(())
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

    proptest::proptest! {
        /// Whatever is asked for: what comes out lies within the blob, and is never more than it.
        #[test]
        fn a_range_lies_within_the_blob(text in "bytes=[0-9, -]{0,40}|[ -~]{0,20}", size in 0_u64..200) {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, text.parse().unwrap());
            if let Wanted::Parts(parts) = wanted(&headers, size, "") {
                let many: u64 = parts.iter().map(|(first, last)| last - first + 1).sum();
                proptest::prop_assert!(!parts.is_empty() && many <= size);
                proptest::prop_assert!(parts.iter().all(|(first, last)| first <= last && *last < size));
            }
        }
    }

    #[test]
    fn a_range_is_read_as_rfc_9110_says() {
        let from = |first, last| Wanted::Parts(vec![(first, last)]);
        for (range, size, should) in [
            ("bytes=0-0", 10, from(0, 0)),
            ("bytes=2-5", 10, from(2, 5)),
            ("bytes=2-", 10, from(2, 9)),
            ("bytes=2-100", 10, from(2, 9)),
            ("bytes=-3", 10, from(7, 9)),
            ("bytes=-30", 10, from(0, 9)),
            ("bytes= 2-5 ", 10, from(2, 5)),
            ("bytes=10-", 10, Wanted::Unsatisfiable),
            ("bytes=10-12", 10, Wanted::Unsatisfiable),
            ("bytes=-0", 10, Wanted::Unsatisfiable),
            ("bytes=0-", 0, Wanted::Unsatisfiable),
            ("bytes=99999999999999999999999-", 10, Wanted::Unsatisfiable),
            ("bytes=5-2", 10, Wanted::Unsatisfiable),
            ("bytes=a-b", 10, Wanted::Unsatisfiable),
            ("bytes=-", 10, Wanted::Unsatisfiable),
            ("bytes=--1", 10, Wanted::Unsatisfiable),
            ("bytes=,", 10, Wanted::Unsatisfiable),
            ("bytes=", 10, Wanted::Whole),
            ("bytes=0-1,3-4", 10, Wanted::Parts(vec![(0, 1), (3, 4)])),
            ("bytes=0-1, -2", 10, Wanted::Parts(vec![(0, 1), (8, 9)])),
            ("bytes=0-1,20-", 10, from(0, 1)),
            ("bytes=0-1,x", 10, Wanted::Unsatisfiable),
            ("bytes=0-,0-", 10, Wanted::Whole),
            ("lines=0-1", 10, Wanted::Whole),
            ("", 10, Wanted::Whole),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, range.parse().unwrap());
            assert_eq!(wanted(&headers, size, "\"x\""), should, "{range} of {size}");
            headers.insert(IF_RANGE, "\"other\"".parse().unwrap());
            assert_eq!(wanted(&headers, size, "\"x\""), Wanted::Whole, "{range} of another version");
        }
        let many: Vec<String> = (0..300).map(|place| format!("{0}-{0}", place * 2)).collect();
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, format!("bytes={}", many.join(",")).parse().unwrap());
        assert_eq!(wanted(&headers, 1000, ""), Wanted::Whole, "too many");
    }
}
