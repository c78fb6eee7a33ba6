//! Assignments: to variables, constants and indexes, single, several and with operators.

use std::rc::Rc;

use ruby_prism::{ConstantId, MultiWriteNode, Node, NodeList};

use super::block::spread;
use super::budget::{Fail, Stop};
use super::evaluate::{Evaluator, Variable};
use super::value::{Hash, Item, Thing};
use super::{Origin, Span, Text, hash};

/// The name of a variable or a method.
pub(super) fn name_of(id: &ConstantId<'_>) -> String {
    String::from_utf8_lossy(id.as_slice()).into_owned()
}

/// What an operator of an assignment does with the value that is there.
enum Change<'c> {
    /// `||=`
    Or,
    /// `&&=`
    And,
    /// `+=` and the others.
    By(&'c str),
}

impl Evaluator<'_> {
    pub(super) fn set_local(&mut self, name: &[u8], item: Item) {
        self.set_local_at(name, 0, item);
    }

    fn set_local_at(&mut self, name: &[u8], depth: u32, item: Item) {
        let above = usize::try_from(depth).unwrap_or(0);
        let index = self.scopes.len().saturating_sub(above + 1);
        if let Some(scope) = self.scopes.get_mut(index) {
            scope.insert(name.into(), item);
        }
    }

    fn local(&self, name: &[u8], depth: u32) -> Option<Item> {
        let above = usize::try_from(depth).unwrap_or(0);
        let index = self.scopes.len().checked_sub(above + 1)?;
        self.scopes.get(index)?.get(name).cloned()
    }

    /// A variable, or a constant.
    pub(super) fn read_name(&mut self, node: &Node<'_>, span: Span) -> Item {
        let found = if let Some(read) = node.as_local_variable_read_node() {
            let found = self.local(read.name().as_slice(), read.depth());
            // A branch that was skipped may have set it.
            let unset = if self.is_doubtful { Thing::Unknown } else { Thing::Nil };
            Some(found.unwrap_or_else(|| Item::computed(unset, &span)))
        } else if node.as_it_local_variable_read_node().is_some() {
            self.local(b"it", 0)
        } else if let Some(read) = node.as_constant_read_node() {
            let name = name_of(&read.name());
            let class = super::call::class(&name).map(|name| Item::computed(Thing::Class(name), &span));
            self.constants.get(&name).cloned().or(class)
        } else {
            let path = node.as_constant_path_node();
            let name = path.and_then(|path| path.name()).map(|name| name_of(&name)).unwrap_or_default();
            let written = self.source(&span).trim_start_matches("::").to_owned();
            super::call::class(&written)
                .filter(|_| !name.is_empty())
                .map(|name| Item::computed(Thing::Class(name), &span))
        };
        let Some(found) = found else {
            let name = self.source(&span).to_owned();
            if super::call::is_of_chef(&name) {
                return self.unsupported(node, &format!("`{name}` of Chef"));
            }
            if super::call::is_of_ruby(&name) {
                return self.unsupported(node, &format!("`{name}`"));
            }
            let small = name.to_lowercase();
            if (self.is_setting)(&small) {
                self.fault(
                    span.clone(),
                    "E001",
                    format!("there is no setting `{name}`"),
                    format!("write it in small letters: `{small}`"),
                );
            } else if !self.is_doubtful {
                let hint = "give it a value before this line, or write the value itself";
                self.fault(
                    span.clone(),
                    "E015",
                    format!("Ruby stops here: uninitialized constant {name}"),
                    hint,
                );
            }
            return Item::computed(Thing::Unknown, &span);
        };
        // What a setting is given stands here; the items of a list or a hash stand where they were written.
        let origin = if found.origin == Origin::Literal { Origin::Computed } else { found.origin };
        Item { thing: found.thing, span, origin }
    }

    /// Evaluates `value`, which `target` is set to.
    pub(super) fn value_for(&mut self, target: String, value: &Node<'_>) -> Result<Item, Stop> {
        let outer = self.statement.replace(target);
        let item = self.expression(value);
        self.statement = outer;
        item
    }

    pub(super) fn assignment(&mut self, node: &Node<'_>, span: Span) -> Result<Item, Stop> {
        if let Some(write) = node.as_local_variable_write_node() {
            let name = name_of(&write.name());
            let item = self.value_for(format!("{name} ="), &write.value())?;
            let (at, value) = (self.span(&write.name_loc()), self.span(&write.value().location()));
            self.variable(&name, at, value, &item);
            self.set_local_at(write.name().as_slice(), write.depth(), item.clone());
            return Ok(item);
        }
        if let Some(write) = node.as_constant_write_node() {
            let name = name_of(&write.name());
            let item = self.value_for(format!("{name} ="), &write.value())?;
            self.constants.insert(name, item.clone());
            return Ok(item);
        }
        if let Some(write) = node.as_multi_write_node() {
            return self.several(&write, span);
        }
        if let Some(write) = node.as_local_variable_or_write_node() {
            return self.change_local(
                &write.name(),
                write.depth(),
                &Change::Or,
                &write.value(),
                &write.name_loc(),
            );
        }
        if let Some(write) = node.as_local_variable_and_write_node() {
            return self.change_local(
                &write.name(),
                write.depth(),
                &Change::And,
                &write.value(),
                &write.name_loc(),
            );
        }
        if let Some(write) = node.as_local_variable_operator_write_node() {
            let operator = name_of(&write.binary_operator());
            return self.change_local(
                &write.name(),
                write.depth(),
                &Change::By(&operator),
                &write.value(),
                &write.name_loc(),
            );
        }
        if let Some(write) = node.as_constant_or_write_node() {
            return self.change_constant(&write.name(), &Change::Or, &write.value());
        }
        if let Some(write) = node.as_constant_and_write_node() {
            return self.change_constant(&write.name(), &Change::And, &write.value());
        }
        if let Some(write) = node.as_constant_operator_write_node() {
            let operator = name_of(&write.binary_operator());
            return self.change_constant(&write.name(), &Change::By(&operator), &write.value());
        }
        let (receiver, arguments, change, value, operator);
        if let Some(write) = node.as_index_or_write_node() {
            (receiver, arguments, change, value) =
                (write.receiver(), write.arguments(), Change::Or, write.value());
        } else if let Some(write) = node.as_index_and_write_node() {
            (receiver, arguments, change, value) =
                (write.receiver(), write.arguments(), Change::And, write.value());
        } else if let Some(write) = node.as_index_operator_write_node() {
            operator = name_of(&write.binary_operator());
            (receiver, arguments, change, value) =
                (write.receiver(), write.arguments(), Change::By(&operator), write.value());
        } else {
            return Ok(self.unsupported(node, "this assignment"));
        }
        let Some(receiver) = receiver else { return Ok(self.unsupported(node, "this assignment")) };
        let target = self.target(&receiver)?;
        let Some(keys) = self.arguments(arguments)? else { return Ok(Item::computed(Thing::Unknown, &span)) };
        let [key] = keys.as_slice() else { return Ok(self.unsupported(node, "this assignment")) };
        if target.is_unknown() {
            return Ok(Item::computed(Thing::Unknown, &span));
        }
        let at = span.start..key.span.end + 1;
        let written = format!("{} =", self.source(&at));
        let of = Item::computed(target.clone(), &span);
        let before = match self.method(&of, "[]", std::slice::from_ref(key), None) {
            Ok(thing) => Item::computed(thing, &span),
            Err(fail) => return self.failed(fail, "[]", span),
        };
        let Some(item) = self.changed(&before, &change, &value, written)? else { return Ok(before) };
        self.put(&target, key, &item, at)?;
        Ok(item)
    }

    /// What an operator makes of the value that is there; `None` leaves it.
    fn changed(
        &mut self,
        before: &Item,
        change: &Change<'_>,
        value: &Node<'_>,
        target: String,
    ) -> Result<Option<Item>, Stop> {
        if before.thing.is_unknown() {
            return Ok(None);
        }
        let is_set = before.thing.is_true();
        match change {
            Change::Or if is_set => Ok(None),
            Change::And if !is_set => Ok(None),
            Change::Or | Change::And => self.value_for(target, value).map(Some),
            Change::By(operator) => {
                let by = self.value_for(target, value)?;
                let here = self.here.clone();
                self.send(before, operator, &[by], None, &here).map(Some)
            }
        }
    }

    fn change_local(
        &mut self,
        name: &ConstantId<'_>,
        depth: u32,
        change: &Change<'_>,
        value: &Node<'_>,
        at: &ruby_prism::Location<'_>,
    ) -> Result<Item, Stop> {
        let here = self.here.clone();
        let before = self.local(name.as_slice(), depth).unwrap_or_else(|| Item::computed(Thing::Nil, &here));
        let Some(item) = self.changed(&before, change, value, format!("{} =", name_of(name)))? else {
            return Ok(before);
        };
        if matches!(change, Change::Or) {
            let (at, value) = (self.span(at), self.span(&value.location()));
            self.variable(&name_of(name), at, value, &item);
        }
        self.set_local_at(name.as_slice(), depth, item.clone());
        Ok(item)
    }

    fn change_constant(
        &mut self,
        name: &ConstantId<'_>,
        change: &Change<'_>,
        value: &Node<'_>,
    ) -> Result<Item, Stop> {
        let name = name_of(name);
        let here = self.here.clone();
        let before = self.constants.get(&name).cloned().unwrap_or_else(|| Item::computed(Thing::Nil, &here));
        let Some(item) = self.changed(&before, change, value, format!("{name} ="))? else {
            return Ok(before);
        };
        self.constants.insert(name, item.clone());
        Ok(item)
    }

    /// Notes an assignment to a variable; one with the name of a setting was meant as that.
    fn variable(&mut self, name: &str, at: Span, value: Span, item: &Item) {
        if !(self.is_setting)(name) {
            self.variables.push(Variable { name: name.to_owned(), span: at, value });
            return;
        }
        let message = format!("`{name} = …` only makes a variable of Ruby, and sets nothing");
        let hint = match &item.thing {
            Thing::Hash(_) => format!("write each key: `{name}['key'] = …`"),
            thing => {
                let written = self.source(&value);
                let is_url = matches!(thing, Thing::Text(text) if text.get().starts_with("http"));
                let is_open = is_url && written.len() < 200 && !written.contains(['@', '\n', '#', '?']);
                format!("remove the `=`: `{name} {}`", if is_open { written } else { "…" })
            }
        };
        self.fault(at, "E002", message, hint);
    }

    /// Tells variables of `text` that nothing reads and that are almost named as a setting.
    pub(super) fn unread_variables(&mut self, text: &Text) {
        let variables = std::mem::take(&mut self.variables);
        let Some(nearest) = self.nearest else { return };
        for variable in variables {
            let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let mut uses = text.text.match_indices(&variable.name).filter(|(at, name)| {
                let before = text.text.get(..*at).and_then(|before| before.chars().next_back());
                let after = text.text.get(at + name.len()..).and_then(|after| after.chars().next());
                !is_word(before) && !is_word(after)
            });
            if variable.name.len() < 5 || uses.nth(1).is_some() {
                continue;
            }
            let Some(near) = nearest(&variable.name) else { continue };
            let message = format!(
                "`{} = …` only makes a variable of Ruby that nothing reads, and sets nothing",
                variable.name
            );
            let written = self.source(&variable.value).to_owned();
            let is_hash = written.starts_with('{');
            let hint = if is_hash {
                format!("did you mean `{near}['key'] = …`?")
            } else {
                format!("did you mean `{near} …`?")
            };
            self.fault(variable.span, "E002", message, hint);
        }
    }

    fn several(&mut self, write: &MultiWriteNode<'_>, span: Span) -> Result<Item, Stop> {
        let item = self.expression(&write.value())?;
        if item.thing.is_unknown() {
            self.is_doubtful = true;
            return Ok(Item::computed(Thing::Unknown, &span));
        }
        let given = spread(vec![item.clone()]);
        self.spread_over(&write.lefts(), write.rest().as_ref(), &write.rights(), given)?;
        Ok(item)
    }

    /// `a, *b, c = …`
    pub(super) fn spread_over(
        &mut self,
        lefts: &NodeList<'_>,
        rest: Option<&Node<'_>>,
        rights: &NodeList<'_>,
        given: Vec<Item>,
    ) -> Result<(), Stop> {
        let late = given.len().saturating_sub(rights.len()).max(lefts.len());
        let mut given = given.into_iter();
        for target in lefts {
            let item = given.next().unwrap_or_else(|| self.item(Thing::Nil));
            self.assign(&target, item)?;
        }
        let middle: Vec<Item> = given.by_ref().take(late.saturating_sub(lefts.len())).collect();
        if let Some(target) = rest.and_then(Node::as_splat_node).and_then(|splat| splat.expression()) {
            let item = self.item(Thing::list(middle));
            self.assign(&target, item)?;
        }
        for target in rights {
            let item = given.next().unwrap_or_else(|| self.item(Thing::Nil));
            self.assign(&target, item)?;
        }
        Ok(())
    }

    /// Gives `target`, one of several, its value.
    pub(super) fn assign(&mut self, target: &Node<'_>, item: Item) -> Result<(), Stop> {
        if let Some(local) = target.as_local_variable_target_node() {
            let at = self.span(&target.location());
            self.variable(&name_of(&local.name()), at.clone(), at, &item);
            self.set_local_at(local.name().as_slice(), local.depth(), item);
        } else if let Some(required) = target.as_required_parameter_node() {
            self.set_local(required.name().as_slice(), item);
        } else if let Some(constant) = target.as_constant_target_node() {
            self.constants.insert(name_of(&constant.name()), item);
        } else if let Some(several) = target.as_multi_target_node() {
            let given = spread(vec![item]);
            self.spread_over(&several.lefts(), several.rest().as_ref(), &several.rights(), given)?;
        } else if let Some(index) = target.as_index_target_node() {
            let below = self.target(&index.receiver())?;
            let Some(keys) = self.arguments(index.arguments())? else { return Ok(()) };
            let [key] = keys.as_slice() else {
                self.unsupported(target, "this assignment");
                return Ok(());
            };
            let at = self.span(&target.location());
            self.put(&below, key, &item, at)?;
        } else if target.as_implicit_rest_node().is_none() {
            self.unsupported(target, "this assignment");
        }
        Ok(())
    }

    /// What stands left of `[…] =`: hashes of settings are made where they are not there yet.
    pub(super) fn target(&mut self, node: &Node<'_>) -> Result<Thing, Stop> {
        let Some(call) = node.as_call_node() else { return Ok(self.expression(node)?.thing) };
        let name = name_of(&call.name());
        let span = self.span(&node.location());
        let (below, key) = match call.receiver() {
            receiver
                if receiver.as_ref().is_none_or(|of| of.as_self_node().is_some())
                    && (self.is_setting)(&name)
                    && call.arguments().is_none() =>
            {
                let key = Item { thing: Thing::text(name), span: span.clone(), origin: Origin::Literal };
                (Thing::Hash(Rc::clone(&self.settings)), key)
            }
            Some(receiver) if name == "[]" && self.is_path(&receiver) => {
                let below = self.deeper(|evaluator| evaluator.target(&receiver))?;
                let Some(keys) = self.arguments(call.arguments())? else { return Ok(Thing::Unknown) };
                match <[Item; 1]>::try_from(keys) {
                    Ok([key]) => (below, key),
                    Err(_) => return Ok(self.unsupported(node, "this assignment").thing),
                }
            }
            _ => return Ok(self.expression(node)?.thing),
        };
        if below.is_unknown() {
            return Ok(Thing::Unknown);
        }
        let of = Item::computed(below.clone(), &span);
        let found = match self.method(&of, "[]", std::slice::from_ref(&key), None) {
            Ok(thing) => thing,
            Err(fail) => return Ok(self.failed(fail, "[]", span)?.thing),
        };
        let Thing::Hash(table) = &below else { return Ok(found) };
        if !matches!(found, Thing::Nil) || !table.get().is_settings {
            return Ok(found);
        }
        let made = Thing::hash(Hash::of_settings());
        let empty = Item { thing: made, span: span.clone(), origin: Origin::Literal };
        let condition = self.condition();
        let done = hash::place(table, &key, empty, condition, &mut self.budget);
        let done = done.and_then(|()| hash::get(&table.get(), &key.thing, &mut self.budget));
        match done {
            Ok(made) => Ok(made.map_or(Thing::Unknown, |item| item.thing)),
            Err(fail) => Ok(self.failed(fail, "[]", span)?.thing),
        }
    }

    /// Whether `node` is a setting or something below one.
    pub(super) fn is_path(&self, node: &Node<'_>) -> bool {
        let Some(mut call) = node.as_call_node() else { return false };
        // Longer ones are refused for their depth.
        for _ in 0..2_000 {
            match call.receiver().filter(|of| of.as_self_node().is_none()) {
                None => return call.arguments().is_none() && (self.is_setting)(&name_of(&call.name())),
                Some(receiver) if name_of(&call.name()) == "[]" => match receiver.as_call_node() {
                    Some(below) => call = below,
                    None => return false,
                },
                Some(_) => return false,
            }
        }
        true
    }

    /// Puts `value` under `key` of `target`.
    pub(super) fn put(&mut self, target: &Thing, key: &Item, value: &Item, at: Span) -> Result<(), Stop> {
        let condition = self.condition();
        let key = Item { span: at.clone(), ..key.clone() };
        let done = match target {
            Thing::Unknown => Ok(()),
            Thing::Hash(table) => hash::place(table, &key, value.clone(), condition, &mut self.budget),
            Thing::List(list) => self.put_into_list(list, &key.thing, value),
            Thing::Nil => {
                if !self.is_doubtful {
                    let hint = "set the hash above it first: `name['key'] = {}`";
                    self.fault(at, "E015", "Ruby stops here: undefined method `[]=' for nil", hint);
                }
                return Ok(());
            }
            Thing::Text(_) | Thing::Symbol(_) | Thing::Integer(_) | Thing::Float(_) | Thing::Boolean(_) => {
                let message = format!("nothing can be put below a value of type {}", target.class());
                self.fault(at, "E015", message, "remove the assignment above that gave it this value");
                return Ok(());
            }
            _ => Err(Fail::Refused("this assignment".to_owned())),
        };
        if let Err(fail) = done {
            self.failed(fail, "[]=", at)?;
        }
        Ok(())
    }

    fn put_into_list(
        &mut self,
        list: &Rc<super::value::Shared<Vec<Item>>>,
        index: &Thing,
        value: &Item,
    ) -> Result<(), Fail> {
        let Thing::Integer(index) = index else {
            if index.is_unknown() {
                return Err(Fail::Unknown);
            }
            return Err(Fail::Raised(format!(
                "no implicit conversion of {} into Integer",
                super::number::kind(index)
            )));
        };
        let length = i128::try_from(list.get().len()).unwrap_or(0);
        let index = if *index < 0 { length + index } else { *index };
        let Ok(index) = usize::try_from(index) else {
            return Err(Fail::Raised("index too small for array".to_owned()));
        };
        let missing = (index + 1).saturating_sub(list.get().len());
        self.budget.items(missing)?;
        let filler = Item::computed(Thing::Nil, &value.span);
        list.change(|items| {
            items.extend(std::iter::repeat_n(filler, missing));
            if let Some(slot) = items.get_mut(index) {
                *slot = value.clone();
            }
        })
    }
}
