//! The settings file of a new registry, short and commented.

use super::{Certificate, Choices, Draft, program};
use crate::cli::authority;
use crate::settings::Url;
use crate::settings::reference::toml_value;
use crate::sys::Root;

/// `text` as TOML.
fn quoted(text: &dyn ToString) -> String {
    toml_value(&text.to_string().into())
}

/// The first port from `wanted` on that clients do not use already.
fn inner_port(wanted: u16, url: &Url) -> u16 {
    if url.effective_port() == wanted { wanted.saturating_add(10) } else { wanted }
}

pub(super) fn draft(choices: &Choices, root: &Root) -> Draft {
    let Choices { url, certificate, gitlab, storage } = choices;
    let host = url.host_without_brackets().to_ascii_lowercase();
    let program = program(root);
    let places = authority::paths(root, &host);
    let (certificate_path, key_path) = authority::paths(&Root::machine(), &host);
    let (certificate_path, key_path) = (certificate_path.display(), key_path.display());
    let mut lines = vec![
        format!("# The container registry at {url}. After a change: `wharf plan` shows what it means,"),
        "# `wharf reconfigure` makes it so.".to_owned(),
        String::new(),
        "# Where people reach the registry.".to_owned(),
        format!("registry_external_url = {}", quoted(url)),
    ];
    let mut notes = Vec::new();
    let mut next = Vec::new();
    if let Some(gitlab) = gitlab {
        lines.extend([
            String::new(),
            "# The GitLab server whose users push and pull. It signs their tokens.".to_owned(),
            format!("external_url = {}", quoted(gitlab)),
        ]);
    }
    let engine = inner_port(5000, url);
    if engine != 5000 {
        lines.extend([
            String::new(),
            "[registry]".to_owned(),
            "# Where NGINX reaches the engine; 5000, its usual port, is the one for people here.".to_owned(),
            format!("registry_http_addr = {}", quoted(&format!("127.0.0.1:{engine}"))),
        ]);
    }
    if let Some(certificate) = certificate {
        let origin = match certificate {
            Certificate::Files => "The certificate, those that lead to its authority below it, and its key.",
            Certificate::Private => {
                "Made by `wharf ca init`; clients trust it once they have `wharf ca print`."
            }
        };
        lines.extend([
            String::new(),
            "[registry.nginx]".to_owned(),
            format!("# {origin}"),
            format!("ssl_certificate = {}", quoted(&certificate_path)),
            format!("ssl_certificate_key = {}", quoted(&key_path)),
        ]);
    } else {
        notes.push(
            "over plain HTTP passwords and images can be read on the way, and clients must be told that the registry is insecure"
                .to_owned(),
        );
    }
    if let Some(storage) = storage {
        lines.extend([
            String::new(),
            "[registry.storage.filesystem]".to_owned(),
            "# The folder of the images.".to_owned(),
            format!("rootdirectory = {}", quoted(storage)),
        ]);
    }
    if gitlab.is_some() {
        lines.extend([
            String::new(),
            "# GitLab needs a key to sign with and the registry's address: both are written below".to_owned(),
            "# /var/opt/gitlab/gitlab-rails/etc. For a GitLab here that was installed from source, name its file:"
                .to_owned(),
            "# [gitlab_rails]".to_owned(),
            "# config_path = \"/home/git/gitlab/config/gitlab.yml\"".to_owned(),
        ]);
    } else {
        lines.extend([
            String::new(),
            "# Tokens are signed here, for the users that `wharf user add NAME` writes below.".to_owned(),
            "[auth_server]".to_owned(),
            "enable = true".to_owned(),
        ]);
        let port = inner_port(5002, url);
        if port != 5002 {
            lines.push(format!("listen = {}", quoted(&format!("127.0.0.1:{port}"))));
        }
    }
    lines.push(String::new());
    if *certificate == Some(Certificate::Files) {
        let (certificate, key) = (places.0.display(), places.1.display());
        next.push(format!("put the certificate at {certificate} and its key at {key}"));
    }
    if gitlab.is_none() {
        next.push(format!("{program} user add NAME"));
    }
    next.push(format!("{program} reconfigure"));
    if *certificate == Some(Certificate::Private) {
        next.push(format!("{program} ca print      # the certificate that clients must trust"));
    }
    let private = (*certificate == Some(Certificate::Private)).then_some(host);
    Draft { text: lines.join("\n"), private, notes, next }
}
