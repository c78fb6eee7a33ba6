//! Where a key of a YAML file stands, by looking for it: good enough to point at, and nothing hangs on it.

/// Line and column of the dotted `key`, both from 1; of the nearest key above it that was found, otherwise.
pub(super) fn place(text: &str, key: &str) -> Option<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut here = Here { line: 0, column: 0, first: 0, end: lines.len(), is_flow: false };
    let mut found = None;
    for part in key.split('.') {
        let part = part.split('[').next().unwrap_or(part);
        let own = if here.is_flow { None } else { own_line(&lines, &here, part) };
        let Some(next) = own.or_else(|| in_flow(&lines, &here, part)) else { break };
        found = Some((next.line + 1, next.column + 1));
        here = next;
    }
    found
}

/// A key that was found, and the lines that belong to it.
struct Here {
    line: usize,
    column: usize,
    /// The first line below it.
    first: usize,
    /// The line after its last one.
    end: usize,
    /// Whether it stands between braces.
    is_flow: bool,
}

/// How far in a line begins, past the dash of a list; `None` where it says nothing.
fn indent(line: &str) -> Option<usize> {
    let content = line.trim_start_matches(' ');
    let is_said = !content.is_empty() && !content.starts_with('#') && !content.starts_with("---");
    is_said.then(|| line.len() - content.trim_start_matches(['-', ' ']).len())
}

/// Whether `text` begins with the key `part` and its colon.
fn begins(text: &str, part: &str) -> bool {
    let text = text.trim_start_matches(['"', '\'']);
    text.strip_prefix(part).is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
}

/// `part` at the beginning of a line, as far in as the first line of its block.
fn own_line(lines: &[&str], above: &Here, part: &str) -> Option<Here> {
    let block = || (above.first..above.end).filter_map(|line| Some((line, indent(lines.get(line)?)?)));
    let (_, column) = block().next()?;
    let is_it = |line: usize| {
        lines.get(line).and_then(|text| text.get(column..)).is_some_and(|text| begins(text, part))
    };
    let (line, _) = block().find(|(line, own)| *own == column && is_it(*line))?;
    let next = block().find(|(other, own)| *other > line && *own <= column);
    let end = next.map_or(above.end, |(line, _)| line);
    Some(Here { line, column, first: line + 1, end, is_flow: false })
}

/// `part` anywhere after the key above it.
fn in_flow(lines: &[&str], above: &Here, part: &str) -> Option<Here> {
    (above.line..above.end).find_map(|line| {
        let from = if line == above.line { above.column } else { 0 };
        let text = lines.get(line)?;
        let places = text.match_indices(part).map(|(column, _)| column);
        let column = places.filter(|column| *column >= from).find(|column| {
            let before = text[..*column].trim_end_matches(['"', '\'']);
            before.ends_with(['{', ',', ' ']) && begins(&text[*column..], part)
        })?;
        Some(Here { line, column, first: line, end: above.end, is_flow: true })
    })
}

#[cfg(test)]
mod tests {
    use super::place;

    const TEXT: &str = "\
# http: no key
version: 0.1
storage:
    filesystem: {rootdirectory: /srv, colour: blue}
    # more
    \"s3\":
        bucket: http
log: { fields: { service: images },
       hooks: [{ type: mail }] }
notifications:
  endpoints:
  - name: one
    url: http://one
  - name: two
    colour: red
http:
  headers:
    X-A: [b]
  addr: :5000
";

    #[test]
    fn a_key_is_found_in_blocks_and_between_braces() {
        for (key, want) in [
            ("version", Some((2, 1))),
            ("storage.filesystem", Some((4, 5))),
            ("storage.filesystem.colour", Some((4, 39))),
            ("storage.s3.bucket", Some((7, 9))),
            ("log.fields.service", Some((8, 18))),
            ("log.hooks", Some((9, 8))),
            ("notifications.endpoints[1].colour", Some((15, 5))),
            ("http.headers.X-A", Some((18, 5))),
            ("http.addr", Some((19, 3))),
            ("http.prefix", Some((16, 1))),
            ("nothing", None),
        ] {
            assert_eq!(place(TEXT, key), want, "{key}");
        }
    }
}
