//! What the real Omnibus derives from the same settings, compared by meaning: parsed YAML with parsed YAML,
//! directives with directives. Every deliberate difference stands in one table, `differences.toml` beside the cases:
//! its cases by name, its path, both values, its reason. A case in no row is the same to the last directive.

mod compare;
mod front;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};
use wharf::derive::secrets::{Given, Kept, Made, to_be_made};
use wharf::derive::{Facts, derive};
use wharf::render::{Rendered, render};
use wharf::secret::Secret;

use self::compare::{Difference, differences, leaves};
pub use self::front::Front;
use self::front::settings_of;
use crate::golden::facts;
use crate::support::{nginx::directives, sandbox::Sandbox};

/// The table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    difference: Vec<Row>,
    refused: Vec<Refused>,
    refused_in_ruby: Vec<Refused>,
    broken: Vec<Broken>,
    placeholder: Vec<Refused>,
}

/// A deliberate difference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// Why.
    reason: String,
    /// Where.
    path: String,
    /// What Omnibus derives, as JSON.
    theirs: String,
    /// What is derived here, as JSON.
    ours: String,
    /// In which cases.
    cases: Vec<String>,
}

/// What is refused here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    /// Why; Omnibus refuses it too, or writes what does not work.
    reason: String,
    /// Words of the message.
    says: String,
    /// In which cases.
    cases: Vec<String>,
}

/// Where Omnibus writes a file that is no YAML: that file is compared with the one of another case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Broken {
    /// Why.
    reason: String,
    /// The case.
    case: String,
    /// `registry_config` or `gitlab_yml`.
    file: String,
    /// A case with the same settings but one.
    like: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/omnibus")
}

fn table() -> Table {
    toml::from_str(&std::fs::read_to_string(folder().join("differences.toml")).unwrap()).unwrap()
}

fn cases() -> Vec<String> {
    let all = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let folders = all.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn read(case: &str, file: &str) -> Option<Value> {
    let text = std::fs::read_to_string(folder().join(case).join(file)).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

/// The whole walk of a case, with its context: files that exist, secrets that are kept.
fn walk(case: &str, front: Front, facts: &Facts) -> Result<Rendered, String> {
    let context = read(case, "context.json").unwrap_or_default();
    let parsed = front.parsed(case).map_err(|problems| problems.to_string())?;
    let mut existing: BTreeSet<String> = context["existing_files"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|path| path.as_str().unwrap().to_owned())
        .collect();
    if !context["cluster"].is_null() {
        existing.insert("/etc/gitlab/gitlab-cluster.json".to_owned());
    }
    let asked: BTreeSet<String> = wharf::derive::asks(&parsed.settings).into_iter().collect();
    let facts = Facts { existing: existing.intersection(&asked).cloned().collect(), ..facts.clone() };
    let registry = &parsed.settings.registry;
    let given = Given {
        http_secret: registry.http_secret.clone(),
        internal_key: registry.internal_key.clone(),
        internal_certificate: registry.internal_certificate.clone(),
    };
    let kept = (!context["secrets"].is_null()).then(|| context["secrets"].to_string());
    let kept = Kept::read(kept.as_deref(), given).map_err(|error| error.to_string())?;
    let made = Made {
        http_secret: Some(Secret::new("HTTP_SECRET".to_owned())),
        internal_key: Some(Secret::new("KEY".to_owned())),
        internal_certificate: Some("CERT".to_owned()),
    };
    let derived = derive(&parsed.settings, &facts, &kept.filled(&made))
        .map_err(|problems| parsed.places.locate(problems).to_string())?;
    to_be_made(&parsed.settings, &derived, &kept).map_err(|problems| problems.to_string())?;
    Ok(render(&derived).unwrap())
}

/// What is compared of a case: one JSON tree.
fn ours(case: &str, front: Front) -> Result<Value, String> {
    let rendered = walk(case, front, &facts())?;
    let parsed = front.parsed(case).unwrap();
    let settings = &parsed.settings;
    let yaml = |path: &str| -> Value {
        let text = rendered.files.get(path).map(|file| file.content.as_str());
        text.map_or(Value::Null, |text| serde_yaml::from_str(text).unwrap())
    };
    let gitlab = yaml("/var/opt/gitlab/gitlab-rails/etc/gitlab.yml");
    let gitlab = gitlab.get("production").map(|production| {
        json!({
            "registry": production["registry"],
            "default_projects_features": production["gitlab"]["default_projects_features"],
        })
    });
    let vhost = rendered.files.iter().find(|(path, _)| path.ends_with("/service_conf/gitlab-registry.conf"));
    let is_on = rendered.services.contains_key("registry");
    let environment = settings.registry.env_directory.as_str();
    let variables = rendered.files.iter().filter_map(|(path, file)| {
        let name = path.strip_prefix(environment)?.strip_prefix('/')?;
        Some((name.to_owned(), Value::from(file.content.as_str())))
    });
    let variables: serde_json::Map<String, Value> = variables.collect();
    let key_path = settings.gitlab_rails.registry_key_path.as_ref().map_or_else(
        || "/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key".to_owned(),
        ToString::to_string,
    );
    let file = |path: &str| {
        rendered.files.get(path).map(|file| {
            json!({
                "path": path,
                "content": file.content.trim_end(),
                "owner": file.ownership.user,
                "group": file.ownership.group,
                "mode": format!("{:04o}", file.ownership.mode),
            })
        })
    };
    let dir = settings.registry.dir.as_str();
    let account = rendered.accounts.iter().find(|one| one.user == settings.registry.username.as_str());
    let account = account.filter(|_| is_on).map(|account| {
        json!({
            "username": account.user,
            "uid": account.uid,
            "gid": account.group,
            "shell": account.shell,
            "home": account.home,
            "system": true,
            "manage_home": false,
        })
    });
    Ok(json!({
        "registry_enabled": is_on,
        "registry_config": yaml(&format!("{dir}/config.yml")),
        "gitlab_yml": gitlab,
        "nginx_registry": vhost.map(|(_, file)| directives(&file.content)),
        "env": variables,
        "rails_key": file(&key_path),
        "registry_crt": file(&format!("{dir}/gitlab-registry.crt")),
        "user": account,
        "nginx_enabled": rendered.services.contains_key("nginx"),
    }))
}

/// What Omnibus derives of a case.
fn theirs(case: &str, table: &Table) -> Value {
    let mut theirs = read(case, "expected.json").unwrap();
    let all = theirs.as_object_mut().unwrap();
    for beside in ["result", "error", "warnings"] {
        all.remove(beside);
    }
    for row in table.broken.iter().filter(|row| row.case == case) {
        assert_eq!(theirs[&row.file], Value::Null, "{case}: Omnibus' {} is fine: {}", row.file, row.reason);
        theirs[&row.file] = read(&row.like, "expected.json").unwrap()[&row.file].clone();
    }
    for key in ["rails_key", "registry_crt"] {
        if let Some(Value::String(content)) = theirs.pointer_mut(&format!("/{key}/content")) {
            content.truncate(content.trim_end().len());
        }
    }
    theirs
}

/// The differences that the table allows a case.
fn allowed(case: &str, table: &Table) -> Vec<Difference> {
    let rows = table.difference.iter().filter(|row| row.cases.iter().any(|one| one == case));
    let mut all: Vec<Difference> = rows
        .map(|row| {
            assert!(!row.reason.is_empty());
            let canonical = |json: &str| serde_json::from_str::<Value>(json).unwrap().to_string();
            Difference { path: row.path.clone(), theirs: canonical(&row.theirs), ours: canonical(&row.ours) }
        })
        .collect();
    all.sort();
    all
}

/// What is refused here in the settings of `front`.
fn refused(table: &Table, front: Front) -> Vec<&Refused> {
    let in_ruby = table.refused_in_ruby.iter().filter(|_| front == Front::Ruby);
    table.refused.iter().chain(in_ruby).collect()
}

/// The cases that both accept, in the settings of `front`.
fn accepted(table: &Table, front: Front) -> Vec<String> {
    let refused: BTreeSet<&String> = refused(table, front).into_iter().flat_map(|row| &row.cases).collect();
    front.cases().into_iter().filter(|case| !refused.contains(case)).collect()
}

/// The cases that both accept: name and settings.
pub fn accepted_by_both() -> Vec<(String, String)> {
    accepted(&table(), Front::Toml).into_iter().map(|case| (case.clone(), settings_of(&case))).collect()
}

/// The cases that both accept and for which Omnibus writes a virtual host.
pub fn with_a_vhost() -> Vec<String> {
    let has_one = |case: &String| !read(case, "expected.json").unwrap()["nginx_registry"].is_null();
    accepted(&table(), Front::Toml).into_iter().filter(has_one).collect()
}

/// Whether, deliberately, a case has no registry here although Omnibus has one.
pub fn is_elsewhere(case: &str) -> bool {
    allowed(case, &table()).iter().any(|one| one.path == "/registry_enabled" && one.ours == "false")
}

/// What a case renders to on a host with `facts`.
pub fn rendered(case: &str, facts: &Facts) -> Rendered {
    walk(case, Front::Toml, facts).unwrap_or_else(|problems| panic!("{case}: {problems}"))
}

/// Compares every case that both accept, in the settings of `front`.
fn compare_all(front: Front, least: usize) {
    let table = table();
    let mut faults = BTreeMap::new();
    let accepted = accepted(&table, front);
    for case in &accepted {
        let found = match ours(case, front) {
            Ok(ours) => differences(&theirs(case, &table), &ours),
            Err(problems) => {
                faults.insert(case, format!("is refused: {problems}"));
                continue;
            }
        };
        let wanted = allowed(case, &table);
        let new: Vec<_> = found.iter().filter(|one| !wanted.contains(one)).collect();
        let gone: Vec<_> = wanted.iter().filter(|one| !found.contains(one)).collect();
        if !new.is_empty() || !gone.is_empty() || found.len() != wanted.len() {
            faults.insert(case, format!("in no row: {new:#?}\nno longer so: {gone:#?}"));
        }
    }
    let told: Vec<String> = faults.iter().map(|(case, fault)| format!("{case} {fault}")).collect();
    assert!(faults.is_empty(), "{}", told.join("\n"));
    assert!(accepted.len() >= least, "only {} cases were compared", accepted.len());
}

#[test]
fn what_omnibus_derives_is_derived_here() {
    compare_all(Front::Toml, 180);
}

#[test]
fn what_omnibus_derives_is_derived_from_the_same_gitlab_rb() {
    compare_all(Front::Ruby, 190);
}

#[test]
fn every_case_of_the_table_is_there() {
    let table = table();
    let known: BTreeSet<String> = Front::Ruby.cases().into_iter().collect();
    assert_eq!(known.len(), 268, "cases are gone");
    assert_eq!(Front::Toml.cases().len(), 249, "cases that TOML can say are gone");
    let refused = table.refused.iter().chain(&table.refused_in_ruby).flat_map(|row| &row.cases);
    let named = table.difference.iter().flat_map(|row| &row.cases).chain(refused);
    for case in named.chain(table.broken.iter().flat_map(|row| [&row.case, &row.like])) {
        assert!(known.contains(case), "{case} is in the table and not among the cases");
    }
    for row in &table.difference {
        assert!(!row.cases.is_empty(), "{}", row.path);
        assert_ne!(row.theirs, row.ours, "{}", row.path);
    }
}

#[test]
fn what_omnibus_refuses_or_swallows_is_refused_here() {
    let table = table();
    for front in [Front::Toml, Front::Ruby] {
        let cases: BTreeSet<String> = front.cases().into_iter().collect();
        let mut named = BTreeSet::new();
        for row in refused(&table, front) {
            assert!(!row.reason.is_empty() && !row.cases.is_empty());
            for case in row.cases.iter().filter(|case| cases.contains(*case)) {
                named.insert(case);
                match ours(case, front) {
                    Ok(_) => panic!("{case} is accepted: {}", row.reason),
                    Err(problems) => {
                        assert!(front.is_said(&problems, &row.says), "{case}: {problems}");
                    }
                }
            }
        }
        for case in cases.iter().filter(|case| read(case, "expected.json").unwrap()["result"] == "error") {
            assert!(named.contains(case), "{case} is refused by Omnibus and is in no row");
        }
    }
}

#[test]
fn one_altered_value_anywhere_in_any_case_is_noticed() {
    let table = table();
    let mut altered = 0;
    for case in accepted(&table, Front::Toml) {
        let (theirs, mut ours) = (theirs(&case, &table), ours(&case, Front::Toml).unwrap());
        let before = differences(&theirs, &ours);
        for place in leaves(&ours) {
            let value = ours.pointer_mut(&place).unwrap();
            let kept = std::mem::replace(value, json!("altered"));
            let noticed = differences(&theirs, &ours) != before;
            *ours.pointer_mut(&place).unwrap() = kept;
            assert!(noticed, "{case}: {place} may be anything");
            altered += 1;
        }
    }
    assert!(altered > 10_000, "only {altered} values were altered");
}

/// Where a case holds a word in place of a key, what is derived is compared all the same; the program refuses the word.
#[test]
fn words_in_place_of_keys_are_refused_by_the_program() {
    let mut refused = 0;
    for row in table().placeholder {
        assert!(!row.reason.is_empty());
        for case in &row.cases {
            let sandbox = Sandbox::new();
            sandbox.write("/etc/gitlab/gitlab.toml", &settings_of(case));
            let context = read(case, "context.json").unwrap_or_default();
            if !context["secrets"].is_null() {
                sandbox.write("/etc/gitlab/gitlab-secrets.json", &context["secrets"].to_string());
            }
            sandbox.wharf(&["render"]).exits(3).says(&[&row.says]);
            refused += 1;
        }
    }
    assert!(refused >= 3);
}
