# file: /etc/gitlab/registry.rb = ruby/mistakes.rb
external_url 'https://gitlab.example.com'
from_file '/etc/gitlab/registry.rb'
registry['storge'] = {}
