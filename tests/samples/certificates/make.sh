#!/bin/sh
# Makes the certificates of the samples anew, with fixed dates, so that messages about them stay the same to the letter.
# Run it in this folder; the fingerprints in tests/samples/invalid/*.stderr change with it (UPDATE=1 writes them).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"
echo 01 >"$work/serial"
cat >"$work/openssl.cnf" <<END
[ca]
default_ca = lab
[lab]
database = $work/index
serial = $work/serial
new_certs_dir = $work
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
[req]
distinguished_name = name
prompt = no
[name]
[authority]
basicConstraints = critical, CA:true
[host]
basicConstraints = critical, CA:false
END
# NAME SUBJECT HOSTS FROM TO SIGNER
issue() {
    openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1.key"
    openssl req -new -config "$work/openssl.cnf" -key "$1.key" -subj "/CN=$2" ${3:+-addext "subjectAltName=$3"} -out "$work/$1.csr"
    if [ "$6" = self ]; then signer="-selfsign -keyfile $1.key"; else signer="-cert $6.crt -keyfile $6.key"; fi
    # shellcheck disable=SC2086
    openssl ca -batch -notext -config "$work/openssl.cnf" -startdate "$4" -enddate "$5" $signer \
        -extensions "$([ "$1" = authority ] && echo authority || echo host)" -in "$work/$1.csr" -out "$1.crt" 2>/dev/null
}
long="20200101000000Z 21200101000000Z"
# shellcheck disable=SC2086
{
    issue authority "Lab Authority" "" $long self
    issue good registry.example.com "DNS:registry.example.com" $long self
    issue other registry.example.com "DNS:registry.example.com" $long self
    issue elsewhere www.example.com "DNS:www.example.com,DNS:*.example.org" $long self
    issue expired registry.example.com "DNS:registry.example.com" 20200101000000Z 20210101000000Z self
    issue alone registry.example.com "DNS:registry.example.com" $long authority
}
openssl pkcs8 -topk8 -in good.key -passout pass:sesame -out encrypted.key
openssl req -x509 -config "$work/openssl.cnf" -newkey rsa:2048 -nodes -keyout internal.key -subj /CN=Registry -days 36500 -out internal.crt 2>/dev/null
openssl req -x509 -config "$work/openssl.cnf" -newkey rsa:2048 -nodes -keyout internal-other.key -subj /CN=Registry -days 36500 -out internal-other.crt 2>/dev/null
rm -f authority.* internal-other.key other.crt
python3 - <<END
import json
read = lambda name: open(name).read()
pair = {"internal_certificate": read("internal.crt"), "internal_key": read("internal.key")}
with open("secrets.json", "w") as file:
    json.dump({"registry": {"http_secret": "0f" * 64, **pair}}, file, indent=2)
    file.write("\n")
END
