//! A settings file of 2,000 lines: read, derived and rendered, as `wharf check` does it.
//!
//! Writes its section of `benches/RESULTS.md`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod results;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use wharf::derive::secrets::{Given, Kept, Made};
use wharf::derive::{Facts, derive};
use wharf::render::render;
use wharf::ruby::{Outside, Unread};
use wharf::settings::{Input, Language, Unfetched, parse, read, reference};

const LINES: usize = 2000;
const RUNS: usize = 101;

/// What an administrator's file grows to: every setting as a comment, and variables, headers, users with comments.
fn settings() -> String {
    let mut text = String::from(
        "# The registry of our company\nexternal_url = \"https://gitlab.example.com\"\n\
         registry_external_url = \"https://registry.example.com\"\n\n",
    );
    for line in reference::example_toml().lines().filter(|line| line.starts_with('#')) {
        writeln!(text, "{line}").unwrap();
    }
    text.push_str(
        "\n[registry]\nlog_level = \"info\"\ndebug_addr = \"localhost:5001\"\n\n\
         [registry.storage.delete]\nenabled = true\n\n[registry.nginx.proxy_set_headers]\n",
    );
    for number in 0..150 {
        writeln!(text, "X-Company-{number} = \"value {number}\" # for the proxy").unwrap();
    }
    text.push_str("\n[registry.env]\n");
    for number in 0..400 {
        writeln!(text, "# variable {number}\nREGISTRY_OUR_{number} = \"value of {number}\"").unwrap();
    }
    let mut user = 0;
    while text.lines().count() < LINES {
        write!(
            text,
            "\n# user {user}\n[[auth_server.users]]\nname = \"user{user}\"\n\
             password = \"$2b$10$CwTycUXWue0Thq9StjUM0uJ8mE7o1r3p5qkq3q5q3q5q3q5q3q5q2\"\n\
             access = [{{ repository = \"team{user}/**\", actions = [\"pull\", \"push\"] }}]\n"
        )
        .unwrap();
        user += 1;
    }
    text
}

/// A `gitlab.rb` of 4,000 lines, mostly comments, as the package brings it and administrators fill it in.
fn ruby() -> String {
    let mut text = String::from(
        "external_url 'https://gitlab.example.com'\nregistry_external_url 'https://registry.example.com'\n",
    );
    for number in 0..3_600 {
        writeln!(text, "# gitlab_rails['some_setting_{number}'] = 'what it would be by default'").unwrap();
    }
    for number in 0..390 {
        writeln!(text, "registry['env']['REGISTRY_OUR_{number}'] = \"value #{{{number} + 1}}\"").unwrap();
    }
    text.push_str(
        "registry['storage'] = {\n  's3' => {\n    'bucket' => 'b',\n    'region' => 'r'\n  }\n}\n",
    );
    text.push_str("registry['http_secret'] = ENV['NOT_THERE'] || 'a-secret-that-is-long-enough'\n");
    text
}

/// Nothing can be read.
struct Nowhere;

impl Outside for Nowhere {
    fn variable(&self, _: &str) -> Option<String> {
        None
    }
    fn read(&self, _: &str) -> Result<String, Unread> {
        Err(Unread { message: "is not there".into(), hint: String::new(), is_forbidden: false })
    }
    fn exists(&self, _: &str) -> bool {
        false
    }
}

/// How long a `gitlab.rb` takes from bytes to settings.
fn read_ruby(text: &str) -> Duration {
    let began = Instant::now();
    let input = Input { file: "gitlab.rb", text, language: Language::Ruby, ..Input::default() };
    let parsed = read(
        input,
        &|source| {
            Err(Unfetched {
                message: format!("{} is not there", source.name()),
                hint: String::new(),
                is_forbidden: false,
            })
        },
        &Nowhere,
    );
    let took = began.elapsed();
    parsed.unwrap_or_else(|problems| panic!("{problems}"));
    took
}

/// One walk; answers how long each part took.
fn walk(text: &str, facts: &Facts) -> [Duration; 3] {
    let began = Instant::now();
    let parsed = parse(text, "gitlab.toml").unwrap_or_else(|problems| panic!("{problems}"));
    let parsing = began.elapsed();
    let began = Instant::now();
    let secrets = Kept::read(None, Given::default()).unwrap().filled(&Made::default());
    let derived = derive(&parsed.settings, facts, &secrets).unwrap_or_else(|problems| panic!("{problems}"));
    let deriving = began.elapsed();
    let began = Instant::now();
    let rendered = render(&derived).unwrap();
    let rendering = began.elapsed();
    assert!(rendered.files.len() > 400);
    [parsing, deriving, rendering]
}

fn main() {
    let text = settings();
    let facts = Facts::usual();
    // The schema is made and the templates are read once a process: the first walk pays for both.
    let first: Duration = walk(&text, &facts).iter().sum();
    let mut walks: Vec<[Duration; 3]> = (0..RUNS).map(|_| walk(&text, &facts)).collect();
    walks.sort_by_key(|parts| parts.iter().sum::<Duration>());
    let middle = walks[RUNS / 2];
    let [parsing, deriving, rendering] = middle.map(|part| part.as_secs_f64() * 1e3);
    let (whole, first) = (parsing + deriving + rendering, first.as_secs_f64() * 1e3);
    let lines = text.lines().count();
    let ruby = ruby();
    let ruby_first = read_ruby(&ruby).as_secs_f64() * 1e3;
    let mut times: Vec<Duration> = (0..RUNS).map(|_| read_ruby(&ruby)).collect();
    times.sort();
    let (ruby_lines, ruby_middle) = (ruby.lines().count(), times[RUNS / 2].as_secs_f64() * 1e3);
    let text = format!(
        "A file of {lines} lines: 400 variables, 150 headers, a hundred users, comments.\n\n\
         | what | measured | target |\n|---|---|---|\n\
         | read, derive, render, the first time in a process | {first:.1} ms | 20 ms |\n\
         | the same, median of {RUNS} | {whole:.1} ms | |\n\
         | of that, read | {parsing:.1} ms | |\n\
         | of that, derive | {deriving:.1} ms | |\n\
         | of that, render | {rendering:.1} ms | |\n\
         | a `gitlab.rb` of {ruby_lines} lines, from bytes to settings, with the schema made already | {ruby_first:.1} ms | 30 ms |\n\
         | the same, median of {RUNS} | {ruby_middle:.1} ms | 30 ms |\n"
    );
    println!("{text}");
    results::section("settings", "settings", &text);
}
