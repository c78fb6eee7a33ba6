//! "Enable the Container Registry": what it is, gitlab.yml's parameters, the least that authentication needs.

use super::{
    CONFIG, GITLAB, KEY, SETTINGS, VHOST, curl, gitlab, rails, rendered, rendered_yaml, write, yaml,
};
use crate::support::{
    image::Image,
    run,
    sandbox::{Sandbox, is_machine},
};

#[test]
fn guide_a01_every_project_has_a_space_of_its_own_however_deep_its_group() {
    let sandbox = Sandbox::running();
    let image = Image::make(&sandbox.outside("image"), "v1");
    for name in ["project", "group/project", "group/sub/project", "group/sub/project/image", "a/b/c/d/e/f"] {
        sandbox.push(&image, &format!("{name}:v1"), "writer:push and pull").exits(0);
        assert_eq!(sandbox.pull(&format!("{name}:v1"), "reader:only pull"), image.digest, "{name}");
    }
}

#[test]
fn guide_a03_where_certificates_would_be_fetched_the_registry_is_on_at_port_5050_of_gitlabs_domain() {
    let text = "external_url = \"https://gitlab.example.com\"\n";
    let vhost = &rendered(text)[VHOST];
    assert!(
        vhost.contains("listen *:5050 ssl;") && vhost.contains("server_name gitlab.example.com;"),
        "{vhost}"
    );
    let registry = rendered_yaml(text, GITLAB)["production"]["registry"].clone();
    assert_eq!(registry["enabled"], true);
    assert_eq!((&registry["host"], &registry["port"]), (&"gitlab.example.com".into(), &5050.into()));
    for otherwise in [
        "external_url = \"http://gitlab.example.com\"\n",
        "external_url = \"https://gitlab.example.com/gitlab\"\n",
        "external_url = \"https://gitlab.example.com\"\nletsencrypt.enable = false\n",
        "external_url = \"https://gitlab.example.com\"\nregistry.enable = false\n",
    ] {
        assert!(!rendered(otherwise).contains_key(VHOST), "{otherwise}");
    }
    // They are not fetched yet: the plan names the certificate that is missing.
    let sandbox = Sandbox::new();
    sandbox.write(SETTINGS, text);
    sandbox.wharf(&["plan"]).exits(3).says(&["/etc/gitlab/ssl/gitlab.example.com.crt"]);
}

#[test]
fn guide_a04_the_registry_is_off_until_its_url_is_set_and_then_on() {
    let sandbox = Sandbox::new();
    sandbox.write(SETTINGS, "external_url = \"http://gitlab.example.com\"\n");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(!sandbox.path("/opt/gitlab/service/registry").is_symlink());
    assert_eq!(rails(&sandbox)["enabled"], false);

    write(&sandbox, &format!("https://localhost:{}", sandbox.public), "");
    sandbox.wharf(&["ca", "init"]).exits(0);
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    assert!(plan.contains("registry     start"), "{plan}");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(sandbox.pids()["registry"] > 0 && sandbox.pids()["nginx"] > 0);
    assert_eq!(rails(&sandbox)["enabled"], true);
}

#[test]
fn guide_a05_plain_http_works_too() {
    let sandbox = Sandbox::new();
    let public = sandbox.public;
    write(&sandbox, &format!("http://localhost:{public}"), "");
    sandbox.wharf(&["reconfigure"]).exits(0);
    let vhost = sandbox.read(VHOST);
    assert!(!vhost.contains("ssl"), "{vhost}");
    let _gitlab = gitlab(&sandbox, "**");
    let image = Image::make(&sandbox.outside("image"), "v1");
    let target = sandbox.image("group/project:v1");
    let arguments = [
        "copy",
        "--quiet",
        "--dest-tls-verify=false",
        "--dest-creds",
        "root:password",
        &image.name(),
        &target,
    ];
    run("skopeo", &arguments).exits(0);
    write(&sandbox, "http://registry.example.com", "");
    let words = ["plain HTTP", "`registry.example.com:80` in `insecure-registries`"];
    sandbox.wharf(&["check"]).exits(0).says(&words);
}

#[test]
fn guide_b01_to_b07_each_parameter_of_gitlab_yml_has_a_setting() {
    let off = rendered_yaml("external_url = \"http://gitlab.example.com\"\n", GITLAB);
    assert_eq!(off["production"]["registry"]["enabled"], false, "by default this is false");
    let text = "external_url = \"https://gitlab.example.com\"\n\
        gitlab_rails.registry_enabled = true\n\
        gitlab_rails.registry_host = \"registry.gitlab.example.com\"\n\
        gitlab_rails.registry_port = 5005\n\
        gitlab_rails.registry_api_url = \"http://localhost:5000/\"\n\
        gitlab_rails.registry_key_path = \"/home/git/gitlab/config/registry.key\"\n\
        gitlab_rails.registry_path = \"/home/git/gitlab/shared/registry\"\n\
        gitlab_rails.registry_issuer = \"gitlab-issuer\"\n";
    let have = rendered_yaml(text, GITLAB)["production"]["registry"].clone();
    for (key, want) in [
        ("enabled", serde_json::json!(true)),
        ("host", "registry.gitlab.example.com".into()),
        ("port", 5005.into()),
        ("api_url", "http://localhost:5000".into()),
        ("key", "/home/git/gitlab/config/registry.key".into()),
        ("path", "/home/git/gitlab/shared/registry".into()),
        ("issuer", "gitlab-issuer".into()),
    ] {
        assert_eq!(have[key], want, "{key}");
    }
}

#[test]
fn guide_b03_a_port_that_the_scheme_implies_is_not_written() {
    for (url, port) in [
        ("https://registry.example.com", serde_json::Value::Null),
        ("https://registry.example.com:443", serde_json::Value::Null),
        ("http://registry.example.com:80", serde_json::Value::Null),
        ("https://registry.example.com:5050", 5050.into()),
    ] {
        let text =
            format!("external_url = \"https://gitlab.example.com\"\nregistry_external_url = \"{url}\"\n");
        assert_eq!(rendered_yaml(&text, GITLAB)["production"]["registry"]["port"], port, "{url}");
    }
}

#[test]
fn guide_b05_to_b09_both_sides_agree_on_key_issuer_and_folder_and_a_client_is_told_where_to_log_in() {
    let sandbox = Sandbox::new();
    let url = format!("https://localhost:{}", sandbox.public);
    write(&sandbox, &url, "registry.token_realm = \"https://gitlab.example.com\"\n");
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let (gitlab, config) = (rails(&sandbox), yaml(&sandbox, CONFIG));
    let token = &config["auth"]["token"];
    let public = |arguments: &[&str]| run("openssl", arguments).exits(0).output;
    assert_eq!(
        public(&["pkey", "-in", gitlab["key"].as_str().unwrap(), "-pubout"]),
        public(&["x509", "-in", token["rootcertbundle"].as_str().unwrap(), "-noout", "-pubkey"]),
        "the key is no pair of the registry's rootcertbundle"
    );
    assert_eq!(gitlab["issuer"], token["issuer"]);
    assert_eq!(gitlab["path"], config["storage"]["filesystem"]["rootdirectory"]);
    assert_eq!(token["service"], "container_registry");
    let answer = curl(&sandbox, &format!("{url}/v2/"), &[]).exits(0).output;
    let realm = "Bearer realm=\"https://gitlab.example.com/jwt/auth\",service=\"container_registry\"";
    assert!(answer.starts_with("HTTP/1.1 401") && answer.contains(realm), "{answer}");

    // B06: readable by GitLab's user and the registry's.
    if is_machine() {
        let folder =
            sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry").to_string_lossy().into_owned();
        for user in ["git", "registry"] {
            let as_user = ["--reuid", user, "--regid", user, "--init-groups", "ls", &folder];
            run("setpriv", &as_user).exits(0);
        }
    }

    // B08: another issuer restarts the registry alone; GitLab is for its owner to restart.
    let before = sandbox.pids();
    sandbox.write(
        SETTINGS,
        &format!("{}gitlab_rails.registry_issuer = \"gitlab-issuer\"\n", sandbox.read(SETTINGS)),
    );
    let said = sandbox.wharf(&["reconfigure"]).exits(0).error;
    assert!(said.contains("restart GitLab"), "{said}");
    let after = sandbox.pids();
    assert!(
        before["registry"] != after["registry"] && before["nginx"] == after["nginx"],
        "{before:?} {after:?}"
    );
    assert_eq!(rails(&sandbox)["issuer"], "gitlab-issuer");
    assert_eq!(yaml(&sandbox, CONFIG)["auth"]["token"]["issuer"], "gitlab-issuer");
    assert!(sandbox.path(KEY).exists());
}

#[test]
fn guide_d07_a_url_that_is_none_is_refused() {
    for (url, said) in [
        ("registry.example.com", "must start with"),
        ("ftp://registry.example.com", "scheme"),
        ("https://", "no host"),
        ("https://registry.example.com/images", "may not have a path"),
    ] {
        let text =
            format!("external_url = \"https://gitlab.example.com\"\nregistry_external_url = \"{url}\"\n");
        let refused = crate::golden::walk(&text, &crate::golden::facts()).expect_err(url).to_string();
        assert!(refused.contains(said), "{url}: {refused}");
    }
    assert!(
        rendered("external_url = \"https://gitlab.example.com\"\nletsencrypt.enable = false\n")
            .contains_key(GITLAB)
    );
}
