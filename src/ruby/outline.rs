//! What of a text is a value, and of which setting: for who must know what may be shown.
//!
//! Invariant: every literal of the text is in some piece, and so is whatever a setting is given. What is in none is
//! keywords, brackets, names of settings and methods, and keys.

use ruby_prism::{
    ArgumentsNode, ArrayNode, AssocNode, CallNode, Location, Node, ParenthesesNode, StatementsNode, Visit,
};

use super::{Span, on_a_deep_stack, parse};

/// Deeper, a whole expression is one piece of nothing known.
const DEEPEST: usize = 200;

/// Methods whose first argument names a file or a variable.
const NAMERS: &[&str] = &["ENV", "File", "IO", "Dir", "Pathname"];

/// What a piece of the text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Given to the setting of these keys; an item of a list is below [`ITEM`].
    Given(Vec<String>),
    /// The name of a file or of a variable of the environment.
    Name,
    /// Anything else.
    Other,
}

/// The key of every item of a list.
pub const ITEM: &str = "[]";

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the text.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// The pieces of `text` and its comments; `None` where it is no Ruby.
#[must_use]
pub fn outline(text: &str) -> Option<Vec<Piece>> {
    on_a_deep_stack(|| {
        let parsed = ruby_prism::parse(text.as_bytes());
        if parsed.errors().next().is_some() {
            return None;
        }
        let mut walk = Walk { pieces: Vec::new(), role: Role::Other, depth: 0 };
        let other = |span| Piece { span, role: Role::Other };
        walk.pieces.extend(parse::comments(0, &parsed).into_iter().map(|comment| other(comment.span)));
        walk.pieces.extend(parsed.data_loc().map(|data| other(parse::span(0, &data).start..text.len())));
        walk.visit(&parsed.node());
        Some(walk.pieces)
    })
}

/// Where the quote opens whose text goes on over the end of its line and is closed at `at`, or never: a text of one
/// line whose quote was forgotten ends at the next one, and there the parser stumbles.
#[must_use]
pub fn quote_open_at(text: &str, at: usize) -> Option<usize> {
    on_a_deep_stack(|| {
        let parsed = ruby_prism::parse(text.as_bytes());
        let mut quotes = Quotes { at, found: None };
        quotes.visit(&parsed.node());
        quotes.found
    })
}

struct Quotes {
    at: usize,
    found: Option<usize>,
}

impl Quotes {
    fn look_at(&mut self, opening: Option<Location<'_>>, end: usize, closing: Option<Location<'_>>) {
        let Some(opening) = opening.filter(|opening| matches!(opening.as_slice(), b"'" | b"\"")) else {
            return;
        };
        let is_closed = closing.is_some_and(|closing| !closing.as_slice().is_empty());
        let start = parse::span(0, &opening).start;
        if start < self.at && (end == self.at || !is_closed) && self.found.is_none() {
            self.found = Some(start);
        }
    }
}

impl<'pr> Visit<'pr> for Quotes {
    fn visit_string_node(&mut self, node: &ruby_prism::StringNode<'pr>) {
        if node.location().as_slice().contains(&b'\n') {
            self.look_at(node.opening_loc(), parse::span(0, &node.location()).end, node.closing_loc());
        }
    }

    fn visit_interpolated_string_node(&mut self, node: &ruby_prism::InterpolatedStringNode<'pr>) {
        if node.location().as_slice().contains(&b'\n') {
            self.look_at(node.opening_loc(), parse::span(0, &node.location()).end, node.closing_loc());
        }
        ruby_prism::visit_interpolated_string_node(self, node);
    }
}

struct Walk {
    pieces: Vec<Piece>,
    /// What the expression at hand is.
    role: Role,
    depth: usize,
}

/// The text of a key that is written plainly.
fn plain_key(node: &Node<'_>) -> Option<String> {
    let text = match (node.as_string_node(), node.as_symbol_node()) {
        (Some(text), _) => text.unescaped().to_vec(),
        (_, Some(symbol)) => symbol.unescaped().to_vec(),
        _ => return None,
    };
    String::from_utf8(text).ok().filter(|text| !text.contains('\n'))
}

fn only(arguments: Option<ArgumentsNode<'_>>) -> Option<String> {
    let arguments = arguments?.arguments();
    let mut arguments = arguments.iter();
    let first = arguments.next()?;
    if arguments.next().is_some() { None } else { plain_key(&first) }
}

/// The keys of `registry['a']['b']`.
fn chain(node: &Node<'_>) -> Option<Vec<String>> {
    let call = node.as_call_node()?;
    let name = String::from_utf8_lossy(call.name().as_slice()).into_owned();
    match call.receiver() {
        None if call.arguments().is_none() && call.block().is_none() => Some(vec![name]),
        Some(receiver) if name == "[]" => {
            let mut keys = chain(&receiver)?;
            keys.push(only(call.arguments())?);
            Some(keys)
        }
        _ => None,
    }
}

impl Walk {
    fn push(&mut self, location: &Location<'_>) {
        self.pieces.push(Piece { span: parse::span(0, location), role: self.role.clone() });
    }

    /// Goes on with `role`.
    fn within(&mut self, role: Role, go_on: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.role, role);
        go_on(self);
        self.role = outer;
    }

    /// Goes down, unless that is too deep.
    fn down(&mut self, location: &Location<'_>, go_on: impl FnOnce(&mut Self)) {
        if self.depth >= DEEPEST {
            return self.within(Role::Other, |walk| walk.push(location));
        }
        self.depth += 1;
        go_on(self);
        self.depth -= 1;
    }

    /// What the setting `role` is given.
    fn given(&mut self, role: Role, value: &Node<'_>) {
        self.within(role, |walk| {
            // Of hashes and lists each value has keys of its own.
            let is_walked = value.as_hash_node().is_some()
                || value.as_keyword_hash_node().is_some()
                || value.as_array_node().is_some();
            if !is_walked && value.as_nil_node().is_none() {
                walk.push(&value.location());
            }
            walk.visit(value);
        });
    }

    /// `receiver[keys] = value`, also with `||=` and its like.
    fn index(
        &mut self,
        receiver: Option<&Node<'_>>,
        arguments: Option<ArgumentsNode<'_>>,
        value: Option<&Node<'_>>,
    ) {
        let mut keys = receiver.and_then(chain);
        if keys.is_none()
            && let Some(receiver) = receiver
        {
            self.within(Role::Other, |walk| walk.visit(receiver));
        }
        let arguments: Vec<_> = arguments.map(|all| all.arguments().iter().collect()).unwrap_or_default();
        let (index, value) = match (arguments.split_last(), value) {
            (_, Some(value)) => (arguments.as_slice(), value),
            (Some((value, index)), None) => (index, value),
            (None, None) => return,
        };
        for key in index {
            match (plain_key(key), key.as_integer_node()) {
                (Some(key), _) => keys.iter_mut().for_each(|keys| keys.push(key.clone())),
                (None, Some(_)) => keys.iter_mut().for_each(|keys| keys.push(ITEM.to_owned())),
                (None, None) => {
                    keys = None;
                    self.within(Role::Other, |walk| walk.visit(key));
                }
            }
        }
        self.given(keys.map_or(Role::Other, Role::Given), value);
    }

    fn call(&mut self, call: &CallNode<'_>) {
        let name = String::from_utf8_lossy(call.name().as_slice()).into_owned();
        let receiver = call.receiver();
        if name == "[]=" {
            return self.index(receiver.as_ref(), call.arguments(), None);
        }
        if chain(&call.as_node()).is_some() {
            // A word alone may be a text whose quotes were forgotten.
            if call.is_variable_call() {
                self.push(&call.location());
            }
            return;
        }
        let arguments: Vec<_> =
            call.arguments().map(|all| all.arguments().iter().collect()).unwrap_or_default();
        let constant = receiver.as_ref().and_then(Node::as_constant_read_node);
        let constant =
            constant.map(|constant| String::from_utf8_lossy(constant.name().as_slice()).into_owned());
        let names = constant.is_some_and(|constant| NAMERS.contains(&constant.as_str()))
            || receiver.is_none() && ["from_file", "require", "require_relative"].contains(&name.as_str());
        let of = receiver.as_ref().and_then(chain);
        match (&receiver, of) {
            _ if names => {
                for (number, argument) in arguments.iter().enumerate() {
                    let is_plain = number == 0 && argument.as_string_node().is_some();
                    self.within(if is_plain { Role::Name } else { Role::Other }, |walk| walk.visit(argument));
                }
            }
            (None, _) => {
                let is_one = arguments.len() == 1;
                let keys = if is_one { vec![name] } else { vec![name, ITEM.to_owned()] };
                for argument in &arguments {
                    self.given(Role::Given(keys.clone()), argument);
                }
            }
            (Some(_), Some(keys)) if ["merge!", "update"].contains(&name.as_str()) => {
                for argument in &arguments {
                    self.given(Role::Given(keys.clone()), argument);
                }
            }
            (Some(receiver), _) => {
                if receiver.as_constant_read_node().is_none() {
                    self.visit(receiver);
                }
                for argument in &arguments {
                    self.visit(argument);
                }
            }
        }
        if let Some(block) = call.block() {
            self.within(Role::Other, |walk| walk.visit(&block));
        }
    }

    /// Text with something in it, from its first to its last quote; of a heredoc the lines below too.
    fn text(&mut self, location: &Location<'_>, parts: Option<Location<'_>>, closing: Option<Location<'_>>) {
        self.push(location);
        if let (Some(parts), Some(closing)) = (parts, closing) {
            let span = parse::span(0, &parts).start..parse::span(0, &closing).end;
            if !span.is_empty() {
                self.pieces.push(Piece { span, role: self.role.clone() });
            }
        }
    }
}

impl<'pr> Visit<'pr> for Walk {
    fn visit_leaf_node_enter(&mut self, node: Node<'pr>) {
        if let Some(text) = node.as_string_node() {
            return self.text(&text.location(), Some(text.content_loc()), text.closing_loc());
        }
        if let Some(command) = node.as_x_string_node() {
            // Of `cat FILE` only the name of the file is said, and that is what to read instead.
            let is_of_a_path = |c: char| c.is_ascii_alphanumeric() || "/._- ".contains(c);
            let text = String::from_utf8_lossy(command.unescaped()).into_owned();
            let is_cat = text.strip_prefix("cat /").is_some_and(|path| path.chars().all(is_of_a_path));
            return self.within(if is_cat { Role::Name } else { Role::Other }, |walk| {
                walk.text(&command.location(), Some(command.content_loc()), Some(command.closing_loc()));
            });
        }
        // The name of a parameter is one, and `nil` is nothing.
        if node.as_required_parameter_node().is_none()
            && node.as_self_node().is_none()
            && node.as_nil_node().is_none()
        {
            self.push(&node.location());
        }
    }

    fn visit_interpolated_string_node(&mut self, node: &ruby_prism::InterpolatedStringNode<'pr>) {
        let first = node.parts().iter().next().map(|part| part.location());
        self.text(&node.location(), first, node.closing_loc());
        // What stands in it may be a heredoc, whose lines are elsewhere.
        self.down(&node.location(), |walk| ruby_prism::visit_interpolated_string_node(walk, node));
    }

    fn visit_interpolated_x_string_node(&mut self, node: &ruby_prism::InterpolatedXStringNode<'pr>) {
        let first = node.parts().iter().next().map(|part| part.location());
        self.within(Role::Other, |walk| {
            walk.text(&node.location(), first, Some(node.closing_loc()));
            ruby_prism::visit_interpolated_x_string_node(walk, node);
        });
    }

    fn visit_interpolated_symbol_node(&mut self, node: &ruby_prism::InterpolatedSymbolNode<'pr>) {
        self.push(&node.location());
        ruby_prism::visit_interpolated_symbol_node(self, node);
    }

    fn visit_interpolated_regular_expression_node(
        &mut self,
        node: &ruby_prism::InterpolatedRegularExpressionNode<'pr>,
    ) {
        self.push(&node.location());
        ruby_prism::visit_interpolated_regular_expression_node(self, node);
    }

    fn visit_array_node(&mut self, node: &ArrayNode<'pr>) {
        let role = match &self.role {
            Role::Given(keys) => Role::Given(keys.iter().cloned().chain([ITEM.to_owned()]).collect()),
            role => role.clone(),
        };
        self.down(&node.location(), |walk| {
            for element in &node.elements() {
                walk.given(role.clone(), &element);
            }
        });
    }

    fn visit_assoc_node(&mut self, node: &AssocNode<'pr>) {
        let role = if let (Role::Given(keys), Some(key)) = (&self.role, plain_key(&node.key())) {
            Role::Given(keys.iter().cloned().chain([key]).collect())
        } else {
            self.within(Role::Other, |walk| walk.visit(&node.key()));
            Role::Other
        };
        self.down(&node.location(), |walk| walk.given(role, &node.value()));
    }

    fn visit_call_node(&mut self, node: &CallNode<'pr>) {
        self.down(&node.location(), |walk| walk.call(node));
    }

    fn visit_parentheses_node(&mut self, node: &ParenthesesNode<'pr>) {
        self.down(&node.location(), |walk| ruby_prism::visit_parentheses_node(walk, node));
    }

    fn visit_statements_node(&mut self, node: &StatementsNode<'pr>) {
        self.down(&node.location(), |walk| ruby_prism::visit_statements_node(walk, node));
    }

    fn visit_or_node(&mut self, node: &ruby_prism::OrNode<'pr>) {
        self.down(&node.location(), |walk| ruby_prism::visit_or_node(walk, node));
    }

    fn visit_and_node(&mut self, node: &ruby_prism::AndNode<'pr>) {
        self.down(&node.location(), |walk| ruby_prism::visit_and_node(walk, node));
    }

    fn visit_local_variable_write_node(&mut self, node: &ruby_prism::LocalVariableWriteNode<'pr>) {
        let name = String::from_utf8_lossy(node.name().as_slice()).into_owned();
        self.down(&node.location(), |walk| walk.given(Role::Given(vec![name]), &node.value()));
    }

    fn visit_index_or_write_node(&mut self, node: &ruby_prism::IndexOrWriteNode<'pr>) {
        self.index(node.receiver().as_ref(), node.arguments(), Some(&node.value()));
    }

    fn visit_index_and_write_node(&mut self, node: &ruby_prism::IndexAndWriteNode<'pr>) {
        self.index(node.receiver().as_ref(), node.arguments(), Some(&node.value()));
    }

    fn visit_index_operator_write_node(&mut self, node: &ruby_prism::IndexOperatorWriteNode<'pr>) {
        self.index(node.receiver().as_ref(), node.arguments(), Some(&node.value()));
    }
}
