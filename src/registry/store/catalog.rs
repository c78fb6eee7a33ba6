//! Lists: the repositories of the storage and the tags of a repository, sorted, a page at a time.

use std::io;
use std::path::Path;

use super::Store;
use crate::registry::spec::{self, RepositoryName, Tag};
use crate::sys::{blob_file, fs};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// The names.
    pub(crate) names: Vec<String>,
    /// Whether more follow.
    pub(crate) more: bool,
}

/// Cuts one page out of sorted names: those after `last`, at most `limit`, of which `is_there` is true.
fn page(
    names: Vec<String>,
    last: Option<&str>,
    limit: Option<usize>,
    mut is_there: impl FnMut(&str) -> io::Result<bool>,
) -> io::Result<Page> {
    let mut page = Page { names: Vec::new(), more: false };
    if limit == Some(0) {
        return Ok(page);
    }
    for name in names {
        if last.is_some_and(|last| name.as_str() <= last) || !is_there(&name)? {
            continue;
        }
        if limit.is_some_and(|limit| page.names.len() >= limit) {
            page.more = true;
            break;
        }
        page.names.push(name);
    }
    Ok(page)
}

impl Store {
    /// The repositories that have manifests, sorted by name.
    pub(crate) fn repositories(&self, last: Option<&str>, limit: usize) -> io::Result<Page> {
        let mut names = Vec::new();
        collect(self.layout.repositories(), "", "_manifests", &mut names)?;
        names.sort();
        page(names, last, Some(limit), |_| Ok(true))
    }

    /// The repositories that have blobs, the first `most` of them by name.
    pub(crate) fn repositories_with_blobs(&self, most: usize) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        collect(self.layout.repositories(), "", "_layers", &mut names)?;
        names.sort();
        names.truncate(most);
        Ok(names)
    }

    /// The tags of a repository, sorted; `None` when it is not known. A tag counts once its `current` link is there.
    pub(crate) fn tags(
        &self,
        name: &RepositoryName,
        last: Option<&str>,
        limit: Option<usize>,
    ) -> io::Result<Option<Page>> {
        if !self.knows(name) {
            return Ok(None);
        }
        let names = fs::list(&self.layout.tags(name))?;
        page(names, last, limit, |text| {
            let Some(tag) = Tag::parse(text) else { return Ok(false) };
            Ok(blob_file::size(&self.layout.current_link(name, &tag))?.is_some())
        })
        .map(Some)
    }
}

/// Adds every repository below `folder`, which holds those whose names begin with `prefix`, if it has a folder `part`.
fn collect(folder: &Path, prefix: &str, part: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::list(folder)? {
        if entry.starts_with('_') || prefix.len() + entry.len() > spec::NAME_LIMIT {
            continue;
        }
        let path = folder.join(&entry);
        if !blob_file::is_directory(&path) {
            continue;
        }
        let name = format!("{prefix}{entry}");
        if blob_file::is_directory(&path.join(part)) && RepositoryName::parse(&name).is_some() {
            names.push(name.clone());
        }
        collect(&path, &format!("{name}/"), part, names)?;
    }
    Ok(())
}
