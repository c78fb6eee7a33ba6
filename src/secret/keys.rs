//! By what key a secret is known in a file that somebody else wrote.

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
}
