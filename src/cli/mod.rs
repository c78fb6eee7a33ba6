//! The front desk: commands, printing, wiring.

mod authority;
mod by_hand;
mod certificates;
mod change;
mod check;
mod columns;
mod config;
mod convert;
mod doctor;
mod document;
mod enabled_engine;
mod engine;
mod events;
mod fetch;
mod gate;
mod gitlab;
mod gitlab_ctl;
mod history;
mod host;
mod in_force;
mod init;
mod install;
mod layout;
mod outside;
mod pages;
mod prepare;
mod readonly;
mod reconfigure;
mod registry_key;
mod render;
mod report;
mod reviewed;
mod run;
mod runit;
mod services;
mod signing;
mod source;
mod status;
mod switch;
mod tail;
mod trust_script;
mod understand;
mod up;
mod users;

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::problem::{Hint, Problems};
use crate::supervise;
use crate::sys::{self, Root};

/// Done, or nothing to do.
pub(crate) const DONE: u8 = 0;
/// Failed; the host is as it was.
pub(crate) const FAILED: u8 = 1;
/// The command line is wrong.
pub(crate) const USAGE: u8 = 2;
/// The settings have problems.
pub(crate) const PROBLEMS: u8 = 3;
/// Failed, and the host is mixed.
pub(crate) const MIXED: u8 = 4;
/// `plan`: changes wait.
pub(crate) const CHANGES_WAIT: u8 = 10;

/// One settings file to a running container registry.
#[derive(Debug, Parser)]
#[command(name = "wharf", version, propagate_version = true, arg_required_else_help = true)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Global {
    /// Folder that stands for `/`: every host path lies inside it
    #[arg(long, global = true, env = "WHARF_ROOT", default_value = "/", value_name = "DIR")]
    pub(crate) root: PathBuf,
    /// Settings file (default: `<root>/etc/gitlab/gitlab.toml`, else `gitlab.rb` there)
    #[arg(long, short = 'c', global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Answer in JSON, where a program would read it
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say less
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Say more
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: clap::ColorChoice,
    /// Do not ask
    #[arg(long, short = 'y', global = true)]
    pub(crate) yes: bool,
    /// Work on although an Omnibus package of GitLab manages the same paths
    #[arg(long, global = true, hide = true)]
    pub(crate) beside_omnibus: bool,
    /// Whether the program was called as `gitlab-ctl`
    #[arg(skip)]
    pub(crate) is_gitlab_ctl: bool,
}

impl Global {
    /// The root as an absolute path.
    pub(crate) fn root(&self) -> anyhow::Result<Root> {
        use anyhow::Context as _;
        if self.root.to_str().is_none() {
            return Err(advise(
                format!(
                    "the root {} is not valid UTF-8, and would be written into files",
                    self.root.display()
                ),
                "name another folder with `--root`",
            ));
        }
        Root::new(&self.root).with_context(|| format!("could not resolve the root {}", self.root.display()))
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a first settings file: three questions, or flags
    Init(init::Arguments),
    /// Judge the settings alone: no root, no network, no state (exit 3: they have problems)
    Check(check::Arguments),
    /// Judge the settings, as `check` does (the name in Omnibus)
    #[command(hide = true, disable_version_flag = true)]
    CheckConfig(check::OfOmnibus),
    /// Print a gitlab.rb as TOML, its comments carried over
    ///
    /// The TOML is read back first, and printed only where it says the same.
    Convert(convert::Arguments),
    /// Print the files as `reconfigure` would write them, without writing any
    Render(render::Arguments),
    /// Show what `reconfigure` would do (exit 10: changes wait)
    Plan(reconfigure::Planning),
    /// Make the host what the settings say
    Reconfigure(reconfigure::Applying),
    /// Switch the registry on, for the whole site
    Enable {
        /// What
        what: switch::What,
    },
    /// Switch the registry off, for the whole site; images and keys stay
    Disable {
        /// What
        what: switch::What,
    },
    /// Refuse pushes for a while, without a restart: a run-time hold beside the settings
    #[command(subcommand)]
    Readonly(readonly::Command),
    /// What others are told of pushes, pulls and deletes
    #[command(subcommand)]
    Events(events::Command),
    /// What was applied, run by run
    History,
    /// Go back to the files of an earlier run; settings and secrets stay
    Rollback(history::Rollback),
    /// What every setting is here, and why; one of them changed
    #[command(subcommand)]
    Config(config::Command),
    /// Every value in use, as JSON (the name of `config show` in Omnibus)
    #[command(hide = true)]
    ShowConfig,
    /// Renew certificates of Let's Encrypt (not built yet)
    #[command(hide = true)]
    RenewLeCerts,
    /// Reconfigure, then supervise in the foreground: the entry of a container
    Up,
    /// Make it part of the system: unit, links, completions, manual pages
    Install,
    /// Stop everything and take it out of the system; settings, images and keys stay
    Uninstall,
    #[command(flatten)]
    Services(services::Command),
    /// Look for all that may be wrong, and say what mends it (exit 1: something is)
    ///
    /// Nothing that lasts is written: a push is begun and cancelled again.
    Doctor(doctor::Arguments),
    /// Users of the token server
    #[command(subcommand)]
    User(users::Command),
    /// The JSON schema of the settings, for editors and programs
    Schema,
    /// References, printed from the schema
    Docs {
        /// Which
        topic: pages::Topic,
    },
    /// A manual page, for `man -l -`: `wharf`, a verb, or `gitlab.toml`
    Man {
        /// Which
        page: Option<String>,
    },
    /// Completions for a shell, the names of settings among them
    Completions {
        /// Which
        shell: clap_complete::Shell,
    },
    /// A private certificate authority for labs
    #[command(subcommand)]
    Ca(authority::Command),
    /// The key that signs tokens, for a registry that runs elsewhere
    #[command(subcommand)]
    RegistryKey(registry_key::Command),
    /// The registry engine, under the names and flags of `distribution`
    Registry(engine::Arguments),
    /// The token server (started by the supervisor)
    #[command(hide = true)]
    TokenServer(engine::TokenServer),
}

/// The commands of the supervisor, which lives on: what builds the tree of all the others stays in memory once it ran.
#[derive(Debug, Parser)]
#[command(name = "wharf", disable_help_flag = true, disable_help_subcommand = true)]
struct ResidentArguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Resident,
}

#[derive(Debug, Subcommand)]
enum Resident {
    Serve,
    SuperviseExec(supervise::Setup),
}

/// The command line, where it is one of the supervisor's own.
fn resident(arguments: &[OsString]) -> Option<ResidentArguments> {
    let is_named = |name: &OsString| name == "serve" || name == "supervise-exec";
    arguments.iter().any(is_named).then(|| ResidentArguments::try_parse_from(arguments).ok())?
}

/// Runs the command line `arguments`, the program's name first.
///
/// By that name the program is also `gitlab-ctl` (the same verbs) and `registry` (the engine).
#[must_use]
pub fn run(mut arguments: Vec<OsString>) -> ExitCode {
    let name = arguments
        .first()
        .and_then(|path| Path::new(path).file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if name == "registry" {
        // Help then says `wharf registry`, which is the same, and not `registry registry`.
        arguments.splice(..1, ["wharf".into(), "registry".into()]);
    }
    if name == "gitlab-ctl" {
        arguments = match gitlab_ctl::front(arguments) {
            Ok(arguments) => arguments,
            Err(code) => return ExitCode::from(code),
        };
    }
    if let Some(ResidentArguments { global, command }) = resident(&arguments) {
        sys::session::set_usual_mask();
        return finish(&global, services::run(&global, command.into()));
    }
    let arguments = match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => arguments,
        Err(mut error) => {
            if error.kind() == clap::error::ErrorKind::MissingSubcommand {
                // It would list the hidden commands too; help is one flag away.
                error.remove(clap::error::ContextKind::ValidSubcommand);
            }
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { DONE });
        }
    };
    let global = Global { is_gitlab_ctl: name == "gitlab-ctl", ..arguments.global };
    if !matches!(arguments.command, Command::Registry(_) | Command::TokenServer(_)) {
        // Services under other users pass through folders made here: the mask of who runs this must not shut them out.
        sys::session::set_usual_mask();
    }
    let outcome = match arguments.command {
        Command::Init(arguments) => init::run(&global, &arguments),
        Command::Check(arguments) => check::run(&global, arguments),
        Command::CheckConfig(arguments) => check::of_omnibus(&global, &arguments),
        Command::Convert(arguments) => convert::run(&global, &arguments),
        Command::Render(arguments) => render::run(&global, &arguments),
        Command::Plan(arguments) => reconfigure::plan(&global, &arguments),
        Command::Reconfigure(arguments) => reconfigure::reconfigure(&global, &arguments),
        Command::Enable { what } => switch::run(&global, what, true),
        Command::Disable { what } => switch::run(&global, what, false),
        Command::Readonly(command) => readonly::run(&global, command),
        Command::Events(command) => events::run(&global, &command),
        Command::History => history::history(&global),
        Command::Rollback(arguments) => history::rollback(&global, &arguments),
        Command::Config(command) => config::run(&global, &command),
        Command::ShowConfig => config::tree(&global),
        Command::Schema => pages::schema(),
        Command::Docs { topic } => Ok(pages::docs(topic)),
        Command::Man { page } => pages::man(&global, page.as_deref()),
        Command::Completions { shell } => Ok(pages::completions(shell)),
        Command::RenewLeCerts => certificates::renew(),
        Command::Install => install::install(&global),
        Command::Uninstall => install::uninstall(&global),
        Command::Up => up::run(&global),
        Command::Services(command) => services::run(&global, command),
        Command::Doctor(arguments) => doctor::run(&global, &arguments),
        Command::User(command) => users::run(&global, command),
        Command::Ca(command) => authority::run(&global, command),
        Command::RegistryKey(command) => registry_key::run(&global, &command),
        Command::Registry(arguments) => engine::run(&global, arguments),
        Command::TokenServer(arguments) => engine::token_server(&global, &arguments),
    };
    finish(&global, outcome)
}

/// The exit code of a command; an error is told.
fn finish(global: &Global, outcome: anyhow::Result<u8>) -> ExitCode {
    ExitCode::from(outcome.unwrap_or_else(|error| explain(global, &error)))
}

impl From<Resident> for services::Command {
    fn from(command: Resident) -> Self {
        match command {
            Resident::Serve => Self::Serve,
            Resident::SuperviseExec(setup) => Self::SuperviseExec(setup),
        }
    }
}

/// Prints the chain of an error once: `error:`, `caused by:`, `hint:`; problems of the settings each with its place.
/// Answers the exit code it stands for.
fn explain(global: &Global, error: &anyhow::Error) -> u8 {
    if let Some(problems) = error.downcast_ref::<Problems>() {
        tell(problems.told(paints(global, std::io::stderr().is_terminal())));
        return PROBLEMS;
    }
    tell(format_args!("error: {error}"));
    for cause in error.chain().skip(1) {
        tell(format_args!("  caused by: {cause}"));
    }
    if let Some(hint) = error.chain().find_map(hint_of).or_else(|| error.chain().find_map(hint_of_refused)) {
        tell(format_args!("  hint: {hint}"));
    }
    if error.chain().any(<dyn std::error::Error + 'static>::is::<Problems>) { PROBLEMS } else { FAILED }
}

/// Whether to paint: on a terminal, unless it is not wanted there, or where it is asked for.
fn paints(global: &Global, is_terminal: bool) -> bool {
    let is_set =
        |name: &str| sys::environment::variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    match global.color {
        clap::ColorChoice::Always => true,
        clap::ColorChoice::Never => false,
        clap::ColorChoice::Auto
            if sys::environment::variable("NO_COLOR").is_some_and(|value| !value.is_empty()) =>
        {
            false
        }
        clap::ColorChoice::Auto => {
            let is_dumb = sys::environment::variable("TERM").is_some_and(|term| term == "dumb");
            is_set("CLICOLOR_FORCE") || (is_terminal && !is_dumb)
        }
    }
}

/// The hint where the kernel refused somebody who is not root, and no error of ours knows better.
fn hint_of_refused(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    let source = error.downcast_ref::<std::io::Error>()?;
    let is_refused = source.kind() == std::io::ErrorKind::PermissionDenied;
    (is_refused && sys::accounts::effective_user() != 0)
        .then(|| "run it as the user who made what is there, or as root".to_owned())
}

/// The hint of an error that has one. A new error enum with hints gets a line here.
fn hint_of(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    fn of<E: Hint + std::error::Error + 'static>(
        error: &(dyn std::error::Error + 'static),
    ) -> Option<String> {
        error.downcast_ref::<E>().and_then(Hint::hint)
    }
    of::<Advice>(error)
        .or_else(|| of::<supervise::ClientError>(error))
        .or_else(|| of::<supervise::NotReady>(error))
        .or_else(|| of::<supervise::RunError>(error))
        .or_else(|| of::<supervise::StartError>(error))
        .or_else(|| of::<crate::token_server::RunError>(error))
        .or_else(|| of::<crate::apply::CheckError>(error))
        .or_else(|| of::<crate::apply::ApplyError>(error))
        .or_else(|| of::<crate::derive::secrets::SecretsError>(error))
        .or_else(|| of::<crate::generation::GenerationError>(error))
        .or_else(|| of::<crate::observe::ObserveError>(error))
        .or_else(|| of::<crate::registry::ServeError>(error))
        .or_else(|| of::<crate::keys::AuthorityError>(error))
}

/// Writes to standard output. A reader that has gone away (`| head`) ends no command half-way; a result that could not
/// be written for another reason is told.
pub(crate) fn print(text: &str) {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let _ = writeln!(std::io::stderr(), "warning: could not write to standard output: {error}");
        }
        _ => {}
    }
}

/// Writes a line to standard output, as [`print`] does.
pub(crate) fn print_line(line: impl std::fmt::Display) {
    print(&format!("{line}\n"));
}

/// Writes a line for people to standard error; one that cannot be written ends nothing.
pub(crate) fn tell(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// An error of the front desk itself, with the next command.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Advice {
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) advice: String,
}

impl Hint for Advice {
    fn hint(&self) -> Option<String> {
        Some(self.advice.clone())
    }
}

/// An error with the next command.
pub(crate) fn advise(message: impl Into<String>, advice: impl Into<String>) -> anyhow::Error {
    Advice { message: message.into(), advice: advice.into() }.into()
}
