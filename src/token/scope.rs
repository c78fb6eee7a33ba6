//! `repository:group/name:pull,push`: what a client asks for.

use std::fmt;
use std::str::FromStr;

/// A scope of the Docker token specification: type (and class), name, actions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The type: `repository` or `registry`.
    pub kind: String,
    /// The class in brackets behind the type, such as `plugin`; almost always absent.
    pub class: Option<String>,
    /// The repository, or `catalog`. It may begin with `host:port/`.
    pub name: String,
    /// The actions, each once, in the order asked.
    pub actions: Vec<String>,
}

/// A text that is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("could not read the scope `{text}`: it has no {missing}")]
pub struct ScopeError {
    text: String,
    missing: &'static str,
}

/// The longest scope that is read: a name of 255 bytes and every action fit many times.
const LONGEST: usize = 1024;

impl Scope {
    /// Reads `type[(class)]:name:action[,action…]`. The name goes to the last colon, since it may hold a port.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        let lacks = |missing| ScopeError { text: text.chars().take(80).collect(), missing };
        if text.len() > LONGEST {
            return Err(lacks("end within 1024 bytes"));
        }
        let (kind, rest) = text.split_once(':').ok_or_else(|| lacks("`:` after its type"))?;
        let (name, actions) = rest.rsplit_once(':').ok_or_else(|| lacks("`:` before its actions"))?;
        let (kind, class) = match kind.strip_suffix(')').and_then(|open| open.split_once('(')) {
            Some((kind, class)) if is_word(class) => (kind, Some(class.to_owned())),
            _ => (kind, None),
        };
        if !is_word(kind) {
            return Err(lacks("type of letters and digits"));
        }
        if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(lacks("name without spaces"));
        }
        let mut known = Vec::new();
        for action in actions.split(',').filter(|action| !action.is_empty()) {
            if action != "*" && !is_word(action) {
                return Err(lacks("actions of letters and digits, or `*`"));
            }
            if !known.iter().any(|known| known == action) {
                known.push(action.to_owned());
            }
        }
        if known.is_empty() {
            return Err(lacks("action"));
        }
        Ok(Self { kind: kind.to_owned(), class, name: name.to_owned(), actions: known })
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl FromStr for Scope {
    type Err = ScopeError;
    fn from_str(text: &str) -> Result<Self, ScopeError> {
        Self::parse(text)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        if let Some(class) = &self.class {
            write!(f, "({class})")?;
        }
        write!(f, ":{}:{}", self.name, self.actions.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_scope_is_read_and_written_back() {
        for (text, kind, name, actions) in [
            ("repository:group/name:pull,push", "repository", "group/name", &["pull", "push"][..]),
            ("repository:localhost:5000/name:pull", "repository", "localhost:5000/name", &["pull"]),
            ("repository(plugin):a/b:pull", "repository", "a/b", &["pull"]),
            ("registry:catalog:*", "registry", "catalog", &["*"]),
        ] {
            let scope = Scope::parse(text).unwrap();
            assert_eq!((scope.kind.as_str(), scope.name.as_str()), (kind, name));
            assert_eq!(scope.actions, actions);
            assert_eq!(scope.to_string(), text);
        }
        assert_eq!(Scope::parse("repository(plugin):a/b:pull").unwrap().class.as_deref(), Some("plugin"));
        assert_eq!(Scope::parse("repository:a:pull,push,pull,").unwrap().actions, ["pull", "push"]);
    }

    #[test]
    fn what_is_no_scope_is_refused_with_the_part_it_lacks() {
        for (text, missing) in [
            ("", "`:` after its type"),
            ("repository", "`:` after its type"),
            ("repository:name", "`:` before its actions"),
            ("repository::pull", "name without spaces"),
            ("repository:a b:pull", "name without spaces"),
            ("repository:a:", "action"),
            ("repository:a:,,", "action"),
            ("repository:a:pu\"ll", "actions of letters and digits, or `*`"),
            (":a:pull", "type of letters and digits"),
            ("repository(:a:pull", "type of letters and digits"),
        ] {
            assert_eq!(Scope::parse(text).unwrap_err().missing, missing, "{text}");
        }
        assert!(Scope::parse(&format!("repository:{}:pull", "a".repeat(2000))).is_err());
    }
}
