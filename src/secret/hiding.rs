//! Known secrets taken out of a text.
//!
//! Invariant: what is part of a longer word, of a path or of a name is not the secret, and neither is a key. So who
//! chose `registry` for a secret still sees which folders and hosts are meant.

use std::ops::Range;

use super::{SECRET, Secret};

/// Stands for a secret while a text is worked on; no text holds it.
pub const MARK: &str = "\u{f5ec4}";

/// Shorter values are hidden where they are the whole of a value: in a longer text they stand for something else too.
const SHORT: usize = 4;

/// `text` with every one of `secrets` in it replaced by `[secret]`, as it is or as YAML, JSON and TOML quote it.
///
/// A very short one is replaced only where it is a whole line or the whole value behind a `key:`, so a secret `1`
/// is not shown and yet leaves every other 1 alone.
#[must_use]
pub fn hide(text: &str, secrets: &[Secret<String>]) -> String {
    marked(text, secrets).replace(MARK, SECRET)
}

/// As [`hide`], with [`MARK`] for each secret.
#[must_use]
pub fn marked(text: &str, secrets: &[Secret<String>]) -> String {
    let (long, short): (Vec<_>, Vec<_>) =
        forms(secrets).into_iter().partition(|form| form.chars().count() >= SHORT);
    let mut found: Vec<Range<usize>> = Vec::new();
    // The longest first: one may be part of another.
    for form in &long {
        for place in occurrences(text, form) {
            if !found.iter().any(|other| other.start < place.end && place.start < other.end) {
                found.push(place);
            }
        }
    }
    found.sort_by_key(|place| place.start);
    let mut hidden = String::with_capacity(text.len());
    let mut done = 0;
    for place in found {
        hidden.push_str(text.get(done..place.start).unwrap_or_default());
        hidden.push_str(MARK);
        done = place.end;
    }
    hidden.push_str(text.get(done..).unwrap_or_default());
    if short.is_empty() {
        return hidden;
    }
    hidden.split_inclusive('\n').map(|line| hide_whole(line, &short)).collect()
}

/// Every way in which one of `secrets` may be written, the longest first.
fn forms(secrets: &[Secret<String>]) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for secret in secrets.iter().map(Secret::expose).filter(|secret| !secret.trim().is_empty()) {
        let quoted = serde_json::Value::from(secret.as_str()).to_string();
        let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        forms.extend([secret.clone(), secret.trim().to_owned(), inside.to_owned()]);
        // where it is written line by line
        forms.extend(secret.lines().map(|line| line.trim().to_owned()));
        // in single quotes
        forms.push(secret.replace('\'', "''"));
    }
    forms.retain(|form| !form.is_empty());
    forms.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    forms.dedup();
    forms
}

/// Where `form` stands in `text` for itself.
fn occurrences<'t>(text: &'t str, form: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find(form)?;
            let place = start..start + form.len();
            if stands_alone(text, &place) && !is_key(text, &place) {
                from = place.end;
                return Some(place);
            }
            from = start + form.chars().next().map_or(1, char::len_utf8);
        }
    })
}

fn is_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether what stands at `place` is not a piece of a longer word, path or name.
fn stands_alone(text: &str, place: &Range<usize>) -> bool {
    let of = |range: Range<usize>| text.get(range).unwrap_or_default();
    let (form, before, after) = (of(place.clone()), of(0..place.start), of(place.end..text.len()));
    let starts_as_a_word = form.starts_with(is_of_a_word);
    let ends_as_a_word = form.ends_with(is_of_a_word);
    !(starts_as_a_word && goes_on_before(before) || ends_as_a_word && goes_on_after(after))
}

/// Whether a word goes on to the left, at the end of `before`.
fn goes_on_before(before: &str) -> bool {
    // a line break or a tab as quotes write it
    if ["\\n", "\\r", "\\t"].iter().any(|escape| before.ends_with(escape)) {
        return false;
    }
    match before.chars().next_back() {
        Some('/') => !before.ends_with("//"),
        Some('.') => before[..before.len() - 1].ends_with(is_of_a_word),
        Some(c) => is_of_a_word(c) && !is_a_dash_alone(before),
        None => false,
    }
}

/// Whether `before` ends with the `-` of a list's item or of an option, not of a word.
fn is_a_dash_alone(before: &str) -> bool {
    before.strip_suffix('-').is_some_and(|rest| !rest.ends_with(|c| is_of_a_word(c) || c == '.'))
}

/// Whether a word goes on to the right, at the start of `after`.
fn goes_on_after(after: &str) -> bool {
    match after.chars().next() {
        Some('/') => true,
        Some('.') => after[1..].starts_with(is_of_a_word),
        Some(c) => is_of_a_word(c),
        None => false,
    }
}

/// Whether what stands at `place` is the key of something: `secret:`, `"secret":`, `secret = `.
fn is_key(text: &str, place: &Range<usize>) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_end_matches(['"', '\'']);
    let begins_line = line.chars().all(|c| c.is_whitespace() || c == '-' || c == '#');
    let begins_pair = ["{", "{ ", ", ", ","].iter().any(|end| line.ends_with(end));
    if !begins_line && !begins_pair {
        return false;
    }
    let after = text.get(place.end..).unwrap_or_default();
    let after = after.strip_prefix(['"', '\'']).unwrap_or(after);
    let blank = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    after.strip_prefix(':').is_some_and(blank)
        || after.trim_start_matches([' ', '\t']).strip_prefix('=').is_some_and(blank)
}

/// The line, with [`MARK`] where the whole of it or the whole value in it is one of `short`.
fn hide_whole(line: &str, short: &[String]) -> String {
    let is_short = |value: &str| {
        let value = value.trim().trim_matches(['[', ']']).trim().trim_matches(['"', '\'']);
        short.iter().any(|secret| secret == value)
    };
    let ending = if line.ends_with('\n') { "\n" } else { "" };
    if is_short(line) {
        let indent = line.len() - line.trim_start().len();
        return format!("{}{MARK}{ending}", line.get(..indent).unwrap_or_default());
    }
    for separator in [": ", "= ", "- "] {
        if let Some((before, value)) = line.split_once(separator)
            && is_short(value)
        {
            return format!("{before}{separator}{MARK}{ending}");
        }
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str, secrets: &[&str]) -> String {
        let secrets: Vec<_> = secrets.iter().map(|secret| Secret::new((*secret).to_owned())).collect();
        hide(text, &secrets)
    }

    #[test]
    fn a_secret_is_hidden_however_it_is_quoted() {
        assert_eq!(hidden("password: hunter2\n", &["hunter2"]), "password: [secret]\n");
        assert_eq!(hidden(r#"url: "redis://:pa\"ss\\@h""#, &["pa\"ss\\"]), "url: \"redis://:[secret]@h\"");
        assert_eq!(hidden("key: |\n  abcd\n  efgh\n", &["abcd\nefgh\n"]), "key: |\n  [secret]\n  [secret]\n");
        assert_eq!(hidden("key: \"x\\nefgh\\n\"\n", &["abcd\nefgh\n"]), "key: \"x\\n[secret]\\n\"\n");
        assert_eq!(hidden("hunter22 hunter2", &["hunter2", "hunter22"]), "[secret] [secret]");
        assert_eq!(hidden("a: 'it''s me'\n", &["it's me"]), "a: '[secret]'\n");
    }

    #[test]
    fn a_short_secret_leaves_other_text_alone() {
        let text = "version: 0.1\npassword: 1\nother: \"1\"\nport: 5001\n- 1\ntokens: [1]\n1\n  1\n";
        assert_eq!(
            hidden(text, &["1"]),
            "version: 0.1\npassword: [secret]\nother: [secret]\nport: 5001\n- [secret]\ntokens: [secret]\n\
             [secret]\n  [secret]\n"
        );
        assert_eq!(hidden("a: 1\n", &["", " "]), "a: 1\n");
    }

    #[test]
    fn what_only_looks_like_a_secret_stays() {
        for (text, secret, wanted) in [
            ("  secret: \"secret\"\n", "secret", "  secret: \"[secret]\"\n"),
            (
                "default_projects_features:\nX-A: [default]\n",
                "default",
                "default_projects_features:\nX-A: [[secret]]\n",
            ),
            ("secretkey: secret\n", "secret", "secretkey: [secret]\n"),
            (
                "bucket: gitlab-AKIA1\naccesskey: AKIA1\n",
                "AKIA1",
                "bucket: gitlab-AKIA1\naccesskey: [secret]\n",
            ),
            (
                "access_log /l/gitlab_registry_access.log;",
                "registry",
                "access_log /l/gitlab_registry_access.log;",
            ),
            (
                "dir: /var/opt/registry/x\nhost: registry.test\n",
                "registry",
                "dir: /var/opt/registry/x\nhost: registry.test\n",
            ),
            ("registry = \"registry\"\n", "registry", "registry = \"[secret]\"\n"),
            ("{\"token\": \"token\", token: x}", "token", "{\"token\": \"[secret]\", token: x}"),
            ("- hunter2\n-hunter2\n", "hunter2", "- [secret]\n-[secret]\n"),
        ] {
            assert_eq!(hidden(text, &[secret]), wanted);
        }
    }

    /// Secrets at places of their own among innocent text that holds pieces of them: none stays, nothing else goes.
    #[test]
    fn no_secret_survives_at_its_own_place_and_innocent_text_is_unchanged() {
        let words = [
            "registry",
            "secret",
            "default",
            "AKIA-1_x",
            "pa/ss+word==",
            "p a s s",
            "a\"b\\c",
            "x:y@z",
            "über",
            "-dash-",
        ];
        let innocent = |word: &str| {
            format!("# the{word}s\n{word}:\n  my{word}: /opt/{word}/{word}.d\n  {word}_b: b-{word}\n")
        };
        for secret in words.iter().filter(|word| word.chars().all(is_of_a_word) && !word.starts_with('-')) {
            assert_eq!(hidden(&innocent(secret), &[secret]), innocent(secret));
        }
        for (index, secret) in words.iter().enumerate() {
            let quoted = serde_json::Value::from(*secret).to_string();
            let inside = &quoted[1..quoted.len() - 1];
            let places = [
                ("password: ", quoted.as_str(), "\n"),
                ("headers: {X-T: [", &quoted, "], b: c}\n"),
                ("url: \"redis://me:", inside, "@h:1/0\"\n"),
                ("url: \"https://h/x?token=", inside, "&n=1\"\n"),
                ("  - ", &quoted, "\n"),
                ("password = ", &quoted, "\n"),
                ("pem: \"a\\n", inside, "\\nb\"\n"),
                ("", secret, ""),
            ];
            for (before, own, after) in places {
                let other = words[(index + 3) % words.len()];
                let other = if other.chars().all(is_of_a_word) { innocent(other) } else { String::new() };
                let text = format!("{other}{before}{own}{after}");
                let shown = hidden(&text, &[secret]);
                let stand_in = own.replace(inside, SECRET);
                let stand_in = if own == *secret { SECRET.to_owned() } else { stand_in };
                assert_eq!(shown, format!("{other}{before}{stand_in}{after}"), "{secret} in {text}");
            }
        }
    }
}
