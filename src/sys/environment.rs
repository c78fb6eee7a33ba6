//! The environment variables of this process.

/// The variable `name`, if it is set and valid UTF-8.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Whether there is a variable `name`, valid or not.
#[must_use]
pub fn is_set(name: &str) -> bool {
    std::env::vars_os().any(|(known, _)| known == name)
}

/// The variables whose names begin with `prefix`, sorted by name; one that is not valid UTF-8 is left out.
#[must_use]
pub fn beginning_with(prefix: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with(prefix))
        .collect();
    found.sort();
    found
}
