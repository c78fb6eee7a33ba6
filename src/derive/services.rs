//! What runs, as whom, and what each service reads; the accounts it needs.

use serde::Serialize;

use super::access::Access;
use super::logging::{self, LogLimits, Own};
use super::{Facts, Nginx, Registry, TokenServer};
use crate::settings::Settings;

/// The folder of the token server's logs.
const TOKEN_SERVER_LOGS: &str = "/var/log/gitlab/token-server";

/// Where things lie, as host paths, and who owns them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The registry's folder.
    pub registry: String,
    /// The registry's logs.
    pub registry_logs: String,
    /// The registry's environment.
    pub environment: String,
    /// NGINX's folder.
    pub nginx: String,
    /// NGINX's logs.
    pub nginx_logs: String,
    /// The registry's user.
    pub registry_user: String,
    /// The registry's group.
    pub registry_group: String,
    /// GitLab's user.
    pub rails_user: String,
    /// GitLab's group.
    pub rails_group: String,
    /// The group of NGINX's workers.
    pub web_group: String,
    /// The group that owns the images.
    pub storage_group: String,
    /// Folders of logs that a group of its own may read: the folder and the group.
    pub log_groups: Vec<(String, String)>,
    /// Whether `/etc/gitlab` is kept as it should be.
    pub etc_is_managed: bool,
}

impl Paths {
    pub(super) fn derive(settings: &Settings, access: &Access) -> Self {
        let registry = &settings.registry;
        let storage_group = if access.rails_enabled { &settings.user.group } else { &registry.group };
        Self {
            registry: registry.dir.to_string(),
            registry_logs: registry.log_directory.to_string(),
            environment: registry.env_directory.to_string(),
            nginx: settings.nginx.dir.to_string(),
            nginx_logs: settings.nginx.log_directory.to_string(),
            registry_user: registry.username.to_string(),
            registry_group: registry.group.to_string(),
            rails_user: settings.user.username.to_string(),
            rails_group: settings.user.group.to_string(),
            web_group: settings.web_server.group.to_string(),
            storage_group: storage_group.to_string(),
            log_groups: log_groups(settings),
            etc_is_managed: settings.manage_storage_directories.manage_etc,
        }
    }
}

/// Folders of logs that a group of its own may read.
fn log_groups(settings: &Settings) -> Vec<(String, String)> {
    let nginx = logging::of_nginx(settings).group(settings);
    let folders = [
        (settings.registry.log_directory.to_string(), logging::of_registry(settings).group(settings)),
        (settings.nginx.log_directory.to_string(), nginx.clone()),
        (settings.registry.nginx.log_directory.as_ref().map(ToString::to_string).unwrap_or_default(), nginx),
        (TOKEN_SERVER_LOGS.to_owned(), Own::default().group(settings)),
    ];
    folders.into_iter().filter_map(|(folder, group)| Some((folder, group?))).collect()
}

/// A service: the values of its service.toml. Paths in fields that are written are real ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// What is started.
    pub argv: Vec<String>,
    /// Where.
    pub directory: String,
    /// As whom; `None` is as the supervisor.
    pub user: Option<String>,
    /// With which group.
    pub group: Option<String>,
    /// With which environment.
    pub env_directory: Option<String>,
    /// The addresses where it answers once it is up.
    pub listen_addresses: Vec<String>,
    /// What says that it is up.
    pub ready: String,
    /// What makes it read its files again.
    pub reload_signal: Option<String>,
    /// Whether new workers prove that it has.
    pub reload_workers: bool,
    /// What ends it.
    pub stop_signal: String,
    /// Seconds until it is killed.
    pub stop_grace: u64,
    /// Where its output goes.
    pub log_directory: String,
    /// How much of it is kept.
    pub log: LogLimits,
    /// Real paths of the files that it writes by itself.
    pub own_logs: Vec<String>,
    /// What makes it open them again.
    pub reopen_signal: Option<String>,
    /// Real paths of `restart`.
    pub restart_reads: Vec<String>,
    /// Real paths of `reload`.
    pub reload_reads: Vec<String>,
    /// Host paths: a change restarts it.
    #[serde(skip)]
    pub restart: Vec<String>,
    /// Host paths: a change makes it read its files again.
    #[serde(skip)]
    pub reload: Vec<String>,
    /// Which addresses are its own: the setting and `host:port`.
    #[serde(skip)]
    pub listen: Vec<(String, String)>,
    /// Its own folder, as a real path.
    #[serde(skip)]
    pub folder: String,
}

/// An account that must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountWanted {
    /// The user.
    pub user: String,
    /// Its group.
    pub group: String,
    /// Its home.
    pub home: String,
    /// Its shell.
    pub shell: String,
    /// The user's number, if it matters.
    pub uid: Option<u32>,
    /// The group's number, if it matters.
    pub gid: Option<u32>,
}

/// The address that the engine does not serve yet: it is kept free for it, and nobody waits for an answer there.
const RESERVED: &str = "registry.debug_addr";

/// The services, in the order of their names.
pub(super) fn derive(
    settings: &Settings,
    facts: &Facts,
    registry: Option<&Registry>,
    nginx: Option<&Nginx>,
    token_server: Option<&TokenServer>,
    paths: &Paths,
) -> Vec<Service> {
    let mut services = Vec::new();
    services.extend(nginx.map(|nginx| nginx_service(settings, facts, nginx, paths)));
    services.extend(registry.map(|registry| registry_service(settings, facts, registry, paths)));
    services.extend(token_server.map(|server| token_service(settings, facts, server, paths)));
    for service in &mut services {
        service.folder = facts.real(&format!("/opt/gitlab/sv/{}", service.name));
        service.restart.insert(0, format!("/opt/gitlab/sv/{}/service.toml", service.name));
        let served = service.listen.iter().filter(|(key, _)| key != RESERVED);
        service.listen_addresses = served.map(|(_, address)| address.clone()).collect();
        service.restart_reads = service.restart.iter().map(|path| facts.real(path)).collect();
        service.reload_reads = service.reload.iter().map(|path| facts.real(path)).collect();
    }
    services
}

fn nginx_service(settings: &Settings, facts: &Facts, nginx: &Nginx, paths: &Paths) -> Service {
    let directory = facts.real(&paths.nginx);
    let configuration = format!("{}/conf", paths.nginx);
    let mut reload = vec![
        format!("{configuration}/nginx.conf"),
        format!("{configuration}/service_conf/gitlab-registry.conf"),
        format!("{configuration}/mime.types"),
    ];
    reload.extend(nginx.vhost.reads.iter().cloned());
    let first = nginx.vhost.listening.first().map(|(_, address)| address.as_str()).unwrap_or_default();
    let mut listen = nginx.vhost.listening.clone();
    let status = nginx.status.iter().flat_map(|status| &status.listens);
    listen.extend(status.map(|address| ("nginx.status.port".to_owned(), address.clone())));
    let own_logs: Vec<String> = [&nginx.vhost.access_log, &nginx.vhost.error_log]
        .into_iter()
        .filter(|path| path.starts_with('/'))
        .cloned()
        .collect();
    let reopen_signal = (!own_logs.is_empty()).then(|| "USR1".to_owned());
    let argv = [&nginx.program, "-p", &format!("{directory}/"), "-c", "conf/nginx.conf", "-e", "stderr"];
    Service {
        name: "nginx".to_owned(),
        argv: argv.into_iter().map(ToOwned::to_owned).collect(),
        user: None,
        group: None,
        env_directory: None,
        listen_addresses: Vec::new(),
        ready: format!("tcp://{}", reachable(first)),
        reload_signal: Some("HUP".to_owned()),
        reload_workers: true,
        stop_signal: "QUIT".to_owned(),
        stop_grace: 10,
        log_directory: facts.real(&paths.nginx_logs),
        log: logging::of_nginx(settings).limits(settings),
        own_logs,
        reopen_signal,
        restart_reads: Vec::new(),
        reload_reads: Vec::new(),
        restart: Vec::new(),
        reload,
        listen,
        folder: String::new(),
        directory,
    }
}

/// An address as this host reaches it: `*:443` at `127.0.0.1:443`.
#[must_use]
pub fn reachable(address: &str) -> String {
    let (host, port) = address.rsplit_once(':').unwrap_or((address, ""));
    let host = match host {
        "" | "*" | "0.0.0.0" => "127.0.0.1",
        "[::]" => "[::1]",
        host => host,
    };
    format!("{host}:{port}")
}

fn registry_service(settings: &Settings, facts: &Facts, registry: &Registry, paths: &Paths) -> Service {
    let config = format!("{}/config.yml", paths.registry);
    let state = format!("{}/state", paths.registry);
    let argv = [&facts.program, "registry", "serve", &facts.real(&config), "--state", &facts.real(&state)];
    let mut restart = vec![config];
    restart.extend(registry.environment.iter().map(|(name, _)| format!("{}/{name}", paths.environment)));
    restart.extend(registry.auth.as_ref().map(|auth| auth.rootcertbundle_path.clone()));
    let given = &settings.registry;
    let mut listen = vec![("registry.registry_http_addr".to_owned(), given.registry_http_addr.to_string())];
    listen.extend(given.debug_addr.as_ref().map(|addr| (RESERVED.to_owned(), addr.to_string())));
    let drain = given.http_draintimeout.seconds();
    Service {
        name: "registry".to_owned(),
        argv: argv.into_iter().map(ToOwned::to_owned).collect(),
        directory: facts.real(&paths.registry),
        user: facts.is_privileged.then(|| paths.registry_user.clone()),
        group: facts.is_privileged.then(|| paths.registry_group.clone()),
        env_directory: Some(facts.real(&paths.environment)),
        listen_addresses: Vec::new(),
        ready: format!("http://{}/v2/", registry.reachable),
        reload_signal: None,
        reload_workers: false,
        stop_signal: "TERM".to_owned(),
        stop_grace: drain.saturating_add(10),
        log_directory: facts.real(&paths.registry_logs),
        log: logging::of_registry(settings).limits(settings),
        own_logs: Vec::new(),
        reopen_signal: None,
        restart_reads: Vec::new(),
        reload_reads: Vec::new(),
        restart,
        reload: Vec::new(),
        listen,
        folder: String::new(),
    }
}

fn token_service(settings: &Settings, facts: &Facts, server: &TokenServer, paths: &Paths) -> Service {
    let config = "/var/opt/gitlab/auth-server/config.yml".to_owned();
    let argv = [&facts.program, "token-server", &facts.real(&config)];
    Service {
        name: "token-server".to_owned(),
        argv: argv.into_iter().map(ToOwned::to_owned).collect(),
        directory: facts.real("/var/opt/gitlab/auth-server"),
        user: facts.is_privileged.then(|| paths.registry_user.clone()),
        group: facts.is_privileged.then(|| paths.registry_group.clone()),
        env_directory: None,
        listen_addresses: Vec::new(),
        ready: format!("tcp://{}", server.reachable),
        reload_signal: Some("HUP".to_owned()),
        reload_workers: false,
        stop_signal: "TERM".to_owned(),
        stop_grace: 10,
        log_directory: facts.real(TOKEN_SERVER_LOGS),
        log: Own::default().limits(settings),
        own_logs: Vec::new(),
        reopen_signal: None,
        restart_reads: Vec::new(),
        reload_reads: Vec::new(),
        restart: Vec::new(),
        reload: vec![config, "/var/opt/gitlab/auth-server/signing.key".to_owned()],
        listen: vec![("auth_server.listen".to_owned(), settings.auth_server.listen.to_string())],
        folder: String::new(),
    }
}

/// Accounts that must exist, where this process may make them and the settings let it.
pub(super) fn accounts(
    settings: &Settings,
    facts: &Facts,
    has_nginx: bool,
    has_rails: bool,
) -> Vec<AccountWanted> {
    let mut accounts = Vec::new();
    // Who installed GitLab from source has made its user.
    let has_rails = has_rails && settings.gitlab_rails.config_path.is_none();
    if !facts.is_privileged || !settings.manage_accounts.enable {
        return accounts;
    }
    if has_rails {
        let user = &settings.user;
        accounts.push(AccountWanted {
            user: user.username.to_string(),
            group: user.group.to_string(),
            home: user.home.to_string(),
            shell: user.shell.to_string(),
            uid: user.uid,
            gid: user.gid,
        });
    }
    let registry = &settings.registry;
    accounts.push(AccountWanted {
        user: registry.username.to_string(),
        group: registry.group.to_string(),
        home: registry.dir.to_string(),
        shell: registry.shell.to_string(),
        uid: registry.uid,
        gid: registry.gid,
    });
    if has_nginx {
        let web = &settings.web_server;
        accounts.push(AccountWanted {
            user: web.username.to_string(),
            group: web.group.to_string(),
            home: web.home.as_ref().unwrap_or(&settings.nginx.dir).to_string(),
            shell: web.shell.to_string(),
            uid: web.uid,
            gid: web.gid,
        });
    }
    accounts
}
