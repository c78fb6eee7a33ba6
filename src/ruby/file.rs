//! What comes from outside: files, variables of the environment, other settings files.

use std::path::{Component, Path, PathBuf};

use super::block::Block;
use super::budget::{Fail, Stop};
use super::evaluate::Evaluator;
use super::value::{Item, Thing};
use super::{Fault, Origin, Span, Text, data, show, text};
use crate::problem::Problem;
use crate::secret::placeholder;

/// Settings files that include each other deeper are lost in a circle.
const DEEPEST: usize = 16;

impl Evaluator<'_> {
    /// A method of a class or a module.
    pub(super) fn class_method(
        &mut self,
        class: &'static str,
        name: &str,
        arguments: &[Item],
        block: Option<&Block<'_, '_>>,
    ) -> Result<Thing, Fail> {
        match class {
            "ENV" => self.environment(name, arguments, block),
            "File" | "IO" => self.file(class, name, arguments),
            "JSON" | "YAML" | "Psych" | "Base64" => data::call(self, class, name, arguments),
            "Hash" | "Array" | "String" if name == "new" && arguments.is_empty() && block.is_none() => {
                Ok(match class {
                    "Hash" => Thing::hash(super::value::Hash::default()),
                    "Array" => Thing::list(Vec::new()),
                    _ => Thing::text(""),
                })
            }
            "String" if name == "new" && arguments.len() == 1 => {
                let first = arguments.first().ok_or(Fail::Missing)?;
                Ok(Thing::text(show::text(&first.thing, &mut self.budget)?))
            }
            "Array" if name == "new" => match arguments {
                [Item { thing: Thing::Integer(count), .. }, item] if *count >= 0 && block.is_none() => {
                    let count = usize::try_from(*count).unwrap_or(usize::MAX);
                    self.budget.items(count)?;
                    Ok(Thing::list(std::iter::repeat_n(item.clone(), count).collect()))
                }
                _ => Err(Fail::Refused("`Array.new` with these arguments".to_owned())),
            },
            _ => Err(Fail::Refused(format!("`{class}.{name}`"))),
        }
    }

    fn environment(
        &mut self,
        method: &str,
        arguments: &[Item],
        block: Option<&Block<'_, '_>>,
    ) -> Result<Thing, Fail> {
        let name = match arguments.first().map(|item| &item.thing) {
            Some(Thing::Text(name)) => name.get().clone(),
            Some(other) => return Err(text::no_conversion(other)),
            None => return Err(Fail::Refused(format!("`ENV.{method}`"))),
        };
        let value = self.outside.variable(&name);
        self.budget.bytes(value.as_ref().map_or(0, String::len))?;
        match (method, value) {
            ("[]", value) => Ok(value.map_or(Thing::Nil, Thing::text)),
            ("fetch", Some(value)) => Ok(Thing::text(value)),
            ("fetch", None) => match (block, arguments.get(1), arguments.first()) {
                (Some(_), _, Some(name)) => Ok(self.give(block, vec![name.clone()])?.thing),
                (_, Some(default), _) => Ok(default.thing.clone()),
                _ => {
                    let hint = format!("set the variable, or give a default: `ENV.fetch('{name}', '…')`");
                    let here = self.here.clone();
                    self.fault(here, "E015", format!("Ruby stops here: key not found: \"{name}\""), hint);
                    Err(Fail::Unknown)
                }
            },
            ("key?" | "has_key?" | "include?" | "member?", value) => Ok(Thing::Boolean(value.is_some())),
            _ => Err(Fail::Refused(format!("`ENV.{method}`"))),
        }
    }

    fn file(&mut self, class: &str, name: &str, arguments: &[Item]) -> Result<Thing, Fail> {
        Ok(match name {
            "read" => {
                let path = path_of(arguments, 0)?;
                if arguments.iter().skip(1).any(|item| !matches!(item.thing, Thing::Hash(_))) {
                    return Err(Fail::Refused("`read` of a part of a file".to_owned()));
                }
                return self.read(&path);
            }
            "readlines" if arguments.len() == 1 => {
                let path = path_of(arguments, 0)?;
                let thing = self.read(&path)?;
                let text = self.item(thing);
                return self.method(&text, "lines", &[], None);
            }
            "exist?" | "exists?" | "file?" | "readable?" => {
                let path = path_of(arguments, 0)?;
                Thing::Boolean(self.outside.exists(&path))
            }
            "join" => {
                let mut parts = Vec::new();
                for argument in arguments {
                    match &argument.thing {
                        Thing::Text(part) => parts.push(part.get().clone()),
                        other => return Err(text::no_conversion(other)),
                    }
                }
                Thing::text(joined(&parts))
            }
            "basename" | "dirname" | "extname" => {
                let Some(Thing::Text(path)) = arguments.first().map(|item| &item.thing) else {
                    return Err(Fail::Missing);
                };
                let path = path.get().clone();
                let ending = match arguments.get(1).map(|item| &item.thing) {
                    None => None,
                    Some(Thing::Text(ending)) => Some(ending.get().clone()),
                    Some(other) => return Err(text::no_conversion(other)),
                };
                match (name, ending) {
                    ("basename", ending) => Thing::text(basename(&path, ending.as_deref())),
                    ("dirname", None) => Thing::text(dirname(&path)),
                    ("extname", None) => Thing::text(extname(&path)),
                    _ => return Err(Fail::Refused(format!("`File.{name}` with these arguments"))),
                }
            }
            "expand_path" | "absolute_path" => {
                let mut path = match arguments.first().map(|item| &item.thing) {
                    Some(Thing::Text(path)) => path.get().clone(),
                    _ => return Err(Fail::Missing),
                };
                if arguments.len() > 1 && !path.starts_with(['/', '~']) {
                    path = format!("{}/{path}", path_of(arguments, 1)?);
                }
                if !path.starts_with('/') {
                    return Err(Fail::Refused("a path that does not start with `/`".to_owned()));
                }
                Thing::text(expanded(&path))
            }
            _ => return Err(Fail::Refused(format!("`{class}.{name}`"))),
        })
    }

    /// The text of a file.
    pub(super) fn read(&mut self, path: &str) -> Result<Thing, Fail> {
        let unread = match self.outside.read(path) {
            Ok(text) => {
                self.budget.bytes(text.len())?;
                return Ok(Thing::text(text));
            }
            Err(unread) => unread,
        };
        let message = format!("{path} {}", unread.message);
        let hint = if unread.hint.is_empty() { self.literally() } else { unread.hint };
        let fault = Fault { span: self.here.clone(), problem: Problem::coded("E032", "", message, hint) };
        if !unread.is_forbidden {
            if !self.evaluated.faults.contains(&fault) {
                self.evaluated.faults.push(fault);
            }
            return Err(Fail::Unknown);
        }
        if !self.evaluated.unread.contains(&fault) {
            self.evaluated.unread.push(fault);
        }
        let stands = placeholder(path);
        if !self.placeholders.contains(&stands) {
            self.placeholders.push(stands.clone());
        }
        Ok(Thing::text(stands))
    }

    /// Where a value of a class method came from.
    pub(super) fn source_of(class: &Thing, name: &str, arguments: &[Item], answer: &Thing) -> Origin {
        let first = match arguments.first().map(|item| &item.thing) {
            Some(Thing::Text(first)) => first.get().clone(),
            _ => return Origin::Computed,
        };
        match (class, name) {
            (Thing::Class("File" | "IO"), "read") => Origin::File(first),
            (Thing::Class("ENV"), "[]") => Origin::Variable(first),
            (Thing::Class("ENV"), "fetch") if arguments.len() == 1 && !answer.is_unknown() => {
                Origin::Variable(first)
            }
            _ => Origin::Computed,
        }
    }

    /// The path of the text at hand, as `__FILE__` gives it: inside the root.
    pub(super) fn own_path(&self) -> String {
        const FOLDER: &str = "/etc/gitlab/";
        let name = self.evaluated.texts.get(self.at).map_or("", |text| text.name.as_str());
        name.rfind(FOLDER).and_then(|at| name.get(at..)).unwrap_or(name).to_owned()
    }

    /// `from_file 'path'`.
    pub(super) fn other_file(&mut self, arguments: &[Item], span: &Span) -> Result<Item, Stop> {
        let unknown = Item::computed(Thing::Unknown, span);
        if arguments.iter().any(|item| item.thing.is_unknown()) {
            self.is_doubtful = true;
            return Ok(unknown);
        }
        let path = match path_of(arguments, 0) {
            Ok(path) => path,
            Err(Fail::Refused(what)) => {
                self.fault(
                    span.clone(),
                    "E014",
                    format!("{what} is not evaluated"),
                    "name the file from the root: `from_file '/…'`",
                );
                return Ok(unknown);
            }
            Err(fail) => return self.failed(fail, "from_file", span.clone()),
        };
        let path = expanded(&path);
        if [".yml", ".yaml", ".json", ".toml"].iter().any(|ending| path.ends_with(ending)) {
            let hint = "write its settings in Ruby, or as `JSON.parse(File.read('…'))` below a setting";
            self.fault(span.clone(), "E014", "`from_file` of data is not evaluated", hint);
            return Ok(unknown);
        }
        if self.chain.contains(&path) || self.chain.len() > DEEPEST || self.own_path() == path {
            let chain = self.chain.iter().chain([&path]).map(String::as_str).collect::<Vec<_>>();
            let message = format!("these files include each other: {}", chain.join(" → "));
            self.fault(span.clone(), "E015", message, "remove this `from_file`");
            return Ok(unknown);
        }
        let known = self.evaluated.texts.iter().skip(1).position(|text| text.name == path).map(|at| at + 1);
        let index = if let Some(index) = known {
            index
        } else {
            let read = match self.read(&path) {
                Ok(Thing::Text(text)) if !self.placeholders.contains(&text.get()) => text.get().clone(),
                Ok(_) | Err(Fail::Unknown) => {
                    self.is_doubtful = true;
                    return Ok(unknown);
                }
                Err(fail) => return self.failed(fail, "from_file", span.clone()),
            };
            let start =
                self.evaluated.texts.iter().map(|text| text.start + text.text.len() + 1).max().unwrap_or(0);
            self.evaluated.texts.push(Text { name: path.clone(), text: read, start });
            self.evaluated.texts.len() - 1
        };
        let size = self.evaluated.texts.get(index).map_or(0, |text| text.text.len());
        if let Err(fail) = self.budget.bytes(size) {
            return self.failed(fail, "from_file", span.clone());
        }
        self.chain.push(path);
        let statement = self.statement.take();
        let answer = self.text(index);
        self.statement = statement;
        self.chain.pop();
        answer.map(|()| Item::computed(Thing::Nil, span))
    }
}

/// The path that the argument `index` names, which must be one from the root.
fn path_of(arguments: &[Item], index: usize) -> Result<String, Fail> {
    match arguments.get(index).map(|item| &item.thing) {
        Some(Thing::Text(path)) => {
            let path = path.get().clone();
            if path.starts_with('/') && !path.contains('\0') {
                return Ok(path);
            }
            if path.starts_with('|') {
                return Err(Fail::Refused("a command".to_owned()));
            }
            Err(Fail::Refused("a path that does not start with `/`".to_owned()))
        }
        Some(other) => Err(text::no_conversion(other)),
        None => Err(Fail::Raised("wrong number of arguments".to_owned())),
    }
}

/// `File.join`: one slash between two parts.
fn joined(parts: &[String]) -> String {
    let mut made = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index == 0 {
            made.push_str(part);
            continue;
        }
        match (made.ends_with('/'), part.starts_with('/')) {
            (true, true) => made.truncate(made.trim_end_matches('/').len()),
            (false, false) => made.push('/'),
            _ => {}
        }
        made.push_str(part);
    }
    made
}

fn basename(path: &str, ending: Option<&str>) -> String {
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return if path.is_empty() { String::new() } else { "/".to_owned() };
    }
    let name = trimmed.rsplit('/').next().unwrap_or(trimmed);
    let short = match ending {
        Some(".*") => name.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty()),
        Some(ending) => name.strip_suffix(ending).filter(|stem| !stem.is_empty()),
        None => None,
    };
    short.unwrap_or(name).to_owned()
}

fn dirname(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    match trimmed.rsplit_once('/') {
        _ if trimmed.is_empty() => {
            if path.is_empty() {
                ".".to_owned()
            } else {
                "/".to_owned()
            }
        }
        None => ".".to_owned(),
        Some((above, _)) => {
            let above = above.trim_end_matches('/');
            if above.is_empty() { "/".to_owned() } else { above.to_owned() }
        }
    }
}

fn extname(path: &str) -> String {
    let name = basename(path, None);
    let found = name
        .rsplit_once('.')
        .filter(|(stem, ending)| !stem.trim_matches('.').is_empty() && !ending.is_empty());
    found.map_or_else(String::new, |(_, ending)| format!(".{ending}"))
}

/// A path from the root without `.` and `..`.
fn expanded(path: &str) -> String {
    let mut made = PathBuf::from("/");
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => drop(made.pop()),
            Component::Normal(name) => made.push(name),
            _ => {}
        }
    }
    made.to_string_lossy().into_owned()
}
