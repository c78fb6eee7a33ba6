//! How a setting and its value are written in a `gitlab.rb`.
//!
//! Hints show what to write as TOML has it, `registry.enable = true`. Beside a line of Ruby they are put into its words
//! here, at the one place where a problem gets its place.

use serde_json::Value;

use super::{foreign, schema};

/// How the key that a problem is about was written, which decides how one beside it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// The key stands in a hash: `'bucket' => …`.
    pub(super) key_in_hash: bool,
    /// So does what stands below it.
    pub(super) below_in_hash: bool,
}

/// The setting `path` as the left side of a line: `registry['storage']['s3']`. Items of a list are counted.
#[must_use]
pub fn ruby_path(path: &str) -> String {
    // Omnibus knows the virtual host by its old name, which every guide uses.
    let path = match path.strip_prefix("registry.nginx") {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => format!("registry_nginx{rest}"),
        _ => path.to_owned(),
    };
    let mut steps = path.split('.');
    let first = steps.next().unwrap_or_default().to_owned();
    steps.fold(first, |written, step| {
        let (key, items) = step.split_at(step.find('[').unwrap_or(step.len()));
        format!("{written}['{key}']{items}")
    })
}

/// The line that gives the setting `path` the value that is written `value`.
#[must_use]
pub fn ruby_line(path: &str, value: &str) -> String {
    let written = ruby_path(path);
    if written.contains('[') { format!("{written} = {value}") } else { format!("{written} {value}") }
}

/// `value` as a literal of Ruby.
#[must_use]
pub fn ruby_value(value: &Value) -> String {
    match value {
        Value::Null => "nil".to_owned(),
        Value::String(text) if text.contains(['\n', '\'', '\\']) => {
            let escaped =
                text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace("#{", "\\#{");
            format!("\"{escaped}\"")
        }
        Value::String(text) => format!("'{text}'"),
        Value::Array(list) => format!("[{}]", list.iter().map(ruby_value).collect::<Vec<_>>().join(", ")),
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, item)| format!("'{key}' => {}", ruby_value(item)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}

/// `text`, which is about the setting `key`, with every assignment in backticks as Ruby has it; in a hint, names of
/// settings too.
pub(super) fn in_ruby(text: &str, key: &str, around: Around, is_hint: bool) -> String {
    let mut told = String::new();
    for (number, part) in text.split('`').enumerate() {
        if number > 0 {
            told.push('`');
        }
        let reworded = (number % 2 == 1).then(|| {
            let line = part.split_once(" = ").and_then(|(path, value)| line(path, value, key, around));
            line.or_else(|| reference(part)).or_else(|| name(part, key, around).filter(|_| is_hint))
        });
        told.push_str(reworded.flatten().as_deref().unwrap_or(part));
    }
    told
}

/// The name of a setting or a section. One beside a key of a hash is a key of it too.
fn name(part: &str, key: &str, around: Around) -> Option<String> {
    let path = part.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(part);
    let is_path = path.chars().all(|c| c.is_ascii_alphanumeric() || "._[]".contains(c));
    let (top, below) = path.split_once('.')?;
    let is_known = find(path)
        || schema::renamed_node(path).is_some()
        || schema::renamed_node(top).is_some_and(|node| schema::find(node, below).is_some())
        || foreign::is_at_the_top(top);
    let section = |path: &str| path.rsplit_once('.').map(|(section, _)| section.to_owned());
    let last = path.rsplit('.').next().unwrap_or(path);
    match () {
        () if !is_path => None,
        () if around.key_in_hash && section(path) == section(key) => Some(format!("'{last}'")),
        () if is_known => Some(ruby_path(path)),
        () => None,
    }
}

fn find(path: &str) -> bool {
    schema::find(schema::schema(), path).is_some()
}

/// `path = value` of TOML.
fn line(path: &str, value: &str, key: &str, around: Around) -> Option<String> {
    if !path.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
        return None;
    }
    let value = literal(value)?;
    let pair = || format!("'{path}' => {value}");
    if path.contains('.') {
        return Some(ruby_line(path, &value));
    }
    let (section, last) = key.rsplit_once('.').unwrap_or(("", key));
    let beside = format!("{section}.{path}");
    // Only the schema tells what stands in an item of a list, and there the item itself is a hash.
    let below = format!("{key}.{path}");
    match () {
        () if last == path && around.key_in_hash => Some(pair()),
        () if last == path => Some(ruby_line(key, &value)),
        () if key.ends_with(']') => Some(pair()),
        () if find(&below) && around.below_in_hash => Some(pair()),
        () if find(&below) => Some(ruby_line(&below, &value)),
        () if find(&beside) && around.key_in_hash => Some(pair()),
        () if find(&beside) => Some(ruby_line(&beside, &value)),
        () if find(path) => Some(ruby_line(path, &value)),
        () => Some(pair()),
    }
}

/// A value of TOML as Ruby writes it. One that is only hinted at, such as `…`, stays as it is.
fn literal(value: &str) -> Option<String> {
    if value == "…" {
        return Some(value.to_owned());
    }
    if let Some(reference) = reference(value) {
        return Some(reference);
    }
    let table: toml::Table = toml::from_str(&format!("value = {value}")).ok()?;
    let value = serde_json::to_value(table.get("value")?).ok()?;
    Some(ruby_value(&value))
}

/// What Ruby has for `{ file = "…" }` and `{ env = "…" }`.
fn reference(value: &str) -> Option<String> {
    let inside = value.strip_prefix("{ ")?.strip_suffix(" }")?;
    let (kind, name) = inside.split_once(" = ")?;
    let name = name.strip_prefix('"')?.strip_suffix('"').filter(|name| !name.contains(['"', '\'', '\\']))?;
    match kind {
        "file" => Some(format!("File.read('{name}').chomp")),
        "env" => Some(format!("ENV['{name}']")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Around, in_ruby};

    #[test]
    fn assignments_are_put_into_the_words_of_ruby() {
        let apart = Around { key_in_hash: false, below_in_hash: false };
        let below = Around { key_in_hash: false, below_in_hash: true };
        let inside = Around { key_in_hash: true, below_in_hash: true };
        for (key, around, toml, ruby) in [
            ("", apart, "set `nginx.enable = false`", "set `nginx['enable'] = false`"),
            ("", apart, "add `external_url = \"https://a\"`", "add `external_url 'https://a'`"),
            ("registry.enable", apart, "write `enable = true`", "write `registry['enable'] = true`"),
            (
                "registry.storage.s3",
                apart,
                "add `bucket = …`",
                "add `registry['storage']['s3']['bucket'] = …`",
            ),
            ("registry.storage.s3", below, "add `bucket = …`", "add `'bucket' => …`"),
            ("registry.storage.s3", inside, "add `bucket = …`", "add `'bucket' => …`"),
            ("registry.storage.s3.bucket", inside, "`rootdirectory = \"/a\"`", "`'rootdirectory' => '/a'`"),
            (
                "registry.storage.s3.bucket",
                apart,
                "`rootdirectory = \"/a\"`",
                "`registry['storage']['s3']['rootdirectory'] = '/a'`",
            ),
            ("registry.notifications[0]", apart, "add `url = …`", "add `'url' => …`"),
            (
                "registry.http_secret",
                apart,
                "`http_secret = { file = \"/etc/s\" }` or `{ env = \"A\" }`",
                "`registry['http_secret'] = File.read('/etc/s').chomp` or `ENV['A']`",
            ),
            (
                "",
                apart,
                "write `registry.nginx.ssl_certificate`",
                "write `registry_nginx['ssl_certificate']`",
            ),
            ("", apart, "use `[registry.storage.filesystem]`", "use `registry['storage']['filesystem']`"),
            ("", apart, "`registry_nginx.ssl_ciphers`", "`registry_nginx['ssl_ciphers']`"),
            ("registry.storage.s3.regoin", inside, "`registry.storage.s3.region`?", "`'region'`?"),
            (
                "registry.notifications[0].timout",
                inside,
                "`registry.notifications[0].timeout`?",
                "`'timeout'`?",
            ),
            ("", apart, "`registry.nginx.a b` and `x=1`", "`registry.nginx.a b` and `x=1`"),
            ("", apart, "`roles = [\"a\"]`; it's \"b\"", "`roles ['a']`; it's \"b\""),
        ] {
            let said = in_ruby(toml, key, around, true);
            assert_eq!(said, ruby);
            assert_eq!(in_ruby(&said, key, around, true), ruby, "twice");
        }
        assert_eq!(in_ruby("`nginx.enable` is wrong", "", apart, false), "`nginx.enable` is wrong");
    }
}
