//! By what a secret is known in a file that somebody else wrote: the names of keys, and what a URL carries.

use std::ops::Range;

/// Whole names of keys whose value is a secret.
const NAMES: &[&str] = &["accesskey", "accesskeyid", "connectionstring", "dsn", "key", "privatekey"];

/// Ends of such names: `notification_secret`, `sentinelpassword`, a header `X-Api-Token`.
const ENDS: &[&str] = &[
    "secretkey",
    "accountkey",
    "licensekey",
    "apikey",
    "api-key",
    "token",
    "tokens",
    "authorization",
    "cookie",
];

/// Parts of such names, between `_`, `-` and `.`.
const PARTS: &[&str] = &["pass", "pw", "pwd", "sec"];

/// Words in the names of what a URL's query may carry.
const QUERY: &[&str] = &["token", "secret", "signature", "password"];

/// Whether what stands behind `key` is a secret: GitLab's own file has many names for them.
#[must_use]
pub fn is_secret_key(key: &str) -> bool {
    let key = key.trim().to_ascii_lowercase();
    NAMES.contains(&key.as_str())
        || ENDS.iter().any(|end| key.ends_with(end))
        || key.split(['_', '-', '.']).any(|part| PARTS.contains(&part))
        || ["passw", "passphrase", "secret"].iter().any(|word| key.contains(word))
        || key.ends_with("_key")
}

/// Whether `key` names either a key or the file that it lies in.
#[must_use]
pub fn may_be_path(key: &str) -> bool {
    ["key", "privatekey"].contains(&key.trim().to_ascii_lowercase().as_str())
}

/// Whether `value` is the path of a file, such as `/etc/ssl/a.key` or `config/registry.key`, and no key itself.
#[must_use]
pub fn is_path(value: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"+=:".contains(c);
    let has_ending =
        value.rsplit('/').next().and_then(|name| name.rsplit_once('.')).is_some_and(|(_, ending)| {
            (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
        });
    value.chars().all(is_plain) && (value.starts_with('/') || has_ending)
}

/// Where secrets stand inside of a harmless text: private keys, passwords and signed queries of URLs.
#[must_use]
pub fn secrets_within(text: &str) -> Vec<Range<usize>> {
    if text.contains("PRIVATE KEY") {
        return std::iter::once(0..text.len()).collect();
    }
    let mut found = Vec::new();
    for (at, mark) in text.match_indices("://") {
        let start = at + mark.len();
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>".contains(c)).unwrap_or(rest.len());
        let url = rest.get(..end).unwrap_or_default();
        found.extend(password(url).map(|range| start + range.start..start + range.end));
        found.extend(query(url).map(|range| start + range.start..start + range.end));
    }
    found
}

/// The password in `user:password@host…`; one with a slash in it is not taken for a port and a path.
fn password(url: &str) -> Option<Range<usize>> {
    let authority = url.split(['/', '?', '#']).next().unwrap_or_default();
    let at = authority.rfind('@').or_else(|| url.rfind('@'))?;
    let colon = url.get(..at)?.find(':')?;
    let is_port = |text: &str| {
        text.split_once('/')
            .is_some_and(|(port, _)| !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()))
    };
    let range = colon + 1..at;
    (!range.is_empty() && !url.get(range.clone()).is_some_and(is_port) && !url.get(..colon)?.contains('/'))
        .then_some(range)
}

fn query(url: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = url.find('?').map_or(url.len(), |at| at + 1);
    let fields = url.get(at..).unwrap_or_default().split(['&', ';', '#']);
    fields.filter_map(move |field| {
        let start = at;
        at += field.len() + 1;
        let (name, value) = field.split_once('=').filter(|(_, value)| !value.is_empty())?;
        let lower = name.to_ascii_lowercase();
        let is_secret =
            lower == "sig" || is_secret_key(name) || QUERY.iter().any(|word| lower.contains(word));
        is_secret.then_some(start + name.len() + 1..start + name.len() + 1 + value.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_key_and_a_key_is_no_path() {
        for path in ["/etc/ssl/a.key", "config/registry.key", "registry.pem", "/srv/key"] {
            assert!(is_path(path), "{path}");
        }
        for key in
            ["hunter2", "/ab+cd==", "ey.ab.cdefgh", "-----BEGIN KEY-----\nMII", "MIIE/abc", "Basic dTpw"]
        {
            assert!(!is_path(key), "{key}");
        }
    }

    #[test]
    fn secrets_are_found_in_urls_and_nothing_else_is() {
        let found = |text: &str| -> Vec<String> {
            secrets_within(text).into_iter().map(|range| text.get(range).unwrap().to_owned()).collect()
        };
        assert_eq!(found("at https://u:p@w@h/p and redis://:x/y@h:1/0"), ["p@w", "x/y"]);
        assert_eq!(found("https://h/?X-Amz-Signature=ab&a=b&access_token=c#d"), ["ab", "c"]);
        assert_eq!(found("https://h:5050/a@sha256:b https://u@h http://h/a:b@c"), [""; 0]);
        assert_eq!(found("a\n-----BEGIN RSA PRIVATE KEY-----"), ["a\n-----BEGIN RSA PRIVATE KEY-----"]);
    }
}
