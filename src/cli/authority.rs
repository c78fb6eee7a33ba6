//! `wharf ca`: a private certificate authority for labs.

use super::Global;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Print the authority's certificate
    Print,
}

pub(crate) fn run(_global: &Global, _command: Command) -> anyhow::Result<u8> {
    anyhow::bail!("not built yet")
}
