//! Findings on what clients meet: names, clocks, tokens, and the proxies on the way.

use super::{Finding, or_ok};

/// A difference of clocks that tokens survive, in seconds.
const SMALL: i64 = 5;
/// One that they do not.
const LARGE: i64 = 60;

/// The clock of this host, against others. `others` names each with the seconds that it is ahead of ours, or why it could
/// not be asked.
#[must_use]
pub fn clock(is_kept: Option<bool>, others: &[(String, i64)]) -> Vec<Finding> {
    let name = "clock";
    let mut found = Vec::new();
    for (who, ahead) in others.iter().filter(|(_, ahead)| ahead.abs() > SMALL) {
        let way = if *ahead > 0 { "ahead of" } else { "behind" };
        let seen = format!("{who} is {} s {way} this host", ahead.abs());
        let why = "a token that is not valid yet, or no longer, is refused: clients see 401 in a loop";
        let fix = "let both follow the same time: `timedatectl set-ntp true`, or chrony";
        found.push(if ahead.abs() > LARGE {
            Finding::fail(name, seen, why, fix)
        } else {
            Finding::warn(name, seen, why, fix)
        });
    }
    if is_kept == Some(false) {
        found.push(Finding::warn(
            name,
            "the system says that no time service keeps this clock",
            "it drifts, until tokens are refused",
            "`timedatectl set-ntp true`, or install chrony",
        ));
    }
    let mut seen: Vec<String> = is_kept.map(|_| "kept by a time service".to_owned()).into_iter().collect();
    seen.extend(others.iter().map(|(who, ahead)| format!("{who} {ahead:+} s")));
    if seen.is_empty() {
        seen.push("nobody to compare with".to_owned());
    }
    or_ok(found, name, seen.join(", "))
}

/// Where a name leads.
#[must_use]
pub fn dns(host: &str, addresses: &Result<Vec<(String, bool)>, String>) -> Vec<Finding> {
    let name = "dns";
    let fix = format!("add a record for `{host}`, or a line to /etc/hosts of every client");
    vec![match addresses {
        Err(why) => Finding::fail(name, format!("`{host}`: {why}"), "no client finds the registry", fix),
        Ok(all) if all.is_empty() => {
            Finding::fail(name, format!("`{host}` has no address"), "no client finds the registry", fix)
        }
        Ok(all) => {
            let each = all.iter().map(|(address, is_here)| {
                format!("{address} ({})", if *is_here { "this host" } else { "another host" })
            });
            Finding::ok(name, format!("{host} -> {}", each.collect::<Vec<_>>().join(", ")))
        }
    }]
}

/// Who signs tokens for clients: the status of its answer, or why there was none.
#[must_use]
pub fn realm(url: &str, answer: &Result<u16, String>) -> Vec<Finding> {
    let name = "realm";
    let why = "clients are sent there for a token, and get none: nobody can log in";
    let fix = "see that GitLab (or the token server) runs and is reached there; the address is `registry.token_realm`";
    vec![match answer {
        Err(error) => Finding::fail(name, format!("{url}: {error}"), why, fix),
        Ok(status @ (200 | 400 | 401 | 403 | 422)) => Finding::ok(name, format!("{url} answers ({status})")),
        Ok(404) => Finding::fail(name, format!("{url} answers 404: nothing gives tokens there"), why, fix),
        Ok(status) => Finding::fail(name, format!("{url} answers {status}"), why, fix),
    }]
}

/// What the engine says to a token that was signed just now: its status, and the reason it gives.
#[must_use]
pub fn token(key_id: &str, answer: &Result<(u16, Option<String>), String>) -> Vec<Finding> {
    let name = "token";
    vec![match answer {
        Err(error) => Finding::fail(
            name,
            format!("the engine gave no answer: {error}"),
            "no push and no pull gets through",
            "see `services`",
        ),
        Ok((200, _)) => Finding::ok(name, format!("the engine accepts what the key {key_id} signed")),
        Ok((401, reason)) => Finding::fail(
            name,
            format!(
                "the engine refuses what the key {key_id} signed{}",
                reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default()
            ),
            "every login works, and every push and pull ends with 401",
            "run `wharf reconfigure`, which writes key and certificate as one pair, and `wharf restart registry`",
        ),
        Ok((status, _)) => Finding::fail(
            name,
            format!("the engine answers {status} to a good token"),
            "no push and no pull gets through",
            "`wharf tail registry` tells why",
        ),
    }]
}

/// What answers at the public address.
#[derive(Debug, Clone)]
pub struct Base {
    /// Its status.
    pub status: u16,
    /// `Docker-Distribution-Api-Version`.
    pub version: Option<String>,
    /// `Server`.
    pub server: Option<String>,
}

/// What answers at `url`.
#[must_use]
pub fn base(url: &str, answer: &Result<Base, String>) -> Vec<Finding> {
    let name = "public";
    let of =
        |base: &Base| base.server.as_ref().map(|server| format!(" (`Server: {server}`)")).unwrap_or_default();
    vec![match answer {
        Err(error) => Finding::fail(
            name,
            format!("{url}/v2/: {error}"),
            "clients meet the same",
            "see `dns`, `ports` and `services`; then any firewall or proxy on the way",
        ),
        Ok(base) if base.version.as_deref() != Some("registry/2.0") => Finding::fail(
            name,
            format!(
                "{url}/v2/ answers {}{} without `Docker-Distribution-Api-Version`",
                base.status,
                of(base)
            ),
            "old clients take it for no registry; something else answers, or a proxy drops the header",
            "lead `/v2/` of that host to this registry, and let the header pass",
        ),
        Ok(base) if matches!(base.status, 200 | 401) => {
            Finding::ok(name, format!("{url}/v2/ answers {}", base.status))
        }
        Ok(base) => Finding::fail(
            name,
            format!("{url}/v2/ answers {}{}", base.status, of(base)),
            "clients expect 200 or 401",
            "`wharf tail` tells which of our services said so; else it was a proxy on the way",
        ),
    }]
}

/// What a push was told that was begun at the public address.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The status.
    pub status: u16,
    /// `Location`.
    pub location: Option<String>,
    /// `Server`.
    pub server: Option<String>,
    /// The start of the answer.
    pub said: String,
}

/// Whether a push that was begun at `url` goes on there.
#[must_use]
pub fn push(url: &str, answer: &Result<Begun, String>) -> Vec<Finding> {
    let name = "push";
    let begun = match answer {
        Ok(begun) => begun,
        Err(error) => {
            let fix = "see `public`";
            return vec![Finding::fail(
                name,
                format!("no push could be begun: {error}"),
                "clients meet the same",
                fix,
            )];
        }
    };
    vec![match (begun.status, &begun.location) {
        (202, Some(location)) => judge_location(url, location, begun.server.as_deref()),
        (202, None) => Finding::fail(
            name,
            "a push was begun without a `Location`",
            "clients do not know where to send layers",
            "let the header pass through the proxy on the way",
        ),
        (405, _) => Finding::skip(name, "the registry is read-only: pushes are refused, as was asked for"),
        (413, _) => Finding::fail(
            name,
            "413: a proxy on the way takes no large requests",
            "layers are refused",
            "set `client_max_body_size 0` in an NGINX on the way",
        ),
        (401 | 403, _) => Finding::fail(
            name,
            format!("a push with a good token is refused ({})", begun.status),
            "a proxy on the way may drop `Authorization`",
            "see `token`; let `Authorization` pass",
        ),
        (status, _) => Finding::fail(
            name,
            format!("a push ends with {status}: {}", begun.said),
            "nobody can push",
            "see `storage` and `disk`; `wharf tail registry` tells why",
        ),
    }]
}

fn judge_location(url: &str, location: &str, server: Option<&str>) -> Finding {
    let name = "push";
    if location.starts_with('/') {
        return Finding::ok(name, "`Location` is a path, and right behind any proxy");
    }
    let is_below = location.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'));
    if is_below {
        return Finding::ok(name, format!("`Location` leads back to {url}"));
    }
    let origin = location.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (got, got_rest) = origin.split_once("://").unwrap_or(("", &origin));
    let via = server.map(|server| format!(" (`Server: {server}`)")).unwrap_or_default();
    let relative = "or `registry.env.REGISTRY_HTTP_RELATIVEURLS = true`";
    let (why, fix) = if rest == got_rest && scheme != got {
        (
            format!(
                "a proxy on the way{via} does not say `X-Forwarded-Proto: {scheme}`: clients loop on `Retrying in 5 seconds`"
            ),
            format!(
                "`proxy_set_header X-Forwarded-Proto {scheme};` in that proxy, or `registry.nginx.proxy_set_headers`; {relative}"
            ),
        )
    } else {
        (
            format!(
                "a proxy on the way{via} does not pass `Host` on as clients say it: their layers go elsewhere"
            ),
            format!("`proxy_set_header Host $http_host;` in that proxy; {relative}"),
        )
    };
    Finding::fail(name, format!("a push begun at {url} is sent on to {origin}"), why, fix)
}

/// What became of a large request that was announced, and of which nothing was sent.
#[derive(Debug, Clone)]
pub enum Announced {
    /// It was answered by the engine, with this status.
    Answered(u16),
    /// A proxy would not have it.
    TooLarge(Option<String>),
    /// Nobody answered before all of it was there.
    Silence,
    /// There was no way to ask.
    Error(String),
}

/// Whether proxies on the way let large layers through, and at once. `size` is what was announced, for people.
#[must_use]
pub fn body(outcome: &Announced, size: &str) -> Vec<Finding> {
    let name = "body";
    vec![match outcome {
        Announced::Answered(_) => Finding::ok(name, format!("a layer of {size} gets through as it comes")),
        Announced::TooLarge(server) => Finding::fail(
            name,
            format!(
                "413: a proxy on the way{} takes no layer of {size}",
                server.as_ref().map(|server| format!(" (`Server: {server}`)")).unwrap_or_default()
            ),
            "large layers are refused, small ones are not",
            "`client_max_body_size 0;` in an NGINX on the way; other proxies have such a limit, too",
        ),
        Announced::Silence => Finding::warn(
            name,
            "a proxy on the way keeps each layer until all of it is there",
            "pushes take twice as long, fill its disk, and end in its timeouts",
            "`proxy_request_buffering off;` and `proxy_http_version 1.1;` in an NGINX on the way",
        ),
        Announced::Error(error) => Finding::skip(name, error),
    }]
}
