//! The administrator's guide, section by section, done as a user would in `gitlab.toml`, and its snippets for a `gitlab.rb`:
//! what it promises is so.
//!
//! Names begin with the guide's place in the list of its requirements (A: enabling, … O: an external registry).

mod ctl;
mod domain;
mod enable;
mod external;
mod off;
mod snippets;
mod storage;

use crate::golden::{facts, walk};
use crate::support::{
    Answer,
    issuer::{Account, Issuer},
    run,
    sandbox::Sandbox,
};

const CONFIG: &str = "/var/opt/gitlab/registry/config.yml";
const GITLAB: &str = "/var/opt/gitlab/gitlab-rails/etc/gitlab.yml";
const VHOST: &str = "/var/opt/gitlab/nginx/conf/service_conf/gitlab-registry.conf";
const KEY: &str = "/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key";
const SETTINGS: &str = "/etc/gitlab/gitlab.toml";

/// The settings of a host with a GitLab at `http://localhost:PORT`, and a registry at `url`; `more` is as the guide has it.
fn write(sandbox: &Sandbox, url: &str, more: &str) {
    let (internal, rails) = (sandbox.internal, sandbox.token);
    let internal = if more.contains("registry_http_addr") {
        String::new()
    } else {
        format!("registry.registry_http_addr = \"127.0.0.1:{internal}\"\n")
    };
    sandbox.write(
        SETTINGS,
        &format!(
            "external_url = \"http://localhost:{rails}\"\nregistry_external_url = \"{url}\"\n{internal}\
             registry.nginx.listen_addresses = [\"127.0.0.1\"]\n{more}"
        ),
    );
}

/// GitLab's part: signs with the key that was written for it. `root` may push to what `repository` names.
fn gitlab(sandbox: &Sandbox, repository: &'static str) -> Issuer {
    let key = std::fs::read(sandbox.path(KEY)).unwrap();
    let account = Account { user: "root", password: "password", repository, actions: &["pull", "push"] };
    Issuer::start_at(sandbox.token, &key, &[account])
}

/// A file of the host as YAML.
#[track_caller]
fn yaml(sandbox: &Sandbox, path: &str) -> serde_json::Value {
    serde_yaml::from_str(&sandbox.read(path)).unwrap()
}

/// The registry's section of gitlab.yml.
#[track_caller]
fn rails(sandbox: &Sandbox) -> serde_json::Value {
    yaml(sandbox, GITLAB)["production"]["registry"].clone()
}

/// What `text` renders to on a machine: path to content.
#[track_caller]
fn rendered(text: &str) -> std::collections::BTreeMap<String, String> {
    let (rendered, _) = walk(text, &facts()).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    rendered.files.into_iter().map(|(path, file)| (path, file.content)).collect()
}

/// A rendered file as YAML.
#[track_caller]
fn rendered_yaml(text: &str, path: &str) -> serde_json::Value {
    serde_yaml::from_str(rendered(text).get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

/// `curl` at a host of the guide, whose name leads here; the private authority is trusted.
#[track_caller]
fn curl(sandbox: &Sandbox, url: &str, more: &[&str]) -> Answer {
    let authority = sandbox.outside("authority.crt");
    std::fs::write(&authority, sandbox.wharf(&["ca", "print"]).exits(0).output).unwrap();
    let (_, rest) = url.split_once("://").unwrap();
    let place = rest.split('/').next().unwrap();
    let (host, port) = place.split_once(':').unwrap();
    let resolve = format!("{host}:{port}:127.0.0.1");
    let authority = authority.to_string_lossy().into_owned();
    run("curl", &[&["-sS", "-i", "--cacert", &authority, "--resolve", &resolve, url], more].concat())
}
