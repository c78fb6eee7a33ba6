//! `wharf config set`: one setting changed in the file, if the result is good.
//!
//! Invariant: the new text is judged before it is written, so a refused value leaves the file byte for byte as it was.

use std::io::Read as _;

use anyhow::Context as _;
use toml_edit::{DocumentMut, Item, Value};

use super::super::by_hand::RubyFile;
use super::super::document::{self, SettingsFile};
use super::super::source::settings_of;
use super::super::understand::{View, come_to};
use super::super::{DONE, Global, advise, check, layout, reconfigure, tell};
use super::known;
use crate::derive::secrets::Made;
use crate::problem::Problem;
use crate::secret::SECRET;
use crate::settings::reference::toml_value;
use crate::settings::{self, Parsed, Setting, mask, ruby_line, ruby_value};

/// No value on standard input is as long.
const LARGEST_VALUE: u64 = 1 << 20;

/// Sets the setting `key`, or removes it where there is no `value`. `next` is told after a change, unless it is empty.
pub(super) fn run(global: &Global, key: &str, value: Option<&str>, next: &str) -> anyhow::Result<u8> {
    let setting = match known(global, key) {
        Ok(setting) => setting,
        Err(code) => return Ok(code),
    };
    if !setting.has_value() {
        let hint = format!("`wharf config explain {}` lists them", setting.path);
        return Err(advise(format!("`{}` is a section: name a setting in it", setting.path), hint));
    }
    if setting.is_in_a_list() {
        let message = format!("`{}` stands in every item of a list", setting.path);
        return Err(advise(message, "set the list as a whole, or edit the file"));
    }
    let file = SettingsFile::find(global)?;
    let given_text = value.map(|value| text_of(&setting, value)).transpose()?;
    if let Some(ruby) = file.ruby(global)? {
        return in_ruby(global, &ruby, &setting, given_text.as_deref());
    }
    let _held = file.lock()?;
    let (bytes, mut document) = file.read()?;
    let before = String::from_utf8_lossy(&bytes).into_owned();
    let place = place(&document, &setting);
    let steps: Vec<&str> = place.split('.').collect();
    let old = document::at(&document, &steps).map(|item| shown(item, &setting, &before, &steps));
    let after = match given_text {
        Some(text) => {
            let value = given(&setting, &text);
            document::put(&mut document, &steps, value).map_err(|reason| {
                advise(format!("could not set `{}`: {reason}", setting.path), "edit the file instead")
            })?;
            layout::kept(&before, &document.to_string())
        }
        None if old.is_none() => before.clone(),
        None => document::without(&before, &steps).ok_or_else(|| {
            let message = format!("`{}` does not stand on lines of its own", setting.path);
            advise(message, "edit the file instead")
        })?,
    };
    let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if after == before {
        if !global.quiet {
            tell(format_args!("{name} says so already; nothing was changed"));
        }
        return Ok(DONE);
    }
    let parsed = settings_of(&global.root()?, after.clone().into_bytes(), &file.path)?;
    let walk = come_to(global, file.path.clone(), parsed, &Made::default(), View::Inside)?;
    file.replace(&bytes, &after)?;
    let mut warnings = walk.warnings();
    warnings.extend(check::refused_later(&walk));
    let about = |key: &str| key == setting.path || key.starts_with(&format!("{}.", setting.path));
    let overrides = |warning: &Problem| {
        warning.code == "W017" && warning.message.contains(&format!("`{}`", setting.path))
    };
    warnings.retain(|warning| about(&warning.key) || overrides(warning));
    reconfigure::warn(global, &walk, &warnings);
    if !global.quiet {
        let now = document::at(&after.parse().unwrap_or_default(), &steps)
            .map(|item| shown(item, &setting, &after, &steps));
        let line = walk.parsed.places.exactly(&setting.path).map(|(_, line)| format!(":{line}"));
        let told = |text: Option<String>| text.unwrap_or_else(|| "(not set)".to_owned());
        let is_secret = setting.is_secret || [&old, &now].into_iter().flatten().any(|text| text == SECRET);
        let change = if is_secret && now.is_some() {
            "changed; it is a secret and not shown".to_owned()
        } else if is_secret {
            "removed".to_owned()
        } else {
            format!("{} -> {}", told(old), told(now))
        };
        tell(format_args!("{name}{}: {place}: {change}", line.unwrap_or_default()));
        if !next.is_empty() {
            tell(next);
        }
    }
    Ok(DONE)
}

/// The line to write by hand. The value is judged by itself; what it means beside the others, `wharf plan` tells.
fn in_ruby(global: &Global, file: &RubyFile, setting: &Setting, text: Option<&str>) -> anyhow::Result<u8> {
    let path = setting.path.as_str();
    let place = file.place(path);
    let same = |state: &str| {
        if !global.quiet {
            tell(format_args!("{} {state} already; nothing was changed", file.parsed.file));
        }
        Ok(DONE)
    };
    let Some(text) = text else {
        let Some(place) = place else { return same("says so") };
        let advice = format!("remove what {place} sets, then run `wharf plan`");
        return Ok(file.by_hand(global, "", &advice));
    };
    let mut document = DocumentMut::new();
    let steps: Vec<&str> = path.split('.').collect();
    document::put(&mut document, &steps, given(setting, text))
        .map_err(|reason| advise(format!("could not set `{path}`: {reason}"), "edit the file instead"))?;
    let document = document.to_string();
    let judged = settings::parse(&document, &file.parsed.file).map_err(|mut problems| {
        problems.lines.clear();
        problems.list.iter_mut().for_each(|problem| problem.line = 0);
        problems
    })?;
    let value_in = |parsed: &Parsed| {
        let all = serde_json::to_value(&parsed.settings).unwrap_or_default();
        all.pointer(&format!("/{}", steps.join("/"))).cloned().unwrap_or_default()
    };
    if place.is_some() && value_in(&judged) == value_in(&file.parsed) {
        return same("says so");
    }
    let all: serde_json::Value = toml::from_str(&document)?;
    let value = all.pointer(&format!("/{}", steps.join("/"))).cloned().unwrap_or_default();
    let masked = mask(path, &value, &|_| SECRET.to_owned());
    let mut advice = match place {
        Some(place) => format!("write the line above in place of {place}, then run `wharf plan`"),
        None => "add the line above to it, then run `wharf plan`".to_owned(),
    };
    if masked != value {
        advice = format!("{advice}; the secret goes where it says `{SECRET}`");
    }
    Ok(file.by_hand(global, &ruby_line(path, &ruby_value(&masked)), &advice))
}

/// What of the item at `steps` of `text` may be shown: as it is written where there is no secret in it.
fn shown(item: &Item, setting: &Setting, text: &str, steps: &[&str]) -> String {
    let all: serde_json::Value = toml::from_str(text).unwrap_or_default();
    let Some(value) = steps.iter().try_fold(&all, |here, step| here.get(step)) else {
        return SECRET.to_owned();
    };
    match mask(&setting.path, value, &|_| SECRET.to_owned()) {
        masked if masked == *value => bare(item),
        serde_json::Value::String(masked) if masked == SECRET => masked,
        masked => toml_value(&masked),
    }
}

/// What stands there, without the comment behind it.
fn bare(item: &Item) -> String {
    let mut item = item.clone();
    if let Item::Value(value) = &mut item {
        value.decor_mut().clear();
    }
    item.to_string().trim().to_owned()
}

/// The value on the command line, or on standard input for `-`, where no other process sees it.
fn text_of(setting: &Setting, value: &str) -> anyhow::Result<String> {
    if value != "-" {
        return Ok(value.to_owned());
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().take(LARGEST_VALUE + 1).read_to_end(&mut bytes);
    read.context("could not read the value from standard input")?;
    if bytes.len() as u64 > LARGEST_VALUE {
        return Err(advise(
            "standard input is larger than 1 MiB",
            "nothing was changed; give the value alone",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        advise("standard input is not valid UTF-8", "nothing was changed; give the value as text")
    })?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    if setting.is_secret && text.trim().is_empty() {
        let message = format!("standard input is empty, and `{}` is a secret", setting.path);
        return Err(advise(message, "nothing was changed; to remove a setting use `--unset`"));
    }
    Ok(text.to_owned())
}

/// The dotted path to write to: under an old name where the file has that section and not the new one.
fn place(document: &DocumentMut, setting: &Setting) -> String {
    let has = |path: &str| {
        let steps: Vec<&str> = path.split('.').collect();
        let (_, section) = steps.split_last().unwrap_or((&"", &[]));
        document::at(document, &steps).is_some()
            || (!section.is_empty() && document::at(document, section).is_some())
    };
    let old = setting.old_names.iter().find(|old| has(old));
    match old {
        Some(old) if !has(&setting.path) => old.clone(),
        _ => setting.path.clone(),
    }
}

/// `text` as a value: TOML where that fits the setting, else the text itself.
fn given(setting: &Setting, text: &str) -> Value {
    let is_text = setting.types.is_empty() || setting.types.contains(&"string");
    let toml: Option<Value> = text.trim().parse().ok();
    match toml {
        Some(value) if fits(setting, &value) => value,
        Some(value) if !is_text => value,
        _ => Value::from(text),
    }
}

/// Whether the setting takes a value of this type. A secret takes a table that says where it is.
fn fits(setting: &Setting, value: &Value) -> bool {
    let wants = |word: &str| setting.types.contains(&word);
    match value {
        Value::String(_) => wants("string"),
        Value::Integer(_) => wants("integer") || wants("number"),
        Value::Float(_) => wants("number"),
        Value::Boolean(_) => wants("boolean"),
        Value::Array(_) => wants("array"),
        Value::InlineTable(_) => wants("object") || setting.is_secret,
        Value::Datetime(_) => false,
    }
}
