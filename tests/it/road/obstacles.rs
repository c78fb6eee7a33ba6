//! Bad input and bad hosts: each its own error, with the reason and the next command, and nothing is written.

use std::os::unix::fs::PermissionsExt;

use crate::support::{
    run,
    sandbox::{Sandbox, is_machine},
    wait_until,
};

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

#[test]
fn a_missing_settings_file() {
    let sandbox = Sandbox::new();
    refused(&sandbox, 1, &["there is no settings file", "etc/gitlab/gitlab.toml"]);
}

#[test]
fn a_settings_file_that_cannot_be_read() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("/etc/gitlab/gitlab.toml")).unwrap();
    refused(&sandbox, 1, &["could not read the settings file"]);
}

#[test]
fn settings_that_are_not_text() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("/etc/gitlab/gitlab.toml"), b"external_url = \"x\"\n# \xff\n").unwrap();
    refused(&sandbox, 3, &["gitlab.toml:2:3", "the file is not valid UTF-8"]);
}

#[test]
fn a_url_without_a_scheme_and_a_typo_are_told_together() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        "registry_external_url = \"registry.example.com\"\n[registry]\nstorage_delete_enable = true\n",
    );
    refused(
        &sandbox,
        3,
        &[
            "gitlab.toml has 2 problems",
            "gitlab.toml:1:",
            "gitlab.toml:3:1\n",
            "error[E001]: there is no setting `registry.storage_delete_enable`",
            "did you mean `registry.storage_delete_enabled`?",
        ],
    );
}

#[test]
fn a_url_with_a_path() {
    let sandbox = Sandbox::with_token_server();
    sandbox.edit_settings(
        &format!("localhost:{}", sandbox.public),
        &format!("localhost:{}/registry", sandbox.public),
    );
    refused(&sandbox, 3, &["gitlab.toml:1:", "/registry"]);
}

#[test]
fn equal_ports() {
    let sandbox = Sandbox::with_token_server();
    sandbox
        .edit_settings(&format!("127.0.0.1:{}", sandbox.internal), &format!("127.0.0.1:{}", sandbox.public));
    refused(&sandbox, 3, &["registry_http_addr", &sandbox.public.to_string()]);
}

#[test]
fn a_port_that_a_stranger_holds_is_named_with_him() {
    let sandbox = Sandbox::with_token_server();
    let _socket = std::net::TcpListener::bind(("127.0.0.1", sandbox.internal)).unwrap();
    let me = format!("pid {}", std::process::id());
    refused(&sandbox, 3, &[&format!("`127.0.0.1:{}` is held by {me}", sandbox.internal)]);
}

#[test]
fn a_certificate_that_does_not_exist() {
    let sandbox = Sandbox::new();
    sandbox.write_settings("");
    refused(&sandbox, 3, &["etc/gitlab/ssl/localhost.crt does not exist", "wharf ca init"]);
}

#[test]
fn files_of_tls_that_do_not_exist() {
    let sandbox = Sandbox::with_token_server();
    let names = ["ssl_client_certificate", "ssl_dhparam", "ssl_password_file"];
    let lines = names.map(|name| format!("{name} = \"/nowhere/{name}\"")).join("\n");
    sandbox.edit_settings("[registry.nginx]\n", &format!("[registry.nginx]\n{lines}\n"));
    let said: Vec<String> = names.iter().map(|name| format!("/nowhere/{name} does not exist")).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).chain(["error[E020]", "remove the line"]).collect();
    refused(&sandbox, 3, &said);
    sandbox.wharf(&["render"]).exits(0).says(&["warning[E020]", "/nowhere/ssl_dhparam does not exist"]);
}

#[test]
fn a_certificate_for_another_host_and_a_key_of_another_pair() {
    let sandbox = Sandbox::with_token_server();
    sandbox.wharf(&["ca", "init", "--host", "other.example.com"]).exits(0);
    let other = sandbox.read("/etc/gitlab/ssl/other.example.com.crt");
    let own = sandbox.read("/etc/gitlab/ssl/localhost.crt");
    sandbox.write("/etc/gitlab/ssl/localhost.crt", &other);
    refused(&sandbox, 3, &["localhost", "other.example.com", "key"]);
    sandbox.write("/etc/gitlab/ssl/localhost.crt", "no certificate at all");
    refused(&sandbox, 3, &["localhost.crt"]);
    sandbox.write("/etc/gitlab/ssl/localhost.crt", &own);
    sandbox.wharf(&["plan"]).exits(10);
}

#[test]
fn a_storage_folder_that_the_user_cannot_reach_names_the_folder_in_the_way() {
    let sandbox = Sandbox::with_token_server();
    std::fs::create_dir_all(sandbox.path("/srv/locked/deep")).unwrap();
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    if is_machine() {
        std::fs::set_permissions(sandbox.path("/srv/locked"), std::fs::Permissions::from_mode(0o700))
            .unwrap();
        let storage = "\n[registry.storage.filesystem]\nrootdirectory = \"/srv/locked/deep/registry\"\n";
        sandbox.write("/etc/gitlab/gitlab.toml", &format!("{settings}{storage}"));
        refused(&sandbox, 3, &["user `registry` cannot enter `/srv/locked` (0700 root:root)"]);
        std::fs::set_permissions(sandbox.path("/srv/locked"), std::fs::Permissions::from_mode(0o755))
            .unwrap();
    }
    std::fs::write(sandbox.path("/srv/locked/file"), "").unwrap();
    let storage = "\n[registry.storage.filesystem]\nrootdirectory = \"/srv/locked/file/registry\"\n";
    sandbox.write("/etc/gitlab/gitlab.toml", &format!("{settings}{storage}"));
    refused(&sandbox, 3, &["/srv/locked/file` is not a folder"]);
}

#[test]
fn a_second_reconfigure_at_the_same_time() {
    let sandbox = Sandbox::running();
    sandbox.edit_settings("log_level = \"info\"", "log_level = \"debug\"");
    let lock = sandbox.path("/run/wharf/reconfigure.lock");
    // The lock as another run holds it: flock(1) until its input ends.
    let mut holder = crate::support::command("flock")
        .arg(&lock)
        .args(["sh", "-c", "echo held; read line"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("flock is installed");
    let mut word = [0; 4];
    std::io::Read::read_exact(holder.stdout.as_mut().unwrap(), &mut word).unwrap();
    refused(&sandbox, 1, &["another `wharf reconfigure` is at work"]);
    drop(holder.stdin.take());
    holder.wait().unwrap();
    sandbox.wharf(&["reconfigure"]).exits(0);
}

#[test]
fn no_nginx_on_the_host() {
    let sandbox = Sandbox::with_token_server();
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write("/etc/gitlab/gitlab.toml", &format!("{settings}\n[nginx]\nbinary = \"/nowhere/nginx\"\n"));
    refused(&sandbox, 3, &["could not run NGINX at `/nowhere/nginx`"]);
    sandbox.write("/etc/gitlab/gitlab.toml", &settings);
    if !is_machine() {
        // Without one in PATH, and none in the usual folders, which a sandbox cannot take away.
        let usual = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/gitlab/embedded/sbin/nginx"];
        assert!(usual.iter().any(|path| std::path::Path::new(path).exists()), "the tests need an NGINX");
        return;
    }
    run("mount", &["--bind", "/dev/null", "/usr/sbin/nginx"]).exits(0);
    refused(&sandbox, 3, &["there is no NGINX on this host", "apt-get install nginx-light"]);
}

#[test]
fn a_broken_secrets_file_is_left_as_it_is() {
    let sandbox = Sandbox::with_token_server();
    sandbox.write("/etc/gitlab/gitlab-secrets.json", "{\"registry\": ");
    let before = sandbox.snapshot();
    sandbox.wharf(&["reconfigure"]).exits(1).says(&["gitlab-secrets.json is not valid JSON (line 1, column"]);
    assert_eq!(sandbox.snapshot(), before);
}

#[test]
fn a_key_and_a_certificate_that_are_no_pair() {
    let sandbox = Sandbox::running();
    let secrets: serde_json::Value =
        serde_json::from_str(&sandbox.read("/etc/gitlab/gitlab-secrets.json")).unwrap();
    let other = sandbox.read("/etc/gitlab/ssl/localhost.crt");
    let mut changed = secrets.clone();
    changed["registry"]["internal_certificate"] = other.into();
    sandbox.write("/etc/gitlab/gitlab-secrets.json", &changed.to_string());
    let file = "--> /etc/gitlab/gitlab-secrets.json\n";
    refused(&sandbox, 3, &["error[E061]", "are not a pair", file]);
    for (name, code, said) in [
        ("internal_key", "error[E062]", "no token can be signed with `internal_key`"),
        ("internal_certificate", "error[E061]", "`internal_certificate` cannot be used"),
    ] {
        let mut changed = secrets.clone();
        changed["registry"][name] = "no PEM".into();
        sandbox.write("/etc/gitlab/gitlab-secrets.json", &changed.to_string());
        refused(&sandbox, 3, &[code, said, file, "put a backup of that file back"]);
        let answer = sandbox.wharf(&["plan"]).exits(3);
        assert!(!answer.error.contains("a pair") && !answer.error.contains("gitlab.toml"), "{answer:?}");
    }
}

#[test]
fn a_real_omnibus_package_beside_us() {
    let sandbox = Sandbox::with_token_server();
    sandbox.write("/opt/gitlab/version-manifest.json", "{}");
    refused(&sandbox, 1, &["a GitLab Omnibus package is installed on this host", "version-manifest.json"]);
    std::fs::remove_file(sandbox.path("/opt/gitlab/version-manifest.json")).unwrap();
    // removed, its settings left behind: that is none
    sandbox.write("/var/lib/dpkg/info/gitlab-ce.list", "/.\n/etc/gitlab\n");
    let status = "Package: gitlab-ce\nStatus: deinstall ok config-files\n\nPackage: vim\nStatus: install ok installed\n";
    sandbox.write("/var/lib/dpkg/status", status);
    sandbox.wharf(&["plan"]).exits(10);
    sandbox
        .write("/var/lib/dpkg/status", &status.replace("deinstall ok config-files", "install ok installed"));
    refused(&sandbox, 1, &["a GitLab Omnibus package is installed on this host", "dpkg: gitlab-ce"]);
    sandbox.wharf(&["--beside-omnibus", "plan"]).exits(10);
}

#[test]
fn malformed_and_oversized_requests_through_the_front_door_leave_it_standing() {
    let sandbox = Sandbox::running();
    let before = sandbox.pids();
    for path in [
        "/v2/%ff%fe/manifests/x",
        "/v2/../../etc/passwd",
        "/v2/a/manifests/sha256:zz",
        "/v2/_catalog?n=-1",
        "/v2/a/b/c",
    ] {
        let answer = sandbox.curl(path, &["--path-as-is"]).exits(0).output;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
    }
    let huge = format!("X-Large: {}", "x".repeat(100_000));
    let answer = sandbox.curl("/v2/", &["-H", &huge]).exits(0).output;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(sandbox.pids(), before);
    wait_until("the engine still answers", 5, || {
        sandbox.curl("/v2/", &[]).output.starts_with("HTTP/1.1 401")
    });
}
