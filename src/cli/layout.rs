//! How a settings file is laid out, beyond its words: byte order mark, line ends, what stands at its head.
//!
//! Invariant: a line that says what it said keeps every byte of its end.

use similar::{Algorithm, DiffOp, capture_diff_slices};

const MARK: char = '\u{feff}';

/// `after`, the new text of a file that was `before`, in the layout of that.
pub(crate) fn kept(before: &str, after: &str) -> String {
    let (mark, old) = match before.strip_prefix(MARK) {
        Some(old) => (&before[..MARK.len_utf8()], old),
        None => ("", before),
    };
    let after = after.trim_start_matches(MARK).replace("\r\n", "\n");
    let after = below_head(&old.replace("\r\n", "\n"), &after);
    format!("{mark}{}", with_ends_of(old, &after))
}

/// What was put above the comments at the head of the file goes below them.
fn below_head(before: &str, after: &str) -> String {
    let head = head(before);
    let found = if head.is_empty() { None } else { after.find(head) };
    let Some((above, rest)) = found.filter(|at| *at > 0).and_then(|at| {
        let (above, rest) = after.split_at(at);
        Some((above, rest.strip_prefix(head)?))
    }) else {
        return after.to_owned();
    };
    let end = if head.ends_with('\n') { "" } else { "\n" };
    let blank = if rest.is_empty() || rest.starts_with('\n') || above.ends_with("\n\n") { "" } else { "\n" };
    format!("{head}{end}{}{blank}{rest}", above.trim_start_matches('\n'))
}

/// The comments at the head that are of the file, not of its first line: those before a blank line, `#:schema` and
/// the like, or all where nothing follows.
fn head(text: &str) -> &str {
    let (mut end, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        if !said.is_empty() && !said.starts_with('#') {
            return &text[..end];
        }
        at += line.len();
        if said.is_empty() || said.starts_with("#:") {
            end = at;
        }
    }
    text
}

/// `after` with the line ends of `before` where a line stayed, and those of its first line where it is new.
fn with_ends_of(before: &str, after: &str) -> String {
    if !before.contains("\r\n") {
        return after.to_owned();
    }
    let usual = before.split_inclusive('\n').next().map_or("\n", end);
    let (old, new) = (lines(before), lines(after));
    let bodies = |lines: &[&str]| lines.iter().map(|line| body(line).to_owned()).collect::<Vec<_>>();
    let mut text = String::new();
    for operation in capture_diff_slices(Algorithm::Myers, &bodies(&old), &bodies(&new)) {
        let same = matches!(operation, DiffOp::Equal { .. });
        let was = operation.old_range();
        for (place, line) in operation.new_range().enumerate().filter_map(|(i, at)| Some((i, new.get(at)?))) {
            let kept = old.get(was.start + place).map(|old| end(old)).filter(|end| same && !end.is_empty());
            text.push_str(body(line));
            text.push_str(if end(line).is_empty() { "" } else { kept.unwrap_or(usual) });
        }
    }
    text
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn body(line: &str) -> &str {
    line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
}

fn end(line: &str) -> &str {
    line.get(body(line).len()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn line_ends_and_the_mark_stay() {
        let before = "\u{feff}# a\r\nb = 1\nc = 2\r\nd = \"\"\"x\r\ny\"\"\"";
        assert_eq!(
            kept(before, "# a\nb = 1\nc = 3\nd = \"\"\"x\r\ny\"\"\"\ne = 4\n"),
            "\u{feff}# a\r\nb = 1\nc = 3\r\nd = \"\"\"x\r\ny\"\"\"\r\ne = 4\r\n"
        );
        assert_eq!(kept(before, before), before);
        assert_eq!(kept("a = 1\n", "a = 2\n"), "a = 2\n");
    }

    #[test]
    fn what_is_new_stands_below_the_head_of_the_file() {
        for (before, after, wanted) in [
            ("# head\n\n[s]\nx = 1\n", "n = 1\n# head\n\n[s]\nx = 1\n", "# head\n\nn = 1\n\n[s]\nx = 1\n"),
            (
                "#:schema x\n[s]\nx = 1\n",
                "n = 1\n#:schema x\n[s]\nx = 1\n",
                "#:schema x\nn = 1\n\n[s]\nx = 1\n",
            ),
            ("# head\n", "n = 1\n# head\n", "# head\nn = 1\n"),
            ("# head", "[s]\nn = 1\n# head", "# head\n[s]\nn = 1\n"),
            ("# h\n\n# of s\n[s]\n", "n = 1\n# h\n\n# of s\n[s]\n", "# h\n\nn = 1\n\n# of s\n[s]\n"),
            ("# of s\n[s]\n", "n = 1\n# of s\n[s]\n", "n = 1\n# of s\n[s]\n"),
        ] {
            assert_eq!(kept(before, after), wanted);
        }
    }
}
