//! What is judged from what was seen, where no test can plant it on a real host.

use super::host::{self, Held, Room, Settings};
use super::public::{self, Announced, Base, Begun};
use super::tls::{self, Files, Served};
use super::{CHECKS, Finding, Verdict, json, text};

fn room(free: u64, total: u64) -> Room {
    Room { what: "images", path: "/srv".to_owned(), free, total, files: Some(1 << 20), is_read_only: false }
}

fn files() -> Files {
    Files {
        certificate: "/x.crt".to_owned(),
        faults: Vec::new(),
        remarks: Vec::new(),
        names: vec!["registry.test".to_owned()],
        days_left: Some(60),
        hidden: Vec::new(),
    }
}

fn served(refusal: Option<&str>, private_trusts: Option<bool>) -> Vec<Finding> {
    tls::served(&[Ok(Served {
        at: "here".to_owned(),
        is_of_the_file: Some(true),
        count: 1,
        refusal: refusal.map(str::to_owned),
        private_trusts,
    })])
}

fn begun(status: u16, location: Option<&str>) -> Vec<Finding> {
    let begun = Begun {
        status,
        location: location.map(str::to_owned),
        server: Some("lb".to_owned()),
        said: String::new(),
    };
    public::push("https://registry.test:5050", &Ok(begun))
}

fn base(status: u16, version: Option<&str>) -> Vec<Finding> {
    public::base("https://r", &Ok(Base { status, version: version.map(str::to_owned), server: None }))
}

fn size(bytes: u64) -> String {
    format!("{bytes} B")
}

#[test]
fn every_observation_has_its_verdict() {
    use Verdict::{Fail, Ok, Skip, Warn};
    let stranger = |holder| [Held { key: "k".to_owned(), address: "*:443".to_owned(), holder }];
    let gib = 1 << 30;
    for (name, findings, verdict, part) in [
        ("much room", host::disk(&[room(50 * gib, 100 * gib)], size), Ok, "for the images"),
        (
            "little of a large disk",
            host::disk(&[room(5 * gib, 100 * gib)], size),
            Warn,
            "left for the images",
        ),
        ("a small disk that is empty", host::disk(&[room(5 * gib, 6 * gib)], size), Ok, "for the images"),
        ("almost nothing", host::disk(&[room(1 << 20, gib)], size), Fail, "507"),
        (
            "no inodes",
            host::disk(&[Room { files: Some(3), ..room(50 * gib, 60 * gib) }], size),
            Fail,
            "no inodes left",
        ),
        (
            "mounted read-only",
            host::disk(&[Room { is_read_only: true, ..room(gib, gib) }], size),
            Fail,
            "remount,rw",
        ),
        ("a port of nobody whom one sees", host::ports(&stranger(None), 1, true), Fail, "another container"),
        ("a port of somebody unseen", host::ports(&stranger(None), 1, false), Skip, "without root"),
        (
            "a port of a stranger",
            host::ports(&stranger(Some((7, "python3".to_owned()))), 1, false),
            Fail,
            "kill 7",
        ),
        (
            "settings that nobody may read",
            host::settings(&Settings::Unknown("no".to_owned(), None), &[], None),
            Skip,
            "no",
        ),
        (
            "a rollback in force",
            host::settings(&Settings::Waiting("1 file".to_owned()), &[], Some(3)),
            Warn,
            "went back to generation 3",
        ),
        ("logs of another user", host::logs(&[], false), Skip, "run it as root"),
        ("a good certificate", tls::certificate(&files()), Ok, "for registry.test, 60 d left"),
        ("one that ends", tls::certificate(&Files { days_left: Some(3), ..files() }), Warn, "expires in 3 d"),
        (
            "one that is hidden",
            tls::certificate(&Files { days_left: None, hidden: vec!["/x".to_owned()], ..files() }),
            Skip,
            "/x",
        ),
        ("one that this host trusts", served(None, None), Ok, "this host trusts"),
        ("one of our own authority", served(Some("UnknownIssuer"), Some(true)), Ok, "private authority"),
        ("one that nobody signed", served(Some("invalid: UnknownIssuer"), None), Warn, "trust-script"),
        (
            "one of another host",
            served(Some("certificate not valid for name"), Some(false)),
            Fail,
            "clients refuse",
        ),
        ("clocks that agree", public::clock(Some(true), &[("it".to_owned(), -1)]), Ok, "it -1 s"),
        ("a clock that nobody keeps", public::clock(Some(false), &[]), Warn, "install chrony"),
        ("a clock far away", public::clock(None, &[("it".to_owned(), 61)]), Fail, "61 s ahead of this host"),
        (
            "a clock that is near",
            public::clock(None, &[("it".to_owned(), -60)]),
            Warn,
            "60 s behind this host",
        ),
        ("a push that goes on", begun(202, Some("https://registry.test:5050/v2/x")), Ok, "leads back"),
        ("a relative one", begun(202, Some("/v2/x")), Ok, "is a path"),
        (
            "another scheme",
            begun(202, Some("http://registry.test:5050/v2/x")),
            Fail,
            "X-Forwarded-Proto: https",
        ),
        (
            "another port",
            begun(202, Some("https://registry.test:50501/v2/x")),
            Fail,
            "does not pass `Host` on",
        ),
        ("another host", begun(202, Some("https://127.0.0.1:5000/v2/x")), Fail, "`Server: lb`"),
        ("no location", begun(202, None), Fail, "without a `Location`"),
        ("read-only", begun(405, None), Skip, "read-only"),
        ("a full disk", begun(507, None), Fail, "a push ends with 507"),
        ("a registry", base(401, Some("registry/2.0")), Ok, "answers 401"),
        ("no registry", base(200, None), Fail, "without `Docker-Distribution-Api-Version`"),
        ("a registry behind a bad gateway", base(502, Some("registry/2.0")), Fail, "answers 502"),
        (
            "a body that is waited for",
            public::body(&Announced::Silence, "1 GiB"),
            Warn,
            "proxy_request_buffering off",
        ),
        ("nobody to announce it to", public::body(&Announced::Error("no".to_owned()), "1 GiB"), Skip, "no"),
    ] {
        let [finding] = findings.as_slice() else { panic!("{name}: {findings:?}") };
        let all = format!("{finding:?}");
        assert_eq!(finding.verdict, verdict, "{name}: {all}");
        assert!(all.contains(part), "{name}: no {part:?} in {all}");
        assert!(verdict != Fail || finding.fix.is_some(), "{name}: nothing mends it");
        assert!(CHECKS.iter().any(|(check, _)| *check == finding.check), "{name}");
    }
}

#[test]
fn findings_read_as_a_column_with_what_follows_below() {
    let found = [
        Finding::ok("dns", "a -> b"),
        Finding::fail("clock", "behind", "401 in a loop", "install chrony"),
        Finding::warn("body", "kept", "", "change it"),
        Finding::skip("push", "see `dns`"),
    ];
    assert_eq!(
        text(&found, false),
        "\
ok    dns    a -> b
FAIL  clock  behind
             401 in a loop
             fix: install chrony
warn  body   kept
             fix: change it
skip  push   see `dns`
1 failure, 1 warning
"
    );
    assert!(text(&found, true).contains("\u{1b}[1;31mFAIL\u{1b}[0m  clock"));
    assert_eq!(json(&found, None)["healthy"], false);
    assert_eq!(json(&found[2..], None)["healthy"], true);
    assert_eq!(text(&found[..1], false), "ok    dns  a -> b\nnothing is wrong\n");
}

#[test]
fn nothing_that_a_server_says_steers_the_terminal() {
    let base =
        public::Base { status: 502, version: None, server: Some("x\u{1b}]0;title\u{7}\r\n ok".into()) };
    let found = public::base("https://registry.test", &Ok(base)).remove(0);
    assert!(found.seen.contains("x ]0;title"), "{found:?}");
    for text in [Some(found.seen), found.why, found.fix].into_iter().flatten() {
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
}
