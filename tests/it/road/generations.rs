//! Runs that are kept, gone back to, reviewed beforehand, and put back where they were cut short.

use serde_json::Value;
use wharf::journal::{self, Journal};
use wharf::sys::Root;

use crate::support::{run, sandbox::Sandbox, wait_until};

const CONFIG: &str = "/var/opt/gitlab/registry/config.yml";
const VHOST: &str = "/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf";

fn debug(sandbox: &Sandbox) {
    sandbox.edit_settings("log_level = \"info\"", "log_level = \"debug\"");
}

fn served_age(sandbox: &Sandbox) -> String {
    let answer = sandbox.curl("/", &[]).exits(0).output;
    answer.lines().find(|line| line.contains("max-age=")).unwrap_or_default().to_owned()
}

#[test]
fn every_run_that_is_applied_is_listed_and_can_be_gone_back_to() {
    let sandbox = Sandbox::running();
    let before = sandbox.read(CONFIG);
    debug(&sandbox);
    sandbox.edit_settings("[registry.nginx]\n", "[registry.nginx]\nhsts_max_age = 1234\n");
    sandbox.wharf(&["reconfigure"]).exits(0);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let history = sandbox.wharf(&["history"]).exits(0).output;
    assert_eq!(history.lines().count(), 2, "a run with nothing to do is none: {history}");
    assert!(history.lines().last().unwrap().starts_with("*    2  "), "{history}");
    let pids = sandbox.pids();

    let back = sandbox.wharf(&["rollback"]).exits(0);
    assert!(back.output.contains("Rolled back to generation 1"), "{back:?}");
    assert!(back.error.contains("the settings stay as they are"), "{back:?}");
    assert_eq!(sandbox.read(CONFIG), before);
    assert!(!served_age(&sandbox).contains("1234"));
    let now = sandbox.pids();
    assert_ne!(now["registry"], pids["registry"]);
    assert_eq!((now["nginx"], now["token-server"]), (pids["nginx"], pids["token-server"]));
    assert!(sandbox.read("/etc/gitlab/gitlab.toml").contains("\"debug\""), "the settings stay");
    sandbox.wharf(&["plan"]).exits(10);
    let listed: Value = serde_json::from_str(&sandbox.wharf(&["--json", "history"]).exits(0).output).unwrap();
    assert_eq!(listed["generations"][2]["rolled_back_to"], 1, "{listed}");
    assert!(listed["generations"][2]["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{listed}");

    sandbox.wharf(&["rollback", "2"]).exits(0);
    assert!(served_age(&sandbox).contains("1234"));
    sandbox.wharf(&["plan"]).exits(0);
    let unknown = sandbox.wharf(&["rollback", "77"]).exits(1);
    assert!(unknown.error.contains("there is no generation 77; kept are 1 to 4"), "{unknown:?}");
}

#[test]
fn one_can_go_back_whatever_the_settings_say_by_now() {
    let sandbox = Sandbox::running();
    debug(&sandbox);
    sandbox.wharf(&["reconfigure"]).exits(0);
    // A half-made move to another file: no other command knows which one counts.
    sandbox.write("/etc/gitlab/gitlab.rb", "registry['enable'] = system('true')\n");
    sandbox.wharf(&["plan"]).exits(3);
    let back = sandbox.wharf(&["rollback", "1"]).exits(0);
    assert!(sandbox.read(CONFIG).contains("level: info"), "{back:?}");
    let kept = sandbox.wharf(&["--json", "history"]).exits(0).output;
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept["generations"][2]["settings_file"], "", "neither is said to be the one: {kept}");
    std::fs::remove_file(sandbox.path("/etc/gitlab/gitlab.rb")).unwrap();
    sandbox.edit_settings("log_level", "log_levle");
    sandbox.wharf(&["rollback", "2"]).exits(0);
    assert!(sandbox.read(CONFIG).contains("level: debug"));
}

#[test]
fn who_goes_back_is_told_that_gitlab_has_to_read_its_file_again() {
    let sandbox = Sandbox::new();
    let settings = |host: &str| {
        format!(
            "external_url = \"https://gitlab.test\"\nregistry_external_url = \"http://{host}:{}\"\n\
             registry.registry_http_addr = \"127.0.0.1:{}\"\nregistry.nginx.listen_addresses = [\"127.0.0.1\"]\n",
            sandbox.public, sandbox.internal
        )
    };
    let note = "gitlab.yml changed; restart GitLab for it";
    for host in ["localhost", "registry.test"] {
        sandbox.write("/etc/gitlab/gitlab.toml", &settings(host));
        let told = sandbox.wharf(&["reconfigure"]).exits(0);
        assert!(told.error.contains(note), "{told:?}");
    }
    let back = sandbox.wharf(&["rollback"]).exits(0);
    assert!(back.error.contains(note), "{back:?}");
    let same = sandbox.wharf(&["rollback", "1"]).exits(0);
    assert!(same.output.contains("nothing to do") && !same.error.contains(note), "{same:?}");
}

#[test]
fn secrets_are_not_gone_back_to() {
    let sandbox = Sandbox::running();
    debug(&sandbox);
    sandbox.wharf(&["reconfigure"]).exits(0);
    let path = "/etc/gitlab/gitlab-secrets.json";
    let mut secrets: Value = serde_json::from_str(&sandbox.read(path)).unwrap();
    secrets["gitlab_rails"]["of_another"] = "kept".into();
    sandbox.write(path, &serde_json::to_string_pretty(&secrets).unwrap());
    let before = sandbox.read(path);
    sandbox.wharf(&["rollback", "1"]).exits(0);
    assert_eq!(sandbox.read(path), before);
}

#[test]
fn what_was_edited_by_hand_is_shown_and_kept_beside_its_generation() {
    let sandbox = Sandbox::running();
    let by_hand = sandbox.read(VHOST) + "# tuned at night\n";
    sandbox.write(VHOST, &by_hand);
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    let line = plan.lines().find(|line| line.contains(VHOST)).unwrap();
    assert!(line.ends_with("(edited by hand)"), "{plan}");
    sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(!sandbox.read(VHOST).contains("tuned at night"));
    assert_eq!(sandbox.read(&format!("/var/opt/gitlab/wharf/generations/2/edited{VHOST}")), by_hand);
    // a change of the settings is none by hand
    debug(&sandbox);
    let plan = sandbox.wharf(&["plan"]).exits(10).output;
    assert!(plan.contains(CONFIG) && !plan.contains("edited by hand"), "{plan}");
}

#[test]
fn a_reviewed_plan_is_applied_exactly_or_not_at_all() {
    let sandbox = Sandbox::with_token_server();
    let file = sandbox.outside("plan.json");
    let file = file.to_str().unwrap();
    sandbox.wharf(&["plan", "-o", file]).exits(10);
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("\"digest_to\": \"hmac-sha256:"), "{text}");
    sandbox.wharf(&["reconfigure", "--plan", file]).exits(0);

    debug(&sandbox);
    sandbox.wharf(&["plan", "-o", file]).exits(10);
    let plan = std::fs::read_to_string(file).unwrap();
    let secrets: Value = serde_json::from_str(&sandbox.read("/etc/gitlab/gitlab-secrets.json")).unwrap();
    assert!(!plan.contains(secrets["registry"]["http_secret"].as_str().unwrap()), "{plan}");
    sandbox.edit_settings("[registry.nginx]\n", "[registry.nginx]\nhsts_max_age = 4321\n");
    let before = sandbox.snapshot();
    let refused = sandbox.wharf(&["reconfigure", "--plan", file]).exits(1);
    assert!(refused.error.contains("is not the one that was reviewed") && refused.error.contains(VHOST));
    assert_eq!(sandbox.snapshot(), before);
    sandbox.wharf(&["plan", "-o", file]).exits(10);
    sandbox.wharf(&["reconfigure", "--plan", file]).exits(0);
    assert!(served_age(&sandbox).contains("4321"));
    for text in ["", "{}", "{\"schema\": \"wharf.plan/9\"}"] {
        std::fs::write(file, text).unwrap();
        let refused = sandbox.wharf(&["reconfigure", "--plan", file]).exits(1);
        assert!(refused.error.contains("is no plan"), "{refused:?}");
    }
}

#[test]
fn a_reviewed_plan_is_refused_when_a_certificate_was_renewed_since() {
    let sandbox = Sandbox::running();
    let file = sandbox.outside("plan.json");
    let file = file.to_str().unwrap();
    sandbox.edit_settings("[registry.nginx]\n", "[registry.nginx]\nhsts_max_age = 1234\n");
    sandbox.wharf(&["plan", "-o", file]).exits(10);
    let plan: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let certificate = plan["reads"][0]["path"].as_str().unwrap().to_owned();
    let renewed = sandbox.read(&certificate) + "\n";
    sandbox.write(&certificate, &renewed);
    let before = sandbox.snapshot();
    let refused = sandbox.wharf(&["reconfigure", "--plan", file]).exits(1);
    assert!(refused.error.contains("is not the one that was reviewed"), "{refused:?}");
    assert!(refused.error.contains(&certificate), "{refused:?}");
    assert_eq!(sandbox.snapshot(), before);
}

/// Leaves the host as a run does that dies after its first file.
fn cut_short(sandbox: &Sandbox) {
    let root = Root::new(sandbox.root()).unwrap();
    Journal::of(&root, [CONFIG, VHOST], 2, 1).unwrap().write(&root).unwrap();
    std::fs::write(sandbox.path(CONFIG), "half: [\n").unwrap();
}

#[test]
fn no_service_starts_on_the_files_of_a_run_that_was_cut_short() {
    let sandbox = Sandbox::running();
    let before = sandbox.read(CONFIG);
    cut_short(&sandbox);
    let pids = sandbox.pids();
    run("kill", &["-9", &pids["registry"].to_string()]).exits(0);
    wait_until("the registry is up again", 20, || {
        sandbox.pids()["registry"] != pids["registry"] && sandbox.wharf(&["status"]).code == 0
    });
    assert_eq!(sandbox.read(CONFIG), before);
    assert!(!journal::is_open(&Root::new(sandbox.root()).unwrap()));
    sandbox.wharf(&["plan"]).exits(0);
}

#[test]
fn the_next_run_puts_one_that_was_cut_short_back_and_says_so() {
    let sandbox = Sandbox::running();
    let (before, pids) = (sandbox.read(CONFIG), sandbox.pids());
    cut_short(&sandbox);
    let next = sandbox.wharf(&["reconfigure"]).exits(0);
    assert!(next.error.contains("an earlier run was cut short"), "{next:?}");
    assert!(next.output.contains("nothing to do"), "{next:?}");
    assert_eq!(sandbox.read(CONFIG), before);
    assert_eq!(sandbox.pids(), pids);
}

#[test]
fn a_run_that_waited_for_one_that_died_puts_it_back_first() {
    let sandbox = Sandbox::running();
    let root = Root::new(sandbox.root()).unwrap();
    let held = wharf::sys::lock::take(&root.join(journal::LOCK)).unwrap().unwrap();
    debug(&sandbox);
    let waiting = crate::support::command(&crate::support::wharf())
        .args(["--root", &sandbox.root().to_string_lossy(), "reconfigure"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // It has looked at the host and found no journal; slower, it finds one, and does the same.
    std::thread::sleep(std::time::Duration::from_millis(500));
    cut_short(&sandbox);
    drop(held);
    let answer = waiting.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success() && said.contains("an earlier run was cut short"), "{said}");
    let kept = sandbox.read("/var/opt/gitlab/wharf/generations/2/journal.json");
    let journal: Value = serde_json::from_str(&kept).unwrap();
    assert!(!journal.to_string().contains("aGFsZjogWwo="), "what was half is what was before: {journal}");
    sandbox.wharf(&["plan"]).exits(0);
}

#[test]
fn a_service_waits_while_a_run_is_at_work_on_the_files() {
    let sandbox = Sandbox::running();
    let before = sandbox.read(CONFIG);
    cut_short(&sandbox);
    let root = Root::new(sandbox.root()).unwrap();
    let held = wharf::sys::lock::take(&root.join(journal::LOCK)).unwrap().unwrap();
    let pids = sandbox.pids();
    run("kill", &["-9", &pids["registry"].to_string()]).exits(0);
    wait_until("the supervisor has seen it", 20, || sandbox.pids()["registry"] == 0);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(sandbox.pids()["registry"], 0, "it started on half a run");
    drop(held);
    wait_until("the registry is up again", 20, || sandbox.wharf(&["status"]).code == 0);
    assert_eq!(sandbox.read(CONFIG), before);
}

#[test]
fn up_applies_the_settings_and_stays_in_the_foreground() {
    let sandbox = Sandbox::with_token_server();
    let root = sandbox.root().to_string_lossy().into_owned();
    let mut up = crate::support::command(&crate::support::wharf())
        .args(["--root", &root, "up"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // The run beside the supervisor has ended when its generation is there.
    wait_until("everything is applied and up", 60, || {
        sandbox.wharf(&["history"]).output.lines().count() == 1 && sandbox.wharf(&["status"]).code == 0
    });
    assert_eq!(sandbox.pids().len(), 3);
    sandbox.wharf(&["plan"]).exits(0);
    assert!(up.try_wait().unwrap().is_none());
    run("kill", &["-TERM", &up.id().to_string()]).exits(0);
    assert_eq!(up.wait().unwrap().code(), Some(0));

    sandbox.edit_settings("log_level", "log_levle");
    sandbox.wharf(&["up"]).exits(3).says(&["log_levle"]);
    sandbox.wharf(&["status"]).exits(1);
}
