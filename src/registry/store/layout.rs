//! Every path of the storage, drawn once; the only place that joins one.
//!
//! ```text
//! <rootdirectory>/docker/registry/v2/
//! ├── blobs/ALG/xx/HEX/data                            the bytes; xx = the first two digits; manifests too
//! └── repositories/NAME/
//!     ├── _layers/ALG/HEX/link                         this repository may read that blob
//!     ├── _manifests/revisions/ALG/HEX/link            this repository has that manifest
//!     ├── _manifests/tags/TAG/current/link             what the tag points at now
//!     ├── _manifests/tags/TAG/index/ALG/HEX/link       everything the tag ever pointed at
//!     ├── _uploads/UUID/{data,startedat}               bytes so far; RFC 3339, UTC, whole seconds
//!     └── _referrers/ALG/HEX/ALG/HEX/link              ours: who is about that manifest
//! ```
//!
//! The tree is that of `distribution` 2.8 and 3; both skip names that begin with `_` below a repository, so
//! `_referrers` is invisible to them. A link is the text of a digest without a line break.

use std::path::{Path, PathBuf};

use crate::registry::spec::{Digest, RepositoryName, Tag, UploadId};

/// The folder of a storage, and every path in it.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    blobs: PathBuf,
    repositories: PathBuf,
}

fn below(folder: &Path, digest: &Digest) -> PathBuf {
    folder.join(digest.algorithm().name()).join(digest.hex())
}

impl Layout {
    /// The layout of the storage at `rootdirectory`.
    pub(crate) fn new(root: &Path) -> Self {
        let base = root.join("docker/registry/v2");
        Self { blobs: base.join("blobs"), repositories: base.join("repositories") }
    }

    /// `blobs/ALG/xx/HEX/data`.
    pub(crate) fn blob(&self, digest: &Digest) -> PathBuf {
        let first = digest.hex().get(..2).unwrap_or_default();
        self.blobs.join(digest.algorithm().name()).join(first).join(digest.hex()).join("data")
    }

    /// `repositories`.
    pub(crate) fn repositories(&self) -> &Path {
        &self.repositories
    }

    /// `repositories/NAME`.
    pub(crate) fn repository(&self, name: &RepositoryName) -> PathBuf {
        self.repositories.join(name.as_str())
    }

    /// `_layers/ALG/HEX/link`.
    pub(crate) fn layer_link(&self, name: &RepositoryName, digest: &Digest) -> PathBuf {
        below(&self.repository(name).join("_layers"), digest).join("link")
    }

    /// `_manifests`.
    pub(crate) fn manifests(&self, name: &RepositoryName) -> PathBuf {
        self.repository(name).join("_manifests")
    }

    /// `_manifests/revisions/ALG/HEX/link`.
    pub(crate) fn revision_link(&self, name: &RepositoryName, digest: &Digest) -> PathBuf {
        below(&self.manifests(name).join("revisions"), digest).join("link")
    }

    /// `_manifests/tags`.
    pub(crate) fn tags(&self, name: &RepositoryName) -> PathBuf {
        self.manifests(name).join("tags")
    }

    /// `_manifests/tags/TAG`.
    pub(crate) fn tag(&self, name: &RepositoryName, tag: &Tag) -> PathBuf {
        self.tags(name).join(tag.as_str())
    }

    /// `_manifests/tags/TAG/current/link`.
    pub(crate) fn current_link(&self, name: &RepositoryName, tag: &Tag) -> PathBuf {
        self.tag(name, tag).join("current/link")
    }

    /// `_manifests/tags/TAG/index/ALG/HEX/link`.
    pub(crate) fn index_link(&self, name: &RepositoryName, tag: &Tag, digest: &Digest) -> PathBuf {
        below(&self.tag(name, tag).join("index"), digest).join("link")
    }

    /// `_uploads/UUID`.
    pub(crate) fn upload(&self, name: &RepositoryName, id: &UploadId) -> PathBuf {
        self.repository(name).join("_uploads").join(id.as_str())
    }

    /// `_uploads/UUID/data`.
    pub(crate) fn upload_data(&self, name: &RepositoryName, id: &UploadId) -> PathBuf {
        self.upload(name, id).join("data")
    }

    /// `_uploads/UUID/startedat`.
    pub(crate) fn upload_started(&self, name: &RepositoryName, id: &UploadId) -> PathBuf {
        self.upload(name, id).join("startedat")
    }

    /// `_referrers/ALG/HEX`: the folder of those that are about `subject`.
    pub(crate) fn referrers(&self, name: &RepositoryName, subject: &Digest) -> PathBuf {
        below(&self.repository(name).join("_referrers"), subject)
    }

    /// `_referrers/ALG/HEX/ALG/HEX/link`.
    pub(crate) fn referrer_link(&self, name: &RepositoryName, subject: &Digest, about: &Digest) -> PathBuf {
        below(&self.referrers(name, subject), about).join("link")
    }

    /// `_referrers/ALG/HEX/sha256`: manifests are always addressed by sha256.
    pub(crate) fn referrer_digests(&self, name: &RepositoryName, subject: &Digest) -> PathBuf {
        self.referrers(name, subject).join("sha256")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_the_one_that_distribution_uses() {
        let layout = Layout::new(Path::new("/r"));
        let name = RepositoryName::parse("a/b").unwrap();
        let (digest, tag, id) = (Digest::of(b""), Tag::parse("v1").unwrap(), UploadId::parse("u-1").unwrap());
        let hex = digest.hex();
        let base = "/r/docker/registry/v2";
        let repository = format!("{base}/repositories/a/b");
        for (is, should) in [
            (layout.blob(&digest), format!("{base}/blobs/sha256/e3/{hex}/data")),
            (layout.layer_link(&name, &digest), format!("{repository}/_layers/sha256/{hex}/link")),
            (
                layout.revision_link(&name, &digest),
                format!("{repository}/_manifests/revisions/sha256/{hex}/link"),
            ),
            (layout.current_link(&name, &tag), format!("{repository}/_manifests/tags/v1/current/link")),
            (
                layout.index_link(&name, &tag, &digest),
                format!("{repository}/_manifests/tags/v1/index/sha256/{hex}/link"),
            ),
            (layout.upload_data(&name, &id), format!("{repository}/_uploads/u-1/data")),
            (layout.upload_started(&name, &id), format!("{repository}/_uploads/u-1/startedat")),
        ] {
            assert_eq!(is, Path::new(&should));
        }
    }
}
