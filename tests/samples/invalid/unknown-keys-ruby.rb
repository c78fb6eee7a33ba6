external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['storage_delete_enable'] = false
registry['storage']['s3']['bukcet'] = 'b'
registry['storage'] = {
  's3' => { 'bucket' => 'b', 'regionn' => 'r' },
  redirect: { disabel: true }
}
registry['notifications'] = [
  { 'name' => 'a', 'url' => 'https://a.example.com', 'timout' => '500ms' }
]
registry_nginx['ssl_certifcate'] = '/etc/gitlab/ssl/a.crt'
regisry['enable'] = true
registry_externl_url 'https://registry.example.com'
registry['http_secrt'] = 'hunter2hunter2'
