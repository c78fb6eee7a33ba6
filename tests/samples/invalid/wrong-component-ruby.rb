external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['storage'] = {
  's3' => {
    'bucket' => 'b',
    'region' => 'r',
    'path_style' => true,
    'aws_secret_access_key' => 'hunter2hunter2'
  }
}
registry['storage']['s3']['endpoint'] = 'https://s3.example.com'
