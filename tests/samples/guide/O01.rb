    gitlab_rails['registry_enabled'] = true
    gitlab_rails['registry_api_url'] = "http://localhost:5000"
    gitlab_rails['registry_issuer'] = "omnibus-gitlab-issuer"
