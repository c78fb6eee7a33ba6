//! The shape of the Ruby: which expression each key was given, and under which branch of a condition a place lies.
//!
//! The tree of settings knows of a value where it stands and of a condition what was asked. What a person wrote is more:
//! the whole of `ENV['A'] || 'b'`, and whether the branch is the one for yes.

use std::collections::HashMap;

use ruby_prism::{
    AssocNode, CallNode, CaseNode, IfNode, IndexOperatorWriteNode, IndexOrWriteNode, Location, UnlessNode,
    Visit,
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

/// The shape of all texts of a run.
#[derive(Debug, Default)]
pub(super) struct Syntax {
    values: HashMap<usize, Span>,
    branches: HashMap<usize, Vec<(Span, Branch)>>,
}

impl Syntax {
    /// The shape of `texts`, all of which Ruby can read.
    pub(super) fn new(texts: &[Text]) -> Self {
        /// It goes down with the nesting of the text, and takes its memory only as far as it does.
        const STACK: usize = 256 << 20;
        let shape = || {
            let mut walk = Walk { start: 0, syntax: Self::default() };
            for text in texts {
                let parsed = ruby_prism::parse(text.text.as_bytes());
                walk.start = text.start;
                walk.visit(&parsed.node());
            }
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
}

impl Walk {
    fn span(&self, place: &Location<'_>) -> Span {
        self.start + place.start() as usize..self.start + place.end() as usize
    }

    fn value(&mut self, key: &Location<'_>, value: &Location<'_>) {
        let (key, value) = (self.span(key), self.span(value));
        self.syntax.values.entry(key.start).or_insert(value);
    }

    fn branch(&mut self, condition: &Location<'_>, of: Option<Location<'_>>, branch: Branch) {
        let Some(of) = of else { return };
        let (condition, of) = (self.span(condition), self.span(&of));
        self.syntax.branches.entry(condition.start).or_default().push((of, branch));
    }
}

impl<'pr> Visit<'pr> for Walk {
    fn visit_call_node(&mut self, node: &CallNode<'pr>) {
        let arguments: Vec<_> =
            node.arguments().map(|all| all.arguments().iter().collect()).unwrap_or_default();
        if let (true, Some(last)) =
            (node.name().as_slice() == b"[]=" || node.receiver().is_none(), arguments.last())
        {
            self.value(&node.location(), &last.location());
        }
        ruby_prism::visit_call_node(self, node);
    }

    fn visit_index_or_write_node(&mut self, node: &IndexOrWriteNode<'pr>) {
        self.value(&node.location(), &node.value().location());
        ruby_prism::visit_index_or_write_node(self, node);
    }

    fn visit_index_operator_write_node(&mut self, node: &IndexOperatorWriteNode<'pr>) {
        self.value(&node.location(), &node.location());
        ruby_prism::visit_index_operator_write_node(self, node);
    }

    fn visit_assoc_node(&mut self, node: &AssocNode<'pr>) {
        self.value(&node.key().location(), &node.value().location());
        ruby_prism::visit_assoc_node(self, node);
    }

    fn visit_if_node(&mut self, node: &IfNode<'pr>) {
        let condition = node.predicate().location();
        self.branch(&condition, node.statements().map(|yes| yes.location()), Branch::Yes);
        self.branch(&condition, node.subsequent().map(|no| no.location()), Branch::No);
        ruby_prism::visit_if_node(self, node);
    }

    fn visit_unless_node(&mut self, node: &UnlessNode<'pr>) {
        let condition = node.predicate().location();
        self.branch(&condition, node.statements().map(|yes| yes.location()), Branch::No);
        self.branch(&condition, node.else_clause().map(|no| no.location()), Branch::Yes);
        ruby_prism::visit_unless_node(self, node);
    }

    fn visit_case_node(&mut self, node: &CaseNode<'pr>) {
        if let Some(asked) = node.predicate() {
            let asked = asked.location();
            for when in node.conditions().iter().filter_map(|condition| condition.as_when_node()) {
                let conditions = when.conditions();
                let ends = (conditions.iter().next(), conditions.iter().last());
                if let (Some(first), Some(last)) = ends {
                    let patterns = self.span(&first.location()).start..self.span(&last.location()).end;
                    self.branch(
                        &asked,
                        when.statements().map(|list| list.location()),
                        Branch::When(patterns),
                    );
                }
            }
            self.branch(&asked, node.else_clause().map(|other| other.location()), Branch::Else);
        }
        ruby_prism::visit_case_node(self, node);
    }
}
