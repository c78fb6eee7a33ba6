//! The settings file as a file: what may stand in its place, who changes it at once with others, how it is laid out.

use std::path::Path;

use super::{Alone, USUAL};
use crate::support::sandbox::Sandbox;
use crate::support::{run, run_with_input, wharf};

fn make_pipe(path: &Path) {
    let _ = std::fs::remove_file(path);
    nix::unistd::mkfifo(path, nix::sys::stat::Mode::S_IRWXU).unwrap();
}

/// `wharf` must say that the file is none, at once: a pipe without a writer never ends, and neither does `/dev/zero`.
#[track_caller]
fn refuses(sandbox: &Sandbox, arguments: &[&str]) {
    let root = sandbox.root().to_string_lossy().into_owned();
    let answer = run("timeout", &[&["20", &wharf(), "--root", &root], arguments].concat());
    assert!(answer.error.contains("it is not a file"), "{arguments:?}: {answer:?}");
    assert!(answer.code != 0 && answer.code < 100, "{arguments:?}: {answer:?}");
}

#[test]
fn a_pipe_or_a_device_in_the_place_of_a_file_is_refused_and_never_waited_for() {
    let sandbox = Sandbox::new();
    let pipe = sandbox.outside("pipe");
    make_pipe(&pipe);
    let zero = sandbox.outside("zero");
    std::os::unix::fs::symlink("/dev/zero", &zero).unwrap();
    for place in [&pipe, &zero] {
        let place = place.to_string_lossy().into_owned();
        refuses(&sandbox, &["-c", &place, "check"]);
        refuses(&sandbox, &["-c", &place, "config", "set", "registry.log_level", "warn"]);
        refuses(&sandbox, &["-c", &place, "user", "list"]);
        let init = ["init", "--from-config", &place, "--url", "https://r.test"];
        refuses(&sandbox, &init);
    }
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!("{USUAL}gitlab_rails.config_path = \"/srv/gitlab.yml\"\n"),
    );
    std::fs::create_dir_all(sandbox.path("/srv")).unwrap();
    make_pipe(&sandbox.path("/srv/gitlab.yml"));
    refuses(&sandbox, &["check"]);
    sandbox.write_settings("");
    sandbox.wharf(&["ca", "init"]).exits(0);
    let crt = sandbox.path("/etc/gitlab/ssl/localhost.crt");
    let good = std::fs::read(&crt).unwrap();
    make_pipe(&crt);
    refuses(&sandbox, &["plan"]);
    std::fs::remove_file(&crt).unwrap();
    std::fs::write(&crt, good).unwrap();
    for path in ["/var/opt/gitlab/registry/config.yml", "/etc/gitlab/gitlab-secrets.json"] {
        let place = sandbox.path(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        make_pipe(&place);
        refuses(&sandbox, &["plan"]);
        std::fs::remove_file(&place).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &place).unwrap();
        // A link of ours is compared as a link, not read.
        if path.ends_with("json") {
            refuses(&sandbox, &["plan"]);
        }
        std::fs::remove_file(&place).unwrap();
    }
}

#[test]
fn commands_that_change_the_file_at_once_all_have_their_change_in_it() {
    const THREADS: usize = 8;
    const ROUNDS: usize = 12;
    let alone = Alone::new(&format!("{USUAL}\n[registry.env]\n"));
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let alone = &alone;
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    let key = format!("registry.env.T{thread}_R{round}");
                    alone.wharf(&["config", "set", &key, "on"]).exits(0);
                }
            });
        }
    });
    let text = alone.text();
    for (thread, round) in (0..THREADS).flat_map(|thread| (0..ROUNDS).map(move |round| (thread, round))) {
        assert!(text.contains(&format!("T{thread}_R{round} = \"on\"")), "{thread} {round} is gone:\n{text}");
    }
    let folder = alone.file().parent().unwrap().to_owned();
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "nothing is left beside the file");
}

#[test]
fn line_ends_a_byte_order_mark_and_the_head_of_the_file_stay() {
    let dos = "\u{feff}# ours\r\nexternal_url = \"https://gitlab.test\"\r\nregistry_external_url = \"https://registry.test\"\r\n\r\n[registry]\r\nlog_level = \"debug\" # noisy\r\n";
    let alone = Alone::new(dos);
    alone.wharf(&["config", "set", "registry.log_level", "warn"]).exits(0);
    assert_eq!(alone.text(), dos.replace("\"debug\"", "\"warn\""));
    alone.wharf(&["config", "set", "registry.debug_addr", "localhost:5001"]).exits(0);
    let more = format!("{}debug_addr = \"localhost:5001\"\r\n", dos.replace("\"debug\"", "\"warn\""));
    assert_eq!(alone.text(), more);
    alone.wharf(&["config", "set", "--unset", "registry.debug_addr"]).exits(0);
    assert_eq!(alone.text(), dos.replace("\"debug\"", "\"warn\""));

    let head = "# Kept by the platform team.\n#:schema ./gitlab.schema.json\n";
    let sections = "[auth_server]\nenable = true\n\n[registry]\nregistry_http_addr = \"localhost:5000\"\n";
    let alone = Alone::new(&format!("{head}\n{sections}"));
    alone.wharf(&["config", "set", "registry_external_url", "http://registry.test"]).exits(0);
    assert_eq!(
        alone.text(),
        format!("{head}\nregistry_external_url = \"http://registry.test\"\n\n{sections}")
    );
    let alone = Alone::new(head);
    alone.wharf(&["config", "set", "external_url", "http://gitlab.test"]).exits(0);
    assert_eq!(alone.text(), format!("{head}external_url = \"http://gitlab.test\"\n"));
}

#[test]
fn a_table_on_one_line_keeps_its_blanks() {
    for (table, key, value, wanted) in [
        (
            "{ enable = true , token_lifetime = 300}",
            "token_lifetime",
            "600",
            "{ enable = true , token_lifetime = 600}",
        ),
        (
            "{ enable = false , token_lifetime = 300}",
            "enable",
            "true",
            "{ enable = true , token_lifetime = 300}",
        ),
        (
            "{ enable = true , token_lifetime = 300}",
            "listen",
            "127.0.0.1:5009",
            "{ enable = true , token_lifetime = 300, listen = \"127.0.0.1:5009\"}",
        ),
        (
            "{ enable = true , token_lifetime = 300 }",
            "listen",
            "127.0.0.1:5009",
            "{ enable = true , token_lifetime = 300, listen = \"127.0.0.1:5009\" }",
        ),
        ("{enable = true}", "token_lifetime", "600", "{enable = true, token_lifetime = 600}"),
    ] {
        let text = format!("registry_external_url = \"http://r.test\"\nauth_server = {table}\n");
        let alone = Alone::new(&text);
        alone.wharf(&["config", "set", &format!("auth_server.{key}"), value]).exits(0);
        assert_eq!(alone.text(), text.replace(table, wanted));
    }
}

#[test]
fn a_table_in_a_table_on_one_line_keeps_its_blanks() {
    for (table, wanted) in [
        (
            "{ username = \"a\" , group = \"a\"}",
            "{ username = \"a\" , group = \"a\", nginx = { http2_enabled = false }}",
        ),
        ("{ username = \"a\" }", "{ username = \"a\", nginx = { http2_enabled = false } }"),
    ] {
        let text = format!("{USUAL}registry = {table}\n");
        let alone = Alone::new(&text);
        alone.wharf(&["config", "set", "registry.nginx.http2_enabled", "false"]).exits(0);
        assert_eq!(alone.text(), text.replace(table, wanted));
    }
}

#[test]
fn standard_input_that_is_too_large_or_empty_is_no_value() {
    let text = format!("{USUAL}registry.http_secret = \"hunter2\"\n");
    let alone = Alone::new(&text);
    let file = alone.file().to_string_lossy().into_owned();
    let large = "x".repeat((1 << 20) + 1);
    for (input, said) in [
        (large.as_str(), "standard input is larger than 1 MiB"),
        ("", "standard input is empty, and `registry.http_secret` is a secret"),
        ("\n", "standard input is empty, and `registry.http_secret` is a secret"),
    ] {
        let arguments = ["-c", &file, "config", "set", "registry.http_secret", "-"];
        let answer = run_with_input(&wharf(), &arguments, input).exits(1);
        assert!(answer.error.contains(said), "{answer:?}");
        assert_eq!(alone.text(), text);
    }
}
