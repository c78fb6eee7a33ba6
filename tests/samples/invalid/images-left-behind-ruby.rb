# file: /srv/old/docker/registry/v2/repositories/link = certificates/good.crt
# file: /var/opt/gitlab/registry/config.yml = before/config.yml
# file: /etc/gitlab/ssl/registry.example.com.crt = certificates/good.crt
# file: /etc/gitlab/ssl/registry.example.com.key = certificates/good.key
external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com:45443'
registry['registry_http_addr'] = '127.0.0.1:45000'
registry['storage']['filesystem']['rootdirectory'] = '/srv/new'
