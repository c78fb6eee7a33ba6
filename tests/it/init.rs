//! `wharf init`: what it writes is what `plan` takes, on a terminal, by flags, and from a registry that runs already.

use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use wharf::settings::{Settings, parse, reference};

use crate::support::{Answer, command, run, sandbox::Sandbox, wharf};

const FILE: &str = "/etc/gitlab/gitlab.toml";

fn settings(sandbox: &Sandbox) -> Settings {
    let text = sandbox.read(FILE);
    parse(&text, "gitlab.toml").unwrap_or_else(|problems| panic!("{problems}\n{text}")).settings
}

fn init(sandbox: &Sandbox, arguments: &[&str]) -> Answer {
    sandbox.wharf(&[&["init"], arguments].concat())
}

#[test]
fn every_set_of_answers_makes_settings_that_plan_takes() {
    let gitlab = ["--tokens", "gitlab", "--gitlab-url", "https://gitlab.test"];
    let local = ["--tokens", "local"];
    for (url, certificate) in [
        ("https://registry.test", Some("files")),
        ("https://registry.test", Some("private")),
        ("https://registry.test:5000", Some("private")),
        ("https://registry.test:5002", Some("private")),
        ("https://[::1]:8443", Some("private")),
        ("http://registry.test:5000", None),
    ] {
        for (tokens, is_local) in [(gitlab.as_slice(), false), (local.as_slice(), true)] {
            let sandbox = Sandbox::new();
            let mut arguments = vec!["--url", url];
            arguments.extend(certificate.iter().flat_map(|which| ["--certificate", which]));
            arguments.extend(tokens);
            let said = init(&sandbox, &arguments).exits(0).error;
            let text = sandbox.read(FILE);
            let settings = settings(&sandbox);
            assert_eq!(written(&sandbox)["registry_external_url"], url);
            assert_eq!(settings.auth_server.enable, is_local, "{text}");
            assert_eq!(settings.external_url.is_some(), !is_local, "{text}");
            assert!(text.lines().count() < 30 && text.starts_with("# "), "{text}");
            let mode = std::fs::metadata(sandbox.path(FILE)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600);
            assert_eq!(said.contains("user add NAME"), is_local, "{said}");
            if certificate == Some("files") {
                let place = sandbox.path("/etc/gitlab/ssl/registry.test.crt");
                assert!(said.contains(&format!("put the certificate at {} and", place.display())), "{said}");
                let refused = sandbox.wharf(&["plan"]).exits(3);
                assert!(refused.error.contains("/etc/gitlab/ssl/registry.test.crt"), "{refused:?}");
                sandbox.wharf(&["ca", "init"]).exits(0);
            }
            // The ports of a host that runs something already are not what is asked about here.
            let plan = sandbox.wharf(&["plan"]);
            assert!(plan.code == 10 || plan.error.contains("is held by"), "{arguments:?}: {plan:?}\n{text}");
        }
    }
}

#[test]
fn what_init_wrote_is_a_registry_after_one_more_command() {
    let sandbox = Sandbox::new();
    let url = format!("https://localhost:{}", sandbox.public);
    let arguments =
        ["--url", &url, "--certificate", "private", "--tokens", "local", "--storage", "/srv/images"];
    init(&sandbox, &arguments).exits(0);
    // Other tests run beside this one.
    let (internal, token) = (sandbox.internal, sandbox.token);
    sandbox.edit_settings(
        "[registry.nginx]\n",
        &format!("[registry]\nregistry_http_addr = \"127.0.0.1:{internal}\"\n[registry.nginx]\n"),
    );
    sandbox.edit_settings("enable = true\n", &format!("enable = true\nlisten = \"127.0.0.1:{token}\"\n"));
    sandbox.wharf_with_input(&["user", "add", "ada", "--password-stdin"], "a password").exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let image = crate::support::image::Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "ada:a password").exits(0);
    assert_eq!(sandbox.pull("group/project:v1", "ada:a password"), image.digest);
    assert!(sandbox.path("/srv/images/docker/registry/v2").is_dir());
}

#[test]
fn without_a_terminal_a_missing_or_bad_flag_is_named_and_nothing_is_written() {
    for (arguments, said) in [
        (vec![], "`--url URL`, `--certificate files|private`, `--tokens gitlab|local`"),
        (vec!["--url", "https://r.test"], "`--certificate files|private`, `--tokens gitlab|local`"),
        (vec!["--url", "http://r.test"], "so `--tokens gitlab|local` must"),
        (vec!["--url", "http://r.test", "--tokens", "gitlab"], "so `--gitlab-url URL` must"),
        (vec!["--url", "r.test"], "`--url` must start with `https://` or `http://`; write `https://r.test`"),
        (vec!["--url", "https://r.test/images"], "`--url` may not have a path"),
        (vec!["--url", "https://r.test", "--storage", "images"], "`--storage` must be a path from the root"),
        (
            vec!["--gitlab-url", "https://g.test", "--tokens", "local"],
            "`--gitlab-url` goes with `--tokens gitlab`",
        ),
        (
            vec!["--url", "http://r.test", "--certificate", "private"],
            "`--certificate` goes with a URL of `https://`",
        ),
        (
            vec!["--url", "https://g.test", "--gitlab-url", "https://G.test:443"],
            "`--gitlab-url` is where the registry is to be",
        ),
        (vec!["--certificate", "letsencrypt"], "possible values: files, private"),
        (vec!["--tokens", "htpasswd"], "possible values: gitlab, local"),
        (vec!["--from-config", "x", "--tokens", "local"], "cannot be used with"),
    ] {
        let sandbox = Sandbox::new();
        init(&sandbox, &arguments).exits(2).says(&[said]);
        assert!(!sandbox.path(FILE).exists(), "{arguments:?}");
    }
}

#[test]
fn a_settings_file_is_never_lost() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, "# mine\n");
    let all = ["--url", "http://r.test", "--tokens", "local"];
    init(&sandbox, &all).exits(1).says(&["already", "--force"]);
    assert_eq!(sandbox.read(FILE), "# mine\n");
    init(&sandbox, &[&["--force"], all.as_slice()].concat()).exits(0).says(&["gitlab.toml.bak"]);
    assert_eq!(sandbox.read(&format!("{FILE}.bak")), "# mine\n");
    let first = sandbox.read(FILE);
    init(&sandbox, &[&["--force"], all.as_slice()].concat()).exits(0).says(&["gitlab.toml.bak.2"]);
    assert_eq!(sandbox.read(&format!("{FILE}.bak")), "# mine\n");
    assert_eq!(sandbox.read(&format!("{FILE}.bak.2")), first);
    // One that is Ruby counts as it is: a second file beside it would stop everything.
    std::fs::rename(sandbox.path(FILE), sandbox.path("/etc/gitlab/away")).unwrap();
    sandbox.write("/etc/gitlab/gitlab.rb", "external_url 'http://g.test'\n");
    for force in [&[][..], &["--force"]] {
        init(&sandbox, &[force, all.as_slice()].concat())
            .exits(1)
            .says(&["gitlab.rb already", "wharf convert"]);
        assert!(!sandbox.path(FILE).exists());
    }
    std::fs::remove_file(sandbox.path("/etc/gitlab/gitlab.rb")).unwrap();
    std::fs::rename(sandbox.path("/etc/gitlab/away"), sandbox.path(FILE)).unwrap();
    // A file that cannot be taken over leaves the one that is there.
    let strange = sample("strange.yml");
    init(&sandbox, &["--force", "--from-config", &strange]).exits(3);
    assert_eq!(sandbox.read(FILE), first);
}

/// Runs `wharf init` on a terminal of its own, with `typed` as what somebody types. Answers its exit code and what was shown.
fn on_a_terminal(sandbox: &Sandbox, arguments: &[&str], typed: &str) -> (i32, String) {
    let terminal = nix::pty::openpty(None, None).unwrap();
    let end = || Stdio::from(terminal.slave.try_clone().unwrap());
    let root = sandbox.root().to_string_lossy().into_owned();
    let mut asked = command(&wharf());
    asked.args(["--root", &root, "init"]).args(arguments).stdin(end()).stdout(end()).stderr(end());
    let mut child = asked.spawn().unwrap();
    drop(asked);
    let mut ours = std::fs::File::from(terminal.master);
    ours.write_all(typed.as_bytes()).unwrap();
    drop(terminal.slave);
    let mut shown = Vec::new();
    // The last end that is closed makes an error of the reading, and what was shown stays.
    let _ = ours.read_to_end(&mut shown);
    (child.wait().unwrap().code().unwrap(), String::from_utf8_lossy(&shown).replace('\r', ""))
}

#[test]
fn three_questions_are_asked_and_a_bad_answer_is_asked_again() {
    let sandbox = Sandbox::new();
    let typed = "registry.test\nhttps://registry.test/images\nhttps://registry.test:5443\n3\n\n2\ntwo\n1\ngitlab\nhttps://gitlab.test\n";
    let (code, shown) = on_a_terminal(&sandbox, &[], typed);
    assert_eq!(code, 0, "{shown}");
    for (words, times) in [
        ("Where will people reach the registry?", 3),
        ("it must start with `https://` or `http://`; write `https://registry.test`", 1),
        ("it may not have a path, and has `/images`", 1),
        ("Certificate?  [1] I have files  [2] private CA", 3),
        ("Who may push?", 2),
        ("it must be `1` or `2`", 3),
        ("Where is that GitLab server?", 2),
    ] {
        assert_eq!(shown.matches(words).count(), times, "{words}\n{shown}");
    }
    assert!(shown.contains("reconfigure"), "{shown}");
    let settings = settings(&sandbox);
    assert_eq!(settings.external_url.unwrap().to_string(), "https://gitlab.test");
    assert_eq!(written(&sandbox)["registry_external_url"], "https://registry.test:5443");
    assert!(sandbox.path("/etc/gitlab/ssl/registry.test.crt").exists());
    sandbox.wharf(&["plan"]).exits(10);
}

#[test]
fn flags_answer_their_questions_and_plain_http_has_no_certificate() {
    let sandbox = Sandbox::new();
    let (code, shown) = on_a_terminal(&sandbox, &["--url", "http://registry.test:5050"], "2\n");
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains("Where will people") && !shown.contains("Certificate?"), "{shown}");
    assert!(shown.contains("over plain HTTP passwords and images can be read"), "{shown}");
    assert!(settings(&sandbox).auth_server.enable);
}

#[test]
fn a_gitlab_in_the_place_of_the_registry_is_asked_again() {
    let sandbox = Sandbox::new();
    let (code, shown) = on_a_terminal(
        &sandbox,
        &["--url", "http://registry.test:5050", "--tokens", "gitlab"],
        "http://registry.test:5050\nhttps://gitlab.test\n",
    );
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("it is where the registry is to be"), "{shown}");
}

#[test]
fn a_certificate_that_is_there_is_kept_and_one_list_of_next_steps_is_told() {
    let sandbox = Sandbox::new();
    let all = ["--force", "--url", "https://registry.test", "--certificate", "private", "--tokens", "local"];
    let said = init(&sandbox, &all).exits(0).error;
    assert_eq!(said.matches("reconfigure").count(), 1, "{said}");
    let place = "/etc/gitlab/ssl/registry.test.crt";
    let before = sandbox.read(place);
    let said = init(&sandbox, &all).exits(0).error;
    assert_eq!(sandbox.read(place), before);
    assert!(said.contains("`wharf ca init --host registry.test --force` replaces it"), "{said}");
    assert!(!said.contains("`--force` replaces it"), "{said}");
    sandbox
        .wharf(&["ca", "init", "--host", "registry.test", "--force"])
        .exits(0)
        .says(&["then run `wharf reconfigure`"]);
    assert_ne!(sandbox.read(place), before);
}

#[test]
fn a_program_is_answered_in_json() {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, "# mine\n");
    let answer =
        init(&sandbox, &["--json", "--force", "--url", "http://r.test", "--tokens", "local"]).exits(0);
    let told: Value = serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{answer:?}"));
    assert_eq!(told["file"], sandbox.path(FILE).to_string_lossy().into_owned());
    assert_eq!(told["kept"], sandbox.path(&format!("{FILE}.bak")).to_string_lossy().into_owned());
    assert!(told["next"].to_string().contains("user add NAME") && told["notes"].is_array(), "{told}");
    assert!(!answer.error.contains("next:"), "{answer:?}");
}

#[test]
fn somebody_who_leaves_leaves_nothing() {
    let sandbox = Sandbox::new();
    let (code, shown) = on_a_terminal(&sandbox, &[], "https://registry.test\n\u{4}");
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("nothing was written"), "{shown}");
    assert!(!sandbox.path(FILE).exists());
}

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/samples/registry2")
        .join(name)
        .to_string_lossy()
        .into_owned()
}

/// The settings that were written, as TOML.
fn written(sandbox: &Sandbox) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(&sandbox.read(FILE)).unwrap()).unwrap()
}

#[test]
fn the_config_of_the_official_image_is_taken_over() {
    let sandbox = Sandbox::new();
    init(&sandbox, &["--from-config", &sample("official.yml")]).exits(2).says(&["`http.host`", "`--url`"]);
    let said =
        init(&sandbox, &["--from-config", &sample("official.yml"), "--url", "http://images.test:5000"])
            .exits(0);
    assert!(said.error.contains("`registry.auth` is `none`"), "{said:?}");
    assert!(said.error.contains("variables `REGISTRY_…`"), "{said:?}");
    assert_eq!(
        written(&sandbox),
        serde_json::json!({
            "registry_external_url": "http://images.test:5000",
            "gitlab_rails": { "enable": false },
            "registry": {
                "auth": "none",
                "registry_http_addr": "127.0.0.1:5010",
                "health_storagedriver_enabled": true,
                "validation_enabled": true,
                "storage": {
                    "cache": { "blobdescriptor": "inmemory" },
                    "delete": { "enabled": false },
                    "filesystem": { "rootdirectory": "/var/lib/registry" },
                },
            },
        })
    );
    let plan = sandbox.wharf(&["plan"]);
    assert!(plan.code == 10 || plan.error.contains("is held by"), "{plan:?}");
}

#[test]
fn the_config_of_the_debian_package_is_taken_over_with_its_passwords() {
    let sandbox = Sandbox::new();
    let debian = "/etc/docker/registry/config.yml";
    let answer = init(&sandbox, &["--from-config", debian, "--url", "https://images.test"]);
    let schema = reference::json_schema();
    if schema["properties"]["registry"]["properties"]["auth"].to_string().contains("\"realm\"") {
        let said = answer.exits(0);
        let settings = written(&sandbox);
        assert_eq!(
            settings["registry"]["auth"]["htpasswd"],
            serde_json::json!({ "realm": "basic-realm", "path": "/etc/docker/registry" })
        );
        assert_eq!(
            settings["registry"]["storage"]["filesystem"]["rootdirectory"],
            "/var/lib/docker-registry"
        );
        let place = sandbox.path("/etc/gitlab/ssl/images.test.crt");
        assert!(said.error.contains(&format!("put a certificate at {} and", place.display())), "{said:?}");
        assert_eq!(settings["gitlab_rails"]["enable"], false);
        said.says(&["note: `wharf plan` will refuse this: `registry.auth.htpasswd` is not built yet"]);
        sandbox.wharf(&["plan"]).exits(3).says(&["htpasswd"]);
    } else {
        answer.exits(3).says(&["auth"]);
        assert!(!sandbox.path(FILE).exists());
    }
}

#[test]
fn a_registry_on_s3_with_tls_is_taken_over_whole() {
    let sandbox = Sandbox::new();
    let said = init(&sandbox, &["--from-config", &sample("s3.yml")]).exits(0);
    assert!(!format!("{said:?}").contains("hunter2"), "{said:?}");
    let settings = written(&sandbox);
    let registry = &settings["registry"];
    assert_eq!(settings["registry_external_url"], "https://images.example.com");
    assert_eq!(registry["storage"]["s3"]["secretkey"], "hunter2-of-the-bucket");
    assert_eq!(registry["storage"]["s3"]["chunksize"], 33_554_432);
    assert_eq!(registry["storage"]["s3"]["rootdirectory"], "/registry");
    assert_eq!(registry["storage"]["maintenance"]["uploadpurging"]["age"], "72h");
    assert_eq!(registry["storage"]["redirect"]["disable"], true);
    assert_eq!(registry["http_secret"], "hunter2-of-the-uploads");
    assert_eq!(registry["http_draintimeout"], "60s");
    assert!(said.error.contains("`http.relativeurls` had no effect beside `http.host`"), "{said:?}");
    assert!(said.error.contains("will refuse this: the storage driver `s3` is not built yet"), "{said:?}");
    assert_eq!(registry["nginx"]["ssl_certificate"], "/etc/ssl/images.crt");
    assert_eq!(registry["nginx"]["ssl_certificate_key"], "/etc/ssl/private/images.key");
    assert_eq!(registry["nginx"]["ssl_protocols"], "TLSv1.3");
    assert_eq!(registry["registry_http_addr"], "127.0.0.1:5000");
    assert_eq!(registry["debug_addr"], "localhost:5001");
    assert_eq!((&registry["log_level"], &registry["log_formatter"]), (&"warn".into(), &"json".into()));
    assert_eq!(registry["validation_enabled"], false);
    assert_eq!(registry["compatibility_schema1_enabled"], true);
    sandbox.wharf(&["plan"]).exits(3).says(&["the storage driver `s3` is not built yet"]);
}

#[test]
fn a_registry_that_gitlab_signs_for_keeps_its_issuer_and_its_proxy() {
    let sandbox = Sandbox::new();
    let said = init(&sandbox, &["--from-config", &sample("gitlab.yml")]).exits(0);
    assert!(said.error.contains("a proxy of yours stands in front"), "{said:?}");
    let settings = written(&sandbox);
    assert_eq!(settings["external_url"], "https://gitlab.example.com");
    assert_eq!(
        settings["gitlab_rails"],
        serde_json::json!({ "enable": false, "registry_issuer": "gitlab-issuer" })
    );
    let registry = &settings["registry"];
    assert_eq!(registry["rootcertbundle"], "/root/certs/certbundle");
    assert_eq!(registry["nginx"]["enable"], false);
    assert_eq!(registry["registry_http_addr"], "localhost:5000");
    assert_eq!(registry["storage"]["filesystem"]["rootdirectory"], "/home/git/gitlab/shared/registry");
    sandbox.wharf(&["plan"]).exits(3).says(&["E064", "which is not there"]);
    sandbox.write("/root/certs/certbundle", "the certificate of GitLab's key\n");
    let plan = sandbox.wharf(&["plan"]);
    assert!(plan.code == 10 || plan.error.contains("is held by"), "{plan:?}");
    assert!(!plan.output.contains("gitlab-rails/etc"), "GitLab's own files are left alone: {plan:?}");
}

/// What the engine makes of a config.yml, and the sections of it that another engine acts upon.
fn meaning(text: &str, root: &Path) -> Value {
    let config = wharf::registry::Config::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let tree: Value = serde_yaml::from_str(text).unwrap();
    let at = |pointer: &str| tree.pointer(pointer).cloned().unwrap_or(Value::Null);
    let is_checked = at("/health/storagedriver/enabled") == true;
    let sections = ["redis", "database", "gc", "reporting", "middleware", "proxy"];
    let sections = sections.map(|name| at(&format!("/{name}")));
    let folder = config.storage.root_directory.strip_prefix(root).unwrap_or(&config.storage.root_directory);
    serde_json::json!({
        "level": format!("{:?}", config.log.level),
        "format": format!("{:?}", config.log.format),
        "folder": folder.to_string_lossy().trim_start_matches('/'),
        "delete": config.storage.delete_enabled,
        "readonly": config.storage.is_read_only,
        "relative": config.http.relative_urls,
        "prefix": config.http.prefix,
        "drain": format!("{:?}", config.http.drain_timeout),
        "auth": config.auth.token().map(|token| format!("{} {} {:?}", token.realm, token.issuer, token.auto_redirect)),
        "catalog": config.catalog_limit,
        "any url": format!("{:?}", config.validation),
        "health": is_checked,
        "cache": at("/storage/cache/blobdescriptor"),
        "purging": at("/storage/maintenance/uploadpurging"),
        "redirect": at("/storage/redirect/disable") == true,
        "debug": at("/http/debug/addr"),
        "schema1": at("/compatibility/schema1/enabled") == true,
        "timeout": at("/notifications/endpoints/0/timeout"),
        "sections": sections,
    })
}

#[test]
fn the_engine_means_the_same_before_and_after() {
    let empty = "version: 0.1\nstorage: { filesystem: { rootdirectory: /srv/images } }\n";
    let http = "http: { addr: '127.0.0.1:5000' }\n";
    for (name, text) in [
        ("nothing else", format!("{empty}{http}")),
        ("no folder", format!("version: 0.1\nstorage: filesystem\n{http}")),
        ("empty sections", format!("{empty}{http}validation: {{}}\nhealth:\n  storagedriver:\nlog: {{}}\n")),
        ("validation on", format!("{empty}{http}validation: {{ disabled: false }}\n")),
        ("validation off", format!("{empty}{http}validation: {{ enabled: true, disabled: true }}\n")),
        ("validation off, the old way", format!("{empty}{http}validation: {{ enabled: false }}\n")),
        ("levels", format!("{empty}{http}loglevel: error\nlog: {{ level: WARNING, formatter: json }}\n")),
        ("levels, the other way round", format!("{empty}{http}log: {{ level: debug }}\nloglevel: error\n")),
        ("an old level", format!("{empty}{http}loglevel: error\n")),
        (
            "relative",
            format!("{empty}http: {{ addr: '127.0.0.1:5000', relativeurls: true, draintimeout: 30s }}\n"),
        ),
        (
            "everything on",
            format!(
                "version: 0.1\nstorage:\n  filesystem: {{ rootdirectory: /srv/images }}\n  delete: {{ enabled: true }}\n  \
                 cache: {{ blobdescriptor: inmemory }}\n  redirect: {{ disable: true }}\n  maintenance:\n    \
                 readonly: {{ enabled: true }}\n    uploadpurging: {{ enabled: true, age: 72h, interval: 12h, dryrun: true }}\n\
                 health: {{ storagedriver: {{ enabled: true, interval: 10s, threshold: 3 }} }}\n\
                 compatibility: {{ schema1: {{ enabled: true }} }}\n\
                 notifications: {{ endpoints: [{{ name: a, url: 'http://a.test', timeout: 2s }}] }}\n{http}"
            ),
        ),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("/old.yml", &text);
        let place = sandbox.path("/old.yml").to_string_lossy().into_owned();
        init(&sandbox, &["--from-config", &place, "--url", "https://images.test"]).exits(0);
        let rendered = sandbox.wharf(&["render", "registry", "--json", "--show-secrets"]).exits(0).output;
        let rendered: Value = serde_json::from_str(&rendered).unwrap();
        let files = rendered["files"].as_array().unwrap();
        let is_config = |file: &&Value| file["path"].as_str().unwrap().ends_with("/registry/config.yml");
        let after = files.iter().find(is_config).unwrap()["content"].as_str().unwrap();
        assert_eq!(
            meaning(after, sandbox.root()),
            meaning(&text, sandbox.root()),
            "{name}:\n{}",
            sandbox.read(FILE)
        );
    }
}

/// Takes over `text`, whose registry people reach at `url`.
fn take_over(sandbox: &Sandbox, text: &str, url: &str) -> Answer {
    sandbox.write("/2.yml", text);
    let place = sandbox.path("/2.yml").to_string_lossy().into_owned();
    init(sandbox, &["--from-config", &place, "--url", url])
}

#[test]
fn an_absent_timeout_and_what_no_nginx_did_are_written_out() {
    let sandbox = Sandbox::new();
    let text = "version: 0.1\nstorage: { filesystem: {} }\n\
                http: { addr: ':5000', tls: { certificate: /c.pem, key: /k.pem } }\n\
                notifications: { endpoints: [{ name: a, url: 'http://a.test' }] }\n";
    take_over(&sandbox, text, "https://images.test").exits(0);
    let registry = &written(&sandbox)["registry"];
    assert_eq!(registry["notifications"][0]["timeout"], "1s");
    assert_eq!(
        (&registry["nginx"]["http2_enabled"], &registry["nginx"]["hsts_max_age"]),
        (&true.into(), &0.into())
    );
}

#[test]
fn the_engine_listens_where_its_user_may_and_nginx_where_it_did() {
    for (http, url, engine, nginx) in [
        ("addr: ':443'", "https://images.test", "127.0.0.1:5000", Value::Null),
        ("addr: ':80'", "http://images.test", "127.0.0.1:5000", Value::Null),
        ("addr: ':443'", "https://images.test:5000", "127.0.0.1:5010", Value::Null),
        ("addr: ':443', debug: { addr: ':5000' }", "https://images.test", "127.0.0.1:5010", Value::Null),
        ("addr: ':65535'", "https://images.test:65535", "127.0.0.1:5000", Value::Null),
        ("addr: ':5000'", "https://images.test", "127.0.0.1:5000", Value::Null),
        ("addr: '192.0.2.1:5000'", "http://images.test:5000", "127.0.0.1:5010", "192.0.2.1".into()),
        ("addr: 'localhost:5000'", "http://localhost:5000", "127.0.0.1:5010", "127.0.0.1".into()),
        ("addr: '127.0.0.1:5001'", "https://images.test", "127.0.0.1:5001", false.into()),
        ("addr: '127.0.0.1:80'", "https://images.test", "127.0.0.1:5000", false.into()),
    ] {
        let sandbox = Sandbox::new();
        let text = format!("version: 0.1\nstorage: {{ filesystem: {{}} }}\nhttp: {{ {http} }}\n");
        let said = take_over(&sandbox, &text, url).exits(0);
        let registry = &written(&sandbox)["registry"];
        assert_eq!(registry["registry_http_addr"], engine, "{http} {url}");
        let own = &registry["nginx"];
        let is_on = nginx != false;
        assert_eq!(own["enable"], if is_on { Value::Null } else { false.into() }, "{http} {url}");
        assert_eq!(own["listen_addresses"][0], if is_on { nginx } else { Value::Null }, "{http} {url}");
        // Where a proxy of theirs ends TLS, no certificate is asked for.
        assert_eq!(
            said.error.contains("put a certificate"),
            is_on && url.starts_with("https"),
            "{http} {url}: {said:?}"
        );
        sandbox.wharf(&["check"]).exits(0);
        let plan = sandbox.wharf(&["plan"]);
        assert!(!plan.output.contains("gitlab-rails"), "there is no GitLab here: {plan:?}");
    }
}

#[test]
fn the_next_steps_stand_in_an_order_that_works() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("/srv/images")).unwrap();
    let text =
        "version: 0.1\nstorage: { filesystem: { rootdirectory: /srv/images } }\nhttp: { addr: ':5000' }\n";
    let said = take_over(&sandbox, text, "http://images.test:5000").exits(0).error;
    let place = |words: &str| said.find(words).unwrap_or_else(|| panic!("{words:?} is missing:\n{said}"));
    let root = sandbox.root().display();
    let steps = [
        "next:".to_owned(),
        format!("wharf --root {root} plan "),
        "stop the registry that runs now".to_owned(),
        format!("wharf --root {root} reconfigure"),
    ];
    let places: Vec<usize> = steps.iter().map(|step| place(step)).collect();
    assert!(places.is_sorted(), "{said}");
    let owner =
        std::fs::metadata(sandbox.path("/srv/images")).map(|data| std::os::unix::fs::MetadataExt::uid(&data));
    if owner.unwrap() == 0 {
        assert!(place(&format!("chown -R registry: {root}/srv/images/docker")) > places[3], "{said}");
    }
}

#[test]
fn only_the_first_cause_is_told_in_words_of_the_file_and_with_its_line() {
    let sandbox = Sandbox::new();
    let text = |auth: &str| {
        format!(
            "version: 0.1\nstorage: {{ filesystem: {{}} }}\nhttp: {{ addr: ':5000' }}\n\
             redis:\n  addr: redis:6379\n  pool:\n    maxidle: 16\n    maxactive: 64\nauth:\n  token:\n{auth}"
        )
    };
    let rest = "    service: container_registry\n    issuer: a\n    rootcertbundle: /a.crt\n";
    for (realm, said) in
        [("    realm: https://issuer.test/token\n", "does not end in `/jwt/auth`"), ("", "has no `realm`")]
    {
        let auth = format!("{realm}{rest}");
        let refused = take_over(&sandbox, &text(&auth), "https://images.test").exits(3).says(&[
            said,
            "2.yml has 3 problems",
            "`redis.pool.maxidle` has no setting",
            "--> 2.yml:7:5",
            "--> 2.yml:8:5",
        ]);
        for words in ["external_url", "http.host", "maxlifetime", "did you mean", "REGISTRY_"] {
            assert!(!refused.error.contains(words), "{words}: {}", refused.error);
        }
        let alone = text(&auth).replace("    maxidle: 16\n    maxactive: 64\n", "");
        let refused =
            take_over(&sandbox, &alone, "https://images.test").exits(3).says(&[said, "2.yml has 1 problem"]);
        assert!(!refused.error.contains("external_url"), "{}", refused.error);
    }
    assert!(!sandbox.path(FILE).exists());
}

#[test]
fn every_key_without_a_setting_is_listed_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    let refused = init(&sandbox, &["--from-config", &sample("strange.yml")]).exits(3);
    for key in [
        "`version`",
        "`log.accesslog.disabled`",
        "`log.fields.service`",
        "`log.hooks`",
        "`storage.filesystem.colour`",
        "`storage.ceph`",
        "`http.addr`",
        "`http.net`",
        "`http.prefix`",
        "`http.headers.Access-Control-Allow-Origin`",
        "`http.tls.clientcas`",
        "`http.tls.minimumtls`",
        "`http.tls.letsencrypt`",
        "`http.h2c.enabled`",
        "`auth.silly`",
        "`notifications.events.includereferences`",
        "`proxy`",
        "`health.storagedriver.interval`",
        "`health.file`",
        "`catalog.maxentries`",
        "`toodle`",
    ] {
        assert!(refused.error.contains(key), "{key} is not listed:\n{}", refused.error);
    }
    assert!(refused.error.contains("strange.yml has 21 problems"), "{}", refused.error);
    for key in [
        "REGISTRY_CATALOG_MAXENTRIES",
        "REGISTRY_LOG_FIELDS_SERVICE",
        "REGISTRY_HTTP_PREFIX",
        "REGISTRY_HTTP_H2C_ENABLED",
        "REGISTRY_NOTIFICATIONS_EVENTS_INCLUDEREFERENCES",
    ] {
        assert!(refused.error.contains(key), "{key}: {}", refused.error);
    }
    // No other is of any use.
    assert_eq!(refused.error.matches("`REGISTRY_").count(), 5, "{}", refused.error);
    for place in ["1:1", "4:16", "11:5", "36:1"] {
        assert!(refused.error.contains(&format!("--> strange.yml:{place}\n")), "{place}: {}", refused.error);
    }
    assert!(!refused.error.contains("hunter2"), "{}", refused.error);
    assert!(!sandbox.path(FILE).exists());
}

#[test]
fn what_is_no_configuration_is_told_so() {
    let sandbox = Sandbox::new();
    for (text, said) in [
        ("a: [", "it is not valid YAML"),
        ("- a\n", "no configuration of a registry"),
        ("version: 0.1\n", "it has no `storage`"),
        ("a: hunter2\na: hunter2\n", "it is not valid YAML"),
    ] {
        sandbox.write("/config.yml", text);
        let place = sandbox.path("/config.yml").to_string_lossy().into_owned();
        let refused = init(&sandbox, &["--from-config", &place]).exits(3).says(&[said]);
        assert!(!refused.error.contains("hunter2"), "{refused:?}");
    }
    init(&sandbox, &["--from-config", "/no/such/config.yml"]).exits(1).says(&["/no/such/config.yml"]);
    assert!(!sandbox.path(FILE).exists());
}

#[test]
fn the_certificate_of_the_signing_key_is_printed_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    sandbox.wharf(&["registry-key", "cert"]).exits(1).says(&["there is no key yet", "wharf reconfigure"]);
    let key = sandbox.outside("key.pem").to_string_lossy().into_owned();
    run("openssl", &["genrsa", "-traditional", "-out", &key, "2048"]).exits(0);
    let pem = std::fs::read_to_string(&key).unwrap();
    sandbox.write(FILE, &format!("registry.internal_key = \"\"\"\n{pem}\"\"\"\n"));
    let printed = sandbox.wharf(&["registry-key", "cert"]).exits(0);
    assert!(printed.error.contains("derived"), "{printed:?}");
    let certificate = sandbox.outside("certificate.pem").to_string_lossy().into_owned();
    std::fs::write(&certificate, &printed.output).unwrap();
    let public = |arguments: &[&str]| run("openssl", arguments).exits(0).output;
    assert_eq!(
        public(&["x509", "-in", &certificate, "-noout", "-pubkey"]),
        public(&["pkey", "-in", &key, "-pubout"]),
        "another key's certificate"
    );
    let told = sandbox.wharf(&["registry-key", "fingerprint", "--json"]).exits(0).output;
    let told: Value = serde_json::from_str(&told).unwrap();
    let der = sandbox.outside("public.der").to_string_lossy().into_owned();
    run("openssl", &["pkey", "-in", &key, "-pubout", "-outform", "DER", "-out", &der]).exits(0);
    let sum = run("sha256sum", &[&der]).exits(0).output;
    assert!(sum.starts_with(told["sha256"].as_str().unwrap()), "{sum} {told}");
    assert_eq!(told["kid"].as_str().unwrap().len(), 59);
    assert!(!sandbox.path("/etc/gitlab/gitlab-secrets.json").exists());

    // A key that no token can be signed with is a problem of the settings.
    for (key, said) in [
        ("---BEGIN RSA PRIVATE KEY---\\nMIIEpQIBAA\\n", "five dashes"),
        ("-----BEGIN RSA PRIVATE KEY-----\\nMIIEpQIBAA\\n", "internal_key"),
    ] {
        sandbox.write(FILE, &format!("registry.internal_key = \"{key}\"\n"));
        let refused = sandbox.wharf(&["registry-key", "cert"]).exits(3).says(&[said]);
        assert!(!refused.error.contains("MIIEpQIBAA"), "{refused:?}");
    }
}
