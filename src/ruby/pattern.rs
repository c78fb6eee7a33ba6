//! Regular expressions, as far as Ruby's and ours mean the same.

use regex_lite::{Captures, Regex, RegexBuilder};

use super::budget::{Budget, Fail};

/// Longer expressions are none of a settings file.
const LONGEST: usize = 500;

/// A regular expression.
#[derive(Debug)]
pub(super) struct Pattern {
    /// As it was written.
    pub(super) source: String,
    regex: Regex,
    /// It matches the empty text, where Ruby and we go on differently.
    is_nullable: bool,
}

impl Pattern {
    /// Takes over an expression of Ruby, if it means the same here.
    pub(super) fn new(source: &str, ignores_case: bool, is_multi_line: bool) -> Result<Self, Fail> {
        let refused = || Fail::Refused("this regular expression".to_owned());
        if source.len() > LONGEST || (ignores_case && !source.is_ascii()) {
            return Err(refused());
        }
        let translated = translated(source).ok_or_else(refused)?;
        let mut builder = RegexBuilder::new(&translated);
        builder.multi_line(true).dot_matches_new_line(is_multi_line).case_insensitive(ignores_case);
        let regex = builder.build().map_err(|_| refused())?;
        let is_nullable = regex.is_match("");
        let has_line_anchor = source.contains('^') || source.contains('$');
        if is_nullable && has_line_anchor {
            return Err(refused());
        }
        Ok(Self { source: source.to_owned(), regex, is_nullable })
    }

    /// As `to_s` shows it.
    pub(super) fn shown(&self) -> String {
        format!("(?-mix:{})", self.source)
    }

    pub(super) fn find(&self, text: &str, budget: &mut Budget) -> Result<Option<usize>, Fail> {
        self.spend(text, budget)?;
        Ok(self.regex.find(text).map(|found| found.start()))
    }

    /// What matched, and the groups; a group that did not take part is `None`.
    pub(super) fn captures<'t>(
        &self,
        text: &'t str,
        budget: &mut Budget,
    ) -> Result<Option<Vec<Option<&'t str>>>, Fail> {
        self.spend(text, budget)?;
        let found = self.regex.captures(text);
        Ok(found
            .map(|found| (0..found.len()).map(|group| found.get(group).map(|one| one.as_str())).collect()))
    }

    /// The places of every match, with the groups in it.
    pub(super) fn every<'t>(&self, text: &'t str, budget: &mut Budget) -> Result<Vec<Captures<'t>>, Fail> {
        self.spend(text, budget)?;
        if self.is_nullable {
            return Err(Fail::Refused("a regular expression that matches nothing at all".to_owned()));
        }
        let found: Vec<Captures<'t>> = self.regex.captures_iter(text).collect();
        budget.items(found.len())?;
        Ok(found)
    }

    /// Matching takes time in the length of both.
    fn spend(&self, text: &str, budget: &mut Budget) -> Result<(), Fail> {
        for _ in 0..=(text.len() * self.source.len().max(1)) >> 14 {
            budget.step()?;
        }
        budget.bytes(text.len() / 16)
    }
}

/// `source` in the words of our own expressions; `None` where they may mean something else.
fn translated(source: &str) -> Option<String> {
    let mut made = String::new();
    let mut rest = source.chars().peekable();
    let mut is_in_class = false;
    let mut after_repeat = false;
    while let Some(character) = rest.next() {
        let was_repeat = std::mem::take(&mut after_repeat);
        match character {
            '\\' => match rest.next()? {
                'h' if is_in_class => made.push_str("0-9a-fA-F"),
                'h' => made.push_str("[0-9a-fA-F]"),
                escape @ ('A' | 'z' | 'b') if !is_in_class => made.extend(['\\', escape]),
                escape @ ('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 't' | 'r') => made.extend(['\\', escape]),
                // Ruby takes any escaped sign as itself; ours knows those of an expression.
                sign if sign.is_ascii_punctuation() => made.push_str(&regex_lite::escape(&sign.to_string())),
                _ => return None,
            },
            '[' if is_in_class => return None,
            '[' => {
                is_in_class = true;
                made.push('[');
                made.extend(rest.next_if_eq(&'^'));
                if rest.peek() == Some(&']') {
                    return None;
                }
            }
            ']' if is_in_class => {
                is_in_class = false;
                made.push(']');
            }
            ']' => return None,
            '&' | '~' | '-' if is_in_class && rest.peek() == Some(&character) => return None,
            '(' if !is_in_class && rest.peek() == Some(&'?') => {
                rest.next();
                if rest.next()? != ':' {
                    return None;
                }
                made.push_str("(?:");
            }
            '*' | '+' if !is_in_class => {
                if was_repeat {
                    return None;
                }
                made.push(character);
                after_repeat = true;
                if rest.next_if_eq(&'?').is_some() {
                    made.push('?');
                }
            }
            '?' if !is_in_class => {
                if was_repeat {
                    return None;
                }
                made.push('?');
                after_repeat = true;
                if rest.next_if_eq(&'?').is_some() {
                    made.push('?');
                }
            }
            '{' if !is_in_class => {
                let mut count = String::from("{");
                loop {
                    match rest.next()? {
                        '}' => break,
                        sign @ ('0'..='9' | ',') => count.push(sign),
                        _ => return None,
                    }
                }
                if was_repeat || count.starts_with("{,") || count == "{" || count.len() > 8 {
                    return None;
                }
                made.push_str(&count);
                made.push('}');
                after_repeat = true;
                if matches!(rest.peek(), Some('?' | '+')) {
                    return None;
                }
            }
            '}' if !is_in_class => return None,
            other => made.push(other),
        }
    }
    (!is_in_class).then_some(made)
}

/// What stands for a match: `replacement`, in which `\1` is the first group. `group` gives the groups.
pub(super) fn replaced(replacement: &str, group: &dyn Fn(usize) -> Option<String>) -> Result<String, Fail> {
    let mut made = String::new();
    let mut rest = replacement.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            made.push(character);
            continue;
        }
        match rest.next() {
            Some(digit @ '0'..='9') => {
                let number = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
                made.push_str(&number.and_then(group).unwrap_or_default());
            }
            Some('\\') | None => made.push('\\'),
            Some('&') => made.push_str(&group(0).unwrap_or_default()),
            Some('k' | '\'' | '`') => return Err(Fail::Refused("this replacement".to_owned())),
            Some(other) => made.extend(['\\', other]),
        }
    }
    Ok(made)
}
