external_url 'https://gitlab.example.com'
registry_external_url = 'https://registry.example.com'
registry = { 'enable' => true, 'http_secret' => 'hunter2hunter2' }
registry['log_level'] = 'debug'
