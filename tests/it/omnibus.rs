//! What the real Omnibus derives from the same settings, compared by meaning: parsed YAML with parsed YAML,
//! directives with directives. Every deliberate difference stands in one table, with its reason.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::golden::{facts, walk};
use crate::support::nginx::directives;

/// What is compared: one JSON tree a case.
fn ours(settings: &str) -> Result<Value, String> {
    let (rendered, _) = walk(settings, &facts()).map_err(|problems| problems.to_string())?;
    let folder = wharf::settings::parse(settings, "").unwrap().settings.registry.env_directory;
    let variables = rendered.files.iter().filter_map(|(path, file)| {
        let name = path.strip_prefix(folder.as_str())?.trim_start_matches('/');
        Some((name.to_owned(), Value::from(file.content.as_str())))
    });
    let env: serde_json::Map<String, Value> = variables.collect();
    let yaml = |path: &str| -> Value {
        let text = rendered.files.get(path).map(|file| file.content.as_str());
        text.map_or(Value::Null, |text| serde_yaml::from_str(text).unwrap())
    };
    let file_named = |ending: &str| rendered.files.keys().find(|path| path.ends_with(ending)).cloned();
    let config =
        file_named("registry/config.yml").or_else(|| file_named("/config.yml")).map(|path| yaml(&path));
    let gitlab = yaml("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml");
    let gitlab = gitlab.get("production").map(|production| {
        json!({
            "registry": production["registry"],
            "default_projects_features": production["gitlab"]["default_projects_features"],
        })
    });
    let vhost = file_named("gitlab-registry.conf").map(|path| directives(&rendered.files[&path].content));
    Ok(json!({ "registry_config": config, "gitlab_yml": gitlab, "nginx_registry": vhost, "env": env }))
}

/// Differences that hold in every case.
fn without_what_always_differs(theirs: &mut Value, ours: &mut Value) {
    // the metadata database is not built, and its section is written only when it was asked for
    if let Some(config) = theirs["registry_config"].as_object_mut() {
        config.remove("database");
    }
    // our engine needs neither of these
    for (name, value) in [("SSL_CERT_DIR", "/opt/gitlab/embedded/ssl/certs/"), ("GODEBUG", "tlsmlkem=0")] {
        if let Some(env) =
            theirs["env"].as_object_mut().filter(|env| env.get(name) == Some(&Value::from(value)))
        {
            env.remove(name);
        }
    }
    // our virtual host clears two headers that the engine would believe
    for server in ours["nginx_registry"].as_array_mut().into_iter().flatten() {
        for directive in server["block"].as_array_mut().into_iter().flatten() {
            if directive["d"] == json!(["location", "/"]) {
                let Some(block) = directive["block"].as_array_mut() else { continue };
                let before = block.len();
                block.retain(|one| {
                    one["d"] != json!(["proxy_set_header", "Forwarded", ""])
                        && one["d"] != json!(["proxy_set_header", "X-Forwarded-Host", ""])
                });
                assert!(before - block.len() == 2 || block.iter().any(|one| one["d"][0] == "return"));
            }
        }
    }
}

/// Writes down every difference: path, theirs, ours.
fn differences(path: &str, theirs: &Value, ours: &Value, into: &mut Vec<(String, Value, Value)>) {
    match (theirs, ours) {
        (Value::Object(left), Value::Object(right)) => {
            for key in left.keys().chain(right.keys()).collect::<BTreeSet<_>>() {
                let null = Value::Null;
                let (left, right) = (left.get(key).unwrap_or(&null), right.get(key).unwrap_or(&null));
                differences(&format!("{path}/{key}"), left, right, into);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                differences(&format!("{path}/{index}"), left, right, into);
            }
        }
        (left, right) if left == right => {}
        _ => into.push((path.to_owned(), theirs.clone(), ours.clone())),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/omnibus")
}

fn cases() -> Vec<String> {
    let all = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let folders = all.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn read(case: &str, file: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder().join(case).join(file)).unwrap()).unwrap()
}

/// What Omnibus refuses, or accepts without a word, and we refuse: the case, and words of our message.
const REFUSED: &[(&str, &str)] = &[
    // without `external_url` Omnibus writes the realm `/jwt/auth`, and nobody can log in
    ("001-guide-port-5050", "there is no `external_url`"),
    ("005-guide-own-domain", "there is no `external_url`"),
    ("335-spec-http-addr-1111", "there is no `external_url`"),
    ("339-spec-s3", "there is no `external_url`"),
    ("341-spec-delete-off", "there is no `external_url`"),
    ("350-spec-user", "there is no `external_url`"),
    ("351-spec-debug", "there is no `external_url`"),
    // the guide's placeholder is not a path
    ("022-guide-readonly-on", "must be a path from the root"),
    ("023-guide-readonly-off", "must be a path from the root"),
    // Omnibus writes a virtual host that NGINX refuses
    ("036-auto-enable-registry-true-http", "there is no `registry_external_url`"),
    ("037-auto-enable-registry-true-https", "there is no `registry_external_url`"),
    ("038-auto-enable-registry-true-le", "there is no `registry_external_url`"),
    ("077-url-port-too-big", "has the port `99999`"),
    // leaving the line out says the same
    ("085-url-false", "must be text"),
    // refused by both
    ("089-err-no-scheme", "must start with `https://` or `http://`"),
    ("091-err-empty-url", "must start with `https://` or `http://`"),
    ("092-err-path", "may not have a path, and has `/registry`"),
    ("093-err-path-gitlab-domain", "may not have a path, and has `/registry`"),
    ("094-err-ftp", "has the scheme `ftp`"),
    ("096-err-space", "in its host"),
    ("097-err-unicode-host", "which is not ASCII"),
    ("098-err-bad-port", "has the port `abc`"),
    ("099-err-external-url-no-scheme", "`external_url` must start with"),
    ("107-err-storage-string", "must be a table, not text"),
    ("108-err-storage-array", "must be a table, not a list"),
    ("114-err-listen-addresses-string", "must be a list, not text"),
    ("115-err-hsts-string", "must be a whole number, not text"),
    ("116-err-headers-string", "must be a table, not text"),
    ("118-err-env-array", "must be a table, not a list"),
    ("119-err-dir-number", "must be text, not a whole number"),
    ("122-err-method-missing", "must be text, not a list"),
    // swallowed by Omnibus
    ("121-err-log-level-hash", "not a table"),
    ("134-silent-typo-key", "did you mean `registry.storage`?"),
    ("135-silent-typo-rails", "did you mean `gitlab_rails.registry_path`?"),
    ("138-silent-two-drivers", "names two drivers, `filesystem` and `s3`"),
    ("141-silent-bool-string", "must be `true` or `false`, not text"),
    ("142-silent-enable-zero", "must be `true` or `false`, not a whole number"),
    ("144-silent-http-prefix-addr", "write `localhost:5001`"),
    ("147-silent-addr-same-port", "would both listen on port 5000"),
    ("149-silent-log-level-bad", "not `verbose`"),
    ("151-silent-ciphers-quote", "would leave its place"),
    // the engine reads a bare number as nanoseconds
    ("179-reg-draintimeout-int", "must be a duration, not `30`"),
    // a variable is text
    ("369-more-env-bool", "`registry.env.A_LIST` must be"),
];

const NO_DRIVER: &str = "the default driver stays where other keys of `storage` are set";
const SLASH: &str = "a slash at the end of a URL is not doubled";
const DIRECT: &str = "without NGINX the engine must be told its host";

/// The case, the path, theirs, ours, the reason.
const DIFFERENT: &[(&str, &str, &str, &str, &str)] = &[
    ("065-url-http-443", "/gitlab_yml/registry/port", "null", "443", "443 is not the port of http"),
    (
        "067-url-trailing-slash",
        "/registry_config/auth/token/realm",
        r#""https://gitlab.example.com//jwt/auth""#,
        r#""https://gitlab.example.com/jwt/auth""#,
        SLASH,
    ),
    (
        "083-url-relative-gitlab-slash",
        "/registry_config/auth/token/realm",
        r#""https://example.com/gitlab//jwt/auth""#,
        r#""https://example.com/gitlab/jwt/auth""#,
        SLASH,
    ),
    (
        "181-reg-token-realm-slash",
        "/registry_config/auth/token/realm",
        r#""https://auth.example.com//jwt/auth""#,
        r#""https://auth.example.com/jwt/auth""#,
        SLASH,
    ),
    (
        "139-silent-no-driver",
        "/registry_config/storage/filesystem",
        "null",
        r#"{"rootdirectory":"/var/opt/gitlab/gitlab-rails/shared/registry"}"#,
        NO_DRIVER,
    ),
    (
        "140-silent-maintenance-only",
        "/registry_config/storage/filesystem",
        "null",
        r#"{"rootdirectory":"/var/opt/gitlab/gitlab-rails/shared/registry"}"#,
        NO_DRIVER,
    ),
    (
        "368-more-readonly-nested",
        "/registry_config/storage/filesystem",
        "null",
        r#"{"rootdirectory":"/var/opt/gitlab/gitlab-rails/shared/registry"}"#,
        NO_DRIVER,
    ),
    (
        "172-reg-cache-empty",
        "/registry_config/storage/cache/blobdescriptor",
        "null",
        r#""inmemory""#,
        NO_DRIVER,
    ),
    (
        "213-nx-enable-false",
        "/registry_config/http/host",
        "null",
        r#""https://registry.example.com""#,
        DIRECT,
    ),
    ("214-nx-global-off", "/registry_config/http/host", "null", r#""https://registry.example.com""#, DIRECT),
    (
        "220-nx-listen-https-true",
        "/nginx_registry/0/block/5/d/1",
        r#""/etc/gitlab/ssl/node.example.test.crt""#,
        r#""/etc/gitlab/ssl/registry.example.com.crt""#,
        "the certificate is named after the host that is served",
    ),
    (
        "220-nx-listen-https-true",
        "/nginx_registry/0/block/6/d/1",
        r#""/etc/gitlab/ssl/node.example.test.key""#,
        r#""/etc/gitlab/ssl/registry.example.com.key""#,
        "the certificate is named after the host that is served",
    ),
    (
        "246-nx-global-dir",
        "/nginx_registry/0/block/14/d/1",
        r#""/var/log/gitlab/nginx/gitlab_registry_access.log""#,
        r#""/srv/log/nginx/gitlab_registry_access.log""#,
        "the logs follow `nginx.log_directory`",
    ),
    (
        "246-nx-global-dir",
        "/nginx_registry/0/block/15/d/1",
        r#""/var/log/gitlab/nginx/gitlab_registry_error.log""#,
        r#""/srv/log/nginx/gitlab_registry_error.log""#,
        "the logs follow `nginx.log_directory`",
    ),
];

/// Where Omnibus writes a file that is no YAML: the case, the file, the path in it, and the value that stands there.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    ("146-silent-addr-ipv6", "registry_config", "/http/addr", "[::1]:5001"),
    ("152-silent-secret-quote", "registry_config", "/http/secret", "a\"b"),
    ("154-silent-issuer-colon", "registry_config", "/auth/token/issuer", "a: b"),
    ("154-silent-issuer-colon", "gitlab_yml", "/registry/issuer", "a: b"),
];

/// Every difference of a case that both accept.
fn compared(case: &str, settings: &str, change: impl Fn(&mut Value)) -> Vec<(String, Value, Value)> {
    let mut theirs = read(case, "expected.json");
    let mut ours = ours(settings).unwrap_or_else(|problems| panic!("{case}: {problems}"));
    theirs.as_object_mut().unwrap().remove("result");
    for (_, file, _, _) in BROKEN.iter().filter(|row| row.0 == case) {
        assert_eq!(theirs[file], Value::Null, "{case}: Omnibus' {file} is fine");
        theirs[file] = ours[file].clone();
    }
    without_what_always_differs(&mut theirs, &mut ours);
    change(&mut ours);
    let mut found = Vec::new();
    differences("", &theirs, &ours, &mut found);
    found
}

fn settings_of(case: &str) -> String {
    toml::to_string(&read(case, "settings.json")).unwrap()
}

/// Cases with settings that NGINX cannot be asked about here: made-up values that Omnibus passes on.
const NOT_FOR_NGINX: &[&str] = &[];

/// The cases that both accept: name and settings.
pub fn accepted_by_both() -> Vec<(String, String)> {
    let is_refused = |case: &str| REFUSED.iter().any(|row| row.0 == case);
    let asked =
        cases().into_iter().filter(|case| !is_refused(case) && !NOT_FOR_NGINX.contains(&case.as_str()));
    asked.map(|case| (case.clone(), settings_of(&case))).collect()
}

#[test]
fn what_omnibus_derives_is_derived_here() {
    let refused: BTreeSet<&str> = REFUSED.iter().map(|row| row.0).collect();
    let mut faults = Vec::new();
    let mut same = 0;
    for case in cases().iter().filter(|case| !refused.contains(case.as_str())) {
        let found: Vec<(String, String, String)> = compared(case, &settings_of(case), |_| ())
            .into_iter()
            .map(|(path, theirs, ours)| (path, theirs.to_string(), ours.to_string()))
            .collect();
        let wanted: Vec<(String, String, String)> = DIFFERENT
            .iter()
            .filter(|row| row.0 == case)
            .map(|row| (row.1.to_owned(), row.2.to_owned(), row.3.to_owned()))
            .collect();
        if found != wanted {
            faults.push(format!("{case}: found {found:#?}, the table says {wanted:#?}"));
        }
        same += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(same > 100, "only {same} cases were compared");
}

#[test]
fn what_omnibus_refuses_or_swallows_is_refused_here() {
    for (case, words) in REFUSED {
        match ours(&settings_of(case)) {
            Ok(_) => panic!("{case} is accepted"),
            Err(problems) => assert!(problems.contains(words), "{case}: {problems}"),
        }
    }
    for case in cases().iter().filter(|case| read(case, "expected.json")["result"] == "error") {
        assert!(REFUSED.iter().any(|row| row.0 == case), "{case} is refused by Omnibus and is in no row");
    }
}

#[test]
fn values_that_broke_yaml_there_keep_their_place_here() {
    for (case, file, path, value) in BROKEN {
        let ours = ours(&settings_of(case)).unwrap();
        assert_eq!(ours[file].pointer(path), Some(&Value::from(*value)), "{case}");
    }
}

#[test]
fn one_altered_directive_is_noticed() {
    let case = "222-nx-redirect";
    let settings = settings_of(case);
    assert_eq!(compared(case, &settings, |_| ()), Vec::new());
    for path in [
        "/nginx_registry/0/block/3/block/0/d/1",
        "/nginx_registry/1/block/0/d/0",
        "/registry_config/http/addr",
    ] {
        let found = compared(case, &settings, |ours| *ours.pointer_mut(path).unwrap() = json!("altered"));
        assert_eq!(found.len(), 1, "{path}");
        assert_eq!(found[0].0, path);
    }
}
