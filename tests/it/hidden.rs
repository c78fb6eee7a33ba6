//! A secret in a `gitlab.rb` is never shown: however it is written, whatever is wrong around it, and wherever it came
//! from.

use std::collections::BTreeMap;

use proptest::prelude::*;
use wharf::problem::Problems;
use wharf::ruby::{Outside, Unread};
use wharf::settings::{Input, Language, Setting, described, read, ruby_line};

use crate::golden::{come_to, facts};
use crate::mistakes::{config, secrets};

/// A host whose every variable and file holds the secret.
struct Everywhere<'s>(&'s str);

impl Outside for Everywhere<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        (name == "V").then(|| self.0.to_owned())
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        match path {
            "/value" => Ok(format!("{}\n", self.0)),
            "/lines" => Ok(format!("a\n{}\nb", self.0)),
            "/json" => Ok(format!("{{\"a\": \"{}\", \"b\": [\"{}\"]}}", self.0, self.0)),
            "/broken" => Ok(format!("{{\"a\": \"{}\", {}", self.0, self.0)),
            "/good.rb" => {
                Ok(format!("registry['http_secret'] = '{}'\nregistry['log_level'] = 'inof'\n", self.0))
            }
            "/typo.rb" => Ok(format!("registry['http_secrt'] = '{}' # {}\n", self.0, self.0)),
            "/broken.rb" => {
                Ok(format!("registry['http_secret'] = '{}\nregistry['enable'] = tru\n{}", self.0, self.0))
            }
            _ => {
                Err(Unread { message: "does not exist".to_owned(), hint: String::new(), is_forbidden: false })
            }
        }
    }

    fn exists(&self, _: &str) -> bool {
        true
    }
}

/// Everything that is said of a `gitlab.rb`, to people, to programs and to who debugs.
fn everything_said(text: &str, secret: &str) -> String {
    let of = |problems: &Problems| format!("{}\n{}\n{problems:?}", problems.told(true), problems.json());
    let input = Input { file: "gitlab.rb", text, language: Language::Ruby, ..Input::default() };
    let never = |_: &_| {
        Err(wharf::settings::Unfetched { message: String::new(), hint: String::new(), is_forbidden: false })
    };
    let parsed = match read(input, &never, &Everywhere(secret)) {
        Ok(parsed) => parsed,
        Err(problems) => return of(&problems),
    };
    let before = format!("{:?}{:?}", parsed.warnings, parsed.refusals);
    match come_to(&parsed, &facts()) {
        Ok((_, said)) => format!("{before}{said:?}"),
        Err(problems) => before + &of(&problems),
    }
}

/// Ways to write a secret, right and wrong; `§` is the secret.
const WAYS: &[&str] = &[
    "'§'",
    "\"§\"",
    "%q(§)",
    "%Q{§}",
    "%w[§]",
    "%i[§ a]",
    ":§",
    ":\"§\"",
    "§",
    "s§",
    "'§",
    "§'",
    "\"§",
    "'a' '§'",
    "'a' \\\n  '§'",
    "'a' + '§'",
    "'a' +\n'§'",
    "\"#{'§'}\"",
    "\"a#{x = '§'}b\"",
    "\"#{<<~X}\"\n§\nX\n",
    "<<~X\n§\nX",
    "<<~X\n#{'§'}\n  §\nX",
    "<<-X.strip\n §\n X",
    "<<~'X'\n§\nX",
    "<<X\n§",
    "<<~X + <<~Y\na\nX\n§\nY",
    "['§']",
    "[\n'§',\n]",
    "[[\"§\"], 5]",
    "{ 'a' => '§' }",
    "{ a: '§' }",
    "{ 'a' => { b: ['§'] } }",
    "{\n  'a' => '§'\n}",
    "{ 'a' => '§'",
    "{ 'a' '§' }",
    "['§'",
    "('§')",
    "'§'.strip.freeze",
    "'§'.foo",
    "'§'.foo { '§' }",
    "foo('§')",
    "foo '§'",
    "Foo.bar('§')",
    "Foo::Bar",
    "`echo §`",
    "`echo #{'§'}`.strip",
    "%x(§)",
    "system('§')",
    "raise('§')",
    "ENV['A'] || '§'",
    "ENV.fetch('A', '§')",
    "ENV.fetch('A') { '§' }",
    "File.join('a', '§')",
    "true ? '§' : 'x'",
    "if true then '§' end",
    "case '§' when '§' then '§' end",
    "case '§'\nwhen /§/ then 5\nend",
    "nil || '§'",
    "('§' if true)",
    "'x' if '§' == 5",
    "'§' unless false",
    "JSON.parse('{\"a\": \"§\"}')",
    "JSON.parse('{\"a\": \"§\"')",
    "JSON.parse(\"§\")",
    "YAML.load(\"a: §\")",
    "YAML.load(\"§: [\\n\")",
    "'§' # §",
    "'x' # it was §",
    "5 # §",
    "'§', '§'",
    "'-----BEGIN PRIVATE KEY-----\n§=\n-----END PRIVATE KEY-----'",
    "-----BEGIN PRIVATE KEY-----\n§=\n§\n-----END PRIVATE KEY-----",
    "\"-----BEGIN PRIVATE KEY-----\n§==\n-----END",
    "/§/",
    "/#{'§'}/",
    "'§' =>",
    "= '§'",
    "\n'§'",
    "\n\n§",
    "-> { '§' }",
    "begin; '§'; end",
    "'§' and x",
    "'§' \"",
    "'§' }",
    "'x'\n__END__\n§",
    "'x\n__END__\n§",
    "'x'\n=begin\n§\n=end",
    "x = '§'",
    "(x = '§'; x)",
    "X = '§'",
    "$x = '§'",
    "@x = '§'",
    "'§' * 3",
    "'§' * 100_000_000",
    "'§' + 5",
    "5 + '§'",
    "'§' - '§'",
    "'§'.to_i",
    "'§' < 5",
    "[1, '§'].join(nil, 5)",
    "%w[a b].map { |x| '§' + x.nope }",
    "\"\\xff§\"",
    "\"\\u{110000}§\"",
    "'§'[0]",
    "'§'.fetch('§')",
    "{ '§' => 1 }.fetch('T')",
    "{ 'a' => 1 }.merge('§')",
    "'§'.gsub('§', 5)",
    "'§'.gsub(/(/, '§')",
    "\"§\"\r",
    "ENV['V']",
    "ENV['V'].to_i",
    "ENV['V'] + 5",
    "Integer(ENV['V'])",
    "\"a#{ENV['V']}b\"",
    "ENV['V'].split('x')",
    "{ 'a' => ENV['V'] }",
    "{ ENV['V'] => 1 }.fetch('x')",
    "File.read('/value')",
    "File.read('/value').strip",
    "File.read('/value').chomp.nope",
    "File.read('/lines')",
    "File.read('/lines').split(\"\\n\")[1]",
    "JSON.parse(File.read('/json'))",
    "JSON.parse(File.read('/broken'))",
    "YAML.load(File.read('/broken'))",
    "File.read(File.read('/value').strip)",
    "ENV.fetch(ENV['V'])",
];

/// What may stand around it, right and wrong; `P` is the way above with its setting.
const AROUND: &[&str] = &[
    "P",
    "regisry['a'] = 1\nP",
    "P\nend\n",
    "P\n}",
    "external_url 5\nP",
    "x = '\nP",
    "x = \"\nP",
    "x = <<~X\nP",
    "# '\nP",
    "=begin\nP\n=end\nregistry['x'",
    "PP",
    "\u{feff}P",
    "registry['log_level'] = 'a\nP",
    "if true\nP",
    "if true\nP\nend\nregistry['x'] = 1",
    "unless 5 == 'x'\nP\nend\nregistry['x'] = 1",
    "registry({\nP",
    "[\nP",
    "def a\nP\nend",
    "P\u{0}",
    "foo do\nP\nend\n",
    "%w[a b].each do |x|\nP\nend\nfoo",
    "registry['x'] = 1; P",
    "from_file '/good.rb'\nP",
    "from_file '/typo.rb'\nP",
    "P\nfrom_file '/broken.rb'",
    "registry['log_level'] = 'inof' # P",
    "registry['nope'] = { 'a' => [5, 'x'] }\nP\n",
    "registry_nginx['nope'] = P",
];

/// How the setting of a secret may be written; `V` is its value.
fn forms(place: &str) -> Vec<String> {
    let place = place.replace("[]", "");
    let place = place.replace("registry.nginx", "registry_nginx");
    let mut keys = place.split('.');
    let top = keys.next().unwrap_or_default().to_owned();
    let keys: Vec<&str> = keys.collect();
    let Some((last, first)) = keys.split_last() else {
        return vec![format!("{top} V"), format!("{top} = V")];
    };
    let index = |keys: &[&str]| keys.iter().fold(top.clone(), |line, key| format!("{line}['{key}']"));
    let nested = keys.iter().rev().fold("V".to_owned(), |inside, key| format!("{{ '{key}' => {inside} }}"));
    let labels = keys.iter().rev().fold("V".to_owned(), |inside, key| format!("{{\n  {key}: {inside}\n}}"));
    vec![
        format!("{} = V", index(&keys)),
        format!("{} = V", index(&keys).replace('\'', "\"")),
        format!("{} ||= V", index(&keys)),
        format!("{} += V", index(&keys)),
        format!("{} = [{{ 'name' => 'n', '{last}' => V }}]", index(first)),
        format!("{top}.merge!({nested})"),
        format!("{}.store('{last}', V)", index(first)),
        format!("{top}({nested})"),
        format!("{top} {}", &labels),
        format!("value = V\n{} = value", index(&keys)),
        format!("{}s = V", index(&keys).trim_end_matches("']").to_owned() + "']"),
        format!("{} = {{ 'nope' => V }}", index(&keys)),
        format!("{}['x'] = V", index(&keys)),
    ]
}

#[test]
fn a_secret_in_ruby_is_never_shown_whatever_is_wrong_around_it() {
    let mut shown = BTreeMap::new();
    let secret = "Zq7xK2mPw9Lr";
    let mut tried = 0;
    // Every way with every form for one secret of each kind, and every secret with every way.
    for place in ["registry.http_secret", "registry.storage.s3.secretkey", "registry.env.SOME_SECRET"] {
        for form in forms(place) {
            for way in WAYS {
                tried += 1;
                let text = form.replace('V', &way.replace('§', secret));
                note(text, secret, &mut shown);
            }
        }
    }
    for place in secrets() {
        for (number, way) in WAYS.iter().enumerate() {
            let forms = forms(&place);
            let passage = forms[number % forms.len()].replace('V', &way.replace('§', secret));
            tried += 1;
            note(passage, secret, &mut shown);
        }
    }
    for around in AROUND {
        for way in WAYS {
            let passage = format!("registry['http_secret'] = {}\n", way.replace('§', secret));
            tried += 1;
            note(around.replace('P', &passage), secret, &mut shown);
        }
    }
    assert!(tried > 10_000, "only {tried} files were tried");
    if let Some((text, said)) = shown.first_key_value() {
        let others: Vec<&String> = shown.keys().take(20).collect();
        panic!("{} files show it, such as\n{text}\nwhich says\n{said}\n{others:#?}", shown.len());
    }
}

fn note(text: String, secret: &str, shown: &mut BTreeMap<String, String>) {
    let said = everything_said(&text, secret);
    if said.contains(secret) {
        shown.insert(text, said);
    }
}

/// Settings that are refused whatever is wrong with their value do not repeat it, where it came from elsewhere.
#[test]
fn a_value_from_elsewhere_that_is_refused_is_not_repeated() {
    let secret = "Zq7xK2mPw9Lr";
    let mut refused = 0;
    let is_one = |setting: &Setting| !setting.is_section && !setting.is_in_a_list();
    for setting in described().into_iter().filter(is_one) {
        for way in ["ENV['V']", "File.read('/value')", "\"#{ENV['V']} \"", "File.read('/lines').split[1]"] {
            let text = ruby_line(&setting.path, way);
            let input =
                Input { file: "gitlab.rb", text: &text, language: Language::Ruby, ..Input::default() };
            let never = |_: &_| {
                Err(wharf::settings::Unfetched {
                    message: String::new(),
                    hint: String::new(),
                    is_forbidden: false,
                })
            };
            if let Err(problems) = read(input, &never, &Everywhere(secret)) {
                let said = format!("{problems}{problems:?}");
                assert!(!said.contains(secret), "{text}\nsays\n{said}");
                refused += 1;
            }
        }
    }
    assert!(refused > 200, "only {refused} were refused");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_secret_in_ruby_is_never_shown_though_characters_are_lost_or_added(
        place in proptest::sample::select(secrets()),
        form in any::<proptest::sample::Index>(),
        way in proptest::sample::select(WAYS),
        around in proptest::sample::select(AROUND),
        secret in "[a-zA-Z0-9]{12,24}",
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), "[\"'\\[\\]{}=#\\n\\r,. a\\\\-]{0,3}", 0..3_usize), 0..6),
    ) {
        let forms = forms(&place);
        let passage = form.get(&forms).replace('V', &way.replace('§', "\u{1f511}")) + "\n";
        let mut characters: Vec<char> = around.replace('P', &passage).chars().collect();
        for (at, new, lost) in edits {
            let at = at.index(characters.len() + 1);
            let end = (at + lost).min(characters.len());
            let kept: Vec<char> = characters[at..end].iter().copied().filter(|c| *c == '\u{1f511}').collect();
            characters.splice(at..end, new.chars().chain(kept));
        }
        let text: String = characters.into_iter().collect::<String>().replace('\u{1f511}', &secret);
        let said = everything_said(&text, &secret);
        prop_assert!(!said.contains(&secret), "{text}\nsays\n{said}");
    }
}

#[test]
fn data_inside_the_text_of_a_harmless_setting_is_not_shown() {
    for text in [
        "registry['storage_delete_enabled'] = YAML.load(\"password: hunter2\")",
        "registry['storage_delete_enabled'] = 'client_secret=hunter2'",
        "registry['log_level'] = '{\"token\": \"hunter2\"}'",
    ] {
        let problems = crate::mistakes::parse_ruby(text).unwrap_err().to_string();
        assert!(!problems.contains("hunter2") && problems.contains("registry['"), "{problems}");
    }
}
