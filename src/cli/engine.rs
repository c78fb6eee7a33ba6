//! `wharf registry …` and `wharf token-server`: the programs that the supervisor starts.

mod configtest;

use std::path::PathBuf;

use super::{DONE, Global, advise};
use crate::registry;
use crate::sys::environment;

/// The registry engine.
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Serve a registry by a `config.yml` of `distribution`
    Serve {
        /// The configuration (default: `$REGISTRY_CONFIGURATION_PATH`)
        config: Option<PathBuf>,
        /// Folder for what the engine itself must remember
        #[arg(long, value_name = "DIR")]
        state: Option<PathBuf>,
    },
    /// Judge a `config.yml`, and say what every key of it comes to (exit 3: it cannot be served by)
    Configtest {
        /// The configuration (default: `$REGISTRY_CONFIGURATION_PATH`)
        config: Option<PathBuf>,
    },
}

/// The token server.
#[derive(Debug, clap::Args)]
pub(crate) struct TokenServer {
    /// Its configuration
    pub(crate) config: std::path::PathBuf,
}

pub(crate) fn run(global: &Global, arguments: Arguments) -> anyhow::Result<u8> {
    let root = global.root()?;
    let inside = |path: PathBuf| match path.to_str() {
        Some(text) if path.is_absolute() => root.join_unless_inside(text),
        _ => path,
    };
    match arguments.command {
        Command::Serve { config, state } => {
            let config = inside(named(config, "serve")?);
            registry::serve(&config, state.map(inside).as_deref())?;
            Ok(DONE)
        }
        Command::Configtest { config } => configtest::run(global, &inside(named(config, "configtest")?)),
    }
}

/// The configuration that was named, on the command line or by the variable of `distribution`.
fn named(config: Option<PathBuf>, verb: &str) -> anyhow::Result<PathBuf> {
    config.or_else(|| environment::variable("REGISTRY_CONFIGURATION_PATH").map(PathBuf::from)).ok_or_else(
        || {
            advise(
                "no configuration was named",
                format!("run `registry {verb} CONFIG`, or set REGISTRY_CONFIGURATION_PATH"),
            )
        },
    )
}

pub(crate) fn token_server(_global: &Global, arguments: &TokenServer) -> anyhow::Result<u8> {
    crate::token_server::run(&arguments.config)?;
    Ok(super::DONE)
}
