//! The two ways in which the settings of a case are read.

use serde_json::Value;
use wharf::problem::Problems;
use wharf::ruby::{Outside, Unread};
use wharf::settings::{Fetched, Input, Language, Parsed, Source, read as read_settings, ruby_path};

use super::{cases, folder, read};

/// What a case is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Front {
    /// Its `settings.json` as a `gitlab.toml`.
    Toml,
    /// Its `gitlab.rb`, as it is.
    Ruby,
}

impl Front {
    /// The cases that have such settings: some say what only Ruby can.
    pub fn cases(self) -> Vec<String> {
        let has_them =
            |case: &String| self == Self::Ruby || folder().join(case).join("settings.json").exists();
        cases().into_iter().filter(has_them).collect()
    }

    /// The settings of a case.
    pub fn parsed(self, case: &str) -> Result<Parsed, Problems> {
        let world = World(read(case, "context.json").unwrap_or_default());
        let over = (!world.0["cluster"].is_null()).then(|| world.0["cluster"].to_string());
        let (file, language, text) = match self {
            Self::Toml => ("gitlab.toml", Language::Toml, settings_of(case)),
            Self::Ruby => {
                let text = std::fs::read_to_string(folder().join(case).join("gitlab.rb"));
                ("gitlab.rb", Language::Ruby, text.unwrap())
            }
        };
        let input = Input { file, text: &text, language, over: over.as_deref(), ..Input::default() };
        // Only who may read a file is asked, and here nobody else may.
        let fetch =
            |_: &Source| Ok(Fetched { value: wharf::secret::Secret::new(String::new()), warning: None });
        read_settings(input, &fetch, &world)
    }

    /// Whether what is told of such settings holds the words `says` of the table.
    pub fn is_said(self, told: &str, says: &str) -> bool {
        if self == Self::Toml {
            return told.contains(says);
        }
        let says = says.replace("a table", "a hash");
        let Some(path) = says.strip_prefix("did you mean `").and_then(|rest| rest.strip_suffix("`?")) else {
            return told.contains(&says);
        };
        // In a hash it is the key alone.
        let key = format!("'{}'", path.rsplit('.').next().unwrap_or(path));
        [ruby_path(path), key].iter().any(|meant| told.contains(&format!("did you mean `{meant}`?")))
    }
}

/// The world of a case: its `context.json`.
struct World(Value);

impl Outside for World {
    fn variable(&self, name: &str) -> Option<String> {
        self.0["env"][name].as_str().map(ToOwned::to_owned)
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        self.0["files"][path].as_str().map(ToOwned::to_owned).ok_or_else(|| Unread {
            message: "does not exist".to_owned(),
            hint: "write it".to_owned(),
            is_forbidden: false,
        })
    }

    fn exists(&self, path: &str) -> bool {
        self.0["files"][path].is_string()
            || self.0["existing_files"].as_array().is_some_and(|all| all.iter().any(|one| one == path))
    }
}

/// The settings of a case as a `gitlab.toml`.
///
/// Ruby's `nil` is no setting, so the line is left out; in the two tables where it removes a default, that is `false`.
pub fn settings_of(case: &str) -> String {
    fn without_null(value: &mut Value, removes: bool) {
        match value {
            Value::Object(map) => {
                if !removes {
                    map.retain(|_, value| !value.is_null());
                }
                for (key, value) in map.iter_mut() {
                    if value.is_null() {
                        *value = Value::Bool(false);
                    }
                    without_null(value, matches!(key.as_str(), "env" | "proxy_set_headers"));
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| without_null(value, false)),
            _ => {}
        }
    }
    let mut settings = read(case, "settings.json").unwrap();
    without_null(&mut settings, false);
    toml::to_string(&settings).unwrap()
}
