//! `wharf ca`: a private certificate authority for labs, and certificates for their hosts.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::source::{self, Place};
use super::{DONE, Global, advise, print, tell, trust_script};
use crate::keys::{Authority, days_left};
use crate::settings::Scheme;
use crate::sys::{Root, clock, fs};

/// Where Omnibus and NGINX look for certificates.
const FOLDER: &str = "/etc/gitlab/ssl";
pub(super) const CERTIFICATE: &str = "/etc/gitlab/ssl/wharf-ca.crt";
const KEY: &str = "/etc/gitlab/ssl/wharf-ca.key";

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Make the authority, if there is none, and a certificate for each host
    Init {
        /// A host name or address [default: those of `registry_external_url` and of an https `external_url`]
        #[arg(long = "host", value_name = "NAME")]
        hosts: Vec<String>,
        /// Replace the certificates that these hosts have (never the authority)
        #[arg(long)]
        force: bool,
    },
    /// Print the authority's certificate
    Print,
    /// Print a script that lets a client trust this registry: `| ssh CLIENT sudo sh`
    TrustScript {
        /// The client
        #[arg(long = "for", value_name = "CLIENT")]
        client: trust_script::Client,
    },
}

pub(crate) fn run(global: &Global, command: Command) -> anyhow::Result<u8> {
    let root = global.root()?;
    match command {
        Command::Init { hosts, force } => {
            let hosts = if hosts.is_empty() { hosts_of_settings(global, &root)? } else { hosts };
            init(global, &root, &hosts, force)?;
            say(global, "give clients the authority with `wharf ca print`, then run `wharf reconfigure`");
            Ok(DONE)
        }
        Command::TrustScript { client } => trust_script::run(global, client),
        Command::Print => {
            let path = root.join(CERTIFICATE);
            let pem = fs::read_optional_at_most(&path, fs::LARGEST_TEXT)
                .with_context(|| format!("could not read {}", path.display()))?;
            let pem = pem.ok_or_else(|| {
                advise(format!("there is no authority at {}", path.display()), "run `wharf ca init` first")
            })?;
            print(&String::from_utf8_lossy(&pem));
            Ok(DONE)
        }
    }
}

/// The authority, if there is none, and a certificate for each of `hosts`.
pub(super) fn init(global: &Global, root: &Root, hosts: &[String], force: bool) -> anyhow::Result<()> {
    let now = clock::unix_seconds();
    let (authority, is_new) = authority(root, now)?;
    // Everything is made and refused before anything is written.
    let mut certificates: Vec<(PathBuf, Vec<u8>, u32)> = Vec::new();
    let mut kept = Vec::new();
    for host in hosts {
        let (certificate, key) = paths(root, host);
        let existing = fs::read_optional_at_most(&certificate, fs::LARGEST_TEXT)
            .with_context(|| could_not_read(&certificate))?;
        let has_key = fs::access(&key).is_some();
        match existing {
            Some(pem) if !force => kept.push((host, certificate, days_left(&pem, now).ok())),
            None if has_key && !force => {
                let message = format!("{} is there without its certificate", key.display());
                return Err(advise(
                    message,
                    format!("put {} beside it, or replace it with `--force`", certificate.display()),
                ));
            }
            _ => {
                let issued = authority.issue(std::slice::from_ref(host), now)?;
                // The key first: a certificate is never there without its key.
                certificates.push((key, issued.key.expose().clone().into_bytes(), 0o600));
                certificates.push((certificate, issued.certificate.into_bytes(), 0o644));
            }
        }
    }
    let folder = root.join(FOLDER);
    let made = folder.parent().map_or(Ok(()), fs::make_directories);
    made.and_then(|()| fs::make_directory(&folder, fs::Access::mode(0o755)))
        .with_context(|| format!("could not make {}", folder.display()))?;
    if is_new {
        write(global, &root.join(KEY), authority.key().expose().as_bytes(), 0o600)?;
        write(global, &root.join(CERTIFICATE), authority.certificate().as_bytes(), 0o644)?;
    }
    for (path, bytes, mode) in &certificates {
        write(global, path, bytes, *mode)?;
    }
    for (host, path, days) in kept {
        let days = days.map_or(String::new(), |days| format!(" ({days} days left)"));
        let other = format!("`wharf ca init --host {host} --force` replaces it");
        say(global, &format!("kept {}{days}; {other}", path.display()));
    }
    Ok(())
}

fn authority(root: &Root, now: u64) -> anyhow::Result<(Authority, bool)> {
    let (certificate, key) = (root.join(CERTIFICATE), root.join(KEY));
    let read =
        |path: &Path| fs::read_optional_at_most(path, fs::LARGEST_TEXT).with_context(|| could_not_read(path));
    match (read(&certificate)?, read(&key)?) {
        (None, None) => Ok((Authority::create(now)?, true)),
        (Some(certificate_pem), Some(key_pem)) => {
            let loaded = Authority::load(&certificate_pem, &key_pem, now)
                .with_context(|| format!("could not use the authority {}", certificate.display()))?;
            Ok((loaded, false))
        }
        (there, _) => {
            let (there, missing) = if there.is_some() { (certificate, key) } else { (key, certificate) };
            let message = format!("{} is there without {}", there.display(), missing.display());
            Err(advise(message, "put the other half back, or move this one away for a new authority"))
        }
    }
}

fn could_not_read(path: &Path) -> String {
    format!("could not read {}", path.display())
}

fn write(global: &Global, path: &Path, bytes: &[u8], mode: u32) -> anyhow::Result<()> {
    fs::replace(path, bytes, fs::Access::mode(mode))
        .with_context(|| format!("could not write {}", path.display()))?;
    say(global, &format!("wrote {}", path.display()));
    Ok(())
}

fn say(global: &Global, text: &str) {
    if !global.quiet {
        tell(format_args!("{text}"));
    }
}

/// Omnibus' names, `<host>.crt` and `<host>.key`; the star of a wildcard is written `_`.
pub(super) fn paths(root: &Root, host: &str) -> (PathBuf, PathBuf) {
    let name = host.replace(['*', '/'], "_");
    (root.join(&format!("{FOLDER}/{name}.crt")), root.join(&format!("{FOLDER}/{name}.key")))
}

/// The hosts of `registry_external_url` and of an https `external_url`.
fn hosts_of_settings(global: &Global, root: &Root) -> anyhow::Result<Vec<String>> {
    let place = source::place(global, root)?;
    let which = "name the hosts with `--host NAME`";
    let shown = place.path();
    if matches!(&place, Place::File(file) if !file.exists()) {
        return Err(advise(format!("there is no settings file {}", shown.display()), which));
    }
    let settings = source::settings(root, &place)?.settings;
    let own = settings.external_url.as_ref().filter(|url| url.scheme == Scheme::Https);
    let mut hosts: Vec<String> = Vec::new();
    for url in settings.registry_url().into_iter().chain(own) {
        // A certificate knows an IPv6 address without its brackets.
        let host = url.host.trim_matches(['[', ']']).to_ascii_lowercase();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    if hosts.is_empty() {
        return Err(advise(format!("{} names no `registry_external_url`", shown.display()), which));
    }
    Ok(hosts)
}
