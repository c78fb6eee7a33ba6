//! One tree of settings laid over another: what is said above wins, key by key.

use toml::de::{DeTable, DeValue};

use super::schema;

/// Lays `above` over `below` and gives the settings that were said there already, by their dotted paths.
pub(super) fn lay_over<'t>(below: &mut DeTable<'t>, above: DeTable<'t>) -> Vec<String> {
    let mut covered = Vec::new();
    for (old, new) in schema::old_names() {
        // What is said above under one of the two names covers what stands below under the other.
        for (said, other) in [(old, new), (new, old)] {
            let steps: Vec<&str> = other.split('.').collect();
            if let (Some(said), Some(other_table)) = (at(&above, said), at_mut(below, &steps)) {
                clear(other_table, said, other, &mut covered);
            }
        }
    }
    merge(below, above, "", &mut covered);
    covered
}

fn merge<'t>(below: &mut DeTable<'t>, above: DeTable<'t>, prefix: &str, covered: &mut Vec<String>) {
    for (key, value) in above {
        let name = key.get_ref().to_string();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match (below.get_mut(name.as_str()).map(toml::Spanned::get_mut), value.get_ref()) {
            (Some(DeValue::Table(there)), DeValue::Table(_)) => {
                if let DeValue::Table(table) = value.into_inner() {
                    merge(there, table, &path, covered);
                }
            }
            (there, _) => {
                if there.is_some() {
                    covered.push(path);
                }
                // The key goes too: it stands where the value does.
                below.remove(name.as_str());
                below.insert(key, value);
            }
        }
    }
}

/// Removes from `there` what `said` says anew.
fn clear(there: &mut DeTable<'_>, said: &DeTable<'_>, path: &str, covered: &mut Vec<String>) {
    for (key, value) in said {
        let name = key.get_ref().as_ref();
        let path = format!("{path}.{name}");
        match (there.get_mut(name).map(toml::Spanned::get_mut), value.get_ref()) {
            (Some(DeValue::Table(there)), DeValue::Table(said)) => clear(there, said, &path, covered),
            (Some(_), _) => {
                there.remove(name);
                covered.push(path);
            }
            (None, _) => {}
        }
    }
}

fn at<'d, 't>(root: &'d DeTable<'t>, path: &str) -> Option<&'d DeTable<'t>> {
    path.split('.').try_fold(root, |here, step| match here.get(step)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    })
}

fn at_mut<'d, 't>(here: &'d mut DeTable<'t>, steps: &[&str]) -> Option<&'d mut DeTable<'t>> {
    let Some((first, rest)) = steps.split_first() else { return Some(here) };
    match here.get_mut(*first)?.get_mut() {
        DeValue::Table(table) => at_mut(table, rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::lay_over;

    #[test]
    fn what_is_said_above_wins_key_by_key() {
        for (name, below, above, want, covered) in [
            ("another key joins", "a.x = 1", "a.y = 2", "a = { x = 1, y = 2 }", ""),
            ("the same key is covered", "a.x = 1", "a.x = 2", "a = { x = 2 }", "a.x"),
            ("a list is covered whole", "a = [1, 2]", "a = [3]", "a = [3]", "a"),
            ("a section gives way to a word", "a.x = 1", "a = false", "a = false", "a"),
            (
                "an old name above covers the new one below",
                "registry.nginx.listen_port = 1",
                "registry_nginx.listen_port = 2",
                "registry = { nginx = {} }\nregistry_nginx = { listen_port = 2 }",
                "registry.nginx.listen_port",
            ),
            (
                "a new name above covers the old one below",
                "registry_nginx.listen_port = 1\nregistry_nginx.enable = true",
                "registry.nginx.listen_port = 2",
                "registry_nginx = { enable = true }\nregistry = { nginx = { listen_port = 2 } }",
                "registry_nginx.listen_port",
            ),
        ] {
            let parse = |text| DeTable::parse(text).unwrap().into_inner();
            let mut table = parse(below);
            assert_eq!(lay_over(&mut table, parse(above)).join(" "), covered, "{name}");
            let plain = |table: DeTable<'_>| {
                let table = toml::Spanned::new(0..0, table);
                let value: toml::Table =
                    serde::Deserialize::deserialize(toml::de::Deserializer::from(table)).unwrap();
                value
            };
            assert_eq!(plain(table), plain(parse(want)), "{name}");
        }
    }
}
