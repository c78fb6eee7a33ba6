//! GitLab's Rails application, as far as it concerns the registry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::Url;
use super::types::{AbsolutePath, Port};
use crate::secret::Secret;

/// GitLab's Rails application, as far as it concerns the registry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RailsSettings {
    /// Whether GitLab runs on this host and needs `gitlab.yml` and its key. True, unless `auth_server.enable` is.
    #[schemars(example = false)]
    pub enable: Option<bool>,

    /// Whether GitLab uses a registry. True where the registry of this host is on; set it for one elsewhere.
    #[schemars(example = true)]
    pub registry_enabled: Option<bool>,

    /// The host that GitLab shows for images. That of `registry_external_url` where there is one.
    #[schemars(example = &"registry.example.com")]
    pub registry_host: Option<String>,

    /// The port that GitLab shows for images, unless that of `registry_external_url` says otherwise.
    #[schemars(example = 5050)]
    pub registry_port: Option<Port>,

    /// The URL at which GitLab itself reaches the registry. By default `registry.registry_http_addr` over HTTP.
    #[schemars(example = &"http://127.0.0.1:5000")]
    pub registry_api_url: Option<Url>,

    /// The folder that holds the images. By default `registry` in `gitlab_rails.shared_path`.
    #[schemars(example = &"/srv/registry")]
    pub registry_path: Option<AbsolutePath>,

    /// The file of the key that GitLab signs tokens with.
    #[schemars(example = &"/etc/gitlab/registry.key")]
    pub registry_key_path: Option<AbsolutePath>,

    /// The issuer that GitLab writes into tokens and the registry expects.
    #[schemars(example = &"gitlab-issuer")]
    pub registry_issuer: String,

    /// What GitLab and the registry know each other by in notifications. By default the last `Authorization` of the
    /// endpoint `geo_event`.
    #[schemars(example = &"b5b1f37c1c1d4f0c")]
    pub registry_notification_secret: Option<Secret<String>>,

    /// Whether a new project has a registry. Absent, GitLab decides.
    #[schemars(example = false)]
    pub gitlab_default_projects_features_container_registry: Option<bool>,

    /// Whether a new project has issues. Absent, GitLab decides.
    #[schemars(example = false)]
    pub gitlab_default_projects_features_issues: Option<bool>,

    /// Whether a new project has merge requests. Absent, GitLab decides.
    #[schemars(example = false)]
    pub gitlab_default_projects_features_merge_requests: Option<bool>,

    /// Whether a new project has a wiki. Absent, GitLab decides.
    #[schemars(example = false)]
    pub gitlab_default_projects_features_wiki: Option<bool>,

    /// Whether a new project has snippets. Absent, GitLab decides.
    #[schemars(example = false)]
    pub gitlab_default_projects_features_snippets: Option<bool>,

    /// Whether a new project has pipelines. Absent, GitLab decides.
    #[schemars(example = false)]
    pub gitlab_default_projects_features_builds: Option<bool>,

    /// GitLab's own site, as far as the registry depends on it.
    pub nginx: RailsNginx,

    /// The folder of GitLab's shared files.
    #[schemars(example = &"/srv/gitlab/shared")]
    pub shared_path: AbsolutePath,

    /// The `gitlab.yml` of a GitLab that was installed from source. Its `registry` section and
    /// `default_projects_features.container_registry` are kept as the settings say; all else in it stays as it is.
    /// Without one, `/var/opt/gitlab/gitlab-rails/etc/gitlab.yml` is written whole.
    #[schemars(example = &"/home/git/gitlab/config/gitlab.yml")]
    pub config_path: Option<AbsolutePath>,

    /// The command that restarts GitLab after `gitlab.yml` changed. Without one it is printed what to do.
    #[schemars(example = &"systemctl restart gitlab.target")]
    pub restart_command: Option<String>,
}

impl Default for RailsSettings {
    fn default() -> Self {
        Self {
            enable: None,
            registry_enabled: None,
            registry_host: None,
            registry_port: None,
            registry_api_url: None,
            registry_path: None,
            registry_key_path: None,
            registry_issuer: "omnibus-gitlab-issuer".to_owned(),
            registry_notification_secret: None,
            gitlab_default_projects_features_container_registry: None,
            gitlab_default_projects_features_issues: None,
            gitlab_default_projects_features_merge_requests: None,
            gitlab_default_projects_features_wiki: None,
            gitlab_default_projects_features_snippets: None,
            gitlab_default_projects_features_builds: None,
            nginx: RailsNginx::default(),
            shared_path: super::types::path("/var/opt/gitlab/gitlab-rails/shared"),
            config_path: None,
            restart_command: None,
        }
    }
}

/// GitLab's own site, as far as the registry depends on it: who looks after its certificate.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RailsNginx {
    /// Whether an NGINX of the package serves GitLab. That of `nginx.enable` by default; with `false` Let's Encrypt is
    /// not guessed.
    #[schemars(example = false)]
    pub enable: Option<bool>,

    /// Whether that NGINX speaks TLS. With `false` Let's Encrypt is not guessed.
    #[schemars(example = false)]
    pub listen_https: Option<bool>,

    /// GitLab's certificate, which the registry shares where it is one of Let's Encrypt. By default
    /// `/etc/gitlab/ssl/HOST.crt`.
    #[schemars(example = &"/etc/gitlab/ssl/gitlab.crt")]
    pub ssl_certificate: Option<AbsolutePath>,

    /// The key of GitLab's certificate. By default `/etc/gitlab/ssl/HOST.key`.
    #[schemars(example = &"/etc/gitlab/ssl/gitlab.key")]
    pub ssl_certificate_key: Option<AbsolutePath>,
}
