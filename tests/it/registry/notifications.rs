//! Who is told of what happens, by the real program: the events of `distribution`, and none lost.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::engine::{Debian, Engine, OCI, config, digest, manifest, noise};
use crate::support::{free_ports, wait_until};

/// An endpoint: what it was told, in order.
pub struct Receiver {
    address: SocketAddr,
    told: Arc<Mutex<Vec<Value>>>,
    /// What it answers.
    pub status: Arc<AtomicU16>,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
    headers: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    pub fn start() -> Self {
        Self::at(free_ports(1)[0])
    }

    fn at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let receiver = Self {
            address: listener.local_addr().unwrap(),
            told: Arc::default(),
            status: Arc::new(AtomicU16::new(200)),
            connections: Arc::default(),
            requests: Arc::default(),
            headers: Arc::default(),
        };
        let (told, status) = (receiver.told.clone(), receiver.status.clone());
        let (connections, requests) = (receiver.connections.clone(), receiver.requests.clone());
        let seen = receiver.headers.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                connections.fetch_add(1, Ordering::SeqCst);
                let (told, status, requests, seen) =
                    (told.clone(), status.clone(), requests.clone(), seen.clone());
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream);
                    loop {
                        let mut head = Vec::new();
                        let mut line = String::new();
                        while reader.read_line(&mut line).is_ok_and(|many| many > 0) && line != "\r\n" {
                            head.push(std::mem::take(&mut line).trim_end().to_owned());
                        }
                        let Some(length) = head.iter().find_map(|line| {
                            let (name, value) = line.split_once(':')?;
                            name.eq_ignore_ascii_case("content-length")
                                .then(|| value.trim().parse::<usize>().unwrap())
                        }) else {
                            return;
                        };
                        let mut body = vec![0; length];
                        if reader.read_exact(&mut body).is_err() {
                            return;
                        }
                        requests.fetch_add(1, Ordering::SeqCst);
                        let status = status.load(Ordering::SeqCst);
                        if status == 200 {
                            let envelope: Value = serde_json::from_slice(&body).unwrap();
                            told.lock().unwrap().extend(envelope["events"].as_array().unwrap().clone());
                            *seen.lock().unwrap() = head;
                        }
                        let answer = format!("HTTP/1.1 {status} x\r\nContent-Length: 2\r\n\r\nok");
                        if reader.get_mut().write_all(answer.as_bytes()).is_err() {
                            return;
                        }
                    }
                });
            }
        });
        receiver
    }

    pub fn url(&self) -> String {
        format!("http://{}/events", self.address)
    }

    pub fn told(&self) -> Vec<Value> {
        self.told.lock().unwrap().clone()
    }

    /// Waits until it was told so many events.
    #[track_caller]
    pub fn wait_for(&self, many: usize) -> Vec<Value> {
        wait_until(&format!("{many} events"), 30, || self.told().len() >= many);
        self.told()
    }
}

fn endpoints(list: &[(&str, &str, &str)]) -> String {
    let line = |(name, url, more): &(&str, &str, &str)| {
        format!("    - {{name: {name}, url: '{url}', timeout: 2s, backoff: 100ms{more}}}\n")
    };
    format!("notifications:\n  endpoints:\n{}", list.iter().map(line).collect::<String>())
}

/// Pushes a blob and answers its digest.
fn push_blob(engine: &Engine, repository: &str, bytes: &[u8]) -> String {
    let begun = engine.ask("POST", &format!("/v2/{repository}/blobs/uploads/"), &[], b"");
    let done = engine.ask("PUT", &format!("{}&digest={}", begun.location(), digest(bytes)), &[], bytes);
    assert_eq!(done.status, 201, "{done:?}");
    digest(bytes)
}

/// What one event says, but for ids, times and addresses.
fn gist(event: &Value) -> (String, String, u64, String, String, String) {
    let target = &event["target"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (
        text(&event["action"]),
        text(&target["mediaType"]),
        target["size"].as_u64().unwrap_or_default(),
        text(&target["digest"]),
        format!("{} {}", text(&target["repository"]), text(&target["fromRepository"])),
        text(&target["tag"]),
    )
}

/// The life of an image: pushed, mounted elsewhere, pulled, deleted.
fn live(ask: impl Fn(&str, &str, &[(&str, &str)], &[u8]) -> super::client::Reply) {
    let push = |bytes: &[u8]| {
        let begun = ask("POST", "/v2/a/b/blobs/uploads/", &[], b"");
        let done = ask("PUT", &format!("{}&digest={}", begun.location(), digest(bytes)), &[], bytes);
        assert_eq!(done.status, 201, "{done:?}");
        digest(bytes)
    };
    let settings = push(b"{}");
    let layer = push(&noise(7, 3000));
    let image = manifest(&settings, &layer, 3000);
    let kind = [("Content-Type", OCI)];
    assert_eq!(ask("PUT", "/v2/a/b/manifests/v1", &kind, &image).status, 201);
    let accept = [("Accept", OCI)];
    assert_eq!(ask("GET", "/v2/a/b/manifests/v1", &accept, b"").status, 200);
    assert_eq!(ask("HEAD", &format!("/v2/a/b/manifests/{}", digest(&image)), &accept, b"").status, 200);
    let blob = format!("/v2/a/b/blobs/{layer}");
    assert_eq!(ask("GET", &blob, &[], b"").status, 200);
    assert_eq!(ask("HEAD", &blob, &[], b"").status, 200);
    let mounted = ask("POST", &format!("/v2/other/blobs/uploads/?mount={layer}&from=a/b"), &[], b"");
    assert_eq!(mounted.status, 201);
    assert_eq!(ask("DELETE", &blob, &[], b"").status, 202);
    assert_eq!(ask("DELETE", &format!("/v2/a/b/manifests/{}", digest(&image)), &[], b"").status, 202);
}

#[test]
fn the_events_are_those_of_distribution() {
    let (ours, theirs) = (Receiver::start(), Receiver::start());
    let engine =
        Engine::with("", &endpoints(&[("one", &ours.url(), ", headers: {Authorization: [Bearer x]}")]));
    live(|method, path, headers, body| engine.ask(method, path, headers, body));
    let folder = tempfile::tempdir().unwrap();
    let more = endpoints(&[("one", &theirs.url(), ", headers: {Authorization: [Bearer x]}")]);
    let peer = Debian::over(folder.path(), &config(folder.path(), "127.0.0.1:0", "", &more));
    live(|method, path, headers, body| peer.ask(method, path, headers, body));
    let many = 11;
    let (ours_told, theirs_told) = (ours.wait_for(many), theirs.wait_for(many));
    let gists = |told: &[Value]| told.iter().map(gist).collect::<BTreeSet<_>>();
    assert_eq!(gists(&ours_told), gists(&theirs_told));
    // Members, one by one: every one of theirs is there, and of the same kind.
    let members = |event: &Value| -> BTreeSet<String> {
        let below = |key: &str| {
            event[key].as_object().unwrap().keys().map(|name| format!("{key}.{name}")).collect::<Vec<_>>()
        };
        ["target", "request", "actor", "source"].iter().flat_map(|key| below(key)).collect()
    };
    for (ours, theirs) in ours_told.iter().zip(&theirs_told) {
        if gist(ours) == gist(theirs) {
            assert_eq!(members(ours), members(theirs), "{ours:#}\n{theirs:#}");
        }
    }
    let url = ours_told[0]["target"]["url"].as_str().unwrap();
    assert!(url.starts_with("http://registry.test/v2/a/b/blobs/sha256:"), "{url}");
    let head = ours.headers.lock().unwrap().join("\n").to_lowercase();
    assert!(head.contains("content-type: application/vnd.docker.distribution.events.v1+json"), "{head}");
    assert!(head.contains("authorization: bearer x"), "{head}");
    assert!(!engine.log().contains("Bearer"), "{}", engine.log());
}

fn ids(told: &[Value]) -> Vec<String> {
    told.iter().map(|event| event["id"].as_str().unwrap().to_owned()).collect()
}

/// Segments of the outbox of the engine in `folder` that have something in them.
fn kept(folder: &Path) -> usize {
    let outbox = folder.join("data/wharf/outbox");
    std::fs::read_dir(outbox)
        .unwrap()
        .filter(|entry| {
            let path = entry.as_ref().unwrap().path();
            path.extension().is_some_and(|ending| ending == "jsonl")
                && std::fs::metadata(&path).unwrap().len() > 0
        })
        .count()
}

#[test]
fn an_endpoint_that_is_down_and_an_engine_that_is_killed_lose_no_event() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_ports(1)[0];
    let url = format!("http://127.0.0.1:{port}/events");
    let text = config(folder.path(), "127.0.0.1:0", "", &endpoints(&[("late", &url, ", maxretries: 2")]));
    let mut pushed = Vec::new();
    for round in 0..3_u64 {
        let mut engine = Engine::over(folder.path(), &text);
        for number in 0..5 {
            pushed.push(push_blob(&engine, "a", &noise(round * 100 + number, 500)));
        }
        engine.kill();
    }
    let engine = Engine::over(folder.path(), &text);
    assert!(engine.says("a notification was not taken"));
    let receiver = Receiver::at(port);
    let told = receiver.wait_for(15);
    let of: Vec<&str> = told.iter().map(|event| event["target"]["digest"].as_str().unwrap()).collect();
    assert_eq!(of, pushed, "every push, in order, once");
    assert_eq!(ids(&told).iter().collect::<BTreeSet<_>>().len(), 15);
    let requests = receiver.requests.load(Ordering::SeqCst);
    assert!(requests < 15, "several events go in one request, not {requests}");
    for number in 0..5 {
        push_blob(&engine, "a", &noise(1000 + number, 500));
    }
    receiver.wait_for(20);
    assert_eq!(receiver.connections.load(Ordering::SeqCst), 1, "the connection is kept");
    // What was told is forgotten, but for the segment that is written to.
    wait_until("the outbox is swept", 10, || kept(folder.path()) <= 1);
}

#[test]
fn what_is_refused_again_and_again_is_put_aside_and_the_next_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (strict, easy) = (Receiver::start(), Receiver::start());
    strict.status.store(422, Ordering::SeqCst);
    let list = [("strict", strict.url(), ", maxretries: 1"), ("easy", easy.url(), "")];
    let list: Vec<(&str, &str, &str)> =
        list.iter().map(|(name, url, more)| (*name, url.as_str(), *more)).collect();
    let engine = Engine::over(folder.path(), &config(folder.path(), "127.0.0.1:0", "", &endpoints(&list)));
    let first = push_blob(&engine, "a", b"first");
    assert_eq!(easy.wait_for(1).len(), 1, "one that refuses keeps nobody waiting");
    assert!(engine.says("an event was refused too often and is put aside"), "{}", engine.log());
    strict.status.store(200, Ordering::SeqCst);
    let second = push_blob(&engine, "a", b"second");
    let told = strict.wait_for(1);
    assert_eq!(told[0]["target"]["digest"], second.as_str());
    let aside: String = std::fs::read_dir(folder.path().join("data/wharf/outbox"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".aside.jsonl"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    assert!(aside.contains(&first) && !aside.contains(&second), "{aside}");
}

#[test]
fn what_is_to_be_ignored_is_not_told() {
    let receiver = Receiver::start();
    let more = ", ignore: {actions: [pull]}, ignoredmediatypes: [application/octet-stream]";
    let engine = Engine::with("", &endpoints(&[("one", &receiver.url(), more)]));
    live(|method, path, headers, body| engine.ask(method, path, headers, body));
    let told = receiver.wait_for(4);
    let actions: Vec<String> = told.iter().map(|event| gist(event).0).collect();
    assert_eq!(actions, ["push", "delete", "delete", "delete"], "{told:#?}");
}

#[test]
fn a_manifest_lists_what_it_refers_to_where_that_is_asked_for() {
    let receiver = Receiver::start();
    let text = endpoints(&[("one", &receiver.url(), "")]).replacen(
        "endpoints:",
        "events: {includereferences: true}\n  endpoints:",
        1,
    );
    let engine = Engine::with("", &text);
    live(|method, path, headers, body| engine.ask(method, path, headers, body));
    let told = receiver.wait_for(10);
    let push = told.iter().find(|event| event["action"] == "push" && event["target"]["tag"] == "v1").unwrap();
    let references = push["target"]["references"].as_array().unwrap();
    assert_eq!(references.len(), 2, "{push:#}");
    assert_eq!(references[1]["size"], 3000);
}

#[test]
fn what_is_wrong_with_an_endpoint_is_said_before_it_serves() {
    let folder = tempfile::tempdir().unwrap();
    let bad = "notifications:\n  endpoints:\n    - {url: 'ftp://x'}\n    - {name: a, url: 'http://x/', headers: {Bad Name: [secret-value]}, ignore: {actions: [pulll]}}\n    - {name: a, url: 'http://x/'}\n";
    let path = folder.path().join("config.yml");
    std::fs::write(&path, config(folder.path(), "127.0.0.1:0", "", bad)).unwrap();
    let answer =
        crate::support::run(&crate::support::wharf(), &["registry", "serve", path.to_str().unwrap()]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let answer = answer.says(&[
        "`notifications.endpoints[0].name` is missing",
        "`notifications.endpoints[0].url` is no address: \"ftp://x\"",
        "`notifications.endpoints[1].headers.Bad Name` is no header",
        "`notifications.endpoints[1].ignore.actions` names \"pulll\"",
        "`notifications.endpoints[2]` is a second endpoint with the name \"a\"",
    ]);
    assert!(!answer.error.contains("secret-value"), "{answer:?}");
}
