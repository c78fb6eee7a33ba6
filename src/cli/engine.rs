//! `wharf registry …` and `wharf token-server`: the programs that the supervisor starts.

use super::Global;

/// The registry engine.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

/// The token server.
#[derive(Debug, clap::Args)]
pub(crate) struct TokenServer {
    /// Its configuration
    pub(crate) config: std::path::PathBuf,
}

pub(crate) fn run(_global: &Global, _arguments: Arguments) -> anyhow::Result<u8> {
    anyhow::bail!("not built yet")
}

pub(crate) fn token_server(_global: &Global, arguments: &TokenServer) -> anyhow::Result<u8> {
    crate::token_server::run(&arguments.config)?;
    Ok(super::DONE)
}
