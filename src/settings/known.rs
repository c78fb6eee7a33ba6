//! What the schema knows of a place among the settings, step by step.

use serde_json::Value;

use super::{foreign, gitlab_rb, schema};

/// A place among the settings.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    node: Option<&'static Value>,
    takes_reference: bool,
    takes_false: bool,
}

impl Known {
    /// The settings as a whole.
    #[must_use]
    pub fn root() -> Self {
        Self { node: Some(schema::schema()), takes_reference: false, takes_false: false }
    }

    /// What stands under `key` here.
    #[must_use]
    pub fn below(self, key: &str) -> Self {
        let Some(node) = self.node else { return self };
        let named = schema::properties(node).and_then(|all| all.get(key));
        let free = if named.is_none() { schema::free_values(node) } else { None };
        let below = named.or(free);
        Self {
            node: below,
            takes_reference: below.is_some_and(schema::is_secret)
                || free.is_some() && schema::takes_references(node),
            takes_false: free.is_some_and(|node| schema::types(node).contains(&"boolean")),
        }
    }

    /// What stands in the list here.
    #[must_use]
    pub fn item(self) -> Self {
        let node = self.node.and_then(schema::items);
        Self { node, takes_reference: node.is_some_and(schema::is_secret), takes_false: false }
    }

    /// Whether this is a setting, and not one of other components.
    #[must_use]
    pub fn is_ours(self) -> bool {
        self.node.is_some()
    }

    /// Whether `{ file = … }` and `{ env = … }` may stand here.
    #[must_use]
    pub fn takes_reference(self) -> bool {
        self.takes_reference
    }

    /// Whether the key here is a free one, and `false` under it takes a default away: Ruby says that with `nil`.
    #[must_use]
    pub fn takes_false(self) -> bool {
        self.takes_false
    }
}

/// Whether `name` may stand at the top of a `gitlab.rb`.
#[must_use]
pub fn is_at_the_top(name: &str) -> bool {
    gitlab_rb::is_setting(name)
}

/// Whether the dotted `path` is a setting, under an old name too, or one of a component that is known.
#[must_use]
pub fn is_known(path: &str) -> bool {
    super::find_described(path).is_some() || foreign::is_known(path)
}

/// Old names of settings and the new ones, dotted.
#[must_use]
pub fn renamed() -> &'static [(String, String)] {
    schema::old_names()
}
