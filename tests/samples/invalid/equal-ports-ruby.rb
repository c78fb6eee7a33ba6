external_url 'https://gitlab.example.com'
registry_external_url 'http://gitlab.example.com:5000'
registry['registry_http_addr'] = '127.0.0.1:5000'
