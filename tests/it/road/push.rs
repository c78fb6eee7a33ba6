//! Real clients through TLS and tokens, beside the original engine, and through a crash.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{command, image::Image, run, sandbox::Sandbox, wait_until};

const WRITER: &str = "writer:push and pull";
const READER: &str = "reader:only pull";

#[test]
fn skopeo_pushes_and_pulls_through_tls_with_a_token() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", WRITER).exits(0);
    assert_eq!(sandbox.pull("group/project:v1", WRITER), image.digest);
    assert_eq!(sandbox.pull("group/project:v1", READER), image.digest);
}

#[test]
fn without_a_token_the_answer_is_a_correct_challenge() {
    let sandbox = Sandbox::running();
    let base = sandbox.curl("/v2/", &[]).exits(0).output;
    assert!(base.starts_with("HTTP/1.1 401"), "{base}");
    let realm = format!(
        "Bearer realm=\"https://localhost:{}/jwt/auth\",service=\"container_registry\"",
        sandbox.public
    );
    assert!(base.to_lowercase().contains(&format!("www-authenticate: {realm}").to_lowercase()), "{base}");
    assert!(base.contains("\"code\":\"UNAUTHORIZED\""), "{base}");
    let pull = sandbox.curl("/v2/group/project/manifests/v1", &[]).exits(0).output;
    assert!(pull.contains("scope=\"repository:group/project:pull\""), "{pull}");
    // A password that is wrong, or a token that nobody signed, opens nothing.
    let denied =
        sandbox.curl("/jwt/auth?service=container_registry", &["-u", "writer:wrong"]).exits(0).output;
    assert!(denied.starts_with("HTTP/1.1 401"), "{denied}");
    let forged = sandbox.curl("/v2/", &["-H", "Authorization: Bearer e30.e30.e30"]).exits(0).output;
    assert!(forged.starts_with("HTTP/1.1 401") && forged.contains("error=\"invalid_token\""), "{forged}");
}

#[test]
fn a_user_lacking_push_is_refused_and_the_image_is_unchanged() {
    let sandbox = Sandbox::running();
    let (first, second) =
        (Image::make(&sandbox.outside("first"), "v1"), Image::make(&sandbox.outside("second"), "v1"));
    sandbox.push(&first, "group/project:v1", WRITER).exits(0);
    let refused = sandbox.push(&second, "group/project:v1", READER);
    assert_ne!(refused.code, 0, "{refused:?}");
    assert!(
        refused.error.contains("access to the requested resource is not authorized")
            || refused.error.contains("denied"),
        "{refused:?}"
    );
    assert_eq!(sandbox.pull("group/project:v1", READER), first.digest);
}

#[test]
fn read_only_refuses_pushes_with_the_reason_while_pulls_go_on() {
    let sandbox = Sandbox::running();
    let (first, second) =
        (Image::make(&sandbox.outside("first"), "v1"), Image::make(&sandbox.outside("second"), "v2"));
    sandbox.push(&first, "group/project:v1", WRITER).exits(0);
    let settings = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!("{settings}\n[registry.storage.maintenance.readonly]\nenabled = true\n"),
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    let refused = sandbox.push(&second, "group/project:v2", WRITER);
    assert_ne!(refused.code, 0, "{refused:?}");
    assert!(refused.error.contains("read-only"), "{refused:?}");
    assert_eq!(sandbox.pull("group/project:v1", WRITER), first.digest);
    sandbox.write("/etc/gitlab/gitlab.toml", &settings);
    sandbox.wharf(&["reconfigure"]).exits(0);
    sandbox.push(&second, "group/project:v2", WRITER).exits(0);
}

#[test]
fn a_killed_engine_is_back_during_a_pull_loop() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", WRITER).exits(0);
    let before = sandbox.pids()["registry"];
    let stop = AtomicBool::new(false);
    let token = sandbox
        .curl("/jwt/auth?service=container_registry&scope=repository:group/project:pull", &["-u", WRITER])
        .exits(0)
        .output;
    let token: serde_json::Value = serde_json::from_str(&token[token.find('{').unwrap()..]).unwrap();
    let header = format!("Authorization: Bearer {}", token["token"].as_str().unwrap());
    let pulled = || {
        sandbox.curl("/v2/group/project/manifests/v1", &["-H", &header]).output.starts_with("HTTP/1.1 200")
    };
    /// Ends the loop also when an assertion fails, as the scope waits for it.
    struct Ends<'a>(&'a AtomicBool);
    impl Drop for Ends<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let answers = std::thread::scope(|scope| {
        let ends = Ends(&stop);
        let pulls = scope.spawn(|| {
            let mut answers = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                answers.push(pulled());
            }
            answers
        });
        wait_until("a first pull", 20, pulled);
        run("kill", &["-9", &before.to_string()]).exits(0);
        wait_until("the engine has another process and answers", 20, || {
            !matches!(sandbox.pids().get("registry"), Some(&pid) if pid == before || pid == 0) && pulled()
        });
        for _ in 0..10 {
            assert!(pulled(), "a pull after the engine was back failed");
        }
        drop(ends);
        pulls.join().unwrap()
    });
    assert!(answers.last().copied().unwrap_or_default(), "{answers:?}");
    assert_eq!(sandbox.pull("group/project:v1", WRITER), image.digest);
}

/// Starts Debian's engine with the environment of ours, and waits until it answers.
fn original(sandbox: &Sandbox) -> std::process::Child {
    let mut child = command("docker-registry")
        .arg("serve")
        .arg(sandbox.path("/var/opt/gitlab/registry/config.yml"))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("docker-registry of Debian is installed");
    wait_until("docker-registry answers", 20, || {
        assert!(child.try_wait().unwrap().is_none(), "docker-registry ended");
        std::net::TcpStream::connect(("127.0.0.1", sandbox.internal)).is_ok()
    });
    child
}

#[test]
fn the_original_engine_on_the_same_folder_and_config_gives_the_same_digests_and_the_reverse() {
    let sandbox = Sandbox::running();
    let (ours, theirs) =
        (Image::make(&sandbox.outside("ours"), "ours"), Image::make(&sandbox.outside("theirs"), "theirs"));
    sandbox.push(&ours, "group/project:ours", WRITER).exits(0);
    sandbox.wharf(&["stop", "registry"]).exits(0);
    let mut original = original(&sandbox);
    let pulled = sandbox.pull("group/project:ours", WRITER);
    let pushed = sandbox.push(&theirs, "group/project:theirs", WRITER);
    original.kill().unwrap();
    original.wait().unwrap();
    pushed.exits(0);
    assert_eq!(pulled, ours.digest);
    sandbox.wharf(&["start", "registry"]).exits(0);
    assert_eq!(sandbox.pull("group/project:theirs", WRITER), theirs.digest);
    assert_eq!(sandbox.pull("group/project:ours", WRITER), ours.digest);
}
