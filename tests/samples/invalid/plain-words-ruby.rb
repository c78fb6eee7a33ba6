# Words of a message that also stand in a value behind a `#` are no secret of it.
# registry['storage'] = { 's3' => { 'bucket' => 'did you mean there write value as setting no' } }
registry_externl_url 'https://registry.example.com'
registry_external_url
external_url `hostname -f`
Registry['log_level'] = 'debug'
gitlab_rails.registry_path = '/srv/registry'
