external_url 5
registry_external_url ['https://registry.example.com']
registry['enable'] = 'true'
registry['registry_http_addr'] = 5001
registry['debug_addr'] = '5003'
registry['dir'] = 'registry'
registry['uid'] = -1
registry['gid'] = '991'
registry['log_level'] = 'inof'
registry['log_formatter'] = true
registry['validation_enabled'] = 'off'
registry['env'] = { 'LIST' => ['a'] }
registry_nginx['listen_port'] = 70000
registry_nginx['listen_addresses'] = ['*', '0.0.0.0:443', 7]
registry_nginx['hsts_max_age'] = 'a year'
registry['notifications'] = [
  {
    'name' => 'a',
    'threshold' => 'five',
    url: 'https://a.example.com'
  }
]
registry['storage'] = 's3'
