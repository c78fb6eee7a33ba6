//! Ranges, and numbers that count.

use super::block::Block;
use super::budget::Fail;
use super::compare::is_case;
use super::evaluate::Evaluator;
use super::value::{Item, Shared, Thing};
use super::{list, show, walk};

impl Evaluator<'_> {
    /// `times`, `upto`, `downto`, `step`.
    pub(super) fn counted(
        &mut self,
        number: i128,
        name: &str,
        arguments: &[Item],
        block: Option<&Block<'_, '_>>,
    ) -> Result<Thing, Fail> {
        let first = arguments.first().map(|item| &item.thing);
        let (from, to, by) = match (name, first, arguments.get(1).map(|item| &item.thing)) {
            ("times", None, None) => (0, number - 1, 1),
            ("downto", Some(Thing::Integer(to)), None) => (number, *to, -1),
            ("step" | "upto", Some(Thing::Integer(to)), None) => (number, *to, 1),
            ("step", Some(Thing::Integer(to)), Some(Thing::Integer(by))) if *by != 0 => (number, *to, *by),
            _ => return Err(Fail::Missing),
        };
        let mut at = from;
        while if by > 0 { at <= to } else { at >= to } {
            let item = self.item(Thing::Integer(at));
            self.give(block, vec![item])?;
            let Some(next) = at.checked_add(by) else { break };
            at = next;
        }
        Ok(Thing::Integer(number))
    }

    pub(super) fn range(
        &mut self,
        (from, to, is_open): (Option<i128>, Option<i128>, bool),
        name: &str,
        arguments: &[Item],
        block: Option<&Block<'_, '_>>,
    ) -> Result<Thing, Fail> {
        let itself = Thing::Range(from, to, is_open);
        match (name, arguments.first().map(|item| &item.thing)) {
            ("include?" | "member?" | "cover?", Some(given)) => {
                return Ok(Thing::Boolean(is_case(&itself, given, &mut self.budget)?));
            }
            ("begin", None) => return Ok(from.map_or(Thing::Nil, Thing::Integer)),
            ("first", None) if from.is_some() => return Ok(from.map_or(Thing::Nil, Thing::Integer)),
            ("end" | "last", None) => return Ok(to.map_or(Thing::Nil, Thing::Integer)),
            ("to_s", None) => return Ok(Thing::text(show::inspect(&itself, &mut self.budget)?)),
            _ => {}
        }
        let Some(from) = from else { return Err(Fail::Raised("can't iterate from NilClass".to_owned())) };
        let end = match to {
            Some(to) => {
                if is_open {
                    to.saturating_sub(1)
                } else {
                    to
                }
            }
            None if block.is_some() => i128::MAX,
            None if matches!(name, "first" | "take") => match arguments.first().map(|item| &item.thing) {
                Some(Thing::Integer(many)) => from.saturating_add((*many).max(1)) - 1,
                _ => return Err(Fail::Missing),
            },
            None => return Err(Fail::Raised("cannot convert endless range to an array".to_owned())),
        };
        if name == "each" && block.is_some() {
            let mut at = from;
            while at <= end {
                let item = self.item(Thing::Integer(at));
                self.give(block, vec![item])?;
                at += 1;
            }
            return Ok(itself);
        }
        let count =
            usize::try_from((end.saturating_sub(from)).saturating_add(1).max(0)).unwrap_or(usize::MAX);
        if matches!(name, "size" | "count") && arguments.is_empty() && block.is_none() {
            return Ok(Thing::Integer(i128::try_from(count).unwrap_or(i128::MAX)));
        }
        if name == "step" || name == "%" {
            let Some(Thing::Integer(by)) = arguments.first().map(|item| &item.thing) else {
                return Err(Fail::Missing);
            };
            if block.is_none() || *by <= 0 {
                return Err(Fail::Refused("`step` without a block".to_owned()));
            }
            self.counted(
                from,
                "step",
                &[self.item(Thing::Integer(end)), self.item(Thing::Integer(*by))],
                block,
            )?;
            return Ok(itself);
        }
        self.budget.items(count)?;
        let items: Vec<Item> = (from..=end).map(|number| self.item(Thing::Integer(number))).collect();
        if name == "last" {
            return list::call(self, &Shared::new(items), name, arguments, block);
        }
        walk::call(self, items, name, arguments, block)
    }
}
