//! "Container Registry domain configuration": under GitLab's own domain, and under one of its own.

use std::os::unix::fs::PermissionsExt as _;

use super::{GITLAB, SETTINGS, curl, gitlab, rails, rendered_yaml, write};
use crate::support::{command, run, run_with_input, sandbox::Sandbox, wharf};

/// The guide's own check, but for the address: the name leads nowhere here.
fn certificates_shown(host: &str, port: u16) -> String {
    let place = format!("127.0.0.1:{port}");
    run_with_input("openssl", &["s_client", "-showcerts", "-servername", host, "-connect", &place], "").output
}

#[test]
fn guide_c02_the_port_for_people_is_not_the_one_that_the_registry_listens_on() {
    let sandbox = Sandbox::new();
    write(&sandbox, "http://gitlab.example.com:5000", "registry.registry_http_addr = \"127.0.0.1:5000\"\n");
    let refused = sandbox.wharf(&["plan"]).exits(3).error;
    assert!(refused.contains("registry.registry_http_addr") && refused.contains("5000"), "{refused}");
}

#[test]
fn guide_c03_to_c08_under_the_existing_domain_on_another_port() {
    let sandbox = Sandbox::new();
    let (host, port) = ("gitlab.example.com", sandbox.public);
    let url = format!("https://{host}:{port}");
    write(&sandbox, &url, "");

    // C04: the certificate's usual place is named where there is none.
    let missing = sandbox.wharf(&["plan"]).exits(3).error;
    assert!(missing.contains("/etc/gitlab/ssl/gitlab.example.com.crt"), "{missing}");
    assert!(missing.contains("/etc/gitlab/ssl/gitlab.example.com.key"), "{missing}");
    sandbox.wharf(&["ca", "init", "--host", host]).exits(0);

    // C06: "reconfigure GitLab" is `gitlab-ctl reconfigure`.
    let link = sandbox.outside("gitlab-ctl");
    std::os::unix::fs::symlink(wharf(), &link).unwrap();
    let mut reconfigure = command(&link.to_string_lossy());
    let done = reconfigure.arg("reconfigure").env("WHARF_ROOT", sandbox.root()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!((&rails(&sandbox)["host"], &rails(&sandbox)["port"]), (&host.into(), &port.into()));

    // C07, and C08: the bundle of the authority is appended to the certificate, and sent with it.
    let file = "/etc/gitlab/ssl/gitlab.example.com.crt";
    let whole = sandbox.read(file);
    let end = "-----END CERTIFICATE-----\n";
    let (first, bundle) = whole.split_once(end).unwrap();
    assert!(bundle.contains("BEGIN CERTIFICATE"), "{whole}");
    sandbox.write(file, &format!("{first}{end}"));
    sandbox.wharf(&["reconfigure"]).exits(0);
    let shown = certificates_shown(host, port);
    assert_eq!(shown.matches("BEGIN CERTIFICATE").count(), 1, "{shown}");
    sandbox.write(file, &whole);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let shown = certificates_shown(host, port);
    assert_eq!(shown.matches("BEGIN CERTIFICATE").count(), 2, "{shown}");
    let answer = curl(&sandbox, &format!("{url}/v2/"), &[]).exits(0).output;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");

    // C05: elsewhere.
    for ending in ["crt", "key"] {
        let from = sandbox.path(&format!("/etc/gitlab/ssl/gitlab.example.com.{ending}"));
        let to = if ending == "crt" { "/srv/tls/certificate.pem" } else { "/srv/tls/certificate.key" };
        std::fs::create_dir_all(sandbox.path("/srv/tls")).unwrap();
        // Not a rename: the two may be on different file systems.
        std::fs::copy(&from, sandbox.path(to)).unwrap();
        std::fs::remove_file(from).unwrap();
    }
    write(
        &sandbox,
        &url,
        "registry_nginx.ssl_certificate = \"/srv/tls/certificate.pem\"\n\
         registry_nginx.ssl_certificate_key = \"/srv/tls/certificate.key\"\n",
    );
    // The name of gitlab.rb is taken as it is; where both are written in a file of one's own, the new one is better.
    let settings = sandbox.read(SETTINGS).replace("registry.nginx.", "registry_nginx.");
    sandbox.write(SETTINGS, &settings);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(curl(&sandbox, &format!("{url}/v2/"), &[]).exits(0).output.starts_with("HTTP/1.1 401"));
}

#[test]
fn guide_c10_and_d05_users_log_in_with_the_credentials_of_gitlab() {
    let sandbox = Sandbox::new();
    write(&sandbox, &format!("https://localhost:{}", sandbox.public), "");
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let gitlab = gitlab(&sandbox, "**");
    let trusted = sandbox.outside("certs.d");
    std::fs::create_dir_all(&trusted).unwrap();
    std::fs::write(trusted.join("ca.crt"), sandbox.wharf(&["ca", "print"]).exits(0).output).unwrap();
    let login = |password: &str| {
        let place = format!("localhost:{}", sandbox.public);
        let file = sandbox.outside("auth.json").to_string_lossy().into_owned();
        let trusted = trusted.to_string_lossy().into_owned();
        run(
            "skopeo",
            &["login", "--authfile", &file, "--cert-dir", &trusted, "-u", "root", "-p", password, &place],
        )
    };
    let refused = login("wrong");
    assert_ne!(refused.code, 0, "{refused:?}");
    let done = login("password").exits(0);
    assert!(done.output.contains("Login Succeeded"), "{done:?}");
    assert!(gitlab.asked().iter().any(|request| request.contains("service=container_registry")));
}

#[test]
fn guide_d01_to_d03_and_d06_under_its_own_domain_with_a_wildcard_certificate_and_a_redirect() {
    let sandbox = Sandbox::new();
    let (host, port) = ("registry.gitlab.example.com", sandbox.public);
    let own = format!("https://{host}");
    let plain = crate::support::free_ports(1)[0];
    // 443 needs the superuser; what listens elsewhere is the same host to clients behind a forwarded port.
    let more = format!(
        "registry.nginx.listen_port = {port}\nregistry.nginx.redirect_http_to_https = true\n\
         registry.nginx.redirect_http_to_https_port = {plain}\n"
    );
    write(&sandbox, &own, &more);
    sandbox.wharf(&["ca", "init", "--host", host]).exits(0);
    for ending in ["crt", "key"] {
        let path = sandbox.path(&format!("/etc/gitlab/ssl/{host}.{ending}"));
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(rails(&sandbox)["host"], host);
    assert_eq!(rails(&sandbox)["port"], serde_json::Value::Null);
    let url = format!("https://{host}:{port}/v2/");
    assert!(curl(&sandbox, &url, &[]).exits(0).output.starts_with("HTTP/1.1 401"));
    let moved = curl(&sandbox, &format!("http://{host}:{plain}/v2/"), &[]).exits(0).output;
    assert!(moved.starts_with("HTTP/1.1 301") && moved.contains(&format!("Location: {own}/v2/")), "{moved}");

    // D03: the wildcard's own place is given.
    for ending in ["crt", "key"] {
        std::fs::remove_file(sandbox.path(&format!("/etc/gitlab/ssl/{host}.{ending}"))).unwrap();
    }
    sandbox.wharf(&["ca", "init", "--host", "*.gitlab.example.com"]).exits(0);
    for (from, to) in
        [("_.gitlab.example.com.crt", "certificate.pem"), ("_.gitlab.example.com.key", "certificate.key")]
    {
        let folder = sandbox.path("/etc/gitlab/ssl");
        std::fs::rename(folder.join(from), folder.join(to)).unwrap();
    }
    let more = format!(
        "{more}registry.nginx.ssl_certificate = \"/etc/gitlab/ssl/certificate.pem\"\n\
         registry.nginx.ssl_certificate_key = \"/etc/gitlab/ssl/certificate.key\"\n"
    );
    write(&sandbox, &own, &more);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(curl(&sandbox, &url, &[]).exits(0).output.starts_with("HTTP/1.1 401"));
    let shown = certificates_shown(host, port);
    assert!(shown.contains("BEGIN CERTIFICATE"), "{shown}");
}

#[test]
fn guide_d01_without_a_port_the_registry_listens_on_443() {
    let text = "external_url = \"https://gitlab.example.com\"\nregistry_external_url = \"https://registry.gitlab.example.com\"\nletsencrypt.enable = false\n";
    let files = super::rendered(text);
    let vhost = &files[super::VHOST];
    assert!(
        vhost.contains("listen *:443 ssl;") && vhost.contains("server_name registry.gitlab.example.com;"),
        "{vhost}"
    );
    assert!(vhost.contains("/etc/gitlab/ssl/registry.gitlab.example.com.crt"), "{vhost}");
    assert_eq!(rendered_yaml(text, GITLAB)["production"]["registry"]["host"], "registry.gitlab.example.com");
}

#[test]
fn guide_d04_certificates_from_lets_encrypt_are_refused_by_name_while_they_are_not_fetched() {
    let sandbox = Sandbox::new();
    write(&sandbox, "https://registry.gitlab.example.com", "letsencrypt.enable = true\n");
    let refused = sandbox.wharf(&["plan"]).exits(3).error;
    assert!(refused.contains("`letsencrypt.enable`") && refused.contains("not built yet"), "{refused}");
}
