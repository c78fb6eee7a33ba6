//! What a run may use up, and how an expression can end without a value.

use super::value::Item;

/// How many expressions a run evaluates beside one for every fourth byte. A settings file of 10,000 lines takes some
/// 100,000.
const STEPS: usize = 500_000;

/// How many bytes the values of a run may take, all that it ever makes together.
const BYTES: usize = 100 << 20;

/// About what an item of a list or an entry of a hash takes.
const ITEM: usize = 100;

/// What is left of a run.
pub(super) struct Budget {
    steps: usize,
    bytes: usize,
}

/// Why a method gave no value.
#[derive(Debug)]
pub(super) enum Fail {
    /// There is no such method on this value.
    Missing,
    /// It is there in Ruby, and is not evaluated: what it is, in words.
    Refused(String),
    /// Ruby raises an exception: its words.
    Raised(String),
    /// The value could not be told, and that was reported.
    Unknown,
    /// The budget is used up: what it was too much of.
    Spent(&'static str),
    /// The expression was left.
    Stop(Stop),
}

/// How an expression is left without a value.
#[derive(Debug)]
pub(super) enum Stop {
    /// The run is over: a fault says why.
    Over,
    /// `break`.
    Break(Item),
    /// `next`.
    Next(Item),
    /// `return`: the file ends here.
    Return,
}

impl From<Stop> for Fail {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl Budget {
    /// The budget for texts of `length` bytes.
    pub(super) fn new(length: usize) -> Self {
        Self { steps: STEPS + length / 4, bytes: BYTES }
    }

    /// One more step.
    pub(super) fn step(&mut self) -> Result<(), Fail> {
        self.steps = self.steps.checked_sub(1).ok_or(Fail::Spent("steps"))?;
        Ok(())
    }

    /// `bytes` more of text are made.
    pub(super) fn bytes(&mut self, bytes: usize) -> Result<(), Fail> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(Fail::Spent("memory"))?;
        Ok(())
    }

    /// `count` more items are made.
    pub(super) fn items(&mut self, count: usize) -> Result<(), Fail> {
        self.bytes(count.saturating_mul(ITEM))
    }
}
