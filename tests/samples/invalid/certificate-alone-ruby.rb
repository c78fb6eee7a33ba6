# file: /etc/gitlab/ssl/registry.example.com.crt = certificates/alone.crt
# file: /etc/gitlab/ssl/registry.example.com.key = certificates/alone.key
external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com:45443'
registry['registry_http_addr'] = '127.0.0.1:45000'

