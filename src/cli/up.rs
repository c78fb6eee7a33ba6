//! `wharf up`: the settings applied, then the services supervised in the foreground, as a container's first process does.

use super::{Global, services};

/// Supervises, and reconfigures as soon as the supervisor answers. Where that fails, everything ends with its exit code:
/// a container whose settings are wrong does not look as if it were up.
pub(crate) fn run(global: &Global) -> anyhow::Result<u8> {
    services::serve(global, Some(again(global)))
}

/// The command line of `reconfigure` with the same flags.
fn again(global: &Global) -> Vec<String> {
    let mut arguments = vec!["--root".to_owned(), global.root.display().to_string()];
    if let Some(config) = &global.config {
        arguments.extend(["--config".to_owned(), config.display().to_string()]);
    }
    let flags = [
        ("--json", global.json),
        ("--quiet", global.quiet),
        ("--verbose", global.verbose),
        ("--beside-omnibus", global.beside_omnibus),
    ];
    arguments.extend(flags.iter().filter(|(_, is_set)| *is_set).map(|(flag, _)| (*flag).to_owned()));
    arguments.extend(["--color".to_owned(), global.color.to_string(), "reconfigure".to_owned()]);
    arguments
}
