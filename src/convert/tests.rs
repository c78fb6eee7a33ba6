//! What is written of a few lines of Ruby.

use std::collections::BTreeMap;

use super::{Converted, convert, differences};
use crate::ruby::{Outside, Unread};
use crate::secret::Secret;
use crate::settings::{self, Fetched, Input, Language, Source, Unfetched};

/// Variables, and files by their paths.
struct World(BTreeMap<&'static str, &'static str>);

impl World {
    fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|text| (*text).to_owned())
    }

    /// As `wharf` does: without the end of the last line, and nothing where nothing is left.
    fn fetch(&self, source: &Source) -> Result<Fetched, Unfetched> {
        let text = self.get(source.name()).map(|text| text.trim_end_matches('\n').to_owned());
        let unfetched =
            || Unfetched { message: "is missing".to_owned(), hint: String::new(), is_forbidden: false };
        let text = text.filter(|text| !text.is_empty()).ok_or_else(unfetched)?;
        Ok(Fetched { value: Secret::new(text), warning: None })
    }
}

impl Outside for World {
    fn variable(&self, name: &str) -> Option<String> {
        self.get(name)
    }
    fn read(&self, path: &str) -> Result<String, Unread> {
        let missing =
            || Unread { message: "does not exist".to_owned(), hint: String::new(), is_forbidden: false };
        self.get(path).ok_or_else(missing)
    }
    fn exists(&self, path: &str) -> bool {
        self.get(path).is_some()
    }
}

fn world() -> World {
    World(BTreeMap::from([
        ("TOKEN", "hunter2"),
        ("LEVEL", "debug"),
        ("/etc/secret", "hunter3"),
        ("/etc/line", "hunter4\n"),
        ("/etc/level", "warn"),
        ("/etc/gitlab/more.rb", "# theirs\nregistry['uid'] = 5\n# end of theirs\n"),
    ]))
}

/// What `ruby` becomes; it is read back, and says the same.
fn whole(ruby: &str) -> Converted {
    let world = world();
    let input = Input { file: "gitlab.rb", text: ruby, language: Language::Ruby, ..Input::default() };
    let fetch = |source: &Source| world.fetch(source);
    let said = settings::read(input, &fetch, &world).unwrap_or_else(|problems| panic!("{ruby}: {problems}"));
    let converted = convert(&settings::evaluated(input, &world), &fetch);
    let toml = Input { text: &converted.text, language: Language::Toml, ..input };
    let again = settings::read(toml, &fetch, &world);
    let again = again.unwrap_or_else(|problems| panic!("{}: {problems}", converted.text));
    assert_eq!(differences(&said, &again), [], "{}", converted.text);
    converted
}

fn toml(ruby: &str) -> String {
    whole(ruby).text
}

#[test]
fn keys_come_first_then_sections_in_the_order_of_the_file() {
    for (ruby, wanted) in [
        ("", ""),
        (
            "registry['storage']['s3']['bucket'] = 'b'\nregistry['log_level'] = :debug\n\
             nginx['enable'] = false\nexternal_url 'http://a.test'\n",
            "external_url = \"http://a.test\"\n\n[registry]\nlog_level = \"debug\"\n\n[registry.storage.s3]\n\
             bucket = \"b\"\n\n[nginx]\nenable = false\n",
        ),
        (
            "registry['nginx']['listen_port'] = 1\nregistry_nginx['listen_port'] = 2\n\
             registry_nginx['http2_enabled'] = true\n",
            "[registry.nginx]\nlisten_port = 1\nhttp2_enabled = true\n",
        ),
        ("registry_nginx['listen_port'] = 2\n", "[registry.nginx]\nlisten_port = 2\n"),
        (
            "registry['storage'] = { 's3_v2' => { 'bucket' => 'b' } }\n",
            "[registry.storage.s3]\nbucket = \"b\"\n",
        ),
        (
            "registry['env'] = { 'A B' => 1, 'C.D' => \"it's \\\"x\\\"\", 7 => '' }\n",
            "[registry.env]\n\"A B\" = 1\n\"C.D\" = \"\"\"it's \"x\"\"\"\"\n7 = \"\"\n",
        ),
        (
            "registry['notifications'] = [{ 'name' => 'a', 'url' => 'http://a.test', \
             'headers' => { 'X-A' => ['b'] } }, { 'name' => 'b', 'url' => 'http://b.test' }]\n",
            "[[registry.notifications]]\nname = \"a\"\nurl = \"http://a.test\"\n\n\
             [registry.notifications.headers]\nX-A = [\"b\"]\n\n\
             [[registry.notifications]]\nname = \"b\"\nurl = \"http://b.test\"\n",
        ),
        (
            "registry['redis'] = {}\nregistry['nginx']['listen_addresses'] = []\n",
            "[registry.redis]\n\n[registry.nginx]\nlisten_addresses = []\n",
        ),
        ("registry['uid'] = nil\nregistry['gid'] = 5\n", "[registry]\ngid = 5\n"),
        ("registry['uid'] = nil\n", "[registry]\n"),
    ] {
        assert_eq!(toml(ruby), wanted, "{ruby}");
    }
}

#[test]
fn a_key_in_several_lines_stays_readable() {
    let ruby = "nginx['custom_nginx_config'] = \"a 1;\\nb 2;\\n\"\n";
    assert_eq!(toml(ruby), "[nginx]\ncustom_nginx_config = \"\"\"\na 1;\nb 2;\n\"\"\"\n");
}

#[test]
fn comments_stay_where_they_were() {
    for (name, ruby, wanted) in [
        ("of comments alone", "# a\n\n\n# b\n", "# a\n\n# b\n"),
        (
            "beside, above and at the end",
            "# one\n\n# two\nexternal_url 'http://a.test' # three\n# four\n",
            "# one\n\n# two\nexternal_url = \"http://a.test\" # three\n# four\n",
        ),
        (
            "two statements in a line",
            "nginx['enable'] = true; registry['uid'] = 5 # the second\n",
            "[nginx]\nenable = true\n\n[registry]\nuid = 5 # the second\n",
        ),
        (
            "apart from the first setting of a section",
            "# of the section\n\n# of the setting\nregistry['uid'] = 5\n",
            "# of the section\n\n[registry]\n# of the setting\nuid = 5\n",
        ),
        (
            "a title",
            "##########\n# Title\n##########\nregistry['uid'] = 5\n",
            "##########\n# Title\n##########\n\n[registry]\nuid = 5\n",
        ),
        (
            "in a hash",
            "registry['storage'] = { # open\n  # above\n  's3' => {\n    'bucket' => 'b', # beside\n    # last\n  },\n\
             } # closed\nnginx['enable'] = true\n",
            "# open\n# above\n[registry.storage.s3]\nbucket = \"b\" # beside\n# last\n# closed\n\n[nginx]\n\
             enable = true\n",
        ),
        (
            "in a list",
            "registry['nginx']['listen_addresses'] = [\n  '*', # four\n  # six\n  '[::]'\n] # all\n",
            "[registry.nginx]\n# four\n# six\nlisten_addresses = [\"*\", \"[::]\"] # all\n",
        ),
        (
            "of several lines",
            "=begin\none\n  two\n\n=end\nexternal_url 'http://a.test'\n=begin three\n=end\n",
            "# one\n#   two\n#\nexternal_url = \"http://a.test\"\n#  three\n",
        ),
        (
            "beside a value of several lines",
            "nginx['custom_nginx_config'] = \"a 1;\\nb 2;\\n\" # why\n",
            "[nginx]\n# why\ncustom_nginx_config = \"\"\"\na 1;\nb 2;\n\"\"\"\n",
        ),
        (
            "of a setting that vanishes",
            "# none\nregistry['uid'] = nil # gone\nregistry['gid'] = 5\n",
            "[registry]\n# none\n# gone\ngid = 5\n",
        ),
        (
            "ends of lines as on Windows",
            "# a\r\nregistry['uid'] = 5 # b\r\n",
            "[registry]\n# a\nuid = 5 # b\n",
        ),
        ("what no comment of TOML may hold", "# a\u{7}b\n", "# a\u{fffd}b\n"),
    ] {
        assert_eq!(toml(ruby), wanted, "{name}");
    }
}

#[test]
fn what_is_switched_off_is_put_as_toml_has_it() {
    for (ruby, wanted) in [
        ("# registry['log_level'] = 'debug'", "# registry.log_level = \"debug\""),
        ("#registry['nginx']['listen_port'] = 5050 # why", "# registry.nginx.listen_port = 5050 # why"),
        ("#   registry_nginx['listen_port'] = 5050", "# registry.nginx.listen_port = 5050"),
        ("# registry_external_url 'https://a.test'", "# registry_external_url = \"https://a.test\""),
        ("# registry['env'] = { 'A' => 'b' }", "# registry.env = { A = \"b\" }"),
        ("# registry['internal_key'] = \"a\\nb\"", "# registry.internal_key = \"a\\nb\""),
        ("# postgresql['enable'] = true", "# postgresql.enable = true"),
        ("# gitlab_rails['ldap_enabled'] = false", "# gitlab_rails.ldap_enabled = false"),
        (
            "# registry['storage'] = {\n#   's3' => {\n#     'bucket' => 'b',\n#     'v4auth' => true\n#   },\n\
             #   'delete' => {}\n# }\n# more",
            "# registry.storage.s3.bucket = \"b\"\n# registry.storage.s3.v4auth = true\n\
             # registry.storage.delete = {}\n# more",
        ),
        (
            "# registry['notifications'] = [\n#   {\n#     'name' => 'a'\n#   }\n# ]",
            "# registry.notifications = [\n#   { name = \"a\" },\n# ]",
        ),
        // word for word
        (
            "# registry['env'] = {\n#   'A' => 'b', # why\n# }",
            "# registry['env'] = {\n#   'A' => 'b', # why\n# }",
        ),
        ("# registry['env'] = {\n#   'A' => ", "# registry['env'] = {\n#   'A' =>"),
        ("# registry['nonsense'] = 5", "# registry['nonsense'] = 5"),
        ("# registry['uid'] = nil", "# registry['uid'] = nil"),
        ("# registry['http_secret'] = ENV['A']", "# registry['http_secret'] = ENV['A']"),
        ("# registry['storage'] = {", "# registry['storage'] = {"),
        ("# registry is what this is about", "# registry is what this is about"),
        ("# nginx", "# nginx"),
        ("## registry['uid'] = 5", "## registry['uid'] = 5"),
        ("# registry['uid'] = 5; registry['gid'] = 5", "# registry['uid'] = 5; registry['gid'] = 5"),
    ] {
        assert_eq!(toml(&format!("{ruby}\n")), format!("{wanted}\n"));
    }
    let beside = "external_url 'http://a.test' # registry['uid'] = 5\n";
    assert_eq!(toml(beside), "external_url = \"http://a.test\" # registry['uid'] = 5\n");
}

#[test]
fn what_is_switched_off_in_a_hash_is_put_as_it_would_be_switched_on() {
    let ruby = "registry['storage'] = {\n  's3' => {\n    'bucket' => 'b',\n    # 'region' => 'r', # why\n    # nothing: 5\n  },\n\
                # delete: { enabled: true }\n}\nregistry['notifications'] = [\n  { 'name' => 'a', 'url' => 'http://a.test',\n  \
                # 'threshold' => 5,\n }]\n";
    assert_eq!(
        toml(ruby),
        "[registry.storage.s3]\nbucket = \"b\"\n# region = \"r\" # why\n# nothing: 5\n\
         # delete: { enabled: true }\n\n\
         [[registry.notifications]]\nname = \"a\"\nurl = \"http://a.test\"\n# 'threshold' => 5,\n"
    );
}

#[test]
fn a_secret_that_stands_elsewhere_stays_there() {
    for (ruby, wanted) in [
        ("registry['http_secret'] = ENV['TOKEN']", "http_secret = { env = \"TOKEN\" }"),
        ("registry['http_secret'] = File.read('/etc/secret')", "http_secret = { file = \"/etc/secret\" }"),
        (
            "registry['default_notifications_headers'] = { 'Authorization' => [ENV['TOKEN']] }",
            "Authorization = [{ env = \"TOKEN\" }]",
        ),
        ("registry['env'] = { 'A_TOKEN' => ENV['TOKEN'] }", "A_TOKEN = { env = \"TOKEN\" }"),
        // the file ends with a line break that Ruby keeps and a reference does not
        (
            "registry['http_secret'] = File.read('/etc/line')",
            "# was: File.read('/etc/line')\nhttp_secret = \"\"\"\nhunter4\n\"\"\"",
        ),
        // not a setting that takes references
        ("registry['log_level'] = ENV['LEVEL']", "log_level = \"debug\" # was: ENV['LEVEL']"),
        ("registry['log_level'] = ENV['LEVEL'] # why", "# was: ENV['LEVEL']\nlog_level = \"debug\" # why"),
        // not set here
        (
            "registry['http_secret'] = ENV['NOT_SET']\nregistry['uid'] = 5",
            "# left out: registry.http_secret was ENV['NOT_SET']",
        ),
    ] {
        let converted = toml(&format!("{ruby}\n"));
        assert!(converted.contains(&format!("{wanted}\n")), "{ruby}\n{converted}");
        assert!(!converted.contains("hunter2") && !converted.contains("hunter3"), "{converted}");
    }
}

#[test]
fn it_tells_what_it_holds() {
    for (ruby, settings, others, holds_secrets) in [
        ("external_url 'http://a.test'", 1, 0, false),
        ("registry['http_secret'] = 'hunter1'", 1, 0, true),
        ("registry['http_secret'] = ENV['TOKEN']", 1, 0, false),
        ("registry['env']['A_PASSWORD'] = 'hunter1'", 1, 0, true),
        ("registry['env']['PROXY'] = 'http://me:hunter1@proxy.test'", 1, 0, true),
        ("postgresql['sql_user_password'] = 'hunter1'", 0, 1, true),
        ("postgresql['enable'] = true\nnginx['enable'] = true", 1, 1, false),
    ] {
        let converted = whole(ruby);
        let found = (converted.settings, converted.others, converted.holds_secrets);
        assert_eq!(found, (settings, others, holds_secrets), "{ruby}");
    }
}

#[test]
fn what_toml_cannot_say_of_other_components_is_left_out_and_told() {
    let ruby = "gitlab_rails['db_password'] = ENV['TOKEN']\ngitlab_rails['a_list'] = [1, nil]\n\
                postgresql['port'] = 99999999999999999999\npostgresql['enable'] = true\n";
    let converted = whole(ruby);
    assert_eq!(converted.left_out, ["gitlab_rails.db_password", "gitlab_rails.a_list", "postgresql.port"]);
    assert_eq!(
        converted.text,
        "# left out: gitlab_rails.db_password was ENV['TOKEN']\n\
         # left out: gitlab_rails.a_list was [1, nil]\n\n\
         [postgresql]\n# left out: postgresql.port was 99999999999999999999\nenable = true\n"
    );
}

#[test]
fn what_ruby_computed_is_told_beside_it() {
    for (ruby, wanted) in [
        ("registry['uid'] = 2 * 1_000", "uid = 2000 # was: 2 * 1_000"),
        (
            "registry['log_level'] = ENV['NOT_SET'] || 'warn'",
            "log_level = \"warn\" # was: ENV['NOT_SET'] || 'warn'",
        ),
        (
            "registry['log_level'] = ENV['LEVEL'] || 'warn'",
            "log_level = \"debug\" # was: ENV['LEVEL'] || 'warn'",
        ),
        (
            "registry['log_level'] = ENV['LEVEL'] == 'a' ? 'info' :\n  'warn' # why",
            "# was: ENV['LEVEL'] == 'a' ? 'info' : 'warn'\nlog_level = \"warn\" # why",
        ),
        ("registry['http_secret'] = ENV['TOKEN'] || 'hunter5'", "# was: ENV['TOKEN'] || '…'"),
        ("registry['http_secret'] = 'hunt' + 'er5'", "http_secret = \"hunter5\" # was: '…' + '…'"),
        ("registry['http_secret'] = File.read('/etc/line').strip", "http_secret = { file = \"/etc/line\" }"),
        ("registry['http_secret'] = ENV.fetch('TOKEN')", "http_secret = { env = \"TOKEN\" }"),
        (
            "host = 'a.test'\nregistry['dir'] = \"/srv/#{host}\"",
            "dir = \"/srv/a.test\" # was: \"/srv/#{host}\"",
        ),
        (
            "registry['storage'] = JSON.parse('{\"s3\": {\"bucket\": \"b\", \"secretkey\": \"hunter5\"}}')",
            "[registry.storage] # was: JSON.parse('…')\n\n\
             [registry.storage.s3]\nbucket = \"b\"\nsecretkey = \"hunter5\"",
        ),
        (
            "from_file '/etc/gitlab/more.rb'",
            "[registry]\n# theirs\nuid = 5 # from /etc/gitlab/more.rb\n# end of theirs",
        ),
    ] {
        let text = toml(&format!("{ruby}\n"));
        assert!(text.contains(&format!("{wanted}\n")), "{ruby}\n{text}");
    }
}

#[test]
fn conditions_are_told_and_what_they_hide_is_kept_as_comments() {
    for (ruby, wanted) in [
        ("registry['uid'] = 5 if ENV['LEVEL'] == 'debug'", "uid = 5 # where ENV['LEVEL'] == 'debug'"),
        ("registry['uid'] = 5 if ENV['TOKEN'] == 'hunter2'", "uid = 5 # where ENV['TOKEN'] == '…'"),
        ("registry['uid'] = 5 unless ENV['LEVEL'] == 'a'", "uid = 5 # where not ENV['LEVEL'] == 'a'"),
        (
            "case ENV['LEVEL']\nwhen 'a', 'debug'\n  registry['uid'] = 5\nelse\n  registry['gid'] = 6\nend",
            "[registry]\nuid = 5 # where case ENV['LEVEL'] when 'a', 'debug'\n\
             # only where case ENV['LEVEL'] else: registry['gid'] = 6",
        ),
        (
            "if ENV['LEVEL'] == 'a'\n  # of a\n  registry['http_secret'] = 'hunter5'\nelse\n  # of others\n  \
             registry['storage'] = { 's3' => { 'bucket' => 'b' } }\nend",
            "# of a\n# only where ENV['LEVEL'] == 'a': registry['http_secret'] = '…'\n# of others\n\
             [registry.storage] # where not ENV['LEVEL'] == 'a'\n\n[registry.storage.s3]\nbucket = \"b\"",
        ),
    ] {
        let converted = whole(&format!("{ruby}\n"));
        assert!(converted.text.contains(&format!("{wanted}\n")), "{ruby}\n{}", converted.text);
        assert_eq!(converted.unset, usize::from(wanted.contains("# only ")), "{ruby}");
    }
}

#[test]
fn nothing_that_is_read_for_other_components_is_written_down() {
    let ruby = "secret = File.read('/etc/secret').strip\nurl = \"redis://:#{secret}@h\"\n\
                gitlab_rails['redis_host'] = url\ngitlab_rails['db_password'] = \"#{secret}\"\n\
                gitlab_rails['list'] = ['a', ENV['TOKEN']]\n\
                gitlab_rails['ldap_servers'] = YAML.load(<<~Y)\n  main:\n    password: #{ENV['TOKEN']}\nY\n\
                gitlab_rails['smtp_password'] = 'pass' + 'word'\n";
    let converted = whole(ruby);
    assert!(!converted.text.contains("hunter"), "{}", converted.text);
    assert!(converted.text.contains("smtp_password = \"password\" # was: '…' + '…'"), "{}", converted.text);
    assert_eq!(converted.left_out.len(), 4, "{:?}", converted.left_out);
}
