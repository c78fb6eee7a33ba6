//! The settings file as a document: edited in place, so that comments, order and layout stay.
//!
//! Invariant: the file is replaced whole, with the same owner and mode, or it stays byte for byte as it was.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use toml_edit::{Document, DocumentMut, InlineTable, Item, Key, Table, Value};

use super::by_hand::RubyFile;
use super::source::{self, Place};
use super::{Global, advise, layout};
use crate::settings::Language;
use crate::sys::{fs, lock};

/// How long a command waits for another that changes the same file.
const PATIENCE: Duration = Duration::from_secs(30);

/// A settings file that commands change in place.
pub(crate) struct SettingsFile {
    pub(crate) path: PathBuf,
    /// As it was named: a link where that is one.
    given: PathBuf,
}

impl SettingsFile {
    /// The settings file that counts.
    pub(crate) fn find(global: &Global) -> anyhow::Result<Self> {
        let root = global.root()?;
        let given = match source::place(global, &root)? {
            Place::File(path) => path,
            // None is there: reading it says what to do.
            Place::Variable => root.join(source::TOML),
        };
        // A settings file that is a link stays one: what it points at is replaced.
        let path = given.canonicalize().unwrap_or_else(|_| given.clone());
        Ok(Self { path, given })
    }

    /// What it says, where it is Ruby: no command edits that.
    pub(crate) fn ruby(&self, global: &Global) -> anyhow::Result<Option<RubyFile>> {
        let bytes = fs::read_at_most(&self.given, fs::LARGEST_TEXT).unwrap_or_default();
        let is_ruby = source::language(&self.given, &String::from_utf8_lossy(&bytes)) == Language::Ruby;
        is_ruby.then(|| RubyFile::read(global, &self.given)).transpose()
    }

    /// Its bytes, and what they say.
    pub(crate) fn read(&self) -> anyhow::Result<(Vec<u8>, DocumentMut)> {
        let bytes = fs::read_optional_at_most(&self.path, fs::LARGEST_TEXT)
            .with_context(|| format!("could not read {}", self.path.display()))?
            .ok_or_else(|| {
                let message = format!("there is no settings file {}", self.path.display());
                advise(
                    message,
                    "write one with `registry_external_url` first, or name another with `--config`",
                )
            })?;
        let text =
            std::str::from_utf8(&bytes).with_context(|| format!("could not read {}", self.path.display()))?;
        let document = text.parse().map_err(|error: toml_edit::TomlError| {
            let message = format!("could not read {}: {}", self.path.display(), error.message());
            advise(message, "run `wharf plan`: it shows the place")
        })?;
        Ok((bytes, document))
    }

    /// Changes the document and replaces the file, unless someone else did in the meantime.
    pub(crate) fn edit(
        &self,
        change: impl FnOnce(&mut DocumentMut) -> anyhow::Result<()>,
    ) -> anyhow::Result<DocumentMut> {
        let _held = self.lock()?;
        let (before, mut document) = self.read()?;
        change(&mut document)?;
        self.replace(&before, &layout::kept(&String::from_utf8_lossy(&before), &document.to_string()))?;
        Ok(document)
    }

    /// Keeps other commands from changing the file until the lock is dropped: it is held from reading to replacing.
    pub(crate) fn lock(&self) -> anyhow::Result<Option<lock::Lock>> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match lock::take_folder(folder.unwrap_or(Path::new(".")), PATIENCE) {
            Ok(None) => Err(advise(
                format!("another command has been changing {} all the while", self.path.display()),
                "run the command again when that one has ended",
            )),
            Ok(held) => Ok(held),
            // A file system without locks, or no such folder: comparing before replacing is what is left.
            Err(_) => Ok(None),
        }
    }

    /// Replaces the file by `text`, unless someone else changed it since it was `before`.
    pub(crate) fn replace(&self, before: &[u8], text: &str) -> anyhow::Result<()> {
        let access = fs::access(&self.path).unwrap_or_else(|| fs::Access::mode(0o600));
        let failed = || format!("could not write {}; it is as it was", self.path.display());
        if fs::read_at_most(&self.path, fs::LARGEST_TEXT).with_context(failed)? != before {
            return Err(advise(
                format!("{} has just been changed", self.path.display()),
                "run the command again",
            ));
        }
        fs::replace(&self.path, text.as_bytes(), access).with_context(failed)
    }
}

/// Puts `value` at the dotted path `steps`: over the old value, else into the section that is there, else into a new one.
pub(crate) fn put(document: &mut DocumentMut, steps: &[&str], value: Value) -> Result<(), &'static str> {
    let is_empty = document.as_table().is_empty();
    put_into(document.as_item_mut(), steps, value, is_empty)
}

fn put_into(here: &mut Item, steps: &[&str], mut value: Value, is_empty: bool) -> Result<(), &'static str> {
    const NO_SECTION: &str = "something that is no section stands in its way";
    let has_headers = here.as_table().is_some_and(|table| !table.is_dotted());
    let is_inline = here.is_inline_table();
    // `[a.b]` alone makes an `a` without a header of its own; with a key in it, it has one.
    if let Some(table) = here.as_table_mut().filter(|table| steps.len() == 1 && table.is_implicit()) {
        table.set_implicit(false);
        table.decor_mut().set_prefix("\n");
    }
    let mut blank = None;
    if let ([name, ..], Item::Value(Value::InlineTable(table))) = (steps, &mut *here)
        && !table.contains_key(name)
    {
        // The blank before the closing brace stays there.
        let last = table.iter_mut().last().map(|(_, last)| last.decor_mut());
        blank = last.and_then(|decor| decor.suffix().cloned().inspect(|_| decor.set_suffix("")));
    }
    let section = here.as_table_like_mut().ok_or(NO_SECTION)?;
    match steps {
        [] => Err(NO_SECTION),
        [name] => match section.get_mut(name) {
            None | Some(Item::None) => {
                if let Some(blank) = blank {
                    value.decor_mut().set_suffix(blank);
                }
                section.insert(name, Item::Value(value));
                Ok(())
            }
            Some(Item::Value(old)) => {
                *value.decor_mut() = old.decor().clone();
                *old = value;
                Ok(())
            }
            Some(_) => Err("it stands as a section of its own, whose keys can be set one by one"),
        },
        [name, rest @ ..] => match section.get_mut(name) {
            Some(next) if !next.is_none() => put_into(next, rest, value, is_empty),
            _ => {
                let made = if has_headers {
                    Item::Table(headed(rest, value, is_empty))
                } else if is_inline {
                    let mut table = inline(rest, value);
                    if let Some(blank) = blank {
                        table.decor_mut().set_suffix(blank);
                    }
                    Item::Value(Value::InlineTable(table))
                } else {
                    Item::Table(dotted(rest, value))
                };
                section.insert(name, made);
                Ok(())
            }
        },
    }
}

/// `[… .rest]` with the value in it; a line without keys of its own has no header.
fn headed(rest: &[&str], value: Value, is_first: bool) -> Table {
    let mut table = Table::new();
    match rest {
        [name, more @ ..] if !more.is_empty() => {
            table.set_implicit(true);
            table.insert(name, Item::Table(headed(more, value, is_first)));
        }
        _ => {
            if !is_first {
                table.decor_mut().set_prefix("\n");
            }
            for name in rest {
                table.insert(name, Item::Value(value.clone()));
            }
        }
    }
    table
}

/// `rest = value` as a dotted key.
fn dotted(rest: &[&str], value: Value) -> Table {
    let mut table = Table::new();
    table.set_dotted(true);
    match rest {
        [name, more @ ..] if !more.is_empty() => {
            table.insert(name, Item::Table(dotted(more, value)));
        }
        _ => {
            for name in rest {
                table.insert(name, Item::Value(value.clone()));
            }
        }
    }
    table
}

/// `{ rest = value }`.
fn inline(rest: &[&str], value: Value) -> InlineTable {
    let mut table = InlineTable::new();
    match rest {
        [name, more @ ..] if !more.is_empty() => {
            table.insert(*name, Value::InlineTable(inline(more, value)));
        }
        _ => {
            for name in rest {
                table.insert(*name, value.clone());
            }
        }
    }
    table
}

/// What stands at the dotted path `steps`.
pub(crate) fn at<'d>(document: &'d DocumentMut, steps: &[&str]) -> Option<&'d Item> {
    steps.iter().try_fold(document.as_item(), |here, step| here.as_table_like()?.get(step))
}

/// `text` without the line of the dotted path `steps`; comments around it stay. `None`: it has no lines of its own.
pub(crate) fn without(text: &str, steps: &[&str]) -> Option<String> {
    let document: Document<&str> = Document::parse(text).ok()?;
    let (name, sections) = steps.split_last()?;
    let section = sections
        .iter()
        .try_fold(document.as_item(), |here, step| here.as_table_like()?.get(step))?
        .as_table_like()?;
    let (key, item): (&Key, &Item) = section.get_key_value(name)?;
    let (start, end) = (key.span()?.start, item.as_value()?.span()?.end);
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let stop = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at + 1);
    let behind = text.get(end..stop)?.trim();
    let before = text.get(line..start)?;
    // A dotted key has its first parts in front of it.
    let is_alone = before.chars().all(|c| c.is_alphanumeric() || "_-. \t\"'".contains(c));
    let is_last = behind.is_empty() || behind.starts_with('#');
    (is_alone && is_last)
        .then(|| format!("{}{}", text.get(..line).unwrap_or_default(), text.get(stop..).unwrap_or_default()))
}
