//! GitLab's Rails application, as far as it concerns the registry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::Url;
use super::types::{AbsolutePath, Port};

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

    /// Whether a new project has a registry. Absent, GitLab decides.
    #[schemars(example = false)]
    pub gitlab_default_projects_features_container_registry: Option<bool>,

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
            gitlab_default_projects_features_container_registry: None,
            shared_path: super::types::path("/var/opt/gitlab/gitlab-rails/shared"),
            config_path: None,
            restart_command: None,
        }
    }
}
