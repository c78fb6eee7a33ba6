//! Calls: which method of which value, and Ruby's words where there is none.

use ruby_prism::{ArgumentsNode, CallNode, Node};

use super::assign::name_of;
use super::block::Block;
use super::budget::{Fail, Stop};
use super::compare::{equal, is_a, is_case};
use super::evaluate::Evaluator;
use super::value::{Hash, Item, Thing};
use super::{Origin, Span, hash, list, methods, number, show, text};

/// The classes and modules of Ruby that the evaluator knows.
const CLASSES: &[&str] = &[
    "ENV",
    "File",
    "IO",
    "JSON",
    "YAML",
    "Psych",
    "Base64",
    "String",
    "Array",
    "Hash",
    "Integer",
    "Float",
    "Symbol",
    "Numeric",
    "NilClass",
    "TrueClass",
    "FalseClass",
    "Regexp",
    "Range",
    "Object",
    "Comparable",
    "Enumerable",
    "Mash",
    "Float::INFINITY",
];

/// The class `name`, if the evaluator knows it.
pub(super) fn class(name: &str) -> Option<&'static str> {
    CLASSES.iter().find(|class| **class == name).copied()
}

/// Whether `name` is one of Chef's, which evaluates a `gitlab.rb` in Omnibus.
pub(super) fn is_of_chef(name: &str) -> bool {
    ["Gitlab", "Chef", "Mixlib", "node", "Ohai", "OmnibusHelper", "GitlabCtl"].contains(&name)
}

/// Whether `name` is another of Ruby's own classes and modules.
pub(super) fn is_of_ruby(name: &str) -> bool {
    let first = name.split("::").next().unwrap_or_default();
    [
        "SecureRandom",
        "Random",
        "Time",
        "Date",
        "DateTime",
        "Dir",
        "FileUtils",
        "Pathname",
        "Net",
        "URI",
        "OpenSSL",
        "Digest",
        "Kernel",
        "Process",
        "Socket",
        "IPAddr",
        "Resolv",
        "Open3",
        "Open",
        "OpenURI",
        "Etc",
        "ERB",
        "CSV",
        "Tempfile",
        "Set",
        "Struct",
        "OpenStruct",
        "Class",
        "Module",
        "Proc",
        "Method",
        "Thread",
        "Math",
        "Rational",
        "Complex",
        "BigDecimal",
        "Logger",
        "StringIO",
        "Zlib",
        "RbConfig",
        "RUBY_VERSION",
        "RUBY_PLATFORM",
        "ARGV",
        "STDOUT",
        "STDERR",
        "STDIN",
        "DATA",
        "Exception",
        "StandardError",
        "RuntimeError",
        "ArgumentError",
        "KeyError",
        "GC",
        "ObjectSpace",
        "Marshal",
        "Timeout",
        "Shellwords",
        "Bundler",
        "Gem",
        "Encoding",
        "Rails",
        "TOPLEVEL_BINDING",
    ]
    .contains(&first)
}

impl Evaluator<'_> {
    /// The arguments of a call; `None` where one of them cannot be taken at all.
    pub(super) fn arguments(
        &mut self,
        arguments: Option<ArgumentsNode<'_>>,
    ) -> Result<Option<Vec<Item>>, Stop> {
        let Some(arguments) = arguments else { return Ok(Some(Vec::new())) };
        match self.items(&arguments.arguments()) {
            Ok(items) => Ok(Some(items)),
            Err(fail) => {
                let here = self.here.clone();
                self.failed(fail, "", here)?;
                Ok(None)
            }
        }
    }

    pub(super) fn call_node(&mut self, node: &Node<'_>, span: Span) -> Result<Item, Stop> {
        let Some(call) = node.as_call_node() else { return Ok(self.unsupported(node, "this")) };
        let name = name_of(&call.name());
        let Some(receiver) = call.receiver() else { return self.bare(node, &call, &name, span) };
        if receiver.as_self_node().is_some() && !call.is_attribute_write() {
            return self.bare(node, &call, &name, span);
        }
        if name == "[]=" && call.block().is_none() {
            return self.index_write(node, &call, &receiver);
        }
        if call.is_attribute_write() {
            let key = name.trim_end_matches('=');
            let written = self.span(&receiver.location());
            let written = self.source(&written).to_owned();
            let hint = format!("write the key in brackets: `{written}['{key}'] = …`");
            return Ok(self.refused(node, "an assignment to a method", hint));
        }
        if let Some(item) = self.refused_call(node, &receiver, &name) {
            return Ok(item);
        }
        if name == "with_index"
            && let Some(item) = self.with_index(&call, &receiver, &span)
        {
            return item;
        }
        // Methods that make a hash of settings make the ones above it too.
        let of = if hash::MAKING.contains(&name.as_str()) && self.is_path(&receiver) {
            let at = self.span(&receiver.location());
            Item::computed(self.target(&receiver)?, &at)
        } else {
            self.expression(&receiver)?
        };
        if call.is_safe_navigation() && matches!(of.thing, Thing::Nil) {
            return Ok(Item::computed(Thing::Nil, &span));
        }
        let Some(arguments) = self.arguments(call.arguments())? else {
            return Ok(Item::computed(Thing::Unknown, &span));
        };
        let block = call.block();
        let written = block.as_ref().and_then(Node::as_block_node);
        let block = match (&written, &block) {
            (Some(block), _) => Some(Block::Written(block)),
            (None, None) => None,
            (None, Some(block)) => match self.passed_block(block) {
                Some(block) => Some(block),
                None => return Ok(Item::computed(Thing::Unknown, &span)),
            },
        };
        let of = match of.thing {
            // What is not set yet reads as an empty hash, where only a hash has such a method.
            Thing::Nil
                if self.is_path(&receiver)
                    && !methods::has("NilClass", &name)
                    && methods::has("Hash", &name) =>
            {
                Item { thing: Thing::hash(Hash::of_settings()), ..of }
            }
            _ => of,
        };
        let answer = self.send(&of, &name, &arguments, block.as_ref(), &span);
        match answer {
            Err(Stop::Break(item)) if block.is_some() => Ok(*item),
            answer => answer,
        }
    }

    /// `&:name`.
    fn passed_block<'b>(&mut self, block: &Node<'_>) -> Option<Block<'b, 'b>> {
        let passed = block.as_block_argument_node().and_then(|argument| argument.expression());
        let name = passed.as_ref().and_then(Node::as_symbol_node);
        if let Some(name) = name {
            return Some(Block::Method(String::from_utf8_lossy(name.unescaped()).into()));
        }
        self.unsupported(block, "a block that is passed on");
        None
    }

    fn index_write(
        &mut self,
        node: &Node<'_>,
        call: &CallNode<'_>,
        receiver: &Node<'_>,
    ) -> Result<Item, Stop> {
        let span = self.span(&node.location());
        let target = self.target(receiver)?;
        let Some(arguments) = call.arguments() else { return Ok(self.unsupported(node, "this assignment")) };
        let nodes: Vec<Node<'_>> = arguments.arguments().iter().collect();
        let [key, value] = nodes.as_slice() else { return Ok(self.unsupported(node, "this assignment")) };
        let key = self.expression(key)?;
        let at = span.start..key.span.end + 1;
        let written = format!("{} =", self.source(&at));
        let value = self.value_for(written, value)?;
        self.put(&target, &key, &value, at)?;
        Ok(value)
    }

    /// Calls a method, and reports where that gives nothing.
    pub(super) fn send(
        &mut self,
        of: &Item,
        name: &str,
        arguments: &[Item],
        block: Option<&Block<'_, '_>>,
        span: &Span,
    ) -> Result<Item, Stop> {
        let unknown = || Item::computed(Thing::Unknown, span);
        let takes_any = matches!(
            name,
            "<<" | "push" | "append" | "unshift" | "concat" | "store" | "merge" | "merge!" | "update"
        );
        if of.thing.is_unknown() || !takes_any && arguments.iter().any(|item| item.thing.is_unknown()) {
            return Ok(unknown());
        }
        match self.method(of, name, arguments, block) {
            Ok(thing) => {
                let origin = origin(of, name, arguments, &thing);
                Ok(Item { thing, span: span.clone(), origin })
            }
            Err(Fail::Missing) => {
                self.missing(of, name, span);
                Ok(unknown())
            }
            Err(fail) => self.failed(fail, name, span.clone()),
        }
    }

    /// Reports that there is no method `name`, or that it is not evaluated.
    fn missing(&mut self, of: &Item, name: &str, span: &Span) {
        if matches!(of.thing, Thing::Nil) && self.is_doubtful {
            return;
        }
        let class = of.thing.class();
        if methods::has(class, name) {
            drop(self.failed(Fail::Refused(format!("`{name}` of {class}")), name, span.clone()));
            return;
        }
        let (kind, hint) = match &of.thing {
            Thing::Nil => (
                "nil".to_owned(),
                "nothing has a value there: set it above this line, or write the value itself".to_owned(),
            ),
            Thing::Boolean(truth) => (truth.to_string(), self.literally()),
            Thing::Class(name) => (format!("class {name}"), self.literally()),
            _ => (format!("an instance of {class}"), self.literally()),
        };
        self.fault(
            span.clone(),
            "E015",
            format!("Ruby stops here: undefined method `{name}' for {kind}"),
            hint,
        );
    }

    /// A method of a value, as Ruby calls it.
    pub(super) fn method(
        &mut self,
        of: &Item,
        name: &str,
        arguments: &[Item],
        block: Option<&Block<'_, '_>>,
    ) -> Result<Thing, Fail> {
        self.budget.step()?;
        let first = arguments.first().map(|item| &item.thing);
        if first.is_some_and(Thing::is_unknown) && matches!(name, "==" | "!=" | "===") {
            return Err(Fail::Unknown);
        }
        let budget = &mut self.budget;
        match (name, first) {
            ("==", Some(other)) => return Ok(Thing::Boolean(equal(&of.thing, other, 0, budget)?)),
            ("!=", Some(other)) => return Ok(Thing::Boolean(!equal(&of.thing, other, 0, budget)?)),
            ("===", Some(other)) => return Ok(Thing::Boolean(is_case(&of.thing, other, budget)?)),
            ("equal?", Some(_)) => return Err(Fail::Refused("`equal?`".to_owned())),
            ("!", None) => return Ok(Thing::Boolean(!of.thing.is_true())),
            ("!~", Some(_)) => {
                let found = self.method(of, "=~", arguments, None)?;
                return Ok(Thing::Boolean(!found.is_true()));
            }
            ("nil?", None) => return Ok(Thing::Boolean(matches!(of.thing, Thing::Nil))),
            ("is_a?" | "kind_of?", Some(Thing::Class(class))) => {
                return Ok(Thing::Boolean(is_a(&of.thing, class)));
            }
            ("instance_of?", Some(Thing::Class(class))) => {
                return Ok(Thing::Boolean(of.thing.class() == *class));
            }
            ("class", None) => return Ok(class(of.thing.class()).map_or(Thing::Unknown, Thing::Class)),
            ("freeze", None) => {
                if let Thing::Text(text) = &of.thing {
                    text.is_frozen.set(true);
                    return Ok(of.thing.clone());
                }
                if !matches!(of.thing, Thing::List(_) | Thing::Hash(_)) {
                    return Ok(of.thing.clone());
                }
            }
            ("frozen?", None) => {
                return Ok(Thing::Boolean(match &of.thing {
                    Thing::Text(text) => text.is_frozen.get(),
                    Thing::List(list) => list.is_frozen.get(),
                    Thing::Hash(hash) => hash.is_frozen.get(),
                    _ => true,
                }));
            }
            ("itself", None) => return Ok(of.thing.clone()),
            ("dup" | "clone", None) => return self.copied(&of.thing),
            ("then" | "yield_self", None) if block.is_some() => {
                return Ok(self.give(block, vec![of.clone()])?.thing);
            }
            ("tap", None) if block.is_some() => {
                self.give(block, vec![of.clone()])?;
                return Ok(of.thing.clone());
            }
            ("to_json", None) => return Ok(Thing::text(super::data::json(&of.thing, budget)?)),
            ("inspect", None) => return Ok(Thing::text(show::inspect(&of.thing, budget)?)),
            ("in?", _) => return Err(Fail::Missing),
            ("to_yaml", None) => return Err(Fail::Refused("`to_yaml`".to_owned())),
            _ => {}
        }
        match &of.thing {
            Thing::Unknown => Err(Fail::Unknown),
            Thing::Text(shared) => text::call(self, shared, name, arguments, block),
            Thing::Symbol(symbol) => text::symbol(self, symbol, name, arguments),
            Thing::List(items) => list::call(self, items, name, arguments, block),
            Thing::Hash(table) => hash::call(self, table, name, arguments, block),
            Thing::Integer(number) if name == "times" && block.is_none() && first.is_none() => {
                Ok(Thing::Range(Some(0), Some(*number), true))
            }
            Thing::Integer(number) if block.is_none() => {
                number::integer(*number, name, arguments, &mut self.budget)
            }
            Thing::Integer(number) => self.counted(*number, name, arguments, block),
            Thing::Float(number) => number::of_float(*number, name, arguments),
            Thing::Range(from, to, is_open) => self.range((*from, *to, *is_open), name, arguments, block),
            Thing::Pattern(pattern) => match (name, first) {
                ("match?" | "=~", Some(Thing::Text(text))) => {
                    let at = pattern.find(&text.get(), &mut self.budget)?;
                    let text = text.get();
                    Ok(match (name, at) {
                        ("match?", at) => Thing::Boolean(at.is_some()),
                        (_, None) => Thing::Nil,
                        (_, Some(at)) => {
                            let characters = text.get(..at).unwrap_or_default().chars().count();
                            Thing::Integer(i128::try_from(characters).unwrap_or(0))
                        }
                    })
                }
                ("match?", Some(Thing::Nil)) => Ok(Thing::Boolean(false)),
                ("=~", Some(Thing::Nil)) => Ok(Thing::Nil),
                ("source", None) => Ok(Thing::text(pattern.source.as_str())),
                _ => Err(Fail::Missing),
            },
            Thing::Class(class) => self.class_method(class, name, arguments, block),
            Thing::Nil => match (name, first) {
                ("to_s", None) => Ok(Thing::text("")),
                ("to_a", None) => Ok(Thing::list(Vec::new())),
                ("to_h", None) => Ok(Thing::hash(Hash::default())),
                ("to_i", None) => Ok(Thing::Integer(0)),
                ("to_f", None) => Ok(Thing::Float(0.0)),
                ("&", Some(_)) => Ok(Thing::Boolean(false)),
                ("|", Some(other)) => Ok(Thing::Boolean(other.is_true())),
                ("=~", Some(_)) => Ok(Thing::Nil),
                _ => Err(Fail::Missing),
            },
            Thing::Boolean(truth) => match (name, first) {
                ("to_s", None) => Ok(Thing::text(truth.to_string())),
                ("&", Some(other)) => Ok(Thing::Boolean(*truth && other.is_true())),
                ("|", Some(other)) => Ok(Thing::Boolean(*truth || other.is_true())),
                ("^", Some(other)) => Ok(Thing::Boolean(*truth != other.is_true())),
                _ => Err(Fail::Missing),
            },
        }
    }

    fn copied(&mut self, thing: &Thing) -> Result<Thing, Fail> {
        Ok(match thing {
            Thing::Text(text) => {
                self.budget.bytes(text.get().len())?;
                Thing::text(text.get().clone())
            }
            Thing::List(list) => {
                self.budget.items(list.get().len())?;
                Thing::list(list.get().clone())
            }
            Thing::Hash(hash) => {
                self.budget.items(hash.get().entries.len())?;
                Thing::hash(hash.get().clone())
            }
            other => other.clone(),
        })
    }
}

/// Where the answer of `name` came from: a file's text without white space around it is still that file's.
fn origin(of: &Item, name: &str, arguments: &[Item], answer: &Thing) -> Origin {
    let is_line_break = |item: &Item| matches!(&item.thing, Thing::Text(text) if *text.get() == "\n" || *text.get() == "\r\n");
    let is_nothing = |item: &Item| matches!(&item.thing, Thing::Text(text) if text.get().is_empty());
    let keeps_file = match (name, arguments) {
        ("strip" | "lstrip" | "rstrip" | "chomp" | "freeze" | "to_s" | "dup" | "itself", []) => true,
        ("chomp" | "delete", [what]) => is_line_break(what),
        ("gsub" | "sub", [what, by]) => is_line_break(what) && is_nothing(by) && is_one_line(of, answer),
        _ => false,
    };
    if let Thing::Class(_) = of.thing {
        return Evaluator::source_of(&of.thing, name, arguments, answer);
    }
    match &of.origin {
        origin @ Origin::File(_) if keeps_file => origin.clone(),
        origin @ Origin::Variable(_)
            if matches!(name, "freeze" | "dup" | "itself") && arguments.is_empty() =>
        {
            origin.clone()
        }
        origin @ Origin::Variable(_) if name == "to_s" && !matches!(of.thing, Thing::Nil) => origin.clone(),
        Origin::Literal if name == "freeze" => Origin::Literal,
        Origin::Literal if name == "-@" && matches!(answer, Thing::Integer(_) | Thing::Float(_)) => {
            Origin::Literal
        }
        _ => Origin::Computed,
    }
}

/// Whether nothing but the ends of the text `of` was taken away.
fn is_one_line(of: &Item, answer: &Thing) -> bool {
    matches!((&of.thing, answer), (Thing::Text(of), Thing::Text(answer)) if of.get().trim() == answer.get().trim())
}
