//! The lines of a YAML file in block style: sections found by indentation, values replaced in their place.
//!
//! Invariant: a line that needs no change is kept byte for byte, its end too. What this cannot see through (anchors,
//! flow style, values over several lines, ERB) is refused with its line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use serde_json::Value;

use super::Fault;

const ONE_A_LINE: &str = "write it with one `key: value` a line, without anchors";

/// The file, and what is to become of its lines.
pub(super) struct Lines<'t> {
    all: Vec<&'t str>,
    /// How lines end here.
    ending: &'t str,
    replaced: BTreeMap<usize, String>,
    /// What comes behind each line; new lines without their ends.
    added: BTreeMap<usize, Vec<String>>,
}

/// What ends a line to every reader of YAML 1.1, which GitLab's is; the last three are seen by few editors.
const ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// The lines, their ends with them.
fn split(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(ENDS) {
        let behind = rest.get(at..).unwrap_or_default();
        let end =
            if behind.starts_with("\r\n") { 2 } else { behind.chars().next().map_or(1, char::len_utf8) };
        let (line, more) = rest.split_at(at + end);
        lines.push(line);
        rest = more;
    }
    lines.extend(Some(rest).filter(|rest| !rest.is_empty()));
    lines
}

/// The line without its end.
fn body(line: &str) -> &str {
    let line = line.trim_start_matches('\u{feff}');
    let end = line.strip_suffix("\r\n").or_else(|| line.strip_suffix(ENDS));
    end.unwrap_or(line)
}

fn indent(line: &str) -> usize {
    let body = body(line);
    body.len() - body.trim_start_matches(' ').len()
}

/// Neither blank nor a comment.
fn says_something(line: &str) -> bool {
    let text = body(line).trim_start();
    !text.is_empty() && !text.starts_with('#')
}

/// The key of `key: …` as it is spelt, and what stands behind its colon.
fn entry(line: &str) -> Option<(&str, &str)> {
    let text = body(line).trim_start();
    let is_space = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let end = if text.starts_with(['"', '\'']) {
        quoted(text)?
    } else {
        let mut colons = text.match_indices(':').map(|(end, _)| end);
        colons.find(|end| text.get(end + 1..).is_some_and(is_space))?
    };
    let (key, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start().strip_prefix(':')?;
    is_space(rest).then_some((key.trim_end(), rest))
}

/// The key behind `? `, where one may stand alone.
fn explicit(line: &str) -> Option<&str> {
    let rest = body(line).trim_start().strip_prefix('?')?;
    let key = rest.starts_with([' ', '\t']).then(|| rest.trim())?;
    Some(key.split_once(" #").map_or(key, |(key, _)| key.trim_end()))
}

/// Whether the key says `name`, in whatever spelling: in quotes, with escapes, a tag or an anchor.
fn is_key(key: &str, name: &str) -> bool {
    let mut key = key;
    while let Some((_, rest)) = key.split_once([' ', '\t']).filter(|_| key.starts_with(['!', '&'])) {
        key = rest.trim_start();
    }
    key == name
        || key.starts_with(['"', '\'']) && serde_yaml::from_str::<String>(key).is_ok_and(|key| key == name)
}

/// Where the text in quotes that `scalar` begins with ends.
fn quoted(scalar: &str) -> Option<usize> {
    if scalar.starts_with('"') {
        let mut is_escaped = false;
        let closing = |(_, c): &(usize, char)| {
            let closes = *c == '"' && !is_escaped;
            is_escaped = *c == '\\' && !is_escaped;
            closes
        };
        return Some(scalar.char_indices().skip(1).find(closing)?.0 + 1);
    }
    let inside = scalar.get(1..)?;
    let mut from = 0;
    loop {
        let quote = from + inside.get(from..)?.find('\'')?;
        if !inside.get(quote + 1..)?.starts_with('\'') {
            return Some(quote + 2);
        }
        from = quote + 2;
    }
}

/// What stands behind a colon, in three parts: blanks, the scalar, blanks and a comment. `None`: no plain scalar.
fn parts(rest: &str) -> Option<(&str, &str, &str)> {
    let scalar = rest.trim_start();
    let blanks = rest.get(..rest.len() - scalar.len())?;
    let end = match scalar.chars().next() {
        None | Some('#') => return Some(("", "", rest)),
        Some('"' | '\'') => quoted(scalar)?,
        Some('&' | '*' | '!' | '|' | '>' | '{' | '[' | '%' | '@' | '`') => return None,
        Some(_) => {
            let comment = [" #", "\t#"].iter().filter_map(|start| scalar.find(start)).min();
            scalar.get(..comment.unwrap_or(scalar.len()))?.trim_end().len()
        }
    };
    let (scalar, behind) = scalar.split_at_checked(end)?;
    let is_end = behind.trim_start().is_empty() || behind.trim_start().starts_with('#');
    is_end.then_some((blanks, scalar, behind))
}

/// `value` as YAML that every reader takes for the same: plain where nothing else could be meant.
fn scalar(value: &Value) -> String {
    let Value::String(text) = value else {
        return if value.is_null() { String::new() } else { value.to_string() };
    };
    // No word of YAML that means something else (`yes`, `null`) has one of these in it.
    let is_telling = text.contains(['.', '/', '-']);
    let is_plain =
        text.chars().all(|c| c.is_ascii_alphanumeric() || "._/:-".contains(c)) && !text.ends_with(':');
    if text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && is_telling && is_plain {
        return text.clone();
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(quoted, "\\{c}"),
            ' '..='~' => write!(quoted, "{c}"),
            c => write!(quoted, "\\U{:08X}", u32::from(c)),
        };
    }
    quoted.push('"');
    quoted
}

/// Whether the scalar `have` says `value` to every reader already.
fn says(have: &str, value: &Value) -> bool {
    let text = match value {
        Value::Null => return have.is_empty() || have == "~" || have == "null",
        Value::Bool(_) => return have == scalar(value),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let in_quotes = have.starts_with(['"', '\'']);
    have == scalar(value) || in_quotes && serde_yaml::from_str::<String>(have).is_ok_and(|have| have == text)
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let all = split(text);
        let is_dos = all.first().is_some_and(|line| line.ends_with("\r\n"));
        let ending = if is_dos { "\r\n" } else { "\n" };
        Self { all, ending, replaced: BTreeMap::new(), added: BTreeMap::new() }
    }

    fn line(&self, at: usize) -> &'t str {
        self.all.get(at).copied().unwrap_or_default()
    }

    /// The lines below `header` that are indented further.
    fn block(&self, header: usize) -> Range<usize> {
        let own = indent(self.line(header));
        let below = self.all.iter().skip(header + 1);
        let many = below.take_while(|line| !says_something(line) || indent(line) > own).count();
        header + 1..header + 1 + many
    }

    /// The first line of `lines` that says something, and how far its block is indented.
    fn child_indent(&self, header: usize) -> Option<usize> {
        self.block(header).find(|at| says_something(self.line(*at))).map(|at| indent(self.line(at)))
    }

    fn entries(&self, lines: Range<usize>, depth: usize, name: &str) -> Result<Option<usize>, Fault> {
        let mut found = lines.filter(|at| {
            let line = self.line(*at);
            let key = || explicit(line).or_else(|| entry(line).map(|(key, _)| key));
            says_something(line) && indent(line) == depth && key().is_some_and(|key| is_key(key, name))
        });
        let Some(first) = found.next() else { return Ok(None) };
        if let Some(second) = found.next() {
            return Err(Fault::new(
                self.number(second),
                format!("`{name}` stands there a second time, after line {}", self.number(first)),
                "keep one of the two: GitLab reads the last one only",
            ));
        }
        if explicit(self.line(first)).is_some() {
            return Err(Fault::new(
                self.number(first),
                format!("`{name}` is written behind a `?`"),
                ONE_A_LINE,
            ));
        }
        Ok(Some(first))
    }

    /// The number of a line as an editor counts, from 1.
    fn number(&self, at: usize) -> usize {
        let before = self.all.iter().take(at);
        before.filter(|line| line.ends_with(['\n', '\r'])).count() + 1
    }

    /// The number of the first of the lines `headers` that has an anchor behind its key.
    pub(super) fn anchored(&self, headers: &[usize]) -> Option<usize> {
        let is_anchored =
            |at: &&usize| entry(self.line(**at)).is_some_and(|(_, rest)| rest.trim_start().starts_with('&'));
        headers.iter().find(is_anchored).map(|at| self.number(*at))
    }

    /// The line of the section `name`, which nothing holds.
    pub(super) fn top(&self, name: &str) -> Result<usize, Fault> {
        let found = self.entries(0..self.all.len(), 0, name)?.ok_or_else(|| {
            Fault::new(
                self.all.iter().position(|line| body(line).starts_with('{')).map_or(0, |at| self.number(at)),
                format!("it has no `{name}` section"),
                "name GitLab's own `config/gitlab.yml`, which has one",
            )
        })?;
        self.check_header(found, name, true)?;
        let merge =
            self.child_indent(found).map(|depth| self.entries(self.block(found), depth, "<<")).transpose()?;
        if let Some(line) = merge.flatten() {
            return Err(Fault::new(
                self.number(line),
                format!("`{name}` takes its values from another section with `<<`"),
                "write them into the section itself",
            ));
        }
        Ok(found)
    }

    /// The line of `name` in the section of the line `header`.
    pub(super) fn child(&self, header: usize, name: &str) -> Result<Option<usize>, Fault> {
        self.child_indent(header).map_or(Ok(None), |depth| self.entries(self.block(header), depth, name))
    }

    /// Refuses a section that does not begin with its name alone.
    pub(super) fn check_header(&self, header: usize, name: &str, may_have_anchor: bool) -> Result<(), Fault> {
        let behind = entry(self.line(header)).map(|(_, rest)| rest.trim_start()).unwrap_or_default();
        let behind = match behind.strip_prefix('&') {
            Some(anchor) if may_have_anchor => {
                anchor.split_once(' ').map_or("", |(_, rest)| rest.trim_start())
            }
            _ => behind,
        };
        let what = match behind.chars().next() {
            None | Some('#') => return Ok(()),
            Some('{' | '[') => "is written in braces",
            Some('&') => "has an anchor, so its values are used elsewhere too",
            Some('*') => "is an alias of another section",
            Some('<') if behind.starts_with("<%") => "is made by ERB",
            Some(_) => "has a value of its own",
        };
        Err(Fault::new(self.number(header), format!("`{name}` {what}"), ONE_A_LINE))
    }

    /// Refuses a section that cannot be edited by lines.
    pub(super) fn check_section(&self, header: usize, name: &str) -> Result<(), Fault> {
        self.check_header(header, name, false)?;
        for at in self.block(header) {
            let line = body(self.line(at));
            // ERB takes no notice of comments.
            if line.contains("<%") {
                return Err(Fault::new(
                    self.number(at),
                    format!("`{name}` is partly made by ERB"),
                    "write the value itself, or make the change by hand and remove `gitlab_rails.config_path`",
                ));
            }
            let behind = entry(line).map(|(key, rest)| (key, rest.trim_start()));
            if says_something(line)
                && behind.is_some_and(|(key, rest)| is_key(key, "<<") || rest.starts_with(['&', '*']))
            {
                return Err(Fault::new(
                    self.number(at),
                    format!("`{name}` has an anchor or an alias in it"),
                    ONE_A_LINE,
                ));
            }
        }
        Ok(())
    }

    /// Sets `entries` in the section of the line `header`; a new one comes behind the one before it in order.
    pub(super) fn set_all(&mut self, header: usize, entries: &[(String, Value)]) -> Result<(), Fault> {
        let block = self.block(header);
        let depth = self.child_indent(header).unwrap_or_else(|| self.guessed_indent(header));
        let mut last = header;
        for (key, value) in entries {
            match self.entries(block.clone(), depth, key)? {
                Some(at) => {
                    self.set(at, key, value)?;
                    last = at;
                }
                None if value.is_null() => {}
                None => {
                    let line = format!("{:depth$}{key}: {}", "", scalar(value));
                    self.added.entry(last).or_default().push(line);
                }
            }
        }
        Ok(())
    }

    /// Where the entries of a section without any would stand: under its comments' indentation, or one step further.
    fn guessed_indent(&self, header: usize) -> usize {
        let own = indent(self.line(header));
        let comments =
            self.block(header).map(|at| self.line(at)).filter(|line| !body(line).trim().is_empty());
        comments.map(indent).find(|comment| *comment > own).unwrap_or(own + own.max(2))
    }

    fn set(&mut self, at: usize, key: &str, value: &Value) -> Result<(), Fault> {
        let line = self.line(at);
        let goes_on = self.block(at).any(|at| says_something(self.line(at)));
        let found = entry(line).and_then(|(_, rest)| Some((rest, parts(rest)?)));
        let Some((rest, (blanks, have, behind))) = found.filter(|_| !goes_on) else {
            return Err(Fault::new(
                self.number(at),
                format!("the value of `{key}` is no plain text on one line"),
                ONE_A_LINE,
            ));
        };
        if says(have, value) {
            return Ok(());
        }
        let text = scalar(value);
        let blanks = if blanks.is_empty() && !text.is_empty() { " " } else { blanks };
        let whole = body(line);
        let start = line.get(..whole.len() - rest.len()).unwrap_or_default();
        let end = line.get(whole.len()..).unwrap_or_default();
        let middle = format!("{blanks}{text}{behind}");
        self.replaced.insert(at, format!("{start}{}{end}", middle.trim_end()));
        Ok(())
    }

    /// Adds the sections `names`, one in the other, with `entries` in the last, at the end of that of the line `header`.
    pub(super) fn add_section(
        &mut self,
        header: usize,
        names: &[&str],
        entries: &[(String, Value)],
    ) -> Result<(), Fault> {
        let depth = self.child_indent(header).unwrap_or_else(|| self.guessed_indent(header));
        let step = depth - indent(self.line(header));
        let mut lines = Vec::new();
        if step == 0 {
            return Err(Fault::new(self.number(header), "this section is not indented", ONE_A_LINE));
        }
        for (level, name) in names.iter().enumerate() {
            lines.push(format!("{:1$}{name}:", "", depth + level * step));
        }
        let depth = depth + names.len() * step;
        for (key, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
            lines.push(format!("{:depth$}{key}: {}", "", scalar(value)));
        }
        self.added.entry(self.last_line_of(header)).or_default().extend(lines);
        Ok(())
    }

    /// The last line of a section; comments under it that are indented as its own belong to it.
    fn last_line_of(&self, header: usize) -> usize {
        let own = indent(self.line(header));
        let belongs = |line: &str| !body(line).trim().is_empty() && indent(line) > own;
        self.block(header).rfind(|at| belongs(self.line(*at))).unwrap_or(header)
    }

    /// The new text.
    pub(super) fn finish(self) -> String {
        let mut text = String::new();
        for (at, line) in self.all.iter().enumerate() {
            text.push_str(self.replaced.get(&at).map_or(*line, String::as_str));
            let ending = ["\r\n", "\n"].into_iter().find(|end| line.ends_with(end)).unwrap_or(self.ending);
            for added in self.added.get(&at).into_iter().flatten() {
                if !text.ends_with(ENDS) {
                    text.push_str(ending);
                }
                text.push_str(added);
                text.push_str(ending);
            }
        }
        text
    }
}
