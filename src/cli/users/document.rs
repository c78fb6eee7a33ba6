//! The users inside a settings file: read, added, changed and removed in place.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::secret::Secret;

/// A user, without the password.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct User {
    pub(super) name: String,
    pub(super) access: Vec<Access>,
}

/// What may be done with some repositories.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Access {
    pub(super) repository: String,
    pub(super) actions: Vec<String>,
}

fn section(document: &DocumentMut) -> Option<&dyn TableLike> {
    document.get("auth_server")?.as_table_like()
}

/// Whether the settings turn the token server on.
pub(super) fn is_enabled(document: &DocumentMut) -> bool {
    section(document).and_then(|section| section.get("enable")).and_then(Item::as_bool).unwrap_or(false)
}

/// The users in the order of the file; of what is not yet valid, the part that is.
pub(super) fn users(document: &DocumentMut) -> Vec<User> {
    let Some(users) = section(document).and_then(|section| section.get("users")) else { return Vec::new() };
    tables(users)
        .into_iter()
        .filter_map(|user| {
            let access = user.get("access").map(tables).unwrap_or_default();
            Some(User { name: name_of(user)?, access: access.into_iter().filter_map(access_of).collect() })
        })
        .collect()
}

/// What may be done without a login.
pub(super) fn anonymous(document: &DocumentMut) -> Vec<Access> {
    let anonymous = section(document).and_then(|section| section.get("anonymous"));
    anonymous.map(tables).unwrap_or_default().into_iter().filter_map(access_of).collect()
}

fn name_of(user: &dyn TableLike) -> Option<String> {
    user.get("name").and_then(Item::as_str).map(str::to_owned)
}

fn access_of(access: &dyn TableLike) -> Option<Access> {
    let actions = access.get("actions").and_then(Item::as_array);
    Some(Access {
        repository: access.get("repository").and_then(Item::as_str)?.to_owned(),
        actions: actions
            .map(|actions| actions.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            .unwrap_or_default(),
    })
}

/// The tables of `[[x]]` or of `x = [{ … }]`.
fn tables(item: &Item) -> Vec<&dyn TableLike> {
    if let Some(tables) = item.as_array_of_tables() {
        return tables.iter().map(|table| table as &dyn TableLike).collect();
    }
    let values = item.as_array().map(|array| array.iter().collect::<Vec<_>>()).unwrap_or_default();
    values.into_iter().filter_map(Value::as_inline_table).map(|table| table as &dyn TableLike).collect()
}

/// Adds a user behind the others, in the form that those have.
pub(super) fn add(
    document: &mut DocumentMut,
    name: &str,
    hash: &Secret<String>,
    access: &[Access],
) -> Result<(), &'static str> {
    let missing = || {
        let mut section = Table::new();
        // No `[auth_server]` line of its own where there is nothing to say under it.
        section.set_implicit(true);
        Item::Table(section)
    };
    let section = document.entry("auth_server").or_insert_with(missing);
    let is_inline = section.is_inline_table();
    let section = section.as_table_like_mut().ok_or("`auth_server` is no section")?;
    let empty =
        if is_inline { Item::Value(Array::new().into()) } else { Item::ArrayOfTables(ArrayOfTables::new()) };
    match section.entry("users").or_insert(empty) {
        Item::ArrayOfTables(users) => {
            let mut user = Table::new();
            fill(&mut user, name, hash, access);
            users.push(user);
            Ok(())
        }
        Item::Value(Value::Array(users)) => {
            let mut user = InlineTable::new();
            fill(&mut user, name, hash, access);
            push(users, user);
            Ok(())
        }
        _ => Err("`auth_server.users` is no list of users"),
    }
}

fn fill(user: &mut dyn TableLike, name: &str, hash: &Secret<String>, access: &[Access]) {
    let access: Array = access
        .iter()
        .map(|access| {
            let mut table = InlineTable::new();
            table.insert("repository", access.repository.as_str().into());
            table.insert("actions", Value::Array(access.actions.iter().map(String::as_str).collect()));
            Value::InlineTable(table)
        })
        .collect();
    user.insert("name", Item::Value(name.into()));
    user.insert("password", Item::Value(hash.expose().as_str().into()));
    user.insert("access", Item::Value(access.into()));
}

/// Replaces a user's hash; a comment behind it stays. `false`: there is no such user.
pub(super) fn set_password(document: &mut DocumentMut, name: &str, hash: &Secret<String>) -> bool {
    let users =
        document.get_mut("auth_server").and_then(Item::as_table_like_mut).and_then(|s| s.get_mut("users"));
    let set = |user: &mut dyn TableLike| {
        let mut value = Value::from(hash.expose().as_str());
        if let Some(old) = user.get("password").and_then(Item::as_value) {
            *value.decor_mut() = old.decor().clone();
        }
        user.insert("password", Item::Value(value));
        true
    };
    match users {
        Some(Item::ArrayOfTables(users)) => users
            .iter_mut()
            .find(|user| name_of(*user).as_deref() == Some(name))
            .is_some_and(|user| set(user)),
        Some(Item::Value(Value::Array(users))) => users
            .iter_mut()
            .filter_map(Value::as_inline_table_mut)
            .find(|user| name_of(*user).as_deref() == Some(name))
            .is_some_and(|user| set(user)),
        _ => false,
    }
}

/// Removes a user with the comment right above; a comment set off by an empty line stays. `false`: there is no such user.
pub(super) fn remove(document: &mut DocumentMut, name: &str) -> bool {
    let users =
        document.get_mut("auth_server").and_then(Item::as_table_like_mut).and_then(|s| s.get_mut("users"));
    let mut left_over = String::new();
    let is_done = match users {
        Some(Item::ArrayOfTables(users)) => {
            let Some(place) = users.iter().position(|user| name_of(user).as_deref() == Some(name)) else {
                return false;
            };
            let above =
                users.get(place).and_then(|user| user.decor().prefix()).and_then(|prefix| prefix.as_str());
            let set_off =
                above.and_then(|above| above.rsplit_once("\n\n")).map(|(set_off, _)| format!("{set_off}\n"));
            users.remove(place);
            if let Some(set_off) = set_off.filter(|text| text.contains('#')) {
                match users.get_mut(place) {
                    Some(next) => {
                        let own = next
                            .decor()
                            .prefix()
                            .and_then(|prefix| prefix.as_str())
                            .unwrap_or_default()
                            .to_owned();
                        next.decor_mut().set_prefix(format!("{set_off}{own}"));
                    }
                    None => left_over = set_off,
                }
            }
            true
        }
        Some(Item::Value(Value::Array(users))) => {
            let is_it =
                |user: &Value| user.as_inline_table().and_then(|user| name_of(user)).as_deref() == Some(name);
            let Some(place) = users.iter().position(is_it) else { return false };
            cut(users, place);
            true
        }
        _ => false,
    };
    if !left_over.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{trailing}{left_over}"));
    }
    is_done
}

/// Adds to a list; one with a user a line goes on with a user a line, and comments stay where they are.
fn push(users: &mut Array, user: InlineTable) {
    let last = users.len().checked_sub(1);
    let indent = last.and_then(|last| users.get(last)).map(prefix_of).unwrap_or_default();
    let Some((_, indent)) = indent.rsplit_once('\n') else {
        users.push(user);
        return;
    };
    // What stands between the last user and the bracket: with a comma behind the user it is the list's, else the user's.
    let mut between = users.trailing().as_str().unwrap_or_default().to_owned();
    if let Some(last) = last.and_then(|last| users.get_mut(last)) {
        between.insert_str(0, last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default());
        last.decor_mut().set_suffix("");
    }
    let (comments, bracket) = between.rsplit_once('\n').unwrap_or(("", ""));
    users.push_formatted(Value::from(user).decorated(format!("{comments}\n{indent}"), ""));
    users.set_trailing(format!("\n{bracket}"));
    users.set_trailing_comma(true);
}

/// Removes from a list, with the comments above and behind it; the one behind the user before it stays.
fn cut(users: &mut Array, place: usize) {
    let removed = users.get(place).map(prefix_of).unwrap_or_default();
    users.remove(place);
    // Up to its first line break, what precedes a user belongs to the one before it.
    let kept = removed.split_once('\n').map(|(kept, _)| kept.to_owned());
    let joined = |own: &str| match (&kept, own.split_once('\n')) {
        (Some(kept), Some((_, rest))) => format!("{kept}\n{rest}"),
        _ => own.to_owned(),
    };
    if let Some(next) = users.get_mut(place) {
        let is_first = kept.is_none() && place == 0;
        let prefix = if is_first { removed.clone() } else { joined(&prefix_of(next)) };
        next.decor_mut().set_prefix(prefix);
    } else {
        let trailing = joined(users.trailing().as_str().unwrap_or_default());
        users.set_trailing(trailing);
    }
}

fn prefix_of(value: &Value) -> String {
    value.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned()
}
