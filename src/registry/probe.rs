//! What a fuzzer feeds: any bytes as a manifest, any text as a path. Nothing of the program calls these.

use super::manifest::{self, schema1};
use super::spec::Digest;

/// Reads `bytes` as a manifest of every kind, and asks what it would be served as.
pub fn manifest(bytes: &[u8]) {
    for kind in
        [manifest::OCI_MANIFEST, manifest::OCI_INDEX, manifest::DOCKER_MANIFEST, manifest::DOCKER_LIST]
    {
        if let Ok((kind, media_type)) = manifest::kind(Some(kind))
            && let Ok(manifest) = manifest::parse(kind, media_type.clone(), bytes)
        {
            assert_eq!(manifest.media_type, media_type);
            assert!(manifest::references(bytes).len() >= manifest.children.len());
        }
    }
    if let Ok(signed) = schema1::parse(bytes) {
        assert!(schema1::parse(&signed.payload).is_err(), "what is signed carries no signatures");
    }
    let stored = manifest::look(bytes);
    assert!(!stored.media_type.contains(['\r', '\n']));
}

/// Routes `path`, and asks whether what it names can be a path of the storage.
pub fn path(path: &str, prefix: &str) {
    if let Some(name) = super::http::named_by(path, prefix) {
        let climbs = |part: &str| part.is_empty() || part == "." || part == ".." || part.starts_with('_');
        assert!(!name.split('/').any(climbs) && name.len() <= 255, "{name:?}");
    }
    if let Some(digest) = Digest::parse(path) {
        assert_eq!(digest.to_string(), path);
    }
}
