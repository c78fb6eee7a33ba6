# file: /etc/gitlab/value = ruby/value.txt
external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['log_level'] = File.read('/etc/gitlab/value').strip
registry['debug_addr'] = "#{File.read('/etc/gitlab/value').chomp}/x"
registry_nginx['hsts_max_age'] = File.read('/etc/gitlab/value')
registry['token_realm'] = File.read('/etc/gitlab/value').strip
