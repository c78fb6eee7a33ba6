//! What a change of settings touches, and what a failed one leaves: nothing else, and everything.

use std::process::Command;

use crate::support::{image::Image, sandbox::Sandbox, wait_until};

/// The workers of the NGINX whose master is `pid`: they are replaced by a reload.
fn workers(pid: u64) -> Vec<String> {
    let output = Command::new("pgrep").args(["-P", &pid.to_string()]).output().expect("pgrep is installed");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_second_reconfigure_changes_no_file_and_restarts_nothing() {
    let sandbox = Sandbox::running();
    let (files, pids) = (sandbox.snapshot(), sandbox.pids());
    assert!(files.len() >= 12 && pids.len() == 3, "{pids:?} {:?}", files.keys());
    let second = sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(second.output.contains("nothing to do"), "{second:?}");
    sandbox.wharf(&["plan"]).exits(0);
    assert_eq!(sandbox.snapshot(), files);
    assert_eq!(sandbox.pids(), pids);
}

#[test]
fn a_log_level_restarts_only_the_registry() {
    let sandbox = Sandbox::running();
    let before = sandbox.pids();
    let workers_before = workers(before["nginx"]);
    sandbox.edit_settings("log_level = \"info\"", "log_level = \"debug\"");
    let plan = sandbox.wharf(&["plan"]).exits(10);
    assert!(
        plan.output.contains("-  level: info") && plan.output.contains("+  level: debug"),
        "{}",
        plan.output
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    let after = sandbox.pids();
    assert_ne!(after["registry"], before["registry"]);
    assert_eq!((after["nginx"], after["token-server"]), (before["nginx"], before["token-server"]));
    assert_eq!(workers(after["nginx"]), workers_before);
    assert!(sandbox.read("/var/opt/gitlab/registry/config.yml").contains("level: debug"));
}

#[test]
fn an_nginx_setting_reloads_only_nginx() {
    let sandbox = Sandbox::running();
    let before = sandbox.pids();
    let workers_before = workers(before["nginx"]);
    assert!(!workers_before.is_empty());
    sandbox.edit_settings("[registry.nginx]\n", "[registry.nginx]\nhsts_max_age = 1234\n");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.pids(), before, "a reload keeps the process");
    // The reload has happened when the command returns: no connection is served by the old configuration.
    let answer = sandbox.curl("/", &[]).exits(0).output;
    assert!(answer.contains("max-age=1234"), "{answer}");
    wait_until("the old workers are gone", 20, || {
        let now = workers(before["nginx"]);
        !now.is_empty() && now.iter().all(|worker| !workers_before.contains(worker))
    });
}

#[test]
fn a_renewed_certificate_reloads_nginx_and_is_served() {
    let sandbox = Sandbox::running();
    let before = sandbox.pids();
    sandbox.wharf(&["ca", "init", "--force"]).exits(0);
    sandbox.wharf(&["plan"]).exits(10);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.pids(), before);
    let shown = crate::support::run_with_input(
        "openssl",
        &["s_client", "-connect", &format!("127.0.0.1:{}", sandbox.public), "-servername", "localhost"],
        "",
    );
    let certificate = sandbox.read("/etc/gitlab/ssl/localhost.crt");
    let leaf: String = certificate.lines().take_while(|line| !line.starts_with("-----END")).collect();
    assert!(shown.output.replace('\n', "").contains(&leaf), "the old certificate is served");
}

#[test]
fn a_broken_snippet_leaves_everything_as_it_was() {
    let sandbox = Sandbox::running();
    let (files, pids) = (sandbox.snapshot(), sandbox.pids());
    let good = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.edit_settings(
        "[registry.nginx]\n",
        "[registry.nginx]\ncustom_gitlab_server_config = \"proxy_cahe off;\"\n",
    );
    sandbox.wharf(&["reconfigure"]).exits(1).says(&[
        "NGINX rejects the new configuration; nothing was changed",
        "unknown directive \"proxy_cahe\"",
        "hint:",
    ]);
    assert_eq!(sandbox.pids(), pids);
    sandbox.write("/etc/gitlab/gitlab.toml", &good);
    let mut now = sandbox.snapshot();
    let mut files = files;
    // The settings themselves were edited by this test.
    for snapshot in [&mut now, &mut files] {
        snapshot.remove(&sandbox.path("/etc/gitlab/gitlab.toml"));
    }
    assert_eq!(now, files);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.pids(), pids);
}

#[test]
fn an_engine_that_does_not_come_up_is_undone() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "writer:push and pull").exits(0);
    let before = sandbox.pids();
    let (config, vhost) = (
        sandbox.read("/var/opt/gitlab/registry/config.yml"),
        "/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf",
    );
    let vhost_before = sandbox.read(vhost);
    // Every file is good, the vhost changes too, but the engine refuses the variable at its start.
    sandbox.edit_settings("[registry.nginx]\n", "[registry.nginx]\nhsts_max_age = 4321\n");
    sandbox
        .edit_settings("[auth_server]", "[registry.env]\nREGISTRY_HTTP_ADDR = \"nonsense\"\n\n[auth_server]");
    sandbox.wharf(&["reconfigure"]).exits(1).says(&[
        "could not apply the plan; every file and service is as it was",
        "`registry` did not come up",
    ]);
    assert_eq!(sandbox.read("/var/opt/gitlab/registry/config.yml"), config);
    assert_eq!(sandbox.read(vhost), vhost_before);
    assert!(!sandbox.path("/opt/gitlab/etc/registry/env/REGISTRY_HTTP_ADDR").exists());
    sandbox.wharf(&["status"]).exits(0);
    let after = sandbox.pids();
    assert_eq!((after["nginx"], after["token-server"]), (before["nginx"], before["token-server"]));
    assert_eq!(sandbox.pull("group/project:v1", "writer:push and pull"), image.digest);
}

#[test]
fn a_first_run_that_fails_leaves_no_service_and_no_file() {
    let sandbox = Sandbox::with_token_server();
    sandbox
        .edit_settings("[auth_server]", "[registry.env]\nREGISTRY_HTTP_ADDR = \"nonsense\"\n\n[auth_server]");
    let before = sandbox.snapshot();
    sandbox.wharf(&["reconfigure"]).exits(1).says(&["every file and service is as it was"]);
    assert_eq!(sandbox.snapshot(), before);
    for port in [sandbox.public, sandbox.internal, sandbox.token] {
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err(), "{port} is still listened on");
    }
}

#[test]
fn disabling_takes_the_service_and_the_vhost_and_leaves_the_images_and_keys() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "writer:push and pull").exits(0);
    let secrets = sandbox.read("/etc/gitlab/gitlab-secrets.json");
    sandbox.edit_settings("[registry]\n", "[registry]\nenable = false\n");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(!sandbox.pids().contains_key("registry"));
    assert!(std::net::TcpStream::connect(("127.0.0.1", sandbox.internal)).is_err());
    assert!(!sandbox.path("/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf").exists());
    sandbox.edit_settings("enable = false\n", "");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read("/etc/gitlab/gitlab-secrets.json"), secrets);
    assert_eq!(sandbox.pull("group/project:v1", "writer:push and pull"), image.digest);
}

/// Every file below the storage folder, with its digest.
fn stored(sandbox: &Sandbox) -> String {
    let images = sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry/docker");
    let list = "cd \"$0\" && find . -type f -exec sha256sum {} + | sort";
    crate::support::run("sh", &["-c", list, &images.to_string_lossy()]).exits(0).output
}

#[test]
fn the_registry_is_switched_off_and_on_with_one_command_each() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "writer:push and pull").exits(0);
    let secrets = sandbox.read("/etc/gitlab/gitlab-secrets.json");
    let before = stored(&sandbox);
    assert!(before.lines().count() > 5, "{before}");
    let off = sandbox.wharf(&["disable", "registry"]).exits(0);
    assert!(off.error.contains("its images, its keys and its settings stay"), "{off:?}");
    assert!(sandbox.read("/etc/gitlab/gitlab.toml").contains("enable = false"));
    assert!(std::net::TcpStream::connect(("127.0.0.1", sandbox.internal)).is_err());
    assert!(!sandbox.pids().contains_key("registry"));
    assert_eq!(stored(&sandbox), before);
    sandbox.wharf(&["disable", "registry"]).exits(0);
    sandbox.wharf(&["enable", "registry"]).exits(0);
    assert_eq!(sandbox.read("/etc/gitlab/gitlab-secrets.json"), secrets);
    assert_eq!(stored(&sandbox), before);
    assert_eq!(sandbox.pull("group/project:v1", "writer:push and pull"), image.digest);

    sandbox.wharf(&["disable", "registry"]).exits(0);
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    std::fs::rename(sandbox.path("/etc/gitlab/ssl"), sandbox.path("/etc/gitlab/ssl.away")).unwrap();
    let refused = sandbox.wharf(&["enable", "registry"]).exits(3);
    assert!(refused.error.contains("E020") && refused.error.contains("is as it was"), "{refused:?}");
    assert_eq!(sandbox.read("/etc/gitlab/gitlab.toml"), settings);
}

#[test]
fn no_secret_is_in_a_plan_an_error_or_a_world_readable_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::with_token_server();
    let first = sandbox.wharf(&["reconfigure", "--verbose"]).exits(0);
    let secrets: serde_json::Value =
        serde_json::from_str(&sandbox.read("/etc/gitlab/gitlab-secrets.json")).unwrap();
    let secret = secrets["registry"]["http_secret"].as_str().unwrap().to_owned();
    assert_eq!(secret.len(), 128);
    let key = secrets["registry"]["internal_key"].as_str().unwrap().to_owned();
    let key_line = key.lines().nth(5).unwrap().to_owned();
    sandbox.edit_settings("[registry]\n", "[registry]\nhttp_secret = \"another one that is long enough\"\n");
    let plan = sandbox.wharf(&["plan", "--verbose"]).exits(10);
    let json = sandbox.wharf(&["plan", "--json"]).exits(10);
    let logs: String = ["registry", "nginx", "token-server"]
        .iter()
        .filter_map(|name| {
            std::fs::read_to_string(sandbox.path(&format!("/var/log/gitlab/{name}/current"))).ok()
        })
        .collect();
    for said in [&first.output, &first.error, &plan.output, &plan.error, &json.output, &logs] {
        for hidden in [secret.as_str(), &key_line, "another one that is long enough", "push and pull"] {
            assert!(!said.contains(hidden), "{said}");
        }
    }
    for path in sandbox.snapshot().keys() {
        let content = String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned();
        if content.contains(&secret) || content.contains(&key_line) {
            let mode = std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode & 0o007, 0, "{} is {mode:o}", path.display());
        }
    }
}

#[test]
fn moving_the_storage_says_that_the_images_stay_and_how_to_take_them_along() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "writer:push and pull").exits(0);
    sandbox.edit_settings(
        "[auth_server]",
        "[registry.storage.filesystem]\nrootdirectory = \"/srv/images\"\n\n[auth_server]",
    );
    let plan = sandbox.wharf(&["plan"]).exits(10);
    assert!(plan.error.contains("the images stay in") && plan.error.contains("cp -a"), "{plan:?}");
    // As the hint says.
    sandbox.wharf(&["stop", "registry"]).exits(0);
    let (from, to) =
        (sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry/docker"), sandbox.path("/srv/images"));
    std::fs::create_dir_all(&to).unwrap();
    crate::support::run("cp", &["-a", &from.to_string_lossy(), &to.to_string_lossy()]).exits(0);
    let moved = sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(!moved.error.contains("the images stay in"), "{moved:?}");
    assert_eq!(sandbox.pull("group/project:v1", "reader:only pull"), image.digest);
}
