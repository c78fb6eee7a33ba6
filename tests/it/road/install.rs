//! The program made part of the system, and taken out of it again.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::support::{Answer, command, run, sandbox::Sandbox, wharf};

const UNIT: &str = "/etc/systemd/system/wharf.service";

/// Stands for `systemctl`: writes down what it is asked, starts what the unit says and waits until that is ready, as
/// systemd does with `Type=notify`; ends it with TERM.
const SYSTEMCTL: &str = r#"#!/usr/bin/env python3
import os, shlex, signal, socket, subprocess, sys
here, unit = "@HERE@", "@UNIT@"
with open(here + "/asked", "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\n")
if sys.argv[1] == "start":
    if os.path.exists(here + "/refuses"):
        sys.exit("Job for wharf.service failed.")
    line = next(line for line in open(unit) if line.startswith("ExecStart=")).split("=", 1)[1]
    words = [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line)]
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(here + "/notify")
    heard.settimeout(30)
    environment = {"PATH": os.environ["PATH"], "NOTIFY_SOCKET": here + "/notify"}
    nothing = open(os.devnull, "r+")
    child = subprocess.Popen(words, env=environment, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    open(here + "/pid", "w").write(str(child.pid))
    while b"READY=1" not in heard.recv(4096):
        pass
if sys.argv[1] == "disable" and "--now" in sys.argv and os.path.exists(here + "/pid"):
    pid = int(open(here + "/pid").read())
    watch = os.pidfd_open(pid)
    signal.pidfd_send_signal(watch, signal.SIGTERM)
    import select
    select.select([watch], [], [], 60)
"#;

/// A `systemctl` of its own, before all others on PATH.
struct Systemd {
    folder: PathBuf,
}

impl Systemd {
    fn on(sandbox: &Sandbox) -> Self {
        let folder = sandbox.outside("systemd");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::create_dir_all(sandbox.path("/run/systemd/system")).unwrap();
        let unit = sandbox.path(UNIT);
        let text =
            SYSTEMCTL.replace("@HERE@", &folder.to_string_lossy()).replace("@UNIT@", &unit.to_string_lossy());
        let program = folder.join("systemctl");
        std::fs::write(&program, text).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    /// `wharf`, which finds this `systemctl`.
    fn wharf(&self, sandbox: &Sandbox, arguments: &[&str]) -> Answer {
        let path = format!("{}:{}:/usr/sbin:/sbin", self.folder.display(), std::env::var("PATH").unwrap());
        let mut command = command(&wharf());
        command.arg("--root").arg(sandbox.root()).args(arguments).env("PATH", path);
        let output = command.stdin(std::process::Stdio::null()).output().unwrap();
        Answer {
            code: output.status.code().unwrap_or(-1),
            output: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// What it was asked since the last time.
    fn asked(&self) -> Vec<String> {
        let file = self.folder.join("asked");
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let _ = std::fs::remove_file(file);
        text.lines().map(str::to_owned).collect()
    }
}

/// Every path below the places where something is installed.
fn everything(sandbox: &Sandbox) -> BTreeSet<PathBuf> {
    fn walk(folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                walk(&path, found);
            }
            found.insert(path);
        }
    }
    let mut found = BTreeSet::new();
    let tops = [
        "etc",
        "opt",
        "usr/bin",
        "usr/share/bash-completion",
        "usr/share/fish",
        "usr/share/man",
        "usr/share/zsh",
    ];
    for top in tops {
        walk(&sandbox.path(top), &mut found);
    }
    found
}

#[test]
fn what_is_installed_is_taken_away_again_and_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.write_settings("");
    let before = everything(&sandbox);
    let answer = sandbox.wharf(&["install"]).exits(0);
    assert!(answer.output.contains("\n  + /usr/bin/gitlab-ctl -> "), "{answer:?}");
    assert!(answer.error.contains("systemd does not run here"), "{answer:?}");
    let installed = everything(&sandbox);
    for path in [
        UNIT,
        "/usr/share/bash-completion/completions/wharf",
        "/usr/share/zsh/vendor-completions/_wharf",
        "/usr/share/fish/vendor_completions.d/wharf.fish",
        "/usr/share/man/man1/wharf.1",
        "/usr/share/man/man1/wharf-reconfigure.1",
        "/usr/share/man/man1/wharf-config-set.1",
        "/usr/share/man/man5/gitlab.toml.5",
    ] {
        assert!(sandbox.path(path).is_file(), "{path}");
    }
    // Both names are this program.
    let link = |path: &str| sandbox.path(path).to_string_lossy().into_owned();
    let said = run(&link("/usr/bin/gitlab-ctl"), &["help"]).exits(0).output;
    assert!(said.starts_with("gitlab-ctl: command"), "{said}");
    run(&link("/opt/gitlab/embedded/bin/registry"), &["--version"]).exits(0);
    run("bash", &["-n", &link("/usr/share/bash-completion/completions/wharf")]).exits(0);

    // Twice is once, and what an older one made is replaced.
    let again = sandbox.wharf(&["install"]).exits(0);
    assert_eq!(again.output, "Everything is installed: nothing to do\n");
    assert_eq!(everything(&sandbox), installed);
    let json = sandbox.wharf(&["install", "--json"]).exits(0).output;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["schema"], &json["changes"]), (&"wharf.install/1".into(), &serde_json::json!([])));
    let unit = sandbox.read(UNIT);
    sandbox.write(UNIT, "[Unit]\n");
    sandbox.wharf(&["install"]).exits(0).says(&["wharf.service was changed by hand; it is written anew"]);
    assert_eq!(sandbox.read(UNIT), unit);

    // What was changed since is someone's work.
    let page = "/usr/share/man/man1/wharf-plan.1";
    sandbox.write(page, "notes of my own\n");
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    let answer =
        sandbox.wharf(&["uninstall"]).exits(0).says(&["wharf-plan.1 was changed", "images and logs stay"]);
    assert!(answer.output.contains("\n  - /usr/bin/gitlab-ctl\n"), "{answer:?}");
    assert_eq!(sandbox.read(page), "notes of my own\n");
    std::fs::remove_file(sandbox.path(page)).unwrap();
    let left: Vec<PathBuf> = everything(&sandbox).difference(&before).cloned().collect();
    let expected: Vec<PathBuf> =
        ["/usr/share/man", "/usr/share/man/man1"].map(|path| sandbox.path(path)).into();
    assert!(left.iter().all(|path| expected.contains(path)), "{left:?}");
    assert!(before.is_subset(&everything(&sandbox)));
    assert_eq!(sandbox.read("/etc/gitlab/gitlab.toml"), settings);
    let answer = sandbox.wharf(&["uninstall"]).exits(0);
    assert_eq!(answer.output, "Nothing is installed: nothing to remove\n");
}

#[test]
fn what_belongs_to_others_is_not_replaced() {
    let sandbox = Sandbox::new();
    sandbox.write("/usr/bin/gitlab-ctl", "the other one\n");
    let before = everything(&sandbox);
    for _ in 0..2 {
        sandbox
            .wharf(&["install"])
            .exits(1)
            .says(&["/usr/bin/gitlab-ctl is there already, and not from Wharf", "  hint: "]);
    }
    assert_eq!(
        (everything(&sandbox), sandbox.read("/usr/bin/gitlab-ctl").as_str()),
        (before, "the other one\n")
    );
    std::fs::remove_file(sandbox.path("/usr/bin/gitlab-ctl")).unwrap();
    // A whole Omnibus package is refused as `reconfigure` refuses it.
    sandbox.write("/opt/gitlab/version-manifest.json", "{}");
    let before = everything(&sandbox);
    sandbox.wharf(&["install"]).exits(1).says(&["a GitLab Omnibus package is installed"]);
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn systemd_finds_nothing_wrong_with_the_unit() {
    let sandbox = Sandbox::new();
    sandbox.wharf(&["install"]).exits(0);
    let unit = sandbox.path(UNIT).to_string_lossy().into_owned();
    let answer = run("systemd-analyze", &["verify", "--man=no", &unit]).exits(0);
    assert_eq!((answer.output.as_str(), answer.error.as_str()), ("", ""));
    let text = sandbox.read(UNIT);
    assert!(text.contains("\nType=notify\n") && text.contains("\nKillMode=process\n"), "{text}");
    // Settings may put anything anywhere.
    for depends in ["ProtectSystem", "ProtectHome", "PrivateTmp", "ReadOnly", "InaccessiblePaths"] {
        assert!(!text.contains(depends), "{depends}");
    }
}

#[test]
fn where_systemd_runs_reconfigure_starts_the_supervisor_through_it() {
    let sandbox = Sandbox::with_token_server();
    let systemd = Systemd::on(&sandbox);
    systemd.wharf(&sandbox, &["install"]).exits(0).says(&["`wharf reconfigure` starts it now"]);
    assert_eq!(systemd.asked(), ["daemon-reload", "enable wharf.service"]);
    std::fs::write(systemd.folder.join("refuses"), "").unwrap();
    let answer = systemd.wharf(&sandbox, &["reconfigure"]).exits(1);
    assert!(answer.error.contains("Job for wharf.service failed"), "{answer:?}");
    std::fs::remove_file(systemd.folder.join("refuses")).unwrap();
    systemd.asked();

    systemd.wharf(&sandbox, &["reconfigure"]).exits(0);
    assert_eq!(systemd.asked(), ["start wharf.service"]);
    sandbox.wharf(&["status"]).exits(0);
    let supervisor = std::fs::read_to_string(systemd.folder.join("pid")).unwrap();
    let held = sandbox.read("/run/wharf/supervisor.lock");
    assert_eq!(held.trim(), supervisor, "the process of the unit is the supervisor");
    for (service, pid) in sandbox.pids() {
        let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap();
        assert!(!String::from_utf8_lossy(&environment).contains("NOTIFY_SOCKET"), "{service}");
    }
    let log = std::fs::metadata(sandbox.path("/var/log/gitlab/wharf/current")).map_or(0, |data| data.len());
    assert_eq!(log, 0, "its log is the journal");
    // Nothing to do is nothing asked.
    systemd.wharf(&sandbox, &["reconfigure"]).exits(0);
    assert_eq!(systemd.asked(), Vec::<String>::new());

    let answer = systemd.wharf(&sandbox, &["uninstall"]).exits(0);
    assert!(answer.output.contains("Stopped every service and the supervisor"), "{answer:?}");
    assert_eq!(systemd.asked(), ["disable --now wharf.service", "daemon-reload"]);
    sandbox.wharf(&["status"]).exits(1).says(&["no supervisor runs"]);
    assert!(!sandbox.path(UNIT).exists() && sandbox.path("/etc/gitlab/gitlab.toml").exists());
}
