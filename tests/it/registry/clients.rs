//! Real clients, and Debian's `docker-registry` on the same folder and the same configuration.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use super::engine::{Debian, Engine, OCI, config, digest, digest_by, manifest, noise};

/// Runs a program that has to succeed.
pub fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} is not installed: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Copies an image. The policy is the test's own, so that no host's stands in the way.
fn copy(folder: &Path, from: &str, to: &str) {
    let policy = folder.join("policy.json");
    std::fs::write(&policy, r#"{"default":[{"type":"insecureAcceptAnything"}]}"#).unwrap();
    let policy = policy.display().to_string();
    run(
        "skopeo",
        &[
            "--policy",
            &policy,
            "copy",
            "--all",
            "--src-tls-verify=false",
            "--dest-tls-verify=false",
            from,
            to,
        ],
    );
}

/// Makes an OCI layout with an image of real gzip layers under the tag `v1`; answers its digest.
pub fn make_image(layout: &Path, seed: u64) -> String {
    let blobs = layout.join("blobs/sha256");
    std::fs::create_dir_all(&blobs).unwrap();
    let keep = |bytes: &[u8]| {
        let digest = digest(bytes);
        std::fs::write(blobs.join(digest.strip_prefix("sha256:").unwrap()), bytes).unwrap();
        (digest, bytes.len())
    };
    let (mut layers, mut plain) = (Vec::new(), Vec::new());
    for (number, size) in [100_usize, 300_000, 3_000_000].iter().enumerate() {
        let work = layout.parent().unwrap().join(format!("layer-{seed}-{number}"));
        std::fs::create_dir_all(&work).unwrap();
        std::fs::write(work.join("content"), noise(seed + number as u64, *size)).unwrap();
        let tar = work.with_extension("tar");
        run("tar", &["-cf", &tar.display().to_string(), "-C", &work.display().to_string(), "content"]);
        plain.push(digest(&std::fs::read(&tar).unwrap()));
        run("gzip", &["-1", "-n", &tar.display().to_string()]);
        let (digest, size) = keep(&std::fs::read(work.with_extension("tar.gz")).unwrap());
        layers.push(serde_json::json!({"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": digest, "size": size}));
    }
    let image = serde_json::json!({
        "architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": plain},
    });
    let (config, size) = keep(image.to_string().as_bytes());
    let manifest = serde_json::json!({
        "schemaVersion": 2, "mediaType": OCI,
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": config, "size": size},
        "layers": layers,
    });
    let (digest, size) = keep(manifest.to_string().as_bytes());
    let index = serde_json::json!({"schemaVersion": 2, "manifests": [{
        "mediaType": OCI, "digest": digest, "size": size,
        "annotations": {"org.opencontainers.image.ref.name": "v1"},
    }]});
    std::fs::write(layout.join("index.json"), index.to_string()).unwrap();
    std::fs::write(layout.join("oci-layout"), r#"{"imageLayoutVersion":"1.0.0"}"#).unwrap();
    digest
}

/// Every blob of one layout is, byte for byte, in the other.
pub fn assert_same_blobs(one: &Path, other: &Path) {
    let names = |layout: &Path| -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(layout.join("blobs/sha256"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(one), names(other));
    for name in names(one) {
        let read = |layout: &Path| std::fs::read(layout.join("blobs/sha256").join(&name)).unwrap();
        assert!(read(one) == read(other), "{name}");
    }
}

fn place(address: SocketAddr, image: &str) -> String {
    format!("docker://{address}/{image}")
}

pub fn layout(path: &Path) -> String {
    format!("oci:{}:v1", path.display())
}

#[test]
fn skopeo_pushes_an_image_and_pulls_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::start();
    let (from, back) = (folder.path().join("image"), folder.path().join("back"));
    let digest = make_image(&from, 1);
    copy(folder.path(), &layout(&from), &place(engine.address, "group/project:v1"));
    copy(folder.path(), &place(engine.address, "group/project:v1"), &layout(&back));
    assert_same_blobs(&from, &back);
    let inspected = engine.ask("HEAD", "/v2/group/project/manifests/v1", &[], b"");
    assert_eq!(inspected.header("Docker-Content-Digest"), Some(digest.as_str()));
    // From one repository to another of the same registry: blobs are mounted.
    copy(folder.path(), &place(engine.address, "group/project:v1"), &place(engine.address, "other:v2"));
    assert_eq!(engine.ask("GET", "/v2/other/tags/list", &[], b"").json()["tags"][0], "v2");
    // As Docker's own media types.
    let docker = folder.path().join("docker");
    run(
        "skopeo",
        &[
            "--policy",
            &folder.path().join("policy.json").display().to_string(),
            "copy",
            "--format",
            "v2s2",
            "--dest-tls-verify=false",
            &layout(&from),
            &place(engine.address, "docker:v1"),
        ],
    );
    copy(folder.path(), &place(engine.address, "docker:v1"), &format!("dir:{}", docker.display()));
    let manifest = std::fs::read_to_string(docker.join("manifest.json")).unwrap();
    assert!(manifest.contains("application/vnd.docker.distribution.manifest.v2+json"), "{manifest}");
    run("skopeo", &["delete", "--tls-verify=false", &place(engine.address, "other:v2")]);
    assert_eq!(engine.ask("GET", "/v2/other/manifests/v2", &[], b"").status, 404);
}

#[test]
fn either_engine_serves_what_the_other_took() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let ours = Engine::over(folder.path(), &text);
    let theirs = Debian::over(folder.path(), &text);
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let (first, second) = (make_image(&one, 10), make_image(&two, 20));
    copy(folder.path(), &layout(&one), &place(ours.address, "a/ours:v1"));
    copy(folder.path(), &layout(&two), &place(theirs.address, "a/theirs:v1"));
    for (digest, name) in [(&first, "a/ours"), (&second, "a/theirs")] {
        let path = format!("/v2/{name}/manifests/v1");
        for reply in [
            ours.ask("GET", &path, &[("Accept", OCI)], b""),
            theirs.ask("GET", &path, &[("Accept", OCI)], b""),
        ] {
            assert_eq!((reply.status, reply.header("Docker-Content-Digest")), (200, Some(digest.as_str())));
            assert_eq!(reply.header("Content-Type"), Some(OCI));
        }
    }
    let (back, forth) = (folder.path().join("back"), folder.path().join("forth"));
    copy(folder.path(), &place(theirs.address, "a/ours:v1"), &layout(&back));
    copy(folder.path(), &place(ours.address, "a/theirs:v1"), &layout(&forth));
    assert_same_blobs(&one, &back);
    assert_same_blobs(&two, &forth);
    // A blob by sha512, pushed here, read there.
    let bytes = noise(30, 5000);
    let long = digest_by(&aws_lc_rs::digest::SHA512, "sha512", &bytes);
    let location = ours.ask("POST", "/v2/a/ours/blobs/uploads/", &[], b"").location();
    assert_eq!(ours.ask("PUT", &format!("{location}&digest={long}"), &[], &bytes).status, 201);
    assert_eq!(theirs.ask("GET", &format!("/v2/a/ours/blobs/{long}"), &[], b"").body, bytes);
    // What one deletes is gone for the other.
    assert_eq!(ours.ask("DELETE", &format!("/v2/a/theirs/manifests/{second}"), &[], b"").status, 202);
    assert_eq!(theirs.ask("GET", "/v2/a/theirs/manifests/v1", &[("Accept", OCI)], b"").status, 404);
    assert_eq!(theirs.ask("DELETE", &format!("/v2/a/ours/manifests/{first}"), &[], b"").status, 202);
    assert_eq!(ours.ask("GET", "/v2/a/ours/manifests/v1", &[], b"").status, 404);
}

#[test]
fn an_upload_begun_by_one_engine_is_finished_by_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let ours = Engine::over(folder.path(), &text);
    let theirs = Debian::over(folder.path(), &text);
    let bytes = noise(40, 400_000);
    let finish = |location: String| format!("{location}&digest={}", digest(&bytes));
    let octets = [("Content-Type", "application/octet-stream")];

    let begun = ours.ask("POST", "/v2/one/blobs/uploads/", &[], b"").location();
    let piece = ours.ask("PATCH", &begun, &octets, &bytes[..150_000]).location();
    let piece = theirs.ask("PATCH", &piece, &octets, &bytes[150_000..300_000]);
    assert_eq!((piece.status, piece.header("Range")), (202, Some("0-299999")));
    let done = theirs.ask("PUT", &finish(piece.location()), &octets, &bytes[300_000..]);
    assert_eq!((done.status, done.header("Docker-Content-Digest")), (201, Some(digest(&bytes).as_str())));
    assert!(ours.ask("GET", &done.location(), &[], b"").body == bytes);

    let begun = theirs.ask("POST", "/v2/two/blobs/uploads/", &[], b"").location();
    let piece = theirs.ask("PATCH", &begun, &octets, &bytes[..150_000]).location();
    let piece = ours.ask("PATCH", &piece, &[], &bytes[150_000..300_000]);
    assert_eq!((piece.status, piece.header("Range")), (202, Some("0-299999")));
    let done = ours.ask("PUT", &finish(piece.location()), &[], &bytes[300_000..]);
    assert_eq!(done.status, 201);
    assert!(theirs.ask("GET", &done.location(), &[], b"").body == bytes);
}

/// Runs podman or buildah with a storage of the test's own.
fn containers(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    let (root, run_root) = (at("containers"), at("containers-run"));
    let mut all = vec!["--root", &root, "--runroot", &run_root, "--storage-driver", "vfs"];
    all.extend(arguments);
    run(program, &all)
}

#[test]
fn podman_and_buildah_push_to_one_engine_and_pull_from_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let ours = Engine::over(folder.path(), &text);
    let theirs = Debian::over(folder.path(), &text);
    let policy = folder.path().join("policy.json");
    std::fs::write(&policy, r#"{"default":[{"type":"insecureAcceptAnything"}]}"#).unwrap();
    let policy = format!("--signature-policy={}", policy.display());
    let file = folder.path().join("content");
    for (number, (to, from)) in
        [(ours.address, theirs.address), (theirs.address, ours.address)].into_iter().enumerate()
    {
        for kind in ["oci", "docker"] {
            std::fs::write(&file, noise(80 + number as u64, 200_000)).unwrap();
            let name = format!("built/{kind}-{number}");
            let container = format!("made-{kind}-{number}");
            let run = |program: &str, arguments: &[&str]| containers(folder.path(), program, arguments);
            run("buildah", &["from", &policy, "--name", &container, "scratch"]);
            run("buildah", &["copy", &container, &file.display().to_string(), "/content"]);
            let place = |address| format!("docker://{address}/{name}:v1");
            run(
                "buildah",
                &["commit", &policy, "--format", kind, "--tls-verify=false", &container, &place(to)],
            );
            let image = format!("{from}/{name}:v1");
            run("podman", &["pull", &policy, "--tls-verify=false", "--quiet", &image]);
            let again = format!("{from}/again/{kind}-{number}:v1");
            run("podman", &["push", &policy, "--tls-verify=false", "--quiet", &image, &again]);
            run("podman", &["rmi", "--all", "--force"]);
            run(
                "podman",
                &[
                    "pull",
                    &policy,
                    "--tls-verify=false",
                    "--quiet",
                    &again.replace(&from.to_string(), &to.to_string()),
                ],
            );
            run("podman", &["rmi", "--all", "--force"]);
        }
    }
}

#[test]
fn skopeo_syncs_and_copies_what_has_several_architectures_and_artifacts_keep_their_subjects() {
    let folder = tempfile::tempdir().unwrap();
    let text = config(folder.path(), "127.0.0.1:0", "", "");
    let ours = Engine::over(folder.path(), &text);
    let theirs = Debian::over(folder.path(), &text);
    let index = "application/vnd.oci.image.index.v1+json";
    let layouts: Vec<_> = ["amd64", "arm64"].iter().map(|name| folder.path().join(name)).collect();
    let mut children = Vec::new();
    for (seed, layout) in layouts.iter().enumerate() {
        let digest = make_image(layout, 90 + 10 * seed as u64);
        let architecture = layout.file_name().unwrap().to_str().unwrap();
        copy(
            folder.path(),
            &format!("oci:{}:v1", layout.display()),
            &place(ours.address, &format!("multi:{architecture}")),
        );
        let size = ours.ask("GET", &format!("/v2/multi/manifests/{digest}"), &[], b"").body.len();
        children.push(format!(
            r#"{{"mediaType":"{OCI}","digest":"{digest}","size":{size},"platform":{{"architecture":"{architecture}","os":"linux"}}}}"#
        ));
    }
    let body = format!(r#"{{"schemaVersion":2,"mediaType":"{index}","manifests":[{}]}}"#, children.join(","));
    let done = ours.ask("PUT", "/v2/multi/manifests/all", &[("Content-Type", index)], body.as_bytes());
    assert_eq!(done.status, 201, "{done:?}");
    copy(folder.path(), &place(ours.address, "multi:all"), &place(theirs.address, "copied:all"));
    copy(folder.path(), &place(theirs.address, "copied:all"), &place(ours.address, "back:all"));
    let policy = folder.path().join("policy.json").display().to_string();
    for (from, to, name) in
        [(ours.address, theirs.address, "multi"), (theirs.address, ours.address, "synced/multi")]
    {
        run(
            "skopeo",
            &[
                "--policy",
                &policy,
                "sync",
                "--all",
                "--src",
                "docker",
                "--dest",
                "docker",
                "--src-tls-verify=false",
                "--dest-tls-verify=false",
                &format!("{from}/{name}"),
                &format!("{to}/synced{}", if name == "multi" { "" } else { "/twice" }),
            ],
        );
    }
    for name in ["copied", "back", "synced/multi", "synced/twice/multi"] {
        let got = ours.ask("GET", &format!("/v2/{name}/manifests/all"), &[], b"");
        assert!(got.body == body.as_bytes(), "{name}: {got:?}");
    }
    // An artifact about it, pushed to the engine that knows no subjects, is served by both.
    let subject = digest(body.as_bytes());
    let child: serde_json::Value = serde_json::from_str(&children[0]).unwrap();
    let image =
        ours.ask("GET", &format!("/v2/multi/manifests/{}", child["digest"].as_str().unwrap()), &[], b"").body;
    let artifact = String::from_utf8(image).unwrap().replacen(
        '{',
        &format!(r#"{{"artifactType":"x/signature","subject":{{"mediaType":"{index}","digest":"{subject}","size":{}}},"#, body.len()),
        1,
    );
    let path = format!("/v2/multi/manifests/{}", digest(artifact.as_bytes()));
    for (address, known) in [(theirs.address, 0), (ours.address, 1)] {
        let mut connection = super::client::Connection::open(address);
        let done = connection.ask("PUT", &path, &[("Content-Type", OCI)], artifact.as_bytes());
        assert_eq!(done.status, 201, "{done:?}");
        let listed = ours.ask("GET", &format!("/v2/multi/referrers/{subject}"), &[], b"").json();
        assert_eq!(listed["manifests"].as_array().unwrap().len(), known);
        for reply in [
            ours.ask("GET", &path, &[("Accept", OCI)], b""),
            theirs.ask("GET", &path, &[("Accept", OCI)], b""),
        ] {
            assert!(reply.body == artifact.as_bytes(), "{reply:?}");
        }
    }
}

#[test]
fn both_engines_leave_the_same_tree() {
    let trees: Vec<Vec<(String, Vec<u8>)>> = [true, false]
        .into_iter()
        .map(|is_ours| {
            let folder = tempfile::tempdir().unwrap();
            let text = config(folder.path(), "127.0.0.1:0", "", "");
            let (mut ours, mut theirs) = (None, None);
            let address = if is_ours {
                ours.insert(Engine::over(folder.path(), &text)).address
            } else {
                theirs.insert(Debian::over(folder.path(), &text)).address
            };
            let mut connection = super::client::Connection::open(address);
            for bytes in [b"{}".to_vec(), noise(50, 70_000)] {
                let location = connection.ask("POST", "/v2/a/b/blobs/uploads/", &[], b"").location();
                let path = format!("{location}&digest={}", digest(&bytes));
                assert_eq!(
                    connection
                        .ask("PUT", &path, &[("Content-Type", "application/octet-stream")], &bytes)
                        .status,
                    201
                );
            }
            let image = manifest(&digest(b"{}"), &digest(&noise(50, 70_000)), 70_000);
            assert_eq!(
                connection.ask("PUT", "/v2/a/b/manifests/v1", &[("Content-Type", OCI)], &image).status,
                201
            );
            // Every other kind of manifest, a blob in pieces, and a tag that moves.
            let docker = "application/vnd.docker.distribution.manifest.v2+json";
            let text = String::from_utf8(image.clone()).unwrap();
            let of_docker = text.replace(OCI, docker);
            let listing = |kind: &str, child: &str, bytes: &str| {
                let (digest, size) = (digest(bytes.as_bytes()), bytes.len());
                format!(
                    r#"{{"schemaVersion":2,"mediaType":"{kind}","manifests":[{{"mediaType":"{child}","digest":"{digest}","size":{size},"platform":{{"architecture":"amd64","os":"linux"}}}}]}}"#
                )
            };
            let (index, list) = (
                "application/vnd.oci.image.index.v1+json",
                "application/vnd.docker.distribution.manifest.list.v2+json",
            );
            for (tag, kind, body) in [
                ("docker", docker, of_docker.clone()),
                ("index", index, listing(index, OCI, &text)),
                ("list", list, listing(list, docker, &of_docker)),
                ("v1", docker, of_docker.clone()),
                ("without-type", OCI, text.replace(&format!(r#""mediaType":"{OCI}","#), "")),
            ] {
                let path = format!("/v2/a/b/manifests/{tag}");
                let done = connection.ask("PUT", &path, &[("Content-Type", kind)], body.as_bytes());
                assert_eq!(done.status, 201, "{tag}: {done:?}");
            }
            let pieces = noise(51, 90_000);
            let mut location = connection.ask("POST", "/v2/c/blobs/uploads/", &[], b"").location();
            for piece in pieces.chunks(30_000) {
                location = connection.ask("PATCH", &location, &[], piece).location();
            }
            let path = format!("{location}&digest={}", digest(&pieces));
            assert_eq!(connection.ask("PUT", &path, &[], b"").status, 201);
            let path = format!("/v2/d/blobs/uploads/?mount={}&from=c", digest(&pieces));
            assert_eq!(connection.ask("POST", &path, &[], b"").status, 201);
            let mut files = Vec::new();
            // Beside it lies what our engine itself must remember.
            walk(&folder.path().join("data/docker"), "", &mut files);
            files
        })
        .collect();
    assert!(trees[0].len() > 8, "{:?}", trees[0].len());
    assert_eq!(trees[0], trees[1]);
}

fn walk(folder: &Path, name: &str, files: &mut Vec<(String, Vec<u8>)>) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(folder).unwrap().permissions().mode();
    files.push((format!("{name} {mode:o}"), Vec::new()));
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{name}/{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            walk(&entry.path(), &name, files);
        } else {
            let mode = entry.metadata().unwrap().permissions().mode();
            files.push((format!("{name} {mode:o}"), std::fs::read(entry.path()).unwrap()));
        }
    }
}
