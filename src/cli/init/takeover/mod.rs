//! The config.yml of a registry that runs already, key by key, as settings.
//!
//! Invariant: no key is lost in silence. Each one becomes a setting, says what Wharf does anyway, or is listed; with
//! one listed nothing is written. What stands below a driver or a section of the same name is carried over as it
//! is, and the reader of the settings judges it.

mod absent;
mod lines;
mod rules;
mod text;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Draft, program};
use crate::cli::authority;
use crate::problem::{Problem, Problems};
use crate::registry;
use crate::settings::{Address, Scheme, Url};
use crate::sys::Root;
use rules::{RULES, Rule};

/// Ports below this one are root's, and the engine runs as another user.
const FIRST_FREE_PORT: u16 = 1024;
/// The port of the engine where it cannot keep its own.
const USUAL_PORT: u16 = 5000;
const NO_SETTING: &str = "has no setting";
/// The origin of a URL that a flag gives.
const BY_FLAG: &str = "--url";
const LEAVE_OUT: &str = "remove it from a copy of the file";

/// What was taken of a config.yml.
#[derive(Default)]
pub(super) struct Taken {
    name: String,
    /// What it was read from, to point at.
    source: String,
    /// Every key that has a value.
    keys: BTreeSet<String>,
    settings: Map<String, Value>,
    /// The keys of the settings, each with the key of config.yml that it comes from.
    origins: Vec<(String, String)>,
    listed: Problems,
    addr: Option<String>,
    has_auth: bool,
    has_host: bool,
    is_relative: bool,
    /// Where clients reach it by `http.host`.
    pub(super) url: Option<Url>,
    /// Whether `--url` says so instead.
    pub(super) url_is_a_flag: bool,
    /// The folder of the images, where they lie on this host.
    pub(super) folder: Option<String>,
    notes: Vec<String>,
}

/// Takes what `text` says; the file is called `name`.
pub(super) fn take(text: &str, name: &str) -> Result<Taken, Problems> {
    let unreadable = |message: String| {
        let problem =
            Problem::about("", message, "mend it first; the registry that runs now was started with another");
        Problems { file: name.to_owned(), list: vec![problem], ..Problems::default() }
    };
    // By way of a tree that refuses a key that stands there twice: one of the two would be lost.
    let read = serde_yaml::from_str(text).and_then(|mut tree: serde_yaml::Value| {
        tree.apply_merge()?;
        serde_yaml::from_value::<Value>(tree)
    });
    let config = read.map_err(|error| {
        let place = error.location().map_or(String::new(), |place| format!(" (line {})", place.line()));
        // The reader's own words may quote the file, and it holds secrets.
        unreadable(format!("it is not valid YAML{place}"))
    })?;
    let Value::Object(config) = config else {
        return Err(unreadable("it is no configuration of a registry".to_owned()));
    };
    if !config.contains_key("storage") {
        return Err(unreadable("it is no configuration of a registry: it has no `storage`".to_owned()));
    }
    let mut taken = Taken { name: name.to_owned(), source: text.to_owned(), ..Taken::default() };
    name.clone_into(&mut taken.listed.file);
    for (key, value) in &config {
        taken.walk(key, value);
    }
    Ok(taken)
}

impl Taken {
    fn walk(&mut self, key: &str, value: &Value) {
        if value.is_null() {
            return;
        }
        self.keys.insert(key.to_owned());
        let rule = RULES.iter().find(|(own, _)| *own == key).map(|(_, rule)| rule);
        match rule {
            Some(Rule::As(setting)) => self.put(setting, key, value),
            Some(Rule::Anyway(values)) => {
                let values: Vec<Value> = serde_json::from_str(values).unwrap_or_default();
                if !values.contains(value) {
                    let usual = values.first().map(ToString::to_string).unwrap_or_default();
                    self.list_unset(key, value, &format!("can only be `{usual}` here"));
                }
            }
            Some(Rule::Below) => self.below(key, value),
            Some(Rule::By(decide)) => decide(self, key, value),
            None if key == "proxy" => {
                let message = "has no setting: Wharf's registry is no mirror of another";
                self.list(key, message, LEAVE_OUT);
            }
            None if key == "http.tls.letsencrypt" => {
                self.list(
                    key,
                    "has no setting: certificates are not fetched yet",
                    "remove it and give `http.tls.certificate`",
                );
            }
            None => match value.as_object() {
                Some(below) if !below.is_empty() => self.below(key, value),
                _ => self.list_unset(key, value, NO_SETTING),
            },
        }
    }

    fn below(&mut self, key: &str, value: &Value) {
        let Some(below) = value.as_object() else {
            self.list(key, "should be a section", "mend it first");
            return;
        };
        for (name, value) in below {
            self.walk(&format!("{key}.{name}"), value);
        }
    }

    /// Puts a key on the list of those that cannot be taken.
    fn list(&mut self, key: &str, message: &str, hint: &str) {
        self.point(key, Problem::about("", format!("`{key}` {message}"), hint));
    }

    /// The same, where a variable of the engine may take the place of a setting.
    fn list_unset(&mut self, key: &str, value: &Value, message: &str) {
        let hint = match registry::Config::variable_for(key, value) {
            Some(variable) => format!("{LEAVE_OUT}; `{variable}` in `[registry.env]` says the same"),
            None => LEAVE_OUT.to_owned(),
        };
        self.list(key, message, &hint);
    }

    /// Lists a problem with the place of `key`.
    fn point(&mut self, key: &str, problem: Problem) {
        let (line, column) = lines::place(&self.source, key).unwrap_or_default();
        self.listed.list.push(Problem { line, column, ..problem });
    }

    /// The setting with this dotted key, as far as it was written.
    fn setting(&self, setting: &str) -> Option<&Value> {
        let mut parts = setting.split('.');
        let first = self.settings.get(parts.next()?)?;
        parts.try_fold(first, |here, part| here.get(part))
    }

    fn has_tls(&self) -> bool {
        self.setting("registry.nginx.ssl_certificate").is_some()
    }

    /// Writes `value` at the dotted key `setting`, without what is null in it.
    fn put(&mut self, setting: &str, key: &str, value: &Value) {
        self.origins.push((setting.to_owned(), key.to_owned()));
        let mut here = &mut self.settings;
        let (sections, name) = setting.rsplit_once('.').map_or(("", setting), |split| split);
        for section in sections.split('.').filter(|section| !section.is_empty()) {
            let below = here.entry(section).or_insert_with(|| json!({}));
            if !below.is_object() {
                *below = json!({});
            }
            let Some(below) = below.as_object_mut() else { return };
            here = below;
        }
        if let Some(value) = text::without_nulls(value) {
            here.insert(name.to_owned(), value);
        }
    }

    fn put_negated(&mut self, setting: &str, key: &str, value: &Value) {
        match value.as_bool() {
            Some(is_off) => self.put(setting, key, &json!(!is_off)),
            None => self.list(key, "must be `true` or `false`", "mend it first"),
        }
    }

    /// Where the engine listens behind NGINX, and where NGINX does.
    fn listen(&mut self, url: &Url) {
        let addr = self.addr.clone().unwrap_or_default();
        let Some((host, port)) =
            addr.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse::<u16>().ok()?)))
        else {
            self.list("http.addr", "is no address with a port", "give it one, such as `:5000`");
            return;
        };
        let is_loopback = host == "localhost" || host == "[::1]" || host.starts_with("127.");
        let is_everywhere = matches!(host, "" | "0.0.0.0" | "[::]");
        if is_loopback && port != url.effective_port() && !self.has_tls() {
            self.put("registry.nginx.enable", "http.addr", &json!(false));
            if port >= FIRST_FREE_PORT {
                self.put("registry.registry_http_addr", "http.addr", &json!(addr));
                self.notes.push(format!(
                    "it listened on {addr} alone, so a proxy of yours stands in front; it stays there, and Wharf runs no NGINX"
                ));
            } else {
                let engine = self.put_engine(port, url);
                self.notes.push(format!(
                    "it listened on {addr} alone, so a proxy of yours stands in front, and Wharf runs no NGINX; the registry \
                     may not listen on a port below {FIRST_FREE_PORT}, so let that proxy ask {engine}"
                ));
            }
            return;
        }
        let engine = self.put_engine(port, url);
        if !is_everywhere {
            let host = if host == "localhost" { "127.0.0.1" } else { host };
            self.put("registry.nginx.listen_addresses", "http.addr", &json!([host]));
        }
        self.notes.push(format!("NGINX listens at {url} now, and the engine behind it on {engine}"));
    }

    /// Where the engine listens that listened on `port`: there, unless that is the port of clients or of root.
    fn put_engine(&mut self, port: u16, url: &Url) -> Address {
        let debug = self.setting("registry.debug_addr").and_then(Value::as_str);
        let debug = debug.and_then(|addr| addr.rsplit_once(':')?.1.parse::<u16>().ok());
        let is_free =
            |port: &u16| *port >= FIRST_FREE_PORT && *port != url.effective_port() && Some(*port) != debug;
        let near = if port < FIRST_FREE_PORT { USUAL_PORT } else { port };
        let mut ports = (near..=u16::MAX).step_by(10).chain((USUAL_PORT..).step_by(10));
        let port = ports.find(is_free).unwrap_or(USUAL_PORT);
        let engine = Address { host: "127.0.0.1".to_owned(), port };
        self.put("registry.registry_http_addr", "http.addr", &json!(engine.to_string()));
        engine
    }

    /// What is not a key's own meaning, but follows from all of them.
    fn conclude(&mut self, url: &Url) {
        if url.scheme == Scheme::Http && self.has_tls() {
            self.list("http.tls", "is there, but the URL is plain HTTP", "give `--url` with `https://`");
        }
        if !self.has_auth {
            self.put("registry.auth", "auth", &json!("none"));
            self.notes.push(
                "it asked nobody for a password, and so it stays: `registry.auth` is `none`".to_owned(),
            );
        }
        // Whoever signs tokens has its key already, and where nobody does there is no GitLab.
        self.put("gitlab_rails.enable", "auth", &json!(false));
        let origin = if self.url_is_a_flag { BY_FLAG } else { "http.host" };
        self.put("registry_external_url", origin, &json!(url.to_string()));
        if self.is_relative && self.has_host {
            self.notes
                .push("`http.relativeurls` had no effect beside `http.host`, so it is left out".to_owned());
        } else if self.is_relative {
            self.put("registry.http.relativeurls", "http.relativeurls", &json!(true));
        }
        self.listen(url);
        self.say_what_is_absent();
    }

    /// The settings file.
    pub(super) fn finish(&mut self, url: &Url, owner: Option<(String, String)>, root: &Root) -> Draft {
        self.conclude(url);
        let names_a_user = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
        let mut last = None;
        if let (Some(folder), Some((user, group))) = (self.folder.clone(), owner) {
            let shown = root.join(&folder).display().to_string();
            if user != "root" && names_a_user(&user) && names_a_user(&group) {
                self.put("registry.username", "storage.filesystem.rootdirectory", &json!(user));
                self.put("registry.group", "storage.filesystem.rootdirectory", &json!(group));
                self.notes.push(format!("{shown} belongs to `{user}`, so the registry runs as that user"));
            } else {
                last = Some(format!("chown -R registry: {shown}/docker      # the user is made by then"));
            }
        }
        self.notes.push(
            "variables `REGISTRY_…` that it was started with are not known here; set them in `[registry.env]`".to_owned(),
        );
        let program = program(root);
        let mut next = Vec::new();
        let has_nginx = self.setting("registry.nginx.enable") != Some(&json!(false));
        if url.scheme == Scheme::Https && has_nginx && !self.has_tls() {
            let (certificate, key) =
                authority::paths(root, &url.host_without_brackets().to_ascii_lowercase());
            next.push(format!(
                "put a certificate at {} and its key at {}",
                certificate.display(),
                key.display()
            ));
        }
        next.extend([
            format!(
                "{program} plan      # the old registry still runs: a port that it holds is told as held"
            ),
            "stop the registry that runs now: it holds the port and the images".to_owned(),
            format!("{program} reconfigure"),
        ]);
        next.extend(last);
        let mut text = format!(
            "# Taken over from {} by `wharf init`. After a change: `wharf plan` shows what it means,\n\
             # `wharf reconfigure` makes it so.\n",
            self.name
        );
        text::section(&mut text, "", &self.settings);
        Draft { text, private: None, notes: self.notes.clone(), next }
    }

    /// All that cannot be taken: what was listed, and what `read` refuses of the settings. Answers what `read` does.
    pub(super) fn check<T>(mut self, read: impl FnOnce() -> Result<T, Problems>) -> Result<T, Problems> {
        let outcome = read();
        if let Err(problems) = &outcome {
            let is_first = self.listed.is_empty();
            for problem in &problems.list {
                // Without what was listed it cannot fit together: that is told once, as what was listed.
                if is_first || problem.key != "registry_external_url" {
                    self.translate(problem);
                }
            }
        }
        self.listed.list.sort_by_key(|problem| if problem.line == 0 { usize::MAX } else { problem.line });
        self.listed.or(())?;
        outcome
    }

    /// Lists a problem with a setting as one with the key that it comes from.
    fn translate(&mut self, problem: &Problem) {
        let below = |setting: &str| {
            let rest = problem.key.strip_prefix(setting)?;
            (rest.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
        };
        let found =
            self.origins.iter().filter_map(|(setting, key)| Some((setting.len(), key, below(setting)?)));
        let Some((_, key, rest)) = found.max_by_key(|(length, ..)| *length) else {
            self.listed.list.push(Problem { line: 0, column: 0, length: 0, ..problem.clone() });
            return;
        };
        let key = format!("{key}{rest}");
        if problem.code == "E001" {
            // Names that settings have are no help in a config.yml.
            self.list(&key, NO_SETTING, LEAVE_OUT);
            return;
        }
        let message = format!("`{key}` cannot be taken over: {}", problem.message);
        let hint = problem.hint.clone().unwrap_or_default();
        self.point(&key, Problem::about("", message, hint));
    }
}
