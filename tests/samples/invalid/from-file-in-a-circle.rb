# file: /etc/gitlab/registry.rb = ruby/circle.rb
external_url 'https://gitlab.example.com'
from_file '/etc/gitlab/registry.rb'
