//! Manifests: their media types, and what they refer to.
//!
//! Invariant: pure; a manifest is kept and served byte for byte, and read here only to know what it needs.

use serde_json::Value;

use super::notifications::Reference;
use super::spec::Digest;

/// OCI image manifest (OCI image-spec).
pub(crate) const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
/// OCI image index (OCI image-spec).
pub(crate) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
/// Docker image manifest, version 2, schema 2.
pub(crate) const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
/// Docker manifest list.
pub(crate) const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
/// Docker's first manifest, signed.
const DOCKER_SCHEMA1: &str = "application/vnd.docker.distribution.manifest.v1+prettyjws";

/// What kind of manifest it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A configuration and layers.
    Image,
    /// A list of other manifests.
    Index,
}

/// A manifest that was understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Manifest {
    /// The media type it is served under.
    pub(crate) media_type: String,
    /// What kind it is.
    pub(crate) kind: Kind,
    /// The blobs it needs: configuration and layers.
    pub(crate) blobs: Vec<Digest>,
    /// Layers that may be fetched from elsewhere, with the addresses they name.
    pub(crate) foreign: Vec<(Digest, Vec<String>)>,
    /// The manifests it lists.
    pub(crate) children: Vec<Digest>,
    /// The manifest it is about (OCI image-spec 1.1, `subject`).
    pub(crate) subject: Option<Digest>,
    /// What it is, for the referrers list: `artifactType`, else the configuration's media type.
    pub(crate) artifact_type: Option<String>,
    /// Its annotations, for the referrers list.
    pub(crate) annotations: Option<Value>,
}

/// Why a manifest is refused; the text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NotAManifest(pub String);

fn refuse<T>(why: impl Into<String>) -> Result<T, NotAManifest> {
    Err(NotAManifest(why.into()))
}

/// Reads a manifest that is pushed under `content_type`.
///
/// The rules are `distribution`'s: the `mediaType` field equals the content type (OCI manifests may leave it out),
/// `schemaVersion` is 2, and nothing is an image and an index at once (CVE-2021-41190).
///
/// # Errors
/// When it is not such a manifest.
pub(crate) fn parse(content_type: Option<&str>, bytes: &[u8]) -> Result<Manifest, NotAManifest> {
    let Some(content_type) = content_type else {
        return refuse("the request has no Content-Type: send the manifest's media type in it");
    };
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kind = match media_type.as_str() {
        OCI_MANIFEST | DOCKER_MANIFEST => Kind::Image,
        OCI_INDEX | DOCKER_LIST => Kind::Index,
        DOCKER_SCHEMA1 | "application/vnd.docker.distribution.manifest.v1+json" => {
            return refuse("manifests of schema 1 are not taken: push with a client newer than Docker 1.10");
        }
        other => {
            return refuse(format!(
                "the Content-Type `{other}` is no manifest's: use `{OCI_MANIFEST}`, `{OCI_INDEX}`, \
                 `{DOCKER_MANIFEST}` or `{DOCKER_LIST}`"
            ));
        }
    };
    let body: Value = match serde_json::from_slice(bytes) {
        Ok(body) => body,
        Err(error) => return refuse(format!("the manifest is not JSON: {error}")),
    };
    if !body.is_object() {
        return refuse("the manifest is not a JSON object");
    }
    if body.get("schemaVersion").and_then(Value::as_u64) != Some(2) {
        return refuse("`schemaVersion` is not 2");
    }
    match body.get("mediaType").map(Value::as_str) {
        None if media_type == OCI_MANIFEST || media_type == OCI_INDEX => {}
        Some(Some(named)) if named == media_type => {}
        named => {
            let named = named.flatten().unwrap_or_default();
            return refuse(format!("`mediaType` is `{named}`, yet the Content-Type is `{media_type}`"));
        }
    }
    let has = |key: &str| body.get(key).is_some_and(|value| !value.is_null());
    match kind {
        Kind::Image if has("manifests") => return refuse("an image manifest has no `manifests`"),
        Kind::Index if has("layers") || has("config") => {
            return refuse("an index has no `layers` or `config`");
        }
        _ => {}
    }
    read(&body, media_type, kind)
}

/// The digest of a descriptor, and of which it is said in the error.
fn digest_of(descriptor: &Value, which: &str) -> Result<Digest, NotAManifest> {
    let Some(text) = descriptor.get("digest").and_then(Value::as_str) else {
        return refuse(format!("`{which}` has no `digest`"));
    };
    match Digest::parse(text) {
        Some(digest) => Ok(digest),
        None => refuse(format!("`{which}` has a `digest` that is none: {text:?}")),
    }
}

/// The list under `key`: absent and `null` are empty.
fn list<'v>(body: &'v Value, key: &str) -> Result<&'v [Value], NotAManifest> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => refuse(format!("`{key}` is not a list")),
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn read(body: &Value, media_type: String, kind: Kind) -> Result<Manifest, NotAManifest> {
    let mut manifest = Manifest {
        media_type,
        kind,
        blobs: Vec::new(),
        foreign: Vec::new(),
        children: Vec::new(),
        subject: None,
        artifact_type: text(body, "artifactType"),
        annotations: body.get("annotations").filter(|value| value.is_object()).cloned(),
    };
    if kind == Kind::Image {
        let Some(config) = body.get("config").filter(|config| config.is_object()) else {
            return refuse("an image manifest needs a `config`");
        };
        manifest.blobs.push(digest_of(config, "config")?);
        if manifest.artifact_type.is_none() {
            manifest.artifact_type = text(config, "mediaType");
        }
    }
    for (number, layer) in list(body, "layers")?.iter().enumerate() {
        let digest = digest_of(layer, &format!("layers[{number}]"))?;
        let urls: Vec<String> = list(layer, "urls")?
            .iter()
            .map(|url| url.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| NotAManifest(format!("`layers[{number}].urls` is not a list of addresses")))?;
        if urls.is_empty() {
            manifest.blobs.push(digest);
        } else {
            manifest.foreign.push((digest, urls));
        }
    }
    for (number, child) in list(body, "manifests")?.iter().enumerate() {
        manifest.children.push(digest_of(child, &format!("manifests[{number}]"))?);
    }
    if let Some(subject) = body.get("subject").filter(|subject| !subject.is_null()) {
        manifest.subject = Some(digest_of(subject, "subject")?);
    }
    Ok(manifest)
}

/// Everything that a manifest refers to, as far as it says so: configuration, layers, listed manifests.
pub(crate) fn references(bytes: &[u8]) -> Vec<Reference> {
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let lists = ["layers", "manifests"].into_iter().filter_map(|key| body.get(key)?.as_array()).flatten();
    let all = body.get("config").into_iter().chain(lists);
    let reference = |descriptor: &Value| {
        Some(Reference {
            media_type: text(descriptor, "mediaType").unwrap_or_default(),
            size: descriptor.get("size").and_then(Value::as_u64).unwrap_or_default(),
            digest: text(descriptor, "digest")?,
        })
    };
    all.filter_map(reference).collect()
}

/// What a stored manifest says about itself: enough to serve it and to list it, however it came here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    /// The media type it is served under.
    pub(crate) media_type: String,
    /// The manifest it is about.
    pub(crate) subject: Option<Digest>,
    /// What it is, for the referrers list.
    pub(crate) artifact_type: Option<String>,
    /// Its annotations.
    pub(crate) annotations: Option<Value>,
}

/// Looks at a stored manifest. One without `mediaType` is an OCI index when it lists manifests, else an OCI
/// manifest; schema 1 is known by its version.
#[must_use]
pub(crate) fn look(bytes: &[u8]) -> Stored {
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let is_first = body.get("schemaVersion").and_then(Value::as_u64) == Some(1);
    let guessed = match (is_first, body.get("manifests").is_some()) {
        (true, _) => DOCKER_SCHEMA1,
        (false, true) => OCI_INDEX,
        (false, false) => OCI_MANIFEST,
    };
    let named = text(&body, "mediaType")
        .filter(|named| named.bytes().all(|byte| byte.is_ascii_graphic() && byte != b','));
    Stored {
        media_type: named.unwrap_or_else(|| guessed.to_owned()),
        subject: body.get("subject").and_then(|subject| digest_of(subject, "subject").ok()),
        artifact_type: text(&body, "artifactType")
            .or_else(|| body.get("config").and_then(|config| text(config, "mediaType"))),
        annotations: body.get("annotations").filter(|value| value.is_object()).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(seed: &str) -> String {
        Digest::of(seed.as_bytes()).to_string()
    }

    #[test]
    fn a_manifest_is_taken_or_refused_with_the_reason() {
        let config = format!(r#""config":{{"digest":"{}"}}"#, digest("c"));
        let layer = format!(r#""layers":[{{"digest":"{}"}}]"#, digest("l"));
        let child = format!(r#""manifests":[{{"digest":"{}"}}]"#, digest("m"));
        for (name, content_type, body, refusal) in [
            (
                "an OCI manifest without mediaType",
                OCI_MANIFEST,
                format!(r#"{{"schemaVersion":2,{config},{layer}}}"#),
                None,
            ),
            ("an OCI index", OCI_INDEX, format!(r#"{{"schemaVersion":2,{child}}}"#), None),
            (
                "parameters are dropped",
                "application/vnd.oci.image.index.v1+json; charset=utf-8",
                format!(r#"{{"schemaVersion":2,{child}}}"#),
                None,
            ),
            (
                "a Docker manifest names its type",
                DOCKER_MANIFEST,
                format!(r#"{{"schemaVersion":2,{config}}}"#),
                Some("`mediaType` is ``"),
            ),
            (
                "a type that differs",
                OCI_MANIFEST,
                format!(r#"{{"schemaVersion":2,"mediaType":"{DOCKER_MANIFEST}",{config}}}"#),
                Some("yet the Content-Type"),
            ),
            (
                "an image and an index at once",
                OCI_MANIFEST,
                format!(r#"{{"schemaVersion":2,{config},{child}}}"#),
                Some("no `manifests`"),
            ),
            (
                "an index and an image at once",
                OCI_INDEX,
                format!(r#"{{"schemaVersion":2,{child},{layer}}}"#),
                Some("no `layers`"),
            ),
            (
                "another version",
                OCI_MANIFEST,
                format!(r#"{{"schemaVersion":3,{config}}}"#),
                Some("schemaVersion"),
            ),
            ("no JSON", OCI_MANIFEST, "{".to_owned(), Some("not JSON")),
            ("a list", OCI_MANIFEST, "[]".to_owned(), Some("not a JSON object")),
            (
                "a digest that is none",
                OCI_MANIFEST,
                r#"{"schemaVersion":2,"config":{"digest":"sha256:zz"}}"#.to_owned(),
                Some("digest"),
            ),
            ("no configuration", OCI_MANIFEST, r#"{"schemaVersion":2}"#.to_owned(), Some("needs a `config`")),
            ("a type that is no manifest's", "text/plain", "{}".to_owned(), Some("is no manifest's")),
        ] {
            match (parse(Some(content_type), body.as_bytes()), refusal) {
                (Ok(_), None) => {}
                (Err(error), Some(part)) => assert!(error.0.contains(part), "{name}: {error}"),
                (outcome, _) => panic!("{name}: {outcome:?}"),
            }
        }
        assert!(parse(None, b"{}").unwrap_err().0.contains("Content-Type"));
    }

    #[test]
    fn a_manifest_says_what_it_needs() {
        let body = format!(
            r#"{{"schemaVersion":2,"config":{{"digest":"{}","mediaType":"x/y"}},"layers":[{{"digest":"{}"}},{{"digest":"{}","urls":["https://a/b"]}}],"subject":{{"digest":"{}"}}}}"#,
            digest("c"),
            digest("l"),
            digest("f"),
            digest("s")
        );
        let manifest = parse(Some(OCI_MANIFEST), body.as_bytes()).unwrap();
        assert_eq!(manifest.blobs, [Digest::of(b"c"), Digest::of(b"l")]);
        assert_eq!(manifest.foreign, [(Digest::of(b"f"), vec!["https://a/b".to_owned()])]);
        assert_eq!(manifest.subject, Some(Digest::of(b"s")));
        assert_eq!(manifest.artifact_type.as_deref(), Some("x/y"));
        assert_eq!(look(body.as_bytes()).media_type, OCI_MANIFEST);
        assert_eq!(look(b"").media_type, OCI_MANIFEST);
    }
}
