//! The guide's lines for `gitlab-ctl`, typed as they stand there: a shell, `sudo`, and the name on PATH.

use std::os::unix::fs::PermissionsExt as _;

use super::{CONFIG, yaml};
use crate::support::{
    Answer, command,
    sandbox::{Sandbox, is_machine},
    wharf,
};

/// What the guide has one type: R02 (read-only on), R04 (and off again), C06.
const RECONFIGURE: &str = "sudo gitlab-ctl reconfigure";

/// Types `line` into a shell. On a machine the link is the installed one; below a folder it is one of the test's.
fn types(sandbox: &Sandbox, line: &str) -> Answer {
    let names = sandbox.outside("names");
    if !names.exists() {
        std::fs::create_dir_all(&names).unwrap();
        let sudo = names.join("sudo");
        std::fs::write(&sudo, "#!/bin/sh\nexec \"$@\"\n").unwrap();
        std::fs::set_permissions(&sudo, std::fs::Permissions::from_mode(0o755)).unwrap();
        if is_machine() {
            sandbox.wharf(&["install"]).exits(0);
        } else {
            std::os::unix::fs::symlink(wharf(), names.join("gitlab-ctl")).unwrap();
        }
    }
    let mut shell = command("sh");
    shell.args(["-c", line]).env("PATH", format!("{}:/usr/sbin:/usr/bin:/sbin:/bin", names.display()));
    if !is_machine() {
        shell.env("WHARF_ROOT", sandbox.root());
    }
    let output = shell.output().unwrap();
    Answer {
        code: output.status.code().unwrap_or(-1),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        error: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The guide's snippet, with a path in place of its placeholder.
fn snippet(name: &str) -> String {
    let file = crate::support::tests().join("samples/guide").join(name);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.replace("<your_registry_storage_path>", "/srv/images")
}

#[test]
fn guide_r01_to_r04_read_only_mode_and_back_by_the_lines_of_the_guide() {
    let sandbox = Sandbox::new();
    let write = |more: &str| {
        let (public, internal, rails) = (sandbox.public, sandbox.internal, sandbox.token);
        sandbox.write(
            "/etc/gitlab/gitlab.rb",
            &format!(
                "external_url 'http://localhost:{rails}'\nregistry_external_url 'http://localhost:{public}'\n\
                 registry['registry_http_addr'] = '127.0.0.1:{internal}'\n\
                 registry['nginx'] = {{ 'listen_addresses' => ['127.0.0.1'] }}\n{more}"
            ),
        );
    };
    let is_read_only = || yaml(&sandbox, CONFIG)["storage"]["maintenance"]["readonly"]["enabled"].clone();
    write("");
    types(&sandbox, RECONFIGURE).exits(0);
    write(&snippet("R01.rb"));
    types(&sandbox, RECONFIGURE).exits(0);
    assert_eq!(is_read_only(), true);
    write(&snippet("R04.rb"));
    types(&sandbox, RECONFIGURE).exits(0);
    assert_eq!(is_read_only(), false);

    // The other verbs an administrator knows, in the same words.
    let status = types(&sandbox, "sudo gitlab-ctl status").exits(0).output;
    let lines: Vec<&str> = status.lines().collect();
    assert_eq!(lines.len(), 2, "{status}");
    for (line, service) in lines.iter().zip(["nginx", "registry"]) {
        assert!(line.starts_with(&format!("run: {service}: (pid ")), "{status}");
        assert!(line.contains("s; run: log: (pid "), "{status}");
    }
    let said = types(&sandbox, "sudo gitlab-ctl service-list").exits(0).output;
    assert_eq!(said, "nginx*\nregistry*\n");
    let said = types(&sandbox, "sudo gitlab-ctl stop registry").exits(0).output;
    assert!(said.starts_with("ok: down: registry: "), "{said}");
    let said = types(&sandbox, "sudo gitlab-ctl status registry").exits(3).output;
    assert!(said.starts_with("down: registry: ") && said.contains(", normally up; run: log: "), "{said}");
    let said = types(&sandbox, "sudo gitlab-ctl start").exits(0).output;
    assert_eq!(said.matches("ok: run: ").count(), 2, "{said}");
    let said = types(&sandbox, "sudo gitlab-ctl restart registry").exits(0).output;
    assert!(said.starts_with("ok: run: registry: (pid "), "{said}");
    let before = sandbox.pids();
    for line in ["sudo gitlab-ctl hup nginx", "sudo gitlab-ctl usr1 nginx"] {
        let answer = types(&sandbox, line).exits(0);
        assert_eq!((answer.output.as_str(), answer.error.as_str()), ("", ""), "{line}");
    }
    assert_eq!(sandbox.pids(), before, "neither ends anything");
    let said = types(&sandbox, "sudo gitlab-ctl show-config").exits(0).output;
    assert!(said.starts_with('{') && said.contains("registry_external_url"), "{said}");
    let line = "timeout --preserve-status --signal=INT 3 sudo gitlab-ctl tail registry";
    let said = types(&sandbox, line).exits(0).output;
    let logged = sandbox.read("/var/log/gitlab/registry/current");
    assert!(said.lines().count() > 1 && said.lines().last() == logged.lines().last(), "{said}");
}
