//! Rough hands and rough hosts: killed programs, closed pipes, strict masks, and things where others must be.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

use crate::support::{
    run,
    sandbox::{Sandbox, is_machine},
    wait_until, wharf,
};

const CONFIG: &str = "/var/opt/gitlab/registry/config.yml";

/// Runs `reconfigure` and sees that it says `parts`, exits `code`, and changes nothing.
#[track_caller]
fn refused(sandbox: &Sandbox, code: i32, parts: &[&str]) {
    let before = sandbox.snapshot();
    sandbox.wharf(&["reconfigure"]).exits(code).says(parts).says(&[if code == 3 {
        "= help:"
    } else {
        "hint:"
    }]);
    assert_eq!(sandbox.snapshot(), before);
}

fn mode(sandbox: &Sandbox, path: &str) -> u32 {
    std::fs::metadata(sandbox.path(path)).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_link_where_a_file_must_be_is_replaced_by_the_file() {
    let sandbox = Sandbox::running();
    let elsewhere = sandbox.outside("precious");
    std::fs::write(&elsewhere, "precious").unwrap();
    let text = sandbox.read(CONFIG);
    std::fs::remove_file(sandbox.path(CONFIG)).unwrap();
    symlink(&elsewhere, sandbox.path(CONFIG)).unwrap();
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(std::fs::symlink_metadata(sandbox.path(CONFIG)).unwrap().is_file());
    assert_eq!(sandbox.read(CONFIG), text);
    assert_eq!(std::fs::read_to_string(elsewhere).unwrap(), "precious");
    sandbox.wharf(&["plan"]).exits(0);
}

#[test]
fn a_folder_where_a_file_must_be_is_told_before_anything_changes() {
    let sandbox = Sandbox::running();
    std::fs::remove_file(sandbox.path(CONFIG)).unwrap();
    std::fs::create_dir(sandbox.path(CONFIG)).unwrap();
    let before = sandbox.pids();
    refused(&sandbox, 3, &["registry/config.yml` is a folder"]);
    assert_eq!(sandbox.pids(), before);
}

#[test]
fn a_reader_that_goes_away_stops_no_reconfigure() {
    let sandbox = Sandbox::with_token_server();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = Command::new(wharf())
        .args(["--root".as_ref(), sandbox.root().as_os_str(), "reconfigure".as_ref()])
        .stdin(Stdio::null())
        .stdout(writer.try_clone().unwrap())
        .stderr(writer)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
    sandbox.wharf(&["status"]).exits(0);
    sandbox.wharf(&["plan"]).exits(0);
}

#[test]
fn a_strict_mask_shuts_no_service_out() {
    let sandbox = Sandbox::with_token_server();
    sandbox.edit_settings(
        "[auth_server]",
        "[registry.storage.filesystem]\nrootdirectory = \"/var/images/of/this/host\"\n[auth_server]",
    );
    let script = "umask 077; exec \"$0\" --root \"$1\" reconfigure";
    let root = sandbox.root().to_string_lossy().into_owned();
    run("sh", &["-c", script, &wharf(), &root]).exits(0);
    for path in ["/var/images", "/var/images/of/this", "/run/wharf", "/opt/gitlab"] {
        assert_eq!(mode(&sandbox, path), 0o755, "{path}");
    }
    sandbox.wharf(&["status"]).exits(0);
}

#[test]
fn half_written_files_of_a_killed_run_are_removed() {
    let sandbox = Sandbox::running();
    let name = "0123456789abcdef0123456789abcdef";
    let left = [
        format!("/etc/gitlab/.gitlab-secrets.json.{name}.tmp"),
        format!("/var/opt/gitlab/registry/.config.yml.{name}.tmp"),
        format!("/opt/gitlab/service/.nginx.{name}.tmp"),
    ];
    for path in &left {
        sandbox.write(path, "half a secret");
    }
    sandbox.edit_settings("log_level = \"info\"", "log_level = \"debug\"");
    sandbox.wharf(&["reconfigure"]).exits(0);
    for path in &left {
        assert!(!sandbox.path(path).exists(), "{path}");
    }
}

#[test]
fn a_supervisor_that_is_killed_during_a_reconfigure_is_replaced() {
    let sandbox = Sandbox::running();
    for (number, delay) in [60, 120, 180, 240, 300].into_iter().enumerate() {
        sandbox.edit_settings("[registry]\n", &format!("[registry]\nenv = {{ ROUND = \"{number}\" }}\n"));
        let supervisor = sandbox.wharf(&["status", "--json"]).exits(0).output;
        let status: serde_json::Value = serde_json::from_str(&supervisor).unwrap();
        let pid = status["services"][0]["supervisor_pid"].to_string();
        let mut running = Command::new(wharf())
            .args(["--root".as_ref(), sandbox.root().as_os_str(), "-q".as_ref(), "reconfigure".as_ref()])
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        run("kill", &["-9", &pid]).exits(0);
        let code = running.wait().unwrap().code();
        assert!(matches!(code, Some(0 | 1)), "exit {code:?} when it was killed after {delay} ms");
        sandbox.wharf(&["reconfigure"]).exits(0);
        sandbox.wharf(&["status"]).exits(0);
        sandbox.wharf(&["plan"]).exits(0);
        sandbox.edit_settings(&format!("env = {{ ROUND = \"{number}\" }}\n"), "");
    }
}

#[test]
fn what_a_killed_supervisor_left_is_told_and_can_be_ended() {
    let sandbox = Sandbox::running();
    let pids = sandbox.pids();
    let status = sandbox.wharf(&["status", "--json"]).exits(0).output;
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    run("kill", &["-9", &status["services"][0]["supervisor_pid"].to_string()]).exits(0);
    wait_until("the supervisor is gone", 10, || {
        sandbox.wharf(&["status"]).error.contains("though 3 of its services still do")
    });
    sandbox.wharf(&["shutdown"]).exits(0);
    for (name, pid) in pids {
        // One that nobody has waited for yet has ended all the same: its command line is empty.
        let command = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        assert!(command.is_empty(), "{name} still runs");
    }
    sandbox.wharf(&["shutdown"]).exits(0).says(&["no supervisor runs"]);
}

#[test]
fn a_key_that_cannot_sign_and_a_certificate_without_a_key() {
    let sandbox = Sandbox::with_token_server();
    let original = sandbox.read("/etc/gitlab/gitlab.toml");
    for (line, said) in [
        ("internal_key = \"nonsense\"", "no token can be signed with `internal_key`"),
        ("internal_certificate = \"nonsense\"", "`internal_certificate` is given without its key"),
    ] {
        sandbox.write(
            "/etc/gitlab/gitlab.toml",
            &original.replace("[registry]\n", &format!("[registry]\n{line}\n")),
        );
        refused(&sandbox, 3, &[said, "gitlab.toml:4:"]);
    }
}

#[test]
fn a_link_that_a_service_planted_leads_nowhere() {
    if !is_machine() {
        // Without accounts there is no other user whose link it could be; `sys::fs` tests the rule itself.
        return;
    }
    let sandbox = Sandbox::running();
    let victim = sandbox.path("/var/victim");
    std::fs::create_dir(&victim).unwrap();
    std::fs::write(sandbox.path("/var/profile"), "").unwrap();
    sandbox.wharf(&["shutdown"]).exits(0);
    let script = "rmdir /var/opt/gitlab/registry/state || rm -r /var/opt/gitlab/registry/state
        ln -s /var/victim /var/opt/gitlab/registry/state
        rm /var/log/gitlab/registry/current; ln -s /var/profile /var/log/gitlab/registry/current";
    run("setpriv", &["--reuid=registry", "--regid=registry", "--clear-groups", "sh", "-c", script]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(1).says(&["symbolic link of another user"]);
    assert_eq!(mode(&sandbox, "/var/victim"), 0o755);
    std::fs::remove_file(sandbox.path("/var/opt/gitlab/registry/state")).unwrap();
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read("/var/profile"), "", "the log was written through the link");
}

#[test]
fn a_command_line_that_is_not_finished_shows_no_hidden_command() {
    let sandbox = Sandbox::new();
    let unfinished = sandbox.wharf(&[]).exits(2);
    assert!(!unfinished.error.contains("supervise-exec"), "{unfinished:?}");
    let registry = sandbox.outside("registry");
    symlink(wharf(), &registry).unwrap();
    let help = run(&registry.to_string_lossy(), &["serve", "--help"]).exits(0).output;
    assert!(help.contains("Usage: wharf registry serve"), "{help}");
}

#[test]
fn a_root_that_no_file_could_name_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let sandbox = Sandbox::new();
    let root = sandbox.outside("x").with_file_name(std::ffi::OsStr::from_bytes(b"bad\xff"));
    let output = Command::new(wharf()).arg("--root").arg(&root).arg("plan").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is not valid UTF-8"), "{output:?}");
    assert!(!root.exists());
}
