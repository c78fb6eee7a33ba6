//! The token server as a process: logins, grants, guessing, reload, and what strangers send.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use wharf::keys::{certificate_for, pem};
use wharf::sys::clock;
use wharf::token::{Claims, Expected, TrustedKeys, verify};

use crate::support::issuer::{Account, Issuer};

const PATIENCE: Duration = Duration::from_secs(20);

/// A running token server, its folder, and what it has said.
struct Server {
    folder: tempfile::TempDir,
    process: Child,
    address: String,
    lines: Receiver<String>,
    said: String,
}

fn key_of(folder: &Path) -> PathBuf {
    let path = folder.join("signing.key");
    let arguments = ["genrsa", "-traditional", "-out", path.to_str().unwrap(), "2048"];
    assert!(Command::new("openssl").args(arguments).stderr(Stdio::null()).status().unwrap().success());
    path
}

fn config(key: &Path, users: &str) -> String {
    format!(
        "listen: 127.0.0.1:0\nservice: container_registry\nissuer: omnibus-gitlab-issuer\nsigning_key: {}\n\
         token_lifetime: 300\nusers:\n{users}anonymous:\n  - repository: public/**\n    actions: [pull]\n",
        key.display()
    )
}

/// `cost` 4 is the least: most tests do not measure time.
fn user(name: &str, password: &str, cost: u32, access: &str) -> String {
    let hash = bcrypt::hash(password, cost).unwrap();
    format!("  - name: {name}\n    password: {hash}\n    access: [{access}]\n")
}

fn alice() -> String {
    user("alice", "correct horse", 4, "{repository: 'team/**', actions: [pull, push, delete]}")
}

impl Server {
    fn start(users: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = key_of(folder.path());
        let path = folder.path().join("config.yml");
        std::fs::write(&path, config(&key, users)).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_wharf"))
            .args(["token-server", path.to_str().unwrap()])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(process.stderr.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let mut server = Self { folder, process, address: String::new(), lines, said: String::new() };
        let line = server.wait_for("msg=\"listening\"");
        line.split("address=")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .unwrap()
            .clone_into(&mut server.address);
        server
    }

    fn wait_for(&mut self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let line = self
                .lines
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("no line with {text} in {}", self.said));
            self.said.push_str(&line);
            self.said.push('\n');
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Sends bytes, answers with all that comes back.
    fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // A server that refuses may close before it has read everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    fn request(&self, line: &str, headers: &[(&str, &str)]) -> Answer {
        let mut text = format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (name, value) in headers {
            text = format!("{text}{name}: {value}\r\n");
        }
        text.push_str("\r\n");
        Answer::read(&self.raw(text.as_bytes()))
    }

    fn token(&self, scopes: &str, login: Option<(&str, &str)>) -> Answer {
        let line = format!("GET /jwt/auth?service=container_registry{scopes}");
        match login {
            None => self.request(&line, &[]),
            Some((user, password)) => self.request(&line, &[("Authorization", &basic(user, password))]),
        }
    }

    fn claims(&self, answer: &Answer) -> Claims {
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        let key = std::fs::read(self.folder.path().join("signing.key")).unwrap();
        let certificate = certificate_for(&key, clock::unix_seconds()).unwrap();
        let keys =
            TrustedKeys::from_certificates(&pem::certificates(certificate.as_bytes()).unwrap()).unwrap();
        let expected =
            Expected { issuer: "omnibus-gitlab-issuer".into(), audience: "container_registry".into() };
        verify(answer.body["token"].as_str().unwrap(), &keys, &expected, clock::unix_seconds()).unwrap()
    }

    fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.process.id()).unwrap()), signal).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Answer {
    status: u16,
    headers: String,
    body: Value,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (headers, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Self {
            status: headers.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0),
            headers: headers.to_ascii_lowercase(),
            body: serde_json::from_str(body).unwrap_or(Value::Null),
        }
    }
}

fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

#[test]
fn a_login_gets_what_it_may_in_a_token_that_the_registry_believes() {
    let mut server = Server::start(&alice());
    let scopes = "&account=alice&client_id=docker&offline_token=true\
                  &scope=repository%3Ateam%2Fapp%3Apull%2Cpush&scope=repository:other:pull&scope=repository:public/x:pull";
    let answer = server.token(scopes, Some(("alice", "correct horse")));
    let claims = server.claims(&answer);
    assert_eq!(claims.subject.as_deref(), Some("alice"));
    assert!(
        claims.allows("repository", "team/app", "pull") && claims.allows("repository", "team/app", "push")
    );
    assert_eq!(claims.access.len(), 1, "what was refused is left out: {:?}", claims.access);
    let issued = claims.issued_at.unwrap();
    assert_eq!((claims.not_before, claims.expires), (Some(issued - 5), Some(issued + 300)));
    assert_eq!(answer.body["access_token"], answer.body["token"]);
    assert_eq!(answer.body["expires_in"], 300);
    let time = answer.body["issued_at"].as_str().unwrap();
    assert_eq!(time.parse::<jiff::Timestamp>().unwrap().as_second(), i64::try_from(issued).unwrap());
    assert!(
        answer.headers.contains("content-type: application/json")
            && answer.headers.contains("cache-control: no-store")
    );
    let part = |place: usize| -> Value {
        let token = answer.body["token"].as_str().unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(place).unwrap()).unwrap())
            .unwrap()
    };
    let kid = part(0)["kid"].as_str().unwrap().to_owned();
    assert_eq!(part(0), json!({"typ": "JWT", "alg": "RS256", "kid": kid}));
    assert_eq!((kid.len(), kid.matches(':').count()), (59, 11), "the form of libtrust: {kid}");
    assert_eq!(part(1)["aud"], "container_registry", "as text: distribution 2 reads no list");
    let again = server.token(scopes, Some(("alice", "correct horse")));
    assert_ne!(server.claims(&again).id, claims.id);

    let line = server.wait_for("token issued");
    assert!(
        line.contains("user=\"alice\"") && line.contains("granted=\"repository:team/app:pull,push\""),
        "{line}"
    );
    assert!(line.contains("address=127.0.0.1"), "{line}");
    assert!(!server.said.contains("correct horse") && !server.said.contains("eyJ"), "{}", server.said);
}

#[test]
fn nobody_gets_what_everyone_may_and_nothing_is_no_error() {
    let server = Server::start(&alice());
    let anonymous = server.claims(&server.token("&scope=repository:public/x:pull,push", None));
    assert_eq!(anonymous.subject, None);
    assert_eq!(
        serde_json::to_value(&anonymous.access).unwrap(),
        json!([{"type": "repository", "name": "public/x", "actions": ["pull"]}])
    );
    for (name, scopes, login) in [
        ("a private repository", "&scope=repository:team/app:pull", None),
        ("no scope, as docker login asks", "", Some(("alice", "correct horse"))),
        (
            "the catalog without every repository",
            "&scope=registry:catalog:*",
            Some(("alice", "correct horse")),
        ),
        (
            "what is no scope",
            "&scope=nonsense&scope=repository:&scope=%00%ff",
            Some(("alice", "correct horse")),
        ),
    ] {
        assert_eq!(server.claims(&server.token(scopes, login)).access, [], "{name}");
    }
}

#[test]
fn a_wrong_login_is_refused_and_says_nothing_of_users() {
    let mut server = Server::start(&alice());
    let mut answers = Vec::new();
    for (user, password) in
        [("alice", "wrong"), ("nobody", "correct horse"), ("Alice", "correct horse"), ("alice", "")]
    {
        let answer = server.token("", Some((user, password)));
        assert_eq!(answer.status, 401, "{user}");
        assert!(
            answer.headers.contains("www-authenticate: basic realm=\"container_registry\""),
            "{}",
            answer.headers
        );
        answers.push(answer.body);
    }
    assert_eq!(answers[0]["errors"][0]["code"], "UNAUTHORIZED");
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    for header in ["Bearer eyJ", "Basic", "Basic !", "Basic YQ=="] {
        let line = "GET /jwt/auth?service=container_registry";
        assert_eq!(server.request(line, &[("Authorization", header)]).status, 401, "{header}");
    }
    server.wait_for("login refused\" user=\"alice\" address=127.0.0.1");
    assert!(!server.said.contains("wrong") && !server.said.contains("horse"), "{}", server.said);
}

#[test]
fn other_requests_get_the_answers_that_clients_go_on_from() {
    let server = Server::start(&alice());
    for (line, want) in [
        ("POST /jwt/auth", 404),
        ("POST /jwt/auth?service=container_registry", 404),
        ("PUT /jwt/auth?service=container_registry", 405),
        ("GET /jwt/auth", 404),
        ("GET /jwt/auth?service=other", 404),
        ("GET /", 404),
        ("GET /v2/", 404),
    ] {
        let answer = server.request(line, &[]);
        assert_eq!(answer.status, want, "{line}");
        assert!(answer.body["errors"][0]["message"].is_string(), "{line}: {}", answer.body);
    }
    let many = "&scope=repository:a:pull".repeat(51);
    assert_eq!(server.token(&many, None).status, 400);
}

#[test]
fn malformed_and_endless_requests_end_their_own_connection_only() {
    let server = Server::start(&alice());
    let long = |count: usize| "a".repeat(count);
    for (name, bytes, want) in [
        ("rubbish", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), 400),
        ("no version", b"GET /jwt/auth\r\n\r\n".to_vec(), 400),
        ("an endless target", format!("GET /jwt/auth?{} HTTP/1.1\r\n\r\n", long(100_000)).into_bytes(), 414),
        ("an endless header", format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", long(100_000)).into_bytes(), 431),
        (
            "headers without end",
            format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(500)).into_bytes(),
            431,
        ),
        ("a line break in a header", b"GET / HTTP/1.1\r\nA: b\nC\r\n\r\n".to_vec(), 400),
        ("two lengths", b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".to_vec(), 400),
        ("nothing", Vec::new(), 0),
    ] {
        if bytes.is_empty() {
            drop(TcpStream::connect(&server.address).unwrap());
            continue;
        }
        let status = Answer::read(&server.raw(&bytes)).status;
        assert!(status == want || (want != 400 && status == 431), "{name}: {status}");
    }
    assert_eq!(server.token("", Some(("alice", "correct horse"))).status, 200, "and the server goes on");
}

#[test]
fn guessing_is_slowed_down_for_the_one_who_guesses() {
    let users = alice() + &user("bob", "staple", 4, "");
    let server = Server::start(&users);
    let from = |address: &str, user: &str, password: &str| {
        let line = "GET /jwt/auth?service=container_registry";
        server.request(line, &[("Authorization", &basic(user, password)), ("X-Real-IP", address)])
    };
    assert_eq!(from("192.0.2.1", "alice", "correct horse").status, 200, "alice has logged in before");
    let guess = || from("203.0.113.9", "alice", "guess");
    for number in 1..=11 {
        assert_eq!(guess().status, 401, "guess {number}");
    }
    // From now on each failure costs twice the last; three of them leave time to look.
    let end = Instant::now() + PATIENCE;
    let seconds = |answer: &Answer| {
        let value = answer.headers.split("retry-after: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        value.map_or(0, |value| value.parse::<u64>().unwrap())
    };
    let mut answer = guess();
    while seconds(&answer) < 4 {
        assert!(Instant::now() < end, "guesses are never delayed: {} {}", answer.status, answer.headers);
        assert!([401, 429].contains(&answer.status), "{}", answer.status);
        answer = guess();
    }
    assert_eq!(answer.status, 429);
    assert_eq!(
        from("203.0.113.9", "alice", "correct horse").status,
        429,
        "even the right password has to wait"
    );
    assert_eq!(answer.body["errors"][0]["code"], "TOOMANYREQUESTS");
    assert_eq!(
        from("192.0.2.1", "alice", "correct horse").status,
        200,
        "nobody is locked out where they are known"
    );
    assert_eq!(from("192.0.2.2", "bob", "staple").status, 200, "nor anyone else");
}

/// Processor time, not the clock: what the machine does besides does not count.
#[test]
fn an_unknown_user_costs_what_a_known_one_does() {
    let server = Server::start(&user("alice", "correct horse", 10, ""));
    let spent = || -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.process.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    };
    let cost = |user: &str| {
        let before = spent();
        for _ in 0..5 {
            assert_eq!(server.token("", Some((user, "wrong"))).status, 401);
        }
        spent() - before
    };
    let (known, unknown) = (cost("alice"), cost("nobody"));
    assert!(known > 5 && unknown * 2 > known, "known {known}, unknown {unknown} hundredths of a second");
}

#[test]
fn a_hang_up_reloads_and_a_bad_file_changes_nothing() {
    let mut server = Server::start(&alice());
    let bob = || Some(("bob", "staple"));
    assert_eq!(server.token("", bob()).status, 401);
    let (path, key) = (server.folder.path().join("config.yml"), server.folder.path().join("signing.key"));
    let good = config(&key, &(alice() + &user("bob", "staple", 4, "")));
    for (name, text) in [
        ("no YAML", "users: [".to_owned()),
        ("a password in clear", good.replace("name: bob", "name: bob\n    password: staple #")),
        ("no key", good.replace("signing.key", "absent.key")),
    ] {
        std::fs::write(&path, text).unwrap();
        server.signal(Signal::SIGHUP);
        let line = server.wait_for("could not reload; going on as before");
        assert!(line.contains("reason="), "{name}: {line}");
        assert!(!line.contains("staple"), "{name}: {line}");
        assert_eq!(server.token("", Some(("alice", "correct horse"))).status, 200, "{name}");
        assert_eq!(server.token("", bob()).status, 401, "{name}");
    }
    std::fs::write(&path, good).unwrap();
    server.signal(Signal::SIGHUP);
    server.wait_for("reloaded\" users=2");
    assert_eq!(server.token("", bob()).status, 200);
}

#[test]
fn a_term_lets_requests_finish_and_ends_with_zero() {
    let mut server = Server::start(&user("alice", "correct horse", 12, ""));
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let login = basic("alice", "correct horse");
    write!(
        stream,
        "GET /jwt/auth?service=container_registry HTTP/1.1\r\nHost: x\r\nAuthorization: {login}\r\n\r\n"
    )
    .unwrap();
    // It has begun once a connection that came later has its answer.
    assert_eq!(server.token("", None).status, 200);
    server.signal(Signal::SIGTERM);
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert_eq!(Answer::read(&answer).status, 200, "the login under way was answered");
    assert!(server.process.wait().unwrap().success());
    server.wait_for("user=\"alice\"");
    assert!(server.said.contains("msg=\"stopping\""), "before it was answered: {}", server.said);
    assert!(TcpStream::connect(&server.address).is_err());
}

#[test]
fn what_keeps_it_from_starting_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let key = key_of(folder.path());
    let path = folder.path().join("config.yml");
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let held = held.local_addr().unwrap().to_string();
    let good = config(&key, &alice());
    for (name, text, message, hint) in [
        ("a lifetime", good.replace("300", "5"), "`token_lifetime` must be 60 to 86400", "write 300"),
        ("no key file", good.replace("signing.key", "x.key"), "could not read", "wharf reconfigure"),
        (
            "a key that is none",
            good.replace("signing.key", "config.yml"),
            "could not use the signing key",
            "wharf reconfigure",
        ),
        (
            "a held port",
            good.replace("127.0.0.1:0", &held),
            &format!("could not listen on {held}"),
            "auth_server.listen",
        ),
    ] {
        assert_ne!(text, good, "{name}");
        std::fs::write(&path, text).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_wharf"))
            .args(["token-server", path.to_str().unwrap()])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(message) && said.contains("hint: ") && said.contains(hint), "{name}: {said}");
    }
}

#[test]
fn the_tests_own_issuer_answers_as_gitlab_does() {
    let folder = tempfile::tempdir().unwrap();
    let key = std::fs::read(key_of(folder.path())).unwrap();
    let issuer = Issuer::start(
        &key,
        &[Account { user: "root", password: "pass", repository: "group/**", actions: &["pull", "push"] }],
    );
    let ask = |login: &[&str]| {
        let url =
            format!("{}?service=container_registry&scope=repository:group/app:pull,push,delete", issuer.url);
        let output =
            Command::new("curl").args(["-sS", "--noproxy", "*"]).args(login).arg(url).output().unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    assert_eq!(ask(&["-u", "root:wrong"])["errors"][0]["code"], "UNAUTHORIZED");
    let token = ask(&["-u", "root:pass"])["token"].as_str().unwrap().to_owned();
    let now = clock::unix_seconds();
    let certificate = certificate_for(&key, now).unwrap();
    let keys = TrustedKeys::from_certificates(&pem::certificates(certificate.as_bytes()).unwrap()).unwrap();
    let expected = Expected { issuer: "omnibus-gitlab-issuer".into(), audience: "container_registry".into() };
    let claims = verify(&token, &keys, &expected, now).unwrap();
    assert_eq!(claims.access[0].actions, ["pull", "push"]);
    assert_eq!(issuer.asked().len(), 2);
}
