//! `wharf ca trust-script`: what it prints runs in every shell, twice, and clients then trust the registry.

use std::path::Path;

use crate::support::{command, image::Image, run, sandbox::Sandbox};

const WRITER: &str = "writer:push and pull";

/// Runs a script below `folder` with a shell; it must say something and succeed.
#[track_caller]
fn play(shell: &str, script: &Path, folder: &Path) -> String {
    let output = command(shell).arg(script).env("DESTDIR", folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{shell}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[track_caller]
fn script_for(sandbox: &Sandbox, client: &str) -> std::path::PathBuf {
    let text = sandbox.wharf(&["ca", "trust-script", "--for", client]).exits(0).output;
    let place = sandbox.outside(&format!("{client}.sh"));
    std::fs::write(&place, text).unwrap();
    for shell in ["dash", "bash"] {
        run(shell, &["-n", place.to_str().unwrap()]).exits(0);
    }
    place
}

#[test]
fn a_client_that_ran_the_script_trusts_the_registry() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", WRITER).exits(0);
    let source = sandbox.image("group/project:v1");
    let inspect = |folder: &str| {
        run(
            "skopeo",
            &["inspect", "--creds", WRITER, "--cert-dir", folder, "--format", "{{.Digest}}", &source],
        )
    };
    let empty = sandbox.outside("empty");
    std::fs::create_dir_all(&empty).unwrap();
    let refused = inspect(empty.to_str().unwrap()).exits(1);
    assert!(refused.error.contains("unknown authority"), "{refused:?}");
    let script = script_for(&sandbox, "podman");
    for shell in ["dash", "bash"] {
        let client = sandbox.outside(shell);
        assert!(play(shell, &script, &client).contains("wrote "));
        let again = play(shell, &script, &client);
        assert!(again.contains("as it should be: ") && !again.contains("wrote"), "{again}");
        let folder = client.join(format!("etc/containers/certs.d/localhost:{}", sandbox.public));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing half-written is left");
        assert_eq!(inspect(folder.to_str().unwrap()).exits(0).output.trim(), image.digest);
    }
}

#[test]
fn each_client_finds_the_certificate_where_it_looks() {
    let sandbox = Sandbox::running();
    let authority = sandbox.wharf(&["ca", "print"]).exits(0).output;
    let port = sandbox.public;
    for (client, paths) in [
        ("docker", vec![format!("etc/docker/certs.d/localhost:{port}/ca.crt")]),
        ("containerd", vec![format!("etc/containerd/certs.d/localhost:{port}/ca.crt")]),
        (
            "runner",
            vec![
                "usr/local/share/ca-certificates/wharf-localhost.crt".to_owned(),
                "etc/gitlab-runner/certs/localhost.crt".to_owned(),
                format!("etc/docker/certs.d/localhost:{port}/ca.crt"),
            ],
        ),
    ] {
        let folder = sandbox.outside(&format!("of-{client}"));
        let said = play("dash", &script_for(&sandbox, client), &folder);
        for path in paths {
            assert_eq!(std::fs::read_to_string(folder.join(&path)).unwrap(), authority, "{path}");
        }
        assert_eq!(said.contains("volumes = ["), client == "runner", "{said}");
    }
    // What somebody else wrote for containerd stays, and the lines are told.
    let folder = sandbox.outside("of-containerd");
    let hosts = folder.join(format!("etc/containerd/certs.d/localhost:{port}/hosts.toml"));
    let written = std::fs::read_to_string(&hosts).unwrap();
    assert!(
        written.contains(&format!("ca = \"/etc/containerd/certs.d/localhost:{port}/ca.crt\"")),
        "{written}"
    );
    std::fs::write(&hosts, "server = \"https://mirror.test\"\n").unwrap();
    let output =
        command("dash").arg(sandbox.outside("containerd.sh")).env("DESTDIR", &folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("add what follows"));
    assert_eq!(std::fs::read_to_string(&hosts).unwrap(), "server = \"https://mirror.test\"\n");
}

#[test]
fn a_certificate_that_is_its_own_authority_is_given_itself() {
    let sandbox = Sandbox::new();
    sandbox.write_settings("");
    std::fs::create_dir_all(sandbox.path("/etc/gitlab/ssl")).unwrap();
    let (key, certificate) =
        (sandbox.path("/etc/gitlab/ssl/localhost.key"), sandbox.path("/etc/gitlab/ssl/localhost.crt"));
    let mut arguments =
        vec!["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    arguments.extend(["-days", "90", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]);
    arguments.extend(["-keyout", key.to_str().unwrap(), "-out", certificate.to_str().unwrap()]);
    run("openssl", &arguments).exits(0);
    run("chmod", &["600", key.to_str().unwrap()]).exits(0);
    let password = ["user", "add", "writer", "--password-stdin"];
    sandbox.wharf_with_input(&password, "push and pull").exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let client = sandbox.outside("client");
    play("dash", &script_for(&sandbox, "podman"), &client);
    let folder = client.join(format!("etc/containers/certs.d/localhost:{}", sandbox.public));
    let image = Image::make(&sandbox.outside("image"), "v1");
    let target = sandbox.image("group/project:v1");
    let credentials = ["--dest-creds", WRITER, "--dest-cert-dir", folder.to_str().unwrap()];
    run("skopeo", &[&["copy", "--quiet"], &credentials[..], &[&image.name(), &target]].concat()).exits(0);
}

#[test]
fn where_there_is_nothing_to_trust_the_way_out_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        "registry_external_url = \"http://localhost:5050\"\nauth_server.enable = true\n",
    );
    sandbox
        .wharf(&["ca", "trust-script", "--for", "docker"])
        .exits(1)
        .says(&["no certificate to trust", "hint:"]);
    sandbox.wharf(&["ca", "trust-script", "--for", "nobody"]).exits(2);
}
