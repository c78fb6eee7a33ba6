//! `auth`: who may do what.

use std::path::PathBuf;

use serde_yaml::Value;

use super::read::{Reader, scalar};

/// `auth`.
#[derive(Debug, Clone)]
pub enum AuthConfig {
    /// Anybody anything.
    None,
    /// Who has a token that says so.
    Token(TokenConfig),
}

impl AuthConfig {
    /// The issuer of tokens, where it is tokens that are asked for.
    #[must_use]
    pub fn token(&self) -> Option<&TokenConfig> {
        match self {
            Self::Token(token) => Some(token),
            Self::None => None,
        }
    }
}

/// `auth.token`.
#[derive(Debug, Clone)]
pub struct TokenConfig {
    /// Where clients get a token.
    pub realm: String,
    /// The audience that a token must name.
    pub service: String,
    /// Who must have signed it.
    pub issuer: String,
    /// The file with the issuer's certificates.
    pub root_cert_bundle: PathBuf,
    /// The path of the realm on the host that was asked, in place of `realm`.
    pub auto_redirect: Option<String>,
}

/// Whether the file says in so many words that anybody may do anything.
pub(super) fn says_none(reader: &Reader<'_>) -> bool {
    match reader.get("auth") {
        Some(Value::String(kind)) => kind.eq_ignore_ascii_case("none"),
        Some(Value::Mapping(kinds)) => kinds.contains_key("none"),
        _ => false,
    }
}

/// Reads the section: at most one kind.
pub(super) fn read(reader: &mut Reader<'_>) -> AuthConfig {
    if says_none(reader) {
        return AuthConfig::None;
    }
    let kinds: Vec<String> = match reader.get("auth") {
        None => Vec::new(),
        Some(Value::Mapping(kinds)) => kinds.keys().filter_map(scalar).collect(),
        Some(other) => vec![scalar(other).unwrap_or_default()],
    };
    match kinds.as_slice() {
        [] => AuthConfig::None,
        [kind] if kind == "token" => AuthConfig::Token(token(reader)),
        [kind] => {
            let fix = "use `auth.token`, or write `auth: none`";
            reader.fault(&format!("auth.{kind}"), "is not served by this engine", fix);
            AuthConfig::None
        }
        many => {
            reader.fault("auth", format!("names {} kinds: {}", many.len(), many.join(", ")), "keep one");
            AuthConfig::None
        }
    }
}

fn token(reader: &mut Reader<'_>) -> TokenConfig {
    let path = reader.text("auth.token.autoredirectpath").unwrap_or_else(|| "/auth/token".to_owned());
    let auto_redirect = reader.boolean("auth.token.autoredirect").then_some(path);
    let realm = if auto_redirect.is_some() {
        reader.text("auth.token.realm").unwrap_or_default()
    } else {
        reader.needed("auth.token.realm", "https://gitlab.example.com/jwt/auth")
    };
    if !realm.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"') {
        reader.fault("auth.token.realm", "is no URL", "write it without spaces and quotes");
    }
    let service = reader.needed("auth.token.service", "container_registry");
    if !service.bytes().all(|byte| (byte == b' ' || byte.is_ascii_graphic()) && byte != b'"') {
        reader.fault("auth.token.service", "cannot stand in a header", "write it in ASCII, without quotes");
    }
    TokenConfig {
        realm,
        service,
        issuer: reader.needed("auth.token.issuer", "omnibus-gitlab-issuer"),
        root_cert_bundle: PathBuf::from(
            reader.needed("auth.token.rootcertbundle", "/var/opt/gitlab/registry/gitlab-registry.crt"),
        ),
        auto_redirect,
    }
}
