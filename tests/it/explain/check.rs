//! `wharf check`: the settings alone.

use serde_json::Value;

use super::{Alone, USUAL};
use crate::support::{run, sandbox::Sandbox, wharf};

#[test]
fn good_settings_are_told_in_one_line() {
    let answer = Alone::new(USUAL).wharf(&["check"]).exits(0);
    assert_eq!(
        answer.output,
        "gitlab.toml is good: registry https://registry.test, NGINX on ports 443 and 80, \
         storage filesystem /var/opt/gitlab/gitlab-rails/shared/registry, tokens from GitLab\n"
    );
    assert_eq!(answer.error, "");
    let quiet = Alone::new(USUAL).wharf(&["check", "-q"]).exits(0);
    assert_eq!((quiet.output, quiet.error), (String::new(), String::new()));
}

#[test]
fn problems_are_exit_3_for_people_and_for_programs() {
    let alone = Alone::new("registry_external_url = \"registry.test\"\nregistry.log_levl = \"info\"\n");
    let said = [
        "`registry_external_url`",
        "there is no setting `registry.log_levl`",
        "did you mean `registry.log_level`?",
    ];
    alone.wharf(&["check"]).exits(3).says(&said);
    let answer = alone.wharf(&["check", "--json"]).exits(3);
    let told: Value = serde_json::from_str(&answer.output).unwrap();
    assert_eq!(told["schema"], "wharf.check/1");
    let problems = told["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 2, "{told}");
    assert_eq!(problems[1]["key"], "registry.log_levl");
    assert_eq!((&problems[1]["line"], &problems[1]["file"]), (&2.into(), &"gitlab.toml".into()));
    assert!(problems.iter().all(|problem| problem["hint"].is_string()), "{told}");
}

#[test]
fn what_plan_refuses_is_a_warning_here() {
    let alone = Alone::new(&format!("{USUAL}registry.storage.inmemory = {{}}\n"));
    alone.wharf(&["check"]).exits(0).says(&["warning[E009]: gitlab.toml:3:", "`plan` refuses it"]);
    let told: Value = serde_json::from_str(&alone.wharf(&["check", "--json"]).exits(0).output).unwrap();
    assert_eq!(told["problems"], serde_json::json!([]));
    assert_eq!(told["warnings"][0]["key"], "registry.storage.inmemory");
}

#[test]
fn the_state_of_the_host_does_not_matter() {
    let sandbox = Sandbox::new();
    sandbox.write_settings("");
    sandbox.write("/etc/gitlab/gitlab-secrets.json", "{ broken");
    sandbox.wharf(&["check"]).exits(0);
    sandbox.wharf(&["render"]).exits(1).says(&["gitlab-secrets.json is not valid JSON"]);
    // A file may be named as an argument, from anywhere.
    let file = Alone::new(USUAL);
    run(&wharf(), &["check", &file.file().to_string_lossy()]).exits(0);
}
