external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
git_data_dirs({ 'default' => { 'path' => '/srv/git' } })
mattermost['enable'] = true
postgresql['shared_buffers'] = '256MB'
