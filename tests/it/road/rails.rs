//! A host with Rails: gitlab.yml and the key are rendered, and a test issuer signs with that key at the realm.

use crate::support::{
    image::Image,
    issuer::{Account, Issuer},
    sandbox::Sandbox,
};

#[test]
fn a_token_signed_with_the_rails_key_pushes_and_pulls() {
    let sandbox = Sandbox::new();
    let (public, internal, rails) = (sandbox.public, sandbox.internal, sandbox.token);
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!(
            "external_url = \"http://localhost:{rails}\"\nregistry_external_url = \"https://localhost:{public}\"\n\
             [registry]\nregistry_http_addr = \"127.0.0.1:{internal}\"\n\
             [registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n"
        ),
    );
    sandbox.wharf(&["ca", "init"]).exits(0);
    let answer = sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(answer.error.contains("restart GitLab"), "{answer:?}");

    let gitlab: serde_yaml::Value =
        serde_yaml::from_str(&sandbox.read("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml")).unwrap();
    let registry = &gitlab["production"]["registry"];
    assert_eq!(registry["enabled"], true);
    assert_eq!(registry["host"], "localhost");
    assert_eq!(registry["port"], u64::from(public));
    assert_eq!(registry["api_url"], format!("http://127.0.0.1:{internal}"));
    assert_eq!(registry["issuer"], "omnibus-gitlab-issuer");
    let key_path = registry["key"].as_str().unwrap();
    assert_eq!(
        std::path::Path::new(key_path),
        sandbox.path("/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key")
    );

    let key = std::fs::read_to_string(key_path).unwrap();
    let account = |user, actions| Account { user, password: "password", repository: "**", actions };
    let accounts = [account("root", &["pull", "push"]), account("guest", &["pull"])];
    let issuer = Issuer::start_at(rails, key.as_bytes(), &accounts);
    let image = Image::make(&sandbox.outside("image"), "v1");
    assert_ne!(sandbox.push(&image, "group/project:v1", "guest:password").code, 0);
    sandbox.push(&image, "group/project:v1", "root:password").exits(0);
    assert_eq!(sandbox.pull("group/project:v1", "guest:password"), image.digest);
    assert!(issuer.asked().iter().any(|request| request.contains("service=container_registry")));
}

/// Every file below the storage folder, with its digest.
fn stored(sandbox: &Sandbox) -> String {
    let images = sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry/docker");
    let list = "cd \"$0\" && find . -type f -exec sha256sum {} + | sort";
    crate::support::run("sh", &["-c", list, &images.to_string_lossy()]).exits(0).output
}

#[test]
fn the_registry_of_a_gitlab_is_switched_off_and_on_and_its_images_and_keys_are_the_same() {
    const KEYS: [&str; 3] = [
        "/etc/gitlab/gitlab-secrets.json",
        "/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key",
        "/var/opt/gitlab/registry/gitlab-registry.crt",
    ];
    let sandbox = Sandbox::new();
    let (public, internal, rails) = (sandbox.public, sandbox.internal, sandbox.token);
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!(
            "external_url = \"http://localhost:{rails}\"\nregistry_external_url = \"https://localhost:{public}\"\n\
             [gitlab_rails]\nenable = true\n\
             [registry]\nregistry_http_addr = \"127.0.0.1:{internal}\"\n\
             [registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n"
        ),
    );
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let registry = || -> serde_yaml::Value {
        let text = sandbox.read("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml");
        serde_yaml::from_str::<serde_yaml::Value>(&text).unwrap()["production"]["registry"].clone()
    };
    let is_open = |port| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
    let keys = || KEYS.map(|path| sandbox.read(path));
    let accounts =
        [Account { user: "root", password: "password", repository: "**", actions: &["pull", "push"] }];
    let issuer = Issuer::start_at(rails, keys()[1].as_bytes(), &accounts);
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "root:password").exits(0);
    let (images, before) = (stored(&sandbox), keys());
    assert!(images.lines().count() > 5, "{images}");
    assert!(is_open(internal) && is_open(public));

    let off = sandbox.wharf(&["disable", "registry"]).exits(0);
    assert!(off.error.contains("its images, its keys and its settings stay"), "{off:?}");
    assert!(off.error.contains("restart GitLab"), "{off:?}");
    assert_eq!(registry()["enabled"], false);
    assert!(!is_open(internal) && !is_open(public), "a port is still open");
    assert_eq!(stored(&sandbox), images);
    assert_eq!(sandbox.read(KEYS[0]), before[0]);
    assert_eq!(sandbox.wharf(&["plan"]).code, 0);

    let on = sandbox.wharf(&["enable", "registry"]).exits(0);
    assert!(on.error.contains("restart GitLab"), "{on:?}");
    assert_eq!(registry()["enabled"], true);
    assert!(is_open(internal) && is_open(public));
    assert_eq!((stored(&sandbox), keys()), (images, before));
    assert_eq!(sandbox.pull("group/project:v1", "root:password"), image.digest);
    assert!(issuer.asked().len() > 1);
}

#[test]
fn a_registry_that_is_off_stays_off_where_gitlab_could_not_be_restarted() {
    let sandbox = Sandbox::new();
    let (public, internal, rails) = (sandbox.public, sandbox.internal, sandbox.token);
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!(
            "external_url = \"http://localhost:{rails}\"\nregistry_external_url = \"http://localhost:{public}\"\n\
             [gitlab_rails]\nenable = true\nrestart_command = \"test -e /nowhere/at/all\"\n\
             [registry]\nregistry_http_addr = \"127.0.0.1:{internal}\"\n\
             [registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n"
        ),
    );
    sandbox.wharf(&["reconfigure"]).exits(4).says(&["everything is applied"]);
    let off = sandbox.wharf(&["disable", "registry"]).exits(4).says(&["everything is applied"]);
    assert!(!off.error.contains("is as it was"), "{off:?}");
    // Host and settings say the same: GitLab's restart alone is due.
    let settings = sandbox.read("/etc/gitlab/gitlab.toml").replace("test -e /nowhere/at/all", "true");
    sandbox.write("/etc/gitlab/gitlab.toml", &settings);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let text = sandbox.read("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml");
    let yaml: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(yaml["production"]["registry"]["enabled"], false);
}

#[test]
fn a_file_that_we_did_not_write_is_never_removed() {
    let sandbox = Sandbox::with_token_server();
    // GitLab's own, on a host where Wharf only issues tokens.
    sandbox.write("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml", "production: {}\n");
    sandbox.write("/opt/gitlab/etc/registry/env/STRAY", "1");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml"), "production: {}\n");
    // The folder of the environment is ours as a whole: a variable that nobody asked for would reach the engine.
    assert!(!sandbox.path("/opt/gitlab/etc/registry/env/STRAY").exists());
}

#[test]
fn what_we_wrote_is_removed_from_the_place_it_was_moved_from() {
    let sandbox = Sandbox::running();
    let old = "/var/opt/gitlab/registry/config.yml";
    assert!(sandbox.path(old).exists());
    sandbox.edit_settings("[registry]\n", "[registry]\ndir = \"/var/opt/gitlab/moved\"\n");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(!sandbox.path(old).exists());
    assert!(sandbox.path("/var/opt/gitlab/moved/config.yml").exists());
    sandbox.wharf(&["plan"]).exits(0);
}
