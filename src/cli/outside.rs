//! What a `gitlab.rb` may ask of the host: variables, and the files inside the root.

use super::fetch::{NoText, text};
use crate::ruby::{Outside, Unread};
use crate::sys::{self, Root};

/// The host as a `gitlab.rb` sees it.
pub(crate) struct OfHost<'r> {
    pub(crate) root: &'r Root,
}

impl Outside for OfHost<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        let is_name = !name.is_empty() && !name.contains(['=', '\0']);
        is_name.then(|| sys::environment::variable(name)).flatten()
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        let unread = |message: &str, hint: &str| Unread {
            message: message.to_owned(),
            hint: hint.to_owned(),
            is_forbidden: false,
        };
        if path.contains('\0') || !path.starts_with('/') {
            return Err(unread(
                "is no path from the root",
                "write the whole path, such as `/etc/gitlab/secret`",
            ));
        }
        text(&self.root.join(path), sys::fs::LARGEST_TEXT).map_err(|no| match no {
            NoText { is_missing: true, message, .. } => unread(&message, "write it, or write the value here"),
            NoText { is_forbidden: true, message, .. } => {
                Unread { is_forbidden: true, ..unread(&message, "run it as root, or as the file's owner") }
            }
            NoText { message, .. } => unread(&message, "write the value here"),
        })
    }

    fn exists(&self, path: &str) -> bool {
        path.starts_with('/') && !path.contains('\0') && self.root.join(path).exists()
    }
}
