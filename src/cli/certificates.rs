//! The certificate and key of the virtual host, and what else of TLS it reads: what is wrong with them, before NGINX
//! is asked.

use std::io;

use crate::derive::{Derived, Tls};
use crate::keys::pem::PemError;
use crate::keys::{self, CertificateFault};
use crate::problem::{Hint as _, Problem, Problems};
use crate::settings::Places;
use crate::sys::{self, Root};

const CERTIFICATE: &str = "registry.nginx.ssl_certificate";
const KEY: &str = "registry.nginx.ssl_certificate_key";

/// `renew-le-certs`: no certificate is fetched here yet, and who relies on it must hear of it.
pub(crate) fn renew() -> anyhow::Result<u8> {
    Err(super::advise(
        "could not renew certificates: Let's Encrypt is not built into Wharf yet",
        "let a client such as certbot write the files that `wharf config get registry.nginx` names; the next \
         `wharf reconfigure` makes NGINX read them",
    ))
}

/// How to get a certificate. One that Let's Encrypt was guessed to issue is not fetched here.
fn ways_out(tls: &Tls, host: &str, setting: &str) -> String {
    let own = match (&tls.instead_of, tls.is_automatic) {
        // A file there would end the guess that turned the registry on.
        (_, true) => "write `registry_external_url` first; then put the file there".to_owned(),
        (Some((certificate, key)), false) => {
            format!("put one for `{host}` at {certificate} and its key at {key}, which are looked at first")
        }
        (None, false) => "put the file there".to_owned(),
    };
    let other = format!("name another with `{setting}`, or run `wharf ca init` for a private authority");
    let none = if tls.is_automatic { "; with `registry.enable = false` there is no registry" } else { "" };
    format!("{own}, {other}{none}")
}

/// What is said of a file that could not be read, `absent` where it is not there. What another user may read is not
/// known to be wrong.
fn unreadable(setting: &str, path: &str, error: &io::Error, absent: String, hint: String) -> Problem {
    match error.kind() {
        _ if sys::fs::is_absent(error) => Problem::coded("E020", setting, absent, hint),
        io::ErrorKind::PermissionDenied => {
            let message = format!("could not read {path}: {error}");
            Problem::coded("E020", setting, message, "run it as root to check it")
        }
        _ => Problem::coded("E020", setting, format!("could not read {path}: {error}"), hint),
    }
}

/// The certificate and key of the vhost: there, a pair, for this host, and in force. What only some clients mind is
/// a warning.
pub(crate) fn check(
    root: &Root,
    derived: &Derived,
    places: &Places,
    problems: &mut Problems,
    warnings: &mut Vec<Problem>,
) {
    let Some(vhost) = derived.nginx.as_ref().map(|nginx| &nginx.vhost) else { return };
    let Some(tls) = &vhost.tls else { return };
    // Where nobody wrote the path, it follows from the URL.
    let setting = |key: &'static str| if places.has(key) { key } else { "registry_external_url" };
    let read = |path: &str| sys::fs::read_at_most(&root.join_unless_inside(path), sys::fs::LARGEST_TEXT);
    let (certificate, key) = (read(&tls.certificate), read(&tls.key));
    let mut note = |name: &str, path: &str, error: &io::Error, absent: String, hint: String| {
        let problem = unreadable(name, path, error, absent, hint);
        let is_known = error.kind() != io::ErrorKind::PermissionDenied;
        if is_known { problems.list.push(problem) } else { warnings.push(problem) }
    };
    let own = tls.instead_of.as_ref().filter(|_| !tls.is_automatic);
    let (own_certificate, own_key) = own.map(|(certificate, key)| (certificate, key)).unzip();
    for (name, path, own, result) in
        [(CERTIFICATE, &tls.certificate, own_certificate, &certificate), (KEY, &tls.key, own_key, &key)]
    {
        let Err(error) = result else { continue };
        // Where GitLab's would do as well, the one that is looked at first is named before it.
        let is_absent = |own: &&String| read(own).is_err_and(|error| sys::fs::is_absent(&error));
        let absent = match own.filter(|own| *own != path).filter(is_absent) {
            Some(own) => format!("there is no {own}, and {path} does not exist either"),
            None => format!("{path} does not exist"),
        };
        note(setting(name), path, error, absent, ways_out(tls, &vhost.server_name, name));
    }
    for (name, path) in [
        ("registry.nginx.ssl_client_certificate", &tls.client_certificate),
        ("registry.nginx.ssl_dhparam", &tls.dhparam),
        ("registry.nginx.ssl_password_file", &tls.password_file),
    ] {
        let Some(path) = path else { continue };
        if let Err(error) = read(path) {
            let absent = format!("{path} does not exist");
            note(name, path, &error, absent, "put the file there, or remove the line".to_owned());
        }
    }
    if key.is_ok() {
        warnings.extend(read_by_others(setting(KEY), root, &tls.key));
    }
    if let (Ok(certificate), Ok(key)) = (certificate, key) {
        for fault in keys::check(&certificate, &key, &vhost.server_name, sys::clock::unix_seconds()) {
            let is_of_key = matches!(fault, CertificateFault::KeyPem(_) | CertificateFault::Key);
            let (name, path) = if is_of_key { (KEY, &tls.key) } else { (CERTIFICATE, &tls.certificate) };
            let hint = fault.hint().unwrap_or_default();
            problems.coded(code(&fault), setting(name), format!("{path}: {fault}"), hint);
        }
        warnings.extend(keys::lacking_authority(&certificate).map(|authority| {
            Problem::coded(
                "W025",
                setting(CERTIFICATE),
                format!(
                    "{} holds the host's own certificate alone, which `{authority}` signed; clients that do not know \
                     that authority refuse it",
                    tls.certificate
                ),
                "append the authority's certificate, and those above it but the root",
            )
        }));
    }
}

fn code(fault: &CertificateFault) -> &'static str {
    match fault {
        CertificateFault::KeyPem(PemError::Encrypted) => "E022",
        CertificateFault::CertificatePem(_)
        | CertificateFault::Certificate
        | CertificateFault::KeyPem(_)
        | CertificateFault::Key
        | CertificateFault::OtherKey { .. }
        | CertificateFault::Order(_) => "E021",
        CertificateFault::Host { .. } => "E023",
        CertificateFault::Expired(_) | CertificateFault::NotYetValid(_) => "E024",
    }
}

/// A word where more than the owner, and one group that reads, may use the key.
fn read_by_others(key: &str, root: &Root, path: &str) -> Option<Problem> {
    let mode = sys::fs::access(&root.join_unless_inside(path))?.mode & 0o777;
    (mode & 0o037 != 0).then(|| {
        Problem::coded(
            "W026",
            key,
            format!("{path} is a private key, and more than its owner may use it ({mode:04o})"),
            format!("run `chmod 0600 {path}`"),
        )
    })
}
