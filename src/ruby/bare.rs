//! Calls without a receiver: settings, `require`, `from_file`, `raise`, and what Ruby has at hand everywhere.

use std::rc::Rc;

use ruby_prism::{CallNode, Node};

use super::block::Block;
use super::budget::{Fail, Stop};
use super::evaluate::Evaluator;
use super::value::{Hash, Item, Thing};
use super::{Origin, Span, call, hash, number, show};

/// What Ruby's own library is made of: it is at hand already, as far as it is evaluated.
const LIBRARIES: &str = "json yaml psych base64 erb uri net/http net/https openssl digest digest/md5 digest/sha1 digest/sha2 \
    securerandom time date set ostruct fileutils pathname tempfile tmpdir shellwords open3 socket ipaddr resolv csv logger \
    stringio zlib bigdecimal English etc open-uri timeout singleton forwardable delegate optparse pp rbconfig strscan \
    benchmark uri/generic bundler rubygems io/console monitor observer matrix prime tsort weakref";

/// What starts a program.
const COMMANDS: &[&str] = &["system", "exec", "spawn", "fork", "open", "popen", "syscall", "`"];

/// What else Ruby has everywhere and is not evaluated.
const OTHERS: &[&str] = &[
    "sleep",
    "rand",
    "srand",
    "gets",
    "readline",
    "readlines",
    "lambda",
    "proc",
    "trap",
    "at_exit",
    "catch",
    "throw",
    "autoload",
    "define_method",
    "instance_eval",
    "class_eval",
    "module_eval",
    "instance_exec",
    "send",
    "public_send",
    "__send__",
    "method_missing",
    "method",
    "include",
    "extend",
    "prepend",
    "attr_accessor",
    "attr_reader",
    "private",
    "public",
    "caller",
    "__method__",
    "binding",
    "block_given?",
    "set_trace_func",
    "test",
    "putc",
    "printf",
    "select",
    "instance_variable_set",
    "instance_variable_get",
    "define_singleton_method",
    "singleton_class",
    "tap",
    "then",
    "Rational",
    "Complex",
    "Pathname",
    "URI",
    "display",
    "freeze",
    "using",
    "refine",
    "import",
    "include_recipe",
    "local_variables",
    "global_variables",
    "object_id",
    "methods",
    "respond_to?",
    "is_a?",
    "class",
    "inspect",
    "to_s",
];

/// Whether the setting `name` at the top is a single value; the others are sections.
fn is_value(name: &str) -> bool {
    name.ends_with("_url") || ["roles", "runtime_dir", "edition"].contains(&name)
}

impl Evaluator<'_> {
    /// A name without a receiver.
    pub(super) fn bare(
        &mut self,
        node: &Node<'_>,
        call: &CallNode<'_>,
        name: &str,
        span: Span,
    ) -> Result<Item, Stop> {
        if (self.is_setting)(name) {
            return self.setting(node, call, name, span);
        }
        if name == "eval" {
            return Ok(self.eval(node, call));
        }
        if COMMANDS.contains(&name) {
            return Ok(self.unsupported(node, &format!("a command (`{name}`)")));
        }
        if name == "require_relative" || name == "load" {
            return Ok(self.refused(
                node,
                &format!("`{name}`"),
                "read settings of another file with `from_file '/…'`",
            ));
        }
        if OTHERS.contains(&name) {
            return Ok(self.unsupported(node, &format!("`{name}`")));
        }
        if call::is_of_chef(name) {
            return Ok(self.unsupported(node, &format!("`{name}` of Chef")));
        }
        let is_known = matches!(
            name,
            "require"
                | "from_file"
                | "puts"
                | "print"
                | "p"
                | "pp"
                | "warn"
                | "raise"
                | "fail"
                | "abort"
                | "exit"
                | "exit!"
                | "loop"
                | "Integer"
                | "Float"
                | "String"
                | "Array"
                | "Hash"
                | "format"
                | "sprintf"
                | "__dir__"
        );
        if !is_known {
            let at = call.message_loc().map_or(span.clone(), |location| self.span(&location));
            let near = self.nearest.and_then(|nearest| nearest(name));
            let hint = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
            self.fault(at, "E001", format!("there is no setting `{name}`"), hint);
            return Ok(Item::computed(Thing::Unknown, &span));
        }
        let Some(arguments) = self.arguments(call.arguments())? else {
            return Ok(Item::computed(Thing::Unknown, &span));
        };
        let block = call.block();
        if name == "loop" {
            let written = block.as_ref().and_then(Node::as_block_node);
            let Some(written) = written else { return Ok(self.unsupported(node, "`loop` without a block")) };
            let block = Block::Written(&written);
            let answer = self.endless(&mut |evaluator| evaluator.give(Some(&block), Vec::new()).map(drop));
            return match answer {
                Err(Fail::Stop(Stop::Break(item))) => Ok(*item),
                Ok(thing) => Ok(Item::computed(thing, &span)),
                Err(fail) => self.failed(fail, name, span),
            };
        }
        match name {
            "from_file" => return self.other_file(&arguments, &span),
            "raise" | "fail" | "abort" | "exit" | "exit!" => return self.raised(name, &arguments, &span),
            _ => {}
        }
        if arguments.iter().any(|item| item.thing.is_unknown()) {
            return Ok(Item::computed(Thing::Unknown, &span));
        }
        match self.plain_function(name, &arguments) {
            Ok(thing) => Ok(Item::computed(thing, &span)),
            Err(fail) => self.failed(fail, name, span),
        }
    }

    fn plain_function(&mut self, name: &str, arguments: &[Item]) -> Result<Thing, Fail> {
        let first = arguments.first().map(|item| &item.thing);
        Ok(match (name, first) {
            ("require", Some(Thing::Text(library))) => {
                let library = library.get().clone();
                if !LIBRARIES.split_whitespace().any(|known| known == library) {
                    return Err(Fail::Refused(format!("`require '{library}'`")));
                }
                Thing::Boolean(true)
            }
            // They only show something.
            ("p" | "pp", Some(first)) if arguments.len() == 1 => first.clone(),
            ("p" | "pp" | "puts" | "print" | "warn", _) => Thing::Nil,
            ("__dir__", None) => {
                let own = self.own_path();
                Thing::text(
                    own.rsplit_once('/')
                        .map_or(".", |(folder, _)| if folder.is_empty() { "/" } else { folder }),
                )
            }
            ("format" | "sprintf", Some(Thing::Text(pattern))) => {
                let pattern = pattern.get().clone();
                Thing::text(show::format(&pattern, arguments.get(1..).unwrap_or_default(), &mut self.budget)?)
            }
            ("Integer", Some(Thing::Integer(number))) if arguments.len() == 1 => Thing::Integer(*number),
            ("Integer", Some(Thing::Text(text))) => {
                let base = match arguments.get(1).map(|item| &item.thing) {
                    None => 10,
                    Some(Thing::Integer(base @ (2 | 8 | 16))) => u32::try_from(*base).unwrap_or(10),
                    Some(_) => return Err(Fail::Refused("`Integer` with this base".to_owned())),
                };
                Thing::Integer(number::parsed(&text.get(), base).ok_or_else(number::invalid)?)
            }
            ("Integer", Some(Thing::Float(number))) => number::of_float(*number, "to_i", &[])?,
            ("Integer" | "Float", Some(Thing::Nil)) => {
                return Err(Fail::Raised(format!("can't convert nil into {name}")));
            }
            ("Float", Some(Thing::Float(number))) => Thing::Float(*number),
            ("Float", Some(Thing::Integer(_))) => {
                let item = arguments.first().cloned().ok_or(Fail::Missing)?;
                self.method(&item, "to_f", &[], None)?
            }
            ("Float", Some(Thing::Text(text))) => {
                let text = text.get();
                let plain = text.trim().replace('_', "");
                let is_number = plain.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'))
                    && plain.ends_with(|c: char| c.is_ascii_digit())
                    && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '-' | '+'));
                let parsed = plain.parse::<f64>().ok().filter(|_| is_number);
                Thing::Float(parsed.ok_or_else(|| Fail::Raised("invalid value for Float()".to_owned()))?)
            }
            ("String", Some(thing)) => Thing::text(show::text(thing, &mut self.budget)?),
            ("Array", Some(thing)) => match thing {
                Thing::List(_) => thing.clone(),
                Thing::Nil => Thing::list(Vec::new()),
                Thing::Hash(table) => Thing::list(hash::pairs(&table.get())),
                Thing::Range(..) => {
                    let item = arguments.first().cloned().ok_or(Fail::Missing)?;
                    self.method(&item, "to_a", &[], None)?
                }
                _ => Thing::list(arguments.to_vec()),
            },
            ("Hash", Some(Thing::Nil)) => Thing::hash(Hash::default()),
            ("Hash", Some(thing @ Thing::Hash(_))) => thing.clone(),
            _ => return Err(Fail::Missing),
        })
    }

    /// `raise 'words'`: the file says itself that it cannot go on.
    fn raised(&mut self, name: &str, arguments: &[Item], span: &Span) -> Result<Item, Stop> {
        let words = arguments.iter().find_map(|item| match &item.thing {
            // Other texts may hold secrets.
            Thing::Text(words) if item.origin == Origin::Literal => Some(words.get().clone()),
            _ => None,
        });
        let message = match words {
            Some(words) => format!("the file ends here with `{name}`: {words}"),
            None => format!("the file ends here with `{name}`"),
        };
        self.fault(span.clone(), "E015", message, "do what it asks for, or remove the statement");
        Err(Stop::Over)
    }

    /// The line that the `gitlab.rb` of the Docker image has; the variable was evaluated before the file anyway.
    fn eval(&mut self, node: &Node<'_>, call: &CallNode<'_>) -> Item {
        let span = self.span(&node.location());
        let arguments = call.arguments().map(|arguments| self.span(&arguments.location())).unwrap_or(0..0);
        let written: String = self.source(&arguments).chars().filter(|c| !c.is_whitespace()).collect();
        let written = written.replace('\'', "\"");
        let written = written.strip_suffix(".to_s").unwrap_or(&written);
        if written == "ENV[\"GITLAB_OMNIBUS_CONFIG\"]" {
            return Item::computed(Thing::Nil, &span);
        }
        self.refused(node, "`eval`", "write the settings themselves")
    }

    /// `name`, `name value`.
    fn setting(
        &mut self,
        node: &Node<'_>,
        call: &CallNode<'_>,
        name: &str,
        span: Span,
    ) -> Result<Item, Stop> {
        if call.block().is_some() {
            return Ok(self.unsupported(node, &format!("`{name}` with a block")));
        }
        let at = call.message_loc().map_or(span.clone(), |location| self.span(&location));
        if call.arguments().is_none() {
            let found = hash::get(&self.settings.get(), &Thing::text(name), &mut self.budget);
            return match found {
                Ok(Some(item)) => Ok(Item { span, ..item }),
                Ok(None) if is_value(name) => Ok(Item::computed(Thing::Nil, &span)),
                Ok(None) => self.section(name, span),
                Err(fail) => self.failed(fail, name, span),
            };
        }
        let outer = self.statement.replace(name.to_owned());
        let arguments = self.arguments(call.arguments());
        self.statement = outer;
        let Some(mut arguments) = arguments? else { return Ok(Item::computed(Thing::Unknown, &span)) };
        let value = match arguments.len() {
            1 => arguments.remove(0),
            _ => Item { thing: Thing::list(arguments), span, origin: Origin::Literal },
        };
        let settings = Thing::Hash(Rc::clone(&self.settings));
        let key = Item { thing: Thing::text(name), span: at.clone(), origin: Origin::Literal };
        self.put(&settings, &key, &value, at)?;
        Ok(value)
    }

    /// The hash of the section `name`, which is there as soon as it is named: what is put into it later is set.
    fn section(&mut self, name: &str, span: Span) -> Result<Item, Stop> {
        let made = Item::computed(Thing::hash(Hash::of_settings()), &span);
        let key = Item { thing: Thing::text(name), span: span.clone(), origin: Origin::Computed };
        let placed = hash::place(&self.settings, &key, made, None, &mut self.budget);
        match placed.and_then(|()| hash::get(&self.settings.get(), &key.thing, &mut self.budget)) {
            Ok(placed) => Ok(placed.unwrap_or_else(|| Item::computed(Thing::Unknown, &span))),
            Err(fail) => self.failed(fail, name, span),
        }
    }

    /// Tells settings that stand alone at the top, without a value.
    pub(super) fn lonely(&mut self, node: &Node<'_>) {
        let Some(call) = node.as_call_node() else { return };
        let name = super::assign::name_of(&call.name());
        if call.is_variable_call() && (self.is_setting)(&name) {
            let span = self.span(&node.location());
            let hint = format!(
                "write its value behind it, as in `{name} '…'` or `{name}['key'] = '…'`, or remove the line"
            );
            self.fault(span, "E007", format!("`{name}` has no value here, so the line sets nothing"), hint);
        }
    }

    /// Calls that are refused by the name of what they are called on.
    pub(super) fn refused_call(&mut self, node: &Node<'_>, receiver: &Node<'_>, name: &str) -> Option<Item> {
        const CHANGING: &str = "which gives another value at each run,";
        let is_constant =
            receiver.as_constant_read_node().is_some() || receiver.as_constant_path_node().is_some();
        if !is_constant {
            if matches!(
                name,
                "send"
                    | "public_send"
                    | "__send__"
                    | "instance_eval"
                    | "instance_exec"
                    | "instance_variable_set"
                    | "define_singleton_method"
            ) {
                return Some(self.unsupported(node, &format!("`{name}`")));
            }
            return None;
        }
        let span = self.span(&receiver.location());
        let class = self.source(&span).trim_start_matches("::").to_owned();
        if self.constants.contains_key(&class) {
            return None;
        }
        let first = class.split("::").next().unwrap_or_default();
        let what = match (first, name) {
            ("Dir", "glob" | "[]" | "each_child" | "children" | "entries") => {
                let hint = "read each file in a line of its own: `from_file '/…'`";
                return Some(self.refused(node, &format!("`{class}.{name}`"), hint));
            }
            ("File" | "IO", "open" | "new") => {
                let what = format!("`{class}.{name}`, which may write,");
                return Some(self.refused(node, &what, "read the file with `File.read('/…')`"));
            }
            ("SecureRandom" | "Random" | "Time" | "Date" | "DateTime", _) => {
                format!("`{class}.{name}`, {CHANGING}")
            }
            (
                "Kernel" | "IO" | "Open3" | "Process" | "PTY" | "Mixlib",
                "system" | "exec" | "spawn" | "fork" | "open" | "popen" | "capture2" | "capture2e"
                | "capture3" | "`" | "popen3",
            ) => {
                format!("a command (`{class}.{name}`)")
            }
            (
                "File" | "IO" | "FileUtils",
                "write" | "binwrite" | "delete" | "unlink" | "rename" | "chmod" | "chown" | "mkdir"
                | "mkdir_p" | "rm" | "rm_rf" | "cp" | "mv" | "touch" | "ln_s" | "symlink" | "utime",
            ) => {
                format!("`{class}.{name}`, which may write,")
            }
            _ if call::is_of_chef(first) && name == "[]" => format!("`{class}[…]` of Chef"),
            _ if call::is_of_chef(first) => format!("`{class}` of Chef"),
            _ if call::is_of_ruby(&class) => format!("`{class}.{name}`"),
            _ => return None,
        };
        Some(self.unsupported(node, &what))
    }

    /// A command in backquotes.
    pub(super) fn command(&mut self, node: &Node<'_>) -> Item {
        let text =
            node.as_x_string_node().and_then(|command| String::from_utf8(command.unescaped().to_vec()).ok());
        let text = text.unwrap_or_default();
        let file = text.trim().strip_prefix("cat ").map(str::trim);
        let file = file.filter(|file| {
            file.starts_with('/') && file.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c))
        });
        match (file, self.statement.clone()) {
            (Some(file), Some(statement)) => {
                let hint = format!("read the file instead: `{statement} File.read('{file}').strip`");
                self.refused(node, "a command in backquotes", hint)
            }
            _ => self.unsupported(node, "a command in backquotes"),
        }
    }
}
