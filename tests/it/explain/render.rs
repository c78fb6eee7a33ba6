//! `wharf render`: files without a host.

use serde_json::Value;

use super::{Alone, USUAL};
use crate::support::{Answer, sandbox::Sandbox};

fn object(answer: &Answer) -> Value {
    serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{answer:?}"))
}

fn file<'v>(told: &'v Value, path: &str) -> &'v Value {
    let files = told["files"].as_array().unwrap();
    files.iter().find(|file| file["path"] == path).unwrap_or_else(|| panic!("{path} is not in {told}"))
}

#[test]
fn files_are_shown_with_path_owner_and_mode_and_no_root() {
    let alone = Alone::new(USUAL);
    let told = object(&alone.wharf(&["render", "--json", "--show-secrets"]).exits(0));
    let config = file(&told, "/var/opt/gitlab/registry/config.yml");
    assert_eq!(
        (&config["owner"], &config["group"], &config["mode"]),
        (&"root".into(), &"registry".into(), &"0640".into())
    );
    assert!(config["content"].as_str().unwrap().contains("\"[to be made:http_secret]\""), "{config}");
    let root = alone.file().parent().unwrap().to_string_lossy().into_owned();
    for file in told["files"].as_array().unwrap().iter().filter(|file| file["path"] != "/opt/gitlab/sv") {
        assert!(!file["content"].as_str().unwrap().contains(&format!("{root}/no-root")), "{file}");
    }
    let warnings: Vec<&str> =
        told["warnings"].as_array().unwrap().iter().map(|warning| warning.as_str().unwrap()).collect();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].contains("/etc/gitlab/ssl/gitlab.test.crt does not exist"), "{warnings:?}");
    let on_disk = object(&alone.wharf(&["render", "--json", "--on-disk"]).exits(0));
    let config = file(&on_disk, &format!("{root}/no-root/var/opt/gitlab/registry/config.yml"));
    assert!(config["content"].as_str().unwrap().contains(&format!("{root}/no-root/var/opt")), "{config}");
}

#[test]
fn one_file_is_printed_as_it_is() {
    let alone = Alone::new(USUAL);
    let registry = alone.wharf(&["render", "registry"]).exits(0).output;
    assert!(
        registry.starts_with("# Written by `wharf reconfigure`") && registry.contains("\nversion: 0.1\n")
    );
    wharf::registry::Config::parse(&registry.replace("[secret]", "x")).unwrap();
    let rails = alone.wharf(&["render", "rails"]).exits(0).output;
    assert!(rails.contains("  registry:\n    enabled: true\n"), "{rails}");
    let vhost = alone.wharf(&["render", "nginx"]).exits(0).output;
    assert!(vhost.contains("server_name registry.test;") && vhost.contains("gitlab_access;"), "{vhost}");
    let all = alone.wharf(&["render"]).exits(0).output;
    assert!(
        all.contains("==> /var/opt/gitlab/registry/config.yml  0640 root:registry <==\n# Written"),
        "{all}"
    );
    let off = Alone::new("registry.enable = false\n");
    for (part, said) in [
        ("registry", "there is no registry on this host: `registry.enable` is false"),
        ("nginx", "there is no registry on this host: `registry.enable` is false"),
    ] {
        let answer = off.wharf(&["render", part]).exits(0).says(&[said]);
        assert_eq!(answer.output, "", "{part}");
        let told = object(&off.wharf(&["render", part, "--json"]).exits(0));
        assert_eq!(told["files"], serde_json::json!([]), "{part}");
    }
    let unset = Alone::new("external_url = \"http://gitlab.test\"\n");
    unset.wharf(&["render", "registry"]).exits(0).says(&["`registry_external_url` is not set"]);
    let here = format!("{USUAL}gitlab_rails.enable = false\n");
    Alone::new(&here).wharf(&["render", "rails"]).exits(0).says(&["`gitlab_rails.enable` is false"]);
    alone.wharf(&["render", "registry", "--standalone"]).exits(1).says(&["wharf render nginx --standalone"]);
}

#[test]
fn secrets_are_shown_to_who_asks_for_them_alone() {
    let settings = format!(
        "{USUAL}registry.http_secret = \"hunter2-http\"\nregistry.env.S3_PASSWORD = \"hunter2-env\"\n\
         registry.storage.s3 = {{ bucket = \"b\", region = \"r\", accesskey = \"hunter2-id\", secretkey = \"hunter2-s3\" }}\n"
    );
    let alone = Alone::new(&settings);
    let commands: [&[&str]; 6] = [
        &["render"],
        &["render", "--json"],
        &["render", "registry"],
        &["config", "show", "--all"],
        &["config", "show", "--json"],
        &["show-config"],
    ];
    for command in commands {
        let answer = alone.wharf(command).exits(0);
        for secret in ["hunter2-http", "hunter2-env", "hunter2-s3"] {
            assert!(!answer.output.contains(secret), "{command:?} shows {secret}:\n{}", answer.output);
            assert!(!answer.error.contains(secret), "{command:?} tells {secret}:\n{}", answer.error);
        }
    }
    let told = object(&alone.wharf(&["render", "--json"]).exits(0));
    assert_eq!(file(&told, "/etc/gitlab/gitlab-secrets.json")["content"], "[secret]\n");
    let shown = alone.wharf(&["render", "--show-secrets"]).exits(0).output;
    assert!(shown.contains("hunter2-http") && shown.contains("hunter2-env") && shown.contains("hunter2-s3"));
}

#[test]
fn problems_are_told_on_both_ways_out() {
    let answer = Alone::new("registry.enable = true\n").wharf(&["render", "--json"]).exits(3);
    let told = object(&answer);
    assert_eq!(told["problems"][0]["key"], "registry.enable");
    assert!(answer.error.contains("there is no `registry_external_url`"), "{answer:?}");
    for (command, schema) in
        [(&["plan", "--json"][..], "wharf.plan/1"), (&["config", "show", "--json"], "wharf.config/1")]
    {
        let told = object(&Alone::new("registry.enable = true\n").wharf(command).exits(3));
        assert_eq!(
            (&told["schema"], &told["problems"][0]["key"]),
            (&schema.into(), &"registry.enable".into())
        );
    }
}

#[test]
fn a_plan_for_programs_tells_warnings_too() {
    let sandbox = Sandbox::with_token_server();
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write("/etc/gitlab/gitlab.toml", &format!("{settings}\n[supervise]\ndrain = 60\n"));
    let told = object(&sandbox.wharf(&["plan", "--json"]).exits(10));
    assert_eq!(told["warnings"][0]["key"], "supervise.drain", "{told}");
    assert!(!told["steps"].as_array().unwrap().is_empty());
}

#[test]
fn nothing_is_written() {
    let sandbox = Sandbox::with_token_server();
    let before = sandbox.snapshot();
    for command in [&["render"][..], &["render", "--on-disk", "--json"], &["check"], &["config", "show"]] {
        sandbox.wharf(command).exits(0);
    }
    assert_eq!(sandbox.snapshot(), before);
    assert!(!sandbox.path("/var/opt/gitlab/registry").exists());
}

#[test]
fn what_is_rendered_is_what_reconfigure_writes() {
    let sandbox = Sandbox::with_token_server();
    sandbox.wharf(&["reconfigure"]).exits(0);
    let told = object(&sandbox.wharf(&["render", "--json", "--show-secrets", "--on-disk"]).exits(0));
    let files = told["files"].as_array().unwrap();
    assert!(files.len() > 10, "{told}");
    for file in files {
        let path = file["path"].as_str().unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), file["content"].as_str().unwrap(), "{path}");
    }
    assert_eq!(told["warnings"], serde_json::json!([]));
}
