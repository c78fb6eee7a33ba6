external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['storage']['filesystem']['rootdirectory'] = '/srv/images'
registry['storage']['s3'] = { 'bucket' => 'b', 'region' => 'r' }
