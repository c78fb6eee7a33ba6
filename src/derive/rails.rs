//! GitLab's part: the registry's section of gitlab.yml and the key that signs tokens.

use serde::Serialize;

use super::access::Access;
use super::storage::registry_path;
use super::{Facts, Findings, Secrets, notifications};
use crate::secret::Secret;
use crate::settings::{Settings, Url};

/// GitLab's part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rails {
    /// The registry's section.
    pub registry: RailsRegistry,
    /// What a new project has, beside a registry: only what was said.
    pub default_features: Vec<(&'static str, bool)>,
    /// Whether a new project has a registry. `None` leaves it to GitLab.
    pub default_feature: Option<bool>,
    /// The key file as a host path.
    #[serde(skip)]
    pub key_path: String,
    /// The key, where GitLab needs one.
    #[serde(skip)]
    pub key: Option<Secret<String>>,
    /// The command that restarts GitLab.
    #[serde(skip)]
    pub restart_command: Option<String>,
    /// The `gitlab.yml` of `gitlab_rails.config_path` as it should be, which then stands for Wharf's own.
    #[serde(skip)]
    pub existing: Option<super::ExistingFile>,
    /// What stands in that file and may not be shown.
    #[serde(skip)]
    pub hidden: Vec<Secret<String>>,
}

/// The registry's section of gitlab.yml.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RailsRegistry {
    /// Whether GitLab uses a registry.
    pub enabled: bool,
    /// The host that GitLab shows.
    pub host: Option<String>,
    /// The port that GitLab shows.
    pub port: Option<u16>,
    /// Where GitLab reaches the registry.
    pub api_url: Option<String>,
    /// The folder of the images, as a real path.
    pub path: Option<String>,
    /// The key file, as a real path.
    pub key: String,
    /// Who GitLab says issued a token.
    pub issuer: String,
    /// What GitLab and the registry know each other by in notifications.
    pub notification_secret: Option<Secret<String>>,
}

/// GitLab's part, where it is on this host.
pub(super) fn derive(
    settings: &Settings,
    access: &Access,
    facts: &Facts,
    secrets: &Secrets,
    findings: &mut Findings,
) -> Option<Rails> {
    let given = &settings.gitlab_rails;
    if !access.rails_enabled {
        return None;
    }
    if access.registry_enabled && given.registry_enabled == Some(false) {
        findings.warning(
            "gitlab_rails.registry_enabled",
            "`gitlab_rails.registry_enabled` is false, yet GitLab uses the registry that is on here",
            "remove it, or set `registry.enable = false`",
        );
    }
    if access.registry_enabled && given.registry_path.is_some() {
        let own = settings.registry.storage.filesystem.rootdirectory.as_ref();
        if own.is_some_and(|own| own.as_str() != registry_path(settings)) {
            findings.warning(
                "gitlab_rails.registry_path",
                "`gitlab_rails.registry_path` is not where the images lie: `registry.storage.filesystem.rootdirectory` says another folder",
                "remove one of the two",
            );
        }
    }
    let enabled = access.registry_enabled || given.registry_enabled == Some(true);
    let url = access.url.as_ref();
    let host = url.map(|url| url.host.clone()).or_else(|| given.registry_host.clone());
    let port = url.and_then(Url::unusual_port).or_else(|| given.registry_port.map(|port| port.0));
    if let (Some(url), Some(told)) = (url.filter(|_| enabled && !access.is_automatic), given.registry_port) {
        // A port in the URL wins, which is said elsewhere.
        let served = settings.registry.nginx.listen_port.filter(|_| access.nginx_enabled);
        let served = served.map_or(url.effective_port(), |port| port.0);
        if url.unusual_port().is_none() && told.0 != served {
            findings.warning(
                "gitlab_rails.registry_port",
                format!(
                    "GitLab is told that the registry is on port {}, yet it is served on port {served}",
                    told.0
                ),
                format!(
                    "remove it, or write `registry_external_url = \"{}\"`",
                    Url { port: Some(told.0), ..url.clone() }
                ),
            );
        }
    }
    let own_api =
        url.is_some().then(|| format!("http://{}", settings.registry.registry_http_addr.api_host()));
    let path = given.registry_path.as_ref().map(ToString::to_string);
    let path = path.or_else(|| access.registry_enabled.then(|| registry_path(settings)));
    let key_path = given.registry_key_path.as_ref().map_or_else(
        || "/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key".to_owned(),
        ToString::to_string,
    );
    let told = access.registry_enabled.then(|| notifications::secret(settings)).flatten();
    let registry = RailsRegistry {
        enabled,
        host,
        port,
        api_url: given.registry_api_url.as_ref().map(ToString::to_string).or(own_api),
        path: path.map(|path| facts.real(&path)),
        key: facts.real(&key_path),
        issuer: given.registry_issuer.clone(),
        notification_secret: given.registry_notification_secret.clone().or(told),
    };
    Some(Rails {
        registry,
        default_features: default_features(settings),
        default_feature: given.gitlab_default_projects_features_container_registry,
        key_path,
        key: enabled.then(|| secrets.internal_key.clone()),
        restart_command: given.restart_command.clone(),
        existing: None,
        hidden: Vec::new(),
    })
}

/// What a new project has, beside a registry.
fn default_features(settings: &Settings) -> Vec<(&'static str, bool)> {
    let given = &settings.gitlab_rails;
    let all = [
        ("issues", given.gitlab_default_projects_features_issues),
        ("merge_requests", given.gitlab_default_projects_features_merge_requests),
        ("wiki", given.gitlab_default_projects_features_wiki),
        ("snippets", given.gitlab_default_projects_features_snippets),
        ("builds", given.gitlab_default_projects_features_builds),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
