## GitLab of Example Ltd.
##
## Kept in git, rolled out by Ansible: do not edit on the host.
## Questions: platform@example.com

## GitLab URL
##! The address that people type.
external_url 'https://gitlab.example.com'

## Roles for multi-instance GitLab
# roles ['redis_sentinel_role', 'redis_master_role']

################################################################################
################################################################################
##                Configuration Settings for GitLab CE and EE                 ##
################################################################################
################################################################################

################################################################################
## gitlab.yml configuration
##! Docs: https://docs.gitlab.com/omnibus/settings/gitlab.yml.html
################################################################################
gitlab_rails['gitlab_ssh_host'] = 'ssh.example.com'
# gitlab_rails['gitlab_ssh_user'] = ''
gitlab_rails['time_zone'] = 'Europe/Berlin'

### Email Settings
gitlab_rails['gitlab_email_enabled'] = true
gitlab_rails['gitlab_email_from'] = 'gitlab@example.com'   # not answered
gitlab_rails['gitlab_email_display_name'] = 'GitLab'

### LDAP Settings
###! Docs: https://docs.gitlab.com/omnibus/settings/ldap.html
###! **Be careful not to break the indentation in the ldap_servers block. It is in
###!   yaml format and the spaces must be retained. Using tabs will not work.**
gitlab_rails['ldap_enabled'] = true
gitlab_rails['ldap_servers'] = YAML.load <<-'EOS'
  main: # 'main' is the GitLab 'provider ID' of this LDAP server
    label: 'LDAP'
    host: 'ldap.example.com'
    port: 636
    uid: 'sAMAccountName'
    bind_dn: 'cn=gitlab,dc=example,dc=com'
    password: 'bind-me-not'
    encryption: 'simple_tls'
    verify_certificates: true
    active_directory: true
    base: 'dc=example,dc=com'
EOS

### OmniAuth Settings
# gitlab_rails['omniauth_enabled'] = nil
gitlab_rails['omniauth_allow_single_sign_on'] = ['saml']
gitlab_rails['omniauth_providers'] = [
  {
    name: 'saml',
    label: 'Company login', # shown on the button
    args: {
      assertion_consumer_service_url: 'https://gitlab.example.com/users/auth/saml/callback',
      idp_sso_target_url: 'https://login.example.com/saml',
      issuer: 'https://gitlab.example.com',
    }
  }
]

### Backup Settings
gitlab_rails['manage_backup_path'] = true
gitlab_rails['backup_path'] = "/srv/backups"
gitlab_rails['backup_keep_time'] = 7 * 24 * 60 * 60

### GitLab database settings
gitlab_rails['db_adapter'] = "postgresql"
gitlab_rails['db_host'] = '10.0.0.5'
gitlab_rails['db_password'] = ENV['GITLAB_DB_PASSWORD']

################################################################################
## Container Registry settings
##! Docs: https://docs.gitlab.com/ee/administration/packages/container_registry.html
################################################################################

registry_external_url 'https://registry.example.com:5050'

### Settings used by GitLab application
# gitlab_rails['registry_enabled'] = true
# gitlab_rails['registry_host'] = "registry.gitlab.example.com"
# gitlab_rails['registry_port'] = "5005"
gitlab_rails['registry_path'] = "/srv/registry"

###! **Do not change the following 3 settings unless you know what you are
###!   doing**
# gitlab_rails['registry_api_url'] = "http://127.0.0.1:5000"
# gitlab_rails['registry_key_path'] = "/var/opt/gitlab/gitlab-rails/certificate.key"
# gitlab_rails['registry_issuer'] = "omnibus-gitlab-issuer"

### Settings used by Registry application
# registry['enable'] = true
# registry['username'] = "registry"
# registry['group'] = "registry"
# registry['uid'] = nil
# registry['dir'] = "/var/opt/gitlab/registry"
registry['registry_http_addr'] = "127.0.0.1:5000"
registry['debug_addr'] = "localhost:5001" # for Prometheus
registry['log_directory'] = "/var/log/gitlab/registry"
registry['log_level'] = ENV['REGISTRY_LOG_LEVEL'] || 'info'
registry['log_formatter'] = "json"
# registry['rootcertbundle'] = "/var/opt/gitlab/registry/certificate.crt"
registry['health_storagedriver_enabled'] = true
registry['storage_delete_enabled'] = true
registry['http_secret'] = 'a-long-secret-of-the-registry'

### Registry backend storage
###! Docs: https://docs.gitlab.com/ee/administration/packages/container_registry.html
registry['storage'] = {
  's3' => {
    # made by Terraform
    'accesskey' => 'AKIAEXAMPLE',
    'secretkey' => 'a-long-key-of-s3',
    'bucket' => 'example-registry',
    'region' => 'eu-central-1', # Frankfurt
    # 'regionendpoint' => 'https://minio.example.com',
    'chunksize' => 25 * 1024 * 1024,
    'rootdirectory' => '/docker',
  },
  # 'cache' => { 'blobdescriptor' => 'inmemory' },
  'redirect' => { 'disable' => true }, # clients are not let out
}

### Registry notifications endpoints
registry['notifications'] = [
  {
    'name' => 'audit',
    'url' => 'https://audit.example.com/registry',
    'timeout' => '500ms',
    'threshold' => 5, # then it is called dead
    'backoff' => '1s',
    'headers' => {
      "Authorization" => ["Bearer of-the-audit"],
    }
  },
  # the scanner reads everything
  { 'name' => 'scanner', 'url' => 'http://10.0.0.9:8080/hook' },
]
### Default registry notifications
# registry['default_notifications_timeout'] = "500ms"
# registry['default_notifications_threshold'] = 5
# registry['default_notifications_headers'] = {}

=begin
Notes of the move to S3, 2023:
  copied with `aws s3 sync`, three days

then switched over.
=end

if ENV['REGISTRY_READ_ONLY'] == 'yes'
  # while we copy
  registry['storage']['maintenance'] = { 'readonly' => { 'enabled' => true } }
end

################################################################################
## GitLab NGINX
################################################################################

# nginx['enable'] = true
# nginx['client_max_body_size'] = '250m'
# nginx['redirect_http_to_https'] = false
nginx['ssl_protocols'] = "TLSv1.2 TLSv1.3"
nginx['listen_addresses'] = ['*', '[::]']
nginx['custom_gitlab_server_config'] = "location ^~ /robots.txt {\n alias /srv/robots.txt;\n}\n"

################################################################################
## Registry NGINX
################################################################################

registry_nginx['ssl_certificate'] = "/etc/gitlab/ssl/registry.example.com.crt"
registry_nginx['ssl_certificate_key'] = "/etc/gitlab/ssl/registry.example.com.key"
# registry_nginx['listen_port'] = 5050
registry_nginx['proxy_set_headers'] = {
  "Host" => "$http_host",
  "X-Forwarded-Proto" => "https", # TLS ends here
}

################################################################################
## Let's Encrypt integration
################################################################################
letsencrypt['enable'] = false
# letsencrypt['contact_emails'] = [] # This should be an array of email addresses to add as contacts

################################################################################
## Everything else
################################################################################

postgresql['enable'] = false
redis['enable'] = false; gitlab_rails['redis_host'] = '10.0.0.6'

puma['worker_processes'] = 4
sidekiq['max_concurrency'] = 20
gitaly['configuration'] = {
  storage: [{ name: 'default', path: '/srv/git-data/repositories' }],
}
prometheus['enable'] = false
alertmanager['enable'] = false

# To completely disable prometheus, and all of it's exporters, set to false
prometheus_monitoring['enable'] = false
# vim: ft=ruby
