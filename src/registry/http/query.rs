//! Percent-encoding and query strings.

use std::fmt::Write as _;

/// Undoes percent-encoding; `None` when it is broken or not UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Encodes a value for a query string: all but unreserved characters (RFC 3986, section 2.3).
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The first value of `key` in a query string; an undecodable one counts as absent.
pub(super) fn value(query: Option<&str>, key: &str) -> Option<String> {
    query?.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(&name.replace('+', " "))? == key).then(|| decode(&value.replace('+', " "))).flatten()
    })
}

/// Every value of `key` in a query string, in order.
pub(super) fn values(query: Option<&str>, key: &str) -> Vec<String> {
    let pairs = query.unwrap_or_default().split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(&name.replace('+', " "))? == key).then(|| decode(&value.replace('+', " "))).flatten()
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_and_encoded() {
        let query = Some("a=1&digest=sha256%3Aab&_state=x%3D%3D&b&c=%zz&d=%ff&e=a+b");
        for (key, should) in [
            ("a", Some("1")),
            ("digest", Some("sha256:ab")),
            ("_state", Some("x==")),
            ("b", Some("")),
            ("c", None),
            ("d", None),
            ("e", Some("a b")),
            ("f", None),
        ] {
            assert_eq!(value(query, key).as_deref(), should, "{key}");
        }
        assert_eq!(values(Some("t=a&x=b&t=c&t"), "t"), ["a", "c", ""]);
        assert_eq!(decode(&encode("ä/=&?")).as_deref(), Some("ä/=&?"));
    }
}
