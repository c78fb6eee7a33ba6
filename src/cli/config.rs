//! `wharf config`: what every setting is here, where that came from, and how to change it.
//!
//! Invariant: a secret is shown as its fingerprint; only `get --show-secrets` prints one.

mod set;

use serde_json::{Map, Value, json};

use super::understand::{Understood, View, understand};
use super::{
    DONE, Global, USAGE, advise, explain as tell_error, print, print_line, reconfigure, report, tell,
};
use crate::derive::secrets::Made;
use crate::explain::{self, Effective, Origin, effective};
use crate::problem;
use crate::settings::reference::toml_value;
use crate::settings::{Setting, described, find_described, nearest_key};

/// The name and version of what `show --json` prints.
const SCHEMA: &str = "wharf.config/1";

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Every setting that is more than its default, its value, and where that came from
    Show {
        /// Those that are their defaults, too
        #[arg(long)]
        all: bool,
    },
    /// The value of one setting, or of every setting in a section
    Get {
        /// The setting, such as `registry.log_level`
        key: String,
        /// Print a secret itself, not its fingerprint
        #[arg(long)]
        show_secrets: bool,
    },
    /// What a setting means, may be, is here, and which files and services it touches
    Explain {
        /// The setting or section, such as `registry.storage`, or the code of a problem
        key: String,
    },
    /// Change one setting in the settings file, after the result has been judged
    Set {
        /// The setting, such as `registry.log_level`
        #[arg(index = 1)]
        key: String,
        /// TOML, or bare text where text is wanted; `-` reads it from standard input
        #[arg(index = 2, required_unless_present = "unset", allow_hyphen_values = true)]
        value: Option<String>,
        /// Remove the setting, so that its default holds
        #[arg(long, conflicts_with = "value")]
        unset: bool,
    },
}

pub(crate) fn run(global: &Global, command: &Command) -> anyhow::Result<u8> {
    match command {
        Command::Show { all } => show(global, *all),
        Command::Get { key, show_secrets } => get(global, key, *show_secrets),
        Command::Explain { key } => Ok(explain_key(global, key)),
        Command::Set { key, value, unset: _ } => {
            set::run(global, key, value.as_deref(), "run `wharf plan` next")
        }
    }
}

/// Sets `key` for a command that goes on from there.
pub(crate) fn set_to(global: &Global, key: &str, value: &str) -> anyhow::Result<u8> {
    set::run(global, key, Some(value), "")
}

/// What the settings come to, and the value of each.
fn all(global: &Global) -> anyhow::Result<(Understood, Vec<Effective>)> {
    let walk = understand(global, &Made::default(), View::Inside)?;
    let secrets = walk.kept.filled(&Made::default());
    let all = effective(&walk.parsed, &walk.derived, &secrets, walk.hides_secrets);
    reconfigure::warn(global, &walk, &notes(&walk));
    Ok((walk, all))
}

/// What has a part in the values: what this user may not look at, and what counts beside the settings file.
fn notes(walk: &Understood) -> Vec<problem::Problem> {
    let beside = walk.parsed.warnings.iter().filter(|warning| ["N016", "W017"].contains(&warning.code));
    beside.chain(walk.unreadable()).cloned().collect()
}

fn show(global: &Global, every: bool) -> anyhow::Result<u8> {
    let (walk, all) = all(global).inspect_err(|error| {
        if global.json {
            report::print_problems(SCHEMA, error);
        }
    })?;
    let shown: Vec<&Effective> = all.iter().filter(|one| every || one.origin.is_said()).collect();
    let file = &walk.parsed.file;
    if global.json {
        let rows: Vec<Value> = shown
            .iter()
            .map(|one| {
                json!({ "key": one.setting.path, "value": one.value, "origin": one.origin.words(file) })
            })
            .collect();
        let warnings = report::list(&notes(&walk), file);
        print_line(json!({ "schema": SCHEMA, "settings": rows, "warnings": warnings }));
        return Ok(DONE);
    }
    let values: Vec<String> = shown.iter().map(|one| short(one)).collect();
    let widest = |words: &mut dyn Iterator<Item = usize>| words.max().unwrap_or_default();
    let key_width = widest(&mut shown.iter().map(|one| one.setting.path.len()));
    let width = widest(&mut values.iter().map(|value| value.chars().count())).min(44);
    for (one, value) in shown.iter().zip(&values) {
        let origin = one.origin.words(file);
        print_line(format_args!("{:key_width$}  {value:width$}  {origin}", one.setting.path));
    }
    Ok(DONE)
}

/// A value on one line, cut where it is long.
fn short(one: &Effective) -> String {
    const LONG: usize = 72;
    let text = match &one.value {
        Some(Value::String(text)) if one.setting.is_secret => text.clone(),
        value => explain::shown(value.as_ref()),
    };
    if text.chars().count() > LONG {
        format!("{}…", text.chars().take(LONG - 1).collect::<String>())
    } else {
        text
    }
}

/// The values as a tree, for `gitlab-ctl show-config`.
pub(crate) fn tree(global: &Global) -> anyhow::Result<u8> {
    let (_, all) = all(global)?;
    let mut root = Map::new();
    for one in &all {
        let Some(value) = &one.value else { continue };
        let mut here = &mut root;
        let mut steps = one.setting.path.split('.').peekable();
        while let Some(step) = steps.next() {
            if steps.peek().is_none() {
                here.insert(step.to_owned(), value.clone());
            } else if let Value::Object(next) = here.entry(step).or_insert_with(|| Value::Object(Map::new()))
            {
                here = next;
            } else {
                break;
            }
        }
    }
    print_line(serde_json::to_string_pretty(&root)?);
    Ok(DONE)
}

/// The setting `key`, or the word that there is none; the command line is then wrong.
fn known(global: &Global, key: &str) -> Result<Setting, u8> {
    find_described(key).ok_or_else(|| {
        let shown: String = key.chars().take(120).flat_map(char::escape_debug).collect();
        let shown = shown.replace("\\'", "'").replace("\\\"", "\"");
        // `registry['log_level']`, of which a shell may have taken the quotes.
        let dotted = key.replace(['\'', '"', ']'], "").replace('[', ".");
        let dotted = find_described(&dotted).map(|setting| setting.path);
        let hint = match dotted.or_else(|| nearest_key(key)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`wharf docs settings` lists them all".to_owned(),
        };
        tell_error(global, &advise(format!("there is no setting `{shown}`"), hint));
        USAGE
    })
}

fn get(global: &Global, key: &str, shows_secrets: bool) -> anyhow::Result<u8> {
    let setting = match known(global, key) {
        Ok(setting) => setting,
        Err(code) => return Ok(code),
    };
    let (_, all) = all(global)?;
    let value_of = |one: &Effective| {
        let value = if shows_secrets { one.expose() } else { one.value.as_ref() };
        value.cloned().unwrap_or(Value::Null)
    };
    let path = &setting.path;
    if setting.is_section && !all.iter().any(|one| one.setting.path == *path) {
        let below =
            all.iter().filter_map(|one| Some((one.setting.path.strip_prefix(path)?.strip_prefix('.')?, one)));
        let values: Map<String, Value> = below.map(|(key, one)| (key.to_owned(), value_of(one))).collect();
        if global.json {
            print_line(Value::Object(values));
        } else {
            for (key, value) in values.iter().filter(|(_, value)| !value.is_null()) {
                print_line(format_args!("{key} = {}", toml_value(value)));
            }
        }
        return Ok(DONE);
    }
    // The setting itself, or a table around a key that is free, such as a variable of the environment.
    let found = all.iter().find_map(|one| {
        let rest = path.strip_prefix(&one.setting.path)?;
        let value = value_of(one);
        rest.split('.').filter(|step| !step.is_empty()).try_fold(&value, |here, step| here.get(step)).cloned()
    });
    match found {
        value if global.json => print_line(value.unwrap_or(Value::Null)),
        None | Some(Value::Null) => {
            let origin = all.iter().find(|one| one.setting.path == *path).map(|one| &one.origin);
            tell(match origin {
                Some(Origin::NotReadable) => format!("`{path}` is not readable here"),
                Some(Origin::ToBeMade) => format!("`{path}` is still to be made"),
                _ => format!("`{path}` is not set, and has no default"),
            });
        }
        Some(Value::String(text)) => print_line(text),
        Some(value) => print_line(toml_value(&value)),
    }
    Ok(DONE)
}

fn explain_key(global: &Global, key: &str) -> u8 {
    if let Some(kind) = problem::kind(key) {
        if global.json {
            print_line(json!({
                "schema": "wharf.problem/1", "code": kind.code, "title": kind.title, "meaning": kind.explanation,
            }));
        } else {
            print(&explain::kind(kind));
        }
        return DONE;
    }
    let setting = match known(global, key) {
        Ok(setting) => setting,
        Err(code) => return code,
    };
    // A settings file with faults, or none, takes nothing from the meaning of a setting.
    let here = all(global).ok();
    let now = here.as_ref().and_then(|(walk, all)| {
        let one = all.iter().find(|one| one.setting.path == setting.path)?;
        Some((short(one), one.origin.words(&walk.parsed.file)))
    });
    if global.json {
        let touched = setting.example.as_ref().map(|example| explain::touched(&setting.path, example));
        let touched = touched.filter(|_| !setting.is_in_a_list() && !setting.is_section).unwrap_or_default();
        let services: Map<String, Value> =
            touched.services.iter().map(|(name, act)| (name.clone(), act.word().into())).collect();
        print_line(json!({
            "schema": "wharf.setting/1", "key": setting.path, "meaning": setting.doc, "type": setting.kind,
            "is_section": setting.is_section, "is_secret": setting.is_secret,
            "default": setting.default, "example": setting.example,
            "gitlab_rb": explain::gitlab_rb(&setting), "old_names": setting.old_names,
            "value": here.as_ref().and_then(|(_, all)| {
                all.iter().find(|one| one.setting.path == setting.path)?.value.clone()
            }),
            "origin": now.map(|(_, origin)| origin),
            "files": touched.files, "folders": touched.folders, "accounts": touched.accounts,
            "services": services,
        }));
        return DONE;
    }
    print(&explain::page(&setting, now));
    if setting.is_section {
        let start = format!("{}.", setting.path);
        let below: Vec<Setting> = described()
            .into_iter()
            .filter(|one| one.path.strip_prefix(&start).is_some_and(|rest| !rest.contains('.')))
            .collect();
        let width = below.iter().map(|one| one.path.len()).max().unwrap_or_default();
        for one in &below {
            let meaning = one.doc.lines().next().unwrap_or_default();
            print_line(format_args!("  {:width$}  {meaning}", one.path));
        }
    }
    DONE
}
