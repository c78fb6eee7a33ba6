//! Where secrets stand in texts that are none: passwords in URLs, values of query parameters and of headers.

use std::ops::Range;

/// Whether the name of a setting speaks of a secret.
#[must_use]
pub fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = ["secret", "passw", "passphrase", "token", "credential", "authorization"];
    words.iter().any(|word| name.contains(word)) || (name.ends_with("key") && !name.starts_with("ssl_"))
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
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for place in places(text) {
        masked.push_str(text.get(done..place.start).unwrap_or_default());
        masked.push_str(stand_in);
        done = place.end;
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    masked
}

/// The bytes of each, in order; none overlaps another.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let ends = |c: char| c.is_whitespace() || c.is_control() || "\"'<>`".contains(c);
    for (at, _) in text.match_indices("://") {
        let start = at + 3;
        let rest = text.get(start..).unwrap_or_default();
        in_url(start, rest.split(ends).next().unwrap_or_default(), &mut all);
    }
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

/// In a URL without its scheme: the password behind a name, and what query parameters of such names hold.
fn in_url(start: usize, url: &str, all: &mut Vec<Range<usize>>) {
    let authority = url.split(['/', '?', '#']).next().unwrap_or_default();
    // A password may hold the characters that end an authority: then the last `@` before the query counts.
    let before_query = url.split('?').next().unwrap_or_default();
    let login = authority.rsplit_once('@').or_else(|| {
        let (login, host) = before_query.rsplit_once('@')?;
        let is_port = |text: &str| {
            let digits = text.split('/').next().unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let (_, password) = login.split_once(':').filter(|(name, _)| !name.contains('/'))?;
        (!is_port(password)).then_some((login, host))
    });
    if let Some((name, _)) = login.and_then(|(login, _)| login.split_once(':')) {
        let login = login.map_or(0, |(login, _)| login.len());
        all.push(start + name.len() + 1..start + login);
    }
    let Some((path, query)) = url.split_once('?') else { return };
    let query = query.split('#').next().unwrap_or_default();
    let mut at = start + path.len() + 1;
    for parameter in query.split(['&', ';']) {
        if let Some((name, value)) = parameter.split_once('=')
            && names_a_secret(name)
        {
            let from = at + name.len() + 1;
            // what ends a URL in NGINX's configuration and in lists
            let value = value.trim_end_matches([',', ')', '}', ']']);
            all.push(from..from + value.len());
        }
        at += parameter.len() + 1;
    }
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
    use super::{mask, names_a_secret, parts, sounds_secret};

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
}
