//! What a `gitlab.rb` may ask of the host: variables, and the files inside the root.

use std::io::ErrorKind;

use crate::ruby::{Outside, Unread};
use crate::sys::{self, Root};

/// The host as a `gitlab.rb` sees it.
pub(crate) struct OfHost<'r> {
    pub(crate) root: &'r Root,
}

impl Outside for OfHost<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        sys::environment::variable(name)
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        let unread = |message: String, hint: &str, is_forbidden| Unread {
            message,
            hint: hint.to_owned(),
            is_forbidden,
        };
        let bytes = sys::fs::read_at_most(&self.root.join(path), sys::fs::LARGEST_TEXT);
        let bytes = bytes.map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                unread("does not exist".to_owned(), "write it, or write the value here", false)
            }
            ErrorKind::PermissionDenied => {
                unread("may not be read by this user".to_owned(), "run it as root", true)
            }
            _ => unread(format!("could not be read: {error}"), "write the value here", false),
        })?;
        String::from_utf8(bytes)
            .map_err(|_| unread("is not valid UTF-8".to_owned(), "write it as text", false))
    }

    fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }
}
