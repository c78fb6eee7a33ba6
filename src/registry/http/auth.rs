//! Who may do what: bearer tokens, and the challenge that tells clients where to get one.
//!
//! The scopes of a route and the words of the challenge are `distribution`'s (its `registry/handlers/app.go` and
//! `registry/auth/token`): reading asks for `pull`, writing for `pull,push`, deleting for `delete`.

use std::fmt::Write as _;

use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, Method};
use serde_json::{Value, json};

use super::answer::Refusal;
use super::route::Route;
use super::{Peer, query, urls};
use crate::registry::config::TokenConfig;
use crate::registry::spec::{ErrorCode, RepositoryName};
use crate::sys::clock;
use crate::token::{self, Claims, Expected, TrustedKeys};

/// The judge of tokens.
#[derive(Debug)]
pub(crate) struct Gate {
    config: TokenConfig,
    keys: TrustedKeys,
    expected: Expected,
}

/// What one action needs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Need {
    kind: &'static str,
    name: String,
    actions: &'static [&'static str],
}

/// What a mount asks for beside: to read the source. A token without it is let in and gets a plain upload, so this
/// only tells clients what to ask for.
fn source(route: &Route, query: Option<&str>) -> Option<Need> {
    let Route::Uploads(_) = route else { return None };
    let from = query::value(query, "from").and_then(|from| RepositoryName::parse(&from))?;
    Some(Need { kind: "repository", name: from.to_string(), actions: &["pull"] })
}

/// What a route needs; none is that any valid token will do.
fn needs(route: &Route, method: &Method) -> Option<Need> {
    let actions: &'static [&'static str] = match *method {
        Method::GET | Method::HEAD => &["pull"],
        Method::DELETE => &["delete"],
        _ => &["pull", "push"],
    };
    if *route == Route::Catalog {
        return Some(Need { kind: "registry", name: "catalog".to_owned(), actions: &["*"] });
    }
    route.name().map(|name| Need { kind: "repository", name: name.to_string(), actions })
}

impl Gate {
    /// A gate that trusts `keys`.
    pub(crate) fn new(config: TokenConfig, keys: TrustedKeys) -> Self {
        let expected = Expected { issuer: config.issuer.clone(), audience: config.service.clone() };
        Self { config, keys, expected }
    }

    /// Lets a request in, or says what it lacks.
    pub(super) fn check(&self, route: &Route, parts: &Parts, peer: Peer) -> Result<Claims, Refusal> {
        let need = needs(route, &parts.method);
        let asked: Vec<Need> = need.clone().into_iter().chain(source(route, parts.uri.query())).collect();
        let refuse = |error| self.challenge(&asked, error, &parts.headers, peer);
        let Some(header) = parts.headers.get(AUTHORIZATION) else { return Err(refuse(None)) };
        let words: Vec<&str> = header.to_str().unwrap_or_default().split(' ').collect();
        let [kind, token] = words.as_slice() else { return Err(refuse(None)) };
        if !kind.eq_ignore_ascii_case("bearer") {
            return Err(refuse(None));
        }
        let claims = match token::verify(token, &self.keys, &self.expected, clock::unix_seconds()) {
            Ok(claims) => claims,
            Err(error) => return Err(refuse(Some(("invalid_token", error.to_string())))),
        };
        let lacks = need.as_ref().is_some_and(|need| {
            !need.actions.iter().all(|action| claims.allows(need.kind, &need.name, action))
        });
        if lacks {
            return Err(refuse(Some(("insufficient_scope", "the token does not allow this".to_owned()))));
        }
        Ok(claims)
    }

    /// 401 with the challenge of `distribution`: realm, service, scope and, when a token was sent, what is wrong
    /// with it (RFC 6750, section 3).
    fn challenge(
        &self,
        asked: &[Need],
        error: Option<(&str, String)>,
        headers: &HeaderMap,
        peer: Peer,
    ) -> Refusal {
        let realm = match &self.config.auto_redirect {
            Some(path) => urls::origin(headers, peer).map(|origin| format!("{origin}{path}")),
            None => None,
        };
        let realm = realm.unwrap_or_else(|| self.config.realm.clone());
        let mut challenge = format!("Bearer realm=\"{realm}\",service=\"{}\"", self.config.service);
        let scopes: Vec<String> = asked
            .iter()
            .map(|need| format!("{}:{}:{}", need.kind, need.name, need.actions.join(",")))
            .collect();
        if !scopes.is_empty() {
            let _ = write!(challenge, ",scope=\"{}\"", scopes.join(" "));
        }
        let mut detail: Vec<Value> = asked
            .iter()
            .flat_map(|need| need.actions.iter().map(move |action| (need, action)))
            .map(
                |(need, action)| json!({"Type": need.kind, "Class": "", "Name": need.name, "Action": action}),
            )
            .collect();
        if let Some((word, why)) = error {
            let _ = write!(challenge, ",error=\"{word}\"");
            detail.push(json!({"reason": why, "fix": "get a new token from the realm and try again"}));
        }
        Refusal::new(ErrorCode::Unauthorized, detail).with(WWW_AUTHENTICATE, &challenge)
    }
}

/// Whether a token may read another repository, as a mount from it needs. Without tokens anybody may.
pub(super) fn may_read(claims: Option<&Claims>, name: &RepositoryName) -> bool {
    claims.is_none_or(|claims| claims.allows("repository", name.as_str(), "pull"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_needs_what_distribution_asks_for() {
        let name = RepositoryName::parse("a/b").unwrap();
        for (route, method, should) in [
            (Route::Base, Method::GET, None),
            (Route::Catalog, Method::GET, Some("registry:catalog:*")),
            (Route::Tags(name.clone()), Method::GET, Some("repository:a/b:pull")),
            (Route::Uploads(name.clone()), Method::POST, Some("repository:a/b:pull,push")),
            (
                Route::Manifest(name.clone(), Err(String::new())),
                Method::PUT,
                Some("repository:a/b:pull,push"),
            ),
            (Route::Blob(name.clone(), Err(String::new())), Method::HEAD, Some("repository:a/b:pull")),
            (Route::Blob(name, Err(String::new())), Method::DELETE, Some("repository:a/b:delete")),
        ] {
            let need = needs(&route, &method)
                .map(|need| format!("{}:{}:{}", need.kind, need.name, need.actions.join(",")));
            assert_eq!(need.as_deref(), should, "{method} {route:?}");
        }
    }
}
