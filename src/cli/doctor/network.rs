//! What the checks of names, clocks, tokens and proxies look at.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::path::Path;
use std::time::Duration;

use super::Ground;
use crate::derive::Vhost;
use crate::doctor::public::{self, Announced, Base, Begun};
use crate::doctor::{Finding, tls};
use crate::keys::pem;
use crate::registry::TokenConfig;
use crate::secret::{Secret, is_placeholder};
use crate::sys::{self, fs};
use crate::token::{Access, Claims, SigningKey, sign};
use crate::visit::{self, Answer, Trust, Visit, VisitError};

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(4);
/// So large is the layer that is announced: 32 GiB.
const LARGE: u64 = 32 << 30;
/// Where a push is begun. Nobody else pushes there.
const REPOSITORY: &str = "wharf-doctor/probe";

/// The error and its causes, in a line.
fn line(error: &VisitError) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}

/// The URL of the registry without a slash at its end, and its host and port.
fn url_of(ground: &Ground) -> Option<(String, String, u16)> {
    let url = ground.found.walk.as_ref()?.derived.url.as_ref()?.trim_end_matches('/').to_owned();
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split('/').next()?;
    let usual = if scheme == "https" { 443 } else { 80 };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (authority, usual),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    Some((url, host, port))
}

fn ask(visit: &Visit) -> Result<Answer, String> {
    visit::ask(visit).map_err(|error| line(&error))
}

/// Why nothing can be asked at the public address, where that is so: what is told elsewhere is not told again.
fn nothing_public(ground: &Ground, name: &'static str) -> Option<Vec<Finding>> {
    let skip = |why: &str| Some(vec![Finding::skip(name, why)]);
    if ground.engine.is_none() {
        return skip(ground.known_or("there is no registry on this host"));
    }
    let Some((_, host, port)) = url_of(ground) else {
        return skip(ground.known_or("the registry has no URL"));
    };
    let has_nginx = ground.found.walk.as_ref().is_some_and(|walk| walk.derived.nginx.is_some());
    if !ground.is_up("registry") || (has_nginx && !ground.is_up("nginx")) {
        return skip("see `services`");
    }
    (host.as_str(), port).to_socket_addrs().is_err().then(|| vec![Finding::skip(name, "see `dns`")])
}

pub(super) fn dns(ground: &Ground) -> Vec<Finding> {
    let Some((_, host, port)) = url_of(ground) else {
        return vec![Finding::skip("dns", ground.known_or("the registry has no URL"))];
    };
    if host.parse::<IpAddr>().is_ok() {
        return vec![Finding::ok("dns", format!("{host} is an address"))];
    }
    let here = sys::network::own_addresses();
    let found = (host.as_str(), port).to_socket_addrs().map_err(|error| {
        let text = error.to_string();
        text.strip_prefix("failed to lookup address information: ").map(str::to_owned).unwrap_or(text)
    });
    let found = found.map(|all| {
        let mut all: Vec<IpAddr> = all.map(|address| address.ip()).collect();
        all.dedup();
        all.iter().map(|ip| (ip.to_string(), here.contains(ip))).collect()
    });
    public::dns(&host, &found)
}

/// Where clients get a token.
fn realm_of(ground: &Ground) -> Option<String> {
    let token = ground.engine.as_ref()?.auth.token()?;
    match (&token.auto_redirect, url_of(ground)) {
        (Some(path), Some((url, ..))) => Some(format!("{url}{path}")),
        _ => Some(token.realm.clone()),
    }
}

fn ask_realm(ground: &Ground, token: &TokenConfig) -> Option<(String, Result<Answer, String>)> {
    let realm = realm_of(ground)?;
    let mark = if realm.contains('?') { '&' } else { '?' };
    let url = format!("{realm}{mark}service={}", escaped(&token.service));
    let answer = ask(&Visit::get(&url, PATIENCE));
    Some((realm, answer))
}

/// A text for the query of a URL.
fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

pub(super) fn realm(ground: &Ground) -> Vec<Finding> {
    let token = ground.engine.as_ref().and_then(|engine| engine.auth.token());
    let Some((url, answer)) = token.and_then(|token| ask_realm(ground, token)) else {
        return vec![Finding::skip("realm", ground.known_or("clients log in without tokens here"))];
    };
    let is_own = ground.found.walk.as_ref().is_some_and(|walk| walk.derived.token_server.is_some());
    if is_own && answer.is_err() && !(ground.is_up("token-server") && ground.is_up("nginx")) {
        return vec![Finding::skip("realm", "see `services`")];
    }
    public::realm(&url, &answer.map(|answer| answer.status))
}

/// How many seconds the `Date` of an answer is ahead of this clock.
fn ahead(answer: &Answer) -> Option<i64> {
    let date = jiff::fmt::rfc2822::parse(answer.header("date")?).ok()?;
    let now = i64::try_from(sys::clock::unix_seconds()).ok()?;
    Some(date.timestamp().as_second() - now)
}

pub(super) fn clock(ground: &Ground) -> Vec<Finding> {
    let mut others = Vec::new();
    let token = ground.engine.as_ref().and_then(|engine| engine.auth.token());
    if let Some((_, Ok(answer))) = token.and_then(|token| ask_realm(ground, token)) {
        others.extend(ahead(&answer).map(|seconds| ("the token server".to_owned(), seconds)));
    }
    if nothing_public(ground, "clock").is_none()
        && let Some((url, ..)) = url_of(ground)
        && let Ok(answer) = ask(&Visit::get(&format!("{url}/v2/"), PATIENCE))
    {
        others.extend(ahead(&answer).map(|seconds| ("the public address".to_owned(), seconds)));
    }
    public::clock(is_clock_kept(), &others)
}

/// Whether a time service keeps the clock, where the system tells.
fn is_clock_kept() -> Option<bool> {
    if !Path::new("/run/systemd/system").exists() {
        return None;
    }
    let answer = sys::command::run("timedatectl", &["show", "-p", "NTPSynchronized", "--value"]).ok()?;
    match answer.output.trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// A token for `access`, signed now with the key of this host, and the id of that key.
fn signed(ground: &Ground, access: Vec<Access>) -> Result<(String, Secret<String>), String> {
    let walk = ground.found.walk.as_ref().ok_or("what is applied is not known")?;
    let token = ground.engine.as_ref().and_then(|engine| engine.auth.token());
    let token = token.ok_or("clients log in without tokens here")?;
    let key = walk.kept.internal_key().filter(|key| !is_placeholder(key.expose()));
    let key = match key {
        Some(key) => key,
        None if walk.hides_secrets => return Err("the key that signs is root's alone to read".to_owned()),
        None => return Err("the key that signs is not on this host".to_owned()),
    };
    let key = SigningKey::from_pem(key.expose().as_bytes()).map_err(|error| error.to_string())?;
    let now = sys::clock::unix_seconds();
    let claims = Claims {
        issuer: token.issuer.clone(),
        subject: None,
        audience: vec![token.service.clone()],
        expires: Some(now + 60),
        not_before: Some(now.saturating_sub(5)),
        issued_at: Some(now),
        id: Some(uuid::Uuid::new_v4().to_string()),
        access,
    };
    let text = sign(&claims, &key).map_err(|error| error.to_string())?;
    Ok((key.id().to_string(), Secret::new(format!("Bearer {}", text.expose()))))
}

/// Where the engine itself is asked.
fn internal(ground: &Ground) -> Option<String> {
    let registry = ground.found.walk.as_ref()?.derived.registry.as_ref()?;
    let prefix = ground.engine.as_ref().map(|engine| engine.http.prefix.clone()).unwrap_or_default();
    Some(format!("http://{}{prefix}", registry.reachable))
}

pub(super) fn token(ground: &Ground) -> Vec<Finding> {
    let skip = |why: &str| vec![Finding::skip("token", why)];
    let Some(url) = internal(ground) else {
        return skip(ground.known_or("there is no registry on this host"));
    };
    if !ground.is_up("registry") {
        return skip("see `services`");
    }
    let (key_id, token) = match signed(ground, Vec::new()) {
        Ok(signed) => signed,
        Err(why) => return skip(&why),
    };
    let url = format!("{url}/v2/");
    let headers = [("authorization", token.expose().as_str())];
    let answer = ask(&Visit { headers: &headers, ..Visit::get(&url, PATIENCE) });
    public::token(&key_id, &answer.map(|answer| (answer.status, reason(&answer))))
}

/// `error` and `error_description` of a challenge, else the message in the body.
fn reason(answer: &Answer) -> Option<String> {
    let challenge = answer.header("www-authenticate")?;
    let value = |name: &str| {
        let (_, rest) = challenge.split_once(&format!("{name}=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let body: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
    let detail = body.and_then(|body| {
        let first = body.get("errors")?.get(0)?;
        let detail = first.get("detail").and_then(serde_json::Value::as_str).map(str::to_owned);
        detail.or_else(|| first.get("message")?.as_str().map(str::to_owned))
    });
    let parts: Vec<String> =
        [value("error"), value("error_description"), detail].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

pub(super) fn public(ground: &Ground) -> Vec<Finding> {
    if let Some(nothing) = nothing_public(ground, "public") {
        return nothing;
    }
    let Some((url, ..)) = url_of(ground) else { return Vec::new() };
    let answer = ask(&Visit::get(&format!("{url}/v2/"), PATIENCE)).map(|answer| Base {
        status: answer.status,
        version: answer.header("docker-distribution-api-version").map(str::to_owned),
        server: answer.header("server").map(str::to_owned),
    });
    public::base(&url, &answer)
}

pub(super) fn push(ground: &Ground) -> Vec<Finding> {
    let skip = |why: &str| vec![Finding::skip("push", why)];
    if let Some(nothing) = nothing_public(ground, "push") {
        return nothing;
    }
    let Some(engine) = &ground.engine else { return Vec::new() };
    let Some((url, ..)) = url_of(ground) else { return Vec::new() };
    let access = Access {
        kind: "repository".to_owned(),
        name: REPOSITORY.to_owned(),
        actions: ["pull", "push", "delete"].map(str::to_owned).to_vec(),
    };
    let token = match (engine.auth.token(), signed(ground, vec![access])) {
        (None, _) => None,
        (Some(_), Ok((_, token))) => Some(token),
        (Some(_), Err(why)) => return skip(&why),
    };
    let header = token.as_ref().map(|token| ("authorization", token.expose().as_str()));
    let headers: Vec<(&str, &str)> = header.into_iter().collect();
    let start = format!("{url}/v2/{REPOSITORY}/blobs/uploads/");
    let answer = ask(&Visit { method: "POST", headers: &headers, ..Visit::get(&start, PATIENCE) });
    let begun = answer.map(|answer| Begun {
        status: answer.status,
        location: answer.header("location").map(str::to_owned),
        server: answer.header("server").map(str::to_owned),
        said: String::from_utf8_lossy(&answer.body).chars().take(200).collect(),
    });
    if let Ok(Begun { location: Some(location), .. }) = &begun {
        cancel(ground, location, &headers);
    }
    public::push(&url, &begun)
}

/// Cancels the push, at the engine itself, and removes the empty folders of it.
fn cancel(ground: &Ground, location: &str, headers: &[(&str, &str)]) {
    let path = match location.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map(|(_, path)| path).unwrap_or_default(),
        None => location.trim_start_matches('/'),
    };
    let registry = ground.found.walk.as_ref().and_then(|walk| walk.derived.registry.as_ref());
    let Some(registry) = registry else { return };
    let url = format!("http://{}/{path}", registry.reachable);
    let _ = ask(&Visit { method: "DELETE", headers, ..Visit::get(&url, PATIENCE) });
    let Some(folder) = &registry.storage_folder else { return };
    let repositories = ground.root.join(&format!("{folder}/docker/registry/v2/repositories"));
    // Only what is empty goes: where somebody does push there, nothing does.
    for part in ["wharf-doctor/probe/_uploads", "wharf-doctor/probe", "wharf-doctor"] {
        fs::remove_empty_directory(&repositories.join(part));
    }
}

pub(super) fn body(ground: &Ground) -> Vec<Finding> {
    if let Some(nothing) = nothing_public(ground, "body") {
        return nothing;
    }
    let Some((url, ..)) = url_of(ground) else { return Vec::new() };
    // Nobody has begun this push, and nobody is logged in: the engine says so at once, if it is asked at once.
    let url = format!("{url}/v2/{REPOSITORY}/blobs/uploads/00000000-0000-4000-8000-000000000000");
    let visit = Visit { method: "PATCH", ..Visit::get(&url, PATIENCE) };
    let outcome = match visit::announce(&visit, LARGE) {
        Ok(answer) if answer.status == 413 => Announced::TooLarge(answer.header("server").map(str::to_owned)),
        Ok(answer) => Announced::Answered(answer.status),
        Err(VisitError::TooSlow(_)) => Announced::Silence,
        Err(error) => Announced::Error(line(&error)),
    };
    public::body(&outcome, "32 GiB")
}

pub(super) fn served(ground: &Ground) -> Vec<Finding> {
    let skip = |why: &str| vec![Finding::skip("served", why)];
    let Some(walk) = &ground.found.walk else { return skip("what is applied is not known") };
    let Some((url, host, port)) = url_of(ground) else {
        return skip(ground.known_or("the registry has no URL"));
    };
    let vhost = walk.derived.nginx.as_ref().map(|nginx| &nginx.vhost);
    let own = vhost.filter(|vhost| vhost.tls.is_some());
    if own.is_some() && !ground.is_up("nginx") {
        return skip("see `services`");
    }
    let mut seen = Vec::new();
    if let Some((vhost, address)) = own.and_then(|vhost| Some((vhost, listener(vhost)?))) {
        let path = vhost.tls.as_ref().map(|tls| tls.certificate.clone()).unwrap_or_default();
        let pem = fs::read_at_most(&ground.root.join_unless_inside(&path), fs::LARGEST_TEXT);
        let file = pem.ok().and_then(|pem| pem::certificates(&pem).ok());
        seen.push(shown(ground, address, &host, file.as_deref(), vhost.speaks_proxy()));
    }
    if url.starts_with("https://") {
        // What clients meet, where that is another than ours.
        let addresses =
            (host.as_str(), port).to_socket_addrs().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
        let ours = own.and_then(listener);
        let here = sys::network::own_addresses();
        let is_ours =
            |one: &SocketAddr| ours.is_some_and(|own| own.port() == one.port() && here.contains(&one.ip()));
        if let Some(other) = addresses.first().filter(|_| !addresses.iter().any(is_ours)) {
            seen.push(shown(ground, *other, &host, None, false));
        }
    }
    if seen.is_empty() {
        return skip("nobody speaks TLS here");
    }
    tls::served(&seen)
}

/// Where our own NGINX takes TLS, as it is reached from here.
fn listener(vhost: &Vhost) -> Option<SocketAddr> {
    let (_, address) = vhost.listening.first()?;
    let (host, port) = address.rsplit_once(':')?;
    let host = match host.trim_start_matches('[').trim_end_matches(']') {
        "*" | "0.0.0.0" => "127.0.0.1",
        "::" => "::1",
        other => other,
    };
    (host, port.parse().ok()?).to_socket_addrs().ok()?.next()
}

fn shown(
    ground: &Ground,
    address: SocketAddr,
    host: &str,
    file: Option<&[Vec<u8>]>,
    speaks_proxy: bool,
) -> Result<tls::Served, (String, String)> {
    let look = |trust| visit::served_chain(address, host, trust, speaks_proxy, PATIENCE);
    let chain = look(Trust::Host).map_err(|error| (address.to_string(), line(&error)))?;
    let authority = fs::read_at_most(&ground.root.join("/etc/gitlab/ssl/wharf-ca.crt"), fs::LARGEST_TEXT);
    let authority = authority.ok().and_then(|pem| pem::certificates(&pem).ok());
    let private_trusts = match (&chain.refusal, authority) {
        (Some(_), Some(roots)) => look(Trust::Roots(&roots)).ok().map(|chain| chain.refusal.is_none()),
        _ => None,
    };
    Ok(tls::Served {
        at: address.to_string(),
        is_of_the_file: file.map(|file| file.first() == chain.certificates.first()),
        count: chain.certificates.len(),
        refusal: chain.refusal,
        private_trusts,
    })
}
