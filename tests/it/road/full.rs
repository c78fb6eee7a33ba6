//! A reconfigure on a disk that is full at any of its writes: it succeeds, or the host is as it was.

use super::faults::{files, kept, temporaries};
use crate::support::disk::{Disk, Room, may_mount};
use crate::support::sandbox::{Sandbox, is_machine};

/// A host on a disk of its own. The services end before the disk goes.
struct Host {
    sandbox: Sandbox,
    disk: Disk,
}

impl Host {
    fn running(options: &str) -> Self {
        let sandbox = Sandbox::new();
        let disk = Disk::under(&sandbox, options);
        sandbox.write_settings("");
        sandbox.wharf(&["ca", "init"]).exits(0);
        sandbox.wharf(&["reconfigure"]).exits(0);
        Self { sandbox, disk }
    }
}

/// Asks for other files, another NGINX and another engine than run now.
fn change(sandbox: &Sandbox, number: usize) {
    let text = sandbox.read("/etc/gitlab/gitlab.toml");
    let lines = text.lines().filter(|line| !line.starts_with("hsts_max_age"));
    let level = ["info", "debug"][number % 2];
    let lines: Vec<String> = lines
        .map(|line| match line {
            _ if line.starts_with("log_level") => format!("log_level = \"{level}\""),
            "[registry.nginx]" => format!("{line}\nhsts_max_age = {}", 1000 + number),
            _ => line.to_owned(),
        })
        .collect();
    sandbox.write("/etc/gitlab/gitlab.toml", &(lines.join("\n") + "\n"));
}

fn full_at_every_write(options: &str, room: Room) {
    if !may_mount() {
        return;
    }
    let Host { sandbox, disk } = &Host::running(options);
    let (mut undone, mut succeeded, mut left, mut number) = (0, 0, 0, 0);
    // From no room at all to the room that a whole run takes, and a little beyond.
    while succeeded < 3 {
        number += 1;
        change(sandbox, number);
        let (files_before, kept_before) = (files(sandbox), kept(sandbox));
        disk.leave(room, left);
        let answer = sandbox.wharf(&["reconfigure"]);
        let claim = format!("with room for {left} {room:?}: {answer:?}");
        match answer.code {
            0 => succeeded += 1,
            1 => {
                undone += 1;
                assert_eq!(files(sandbox), files_before, "{claim}");
                assert_eq!(kept(sandbox), kept_before, "{claim}");
                assert_eq!(temporaries(sandbox), "", "{claim}");
                assert!(answer.error.contains("No space left on device"), "{claim}");
                assert!(
                    answer.error.contains("/var/")
                        || answer.error.contains("/run/")
                        || answer.error.contains("/opt/"),
                    "no file is named: {claim}"
                );
                assert!(answer.error.contains("hint: "), "{claim}");
                assert_eq!(sandbox.wharf(&["status"]).code, 0, "{claim}");
            }
            _ => panic!("{claim}"),
        }
        disk.free();
        let next = sandbox.wharf(&["reconfigure"]);
        assert_eq!(next.code, 0, "after {claim}\n{next:?}");
        assert_eq!(sandbox.wharf(&["plan"]).code, 0, "after {claim}");
        assert_eq!(sandbox.wharf(&["status"]).code, 0, "after {claim}");
        left += 1;
        assert!(left < 2000, "no room is enough");
    }
    println!("{undone} runs were put back, {succeeded} succeeded, the last with room for {left} {room:?}");
    assert!(undone > 5, "only {undone} runs were put back");
}

#[test]
fn a_disk_that_is_full_at_any_write_leaves_the_host_as_it_was() {
    full_at_every_write("size=64m,mode=755", Room::Blocks);
}

#[test]
fn a_disk_without_room_for_another_file_leaves_the_host_as_it_was() {
    full_at_every_write("size=64m,nr_inodes=2000,mode=755", Room::Files);
}

#[test]
fn a_first_run_on_a_full_disk_leaves_nothing_and_succeeds_once_there_is_room() {
    if !may_mount() {
        return;
    }
    // On a machine of its own there is one first run.
    let all: &[usize] = if is_machine() { &[2] } else { &[0, 2, 10, 30] };
    for left in all.iter().copied() {
        let sandbox = Sandbox::new();
        let disk = Disk::under(&sandbox, "size=64m,mode=755");
        let host = Host { sandbox, disk };
        host.sandbox.write_settings("");
        host.sandbox.wharf(&["ca", "init"]).exits(0);
        let before = files(&host.sandbox);
        host.disk.leave(Room::Blocks, left);
        let answer =
            host.sandbox.wharf(&["reconfigure"]).exits(1).says(&["No space left on device", "hint: "]);
        assert_eq!(files(&host.sandbox), before, "{answer:?}");
        host.sandbox.wharf(&["status"]).exits(1);
        host.disk.free();
        host.sandbox.wharf(&["reconfigure"]).exits(0);
        host.sandbox.wharf(&["status"]).exits(0);
    }
}
