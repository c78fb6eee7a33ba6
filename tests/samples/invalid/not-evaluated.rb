external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
registry['registry_http_addr'] = `hostname -i`.strip + ':5000'
registry['http_secret'] = %x(cat /run/secrets/registry)
registry['log_level'] = system('hostname')
File.write('/tmp/file', 'hunter2')
def host
  'hunter2'
end
registry['token_realm'] = Socket.gethostname
eval("registry['log_level'] = 'hunter2'")
Dir.glob('/etc/gitlab/*.rb').each { |file| from_file file }
class Site; end
exec 'hunter2'
raise 'hunter2'
