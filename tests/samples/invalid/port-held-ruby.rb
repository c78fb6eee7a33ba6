# listen: 127.0.0.1:5903
external_url 'http://gitlab.example.com'
registry_external_url 'http://registry.example.com'
registry['debug_addr'] = '127.0.0.1:5903'
