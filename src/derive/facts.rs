//! What derivation needs to know of the host, as values.

use std::collections::BTreeSet;

use crate::secret::Secret;

/// What the host is like. Filled by `observe`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The folder that stands for `/`, without a slash at the end; empty on the machine itself.
    pub root: String,
    /// Whether this process may change users (uid 0 on `/`): only then accounts are made and services drop to them.
    pub is_privileged: bool,
    /// Whether this process is uid 0, wherever its root.
    pub is_superuser: bool,
    /// Processors, for NGINX's workers.
    pub processors: usize,
    /// The NGINX on the host: its path and version.
    pub nginx: Option<Nginx>,
    /// Path of the running `wharf` program, as services are started with it.
    pub program: String,
    /// Of the host paths that [`super::asks`] names, those where a file is.
    pub existing: BTreeSet<String>,
    /// The `gitlab.yml` of `gitlab_rails.config_path`, where that is set and the file is there.
    pub gitlab_yml: Option<ExistingFile>,
}

/// A file of somebody else's that is changed in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingFile {
    /// Its host path, with every link on the way followed.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The name of its owner.
    pub user: String,
    /// The name of its group.
    pub group: String,
    /// Its permission bits.
    pub mode: u32,
}

/// The NGINX on the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nginx {
    /// Its path.
    pub program: String,
    /// Its version: `http2 on` needs 1.25.1.
    pub version: (u32, u32, u32),
}

impl Facts {
    /// A machine like many, on which everything may be done: what a setting means is shown and tested with it.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            root: String::new(),
            is_privileged: true,
            is_superuser: true,
            processors: 4,
            nginx: Some(Nginx { program: "/usr/sbin/nginx".to_owned(), version: (1, 26, 0) }),
            program: "/usr/bin/wharf".to_owned(),
            existing: BTreeSet::new(),
            gitlab_yml: None,
        }
    }

    /// Where the host path `path` really lies, as a rendered file must name it.
    #[must_use]
    pub fn real(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }
}

/// The values that are made once and kept in `gitlab-secrets.json`.
///
/// A value still to be made is the text `[to be made:NAME]`, so that a plan can be shown before anything is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    /// 128 hexadecimal digits: signs the upload state.
    pub http_secret: Secret<String>,
    /// PEM, PKCS#1 or PKCS#8: Rails (or the token server) signs with it.
    pub internal_key: Secret<String>,
    /// PEM: the engine trusts its public key.
    pub internal_certificate: String,
    /// Whether an earlier run, of Omnibus, guessed that certificates come from Let's Encrypt.
    pub lets_encrypt_is_remembered: bool,
    /// The whole new text of `gitlab-secrets.json`, unknown sections kept.
    pub document: Secret<String>,
}
