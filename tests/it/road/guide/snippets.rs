//! Every snippet of the guide for a `gitlab.rb`, byte for byte as it is printed there, does what the guide says.
//!
//! The snippets lie in `tests/samples/guide`, each named after its requirement. Most say one thing alone, so a URL of
//! GitLab is put in front, and one of the registry where a snippet takes it for granted.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{CONFIG, GITLAB, VHOST};
use crate::support::sandbox::Sandbox;

const GITLAB_URL: &str = "external_url 'https://gitlab.example.com'\n";
const REGISTRY_URL: &str = "registry_external_url 'https://registry.example.com'\n";

/// What is put in front of a snippet.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Gitlab,
    Both,
}

/// What becomes of a snippet.
enum Becomes {
    /// This value at this place of a YAML file.
    Yaml(&'static str, &'static str, Value),
    /// These words in the virtual host.
    Vhost(&'static str),
    /// A file with this content.
    File(&'static str, &'static str),
    /// No registry.
    Nothing,
    /// This error, in this line of the snippet.
    Refused(&'static str, usize),
}

fn rows() -> Vec<(&'static str, Before, Becomes)> {
    use Becomes::{File, Nothing, Refused, Vhost, Yaml};
    use Before::{Both, Gitlab};
    let storage = |pointer, value| Yaml(CONFIG, pointer, value);
    let rails = |pointer, value| Yaml(GITLAB, pointer, value);
    vec![
        ("C03", Gitlab, rails("/production/registry/port", json!(5050))),
        ("C05", Both, Vhost("ssl_certificate_key /path/to/certificate.key;")),
        ("D01", Gitlab, rails("/production/registry/host", json!("registry.gitlab.example.com"))),
        ("D03", Both, Vhost("ssl_certificate /etc/gitlab/ssl/certificate.pem;")),
        ("E01", Both, Nothing),
        ("F01", Both, rails("/production/gitlab/default_projects_features/container_registry", json!(false))),
        ("H02", Both, storage("/storage/filesystem/rootdirectory", json!("/path/to/registry/storage"))),
        ("I01", Both, storage("/storage/s3/regionendpoint", json!("your-s3-regionendpoint"))),
        ("K02", Both, storage("/storage/redirect/disable", json!(true))),
        ("M01", Both, rails("/production/registry/api_url", json!("http://localhost:5001"))),
        ("O01", Gitlab, rails("/production/registry/issuer", json!("omnibus-gitlab-issuer"))),
        ("O04", Gitlab, Refused("no token can be signed with `internal_key`", 4)),
        ("O07", Gitlab, rails("/production/registry/port", json!(5005))),
        ("P02", Both, storage("/notifications/endpoints/0/threshold", json!(5))),
        ("R01", Both, Refused("`registry.storage.filesystem.rootdirectory` must be a path from the root", 3)),
        ("R04", Both, Refused("`registry.storage.filesystem.rootdirectory` must be a path from the root", 3)),
        ("W02", Both, storage("/storage/s3/chunksize", json!(25_000_000))),
        ("X01", Both, storage("/compatibility/schema1/enabled", json!(true))),
        ("Z02", Both, File("/opt/gitlab/etc/registry/env/REGISTRY_HTTP_RELATIVEURLS", "true")),
        ("AA1", Both, storage("/http/debug/addr", json!("localhost:5001"))),
    ]
}

fn folder() -> std::path::PathBuf {
    crate::support::tests().join("samples/guide")
}

#[test]
fn every_snippet_of_the_guide_is_here_and_is_tried() {
    let entries = std::fs::read_dir(folder()).unwrap();
    let there: BTreeSet<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let tried: BTreeSet<String> = rows().iter().map(|(name, ..)| format!("{name}.rb")).collect();
    assert_eq!(there, tried);
    assert_eq!(tried.len(), 20, "the guide has twenty");
}

#[test]
fn every_snippet_of_the_guide_does_what_the_guide_says() {
    let mut faults = Vec::new();
    for (name, before, becomes) in rows() {
        let snippet = std::fs::read_to_string(folder().join(format!("{name}.rb"))).unwrap();
        let first = if before == Before::Both { REGISTRY_URL } else { "" };
        let above = 1 + usize::from(before == Before::Both);
        let sandbox = Sandbox::new();
        sandbox.write("/etc/gitlab/gitlab.rb", &format!("{GITLAB_URL}{first}{snippet}"));
        let answer = sandbox.wharf(&["render", "--json"]);
        let rendered: Value = serde_json::from_str(&answer.output).unwrap_or_default();
        let files: Vec<Value> = rendered["files"].as_array().cloned().unwrap_or_default();
        let file = |path: &str| {
            let found = files.iter().find(|file| file["path"] == path);
            found.and_then(|file| file["content"].as_str()).unwrap_or_default()
        };
        let yaml = |path: &str| serde_yaml::from_str::<Value>(file(path)).unwrap_or_default();
        let is_so = match &becomes {
            Becomes::Yaml(path, pointer, value) => yaml(path).pointer(pointer) == Some(value),
            Becomes::Vhost(words) => file(VHOST).contains(words),
            Becomes::File(path, content) => file(path) == *content,
            Becomes::Nothing => {
                answer.code == 0 && file(GITLAB).contains("enabled: false") && file(CONFIG).is_empty()
            }
            Becomes::Refused(words, line) => {
                let place = format!("gitlab.rb:{}:", above + line);
                let all = [*words, &place, "gitlab.rb has 1 problem"];
                answer.code == 3 && all.iter().all(|said| answer.error.contains(said))
            }
        };
        if !is_so || (answer.code == 0) == matches!(becomes, Becomes::Refused(..)) {
            let told = match &becomes {
                Becomes::Yaml(path, ..) | Becomes::File(path, _) => file(path),
                _ => file(VHOST),
            };
            faults.push(format!("{name}: exit {}\n{}\n{told}", answer.code, answer.error));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
