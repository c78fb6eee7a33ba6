//! The folder that stands for `/`: every host path lies inside it.

use std::path::{Path, PathBuf};

/// The root under which every absolute host path lies; `/` on a real host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(PathBuf);

impl Root {
    /// A root at `path`, which is made absolute (against the working folder) without following links.
    ///
    /// # Errors
    /// When the working folder is not known.
    pub fn new(path: &Path) -> std::io::Result<Self> {
        let absolute = std::path::absolute(path)?;
        let mut clean = PathBuf::new();
        for part in absolute.components() {
            match part {
                std::path::Component::ParentDir => {
                    clean.pop();
                }
                std::path::Component::CurDir => {}
                other => clean.push(other),
            }
        }
        Ok(Self(clean))
    }

    /// The root of the machine itself.
    #[must_use]
    pub fn machine() -> Self {
        Self(PathBuf::from("/"))
    }

    /// Whether this is `/`.
    #[must_use]
    pub fn is_machine(&self) -> bool {
        self.0 == Path::new("/")
    }

    /// Where the host path `path` really lies. `..` cannot climb out of the root.
    #[must_use]
    pub fn join(&self, path: &str) -> PathBuf {
        let mut inside: Vec<&std::ffi::OsStr> = Vec::new();
        for part in Path::new(path).components() {
            match part {
                std::path::Component::Normal(name) => inside.push(name),
                std::path::Component::ParentDir => {
                    inside.pop();
                }
                _ => {}
            }
        }
        let mut whole = self.0.clone();
        whole.extend(inside);
        whole
    }

    /// Where `path` lies, given by a person on the command line: inside the root unless it already is.
    #[must_use]
    pub fn join_unless_inside(&self, path: &str) -> PathBuf {
        if Path::new(path).starts_with(&self.0) { PathBuf::from(path) } else { self.join(path) }
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_climb_out() {
        let root = Root::new(Path::new("/srv/x/../demo")).unwrap();
        assert_eq!(root.join("/etc/../../../passwd"), Path::new("/srv/demo/passwd"));
        assert_eq!(root.join_unless_inside("/srv/demo/etc"), Path::new("/srv/demo/etc"));
        assert_eq!(root.join_unless_inside("/etc"), Path::new("/srv/demo/etc"));
        assert_eq!(Root::machine().join("/etc/x"), Path::new("/etc/x"));
    }
}
