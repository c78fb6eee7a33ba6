//! A GitLab that was installed from source: its own gitlab.yml is changed in two places.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use crate::support::{
    run,
    sandbox::{Sandbox, is_machine},
};

const SAMPLE: &str = include_str!("../../samples/gitlab-source/gitlab.yml");
const PATH: &str = "/srv/gitlab/config/gitlab.yml";
const OWN: &str = "/var/opt/gitlab/gitlab-rails/etc/gitlab.yml";

/// A host with that GitLab and a registry under its domain; `more` is in `[gitlab_rails]`.
fn host(more: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    if is_machine() {
        // Who installs GitLab from source has made its user.
        run("useradd", &["--system", "--user-group", "git"]).exits(0);
    }
    sandbox.write(PATH, SAMPLE);
    std::fs::set_permissions(sandbox.path(PATH), std::fs::Permissions::from_mode(0o604)).unwrap();
    if nix::unistd::geteuid().is_root() {
        // Numbers without names.
        std::os::unix::fs::chown(sandbox.path(PATH), Some(54321), Some(54322)).unwrap();
    }
    let (public, internal, rails) = (sandbox.public, sandbox.internal, sandbox.token);
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!(
            "external_url = \"http://localhost:{rails}\"\nregistry_external_url = \"https://localhost:{public}\"\n\
             [registry]\nregistry_http_addr = \"127.0.0.1:{internal}\"\n\
             [registry.nginx]\nlisten_addresses = [\"127.0.0.1\"]\n\
             [gitlab_rails]\nconfig_path = \"{PATH}\"\n{more}"
        ),
    );
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox
}

/// Lines that went and lines that came.
fn difference(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (mut before, mut after) = (lines(before), lines(after));
    let same_start = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    before.drain(..same_start);
    after.drain(..same_start);
    let same_end =
        before.iter().rev().zip(after.iter().rev()).take_while(|(one, other)| one == other).count();
    before.truncate(before.len() - same_end);
    after.truncate(after.len() - same_end);
    (before, after)
}

#[test]
fn a_gitlab_yml_that_was_there_is_changed_in_its_registry_section_alone() {
    let sandbox = host("restart_command = \"echo restarted >> restarts\"\n");
    let marks = sandbox.outside("restarts");
    sandbox.edit_settings(">> restarts", &format!(">> {}", marks.display()));
    let before = std::fs::metadata(sandbox.path(PATH)).unwrap();

    let plan = sandbox.wharf(&["plan"]).exits(10);
    assert!(plan.output.contains(&format!("~ {PATH}")), "{}", plan.output);
    assert!(plan.output.contains(&format!("+    port: {}", sandbox.public)), "{}", plan.output);
    for secret in ["hunter2", "_the_password_of", "this is not a section"] {
        assert!(!plan.output.contains(secret), "{}", plan.output);
    }
    assert_eq!(sandbox.read(PATH), SAMPLE, "a plan changes nothing");

    sandbox.wharf(&["reconfigure"]).exits(0);
    let changed = sandbox.read(PATH);
    let (gone, came) = difference(SAMPLE, &changed);
    let real = |path: &str| sandbox.path(path).to_string_lossy().into_owned();
    let key = real("/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key");
    let images = real("/var/opt/gitlab/gitlab-rails/shared/registry");
    assert!(gone.is_empty(), "{gone:?}");
    assert_eq!(
        came.concat(),
        format!(
            "    enabled: true\n    host: \"localhost\"\n    port: {}\n    api_url: http://127.0.0.1:{}\n    \
             path: {images}\n    key: {key}\n    issuer: omnibus-gitlab-issuer\n",
            sandbox.public, sandbox.internal
        )
    );
    let after = std::fs::metadata(sandbox.path(PATH)).unwrap();
    assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
    assert!(!sandbox.path(OWN).exists(), "Wharf's own file would say the same a second time");
    assert!(std::fs::read_to_string(key).unwrap().contains("PRIVATE KEY"));
    assert_eq!(std::fs::read_to_string(&marks).unwrap(), "restarted\n");

    sandbox.wharf(&["plan"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(std::fs::metadata(sandbox.path(PATH)).unwrap().ino(), after.ino(), "equal, and yet written");
    assert_eq!(std::fs::read_to_string(&marks).unwrap(), "restarted\n");

    // What else is in the file may change at any time: it is GitLab's.
    sandbox.write(PATH, &changed.replace("email_from: \"gitlab@", "email_from: \"images@"));
    sandbox.wharf(&["plan"]).exits(0);

    // Off, on site: one word.
    sandbox.edit_settings("[registry]\n", "[registry]\nenable = false\n");
    sandbox.wharf(&["reconfigure"]).exits(0);
    let (gone, came) =
        difference(&changed.replace("gitlab@", "images@"), &sandbox.read(PATH).replace("gitlab@", "images@"));
    assert_eq!((gone.concat(), came.concat()), ("    enabled: true\n".into(), "    enabled: false\n".into()));
    assert_eq!(std::fs::read_to_string(&marks).unwrap(), "restarted\nrestarted\n");

    // Without the setting the file stays as it is, and Wharf writes its own.
    let left = sandbox.read(PATH);
    sandbox.edit_settings(&format!("config_path = \"{PATH}\"\n"), "");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(sandbox.read(PATH), left);
    assert!(sandbox.path(OWN).exists());
}

#[test]
fn a_link_to_gitlab_yml_stays_a_link_and_a_failed_run_puts_the_file_back() {
    let sandbox = host("gitlab_default_projects_features_container_registry = false\n");
    let real = "/srv/shared/gitlab.yml";
    std::fs::create_dir_all(sandbox.path("/srv/shared")).unwrap();
    std::fs::rename(sandbox.path(PATH), sandbox.path(real)).unwrap();
    std::os::unix::fs::symlink("../../shared/gitlab.yml", sandbox.path(PATH)).unwrap();

    // An engine that cannot listen ends the run after the files were written.
    let broken = "env.REGISTRY_HTTP_ADDR = \"192.0.2.1:5000\"\n";
    sandbox.edit_settings("[registry]\n", &format!("[registry]\n{broken}"));
    sandbox.wharf(&["reconfigure"]).exits(1).says(&["`registry` did not come up"]);
    assert_eq!(sandbox.read(real), SAMPLE);

    sandbox.edit_settings(broken, "");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(std::fs::symlink_metadata(sandbox.path(PATH)).unwrap().is_symlink());
    assert!(sandbox.read(real).contains("      container_registry: false   # see registry below\n"));
    assert!(sandbox.read(real).contains("  registry:\n    enabled: true\n"));
}

#[test]
fn a_gitlab_yml_that_cannot_be_changed_safely_is_refused_with_its_line_and_left() {
    let sandbox = host("");
    for (text, said) in [
        ("production:\n  registry: { enabled: false }\n", "gitlab.yml:2: `registry` is written in braces"),
        ("production:\n\tregistry:\n", "this is not valid YAML"),
        ("production:\n  registry: &r\n    host: a\nother: *r\n", "gitlab.yml:2: `registry` has an anchor"),
    ] {
        sandbox.write(PATH, text);
        let refused = sandbox.wharf(&["plan"]).exits(3).says(&[said]);
        assert!(refused.error.contains("gitlab.toml:8:1"), "{}", refused.error);
        sandbox.wharf(&["reconfigure"]).exits(3);
        assert_eq!(sandbox.read(PATH), text);
    }
    std::fs::remove_file(sandbox.path(PATH)).unwrap();
    sandbox.wharf(&["plan"]).exits(3).says(&["there is no file `/srv/gitlab/config/gitlab.yml`"]);
}

#[test]
fn no_secret_of_gitlab_stands_around_the_change_that_a_plan_shows() {
    let sandbox = host("");
    sandbox.write(
        PATH,
        "production:\n  incoming_email:\n    user: ada\n    smtp_password: \"hunter2\"\n  registry:\n    enabled: false\n  \
         ldap:\n    key: |\n      -----BEGIN PRIVATE KEY-----\n      MIIEhunter2hunter2\n      -----END PRIVATE KEY-----\n",
    );
    for arguments in [["plan", "--verbose"], ["plan", "--json"]] {
        let plan = sandbox.wharf(&arguments).exits(10).output;
        assert!(plan.contains("enabled: true") && plan.contains("user: ada"), "{plan}");
        assert!(plan.contains("[secret]") && !plan.contains("hunter2"), "{plan}");
    }
}

#[test]
fn a_restart_of_gitlab_that_failed_stays_due_until_it_works() {
    let sandbox = host("restart_command = \"test -e ALLOWED && echo restarted >> MARKS\"\n");
    let (marks, allowed) = (sandbox.outside("restarts"), sandbox.outside("allowed"));
    sandbox.edit_settings("MARKS", &marks.display().to_string());
    sandbox.edit_settings("ALLOWED", &allowed.display().to_string());
    let restarts = || std::fs::read_to_string(&marks).unwrap_or_default().lines().count();
    let refused = |arguments: &[&str]| {
        sandbox
            .wharf(arguments)
            .exits(4)
            .says(&["GitLab still runs with its old gitlab.yml", "reconfigure` again"])
    };
    refused(&["reconfigure"]);
    assert_eq!(sandbox.wharf(&["history"]).exits(0).output.lines().count(), 1, "all else is applied");
    // Everything is as it should be, but for GitLab itself.
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    assert!(plan.contains("GitLab was not restarted since its gitlab.yml changed"), "{plan}");
    refused(&["reconfigure"]);
    std::fs::write(&allowed, "").unwrap();
    sandbox.wharf(&["reconfigure"]).exits(0).says(&["restarted GitLab"]);
    assert_eq!(restarts(), 1);
    sandbox.wharf(&["plan"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(restarts(), 1, "once is enough");
    // A run that is put back leaves GitLab alone.
    let good = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &good.replace("[gitlab_rails]\n", "[registry.env]\nREGISTRY_HTTP_ADDR = \"nonsense\"\n[gitlab_rails]\nregistry_issuer = \"another\"\n"),
    );
    sandbox.wharf(&["reconfigure"]).exits(1).says(&["every file and service is as it was"]);
    sandbox.write("/etc/gitlab/gitlab.toml", &good);
    sandbox.wharf(&["plan"]).exits(0);
    // And the way back restarts it as the way forth does.
    sandbox.edit_settings("[gitlab_rails]\n", "[gitlab_rails]\nregistry_issuer = \"another\"\n");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert_eq!(restarts(), 2);
    sandbox.wharf(&["rollback"]).exits(0).says(&["restarted GitLab"]);
    assert_eq!(restarts(), 3);
}
