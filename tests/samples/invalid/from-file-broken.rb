# file: /etc/gitlab/registry.rb = ruby/broken.rb
external_url 'https://gitlab.example.com'
from_file '/etc/gitlab/registry.rb'
