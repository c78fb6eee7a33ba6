//! A file for people: every secret in it as `[secret]`, and YAML still YAML.
//!
//! Known secrets are hidden wherever they stand, passwords in URLs and values behind a secret's key wherever they
//! stand too, so that an older secret, which nobody knows any more, is not shown either.

use std::fmt::Write as _;

use crate::secret::{self, MARK, SECRET, Secret, is_path, is_secret_key, may_be_path};

/// Said instead of the lines of a file in which secrets cannot be told from the rest.
pub(super) const NOT_READ: &str = "(its lines are not shown: the file could not be read as YAML)\n";

/// The `text` of the file `path` with `[secret]` for every known secret, for every password in a URL and for every
/// value that stands behind a secret's key.
#[must_use]
pub fn hide(path: &str, text: &str, secrets: &[Secret<String>]) -> String {
    match in_place(path, text) {
        Some((hidden, found)) => repeated(path, &hidden, &[secrets, &found].concat()),
        None => format!("# {NOT_READ}"),
    }
}

fn is_yaml(path: &str) -> bool {
    [".yml", ".yaml", ".json"].iter().any(|ending| path.contains(ending))
}

/// `text` without what stands where secrets do, and those of them that are looked for elsewhere. `None` for YAML that
/// cannot be read.
pub(super) fn in_place(path: &str, text: &str) -> Option<(String, Vec<Secret<String>>)> {
    if is_yaml(path) { super::yaml::hide(text) } else { Some((text.to_owned(), Vec::new())) }
}

/// `text` without `secrets` wherever they are repeated, and without passwords in URLs.
pub(super) fn repeated(path: &str, text: &str, secrets: &[Secret<String>]) -> String {
    let marked = secret::mask(&secret::marked(&text.replace(SECRET, MARK), secrets), MARK);
    let is_plain = [".conf", ".toml"].iter().any(|ending| path.ends_with(ending));
    // What stands behind a secret's key is hidden already in YAML that was read.
    let hidden = if is_plain { plain(&marked) } else { yaml(&marked, !is_yaml(path)) };
    hidden.replace(MARK, SECRET)
}

/// Whether `value` is no key, but the file in which one lies.
fn is_file(key: &str, value: &str) -> bool {
    let bare = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
    may_be_path(&bare(key)) && is_path(&bare(value))
}

/// What follows a hidden key on deeper lines.
struct Below {
    indent: usize,
    /// A text that `|` or `>` begins: its lines stay lines.
    is_block: bool,
}

/// Line by line; `by_key` also hides what stands behind a secret's key.
fn yaml(text: &str, by_key: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut below: Option<Below> = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        let is_blank = content.trim().is_empty();
        if let Some(Below { indent: above, is_block }) = &below {
            if is_blank || indent > *above {
                if is_blank || *is_block {
                    let mark = if is_blank { "" } else { MARK };
                    let _ = writeln!(out, "{}{mark}", " ".repeat(if is_blank { 0 } else { indent }));
                }
                continue;
            }
            below = None;
        }
        let item = content.trim_start_matches("# ").trim_start_matches("- ");
        let lead = line.len() - item.len();
        let Some((key, value)) = pair(item) else {
            out.push_str(line.get(..lead).unwrap_or_default());
            out.push_str(&value_of(item, by_key));
            continue;
        };
        let start = line.get(..line.len() - value.len()).unwrap_or_default();
        let given = value.trim();
        if !(by_key || content.starts_with('#'))
            || !is_secret_key(key)
            || given.is_empty()
            || is_file(key, given)
            || given.starts_with('#')
        {
            out.push_str(start);
            out.push_str(&value_of(value, by_key));
            continue;
        }
        let is_block = given.starts_with(['|', '>']);
        let blanks = value.len() - value.trim_start().len();
        let stays = if is_block { given } else { MARK };
        let _ = writeln!(out, "{start}{}{stays}", value.get(..blanks).unwrap_or_default());
        below = Some(Below { indent: lead.min(start.len()), is_block }).filter(|_| !content.starts_with('#'));
    }
    out
}

/// The key at the start of `item` and what stands behind its colon, the blank included.
fn pair(item: &str) -> Option<(&str, &str)> {
    if item.starts_with(['{', '[']) {
        return None;
    }
    let (key, value) = item.split_once(':')?;
    let key = key.trim_matches(['"', '\'']);
    let is_key = !key.is_empty() && !key.contains(char::is_whitespace) && !key.contains(['"', '\'']);
    (is_key && (value.is_empty() || value.starts_with(char::is_whitespace))).then_some((key, value))
}

/// A value on its line: hidden where a key in its braces says so, in quotes where a mark would break it.
fn value_of(text: &str, by_key: bool) -> String {
    let value = text.trim();
    let at = text.len() - text.trim_start().len();
    let (before, after) =
        (text.get(..at).unwrap_or_default(), text.get(at + value.len()..).unwrap_or_default());
    let value = match value.chars().next() {
        Some('{' | '[') => flow(value, by_key),
        _ if value.starts_with(MARK) && value != MARK && !value.starts_with(&format!("{MARK} #")) => {
            quoted(value)
        }
        _ => value.to_owned(),
    };
    format!("{before}{value}{after}")
}

/// `text`, which holds marks, in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What stands in braces and brackets, piece by piece.
fn flow(text: &str, by_key: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if "{}[], ".contains(first) {
            out.push(first);
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let piece = rest.get(..scalar(rest)).unwrap_or_default();
        rest = rest.get(piece.len()..).unwrap_or_default();
        let is_broken = piece.contains(MARK) && piece.trim() != MARK && !piece.starts_with(['"', '\'']);
        out.push_str(&if is_broken { quoted(piece) } else { piece.to_owned() });
        let Some(value) = rest.strip_prefix(':') else { continue };
        out.push(':');
        rest = value;
        let given = value.trim_start();
        if by_key
            && is_secret_key(piece.trim_matches(['"', '\'']))
            && !given.is_empty()
            && !is_file(piece, given)
        {
            out.extend([" ", MARK]);
            rest = given.get(whole(given)..).unwrap_or_default();
        }
    }
    out
}

/// How long the scalar at the start of `text` is, inside of braces.
fn scalar(text: &str) -> usize {
    let mut chars = text.char_indices();
    let quote = chars.next().map(|(_, c)| c).filter(|c| matches!(c, '"' | '\''));
    let mut is_escaped = false;
    for (at, c) in chars {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some('"') if c == '\\' => is_escaped = true,
            Some(quote) if c == quote => return at + 1,
            None if "{}[],".contains(c) => return at,
            None if c == ':' => {
                let after = text.get(at + 1..).unwrap_or_default();
                if after.is_empty() || after.starts_with([' ', ',', '}', ']']) {
                    return at;
                }
            }
            _ => {}
        }
    }
    // a colon at the very start would not be passed over
    text.len()
}

/// How long the value at the start of `text` is, with all its braces.
fn whole(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' | ',' if depth == 0 => return at,
            '}' | ']' => depth -= 1,
            '"' | '\'' => {
                at += scalar(text.get(at..).unwrap_or_default());
                continue;
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    at
}

/// Text that is no YAML: `key = "value"` and `key: value` of a secret's key.
fn plain(text: &str) -> String {
    let line = |line: &str| {
        let assigned = line.split_once(" = ").filter(|(_, value)| value.starts_with(['"', '\'']));
        let (key, value, between) = match assigned {
            Some((key, value)) => (key, value, " = "),
            None => line.split_once(": ").map(|(key, value)| (key, value, ": "))?,
        };
        let name = key.trim();
        let is_secret = !name.contains(char::is_whitespace) && is_secret_key(name) && !is_file(name, value);
        let stand_in = if between == " = " { format!("\"{MARK}\"") } else { MARK.to_owned() };
        let ending = if line.ends_with('\n') { "\n" } else { "" };
        is_secret.then(|| format!("{key}{between}{stand_in}{ending}"))
    };
    text.split_inclusive('\n').map(|text| line(text).unwrap_or_else(|| text.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::hide;
    use crate::secret::Secret;

    fn shown(path: &str, text: &str) -> String {
        hide(path, text, &[Secret::new("hunter2".to_owned())])
    }

    #[test]
    fn a_secret_is_hidden_where_it_stands_and_where_it_is_repeated() {
        let text = "headers:\n  X-Gitlab-Token: [\"old one\"]\n  X-Team: [red]\nredis: {password: hunter2}\ndsn: \"https://a@b\"\n\
                    keyfile: /etc/gcs.json\nsslkey: /etc/db.key\ntoken_lifetime: 300\nname: hunter2\n";
        assert_eq!(
            shown("/c.yml", text),
            "headers:\n  X-Gitlab-Token: [[secret]]\n  X-Team: [[secret]]\nredis: {password: [secret]}\ndsn: [secret]\n\
             keyfile: /etc/gcs.json\nsslkey: /etc/db.key\ntoken_lifetime: 300\nname: [secret]\n"
        );
    }

    #[test]
    fn what_was_hidden_is_still_yaml() {
        let mut faults = Vec::new();
        for (text, wanted) in [
            ("a: hunter2@host\n", "a: \"[secret]@host\"\n"),
            ("a: [x, b@hunter2, \"hunter2@c\"]\n", "a: [x, \"b@[secret]\", \"[secret]@c\"]\n"),
            ("a: {token: [old, older], b: c}\n", "a: {token: [[secret], [secret]], b: c}\n"),
            ("- {name: x, password: \"o,}ld\"}\n", "- {name: x, password: [secret]}\n"),
            ("private_key: |\n  -----BEGIN\n\n  old\nb: c\n", "private_key: [secret]\nb: c\n"),
            ("- secret: \"old\n    goes on\"\n  b: c\n", "- secret: [secret]\n  b: c\n"),
            ("u: \"https://me:old@h/x?token=old\"\n", "u: \"https://me:[secret]@h/x?token=[secret]\"\n"),
            ("u: redis://:old@h\n", "u: redis://:[secret]@h\n"),
            ("# password: old\n# The secret of: all\n", "# password: [secret]\n# The secret of: all\n"),
            ("hunter2:\n  - hunter2\n", "hunter2:\n  - [secret]\n"),
        ] {
            let shown = shown("/c.yml", text);
            if shown != wanted {
                faults.push(format!("{shown:?} instead of {wanted:?}"));
            }
            serde_yaml::from_str::<serde_yaml::Value>(&shown)
                .unwrap_or_else(|error| panic!("{shown}: {error}"));
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn other_files_hide_what_their_keys_and_headers_say() {
        assert_eq!(
            shown("/s.toml", "token = \"old\"\nname = \"x\"\n"),
            "token = \"[secret]\"\nname = \"x\"\n"
        );
        let vhost = "  proxy_set_header Authorization \"Basic old\";\n  proxy_pass http://me:old@h;\n";
        assert_eq!(
            shown("/v.conf", vhost),
            "  proxy_set_header Authorization [secret];\n  proxy_pass http://me:[secret]@h;\n"
        );
    }
}
