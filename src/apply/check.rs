//! Asks each reader about its staged file before anything is committed.

use std::path::{Path, PathBuf};

use crate::problem::Hint;
use crate::render::Rendered;
use crate::sys::{self, fs::Access};

/// Who reads a rendered file and can say whether it is good: the engine's own parser, the token server's.
pub struct Reader<'a> {
    /// The host path of the file.
    pub path: String,
    /// Who reads it, for the message.
    pub name: &'static str,
    /// Its verdict on the text: `Err` carries the reason.
    pub accepts: &'a dyn Fn(&str) -> Result<(), String>,
}

/// A reader refuses its file.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// NGINX says no.
    #[error("NGINX rejects the new configuration; nothing was changed\n  {output}")]
    Nginx {
        /// What `nginx -t` printed, the stage's path taken out.
        output: String,
    },
    /// NGINX could not be asked.
    #[error("could not run `{program} -t`; nothing was changed")]
    NoNginx {
        /// The program.
        program: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Another reader says no.
    #[error("{name} rejects its new configuration {path}; nothing was changed\n  {reason}")]
    Reader {
        /// Who reads it.
        name: &'static str,
        /// Its path.
        path: String,
        /// Its reason.
        reason: String,
    },
    /// The stage could not be written.
    #[error("could not stage the new files in {}; nothing was changed", path.display())]
    Stage {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl Hint for CheckError {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Nginx { output } if output.contains("bind()") && output.contains("Permission denied") => {
                "ports below 1024 are root's: choose a higher one, such as `https://HOST:5443`, or run it as root"
                    .to_owned()
            }
            Self::Nginx { .. } => {
                "mend the `registry.nginx` or `nginx` setting it names, then run `wharf reconfigure`"
                    .to_owned()
            }
            Self::NoNginx { .. } => "check `nginx.binary`, or set `nginx.enable = false`".to_owned(),
            Self::Reader { .. } => {
                "this is a fault of Wharf, not of the settings: please report it".to_owned()
            }
            Self::Stage { .. } => "free some space or check the folder's owner, then run it again".to_owned(),
        })
    }
}

/// NGINX as it is to be asked.
pub struct NginxCheck<'a> {
    /// The program.
    pub program: &'a str,
    /// Its prefix on the host, without the root: the folder of `conf/nginx.conf`'s parent.
    pub prefix: &'a str,
    /// Its real log folders, which the staged copy must not write to.
    pub logs: &'a [String],
}

/// Asks every reader. The staged copy of NGINX's tree lies in `stage` (0700) and is removed afterwards.
///
/// # Errors
/// When a reader refuses its file or cannot be asked; the host is untouched.
pub fn check(
    rendered: &Rendered,
    readers: &[Reader<'_>],
    nginx: Option<&NginxCheck<'_>>,
    stage: &Path,
) -> Result<(), CheckError> {
    for reader in readers {
        let Some(file) = rendered.files.get(&reader.path) else { continue };
        (reader.accepts)(&file.content).map_err(|reason| CheckError::Reader {
            name: reader.name,
            path: reader.path.clone(),
            reason,
        })?;
    }
    let Some(nginx) = nginx else { return Ok(()) };
    let outcome = ask_nginx(rendered, nginx, stage);
    let _ = sys::fs::remove_tree(stage);
    outcome
}

fn ask_nginx(rendered: &Rendered, nginx: &NginxCheck<'_>, stage: &Path) -> Result<(), CheckError> {
    let staged = |source| CheckError::Stage { path: stage.to_owned(), source };
    let below = format!("{}/", nginx.prefix);
    sys::fs::remove_tree(stage).map_err(staged)?;
    sys::fs::make_directories(stage).map_err(staged)?;
    sys::fs::set_access(stage, Access::mode(0o700)).map_err(staged)?;
    sys::fs::make_directories(&stage.join("logs")).map_err(staged)?;
    let logs = stage.join("logs");
    for (path, file) in &rendered.files {
        let Some(inside) = path.strip_prefix(&below) else { continue };
        let target = stage.join(inside);
        if let Some(folder) = target.parent() {
            sys::fs::make_directories(folder).map_err(staged)?;
        }
        let text = nginx.logs.iter().fold(file.content.clone(), |text, folder| {
            text.replace(&format!("{folder}/"), &format!("{}/", logs.display()))
        });
        sys::fs::replace(&target, as_superuser(&text).as_bytes(), Access::mode(0o600)).map_err(staged)?;
    }
    for path in rendered.directories.keys() {
        if let Some(inside) = path.strip_prefix(&below) {
            sys::fs::make_directories(&stage.join(inside)).map_err(staged)?;
        }
    }
    let prefix = format!("{}/", stage.display());
    let arguments = ["-t", "-q", "-p", &prefix, "-c", "conf/nginx.conf", "-e", "stderr"];
    let answer = sys::command::run(nginx.program, &arguments)
        .map_err(|source| CheckError::NoNginx { program: nginx.program.to_owned(), source })?;
    if answer.is_success {
        return Ok(());
    }
    let output = answer.error.trim().replace(&prefix, &format!("{}/", nginx.prefix));
    Err(CheckError::Nginx { output: output.replace('\n', "\n  ") })
}

/// The account of the workers may still have to be made, and is no question of NGINX's grammar.
fn as_superuser(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| if line.starts_with("user ") { "user root root;\n" } else { line })
        .collect()
}
