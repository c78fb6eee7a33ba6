external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['env']['A'] = '1' while true
