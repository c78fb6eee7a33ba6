//! The Ruby that settings came from: lines, places, and what of an expression may be repeated.

use std::collections::HashSet;

use ruby_prism::{CallNode, Node, StringNode, Visit};

use super::syntax::{Branch, Syntax};
use crate::ruby::{Comment, Evaluated, Node as Setting, Origin, Span, Text, Value};
use crate::secret::{names_a_secret, sounds_secret};
use crate::settings::is_at_the_top;

/// Longer expressions are cut.
const LONG: usize = 160;

/// The texts of a run and their comments.
pub(super) struct Source<'e> {
    texts: Vec<(&'e Text, Vec<usize>)>,
    comments: Vec<&'e Comment>,
    /// What is said of settings that are not set here: it stands where they do.
    unset: Vec<Comment>,
    syntax: Syntax,
}

impl<'e> Source<'e> {
    pub(super) fn new(evaluated: &'e Evaluated) -> Self {
        let mut texts: Vec<_> = evaluated.texts.iter().map(|text| (text, starts(&text.text))).collect();
        texts.sort_by_key(|(text, _)| text.start);
        let mut comments: Vec<&Comment> = evaluated.comments.iter().collect();
        comments.sort_by_key(|comment| comment.span.start);
        let syntax = Syntax::new(&evaluated.texts);
        let mut source = Self { texts, comments, unset: Vec::new(), syntax };
        source.unset = source.unset(&evaluated.settings);
        source
    }

    /// The comments, and what is said of settings that are not set here, in the order of the texts.
    pub(super) fn comments(&self) -> Vec<&Comment> {
        let mut all: Vec<&Comment> = self.comments.iter().copied().chain(&self.unset).collect();
        all.sort_by_key(|comment| comment.span.start);
        all
    }

    /// How many settings stand under conditions that do not hold here.
    pub(super) fn count_unset(&self) -> usize {
        self.unset.len()
    }

    /// A comment for each assignment under a condition that set nothing of `settings`.
    fn unset(&self, settings: &[(String, Setting)]) -> Vec<Comment> {
        fn collect(settings: &[(String, Setting)], into: &mut HashSet<usize>) {
            for (_, node) in settings {
                into.insert(node.key.start);
                match &node.value {
                    Value::Table(below) => collect(below, into),
                    Value::List(items) => items.iter().for_each(|item| match &item.value {
                        Value::Table(below) => collect(below, into),
                        _ => into.extend([item.key.start]),
                    }),
                    _ => {}
                }
            }
        }
        let mut set = HashSet::new();
        collect(settings, &mut set);
        let unset = self.syntax.writes().filter(|write| !set.contains(&write.span.start));
        let comments = unset.filter_map(|write| {
            let words = self.in_branch(&write.condition, write.span.start)?;
            let setting = self.expression(&(write.span.start..write.value.start), false)?;
            let name = setting.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
            if !is_at_the_top(name) {
                return None;
            }
            let is_secret = speaks_of_a_secret(&setting);
            let value = self.expression(&write.value, is_secret).unwrap_or_else(|| "…".to_owned());
            Some(Comment { span: write.span.clone(), text: format!("# only {words}: {setting} {value}") })
        });
        comments.collect()
    }

    /// Which text the byte `at` is of.
    pub(super) fn text_of(&self, at: usize) -> usize {
        self.texts.partition_point(|(text, _)| text.start <= at).saturating_sub(1)
    }

    /// The name of the text of the byte `at`, where it is not the settings file.
    pub(super) fn other_text(&self, at: usize) -> Option<&'e str> {
        let (text, _) = self.texts.get(self.text_of(at))?;
        (text.start > 0).then_some(text.name.as_str())
    }

    /// The line of the byte `at` in its text, from 0.
    pub(super) fn line(&self, at: usize) -> usize {
        self.texts.get(self.text_of(at)).map_or(0, |(text, starts)| {
            starts.partition_point(|start| *start <= at - text.start).saturating_sub(1)
        })
    }

    /// What stands before the byte `at` in its line.
    pub(super) fn before(&self, at: usize) -> &'e str {
        let Some((text, starts)) = self.texts.get(self.text_of(at)) else { return "" };
        let start = starts.get(self.line(at)).copied().unwrap_or_default();
        text.text.get(start..at - text.start).unwrap_or_default().trim_start_matches('\u{feff}').trim()
    }

    /// Whether the line above that of the byte `at` is there and blank.
    pub(super) fn is_after_blank(&self, at: usize) -> bool {
        let Some((text, starts)) = self.texts.get(self.text_of(at)) else { return false };
        let line = self.line(at);
        let Some(above) = line.checked_sub(1) else { return false };
        let (Some(start), Some(end)) = (starts.get(above), starts.get(line)) else { return false };
        text.text
            .get(*start..*end)
            .is_some_and(|line| line.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty())
    }

    /// The text at `span`.
    fn at(&self, span: &Span) -> Option<&'e str> {
        let (text, _) = self.texts.get(self.text_of(span.start))?;
        text.text.get(span.start - text.start..span.end.checked_sub(text.start)?)
    }

    /// The expression that gave `setting` its value.
    pub(super) fn given(&self, setting: &Setting, is_secret: bool) -> Option<String> {
        let whole = self.syntax.value(setting.key.start);
        // A value that came through a variable is told by what it was made of there.
        let whole = whole.filter(|whole| whole.start <= setting.span.start && setting.span.end <= whole.end);
        self.expression(whole.unwrap_or(&setting.span), is_secret)
    }

    /// The condition that `setting` was set under, as words: `where ENV['A'] == 'b'`.
    pub(super) fn condition(&self, setting: &Setting) -> Option<String> {
        self.in_branch(setting.condition.as_ref()?, setting.key.start)
    }

    /// The branch of `condition` that the byte `at` stands in, as words.
    fn in_branch(&self, condition: &Span, at: usize) -> Option<String> {
        let asked = self.expression(condition, false)?;
        let asked = if speaks_of_a_secret(&asked) { self.expression(condition, true)? } else { asked };
        Some(match self.syntax.branch(condition.start, at) {
            None | Some(Branch::Yes) => format!("where {asked}"),
            Some(Branch::No) => format!("where not {asked}"),
            Some(Branch::When(patterns)) => {
                format!("where case {asked} when {}", self.expression(patterns, false)?)
            }
            Some(Branch::Else) => format!("where case {asked} else"),
        })
    }

    /// Whether the value of `setting` was made of something that was read from a file or the environment.
    pub(super) fn reads(&self, setting: &Setting) -> bool {
        let is_read = |setting: &Setting| matches!(setting.origin, Origin::File(_) | Origin::Variable(_));
        let items = match &setting.value {
            Value::List(items) => items.as_slice(),
            _ => &[],
        };
        is_read(setting)
            || items.iter().any(is_read)
            || self.syntax.reads(setting.span.start)
            || self.syntax.value(setting.key.start).is_some_and(|value| self.syntax.reads(value.start))
    }

    /// The expression at `span` on one line, without the comments in it. Of a secret's, no literal is repeated.
    fn expression(&self, span: &Span, is_secret: bool) -> Option<String> {
        let whole = self.at(span)?;
        let mut text = String::new();
        let mut from = span.start;
        let first = self.comments.partition_point(|comment| comment.span.start < span.start);
        for comment in self.comments.iter().skip(first).take_while(|comment| comment.span.end <= span.end) {
            text.push_str(self.at(&(from..comment.span.start))?);
            from = comment.span.end;
        }
        text.push_str(self.at(&(from..span.end))?);
        let text = if is_secret { without_literals(whole, &text)? } else { text };
        let words: Vec<&str> = text.split_whitespace().collect();
        let line: String =
            words.join(" ").chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        if line.is_empty() {
            return None;
        }
        if line.chars().count() > LONG {
            return Some(line.chars().take(LONG).chain(['…']).collect());
        }
        Some(line)
    }
}

/// Where each line of `text` starts.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Literals of an expression, but for the names of variables and files that are read.
#[derive(Default)]
struct Literals(Vec<(usize, usize)>);

impl<'pr> Visit<'pr> for Literals {
    fn visit_string_node(&mut self, node: &StringNode<'pr>) {
        let place = node.content_loc();
        self.0.push((place.start() as usize, place.end() as usize));
    }

    fn visit_call_node(&mut self, node: &CallNode<'pr>) {
        let reads =
            node.receiver().and_then(|receiver| receiver.as_constant_read_node()).is_some_and(|constant| {
                ["ENV", "File", "IO"].iter().any(|name| constant.name().as_slice() == name.as_bytes())
            });
        if let Some(receiver) = node.receiver() {
            self.visit(&receiver);
        }
        let arguments: Vec<Node<'_>> =
            node.arguments().map(|list| list.arguments().iter().collect()).unwrap_or_default();
        for argument in arguments.iter().skip(usize::from(reads)) {
            self.visit(argument);
        }
        if let Some(block) = node.block() {
            self.visit(&block);
        }
    }
}

/// `text` with `…` for every literal in it; nothing where it cannot be parsed by itself, as with a heredoc.
fn without_literals(whole: &str, text: &str) -> Option<String> {
    if whole.contains("<<") {
        return None;
    }
    let parsed = ruby_prism::parse(text.as_bytes());
    if parsed.errors().next().is_some() {
        return None;
    }
    let mut literals = Literals::default();
    literals.visit(&parsed.node());
    literals.0.sort_unstable();
    let mut cut = String::new();
    let mut from = 0;
    for (start, end) in literals.0.into_iter().filter(|(start, end)| start < end) {
        cut.push_str(text.get(from..start)?);
        cut.push('…');
        from = end;
    }
    cut.push_str(text.get(from..)?);
    Some(cut)
}

/// Whether a name in `text` is that of a secret.
fn speaks_of_a_secret(text: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .any(|name| names_a_secret(name) || sounds_secret(name))
}
