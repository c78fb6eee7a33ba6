//! What the supervisor knows of a service: its `service.toml`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::problem::Hint;
use crate::sys::signals::Signal;
use crate::sys::{fs, identity};

/// No `service.toml` is longer.
const LIMIT: u64 = 1 << 20;

/// How a service is started, asked, stopped and logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The program and its arguments; the program's path is absolute.
    pub argv: Vec<String>,
    /// Its working folder.
    pub directory: PathBuf,
    /// The user it runs as, where the supervisor may choose; without one, the supervisor's own.
    pub user: Option<String>,
    /// The group it runs as; without one, the user's.
    pub group: Option<String>,
    /// A folder of variables: a file each, its whole content the value.
    pub env_directory: Option<PathBuf>,
    /// The addresses it listens on.
    #[serde(default)]
    pub listen: Vec<String>,
    /// How it is asked whether it is ready; without it, it is ready when it runs.
    pub ready: Option<Ready>,
    /// What makes it read its files again; without one it is restarted instead.
    pub reload_signal: Option<Signal>,
    /// Whether a reload is proven by new workers, as NGINX has them.
    #[serde(default)]
    pub reload_workers: bool,
    /// What asks it to end.
    #[serde(default = "default_stop_signal")]
    pub stop_signal: Signal,
    /// Seconds until it is killed.
    #[serde(default = "default_stop_grace")]
    pub stop_grace: u32,
    /// Where its output is kept, in the file `current`.
    pub log_directory: PathBuf,
    /// `current` is put aside before it grows beyond this many bytes; 0 for no end.
    #[serde(default = "default_log_size")]
    pub log_size: u64,
    /// How many files that were put aside are kept; 0 for all.
    #[serde(default = "default_log_count")]
    pub log_count: usize,
    /// Seconds until `current` is put aside, at its next line; 0 for never.
    #[serde(default)]
    pub log_age: u64,
    /// How hard files that were put aside are compressed, from 1 to 9; 0 for not at all.
    #[serde(default)]
    pub log_compress: u32,
    /// What stands behind the time of each line.
    #[serde(default)]
    pub log_prefix: String,
    /// Whether each line starts with its time; lines of JSON carry their own.
    #[serde(default = "default_log_stamps")]
    pub log_stamps: bool,
    /// Files that it writes by itself; they are put aside within the same limits.
    #[serde(default)]
    pub own_logs: Vec<PathBuf>,
    /// What makes it open them again.
    pub reopen_signal: Option<Signal>,
    /// What it reads once; a change asks for a restart.
    #[serde(default)]
    pub restart_reads: Vec<PathBuf>,
    /// What it reads again on a reload.
    #[serde(default)]
    pub reload_reads: Vec<PathBuf>,
}

fn default_stop_signal() -> Signal {
    Signal::Term
}

fn default_log_size() -> u64 {
    200 << 20
}

fn default_log_stamps() -> bool {
    true
}

fn default_log_count() -> usize {
    30
}

fn default_stop_grace() -> u32 {
    10
}

/// How a service is asked whether it is ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Ready {
    /// An HTTP answer below 500 at this address and path.
    Http {
        /// `host:port`
        address: String,
        /// The path, with its slash.
        path: String,
    },
    /// A TCP connection to this address.
    Tcp {
        /// `host:port`
        address: String,
    },
}

impl TryFrom<String> for Ready {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refused = || format!("`{text}` is neither `http://HOST:PORT/PATH` nor `tcp://HOST:PORT`");
        let has_port = |address: &str| {
            address
                .rsplit_once(':')
                .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
        };
        let ready = if let Some(rest) = text.strip_prefix("http://") {
            let (address, path) = rest.split_once('/').unwrap_or((rest, ""));
            Self::Http { address: address.to_owned(), path: format!("/{path}") }
        } else if let Some(address) = text.strip_prefix("tcp://") {
            Self::Tcp { address: address.trim_end_matches('/').to_owned() }
        } else {
            return Err(refused());
        };
        let (Self::Http { address, .. } | Self::Tcp { address }) = &ready;
        let is_clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        if has_port(address) && is_clean { Ok(ready) } else { Err(refused()) }
    }
}

impl From<Ready> for String {
    fn from(ready: Ready) -> Self {
        match ready {
            Ready::Http { address, path } => format!("http://{address}{path}"),
            Ready::Tcp { address } => format!("tcp://{address}"),
        }
    }
}

/// A `service.toml` that says nothing usable.
#[derive(Debug, Error)]
pub enum DefinitionError {
    /// It cannot be read.
    #[error("could not read {file}")]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It can be read and is wrong.
    #[error("{file}{place}: {message}")]
    Wrong {
        /// The file.
        file: PathBuf,
        /// Line and key, as far as they are known.
        place: String,
        /// What is wrong.
        message: String,
    },
}

impl Hint for DefinitionError {
    fn hint(&self) -> Option<String> {
        Some("`wharf reconfigure` writes this file anew".to_owned())
    }
}

impl Definition {
    /// Reads the definition in `file`.
    pub fn read(file: &Path) -> Result<Self, DefinitionError> {
        let bytes = fs::read_at_most(file, LIMIT)
            .map_err(|source| DefinitionError::Unreadable { file: file.to_owned(), source })?;
        let text = String::from_utf8_lossy(&bytes);
        Self::parse(file, &text)
    }

    /// Parses the definition `text` of `file`.
    pub fn parse(file: &Path, text: &str) -> Result<Self, DefinitionError> {
        let definition: Self = toml::from_str(text).map_err(|error| DefinitionError::Wrong {
            file: file.to_owned(),
            place: error.span().map(|span| place(text, span.start)).unwrap_or_default(),
            message: error.message().to_owned(),
        })?;
        let wrong = |key: &str, message: &str| {
            Err(DefinitionError::Wrong {
                file: file.to_owned(),
                place: format!(": `{key}`"),
                message: message.to_owned(),
            })
        };
        match definition.argv.first() {
            None => return wrong("argv", "it is empty, so there is no program to run"),
            Some(program) if !program.starts_with('/') => {
                return wrong("argv", "the program needs an absolute path");
            }
            Some(_) => {}
        }
        for (key, path) in
            [("directory", &definition.directory), ("log_directory", &definition.log_directory)]
        {
            if !path.is_absolute() {
                return wrong(key, "it must be an absolute path");
            }
        }
        if definition.log_compress > 9 {
            return wrong("log_compress", "it must be from 0 to 9");
        }
        if definition.own_logs.iter().any(|path| !path.is_absolute()) {
            return wrong("own_logs", "each must be an absolute path");
        }
        if !definition.own_logs.is_empty() && definition.reopen_signal.is_none() {
            return wrong("own_logs", "without a `reopen_signal` its lines would go on into the old file");
        }
        if definition.env_directory.as_ref().is_some_and(|path| !path.is_absolute()) {
            return wrong("env_directory", "it must be an absolute path");
        }
        Ok(definition)
    }

    /// How long the service may take to end.
    #[must_use]
    pub fn grace(&self) -> Duration {
        Duration::from_secs(u64::from(self.stop_grace))
    }

    /// The digest of what the service reads once, as it is now.
    #[must_use]
    pub fn restart_inputs(&self) -> String {
        digest(&self.restart_reads)
    }

    /// What tells its program from another in its place; `None` while there is none.
    #[must_use]
    pub fn program_file(&self) -> Option<String> {
        identity::of_content(Path::new(self.argv.first()?))
    }

    /// The digest of what the service reads on a reload, as it is now.
    #[must_use]
    pub fn reload_inputs(&self) -> String {
        digest(&self.reload_reads)
    }
}

/// A file that cannot be read counts as one that is not there: the service cannot read it either.
fn digest(files: &[PathBuf]) -> String {
    let contents: Vec<Option<Vec<u8>>> =
        files.iter().map(|path| fs::read_optional(path).ok().flatten()).collect();
    crate::inputs::digest(contents.iter().map(Option::as_deref))
}

/// The line of the byte `offset`, and the key it sets, if it sets one.
fn place(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let number = before.matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default();
    match line.split_once('=') {
        Some((key, _)) => format!(":{number}: `{}`", key.trim()),
        None => format!(":{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = include_str!("../../docs/interfaces.md");

    /// The sample of `service.toml` in docs/interfaces.md.
    fn sample() -> &'static str {
        WHOLE.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap()
    }

    #[test]
    fn the_documented_file_is_read() {
        let definition = Definition::parse(Path::new("/x/service.toml"), sample()).unwrap();
        assert_eq!(definition.argv[0], "/usr/bin/wharf");
        assert_eq!(definition.user.as_deref(), Some("registry"));
        assert_eq!(definition.stop_signal, Signal::Term);
        assert_eq!(definition.reload_signal, Some(Signal::Hup));
        assert_eq!(
            definition.ready,
            Some(Ready::Http { address: "127.0.0.1:5000".to_owned(), path: "/v2/".to_owned() })
        );
        assert_eq!(definition.restart_reads.len(), 2);
        let json = serde_json::to_string(&definition).unwrap();
        assert_eq!(serde_json::from_str::<Definition>(&json).unwrap(), definition);
    }

    #[test]
    fn what_is_wrong_names_file_line_and_key() {
        let good = "argv = [\"/bin/true\"]\ndirectory = \"/\"\nlog_directory = \"/l\"\n";
        assert!(Definition::parse(Path::new("/x"), good).is_ok());
        for (name, text, said) in [
            ("an unknown key", format!("{good}colour = 3\n"), "/x:4: `colour`: unknown field `colour`"),
            ("a wrong type", format!("{good}stop_grace = \"x\"\n"), "/x:4: `stop_grace`: invalid type"),
            ("a negative grace", format!("{good}stop_grace = -1\n"), "/x:4: `stop_grace`: invalid value"),
            (
                "an unknown signal",
                format!("{good}stop_signal = \"NO\"\n"),
                "/x:4: `stop_signal`: unknown variant",
            ),
            (
                "a strange probe",
                format!("{good}ready = \"ftp://x\"\n"),
                "/x:4: `ready`: `ftp://x` is neither",
            ),
            ("a probe without a port", format!("{good}ready = \"tcp://x\"\n"), "/x:4: `ready`: `tcp://x` is"),
            ("no program", good.replace("\"/bin/true\"", ""), "/x: `argv`: it is empty"),
            ("a relative program", good.replace("/bin/true", "true"), "/x: `argv`: the program needs"),
            ("a relative folder", good.replace("\"/l\"", "\"l\""), "/x: `log_directory`: it must be"),
            (
                "too much zeal",
                format!("{good}log_compress = 10\n"),
                "/x: `log_compress`: it must be from 0 to 9",
            ),
            ("a relative log", format!("{good}own_logs = [\"a.log\"]\n"), "/x: `own_logs`: each must be"),
            ("a log for ever", format!("{good}own_logs = [\"/a.log\"]\n"), "/x: `own_logs`: without a"),
            ("a missing key", good.replace("directory = \"/\"\n", ""), "missing field `directory`"),
        ] {
            let error = Definition::parse(Path::new("/x"), &text).unwrap_err().to_string();
            assert!(error.contains(said), "{name}: {error}");
        }
    }

    #[test]
    fn a_probe_keeps_its_spelling() {
        for text in ["http://127.0.0.1:5000/v2/", "tcp://[::1]:443"] {
            assert_eq!(String::from(Ready::try_from(text.to_owned()).unwrap()), text);
        }
    }
}
