registry_external_url 'https://registry.example.com'

registry['log_level'] = 'inof'
registry['storage']['s3']['bukcet'] = 'b'
registry['http_secrt'] = 'hunter2hunter2'
