//! `wharf doctor` finds each fault that is planted here, and nothing on a healthy host.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;
use wharf::journal::Journal;
use wharf::keys::{self, Authority};
use wharf::sys::{Root, clock};

use crate::support::{
    command, free_ports,
    image::Image,
    run,
    sandbox::{Sandbox, is_machine},
    wait_until,
};

const CONFIG: &str = "/var/opt/gitlab/registry/config.yml";
const CERTIFICATE: &str = "/etc/gitlab/ssl/localhost.crt";
const KEY: &str = "/etc/gitlab/ssl/localhost.key";
const STORAGE: &str = "/var/opt/gitlab/gitlab-rails/shared/registry";
const DAY: u64 = 86_400;

/// The findings of these checks, of all without any.
#[track_caller]
fn findings(sandbox: &Sandbox, checks: &[&str]) -> (i32, Vec<Value>) {
    let only: Vec<&str> = checks.iter().flat_map(|check| ["--only", check]).collect();
    let answer = sandbox.wharf(&[&["doctor", "--json"], &only[..]].concat());
    let told: Value = serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{answer:?}"));
    assert_eq!(told["schema"], "wharf.doctor/1");
    assert_eq!(told["healthy"], answer.code == 0, "{told}");
    (answer.code, told["findings"].as_array().unwrap().clone())
}

/// Sees that `check` comes out as `verdict` and says all of `parts`, in what was seen, why, or the fix.
#[track_caller]
fn finds(sandbox: &Sandbox, check: &str, verdict: &str, parts: &[&str]) {
    let (code, found) = findings(sandbox, &[check]);
    let is_it = |one: &&Value| {
        let text = one.to_string().replace("\\\"", "\"");
        one["verdict"] == verdict && parts.iter().all(|part| text.contains(part))
    };
    assert!(found.iter().any(|one| is_it(&one)), "no {verdict} with {parts:?}: {found:#?}");
    if verdict == "fail" {
        assert_eq!(code, 1);
    }
    if ["fail", "warn"].contains(&verdict) {
        assert!(
            found.iter().any(|one| is_it(&one) && one["fix"].is_string()),
            "nothing mends it: {found:#?}"
        );
    }
}

/// Sees that nothing at all is wrong.
#[track_caller]
fn is_well(sandbox: &Sandbox) {
    let (code, found) = findings(sandbox, &[]);
    let wrong: Vec<_> =
        found.iter().filter(|one| one["verdict"] == "fail" || one["verdict"] == "warn").collect();
    assert!(wrong.is_empty() && code == 0, "{wrong:#?}");
}

#[test]
fn on_a_healthy_host_nothing_is_wrong_nothing_is_skipped_and_nothing_is_left_behind() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "writer:push and pull").exits(0);
    let before = sandbox.snapshot();
    let (code, found) = findings(&sandbox, &[]);
    assert_eq!(code, 0, "{found:#?}");
    for (name, _) in wharf::doctor::CHECKS {
        let one =
            found.iter().find(|one| one["check"] == *name).unwrap_or_else(|| panic!("{name} said nothing"));
        assert_eq!(one["verdict"], "ok", "{one}");
    }
    assert_eq!(sandbox.snapshot(), before);
    let left = run("find", &[sandbox.path(STORAGE).to_str().unwrap(), "-path", "*wharf-doctor*"]).exits(0);
    assert_eq!(left.output, "", "the push was cancelled");
    let text = sandbox.wharf(&["doctor"]).exits(0).output;
    assert!(text.ends_with("nothing is wrong\n"), "{text}");
    assert!(!text.contains("Bearer") && !text.contains("eyJ"), "{text}");
    let quiet = sandbox.wharf(&["-q", "doctor"]).exits(0);
    assert_eq!(quiet.output, "", "{quiet:?}");
}

#[test]
fn checks_are_listed_and_chosen() {
    let sandbox = Sandbox::new();
    let list = sandbox.wharf(&["doctor", "--list"]).exits(0).output;
    assert!(list.lines().count() == wharf::doctor::CHECKS.len() && list.contains("\nclock "), "{list}");
    sandbox
        .wharf(&["doctor", "--only", "clok"])
        .exits(2)
        .says(&["there is no check `clok`", "the checks are settings"]);
    let nothing = sandbox.wharf(&["doctor"]);
    assert!(!nothing.error.contains("panicked") && nothing.output.contains("services"), "{nothing:?}");
}

#[test]
fn faults_of_the_certificate() {
    let sandbox = Sandbox::running();
    let now = clock::unix_seconds();
    let (good, key) = (sandbox.read(CERTIFICATE), sandbox.read(KEY));
    let pair = |host: &str, at: u64| {
        let issued = Authority::create(at).unwrap().issue(&[host.to_owned()], at).unwrap();
        (issued.certificate, issued.key.expose().clone())
    };
    let plant = |certificate: &str, key: &str| {
        std::fs::write(sandbox.path(CERTIFICATE), certificate).unwrap();
        std::fs::write(sandbox.path(KEY), key).unwrap();
    };
    let (expired, its_key) = pair("localhost", now - 900 * DAY);
    plant(&expired, &its_key);
    finds(&sandbox, "certificate", "fail", &["expired on", "renew"]);
    finds(&sandbox, "served", "fail", &["another certificate than the one in the file", "wharf reconfigure"]);
    run("kill", &["-HUP", &sandbox.pids()["nginx"].to_string()]).exits(0);
    wait_until("NGINX serves it", 20, || {
        findings(&sandbox, &["served"])
            .1
            .iter()
            .any(|one| one["seen"].to_string().to_lowercase().contains("expired"))
    });
    let (other, its_key) = pair("other.test", now);
    plant(&other, &its_key);
    finds(&sandbox, "certificate", "fail", &["not for `localhost`, but for `other.test`"]);
    plant(&pair("localhost", now).0, &key);
    finds(&sandbox, "certificate", "fail", &["the private key does not belong to the certificate"]);
    let (soon, its_key) = pair("localhost", now - 810 * DAY);
    plant(&soon, &its_key);
    finds(&sandbox, "certificate", "warn", &["expires in 1", "renew"]);
    let leaf = good.split_inclusive("-----END CERTIFICATE-----\n").next().unwrap();
    plant(leaf, &key);
    finds(&sandbox, "certificate", "warn", &["holds the host's own certificate alone", "append"]);
    std::fs::remove_file(sandbox.path(CERTIFICATE)).unwrap();
    finds(&sandbox, "certificate", "fail", &["does not exist"]);
    plant(&good, &key);
    std::fs::set_permissions(sandbox.path(KEY), std::fs::Permissions::from_mode(0o644)).unwrap();
    finds(&sandbox, "certificate", "warn", &["more than its owner may use it", "chmod 0600"]);
    std::fs::set_permissions(sandbox.path(KEY), std::fs::Permissions::from_mode(0o600)).unwrap();
    run("kill", &["-HUP", &sandbox.pids()["nginx"].to_string()]).exits(0);
    wait_until("the good one is served again", 20, || findings(&sandbox, &["served"]).0 == 0);
    is_well(&sandbox);
}

#[test]
fn a_stopped_service_and_a_stranger_on_its_port() {
    let sandbox = Sandbox::running();
    sandbox.wharf(&["stop", "registry"]).exits(0);
    finds(&sandbox, "services", "fail", &["registry is down", "wharf start registry"]);
    finds(&sandbox, "token", "skip", &["see `services`"]);
    let stranger = TcpListener::bind(("127.0.0.1", sandbox.internal)).unwrap();
    let me = format!("is held by pid {}", std::process::id());
    finds(&sandbox, "ports", "fail", &[&me, "registry.registry_http_addr"]);
    drop(stranger);
    sandbox.wharf(&["start", "registry"]).exits(0);
    is_well(&sandbox);
    sandbox.wharf(&["shutdown"]).exits(0);
    finds(&sandbox, "services", "fail", &["no supervisor runs", "wharf reconfigure"]);
}

#[test]
fn a_token_that_the_engine_does_not_trust() {
    let sandbox = Sandbox::running();
    let bundle = "/var/opt/gitlab/registry/gitlab-registry.crt";
    let good = sandbox.read(bundle);
    let other = keys::make_pair(clock::unix_seconds()).unwrap();
    std::fs::write(sandbox.path(bundle), other.certificate).unwrap();
    sandbox.wharf(&["restart", "registry"]).exits(0);
    finds(
        &sandbox,
        "token",
        "fail",
        &["the engine refuses what the key", "invalid_token", "wharf reconfigure"],
    );
    finds(&sandbox, "push", "fail", &["is refused (401)"]);
    finds(&sandbox, "files", "warn", &["gitlab-registry.crt was edited by hand"]);
    std::fs::write(sandbox.path(bundle), good).unwrap();
    sandbox.wharf(&["restart", "registry"]).exits(0);
    is_well(&sandbox);
}

/// A token server whose clock is `ahead` seconds ahead of ours, and that answers `status`.
fn fake_realm(port: u16, ahead: i64, status: &'static str) {
    let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let _ = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).count();
            let now = i64::try_from(clock::unix_seconds()).unwrap() + ahead;
            let date = run("date", &["-u", "-R", "-d", &format!("@{now}")]).output.replace("+0000", "GMT");
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nDate: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                date.trim()
            );
        }
    });
}

#[test]
fn a_realm_that_is_down_and_one_with_another_time() {
    for (ahead, status, check, verdict, parts) in [
        (0, "", "realm", "fail", &["could not connect", "registry.token_realm"][..]),
        (0, "404 Not Found", "realm", "fail", &["answers 404: nothing gives tokens there"][..]),
        (0, "502 Bad Gateway", "realm", "fail", &["answers 502"][..]),
        (0, "401 Unauthorized", "realm", "ok", &["answers (401)"][..]),
        (0, "401 Unauthorized", "clock", "ok", &["the token server"][..]),
        (-600, "401 Unauthorized", "clock", "fail", &["behind this host", "timedatectl set-ntp true"][..]),
        (25, "401 Unauthorized", "clock", "warn", &["ahead of this host"][..]),
    ] {
        let sandbox = Sandbox::with_token_server();
        let port = free_ports(1)[0];
        let realm = format!("token_realm = \"http://127.0.0.1:{port}\"\n");
        sandbox.edit_settings("log_level = \"info\"\n", &format!("log_level = \"info\"\n{realm}"));
        sandbox.wharf(&["reconfigure"]).exits(0);
        if !status.is_empty() {
            fake_realm(port, ahead, status);
        }
        finds(&sandbox, check, verdict, parts);
    }
}

/// An NGINX of somebody else, in front of ours.
struct Outer(std::process::Child);

impl Drop for Outer {
    fn drop(&mut self) {
        let _ = run("kill", &["-TERM", &self.0.id().to_string()]);
        let _ = self.0.wait();
    }
}

/// Starts one on `port` that speaks TLS with the certificate of the host, and passes on to `inner` with `directives`.
#[track_caller]
fn outer(sandbox: &Sandbox, port: u16, inner: u16, directives: &str) -> Outer {
    let folder = sandbox.outside("outer");
    std::fs::create_dir_all(&folder).unwrap();
    let (certificate, key) = (sandbox.path(CERTIFICATE), sandbox.path(KEY));
    let user = if nix::unistd::geteuid().is_root() { "user root;\n" } else { "" };
    let text = format!(
        "{user}daemon off;\nworker_processes 1;\npid nginx.pid;\nerror_log error.log;\nevents {{}}\nhttp {{\naccess_log off;\n\
         client_body_temp_path body;\nproxy_temp_path proxy;\nfastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\n\
         scgi_temp_path scgi;\nserver {{\nlisten 127.0.0.1:{port} ssl;\nssl_certificate {};\nssl_certificate_key {};\n\
         location / {{\nproxy_pass http://127.0.0.1:{inner};\nproxy_http_version 1.1;\n{directives}}}\n}}\n}}\n",
        certificate.display(),
        key.display()
    );
    std::fs::write(folder.join("nginx.conf"), text).unwrap();
    let prefix = folder.to_string_lossy().into_owned();
    let arguments = ["-p", &prefix, "-c", "nginx.conf", "-e", "error.log"];
    let child = Outer(command("nginx").args(arguments).spawn().expect("nginx is installed"));
    wait_until("the outer proxy listens", 20, || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    child
}

const HOST: &str = "proxy_set_header Host $http_host;\n";
const PROTO: &str = "proxy_set_header X-Forwarded-Proto $scheme;\n";
const LARGE: &str = "client_max_body_size 0;\n";
const AT_ONCE: &str = "proxy_request_buffering off;\n";

#[test]
fn faults_of_a_proxy_in_front() {
    let sandbox = Sandbox::with_token_server();
    let inner = free_ports(1)[0];
    // As where the outer proxy alone knows what clients speak.
    let more = format!(
        "[registry.nginx]\nlisten_port = {inner}\nlisten_https = false\n\
         proxy_set_headers = {{ \"X-Forwarded-Proto\" = \"$http_x_forwarded_proto\" }}\n"
    );
    sandbox.edit_settings("[registry.nginx]\n", &more);
    sandbox.wharf(&["reconfigure"]).exits(0);
    finds(&sandbox, "public", "fail", &["could not connect"]);
    for (directives, check, verdict, parts) in [
        ([HOST, PROTO, LARGE, AT_ONCE].concat(), "", "", &[][..]),
        (
            [HOST, LARGE, AT_ONCE].concat(),
            "push",
            "fail",
            &[
                "sent on to http://localhost",
                "does not say `X-Forwarded-Proto: https`",
                "Retrying in 5 seconds",
            ][..],
        ),
        ([PROTO, LARGE, AT_ONCE].concat(), "push", "fail", &["does not pass `Host` on", "$http_host"][..]),
        ([HOST, PROTO, AT_ONCE].concat(), "body", "fail", &["413", "client_max_body_size 0"][..]),
        (
            [HOST, PROTO, LARGE].concat(),
            "body",
            "warn",
            &["keeps each layer", "proxy_request_buffering off"][..],
        ),
        (
            [HOST, PROTO, LARGE, AT_ONCE, "proxy_hide_header Docker-Distribution-Api-Version;\n"].concat(),
            "public",
            "fail",
            &["without `Docker-Distribution-Api-Version`"][..],
        ),
        (
            [HOST, PROTO, LARGE, AT_ONCE, "proxy_set_header Authorization \"\";\n"].concat(),
            "push",
            "fail",
            &["may drop `Authorization`"][..],
        ),
    ] {
        let _outer = outer(&sandbox, sandbox.public, inner, &directives);
        if check.is_empty() {
            is_well(&sandbox);
        } else {
            finds(&sandbox, check, verdict, parts);
        }
    }
}

#[test]
fn a_storage_that_its_user_cannot_reach() {
    let sandbox = Sandbox::running();
    let folder = sandbox.path(STORAGE);
    let aside = folder.with_extension("aside");
    if is_machine() {
        for (mode, owner, parts) in [
            ("0700", "root:root", &["user `registry` cannot write to", "0700 root:root"][..]),
            ("0550", "registry:registry", &["user `registry` cannot write to", "0550 registry:registry"][..]),
        ] {
            run("chown", &[owner, folder.to_str().unwrap()]).exits(0);
            run("chmod", &[mode, folder.to_str().unwrap()]).exits(0);
            finds(&sandbox, "storage", "fail", parts);
        }
        run("chown", &["registry:registry", folder.to_str().unwrap()]).exits(0);
        run("chmod", &["2770", folder.to_str().unwrap()]).exits(0);
        let above = folder.parent().unwrap();
        run("chmod", &["0700", above.to_str().unwrap()]).exits(0);
        finds(&sandbox, "storage", "fail", &["user `registry` cannot enter", "chmod o+x"]);
        run("chmod", &["0751", above.to_str().unwrap()]).exits(0);
    } else if !nix::unistd::geteuid().is_root() {
        run("chmod", &["0500", folder.to_str().unwrap()]).exits(0);
        finds(&sandbox, "storage", "fail", &["cannot write to", "0500"]);
        run("chmod", &["0770", folder.to_str().unwrap()]).exits(0);
    }
    std::fs::rename(&folder, &aside).unwrap();
    finds(&sandbox, "storage", "fail", &["is not there"]);
    std::fs::write(&folder, "").unwrap();
    finds(&sandbox, "storage", "fail", &["is no folder"]);
    finds(&sandbox, "push", "fail", &["a push ends with 5", "wharf tail registry"]);
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    // The modes that were planted above go as the fix says.
    sandbox.wharf(&["reconfigure"]).exits(0);
    is_well(&sandbox);
}

#[test]
fn logs_that_cannot_be_written() {
    let sandbox = Sandbox::running();
    let folder = sandbox.path("/var/log/gitlab/registry");
    let aside = folder.with_extension("aside");
    std::fs::rename(&folder, &aside).unwrap();
    finds(&sandbox, "logs", "fail", &["/var/log/gitlab/registry is not there"]);
    std::fs::write(&folder, "").unwrap();
    finds(&sandbox, "logs", "fail", &["/var/log/gitlab/registry is no folder", "moved away first"]);
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    if !nix::unistd::geteuid().is_root() {
        run("chmod", &["0500", folder.to_str().unwrap()]).exits(0);
        finds(&sandbox, "logs", "fail", &["cannot be written to"]);
        run("chmod", &["0700", folder.to_str().unwrap()]).exits(0);
    }
    finds(&sandbox, "logs", "ok", &["can be written"]);
}

#[test]
fn files_settings_and_runs() {
    let sandbox = Sandbox::running();
    let config = sandbox.read(CONFIG);
    sandbox.write(CONFIG, &(config.clone() + "# tuned at night\n"));
    finds(&sandbox, "files", "warn", &["config.yml was edited by hand", "keeps the edited text"]);
    sandbox.write(CONFIG, &config);
    sandbox.edit_settings("log_level = \"info\"", "log_level = \"debug\"");
    finds(&sandbox, "settings", "warn", &["are not what is applied: 1 file", "wharf plan"]);
    sandbox.edit_settings("log_level", "log_levle");
    finds(&sandbox, "settings", "fail", &["log_levle", "did you mean"]);
    finds(&sandbox, "token", "ok", &["the engine accepts"]);
    sandbox.edit_settings("log_levle = \"debug\"", "log_level = \"info\"");
    let root = Root::new(sandbox.root()).unwrap();
    Journal::of(&root, [CONFIG], 2, 1).unwrap().write(&root).unwrap();
    finds(&sandbox, "run", "fail", &["a run was cut short", "wharf reconfigure"]);
    sandbox.wharf(&["reconfigure"]).exits(0);
    sandbox.write("/opt/gitlab/version-manifest.json", "{}");
    finds(&sandbox, "omnibus", "fail", &["version-manifest.json"]);
    std::fs::remove_file(sandbox.path("/opt/gitlab/version-manifest.json")).unwrap();
    is_well(&sandbox);
}

#[test]
fn a_name_that_leads_nowhere() {
    let sandbox = Sandbox::with_token_server();
    let url = |host: &str| format!("https://{host}:{}", sandbox.public);
    sandbox.edit_settings(&url("localhost"), &url("registry.nowhere.invalid"));
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    finds(&sandbox, "dns", "fail", &["registry.nowhere.invalid", "/etc/hosts"]);
    finds(&sandbox, "public", "skip", &["see `dns`"]);
    finds(&sandbox, "token", "ok", &["the engine accepts"]);
}
