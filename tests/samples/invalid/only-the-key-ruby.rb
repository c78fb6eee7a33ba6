# file: /etc/gitlab/secrets/internal.key = certificates/internal.key
# file: /etc/gitlab/ssl/registry.example.com.crt = certificates/good.crt
# file: /etc/gitlab/ssl/registry.example.com.key = certificates/good.key
external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com:45443'
registry['registry_http_addr'] = '127.0.0.1:45000'
registry['internal_key'] = File.read('/etc/gitlab/secrets/internal.key')
