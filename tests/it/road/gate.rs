//! A run is done when clients are served: the look through the public listener, and what happens when it fails.

use crate::support::sandbox::{Sandbox, is_machine};
use crate::support::{run, wait_until};

/// What the vhost has beside everything else.
fn with_snippet(sandbox: &Sandbox, directive: &str) {
    sandbox.edit_settings(
        "[registry.nginx]\n",
        &format!("[registry.nginx]\ncustom_gitlab_server_config = \"{directive}\"\n"),
    );
}

/// The host without the settings, which the tests edit.
fn host(sandbox: &Sandbox) -> std::collections::BTreeMap<std::path::PathBuf, (u64, i64, u32, u32, Vec<u8>)> {
    let mut files = sandbox.snapshot();
    files.remove(&sandbox.path("/etc/gitlab/gitlab.toml"));
    files
}

#[test]
fn a_vhost_that_reaches_no_registry_is_put_back() {
    let sandbox = Sandbox::running();
    let (files, pids) = (host(&sandbox), sandbox.pids());
    // NGINX takes it, the engine runs, and no client is served.
    with_snippet(&sandbox, "location = /v2/ { return 503; }");
    sandbox.wharf(&["reconfigure"]).exits(1).says(&[
        "could not apply the plan; every file and service is as it was",
        &format!("clients are not served at https://localhost:{}/v2/: the answer is 503", sandbox.public),
        "hint:",
    ]);
    assert_eq!(host(&sandbox).keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    assert_eq!(sandbox.pids(), pids);
    let answer = sandbox.curl("/v2/", &["-o", "/dev/null", "-w", "%{http_code}"]).exits(0).output;
    assert_eq!(answer, "401", "clients are served by what was there before");
}

#[test]
fn a_rule_of_ones_own_is_said_and_not_undone() {
    let sandbox = Sandbox::running();
    with_snippet(&sandbox, "location = /v2/ { return 403; }");
    let answer = sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(answer.output.contains("where `/v2/` is answered 403, and not by the registry"), "{answer:?}");
}

#[test]
fn the_look_goes_through_tls_of_old_ciphers_client_certificates_and_the_proxy_protocol() {
    let sandbox = Sandbox::running();
    sandbox.edit_settings("[registry.nginx]\n", "[registry.nginx]\nproxy_protocol = true\n");
    let answer = sandbox.wharf(&["reconfigure"]).exits(0);
    let url = format!("https://localhost:{}", sandbox.public);
    assert!(answer.output.contains(&format!("The registry answers at {url}\n")), "{answer:?}");
    let crt = sandbox.path("/etc/gitlab/ssl/localhost.crt").display().to_string();
    sandbox.edit_settings(
        "proxy_protocol = true\n",
        &format!(
            "ssl_verify_client = \"on\"\nssl_client_certificate = \"{}\"\n",
            if is_machine() { crt } else { "/etc/gitlab/ssl/localhost.crt".to_owned() }
        ),
    );
    let answer = sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(answer.output.contains("is answered 400, and not by the registry"), "{answer:?}");
    sandbox.edit_settings(
        "ssl_verify_client = \"on\"\n",
        "ssl_protocols = \"TLSv1.2\"\nssl_ciphers = \"AES128-SHA:AES256-SHA\"\n",
    );
    let answer = sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(answer.output.contains("whether it answers there could not be seen"), "{answer:?}");
}

#[test]
fn a_program_that_was_replaced_is_restarted() {
    let sandbox = Sandbox::running();
    // The distribution's own nginx, where a package would replace it.
    let program = sandbox.outside("nginx");
    let real = run("sh", &["-c", "command -v nginx"]).exits(0).output;
    std::fs::copy(real.trim(), &program).unwrap();
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!("{settings}\n[nginx]\nbinary = \"{}\"\n", program.display()),
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    let before = sandbox.pids();
    sandbox.wharf(&["plan"]).exits(0);
    let newer = sandbox.outside("nginx.new");
    std::fs::copy(real.trim(), &newer).unwrap();
    std::fs::rename(&newer, &program).unwrap();
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    assert!(plan.contains("its program was replaced since it was started"), "{plan}");
    sandbox.wharf(&["reconfigure"]).exits(0);
    let after = sandbox.pids();
    assert_ne!(after["nginx"], before["nginx"]);
    assert_eq!((after["registry"], after["token-server"]), (before["registry"], before["token-server"]));
    sandbox.wharf(&["plan"]).exits(0);
}

#[test]
fn a_reload_that_nginx_refuses_counts_for_nothing() {
    let sandbox = Sandbox::running();
    let before = sandbox.pids();
    let vhost = "/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf";
    let good = sandbox.read(vhost);
    sandbox.write(vhost, "server { listen 127.0.0.1:1 nonsense; }\n");
    sandbox.wharf(&["hup", "nginx"]).exits(0);
    let is_reloading = || {
        let status: serde_json::Value =
            serde_json::from_str(&sandbox.wharf(&["status", "--json"]).output).unwrap();
        let services = status["services"].as_array().unwrap();
        services.iter().any(|one| one["service"] == "nginx" && one["is_reloading"] == true)
    };
    assert!(is_reloading(), "it cannot be taken");
    wait_until("the supervisor gives up", 30, || !is_reloading());
    let log = sandbox.read("/var/log/gitlab/nginx/current");
    assert!(log.contains("nonsense"), "{log}");
    sandbox.write(vhost, &good);
    // Whatever it has read by now: another reload is due, and then all is known again.
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    assert!(plan.contains("nginx        reload"), "{plan}");
    sandbox.wharf(&["reconfigure"]).exits(0);
    sandbox.wharf(&["plan"]).exits(0);
    assert_eq!(sandbox.pids(), before);
}
