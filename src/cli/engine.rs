//! `wharf registry …` and `wharf token-server`: the programs that the supervisor starts.

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
}

/// The token server.
#[derive(Debug, clap::Args)]
pub(crate) struct TokenServer {
    /// Its configuration
    pub(crate) config: std::path::PathBuf,
}

pub(crate) fn run(global: &Global, arguments: Arguments) -> anyhow::Result<u8> {
    let Command::Serve { config, state } = arguments.command;
    let Some(config) =
        config.or_else(|| environment::variable("REGISTRY_CONFIGURATION_PATH").map(PathBuf::from))
    else {
        return Err(advise(
            "no configuration was named",
            "run `registry serve CONFIG`, or set REGISTRY_CONFIGURATION_PATH",
        ));
    };
    let root = global.root()?;
    let inside = |path: PathBuf| match path.to_str() {
        Some(text) if path.is_absolute() => root.join_unless_inside(text),
        _ => path,
    };
    registry::serve(&inside(config), state.map(inside).as_deref())?;
    Ok(DONE)
}

pub(crate) fn token_server(_global: &Global, arguments: &TokenServer) -> anyhow::Result<u8> {
    crate::token_server::run(&arguments.config)?;
    Ok(super::DONE)
}
