registry_external_url 'https://registry.example.com'
from_file '/etc/gitlab/registry.rb'
