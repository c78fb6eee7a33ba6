//! Real multi-layer images, made by `tests/demo/image.sh`.

use std::path::{Path, PathBuf};

/// An OCI image layout on disk.
pub struct Image {
    pub folder: PathBuf,
    pub tag: String,
    pub digest: String,
}

impl Image {
    /// Makes an image of three layers in `folder`; each call gives other bytes.
    #[track_caller]
    pub fn make(folder: &Path, tag: &str) -> Self {
        let script = super::tests().join("demo/image.sh");
        let answer = super::run("sh", &[&script.to_string_lossy(), &folder.to_string_lossy(), tag]).exits(0);
        Self { folder: folder.to_owned(), tag: tag.to_owned(), digest: answer.output.trim().to_owned() }
    }

    /// Its name for skopeo.
    pub fn name(&self) -> String {
        format!("oci:{}:{}", self.folder.display(), self.tag)
    }
}
