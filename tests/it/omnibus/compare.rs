//! Two trees of the same meaning have no difference; each difference has a path and both values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// A difference: where, what Omnibus derives, what is derived here. Null is nothing there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// Names of keys and directives, such as `/nginx_registry/server(main)/location \//proxy_set_header Host`.
    pub path: String,
    /// JSON.
    pub theirs: String,
    /// JSON.
    pub ours: String,
}

/// Every difference.
pub fn differences(theirs: &Value, ours: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", theirs, ours, &mut found);
    found.sort();
    found
}

fn note(path: &str, theirs: &Value, ours: &Value, into: &mut Vec<Difference>) {
    if theirs != ours {
        into.push(Difference { path: path.to_owned(), theirs: theirs.to_string(), ours: ours.to_string() });
    }
}

fn compare(path: &str, theirs: &Value, ours: &Value, into: &mut Vec<Difference>) {
    match (theirs, ours) {
        (Value::Object(left), Value::Object(right)) => {
            for key in left.keys().chain(right.keys()).collect::<BTreeSet<_>>() {
                let null = Value::Null;
                let (left, right) = (left.get(key).unwrap_or(&null), right.get(key).unwrap_or(&null));
                compare(&format!("{path}/{key}"), left, right, into);
            }
        }
        (Value::Array(left), Value::Array(right)) if are_directives(left) && are_directives(right) => {
            blocks(path, left, right, into);
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                compare(&format!("{path}/{index}"), left, right, into);
            }
        }
        _ => note(path, theirs, ours, into),
    }
}

fn are_directives(list: &[Value]) -> bool {
    list.iter().all(|item| item.get("d").is_some())
}

/// What a directive is known by among its neighbours.
fn label(directive: &Value) -> String {
    let words: Vec<&str> = directive["d"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    match words.as_slice() {
        ["server", ..] => {
            let block = directive["block"].as_array().unwrap();
            let is_main = block.iter().any(|one| one["d"][0] == "client_max_body_size");
            if is_main { "server(main)".to_owned() } else { "server(redirect)".to_owned() }
        }
        [name @ ("location" | "proxy_set_header" | "add_header"), rest @ ..] => {
            // the word before the last is what `location = /path` and a header are about
            let about = if *name == "location" { rest.join(" ") } else { rest[0].to_owned() };
            format!("{name} {about}")
        }
        [name, ..] => (*name).to_owned(),
        [] => String::new(),
    }
}

/// Labels in order, each with its directive; of several alike the later ones are numbered.
fn labelled(list: &[Value]) -> (Vec<String>, BTreeMap<String, &Value>) {
    let mut order: Vec<String> = Vec::new();
    let mut all = BTreeMap::new();
    for directive in list {
        let name = label(directive);
        let before = order.iter().filter(|one| **one == name || one.starts_with(&format!("{name}#"))).count();
        let name = if before == 0 { name } else { format!("{name}#{before}") };
        order.push(name.clone());
        all.insert(name, directive);
    }
    (order, all)
}

fn blocks(path: &str, theirs: &[Value], ours: &[Value], into: &mut Vec<Difference>) {
    let (their_order, their_directives) = labelled(theirs);
    let (our_order, our_directives) = labelled(ours);
    for name in their_directives.keys().chain(our_directives.keys()).collect::<BTreeSet<_>>() {
        let path = format!("{path}/{name}");
        match (their_directives.get(name), our_directives.get(name)) {
            (Some(left), Some(right)) => {
                note(&path, &left["d"], &right["d"], into);
                compare(&path, &left["block"], &right["block"], into);
            }
            (left, right) => {
                let short = |one: Option<&&Value>| match one {
                    None => Value::Null,
                    Some(directive) if directive["block"].is_null() => directive["d"].clone(),
                    Some(directive) => (*directive).clone(),
                };
                note(&path, &short(left), &short(right), into);
            }
        }
    }
    let common = |order: &[String], others: &BTreeMap<String, &Value>| -> Value {
        order.iter().filter(|name| others.contains_key(*name)).cloned().collect()
    };
    let orders = (common(&their_order, &our_directives), common(&our_order, &their_directives));
    note(&format!("{path}/(order)"), &orders.0, &orders.1, into);
}

/// The places in `tree` that a mistake could sit at: every scalar, as a JSON pointer.
pub fn leaves(tree: &Value) -> Vec<String> {
    fn collect(path: &str, tree: &Value, into: &mut Vec<String>) {
        match tree {
            Value::Object(map) => {
                for (key, value) in map {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    collect(&format!("{path}/{key}"), value, into);
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    collect(&format!("{path}/{index}"), value, into);
                }
            }
            _ => into.push(path.to_owned()),
        }
    }
    let mut all = Vec::new();
    collect("", tree, &mut all);
    all
}

#[test]
fn an_added_a_lost_and_a_moved_directive_are_differences() {
    let server = |inside: Value| json!([{ "d": ["server"], "block": inside }]);
    let listen = json!({ "d": ["listen", "*:80"] });
    let other = json!({ "d": ["listen", "[::]:80"] });
    let name = json!({ "d": ["server_name", "a"] });
    let before = server(json!([listen, name]));
    for (after, path) in [
        (json!([listen]), "/server(redirect)/server_name"),
        (json!([listen, other, name]), "/server(redirect)/listen#1"),
        (json!([name, listen]), "/server(redirect)/(order)"),
        (json!([other, name]), "/server(redirect)/listen"),
    ] {
        let found = differences(&before, &server(after));
        assert_eq!(found.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), [path]);
    }
    assert_eq!(differences(&before, &before), []);
}
