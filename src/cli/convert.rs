//! `wharf convert`: a `gitlab.rb` as TOML, read back and compared before anybody gets it.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::fetch::fetch;
use super::outside::OfHost;
use super::source::{read_text, variable};
use super::understand::{View, come_to};
use super::{DONE, FAILED, Global, advise, print, print_line, report, tell};
use crate::convert::{Converted, Difference, convert, differences};
use crate::derive::secrets::Made;
use crate::settings::{self, Input, Language, Parsed};
use crate::sys::{Root, fs};

/// The name and version of what `--json` prints.
const SCHEMA: &str = "wharf.convert/1";

/// How many names are told of many.
const MANY: usize = 10;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The gitlab.rb (default: `--config`, else `<root>/etc/gitlab/gitlab.rb`)
    file: Option<PathBuf>,
    /// Write the TOML there, for the owner alone; a file that is there already is left alone
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print no TOML: tell whether it and the gitlab.rb say the same
    #[arg(long)]
    check: bool,
}

/// A file and what it became.
struct Outcome {
    name: String,
    converted: Converted,
    differences: Vec<Difference>,
}

pub(crate) fn run(global: &Global, arguments: &Arguments) -> anyhow::Result<u8> {
    let root = global.root()?;
    let file = file(global, arguments, &root)?;
    if let Some(output) = &arguments.output {
        is_free(output)?;
    }
    let outcome = outcome(global, &root, &file).inspect_err(|error| {
        if global.json {
            report::print_problems(SCHEMA, error);
        }
    })?;
    if !outcome.differences.is_empty() {
        return Ok(refuse(global, &outcome));
    }
    match &arguments.output {
        Some(output) => {
            is_free(output)?;
            write(output, &outcome.converted.text)?;
        }
        None if global.json => {}
        None if arguments.check => {
            let counted = counted(&outcome.converted);
            if !global.quiet {
                print_line(format_args!("{} and its TOML say the same: {counted}", outcome.name));
            }
        }
        None => print(&outcome.converted.text),
    }
    if global.json {
        print_line(json(&outcome, arguments));
    }
    say(global, arguments, &outcome);
    Ok(DONE)
}

/// The file to convert.
fn file(global: &Global, arguments: &Arguments, root: &Root) -> anyhow::Result<PathBuf> {
    let given = arguments.file.as_ref().or(global.config.as_ref()).cloned();
    let file = given.unwrap_or_else(|| root.join("/etc/gitlab/gitlab.rb"));
    if file.extension().is_some_and(|ending| ending == "toml") {
        let message = format!("{} is TOML already", file.display());
        return Err(advise(message, "name the gitlab.rb: `wharf convert /etc/gitlab/gitlab.rb`"));
    }
    if !file.exists() && arguments.file.is_none() && global.config.is_none() {
        let message = format!("there is no {}", file.display());
        return Err(advise(message, "name the file: `wharf convert FILE`"));
    }
    Ok(file)
}

/// Whether `output` may be written.
fn is_free(output: &Path) -> anyhow::Result<()> {
    if output.symlink_metadata().is_err() {
        return Ok(());
    }
    let message = format!("{} is there already and was left alone", output.display());
    Err(advise(message, "name another file with `--output`, or move this one away"))
}

/// Reads `file` as Ruby, writes it as TOML, reads that and compares.
fn outcome(global: &Global, root: &Root, file: &Path) -> anyhow::Result<Outcome> {
    let (name, text) = read_text(file)?;
    let outside = OfHost { root };
    let fetch = |source: &settings::Source| fetch(root, source);
    let before = variable()?;
    let ruby = Input {
        file: &name,
        text: &text,
        language: Language::Ruby,
        before: before.as_deref(),
        ..Input::default()
    };
    let said = settings::read(ruby, &fetch, &outside)?;
    // What only shows in what the settings come to is a problem of the gitlab.rb too, as for `check`.
    come_to(global, file.to_owned(), said.clone(), &Made::default(), View::Settings)?;
    let converted = convert(&settings::evaluated(ruby, &outside), &fetch);
    // What counts beside the file counts for both.
    let toml = Input { file: "gitlab.toml", text: &converted.text, language: Language::Toml, ..ruby };
    let differences = match settings::read(toml, &fetch, &outside) {
        Ok(again) => differences(&said, &again),
        Err(problems) => unread(&said, &problems),
    };
    Ok(Outcome { name, converted, differences })
}

/// What a result that cannot be read differs in: all that is wrong with it.
fn unread(said: &Parsed, problems: &crate::problem::Problems) -> Vec<Difference> {
    let all = problems.list.iter().map(|problem| Difference {
        key: if problem.key.is_empty() { said.file.clone() } else { problem.key.clone() },
        one: Some("good".to_owned()),
        other: Some(format!("refused: {}", problem.message)),
    });
    all.collect()
}

/// Tells what differs; nothing was written.
fn refuse(global: &Global, outcome: &Outcome) -> u8 {
    if global.json {
        let differences: Vec<_> = outcome.differences.iter().map(of_difference).collect();
        print_line(json!({ "schema": SCHEMA, "problems": [], "same": false, "differences": differences }));
    }
    let count = outcome.differences.len();
    let verb = if count == 1 { "1 setting differs" } else { &format!("{count} settings differ") };
    tell(format_args!("error: {} and its TOML do not say the same: {verb}", outcome.name));
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "(not set)".to_owned());
    for difference in outcome.differences.iter().take(MANY) {
        let (one, other) = (shown(&difference.one), shown(&difference.other));
        if one == other {
            tell(format_args!("  {}: the values differ and are not shown", difference.key));
        } else {
            tell(format_args!("  {}: {one} in {}, {other} in TOML", difference.key, outcome.name));
        }
    }
    if count > MANY {
        tell(format_args!("  and {} more", count - MANY));
    }
    tell(
        "  hint: write the values of these settings as literals, and convert again; the gitlab.rb itself can be used as it is",
    );
    FAILED
}

fn of_difference(difference: &Difference) -> serde_json::Value {
    json!({ "key": difference.key, "gitlab.rb": difference.one, "toml": difference.other })
}

fn write(output: &Path, text: &str) -> anyhow::Result<()> {
    fs::replace(output, text.as_bytes(), fs::Access::mode(0o600)).map_err(|error| {
        let message = format!("could not write {}: {error}", output.display());
        advise(message, "name a file in a folder that is there and that you may write to")
    })
}

fn json(outcome: &Outcome, arguments: &Arguments) -> serde_json::Value {
    let converted = &outcome.converted;
    let is_printed = arguments.output.is_none() && !arguments.check;
    json!({
        "schema": SCHEMA,
        "problems": [],
        "same": true,
        "settings": converted.settings,
        "of_other_components": converted.others,
        "left_out": converted.left_out,
        "under_other_conditions": converted.unset,
        "holds_secrets": converted.holds_secrets,
        "toml": is_printed.then_some(&converted.text),
        "written": arguments.output.as_ref().map(|path| path.display().to_string()),
    })
}

/// `42 settings, and 12 of other components`.
fn counted(converted: &Converted) -> String {
    let settings = match converted.settings {
        1 => "1 setting".to_owned(),
        count => format!("{count} settings"),
    };
    match converted.others {
        0 => settings,
        others => format!("{settings}, and {others} of other components"),
    }
}

/// What is to be known of the result.
fn say(global: &Global, arguments: &Arguments, outcome: &Outcome) {
    let converted = &outcome.converted;
    if !converted.left_out.is_empty() {
        let (count, names) = (converted.left_out.len(), &converted.left_out);
        let subject = if count == 1 { "1 setting is" } else { &format!("{count} settings are") };
        let first: Vec<&str> = names.iter().take(MANY).map(String::as_str).collect();
        let more = if count > MANY { format!(" and {} more", count - MANY) } else { String::new() };
        tell(format_args!(
            "warning: {subject} left out, for what was said is read from elsewhere or has no word in TOML; each stands in a comment: {}{more}",
            first.join(", ")
        ));
    }
    if converted.unset > 0 {
        let (subject, verb) = if converted.unset == 1 {
            ("1 setting stands".to_owned(), "is a comment")
        } else {
            (format!("{} settings stand", converted.unset), "are comments")
        };
        tell(format_args!(
            "warning: {subject} under conditions that do not hold here, and {verb}: TOML has no conditions"
        ));
    }
    if global.quiet {
        return;
    }
    let is_printed = arguments.output.is_none() && !arguments.check;
    if is_printed && converted.holds_secrets {
        tell("note: it holds secrets: keep it 0600 (`--output FILE` does)");
    }
    if let Some(output) = &arguments.output {
        let shown = output.display();
        tell(format_args!("wrote {shown}: {}; it says the same as {}", counted(converted), outcome.name));
        tell(format_args!(
            "try `wharf check {shown}` next; once it lies beside the {} move that away, for only one of them counts",
            outcome.name
        ));
    }
}
