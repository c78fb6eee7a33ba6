//! `wharf user`: who may log in at the token server, as the settings file says it.
//!
//! Invariant: a password comes from a terminal without echo or from standard input, never from an argument, and
//! only its bcrypt hash is written.
//!
//! Invariant: the settings file is edited, not rewritten: comments, order and layout stay, and so do owner and mode.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use anyhow::Context as _;
use toml_edit::DocumentMut;

use super::document::SettingsFile;
use super::{DONE, Global, advise, print_line, tell};
use crate::secret::Secret;

mod document;
mod in_ruby;

use document::{Access, User};

/// The cost that `htpasswd -B` calls high and most tools write.
const COST: u32 = 10;
/// bcrypt reads no further.
const LONGEST_PASSWORD: usize = 72;
/// As the settings have it.
const LONGEST_NAME: usize = 128;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Let someone log in
    Add {
        /// Letters, digits, `.`, `_`, `@`, `-`
        name: String,
        /// What they may do, such as `group/**:pull,push`; may be given several times [default: `**:pull,push,delete`]
        #[arg(long, value_name = "PATTERN:ACTIONS")]
        access: Vec<String>,
        #[command(flatten)]
        password: Password,
    },
    /// Give someone another password
    Passwd {
        /// Who
        name: String,
        #[command(flatten)]
        password: Password,
    },
    /// No longer let someone log in
    Rm {
        /// Who
        name: String,
    },
    /// The users and what they may do
    List,
}

/// Where the password comes from.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Password {
    /// Read the password from standard input, without asking
    #[arg(long)]
    password_stdin: bool,
}

pub(crate) fn run(global: &Global, command: Command) -> anyhow::Result<u8> {
    let file = SettingsFile::find(global)?;
    if let Some(ruby) = file.ruby(global)? {
        return in_ruby::run(global, &ruby, command);
    }
    match command {
        Command::Add { name, access, password } => add(global, &file, &name, &access, password),
        Command::Passwd { name, password } => passwd(global, &file, &name, password),
        Command::Rm { name } => remove(global, &file, &name),
        Command::List => list(global, &file),
    }
}

fn add(
    global: &Global,
    file: &SettingsFile,
    name: &str,
    access: &[String],
    password: Password,
) -> anyhow::Result<u8> {
    check_name(name)?;
    let access = accesses(access)?;
    let is_there = |document: &DocumentMut| document::users(document).iter().any(|user| user.name == name);
    let there_already = || there_already(name);
    if is_there(&file.read()?.1) {
        return Err(there_already());
    }
    let hash = hash(&read_password(name, password)?)?;
    let document = file.edit(|document| {
        if is_there(document) {
            return Err(there_already());
        }
        document::add(document, name, &hash, &access).map_err(|reason| cannot_edit(&file.path, reason))
    })?;
    say(global, &format!("added `{name}`: {}", shown(&access)));
    next(global, &document);
    Ok(DONE)
}

fn passwd(global: &Global, file: &SettingsFile, name: &str, password: Password) -> anyhow::Result<u8> {
    let (_, document) = file.read()?;
    if !document::users(&document).iter().any(|user| user.name == name) {
        return Err(nobody(&document::users(&document), name));
    }
    let hash = hash(&read_password(name, password)?)?;
    let document = file.edit(|document| {
        if document::set_password(document, name, &hash) {
            Ok(())
        } else {
            Err(nobody(&document::users(document), name))
        }
    })?;
    say(global, &format!("changed the password of `{name}`"));
    next(global, &document);
    Ok(DONE)
}

fn remove(global: &Global, file: &SettingsFile, name: &str) -> anyhow::Result<u8> {
    let document = file.edit(|document| {
        if document::remove(document, name) { Ok(()) } else { Err(nobody(&document::users(document), name)) }
    })?;
    say(global, &format!("removed `{name}`"));
    next(global, &document);
    Ok(DONE)
}

fn list(global: &Global, file: &SettingsFile) -> anyhow::Result<u8> {
    let (_, document) = file.read()?;
    show(
        global,
        document::is_enabled(&document),
        &document::users(&document),
        &document::anonymous(&document),
    )
}

fn show(global: &Global, is_enabled: bool, users: &[User], anonymous: &[Access]) -> anyhow::Result<u8> {
    if global.json {
        let schema = "wharf.users/1";
        let json = serde_json::json!({
            "schema": schema, "enabled": is_enabled, "users": users, "anonymous": anonymous
        });
        print_line(serde_json::to_string_pretty(&json)?);
        return Ok(DONE);
    }
    let width = users.iter().map(|user| user.name.chars().count()).max().unwrap_or(0);
    for User { name, access } in users {
        print_line(format_args!("{name:width$}  {}", shown(access)));
    }
    if !anonymous.is_empty() {
        say(global, &format!("without a login: {}", shown(anonymous)));
    }
    if users.is_empty() {
        say(global, "there are no users; add one with `wharf user add NAME`");
    }
    if !is_enabled {
        say(global, NOT_ENABLED);
    }
    Ok(DONE)
}

const NOT_ENABLED: &str = "`auth_server.enable` is not true: the token server does not run";

fn say(global: &Global, text: &str) {
    if !global.quiet {
        tell(format_args!("{text}"));
    }
}

fn next(global: &Global, document: &DocumentMut) {
    if !document::is_enabled(document) {
        say(global, NOT_ENABLED);
    }
    say(global, "run `wharf reconfigure` next");
}

fn shown(access: &[Access]) -> String {
    let one = |access: &Access| format!("`{}` {}", access.repository, access.actions.join(", "));
    if access.is_empty() { "nothing".into() } else { access.iter().map(one).collect::<Vec<_>>().join("; ") }
}

fn nobody(users: &[User], name: &str) -> anyhow::Error {
    let near = users
        .iter()
        .map(|user| (strsim::damerau_levenshtein(&user.name, name), &user.name))
        .filter(|(distance, known)| *distance <= 2.min(known.chars().count() / 2))
        .min();
    let advice = match near {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None => "run `wharf user list` to see who there is".into(),
    };
    advise(format!("there is no user `{name}`"), advice)
}

fn there_already(name: &str) -> anyhow::Error {
    advise(format!("there is a user `{name}` already"), format!("run `wharf user passwd {name}`"))
}

/// What was given, else everything.
fn accesses(given: &[String]) -> anyhow::Result<Vec<Access>> {
    match given {
        [] => Ok(vec![parse_access("**:pull,push,delete")?]),
        given => given.iter().map(|text| parse_access(text)).collect(),
    }
}

fn check_name(name: &str) -> anyhow::Result<()> {
    let good = |c: char| c.is_ascii_alphanumeric() || "._@-".contains(c);
    if (1..=LONGEST_NAME).contains(&name.len()) && name.chars().all(good) {
        return Ok(());
    }
    let message = format!("`{}` cannot be the name of a user", name.escape_debug());
    Err(advise(message, "use 1 to 128 letters, digits, `.`, `_`, `@` or `-`"))
}

fn parse_access(text: &str) -> anyhow::Result<Access> {
    let wrong = || {
        let message = format!("`{}` is no access", text.escape_debug());
        advise(
            message,
            "write a pattern and actions, such as `group/**:pull,push`; actions are pull, push, delete",
        )
    };
    let (repository, actions) = text.rsplit_once(':').ok_or_else(wrong)?;
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "*/._-".contains(c);
    if repository.is_empty() || !repository.chars().all(good) {
        return Err(wrong());
    }
    let mut known: Vec<String> = Vec::new();
    for action in actions.split(',') {
        if !["pull", "push", "delete"].contains(&action) {
            return Err(wrong());
        }
        if !known.iter().any(|known| known == action) {
            known.push(action.to_owned());
        }
    }
    Ok(Access { repository: repository.to_owned(), actions: known })
}

fn read_password(name: &str, password: Password) -> anyhow::Result<Secret<String>> {
    let text = if password.password_stdin {
        let mut text = String::new();
        let read = std::io::stdin().take(4096).read_to_string(&mut text);
        read.context("could not read the password from standard input")?;
        let line = text.strip_suffix('\n').unwrap_or(&text);
        line.strip_suffix('\r').unwrap_or(line).to_owned()
    } else if std::io::stdin().is_terminal() {
        let ask = |prompt: String| rpassword::prompt_password(prompt).context("could not read the password");
        let first = ask(format!("password of {name}: "))?;
        if first != ask("once more: ".into())? {
            return Err(advise("the two passwords differ", "nothing was changed; run the command again"));
        }
        first
    } else {
        let advice = "give it on standard input with `--password-stdin`";
        return Err(advise("there is no terminal to ask for the password", advice));
    };
    if text.is_empty() {
        return Err(advise("the password is empty", "nothing was changed; give one of 1 to 72 bytes"));
    }
    if text.len() > LONGEST_PASSWORD {
        let message = format!("the password has {} bytes, and bcrypt reads 72 only", text.len());
        return Err(advise(message, "nothing was changed; give one of 1 to 72 bytes"));
    }
    if text.contains(char::is_control) {
        return Err(advise("the password has a line break or another control character", "give one without"));
    }
    Ok(Secret::new(text))
}

fn hash(password: &Secret<String>) -> anyhow::Result<Secret<String>> {
    Ok(Secret::new(bcrypt::hash(password.expose(), COST).context("could not hash the password")?))
}

fn cannot_edit(path: &Path, reason: &str) -> anyhow::Error {
    advise(format!("could not edit {}: {reason}", path.display()), "write users as `[[auth_server.users]]`")
}
