//! Every file, folder and link that this program owns: one row a file.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Serde;

use super::{Account, File, Ownership, RenderError, Rendered, Service, template};
use crate::derive::{Derived, Paths, Vhost};
use crate::secret::Secret;

/// Who owns a file or folder.
#[derive(Debug, Clone, Copy)]
enum Owner {
    /// The superuser.
    Root,
    /// The registry's user.
    Registry,
    /// GitLab's user.
    Rails,
}

/// The group of a file or folder.
#[derive(Debug, Clone, Copy)]
enum Group {
    /// The superuser's.
    Root,
    /// The registry's.
    Registry,
    /// GitLab's.
    Rails,
    /// That of NGINX's workers.
    Web,
    /// The one that shares the images.
    Storage,
}

/// Where the content of a file comes from. `None` is no such file in this configuration.
enum Content {
    /// A template, given all of `Derived` that templates may read.
    Template(&'static str, fn(&Derived) -> Option<minijinja::Value>),
    /// A text that stands in the derived values as a whole.
    Text(fn(&Derived) -> Option<String>),
    /// A text that nobody else may see.
    Secret(fn(&Derived) -> Option<Secret<String>>),
}

/// One file.
struct Row {
    target: fn(&Derived) -> String,
    owner: Owner,
    group: Group,
    mode: u32,
    content: Content,
}

/// The list of every file and link that was written, one a line: what stands there and is wanted no more is removed,
/// and nothing else ever is.
pub const LISTING: &str = "/var/opt/gitlab/wharf/files";

/// Every file with a fixed name. Adding a template is adding a row.
const FILES: &[Row] = &[
    Row {
        target: |derived| format!("{}/config.yml", derived.paths.registry),
        owner: Owner::Root,
        group: Group::Registry,
        mode: 0o640,
        content: Content::Template("registry/config.yml.j2", |derived| {
            derived.registry.as_ref().map(|registry| context! { registry => Serde(registry) })
        }),
    },
    Row {
        target: |derived| format!("{}/gitlab-registry.crt", derived.paths.registry),
        owner: Owner::Registry,
        group: Group::Registry,
        mode: 0o644,
        content: Content::Text(|derived| Some(with_newline(&derived.registry.as_ref()?.certificate))),
    },
    Row {
        target: |derived| format!("{}/conf/nginx.conf", derived.paths.nginx),
        owner: Owner::Root,
        group: Group::Root,
        mode: 0o644,
        content: Content::Template("nginx/nginx.conf.j2", |derived| {
            derived.nginx.as_ref().map(|nginx| context! { nginx => Serde(nginx) })
        }),
    },
    Row {
        target: |derived| format!("{}/conf/mime.types", derived.paths.nginx),
        owner: Owner::Root,
        group: Group::Root,
        mode: 0o644,
        content: Content::Template("nginx/mime.types.j2", |derived| {
            derived.nginx.as_ref().map(|_| context! {})
        }),
    },
    Row {
        target: |derived| format!("{}/conf/service_conf/gitlab-registry.conf", derived.paths.nginx),
        owner: Owner::Root,
        group: Group::Root,
        mode: 0o644,
        content: Content::Template("nginx/gitlab-registry.conf.j2", |derived| {
            derived.nginx.as_ref().map(|nginx| context! { vhost => Serde(&nginx.vhost), standalone => false })
        }),
    },
    Row {
        target: |_| "/var/opt/gitlab/gitlab-rails/etc/gitlab.yml".to_owned(),
        owner: Owner::Root,
        group: Group::Rails,
        mode: 0o640,
        content: Content::Template("rails/gitlab.yml.j2", |derived| {
            let own = derived.rails.as_ref().filter(|rails| rails.existing.is_none());
            own.map(|rails| context! { rails => Serde(rails) })
        }),
    },
    Row {
        target: |derived| match &derived.rails {
            Some(rails) => rails.key_path.clone(),
            None => "/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key".to_owned(),
        },
        owner: Owner::Rails,
        group: Group::Rails,
        mode: 0o600,
        content: Content::Secret(|derived| derived.rails.as_ref()?.key.clone()),
    },
    Row {
        target: |_| "/var/opt/gitlab/auth-server/config.yml".to_owned(),
        owner: Owner::Root,
        group: Group::Registry,
        mode: 0o640,
        content: Content::Template("auth-server/config.yml.j2", |derived| {
            derived.token_server.as_ref().map(|server| context! { token_server => Serde(server) })
        }),
    },
    Row {
        target: |_| "/var/opt/gitlab/auth-server/signing.key".to_owned(),
        owner: Owner::Registry,
        group: Group::Registry,
        mode: 0o600,
        content: Content::Secret(|derived| Some(derived.token_server.as_ref()?.key.clone())),
    },
];

/// A text that ends in a line break, where there is a text at all.
fn with_newline(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

fn ownership(paths: &Paths, owner: Owner, group: Group, mode: u32) -> Ownership {
    let user = match owner {
        Owner::Root => "root",
        Owner::Registry => &paths.registry_user,
        Owner::Rails => &paths.rails_user,
    };
    let group = match group {
        Group::Root => "root",
        Group::Registry => &paths.registry_group,
        Group::Rails => &paths.rails_group,
        Group::Web => &paths.web_group,
        Group::Storage => &paths.storage_group,
    };
    Ownership { user: user.to_owned(), group: group.to_owned(), mode }
}

/// The virtual host for an NGINX of somebody's own: it names nothing that only our `nginx.conf` defines. Without a log
/// folder of its own it logs where that NGINX does.
pub fn standalone(vhost: &Vhost, has_own_logs: bool) -> Result<String, RenderError> {
    let mut vhost = vhost.clone();
    if !has_own_logs {
        vhost.access_log.clear();
    }
    template::fill("nginx/gitlab-registry.conf.j2", context! { vhost => Serde(&vhost), standalone => true })
}

/// Everything a host should hold.
pub fn render(derived: &Derived) -> Result<Rendered, RenderError> {
    let paths = &derived.paths;
    let mut files = BTreeMap::new();
    for row in FILES {
        let target = (row.target)(derived);
        let (content, is_secret) = match &row.content {
            Content::Template(name, values) => match values(derived) {
                Some(values) => (Some(template::fill(name, values)?), false),
                None => (None, false),
            },
            Content::Text(text) => (text(derived), false),
            Content::Secret(text) => (text(derived).map(|text| with_newline(text.expose())), true),
        };
        if let Some(content) = content {
            let ownership = ownership(paths, row.owner, row.group, row.mode);
            files.insert(target, File { ownership, content, is_secret });
        }
    }
    for service in &derived.services {
        let content = template::fill("supervise/service.toml.j2", context! { service => Serde(service) })?;
        let ownership = ownership(paths, Owner::Root, Group::Root, 0o644);
        let path = format!("/opt/gitlab/sv/{}/service.toml", service.name);
        files.insert(path, File { ownership, content, is_secret: false });
    }
    for (name, content) in derived.registry.iter().flat_map(|registry| &registry.environment) {
        let ownership = ownership(paths, Owner::Root, Group::Registry, 0o640);
        let path = format!("{}/{name}", paths.environment);
        // Whole: what it held before may have been a secret too, and nobody knows that one any more.
        let is_secret = derived.secrets.iter().any(|secret| secret.expose().trim_end() == content.trim_end());
        files.insert(path, File { ownership, content: content.clone(), is_secret });
    }
    let links = links(derived);
    // The secrets and GitLab's own file are not listed: no configuration makes them go.
    let listed = files.keys().chain(links.keys()).fold(String::new(), |list, path| list + path + "\n");
    let root_only = ownership(paths, Owner::Root, Group::Root, 0o600);
    files.insert(LISTING.to_owned(), File { ownership: root_only, content: listed, is_secret: false });
    if let Some(document) = &derived.secrets_document {
        let ownership = ownership(paths, Owner::Root, Group::Root, 0o600);
        let content = document.expose().clone();
        files.insert(
            "/etc/gitlab/gitlab-secrets.json".to_owned(),
            File { ownership, content, is_secret: true },
        );
    }
    if let Some(existing) = derived.rails.as_ref().and_then(|rails| rails.existing.as_ref()) {
        let ownership =
            Ownership { user: existing.user.clone(), group: existing.group.clone(), mode: existing.mode };
        files.insert(
            existing.path.clone(),
            File { ownership, content: existing.text.clone(), is_secret: false },
        );
    }
    Ok(Rendered {
        directories: directories(derived),
        files,
        links,
        services: services(derived),
        accounts: accounts(derived),
        owned_folders: vec![paths.environment.clone()],
        secrets: derived
            .secrets
            .iter()
            .chain(derived.rails.iter().flat_map(|rails| &rails.hidden))
            .cloned()
            .collect(),
    })
}

/// Every folder that a service or a file needs. Folders that others own (`/srv`, `/var`) are not among them.
fn directories(derived: &Derived) -> BTreeMap<String, Ownership> {
    use Owner::{Rails, Registry, Root};
    let paths = &derived.paths;
    let mut wanted: Vec<(String, Owner, Group, u32)> = vec![
        ("/opt/gitlab".to_owned(), Root, Group::Root, 0o755),
        ("/opt/gitlab/service".to_owned(), Root, Group::Root, 0o755),
        ("/opt/gitlab/sv".to_owned(), Root, Group::Root, 0o755),
        ("/var/log/gitlab".to_owned(), Root, Group::Root, 0o755),
        ("/var/opt/gitlab".to_owned(), Root, Group::Root, 0o755),
        ("/var/opt/gitlab/wharf".to_owned(), Root, Group::Root, 0o700),
    ];
    if paths.etc_is_managed {
        wanted.push(("/etc/gitlab".to_owned(), Root, Group::Root, 0o775));
    }
    for service in &derived.services {
        wanted.push((format!("/opt/gitlab/sv/{}", service.name), Root, Group::Root, 0o755));
    }
    if let Some(registry) = &derived.registry {
        wanted.push((paths.registry.clone(), Registry, Group::Registry, 0o2770));
        wanted.push((format!("{}/state", paths.registry), Registry, Group::Registry, 0o700));
        wanted.push((paths.registry_logs.clone(), Registry, Group::Registry, 0o700));
        wanted.push((paths.environment.clone(), Root, Group::Registry, 0o750));
        let parents =
            paths.environment.match_indices('/').filter_map(|(end, _)| paths.environment.get(..end));
        let ours = parents.filter(|parent| parent.starts_with("/opt/gitlab/"));
        wanted.extend(ours.map(|parent| (parent.to_owned(), Root, Group::Root, 0o755)));
        if let Some(folder) = registry.storage_folder.clone().filter(|_| registry.storage_folder_is_managed) {
            wanted.push((folder, Registry, Group::Storage, 0o770));
        }
    }
    if let Some(nginx) = &derived.nginx {
        for folder in ["", "/conf", "/conf/service_conf"] {
            wanted.push((format!("{}{folder}", paths.nginx), Root, Group::Web, 0o750));
        }
        wanted.push((paths.nginx_logs.clone(), Root, Group::Web, 0o750));
        wanted.push((nginx.vhost.log_directory.clone(), Root, Group::Web, 0o750));
    }
    if derived.rails.is_some() {
        wanted.push(("/var/opt/gitlab/gitlab-rails/etc".to_owned(), Rails, Group::Rails, 0o700));
    }
    if derived.token_server.is_some() {
        wanted.push(("/var/opt/gitlab/auth-server".to_owned(), Root, Group::Registry, 0o750));
        wanted.push(("/var/log/gitlab/token-server".to_owned(), Registry, Group::Registry, 0o700));
    }
    let mut directories = BTreeMap::new();
    for (path, owner, group, mode) in wanted {
        directories.entry(path).or_insert_with(|| ownership(paths, owner, group, mode));
    }
    for (path, group) in &paths.log_groups {
        // Files in it get its group, so that the group may read them.
        if let Some(folder) = directories.get_mut(path) {
            (folder.group, folder.mode) = (group.clone(), 0o2750);
        }
    }
    directories
}

/// The links that mean a service is enabled.
fn links(derived: &Derived) -> BTreeMap<String, String> {
    let link = |service: &crate::derive::Service| {
        let name = &service.name;
        (format!("/opt/gitlab/service/{name}"), service.folder.clone())
    };
    derived.services.iter().map(link).collect()
}

fn services(derived: &Derived) -> BTreeMap<String, Service> {
    let service = |service: &crate::derive::Service| {
        let what_it_reads = Service {
            restart: service.restart.clone(),
            reload: service.reload.clone(),
            listen: service.listen.clone(),
            answers: service.listen_addresses.clone(),
        };
        (service.name.clone(), what_it_reads)
    };
    derived.services.iter().map(service).collect()
}

fn accounts(derived: &Derived) -> Vec<Account> {
    let account = |account: &crate::derive::AccountWanted| Account {
        user: account.user.clone(),
        group: account.group.clone(),
        home: account.home.clone(),
        shell: account.shell.clone(),
        uid: account.uid,
        gid: account.gid,
    };
    derived.accounts.iter().map(account).collect()
}
