//! Where secrets stand in texts that are none: passwords in URLs, values of query parameters and of headers.

use std::ops::Range;

use super::keys::is_secret_key;

/// Whether the name of a setting speaks of a secret.
#[must_use]
pub fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = ["secret", "passw", "passphrase", "token", "credential", "authorization"];
    words.iter().any(|word| name.contains(word)) || (name.ends_with("key") && !name.starts_with("ssl_"))
}

/// Whether data inside `text` gives a secret, such as YAML in the wrong place: `password: …`.
#[must_use]
pub fn has_a_pair(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let words = ["passw", "secret", "token", "credential"];
    words.iter().any(|word| text.split(word).skip(1).any(|rest| rest.contains([':', '='])))
}

/// Whether what stands under a name that others chose is nobody else's business: the name of a header, of a variable
/// of the environment, of a query parameter.
#[must_use]
pub fn names_a_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = [
        "secret",
        "passw",
        "passphrase",
        "token",
        "credential",
        "authorization",
        "cookie",
        "key",
        "signature",
    ];
    words.iter().any(|word| name.contains(word)) || ["sig", "pwd"].contains(&name.as_str())
}

/// Whether what stands under such a name is a value of its own: not nothing, no switch and no variable of NGINX.
#[must_use]
pub fn is_a_value(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'']);
    let is_variable = value.strip_prefix('$').is_some_and(|name| {
        let name = name.trim_start_matches('{').trim_end_matches('}');
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    });
    !["", "on", "off", "true", "false"].contains(&value) && !is_variable
}

/// The secrets that stand in `text` by their place in it.
#[must_use]
pub fn parts(text: &str) -> Vec<&str> {
    places(text).into_iter().filter_map(|place| text.get(place)).collect()
}

/// `text` with `stand_in` for each of its [`parts`].
#[must_use]
pub fn mask(text: &str, stand_in: &str) -> String {
    without(text, &places(text), stand_in)
}

/// `text` with `stand_in` for each of these parts, which come in order.
#[must_use]
pub fn without(text: &str, parts: &[Range<usize>], stand_in: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if part.start >= done {
            out.push_str(text.get(done..part.start).unwrap_or_default());
            out.push_str(stand_in);
            done = part.end;
        }
    }
    out + text.get(done..).unwrap_or_default()
}

/// Where secrets stand inside of a harmless value: private keys, passwords and signed queries of URLs.
#[must_use]
pub fn within(value: &str) -> Vec<Range<usize>> {
    if value.contains("PRIVATE KEY") {
        return std::iter::once(0..value.len()).collect();
    }
    in_urls(value, &[])
}

/// The bytes of each in a whole file, in order; none overlaps another.
fn places(text: &str) -> Vec<Range<usize>> {
    // what ends a URL in NGINX's configuration and in lists
    let mut all = in_urls(text, &[',', ')', '}', ']']);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        all.extend(in_directive(line).map(|place| start + place.start..start + place.end));
        start += line.len();
    }
    all.sort_by_key(|place| (place.start, usize::MAX - place.end));
    let mut end = 0;
    all.retain(|place| {
        let is_free = place.start >= end && place.start < place.end;
        end = if is_free { place.end } else { end };
        is_free
    });
    all
}

/// In the URLs of `text`; `closing` characters at the end of a query's value are not part of it.
fn in_urls(text: &str, closing: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices("://") {
        let start = at + mark.len();
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>".contains(c)).unwrap_or(rest.len());
        let url = rest.get(..end).unwrap_or_default();
        let places = password(url).into_iter().chain(query(url, closing));
        found.extend(places.map(|range| start + range.start..start + range.end));
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

/// What query parameters hold whose name speaks of a secret.
fn query(url: &str, closing: &[char]) -> impl Iterator<Item = Range<usize>> {
    let mut at = url.find('?').map_or(url.len(), |at| at + 1);
    let fields = url.get(at..).unwrap_or_default().split(['&', ';', '#']);
    fields.filter_map(move |field| {
        let start = at;
        at += field.len() + 1;
        let (name, value) = field.split_once('=')?;
        let value = value.trim_end_matches(closing);
        let is_secret = !value.is_empty() && (names_a_secret(name) || is_secret_key(name));
        is_secret.then_some(start + name.len() + 1..start + name.len() + 1 + value.len())
    })
}

/// In a line of NGINX's configuration: the value of a header whose name speaks of a secret.
fn in_directive(line: &str) -> Option<Range<usize>> {
    const DIRECTIVE: &str = "proxy_set_header";
    let at = line.find(DIRECTIVE)? + DIRECTIVE.len();
    let rest = line.get(at..)?;
    let name = rest.trim_start();
    let (word, value) = name.split_once(char::is_whitespace)?;
    if name.len() == rest.len() || !names_a_secret(word) {
        return None;
    }
    let blanks = value.len() - value.trim_start().len();
    let start = at + (rest.len() - name.len()) + word.len() + 1 + blanks;
    let value = value.trim_start();
    let length = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value.get(1..)?.find(quote).map(|end| end + 2),
        _ => value.find(';'),
    };
    let length = length.unwrap_or(value.trim_end().len());
    is_a_value(value.get(..length)?).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::{mask, names_a_secret, parts, sounds_secret, within};

    #[test]
    fn a_url_hides_its_password_and_what_its_query_is_trusted_with() {
        for (url, wanted) in [
            ("https://bob:PASS@h/x?token=T&n=1", "https://bob:*@h/x?token=*&n=1"),
            ("redis://:pa:ss@h:6379/0", "redis://:*@h:6379/0"),
            ("https://me:pa@ss@h", "https://me:*@h"),
            ("https://me:pa/ss@h", "https://me:*@h"),
            (
                "url: \"https://h/x?X-Amz-Signature=ab&apikey=cd#f\" # x",
                "url: \"https://h/x?X-Amz-Signature=*&apikey=*#f\" # x",
            ),
            ("https://h/b?sig=a%2Fb&sv=1 http://u:p@g", "https://h/b?sig=*&sv=1 http://u:*@g"),
        ] {
            assert_eq!(mask(url, "*"), wanted);
        }
        for plain in [
            "https://h:5000/a@b",
            "https://h/a:b@c",
            "https://me@h",
            "mailto:a@b",
            "a: b@c",
            "https://h/?page=2",
        ] {
            assert_eq!(mask(plain, "*"), plain);
            assert!(parts(plain).is_empty());
        }
    }

    #[test]
    fn a_header_of_such_a_name_hides_its_value() {
        for (line, wanted) in [
            ("  proxy_set_header Authorization \"Basic x; y\";\n", "  proxy_set_header Authorization *;\n"),
            ("proxy_set_header X-Api-Key abc;", "proxy_set_header X-Api-Key *;"),
            (
                "proxy_set_header Authorization $http_authorization;",
                "proxy_set_header Authorization $http_authorization;",
            ),
            ("proxy_set_header Cookie \"\";", "proxy_set_header Cookie \"\";"),
            ("proxy_set_header Host $http_host;", "proxy_set_header Host $http_host;"),
        ] {
            assert_eq!(mask(line, "*"), wanted);
        }
    }

    #[test]
    fn names_that_speak_of_secrets() {
        assert!(
            sounds_secret("privatekey") && sounds_secret("Password") && !sounds_secret("ssl_certificate_key")
        );
        assert!(names_a_secret("AWS_SECRET_ACCESS_KEY") && names_a_secret("Cookie") && names_a_secret("sig"));
        assert!(!names_a_secret("X-Team") && !names_a_secret("HTTP_PROXY"));
    }

    #[test]
    fn secrets_are_found_in_urls_and_nothing_else_is() {
        let found = |text: &str| -> Vec<String> {
            within(text).into_iter().map(|range| text.get(range).unwrap().to_owned()).collect()
        };
        assert_eq!(found("at https://u:p@w@h/p and redis://:x/y@h:1/0"), ["p@w", "x/y"]);
        assert_eq!(found("https://h/?X-Amz-Signature=ab&a=b&access_token=c#d"), ["ab", "c"]);
        assert_eq!(found("https://h:5050/a@sha256:b https://u@h http://h/a:b@c"), [""; 0]);
        assert_eq!(found("a\n-----BEGIN RSA PRIVATE KEY-----"), ["a\n-----BEGIN RSA PRIVATE KEY-----"]);
    }
}
