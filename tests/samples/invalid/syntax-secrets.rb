external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['http_secret'] = 'hunter2hunter2
registry['internal_key'] = <<~KEY
  hunter2hunter2
KEY
registry['http_secret'] = "hunter2hunter2" # hunter2
registry['storage'] = { 's3' => { 'bucket' => 'b' 'secretkey' => hunter2 hunter2 } }
# hunter2
