//! The planner's claims, one by one.

use super::*;
use crate::render::File;

fn ownership(mode: u32) -> Ownership {
    Ownership { user: "root".to_owned(), group: "registry".to_owned(), mode }
}

fn file(content: &str) -> File {
    File { ownership: ownership(0o640), content: content.to_owned(), is_secret: false }
}

/// Two services: `registry` reads `/c` at its start, `nginx` reads `/v` and a certificate on reload.
fn want() -> Rendered {
    let service = |restart: &[&str], reload: &[&str]| Service {
        restart: restart.iter().map(|path| (*path).to_owned()).collect(),
        reload: reload.iter().map(|path| (*path).to_owned()).collect(),
        ..Service::default()
    };
    Rendered {
        directories: BTreeMap::from([("/d".to_owned(), ownership(0o770))]),
        files: BTreeMap::from([("/c".to_owned(), file("one")), ("/v".to_owned(), file("vhost"))]),
        links: BTreeMap::from([("/l".to_owned(), "/target".to_owned())]),
        services: BTreeMap::from([
            ("registry".to_owned(), service(&["/c"], &[])),
            ("nginx".to_owned(), service(&[], &["/v", "/cert"])),
        ]),
        owned_folders: vec!["/env".to_owned()],
        ..Rendered::default()
    }
}

/// A host where `want` is true already.
fn have(want: &Rendered) -> Actual {
    let mut have = Actual {
        directories: want.directories.clone(),
        links: want.links.clone(),
        others: BTreeMap::from([("/cert".to_owned(), b"PEM".to_vec())]),
        gives_owners: true,
        written: ["/c", "/v", "/gone", "/l", "/old"].map(str::to_owned).to_vec(),
        ..Actual::default()
    };
    for (path, file) in &want.files {
        let content = Secret::new(file.content.clone().into_bytes());
        have.files.insert(path.clone(), FileState { ownership: file.ownership.clone(), content });
    }
    for (name, service) in &want.services {
        let running = Running {
            is_up: true,
            has_old_program: false,
            restart: expected(&service.restart, want, &have),
            reload: expected(&service.reload, want, &have),
        };
        have.services.insert(name.clone(), running);
    }
    have
}

fn subjects(plan: &Plan) -> Vec<String> {
    plan.steps.iter().map(Step::subject).collect()
}

#[test]
fn what_is_already_so_needs_no_step() {
    assert!(plan(&want(), &have(&want())).is_empty());
}

#[test]
fn a_link_where_a_file_must_be_is_replaced_by_the_file() {
    let want = want();
    let mut have = have(&want);
    have.files.remove("/c");
    have.links.insert("/c".to_owned(), "/elsewhere".to_owned());
    let steps = plan(&want, &have).steps;
    assert!(matches!(&steps[0], Step::Link { path, to: None, .. } if path == "/c"), "{steps:?}");
    assert!(matches!(&steps[1], Step::File { path, to: Some(_), .. } if path == "/c"), "{steps:?}");
    assert_eq!(steps.len(), 2);
}

#[test]
fn an_empty_host_gets_everything_and_nginx_starts_last() {
    let steps = subjects(&plan(&want(), &Actual::default()));
    assert_eq!(steps, ["/d", "/c", "/v", "/l", "start registry", "start nginx"]);
}

#[test]
fn each_difference_is_one_step_and_touches_only_who_reads_it() {
    type Change = fn(&mut Rendered, &mut Actual);
    let cases: [(&str, Change, &[&str]); 10] = [
        (
            "a changed file restarts its reader",
            |want, _| {
                want.files.insert("/c".to_owned(), file("two"));
            },
            &["/c", "restart registry"],
        ),
        (
            "a changed vhost reloads only NGINX",
            |want, _| {
                want.files.insert("/v".to_owned(), file("other"));
            },
            &["/v", "reload nginx"],
        ),
        (
            "a renewed certificate reloads NGINX and writes nothing",
            |_, have| {
                have.others.insert("/cert".to_owned(), b"NEW".to_vec());
            },
            &["reload nginx"],
        ),
        (
            "a restart that was forgotten is made good",
            |_, have| have.services.get_mut("registry").unwrap().restart = "older".to_owned(),
            &["restart registry"],
        ),
        (
            "a mode alone is put right, without a restart",
            |_, have| have.files.get_mut("/c").unwrap().ownership.mode = 0o644,
            &["/c"],
        ),
        (
            "an owned file that nobody wants goes",
            |_, have| {
                let gone = FileState { ownership: ownership(0o644), content: Secret::default() };
                have.files.insert("/gone".to_owned(), gone.clone());
                have.files.insert("/env/OLD".to_owned(), gone.clone());
                have.files.insert("/strangers".to_owned(), gone);
            },
            &["/env/OLD", "/gone"],
        ),
        (
            "an owned link that nobody wants goes",
            |_, have| {
                have.links.insert("/old".to_owned(), "/x".to_owned());
            },
            &["/old"],
        ),
        (
            "a service that is down is restarted",
            |_, have| have.services.get_mut("nginx").unwrap().is_up = false,
            &["restart nginx"],
        ),
        (
            "a service that nobody wants is stopped",
            |want, _| {
                want.services.remove("registry");
            },
            &["stop registry"],
        ),
        (
            "owners are left alone where they are not ours to give",
            |_, have| {
                have.gives_owners = false;
                have.files.get_mut("/c").unwrap().ownership.user = "me".to_owned();
            },
            &[],
        ),
    ];
    for (name, change, expected) in cases {
        let mut wanted = want();
        let mut actual = have(&wanted);
        change(&mut wanted, &mut actual);
        assert_eq!(subjects(&plan(&wanted, &actual)), expected, "{name}");
    }
}

#[test]
fn the_inverse_of_an_inverse_is_the_step() {
    let changed = {
        let mut wanted = want();
        wanted.files.insert("/c".to_owned(), file("two"));
        plan(&wanted, &have(&want()))
    };
    for step in changed.steps.iter().chain(&plan(&want(), &Actual::default()).steps) {
        let twice = step.inverse().unwrap().inverse().unwrap();
        match (step, &twice) {
            (Step::Service { act: one, .. }, Step::Service { act: two, .. }) => assert_eq!(one, two),
            (one, two) => assert_eq!(one, two),
        }
    }
}

#[test]
fn no_secret_is_shown() {
    let mut wanted = want();
    let key = "-----BEGIN PRIVATE KEY-----\nMIIsecret\n-----END PRIVATE KEY-----\n";
    wanted.files.insert("/key".to_owned(), File { is_secret: true, ..file(key) });
    wanted.files.insert("/c".to_owned(), file("http:\n  secret: abcdef0123456789\n  addr: x\n"));
    wanted.secrets.push(Secret::new("abcdef0123456789".to_owned()));
    let mut actual = have(&want());
    actual.files.get_mut("/c").unwrap().content =
        Secret::new(b"http:\n  secret: oldoldold\n  addr: y\n".to_vec());
    let plan = plan(&wanted, &actual);
    for verbose in [false, true] {
        let shown = text(&plan, &Shown { secrets: &wanted.secrets, verbose, ..Shown::default() });
        assert!(shown.contains("addr: x"), "{shown}");
        for secret in ["abcdef0123456789", "oldoldold", "MIIsecret"] {
            assert!(!shown.contains(secret), "{shown}");
            assert!(!json(&plan, &wanted.secrets, None, &serde_json::json!([])).to_string().contains(secret));
            assert!(!format!("{plan:?}").contains(secret));
        }
    }
}
