//! The supervisor's verbs: `serve`, `status`, `start`, `stop`, `restart`, `hup`.

use super::Global;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Supervise the services in the foreground
    Serve,
}

pub(crate) fn run(_global: &Global, _command: Command) -> anyhow::Result<u8> {
    anyhow::bail!("not built yet")
}
