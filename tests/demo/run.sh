#!/bin/sh
# `make demo`: from one settings file to a pushed and pulled image, in the folder ./demo, as any user.
set -eu
cd "$(dirname "$0")/../.."
wharf=${WHARF:-$PWD/target/debug/wharf}
root=${WHARF_DEMO_ROOT:-$PWD/demo}
port=${WHARF_DEMO_PORT:-5443}
registry=localhost:$port
settings=$root/etc/gitlab/gitlab.toml
unset WHARF_ROOT

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
short() { printf '%s' "$1" | sed "s|$wharf|wharf|g; s|$PWD/|./|g"; }
run() { printf '$ %s\n' "$(short "$*")"; "$@"; }

say "Settings: $(short "$settings")"
if [ -e "$settings" ]; then
    echo "kept from an earlier demo"
else
    mkdir -p "$(dirname "$settings")"
    (umask 077 && cat >"$settings" <<EOF
# Where people reach the registry. TLS by a private certificate authority, made below.
registry_external_url = "https://$registry"

[registry]
registry_http_addr = "127.0.0.1:$((port + 1))"

[registry.nginx]
listen_addresses = ["127.0.0.1"]

[registry.storage.maintenance.readonly]
enabled = false

# A token server of our own, as there is no GitLab here.
[auth_server]
enable = true
listen = "127.0.0.1:$((port + 2))"
EOF
    )
fi
sed -n '/^\[\[/q;p' "$settings"

if [ ! -e "$root/etc/gitlab/ssl/wharf-ca.crt" ]; then
    say "A private certificate authority"
    run "$wharf" --root "$root" ca init
fi
if [ ! -e "$root/password" ]; then
    say "A user who may push and pull"
    (umask 077 && head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$root/password")
    "$wharf" --root "$root" user list | grep -q '^demo ' && "$wharf" --root "$root" user rm demo
    echo "\$ wharf user add demo --password-stdin"
    "$wharf" --root "$root" user add demo --password-stdin <"$root/password"
fi

say "wharf reconfigure"
run "$wharf" --root "$root" reconfigure

say "A real image of three layers, pushed through TLS and a token"
certificates=$root/certs.d
mkdir -p "$certificates"
"$wharf" --root "$root" ca print >"$certificates/ca.crt"
login=$root/login.json
skopeo login --authfile "$login" --cert-dir "$certificates" --username demo --password-stdin "$registry" <"$root/password"
rm -rf "$root/image" "$root/pulled"
pushed=$(sh tests/demo/image.sh "$root/image" v1)
run skopeo copy --quiet --authfile "$login" --dest-cert-dir "$certificates" \
    "oci:$root/image:v1" "docker://$registry/demo/hello:v1"
run skopeo copy --quiet --authfile "$login" --src-cert-dir "$certificates" \
    "docker://$registry/demo/hello:v1" "oci:$root/pulled:v1"
pulled=$(skopeo inspect --format '{{.Digest}}' "oci:$root/pulled:v1")
echo "pushed $pushed"
echo "pulled $pulled"
[ "$pushed" = "$pulled" ]
diff -r "$root/image/blobs" "$root/pulled/blobs"
echo "every blob came back byte for byte"

say "Read-only mode: pushes are refused, pulls go on"
sed -i 's/^enabled = false/enabled = true/' "$settings"
run "$wharf" --root "$root" reconfigure
sh tests/demo/image.sh "$root/second" v2 >/dev/null
if skopeo copy --quiet --authfile "$login" --dest-cert-dir "$certificates" \
    "oci:$root/second:v2" "docker://$registry/demo/hello:v2" 2>"$root/refusal"; then
    echo "the push was not refused"
    exit 1
fi
printf 'refused: %s\n' "$(sed 's/^.*msg=//' "$root/refusal" | tail -n 1)"
run skopeo inspect --authfile "$login" --cert-dir "$certificates" --format '{{.Digest}}' "docker://$registry/demo/hello:v1"
sed -i 's/^enabled = true/enabled = false/' "$settings"
run "$wharf" --root "$root" reconfigure
run skopeo copy --quiet --authfile "$login" --dest-cert-dir "$certificates" \
    "oci:$root/second:v2" "docker://$registry/demo/hello:v2"

say "wharf status"
run "$wharf" --root "$root" status
echo
echo "The registry runs at https://$registry (user demo, password in $(short "$root/password")). Stop it with: make demo-stop"
