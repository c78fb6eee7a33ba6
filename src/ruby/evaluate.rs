//! The evaluator: texts, statements, and what an expression is.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use ruby_prism::{Location, Node, NodeList};

use super::budget::{Budget, Fail, Stop};
use super::value::{Hash, Item, Shared, Thing, table};
use super::{Evaluated, Fault, Names, Origin, Outside, Span, Text, parse};
use crate::problem::Problem;

/// Expressions that are nested deeper are written by no one.
const DEEPEST: usize = 1_000;

/// More faults than these are not told.
const MANY: usize = 200;

/// The variables of a file or a block.
pub(super) type Scope = HashMap<Box<[u8]>, Item>;

/// What a text assigns to a variable, to tell a setting that was meant.
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) value: Span,
}

pub(super) struct Evaluator<'e> {
    pub(super) evaluated: Evaluated,
    pub(super) is_setting: fn(&str) -> bool,
    pub(super) nearest: Option<fn(&str) -> Option<String>>,
    pub(super) outside: &'e dyn Outside,
    pub(super) settings: Rc<Shared<Hash>>,
    pub(super) scopes: Vec<Scope>,
    pub(super) constants: HashMap<String, Item>,
    pub(super) variables: Vec<Variable>,
    /// Which text is at hand.
    pub(super) at: usize,
    /// The files that are being evaluated, the outermost first.
    pub(super) chain: Vec<String>,
    /// The conditions around the statement at hand.
    pub(super) conditions: Vec<Span>,
    /// The assignment around the expression at hand, up to its value.
    pub(super) statement: Option<String>,
    /// Texts that stand for files which could not be read for want of permission.
    pub(super) placeholders: Vec<String>,
    /// Something was skipped because its condition could not be told: what it would have set is missing.
    pub(super) is_doubtful: bool,
    pub(super) budget: Budget,
    /// The expression at hand.
    pub(super) here: Span,
    depth: Cell<usize>,
}

impl<'e> Evaluator<'e> {
    pub(super) fn new(texts: Vec<Text>, names: Names, outside: &'e dyn Outside) -> Self {
        let budget = Budget::new(texts.iter().map(|text| text.text.len()).sum());
        Self {
            evaluated: Evaluated { texts, ..Evaluated::default() },
            is_setting: names.is_setting,
            nearest: names.nearest,
            outside,
            settings: Shared::new(Hash::of_settings()),
            scopes: Vec::new(),
            constants: HashMap::new(),
            variables: Vec::new(),
            at: 0,
            chain: Vec::new(),
            conditions: Vec::new(),
            statement: None,
            placeholders: Vec::new(),
            is_doubtful: false,
            budget,
            here: 0..0,
            depth: Cell::new(0),
        }
    }

    pub(super) fn run(mut self) -> Evaluated {
        let mut is_over = false;
        for index in 0..self.evaluated.texts.len() {
            let name = self.evaluated.texts.get(index).map(|text| text.name.clone()).unwrap_or_default();
            self.chain = vec![name];
            is_over = self.text(index).is_err();
            if is_over {
                break;
            }
        }
        let settings = Rc::clone(&self.settings);
        let table = table(&settings.get(), 0, &mut self.budget);
        match table {
            Ok(mut table) => {
                // What was only named is not set.
                table.retain(|(_, node)| {
                    node.origin != Origin::Computed
                        || !matches!(&node.value, super::Value::Table(inner) if inner.is_empty())
                });
                self.evaluated.settings = table;
            }
            // Where the run was ended for its size, that was told.
            Err(_) if is_over => {}
            Err(fail) => drop(self.failed(fail, "", 0..0)),
        }
        self.evaluated
    }

    /// Evaluates a text.
    pub(super) fn text(&mut self, index: usize) -> Result<(), Stop> {
        let Some(text) = self.evaluated.texts.get(index).cloned() else { return Ok(()) };
        if let Some(deep) = parse::too_deep(&text.text) {
            let span = text.start + deep.start..text.start + deep.end;
            self.fault(
                span,
                "E004",
                "could not read this as Ruby: it is nested too deeply",
                "write it flatter",
            );
            return Ok(());
        }
        let parsed = ruby_prism::parse(text.text.as_bytes());
        self.evaluated.comments.extend(parse::comments(text.start, &parsed));
        let breaches = parse::breaches(text.start, &parsed);
        if !breaches.is_empty() {
            self.evaluated.faults.extend(breaches);
            self.is_doubtful = true;
            return Ok(());
        }
        let outer = std::mem::replace(&mut self.at, index);
        let scopes = std::mem::replace(&mut self.scopes, vec![Scope::new()]);
        let mut answer = Ok(());
        if let Some(program) = parsed.node().as_program_node() {
            program.statements().body().iter().for_each(|node| self.lonely(&node));
            answer = match self.statements(&program.statements().body()) {
                Ok(_) | Err(Stop::Return | Stop::Break(_) | Stop::Next(_)) => Ok(()),
                Err(stop) => Err(stop),
            };
        }
        self.unread_variables(&text);
        self.scopes = scopes;
        self.at = outer;
        answer
    }

    pub(super) fn statements(&mut self, list: &NodeList<'_>) -> Result<Item, Stop> {
        let mut value = None;
        for node in list {
            value = Some(self.expression(&node)?);
        }
        Ok(value.unwrap_or_else(|| self.item(Thing::Nil)))
    }

    /// A value that was computed by the expression at hand.
    pub(super) fn item(&self, thing: Thing) -> Item {
        Item::computed(thing, &self.here)
    }

    /// Where the text at hand starts.
    fn start(&self) -> usize {
        self.evaluated.texts.get(self.at).map_or(0, |text| text.start)
    }

    pub(super) fn span(&self, location: &Location<'_>) -> Span {
        parse::span(self.start(), location)
    }

    /// What stands at `span` of the text at hand.
    pub(super) fn source(&self, span: &Span) -> &str {
        let start = self.start();
        let text = self.evaluated.texts.get(self.at).map_or("", |text| text.text.as_str());
        text.get(span.start.saturating_sub(start)..span.end.saturating_sub(start)).unwrap_or_default()
    }

    /// The innermost condition around the statement at hand.
    pub(super) fn condition(&self) -> Option<Span> {
        self.conditions.last().cloned()
    }

    pub(super) fn fault(
        &mut self,
        span: Span,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let fault = Fault { span, problem: Problem::coded(code, "", message, hint) };
        if self.evaluated.faults.len() < MANY && !self.evaluated.faults.contains(&fault) {
            self.evaluated.faults.push(fault);
        }
    }

    /// What to write instead of the expression at hand.
    pub(super) fn literally(&self) -> String {
        match &self.statement {
            Some(statement) => format!("write the value itself: `{statement} '…'`"),
            None => "remove it: a settings file sets values, and nothing else".to_owned(),
        }
    }

    /// Reports `node`, which is not among what a settings file may say.
    pub(super) fn unsupported(&mut self, node: &Node<'_>, what: &str) -> Item {
        let hint = self.literally();
        self.refused(node, what, hint)
    }

    pub(super) fn refused(&mut self, node: &Node<'_>, what: &str, hint: impl Into<String>) -> Item {
        let span = self.span(&node.location());
        let message = format!("{what} is not evaluated: the file is read as data, and nothing in it is run");
        self.fault(span.clone(), "E014", message, hint);
        Item::computed(Thing::Unknown, &span)
    }

    /// Reports why a method, or an operator, gave no value; the expression at `span` is unknown.
    pub(super) fn failed(&mut self, fail: Fail, name: &str, span: Span) -> Result<Item, Stop> {
        let unknown = Item::computed(Thing::Unknown, &span);
        match fail {
            Fail::Unknown => {}
            Fail::Stop(stop) => return Err(stop),
            Fail::Spent(what) => {
                let hint = "write the values themselves, without a loop";
                self.fault(
                    span,
                    "E015",
                    format!("this takes too much: too many {what}").replace("many memory", "much memory"),
                    hint,
                );
                return Err(Stop::Over);
            }
            Fail::Missing => {
                let message = format!("`{name}` does not fit what it is called with");
                self.fault(span, "E015", message, self.literally());
            }
            Fail::Refused(what) => {
                let message =
                    format!("{what} is not evaluated: the file is read as data, and nothing in it is run");
                self.fault(span, "E014", message, self.literally());
            }
            Fail::Raised(words) => {
                self.fault(span, "E015", format!("Ruby stops here: {words}"), self.literally());
            }
        }
        Ok(unknown)
    }

    pub(super) fn expression(&mut self, node: &Node<'_>) -> Result<Item, Stop> {
        let span = self.span(&node.location());
        if let Err(fail) = self.budget.step() {
            return self.failed(fail, "", span);
        }
        let outer = std::mem::replace(&mut self.here, span.clone());
        let answer = self.deeper(|evaluator| evaluator.kind(node, span));
        self.here = outer;
        answer
    }

    /// Goes one level down, unless there are too many above.
    pub(super) fn deeper<T>(&mut self, go: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        if self.depth.get() > DEEPEST {
            let here = self.here.clone();
            self.fault(here, "E015", "this is nested too deeply", "write it flatter");
            return Err(Stop::Over);
        }
        self.depth.set(self.depth.get() + 1);
        let answer = go(self);
        self.depth.set(self.depth.get() - 1);
        answer
    }

    fn kind(&mut self, node: &Node<'_>, span: Span) -> Result<Item, Stop> {
        let literal = |thing| Ok(Item { thing, span: span.clone(), origin: Origin::Literal });
        match node {
            Node::TrueNode { .. } => literal(Thing::Boolean(true)),
            Node::FalseNode { .. } => literal(Thing::Boolean(false)),
            Node::NilNode { .. } => literal(Thing::Nil),
            Node::SelfNode { .. } => Ok(self.unsupported(node, "`self`")),
            Node::StringNode { .. }
            | Node::InterpolatedStringNode { .. }
            | Node::SymbolNode { .. }
            | Node::InterpolatedSymbolNode { .. }
            | Node::IntegerNode { .. }
            | Node::FloatNode { .. }
            | Node::ArrayNode { .. }
            | Node::HashNode { .. }
            | Node::KeywordHashNode { .. }
            | Node::RangeNode { .. }
            | Node::RegularExpressionNode { .. }
            | Node::InterpolatedRegularExpressionNode { .. }
            | Node::SourceFileNode { .. }
            | Node::SourceLineNode { .. } => self.literal(node, span),
            Node::CallNode { .. } => self.call_node(node, span),
            Node::LocalVariableReadNode { .. }
            | Node::ItLocalVariableReadNode { .. }
            | Node::ConstantReadNode { .. }
            | Node::ConstantPathNode { .. } => Ok(self.read_name(node, span)),
            Node::LocalVariableWriteNode { .. }
            | Node::LocalVariableOrWriteNode { .. }
            | Node::LocalVariableAndWriteNode { .. }
            | Node::LocalVariableOperatorWriteNode { .. }
            | Node::ConstantWriteNode { .. }
            | Node::ConstantOrWriteNode { .. }
            | Node::ConstantAndWriteNode { .. }
            | Node::ConstantOperatorWriteNode { .. }
            | Node::IndexOrWriteNode { .. }
            | Node::IndexAndWriteNode { .. }
            | Node::IndexOperatorWriteNode { .. }
            | Node::MultiWriteNode { .. } => self.assignment(node, span),
            _ => self.control(node, span),
        }
    }
}
