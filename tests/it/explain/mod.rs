//! The commands that explain: check, render, config, and what is printed from the schema.

mod check;
mod config;
mod document;
mod pages;
mod render;
mod standalone;
mod user;

use std::path::PathBuf;

use crate::support::{Answer, run, wharf};

/// A folder with a settings file, and nothing else of a host.
pub struct Alone {
    folder: tempfile::TempDir,
}

impl Alone {
    pub fn new(settings: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("wharf-").tempdir().unwrap();
        std::fs::write(folder.path().join("gitlab.toml"), settings).unwrap();
        Self { folder }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("gitlab.toml")
    }

    pub fn text(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }

    /// `wharf -c gitlab.toml …` with a root that does not exist.
    #[must_use]
    pub fn wharf(&self, arguments: &[&str]) -> Answer {
        let file = self.file().to_string_lossy().into_owned();
        let root = self.folder.path().join("no-root").to_string_lossy().into_owned();
        let answer = run(&wharf(), &[&["--root", &root, "-c", &file], arguments].concat());
        assert!(!self.folder.path().join("no-root").exists(), "{arguments:?} made something");
        answer
    }
}

/// A registry beside GitLab.
pub const USUAL: &str =
    "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test\"\n";
