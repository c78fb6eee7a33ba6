//! The shape of the Ruby: which expression each key was given, and under which branch of a condition a place lies.
//!
//! The tree of settings knows of a value where it stands and of a condition what was asked. What a person wrote is more:
//! the whole of `ENV['A'] || 'b'`, whether the branch is the one for yes, what the other branch would set, and whether a
//! value was made of something that was read.

use std::collections::{BTreeMap, HashMap, HashSet};

use ruby_prism::{
    AssocNode, CallNode, CaseNode, ConstantReadNode, ConstantWriteNode, IfNode, IndexOperatorWriteNode,
    IndexOrWriteNode, LocalVariableReadNode, LocalVariableWriteNode, Location, Node, UnlessNode, Visit,
};

use crate::ruby::{Span, Text};

/// How the branch of a condition reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Branch {
    /// Where it holds.
    Yes,
    /// Where it does not.
    No,
    /// Where what was asked is one of these.
    When(Span),
    /// Where it is none.
    Else,
}

/// An assignment that stands under a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Write {
    /// All of it.
    pub(super) span: Span,
    /// What it gives.
    pub(super) value: Span,
    /// What is asked, innermost.
    pub(super) condition: Span,
}

/// What an expression is made of, besides literals.
#[derive(Debug, Default)]
struct Made {
    /// It reads a file or a variable of the environment.
    reads: bool,
    /// The variables of Ruby in it.
    variables: HashSet<Vec<u8>>,
}

/// Who is made of something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Owner {
    /// The value that starts at this byte.
    Value(usize),
    /// A variable of Ruby.
    Variable(Vec<u8>),
}

/// The shape of all texts of a run.
#[derive(Debug, Default)]
pub(super) struct Syntax {
    values: HashMap<usize, Span>,
    branches: HashMap<usize, Vec<(Span, Branch)>>,
    writes: BTreeMap<usize, Write>,
    made: HashMap<Owner, Made>,
    /// The variables that were made of something that was read.
    tainted: HashSet<Vec<u8>>,
}

impl Syntax {
    /// The shape of `texts`, all of which Ruby can read.
    pub(super) fn new(texts: &[Text]) -> Self {
        /// It goes down with the nesting of the text, and takes its memory only as far as it does.
        const STACK: usize = 256 << 20;
        let shape = || {
            let mut walk =
                Walk { start: 0, syntax: Self::default(), owners: Vec::new(), conditions: Vec::new() };
            for text in texts {
                let parsed = ruby_prism::parse(text.text.as_bytes());
                walk.start = text.start;
                walk.visit(&parsed.node());
            }
            walk.syntax.taint();
            walk.syntax
        };
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, shape);
            // Without the thread, or the shape, less is said beside the values.
            thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_default()
        })
    }

    /// What the key at the byte `at` was given.
    pub(super) fn value(&self, at: usize) -> Option<&Span> {
        self.values.get(&at)
    }

    /// Whether the value that starts at the byte `at` was made of something that was read.
    pub(super) fn reads(&self, at: usize) -> bool {
        self.made.get(&Owner::Value(at)).is_some_and(|made| self.is_of_read(made))
    }

    /// The assignments under conditions, in the order of the texts.
    pub(super) fn writes(&self) -> impl Iterator<Item = &Write> {
        self.writes.values()
    }

    fn is_of_read(&self, made: &Made) -> bool {
        made.reads || made.variables.iter().any(|name| self.tainted.contains(name))
    }

    /// Finds the variables that were made of something that was read, be it through others.
    fn taint(&mut self) {
        loop {
            let all = self.made.iter().filter_map(|(owner, made)| match owner {
                Owner::Variable(name) if !self.tainted.contains(name) && self.is_of_read(made) => {
                    Some(name.clone())
                }
                _ => None,
            });
            let more: Vec<Vec<u8>> = all.collect();
            if more.is_empty() {
                return;
            }
            self.tainted.extend(more);
        }
    }

    /// The branch of the condition at the byte `condition` that the byte `at` lies in.
    pub(super) fn branch(&self, condition: usize, at: usize) -> Option<&Branch> {
        let all = self.branches.get(&condition)?;
        all.iter().find(|(span, _)| span.contains(&at)).map(|(_, branch)| branch)
    }
}

struct Walk {
    /// The number of the first byte of the text at hand.
    start: usize,
    syntax: Syntax,
    /// Whose value is being looked at, from the outside in.
    owners: Vec<Owner>,
    /// What is asked around the place at hand.
    conditions: Vec<Span>,
}

impl Walk {
    fn span(&self, place: &Location<'_>) -> Span {
        self.start + place.start() as usize..self.start + place.end() as usize
    }

    /// Notes that `value` is given to the key that starts at `key`, by the assignment `whole` where it is one.
    fn value(&mut self, key: &Location<'_>, value: &Location<'_>, is_write: bool) -> Owner {
        let (key, value) = (self.span(key), self.span(value));
        if let (true, Some(condition)) = (is_write, self.conditions.last()) {
            let write = Write { span: key.clone(), value: value.clone(), condition: condition.clone() };
            self.syntax.writes.insert(key.start, write);
        }
        let owner = Owner::Value(value.start);
        self.syntax.values.entry(key.start).or_insert(value);
        owner
    }

    /// Goes on with what `owner` is made of.
    fn own(&mut self, owner: Owner, go_on: impl FnOnce(&mut Self)) {
        self.owners.push(owner);
        go_on(self);
        self.owners.pop();
    }

    /// Notes what everything around the place at hand is made of.
    fn note(&mut self, note: impl Fn(&mut Made)) {
        for owner in &self.owners {
            note(self.syntax.made.entry(owner.clone()).or_default());
        }
    }

    /// Goes on with a branch of `condition`.
    fn under(&mut self, condition: &Location<'_>, go_on: impl FnOnce(&mut Self)) {
        let condition = self.span(condition);
        self.conditions.push(condition);
        go_on(self);
        self.conditions.pop();
    }

    fn branch(&mut self, condition: &Location<'_>, of: Option<Location<'_>>, branch: Branch) {
        let Some(of) = of else { return };
        let (condition, of) = (self.span(condition), self.span(&of));
        self.syntax.branches.entry(condition.start).or_default().push((of, branch));
    }
}

impl<'pr> Visit<'pr> for Walk {
    fn visit_call_node(&mut self, node: &CallNode<'pr>) {
        let mut arguments: Vec<Node<'pr>> =
            node.arguments().map(|all| all.arguments().iter().collect()).unwrap_or_default();
        let is_write = node.name().as_slice() == b"[]=";
        let given = if is_write || node.receiver().is_none() { arguments.pop() } else { None };
        if let Some(receiver) = node.receiver() {
            self.visit(&receiver);
        }
        for argument in &arguments {
            self.visit(argument);
        }
        if let Some(value) = given {
            let owner = self.value(&node.location(), &value.location(), true);
            self.own(owner, |walk| walk.visit(&value));
        }
        if let Some(block) = node.block() {
            self.visit(&block);
        }
    }

    fn visit_index_or_write_node(&mut self, node: &IndexOrWriteNode<'pr>) {
        let owner = self.value(&node.location(), &node.value().location(), true);
        self.own(owner, |walk| ruby_prism::visit_index_or_write_node(walk, node));
    }

    fn visit_index_operator_write_node(&mut self, node: &IndexOperatorWriteNode<'pr>) {
        let owner = self.value(&node.location(), &node.location(), true);
        self.own(owner, |walk| ruby_prism::visit_index_operator_write_node(walk, node));
    }

    fn visit_assoc_node(&mut self, node: &AssocNode<'pr>) {
        let owner = self.value(&node.key().location(), &node.value().location(), false);
        self.own(owner, |walk| ruby_prism::visit_assoc_node(walk, node));
    }

    fn visit_local_variable_write_node(&mut self, node: &LocalVariableWriteNode<'pr>) {
        let owner = Owner::Variable(node.name().as_slice().to_vec());
        self.own(owner, |walk| ruby_prism::visit_local_variable_write_node(walk, node));
    }

    fn visit_constant_write_node(&mut self, node: &ConstantWriteNode<'pr>) {
        let owner = Owner::Variable(node.name().as_slice().to_vec());
        self.own(owner, |walk| ruby_prism::visit_constant_write_node(walk, node));
    }

    fn visit_local_variable_read_node(&mut self, node: &LocalVariableReadNode<'pr>) {
        let name = node.name().as_slice().to_vec();
        self.note(|made| made.variables.extend([name.clone()]));
    }

    fn visit_constant_read_node(&mut self, node: &ConstantReadNode<'pr>) {
        let name = node.name().as_slice().to_vec();
        let reads = [b"ENV".as_slice(), b"File", b"IO"].contains(&name.as_slice());
        self.note(|made| {
            made.reads |= reads;
            made.variables.insert(name.clone());
        });
    }

    fn visit_if_node(&mut self, node: &IfNode<'pr>) {
        let condition = node.predicate().location();
        self.branch(&condition, node.statements().map(|yes| yes.location()), Branch::Yes);
        self.branch(&condition, node.subsequent().map(|no| no.location()), Branch::No);
        self.visit(&node.predicate());
        self.under(&condition, |walk| {
            if let Some(yes) = node.statements() {
                walk.visit(&yes.as_node());
            }
            if let Some(no) = node.subsequent() {
                walk.visit(&no);
            }
        });
    }

    fn visit_unless_node(&mut self, node: &UnlessNode<'pr>) {
        let condition = node.predicate().location();
        self.branch(&condition, node.statements().map(|yes| yes.location()), Branch::No);
        self.branch(&condition, node.else_clause().map(|no| no.location()), Branch::Yes);
        self.under(&condition, |walk| ruby_prism::visit_unless_node(walk, node));
    }

    fn visit_case_node(&mut self, node: &CaseNode<'pr>) {
        let Some(asked) = node.predicate() else { return ruby_prism::visit_case_node(self, node) };
        let asked = asked.location();
        for when in node.conditions().iter().filter_map(|condition| condition.as_when_node()) {
            let conditions = when.conditions();
            let ends = (conditions.iter().next(), conditions.iter().last());
            if let (Some(first), Some(last)) = ends {
                let patterns = self.span(&first.location()).start..self.span(&last.location()).end;
                self.branch(&asked, when.statements().map(|list| list.location()), Branch::When(patterns));
            }
        }
        self.branch(&asked, node.else_clause().map(|other| other.location()), Branch::Else);
        self.under(&asked, |walk| ruby_prism::visit_case_node(walk, node));
    }
}
