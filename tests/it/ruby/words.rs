//! What the evaluator says, about which place, and where values came from.

use wharf::ruby::{Node, Origin, Value};

use super::{Host, run, settings};

/// Each fault of `text` as code, the text at its place, message and hint.
fn faults(text: &str) -> Vec<String> {
    let mut host = Host::default();
    host.files.insert("/etc/gitlab/circle.rb".into(), "from_file '/etc/gitlab/circle.rb'\n".into());
    let evaluated = run(text, &host);
    let told = evaluated.faults.iter().map(|fault| {
        let at = text.get(fault.span.clone()).unwrap_or("elsewhere");
        format!(
            "{} at `{at}`: {} / {}",
            fault.problem.code,
            fault.problem.message,
            fault.problem.hint.clone().unwrap_or_default()
        )
    });
    told.collect()
}

#[test]
fn what_is_not_evaluated_is_named_with_what_to_write_instead() {
    const DATA: &str = "is not evaluated: the file is read as data, and nothing in it is run";
    for (text, at, what, hint) in [
        (
            "registry['s'] = `echo x`.strip",
            "`echo x`",
            "a command in backquotes",
            "write the value itself: `registry['s'] = '…'`",
        ),
        (
            "registry['s'] = `cat /etc/s`.strip",
            "`cat /etc/s`",
            "a command in backquotes",
            "read the file instead: `registry['s'] = File.read('/etc/s').strip`",
        ),
        (
            "registry['s'] = %x(id)",
            "%x(id)",
            "a command in backquotes",
            "write the value itself: `registry['s'] = '…'`",
        ),
        (
            "external_url system('x')",
            "system('x')",
            "a command (`system`)",
            "write the value itself: `external_url '…'`",
        ),
        (
            "x = IO.popen('x').read",
            "IO.popen('x')",
            "a command (`IO.popen`)",
            "write the value itself: `x = '…'`",
        ),
        ("x = File.read('|id')", "File.read('|id')", "a command", "write the value itself: `x = '…'`"),
        (
            "File.write('/a', 'b')",
            "File.write('/a', 'b')",
            "`File.write`, which may write,",
            "remove it: a settings file sets values, and nothing else",
        ),
        (
            "registry['s'] = SecureRandom.hex(16)",
            "SecureRandom.hex(16)",
            "`SecureRandom.hex`, which gives another value at each run,",
            "write the value itself: `registry['s'] = '…'`",
        ),
        (
            "def f; end",
            "def f; end",
            "a definition with `def`",
            "write the settings themselves, without a definition",
        ),
        ("$x = 1", "$x = 1", "a global variable", "use a variable without `$`"),
        ("@x = 1", "@x = 1", "an instance variable", "use a variable without `@`"),
        (
            "registry.log_level = 'x'",
            "registry.log_level = 'x'",
            "an assignment to a method",
            "write the key in brackets: `registry['log_level'] = …`",
        ),
        ("load '/x.rb'", "load '/x.rb'", "`load`", "read settings of another file with `from_file '/…'`"),
        ("eval 'x'", "eval 'x'", "`eval`", "write the settings themselves"),
        (
            "Gitlab['x'] = 1",
            "Gitlab",
            "`Gitlab` of Chef",
            "remove it: a settings file sets values, and nothing else",
        ),
        (
            "registry['x'] = node['fqdn']",
            "node",
            "`node` of Chef",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "registry['x'] = 'a'.unpack('C')",
            "'a'.unpack('C')",
            "`unpack` of String",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "Dir.glob('/etc/gitlab/conf.d/*.rb').sort.each { |file| from_file file }",
            "Dir.glob('/etc/gitlab/conf.d/*.rb')",
            "`Dir.glob`",
            "read each file in a line of its own: `from_file '/…'`",
        ),
        (
            "registry['x'] = File.open('/s').read",
            "File.open('/s')",
            "`File.open`, which may write,",
            "read the file with `File.read('/…')`",
        ),
        (
            "registry['x'] = { 'a' => 1 }.to_yaml",
            "{ 'a' => 1 }.to_yaml",
            "`to_yaml`",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "registry['x'] = 5.pow(3, 7)",
            "5.pow(3, 7)",
            "`pow` with these arguments",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "registry['x'] = [3, 4].sum(1) { |n| n }",
            "[3, 4].sum(1) { |n| n }",
            "`sum` with a block and these arguments",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "registry['x'] = '%.2f' % 2.675",
            "'%.2f' % 2.675",
            "`format` of a number that lies between two others",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "registry['x'] = YAML.load('1e3')",
            "YAML.load('1e3')",
            "this number in YAML",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "registry['x'] = YAML.load(\"a: 1\\na: 2\\n\")",
            "YAML.load(\"a: 1\\na: 2\\n\")",
            "a YAML text that has a key twice",
            "write the value itself: `registry['x'] = '…'`",
        ),
        (
            "registry['x'] = JSON.parse('[123456789012345678901234567890]')",
            "JSON.parse('[123456789012345678901234567890]')",
            "a number of this size",
            "write the value itself: `registry['x'] = '…'`",
        ),
        ("registry['x'] = 1r", "1r", "a fraction", "write the value itself: `registry['x'] = '…'`"),
    ] {
        assert_eq!(faults(text), [format!("E014 at `{at}`: {what} {DATA} / {hint}")], "{text}");
    }
}

#[test]
fn what_ruby_refuses_is_told_in_its_words() {
    for (text, told) in [
        (
            "registry['x'] = nil.strip",
            "E015 at `nil.strip`: Ruby stops here: undefined method `strip' for nil / nothing has a value there: set it above this line, or write the value itself",
        ),
        (
            "x = ENV['NO'].strip",
            "E015 at `ENV['NO'].strip`: Ruby stops here: undefined method `strip' for nil / nothing has a value there: set it above this line, or write the value itself",
        ),
        (
            "x = ENV.fetch('NO')",
            "E015 at `ENV.fetch('NO')`: Ruby stops here: key not found: \"NO\" / set the variable, or give a default: `ENV.fetch('NO', '…')`",
        ),
        (
            "raise 'set it'",
            "E015 at `raise 'set it'`: the file ends here with `raise`: set it / do what it asks for, or remove the statement",
        ),
        ("regsitry['x'] = 1", "E001 at `regsitry`: there is no setting `regsitry` / "),
        (
            "registry_external_url = 'https://a'",
            "E002 at `registry_external_url`: `registry_external_url = …` only makes a variable of Ruby, and sets nothing / remove the `=`: `registry_external_url 'https://a'`",
        ),
        (
            "registry = { 'a' => 1 }",
            "E002 at `registry`: `registry = …` only makes a variable of Ruby, and sets nothing / write each key: `registry['key'] = …`",
        ),
        (
            "external_url",
            "E007 at `external_url`: `external_url` has no value here, so the line sets nothing / write its value behind it, as in `external_url '…'` or `external_url['key'] = '…'`, or remove the line",
        ),
        (
            "from_file '/etc/gitlab/gitlab.rb'",
            "E015 at `from_file '/etc/gitlab/gitlab.rb'`: these files include each other: /etc/gitlab/gitlab.rb → /etc/gitlab/gitlab.rb / remove this `from_file`",
        ),
        ("from_file '/no.rb'", "E032 at `from_file '/no.rb'`: /no.rb does not exist / write it"),
    ] {
        assert_eq!(faults(text), [told], "{text}");
    }
}

#[test]
fn one_failure_is_one_fault() {
    for text in [
        "x = `id`\nregistry['a'] = x.strip + 'b'\nregistry['b'] = \"#{x}\"\nif x == 'a'\n  y = 1\nend\nregistry['c'] = y.succ",
        "registry['a'] = [`id`, 1].map { |x| x.to_s }.join",
        "x = `id`\ncase x when 'a' then registry['a'] = 1 end\n[x].each { |y| y.foo }",
        "regsitry['a']['b'] = 1",
    ] {
        assert_eq!(faults(text).len(), 1, "{text}: {:?}", faults(text));
    }
    assert_eq!(faults("eval ENV[\"GITLAB_OMNIBUS_CONFIG\"].to_s"), [""; 0]);
}

#[test]
fn a_secret_is_in_no_message() {
    let mut host = Host::default();
    host.variables.insert("S".into(), "hush".into());
    host.files.insert("/s".into(), "hush\n".into());
    for text in [
        "Integer(ENV['S'])",
        "JSON.parse(File.read('/s'))",
        "raise ENV['S']",
        "{}.fetch(ENV['S'])",
        "ENV['S'].to_sym + 1",
        "YAML.load('{' + File.read('/s'))",
        "ENV['S'] + 1",
        "registry['a'] = 'hush'.unpack('hush')\nx = 'hush'.foo",
    ] {
        let evaluated = run(text, &host);
        assert!(!evaluated.faults.is_empty(), "{text}");
        assert!(
            evaluated.faults.iter().all(|fault| !format!("{:?}", fault.problem).contains("hush")),
            "{:?}",
            evaluated.faults
        );
    }
}

fn value_of(text: &str) -> Node {
    let mut host = Host::default();
    host.variables.insert("A".into(), "a".into());
    host.files.insert("/s".into(), "secret\n".into());
    let evaluated = run(text, &host);
    assert!(evaluated.faults.is_empty(), "{text}: {:?}", evaluated.faults);
    let (_, top) = evaluated.settings.into_iter().next().unwrap();
    let Value::Table(entries) = top.value else { panic!("{text}") };
    entries.into_iter().next().unwrap().1
}

#[test]
fn values_tell_where_they_came_from() {
    let file = || Origin::File("/s".into());
    let variable = || Origin::Variable("A".into());
    for (value, origin) in [
        ("'a'", Origin::Literal),
        ("'a'.freeze", Origin::Literal),
        ("-5", Origin::Literal),
        ("[1, 2]", Origin::Literal),
        ("\"a#{1}\"", Origin::Computed),
        ("'a'.upcase", Origin::Computed),
        ("File.read('/s')", file()),
        ("File.read('/s').strip", file()),
        ("File.read('/s').chomp.freeze", file()),
        ("File.read('/s').gsub(\"\\n\", '')", file()),
        ("File.read('/s').upcase", Origin::Computed),
        ("File.read('/s') + 'x'", Origin::Computed),
        ("ENV['A']", variable()),
        ("ENV.fetch('A')", variable()),
        ("ENV['A'].to_s", variable()),
        ("ENV.fetch('A', 'b')", Origin::Computed),
        ("ENV['A'] || 'b'", Origin::Computed),
        ("ENV['A'].strip", Origin::Computed),
        ("true ? ENV['A'] : 1", Origin::Computed),
    ] {
        assert_eq!(value_of(&format!("registry['v'] = {value}")).origin, origin, "{value}");
        let by_variable = value_of(&format!("x = {value}\nregistry['v'] = x")).origin;
        assert_eq!(by_variable, if origin == Origin::Literal { Origin::Computed } else { origin }, "{value}");
    }
    let text = "if 1 < 2\n  registry['v'] = 1 unless nil\nend";
    assert_eq!(value_of(text).condition.map(|span| &text[span]), Some("nil"));
    assert_eq!(value_of("registry['v'] = 1").condition, None);
}

#[test]
fn what_may_not_be_read_stands_in_brackets() {
    let text =
        "registry['v'] = File.read('/forbidden').strip\nregistry['w'] = JSON.parse(File.read('/forbidden'))";
    let evaluated = run(text, &Host::default());
    assert!(evaluated.faults.is_empty(), "{:?}", evaluated.faults);
    assert_eq!(evaluated.unread.len(), 2);
    let v = settings(&evaluated)["registry"]["v"].as_str().unwrap().to_owned();
    assert!(v.contains("/forbidden") && v.starts_with('['), "{v}");
}
