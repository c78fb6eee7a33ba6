//! Blocks: what a method gives them, under which names.

use std::rc::Rc;

use ruby_prism::{BlockNode, CallNode, MultiTargetNode, Node, NodeList};

use super::Span;
use super::assign::name_of;
use super::budget::{Fail, Stop};
use super::evaluate::{Evaluator, Scope};
use super::value::{Item, Thing};

/// A block of a call.
pub(super) enum Block<'b, 'pr> {
    /// `{ |x| … }`, `do … end`.
    Written(&'b BlockNode<'pr>),
    /// `&:name`.
    Method(Rc<str>),
}

impl Evaluator<'_> {
    /// Runs `block` with `given`.
    pub(super) fn give(&mut self, block: Option<&Block<'_, '_>>, given: Vec<Item>) -> Result<Item, Fail> {
        self.budget.step()?;
        let block = match block {
            None => return Err(Fail::Refused("this without a block".to_owned())),
            Some(Block::Method(name)) => {
                let mut given = given.into_iter();
                let Some(first) = given.next() else { return Err(Fail::Missing) };
                if first.thing.is_unknown() {
                    return Err(Fail::Unknown);
                }
                let rest: Vec<Item> = given.collect();
                let thing = self.method(&first, name, &rest, None)?;
                return Ok(Item { thing, ..Item::computed(Thing::Nil, &first.span) });
            }
            Some(Block::Written(block)) => block,
        };
        self.scopes.push(Scope::new());
        let answer = self.run_block(block, given);
        self.scopes.pop();
        match answer {
            Ok(item) => Ok(item),
            Err(Stop::Next(item)) => Ok(*item),
            Err(stop) => Err(Fail::Stop(stop)),
        }
    }

    fn run_block(&mut self, block: &BlockNode<'_>, given: Vec<Item>) -> Result<Item, Stop> {
        if let Some(parameters) = block.parameters() {
            self.bind(&parameters, given)?;
        }
        match block.body() {
            Some(body) => self.expression(&body),
            None => Ok(self.item(Thing::Nil)),
        }
    }

    fn bind(&mut self, parameters: &Node<'_>, given: Vec<Item>) -> Result<(), Stop> {
        if let Some(numbered) = parameters.as_numbered_parameters_node() {
            let count = usize::from(numbered.maximum());
            let given = if count > 1 { spread(given) } else { given };
            let mut given = given.into_iter();
            for number in 1..=count {
                let item = given.next().unwrap_or_else(|| self.item(Thing::Nil));
                self.set_local(format!("_{number}").as_bytes(), item);
            }
            return Ok(());
        }
        if parameters.as_it_parameters_node().is_some() {
            let item = given.into_iter().next().unwrap_or_else(|| self.item(Thing::Nil));
            self.set_local(b"it", item);
            return Ok(());
        }
        let Some(names) = parameters.as_block_parameters_node() else { return Ok(()) };
        let Some(list) = names.parameters() else { return Ok(()) };
        if !list.keywords().is_empty() || list.keyword_rest().is_some() || list.block().is_some() {
            self.unsupported(parameters, "a block with these parameters");
            return Ok(());
        }
        let (before, after) = (list.requireds(), list.posts());
        let optional = list.optionals();
        let is_one = before.len() + after.len() + optional.len() == 1 && list.rest().is_none();
        let mut given = if is_one { given } else { spread(given) };
        let total = given.len();
        let late =
            given.split_off(total.min(before.len() + total.saturating_sub(before.len() + after.len())));
        let mut given = given.into_iter();
        self.targets(&before, &mut given)?;
        for parameter in &optional {
            let Some(parameter) = parameter.as_optional_parameter_node() else { continue };
            let item = match given.next() {
                Some(item) => item,
                None => self.expression(&parameter.value())?,
            };
            self.set_local(parameter.name().as_slice(), item);
        }
        if let Some(rest) = list.rest().and_then(|rest| rest.as_rest_parameter_node()) {
            let items: Vec<Item> = given.collect();
            if let Some(name) = rest.name() {
                let item = self.item(Thing::list(items));
                self.set_local(name.as_slice(), item);
            }
        }
        self.targets(&after, &mut late.into_iter())
    }

    fn targets(&mut self, names: &NodeList<'_>, given: &mut dyn Iterator<Item = Item>) -> Result<(), Stop> {
        for name in names {
            let item = given.next().unwrap_or_else(|| self.item(Thing::Nil));
            if let Some(name) = name.as_required_parameter_node() {
                self.set_local(name.name().as_slice(), item);
            } else if let Some(several) = name.as_multi_target_node() {
                self.take_apart(&several, item)?;
            } else {
                self.assign(&name, item)?;
            }
        }
        Ok(())
    }

    fn take_apart(&mut self, several: &MultiTargetNode<'_>, item: Item) -> Result<(), Stop> {
        let given = spread(vec![item]);
        self.spread_over(&several.lefts(), several.rest().as_ref(), &several.rights(), given)
    }

    /// `….map.with_index(1) { |item, index| … }`. `None` where it is another.
    pub(super) fn with_index(
        &mut self,
        call: &CallNode<'_>,
        receiver: &Node<'_>,
        span: &Span,
    ) -> Option<Result<Item, Stop>> {
        let walk = receiver.as_call_node()?;
        let name = name_of(&walk.name());
        let is_known = matches!(name.as_str(), "each" | "map" | "collect" | "flat_map" | "filter_map");
        if !is_known || walk.arguments().is_some() || walk.block().is_some() {
            return None;
        }
        let of = walk.receiver()?;
        let block = call.block()?;
        let block = block.as_block_node()?;
        // A block that takes one gets the item alone, not the pair.
        if !takes_several(&block) {
            return None;
        }
        Some(self.indexed(&of, &name, call, &Block::Written(&block), span))
    }

    fn indexed(
        &mut self,
        of: &Node<'_>,
        name: &str,
        call: &CallNode<'_>,
        block: &Block<'_, '_>,
        span: &Span,
    ) -> Result<Item, Stop> {
        let unknown = Item::computed(Thing::Unknown, span);
        let of = self.expression(of)?;
        let Some(arguments) = self.arguments(call.arguments())? else { return Ok(unknown) };
        let from = match arguments.as_slice() {
            [] | [Item { thing: Thing::Nil, .. }] => 0,
            [Item { thing: Thing::Integer(from), .. }] => *from,
            _ => return self.failed(Fail::Missing, "with_index", span.clone()),
        };
        let items = self.send(&of, "to_a", &[], None, span)?;
        let Thing::List(items) = &items.thing else { return Ok(unknown) };
        let items = items.get().clone();
        if let Err(fail) = self.budget.items(items.len()) {
            return self.failed(fail, "with_index", span.clone());
        }
        let pairs = items.into_iter().zip(0_i128..).map(|(item, index)| {
            let at = item.span.clone();
            let index = Item::computed(Thing::Integer(from.saturating_add(index)), &at);
            Item::computed(Thing::list(vec![item, index]), &at)
        });
        let pairs = Item::computed(Thing::list(pairs.collect()), span);
        match self.send(&pairs, name, &[], Some(block), span) {
            Ok(_) if name == "each" => Ok(of),
            Err(Stop::Break(item)) => Ok(*item),
            answer => answer,
        }
    }
}

/// Whether `block` has names for more than one item, and none that takes what is left over.
pub(super) fn takes_several(block: &BlockNode<'_>) -> bool {
    let Some(parameters) = block.parameters() else { return false };
    if let Some(numbered) = parameters.as_numbered_parameters_node() {
        return numbered.maximum() > 1;
    }
    let list = parameters.as_block_parameters_node().and_then(|names| names.parameters());
    list.is_some_and(|list| {
        list.requireds().len() == 2 && list.optionals().is_empty() && list.rest().is_none()
    })
}

/// One list that is given to several names is given item by item.
pub(super) fn spread(given: Vec<Item>) -> Vec<Item> {
    if let [Item { thing: Thing::List(list), .. }] = given.as_slice() {
        let items = list.get().clone();
        return items;
    }
    given
}
