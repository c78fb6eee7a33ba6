//! What is printed from the commands and the schema: schema, references, manual pages, completions.

use std::fmt::Write as _;

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use super::{Arguments, DONE, Global, USAGE, advise, explain as tell_error, print, print_line};
use crate::explain;
use crate::settings::{described, reference};

/// A reference that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Topic {
    /// Every setting: type, default, example, what it touches
    Settings,
    /// Every kind of problem: its code, what it means, what to do
    Problems,
    /// A commented gitlab.toml with every setting
    Example,
}

/// The JSON schema of the settings, for editors and programs.
pub(crate) fn schema() -> anyhow::Result<u8> {
    print_line(serde_json::to_string_pretty(&reference::json_schema())?);
    Ok(DONE)
}

/// A reference.
pub(crate) fn docs(topic: Topic) -> u8 {
    match topic {
        Topic::Settings => print(&explain::markdown()),
        Topic::Problems => print(&explain::kinds()),
        Topic::Example => print(&reference::example_toml()),
    }
    DONE
}

/// Completions for `shell`, the names of settings among them.
pub(crate) fn completions(shell: Shell) -> u8 {
    print(&completions_of(shell));
    DONE
}

/// The completions as they are printed.
pub(crate) fn completions_of(shell: Shell) -> String {
    let keys: Vec<String> =
        described().into_iter().filter(|one| !one.is_in_a_list()).map(|one| one.path).collect();
    let with_keys = |command: Command| {
        // Only completions name every key: what is typed is judged by the command, which says what was meant.
        command.mut_arg("key", |key| key.index(1).value_parser(PossibleValuesParser::new(keys.clone())))
    };
    let mut command = Arguments::command().mut_subcommand("config", |config| {
        ["get", "explain", "set"]
            .into_iter()
            .fold(config, |config, name| config.mut_subcommand(name, with_keys))
    });
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut command, "wharf", &mut out);
    let mut script = String::from_utf8_lossy(&out).into_owned();
    if shell == Shell::Fish {
        // What the generator leaves out: it completes no bare words for this shell.
        let condition =
            "__fish_wharf_using_subcommand config; and __fish_seen_subcommand_from get explain set";
        let _ = writeln!(script, "complete -c wharf -n \"{condition}\" -f -a \"{}\"", keys.join(" "));
    }
    script
}

/// The manual page `page`: `wharf`, a verb, or `gitlab.toml`.
pub(crate) fn man(global: &Global, page: Option<&str>) -> anyhow::Result<u8> {
    let page = page.unwrap_or("wharf");
    if page == "gitlab.toml" {
        print(&explain::manual());
        return Ok(DONE);
    }
    let mut command = Arguments::command();
    command.build();
    let name = page.strip_prefix("wharf").map_or(page, |rest| rest.trim_start_matches('-'));
    let Some(found) = command_of(&command, name).filter(|one| is_shown(one)).cloned() else {
        let verbs: Vec<&str> =
            command.get_subcommands().filter(|one| is_shown(one)).map(Command::get_name).collect();
        let message = format!("there is no manual page `{}`", page.escape_debug());
        let hint = format!("there are wharf, gitlab.toml, and one for each of {}", verbs.join(", "));
        tell_error(global, &advise(message, hint));
        return Ok(USAGE);
    };
    print(&page_of(found, name)?);
    Ok(DONE)
}

fn is_shown(command: &Command) -> bool {
    !command.is_hide_set() && command.get_name() != "help"
}

/// The manual page of `command`, which `name` names with `-` between its words.
fn page_of(command: Command, name: &str) -> std::io::Result<String> {
    let title = if name.is_empty() { "wharf".to_owned() } else { format!("wharf-{name}") };
    let mut out = Vec::new();
    clap_mangen::Man::new(command.name(title.clone())).title(title).section("1").render(&mut out)?;
    Ok(String::from_utf8_lossy(&out).into_owned() + EXIT_STATUS)
}

/// Every manual page and where the system looks for it.
pub(crate) fn all_manuals() -> std::io::Result<Vec<(String, String)>> {
    let mut command = Arguments::command();
    command.build();
    let mut found = vec![("/usr/share/man/man5/gitlab.toml.5".to_owned(), explain::manual())];
    let mut due = vec![(String::new(), &command)];
    while let Some((name, command)) = due.pop() {
        let file = if name.is_empty() { "wharf".to_owned() } else { format!("wharf-{name}") };
        found.push((format!("/usr/share/man/man1/{file}.1"), page_of(command.clone(), &name)?));
        due.extend(command.get_subcommands().filter(|one| is_shown(one)).map(|below| {
            let gap = if name.is_empty() { "" } else { "-" };
            (format!("{name}{gap}{}", below.get_name()), below)
        }));
    }
    Ok(found)
}

/// The command that `name` names with `-` between it and what stands under it: `config-set`, `registry-key-cert`.
fn command_of<'c>(command: &'c Command, name: &str) -> Option<&'c Command> {
    if name.is_empty() {
        return Some(command);
    }
    command.get_subcommands().filter(|one| one.get_name() != "help").find_map(|one| {
        let rest = name.strip_prefix(one.get_name())?;
        let rest = if rest.is_empty() { rest } else { rest.strip_prefix('-')? };
        command_of(one, rest)
    })
}

/// What every manual page ends in.
const EXIT_STATUS: &str = r#".SH "EXIT STATUS"
.TP
0
done, or nothing to do
.TP
1
failed; the host is as it was
.TP
2
the command line is wrong
.TP
3
the settings have problems
.TP
4
failed, and the host is mixed; what to do is said
.TP
10
.B wharf plan
shows changes that wait
.SH "SEE ALSO"
.BR gitlab.toml (5)
"#;
