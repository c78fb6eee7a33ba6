//! `wharf readonly` as an operator uses it: beside pulls and pushes of real clients, through reconfigures and kills.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{command, image::Image, run, sandbox::Sandbox, sandbox::is_machine, wait_until, wharf};

const WRITER: &str = "writer:push and pull";
const READER: &str = "reader:only pull";
const STATE: &str = "/var/opt/gitlab/registry/state";

/// Ends the loops also when an assertion fails, as the scope waits for them.
struct Ends<'a>(&'a AtomicBool);
impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What `readonly status --json` says.
#[track_caller]
fn mode(sandbox: &Sandbox) -> serde_json::Value {
    let said = sandbox.wharf(&["readonly", "status", "--json"]).exits(0);
    let mode: serde_json::Value = serde_json::from_str(&said.output).unwrap_or_else(|_| panic!("{said:?}"));
    assert_eq!(mode["schema"], "wharf.readonly/1");
    mode
}

/// A token of `writer` for pushes to `group/project`, as a header.
fn token(sandbox: &Sandbox) -> String {
    let path = "/jwt/auth?service=container_registry&scope=repository:group/project:pull,push";
    let said = sandbox.curl(path, &["-u", WRITER]).exits(0).output;
    let said: serde_json::Value = serde_json::from_str(&said[said.find('{').unwrap()..]).unwrap();
    format!("Authorization: Bearer {}", said["token"].as_str().unwrap())
}

/// Begins an upload through NGINX; answers its path.
#[track_caller]
fn begin_upload(sandbox: &Sandbox, token: &str) -> String {
    let begun =
        sandbox.curl("/v2/group/project/blobs/uploads/", &["-X", "POST", "-H", token]).exits(0).output;
    location(&begun)
}

/// The path and query of `Location`.
#[track_caller]
fn location(said: &str) -> String {
    let line = said.lines().find(|line| line.to_lowercase().starts_with("location:"));
    let line = line.unwrap_or_else(|| panic!("{said}"));
    let address = line.split_once(": ").unwrap().1.trim();
    address.split_once("://").map_or(address, |(_, rest)| &rest[rest.find('/').unwrap()..]).to_owned()
}

/// An upload that is in flight: `curl` sends what is written to its standard input.
fn sending(sandbox: &Sandbox, token: &str, path: &str) -> Child {
    let authority = sandbox.outside("certs.d/ca.crt");
    command("curl")
        .args(["-sS", "-i", "-X", "PATCH", "-T", "-", "-H", token, "--cacert"])
        .arg(authority)
        .arg(format!("https://localhost:{}{path}", sandbox.public))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How many bytes an upload has.
fn size(sandbox: &Sandbox, token: &str, path: &str) -> (u64, String) {
    let said = sandbox.curl(path, &["-H", token]).exits(0).output;
    let range =
        said.lines().find_map(|line| line.to_lowercase().strip_prefix("range: 0-").map(str::to_owned));
    let last: u64 = range.unwrap_or_else(|| panic!("{said}")).trim().parse().unwrap();
    (last + 1, location(&said))
}

#[test]
fn during_loops_of_pulls_and_pushes_no_pull_fails_and_pushes_are_refused_with_the_reason_alone() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", WRITER).exits(0);
    let before = sandbox.pids()["registry"];
    let (stop, pushes, pulls) = (AtomicBool::new(false), Mutex::new(Vec::new()), Mutex::new(0));
    let last_push = || pushes.lock().unwrap().last().map(|push: &(i32, String)| push.0);
    let count = || pushes.lock().unwrap().len();
    std::thread::scope(|scope| {
        let ends = Ends(&stop);
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                assert_eq!(sandbox.pull("group/project:v1", READER), image.digest);
                *pulls.lock().unwrap() += 1;
            }
        });
        scope.spawn(|| {
            for number in 0.. {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let next = Image::make(&sandbox.outside(&format!("next-{number}")), &format!("v{number}"));
                let push = sandbox.push(&next, &format!("group/project:n{number}"), WRITER);
                pushes.lock().unwrap().push((push.code, push.error));
            }
        });
        wait_until("a first push and a first pull", 60, || {
            last_push() == Some(0) && *pulls.lock().unwrap() > 0
        });
        let on = sandbox.wharf(&["readonly", "on", "--reason", "S3 migration", "--for", "1h"]).exits(0);
        assert!(on.output.contains(": S3 migration") && on.output.contains("nothing is written"), "{on:?}");
        let tree = sandbox.snapshot_of_images();
        let (sealed, pulled) = (count(), *pulls.lock().unwrap());
        wait_until("refused pushes and more pulls", 60, || {
            count() > sealed + 2 && *pulls.lock().unwrap() > pulled + 2
        });
        assert_eq!(last_push(), Some(1));
        assert_eq!(sandbox.snapshot_of_images(), tree, "nothing is written once `on` has returned");
        sandbox.wharf(&["readonly", "off"]).exits(0);
        wait_until("a push again", 60, || last_push() == Some(0));
        drop(ends);
    });
    assert_eq!(sandbox.pids()["registry"], before, "nothing was restarted");
    for (code, said) in pushes.into_inner().unwrap() {
        assert!(code == 0 || said.contains("the registry is read-only: S3 migration (by "), "{said}");
    }
}

/// How many pushes the engine says are under way.
fn under_way(sandbox: &Sandbox) -> u64 {
    let mut socket = UnixStream::connect(sandbox.path(&format!("{STATE}/engine.sock"))).unwrap();
    socket.write_all(b"GET /v1/read-only HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut said = String::new();
    socket.read_to_string(&mut said).unwrap();
    let said: serde_json::Value = serde_json::from_str(said.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    said["pushes_under_way"].as_u64().unwrap()
}

#[test]
fn a_push_of_a_real_client_in_flight_comes_to_its_tag_within_the_drain() {
    let sandbox = Sandbox::running();
    let signal = |child: &Child, name: &str| run("kill", &[name, &child.id().to_string()]).exits(0);
    // Stopped between two of its requests; one that was too fast for us is followed by another.
    let (image, number, push) = (0..50)
        .find_map(|number| {
            let image = Image::make(&sandbox.outside(&format!("image-{number}")), "v1");
            let mut push = sandbox.start_push(&image, &format!("group/project:v{number}"), WRITER);
            while under_way(&sandbox) == 0 && push.try_wait().unwrap().is_none() {}
            signal(&push, "-STOP");
            if under_way(&sandbox) > 0 {
                return Some((image, number, push));
            }
            signal(&push, "-CONT");
            push.wait().unwrap();
            None
        })
        .expect("a push in flight");
    let mut on = command(&wharf())
        .args(["--root", &sandbox.root().to_string_lossy(), "readonly", "on", "--drain", "1m"])
        .spawn()
        .unwrap();
    wait_until("the drain has begun", 20, || mode(&sandbox)["draining"] == true);
    signal(&push, "-CONT");
    let push = push.wait_with_output().unwrap();
    assert!(push.status.success(), "{push:?}");
    assert!(on.wait().unwrap().success());
    assert_eq!(sandbox.pull(&format!("group/project:v{number}"), READER), image.digest);
    let next = sandbox.push(&image, "group/project:next", WRITER);
    assert!(next.code != 0 && next.error.contains("read-only"), "{next:?}");
}

#[test]
fn a_push_in_flight_finishes_and_the_command_waits_for_it_and_no_longer() {
    let sandbox = Sandbox::running();
    let token = token(&sandbox);
    let path = begin_upload(&sandbox, &token);
    let mut upload = sending(&sandbox, &token, &path);
    upload.stdin.as_mut().unwrap().write_all(&vec![7; 100_000]).unwrap();
    wait_until("the upload has begun", 20, || size(&sandbox, &token, &path).0 > 1);
    let mut on = command(&wharf())
        .args(["--root", &sandbox.root().to_string_lossy(), "readonly", "on", "--drain", "10m"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(on.stderr.as_mut().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains("waiting, at most") && said.contains("1 write in flight"), "{said}");
    assert_eq!(mode(&sandbox)["draining"], true);
    drop(upload.stdin.take());
    let sent = upload.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&sent.stdout).contains("202 Accepted"), "{sent:?}");
    // Ten minutes are not over: it returns because nothing is written any more.
    assert!(on.wait().unwrap().success());
    assert_eq!((&mode(&sandbox)["draining"], &mode(&sandbox)["read_only"]), (&false.into(), &true.into()));
}

#[test]
fn a_big_upload_beyond_the_drain_is_cut_and_is_resumed_afterwards() {
    let sandbox = Sandbox::running();
    let token = token(&sandbox);
    let path = begin_upload(&sandbox, &token);
    let mut upload = sending(&sandbox, &token, &path);
    upload.stdin.as_mut().unwrap().write_all(&vec![7; 1_000_000]).unwrap();
    wait_until("it has begun", 20, || size(&sandbox, &token, &path).0 > 1);
    sandbox.wharf(&["readonly", "on", "--reason", "moving", "--drain", "1s", "-q"]).exits(0);
    let (kept, _) = size(&sandbox, &token, &path);
    drop(upload.stdin.take());
    let cut = upload.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&cut.stdout);
    assert!(said.contains("405 Method Not Allowed") && said.contains("read-only: moving"), "{cut:?}");
    assert_eq!(size(&sandbox, &token, &path).0, kept, "nothing was written any more");
    sandbox.wharf(&["readonly", "off"]).exits(0);
    let mut rest = sending(&sandbox, &token, &size(&sandbox, &token, &path).1);
    rest.stdin.take().unwrap().write_all(&[7; 1000]).unwrap();
    let sent = rest.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&sent.stdout).contains("202 Accepted"), "{sent:?}");
    assert_eq!(size(&sandbox, &token, &path).0, kept + 1000);
}

#[test]
fn it_outlives_kills_and_reconfigures_is_told_everywhere_and_ends_at_its_time() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", WRITER).exits(0);
    let refused = |what: &str| {
        let push = sandbox.push(&image, "group/project:v2", WRITER);
        assert!(push.code != 0 && push.error.contains("read-only: moving"), "{what}: {push:?}");
    };
    assert!(!sandbox.wharf(&["status"]).exits(0).output.contains("MODE"));
    sandbox.wharf(&["readonly", "on", "--reason", "moving", "--for", "1h", "--drain", "0s"]).exits(0);
    refused("at once");
    let status = sandbox.wharf(&["status"]).exits(0).output;
    assert!(
        status.contains("\nMODE ")
            && status.contains("READ-ONLY since ")
            && status.contains("(moving), ends "),
        "{status}"
    );
    sandbox.wharf(&["plan"]).exits(0).says(&["note: the registry is read-only by", "the hold stays"]);
    sandbox.edit_settings("log_level = \"info\"", "log_level = \"debug\"");
    sandbox.wharf(&["reconfigure"]).exits(0).says(&["the hold stays"]);
    refused("after a reconfigure that restarts the engine");
    let before = sandbox.pids()["registry"];
    run("kill", &["-9", &before.to_string()]).exits(0);
    wait_until("the engine is back", 20, || {
        sandbox.pids()["registry"] != before && sandbox.wharf(&["status"]).code == 0
    });
    refused("after a kill");
    // Another one takes its place, and ends by itself.
    let again = ["readonly", "on", "--reason", "moving again", "--for", "3s"];
    sandbox.wharf(&again).exits(0).says(&["this replaces the hold that was on (read-only by", "moving"]);
    assert_eq!(mode(&sandbox)["hold"]["reason"], "moving again");
    wait_until("it ends at its time", 20, || mode(&sandbox)["read_only"] == false);
    sandbox.push(&image, "group/project:v2", WRITER).exits(0);
    assert_eq!(sandbox.wharf(&["readonly", "status"]).exits(0).output, "read-write\n");
}

#[test]
fn off_names_the_line_where_the_settings_ask_for_it_too() {
    let sandbox = Sandbox::running();
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    let more = "[registry.storage.maintenance.readonly]\nenabled = true\n";
    sandbox.write("/etc/gitlab/gitlab.toml", &format!("{settings}\n{more}"));
    sandbox.wharf(&["reconfigure"]).exits(0);
    let line = format!("gitlab.toml:{}", settings.lines().count() + 3);
    sandbox.wharf(&["readonly", "on", "--reason", "moving"]).exits(0);
    let status = sandbox.wharf(&["readonly", "status"]).exits(0).output;
    assert!(status.contains("(moving), until") && status.contains("also by the settings"), "{status}");
    assert!(status.contains(&line), "{status}");
    let plan = sandbox.wharf(&["plan"]).exits(0);
    let _ = plan.says(&["moving; the hold stays", "read-only by the settings in use"]);
    let off = sandbox.wharf(&["readonly", "off"]).exits(0).says(&["the settings still make", &line]);
    assert_eq!(off.output, "the hold is gone\n");
    let now = mode(&sandbox);
    assert!(now["by_settings"] == true && now["hold"].is_null() && now["read_only"] == true, "{now}");
    sandbox.write("/etc/gitlab/gitlab.toml", &settings);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.wharf(&["readonly", "off"]).exits(0).output, "no hold was on\n");
}

#[test]
fn without_a_registry_or_with_words_that_mean_nothing_nothing_is_held() {
    let sandbox = Sandbox::with_token_server();
    sandbox.wharf(&["readonly", "on"]).exits(1).says(&["no registry is enabled", "wharf reconfigure"]);
    for arguments in [
        &["--for", "soon"][..],
        &["--for", "2h", "--until", "2100-01-01T00:00:00Z"],
        &["--until", "tomorrow"],
        &["--drain", "-1s"],
        &["--reason", "two\nlines"],
        &["--reason", " "],
    ] {
        let _ = sandbox.wharf(&[&["readonly", "on"], arguments].concat()).exits(2);
    }
    sandbox.wharf(&["reconfigure"]).exits(0);
    let past = ["readonly", "on", "--until", "2001-01-01T00:00:00Z"];
    sandbox.wharf(&past).exits(1).says(&["would have ended at 2001-01-01 00:00:00 UTC already"]);
    sandbox.wharf(&["readonly", "on", "--for", "0s"]).exits(1).says(&["already"]);
    sandbox.wharf(&["readonly", "on", "--for", "99999d"]).exits(0);
    assert!(mode(&sandbox)["hold"]["until"].is_string());
}

#[test]
fn a_registry_that_is_down_finds_the_hold_at_its_start() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.wharf(&["stop", "registry"]).exits(0);
    let on = sandbox.wharf(&["readonly", "on", "--reason", "moving"]).exits(0);
    assert!(on.error.contains("does not run; the hold is kept"), "{on:?}");
    sandbox.wharf(&["start", "registry"]).exits(0);
    let push = sandbox.push(&image, "group/project:v1", WRITER);
    assert!(push.code != 0 && push.error.contains("read-only: moving"), "{push:?}");
    // By the other name it is the same command.
    let link = sandbox.outside("gitlab-ctl");
    std::os::unix::fs::symlink(wharf(), &link).unwrap();
    let root = sandbox.root().to_string_lossy().into_owned();
    run(&link.to_string_lossy(), &["--root", &root, "readonly", "off"]).exits(0);
    sandbox.push(&image, "group/project:v1", WRITER).exits(0);
}

#[test]
fn an_interrupt_leaves_the_hold_and_says_so() {
    let sandbox = Sandbox::running();
    let token = token(&sandbox);
    let path = begin_upload(&sandbox, &token);
    let mut upload = sending(&sandbox, &token, &path);
    upload.stdin.as_mut().unwrap().write_all(&vec![7; 100_000]).unwrap();
    wait_until("the upload has begun", 20, || size(&sandbox, &token, &path).0 > 1);
    let on = command(&wharf())
        .args(["--root", &sandbox.root().to_string_lossy(), "readonly", "on", "--drain", "10m"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_until("the drain has begun", 20, || mode(&sandbox)["draining"] == true);
    run("kill", &["-INT", &on.id().to_string()]).exits(0);
    let said = on.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&said.stderr);
    assert!(error.contains("the hold stays, pushes in flight may finish until"), "{error}");
    assert_eq!(mode(&sandbox)["draining"], true);
    upload.kill().unwrap();
    upload.wait().unwrap();
}

#[test]
fn a_damaged_hold_and_planted_links_are_told_and_lead_nowhere() {
    let sandbox = Sandbox::running();
    let file = sandbox.path(&format!("{STATE}/read-only.json"));
    std::fs::write(&file, "not a hold").unwrap();
    let status = sandbox.wharf(&["readonly", "status"]).exits(0).says(&["`wharf readonly off` removes"]);
    assert!(status.output.contains("a hold that cannot be read (it is no hold)"), "{status:?}");
    sandbox.wharf(&["plan"]).exits(0).says(&["cannot be read"]);
    sandbox.wharf(&["readonly", "off"]).exits(0);
    assert_eq!(mode(&sandbox)["read_only"], false);
    // A link in the place of the file is replaced, and what it names stays.
    let precious = sandbox.outside("precious");
    std::fs::write(&precious, "mine").unwrap();
    std::os::unix::fs::symlink(&precious, &file).unwrap();
    sandbox.wharf(&["readonly", "on", "--drain", "0s"]).exits(0);
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "mine");
    let kept = std::fs::symlink_metadata(&file).unwrap();
    assert!(kept.is_file());
    {
        use std::os::unix::fs::MetadataExt as _;
        let folder = std::fs::metadata(sandbox.path(STATE)).unwrap();
        assert_eq!((kept.mode() & 0o777, kept.uid(), kept.gid()), (0o600, folder.uid(), folder.gid()));
        assert!(!is_machine() || kept.uid() != 0, "the engine's own user must be able to read it");
    }
    sandbox.wharf(&["readonly", "off"]).exits(0);
    // A link in the place of the folder is not followed.
    let (state, aside) = (sandbox.path(STATE), sandbox.path(&format!("{STATE}.aside")));
    let elsewhere = sandbox.outside("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    std::fs::rename(&state, &aside).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &state).unwrap();
    let refused = sandbox.wharf(&["readonly", "on", "--drain", "0s"]).exits(1);
    assert!(
        refused.error.contains("could not write the hold") && refused.error.contains("link"),
        "{refused:?}"
    );
    assert_eq!(std::fs::read_dir(&elsewhere).unwrap().count(), 0);
    std::fs::remove_file(&state).unwrap();
    std::fs::rename(&aside, &state).unwrap();
}

#[test]
fn a_hold_that_was_ended_during_its_drain_does_not_come_back() {
    let sandbox = Sandbox::running();
    let token = token(&sandbox);
    let path = begin_upload(&sandbox, &token);
    let mut upload = sending(&sandbox, &token, &path);
    upload.stdin.as_mut().unwrap().write_all(&vec![7; 100_000]).unwrap();
    wait_until("the upload has begun", 20, || size(&sandbox, &token, &path).0 > 1);
    let on = command(&wharf())
        .args(["--root", &sandbox.root().to_string_lossy(), "readonly", "on", "--drain", "10m"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_until("the drain has begun", 20, || mode(&sandbox)["draining"] == true);
    sandbox.wharf(&["readonly", "off"]).exits(0);
    let said = on.wait_with_output().unwrap();
    let words = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(1), "{words}");
    assert!(words.contains("another command has ended or replaced the hold"), "{words}");
    assert_eq!(mode(&sandbox)["read_only"], false);
    upload.kill().unwrap();
    upload.wait().unwrap();
}
