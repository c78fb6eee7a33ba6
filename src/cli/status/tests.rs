//! What `wharf status` says, as a table of hosts and texts.

use super::report::{
    Registry, Report, Run, Service, Settings, State, Storage, Supervisor, Tls, line, size, span, text,
};
use crate::cli::readonly::Mode;
use crate::supervise::{Phase, Status, Want};

const NOW: u64 = 1_795_454_058;

fn status(service: &str) -> Status {
    Status {
        service: service.to_owned(),
        phase: Phase::Ready,
        wanted: Want::Up,
        pid: Some(812),
        seconds: 3 * 86_400 + 4 * 3600 + 59,
        last_exit: None,
        restart_inputs: None,
        reload_inputs: None,
        is_normally_up: true,
        starts: 1,
        supervisor_pid: 811,
        supervisor_seconds: 9,
        has_old_program: false,
        is_reloading: false,
    }
}

fn service(status: &Status) -> Service {
    Service::of(status, status.pid.map(|_| 32_700_000), None, NOW)
}

fn healthy() -> Report {
    Report {
        schema: "wharf.status/1",
        at: crate::sys::clock::iso(NOW),
        healthy: false,
        supervisor: Some(Supervisor { pid: 811, since: crate::sys::clock::iso(NOW - 9) }),
        services: vec![
            service(&Status { pid: Some(7), seconds: 61, ..status("nginx") }),
            service(&status("registry")),
        ],
        mode: Some(Mode::default()),
        registry: Some(Registry {
            url: Some("https://registry.test".to_owned()),
            internal: "127.0.0.1:5000".to_owned(),
            storage: Storage {
                driver: "filesystem".to_owned(),
                folder: Some("/srv/images".to_owned()),
                free_bytes: Some(50 << 30),
                total_bytes: Some(200 << 30),
            },
        }),
        tls: Some(Tls {
            certificate: "/etc/gitlab/ssl/registry.test.crt".to_owned(),
            names: vec!["registry.test".to_owned()],
            expires: None,
            days_left: Some(61),
            fault: None,
        }),
        settings: Settings {
            file: Some("/etc/gitlab/gitlab.toml".to_owned()),
            generation: Some(42),
            applied: crate::sys::clock::iso(NOW - 100),
            rolled_back_to: None,
            state: State::Applied,
            detail: None,
            edited: Vec::new(),
            run: Run::None,
        },
        warnings: Vec::new(),
        unknown: Vec::new(),
    }
}

#[test]
fn a_healthy_host_reads_at_a_glance() {
    let report = healthy().judged();
    assert!(report.healthy);
    assert_eq!(
        text(&report, false),
        "\
nginx     running  pid 7    1 min 1 s  31.1 MiB
registry  running  pid 812  3 d 4 h    31.1 MiB
address   https://registry.test  (internal 127.0.0.1:5000)
mode      read-write
storage   filesystem /srv/images  50.0 GiB free (25 %)
tls       registry.test  expires in 61 d
settings  generation 42, applied 2026-11-23 17:12:38 UTC; /etc/gitlab/gitlab.toml is applied
"
    );
    assert_eq!(
        line(&report),
        "2026-11-23T17:14:18Z  nginx running, registry running, read-write, warnings 0"
    );
}

/// A name, a change to a healthy host, whether it is healthy still, a line of its text, and a warning that it has.
type Case = (&'static str, fn(&mut Report), bool, &'static str, Option<&'static str>);

const CASES: &[Case] = &[
    (
        "a service that died young",
        |report| {
            let dead = Status {
                phase: Phase::Backoff,
                pid: None,
                seconds: 0,
                last_exit: Some("exit 1".to_owned()),
                ..status("nginx")
            };
            report.services = vec![service(&dead)];
        },
        false,
        "nginx  backoff  0 s  last exit: exit 1",
        None,
    ),
    (
        "one that was restarted tells how the one before ended",
        |report| {
            let again = Status { starts: 2, last_exit: Some("signal KILL".to_owned()), ..status("registry") };
            report.services = vec![service(&again)];
        },
        true,
        "registry  running  pid 812  3 d 4 h  31.1 MiB  last exit: signal KILL",
        None,
    ),
    (
        "one that is held back says why",
        |report| {
            let held = Status { phase: Phase::Backoff, pid: None, seconds: 2, ..status("registry") };
            let why = Some("held back: a run was cut short".to_owned());
            report.services = vec![Service::of(&held, None, why, NOW)];
        },
        false,
        "registry  backoff  2 s  held back: a run was cut short",
        None,
    ),
    (
        "no supervisor, and what it left",
        |report| report.services = vec![Service::unasked("nginx".to_owned(), Some(9), Some(2 << 20), true)],
        false,
        "nginx  left over  pid 9  2.0 MiB",
        None,
    ),
    (
        "a supervisor that may not be asked",
        |report| report.services = vec![Service::unasked("nginx".to_owned(), None, None, false)],
        false,
        "nginx  not known",
        None,
    ),
    (
        "read-only by the settings",
        |report| report.mode = Some(Mode { read_only: true, by_settings: true, ..Mode::default() }),
        true,
        "MODE      READ-ONLY by the settings",
        None,
    ),
    (
        "little room",
        |report| of(report).storage.free_bytes = Some(1 << 30),
        true,
        "storage   filesystem /srv/images  1.0 GiB free (0 %)",
        Some("the images have 1.0 GiB left"),
    ),
    (
        "a certificate that ends soon",
        |report| report.tls.as_mut().unwrap().days_left = Some(29),
        true,
        "tls       registry.test  expires in 29 d",
        Some("the certificate expires in 29 d"),
    ),
    (
        "one that has ended",
        |report| report.tls.as_mut().unwrap().days_left = Some(-3),
        false,
        "tls       registry.test  EXPIRED 3 d ago",
        Some("the certificate has expired"),
    ),
    (
        "one that cannot be read",
        |report| {
            let tls = report.tls.as_mut().unwrap();
            (tls.days_left, tls.fault) = (None, Some("could not read /x.crt: permission denied".to_owned()));
        },
        true,
        "tls       could not read /x.crt: permission denied",
        None,
    ),
    (
        "changed settings",
        |report| {
            report.settings.state = State::Waiting;
            report.settings.detail = Some("1 file, 1 restart".to_owned());
        },
        true,
        "settings  generation 42, applied 2026-11-23 17:12:38 UTC; /etc/gitlab/gitlab.toml says otherwise: 1 file, 1 \
         restart; look with `wharf plan`",
        None,
    ),
    (
        "a host before its first run",
        |report| {
            report.settings.state = State::Waiting;
            (report.settings.generation, report.settings.applied) = (None, None);
            report.settings.detail = Some("12 files, 3 starts".to_owned());
        },
        true,
        "settings  nothing was applied yet: 12 files, 3 starts; look with `wharf plan`",
        None,
    ),
    (
        "a rollback in force",
        |report| {
            report.settings.state = State::Waiting;
            report.settings.detail = Some("1 file".to_owned());
            report.settings.rolled_back_to = Some(40);
        },
        true,
        "settings  generation 42 (went back to 40), applied 2026-11-23 17:12:38 UTC; /etc/gitlab/gitlab.toml says \
         otherwise: 1 file; look with `wharf plan`",
        Some("the host went back to generation 40, and the settings did not"),
    ),
    (
        "broken settings",
        |report| {
            report.settings.state = State::Refused;
            report.settings.detail = Some("there is no setting `regisry`, and 1 more".to_owned());
        },
        true,
        "settings  generation 42, applied 2026-11-23 17:12:38 UTC; /etc/gitlab/gitlab.toml could not be applied: there is \
         no setting `regisry`, and 1 more; look with `wharf plan`",
        None,
    ),
    (
        "a file edited by hand",
        |report| report.settings.edited = vec!["/opt/x".to_owned()],
        true,
        "warnings  1: `wharf doctor` tells",
        Some("/opt/x was edited by hand"),
    ),
    (
        "a run at work",
        |report| report.settings.run = Run::AtWork,
        true,
        "run       a `wharf reconfigure` is at work",
        None,
    ),
    (
        "a run that was cut short",
        |report| report.settings.run = Run::CutShort,
        false,
        "run       one was cut short; the next `wharf reconfigure` puts it back",
        Some("a run was cut short; the next `wharf reconfigure` puts it back"),
    ),
    (
        "one that cannot be put back",
        |report| report.settings.run = Run::Stuck,
        false,
        "run       one was cut short, and cannot be put back: `wharf doctor` tells what to do",
        Some("a run was cut short, and cannot be put back"),
    ),
    (
        "no registry here",
        |report| report.registry = None,
        true,
        "tls       registry.test  expires in 61 d",
        None,
    ),
];

fn of(report: &mut Report) -> &mut Registry {
    report.registry.as_mut().unwrap()
}

#[test]
fn every_state_has_its_line_and_what_follows_from_it() {
    for (name, change, is_healthy, said, warning) in CASES {
        let mut report = healthy();
        change(&mut report);
        let report = report.judged();
        assert_eq!(report.healthy, *is_healthy, "{name}");
        let told = text(&report, false);
        assert!(told.lines().any(|line| line == *said), "{name}: no line {said:?} in\n{told}");
        let warnings: Vec<&str> = report.warnings.iter().map(String::as_str).collect();
        assert_eq!(warnings, warning.iter().copied().collect::<Vec<_>>(), "{name}");
        let all = text(&report, true);
        assert!(warnings.iter().all(|warning| all.contains(warning)), "{name}: {all}");
    }
}

#[test]
fn a_span_has_its_two_largest_units() {
    for (seconds, said) in
        [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3600, "1 h"), (3725, "1 h 2 min"), (86_401, "1 d")]
    {
        assert_eq!(span(seconds), said);
    }
}

#[test]
fn sizes_are_told_in_the_unit_that_fits() {
    for (bytes, said) in [
        (0, "0.0 KiB"),
        (1023 * 1024, "1023.0 KiB"),
        (1 << 20, "1.0 MiB"),
        (32_700_000, "31.1 MiB"),
        (u64::MAX, "16383.9 PiB"),
    ] {
        assert_eq!(size(bytes), said);
    }
}
