//! Disabling it for the site, for new projects and for one; where images lie; the port inside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{CONFIG, GITLAB, SETTINGS, VHOST, gitlab, rails, rendered_yaml, write, yaml};
use crate::support::{
    image::Image,
    run,
    sandbox::{Sandbox, is_machine},
};

/// Every file below `folder` with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(tree(&path));
        } else {
            found.insert(path.clone(), std::fs::read(path).unwrap());
        }
    }
    found
}

/// A running registry beside GitLab; `more` is as the guide has it.
fn running(sandbox: &Sandbox, more: &str) {
    write(sandbox, &format!("https://localhost:{}", sandbox.public), more);
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
}

#[test]
fn guide_e01_to_e04_off_for_the_site_keeps_every_image_and_key_and_on_again_serves_them() {
    let sandbox = Sandbox::new();
    running(&sandbox, "");
    let _gitlab = gitlab(&sandbox, "**");
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "root:password").exits(0);
    let images = sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry/docker");
    let (before, secrets) = (tree(&images), sandbox.read("/etc/gitlab/gitlab-secrets.json"));
    let settings = sandbox.read(SETTINGS);

    sandbox.write(SETTINGS, &format!("{settings}registry.enable = false\n"));
    sandbox.wharf(&["reconfigure"]).exits(0);
    for port in [sandbox.public, sandbox.internal] {
        std::net::TcpStream::connect(("127.0.0.1", port)).expect_err("something still listens");
    }
    assert!(!sandbox.path(VHOST).exists());
    assert_eq!(rails(&sandbox)["enabled"], false);
    assert_eq!(tree(&images), before, "an image went");
    assert_eq!(sandbox.read("/etc/gitlab/gitlab-secrets.json"), secrets);

    sandbox.write(SETTINGS, &settings);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.pull("group/project:v1", "root:password"), image.digest);
    assert_eq!(sandbox.read("/etc/gitlab/gitlab-secrets.json"), secrets);
}

#[test]
fn guide_f01_new_projects_begin_without_a_registry() {
    let url = "external_url = \"https://gitlab.example.com\"\nregistry_external_url = \"https://registry.example.com\"\n";
    let feature = |more: &str| {
        let gitlab = rendered_yaml(&format!("{url}{more}"), GITLAB);
        gitlab["production"]["gitlab"]["default_projects_features"]["container_registry"].clone()
    };
    assert_eq!(feature(""), serde_json::Value::Null, "GitLab's own default is true");
    assert_eq!(feature("gitlab_rails.gitlab_default_projects_features_container_registry = false\n"), false);
    assert_eq!(feature("gitlab_rails.gitlab_default_projects_features_container_registry = true\n"), true);
}

#[test]
fn guide_f02_and_the_other_source_snippets_end_in_the_gitlab_yml_that_is_there() {
    let sandbox = Sandbox::new();
    if is_machine() {
        run("useradd", &["--system", "--user-group", "git"]).exits(0);
    }
    let path = "/srv/gitlab/config/gitlab.yml";
    let before = "production:\n  gitlab:\n    ## Default project features settings\n    default_projects_features:\n      \
        issues: true\n      merge_requests: true\n      wiki: true\n      snippets: false\n      builds: true\n      \
        container_registry: true\n  registry:\n    enabled: false\n    path: shared/registry\n";
    sandbox.write(path, before);
    // A06, C09, D05, E03, F02, H01 as the guide has them, one after the other.
    let own = format!("gitlab_rails.config_path = \"{path}\"\n");
    let read = || -> serde_json::Value { yaml(&sandbox, path)["production"].clone() };
    running(&sandbox, &own);
    assert_eq!(
        (&read()["registry"]["enabled"], &read()["registry"]["port"]),
        (&true.into(), &sandbox.public.into())
    );
    running(
        &sandbox,
        &format!("{own}gitlab_rails.gitlab_default_projects_features_container_registry = false\n"),
    );
    let features = read()["gitlab"]["default_projects_features"].clone();
    assert_eq!(
        features,
        serde_json::json!({
            "issues": true, "merge_requests": true, "wiki": true, "snippets": false, "builds": true,
            "container_registry": false,
        })
    );
    running(&sandbox, &format!("{own}gitlab_rails.registry_path = \"/srv/images\"\n"));
    let images = sandbox.path("/srv/images").to_string_lossy().into_owned();
    assert_eq!(read()["registry"]["path"], images);
    assert_eq!(yaml(&sandbox, CONFIG)["storage"]["filesystem"]["rootdirectory"], images);
    running(&sandbox, &format!("{own}registry.enable = false\n"));
    assert_eq!(read()["registry"]["enabled"], false);
    // GitLab's own user is not made where GitLab was installed by somebody else.
    let facts = wharf::derive::Facts {
        gitlab_yml: Some(wharf::derive::ExistingFile {
            path: path.to_owned(),
            text: before.to_owned(),
            user: "git".to_owned(),
            group: "git".to_owned(),
            mode: 0o644,
        }),
        ..crate::golden::facts()
    };
    let text =
        format!("external_url = \"https://g.test\"\nregistry_external_url = \"https://r.test\"\n{own}");
    let (rendered, _) = crate::golden::walk(&text, &facts).unwrap();
    assert!(!rendered.accounts.iter().any(|account| account.user == "git"), "{:?}", rendered.accounts);
    assert!(rendered.files.contains_key(path) && !rendered.files.contains_key(GITLAB));
    assert!(!rendered.files[wharf::render::LISTING].content.contains(path), "it would be removed one day");
}

#[test]
fn guide_h01_and_h02_another_folder_is_that_of_the_registry_and_of_gitlab() {
    let url = "external_url = \"https://gitlab.example.com\"\nregistry_external_url = \"https://registry.example.com\"\n";
    let usual = "/var/opt/gitlab/gitlab-rails/shared/registry";
    assert_eq!(rendered_yaml(url, CONFIG)["storage"]["filesystem"]["rootdirectory"], usual);
    assert_eq!(rendered_yaml(url, GITLAB)["production"]["registry"]["path"], usual);

    let sandbox = Sandbox::new();
    running(&sandbox, "gitlab_rails.registry_path = \"/srv/path/to/registry/storage\"\n");
    let folder = sandbox.path("/srv/path/to/registry/storage");
    assert_eq!(rails(&sandbox)["path"], folder.to_string_lossy().as_ref());
    let _gitlab = gitlab(&sandbox, "**");
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "root:password").exits(0);
    assert!(folder.join("docker/registry/v2/repositories/group/project").is_dir());
    if is_machine() {
        // H03: GitLab's user can read what the registry wrote.
        let place = folder.to_string_lossy().into_owned();
        run("setpriv", &["--reuid", "git", "--regid", "git", "--init-groups", "ls", &place]).exits(0);
    }
}

#[test]
fn guide_h03_a_folder_that_the_registry_cannot_reach_is_refused_with_what_is_in_the_way() {
    let sandbox = Sandbox::new();
    let locked = sandbox.path("/srv/locked");
    std::fs::create_dir_all(&locked).unwrap();
    let mode = if is_machine() { 0o700 } else { 0o000 };
    std::fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    write(
        &sandbox,
        &format!("http://localhost:{}", sandbox.public),
        "gitlab_rails.registry_path = \"/srv/locked/images\"\n",
    );
    let answer = sandbox.wharf(&["plan"]);
    std::fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    // Who is root under a root of its own can reach everything, and its services run as root too.
    if is_machine() || !nix::unistd::geteuid().is_root() {
        let refused = answer.exits(3).error;
        assert!(refused.contains("/srv/locked"), "{refused}");
    } else {
        answer.exits(10);
    }
}

#[test]
fn guide_m01_another_port_inside_is_known_to_nginx_and_gitlab() {
    let sandbox = Sandbox::new();
    let internal = sandbox.internal;
    running(&sandbox, &format!("registry.registry_http_addr = \"localhost:{internal}\"\n"));
    assert_eq!(yaml(&sandbox, CONFIG)["http"]["addr"], format!("localhost:{internal}"));
    assert!(
        sandbox.read(VHOST).contains(&format!("proxy_pass http://localhost:{internal};")),
        "{}",
        sandbox.read(VHOST)
    );
    assert_eq!(rails(&sandbox)["api_url"], format!("http://localhost:{internal}"));
    let _gitlab = gitlab(&sandbox, "**");
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "root:password").exits(0);
}

#[test]
fn guide_n01_a_project_whose_registry_is_off_gets_no_scope_from_gitlab_and_nothing_is_taken() {
    let sandbox = Sandbox::new();
    running(&sandbox, "");
    // GitLab gives no scope for a project whose registry is off.
    let _gitlab = gitlab(&sandbox, "group/on");
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/on:v1", "root:password").exits(0);
    assert_ne!(sandbox.push(&image, "group/off:v1", "root:password").code, 0);
    let repositories =
        sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry/docker/registry/v2/repositories/group");
    assert!(repositories.join("on").exists() && !repositories.join("off").exists());
}
