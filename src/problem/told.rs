//! Problems for people: the kind, the place, the line of the file with a caret, and what to do.
//!
//! Invariant: nothing here decides what may be seen. [`Problems::lines`] holds only what may.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Problem, Problems};

/// Lines are cut there; the caret then stands at their end.
const LONGEST: usize = 120;

/// `text` without what a terminal would take for a command, one character for one.
#[must_use]
pub fn plain(text: &str) -> String {
    let is_invisible = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n'))
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().map(|c| if is_invisible(c) { '\u{fffd}' } else { c }).collect()
}

impl Problems {
    /// A block for each problem, a blank line between them, and how many there are.
    #[must_use]
    pub fn told(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let mut text = String::new();
        for problem in &self.list {
            text.push_str(&renderer.render(&[self.block(problem)]));
            text.push_str("\n\n");
        }
        let many = self.list.len();
        let ending = if many == 1 { "" } else { "s" };
        text + &format!("{} has {many} problem{ending}", self.file)
    }

    fn block<'p>(&'p self, problem: &'p Problem) -> Group<'p> {
        let title = level(problem.code).primary_title(problem.message.as_str());
        let title = if problem.code.is_empty() { title } else { title.id(problem.code) };
        let file = problem.file.as_deref().unwrap_or(self.file.as_str());
        let line = self.lines.get(&(problem.file.clone(), problem.line));
        let group = match line.map(|line| cut(line)) {
            Some(line) if problem.line > 0 => {
                let span = span(&line, problem.column, problem.length);
                title.element(
                    Snippet::source(line)
                        .line_start(problem.line)
                        .path(file)
                        .annotation(AnnotationKind::Primary.span(span)),
                )
            }
            _ if problem.line > 0 => {
                title.element(Origin::path(file).line(problem.line).char_column(problem.column.max(1)))
            }
            _ => title.element(Origin::path(file)),
        };
        match &problem.hint {
            Some(hint) => group.element(Level::HELP.message(hint.as_str())),
            None => group,
        }
    }
}

impl Problem {
    /// One line, and what to do on a second: how warnings and notes are told. `file` is the one they stand in.
    #[must_use]
    pub fn told(&self, file: &str) -> String {
        let file = self.file.as_deref().unwrap_or(file);
        let word = match self.code.as_bytes().first() {
            Some(b'E') => "error",
            Some(b'N') => "note",
            _ => "warning",
        };
        let code = if self.code.is_empty() { String::new() } else { format!("[{}]", self.code) };
        let place =
            if self.line > 0 { format!("{file}:{}:{}", self.line, self.column) } else { file.to_owned() };
        let mut text = format!("{word}{code}: {place}: {}", self.message);
        if let Some(hint) = &self.hint {
            text.push_str("\n  hint: ");
            text.push_str(hint);
        }
        text
    }
}

fn level(code: &str) -> Level<'static> {
    match code.as_bytes().first() {
        Some(b'W') => Level::WARNING,
        Some(b'N') => Level::NOTE,
        _ => Level::ERROR,
    }
}

fn cut(line: &str) -> String {
    let mut short: String = line.chars().take(LONGEST).collect();
    if line.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

/// The bytes of `line` that `length` characters from `column` on are; at its end where it was cut before them.
fn span(line: &str, column: usize, length: usize) -> std::ops::Range<usize> {
    let byte = |character: usize| line.char_indices().nth(character).map_or(line.len(), |(at, _)| at);
    let last = line.chars().count().saturating_sub(1);
    let first = column.saturating_sub(1).min(last);
    byte(first)..byte(first.saturating_add(length.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str, column: usize, length: usize) -> String {
        let problem = Problem {
            line: 7,
            column,
            length,
            ..Problem::coded("E001", "a", "there is no setting `a`", "remove it")
        };
        let lines = [((None, 7), line.to_owned())].into();
        Problems { file: "gitlab.toml".to_owned(), list: vec![problem], lines }.told(false)
    }

    #[test]
    fn the_caret_stands_under_the_characters() {
        assert_eq!(
            one("bücher = 5", 1, 6),
            "error[E001]: there is no setting `a`\n --> gitlab.toml:7:1\n  |\n7 | bücher = 5\n  | ^^^^^^\n  |\n  \
             = help: remove it\n\ngitlab.toml has 1 problem"
        );
    }

    #[test]
    fn what_lies_beyond_the_line_is_pointed_at_its_end() {
        for (line, column, length) in [("", 5, 3), ("ab", 9, 2), ("ü", 0, 0), (&"x".repeat(500), 400, 9)] {
            let said = one(line, column, length);
            assert!(said.contains('^'), "{said}");
            assert!(said.lines().all(|line| line.chars().count() < 140), "{said}");
        }
    }

    #[test]
    fn without_a_line_there_is_the_file() {
        let mut problems = Problems { file: "gitlab.toml".to_owned(), ..Problems::default() };
        problems.coded("E012", "", "there is no NGINX", "install it");
        assert_eq!(
            problems.to_string(),
            "error[E012]: there is no NGINX\n--> gitlab.toml\n = help: install it\n\ngitlab.toml has 1 problem"
        );
    }
}
