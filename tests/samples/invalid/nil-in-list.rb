external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['notifications'] = [
  { 'name' => 'a', 'url' => 'https://a.example.com' },
  nil
]
registry_nginx['listen_addresses'] = ['*', nil]
