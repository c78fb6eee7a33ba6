//! Hides the secrets of a YAML file that somebody else may have written, in whatever style.
//!
//! Invariant: what is cut out is proven. The text with the stand-ins is read again, and shown only if it says the same
//! as before with nothing but a stand-in for every secret.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess as _};

use crate::secret::{self, SECRET, Secret};

/// Longer files are not shown.
const LONGEST: usize = 1 << 20;

/// How many bytes are read at most to find all secrets of a file: it is read once for each.
const WORK: usize = 32 << 20;

/// Shorter secrets are hidden where they stand, and not where they are repeated.
const SHORTEST: usize = 4;

/// What [`SECRET`] is as YAML: a list of this word.
const STAND_IN_WORD: &str = "secret";

/// `text` without its secrets, and the secrets, as they may be repeated elsewhere. `None` where they cannot be told.
pub(super) fn hide(text: &str) -> Option<(String, Vec<Secret<String>>)> {
    if text.len() > LONGEST {
        return None;
    }
    // The reader does not count the mark in front.
    if let Some(text) = text.strip_prefix('\u{feff}') {
        return hide(text).map(|(hidden, secrets)| (format!("\u{feff}{hidden}"), secrets));
    }
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Some((text.to_owned(), Vec::new()));
    }
    let leaves = leaves(text)?;
    let marked = leaves.iter().filter(|leaf| leaf.is_marked()).count();
    if marked.saturating_mul(text.len()) > WORK {
        return None;
    }
    let places = places(text, &leaves)?;
    // A part of a text can be cut out where the style allows for what is put there instead; all of it always.
    let hidden = [true, false].into_iter().find_map(|in_parts| {
        let hidden = cut(text, &places, in_parts)?;
        is_proven(&leaves, &hidden).then_some(hidden)
    })?;
    Some((hidden, leaves.iter().flat_map(Leaf::repeatable).map(Secret::new).collect()))
}

/// What a scalar stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Plain,
    /// The `http` section: its `headers` are those of every answer, and no secrets.
    Http,
    /// Headers of notifications: all hidden, as any may let in.
    Headers,
    /// A secret's key.
    Secret,
    /// A key that may name a file.
    Path,
    /// The key `token`: a section in the engine's file, a secret elsewhere.
    Token,
}

impl Place {
    fn below(self, key: &str) -> Self {
        let is_secret = secret::is_secret_key(key);
        match self {
            Self::Secret => Self::Secret,
            Self::Headers if is_secret => Self::Secret,
            Self::Headers => Self::Headers,
            Self::Http if key == "headers" => Self::Plain,
            _ if key == "headers" => Self::Headers,
            _ if secret::may_be_path(key) => Self::Path,
            _ if key == "token" => Self::Token,
            _ if is_secret => Self::Secret,
            _ if key == "http" => Self::Http,
            _ => Self::Plain,
        }
    }

    fn hides(self, text: &str) -> bool {
        match self {
            Self::Plain | Self::Http => false,
            Self::Headers | Self::Secret | Self::Token => true,
            Self::Path => !secret::is_path(text),
        }
    }
}

/// One scalar, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Leaf {
    text: String,
    is_hidden: bool,
    /// The value of a header need not be one.
    may_repeat: bool,
    /// Secret parts of a harmless text.
    parts: Vec<Range<usize>>,
}

impl Leaf {
    fn new(place: Place, text: &str) -> Self {
        let is_hidden = place.hides(text);
        let parts = if is_hidden { Vec::new() } else { secret::within(text) };
        Self { text: text.to_owned(), is_hidden, may_repeat: place == Place::Headers, parts }
    }

    fn is_marked(&self) -> bool {
        self.is_hidden || !self.parts.is_empty()
    }

    /// The text with a stand-in for each secret part.
    fn without_parts(&self) -> String {
        secret::without(&self.text, &self.parts, SECRET)
    }

    fn repeatable(&self) -> Vec<String> {
        let parts = self.parts.iter().filter_map(|range| self.text.get(range.clone()));
        let whole = Some(self.text.as_str()).filter(|_| self.is_hidden && !self.may_repeat);
        let all = parts.chain(whole).flat_map(str::lines).map(str::trim);
        all.filter(|text| text.chars().count() >= SHORTEST).map(str::to_owned).collect()
    }
}

/// Whether `hidden` says the same, with a stand-in for every secret.
fn is_proven(before: &[Leaf], hidden: &str) -> bool {
    let Some(after) = leaves(hidden) else { return false };
    before.len() == after.len()
        && before.iter().zip(&after).all(|(before, after)| {
            let is_stand_in = after.text == STAND_IN_WORD;
            // An alias may show elsewhere what is hidden here.
            is_stand_in || !before.is_hidden && before.without_parts() == after.text
        })
}

/// Where the secrets stand: the start of each scalar, with its end and what it is.
fn places<'l>(text: &str, leaves: &'l [Leaf]) -> Option<BTreeMap<usize, (usize, &'l Leaf)>> {
    let mut places = BTreeMap::new();
    for (number, leaf) in leaves.iter().enumerate().filter(|(_, leaf)| leaf.is_marked()) {
        let start = after_anchor(text, start(text, number)?)?;
        let end = end(text, start, &leaf.text)?;
        let known = places.entry(start).or_insert((end, leaf));
        // By an alias a scalar may be a secret in one place only.
        if leaf.is_hidden {
            *known = (end, leaf);
        }
    }
    Some(places)
}

/// The text with its secrets cut out.
fn cut(text: &str, places: &BTreeMap<usize, (usize, &Leaf)>, in_parts: bool) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    for (&start, &(end, leaf)) in places {
        out.push_str(text.get(done..start)?);
        let raw = text.get(start..end)?;
        if let Some(at) = raw.find(&leaf.text).filter(|_| in_parts && !leaf.is_hidden) {
            out.push_str(raw.get(..at)?);
            out.push_str(&leaf.without_parts());
            out.push_str(raw.get(at + leaf.text.len()..)?);
            done = end;
        } else {
            out.push_str(SECRET);
            let line = text.get(end..)?.split('\n').next().unwrap_or_default();
            // A comment behind it may tell an older one.
            let is_comment = line.starts_with([' ', '\t']) && line.trim_start().starts_with('#');
            done = if is_comment { end + line.trim_end_matches('\r').len() } else { end };
        }
    }
    Some(out + text.get(done..)?)
}

/// What follows the anchor at `start`, by which an alias finds the scalar. A tag is part of what is cut out.
fn after_anchor(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    if !rest.starts_with('&') {
        return Some(start);
    }
    let name = rest.find(char::is_whitespace)?;
    Some(start + name + rest.get(name..)?.find(|c: char| !c.is_whitespace())?)
}

/// The end of the scalar at `start`, which says `value`. A wrong guess is found by the proof.
fn end(text: &str, start: usize, value: &str) -> Option<usize> {
    let mut at = start;
    while text.get(at..)?.starts_with('!') {
        let rest = text.get(at..)?;
        let tag = rest.find(char::is_whitespace)?;
        at += tag + rest.get(tag..)?.find(|c: char| !c.is_whitespace())?;
    }
    let rest = text.get(at..)?;
    let length = match rest.chars().next()? {
        '"' => double_quoted(rest)?,
        '\'' => single_quoted(rest)?,
        '|' | '>' => block(rest)?,
        _ => plain(rest, value),
    };
    Some(at + length)
}

fn double_quoted(rest: &str) -> Option<usize> {
    let mut is_escaped = false;
    rest.char_indices().skip(1).find_map(|(at, c)| {
        let closes = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        closes.then_some(at + 1)
    })
}

fn single_quoted(rest: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        at += rest.get(at..)?.find('\'')? + 1;
        if !rest.get(at..)?.starts_with('\'') {
            return Some(at);
        }
        at += 1;
    }
}

/// A block whose indent is that of its first line; one that is told as a number could hide lines from the proof.
fn block(rest: &str) -> Option<usize> {
    let header = rest.split('\n').next()?;
    let marks = header.split('#').next()?;
    if marks.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut length = header.len() + 1;
    let mut indent = None;
    for line in rest.get(length..).unwrap_or_default().split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let own = body.len() - body.trim_start_matches(' ').len();
        if own < body.len() && (*indent.get_or_insert(own) > own || own == 0) {
            break;
        }
        length += line.len();
    }
    let whole = rest.get(..length.min(rest.len()))?;
    Some(whole.trim_end_matches(['\n', '\r']).len())
}

/// A plain scalar, whose lines may be folded; of a number, which may be written in many ways, up to what ends it.
fn plain(rest: &str, value: &str) -> usize {
    let mut at = 0;
    for c in value.chars() {
        let left = rest.get(at..).unwrap_or_default();
        at += if c.is_whitespace() && left.starts_with(char::is_whitespace) {
            left.find(|c: char| !c.is_whitespace()).unwrap_or(left.len())
        } else if left.starts_with(c) {
            c.len_utf8()
        } else if c.is_whitespace() {
            0
        } else {
            return rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c)).unwrap_or(rest.len());
        };
    }
    at
}

/// Every scalar of the file.
fn leaves(text: &str) -> Option<Vec<Leaf>> {
    let mut walk = State { leaves: Vec::new(), stop: None };
    let reader = serde_yaml::Deserializer::from_str(text);
    Walk { state: &mut walk, place: Place::Plain }.deserialize(reader).ok()?;
    Some(walk.leaves)
}

/// Where the scalar of this number begins: the reader tells the place of an error, so it is told to fail there.
fn start(text: &str, number: usize) -> Option<usize> {
    let mut walk = State { leaves: Vec::new(), stop: Some(number) };
    let reader = serde_yaml::Deserializer::from_str(text);
    let error = Walk { state: &mut walk, place: Place::Plain }.deserialize(reader).err()?;
    Some(error.location()?.index())
}

struct State {
    leaves: Vec<Leaf>,
    stop: Option<usize>,
}

/// Walks one value and gives its text, if it is a scalar.
struct Walk<'s> {
    state: &'s mut State,
    place: Place,
}

impl Walk<'_> {
    fn leaf<E: de::Error>(self, place: Place, text: &str) -> Result<Option<String>, E> {
        if self.state.stop == Some(self.state.leaves.len()) {
            return Err(E::custom("here"));
        }
        self.state.leaves.push(Leaf::new(place, text));
        Ok(Some(text.to_owned()))
    }

    fn text<E: de::Error>(self, text: &str) -> Result<Option<String>, E> {
        let place = self.place;
        self.leaf(place, text)
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> de::Visitor<'de> for Walk<'_> {
    type Value = Option<String>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.leaf(Place::Plain, "")
    }
    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        self.leaf(Place::Plain, "")
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        self.text(if value { "true" } else { "false" })
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.text(&value.to_string())
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.text(&value.to_string())
    }
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Self::Value, E> {
        self.text(&value.to_string())
    }
    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Self::Value, E> {
        self.text(&value.to_string())
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.text(&format!("{value:?}"))
    }
    fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
        self.text(value)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element_seed(Walk { state: &mut *self.state, place: self.place })?.is_some() {}
        Ok(None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        // What is a key below a secret's key may be the secret.
        let of_keys = if self.place == Place::Secret { Place::Secret } else { Place::Plain };
        while let Some(key) = items.next_key_seed(Walk { state: &mut *self.state, place: of_keys })? {
            let place = self.place.below(key.as_deref().unwrap_or_default());
            items.next_value_seed(Walk { state: &mut *self.state, place })?;
        }
        Ok(None)
    }
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
        let (_, content) = data.variant::<String>()?;
        content.newtype_variant_seed(self)
    }
}
