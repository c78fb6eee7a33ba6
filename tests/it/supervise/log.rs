//! What services write is kept, whole.

use super::sandbox::{Sandbox, eventually, kill, until};
use crate::support::disk::{Disk, Room, may_mount};
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

#[test]
fn a_full_disk_stops_no_service_and_every_lost_line_is_counted() {
    if !may_mount() {
        return;
    }
    let mut sandbox = Sandbox::new();
    let disk = Disk::mount(&sandbox.path("/var/log/gitlab"), "size=1m,mode=755");
    // It says elsewhere how far it is, to be compared with what was logged.
    let script = format!(
        "i=0; while :; do i=$((i+1)); echo \"line $i of some length, so that blocks fill\"; echo $i > {}; sleep 0.001; done",
        sandbox.note("said").display()
    );
    sandbox.service("talks", &script, "");
    let client = sandbox.serve();
    eventually("some lines", || (sandbox.log("talks").len() > 20).then_some(()));
    let number =
        |line: &String| -> Option<u64> { line.strip_prefix("line ")?.split(' ').next()?.parse().ok() };
    for round in 1..=3 {
        disk.leave(Room::Blocks, 0);
        // What is in the last block still finds room; then nothing grows any more.
        eventually("lines are lost", || {
            let said: u64 = std::fs::read_to_string(sandbox.note("said")).ok()?.trim().parse().ok()?;
            // A line for which there is no room is there in part for a moment, until it is cut off again.
            let text = std::fs::read_to_string(sandbox.path("/var/log/gitlab/talks/current")).ok()?;
            let (whole, _) = text.rsplit_once('\n')?;
            let logged =
                whole.lines().filter_map(|line| number(&line.split_once(' ')?.1.to_owned())).max()?;
            (said > logged + 500).then_some(())
        });
        assert_eq!(client.status_of("talks").unwrap().starts, 1);
        disk.free();
        eventually("the count of what was lost", || {
            let lines = sandbox.log("talks");
            let notes = lines.iter().filter(|line| line.contains("could not be logged")).count();
            (notes >= round && lines.last()?.starts_with("line ")).then_some(())
        });
    }
    let lines = sandbox.log("talks");
    let mut expected = 1;
    for line in &lines {
        if let Some(number) = number(line) {
            assert_eq!(number, expected, "a line is missing that nobody counted");
            expected += 1;
        } else {
            let lost = line.strip_prefix("wharf: ").and_then(|rest| rest.split(' ').next());
            expected += lost.unwrap().parse::<u64>().unwrap();
            assert!(line.contains(" lines could not be logged: No space left on device"), "{line}");
        }
    }
    assert_eq!(client.status_of("talks").unwrap().phase, Phase::Ready);
}
