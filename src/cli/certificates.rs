//! The certificate and key of the virtual host: what is wrong with them, before NGINX is asked.

use crate::derive::Derived;
use crate::keys;
use crate::problem::{Hint as _, Problems};
use crate::sys::{self, Root};

/// The certificate and key of the vhost: there, a pair, for this host, and in force.
pub(crate) fn check(root: &Root, derived: &Derived, problems: &mut Problems) {
    let Some(vhost) = derived.nginx.as_ref().map(|nginx| &nginx.vhost) else { return };
    let Some(tls) = &vhost.tls else { return };
    let read = |path: &str| sys::fs::read(&root.join_unless_inside(path));
    let (certificate, key) = (read(&tls.certificate), read(&tls.key));
    for (setting, path, result) in [
        ("registry.nginx.ssl_certificate", &tls.certificate, &certificate),
        ("registry.nginx.ssl_certificate_key", &tls.key, &key),
    ] {
        if let Err(error) = result {
            let reason =
                if sys::fs::is_absent(error) { "does not exist".to_owned() } else { error.to_string() };
            problems.about(
                setting,
                format!("could not read {path}: {reason}"),
                "put the file there, name another with this setting, or run `wharf ca init` for a private authority",
            );
        }
    }
    if let (Ok(certificate), Ok(key)) = (certificate, key) {
        for fault in keys::check(&certificate, &key, &vhost.server_name, sys::clock::unix_seconds()) {
            problems.about(
                "registry.nginx.ssl_certificate",
                format!("{}: {fault}", tls.certificate),
                fault.hint().unwrap_or_default(),
            );
        }
    }
}
