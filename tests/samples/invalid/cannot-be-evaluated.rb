external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['http_secret'] = ENV.fetch('WHARF_TEST_UNSET')
registry['internal_key'] = File.read('/etc/gitlab/missing.key')
registry['log_level'] = 'info'.shout
registry['token_realm'] = REALM
registry['log_formatter'] = jsn
registry['enable'] = yes
registry['http_draintimeout'] = '5s' + 5
registry['uid'] = nil + 5
