## GitLab configuration settings
##! This file is generated during initial installation and **is not** modified
##! during upgrades.
##! Check out the latest version of this file to know about the different
##! settings that can be configured, when they were introduced and why.
##!
##! Locally, the complete template corresponding to the installed version can be found at:
##! /opt/gitlab/etc/gitlab.rb.template

##! You can run `gitlab-ctl diff-config` to compare the contents of the current gitlab.rb with
##! the gitlab.rb.template from the currently running version.

## GitLab URL
##! URL on which GitLab will be reachable.
external_url 'http://localhost:@RAILS@'

## Roles for multi-instance GitLab
##! The default is to have no roles enabled, which results in GitLab running as an all-in-one instance.
# roles ['redis_sentinel_role', 'redis_master_role']

## Legend
##! The following notations at the beginning of each line may be used to
##! differentiate between components of this file and to easily select them using
##! a regex.
##! ## Titles, subtitles etc
##! ##! More information - Description, Docs, Links, Issues etc.

################################################################################
## gitlab.yml configuration
################################################################################

gitlab_rails['gitlab_ssh_host'] = 'ssh.host_example.com'
gitlab_rails['time_zone'] = 'Europe/Berlin'
gitlab_rails['gitlab_email_enabled'] = true
gitlab_rails['gitlab_email_from'] = 'gitlab@example.com'
gitlab_rails['gitlab_email_display_name'] = 'GitLab of Example'
gitlab_rails['gitlab_default_theme'] = 2
gitlab_rails['gitlab_default_projects_features_issues'] = true
gitlab_rails['gitlab_default_projects_features_container_registry'] = true
gitlab_rails['webhook_timeout'] = 10
gitlab_rails['trusted_proxies'] = ['10.0.0.0/8', '192.168.0.0/16']
gitlab_rails['initial_root_password'] = 'not-the-real-one'
gitlab_rails['usage_ping_enabled'] = false

# gitlab_rails['gitlab_email_reply_to'] = 'noreply@example.com'
# gitlab_rails['gitlab_email_subject_suffix'] = ''
# gitlab_rails['gitlab_default_can_create_group'] = true
# gitlab_rails['gitlab_username_changing_enabled'] = true
# gitlab_rails['gitlab_restricted_visibility_levels'] = nil
# gitlab_rails['impersonation_enabled'] = true
# gitlab_rails['disable_animations'] = false
# gitlab_rails['max_request_duration_seconds'] = 57

################################################################################
## GitLab email server settings
##! Docs: https://docs.gitlab.com/omnibus/settings/smtp.html
##! **Use smtp instead of sendmail/postfix.**
################################################################################

gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = "smtp.server"
gitlab_rails['smtp_port'] = 465
gitlab_rails['smtp_user_name'] = "smtp user"
gitlab_rails['smtp_password'] = "smtp password hunter2"
gitlab_rails['smtp_domain'] = "example.com"
gitlab_rails['smtp_authentication'] = "login"
gitlab_rails['smtp_enable_starttls_auto'] = true
gitlab_rails['smtp_tls'] = false
gitlab_rails['smtp_openssl_verify_mode'] = 'none'

# gitlab_rails['smtp_pool'] = false
# gitlab_rails['smtp_ca_path'] = "/etc/ssl/certs"
# gitlab_rails['smtp_ca_file'] = "/etc/ssl/certs/ca-certificates.crt"

################################################################################
## Incoming email
################################################################################

gitlab_rails['incoming_email_enabled'] = true
gitlab_rails['incoming_email_address'] = "gitlab-incoming+%{key}@gmail.com"
gitlab_rails['incoming_email_email'] = "gitlab-incoming@gmail.com"
gitlab_rails['incoming_email_password'] = "hunter2"
gitlab_rails['incoming_email_host'] = "imap.gmail.com"
gitlab_rails['incoming_email_port'] = 993
gitlab_rails['incoming_email_ssl'] = true

# gitlab_rails['incoming_email_start_tls'] = false
# gitlab_rails['incoming_email_mailbox_name'] = "inbox"
# gitlab_rails['incoming_email_idle_timeout'] = 60

################################################################################
## Consolidated (simplified) object storage configuration
##! Docs: https://docs.gitlab.com/ee/administration/object_storage.html
################################################################################

gitlab_rails['object_store']['enabled'] = true
gitlab_rails['object_store']['proxy_download'] = true
gitlab_rails['object_store']['connection'] = {
  'provider' => 'AWS',
  'region' => 'eu-central-1',
  'aws_access_key_id' => 'AKIAEXAMPLE',
  'aws_secret_access_key' => 'hunter2'
}
gitlab_rails['object_store']['objects']['artifacts']['bucket'] = 'gitlab-artifacts'
gitlab_rails['object_store']['objects']['lfs']['bucket'] = 'gitlab-lfs'
gitlab_rails['object_store']['objects']['uploads']['bucket'] = 'gitlab-uploads'

# gitlab_rails['object_store']['storage_options'] = {}
# gitlab_rails['object_store']['objects']['external_diffs']['bucket'] = nil

################################################################################
## LDAP Settings
################################################################################

gitlab_rails['ldap_enabled'] = true
gitlab_rails['ldap_servers'] = {
  'main' => {
    'label' => 'LDAP',
    'host' => '_your_ldap_server',
    'port' => 389,
    'uid' => 'sAMAccountName',
    'bind_dn' => '_the_full_dn_of_the_user_you_will_bind_with',
    'password' => '_the_password_of_the_bind_user',
    'encryption' => 'plain',
    'verify_certificates' => true,
    'active_directory' => true,
    'base' => '',
  }
}

# gitlab_rails['prevent_ldap_sign_in'] = false

################################################################################
## OmniAuth Settings
################################################################################

gitlab_rails['omniauth_enabled'] = true
gitlab_rails['omniauth_allow_single_sign_on'] = ['saml']
gitlab_rails['omniauth_block_auto_created_users'] = true
gitlab_rails['omniauth_providers'] = [
  {
    "name" => "google_oauth2",
    "app_id" => "YOUR APP ID",
    "app_secret" => "hunter2",
    "args" => { "access_type" => "offline", "approval_prompt" => "" }
  }
]

# gitlab_rails['omniauth_sync_profile_from_provider'] = nil
# gitlab_rails['omniauth_auto_link_ldap_user'] = false

################################################################################
## Backup Settings
################################################################################

gitlab_rails['manage_backup_path'] = true
gitlab_rails['backup_path'] = "/var/opt/gitlab/backups"
gitlab_rails['backup_archive_permissions'] = 0644
gitlab_rails['backup_keep_time'] = 604_800
gitlab_rails['backup_upload_connection'] = {
  'provider' => 'AWS',
  'region' => 'eu-west-1',
  'aws_access_key_id' => 'AKIAKIAKI',
  'aws_secret_access_key' => 'hunter2'
}
gitlab_rails['backup_upload_remote_directory'] = 'my.s3.bucket'

# gitlab_rails['backup_multipart_chunk_size'] = 104857600
# gitlab_rails['backup_encryption'] = 'AES256'

################################################################################
## GitLab database settings
################################################################################

gitlab_rails['db_adapter'] = "postgresql"
gitlab_rails['db_encoding'] = "unicode"
gitlab_rails['db_pool'] = 10

# gitlab_rails['db_database'] = "gitlabhq_production"
# gitlab_rails['db_username'] = "gitlab"
# gitlab_rails['db_password'] = nil
# gitlab_rails['db_host'] = nil
# gitlab_rails['db_port'] = 5432

################################################################################
## Container Registry settings
##! Docs: https://docs.gitlab.com/ee/administration/packages/container_registry.html
################################################################################

registry_external_url 'https://localhost:@PUBLIC@'

registry['enable'] = true
registry['registry_http_addr'] = "127.0.0.1:@INTERNAL@"
registry['log_directory'] = "/var/log/gitlab/registry"
registry['env_directory'] = "/opt/gitlab/etc/registry/env"
registry['log_level'] = "info"
registry['log_formatter'] = "json"
registry['http_secret'] = File.read('/etc/gitlab/registry.secret')
registry['storage_delete_enabled'] = true
registry['env'] = {
  'SSL_CERT_DIR' => "/opt/gitlab/embedded/ssl/certs/"
}
gitlab_rails['registry_issuer'] = "omnibus-gitlab-issuer"
gitlab_rails['registry_path'] = ENV['WHARF_TEST_REGISTRY'] || "/var/opt/gitlab/gitlab-rails/shared/registry"
registry_nginx['listen_addresses'] = ['127.0.0.1']
registry_nginx['proxy_set_headers'] = {
  "X-Forwarded-Ssl" => "on"
}

# registry['username'] = "registry"
# registry['group'] = "registry"
# registry['uid'] = nil
# registry['gid'] = nil
# registry['dir'] = "/var/opt/gitlab/registry"
# registry['debug_addr'] = "localhost:5001"
# registry['token_realm'] = "https://gitlab.example.com"
# registry['health_storagedriver_enabled'] = true
# registry['middleware'] = nil
# registry['storage'] = {
#   's3' => {
#     'accesskey' => 's3-access-key',
#     'secretkey' => 's3-secret-key-for-access-key',
#     'bucket' => 'your-s3-bucket',
#     'region' => 'your-s3-region',
#   },
# }

################################################################################
## GitLab Workhorse
################################################################################

gitlab_workhorse['enable'] = true
gitlab_workhorse['listen_network'] = "unix"
gitlab_workhorse['auth_backend'] = "http://localhost:8080"
gitlab_workhorse['env'] = {
  'PATH' => "/opt/gitlab/bin:/opt/gitlab/embedded/bin:/usr/bin:/bin:/usr/sbin:/sbin"
}

# gitlab_workhorse['ha'] = false
# gitlab_workhorse['propagate_correlation_id'] = false
# gitlab_workhorse['prometheus_listen_addr'] = "localhost:9229"

################################################################################
## GitLab User Settings
################################################################################

user['username'] = "git"
user['group'] = "git"
user['git_user_name'] = "GitLab"
user['git_user_email'] = "gitlab@localhost"

# user['uid'] = nil
# user['gid'] = nil
# user['shell'] = "/bin/sh"
# user['home'] = "/var/opt/gitlab"

################################################################################
## GitLab Puma
################################################################################

puma['enable'] = true
puma['worker_timeout'] = 60
puma['worker_processes'] = 4
puma['min_threads'] = 4
puma['max_threads'] = 4
puma['per_worker_max_memory_mb'] = 1024

# puma['ha'] = false
# puma['listen'] = '127.0.0.1'
# puma['port'] = 8080
# puma['pidfile'] = '/opt/gitlab/var/puma/puma.pid'

################################################################################
## GitLab Sidekiq
################################################################################

sidekiq['log_directory'] = "/var/log/gitlab/sidekiq"
sidekiq['log_format'] = "json"
sidekiq['concurrency'] = 20
sidekiq['queue_groups'] = ['*']
sidekiq['metrics_enabled'] = true

# sidekiq['shutdown_timeout'] = 4
# sidekiq['interval'] = nil
# sidekiq['max_concurrency'] = 20

################################################################################
## gitlab-shell
################################################################################

gitlab_shell['log_level'] = 'INFO'
gitlab_shell['log_format'] = 'json'
gitlab_shell['auth_file'] = "/var/opt/gitlab/.ssh/authorized_keys"

# gitlab_shell['audit_usernames'] = false
# gitlab_shell['http_settings'] = { user: 'username', password: 'password', ca_file: '/etc/ssl/cert.pem' }

################################################################################
## GitLab PostgreSQL
################################################################################

postgresql['enable'] = true
postgresql['listen_address'] = nil
postgresql['port'] = 5432
postgresql['shared_buffers'] = "256MB"
postgresql['max_connections'] = 400
postgresql['md5_auth_cidr_addresses'] = %w(10.0.0.0/8 127.0.0.1/32)
postgresql['work_mem'] = "16MB"

# postgresql['data_dir'] = "/var/opt/gitlab/postgresql/data"
# postgresql['effective_cache_size'] = "1MB"
# postgresql['checkpoint_timeout'] = "5min"
# postgresql['sql_user'] = "gitlab"

################################################################################
## GitLab Redis
################################################################################

redis['enable'] = true
redis['maxclients'] = "10000"
redis['maxmemory'] = "0"
redis['password'] = 'hunter2'

# redis['tcp_keepalive'] = "300"
# redis['bind'] = '127.0.0.1'
# redis['port'] = 6379

################################################################################
## GitLab Web server
################################################################################

web_server['username'] = 'gitlab-www'
web_server['group'] = 'gitlab-www'

# web_server['uid'] = nil
# web_server['shell'] = '/bin/false'

################################################################################
## GitLab NGINX
################################################################################

nginx['enable'] = true
nginx['client_max_body_size'] = '250m'
nginx['redirect_http_to_https'] = true
nginx['ssl_protocols'] = "TLSv1.2 TLSv1.3"
nginx['worker_connections'] = 10240
nginx['keepalive_timeout'] = 65
nginx['custom_gitlab_server_config'] = "location ^~ /foo-namespace/bar-project/raw/ {\n deny all;\n}\n"

# nginx['ssl_certificate'] = "/etc/gitlab/ssl/#{node['fqdn']}.crt"
# nginx['ssl_dhparam'] = nil
# nginx['listen_addresses'] = ['*', '[::]']
# nginx['gzip_enabled'] = true
# nginx['status'] = {
#   "listen_addresses" => ["127.0.0.1"],
#   "fqdn" => "dev.example.com",
#   "port" => 9999,
# }

################################################################################
## GitLab Logging
################################################################################

logging['svlogd_size'] = 209_715_200
logging['svlogd_num'] = 30

# logging['svlogd_timeout'] = 24 * 60 * 60
# logging['udp_log_shipping_host'] = nil
# logging['logrotate_frequency'] = "daily"

################################################################################
## Logrotate
################################################################################

logrotate['enable'] = true

# logrotate['log_directory'] = "/var/log/gitlab/logrotate"

################################################################################
## GitLab Pages
################################################################################

pages_external_url "http://pages.example.com/"
gitlab_pages['enable'] = true
gitlab_pages['access_control'] = true

# gitlab_pages['external_http'] = []
# pages_nginx['enable'] = true

################################################################################
## GitLab KAS
################################################################################

gitlab_kas['enable'] = false

# gitlab_kas_external_url "ws://gitlab.example.com/-/kubernetes-agent/"

################################################################################
## Prometheus
################################################################################

prometheus['enable'] = true
prometheus['monitor_kubernetes'] = false
prometheus['scrape_configs'] = [
  {
    'job_name': 'registry',
    'static_configs' => [
      'targets' => ['localhost:5001'],
    ],
  },
]

# prometheus['flags'] = {
#   'storage.tsdb.path' => "/var/opt/gitlab/prometheus/data",
# }

################################################################################
## Exporters and Alertmanager
################################################################################

node_exporter['enable'] = true
redis_exporter['enable'] = true
postgres_exporter['enable'] = true
gitlab_exporter['enable'] = true
alertmanager['enable'] = false

# alertmanager['admin_email'] = 'admin@example.com'

################################################################################
## Gitaly
################################################################################

gitaly['enable'] = true
gitaly['configuration'] = {
  listen_addr: 'localhost:8075',
  auth: {
    token: 'hunter2',
  },
  storage: [
    {
      name: 'default',
      path: '/var/opt/gitlab/git-data/repositories',
    },
  ],
}

# gitaly['env_directory'] = "/opt/gitlab/etc/gitaly/env"

################################################################################
## Let's Encrypt integration
################################################################################

letsencrypt['enable'] = false

# letsencrypt['contact_emails'] = []
# letsencrypt['auto_renew'] = true

################################################################################
## Mattermost and others
################################################################################

mattermost['enable'] = false
package['modify_kernel_parameters'] = false
