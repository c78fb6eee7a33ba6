# file: /etc/gitlab/secrets/internal.key = certificates/internal.key
# file: /etc/gitlab/ssl/registry.example.com.crt = certificates/good.crt
# file: /etc/gitlab/ssl/registry.example.com.key = certificates/good.key
external_url 'https://gitlab.example.com'
registry_external_url 'https://registry.example.com:45443'
registry['registry_http_addr'] = '127.0.0.1:45000'
registry['internal_key'] = File.read('/etc/gitlab/secrets/internal.key')
registry['internal_certificate'] = <<~CERTIFICATE
-----BEGIN CERTIFICATE-----
MIICrzCCAZcCFB/6NoLFjVyrfxIRH5G99UdfJyDRMA0GCSqGSIb3DQEBCwUAMBMx
ETAPBgNVBAMMCFJlZ2lzdHJ5MCAXDTI2MTEyMzE0MTgyM1oYDzIxMjYxMDMwMTQx
ODIzWjATMREwDwYDVQQDDAhSZWdpc3RyeTCCASIwDQYJKoZIhvcNAQEBBQADggEP
ADCCAQoCggEBANPSLQ2nWG7nTI9X7uHHHyyMQGdDPaV+YjqaMwmzg1BXoytsWWQe
BKkxcZF5RpwBuh+LcfPO8hK7kv4hnaIxExjySAfAdNVx9lFFFKN66eylnqaiHbRV
gVaoRi8gtcwtNRkWkylaLR8uHs3kftw/iMPZ+cCeQzhKhVP1Xv6hvYcAeT0pAI3O
lQstzFekmeO+YggtWaUtqYz3LkPCg8EyRkzif2tEc42A5yRU6EA0mGTBCOWMoGpF
X1H1HXJQP3pe2EJwrzF7HGEhRlxLG0jKXFcXpyA+DSfDFnOd0sr3t5NiGBVwCCgj
gpehq9eALGqMTEbhpdH415qPXKzOE/mVTz0CAwEAATANBgkqhkiG9w0BAQsFAAOC
AQEAs+j+CfrzYDrgQN2qB0aWTudFNsG7spmuYmdXOkhUEGMZB/4/BCHV48j9hGJM
PENJ5WgsHctiI1kgpyo3i1Rh18OUJRj0q4Fyh1tM4xEPX8NPE0JlqvTRU7IdC/hd
JzPzkaADwiEVMqAkFbor5c2Cy5cOR4HrlxR2Amu3itMocaC7PsQUOig25uRuxB3x
Hj2iNCdjWUGgiTyJCKR8EXIqSQ+Bw1NIwvSA9fLxe9BLp/tL2sTEQE6/wTH3FoK/
9Cq/QjqwDaWtrZ4nukuA9XBk4JoQzNJ1O5ZGWSV01QcGpkPV4KWFLrpUM8/OXdEG
89URDe35E2T40qTHBibRc/aPbA==
-----END CERTIFICATE-----
CERTIFICATE
