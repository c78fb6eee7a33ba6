//! Manifests: their media types, and what they refer to.
//!
//! Invariant: pure; a manifest is kept and served byte for byte, and read here only to know what it needs.

mod members;
pub(crate) mod schema1;

use serde_json::value::RawValue;

use super::notifications::Reference;
use super::spec::Digest;
use members::{each, members, number, text, texts};

/// OCI image manifest (OCI image-spec).
pub(crate) const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
/// OCI image index (OCI image-spec).
pub(crate) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
/// Docker image manifest, version 2, schema 2.
pub(crate) const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
/// Docker manifest list.
pub(crate) const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
/// Docker's first manifest, signed.
pub(crate) const DOCKER_SCHEMA1: &str = "application/vnd.docker.distribution.manifest.v1+prettyjws";
/// The same by the name of its content.
const DOCKER_SCHEMA1_PLAIN: &str = "application/vnd.docker.distribution.manifest.v1+json";
/// A layer that is fetched from elsewhere (Docker image manifest, version 2, schema 2).
const DOCKER_FOREIGN: &str = "application/vnd.docker.image.rootfs.foreign.diff.tar";

/// What kind of manifest it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A configuration and layers.
    Image,
    /// A list of other manifests.
    Index,
    /// Docker's first: layers, and a history of texts.
    First,
}

/// Something a manifest refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Descriptor {
    /// Its name.
    pub(crate) digest: Digest,
    /// How many bytes it has, as far as the manifest says so.
    pub(crate) size: Option<u64>,
}

/// A layer that names addresses to fetch it from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// The layer.
    pub(crate) layer: Descriptor,
    /// The addresses.
    pub(crate) urls: Vec<String>,
    /// Whether clients go to these addresses: the rules for addresses are about such layers.
    pub(crate) is_fetched_there: bool,
}

/// What a listed manifest is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Platform {
    /// `amd64`, `arm64`, ….
    pub(crate) architecture: String,
    /// `linux`, `windows`, ….
    pub(crate) os: String,
}

/// A manifest that an index lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Child {
    /// The manifest.
    pub(crate) manifest: Descriptor,
    /// What it is for.
    pub(crate) platform: Platform,
}

/// A manifest that was understood.
#[derive(Debug, Clone)]
pub(crate) struct Manifest {
    /// The media type it is served under.
    pub(crate) media_type: String,
    /// The blobs it needs: configuration and layers.
    pub(crate) blobs: Vec<Descriptor>,
    /// Layers that may be fetched from elsewhere.
    pub(crate) foreign: Vec<Foreign>,
    /// The manifests it lists.
    pub(crate) children: Vec<Child>,
    /// The manifest it is about (OCI image-spec 1.1, `subject`).
    pub(crate) subject: Option<Digest>,
}

/// Why a manifest is refused; the text says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NotAManifest(pub String);

fn refuse<T>(why: impl Into<String>) -> Result<T, NotAManifest> {
    Err(NotAManifest(why.into()))
}

/// The kind that a Content-Type names, and the type without its parameters.
///
/// # Errors
/// When it is missing, or no manifest's.
pub(crate) fn kind(content_type: Option<&str>) -> Result<(Kind, String), NotAManifest> {
    let Some(content_type) = content_type else {
        return refuse("the request has no Content-Type: send the manifest's media type in it");
    };
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media_type.as_str() {
        OCI_MANIFEST | DOCKER_MANIFEST => Ok((Kind::Image, media_type)),
        OCI_INDEX | DOCKER_LIST => Ok((Kind::Index, media_type)),
        DOCKER_SCHEMA1 | DOCKER_SCHEMA1_PLAIN => Ok((Kind::First, media_type)),
        other => refuse(format!(
            "the Content-Type `{other}` is no manifest's: use `{OCI_MANIFEST}`, `{OCI_INDEX}`, \
             `{DOCKER_MANIFEST}` or `{DOCKER_LIST}`"
        )),
    }
}

/// Reads a manifest of schema 2 that is pushed under `media_type`.
///
/// The rules are `distribution`'s: the `mediaType` field equals the content type (OCI manifests may leave it out),
/// `schemaVersion` is 2, and nothing is an image and an index at once (CVE-2021-41190).
///
/// # Errors
/// When it is not such a manifest.
pub(crate) fn parse(kind: Kind, media_type: String, bytes: &[u8]) -> Result<Manifest, NotAManifest> {
    let Ok(json) = std::str::from_utf8(bytes) else { return refuse("the manifest is not JSON: not UTF-8") };
    let keys = ["schemaVersion", "mediaType", "config", "layers", "manifests", "subject"];
    let [version, named, config, layers, manifests, subject] = match members(json, keys) {
        Ok(found) => found,
        Err(error) if error.is_data() => return refuse("the manifest is not a JSON object"),
        Err(error) => return refuse(format!("the manifest is not JSON: {error}")),
    };
    if number(version) != Some(2) {
        return refuse("`schemaVersion` is not 2");
    }
    match named.map(|_| text(named)) {
        None if media_type == OCI_MANIFEST || media_type == OCI_INDEX => {}
        Some(Some(named)) if named == media_type => {}
        named => {
            let named = named.flatten().unwrap_or_default();
            return refuse(format!("`mediaType` is `{named}`, yet the Content-Type is `{media_type}`"));
        }
    }
    match kind {
        Kind::Image if manifests.is_some() => return refuse("an image manifest has no `manifests`"),
        Kind::Index if layers.is_some() || config.is_some() => {
            return refuse("an index has no `layers` or `config`");
        }
        _ => {}
    }
    let mut manifest =
        Manifest { media_type, blobs: Vec::new(), foreign: Vec::new(), children: Vec::new(), subject: None };
    if kind == Kind::Image {
        let Some(config) = config else { return refuse("an image manifest needs a `config`") };
        manifest.blobs.push(descriptor(config, "config")?.0);
    }
    list(layers, "layers", |layer, which| add_layer(&mut manifest, layer, which))?;
    list(manifests, "manifests", |child, which| {
        let (child, [_, _, platform]) = descriptor(child, which)?;
        let platform = platform.and_then(|platform| members(platform.get(), ["architecture", "os"]).ok());
        let [architecture, os] = platform.unwrap_or_default();
        let word = |value| text(value).unwrap_or_default();
        let platform = Platform { architecture: word(architecture), os: word(os) };
        manifest.children.push(Child { manifest: child, platform });
        Ok(())
    })?;
    if let Some(subject) = subject {
        manifest.subject = Some(descriptor(subject, "subject")?.0.digest);
    }
    Ok(manifest)
}

/// A layer: one to have, or one with addresses to fetch it from.
fn add_layer(manifest: &mut Manifest, layer: &RawValue, which: &str) -> Result<(), NotAManifest> {
    let (descriptor, [media_type, addresses, _]) = descriptor(layer, which)?;
    let mut urls = Vec::new();
    list(addresses, &format!("{which}.urls"), |url, which| match serde_json::from_str(url.get()) {
        Ok(url) => {
            urls.push(url);
            Ok(())
        }
        Err(_) => refuse(format!("`{which}` is not an address")),
    })?;
    if urls.is_empty() {
        manifest.blobs.push(descriptor);
    } else {
        // Of Docker's layers only foreign ones are fetched from elsewhere, of OCI's every one.
        let media_type = text(media_type).unwrap_or_default();
        let is_fetched_there =
            manifest.media_type != DOCKER_MANIFEST || media_type.starts_with(DOCKER_FOREIGN);
        manifest.foreign.push(Foreign { layer: descriptor, urls, is_fetched_there });
    }
    Ok(())
}

/// A descriptor, and its `mediaType`, `urls` and `platform` as they stand there.
fn descriptor<'j>(
    value: &'j RawValue,
    which: &str,
) -> Result<(Descriptor, [Option<&'j RawValue>; 3]), NotAManifest> {
    let keys = ["digest", "size", "mediaType", "urls", "platform"];
    let Ok([digest, size, media_type, urls, platform]) = members(value.get(), keys) else {
        return refuse(format!("`{which}` is not a descriptor"));
    };
    let Some(named) = text(digest) else { return refuse(format!("`{which}` has no `digest`")) };
    let Some(digest) = Digest::parse(&named) else {
        let named: String = named.chars().take(200).collect();
        return refuse(format!("`{which}` has a `digest` that is none: {named:?}"));
    };
    Ok((Descriptor { digest, size: number(size) }, [media_type, urls, platform]))
}

/// Reads every item of a list; absent is empty.
fn list<'j>(
    value: Option<&'j RawValue>,
    which: &str,
    mut take: impl FnMut(&'j RawValue, &str) -> Result<(), NotAManifest>,
) -> Result<(), NotAManifest> {
    let Some(value) = value else { return Ok(()) };
    let mut number = 0_usize;
    let outcome = each(value.get(), |item| {
        let outcome = take(item, &format!("{which}[{number}]"));
        number += 1;
        outcome
    });
    outcome.unwrap_or_else(|_| refuse(format!("`{which}` is not a list")))
}

/// Everything that a manifest refers to, as far as it says so: configuration, layers, listed manifests.
pub(crate) fn references(bytes: &[u8]) -> Vec<Reference> {
    let mut all = Vec::new();
    let mut add = |value: &RawValue| {
        if let Ok([media_type, size, digest]) = members(value.get(), ["mediaType", "size", "digest"])
            && let Some(digest) = text(digest)
        {
            let media_type = text(media_type).unwrap_or_default();
            all.push(Reference { media_type, size: number(size).unwrap_or_default(), digest });
        }
        Ok::<(), NotAManifest>(())
    };
    let json = std::str::from_utf8(bytes).unwrap_or_default();
    let [config, layers, manifests] = members(json, ["config", "layers", "manifests"]).unwrap_or_default();
    let _ = config.map(&mut add);
    for list in [layers, manifests].into_iter().flatten() {
        let _ = each(list.get(), &mut add);
    }
    all
}

/// The digests that an index lists, as far as they are some.
pub(crate) fn listed(bytes: &[u8]) -> Vec<Digest> {
    let references = references(bytes);
    references.iter().filter_map(|reference| Digest::parse(&reference.digest)).collect()
}

/// What a stored manifest says about itself: enough to serve it and to list it, however it came here.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    /// The media type it is served under.
    pub(crate) media_type: String,
    /// The manifest it is about.
    pub(crate) subject: Option<Digest>,
    /// What it is, for the referrers list: `artifactType`, else the configuration's media type.
    pub(crate) artifact_type: Option<String>,
    /// Its annotations, for the referrers list.
    pub(crate) annotations: Option<Box<RawValue>>,
}

/// Looks at a stored manifest. One without `mediaType` is an OCI index when it lists manifests, else an OCI
/// manifest; schema 1 is known by its version.
#[must_use]
pub(crate) fn look(bytes: &[u8]) -> Stored {
    let json = std::str::from_utf8(bytes).unwrap_or_default();
    let keys =
        ["schemaVersion", "mediaType", "manifests", "subject", "artifactType", "config", "annotations"];
    let [version, named, manifests, subject, artifact_type, config, annotations] =
        members(json, keys).unwrap_or_default();
    let guessed = match (number(version), manifests.is_some()) {
        (Some(1), _) => DOCKER_SCHEMA1,
        (_, true) => OCI_INDEX,
        (_, false) => OCI_MANIFEST,
    };
    let named = text(named).filter(|named| named.bytes().all(|byte| byte.is_ascii_graphic() && byte != b','));
    let of_config = || {
        let [media_type] = members(config?.get(), ["mediaType"]).ok()?;
        text(media_type)
    };
    Stored {
        media_type: named.unwrap_or_else(|| guessed.to_owned()),
        subject: subject.and_then(|subject| Some(descriptor(subject, "subject").ok()?.0.digest)),
        artifact_type: text(artifact_type).or_else(of_config),
        annotations: texts(annotations),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content_type: Option<&str>, bytes: &[u8]) -> Result<Manifest, NotAManifest> {
        let (kind, media_type) = kind(content_type)?;
        parse(kind, media_type, bytes)
    }

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
            match (read(Some(content_type), body.as_bytes()), refusal) {
                (Ok(_), None) => {}
                (Err(error), Some(part)) => assert!(error.0.contains(part), "{name}: {error}"),
                (outcome, _) => panic!("{name}: {outcome:?}"),
            }
        }
        assert!(read(None, b"{}").unwrap_err().0.contains("Content-Type"));
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
        let manifest = read(Some(OCI_MANIFEST), body.as_bytes()).unwrap();
        let digests: Vec<&Digest> = manifest.blobs.iter().map(|blob| &blob.digest).collect();
        assert_eq!(digests, [&Digest::of(b"c"), &Digest::of(b"l")]);
        let [foreign] = manifest.foreign.as_slice() else { panic!("{:?}", manifest.foreign) };
        assert_eq!((&foreign.layer.digest, foreign.is_fetched_there), (&Digest::of(b"f"), true));
        assert_eq!(foreign.urls, ["https://a/b"]);
        assert_eq!(manifest.subject, Some(Digest::of(b"s")));
        let stored = look(body.as_bytes());
        assert_eq!(
            (stored.media_type.as_str(), stored.artifact_type.as_deref()),
            (OCI_MANIFEST, Some("x/y"))
        );
        assert_eq!(look(b"").media_type, OCI_MANIFEST);
        assert_eq!(references(body.as_bytes()).len(), 3);
    }

    #[test]
    fn an_index_says_what_it_lists_and_for_what() {
        let body = format!(
            r#"{{"schemaVersion":2,"manifests":[{{"digest":"{}","size":7,"platform":{{"architecture":"arm64","os":"linux"}}}},{{"digest":"{}"}}]}}"#,
            digest("a"),
            digest("b")
        );
        let manifest = read(Some(OCI_INDEX), body.as_bytes()).unwrap();
        let [first, second] = manifest.children.as_slice() else { panic!("{:?}", manifest.children) };
        assert_eq!((first.manifest.size, first.platform.architecture.as_str()), (Some(7), "arm64"));
        assert_eq!((second.manifest.size, second.platform.os.as_str()), (None, ""));
        assert_eq!(listed(body.as_bytes()), [Digest::of(b"a"), Digest::of(b"b")]);
    }
}
