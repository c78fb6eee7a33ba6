//! Who may do what: patterns against names, and what of a scope is granted.

use super::config::Grant;
use crate::token::{Access, Scope};

/// What of the asked scopes these grants allow, in the order asked; a scope of which nothing is left is left out.
///
/// As GitLab: the subset that passes, never an error. `*` on a repository is all three actions. The catalog is for
/// those who may see every repository.
pub(super) fn granted(grants: &[Grant], scopes: &[Scope]) -> Vec<Access> {
    let mut all: Vec<Access> = Vec::new();
    for scope in scopes {
        let actions: Vec<String> =
            scope.actions.iter().filter(|action| allows(grants, scope, action)).cloned().collect();
        let access = Access { kind: scope.kind.clone(), name: scope.name.clone(), actions };
        if !access.actions.is_empty() && !all.contains(&access) {
            all.push(access);
        }
    }
    all
}

fn allows(grants: &[Grant], scope: &Scope, action: &str) -> bool {
    let may = |action: &str| {
        grants.iter().any(|grant| {
            grant.actions.iter().any(|granted| granted == action) && covers(&grant.repository, &scope.name)
        })
    };
    match (scope.kind.as_str(), scope.name.as_str(), action) {
        ("repository", _, "*") => ["pull", "push", "delete"].into_iter().all(may),
        ("repository", _, action) => may(action),
        ("registry", "catalog", "*") => grants
            .iter()
            .any(|grant| grant.repository == "**" && grant.actions.iter().any(|action| action == "pull")),
        _ => false,
    }
}

/// Whether a pattern covers the whole of a name: `*` is any characters but `/`, `**` any characters.
///
/// One pass with one place to come back to for each kind of star: never slower than pattern times name.
pub(super) fn covers(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let mut reachable = vec![false; name.len() + 1];
    if let Some(first) = reachable.first_mut() {
        *first = true;
    }
    let mut rest = pattern;
    while let Some((byte, after)) = rest.split_first() {
        let (deep, after) = match (byte, after.split_first()) {
            (b'*', Some((b'*', after))) => (true, after),
            _ => (false, after),
        };
        let mut next = vec![false; name.len() + 1];
        let mut carried = false;
        for (place, slot) in next.iter_mut().enumerate() {
            let here = reachable.get(place).copied().unwrap_or(false);
            let before = place.checked_sub(1).and_then(|before| name.get(before).map(|byte| (before, *byte)));
            if *byte == b'*' {
                carried = here || (carried && before.is_some_and(|(_, passed)| deep || passed != b'/'));
                *slot = carried;
            } else {
                *slot = before.is_some_and(|(before, passed)| {
                    passed == *byte && reachable.get(before).copied().unwrap_or(false)
                });
            }
        }
        reachable = next;
        rest = after;
    }
    reachable.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stops_at_a_slash_and_two_do_not() {
        for (pattern, name, want) in [
            ("**", "a/b/c", true),
            ("**", "a", true),
            ("*", "a", true),
            ("*", "a/b", false),
            ("public/**", "public/a/b", true),
            ("public/**", "public", false),
            ("public/**", "private/public/a", false),
            ("group/*", "group/a", true),
            ("group/*", "group/a/b", false),
            ("group/*/cache", "group/a/cache", true),
            ("group/*/cache", "group/a/b/cache", false),
            ("**/cache", "group/a/cache", true),
            ("group/a", "group/a", true),
            ("group/a", "group/ab", false),
            ("group/a", "xgroup/a", false),
            ("ci-*-x", "ci--x", true),
            ("ci-*-x", "ci-a-b-x", true),
            ("***", "a/b", true),
            ("", "", true),
            ("", "a", false),
            ("a.b", "axb", false),
        ] {
            assert_eq!(covers(pattern, name), want, "`{pattern}` for `{name}`");
        }
        assert!(!covers(&"*a".repeat(100), &"a".repeat(50)), "and never takes long");
    }

    #[test]
    fn what_is_granted_is_what_was_asked_and_may_be() {
        let grant = |repository: &str, actions: &[&str]| Grant {
            repository: repository.into(),
            actions: actions.iter().map(ToString::to_string).collect(),
        };
        let alice = [grant("**", &["pull"]), grant("alice/**", &["push", "delete"])];
        let visitor = [grant("public/**", &["pull"])];
        let everyone_writes = [grant("**", &["push"])];
        for (grants, asked, want) in [
            (&alice[..], "repository:alice/x:pull,push", "repository:alice/x:pull,push"),
            (&alice, "repository:bob/x:pull,push", "repository:bob/x:pull"),
            (&alice, "repository:bob/x:push", ""),
            (&alice, "repository:alice/x:*", "repository:alice/x:*"),
            (&alice, "repository:bob/x:*", ""),
            (&alice, "repository:alice/x:admin", ""),
            (&alice, "registry:catalog:*", "registry:catalog:*"),
            (&alice, "registry:other:*", ""),
            (&alice, "plugin:alice/x:pull", ""),
            (&alice, "repository(plugin):alice/x:push", "repository:alice/x:push"),
            (&visitor, "repository:public/x:pull,push,delete", "repository:public/x:pull"),
            (&visitor, "registry:catalog:*", ""),
            (&everyone_writes, "registry:catalog:*", ""),
            (&[], "repository:public/x:pull", ""),
        ] {
            let scope = Scope::parse(asked).unwrap();
            let text: Vec<String> = granted(grants, std::slice::from_ref(&scope))
                .iter()
                .map(|access| format!("{}:{}:{}", access.kind, access.name, access.actions.join(",")))
                .collect();
            assert_eq!(text.join(" "), want, "{asked}");
        }
        let scopes =
            ["repository:a:pull", "repository:b:push", "repository:a:pull"].map(|s| Scope::parse(s).unwrap());
        assert_eq!(granted(&alice, &scopes).len(), 1, "refused and repeated ones are left out");
    }
}
