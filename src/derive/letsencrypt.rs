//! Whether a certificate of Let's Encrypt is in play, and what that means for the registry: a pure decision.
//!
//! Fetching is not built. A guess therefore only moves paths, as hosts that come from Omnibus have them: where the
//! registry has no certificate of its own, it shares the one that Let's Encrypt issued to GitLab for both names.

use super::{Facts, Findings};
use crate::settings::{AbsolutePath, LetsEncrypt, Scheme, Settings, Url};

/// What Let's Encrypt means for this host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    /// A certificate of Let's Encrypt is wanted or remembered.
    pub(super) is_on: bool,
    /// GitLab's certificate and its key, as host paths.
    pub(super) gitlab: Option<CertificatePaths>,
}

/// A certificate and its key, as host paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CertificatePaths {
    pub(super) certificate: String,
    pub(super) key: String,
}

/// A certificate and its key: those that were named, else those that are called like the host.
pub(super) fn paths_for(
    url: &Url,
    certificate: Option<&AbsolutePath>,
    key: Option<&AbsolutePath>,
) -> CertificatePaths {
    let host = url.host_without_brackets();
    let named = |given: Option<&AbsolutePath>, ending: &str| {
        given.map_or_else(|| format!("/etc/gitlab/ssl/{host}.{ending}"), ToString::to_string)
    };
    CertificatePaths { certificate: named(certificate, "crt"), key: named(key, "key") }
}

/// GitLab's certificate. `nginx.ssl_certificate` is the old name of its setting.
pub(super) fn of_gitlab(settings: &Settings) -> Option<CertificatePaths> {
    let url = settings.external_url.as_ref().filter(|url| url.scheme == Scheme::Https)?;
    let (site, old) = (&settings.gitlab_rails.nginx, &settings.nginx);
    let certificate = site.ssl_certificate.as_ref().or(old.ssl_certificate.as_ref());
    let key = site.ssl_certificate_key.as_ref().or(old.ssl_certificate_key.as_ref());
    Some(paths_for(url, certificate, key))
}

/// Decides. `nginx_is_on` is whether an NGINX runs here at all, `is_remembered` whether an earlier run guessed it.
pub(super) fn decide(
    settings: &Settings,
    facts: &Facts,
    nginx_is_on: bool,
    is_remembered: bool,
    findings: &mut Findings,
) -> Decision {
    let gitlab = of_gitlab(settings);
    let site = &settings.gitlab_rails.nginx;
    let speaks_tls = site.listen_https.or(settings.nginx.listen_https).unwrap_or(true);
    let may_guess = !settings.auth_server.enable && site.enable.unwrap_or(nginx_is_on) && speaks_tls;
    let has_files = |paths: &CertificatePaths| {
        facts.existing.contains(&paths.certificate) || facts.existing.contains(&paths.key)
    };
    let would_guess = may_guess && gitlab.as_ref().is_some_and(|paths| is_remembered || !has_files(paths));
    let guess = would_guess && settings.package.generate_secrets_json_file;
    if would_guess && !guess && settings.letsencrypt.enable.is_none() {
        findings.warning(
            "package.generate_secrets_json_file",
            "`package.generate_secrets_json_file` is false, so Let's Encrypt is not guessed, nor does a registry come on by itself",
            "write `letsencrypt.enable = false` where that is meant, and `registry_external_url` for a registry",
        );
    }
    speak(settings, findings);
    Decision { is_on: settings.letsencrypt.enable.unwrap_or(guess), gitlab }
}

/// What is refused or has no effect.
fn speak(settings: &Settings, findings: &mut Findings) {
    let given = &settings.letsencrypt;
    if given.enable != Some(true) {
        if (LetsEncrypt { enable: given.enable, ..LetsEncrypt::default() }) != *given {
            findings.warning(
                "letsencrypt",
                "`letsencrypt` says how certificates are fetched, which is not built yet and has no effect",
                "put a certificate where `registry.nginx.ssl_certificate` says",
            );
        }
        return;
    }
    findings.refusal(
        "letsencrypt.enable",
        "`letsencrypt.enable` is true, but fetching certificates is not built yet",
        "set it to `false`, and put a certificate where `registry.nginx.ssl_certificate` says",
    );
    match &settings.external_url {
        None => findings.problem(
            "letsencrypt.enable",
            "`letsencrypt.enable` is true, but there is no `external_url` to fetch a certificate for",
            "add `external_url` with the URL of GitLab, or remove the line",
        ),
        Some(url) if url.scheme == Scheme::Http => findings.warning(
            "letsencrypt.enable",
            "`letsencrypt.enable` is true, but `external_url` starts with `http://`",
            format!("write `{}`", Url { scheme: Scheme::Https, ..url.clone() }),
        ),
        Some(_) => {}
    }
}
