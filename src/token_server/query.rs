//! The query of a request: names and values, decoded.

/// Every name and value of `a=1&b=2`, in order, `+` as a space and `%41` as `A`. What is not UTF-8 is replaced.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [b'%', high, low, after @ ..] => {
                if let (Some(high), Some(low)) = (digit(*high), digit(*low)) {
                    bytes.push(high << 4 | low);
                    after
                } else {
                    bytes.push(b'%');
                    rest.get(1..).unwrap_or_default()
                }
            }
            [b'+', after @ ..] => {
                bytes.push(b' ');
                after
            }
            [byte, after @ ..] => {
                bytes.push(*byte);
                after
            }
            [] => return String::from_utf8_lossy(&bytes).into_owned(),
        };
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_and_broken_escapes_left() {
        for (query, want) in [
            ("", &[][..]),
            ("&&", &[]),
            ("a=1&a=2", &[("a", "1"), ("a", "2")]),
            ("scope=repository%3Ag%2Fp%3Apull%2Cpush", &[("scope", "repository:g/p:pull,push")]),
            ("scope=a+b%20c", &[("scope", "a b c")]),
            ("a", &[("a", "")]),
            ("=x", &[("", "x")]),
            ("a=%4&b=%zz&c=%", &[("a", "%4"), ("b", "%zz"), ("c", "%")]),
            ("a=%ff", &[("a", "\u{fffd}")]),
            ("a=b=c", &[("a", "b=c")]),
        ] {
            let found = pairs(query);
            let found: Vec<(&str, &str)> =
                found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(found, want, "{query}");
        }
    }
}
