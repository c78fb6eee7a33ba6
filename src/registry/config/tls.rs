//! `http.tls`: which files TLS is served with, and to whom.
//!
//! What `distribution` accepts and nobody should speak any more (TLS 1.0 and 1.1, RC4, CBC, key exchange without
//! forward secrecy) is accepted with a warning and not served, as long as something is left to serve.

use std::path::PathBuf;

use serde_yaml::Value;

use super::read::{Reader, scalar};

/// `http.tls`, with a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsConfig {
    /// The certificate and those between it and its authority, in PEM.
    pub certificate: PathBuf,
    /// Its private key, in PEM.
    pub key: PathBuf,
    /// The authorities of clients.
    pub client_authorities: Vec<PathBuf>,
    /// What is asked of clients.
    pub client_auth: ClientAuth,
    /// Whether TLS 1.2 is served beside 1.3.
    pub serves_tls12: bool,
    /// The suites of TLS 1.2 to offer, by Go's names; none is all. Those of TLS 1.3 are always offered, as Go does.
    pub cipher_suites: Vec<&'static str>,
}

/// `http.tls.clientauth`, by the names of `distribution` 3. Without authorities nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClientAuth {
    /// Nothing.
    #[default]
    None,
    /// A certificate, of anybody, or none.
    Request,
    /// A certificate of anybody.
    RequireAny,
    /// None, or one of the authorities.
    VerifyIfGiven,
    /// One of the authorities: what `distribution` 2.8 always asks for.
    RequireAndVerify,
}

/// The suites of TLS 1.2 that are served, by Go's names.
pub(in crate::registry) const SERVED: [&str; 6] = [
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
];
/// Those of TLS 1.3, which Go accepts in the list and always offers.
const ALWAYS: [&str; 3] =
    ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];
/// Those that Go knows beside, and calls insecure or no longer offers by itself.
const FORSAKEN: [&str; 16] = [
    "TLS_RSA_WITH_RC4_128_SHA",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
    "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
];

/// Reads the section; `None` is no TLS.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<TlsConfig> {
    refuse_acme(reader);
    let path =
        |reader: &mut Reader<'_>, key| reader.text(key).filter(|path| !path.is_empty()).map(PathBuf::from);
    let certificate = path(reader, "http.tls.certificate");
    let key = path(reader, "http.tls.key");
    let client_authorities: Vec<PathBuf> = reader
        .texts("http.tls.clientcas")
        .into_iter()
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
        .collect();
    let client_auth = client_auth(reader, !client_authorities.is_empty());
    let serves_tls12 = serves_tls12(reader);
    let suites = cipher_suites(reader, serves_tls12);
    match (certificate, key) {
        (Some(certificate), Some(key)) => Some(TlsConfig {
            certificate,
            key,
            client_authorities,
            client_auth,
            serves_tls12: serves_tls12 && !suites.is_for_tls13,
            cipher_suites: suites.names,
        }),
        (Some(_), None) => {
            let fix = "name the file with the private key of `http.tls.certificate`";
            reader.fault("http.tls.key", "is missing", fix);
            None
        }
        (None, Some(_)) => {
            let fix = "name the file with the certificate of `http.tls.key`, or remove the key to serve without TLS";
            reader.fault("http.tls.certificate", "is missing", fix);
            None
        }
        (None, None) => {
            if !client_authorities.is_empty() {
                let fix = "add `http.tls.certificate` and `http.tls.key`: without TLS no client shows a certificate";
                reader.fault("http.tls.clientcas", "has no effect", fix);
            }
            None
        }
    }
}

/// Refuses Let's Encrypt: 2.8 speaks a version of ACME that is switched off, so no working configuration has it.
fn refuse_acme(reader: &mut Reader<'_>) {
    let asks = reader.get("http.tls.letsencrypt").and_then(Value::as_mapping).is_some_and(|section| {
        section.values().any(|value| match value {
            Value::Null => false,
            Value::Sequence(list) => !list.is_empty(),
            other => scalar(other).is_none_or(|text| !text.is_empty()),
        })
    });
    if asks {
        let fix = "remove it, and name `http.tls.certificate` and `http.tls.key`, which are read again when an ACME \
                   client has renewed them; or let NGINX end TLS before the engine";
        reader.fault("http.tls.letsencrypt", "is not served by this engine", fix);
    }
}

fn client_auth(reader: &mut Reader<'_>, has_authorities: bool) -> ClientAuth {
    let kind = match reader.text("http.tls.clientauth").unwrap_or_default().as_str() {
        "" | "require-and-verify-client-cert" => ClientAuth::RequireAndVerify,
        "verify-client-cert-if-given" => ClientAuth::VerifyIfGiven,
        "require-any-client-cert" => ClientAuth::RequireAny,
        "request-client-cert" => ClientAuth::Request,
        other => {
            let fix = "write `require-and-verify-client-cert`, `verify-client-cert-if-given`, \
                       `require-any-client-cert` or `request-client-cert`";
            reader.fault("http.tls.clientauth", format!("is {other:?}"), fix);
            ClientAuth::RequireAndVerify
        }
    };
    if has_authorities { kind } else { ClientAuth::None }
}

fn serves_tls12(reader: &mut Reader<'_>) -> bool {
    match reader.text("http.tls.minimumtls").unwrap_or_default().as_str() {
        "" | "tls1.2" => true,
        "tls1.3" => false,
        old @ ("tls1.0" | "tls1.1") => {
            reader.warnings.push(format!(
                "`http.tls.minimumtls` is {old}, which is broken: TLS 1.2 and 1.3 are served; write `tls1.2`"
            ));
            true
        }
        other => {
            let fix = "write `tls1.2` or `tls1.3`";
            reader.fault("http.tls.minimumtls", format!("is {other:?}"), fix);
            true
        }
    }
}

/// The suites that were chosen.
struct Chosen {
    /// Those of TLS 1.2; none is all.
    names: Vec<&'static str>,
    /// A list without one of TLS 1.2: it is not served.
    is_for_tls13: bool,
}

fn cipher_suites(reader: &mut Reader<'_>, serves_tls12: bool) -> Chosen {
    const KEY: &str = "http.tls.ciphersuites";
    let asked: Vec<String> = reader.texts(KEY).into_iter().filter(|name| !name.is_empty()).collect();
    let known = |list: &[&'static str], name: &str| list.iter().copied().find(|known| *known == name);
    let names: Vec<&'static str> = asked.iter().filter_map(|name| known(&SERVED, name)).collect();
    let always = asked.iter().any(|name| known(&ALWAYS, name).is_some());
    let forsaken: Vec<&str> = asked.iter().filter_map(|name| known(&FORSAKEN, name)).collect();
    for name in &asked {
        let is_known = [&SERVED[..], &ALWAYS, &FORSAKEN].iter().any(|list| known(list, name).is_some());
        if !is_known {
            let fix = format!("write names as Go does: {}", SERVED.join(", "));
            reader.fault(KEY, format!("has {name:?}, which is no cipher suite"), fix);
        }
    }
    if !forsaken.is_empty() {
        let list = forsaken.join(", ");
        if names.is_empty() && !always {
            let fix = format!("choose from {}, or remove the key", SERVED.join(", "));
            reader.fault(KEY, format!("has only suites that are not served: {list}"), fix);
        } else {
            reader.warnings.push(format!("`{KEY}`: {list} are not served, the others are"));
        }
    }
    if !asked.is_empty() && !serves_tls12 {
        // As in Go, where the list rules TLS 1.2 only.
        return Chosen { names: Vec::new(), is_for_tls13: false };
    }
    Chosen { is_for_tls13: names.is_empty() && always, names }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn parse(tls: &str) -> Result<Config, String> {
        Config::parse(&format!(
            "version: 0.1\nstorage: {{filesystem: {{}}}}\nhttp: {{addr: 'localhost:1', tls: {{{tls}}}}}\n"
        ))
        .map_err(|error| error.to_string())
    }

    #[test]
    fn tls_is_what_the_keys_of_distribution_say() {
        let pair = "certificate: /c, key: /k";
        for (more, tls12, suites, auth, warnings) in [
            ("", true, 0, ClientAuth::None, 0),
            (", minimumtls: tls1.0", true, 0, ClientAuth::None, 1),
            (", minimumtls: tls1.1", true, 0, ClientAuth::None, 1),
            (", minimumtls: tls1.2", true, 0, ClientAuth::None, 0),
            (", minimumtls: tls1.3", false, 0, ClientAuth::None, 0),
            (", clientcas: [/a]", true, 0, ClientAuth::RequireAndVerify, 0),
            (", clientcas: [/a], clientauth: request-client-cert", true, 0, ClientAuth::Request, 0),
            (", clientauth: require-any-client-cert", true, 0, ClientAuth::None, 0),
            (", ciphersuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]", true, 1, ClientAuth::None, 0),
            (", ciphersuites: [TLS_AES_128_GCM_SHA256]", false, 0, ClientAuth::None, 0),
            (
                ", ciphersuites: [TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]",
                true,
                1,
                ClientAuth::None,
                1,
            ),
        ] {
            let config = parse(&format!("{pair}{more}")).unwrap();
            assert_eq!(config.warnings().len(), warnings, "{more}: {:?}", config.warnings());
            let tls = config.http.tls.unwrap();
            assert_eq!(
                (tls.serves_tls12, tls.cipher_suites.len(), tls.client_auth),
                (tls12, suites, auth),
                "{more}"
            );
        }
        assert!(parse("certificate: '', key: ''").unwrap().http.tls.is_none());
        assert!(parse("minimumtls: tls1.2").unwrap().http.tls.is_none());
    }

    #[test]
    fn what_is_not_served_is_refused_by_its_key() {
        for (tls, part) in [
            ("certificate: /c", "`http.tls.key` is missing"),
            ("key: /k", "`http.tls.certificate` is missing"),
            ("clientcas: [/a]", "`http.tls.clientcas` has no effect"),
            ("certificate: /c, key: /k, minimumtls: tls2", "`http.tls.minimumtls` is \"tls2\""),
            ("certificate: /c, key: /k, clientcas: [/a], clientauth: maybe", "`http.tls.clientauth`"),
            ("certificate: /c, key: /k, ciphersuites: [X]", "\"X\", which is no cipher suite"),
            (
                "certificate: /c, key: /k, ciphersuites: [TLS_RSA_WITH_AES_128_CBC_SHA]",
                "only suites that are not served",
            ),
            ("letsencrypt: {cachefile: /x, email: a@b.c}", "`http.tls.letsencrypt` is not served"),
            ("letsencrypt: {hosts: [a]}", "`http.tls.letsencrypt` is not served"),
        ] {
            let error = parse(tls).expect_err(tls);
            assert!(error.contains(part), "{tls}: {error}");
        }
    }
}
