//! Every file ends: loops, sizes and depths are counted, and nothing is asked that the file may not ask.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::{Host, run};

/// The messages of `text`, which has to end soon.
fn told(name: &str, text: &str) -> Vec<String> {
    let began = Instant::now();
    let evaluated = run(text, &Host::default());
    let took = began.elapsed();
    // Far from what it takes: only what does not end, or grows with the square of its length, takes longer.
    assert!(took < Duration::from_mins(2), "{name} took {took:?}");
    let faults = evaluated.faults.iter();
    faults.map(|fault| format!("{}: {}", fault.problem.code, fault.problem.message)).collect()
}

#[test]
fn what_does_not_end_is_ended() {
    for (name, text) in [
        ("an endless loop", "loop { }"),
        ("an endless while", "while true do end"),
        ("an endless until", "until false\n x = 1\nend"),
        ("a range of everything", "(1..10**30).each { |i| i }"),
        ("an endless range", "(1..).each { |i| i }"),
        ("a list of everything", "registry['v'] = (1..10**15).to_a"),
        ("times", "(10**12).times { }"),
        ("text times a number", "registry['v'] = 'x' * 10**9"),
        ("list times a number", "registry['v'] = [1] * 10**9"),
        ("empty text in a loop", "1.upto(10**12) { |i| '' * 10**12 }"),
        ("text that doubles", "x = 'x'\n40.times { x += x }"),
        ("text that doubles in place", "x = +'x'\n40.times { x << x }"),
        ("text in text", "x = 'x'\n40.times { x = \"#{x}#{x}\" }"),
        ("a list that doubles", "x = [1]\n40.times { x += x }"),
        ("a list of itself twice", "x = [1]\n60.times { x = [x, x] }\nregistry['v'] = x"),
        ("the same as text", "x = [1]\n60.times { x = [x, x] }\ny = x.to_s"),
        ("the same compared", "x = [1]\ny = [1]\n60.times { x = [x, x]; y = [y, y] }\nz = x == y"),
        ("the same flat", "x = [1]\n60.times { x = [x, x] }\ny = x.flatten"),
        ("the same in JSON", "x = [1]\n60.times { x = [x, x] }\ny = x.to_json"),
        ("a hash of itself twice", "x = {}\n60.times { x = { a: x, b: x } }\nregistry['v'] = x"),
        ("padding", "registry['v'] = 'a'.ljust(10**12)"),
        ("a directive", "registry['v'] = '%999999999999d' % 1"),
        ("a product", "x = 3\n60.times { x *= x }"),
        ("a power", "registry['v'] = 3 ** 10**9"),
        ("a shift", "registry['v'] = 1 << 10**9"),
        ("a far index", "x = []\nx[10**9] = 1"),
        ("gsub that grows", "x = 'aa'\n60.times { x = x.gsub('a', 'aa') }"),
        ("laughs in YAML", &laughs()),
        ("a list that holds itself, shown", "x = []\nx << x\ny = x.to_s"),
        ("a list that holds itself, kept", "x = []\nx << x\nregistry['v'] = x"),
        ("a list of settings that holds itself", "registry['v'] = []\nregistry['v'] << registry['v']"),
        ("a hash that holds itself, compared", "x = {}\ny = {}\nx[:a] = y\ny[:a] = x\nz = x == y"),
        ("a list that holds itself, flat", "x = []\nx << x\ny = x.flatten"),
        ("a list that grows while it is walked", "x = [1]\nx.each { |y| x << y }"),
        ("deep lists", "x = []\nloop { x = [x] }"),
        ("deep lists, held from above", "r = a = []\nloop { b = []\n a << b\n a = b }"),
        ("an expression that could go back and forth", "loop { ('a' * 3_000 + 'b') =~ /(a|aa)+c/ }"),
    ] {
        let told = told(name, text);
        assert!(
            told.len() == 1 && (told[0].starts_with("E015") || told[0].starts_with("E014")),
            "{name}: {told:?}"
        );
    }
}

#[test]
fn a_long_text_of_data_takes_time_for_its_length_alone() {
    let long = |item: &str| format!("x = YAML.load((1..40_000).map {{ |i| \"- {item}\" }}.join(\"\\n\"))");
    for item in ["{a: #{i}}", "[#{i}, #{i}.5]", "a#{i}"] {
        assert_eq!(told(item, &long(item)), Vec::<String>::new(), "{item}");
    }
    // for each of these the whole text is looked through
    let told = told("times of day", &long("{a: '12:#{i}'}"));
    assert!(told.len() == 1 && told[0].starts_with("E015"), "{told:?}");
}

fn laughs() -> String {
    let mut text = String::from(
        "registry['v'] = YAML.load(<<-EOS, aliases: true)\na0: &a0 [x, x, x, x, x, x, x, x, x]\n",
    );
    for level in 1..12 {
        let below = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{below}]").unwrap();
    }
    text + "EOS\n"
}

#[test]
fn no_depth_is_too_deep() {
    const MANY: usize = 100_000;
    let chain = |sign: &str| vec!["1"; 500_000].join(sign);
    for (name, text) in [
        ("brackets", format!("registry['v'] = {}{}", "[".repeat(MANY), "]".repeat(MANY))),
        ("brackets that are left open", format!("registry['v'] = {}", "[".repeat(MANY))),
        ("parentheses", format!("registry['v'] = {}1{}", "(".repeat(MANY), ")".repeat(MANY))),
        ("hashes", format!("registry['v'] = {}1{}", "{a: ".repeat(MANY), "}".repeat(MANY))),
        ("negations", format!("registry['v'] = {}true", "!".repeat(MANY))),
        ("nots", format!("{}true", "not ".repeat(MANY))),
        ("minus", format!("registry['v'] = {}x", "-".repeat(MANY))),
        ("interpolations", format!("registry['v'] = {}1{}", "\"#{".repeat(MANY), "}\"".repeat(MANY))),
        ("ternaries", format!("registry['v'] = {}1", "true ? 1 : ".repeat(MANY))),
        ("ifs", format!("{}1{}", "if true\n".repeat(MANY), "\nend".repeat(MANY))),
        ("elsifs", format!("if false\n1\n{}end", "elsif false\n1\n".repeat(MANY))),
        ("blocks", format!("{}1{}", "[1].each { ".repeat(MANY), "}".repeat(MANY))),
        ("sums", format!("registry['v'] = {}", chain("+"))),
        ("ands", format!("registry['v'] = {}", chain("&&"))),
        ("ors", format!("registry['v'] = nil || {}", chain("||"))),
        ("powers", format!("registry['v'] = {}", chain("**"))),
        ("calls", format!("registry['v'] = 'a'{}", ".to_s".repeat(MANY))),
        ("indexes", format!("registry{} = 1", "['a']".repeat(MANY))),
        ("assignments", format!("{}1", "a = ".repeat(MANY))),
        ("commands", "registry ".repeat(MANY)),
        ("targets", format!("{}a{} = 1", "(".repeat(MANY), ",)".repeat(MANY))),
        ("parameters", format!("[1].each {{ |{}a{}| }}", "(".repeat(MANY), ",)".repeat(MANY))),
        ("splats", format!("registry['v'] = {}[]{}", "[*".repeat(MANY), "]".repeat(MANY))),
        ("adjacent texts", format!("registry['v'] = {}", "'a' ".repeat(500_000))),
        ("rescues", format!("x = 1{}", " rescue 1".repeat(MANY))),
        ("postfix ifs", format!("x = 1{}", " if true".repeat(MANY))),
    ] {
        let told = told(name, &text);
        assert!(told.len() <= 20, "{name}: {told:?}");
    }
}

/// Lines that differ by their number.
fn many(count: u32, line: impl Fn(u32) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

#[test]
fn a_large_file_ends_soon() {
    let fill = |part: &str| part.repeat((10 << 20) / part.len());
    for (name, text) in [
        ("comments", fill("# a comment\n")),
        ("empty comments", fill("#\n")),
        ("names", fill("a\n")),
        ("numbers", format!("registry['v'] = [{}]", fill("1,"))),
        ("settings", fill("registry['log_level'] = 'debug'\n")),
        ("keys", many(200_000, |key| format!("registry['env']['K{key}'] = 'v'\n"))),
        ("quotes", fill("'")),
        ("brackets", fill("[")),
        ("heredocs", fill("<<A\n")),
        ("spaces", fill(" ")),
        ("null bytes", fill("\0")),
        ("variables", many(300_000, |key| format!("variable_{key} = 1\n"))),
    ] {
        told(name, &text);
    }
}
