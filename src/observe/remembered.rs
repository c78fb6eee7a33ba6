//! What was found out with effort and is true as long as what it was found out of is the same.
//!
//! Invariant: nothing in it decides. Who lost it, or may not read it, finds everything out again.
//!
//! It lies in `/run/wharf`, which only who changes the host may write, and is gone with the next boot.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::sys::fs::{self, Access};
use crate::sys::{Root, identity};

const PATH: &str = "/run/wharf/remembered.json";

/// What an earlier command found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// The version of Wharf that found it out; another may look closer.
    by: String,
    nginx: Option<Nginx>,
    /// The digest of a certificate and a key that are a pair.
    pair: Option<String>,
}

/// What an NGINX said of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Nginx {
    program: String,
    identity: String,
    version: (u32, u32, u32),
}

fn digest(certificate: &[u8], key: &[u8]) -> String {
    crate::inputs::digest([Some(certificate), Some(key)])
}

impl Remembered {
    /// What is remembered of this host; nothing where it cannot be read.
    #[must_use]
    pub fn read(root: &Root) -> Self {
        let place = root.join(PATH);
        let known = fs::read(&place).ok().and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        let by = env!("CARGO_PKG_VERSION");
        known.filter(|known| known.by == by).unwrap_or_else(|| Self { by: by.to_owned(), ..Self::default() })
    }

    /// Keeps it for the next command. Where that is refused the next one finds it out again.
    pub fn keep(&self, root: &Root) {
        if *self != Self::read(root)
            && let Ok(text) = serde_json::to_vec(self)
        {
            let _ = fs::replace(&root.join(PATH), &text, Access::mode(0o600));
        }
    }

    /// The version of an NGINX: as it is remembered, or as `ask` answers.
    pub(super) fn nginx_version(
        &mut self,
        program: &str,
        ask: impl FnOnce() -> Option<(u32, u32, u32)>,
    ) -> Option<(u32, u32, u32)> {
        // Looked at before it is asked: one that is replaced in between is asked again next time.
        let identity = identity::of_program(Path::new(program));
        if let (Some(known), Some(identity)) = (&self.nginx, &identity)
            && (known.program.as_str(), &known.identity) == (program, identity)
        {
            return Some(known.version);
        }
        let version = ask()?;
        self.nginx = identity.map(|identity| Nginx { program: program.to_owned(), identity, version });
        Some(version)
    }

    /// Whether these are known to be a pair.
    #[must_use]
    pub fn is_pair(&self, certificate: &[u8], key: &[u8]) -> bool {
        self.pair.as_ref().is_some_and(|known| *known == digest(certificate, key))
    }

    /// Remembers that these are a pair.
    pub fn found_pair(&mut self, certificate: &[u8], key: &[u8]) {
        self.pair = Some(digest(certificate, key));
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a host in a folder of the test")]
mod tests {
    use super::Remembered;
    use crate::sys::Root;

    #[test]
    fn an_nginx_is_asked_once_and_again_when_it_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("nginx");
        let name = program.to_string_lossy().into_owned();
        std::fs::write(&program, b"\x7fELF one").unwrap();
        std::fs::create_dir_all(folder.path().join("run/wharf")).unwrap();
        let root = Root::new(folder.path()).unwrap();
        let mut remembered = Remembered::read(&root);
        assert_eq!(remembered.nginx_version(&name, || Some((1, 22, 1))), Some((1, 22, 1)));
        remembered.keep(&root);
        let mut next = Remembered::read(&root);
        assert_eq!(next.nginx_version(&name, || None), Some((1, 22, 1)));
        assert_eq!(next.nginx_version("/another/nginx", || Some((1, 26, 0))), Some((1, 26, 0)));
        let mut next = Remembered::read(&root);
        std::fs::write(&program, b"\x7fELF another").unwrap();
        assert_eq!(next.nginx_version(&name, || Some((1, 28, 0))), Some((1, 28, 0)));
        std::fs::write(&program, b"#!/bin/sh").unwrap();
        let mut next = Remembered::read(&root);
        assert_eq!(next.nginx_version(&name, || Some((1, 2, 3))), Some((1, 2, 3)));
        assert_eq!(
            next.nginx_version(&name, || Some((1, 2, 4))),
            Some((1, 2, 4)),
            "a script is always asked"
        );
    }

    #[test]
    fn a_pair_is_known_to_the_byte_and_what_is_no_memory_is_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("run/wharf")).unwrap();
        let root = Root::new(folder.path()).unwrap();
        let mut remembered = Remembered::read(&root);
        assert!(!remembered.is_pair(b"certificate", b"key"));
        remembered.found_pair(b"certificate", b"key");
        remembered.keep(&root);
        let next = Remembered::read(&root);
        assert!(next.is_pair(b"certificate", b"key"));
        assert!(!next.is_pair(b"certificat", b"ekey") && !next.is_pair(b"certificate", b"kex"));
        let place = folder.path().join("run/wharf/remembered.json");
        let text = std::fs::read_to_string(&place).unwrap();
        for text in ["", "[]", &text.replace(env!("CARGO_PKG_VERSION"), "0.0.1")] {
            std::fs::write(&place, text).unwrap();
            assert!(!Remembered::read(&root).is_pair(b"certificate", b"key"), "{text}");
        }
    }
}
