//! `wharf ca trust-script`: a script that lets a client trust a registry whose certificate no public authority signed.
//!
//! Invariant: the script is POSIX `sh`, may be run twice, says what it did, and overwrites nothing that is not its own.

use super::understand::{View, understand};
use super::{DONE, Global, advise, authority, print};
use crate::derive::secrets::Made;
use crate::keys;
use crate::sys::fs;

/// Who shall trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Client {
    /// The Docker daemon
    Docker,
    /// containerd, as Kubernetes uses it
    Containerd,
    /// Podman, Skopeo and Buildah
    Podman,
    /// A machine with GitLab Runner
    Runner,
}

/// Prints the script.
pub(crate) fn run(global: &Global, client: Client) -> anyhow::Result<u8> {
    let walk = understand(global, &Made::default(), View::OnDisk)?;
    let url = walk.derived.url.as_deref().and_then(|url| url.strip_prefix("https://"));
    let host = url.map(|rest| rest.split('/').next().unwrap_or(rest)).ok_or_else(|| {
        advise(
            "the registry has no address with `https://`, so there is no certificate to trust",
            "set `registry_external_url`, or list the registry under `insecure-registries` of the client",
        )
    })?;
    let tls = walk.derived.nginx.as_ref().and_then(|nginx| nginx.vhost.tls.as_ref());
    let read = |place: std::path::PathBuf| fs::read_optional_at_most(&place, fs::LARGEST_TEXT).ok().flatten();
    let file = tls.and_then(|tls| read(walk.root.join_unless_inside(&tls.certificate)));
    let own =
        read(walk.root.join(authority::CERTIFICATE)).map(|pem| String::from_utf8_lossy(&pem).into_owned());
    let certificate = file.as_deref().and_then(keys::authority_in).or(own).ok_or_else(|| {
        let signer = file.as_deref().and_then(keys::lacking_authority);
        let signer = signer.map(|name| format!(", signed by `{name}`")).unwrap_or_default();
        advise(
            format!("the certificate of the registry{signer} comes without that of its authority"),
            "append that of the authority to the file; one that a public authority signed is trusted as it is",
        )
    })?;
    print(&script(client, host, &certificate));
    Ok(DONE)
}

/// What begins each script: the certificate, and how a file is written.
const BEGIN: &str = r#"set -eu
umask 022
registry=@HOST@
certificate() {
	cat <<'END_OF_CERTIFICATE'
@CERTIFICATE@END_OF_CERTIFICATE
}

# Writes standard input to the file $1, unless it says that already.
put() {
	mkdir -p "${1%/*}"
	cat > "$1.new.$$"
	if cmp -s "$1.new.$$" "$1" 2>/dev/null; then
		rm -f "$1.new.$$"
		echo "as it should be: $1"
	else
		mv -f "$1.new.$$" "$1"
		echo "wrote $1"
	fi
}
"#;

const DOCKER: &str = r#"
certificate | put "${DESTDIR:-}/etc/docker/certs.d/$registry/ca.crt"
echo "docker reads it with the next pull; it needs no restart"
"#;

const PODMAN: &str = r#"
certificate | put "${DESTDIR:-}/etc/containers/certs.d/$registry/ca.crt"
"#;

const CONTAINERD: &str = r#"
folder="/etc/containerd/certs.d/$registry"
hosts() {
	printf 'server = "https://%s"\n\n' "$registry"
	printf '[host."https://%s"]\n  ca = "%s/ca.crt"\n' "$registry" "$folder"
}
certificate | put "${DESTDIR:-}$folder/ca.crt"
file="${DESTDIR:-}$folder/hosts.toml"
if [ -e "$file" ] && [ "$(cat "$file")" != "$(hosts)" ]; then
	echo "$file is there and says something else; add what follows to it:" >&2
	hosts >&2
	exit 1
fi
hosts | put "$file"
if ! grep -qs '^[[:space:]]*config_path[[:space:]]*=.*/etc/containerd/certs.d' "${DESTDIR:-}/etc/containerd/config.toml"; then
	echo "note: containerd reads that folder where its config.toml says so, under the registry of its CRI plugin:"
	echo '  config_path = "/etc/containerd/certs.d"'
fi
"#;

const RUNNER: &str = r#"
host="${registry%:*}"
if [ -d "${DESTDIR:-}/etc/pki/ca-trust/source/anchors" ]; then
	certificate | put "${DESTDIR:-}/etc/pki/ca-trust/source/anchors/wharf-$host.crt"
	update="update-ca-trust extract"
else
	certificate | put "${DESTDIR:-}/usr/local/share/ca-certificates/wharf-$host.crt"
	update="update-ca-certificates"
fi
if [ -n "${DESTDIR:-}" ]; then
	echo "not run, as DESTDIR is set: $update"
else
	$update
fi
certificate | put "${DESTDIR:-}/etc/gitlab-runner/certs/$host.crt"
certificate | put "${DESTDIR:-}/etc/docker/certs.d/$registry/ca.crt"
echo "jobs that use the Docker of this machine need, in /etc/gitlab-runner/config.toml:"
cat <<'END_OF_RUNNER'
  [runners.docker]
    privileged = false
    volumes = ["/var/run/docker.sock:/var/run/docker.sock", "/cache"]
END_OF_RUNNER
echo "(privileged = true takes precedence: such jobs run a Docker of their own, which must be given the certificate)"
"#;

/// The script for `client` to trust the registry at `host`, with the port where it is not the usual one.
fn script(client: Client, host: &str, certificate: &str) -> String {
    let (name, rest) = match client {
        Client::Docker => ("docker", DOCKER),
        Client::Containerd => ("containerd", CONTAINERD),
        Client::Podman => ("podman", PODMAN),
        Client::Runner => ("runner", RUNNER),
    };
    let begin = BEGIN.replace("@HOST@", &quoted(host)).replace("@CERTIFICATE@", certificate);
    format!(
        "#!/bin/sh\n# Printed by `wharf ca trust-script --for {name}`. Run it as root on the client; with DESTDIR=/a/folder all \
         lies below that.\n{begin}{rest}"
    )
}

/// A word for the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::{Client, quoted, script};

    #[test]
    fn whatever_the_host_is_it_is_one_word() {
        assert_eq!(quoted("a'; reboot '"), "'a'\\''; reboot '\\'''");
        let text = script(Client::Docker, "registry.test:5050", "PEM\n");
        assert!(text.contains("\nregistry='registry.test:5050'\n"), "{text}");
        assert!(text.contains("\nPEM\nEND_OF_CERTIFICATE\n"), "{text}");
    }
}
