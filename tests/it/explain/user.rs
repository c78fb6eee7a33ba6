//! Who may not read everything: what is not known is said, and never taken for something else in silence.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::Value;

use crate::support::{Answer, command, run, sandbox::Sandbox, wharf};

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs `wharf` as a user who may not enter or read the host path `closed`.
#[track_caller]
fn as_user(sandbox: &Sandbox, closed: &str, arguments: &[&str]) -> Answer {
    let program = sandbox.outside("wharf");
    set_mode(program.parent().unwrap(), 0o755);
    if !program.exists() {
        std::fs::copy(wharf(), &program).unwrap();
    }
    let (program, root) =
        (program.to_string_lossy().into_owned(), sandbox.root().to_string_lossy().into_owned());
    let all = [&["--root", &root], arguments].concat();
    let place = sandbox.path(closed);
    if command("id").arg("-u").output().unwrap().stdout == b"0\n" {
        set_mode(&place, 0o700);
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", &program];
        return run("setpriv", &[&nobody[..], &all[..]].concat());
    }
    set_mode(&place, 0o000);
    let answer = run(&program, &all);
    set_mode(&place, 0o700);
    answer
}

#[test]
fn who_may_not_read_the_secrets_sees_the_rest() {
    let sandbox = Sandbox::with_token_server();
    sandbox.wharf(&["reconfigure"]).exits(0);
    let secrets = "/etc/gitlab/gitlab-secrets.json";
    let answer = as_user(&sandbox, secrets, &["render", "--json"]).exits(0);
    let told: Value = serde_json::from_str(&answer.output).unwrap();
    let warnings = told["warnings"].to_string();
    assert!(warnings.contains("in files it is shown as still to be made"), "{warnings}");
    let files = told["files"].as_array().unwrap();
    let config = files.iter().find(|file| file["path"] == "/var/opt/gitlab/registry/config.yml").unwrap();
    assert!(config["content"].as_str().unwrap().contains("storage:"), "{config}");
    let said = ["gitlab-secrets.json", "run it as root"];
    let shown = as_user(&sandbox, secrets, &["config", "show"]).exits(0).says(&said).output;
    let line = shown.lines().find(|line| line.starts_with("registry.internal_key ")).unwrap();
    assert!(line.ends_with("not readable here") && !shown.contains("to be made"), "{shown}");
    let key = ["registry.http_secret"];
    let got = as_user(&sandbox, secrets, &[&["config", "get"][..], &key].concat()).exits(0).says(&said);
    assert!(got.output.is_empty() && got.error.contains("is not readable here"), "{got:?}");
    let page = as_user(&sandbox, secrets, &[&["config", "explain"][..], &key].concat()).exits(0).says(&said);
    assert!(page.output.contains("none  (not readable here)"), "{page:?}");
}

#[test]
fn files_that_may_not_be_looked_at_are_not_taken_for_missing_in_silence() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test\"\n",
    );
    for name in ["gitlab.test.crt", "gitlab.test.key", "registry.test.crt", "registry.test.key"] {
        sandbox.write(&format!("/etc/gitlab/ssl/{name}"), "");
    }
    for command in [&["check"][..], &["render"], &["config", "show"], &["config", "get", "registry.dir"]] {
        let words = "could not look at `/etc/gitlab/ssl/gitlab.test.crt`";
        let said = [words, "and `/etc/gitlab/ssl/registry.test.key`", "run it as root to be sure"];
        as_user(&sandbox, "/etc/gitlab/ssl", command).exits(0).says(&said);
        let root = sandbox.wharf(command).exits(0);
        assert!(!root.error.contains("could not look"), "{command:?}: {root:?}");
    }
    let render = as_user(&sandbox, "/etc/gitlab/ssl", &["render"]).exits(0);
    let render = render.says(&["could not read /etc/gitlab/ssl/", "run it as root to check it"]);
    assert!(!render.error.contains("there, name another"), "{render:?}");
}

#[test]
fn problems_of_the_settings_are_told_before_what_may_not_be_read() {
    let sandbox = Sandbox::with_token_server();
    let key = "/etc/gitlab/ssl/localhost.key";
    as_user(&sandbox, key, &["plan"]).exits(1).says(&["could not read", "localhost.key", "hint:"]);
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write("/etc/gitlab/gitlab.toml", &format!("{settings}\n[registry.storage.inmemory]\n"));
    as_user(&sandbox, key, &["plan"]).exits(3).says(&["error[E009]: ", "inmemory"]);
}
