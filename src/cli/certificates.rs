//! The certificate and key of the virtual host: what is wrong with them, before NGINX is asked.

use std::path::Path;

use crate::derive::{Derived, Tls};
use crate::keys;
use crate::problem::{Hint as _, Problems};
use crate::sys;

/// How to get a certificate. One that Let's Encrypt was guessed to issue is not fetched here.
fn ways_out(tls: &Tls, host: &str) -> String {
    let own = match (&tls.instead_of, tls.is_automatic) {
        (_, true) => "write `registry_external_url` and put the file there".to_owned(),
        (Some(own), false) => format!("put one for `{host}` at {own}, which is looked at first"),
        (None, false) => "put the file there".to_owned(),
    };
    let other = "name another with this setting, or run `wharf ca init` for a private authority";
    let none = if tls.is_automatic { "; with `registry.enable = false` there is no registry" } else { "" };
    format!("{own}, {other}{none}")
}

/// The certificate and key of the vhost: there, a pair, for this host, and in force.
pub(crate) fn check(derived: &Derived, problems: &mut Problems) {
    let Some(vhost) = derived.nginx.as_ref().map(|nginx| &nginx.vhost) else { return };
    let Some(tls) = &vhost.tls else { return };
    let read = |path: &str| sys::fs::read(Path::new(path));
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
                ways_out(tls, &vhost.server_name),
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
