external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com'
(1..10_000_000_000).each { |number| registry['env']["A#{number}"] = 'hunter2' }
