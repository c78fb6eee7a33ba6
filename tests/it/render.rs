//! Rendered files are what their readers take: NGINX itself, parsers of YAML and TOML.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use wharf::derive::Facts;
use wharf::render::Rendered;

use crate::golden::{cases, facts, walk};

fn shape(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), shape(value))).collect(),
        Value::Array(list) => list.iter().map(shape).collect(),
        Value::String(_) => "text".into(),
        other => other.clone(),
    }
}

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}

fn yaml(rendered: &Rendered, path: &str) -> Value {
    serde_yaml::from_str(&rendered.files[path].content).unwrap()
}

/// A small generator of numbers: the same ones at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

#[test]
fn no_text_leaves_its_place_in_yaml() {
    const LETTERS: &[char] = &[
        'a', 'y', 'e', 's', 'n', 'o', '0', '1', '9', 'x', '.', ':', ',', '_', '+', '-', '~', '#', '\'', '"',
        '\\', '!', '&', '*', '%', '@', '`', '{', '}', '[', ']', '<', '|', '>', '?', '=', ' ', '\t', '\n',
        '\r', '\u{85}', '\u{a0}', '\u{2028}', '\u{feff}', 'é', '😀', '\u{7f}', '\u{1}', '\u{e000}',
    ];
    let settings = |text: &str| {
        format!(
            "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test\"\n\
             registry.http_secret = {text}\ngitlab_rails.registry_issuer = {text}\ngitlab_rails.registry_host = {text}\n\
             registry.storage.s3 = {{ bucket = \"b\", secretkey = {text} }}\n\
             registry.middleware.registry = [{{ name = {text}, options = {{ {text} = {text} }} }}]\n"
        )
    };
    let paths = ["/var/opt/gitlab/registry/config.yml", "/var/opt/gitlab/gitlab-rails/etc/gitlab.yml"];
    let (plain, _) = walk(&settings("\"plain\""), &facts()).unwrap();
    let mut numbers = Numbers(7);
    for round in 0..1500 {
        let length = numbers.below(12);
        let text: String = (0..length).map(|_| LETTERS[numbers.below(LETTERS.len())]).collect();
        if text.trim().is_empty() {
            // a secret says something
            continue;
        }
        let (rendered, _) =
            walk(&settings(&wharf::settings::reference::toml_value(&text.as_str().into())), &facts())
                .unwrap();
        for path in paths {
            let (wanted, mut found) = (yaml(&plain, path), yaml(&rendered, path));
            if let Some(nested) =
                found.pointer_mut("/middleware/registry/0/options").and_then(Value::as_object_mut)
            {
                let value =
                    nested.remove(&text).unwrap_or_else(|| panic!("round {round}: {text:?} is no key"));
                nested.insert("plain".to_owned(), value);
            }
            assert_eq!(shape(&found), shape(&wanted), "round {round}: {text:?} in {path}");
        }
        let config = yaml(&rendered, paths[0]);
        assert_eq!(config["http"]["secret"], Value::from(text.as_str()), "round {round}");
        assert_eq!(config["storage"]["s3"]["secretkey"], Value::from(text.as_str()), "round {round}");
        assert_eq!(config["auth"]["token"]["issuer"], Value::from(text.as_str()), "round {round}");
        assert_eq!(config["version"], Value::from(0.1));
    }
}

#[test]
fn every_rendered_file_is_read_by_its_parser() {
    let mut read = 0;
    for case in cases() {
        let text = std::fs::read_to_string(case.join("settings.toml")).unwrap();
        let (rendered, _) = walk(&text, &facts()).unwrap();
        for (path, file) in &rendered.files {
            if has_ending(path, "yml") {
                assert!(yaml(&rendered, path).is_object(), "{path}");
                read += 1;
            }
            if has_ending(path, "toml") {
                let service: toml::Table = toml::from_str(&file.content).unwrap();
                let name = path.trim_start_matches("/opt/gitlab/sv/").trim_end_matches("/service.toml");
                let list = |key: &str| -> Vec<String> {
                    service[key]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|path| path.as_str().unwrap().to_owned())
                        .collect()
                };
                assert_eq!(list("restart_reads"), rendered.services[name].restart, "{path}");
                assert_eq!(list("reload_reads"), rendered.services[name].reload, "{path}");
                assert_eq!(list("restart_reads")[0], *path);
                read += 1;
            }
        }
        let listed: Vec<&str> = rendered.files[wharf::render::LISTING].content.lines().collect();
        for path in rendered.files.keys().chain(rendered.links.keys()) {
            let is_kept = has_ending(path, "json") || path == wharf::render::LISTING;
            assert_eq!(listed.contains(&path.as_str()), !is_kept, "{path}");
        }
    }
    assert!(read > 20, "only {read} files were read");
}

#[test]
fn real_paths_carry_the_root_and_keys_do_not() {
    let facts = Facts { root: "/sandbox".to_owned(), is_privileged: false, ..facts() };
    let text =
        std::fs::read_to_string(cases()[0].parent().unwrap().join("token-server/settings.toml")).unwrap();
    let (rendered, _) = walk(&text, &facts).unwrap();
    assert!(rendered.accounts.is_empty());
    for (path, file) in &rendered.files {
        assert!(!path.starts_with("/sandbox"), "{path}");
        if path == wharf::render::LISTING {
            // Nobody but Wharf reads it, and it reads it under the root.
            continue;
        }
        for word in file.content.split(|c: char| c.is_whitespace() || "\"';,[]".contains(c)) {
            let is_ours = ["/var/", "/opt/", "/etc/"].iter().any(|start| word.starts_with(start));
            assert!(!is_ours, "{path} names {word} without the root");
        }
    }
    assert_eq!(rendered.links["/opt/gitlab/service/registry"], "/sandbox/opt/gitlab/sv/registry");
    let service = &rendered.files["/opt/gitlab/sv/registry/service.toml"].content;
    assert!(!service.contains("user ="), "{service}");
    let nginx = &rendered.files["/var/opt/gitlab/nginx/conf/nginx.conf"].content;
    assert!(nginx.contains("\nuser root root;\n"), "{nginx}");
}

#[test]
fn an_old_nginx_gets_http2_on_the_listen_line() {
    let text = "external_url = \"https://g.test\"\nregistry_external_url = \"https://r.test\"\nregistry.nginx.http2_enabled = true\n";
    let vhost = |version| {
        let mut facts = facts();
        facts.nginx.as_mut().unwrap().version = version;
        let (rendered, _) = walk(text, &facts).unwrap();
        rendered.files["/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf"].content.clone()
    };
    assert!(vhost((1, 22, 1)).contains("listen *:443 ssl http2;"));
    assert!(!vhost((1, 22, 1)).contains("http2 on;"));
    assert!(vhost((1, 25, 1)).contains("listen *:443 ssl;"));
    assert!(vhost((1, 25, 1)).contains("http2 on;"));
    let (rendered, _) = walk(text, &Facts { nginx: None, ..facts() }).unwrap();
    let unknown = &rendered.files["/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf"].content;
    assert!(unknown.contains("http2 on;"));
}

/// What NGINX reads beside its configuration.
struct Files {
    certificate: Vec<u8>,
    key: Vec<u8>,
    parameters: Vec<u8>,
}

/// A certificate, its key, and parameters of Diffie and Hellman, for the tests.
fn dummies(folder: &Path) -> Files {
    let parameters = Command::new("openssl")
        .args(["genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe2048"])
        .output()
        .unwrap();
    assert!(parameters.status.success(), "{}", String::from_utf8_lossy(&parameters.stderr));
    let (certificate, key) = (folder.join("dummy.crt"), folder.join("dummy.key"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", "/CN=test", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Files {
        certificate: std::fs::read(certificate).unwrap(),
        key: std::fs::read(key).unwrap(),
        parameters: parameters.stdout,
    }
}

/// Lays `rendered` out below `root` and asks NGINX about it.
fn ask_nginx(rendered: &Rendered, root: &Path, dummies: &Files) -> Result<(), String> {
    let below = |path: &str| root.join(path.trim_start_matches('/'));
    for path in rendered.directories.keys() {
        std::fs::create_dir_all(below(path)).unwrap();
    }
    for (path, file) in &rendered.files {
        std::fs::create_dir_all(below(path).parent().unwrap()).unwrap();
        std::fs::write(below(path), &file.content).unwrap();
    }
    let Some(nginx) = rendered.services.get("nginx") else { return Ok(()) };
    for path in nginx.reload.iter().filter(|path| !rendered.files.contains_key(*path)) {
        std::fs::create_dir_all(below(path).parent().unwrap()).unwrap();
        let content = match path {
            path if has_ending(path, "key") => &dummies.key,
            path if path.contains("dhparam") => &dummies.parameters,
            _ => &dummies.certificate,
        };
        std::fs::write(below(path), content).unwrap();
    }
    let service: toml::Table =
        toml::from_str(&rendered.files["/opt/gitlab/sv/nginx/service.toml"].content).unwrap();
    let argv: Vec<&str> =
        service["argv"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let asked = Command::new(argv[0]).args(&argv[1..]).arg("-t").output().unwrap();
    if asked.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&asked.stderr).into_owned()) }
}

/// The NGINX of this host, with the version it says.
fn nginx_of_this_host() -> wharf::derive::NginxProgram {
    let program = "/usr/sbin/nginx";
    let said = Command::new(program).arg("-v").output().expect("the tests need /usr/sbin/nginx");
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    let version = said.split('/').nth(1).unwrap().split_whitespace().next().unwrap();
    let mut numbers = version.split('.').map(|number| number.parse().unwrap());
    let mut next = || numbers.next().unwrap();
    wharf::derive::NginxProgram { program: program.to_owned(), version: (next(), next(), next()) }
}

/// The facts of a sandbox at `root`, with the NGINX of this host.
fn facts_of_sandbox(root: &Path) -> Facts {
    Facts {
        root: root.to_str().unwrap().to_owned(),
        is_privileged: false,
        // as root, NGINX looks the worker's user up; `root` is always there
        is_superuser: nix::unistd::geteuid().is_root(),
        nginx: Some(nginx_of_this_host()),
        ..facts()
    }
}

#[test]
fn nginx_accepts_what_is_rendered() {
    let made = tempfile::tempdir().unwrap();
    let dummies = dummies(made.path());
    for case in cases() {
        let root = tempfile::tempdir().unwrap();
        let text = std::fs::read_to_string(case.join("settings.toml")).unwrap();
        let (rendered, _) = walk(&text, &facts_of_sandbox(root.path())).unwrap();
        if let Err(said) = ask_nginx(&rendered, root.path(), &dummies) {
            panic!("{}: {said}", case.display());
        }
    }
    let mut asked = 0;
    for case in crate::omnibus::with_a_vhost() {
        let root = tempfile::tempdir().unwrap();
        let rendered = crate::omnibus::rendered(&case, &facts_of_sandbox(root.path()));
        assert!(rendered.services.contains_key("nginx") || crate::omnibus::is_elsewhere(&case), "{case}");
        if let Err(said) = ask_nginx(&rendered, root.path(), &dummies) {
            panic!("{case}: {said}");
        }
        asked += 1;
    }
    assert!(asked > 150, "NGINX was asked only {asked} times");
}

#[test]
fn a_long_host_name_fits_into_the_hash_of_names() {
    let made = tempfile::tempdir().unwrap();
    let dummies = dummies(made.path());
    for length in [40, 46, 47, 48, 54, 55, 56, 63, 100, 200] {
        let host: String = (0..length).map(|index| if index % 30 == 20 { '.' } else { 'a' }).collect();
        let text =
            format!("external_url = \"http://g.test\"\nregistry_external_url = \"http://{host}:5050\"\n");
        let root = tempfile::tempdir().unwrap();
        let facts = Facts {
            root: root.path().to_str().unwrap().to_owned(),
            is_privileged: false,
            is_superuser: nix::unistd::geteuid().is_root(),
            nginx: Some(nginx_of_this_host()),
            ..facts()
        };
        let (rendered, _) = walk(&text, &facts).unwrap();
        if let Err(said) = ask_nginx(&rendered, root.path(), &dummies) {
            panic!("a host of {length} characters: {said}");
        }
    }
}

#[test]
fn a_root_with_blanks_and_quotes_of_shells_is_written_so_that_every_reader_finds_it() {
    let made = tempfile::tempdir().unwrap();
    let dummies = dummies(made.path());
    let root = made.path().join("a root & $HOME #1: ü");
    let text = "external_url = \"https://g.test\"\nregistry_external_url = \"https://r.test:5050\"\n";
    let facts = Facts {
        root: root.to_str().unwrap().to_owned(),
        is_privileged: false,
        is_superuser: nix::unistd::geteuid().is_root(),
        nginx: Some(nginx_of_this_host()),
        ..facts()
    };
    let (rendered, _) = walk(text, &facts).unwrap();
    let config = yaml(&rendered, "/var/opt/gitlab/registry/config.yml");
    let folder = format!("{}/var/opt/gitlab/gitlab-rails/shared/registry", facts.root);
    assert_eq!(config["storage"]["filesystem"]["rootdirectory"], Value::from(folder));
    let service: toml::Table =
        toml::from_str(&rendered.files["/opt/gitlab/sv/registry/service.toml"].content).unwrap();
    assert_eq!(
        service["directory"].as_str(),
        Some(format!("{}/var/opt/gitlab/registry", facts.root).as_str())
    );
    // NGINX would expand the `$` in a path of its own; everything else it takes
    let root = made.path().join("a root & #1: ü");
    let facts = Facts { root: root.to_str().unwrap().to_owned(), ..facts };
    let (rendered, _) = walk(text, &facts).unwrap();
    if let Err(said) = ask_nginx(&rendered, &root, &dummies) {
        panic!("{said}");
    }
}
