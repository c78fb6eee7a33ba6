//! A host with nothing but the `gitlab.rb` of a whole Omnibus.

use std::path::PathBuf;

use crate::support::{
    image::Image,
    issuer::{Account, Issuer},
    run,
    sandbox::Sandbox,
    wharf,
};

/// The settings of a whole Omnibus, as years have made them.
const OMNIBUS: &str = include_str!("../../samples/omnibus/gitlab.rb");

/// `gitlab-ctl`, which is `wharf` under another name.
#[track_caller]
fn gitlab_ctl(sandbox: &Sandbox, arguments: &[&str]) -> crate::support::Answer {
    let program: PathBuf = sandbox.outside("gitlab-ctl");
    if !program.exists() {
        std::os::unix::fs::symlink(wharf(), &program).unwrap();
    }
    let root = sandbox.root().to_string_lossy().into_owned();
    run(&program.to_string_lossy(), &[&["--root", &root], arguments].concat())
}

fn host() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = OMNIBUS
        .replace("@PUBLIC@", &sandbox.public.to_string())
        .replace("@INTERNAL@", &sandbox.internal.to_string())
        .replace("@RAILS@", &sandbox.token.to_string());
    assert!(!text.contains('@') || text.contains("@example.com"), "a port is left open");
    sandbox.write("/etc/gitlab/gitlab.rb", &text);
    sandbox.write("/etc/gitlab/registry.secret", "of the whole Omnibus");
    sandbox
}

#[test]
fn a_host_with_only_the_gitlab_rb_of_a_whole_omnibus_just_works() {
    let sandbox = host();
    let before = sandbox.read("/etc/gitlab/gitlab.rb");
    sandbox.wharf(&["ca", "init"]).exits(0);
    let answer = gitlab_ctl(&sandbox, &["reconfigure"]).exits(0);
    // One line tells of everything else that stands there, and one how to go on.
    let told: Vec<&str> = answer.error.lines().filter(|line| line.contains("belong")).collect();
    assert_eq!(told.len(), 1, "{answer:?}");
    assert!(told[0].contains(" settings belong to components that Wharf does not run"), "{told:?}");
    assert_eq!(answer.output.matches("wharf convert").count(), 1, "{answer:?}");
    assert!(answer.error.lines().count() <= 6, "{answer:?}");
    assert!(!format!("{answer:?}").contains("hunter2"), "{answer:?}");
    // Nothing is done twice, and it is not offered again each time.
    let again = gitlab_ctl(&sandbox, &["reconfigure"]).exits(0);
    assert!(again.output.contains("nothing to do") && !again.output.contains("wharf convert"), "{again:?}");

    let status = gitlab_ctl(&sandbox, &["status"]).exits(0);
    for service in ["run: registry: ", "run: nginx: "] {
        assert!(status.output.contains(service), "{status:?}");
    }
    let key = sandbox.read("/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key");
    let accounts =
        [Account { user: "root", password: "password", repository: "**", actions: &["pull", "push"] }];
    let _issuer = Issuer::start_at(sandbox.token, key.as_bytes(), &accounts);
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", "root:password").exits(0);
    assert_eq!(sandbox.pull("group/project:v1", "root:password"), image.digest);
    assert!(sandbox.path("/var/opt/gitlab/gitlab-rails/shared/registry/docker").is_dir());
    let config: serde_yaml::Value =
        serde_yaml::from_str(&sandbox.read("/var/opt/gitlab/registry/config.yml")).unwrap();
    assert_eq!(config["http"]["secret"], "of the whole Omnibus");
    assert_eq!(config["log"]["formatter"], "json");
    let log = sandbox.read("/var/log/gitlab/registry/current");
    assert!(log.lines().any(|line| line.contains("group/project")), "{log}");
    assert_eq!(sandbox.read("/etc/gitlab/gitlab.rb"), before, "the file is read, never written");
}

#[test]
fn a_changed_line_of_a_gitlab_rb_is_planned_and_applied() {
    let sandbox = host();
    sandbox.wharf(&["ca", "init"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let text = sandbox.read("/etc/gitlab/gitlab.rb");
    sandbox.write(
        "/etc/gitlab/gitlab.rb",
        &text.replace("['log_level'] = \"info\"", "['log_level'] = \"debug\""),
    );
    let plan = sandbox.wharf(&["plan", "-q"]).exits(10);
    assert!(plan.output.contains("restart"), "{plan:?}");
    let pids = sandbox.pids();
    sandbox.wharf(&["reconfigure"]).exits(0);
    let after = sandbox.pids();
    assert_eq!(pids["nginx"], after["nginx"], "NGINX reads nothing of it");
    assert_ne!(pids["registry"], after["registry"]);
    let config = sandbox.read("/var/opt/gitlab/registry/config.yml");
    assert!(config.contains("level: debug") || config.contains("level: \"debug\""), "{config}");
    // Back again: the engine restarts once more, and then nothing waits.
    sandbox.write("/etc/gitlab/gitlab.rb", &text);
    sandbox.wharf(&["reconfigure", "--json"]).exits(0);
    sandbox.wharf(&["plan"]).exits(0);
}

#[test]
fn the_variable_reaches_no_service() {
    let sandbox = host();
    sandbox.wharf(&["ca", "init"]).exits(0);
    let root = sandbox.root().to_string_lossy().into_owned();
    let output = crate::support::command(&wharf())
        .args(["--root", &root, "reconfigure"])
        .env("GITLAB_OMNIBUS_CONFIG", "registry['debug_addr'] = nil # hunter2")
        .env("SOMETHING_ELSE", "hunter2")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let pids = sandbox.pids();
    assert!(pids.len() >= 2, "{pids:?}");
    let supervisor = std::fs::read_to_string(format!("/proc/{}/stat", pids["registry"])).unwrap();
    let supervisor = supervisor.rsplit(") ").next().unwrap().split(' ').nth(1).unwrap().to_owned();
    for (name, pid) in
        pids.iter().map(|(name, pid)| (name.as_str(), pid.to_string())).chain([("", supervisor)])
    {
        let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap();
        let environment = String::from_utf8_lossy(&environment).replace('\0', "\n");
        // NGINX writes its title over its own.
        assert!(
            name == "nginx" || environment.contains("PATH="),
            "{pid} shows no environment: {environment}"
        );
        assert!(!environment.contains("hunter2"), "{pid}: {environment}");
    }
}

#[test]
fn an_address_of_health_that_the_engine_does_not_serve_yet_is_said_and_waited_for_by_nobody() {
    let sandbox = host();
    sandbox.wharf(&["ca", "init"]).exits(0);
    let text = sandbox.read("/etc/gitlab/gitlab.rb");
    sandbox.write(
        "/etc/gitlab/gitlab.rb",
        &format!("{text}registry['debug_addr'] = '127.0.0.1:{}'\n", crate::support::free_ports(1)[0]),
    );
    let answer = gitlab_ctl(&sandbox, &["reconfigure"]).exits(0);
    assert_eq!(answer.error.matches("`registry.debug_addr` has no effect").count(), 1, "{answer:?}");
    gitlab_ctl(&sandbox, &["status"]).exits(0);
}
