//! Comments of the Ruby file, each brought to the line of the result that it is about.
//!
//! Invariant: every comment gets one place. One beside code stays beside the setting there, lines of their own stand
//! above the setting that followed, and what followed nothing stands at the end.

use std::collections::BTreeMap;

use super::disabled::{self, Off};
use super::entries::{Entry, Line};
use super::source::Source;
use crate::ruby::{Comment, Span};

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remark {
    /// A line, with its `#`.
    Words(String),
    /// Settings behind a `#`.
    Off(Off),
}

/// Comment lines that stand together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) lines: Vec<Remark>,
    /// Whether a blank line stands above them.
    pub(super) is_apart: bool,
}

/// A hash or a list that was written.
#[derive(Debug, Clone)]
pub(super) struct Region {
    pub(super) span: Span,
    /// The dotted path of a hash that stands in no list.
    pub(super) path: Option<String>,
}

/// The comments of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Remarks {
    pub(super) above: Vec<Block>,
    pub(super) beside: Option<String>,
    pub(super) after: Vec<Block>,
    /// Whether a blank line stands above the line itself.
    pub(super) is_apart: bool,
}

/// Where a comment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Above(usize),
    Beside(usize),
    After(usize),
    Tail,
}

/// The lines that a comment may be about, in the order of the Ruby files.
struct Anchors<'a> {
    entries: &'a [Entry],
    order: Vec<usize>,
}

impl Anchors<'_> {
    fn starts_by(&self, at: usize) -> usize {
        let start = |index: &usize| self.entries.get(*index).map_or(0, |entry| entry.start);
        self.order.partition_point(|index| start(index) <= at)
    }

    /// The last that starts before `at`; of several at one place the first that is written.
    fn before(&self, at: usize) -> Option<(usize, &Entry)> {
        let last = self.order.get(self.starts_by(at).checked_sub(1)?)?;
        let start = self.entries.get(*last)?.start;
        let first = *self.order.get(start.checked_sub(1).map_or(0, |before| self.starts_by(before)))?;
        Some((first, self.entries.get(first)?))
    }

    /// The first that starts behind `at`.
    fn behind(&self, at: usize) -> Option<(usize, &Entry)> {
        let index = *self.order.get(self.starts_by(at))?;
        Some((index, self.entries.get(index)?))
    }
}

/// Gives each entry its comments, and what is left for the end. `regions` are the hashes and lists that were written.
pub(super) fn attach(entries: &mut [Entry], regions: &[Region], source: &Source<'_>) -> Vec<Block> {
    let comments = source.comments();
    let around = innermost(regions, &comments);
    let places = places(entries, &around, &comments, source);
    let mut tail = Vec::new();
    let mut previous = None;
    let mut left = disabled::MANY;
    for ((comment, place), around) in comments.iter().zip(places).zip(around) {
        let is_apart = source.is_after_blank(comment.span.start);
        let list = match place {
            Place::Beside(index) => {
                if let Some(entry) = entries.get_mut(index) {
                    entry.remarks.beside = match lines(comment, None, &mut left).pop() {
                        Some(Remark::Words(words)) => Some(words),
                        _ => None,
                    };
                }
                continue;
            }
            Place::Above(index) => entries.get_mut(index).map(|entry| &mut entry.remarks.above),
            Place::After(index) => entries.get_mut(index).map(|entry| &mut entry.remarks.after),
            Place::Tail => Some(&mut tail),
        };
        let Some(list) = list else { continue };
        let lines = lines(comment, around.and_then(|region| region.path.as_deref()), &mut left);
        match list.last_mut() {
            Some(block) if previous == Some(place) && !is_apart => block.lines.extend(lines),
            _ => list.push(Block { lines, is_apart }),
        }
        previous = Some(place);
    }
    let lists = entries.iter_mut().flat_map(|entry| [&mut entry.remarks.above, &mut entry.remarks.after]);
    for block in lists.flatten().chain(&mut tail) {
        block.lines = disabled::found(std::mem::take(&mut block.lines), &mut left);
    }
    set_apart(entries, source);
    lift(entries);
    tail
}

fn places(
    entries: &[Entry],
    around: &[Option<&Region>],
    comments: &[&Comment],
    source: &Source<'_>,
) -> Vec<Place> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.retain(|index| entries.get(*index).is_some_and(|entry| entry.is_written));
    order.sort_by_key(|index| (entries.get(*index).map(|entry| entry.start), *index));
    let anchors = Anchors { entries, order };
    let mut taken = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for (comment, around) in comments.iter().zip(around) {
        let mut place = place(&anchors, *around, comment, source);
        if let Place::Beside(index) = place
            && !taken.insert(index)
        {
            place = Place::Above(index);
        }
        all.push(place);
    }
    all
}

fn place(anchors: &Anchors<'_>, around: Option<&Region>, comment: &Comment, source: &Source<'_>) -> Place {
    let at = comment.span.start;
    let text = source.text_of(at);
    let of_this_text = |found: &(usize, &Entry)| source.text_of(found.1.start) == text;
    let before = anchors.before(at).filter(of_this_text);
    let behind = anchors.behind(at).filter(of_this_text);
    let next = behind.map_or(Place::Tail, |(index, _)| Place::Above(index));
    let code = source.before(at);
    if let Some((index, entry)) = before {
        let line = source.line(at);
        let is_header = matches!(entry.line, Line::Section(_) | Line::Item(_));
        let is_inside = !is_header && at < entry.end;
        let ends = source.line(entry.end.saturating_sub(1).max(entry.start));
        if !code.is_empty() && (line == source.line(entry.start) || !is_header && line == ends && !is_inside)
        {
            return Place::Beside(index);
        }
        if is_inside {
            return Place::Above(index);
        }
        let closes = code.starts_with(['}', ']', ')']) || code == "end";
        let is_last_inside = around.is_some_and(|Region { span, .. }| {
            entry.start >= span.start && behind.is_none_or(|(_, entry)| entry.start >= span.end)
        });
        if closes || is_last_inside {
            return Place::After(index);
        }
    }
    next
}

/// The innermost of `regions` around each of `comments`, which stand in order.
fn innermost<'r>(regions: &'r [Region], comments: &[&Comment]) -> Vec<Option<&'r Region>> {
    let mut sorted: Vec<&Region> = regions.iter().collect();
    sorted.sort_by_key(|region| (region.span.start, std::cmp::Reverse(region.span.end)));
    let mut coming = sorted.into_iter().peekable();
    let mut open: Vec<&Region> = Vec::new();
    let around = comments.iter().map(|comment| {
        let at = comment.span.start;
        while let Some(region) = coming.next_if(|region| region.span.start < at) {
            while open.pop_if(|outer| outer.span.end <= region.span.start).is_some() {}
            open.push(region);
        }
        while open.pop_if(|region| region.span.end <= at).is_some() {}
        open.last().copied()
    });
    around.collect()
}

/// The lines of a comment that stands in the hash `around`, or in none.
fn lines(comment: &Comment, around: Option<&str>, left: &mut usize) -> Vec<Remark> {
    let text = comment.text.trim_end();
    if let Some(rest) = text.strip_prefix("=begin") {
        let mut lines: Vec<&str> = rest.lines().collect();
        if lines.last().is_some_and(|last| last.trim_end().starts_with("=end")) {
            lines.pop();
        }
        if lines.first().is_some_and(|first| first.trim().is_empty()) {
            lines.remove(0);
        }
        return lines
            .into_iter()
            .map(|line| Remark::Words(sound(&format!("# {}", line.trim_end()))))
            .collect();
    }
    let pair = around.and_then(|path| disabled::pair(text, path, left));
    vec![pair.map_or_else(|| Remark::Words(sound(text)), Remark::Off)]
}

/// `line` without what no comment of TOML may hold.
fn sound(line: &str) -> String {
    let line = line.trim_end();
    line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

/// Notes before which entries a blank line stood.
fn set_apart(entries: &mut [Entry], source: &Source<'_>) {
    let mut first_of_line: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.is_written) {
        let line = (source.text_of(entry.start), source.line(entry.start));
        let first = first_of_line.entry(line).or_insert(entry.start);
        *first = entry.start.min(*first);
    }
    for entry in entries.iter_mut().filter(|entry| entry.is_written) {
        let line = (source.text_of(entry.start), source.line(entry.start));
        let is_first = first_of_line.get(&line) == Some(&entry.start);
        entry.remarks.is_apart = is_first && source.is_after_blank(entry.start);
    }
}

/// What stands apart from the first setting of a section, or looks like a title, is about the section: it goes above
/// the header. A setting of the section that is switched off stays below: above the header it would be another one.
fn lift(entries: &mut [Entry]) {
    for index in 1..entries.len() {
        let [.., header, entry] = entries.get_mut(..=index).unwrap_or_default() else { continue };
        let Line::Section(section) = &header.line else { continue };
        if header.is_written {
            continue;
        }
        let above = &mut entry.remarks.above;
        let follows =
            |index: usize| above.get(index + 1).map_or(entry.remarks.is_apart, |block| block.is_apart);
        let is_title = |index: usize| above.get(index).is_some_and(|block| block.lines.iter().any(is_ruler));
        let is_its = |line: &Remark| matches!(line, Remark::Off(off) if off.is_below(section));
        let is_off = |block: &Block| block.lines.iter().any(is_its);
        let words = above.iter().position(is_off).unwrap_or(above.len());
        let last = (0..words).rev().find(|index| follows(*index) || is_title(*index));
        let Some(last) = last else { continue };
        header.remarks.above = above.drain(..=last).collect();
        header.remarks.is_apart = true;
    }
}

/// Whether a comment only draws a line.
fn is_ruler(line: &Remark) -> bool {
    matches!(line, Remark::Words(line) if line.len() >= 8 && line.bytes().all(|byte| byte == b'#'))
}
