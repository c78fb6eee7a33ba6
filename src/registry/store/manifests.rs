//! Manifests and tags: kept, found, moved and removed.

use std::collections::BTreeSet;
use std::io;

use super::Store;
use crate::registry::manifest::{self, Manifest, Stored};
use crate::registry::spec::{Algorithm, Digest, MANIFEST_LIMIT, Reference, RepositoryName, Tag};
use crate::sys::{blob_file, fs};

/// A manifest as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct StoredManifest {
    /// Its digest.
    pub(crate) digest: Digest,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// What it says about itself.
    pub(crate) says: Stored,
}

/// A manifest that is about another one.
#[derive(Debug, Clone)]
pub(crate) struct Referrer {
    /// Its digest.
    pub(crate) digest: Digest,
    /// How many bytes it has.
    pub(crate) size: usize,
    /// What it says about itself.
    pub(crate) says: Stored,
}

impl Store {
    /// What a tag points at now.
    fn current(&self, name: &RepositoryName, tag: &Tag) -> io::Result<Option<Digest>> {
        self.read_link(&self.layout.current_link(name, tag))
    }

    /// The manifest of this repository that `reference` names. Its bytes are compared with its digest: a damaged
    /// one is logged and counts as absent, so that clients push it again.
    pub(crate) fn manifest(
        &self,
        name: &RepositoryName,
        reference: &Reference,
    ) -> io::Result<Option<StoredManifest>> {
        let digest = match reference {
            Reference::Digest(digest) => digest.clone(),
            Reference::Tag(tag) => match self.current(name, tag)? {
                Some(digest) => digest,
                None => return Ok(None),
            },
        };
        let Some(target) = self.revision(name, &digest)? else { return Ok(None) };
        let path = self.layout.blob(&target);
        let bytes = match fs::read_stored(&path, MANIFEST_LIMIT as u64) {
            Ok(bytes) => bytes,
            Err(error) if fs::is_absent(&error) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Vec::new(),
            Err(error) => return Err(error),
        };
        if Digest::of(&bytes) != target {
            self.log.error(
                "a manifest does not match its digest; it counts as absent until it is pushed again",
                &[("path", &path.display())],
            );
            return Ok(None);
        }
        let says = manifest::look(&bytes);
        Ok(Some(StoredManifest { digest: target, bytes, says }))
    }

    /// The canonical digest of the manifest that this repository knows as `digest`. A name by another hash function is
    /// a second link to the first one, and counts for nothing once that is gone.
    fn revision(&self, name: &RepositoryName, digest: &Digest) -> io::Result<Option<Digest>> {
        let target = self.read_link(&self.layout.revision_link(name, digest))?;
        match target {
            Some(target) if target != *digest => self.read_link(&self.layout.revision_link(name, &target)),
            target => Ok(target),
        }
    }

    /// How many bytes the manifest `digest` of this repository has; `None` when it is not there.
    pub(crate) fn manifest_size(&self, name: &RepositoryName, digest: &Digest) -> io::Result<Option<u64>> {
        let Some(target) = self.revision(name, digest)? else { return Ok(None) };
        Ok(blob_file::size(&self.layout.blob(&target))?.filter(|size| *size > 0))
    }

    /// Keeps a manifest, and points tags at it: blob, revision link, a link for the digest it was pushed by where that
    /// is another, referrer link, and for each tag its index and the tag.
    pub(crate) fn keep_manifest(
        &self,
        name: &RepositoryName,
        pushed: Option<&Digest>,
        tags: &[Tag],
        manifest: &Manifest,
        bytes: &[u8],
    ) -> io::Result<Digest> {
        let _held = self.hold(name);
        let digest = Digest::of(bytes);
        blob_file::store(&self.layout.blob(&digest), bytes)?;
        Self::write_link(&self.layout.revision_link(name, &digest), &digest)?;
        if let Some(pushed) = pushed.filter(|pushed| **pushed != digest) {
            Self::write_link(&self.layout.revision_link(name, pushed), &digest)?;
        }
        if let Some(subject) = &manifest.subject {
            Self::write_link(&self.layout.referrer_link(name, subject, &digest), &digest)?;
        }
        for tag in tags {
            Self::write_link(&self.layout.index_link(name, tag, &digest), &digest)?;
            Self::write_link(&self.layout.current_link(name, tag), &digest)?;
        }
        Ok(digest)
    }

    /// Removes a manifest from a repository, and every tag that points at it; those tags. `None`: there was none.
    pub(crate) fn remove_manifest(
        &self,
        name: &RepositoryName,
        digest: &Digest,
    ) -> io::Result<Option<Vec<Tag>>> {
        let _held = self.hold(name);
        // By its link, not by its bytes: a damaged manifest can be removed too.
        let Some(target) = self.revision(name, digest)? else { return Ok(None) };
        let stored = self.manifest(name, &Reference::Digest(digest.clone()))?;
        let mut gone = Vec::new();
        for text in fs::list(&self.layout.tags(name))? {
            let Some(tag) = Tag::parse(&text) else { continue };
            if self.current(name, &tag)?.as_ref() == Some(&target) {
                self.drop_tag(name, &tag)?;
                gone.push(tag);
            }
        }
        fs::remove(&self.layout.revision_link(name, &target))?;
        if target != *digest {
            fs::remove(&self.layout.revision_link(name, digest))?;
        }
        if let Some(subject) = stored.and_then(|stored| stored.says.subject) {
            fs::remove(&self.layout.referrer_link(name, &subject, &target))?;
        }
        Ok(Some(gone))
    }

    /// Removes a tag; the manifest stays. `false`: there was none.
    pub(crate) fn remove_tag(&self, name: &RepositoryName, tag: &Tag) -> io::Result<bool> {
        let _held = self.hold(name);
        if blob_file::size(&self.layout.current_link(name, tag))?.is_none() {
            return Ok(false);
        }
        self.drop_tag(name, tag)?;
        Ok(true)
    }

    /// The link that readers follow goes first, so a death on the way leaves no tag that points nowhere.
    fn drop_tag(&self, name: &RepositoryName, tag: &Tag) -> io::Result<()> {
        let folder = self.layout.tag(name, tag);
        fs::remove(&self.layout.current_link(name, tag))?;
        fs::remove_tree(&folder)?;
        fs::sync_folder_of(&folder)
    }

    /// Gives `take` the manifests of this repository that are about `subject`, sorted by digest, from the one that
    /// follows `after`, until it says `false`. `true`: it did. One that was deleted, by whichever engine, is not
    /// among them. Those that clients listed under a tag, because the engine they met had no such list, are (OCI
    /// distribution-spec 1.1, "Enabling the Referrers API").
    pub(crate) fn referrers(
        &self,
        name: &RepositoryName,
        subject: &Digest,
        after: Option<&Digest>,
        mut take: impl FnMut(Referrer) -> bool,
    ) -> io::Result<bool> {
        let ours = fs::list(&self.layout.referrer_digests(name, subject))?;
        let mut all: BTreeSet<Digest> =
            ours.iter().filter_map(|hex| Digest::parse(&format!("sha256:{hex}"))).collect();
        all.extend(self.listed_under_a_tag(name, subject)?);
        for digest in all {
            if after.is_some_and(|after| digest.hex() <= after.hex()) {
                continue;
            }
            if let Some(stored) = self.manifest(name, &Reference::Digest(digest))? {
                let StoredManifest { digest, bytes, says } = stored;
                if says.subject.as_ref() != Some(subject) {
                    continue;
                }
                if !take(Referrer { digest, size: bytes.len(), says }) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// What the index lists that clients keep under a tag where there is no list of referrers (OCI distribution-spec
    /// 1.1, "Referrers Tag Schema").
    fn listed_under_a_tag(&self, name: &RepositoryName, subject: &Digest) -> io::Result<Vec<Digest>> {
        let hex = subject.hex().get(..64).unwrap_or(subject.hex());
        let tag = Tag::parse(&format!("{}-{hex}", subject.algorithm().name()));
        let index = match tag {
            Some(tag) => self.manifest(name, &Reference::Tag(tag))?,
            None => None,
        };
        let listed = index.map(|index| manifest::listed(&index.bytes)).unwrap_or_default();
        Ok(listed.into_iter().filter(|digest| digest.algorithm() == Algorithm::Sha256).collect())
    }
}
