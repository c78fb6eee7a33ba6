//! The evaluator: statements and expressions.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use ruby_prism::{ArgumentsNode, CallNode, Location, Node, NodeList};

use super::value::{Entry, Hash, Item, Key, Thing, kept, table};
use super::{Evaluated, Fault, Origin, Outside, Span, Text, parse};
use crate::problem::Problem;
use crate::secret::placeholder;

/// How many expressions a run evaluates. A settings file of 10,000 lines takes some 100,000.
const STEPS: usize = 5_000_000;

/// The run is over: a fault says why.
pub(super) struct Over;

pub(super) struct Evaluator<'e> {
    evaluated: Evaluated,
    is_setting: fn(&str) -> bool,
    outside: &'e dyn Outside,
    settings: Rc<RefCell<Hash>>,
    locals: HashMap<String, Item>,
    /// Where the text at hand starts.
    start: usize,
    /// The conditions around the statement at hand.
    conditions: Vec<Span>,
    steps: usize,
}

impl<'e> Evaluator<'e> {
    pub(super) fn new(texts: Vec<Text>, is_setting: fn(&str) -> bool, outside: &'e dyn Outside) -> Self {
        Self {
            evaluated: Evaluated { texts, ..Evaluated::default() },
            is_setting,
            outside,
            settings: Rc::new(RefCell::new(Hash::of_settings())),
            locals: HashMap::new(),
            start: 0,
            conditions: Vec::new(),
            steps: 0,
        }
    }

    pub(super) fn run(mut self) -> Evaluated {
        for text in self.evaluated.texts.clone() {
            if self.text(&text).is_err() {
                break;
            }
        }
        self.evaluated.settings = table(&self.settings.borrow());
        self.evaluated
    }

    /// Evaluates one text.
    fn text(&mut self, text: &Text) -> Result<(), Over> {
        let parsed = ruby_prism::parse(text.text.as_bytes());
        let breaches = parse::breaches(text.start, &parsed);
        self.evaluated.comments.extend(parse::comments(text.start, &parsed));
        if !breaches.is_empty() {
            self.evaluated.faults.extend(breaches);
            return Ok(());
        }
        let outer = std::mem::replace(&mut self.start, text.start);
        if let Some(program) = parsed.node().as_program_node() {
            self.statements(&program.statements().body())?;
        }
        self.start = outer;
        Ok(())
    }

    fn statements(&mut self, list: &NodeList<'_>) -> Result<Item, Over> {
        let mut value = None;
        for node in list {
            value = Some(self.expression(&node)?);
        }
        Ok(value.unwrap_or(Item {
            thing: Thing::Nil,
            span: self.start..self.start,
            origin: Origin::Computed,
        }))
    }

    fn span(&self, location: &Location<'_>) -> Span {
        parse::span(self.start, location)
    }

    fn fault(&mut self, span: Span, code: &'static str, message: impl Into<String>, hint: impl Into<String>) {
        self.evaluated.faults.push(Fault { span, problem: Problem::coded(code, "", message, hint) });
    }

    /// Reports `node`, which is not among what a settings file may say.
    fn unsupported(&mut self, node: &Node<'_>, what: &str) -> Item {
        let span = self.span(&node.location());
        let message = format!("{what} is not evaluated: the file is read as data");
        self.fault(span.clone(), "E014", message, "write the value itself");
        Item { thing: Thing::Unknown, span, origin: Origin::Computed }
    }

    pub(super) fn expression(&mut self, node: &Node<'_>) -> Result<Item, Over> {
        let span = self.span(&node.location());
        self.steps += 1;
        if self.steps > STEPS {
            self.fault(span, "E015", "this takes too many steps", "write the values themselves");
            return Err(Over);
        }
        let literal = |thing| Ok(Item { thing, span: span.clone(), origin: Origin::Literal });
        if let Some(text) = node.as_string_node() {
            return literal(Thing::text(&String::from_utf8_lossy(text.unescaped())));
        }
        if let Some(symbol) = node.as_symbol_node() {
            return literal(Thing::Symbol(String::from_utf8_lossy(symbol.unescaped()).into()));
        }
        if let Some(number) = node.as_integer_node() {
            let value = number.value();
            let (is_negative, digits) = value.to_u32_digits();
            let number = digits
                .iter()
                .rev()
                .try_fold(0_i128, |sum, digit| sum.checked_mul(1 << 32)?.checked_add(i128::from(*digit)));
            return match number {
                Some(number) => literal(Thing::Integer(if is_negative { -number } else { number })),
                None => Ok(self.unsupported(node, "a number of this size")),
            };
        }
        if let Some(number) = node.as_float_node() {
            return literal(Thing::Float(number.value()));
        }
        if node.as_true_node().is_some() {
            return literal(Thing::Boolean(true));
        }
        if node.as_false_node().is_some() {
            return literal(Thing::Boolean(false));
        }
        if node.as_nil_node().is_some() {
            return literal(Thing::Nil);
        }
        if let Some(array) = node.as_array_node() {
            let mut items = Vec::new();
            for element in &array.elements() {
                items.push(self.expression(&element)?);
            }
            return literal(Thing::list(items));
        }
        if let Some(hash) = node.as_hash_node() {
            return self.hash(&hash.elements(), span);
        }
        if let Some(hash) = node.as_keyword_hash_node() {
            return self.hash(&hash.elements(), span);
        }
        if let Some(call) = node.as_call_node() {
            return self.call(node, &call, span);
        }
        if let Some(or) = node.as_or_node() {
            let left = self.expression(&or.left())?;
            return if left.thing.is_true() { Ok(left) } else { self.expression(&or.right()) };
        }
        if let Some(write) = node.as_local_variable_write_node() {
            let value = self.expression(&write.value())?;
            let name = String::from_utf8_lossy(write.name().as_slice()).into_owned();
            if (self.is_setting)(&name) {
                let message = format!("`{name} = …` only makes a variable of Ruby, and sets nothing");
                let span = self.span(&write.name_loc());
                self.fault(span, "E002", message, format!("remove the `=`: `{name} …`"));
            }
            self.locals.insert(name, value.clone());
            return Ok(value);
        }
        if let Some(read) = node.as_local_variable_read_node() {
            let name = String::from_utf8_lossy(read.name().as_slice()).into_owned();
            let found = self.locals.get(&name).cloned();
            return Ok(found.unwrap_or(Item { thing: Thing::Nil, span, origin: Origin::Computed }));
        }
        Ok(self.unsupported(node, "this"))
    }

    fn hash(&mut self, elements: &NodeList<'_>, span: Span) -> Result<Item, Over> {
        let mut hash = Hash::default();
        for element in elements {
            let Some(pair) = element.as_assoc_node() else {
                self.unsupported(&element, "this");
                continue;
            };
            let at = self.span(&pair.key().location());
            let key = self.expression(&pair.key())?;
            let item = self.expression(&pair.value())?;
            if let Some(key) = key_of(&key.thing) {
                hash.set(key, Entry { item, key: at, condition: self.conditions.last().cloned() });
            }
        }
        Ok(Item { thing: Thing::hash(hash), span, origin: Origin::Literal })
    }

    fn arguments(&mut self, arguments: Option<ArgumentsNode<'_>>) -> Result<Vec<Item>, Over> {
        let Some(arguments) = arguments else { return Ok(Vec::new()) };
        let mut items = Vec::new();
        for argument in &arguments.arguments() {
            items.push(self.expression(&argument)?);
        }
        Ok(items)
    }

    fn call(&mut self, node: &Node<'_>, call: &CallNode<'_>, span: Span) -> Result<Item, Over> {
        let name = String::from_utf8_lossy(call.name().as_slice()).into_owned();
        let computed = |thing| Item { thing, span: span.clone(), origin: Origin::Computed };
        let Some(receiver) = call.receiver() else {
            return self.setting(node, call, &name, span);
        };
        if let Some(constant) = receiver.as_constant_read_node() {
            let constant = String::from_utf8_lossy(constant.name().as_slice()).into_owned();
            let arguments = self.arguments(call.arguments())?;
            let first = match arguments.first().map(|item| &item.thing) {
                Some(Thing::Text(text)) => text.to_string(),
                _ => return Ok(self.unsupported(node, "this")),
            };
            return Ok(match (constant.as_str(), name.as_str()) {
                ("ENV", "[]") => {
                    let value = self.outside.variable(&first);
                    let thing = value.map_or(Thing::Nil, |value| Thing::text(&value));
                    Item { thing, span, origin: Origin::Variable(first) }
                }
                ("File", "read") => self.read(&first, span),
                _ => self.unsupported(node, "this"),
            });
        }
        if name == "[]=" {
            let target = self.target(&receiver)?;
            let mut arguments = self.arguments(call.arguments())?.into_iter();
            let (Some(key), Some(value)) = (arguments.next(), arguments.next()) else {
                return Ok(self.unsupported(node, "this"));
            };
            let at = span.start..key.span.end + 1;
            self.store(&target, &key, &value, at);
            return Ok(value);
        }
        let of = self.expression(&receiver)?;
        let arguments = self.arguments(call.arguments())?;
        Ok(match (&of.thing, name.as_str(), arguments.as_slice()) {
            (Thing::Hash(hash), "[]", [key]) => {
                let found = key_of(&key.thing).and_then(|key| hash.borrow().get(key).cloned());
                found.map_or(computed(Thing::Nil), |entry| entry.item)
            }
            _ => self.unsupported(node, &format!("`{name}`")),
        })
    }

    fn read(&mut self, path: &str, span: Span) -> Item {
        let thing = match self.outside.read(path) {
            Ok(text) => Thing::text(&text),
            Err(unread) => {
                let message = format!("{path} {}", unread.message);
                let problem = Problem::coded("E032", "", message, unread.hint);
                let fault = Fault { span: span.clone(), problem };
                if unread.is_forbidden {
                    self.evaluated.unread.push(fault);
                    Thing::text(&placeholder(path))
                } else {
                    self.evaluated.faults.push(fault);
                    Thing::Unknown
                }
            }
        };
        Item { thing, span, origin: Origin::File(path.to_owned()) }
    }

    /// A name at the top: `name`, `name value`.
    fn setting(
        &mut self,
        node: &Node<'_>,
        call: &CallNode<'_>,
        name: &str,
        span: Span,
    ) -> Result<Item, Over> {
        if !(self.is_setting)(name) {
            if call.is_variable_call() || call.arguments().is_some() {
                let message = format!("there is no setting `{name}`");
                let at = call.message_loc().map_or(span.clone(), |location| self.span(&location));
                self.fault(at, "E001", message, "");
                return Ok(Item { thing: Thing::Unknown, span, origin: Origin::Computed });
            }
            return Ok(self.unsupported(node, &format!("`{name}`")));
        }
        let mut arguments = self.arguments(call.arguments())?;
        let at = call.message_loc().map_or(span.clone(), |location| self.span(&location));
        let value = match arguments.len() {
            0 => {
                let found = self.settings.borrow().get(Key::Text(name.to_owned())).cloned();
                let nothing = Item { thing: Thing::Nil, span, origin: Origin::Computed };
                return Ok(found.map_or(nothing, |entry| entry.item));
            }
            1 => arguments.remove(0),
            _ => Item { thing: Thing::list(arguments), span, origin: Origin::Literal },
        };
        let settings = Rc::clone(&self.settings);
        let key = Item { thing: Thing::text(name), span: at.clone(), origin: Origin::Literal };
        self.store(&Thing::Hash(settings), &key, &value, at);
        Ok(value)
    }

    /// What stands left of `[…] =`, made where it is not there yet.
    fn target(&mut self, node: &Node<'_>) -> Result<Thing, Over> {
        let Some(call) = node.as_call_node() else { return Ok(self.expression(node)?.thing) };
        let name = String::from_utf8_lossy(call.name().as_slice()).into_owned();
        let (below, key, at) = match call.receiver() {
            None if (self.is_setting)(&name) && call.arguments().is_none() => {
                let span = self.span(&node.location());
                let key = Item { thing: Thing::text(&name), span: span.clone(), origin: Origin::Literal };
                (Thing::Hash(Rc::clone(&self.settings)), key, span)
            }
            Some(receiver) if name == "[]" => {
                let below = self.target(&receiver)?;
                let Some(key) = self.arguments(call.arguments())?.into_iter().next() else {
                    return Ok(self.unsupported(node, "this").thing);
                };
                (below, key, self.span(&node.location()))
            }
            _ => return Ok(self.expression(node)?.thing),
        };
        let Thing::Hash(hash) = &below else { return Ok(below) };
        let Some(name) = key_of(&key.thing) else { return Ok(self.unsupported(node, "this").thing) };
        if let Some(entry) = hash.borrow().get(name)
            && !matches!(entry.item.thing, Thing::Nil)
        {
            return Ok(entry.item.thing.clone());
        }
        let empty =
            Item { thing: Thing::hash(Hash::of_settings()), span: at.clone(), origin: Origin::Literal };
        self.store(&below, &key, &empty, at);
        self.target(node)
    }

    /// Puts `value` under `key`.
    fn store(&mut self, target: &Thing, key: &Item, value: &Item, at: Span) {
        let (Thing::Hash(hash), Some(key)) = (target, key_of(&key.thing)) else {
            if !matches!(target, Thing::Unknown) {
                self.fault(at, "E015", "nothing can be put below this value", "write it as a hash");
            }
            return;
        };
        let is_settings = hash.borrow().is_settings;
        let Some(item) = (if is_settings { kept(value, 0) } else { Some(value.clone()) }) else {
            self.fault(at, "E015", "this value is nested too deeply", "write it flatter");
            return;
        };
        hash.borrow_mut().set(key, Entry { item, key: at, condition: self.conditions.last().cloned() });
    }
}

fn key_of(thing: &Thing) -> Option<Key> {
    Some(match thing {
        Thing::Text(text) => Key::Text(text.to_string()),
        Thing::Symbol(text) => Key::Symbol(text.to_string()),
        Thing::Integer(number) => Key::Other(number.to_string()),
        _ => return None,
    })
}
