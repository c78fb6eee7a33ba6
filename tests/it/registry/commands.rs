//! The engine's command line: under its own name and under `distribution`'s, and what it says at start.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::engine::{Engine, config};

#[test]
fn under_the_name_registry_it_takes_the_words_of_distribution() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("registry");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_wharf"), &registry).unwrap();
    let version = Command::new(&registry).arg("--version").output().unwrap();
    assert!(version.status.success());
    assert!(String::from_utf8_lossy(&version.stdout).contains(env!("CARGO_PKG_VERSION")));
    let nothing =
        Command::new(&registry).arg("serve").env_remove("REGISTRY_CONFIGURATION_PATH").output().unwrap();
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("REGISTRY_CONFIGURATION_PATH"));

    // The file by its variable, a key by another; `state` is made for the engine alone.
    let (path, state) = (folder.path().join("config.yml"), folder.path().join("a/state"));
    std::fs::write(&path, config(folder.path(), "127.0.0.1:1", "", "")).unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut child = Command::new(&registry)
        .args(["serve", "--state"])
        .arg(&state)
        .env("REGISTRY_CONFIGURATION_PATH", &path)
        .env("REGISTRY_HTTP_ADDR", free.to_string())
        .env("REGISTRY_AUTH_FILE", "/run/containers/auth.json")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while std::net::TcpStream::connect(free).is_err() {
        assert!(
            Instant::now() < deadline && child.try_wait().unwrap().is_none(),
            "it does not listen on {free}"
        );
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&state).unwrap().permissions());
    assert_eq!(mode & 0o7777, 0o700);
}

#[test]
fn what_has_no_effect_is_said_once_at_start() {
    let engine =
        Engine::with("", "health: {storagedriver: {enabled: true}}\nredis: {addr: x}\nlgo: {level: info}");
    let log = engine.log();
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("no effect yet")).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].contains("health") && lines[0].contains("redis"), "{log}");
    assert!(log.lines().any(|line| line.contains("unknown key") && line.contains("nearest=log")), "{log}");
}

#[test]
fn configtest_tells_what_every_key_comes_to_and_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("registry");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_wharf"), &registry).unwrap();
    let path = folder.path().join("config.yml");
    let more = "notifications: {endpoints: [{name: a, url: 'http://h/', timeout: 500, headers: {X-Key: [letmein]}}]}\n\
                reporting: {sentry: {enabled: true}}\nlgo: {level: info}";
    std::fs::write(&path, config(folder.path(), "127.0.0.1:1", "", more)).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(&registry)
            .arg("configtest")
            .arg(&path)
            .args(arguments)
            .env("REGISTRY_HTTP_ADDR", "127.0.0.1:7000")
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, output, talk) = run(&[]);
    assert_eq!(code, Some(0), "{talk}");
    let line = |key: &str| {
        let line = output.lines().find(|line| line.split_whitespace().next() == Some(key));
        line.unwrap_or_else(|| panic!("{key} in {output}")).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("http.addr"), "http.addr 127.0.0.1:7000 REGISTRY_HTTP_ADDR where the engine listens");
    assert!(line("http.secret").starts_with("http.secret [secret] file"), "{output}");
    assert!(line("catalog.maxentries").starts_with("catalog.maxentries 1000 default"), "{output}");
    for part in [
        "`reporting.sentry.enabled` is accepted",
        "did you mean `log`?",
        "is 500, which is 500ns",
        "can be served by",
    ] {
        assert!(talk.contains(part), "{part} in {talk}");
    }
    let (_, json, _) = run(&["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["schema"].as_str(), json["serves"].as_bool()), (Some("wharf.configtest/1"), Some(true)));
    for secret in ["letmein", super::engine::SECRET] {
        assert!(!format!("{output}{talk}{json}").contains(secret), "{secret} is shown");
    }

    std::fs::write(&path, "version: 0.1\nstorage: {s3: {}}\nhttp: {addr: x}\n").unwrap();
    let (code, output, talk) = run(&[]);
    assert_eq!((code, output.as_str()), (Some(3), ""));
    assert!(talk.contains("`storage.s3`"), "{talk}");
}
