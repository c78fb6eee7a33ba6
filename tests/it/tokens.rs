//! Tokens, keys and the private authority, judged by programs that share no line with them: OpenSSL, Python, curl.

use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wharf::keys::{self, pem};
use wharf::token::{Claims, Expected, SigningKey, TrustedKeys, VerifyError, sign, verify};

const NOW: u64 = 1_700_000_000;

fn start(program: &str, arguments: &[&str], folder: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn done(program: &str, arguments: &[&str], folder: &Path, input: &[u8]) -> Vec<u8> {
    let output = start(program, arguments, folder, input);
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn text(program: &str, arguments: &[&str], folder: &Path) -> String {
    String::from_utf8(done(program, arguments, folder, b"")).unwrap()
}

fn expected() -> Expected {
    Expected { issuer: "omnibus-gitlab-issuer".into(), audience: "container_registry".into() }
}

/// As Omnibus makes its pair: PKCS#1, serial 0, X.509 v3 without extensions.
fn omnibus_pair(folder: &Path) {
    std::fs::write(
        folder.join("openssl.cnf"),
        "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nO=GitLab\nCN=Registry\n",
    )
    .unwrap();
    done("openssl", &["genrsa", "-traditional", "-out", "key.pem", "2048"], folder, b"");
    let request = ["req", "-x509", "-new", "-key", "key.pem", "-set_serial", "0", "-days", "1", "-sha256"];
    done("openssl", &[&request[..], &["-config", "openssl.cnf", "-out", "crt.pem"]].concat(), folder, b"");
}

/// The id as Python computes it from OpenSSL's rendering of the public key.
fn kid_by_python(folder: &Path) -> String {
    done(
        "openssl",
        &["pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "pub.der"],
        folder,
        b"",
    );
    let script = "import base64,hashlib,textwrap\n\
                  h=base64.b32encode(hashlib.sha256(open('pub.der','rb').read()).digest()[:30]).decode()\n\
                  print(':'.join(textwrap.wrap(h,4)),end='')";
    text("python3", &["-c", script], folder)
}

#[test]
fn a_token_that_openssl_signed_under_pythons_key_id_is_believed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    omnibus_pair(folder);
    let header = format!(r#"{{"typ":"JWT","alg":"RS256","kid":"{}"}}"#, kid_by_python(folder));
    let claims = format!(
        r#"{{"access":[{{"type":"repository","name":"g/p","actions":["pull","push"],"meta":{{"project_id":1}}}}],
            "aud":"container_registry","iss":"omnibus-gitlab-issuer","sub":"root","exp":{},"nbf":{NOW},"user":"eyJ.x.y"}}"#,
        NOW + 300
    );
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = done("openssl", &["dgst", "-sha256", "-sign", "key.pem"], folder, message.as_bytes());
    let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(&signature));

    let bundle = pem::certificates(&std::fs::read(folder.join("crt.pem")).unwrap()).unwrap();
    let keys = TrustedKeys::from_certificates(&bundle).unwrap();
    let believed = verify(&token, &keys, &expected(), NOW).unwrap();
    assert!(believed.allows("repository", "g/p", "push"));
    let other = keys::certificate_for(rsa_key(folder).as_bytes(), NOW).unwrap();
    let strangers = TrustedKeys::from_certificates(&pem::certificates(other.as_bytes()).unwrap()).unwrap();
    assert!(matches!(verify(&token, &strangers, &expected(), NOW), Err(VerifyError::UnknownKey(_))));
}

fn rsa_key(folder: &Path) -> String {
    text("openssl", &["genrsa", "2048"], folder)
}

#[test]
fn what_is_signed_here_openssl_verifies_and_python_names() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    omnibus_pair(folder);
    let key = SigningKey::from_pem(&std::fs::read(folder.join("key.pem")).unwrap()).unwrap();
    assert_eq!(key.id().as_str(), kid_by_python(folder));
    let token = sign(&Claims { issuer: "i".into(), ..Claims::default() }, &key).unwrap();
    let (message, signature) = token.expose().rsplit_once('.').unwrap();
    std::fs::write(folder.join("signature"), URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    done("openssl", &["pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem"], folder, b"");
    let check = ["dgst", "-sha256", "-verify", "pub.pem", "-signature", "signature"];
    done("openssl", &check, folder, message.as_bytes());
    assert!(!start("openssl", &check, folder, b"another message").status.success());
}

#[test]
fn the_pair_is_omnibus_pair_as_openssl_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let pair = keys::make_pair(NOW).unwrap();
    assert!(keys::certifies(pair.certificate.as_bytes(), pair.key.expose().as_bytes()).unwrap());
    std::fs::write(folder.join("crt.pem"), &pair.certificate).unwrap();
    std::fs::write(folder.join("key.pem"), pair.key.expose()).unwrap();
    done("openssl", &["pkey", "-in", "key.pem", "-check", "-noout"], folder, b"");
    let of_key = text("openssl", &["pkey", "-in", "key.pem", "-pubout"], folder);
    assert_eq!(text("openssl", &["x509", "-in", "crt.pem", "-pubkey", "-noout"], folder), of_key);
    let shown = text("openssl", &["x509", "-in", "crt.pem", "-noout", "-text"], folder);
    for part in ["Version: 3", "(4096 bit)", "sha256WithRSAEncryption"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("X509v3 extensions"), "{shown}");
    let names = text(
        "openssl",
        &["x509", "-in", "crt.pem", "-noout", "-subject", "-issuer", "-nameopt", "RFC2253"],
        folder,
    );
    let name = "CN=Registry,OU=Container,O=GitLab,C=USA";
    assert_eq!(names, format!("subject={name}\nissuer={name}\n"));
    assert_eq!(keys::days_left(pair.certificate.as_bytes(), NOW), Ok(3650));
    done("openssl", &["verify", "-attime", &NOW.to_string(), "-CAfile", "crt.pem", "crt.pem"], folder, b"");
    // The fingerprints are those that the message's reader can compute.
    done(
        "openssl",
        &["pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "pub.der"],
        folder,
        b"",
    );
    let sum = text("sha256sum", &["pub.der"], folder);
    let both = keys::fingerprints(pair.certificate.as_bytes(), pair.key.expose().as_bytes()).unwrap();
    assert_eq!(both.key, sum.split(' ').next().unwrap());
}

fn wharf(root: &Path, arguments: &[&str]) -> Output {
    let root = root.to_str().unwrap();
    Command::new(env!("CARGO_BIN_EXE_wharf"))
        .args(["--root", root])
        .args(arguments)
        .env_remove("WHARF_ROOT")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_authority_is_believed_for_its_hosts_and_no_others() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let output = wharf(
        root,
        &["ca", "init", "--host", "registry.test", "--host", "127.0.0.1", "--host", "*.lab.test"],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("wharf ca print"));
    let ssl = root.join("etc/gitlab/ssl");
    let mode = |name: &str| std::fs::metadata(ssl.join(name)).unwrap().mode() & 0o7777;
    for (name, want) in [
        ("", 0o755),
        ("wharf-ca.crt", 0o644),
        ("wharf-ca.key", 0o600),
        ("registry.test.crt", 0o644),
        ("registry.test.key", 0o600),
        ("127.0.0.1.crt", 0o644),
        ("_.lab.test.key", 0o600),
    ] {
        assert_eq!(mode(name), want, "{name}");
    }
    let believed = |file: &str, how: &[&str]| {
        let base = ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "wharf-ca.crt"];
        start("openssl", &[&base[..], how, &[file]].concat(), &ssl, b"").status.success()
    };
    for (name, file, how, want) in [
        ("the host", "registry.test.crt", ["-verify_hostname", "registry.test"], true),
        ("another host", "registry.test.crt", ["-verify_hostname", "gitlab.test"], false),
        ("the address", "127.0.0.1.crt", ["-verify_ip", "127.0.0.1"], true),
        ("another address", "127.0.0.1.crt", ["-verify_ip", "127.0.0.2"], false),
        ("a host below a wildcard", "_.lab.test.crt", ["-verify_hostname", "a.lab.test"], true),
        ("one further below", "_.lab.test.crt", ["-verify_hostname", "a.b.lab.test"], false),
    ] {
        assert_eq!(believed(file, &how), want, "{name}");
    }
    assert!(
        !start("openssl", &["verify", "-no-CAfile", "-no-CApath", "registry.test.crt"], &ssl, b"")
            .status
            .success(),
        "nobody believes it without the authority"
    );
    let leaf = text("openssl", &["x509", "-in", "registry.test.crt", "-noout", "-text"], &ssl);
    for part in
        ["CA:FALSE", "TLS Web Server Authentication", "Digital Signature", "DNS:registry.test", "prime256v1"]
    {
        assert!(leaf.contains(part), "{part}: {leaf}");
    }
    let printed = wharf(root, &["ca", "print"]);
    assert_eq!(printed.stdout, std::fs::read(ssl.join("wharf-ca.crt")).unwrap());
}

#[test]
fn curl_trusts_a_server_that_the_authority_vouches_for() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    assert!(wharf(root, &["ca", "init", "--host", "registry.test"]).status.success());
    let ssl = root.join("etc/gitlab/ssl");
    let port = crate::support::free_ports(1)[0].to_string();
    let mut server = Command::new("openssl")
        .args(["s_server", "-www", "-quiet", "-accept", &port])
        .args(["-cert", "registry.test.crt", "-key", "registry.test.key", "-cert_chain", "registry.test.crt"])
        .current_dir(&ssl)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let ask = |host: &str, authority: &[&str]| {
        let (resolve, url) = (format!("{host}:{port}:127.0.0.1"), format!("https://{host}:{port}/"));
        let base = [
            "-sS",
            "--noproxy",
            "*",
            "--retry-connrefused",
            "--retry",
            "20",
            "--retry-delay",
            "1",
            "--max-time",
            "30",
        ];
        let own = ["--resolve", resolve.as_str(), url.as_str()];
        start("curl", &[&base[..], authority, &own].concat(), &ssl, b"")
    };
    let trusted = ask("registry.test", &["--cacert", "wharf-ca.crt"]);
    let otherwise = ask("gitlab.test", &["--cacert", "wharf-ca.crt"]);
    let unknown = ask("registry.test", &[]);
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(trusted.status.success(), "{}", stderr(&trusted));
    assert_eq!(otherwise.status.code(), Some(60), "{}", stderr(&otherwise));
    assert_eq!(unknown.status.code(), Some(60), "{}", stderr(&unknown));
}

#[test]
fn a_second_init_keeps_everything_and_force_replaces_the_host_only() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    std::fs::create_dir_all(root.join("etc/gitlab")).unwrap();
    let settings =
        "external_url = \"https://gitlab.test\"\nregistry_external_url = \"https://registry.test:5050\"\n";
    std::fs::write(root.join("etc/gitlab/gitlab.toml"), settings).unwrap();
    let seen = || {
        ["wharf-ca.crt", "wharf-ca.key", "registry.test.crt", "registry.test.key", "gitlab.test.crt"].map(
            |name| {
                let data = std::fs::metadata(root.join("etc/gitlab/ssl").join(name)).unwrap();
                (data.ino(), data.mtime_nsec())
            },
        )
    };
    assert!(wharf(root, &["ca", "init"]).status.success());
    let first = seen();
    let again = wharf(root, &["ca", "init"]);
    let said = stderr(&again);
    let days = said.split("registry.test.crt (").nth(1).and_then(|rest| rest.split(' ').next());
    // 825 in the second that it was made in.
    assert!(
        matches!(days, Some("824" | "825"))
            && said.contains("days left); `wharf ca init --host registry.test --force` replaces it"),
        "{said}"
    );
    assert_eq!(seen(), first);
    assert!(wharf(root, &["ca", "init", "--host", "registry.test", "--force"]).status.success());
    let forced = seen();
    let same: Vec<bool> = first.iter().zip(forced).map(|(one, two)| *one == two).collect();
    assert_eq!(same, [true, true, false, false, true]);
}

#[test]
fn init_refuses_what_it_would_have_to_guess_and_writes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let ssl = root.join("etc/gitlab/ssl");
    let refused = |arguments: &[&str], message: &str, hint: &str| {
        let output = wharf(root, arguments);
        assert_eq!(output.status.code(), Some(1), "{message}");
        let said = stderr(&output);
        assert!(said.contains(message) && said.contains(hint), "{message}: {said}");
        assert!(!ssl.join("registry.test.crt").exists() && !ssl.join("x.test.crt").exists());
    };
    refused(&["ca", "init"], "there is no settings file", "--host NAME");
    refused(&["ca", "print"], "there is no authority", "wharf ca init");
    refused(
        &["ca", "init", "--host", "x.test", "--host", "a/../../b"],
        "`a/../../b` is no host name",
        "hint: give a name such as",
    );
    assert!(!ssl.exists(), "not even the folder");
    std::fs::create_dir_all(&ssl).unwrap();
    std::fs::write(ssl.join("registry.test.key"), "mine").unwrap();
    refused(&["ca", "init", "--host", "registry.test"], "is there without its certificate", "--force");
    assert_eq!(std::fs::read(ssl.join("registry.test.key")).unwrap(), b"mine");
    std::fs::write(ssl.join("wharf-ca.crt"), "x").unwrap();
    refused(
        &["ca", "init", "--host", "registry.test"],
        "wharf-ca.crt is there without",
        "put the other half back",
    );
}
