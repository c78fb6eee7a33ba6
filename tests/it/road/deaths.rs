//! A reconfigure that is killed at any moment is finished by the next one.

use std::process::Stdio;
use std::time::Duration;

use crate::support::{command, run, sandbox::Sandbox, times, wait_until, wharf};

#[test]
fn a_reconfigure_that_is_killed_at_any_moment_is_finished_by_the_next() {
    let sandbox = Sandbox::running();
    let root = sandbox.root().to_string_lossy().into_owned();
    let kills = times(10);
    let mut was_killed = 0;
    for number in 0..kills {
        let (old, new) = if number % 2 == 0 { ("info", "debug") } else { ("debug", "info") };
        sandbox.edit_settings(&format!("log_level = \"{old}\""), &format!("log_level = \"{new}\""));
        let age = 1000 + number;
        let settings = sandbox.read("/etc/gitlab/gitlab.toml");
        let kept: Vec<&str> = settings.lines().filter(|line| !line.starts_with("hsts_max_age")).collect();
        let aged =
            kept.join("\n").replace("[registry.nginx]", &format!("[registry.nginx]\nhsts_max_age = {age}"));
        sandbox.write("/etc/gitlab/gitlab.toml", &aged);
        let mut first = command(&wharf())
            .args(["--root", &root, "reconfigure"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From before the first file to after the last service, evenly.
        std::thread::sleep(Duration::from_millis((700 * number / kills) as u64));
        let _ = run("kill", &["-9", &first.id().to_string()]);
        was_killed += usize::from(first.wait().unwrap().code().is_none());

        sandbox.wharf(&["reconfigure"]).exits(0);
        sandbox.wharf(&["plan"]).exits(0);
        sandbox.wharf(&["status"]).exits(0);
        assert!(sandbox.read("/var/opt/gitlab/registry/config.yml").contains(&format!("level: {new}")));
        // NGINX may have been told by the run that was killed, and takes a moment.
        wait_until("the new vhost is served", 20, || {
            sandbox.curl("/", &[]).exits(0).output.contains(&format!("max-age={age}\r"))
        });
    }
    assert!(
        was_killed * 3 >= kills,
        "only {was_killed} of {kills} runs were killed before they had finished"
    );
}
