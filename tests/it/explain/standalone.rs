//! A virtual host for somebody's own NGINX: dropped into its `conf.d`, it works.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use super::{Alone, USUAL};
use crate::support::{command, run, sandbox::Sandbox, wait_until};

/// The `nginx.conf` of the distribution, with everything it writes in `folder`, and its `conf.d` there.
fn stock(folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string("/etc/nginx/nginx.conf").unwrap();
    let here = folder.display().to_string();
    let mut own = String::new();
    for line in
        text.lines().filter(|line| !line.contains("sites-enabled") && !line.contains("modules-enabled"))
    {
        // Who is not root changes no users.
        if !line.starts_with("user ") && !line.trim_start().starts_with("pid ") {
            let line = line.replace("/etc/nginx/conf.d", &here).replace("/var/log/nginx", &here);
            writeln!(own, "{line}").unwrap();
            if line.starts_with("http {") {
                for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
                    writeln!(own, "{kind}_temp_path {here}/{kind};").unwrap();
                }
            }
        }
    }
    assert!(own.contains(&format!("include {here}/*.conf")), "no conf.d in the stock nginx.conf:\n{text}");
    let path = folder.join("nginx.main");
    std::fs::write(&path, format!("pid {here}/pid;\n{own}")).unwrap();
    path
}

fn accepts(folder: &Path) {
    let stock = stock(folder);
    run("nginx", &["-t", "-q", "-e", "stderr", "-c", stock.to_str().unwrap()]).exits(0);
}

#[test]
fn it_names_nothing_that_only_our_configuration_defines() {
    for (settings, more) in [
        (
            "external_url = \"http://gitlab.test\"\nregistry_external_url = \"http://registry.test:5050\"\n",
            "nginx.enable = false\n",
        ),
        (
            "external_url = \"http://gitlab.test\"\nregistry_external_url = \"http://registry.test:5050\"\n",
            "",
        ),
        (USUAL, "registry.nginx.enable = false\nregistry.nginx.listen_https = false\n"),
        (
            "registry_external_url = \"http://registry.test:5050\"\n",
            "nginx.enable = false\nauth_server.enable = true\n",
        ),
    ] {
        let alone = Alone::new(&format!("{settings}{more}"));
        let arguments: &[&str] =
            if more.is_empty() { &["render", "nginx", "--standalone"] } else { &["render", "nginx"] };
        let vhost = alone.wharf(arguments).exits(0).output;
        assert!(vhost.starts_with("# Printed by `wharf render nginx`"), "{vhost}");
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("registry.conf"), vhost).unwrap();
        accepts(folder.path());
    }
    let off = Alone::new("registry_external_url = \"http://a.test\"\nregistry.enable = false\n");
    off.wharf(&["render", "nginx"]).exits(0).says(&["no registry on this host"]);
}

/// Ends when the test does.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn an_nginx_of_ones_own_serves_the_registry_over_tls() {
    let sandbox = Sandbox::new();
    sandbox.write_settings("\n[nginx]\nenable = false\n");
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let vhost = sandbox.wharf(&["render", "nginx", "--on-disk"]).exits(0).output;
    let folder = sandbox.outside("stock-nginx");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("registry.conf"), vhost).unwrap();
    accepts(&folder);
    let stock = stock(&folder);
    let nginx = command("nginx")
        .args(["-e", "stderr", "-g", "daemon off; master_process off;", "-c", stock.to_str().unwrap()])
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let _running = Running(nginx);
    wait_until("NGINX answers", 20, || sandbox.curl("/v2/", &[]).code == 0);
    let answer = sandbox.curl("/v2/", &[]).exits(0).output.to_lowercase();
    assert!(answer.starts_with("http/1.1 401"), "{answer}");
    assert!(
        answer.contains(&format!("bearer realm=\"https://localhost:{}/jwt/auth\"", sandbox.public)),
        "{answer}"
    );
    let token = sandbox.curl("/jwt/auth?service=container_registry", &[]).exits(0).output;
    assert!(token.starts_with("HTTP/1.1 "), "{token}");
    assert!(!token.starts_with("HTTP/1.1 502") && !token.starts_with("HTTP/1.1 404"), "{token}");
}
