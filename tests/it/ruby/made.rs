//! Expressions that a grammar makes come to what Ruby makes of them, and no text at all makes the evaluator panic.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::compared::{difference, of_ruby};
use super::{Host, run};

/// Expressions of Ruby.
fn expressions() -> impl Strategy<Value = String> {
    let texts =
        prop::sample::select(vec!["''", "'a'", "'b c'", "'12'", "\"x\\ny\"", "'é'", "'A-b.C'", "' s '"]);
    let leaf = prop_oneof![
        (-20_i64..100).prop_map(|number| format!("({number})")),
        (-40_i64..40).prop_map(|number| format!(
            "({}.{})",
            number / 4,
            [0, 25, 5, 75][number.rem_euclid(4) as usize]
        )),
        texts.prop_map(str::to_owned),
        prop::sample::select(vec!["nil", "true", "false", ":a", ":b", "[]", "{}", "X", "LIST", "HASH"])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let operators = vec![
            "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "<=>", "&&", "||", "&", "|", "and", "or", "<<",
        ];
        let methods = vec![
            "to_s", "to_i", "inspect", "size", "length", "nil?", "empty?", "first", "last", "upcase", "strip", "reverse",
            "to_a", "keys", "values", "compact", "flatten", "uniq", "sort", "join", "abs", "split", "chars", "chomp", "max",
            "min", "sum", "any?", "all?", "to_f", "freeze", "dup", "to_sym", "lines", "capitalize", "zero?", "count",
            "map { |x| [x] }", "map(&:to_s)", "select { |x| x }", "reject { |x| x }", "each_with_index.to_a", "to_h",
            "map { |k, v| [v, k] }", "sort_by { |x| x.to_s }", "group_by { |x| x.class.to_s }", "first(2)", "[0]", "[-1]",
            "[1..]", "['a']", "[:a]", "include?('a')", "include?(1)", "join('-')", "dig(0)", "fetch(0, 9)", "is_a?(String)",
            "is_a?(Array)", "gsub('a', 'z')", "start_with?('a')", "tr('a-c', 'x')", "index('b')", "center(5, '*')", "to_json",
            "each_slice(2).to_a", "then { |x| [x, x] }", "key?(:a)", "merge({ 'z' => 1 })", "partition { |x| x }", "frozen?",
        ];
        prop_oneof![
            4 => (inner.clone(), prop::sample::select(operators), inner.clone()).prop_map(|(a, o, b)| format!("({a} {o} {b})")),
            5 => (inner.clone(), prop::sample::select(methods)).prop_map(|(a, m)| {
                if m.starts_with('[') { format!("{a}{m}") } else { format!("{a}.{m}") }
            }),
            2 => prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{ 'a' => {a}, b: {b} }}")),
            1 => (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            1 => inner.clone().prop_map(|a| format!("\"<#{{{a}}}>\"")),
            1 => inner.clone().prop_map(|a| format!("(!{a})")),
            1 => (inner.clone(), inner).prop_map(|(a, b)| format!("(case {a} when {b} then 1 when String, nil then 2 else 3 end)")),
        ]
    })
}

#[test]
fn made_expressions_come_to_what_ruby_makes_of_them() {
    const COUNT: usize = 3_000;
    let seed: u64 = std::env::var("RUBY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_123);
    println!("RUBY_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = expressions();
    let mut snippets = Vec::new();
    for _ in 0..COUNT {
        let expression = strategy.new_tree(&mut runner).unwrap().current();
        snippets.push(format!(
            "X = 'x'.dup\nLIST = [1, 'a', nil]\nHASH = {{ a: 1, 'b' => [2] }}\nregistry['v'] = ({expression})"
        ));
    }
    let host = Host::default();
    let answers = of_ruby(&snippets, &host);
    let (mut wrong, mut refused, mut valued) = (Vec::new(), 0, 0);
    for (snippet, theirs) in snippets.iter().zip(&answers) {
        if run(snippet, &host).faults.iter().any(|fault| fault.problem.code == "E014") {
            refused += 1;
            continue;
        }
        valued += usize::from(theirs.get("settings").is_some());
        wrong.extend(difference(snippet, theirs, &host));
    }
    assert!(
        wrong.is_empty(),
        "{} of {COUNT} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(15)].join("\n")
    );
    assert!(refused < COUNT / 8, "{refused} are refused");
    assert!(valued > COUNT / 4, "only {valued} have a value");
}

/// What settings files are made of, and what they must not do.
const PARTS: &[&str] = &[
    "registry",
    "['a']",
    "[:b]",
    " = ",
    "'text'",
    "\"#{",
    "}\"",
    "{ ",
    " }",
    "[",
    "]",
    "(",
    ")",
    "do |x|",
    "end",
    "\n",
    " ",
    "if ",
    "unless ",
    "else",
    "case ",
    "when ",
    "ENV['A']",
    "ENV.fetch('B')",
    "File.read('/etc/passwd')",
    "File.read('../x')",
    "`id`",
    "system('id')",
    "File.write('/x', 'y')",
    "def f",
    "x",
    "x = ",
    "||= ",
    "+= ",
    "<< ",
    ", ",
    "*",
    "**",
    "&",
    ":a",
    "a: ",
    "=> ",
    "1",
    "2.5",
    "-",
    "10**99",
    ".map",
    ".each",
    ".to_s",
    ".merge!",
    "(&:to_s)",
    "{ |a, (b, *c)| ",
    "<<~A\n",
    "A\n",
    "%w[a b]",
    "/a+/",
    "=~ ",
    "while ",
    "break",
    "next",
    "return",
    "raise 'x'",
    "begin",
    "rescue",
    "from_file '/b.rb'",
    "__END__",
    "=begin\n",
    "external_url ",
    "registry_external_url ",
    "JSON.parse",
    "YAML.load",
    "\\",
    "#",
    ";",
    "?a",
    "$x",
    "@y",
    "é",
    "\0",
    "\r\n",
    "..",
];

proptest! {
    #![proptest_config(Config { cases: 1_500, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_text_makes_it_panic(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        looked_at(&parts.concat());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        looked_at(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_change_of_a_file_makes_it_panic(cuts in prop::collection::vec((0_usize..3_000, 0_usize..12, prop::sample::select(PARTS)), 1..6)) {
        let mut text = include_str!("snippets.txt").to_owned();
        text.truncate(text.char_indices().map(|(at, _)| at).filter(|at| *at < 3_000).last().unwrap());
        for (at, length, part) in cuts {
            let edge = |at: usize| (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
            let (from, to) = (edge(at), edge(at + length));
            text.replace_range(from..to.max(from), part);
        }
        looked_at(&text);
    }
}

/// It ends, every place is inside the text, every fault says what to do or names its kind, and only paths from the
/// root were asked for.
fn looked_at(text: &str) {
    let mut host = Host::default();
    host.variables.insert("A".into(), "value".into());
    host.files.insert("/b.rb".into(), "registry['b'] = 1\nfrom_file '/b.rb'\n".into());
    let evaluated = run(text, &host);
    let end = evaluated.texts.iter().map(|text| text.start + text.text.len()).max().unwrap();
    for fault in &evaluated.faults {
        assert!(fault.span.start <= fault.span.end && fault.span.end <= end, "{text:?}: {fault:?}");
        assert!(!fault.problem.message.is_empty() && !fault.problem.code.is_empty());
    }
    for path in host.asked.lock().unwrap().iter() {
        assert!(path.starts_with('/'), "{text:?} asked for {path:?}");
    }
}
