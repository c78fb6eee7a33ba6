//! What services write is kept, whole.

use super::sandbox::{Sandbox, eventually, kill, until};
use wharf::supervise::Phase;

#[test]
fn a_burst_of_lines_is_kept_to_the_last_one() {
    let mut sandbox = Sandbox::new();
    let many = 200_000;
    sandbox.service("loud", &format!("seq 1 {many}; printf 'no end'; exec sleep 1000"), "");
    let client = sandbox.serve();
    let name = "loud";
    // Counted in bytes first: parsing 200,000 lines at each look would be slow.
    let path = sandbox.path("/var/log/gitlab/loud/current");
    let size = (1..=many).map(|i: u32| 26 + i.to_string().len() as u64 + 1).sum::<u64>();
    eventually("all lines", || std::fs::metadata(&path).ok().filter(|data| data.len() >= size));
    let lines = sandbox.log(name);
    assert_eq!(lines.len(), many as usize);
    assert!(lines.iter().zip(1..=many).all(|(line, number)| *line == number.to_string()));
    // The loop answers meanwhile and after; a line without an end comes with the end of its writer.
    kill(client.status_of(name).unwrap().pid.unwrap(), "TERM");
    until(&client, name, "ended", |status| status.last_exit.is_some());
    assert!(sandbox.log(name).iter().any(|line| line == "no end"));
}

#[test]
fn a_service_that_floods_its_log_keeps_nobody_from_the_supervisor() {
    let mut sandbox = Sandbox::new();
    sandbox.service("flood", "exec yes", "");
    sandbox.service("quiet", "echo hello; exec sleep 1000", "");
    let client = sandbox.serve();
    client.wait_ready("flood", super::sandbox::LIMIT).unwrap();
    for _ in 0..20 {
        client.status().unwrap();
    }
    client.stop("flood").unwrap();
    client.wait_down("flood", super::sandbox::LIMIT).unwrap();
    eventually("the other log", || (sandbox.log("quiet") == ["hello"]).then_some(()));
    assert!(sandbox.log("flood").iter().all(|line| line == "y"));
}

#[test]
fn a_log_outlives_its_supervisor() {
    let mut sandbox = Sandbox::new();
    let gate = sandbox.note("gate");
    let script = format!(
        "echo before; while ! test -e {}; do sleep 0.02; done; echo between; exec sleep 1000",
        gate.display()
    );
    sandbox.service("idle", &script, "");
    let client = sandbox.serve();
    eventually("the first line", || (sandbox.log("idle") == ["before"]).then_some(()));
    let pid = client.status_of("idle").unwrap().pid.unwrap();
    sandbox.supervisor().kill().unwrap();
    sandbox.supervisor_ends();
    std::fs::write(&gate, "").unwrap();
    // It becomes `sleep` right after the line: nobody broke its pipe.
    let name = format!("/proc/{pid}/comm");
    eventually("it went on", || std::fs::read_to_string(&name).ok().filter(|name| name == "sleep\n"));
    // It becomes `sleep` in the loop too, so look for its last argument.
    eventually("it went on to its end", || {
        let line = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).ok()?;
        line.contains("1000").then_some(())
    });
    let client = sandbox.serve();
    until(&client, "idle", "ready", |status| status.phase == Phase::Ready);
    let log = eventually("the next log", || Some(sandbox.log("idle")).filter(|log| log.len() >= 4));
    assert_eq!(log, ["before", "between", "before", "between"]);
}

#[test]
fn a_log_folder_that_cannot_be_written_stops_nothing() {
    let mut sandbox = Sandbox::new();
    let blocked = sandbox.note("blocked");
    std::fs::write(&blocked, "a file where a folder should be").unwrap();
    sandbox.service(
        "idle",
        &format!(
            "echo line; echo > {}; while echo line; do sleep 0.02; done",
            sandbox.note("said").display()
        ),
        &format!("log_directory = {:?}", blocked.join("log")),
    );
    let client = sandbox.serve();
    client.wait_ready("idle", super::sandbox::LIMIT).unwrap();
    eventually("a first line was said", || sandbox.note("said").exists().then_some(()));
    // Two rounds of the supervisor's loop: it has met that line, and had nowhere to put it.
    for _ in 0..2 {
        client.status().unwrap();
    }
    std::fs::remove_file(&blocked).unwrap();
    let text = eventually("the log", || {
        std::fs::read_to_string(blocked.join("log/current")).ok().filter(|text| text.lines().count() >= 2)
    });
    assert!(text.lines().next().unwrap().contains(" lines could not be logged: "), "{text}");
    assert_eq!(client.status_of("idle").unwrap().starts, 1);
}

#[test]
fn a_service_says_how_much_of_its_log_is_kept() {
    let mut sandbox = Sandbox::new();
    sandbox.service(
        "loud",
        "seq 1 20000; exec sleep 1000",
        "log_size = 50000\nlog_count = 3\nlog_compress = 6\nlog_prefix = \"host1: \"",
    );
    let _client = sandbox.serve();
    let folder = sandbox.path("/var/log/gitlab/loud");
    let names = eventually("the last line, and the others compressed", || {
        let names: Vec<String> = std::fs::read_dir(&folder)
            .ok()?
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let current = std::fs::read_to_string(folder.join("current")).ok()?;
        let aside: Vec<String> = names.into_iter().filter(|name| name != "current").collect();
        let is_done =
            current.ends_with(" host1: 20000\n") && aside.iter().all(|name| name.ends_with(".s.gz"));
        is_done.then_some(aside)
    });
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(std::fs::metadata(folder.join("current")).unwrap().len() <= 50000);
}
