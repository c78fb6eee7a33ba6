//! The unit that systemd runs the supervisor by.

use std::path::Path;

/// The text of the unit for `program` over `root` (`None`: the machine).
///
/// What is shut off here, no setting can ask for: folders are left alone, as any may hold images, certificates or logs.
/// Services end with their supervisor, which asks each and gives it its grace; systemd ends the supervisor alone.
pub(super) fn text(program: &Path, root: Option<&Path>) -> String {
    let mut command = word(&program.to_string_lossy());
    if let Some(root) = root {
        command = format!("{command} --root {}", word(&root.to_string_lossy()));
    }
    format!(
        "# Written by `wharf install`. Changes of your own: `systemctl edit wharf.service`.
[Unit]
Description=Wharf: the container registry, its NGINX and its supervisor
Documentation=man:wharf(1) man:gitlab.toml(5)
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
NotifyAccess=main
ExecStart={command} serve
ExecReload={command} hup
KillMode=process
TimeoutStopSec=960
Restart=on-failure
RestartSec=1
OOMPolicy=continue
TasksMax=infinity
NoNewPrivileges=yes
LockPersonality=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictNamespaces=yes
RestrictRealtime=yes
SystemCallArchitectures=native

[Install]
WantedBy=multi-user.target
"
    )
}

/// A word of a command line as systemd reads it.
fn word(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    if text.chars().any(|c| c.is_whitespace() || matches!(c, '\'' | '"' | ';')) {
        format!("\"{text}\"")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_whatever_is_in_it() {
        for (path, wanted) in [
            ("/usr/bin/wharf", "/usr/bin/wharf"),
            ("/a b/100%/$x", "\"/a b/100%%/$$x\""),
            ("/a\"b\\c", "\"/a\\\"b\\\\c\""),
        ] {
            assert_eq!(word(path), wanted);
        }
        let text = text(Path::new("/usr/bin/wharf"), Some(Path::new("/my lab")));
        assert!(text.contains("\nExecStart=/usr/bin/wharf --root \"/my lab\" serve\n"), "{text}");
    }
}
