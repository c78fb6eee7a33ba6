//! The router: a path to what it names. Names have slashes in them, so it reads from the right.

use super::query;
use crate::registry::spec::{Digest, Reference, RepositoryName, Tag, UploadId};

/// What a path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// `/`: somebody asks whether anything is there.
    Root,
    /// `/v2/` (end-1).
    Base,
    /// `/v2/_catalog`.
    Catalog,
    /// `/v2/NAME/tags/list` (end-8).
    Tags(RepositoryName),
    /// `/v2/NAME/tags/reference/TAG`: GitLab's way to delete a tag.
    TagReference(RepositoryName, Tag),
    /// `/v2/NAME/manifests/REFERENCE` (end-3, end-7, end-9). A reference that is none is kept for the error.
    Manifest(RepositoryName, Result<Reference, String>),
    /// `/v2/NAME/blobs/DIGEST` (end-2, end-10). A digest that is none is kept for the error.
    Blob(RepositoryName, Result<Digest, String>),
    /// `/v2/NAME/blobs/uploads/` (end-4, end-11).
    Uploads(RepositoryName),
    /// `/v2/NAME/blobs/uploads/ID` (end-5, end-6, end-13, end-14).
    Upload(RepositoryName, UploadId),
    /// `/v2/NAME/referrers/DIGEST` (end-12). A digest that is none is kept for the error.
    Referrers(RepositoryName, Result<Digest, String>),
}

/// Why a path names nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Astray {
    /// It is none of ours.
    NotFound,
    /// It is one of ours once it is cleaned.
    Moved(String),
    /// The name of its repository is none.
    Name(String),
    /// Its percent-encoding is broken.
    Encoding,
}

impl Route {
    /// The methods it takes, sorted; empty is any.
    pub(super) fn methods(&self) -> &'static [&'static str] {
        match self {
            Self::Root | Self::Base => &[],
            Self::Catalog | Self::Tags(_) | Self::Referrers(..) => &["GET"],
            Self::TagReference(..) => &["DELETE"],
            Self::Manifest(..) => &["DELETE", "GET", "HEAD", "PUT"],
            Self::Blob(..) => &["DELETE", "GET", "HEAD"],
            Self::Uploads(_) => &["POST"],
            Self::Upload(..) => &["DELETE", "GET", "HEAD", "PATCH", "PUT"],
        }
    }

    /// The repository it is in.
    pub(super) fn name(&self) -> Option<&RepositoryName> {
        match self {
            Self::Root | Self::Base | Self::Catalog => None,
            Self::Tags(name)
            | Self::TagReference(name, _)
            | Self::Manifest(name, _)
            | Self::Blob(name, _)
            | Self::Uploads(name)
            | Self::Upload(name, _)
            | Self::Referrers(name, _) => Some(name),
        }
    }
}

/// Finds what `path` names; `prefix` stands before `/v2/`.
pub(super) fn find(path: &str, prefix: &str) -> Result<Route, Astray> {
    let path = query::decode(path).ok_or(Astray::Encoding)?;
    if path == "/" {
        return Ok(Route::Root);
    }
    let path = path.strip_prefix(prefix).ok_or(Astray::NotFound)?;
    let clean = clean(path);
    if clean != path || path == "/v2" {
        let slash = if path == "/v2" { "/" } else { "" };
        return Err(Astray::Moved(format!("{prefix}{clean}{slash}")));
    }
    let rest = path.strip_prefix("/v2/").ok_or(Astray::NotFound)?;
    match rest {
        "" => return Ok(Route::Base),
        "_catalog" => return Ok(Route::Catalog),
        _ => {}
    }
    let named = |text: &str| RepositoryName::parse(text).ok_or_else(|| Astray::Name(text.to_owned()));
    if let Some(name) = rest.strip_suffix("/blobs/uploads/").or_else(|| rest.strip_suffix("/blobs/uploads")) {
        return Ok(Route::Uploads(named(name)?));
    }
    if let Some(name) = rest.strip_suffix("/tags/list") {
        return Ok(Route::Tags(named(name)?));
    }
    let (above, last) = rest.rsplit_once('/').ok_or(Astray::NotFound)?;
    let digest = || Digest::parse(last).ok_or_else(|| last.to_owned());
    if let Some(name) = above.strip_suffix("/manifests") {
        let reference = if last.contains(':') {
            digest().map(Reference::Digest)
        } else {
            Tag::parse(last).map(Reference::Tag).ok_or_else(|| last.to_owned())
        };
        return Ok(Route::Manifest(named(name)?, reference));
    }
    if let Some(name) = above.strip_suffix("/blobs/uploads") {
        let id = UploadId::parse(last).ok_or(Astray::NotFound)?;
        return Ok(Route::Upload(named(name)?, id));
    }
    if let Some(name) = above.strip_suffix("/blobs") {
        return Ok(Route::Blob(named(name)?, digest()));
    }
    if let Some(name) = above.strip_suffix("/referrers") {
        return Ok(Route::Referrers(named(name)?, digest()));
    }
    if let Some(name) = above.strip_suffix("/tags/reference") {
        return Ok(Route::TagReference(named(name)?, Tag::parse(last).ok_or(Astray::NotFound)?));
    }
    Err(Astray::NotFound)
}

/// Resolves `.`, `..` and doubled slashes, as Go's `http.ServeMux` does before it routes.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    let slash = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    format!("/{}{slash}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// Whatever is asked for: a name, a tag, a digest or an upload's id that comes out of the router reads back as
        /// itself, and no part of it climbs.
        #[test]
        fn nothing_that_a_path_names_climbs(
            path in "(/v2/)?([a-zA-Z0-9._%/-]{0,12}/){0,4}(manifests|blobs|blobs/uploads|tags/list|referrers|tags/reference)?/?(sha256:)?[a-zA-Z0-9._:%=+-]{0,70}"
        ) {
            let Ok(route) = find(&path, "") else { return Ok(()) };
            let parts: Vec<String> = match &route {
                Route::Manifest(_, Ok(reference)) => vec![reference.to_string()],
                Route::Upload(_, id) => vec![id.as_str().to_owned()],
                Route::TagReference(_, tag) => vec![tag.to_string()],
                Route::Blob(_, Ok(digest)) | Route::Referrers(_, Ok(digest)) => vec![digest.to_string()],
                _ => Vec::new(),
            };
            let name = route.name().map(ToString::to_string).unwrap_or_default();
            for part in name.split('/').filter(|_| !name.is_empty()).chain(parts.iter().map(String::as_str)) {
                proptest::prop_assert!(part != "." && part != ".." && !part.is_empty() && !part.contains('/'), "{part:?}");
            }
            if !name.is_empty() {
                proptest::prop_assert_eq!(RepositoryName::parse(&name).map(|name| name.to_string()), Some(name));
            }
        }
    }

    #[test]
    fn a_path_names_one_thing() {
        let name = || RepositoryName::parse("a/b").unwrap();
        let digest = Digest::of(b"");
        for (path, should) in [
            ("/", Ok(Route::Root)),
            ("/v2/", Ok(Route::Base)),
            ("/v2", Err(Astray::Moved("/v2/".into()))),
            ("/v2//", Err(Astray::Moved("/v2/".into()))),
            ("/v2/x/../a/b/tags/list", Err(Astray::Moved("/v2/a/b/tags/list".into()))),
            ("/v2/_catalog", Ok(Route::Catalog)),
            ("/v2/a/b/tags/list", Ok(Route::Tags(name()))),
            ("/v2/a/b/tags/reference/x", Ok(Route::TagReference(name(), Tag::parse("x").unwrap()))),
            ("/v2/a/b/blobs/uploads/", Ok(Route::Uploads(name()))),
            ("/v2/a/b/blobs/uploads/u", Ok(Route::Upload(name(), UploadId::parse("u").unwrap()))),
            (&format!("/v2/a/b/blobs/{digest}"), Ok(Route::Blob(name(), Ok(digest.clone())))),
            (
                &format!("/v2/a%2Fb/blobs/sha256%3a{}", digest.hex()),
                Ok(Route::Blob(name(), Ok(digest.clone()))),
            ),
            (
                "/v2/a/b/manifests/v1",
                Ok(Route::Manifest(name(), Ok(Reference::Tag(Tag::parse("v1").unwrap())))),
            ),
            ("/v2/a/b/manifests/sha256:x", Ok(Route::Manifest(name(), Err("sha256:x".into())))),
            ("/v2/A/B/tags/list", Err(Astray::Name("A/B".into()))),
            ("/v2/tags/list", Err(Astray::NotFound)),
            ("/v2/a/b", Err(Astray::NotFound)),
            ("/v1/", Err(Astray::NotFound)),
            ("/v2/%zz/tags/list", Err(Astray::Encoding)),
        ] {
            assert_eq!(find(path, ""), should, "{path}");
        }
        assert_eq!(find("/x/v2/", "/x"), Ok(Route::Base));
    }
}
