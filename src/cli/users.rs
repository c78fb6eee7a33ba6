//! `wharf user`: who may log in at the token server.

use super::Global;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// The users and what they may do
    List,
}

pub(crate) fn run(_global: &Global, _command: Command) -> anyhow::Result<u8> {
    anyhow::bail!("not built yet")
}
