//! One request, one answer: `GET /jwt/auth?service=…&scope=…`, as GitLab's `JwtController` gives it.

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
    WWW_AUTHENTICATE,
};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use serde_json::json;

use super::config::Grant;
use super::grant::granted;
use super::log::Log;
use super::login::{Desk, Outcome};
use super::query;
use super::serve::Issuer;
use crate::secret::Secret;
use crate::sys::clock;
use crate::token::{Access, Claims, Scope, sign};

/// Scopes of one request. Docker asks for one, two in a mount; the token of 50 still fits into a header.
const MOST_SCOPES: usize = 50;

type Answer = Response<Full<Bytes>>;

/// Answers one request of `peer`.
pub(super) async fn answer<B>(
    issuer: &std::sync::Arc<Issuer>,
    desk: &Desk,
    log: &Log,
    request: &Request<B>,
    peer: IpAddr,
) -> Answer {
    if request.uri().path() != "/jwt/auth" {
        return refuse(StatusCode::NOT_FOUND, "NOT_FOUND", "tokens are issued at `/jwt/auth`");
    }
    match *request.method() {
        Method::GET => {}
        // GitLab's answer; OAuth2 clients then go on with GET.
        Method::POST => return refuse(StatusCode::NOT_FOUND, "UNSUPPORTED", "tokens are issued by GET"),
        _ => {
            let answer = refuse(StatusCode::METHOD_NOT_ALLOWED, "UNSUPPORTED", "tokens are issued by GET");
            return with(answer, ALLOW, "GET");
        }
    }
    let asked = query::pairs(request.uri().query().unwrap_or_default());
    let service = asked.iter().find(|(name, _)| name == "service").map(|(_, value)| value.as_str());
    if service != Some(issuer.config.service.as_str()) {
        // GitLab answers 404 as well, without a word.
        let message = format!("there are tokens for the service `{}` only", issuer.config.service);
        return refuse(StatusCode::NOT_FOUND, "NOT_FOUND", &message);
    }
    // A text that is no scope is passed over, as GitLab does: it can grant nothing.
    let scopes: Vec<Scope> = asked
        .iter()
        .filter(|(name, _)| name == "scope")
        .flat_map(|(_, value)| value.split_whitespace())
        .filter_map(|text| Scope::parse(text).ok())
        .collect();
    if scopes.len() > MOST_SCOPES {
        return refuse(StatusCode::BAD_REQUEST, "UNSUPPORTED", "more than 50 scopes in one request");
    }
    let address = client(request.headers(), peer);
    let user = match credentials(request.headers()) {
        Credentials::None => None,
        Credentials::Unreadable => {
            log.warn("login refused", &format!("reason=\"unreadable credentials\" address={address}"));
            return unauthorized(issuer);
        }
        Credentials::Basic { user, password } => {
            match desk.login(&issuer.users, &user, password, address).await {
                Outcome::Good => Some(user),
                Outcome::Bad => {
                    log.warn("login refused", &format!("user={user:?} address={address}"));
                    return unauthorized(issuer);
                }
                Outcome::Later(seconds) => {
                    log.warn("login delayed", &format!("user={user:?} address={address} seconds={seconds}"));
                    let message = format!("too many failed logins: try again in {seconds} s");
                    let answer = refuse(StatusCode::TOO_MANY_REQUESTS, "TOOMANYREQUESTS", &message);
                    return with(answer, RETRY_AFTER, &seconds.to_string());
                }
            }
        }
    };
    let grants: &[Grant] = match &user {
        Some(name) => issuer.users.get(name).map(|user| user.access.as_slice()).unwrap_or_default(),
        None => &issuer.config.anonymous,
    };
    let access = granted(grants, &scopes);
    log.info(
        "token issued",
        &format!(
            "user={:?} address={address} asked={:?} granted={:?}",
            user.as_deref().unwrap_or(""),
            scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            access.iter().map(written).collect::<Vec<_>>().join(" "),
        ),
    );
    issue(issuer, user, access).await
}

fn written(access: &Access) -> String {
    format!("{}:{}:{}", access.kind, access.name, access.actions.join(","))
}

/// Signs the token and wraps it as the Docker token specification asks.
async fn issue(issuer: &std::sync::Arc<Issuer>, user: Option<String>, access: Vec<Access>) -> Answer {
    let now = clock::unix_seconds();
    let lifetime = issuer.config.token_lifetime;
    let claims = Claims {
        issuer: issuer.config.issuer.clone(),
        subject: user,
        audience: vec![issuer.config.service.clone()],
        expires: Some(now + lifetime),
        // GitLab's five seconds for a registry whose clock is behind.
        not_before: Some(now.saturating_sub(5)),
        issued_at: Some(now),
        id: Some(uuid::Uuid::new_v4().to_string()),
        access,
    };
    let signer = std::sync::Arc::clone(issuer);
    // Some milliseconds with RSA-4096: not where connections are served.
    let outcome = tokio::task::spawn_blocking(move || sign(&claims, &signer.key)).await;
    let Ok(Ok(token)) = outcome else {
        return refuse(StatusCode::INTERNAL_SERVER_ERROR, "UNKNOWN", "could not sign the token");
    };
    let issued_at =
        i64::try_from(now).ok().and_then(|now| jiff::Timestamp::from_second(now).ok()).unwrap_or_default();
    let body = json!({
        "token": token.expose(),
        "access_token": token.expose(),
        "expires_in": lifetime,
        "issued_at": issued_at.to_string(),
    });
    json_answer(StatusCode::OK, &body)
}

enum Credentials {
    None,
    Unreadable,
    Basic { user: String, password: Secret<Vec<u8>> },
}

/// RFC 7617: one `Authorization: Basic`, base64 of `user:password`, the user without a colon.
fn credentials(headers: &HeaderMap) -> Credentials {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let Some(header) = all.next() else { return Credentials::None };
    let basic = || {
        let (scheme, encoded) = header.to_str().ok()?.trim().split_once(' ')?;
        let decoded =
            STANDARD.decode(encoded.trim_start()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
        let colon = decoded.iter().position(|byte| *byte == b':')?;
        let (user, password) = decoded.split_at_checked(colon)?;
        let user = String::from_utf8(user.to_vec()).ok().filter(|user| (1..=255).contains(&user.len()))?;
        Some(Credentials::Basic { user, password: Secret::new(password.get(1..)?.to_vec()) })
    };
    if all.next().is_some() { Credentials::Unreadable } else { basic().unwrap_or(Credentials::Unreadable) }
}

/// The client's address. What a proxy says counts only when the proxy is on this host.
fn client(headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    if !peer.to_canonical().is_loopback() {
        return peer;
    }
    let text = |name: &str| headers.get_all(name).iter().next_back().and_then(|value| value.to_str().ok());
    let said = text("x-real-ip").or_else(|| text("x-forwarded-for").and_then(|list| list.rsplit(',').next()));
    said.and_then(|address| address.trim().parse().ok()).unwrap_or(peer)
}

fn unauthorized(issuer: &Issuer) -> Answer {
    let answer = refuse(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "wrong user name or password");
    with(answer, WWW_AUTHENTICATE, &format!("Basic realm=\"{}\"", issuer.config.service))
}

fn refuse(status: StatusCode, code: &str, message: &str) -> Answer {
    json_answer(status, &json!({ "errors": [{ "code": code, "message": message }] }))
}

fn json_answer(status: StatusCode, body: &serde_json::Value) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body.to_string())));
    *answer.status_mut() = status;
    let answer = with(answer, CONTENT_TYPE, "application/json; charset=utf-8");
    with(answer, CACHE_CONTROL, "no-store")
}

fn with(mut answer: Answer, name: HeaderName, value: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn only_a_proxy_on_this_host_is_believed() {
        let (here, there) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([198, 51, 100, 7]));
        for (name, peer, said, want) in [
            ("nothing said", here, &[][..], "127.0.0.1"),
            ("the address that NGINX saw", here, &[("x-real-ip", "203.0.113.9")], "203.0.113.9"),
            ("the last of a list", here, &[("x-forwarded-for", "10.0.0.1, 203.0.113.9")], "203.0.113.9"),
            (
                "NGINX before the client's own header",
                here,
                &[("x-forwarded-for", "10.0.0.1"), ("x-real-ip", "203.0.113.9")],
                "203.0.113.9",
            ),
            ("a stranger's word", there, &[("x-real-ip", "203.0.113.9")], "198.51.100.7"),
            ("rubbish", here, &[("x-real-ip", "nobody")], "127.0.0.1"),
        ] {
            assert_eq!(client(&headers(said), peer).to_string(), want, "{name}");
        }
    }

    #[test]
    fn credentials_are_read_or_refused_but_never_passed_over() {
        let basic = |text: &str| format!("Basic {}", STANDARD.encode(text));
        let long = basic(&format!("{}:x", "a".repeat(300)));
        for (name, value, want) in [
            ("user and password", basic("alice:secret"), Some(("alice", "secret"))),
            ("a password with colons", basic("alice:a:b:"), Some(("alice", "a:b:"))),
            ("an empty password", basic("alice:"), Some(("alice", ""))),
            ("small letters", basic("alice:x").replace("Basic", "bAsIc"), Some(("alice", "x"))),
            ("no user", basic(":x"), None),
            ("no colon", basic("alice"), None),
            ("a name without end", long, None),
            ("not base64", "Basic !!!".into(), None),
            ("nothing behind it", "Basic".into(), None),
            ("another scheme", "Bearer eyJ".into(), None),
        ] {
            let found = match credentials(&headers(&[("authorization", &value)])) {
                Credentials::Basic { user, password } => {
                    Some((user, String::from_utf8(password.expose().clone()).unwrap()))
                }
                Credentials::Unreadable => None,
                Credentials::None => panic!("{name}: a header that is there is not nobody"),
            };
            assert_eq!(found, want.map(|(user, password)| (user.to_owned(), password.to_owned())), "{name}");
        }
        assert!(matches!(credentials(&headers(&[])), Credentials::None));
        let two = headers(&[("authorization", &basic("a:b")), ("authorization", &basic("c:d"))]);
        assert!(matches!(credentials(&two), Credentials::Unreadable));
    }
}
