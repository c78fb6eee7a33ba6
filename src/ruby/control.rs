//! Conditions, loops, and what else rules which statements count; and what is never evaluated.

use ruby_prism::{BeginNode, CaseNode, Node, StatementsNode};

use super::budget::{Fail, Stop};
use super::compare::is_case;
use super::evaluate::Evaluator;
use super::value::{Item, Thing};
use super::{Origin, Span};

impl Evaluator<'_> {
    fn optional(&mut self, statements: Option<StatementsNode<'_>>) -> Result<Item, Stop> {
        match statements {
            Some(statements) => self.statements(&statements.body()),
            None => Ok(self.item(Thing::Nil)),
        }
    }

    /// What is evaluated only if `predicate` holds.
    fn under(
        &mut self,
        predicate: Span,
        run: impl FnOnce(&mut Self) -> Result<Item, Stop>,
    ) -> Result<Item, Stop> {
        self.conditions.push(predicate);
        let answer = run(self);
        self.conditions.pop();
        // Where a value depends on a condition it is no longer what stands there.
        answer.map(|item| Item { origin: Origin::Computed, ..item })
    }

    /// The value of a condition that could not be told: neither branch counts.
    fn skipped(&mut self) -> Item {
        self.is_doubtful = true;
        self.item(Thing::Unknown)
    }

    pub(super) fn control(&mut self, node: &Node<'_>, span: Span) -> Result<Item, Stop> {
        if let Some(statements) = node.as_statements_node() {
            return self.statements(&statements.body());
        }
        if let Some(parentheses) = node.as_parentheses_node() {
            return match parentheses.body() {
                Some(body) => self.expression(&body),
                None => Ok(self.item(Thing::Nil)),
            };
        }
        if let Some(and) = node.as_and_node() {
            let left = self.expression(&and.left())?;
            return match left.thing {
                Thing::Unknown => Ok(self.skipped()),
                ref thing if !thing.is_true() => Ok(left),
                _ => self.computed(&and.right()),
            };
        }
        if let Some(or) = node.as_or_node() {
            let left = self.expression(&or.left())?;
            return match left.thing {
                Thing::Unknown => Ok(self.skipped()),
                ref thing if thing.is_true() => Ok(Item { origin: Origin::Computed, span, ..left }),
                _ => self.computed(&or.right()),
            };
        }
        if let Some(choice) = node.as_if_node() {
            let predicate = choice.predicate();
            let at = self.span(&predicate.location());
            let is_so = self.expression(&predicate)?.thing;
            if is_so.is_unknown() {
                return Ok(self.skipped());
            }
            return self.under(at, |evaluator| match (is_so.is_true(), choice.subsequent()) {
                (true, _) => evaluator.optional(choice.statements()),
                (false, Some(other)) => evaluator.expression(&other),
                (false, None) => Ok(evaluator.item(Thing::Nil)),
            });
        }
        if let Some(choice) = node.as_unless_node() {
            let predicate = choice.predicate();
            let at = self.span(&predicate.location());
            let is_so = self.expression(&predicate)?.thing;
            if is_so.is_unknown() {
                return Ok(self.skipped());
            }
            return self.under(at, |evaluator| match (is_so.is_true(), choice.else_clause()) {
                (false, _) => evaluator.optional(choice.statements()),
                (true, Some(other)) => evaluator.optional(other.statements()),
                (true, None) => Ok(evaluator.item(Thing::Nil)),
            });
        }
        if let Some(other) = node.as_else_node() {
            return self.optional(other.statements());
        }
        if let Some(case) = node.as_case_node() {
            return self.case(&case);
        }
        if let Some(repeated) = node.as_while_node() {
            return self.repeat(
                true,
                repeated.is_begin_modifier(),
                &repeated.predicate(),
                repeated.statements().as_ref(),
            );
        }
        if let Some(repeated) = node.as_until_node() {
            return self.repeat(
                false,
                repeated.is_begin_modifier(),
                &repeated.predicate(),
                repeated.statements().as_ref(),
            );
        }
        if let Some(repeated) = node.as_for_node() {
            let Some(items) = self.items_of(&repeated.collection())? else { return Ok(self.skipped()) };
            for item in items {
                self.assign(&repeated.index(), item)?;
                match self.optional(repeated.statements()) {
                    Err(Stop::Break(item)) => return Ok(*item),
                    Ok(_) | Err(Stop::Next(_)) => {}
                    Err(stop) => return Err(stop),
                }
            }
            return Ok(self.item(Thing::Nil));
        }
        if let Some(leave) = node.as_break_node() {
            let value = self.left_with(leave.arguments())?;
            return Err(Stop::Break(Box::new(value)));
        }
        if let Some(leave) = node.as_next_node() {
            let value = self.left_with(leave.arguments())?;
            return Err(Stop::Next(Box::new(value)));
        }
        if node.as_return_node().is_some() {
            return Err(Stop::Return);
        }
        if let Some(begin) = node.as_begin_node() {
            return self.begin(node, &begin);
        }
        if let Some(defined) = node.as_defined_node() {
            return self.defined(&defined.value(), &span);
        }
        if let Some(write) = node.as_match_write_node() {
            return Ok(self.unsupported(&write.as_node(), "a regular expression that sets variables"));
        }
        if matches!(node, Node::XStringNode { .. } | Node::InterpolatedXStringNode { .. }) {
            return Ok(self.command(node));
        }
        let (what, hint) = named(node);
        Ok(match hint {
            "" => self.unsupported(node, what),
            hint => self.refused(node, what, hint),
        })
    }

    /// The value of `node`, which was chosen.
    fn computed(&mut self, node: &Node<'_>) -> Result<Item, Stop> {
        self.expression(node).map(|item| Item { origin: Origin::Computed, ..item })
    }

    fn left_with(&mut self, arguments: Option<ruby_prism::ArgumentsNode<'_>>) -> Result<Item, Stop> {
        let mut items = self.arguments(arguments)?.unwrap_or_default();
        Ok(match items.len() {
            0 => self.item(Thing::Nil),
            1 => items.remove(0),
            _ => self.item(Thing::list(items)),
        })
    }

    /// The items of a list that is walked over.
    fn items_of(&mut self, node: &Node<'_>) -> Result<Option<Vec<Item>>, Stop> {
        let item = self.expression(node)?;
        if item.thing.is_unknown() {
            return Ok(None);
        }
        let made = self.method(&item, "to_a", &[], None).and_then(|thing| super::list::other(&thing));
        match made {
            Ok(items) => Ok(Some(items)),
            Err(fail) => {
                let span = item.span.clone();
                self.failed(fail, "each", span)?;
                Ok(None)
            }
        }
    }

    fn repeat(
        &mut self,
        wanted: bool,
        is_run_first: bool,
        predicate: &Node<'_>,
        statements: Option<&StatementsNode<'_>>,
    ) -> Result<Item, Stop> {
        let mut is_first = is_run_first;
        loop {
            if !std::mem::take(&mut is_first) {
                let holds = self.expression(predicate)?.thing;
                if holds.is_unknown() {
                    return Ok(self.skipped());
                }
                if holds.is_true() != wanted {
                    return Ok(self.item(Thing::Nil));
                }
            }
            if let Err(fail) = self.budget.step() {
                let here = self.here.clone();
                return self.failed(fail, "", here);
            }
            let Some(statements) = statements else { continue };
            match self.statements(&statements.body()) {
                Err(Stop::Break(item)) => return Ok(*item),
                Ok(_) | Err(Stop::Next(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
    }

    fn case(&mut self, case: &CaseNode<'_>) -> Result<Item, Stop> {
        let given = match case.predicate() {
            Some(predicate) => Some(self.expression(&predicate)?),
            None => None,
        };
        if given.as_ref().is_some_and(|given| given.thing.is_unknown()) {
            return Ok(self.skipped());
        }
        let mut at = case.predicate().map(|predicate| self.span(&predicate.location()));
        for condition in &case.conditions() {
            let Some(when) = condition.as_when_node() else { continue };
            for pattern in &when.conditions() {
                let span = self.span(&pattern.location());
                let at = at.get_or_insert_with(|| span.clone()).clone();
                let patterns = match pattern.as_splat_node().and_then(|splat| splat.expression()) {
                    Some(list) => self.items_of(&list)?.unwrap_or_default(),
                    None => vec![self.expression(&pattern)?],
                };
                for pattern in patterns {
                    let is_so = match &given {
                        None if pattern.thing.is_unknown() => return Ok(self.skipped()),
                        None => Ok(pattern.thing.is_true()),
                        Some(given) => is_case(&pattern.thing, &given.thing, &mut self.budget),
                    };
                    match is_so {
                        Ok(false) => {}
                        Ok(true) => return self.under(at, |evaluator| evaluator.optional(when.statements())),
                        Err(fail) => {
                            self.failed(fail, "===", span.clone())?;
                            return Ok(self.skipped());
                        }
                    }
                }
            }
        }
        let here = at.unwrap_or_else(|| self.here.clone());
        match case.else_clause() {
            Some(other) => self.under(here, |evaluator| evaluator.optional(other.statements())),
            None => Ok(self.item(Thing::Nil)),
        }
    }

    fn begin(&mut self, node: &Node<'_>, begin: &BeginNode<'_>) -> Result<Item, Stop> {
        if begin.rescue_clause().is_some() {
            let what = "`rescue`, which depends on what goes wrong at each run,";
            self.is_doubtful = true;
            return Ok(self.refused(node, what, "write the statements without `begin` and `rescue`"));
        }
        let answer = self.optional(begin.statements());
        if let Some(ensure) = begin.ensure_clause() {
            self.optional(ensure.statements())?;
        }
        answer
    }

    fn defined(&mut self, node: &Node<'_>, span: &Span) -> Result<Item, Stop> {
        let word = match node {
            Node::LocalVariableReadNode { .. } => Some("local-variable"),
            Node::ParenthesesNode { .. } => {
                let body = node.as_parentheses_node().and_then(|parentheses| parentheses.body());
                let inner =
                    body.and_then(|body| body.as_statements_node()).and_then(|list| list.body().first());
                return match inner {
                    Some(inner) => self.defined(&inner, span),
                    None => Ok(Item::computed(Thing::text("expression"), span)),
                };
            }
            Node::NilNode { .. } => Some("nil"),
            Node::TrueNode { .. } => Some("true"),
            Node::FalseNode { .. } => Some("false"),
            Node::SelfNode { .. } => Some("self"),
            Node::StringNode { .. } | Node::IntegerNode { .. } | Node::SymbolNode { .. } => {
                Some("expression")
            }
            Node::ConstantReadNode { .. } => {
                let name = node
                    .as_constant_read_node()
                    .map(|read| String::from_utf8_lossy(read.name().as_slice()).into_owned());
                let name = name.unwrap_or_default();
                let is_known = self.constants.contains_key(&name) || super::call::class(&name).is_some();
                is_known.then_some("constant")
            }
            // Settings are no methods, even to Omnibus.
            Node::CallNode { .. } if node.as_call_node().is_some_and(|call| call.receiver().is_none()) => {
                None
            }
            _ => return Ok(self.unsupported(node, "`defined?` of this")),
        };
        Ok(Item::computed(word.map_or(Thing::Nil, Thing::text), span))
    }

    /// A loop of `loop do … end`.
    pub(super) fn endless(
        &mut self,
        run: &mut dyn FnMut(&mut Self) -> Result<(), Fail>,
    ) -> Result<Thing, Fail> {
        loop {
            self.budget.step()?;
            run(self)?;
        }
    }
}

/// What `node` is in words, and what to do instead where that is not writing the value.
fn named(node: &Node<'_>) -> (&'static str, &'static str) {
    const DEFINITION: &str = "write the settings themselves, without a definition";
    match node {
        Node::DefNode { .. } => ("a definition with `def`", DEFINITION),
        Node::ClassNode { .. } | Node::SingletonClassNode { .. } => ("a definition with `class`", DEFINITION),
        Node::ModuleNode { .. } => ("a definition with `module`", DEFINITION),
        Node::LambdaNode { .. } => ("a lambda", DEFINITION),
        Node::AliasMethodNode { .. } | Node::AliasGlobalVariableNode { .. } => ("`alias`", DEFINITION),
        Node::UndefNode { .. } => ("`undef`", DEFINITION),
        Node::PreExecutionNode { .. } => ("`BEGIN`", "write the statements without it"),
        Node::PostExecutionNode { .. } => ("`END`", "write the statements without it"),
        Node::RescueModifierNode { .. } => ("`rescue`, which depends on what goes wrong at each run,", ""),
        Node::GlobalVariableReadNode { .. }
        | Node::GlobalVariableWriteNode { .. }
        | Node::GlobalVariableOrWriteNode { .. }
        | Node::GlobalVariableAndWriteNode { .. }
        | Node::GlobalVariableOperatorWriteNode { .. }
        | Node::BackReferenceReadNode { .. }
        | Node::NumberedReferenceReadNode { .. } => ("a global variable", "use a variable without `$`"),
        Node::InstanceVariableReadNode { .. }
        | Node::InstanceVariableWriteNode { .. }
        | Node::InstanceVariableOrWriteNode { .. }
        | Node::InstanceVariableAndWriteNode { .. }
        | Node::InstanceVariableOperatorWriteNode { .. } => {
            ("an instance variable", "use a variable without `@`")
        }
        Node::ClassVariableReadNode { .. }
        | Node::ClassVariableWriteNode { .. }
        | Node::ClassVariableOrWriteNode { .. }
        | Node::ClassVariableAndWriteNode { .. }
        | Node::ClassVariableOperatorWriteNode { .. } => ("a class variable", "use a variable without `@@`"),
        Node::CaseMatchNode { .. } | Node::MatchPredicateNode { .. } | Node::MatchRequiredNode { .. } => {
            ("pattern matching", "use `if` or `case … when`")
        }
        Node::YieldNode { .. } => ("`yield`", ""),
        Node::SuperNode { .. } | Node::ForwardingSuperNode { .. } => ("`super`", ""),
        Node::RedoNode { .. } | Node::RetryNode { .. } => ("a repetition", ""),
        Node::RationalNode { .. } => ("a fraction", ""),
        Node::ImaginaryNode { .. } => ("a complex number", ""),
        Node::FlipFlopNode { .. } => ("a range as a condition", ""),
        Node::CallOrWriteNode { .. } | Node::CallAndWriteNode { .. } | Node::CallOperatorWriteNode { .. } => {
            ("an assignment to a method", "write the key in brackets: `name['key'] = …`")
        }
        _ => ("this", ""),
    }
}
