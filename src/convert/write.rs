//! TOML as it is written: keys, values, and the lines of the whole.

use super::entries::{Entry, Line};
use super::remarks::{Block, Remark, Remarks};

/// What goes beside a setting goes above it where the line would become longer.
const WIDE: usize = 120;

/// `key` as TOML writes it.
pub(super) fn key(key: &str) -> String {
    toml_edit::Key::new(key).to_string()
}

/// A dotted path.
pub(super) fn path(path: &[&str]) -> String {
    path.iter().map(|step| key(step)).collect::<Vec<_>>().join(".")
}

/// Text as TOML writes it: over several lines where it has several.
pub(super) fn text(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A number as TOML writes it.
pub(super) fn float(number: f64) -> String {
    toml_edit::Value::from(number).to_string()
}

/// A list: over several lines where one would be too long.
pub(super) fn list(values: &[String]) -> String {
    let line = format!("[{}]", values.join(", "));
    if values.is_empty() || line.chars().count() <= WIDE - 30 && !line.contains('\n') {
        return line;
    }
    let items: Vec<String> = values.iter().map(|value| format!("  {value},\n")).collect();
    format!("[\n{}]", items.concat())
}

/// A table in braces.
pub(super) fn inline_table(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}

/// The whole.
pub(super) fn document(entries: &[Entry], tail: &[Block]) -> String {
    let headers = entries.iter().filter_map(|entry| match &entry.line {
        Line::Section(path) | Line::Item(path) => Some(path.as_str()),
        Line::Setting { .. } | Line::LeftOut(_) => None,
    });
    let headers: Vec<&str> = headers.collect();
    let mut lines: Vec<String> = Vec::new();
    let mut section = "";
    for entry in entries {
        write(entry, &mut section, &headers, &mut lines);
    }
    blocks(tail, section, &headers, &mut lines);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Writes one entry; `section` is the header that it stands below, and then the one that the next does.
fn write<'e>(entry: &'e Entry, section: &mut &'e str, headers: &[&str], lines: &mut Vec<String>) {
    let Remarks { above, beside, after, is_apart } = &entry.remarks;
    let (line, is_header) = match &entry.line {
        Line::Section(path) => (format!("[{path}]"), true),
        Line::Item(path) => (format!("[[{path}]]"), true),
        Line::Setting { key, value } => (format!("{key} = {value}"), false),
        Line::LeftOut(text) => (format!("# {text}"), false),
    };
    let note = (!entry.notes.is_empty()).then(|| format!("# {}", entry.notes.join("; ")));
    let takes_one = !line.contains('\n') && !matches!(entry.line, Line::LeftOut(_));
    let fits = |text: &String| takes_one && line.chars().count() + text.chars().count() < WIDE;
    let (mut upper, mut right) = (Vec::new(), None);
    match (beside, note) {
        (Some(comment), note) => {
            upper.extend(note);
            if takes_one {
                right = Some(comment.clone());
            } else {
                upper.push(comment.clone());
            }
        }
        (None, Some(note)) if fits(&note) => right = Some(note),
        (None, note) => upper.extend(note),
    }
    if is_header && lines.last().is_some_and(|last| !last.is_empty()) {
        lines.push(String::new());
    }
    blocks(above, section, headers, lines);
    if let Line::Section(path) | Line::Item(path) = &entry.line {
        *section = path;
    }
    if *is_apart {
        blank(lines);
    }
    lines.extend(upper);
    lines.push(match right {
        Some(comment) => format!("{line} {comment}"),
        None => line,
    });
    blocks(after, section, headers, lines);
}

/// One blank line, where there is none yet and something stands above. Below a header there is none.
fn blank(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|last| !last.is_empty() && !last.starts_with('[')) {
        lines.push(String::new());
    }
}

fn blocks(blocks: &[Block], section: &str, headers: &[&str], lines: &mut Vec<String>) {
    for block in blocks {
        if block.is_apart {
            blank(lines);
        }
        for remark in &block.lines {
            match remark {
                Remark::Words(words) => lines.push(words.clone()),
                Remark::Off(off) => lines.extend(off.lines(section, headers)),
            }
        }
    }
}
