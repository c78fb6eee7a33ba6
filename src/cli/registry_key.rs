//! `wharf registry-key`: the certificate of the key that signs tokens, for a registry that runs elsewhere.
//!
//! Invariant: it reads only. A certificate that is not kept yet is derived and printed, not written.

use anyhow::Context as _;
use serde_json::json;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::source::{self, Place};
use super::understand::{View, kept_secrets};
use super::{DONE, Global, advise, print, print_line, tell};
use crate::derive::secrets::{Given, Kept, PATH};
use crate::keys;
use crate::observe;
use crate::sys::clock;
use crate::token::KeyId;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Print the certificate: the `rootcertbundle` of a registry elsewhere
    Cert,
    /// Print what the key is called: the `kid` of tokens, and the SHA-256 of the public key
    Fingerprint,
}

pub(crate) fn run(global: &Global, command: &Command) -> anyhow::Result<u8> {
    let certificate = certificate(global)?;
    match command {
        Command::Cert => print(&certificate),
        Command::Fingerprint => {
            let chain = keys::pem::certificates(certificate.as_bytes())?;
            let der = chain.first().map(Vec::as_slice).unwrap_or_default();
            let (_, parsed) = X509Certificate::from_der(der).context("could not read the certificate")?;
            let public_key = parsed.public_key().raw;
            let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, public_key);
            let hash = crate::inputs::hexadecimal(hash.as_ref());
            let key_id = KeyId::libtrust(public_key);
            if global.json {
                print_line(
                    json!({ "schema": "wharf.registry-key/1", "kid": key_id.as_str(), "sha256": hash }),
                );
            } else {
                print_line(format_args!("kid     {key_id}\nsha256  {hash}"));
            }
        }
    }
    Ok(DONE)
}

/// The certificate that is kept or given, else one derived from the key.
fn certificate(global: &Global) -> anyhow::Result<String> {
    let root = global.root()?;
    let place = source::place(global, &root)?;
    let is_missing = matches!(&place, Place::File(file) if global.config.is_none() && !file.exists());
    let kept = if is_missing {
        Kept::read(observe::text(&root, PATH)?.as_deref(), Given::default())?
    } else {
        kept_secrets(
            &root,
            &source::settings(&root, &place)?,
            View::Host,
            &mut observe::Remembered::default(),
        )?
        .kept
    };
    let pem = match (kept.internal_certificate(), kept.internal_key()) {
        (Some(certificate), _) => certificate.to_owned(),
        (None, Some(key)) => {
            if !global.quiet {
                tell("note: this certificate is derived from the key; `wharf reconfigure` keeps one");
            }
            keys::certificate_for(key.expose().as_bytes(), clock::unix_seconds())
                .context("could not derive a certificate from `registry.internal_key`")?
        }
        (None, None) => {
            return Err(advise(
                format!("there is no key yet: neither `registry.internal_key` nor {PATH} has one"),
                "run `wharf reconfigure`, which makes one, or give yours in `registry.internal_key`",
            ));
        }
    };
    Ok(format!("{}\n", pem.trim_end()))
}
