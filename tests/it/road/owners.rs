//! Who owns what, and as whom services run.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use crate::support::{
    run,
    sandbox::{Sandbox, is_machine},
};

/// The name behind an id, as the host knows it.
fn name(database: &str, id: u32) -> String {
    let answer = run("getent", &[database, &id.to_string()]).exits(0);
    answer.output.split(':').next().unwrap().to_owned()
}

/// Mode always; owner and group only where they are ours to give.
#[track_caller]
fn expect(sandbox: &Sandbox, path: &str, owner: &str, mode: u32) {
    let data = std::fs::metadata(sandbox.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(data.permissions().mode() & 0o7777, mode, "{path} is {:o}", data.permissions().mode());
    if is_machine() {
        assert_eq!(format!("{}:{}", name("passwd", data.uid()), name("group", data.gid())), owner, "{path}");
    }
}

/// The user that a process runs as.
fn user_of(pid: u64) -> String {
    let data = std::fs::metadata(format!("/proc/{pid}")).unwrap();
    name("passwd", data.uid())
}

#[test]
fn files_have_the_owners_and_modes_of_the_contract_on_a_host_that_issues_tokens() {
    let sandbox = Sandbox::running();
    for (path, owner, mode) in [
        ("/var/opt/gitlab/registry", "registry:registry", 0o2770),
        ("/var/opt/gitlab/registry/config.yml", "root:registry", 0o640),
        ("/var/opt/gitlab/registry/gitlab-registry.crt", "registry:registry", 0o644),
        ("/var/opt/gitlab/registry/state", "registry:registry", 0o700),
        ("/var/opt/gitlab/auth-server/config.yml", "root:registry", 0o640),
        ("/var/opt/gitlab/auth-server/signing.key", "registry:registry", 0o600),
        ("/etc/gitlab/gitlab-secrets.json", "root:root", 0o600),
        ("/var/opt/gitlab/wharf", "root:root", 0o700),
        ("/var/opt/gitlab/gitlab-rails/shared/registry", "registry:registry", 0o770),
        ("/var/opt/gitlab/nginx/conf/nginx.conf", "root:root", 0o644),
    ] {
        expect(&sandbox, path, owner, mode);
    }
    assert!(!sandbox.path("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml").exists());
    if is_machine() {
        let pids = sandbox.pids();
        assert_eq!(user_of(pids["registry"]), "registry");
        assert_eq!(user_of(pids["token-server"]), "registry");
        assert_eq!(user_of(pids["nginx"]), "root");
        let workers = run("pgrep", &["-P", &pids["nginx"].to_string()]).exits(0).output;
        assert_eq!(user_of(workers.lines().next().unwrap().parse().unwrap()), "gitlab-www");
        // GitLab is not on this host, so its account is not made.
        assert_ne!(run("getent", &["passwd", "git"]).code, 0);
    }
}

#[test]
fn files_have_the_owners_and_modes_of_the_contract_on_a_host_with_rails() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!(
            "external_url = \"http://localhost:{}\"\nregistry_external_url = \"http://localhost:{}\"\n\
             [registry]\nregistry_http_addr = \"127.0.0.1:{}\"\nenv = {{ SECRET_OF_MINE = \"1\" }}\n\
             [registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n",
            sandbox.token, sandbox.public, sandbox.internal
        ),
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    for (path, owner, mode) in [
        ("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml", "root:git", 0o640),
        ("/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key", "git:git", 0o600),
        ("/var/opt/gitlab/gitlab-rails/shared/registry", "registry:git", 0o770),
        ("/opt/gitlab/etc/registry/env/SECRET_OF_MINE", "root:registry", 0o640),
    ] {
        expect(&sandbox, path, owner, mode);
    }
    // A mode that somebody widened is put right, and nothing is restarted for it.
    let pids = sandbox.pids();
    let config = sandbox.path("/var/opt/gitlab/registry/config.yml");
    std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o644)).unwrap();
    let plan = sandbox.wharf(&["plan"]).exits(10);
    assert!(plan.output.contains("(was 0644)"), "{}", plan.output);
    sandbox.wharf(&["reconfigure"]).exits(0);
    expect(&sandbox, "/var/opt/gitlab/registry/config.yml", "root:registry", 0o640);
    assert_eq!(sandbox.pids(), pids);
}

#[test]
fn a_group_that_may_read_logs_owns_their_folders_and_files() {
    let sandbox = Sandbox::with_token_server();
    sandbox.write("/etc/gitlab/gitlab.toml", &{
        let before = sandbox.read("/etc/gitlab/gitlab.toml");
        format!("{before}\n[logging]\nlog_group = \"adm\"\nsvlogd_prefix = \"host1: \"\n")
    });
    sandbox.wharf(&["reconfigure"]).exits(0);
    for (path, owner, mode) in [
        ("/var/log/gitlab/registry", "registry:adm", 0o2750),
        ("/var/log/gitlab/nginx", "root:adm", 0o2750),
        ("/var/log/gitlab/token-server", "registry:adm", 0o2750),
        ("/var/log/gitlab/registry/current", "root:adm", 0o640),
        ("/var/log/gitlab/nginx/gitlab_registry_access.log", "root:adm", 0o644),
    ] {
        expect(&sandbox, path, owner, mode);
    }
    let log = sandbox.read("/var/log/gitlab/registry/current");
    assert!(log.lines().all(|line| line.contains(" host1: ")), "{log}");
    // A group that nobody knows is told before anything is changed, where folders can be given away at all.
    sandbox.edit_settings("\"adm\"", "\"nobody-knows\"");
    if is_machine() {
        let plan = sandbox.wharf(&["plan"]).exits(3);
        assert!(plan.error.contains("there is no group `nobody-knows`"), "{plan:?}");
    }
}
