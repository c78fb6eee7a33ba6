//! Services that misbehave, each a real process, and what the supervisor makes of them.

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::IDLE;
use super::sandbox::{LIMIT, Sandbox, eventually, free_port, is_alive, kill, read, say, until};
use wharf::supervise::{Client, Phase, Want};

/// A field of `/proc/PID/status`, in kB.
fn memory(pid: u32, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The processor time that a process has used so far.
fn processor_time(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u64 = [fields[11], fields[12]].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

/// The supervisor uses next to no processor time while `seconds` pass: it waits, and does not look round.
#[track_caller]
fn is_idle_for(pid: u32, seconds: u64) {
    let before = processor_time(pid);
    std::thread::sleep(Duration::from_secs(seconds));
    let used = processor_time(pid).saturating_sub(before);
    assert!(used < Duration::from_millis(100 * seconds), "{used:?} of processor time in {seconds} s");
}

#[test]
fn a_program_that_may_not_be_executed_is_a_backoff_that_says_so() {
    let mut sandbox = Sandbox::new();
    let program = sandbox.note("program");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 1000\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o644)).unwrap();
    sandbox.program("plain", &[&program.to_string_lossy()], "");
    let client = sandbox.serve();
    let status = until(&client, "plain", "waiting", |status| status.phase == Phase::Backoff);
    let said = status.last_exit.unwrap();
    assert!(said.contains(&format!("could not start {}", program.display())), "{said}");
    assert!(said.contains("Permission denied"), "{said}");
    // Mended, it is started without being asked.
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    until(&client, "plain", "ready", |status| status.phase == Phase::Ready);
}

#[test]
fn a_program_that_forks_and_exits_leaves_nobody_on_its_port() {
    let mut sandbox = Sandbox::new();
    let (note, port) = (sandbox.note("held"), free_port());
    let script = format!(
        "import os, socket, time\n\
         r, w = os.pipe()\n\
         if os.fork() == 0:\n\
         \x20   s = socket.socket()\n\
         \x20   s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n\
         \x20   try: s.bind(('127.0.0.1', {port})); s.listen(); word = 'held'\n\
         \x20   except OSError: word = 'taken'\n\
         \x20   open({note:?}, 'a').write(word + ' ' + str(os.getpid()) + '\\n')\n\
         \x20   os.write(w, b'x')\n\
         \x20   time.sleep(1000)\n\
         os.read(r, 1)\n"
    );
    let program = sandbox.note("daemon.py");
    std::fs::write(&program, script).unwrap();
    sandbox.program("daemon", &["/usr/bin/python3", &program.to_string_lossy()], "");
    let client = sandbox.serve();
    let lines = eventually("three starts", || {
        let lines: Vec<String> = read(&note)?.lines().map(str::to_owned).collect();
        (lines.len() >= 3).then_some(lines)
    });
    assert!(lines.iter().all(|line| line.starts_with("held ")), "{lines:?}");
    let status = until(&client, "daemon", "waiting", |status| status.phase == Phase::Backoff);
    assert_eq!(status.last_exit.as_deref(), Some("exit 0"));
    client.stop("daemon").unwrap();
    client.wait_down("daemon", LIMIT).unwrap();
    for line in read(&note).unwrap().lines() {
        let child: u32 = line.split_once(' ').unwrap().1.parse().unwrap();
        eventually("what it forked is gone", || (!is_alive(child)).then_some(()));
    }
    drop(std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is free"));
}

#[test]
fn a_flood_of_a_hundred_megabytes_is_logged_whole_and_starves_nobody() {
    const LINES: u64 = 1_000_000;
    let line =
        "a line of this flood, of a hundred bytes with its end and not one of them may be torn or lost now..";
    assert_eq!(line.len(), 99);
    let mut sandbox = Sandbox::new();
    let over = sandbox.note("over");
    let script = format!(
        "yes '{line}' 2>/dev/null | head -n {LINES}; echo over > {}; exec sleep 1000",
        over.display()
    );
    sandbox.service("flood", &script, "log_size = 30000000\nlog_count = 30");
    sandbox.service("quiet", "while :; do date +%s%N; sleep 0.05; done", "");
    let client = sandbox.serve();
    let supervisor = sandbox.supervisor().id();
    client.wait_ready("flood", LIMIT).unwrap();
    let before = memory(supervisor, "VmRSS:");
    let mut answers = Vec::new();
    while read(&over).is_none() {
        let began = Instant::now();
        client.status().unwrap();
        answers.push(began.elapsed());
        assert!(answers.len() < 100_000, "the flood never ends");
    }
    answers.sort();
    let median = answers[answers.len() / 2];
    assert!(median < Duration::from_millis(100), "half of the answers took longer than {median:?}");
    assert!(*answers.last().unwrap() < Duration::from_secs(2), "{:?}", answers.last());
    let grown = memory(supervisor, "VmHWM:").saturating_sub(before);
    assert!(grown < 4096, "the supervisor grew by {grown} kB");
    let mut files: Vec<_> = std::fs::read_dir(sandbox.path("/var/log/gitlab/flood"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 3, "{files:?}");
    let count = || {
        let mut count = 0;
        for file in &files {
            let text = std::fs::read(file).unwrap();
            assert!(text.is_empty() || text.ends_with(b"\n"), "{} ends in a torn line", file.display());
            for got in text.split(|byte| *byte == b'\n').filter(|got| !got.is_empty()) {
                assert_eq!(&got[26..], line.as_bytes(), "in {}", file.display());
                count += 1;
            }
        }
        count
    };
    // What was written before the note is in the pipe at most.
    client.status().unwrap();
    eventually("the last lines", || (count() == LINES).then_some(()));
    let others = sandbox.log("quiet").len();
    assert!(others > 10, "only {others} lines of the quiet service");
    assert_eq!(client.status_of("flood").unwrap().starts, 1);
}

#[test]
fn services_that_die_at_once_leave_the_processor_alone() {
    let mut sandbox = Sandbox::new();
    for number in 0..10 {
        sandbox.service(&format!("dies{number}"), "exit 1", "");
    }
    sandbox.service("idle", IDLE, "");
    let client = sandbox.serve();
    let supervisor = sandbox.supervisor().id();
    for number in 0..10 {
        until(&client, &format!("dies{number}"), "waiting long", |status| {
            status.starts >= 2 && status.phase == Phase::Backoff
        });
    }
    is_idle_for(supervisor, 2);
    let said = say(&mut sandbox.command(&["status"]));
    assert_eq!(said.code, 1);
    assert!(said.out.contains("dies0") && said.out.contains("backoff"), "{}", said.out);
    assert!(said.out.contains("last exit: exit 1"), "{}", said.out);
    assert_eq!(client.status_of("idle").unwrap().starts, 1);
}

#[test]
fn a_service_that_dies_while_it_stops_is_down_or_begun_again_as_was_asked() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("listens");
    let script =
        format!("trap 'kill -9 $$' TERM; echo yes >> {}; while :; do sleep 0.02; done", note.display());
    sandbox.service("brittle", &script, "");
    let client = sandbox.serve();
    let listens = |times: usize| {
        eventually("it listens", || read(&note).filter(|text| text.lines().count() == times).map(drop));
    };
    listens(1);
    client.restart("brittle").unwrap();
    listens(2);
    let status = client.status_of("brittle").unwrap();
    assert_eq!((status.starts, status.last_exit.as_deref()), (2, Some("signal KILL")));
    client.stop("brittle").unwrap();
    client.wait_down("brittle", LIMIT).unwrap();
    let status = client.status_of("brittle").unwrap();
    assert_eq!((status.wanted, status.starts), (Want::Down, 2));
    client.start("brittle").unwrap();
    client.wait_ready("brittle", LIMIT).unwrap();
}

#[test]
fn a_service_that_closes_its_output_goes_on() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("closed");
    let script =
        format!("echo first; exec 1>&- 2>&- 0<&-; while :; do : > {}; sleep 0.02; done", note.display());
    sandbox.service("mute", &script, "");
    let client = sandbox.serve();
    let supervisor = sandbox.supervisor().id();
    eventually("it has closed it", || note.exists().then_some(()));
    is_idle_for(supervisor, 1);
    let status = client.status_of("mute").unwrap();
    assert_eq!((status.phase, status.starts), (Phase::Ready, 1));
    assert_eq!(sandbox.log("mute"), ["first"]);
    client.stop("mute").unwrap();
    client.wait_down("mute", LIMIT).unwrap();
}

/// Waits until the process of `service` has halted itself, and answers it.
fn halted(client: &Client, service: &str) -> u32 {
    eventually("it halted itself", || {
        let pid = client.status_of(service).ok()?.pid?;
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.contains(") T ").then_some(pid)
    })
}

#[test]
fn a_service_that_was_halted_ends_when_it_is_asked_to() {
    let mut sandbox = Sandbox::new();
    let note = sandbox.note("ended");
    let script = format!(
        "trap 'echo properly > {}; exit 0' TERM; kill -STOP $$; while :; do sleep 0.02; done",
        note.display(),
    );
    sandbox.service("halted", &script, "stop_grace = 20");
    let client = sandbox.serve();
    let pid = halted(&client, "halted");
    let began = Instant::now();
    client.stop("halted").unwrap();
    client.wait_down("halted", LIMIT).unwrap();
    assert!(!is_alive(pid));
    assert_eq!(read(&note).as_deref(), Some("properly\n"), "it was killed and not asked");
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
}

#[test]
fn a_halted_service_that_does_not_listen_is_killed_after_its_grace() {
    let mut sandbox = Sandbox::new();
    let script = "trap '' TERM; while :; do kill -STOP $$; done";
    sandbox.service("halted", script, "stop_grace = 1");
    let client = sandbox.serve();
    let pid = halted(&client, "halted");
    client.stop("halted").unwrap();
    let down = until(&client, "halted", "down", |status| status.phase == Phase::Down);
    assert_eq!(down.last_exit.as_deref(), Some("signal KILL"));
    assert!(!is_alive(pid));
}

/// Answers `client` gives while someone else abuses the socket.
fn served_meanwhile(client: &Client, abuse: impl Fn() + Sync) {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        struct Ends<'a>(&'a AtomicBool);
        impl Drop for Ends<'_> {
            fn drop(&mut self) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let _ends = Ends(&over);
        for _ in 0..4 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    abuse();
                }
            });
        }
        for _ in 0..100 {
            let began = Instant::now();
            assert_eq!(client.status_of("idle").unwrap().starts, 1);
            assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        }
    });
}

#[test]
fn whatever_comes_to_the_socket_the_others_are_served_and_the_services_go_on() {
    let mut sandbox = Sandbox::new();
    sandbox.service("idle", IDLE, "");
    sandbox.service("dies", "sleep 0.1; exit 1", "");
    let client = sandbox.serve();
    client.wait_ready("idle", LIMIT).unwrap();
    let supervisor = sandbox.supervisor().id();
    let before = memory(supervisor, "VmRSS:");
    let path = sandbox.path("/run/wharf/control.sock");
    let send = |bytes: &[u8]| {
        let Ok(mut stream) = UnixStream::connect(&path) else { return };
        let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
        let _ = stream.write_all(bytes);
        let _ = stream.read(&mut [0; 64]);
    };
    let megabyte = vec![b'x'; 1 << 20];
    served_meanwhile(&client, || send(b"\xff\xfe\x00garbage\n"));
    served_meanwhile(&client, || send(&megabyte));
    served_meanwhile(&client, || drop(UnixStream::connect(&path)));
    served_meanwhile(&client, || {
        // Half a line and away.
        if let Ok(mut stream) = UnixStream::connect(&path) {
            let _ = stream.write_all(b"{\"request\":\"sta");
        }
    });
    // A thousand that say nothing, and one that says a byte at a time.
    let mut slow = UnixStream::connect(&path).unwrap();
    let silent: Vec<UnixStream> = (0..1000).filter_map(|_| UnixStream::connect(&path).ok()).collect();
    assert_eq!(silent.len(), 1000);
    for byte in b"{\"request\":\"status\"}" {
        let _ = slow.write_all(&[*byte]);
        assert_eq!(client.status_of("idle").unwrap().starts, 1);
    }
    drop(silent);
    let starts = client.status_of("dies").unwrap().starts;
    until(&client, "dies", "started again meanwhile", |status| status.starts >= starts.max(2));
    kill(client.status_of("idle").unwrap().pid.unwrap(), "KILL");
    until(&client, "idle", "back", |status| status.starts == 2 && status.phase == Phase::Ready);
    let grown = memory(supervisor, "VmHWM:").saturating_sub(before);
    assert!(grown < 8192, "the supervisor grew by {grown} kB");
    let descriptors = std::fs::read_dir(format!("/proc/{supervisor}/fd")).unwrap().count();
    assert!(descriptors < 60, "{descriptors} descriptors are open");
}
