//! Every setting as its field describes it: what references, completions and explanations are printed from.

use serde_json::Value;

use super::schema;
use super::wording::{any_of, name_of, nearby, nearest, wanted};

/// One setting or section.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Its dotted path; `[]` stands for every item of a list: `auth_server.users[].name`.
    pub path: String,
    /// What it means.
    pub doc: String,
    /// What may be written, in words.
    pub kind: String,
    /// The types that may be written, in the words of JSON schema; empty for any.
    pub types: Vec<&'static str>,
    /// The default that the program uses, where it is not derived.
    pub default: Option<Value>,
    /// A value that differs from the default.
    pub example: Option<Value>,
    /// Whether other settings stand in it.
    pub is_section: bool,
    /// Whether its value is never shown.
    pub is_secret: bool,
    /// Its former names, dotted.
    pub old_names: Vec<String>,
}

impl Setting {
    fn of(path: &str, node: &'static Value) -> Self {
        let text = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
        let renamed = schema::old_names();
        let below =
            |new: &str| path.strip_prefix(new).filter(|rest| rest.is_empty() || rest.starts_with('.'));
        Self {
            path: path.to_owned(),
            doc: text("description").to_owned(),
            kind: kind(node),
            types: schema::types(node),
            default: node.get("default").filter(|value| !value.is_null()).cloned(),
            example: schema::example(node).cloned(),
            is_section: schema::properties(node).is_some(),
            is_secret: schema::is_secret(node),
            old_names: renamed
                .iter()
                .filter_map(|(old, new)| Some(format!("{old}{}", below(new)?)))
                .collect(),
        }
    }

    /// Whether it has a value of its own: `registry.auth` is a word as well as a section.
    #[must_use]
    pub fn has_value(&self) -> bool {
        !self.is_section || self.types.contains(&"string")
    }

    /// Whether it stands in the items of a list, and so has no one place.
    #[must_use]
    pub fn is_in_a_list(&self) -> bool {
        self.path.contains("[]")
    }
}

/// What may be written at `node`, in words.
fn kind(node: &Value) -> String {
    if schema::properties(node).is_some() {
        return "a section".to_owned();
    }
    if schema::is_secret(node) {
        return "text, or where it stands: `{ file = \"…\" }` or `{ env = \"…\" }`".to_owned();
    }
    let types = schema::types(node);
    let plain: Vec<&str> = types.iter().copied().filter(|word| !["array", "object"].contains(word)).collect();
    let mut words = Vec::new();
    if !plain.is_empty() || !schema::choices(node).is_empty() {
        let bound = |name| schema::essence(node).get(name).and_then(Value::as_i64);
        let range = match (bound("minimum"), bound("maximum")) {
            (Some(least), Some(most)) => format!(" from {least} to {most}"),
            (Some(least), None) => format!(" from {least}"),
            _ => String::new(),
        };
        let number = name_of("integer");
        let said = wanted(node, &plain);
        words.push(if range.is_empty() {
            said
        } else {
            said.replacen(number, &format!("{number}{range}"), 1)
        });
    }
    if types.contains(&"array") {
        let items = schema::items(node).map(kind).filter(|words| !words.is_empty());
        let items = items.map(|words| if words == "a section" { "tables".to_owned() } else { words });
        words.push(items.map_or_else(|| "a list".to_owned(), |items| format!("a list of {}", many(&items))));
    }
    if types.contains(&"object") {
        words.push("a table".to_owned());
    }
    any_of(words.into_iter())
}

/// `a whole number` and the like, several of them.
fn many(words: &str) -> String {
    match words {
        "text" => "texts".to_owned(),
        other => other.strip_prefix("a ").map_or_else(|| other.to_owned(), |rest| format!("{rest}s")),
    }
}

/// Every setting and section, in the order of the fields; behind a list of tables, what may stand in those.
#[must_use]
pub fn described() -> Vec<Setting> {
    fn collect(prefix: &str, node: &'static Value, into: &mut Vec<Setting>) {
        for (key, child) in schema::properties(node).into_iter().flatten() {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            into.push(Setting::of(&path, child));
            collect(&path, child, into);
            if let Some(items) = schema::items(child) {
                collect(&format!("{path}[]"), items, into);
            }
        }
    }
    let mut all = Vec::new();
    collect("", schema::schema(), &mut all);
    all
}

/// The setting `path`, under an old name too; also one key of a table whose keys are free, and an item of a list.
#[must_use]
pub fn find_described(path: &str) -> Option<Setting> {
    let renamed = schema::old_names();
    let new = renamed.iter().find_map(|(old, new)| {
        let rest = path.strip_prefix(old.as_str())?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{new}{rest}"))
    });
    let mut node = schema::schema();
    let (mut here, mut table) = (String::new(), None);
    for step in new.as_deref().unwrap_or(path).split('.') {
        let name = item_of(step).unwrap_or(step);
        let known = schema::properties(node).and_then(|all| all.get(name));
        table = known.is_none().then(|| (here.clone(), node));
        node = known.or_else(|| schema::free_values(node))?;
        here.extend([if here.is_empty() { "" } else { "." }, name]);
        if name != step {
            node = schema::items(node)?;
            here.push_str("[]");
        }
    }
    let mut setting = Setting::of(&here, node);
    if let (true, Some((around, table))) = (setting.doc.is_empty(), table) {
        // A free key has no words of its own: those of its table hold.
        setting.doc =
            format!("One of `{around}`, whose names are free.\n\n{}", Setting::of(&around, table).doc);
    }
    Some(setting)
}

/// `list` where `step` is an item of it, `list[]` or `list[0]`.
fn item_of(step: &str) -> Option<&str> {
    let (name, index) = step.strip_suffix(']')?.split_once('[')?;
    index.chars().all(|c| c.is_ascii_digit()).then_some(name)
}

/// The setting that `path` was probably meant to be.
#[must_use]
pub fn nearest_key(path: &str) -> Option<String> {
    let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
    let node =
        if section.is_empty() { Some(schema::schema()) } else { schema::find(schema::schema(), section) };
    if let Some(node) = node {
        return nearby(name, section, node).filter(|near| find_described(near).is_some());
    }
    let all: Vec<String> = schema::every(schema::schema()).into_iter().map(|(path, _)| path).collect();
    let by_name = || {
        let name = path.rsplit('.').next();
        all.iter().find(|known| known.rsplit('.').next() == name).map(String::as_str)
    };
    nearest(path, all.iter().map(String::as_str)).or_else(by_name).map(ToOwned::to_owned)
}
