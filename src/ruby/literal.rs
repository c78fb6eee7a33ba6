//! Literals: texts of every kind, symbols, numbers, lists, hashes, ranges, regular expressions.

use std::rc::Rc;

use ruby_prism::{Integer, Node, NodeList};

use super::budget::{Fail, Stop};
use super::evaluate::Evaluator;
use super::number::too_large;
use super::pattern::Pattern;
use super::value::{Hash, Item, Thing};
use super::{Origin, Span, hash, show};

/// A whole number of any base; `None` where it is larger than any that we have.
fn whole(number: &Integer<'_>) -> Option<i128> {
    let (is_negative, digits) = number.to_u32_digits();
    let size = digits
        .iter()
        .rev()
        .try_fold(0_i128, |sum, digit| sum.checked_mul(1 << 32)?.checked_add(i128::from(*digit)))?;
    Some(if is_negative { -size } else { size })
}

/// A regular expression of Ruby.
fn taken_over(
    source: &str,
    ignores_case: bool,
    is_multi_line: bool,
    is_extended: bool,
) -> Result<(Thing, Origin), Fail> {
    if is_extended {
        return Err(Fail::Refused("a regular expression with the flag `x`".to_owned()));
    }
    let pattern = Pattern::new(source, ignores_case, is_multi_line)?;
    Ok((Thing::Pattern(Rc::new(pattern)), Origin::Literal))
}

impl Evaluator<'_> {
    pub(super) fn literal(&mut self, node: &Node<'_>, span: Span) -> Result<Item, Stop> {
        let made = self.literal_thing(node);
        match made {
            Ok((thing, origin)) => Ok(Item { thing, span, origin }),
            Err(fail) => self.failed(fail, "", span),
        }
    }

    fn literal_thing(&mut self, node: &Node<'_>) -> Result<(Thing, Origin), Fail> {
        let literal = |thing| Ok((thing, Origin::Literal));
        if let Some(text) = node.as_string_node() {
            let made = Thing::text(self.utf8(text.unescaped())?);
            if let (Thing::Text(made), true) = (&made, text.is_frozen()) {
                made.is_frozen.set(true);
            }
            return literal(made);
        }
        if let Some(text) = node.as_interpolated_string_node() {
            let (text, origin) = self.interpolated(&text.parts())?;
            return Ok((Thing::text(text), origin));
        }
        if let Some(symbol) = node.as_symbol_node() {
            return literal(Thing::Symbol(self.utf8(symbol.unescaped())?.into()));
        }
        if let Some(symbol) = node.as_interpolated_symbol_node() {
            let (text, origin) = self.interpolated(&symbol.parts())?;
            return Ok((Thing::Symbol(text.into()), origin));
        }
        if let Some(number) = node.as_integer_node() {
            return literal(Thing::Integer(whole(&number.value()).ok_or_else(too_large)?));
        }
        if let Some(number) = node.as_float_node() {
            return literal(Thing::Float(number.value()));
        }
        if let Some(array) = node.as_array_node() {
            let items = self.items(&array.elements())?;
            return literal(Thing::list(items));
        }
        if let Some(hash) = node.as_hash_node() {
            return literal(self.hash(&hash.elements())?);
        }
        if let Some(hash) = node.as_keyword_hash_node() {
            return literal(self.hash(&hash.elements())?);
        }
        if let Some(range) = node.as_range_node() {
            let mut end = |end: Option<Node<'_>>| match end {
                None => Ok(None),
                Some(end) => match self.expression(&end)?.thing {
                    Thing::Integer(number) => Ok(Some(number)),
                    Thing::Nil => Ok(None),
                    Thing::Unknown => Err(Fail::Unknown),
                    _ => Err(Fail::Refused("a range of something other than whole numbers".to_owned())),
                },
            };
            let (from, to) = (end(range.left())?, end(range.right())?);
            return literal(Thing::Range(from, to, range.is_exclude_end()));
        }
        if let Some(pattern) = node.as_regular_expression_node() {
            let source = self.utf8(pattern.unescaped())?;
            return taken_over(
                &source,
                pattern.is_ignore_case(),
                pattern.is_multi_line(),
                pattern.is_extended(),
            );
        }
        if let Some(pattern) = node.as_interpolated_regular_expression_node() {
            let (source, _) = self.interpolated(&pattern.parts())?;
            return taken_over(
                &source,
                pattern.is_ignore_case(),
                pattern.is_multi_line(),
                pattern.is_extended(),
            );
        }
        if node.as_source_file_node().is_some() {
            return Ok((Thing::text(self.own_path()), Origin::Computed));
        }
        let start = self.span(&node.location()).start;
        let line = self.line(start);
        Ok((Thing::Integer(line), Origin::Computed))
    }

    /// The line that the byte `at` of the text at hand is on.
    fn line(&self, at: usize) -> i128 {
        let Some(text) = self.evaluated.texts.get(self.at) else { return 1 };
        let before = text.text.get(..at.saturating_sub(text.start)).unwrap_or_default();
        i128::try_from(before.matches('\n').count()).unwrap_or(0) + 1
    }

    fn utf8(&mut self, bytes: &[u8]) -> Result<String, Fail> {
        self.budget.bytes(bytes.len())?;
        let text = std::str::from_utf8(bytes);
        text.map(ToOwned::to_owned).map_err(|_| Fail::Refused("text that is not UTF-8".to_owned()))
    }

    /// Adjacent strings, and strings with `#{…}`.
    fn interpolated(&mut self, parts: &NodeList<'_>) -> Result<(String, Origin), Fail> {
        let mut made = String::new();
        let mut origin = Origin::Literal;
        let mut is_unknown = false;
        for part in parts {
            if let Some(text) = part.as_string_node() {
                made.push_str(&self.utf8(text.unescaped())?);
                continue;
            }
            if let Some(inner) = part.as_interpolated_string_node() {
                let (text, of) = self.interpolated(&inner.parts())?;
                made.push_str(&text);
                if of != Origin::Literal {
                    origin = Origin::Computed;
                }
                continue;
            }
            origin = Origin::Computed;
            let value = match part.as_embedded_statements_node() {
                Some(embedded) => match embedded.statements() {
                    Some(statements) => self.statements(&statements.body())?,
                    None => self.item(Thing::Nil),
                },
                None => self.expression(&part)?,
            };
            if value.thing.is_unknown() {
                is_unknown = true;
                continue;
            }
            let text = show::text(&value.thing, &mut self.budget)?;
            self.budget.bytes(text.len())?;
            made.push_str(&text);
        }
        if is_unknown { Err(Fail::Unknown) } else { Ok((made, origin)) }
    }

    /// The items of a list, or the arguments of a call.
    pub(super) fn items(&mut self, nodes: &NodeList<'_>) -> Result<Vec<Item>, Fail> {
        let mut items = Vec::new();
        for node in nodes {
            let Some(splat) = node.as_splat_node() else {
                items.push(self.expression(&node)?);
                self.budget.items(1)?;
                continue;
            };
            let Some(list) = splat.expression() else { return Err(Fail::Refused("`*`".to_owned())) };
            let item = self.expression(&list)?;
            let spread = match &item.thing {
                Thing::List(list) => list.get().clone(),
                Thing::Nil => Vec::new(),
                Thing::Hash(hash) => hash::pairs(&hash.get()),
                Thing::Range(..) => {
                    let thing = self.method(&item, "to_a", &[], None)?;
                    super::list::other(&thing)?
                }
                _ => vec![item],
            };
            self.budget.items(spread.len())?;
            items.extend(spread);
        }
        Ok(items)
    }

    fn hash(&mut self, elements: &NodeList<'_>) -> Result<Thing, Fail> {
        let mut made = Hash::default();
        for element in elements {
            let condition = self.condition();
            if let Some(splat) = element.as_assoc_splat_node() {
                let Some(other) = splat.value() else { return Err(Fail::Refused("`**`".to_owned())) };
                let item = self.expression(&other)?;
                match &item.thing {
                    Thing::Hash(other) => {
                        let other = other.get();
                        self.budget.items(other.entries.len())?;
                        for (key, entry) in &other.entries {
                            made.set(key.clone(), entry.clone());
                        }
                    }
                    Thing::Nil => {}
                    Thing::Unknown => return Err(Fail::Unknown),
                    other => {
                        let kind = super::number::kind(other);
                        return Err(Fail::Raised(format!("no implicit conversion of {kind} into Hash")));
                    }
                }
                continue;
            }
            let Some(pair) = element.as_assoc_node() else { continue };
            let key = self.expression(&pair.key())?;
            let item = match pair.value().as_implicit_node() {
                Some(implicit) => self.expression(&implicit.value())?,
                None => self.expression(&pair.value())?,
            };
            match hash::put(&mut made, &key, item, condition, &mut self.budget) {
                // The rest of the hash is known.
                Err(Fail::Unknown) => {}
                done => done?,
            }
        }
        Ok(Thing::hash(made))
    }
}
