//! `gitlab.rb`, read as data: parsed by Ruby's own parser, evaluated by a small evaluator of our own.
//!
//! ```text
//! texts ─parse→ syntax tree ─evaluate→ Evaluated { settings, faults, unread, comments }
//! ```
//!
//! Invariant: nothing is executed. The evaluator knows literals, settings, variables, conditions and a closed list of
//! methods without effect; whatever else stands in the file is a [`Fault`] with its place. Files and variables are
//! read through [`Outside`] alone, and every run ends: steps, depth and bytes are counted.

mod assign;
mod bare;
mod block;
mod budget;
mod call;
mod compare;
mod control;
mod cut;
mod data;
mod evaluate;
mod file;
mod hash;
mod list;
mod literal;
mod methods;
mod number;
mod outline;
mod parse;
mod pattern;
mod range;
mod show;
mod text;
mod value;
mod walk;

use std::ops::Range;

use crate::problem::Problem;

pub use outline::{ITEM, Piece, Role, outline, quote_open_at};
pub use parse::Comment;

/// Bytes of a text. Each text of a run has a range of its own, from [`Text::start`] on, so that one number tells text
/// and place.
pub type Span = Range<usize>;

/// A text that is evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its file, as people know it.
    pub name: String,
    /// What it says.
    pub text: String,
    /// The number of its first byte in this run.
    pub start: usize,
}

/// What the evaluator may ask of the world.
pub trait Outside: Sync {
    /// A variable of the environment.
    fn variable(&self, name: &str) -> Option<String>;
    /// The text of a file.
    fn read(&self, path: &str) -> Result<String, Unread>;
    /// Whether there is such a file or folder.
    fn exists(&self, path: &str) -> bool;
}

/// Why a file gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Reads on after the name of the file: `does not exist`.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// It is there, yet this user may not read it: who only looks goes on without it.
    pub is_forbidden: bool,
}

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What, without its place.
    pub problem: Problem,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It stands in the text as it is.
    Literal,
    /// It is the content of this file, but for white space at its ends.
    File(String),
    /// It is this variable of the environment.
    Variable(String),
    /// It was computed.
    Computed,
}

/// A value that the texts came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// The expression that gave it.
    pub span: Span,
    /// The key it was written under; the same as `span` for an item of a list.
    pub key: Span,
    /// Where it came from.
    pub origin: Origin,
    /// The innermost condition that it was set under.
    pub condition: Option<Span>,
}

/// A value of Ruby, as far as settings have such.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Not set.
    Nil,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number, in decimal digits: Ruby's have any size.
    Integer(i128),
    /// A number.
    Float(f64),
    /// Text, or a symbol.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A hash, in the order of Ruby's.
    Table(Vec<(String, Node)>),
    /// It could not be told; a fault says why.
    Unknown,
}

/// What the texts came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evaluated {
    /// The given texts, and those that they read in with `from_file`.
    pub texts: Vec<Text>,
    /// The settings by their names at the top, in the order of the texts.
    pub settings: Vec<(String, Node)>,
    /// What is wrong, in the order of evaluation.
    pub faults: Vec<Fault>,
    /// What could not be read for want of permission: a name in brackets stands for it.
    pub unread: Vec<Fault>,
    /// The comments, in the order of the texts.
    pub comments: Vec<Comment>,
}

/// Whether Ruby's parser takes `text`.
#[must_use]
pub fn is_ruby(text: &str) -> bool {
    parse::is_whole(text)
}

/// The names that may stand at the top.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// Whether a name is one of them.
    pub is_setting: fn(&str) -> bool,
    /// The one that a name was probably meant to be.
    pub nearest: Option<fn(&str) -> Option<String>>,
}

/// Evaluates `texts`, one after another, into the same settings.
#[must_use]
pub fn evaluate(texts: &[Text], names: Names, outside: &dyn Outside) -> Evaluated {
    on_a_deep_stack(|| evaluate::Evaluator::new(texts.to_vec(), names, outside).run())
}

/// Runs what goes down with the nesting of a text, on a stack that is used only as far as it does.
fn on_a_deep_stack<T: Send>(run: impl Fn() -> T + Sync) -> T {
    const STACK: usize = 256 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("gitlab.rb".to_owned()).stack_size(STACK);
        match thread.spawn_scoped(scope, &run).map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(value)) => value,
            // One that cannot be had leaves this one, which is enough for what people write.
            Err(_) => run(),
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
        }
    })
}
