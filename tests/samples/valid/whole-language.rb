# What people write, all of it once: as Ruby has it, and nothing of it is run.
external_url "https://gitlab.example.com"
host = 'registry.example.com'
PORT = 5_443
registry_external_url "https://#{host}:#{PORT}"
letsencrypt['enable'] = false
require 'json'

registry['log_level'] = ENV.fetch('WHARF_TEST_UNSET', 'WARN').downcase
registry['log_formatter'] ||= :json
registry['debug_addr'] = ENV['WHARF_TEST_UNSET'] || "localhost:#{5000 + 1}"
registry['storage'] = {
  filesystem: { rootdirectory: %q(/srv/registry) },
  'delete' => { 'enabled' => true },
}
registry['storage']['redirect']['disable'] = true unless host.empty?
registry['env'].merge!('A' => 'b', 'HTTP_PROXY' => nil)
%w[a b].each { |name| registry['env']["NAME_#{name.upcase}"] = name }
registry['notifications'] = JSON.parse('[{"name": "a", "url": "https://a.example.com"}]')
registry['http_secret'] = <<~SECRET.strip
  hunter2hunter2
SECRET
registry_nginx['listen_addresses'] = ['*'] + %w([::])
gitlab_rails['registry_port'] = PORT.to_s
postgresql['shared_buffers'] = "256MB"
puma['worker_processes'] = 2 if false

__END__
registry['log_level'] = 'nothing is read here'
