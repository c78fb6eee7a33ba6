//! "Use an external container registry with GitLab as an auth endpoint".

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Stdio;

use super::{GITLAB, SETTINGS, VHOST, rails, yaml};
use crate::support::{
    command,
    image::Image,
    issuer::{Account, Issuer},
    run,
    sandbox::{Sandbox, is_machine},
    wait_until,
};

const CUSTOM: &str = "/srv/custom/path/to/registry-key.key";

/// A key as an administrator makes one.
fn make_key(sandbox: &Sandbox, name: &str) -> String {
    let path = sandbox.outside(name).to_string_lossy().into_owned();
    run("openssl", &["genrsa", "-traditional", "-out", &path, "2048"]).exits(0);
    std::fs::read_to_string(path).unwrap()
}

/// The guide's settings. Line breaks of the key are `\n`, as it says.
fn external(sandbox: &Sandbox, key: &str, more: &str) {
    let key = key.replace('\n', "\\n");
    sandbox.write(
        SETTINGS,
        &format!(
            "external_url = \"http://localhost:{}\"\n[gitlab_rails]\nregistry_enabled = true\n\
             registry_api_url = \"http://localhost:5000\"\nregistry_issuer = \"omnibus-gitlab-issuer\"\n{more}\
             [registry]\ninternal_key = \"{key}\"\n",
            sandbox.token
        ),
    );
}

#[test]
fn guide_o01_to_o03_only_the_files_of_gitlab_are_written_and_no_registry_is_started() {
    let sandbox = Sandbox::new();
    external(&sandbox, &make_key(&sandbox, "key.pem"), "");
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    assert!(!plan.contains("Services") && !plan.contains("Links"), "{plan}");
    sandbox.wharf(&["reconfigure"]).exits(0);
    let gitlab = rails(&sandbox);
    assert_eq!(gitlab["enabled"], true);
    assert_eq!(gitlab["api_url"], "http://localhost:5000");
    assert_eq!(gitlab["issuer"], "omnibus-gitlab-issuer");
    assert!(!sandbox.path(VHOST).exists());
    assert!(!sandbox.path("/var/opt/gitlab/registry/config.yml").exists());
    assert!(!sandbox.path("/opt/gitlab/service/registry").is_symlink());
    assert!(!sandbox.path("/opt/gitlab/service/nginx").is_symlink());
    sandbox.wharf(&["status"]).exits(0).says(&["no service is enabled"]);
}

#[test]
fn guide_o04_the_key_of_the_guides_own_example_is_refused_with_what_is_wrong_in_it() {
    let sandbox = Sandbox::new();
    external(&sandbox, "---BEGIN RSA PRIVATE KEY---\nMIIEpQIBAA\n", "");
    for command in ["plan", "reconfigure"] {
        let refused = sandbox.wharf(&[command]).exits(3).says(&["internal_key", "five dashes"]).error;
        assert!(!refused.contains("MIIEpQIBAA"), "{refused}");
    }
    assert!(!sandbox.path(GITLAB).exists());
}

#[test]
fn guide_o05_the_key_file_is_what_internal_key_says_at_each_reconfigure_and_an_equal_one_is_not_touched() {
    let sandbox = Sandbox::new();
    let key = make_key(&sandbox, "key.pem");
    external(&sandbox, &key, "");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read(super::KEY), key, "where no other file is said");

    external(&sandbox, &key, &format!("registry_key_path = \"{CUSTOM}\"\n"));
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read(CUSTOM), key);
    assert!(!sandbox.path(super::KEY).exists(), "the key is in one place");
    assert_eq!(rails(&sandbox)["key"], sandbox.path(CUSTOM).to_string_lossy().as_ref());
    let before = std::fs::metadata(sandbox.path(CUSTOM)).unwrap();
    assert_eq!(before.mode() & 0o7777, 0o600);
    if is_machine() {
        let git = run("id", &["-u", "git"]).exits(0).output;
        assert_eq!(before.uid().to_string(), git.trim());
    }
    sandbox.wharf(&["reconfigure"]).exits(0);
    let after = std::fs::metadata(sandbox.path(CUSTOM)).unwrap();
    assert_eq!(
        (before.ino(), before.mtime(), before.mtime_nsec(), before.ctime_nsec()),
        (after.ino(), after.mtime(), after.mtime_nsec(), after.ctime_nsec())
    );

    std::fs::write(sandbox.path(CUSTOM), "another").unwrap();
    std::fs::set_permissions(sandbox.path(CUSTOM), std::fs::Permissions::from_mode(0o644)).unwrap();
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    assert!(plan.contains(CUSTOM) && plan.contains("[secret]") && !plan.contains("MII"), "{plan}");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read(CUSTOM), key);
    let mode = std::fs::metadata(sandbox.path(CUSTOM)).unwrap().mode() & 0o7777;
    assert_eq!(mode, 0o600);
}

#[test]
fn guide_o06_the_other_engine_takes_tokens_of_this_key_and_of_no_other() {
    let sandbox = Sandbox::new();
    external(&sandbox, &make_key(&sandbox, "key.pem"), &format!("registry_key_path = \"{CUSTOM}\"\n"));
    sandbox.wharf(&["reconfigure"]).exits(0);
    let certificate = sandbox.wharf(&["registry-key", "cert"]).exits(0).output;
    let bundle = sandbox.outside("bundle.crt");
    std::fs::write(&bundle, &certificate).unwrap();
    assert_eq!(
        sandbox.wharf(&["registry-key", "cert"]).exits(0).output,
        certificate,
        "it is kept, not made again"
    );

    // Debian's own engine, configured with that certificate.
    let images = sandbox.outside("images");
    let config = sandbox.outside("config.yml");
    let realm = format!("http://127.0.0.1:{}/jwt/auth", sandbox.token);
    std::fs::write(
        &config,
        format!(
            "version: 0.1\nstorage: {{ filesystem: {{ rootdirectory: {} }} }}\nhttp: {{ addr: \"127.0.0.1:{}\" }}\n\
             auth:\n  token:\n    realm: {realm}\n    service: container_registry\n    \
             issuer: omnibus-gitlab-issuer\n    rootcertbundle: {}\n",
            images.display(),
            sandbox.internal,
            bundle.display(),
        ),
    )
    .unwrap();
    let mut engine = command("docker-registry");
    engine.arg("serve").arg(&config).stdout(Stdio::null()).stderr(Stdio::null());
    let mut engine = engine.spawn().expect("docker-registry of Debian is installed");
    wait_until("docker-registry answers", 20, || {
        assert!(engine.try_wait().unwrap().is_none(), "docker-registry ended");
        std::net::TcpStream::connect(("127.0.0.1", sandbox.internal)).is_ok()
    });

    // GitLab signs with the file that was written for it; somebody else with a key of his own.
    let account =
        Account { user: "root", password: "password", repository: "**", actions: &["pull", "push"] };
    let _gitlab = Issuer::start_at(
        sandbox.token,
        &std::fs::read(sandbox.path(CUSTOM)).unwrap(),
        std::slice::from_ref(&account),
    );
    let stranger = Issuer::start(make_key(&sandbox, "other.pem").as_bytes(), &[account]);
    let image = Image::make(&sandbox.outside("image"), "v1");
    let target = format!("docker://127.0.0.1:{}/group/project:v1", sandbox.internal);
    let push = [
        "copy",
        "--quiet",
        "--dest-tls-verify=false",
        "--dest-creds",
        "root:password",
        &image.name(),
        &target,
    ];
    let pushed = run("skopeo", &push);
    let manifest = format!("http://127.0.0.1:{}/v2/group/project/manifests/v1", sandbox.internal);
    let status = |realm: &str| {
        let ask = format!("{realm}?service=container_registry&scope=repository:group/project:pull");
        let token = run("curl", &["-sS", "-u", "root:password", &ask]).exits(0).output;
        let token: serde_json::Value = serde_json::from_str(&token).unwrap();
        let header = format!("Authorization: Bearer {}", token["token"].as_str().unwrap());
        let accept = "Accept: application/vnd.oci.image.manifest.v1+json";
        run("curl", &["-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H", &header, "-H", accept, &manifest])
            .exits(0)
            .output
    };
    let (own, other) = (status(&realm), status(&stranger.url));
    engine.kill().unwrap();
    engine.wait().unwrap();
    pushed.exits(0);
    assert_eq!((own.as_str(), other.as_str()), ("200", "401"));
}

#[test]
fn guide_o07_and_o08_the_host_and_port_that_gitlab_shows_may_be_text() {
    let sandbox = Sandbox::new();
    if is_machine() {
        run("useradd", &["--system", "--user-group", "git"]).exits(0);
    }
    let more = "registry_host = \"registry.gitlab.example.com\"\nregistry_port = \"5005\"\n";
    let key = make_key(&sandbox, "key.pem");
    external(&sandbox, &key, more);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let gitlab = rails(&sandbox);
    assert_eq!((&gitlab["host"], &gitlab["port"]), (&"registry.gitlab.example.com".into(), &5005.into()));

    // The block for an installation from source says the same already: nothing in it is touched.
    let path = "/srv/gitlab/config/gitlab.yml";
    let file = sandbox.path("/var/opt/gitlab/gitlab-rails/certificate.key").to_string_lossy().into_owned();
    let images = sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry").to_string_lossy().into_owned();
    let block = format!(
        "production:\n  ## Container Registry\n\n  registry:\n    enabled: true\n    host: \"registry.gitlab.example.com\"\n    \
         port: \"5005\"\n    api_url: \"http://localhost:5000\"\n    path: {images}\n    key: {file}\n    \
         issuer: omnibus-gitlab-issuer\n"
    );
    sandbox.write(path, &block);
    let more = format!(
        "{more}config_path = \"{path}\"\nregistry_key_path = \"/var/opt/gitlab/gitlab-rails/certificate.key\"\n"
    );
    external(&sandbox, &key, &more);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read(path), block);
    assert_eq!(std::fs::read_to_string(file).unwrap(), key);
    sandbox.write(path, &block.replace("\"5005\"", "\"5006\"").replace("issuer: omnibus", "issuer: other"));
    sandbox.wharf(&["reconfigure"]).exits(0);
    let gitlab = yaml(&sandbox, path)["production"]["registry"].clone();
    assert_eq!((&gitlab["port"], &gitlab["issuer"]), (&5005.into(), &"omnibus-gitlab-issuer".into()));
}

#[test]
fn a_key_that_gitlab_has_goes_on_signing_and_is_never_replaced_by_one_nobody_asked_for() {
    let sandbox = Sandbox::new();
    let key = make_key(&sandbox, "of-gitlab.pem");
    sandbox.write(CUSTOM, &key);
    let settings = format!(
        "external_url = \"http://localhost:{}\"\ngitlab_rails.registry_enabled = true\n\
         gitlab_rails.registry_key_path = \"{CUSTOM}\"\n",
        sandbox.token
    );
    sandbox.write(SETTINGS, &settings);
    sandbox.wharf(&["plan"]).exits(10).says(&["N065", "goes on signing tokens"]);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read(CUSTOM), key);
    assert!(sandbox.read("/etc/gitlab/gitlab-secrets.json").contains("internal_key"));
    sandbox.wharf(&["plan"]).exits(0);

    // Another key that was there before, at another place: now one is kept, and it is not that one.
    let other = make_key(&sandbox, "another.pem");
    sandbox.write("/srv/another.key", &other);
    sandbox.write(SETTINGS, &settings.replace(CUSTOM, "/srv/another.key"));
    sandbox.wharf(&["reconfigure"]).exits(3).says(&["E063", "holds another key"]);
    assert_eq!(sandbox.read("/srv/another.key"), other);
}
