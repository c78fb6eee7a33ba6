//! The program by the name `gitlab-ctl`: Omnibus' verbs, its words for a wrong command line, its help by category.
//!
//! What is understood here goes on as the same command line that `wharf` takes.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::CommandFactory as _;

use super::{Arguments, DONE, FAILED, USAGE, print, print_line, tell};

/// Verbs that take no word of their own.
const ALONE: [&str; 6] =
    ["help", "reconfigure", "show-config", "service-list", "renew-le-certs", "uninstall"];

/// Verbs that take one service, and no other word.
const OF_SERVICES: [&str; 13] = [
    "status",
    "start",
    "stop",
    "restart",
    "once",
    "hup",
    "term",
    "int",
    "kill",
    "usr1",
    "usr2",
    "graceful-kill",
    "tail",
];

/// Flags whose value is the next word.
const WITH_VALUE: [&str; 10] =
    ["--root", "--config", "-c", "--color", "--plan", "--lines", "-n", "--version", "--output", "-o"];

/// The verbs of Omnibus by category, as its help lists them; what they do is said where they are defined.
const CATEGORIES: [(&str, &[&str]); 2] = [
    (
        "General commands",
        &["check-config", "help", "reconfigure", "renew-le-certs", "show-config", "uninstall"],
    ),
    (
        "Service management commands",
        &[
            "graceful-kill",
            "hup",
            "int",
            "kill",
            "once",
            "restart",
            "restart-except",
            "service-list",
            "start",
            "status",
            "stop",
            "tail",
            "term",
            "usr1",
            "usr2",
        ],
    ),
];

/// What a command line comes to.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    /// This command line, with the words that count for nothing.
    Go { arguments: Vec<OsString>, ignored: Vec<String> },
    /// The help.
    Help,
    /// There is no such verb; these are the words.
    Unknown(Vec<String>),
    /// This verb takes no further word.
    TooMuch(String),
}

/// The command line to go on with, or the exit code of what has been answered here.
pub(crate) fn front(arguments: Vec<OsString>) -> Result<Vec<OsString>, u8> {
    let command = Arguments::command();
    let known = |verb: &str| verb == "help" || command.find_subcommand(verb).is_some();
    match understand(arguments, known) {
        Meaning::Go { arguments, ignored } => {
            if !ignored.is_empty() {
                // Silence would leave someone sure that both services were restarted.
                tell(format_args!("warning: one service at a time: `{}` is ignored", ignored.join(" ")));
            }
            Ok(arguments)
        }
        Meaning::Help => {
            print(&help(&command));
            Err(DONE)
        }
        Meaning::Unknown(words) => {
            print_line("I don't know that command.");
            if let [first, second] = words.as_slice() {
                print_line(format_args!("Did you mean: gitlab-ctl {second} {first}?"));
            }
            print(&help(&command));
            Err(FAILED)
        }
        Meaning::TooMuch(verb) => {
            print_line(format_args!("The command {verb} does not accept any arguments"));
            Err(USAGE)
        }
    }
}

/// Reads a command line, the program's name first; `known` tells verbs.
fn understand(arguments: Vec<OsString>, known: impl Fn(&str) -> bool) -> Meaning {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut is_value = false;
    let mut asks_for_help = false;
    let mut asks_for_version = false;
    for (place, argument) in arguments.iter().enumerate().skip(1) {
        let text = argument.to_string_lossy();
        if std::mem::take(&mut is_value) {
            continue;
        }
        match text.as_ref() {
            "--" => break,
            "-h" | "--help" => asks_for_help = true,
            // Before the verb it asks for our own; after `check-config` it has a value.
            "--version" | "-V" if words.is_empty() => asks_for_version = true,
            flag if WITH_VALUE.contains(&flag) => is_value = true,
            flag if flag.len() > 1 && flag.starts_with('-') => {}
            word => words.push((place, word.to_owned())),
        }
    }
    let Some((_, verb)) = words.first() else {
        return if asks_for_version && !asks_for_help {
            Meaning::Go { arguments, ignored: Vec::new() }
        } else {
            Meaning::Help
        };
    };
    // `registry` is a command of ours and a service of theirs.
    let is_swapped =
        verb == "registry" && words.get(1).is_some_and(|(_, word)| OF_SERVICES.contains(&word.as_str()));
    if is_swapped || !known(verb) {
        return Meaning::Unknown(words.into_iter().map(|(_, word)| word).collect());
    }
    if ALONE.contains(&verb.as_str()) && words.len() > 1 {
        return Meaning::TooMuch(verb.clone());
    }
    if verb == "help" {
        return Meaning::Help;
    }
    let surplus = if OF_SERVICES.contains(&verb.as_str()) { 2 } else { usize::MAX };
    let ignored: Vec<(usize, String)> = words.into_iter().skip(surplus).collect();
    let is_meant = |place: usize| !ignored.iter().any(|(other, _)| *other == place);
    let arguments = arguments
        .into_iter()
        .enumerate()
        .filter(|(place, _)| is_meant(*place))
        .map(|(_, word)| word)
        .collect();
    Meaning::Go { arguments, ignored: ignored.into_iter().map(|(_, word)| word).collect() }
}

/// The verbs by category, each with what it does; those that only Wharf has come last.
fn help(command: &clap::Command) -> String {
    let about = |verb: &str| match command.find_subcommand(verb) {
        Some(found) => found.get_about().map(ToString::to_string).unwrap_or_default(),
        None => "Print this list".to_owned(),
    };
    let mut text = String::from("gitlab-ctl: command (subcommand)\n");
    let mut add = |title: &str, verbs: &[&str]| {
        text.push_str(title);
        text.push_str(":\n");
        for verb in verbs {
            let _ = writeln!(text, "  {verb}\n    {}", about(verb));
        }
    };
    for (title, verbs) in CATEGORIES {
        add(title, verbs);
    }
    let is_other = |verb: &&str| !CATEGORIES.iter().any(|(_, verbs)| verbs.contains(verb));
    let shown = command.get_subcommands().filter(|one| !one.is_hide_set());
    let own: Vec<&str> = shown.map(clap::Command::get_name).filter(is_other).collect();
    add("Commands of Wharf alone (`wharf help COMMAND` tells more)", &own);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Meaning {
        let arguments = std::iter::once("gitlab-ctl").chain(line.split_whitespace());
        understand(arguments.map(OsString::from).collect(), |verb| {
            ["help", "status", "reconfigure", "check-config", "plan", "registry"].contains(&verb)
        })
    }

    fn go(line: &str, ignored: &[&str]) -> Meaning {
        let arguments = std::iter::once("gitlab-ctl").chain(line.split_whitespace()).map(OsString::from);
        Meaning::Go {
            arguments: arguments.collect(),
            ignored: ignored.iter().map(|&word| word.to_owned()).collect(),
        }
    }

    #[test]
    fn a_line_is_read_with_flags_and_paths_in_any_order() {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        for (line, wanted) in [
            ("", Meaning::Help),
            ("help", Meaning::Help),
            ("--help", Meaning::Help),
            ("--version", go("--version", &[])),
            ("help me", Meaning::TooMuch("help".to_owned())),
            ("status", go("status", &[])),
            ("-q status registry", go("-q status registry", &[])),
            ("status -v registry -q", go("status -v registry -q", &[])),
            ("status registry nginx -q", go("status registry -q", &["nginx"])),
            ("--root /r status registry", go("--root /r status registry", &[])),
            ("plan -c /f.rb", go("plan -c /f.rb", &[])),
            ("reconfigure --plan /p.json", go("reconfigure --plan /p.json", &[])),
            ("reconfigure now", Meaning::TooMuch("reconfigure".to_owned())),
            ("check-config --version 17 -n", go("check-config --version 17 -n", &[])),
            ("registry status", Meaning::Unknown(words(&["registry", "status"]))),
            ("registry serve /c.yml", go("registry serve /c.yml", &[])),
            ("-q nonsense", Meaning::Unknown(words(&["nonsense"]))),
        ] {
            assert_eq!(of(line), wanted, "{line}");
        }
    }
}
