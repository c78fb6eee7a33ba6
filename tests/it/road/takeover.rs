//! A `registry:2` that runs already is taken over: its images stay where they are.

use std::process::{Child, Stdio};

use crate::support::{command, image::Image, run, sandbox::Sandbox, wait_until};

/// Debian's engine on a config.yml; killed when it is dropped.
struct Original(Child);

impl Original {
    fn start(config: &str, port: u16) -> Self {
        let mut child = command("docker-registry");
        child.arg("serve").arg(config).stdout(Stdio::null()).stderr(Stdio::null());
        let mut own = Self(child.spawn().expect("docker-registry of Debian is installed"));
        wait_until("docker-registry answers", 20, || {
            assert!(own.0.try_wait().unwrap().is_none(), "docker-registry ended");
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        own
    }
}

impl Drop for Original {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `skopeo copy` over plain HTTP, without a login.
fn copy(from: &str, to: &str) {
    let arguments = ["copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false", from, to];
    run("skopeo", &arguments).exits(0);
}

#[test]
fn the_images_of_a_registry_that_ran_before_are_served_from_where_they_lie() {
    let sandbox = Sandbox::new();
    let (public, internal) = (sandbox.public, sandbox.internal);
    let folder = sandbox.path("/srv/images");
    std::fs::create_dir_all(&folder).unwrap();
    let config = |root: &str| {
        format!(
            "version: 0.1\nlog: {{ fields: {{ service: registry }} }}\nstorage:\n  cache: {{ blobdescriptor: inmemory }}\n  \
             filesystem: {{ rootdirectory: {root} }}\nhttp:\n  addr: 127.0.0.1:{internal}\n"
        )
    };
    let theirs = sandbox.outside("theirs.yml");
    std::fs::write(&theirs, config(&folder.to_string_lossy())).unwrap();
    let original = Original::start(&theirs.to_string_lossy(), internal);
    let image = Image::make(&sandbox.outside("image"), "v1");
    copy(&image.name(), &format!("docker://localhost:{internal}/group/project:v1"));
    let link = folder.join("docker/registry/v2/repositories/group/project/_manifests/tags/v1/current/link");
    let before = std::fs::metadata(&link).unwrap();
    drop(original);

    let old = sandbox.outside("config.yml");
    std::fs::write(&old, config("/srv/images")).unwrap();
    let url = format!("http://localhost:{public}");
    let said =
        sandbox.wharf(&["init", "--from-config", &old.to_string_lossy(), "--url", &url]).exits(0).error;
    // It listened on loopback beside another port; here NGINX takes that one.
    assert!(said.contains("a proxy of yours stands in front"), "{said}");
    sandbox.edit_settings(
        "[registry.nginx]\nenable = false\n",
        "[registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n",
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    if crate::support::sandbox::is_machine() {
        // As it was told: the images belonged to whoever ran the other engine.
        let step = said.lines().find(|line| line.contains("chown -R")).expect("the owner is told");
        run("sh", &["-c", step.trim()]).exits(0);
    }

    let pulled = format!("oci:{}:pulled", sandbox.outside("pulled").display());
    copy(&format!("docker://localhost:{public}/group/project:v1"), &pulled);
    let digest = run("skopeo", &["inspect", "--format", "{{.Digest}}", &pulled]).exits(0).output;
    assert_eq!(digest.trim(), image.digest);
    assert_eq!(
        std::fs::metadata(&link).unwrap().modified().unwrap(),
        before.modified().unwrap(),
        "nothing was moved"
    );
    let second = Image::make(&sandbox.outside("second"), "v2");
    copy(&second.name(), &format!("docker://localhost:{public}/group/project:v2"));
}
