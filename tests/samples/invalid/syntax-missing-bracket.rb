external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['storage'] = {
  's3' => {
    'bucket' => 'b',
    'secretkey' => 'hunter2hunter2'
  }
registry['log_level'] = 'info'
