//! The same requests to our engine and to Debian's `docker-registry` 2.8.2, in the same run: status, error code and the
//! headers that clients read are the same, but for what `differences.txt` lists with its reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;

use super::client::{Connection, Reply};
use super::engine::{Debian, Engine, OCI, config, digest, digest_by, manifest, noise};

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const DOCKER: &str = "application/vnd.docker.distribution.manifest.v2+json";
const LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
const OCTETS: &str = "application/octet-stream";

/// One request. In its path `UPLOAD` stands for an upload that has just begun, `GOING` for one of 5 bytes, `STALE` for
/// the state before these, `BARE` for the address without a state.
struct Row {
    name: String,
    method: &'static str,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn add(&mut self, name: impl Into<String>, method: &'static str, path: impl Into<String>) -> &mut Row {
        let name = name.into();
        assert!(self.0.iter().all(|row| row.name != name), "two rows are called {name:?}");
        self.0.push(Row { name, method, path: path.into(), headers: Vec::new(), body: Vec::new() });
        self.0.last_mut().unwrap()
    }
}

impl Row {
    fn with(&mut self, name: &str, value: &str) -> &mut Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn body(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.body = bytes.as_ref().to_vec();
        self
    }
}

fn layer() -> Vec<u8> {
    noise(60, 3000)
}

fn docker_manifest(config: &str, layer: &str) -> String {
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{DOCKER}","config":{{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"{config}","size":2}},"layers":[{{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"{layer}","size":3000}}]}}"#
    )
}

fn index(kind: &str, child_kind: &str, child: &str, size: usize) -> String {
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{kind}","manifests":[{{"mediaType":"{child_kind}","digest":"{child}","size":{size},"platform":{{"architecture":"amd64","os":"linux"}}}}]}}"#
    )
}

/// The same content in either engine.
fn fill(address: SocketAddr) {
    let mut connection = Connection::open(address);
    for (name, bytes) in
        [("a/b", b"{}".to_vec()), ("a/b", layer()), ("c", b"{}".to_vec()), ("c", b"only c".to_vec())]
    {
        let location = connection.ask("POST", &format!("/v2/{name}/blobs/uploads/"), &[], b"").location();
        let path = format!("{location}&digest={}", digest(&bytes));
        assert_eq!(connection.ask("PUT", &path, &[("Content-Type", OCTETS)], &bytes).status, 201);
    }
    let (config, layer) = (digest(b"{}"), digest(&layer()));
    let image = manifest(&config, &layer, 3000);
    let docker = docker_manifest(&config, &layer);
    for (path, kind, bytes) in [
        ("a/b/manifests/v1", OCI, image.clone()),
        ("a/b/manifests/docker", DOCKER, docker.clone().into_bytes()),
        ("a/b/manifests/index", INDEX, index(INDEX, OCI, &digest(&image), image.len()).into_bytes()),
        (
            "a/b/manifests/list",
            LIST,
            index(LIST, DOCKER, &digest(docker.as_bytes()), docker.len()).into_bytes(),
        ),
        ("c/manifests/v1", DOCKER, docker_manifest(&config, &digest(b"only c")).into_bytes()),
    ] {
        let reply = connection.ask("PUT", &format!("/v2/{path}"), &[("Content-Type", kind)], &bytes);
        assert_eq!(reply.status, 201, "{path}: {reply:?}");
    }
}

/// Every row, those that change something at the end.
fn rows() -> Rows {
    let mut rows = Rows::default();
    names_and_paths(&mut rows);
    lists(&mut rows);
    blobs(&mut rows);
    manifests(&mut rows);
    uploads(&mut rows);
    pushes(&mut rows);
    deletes(&mut rows);
    rows
}

fn names_and_paths(rows: &mut Rows) {
    let long = |many| "n".repeat(many);
    for name in [
        "none",
        "A",
        "A/b",
        "a/B",
        "a//b",
        "a/./b",
        "a/../c",
        "-a",
        "a-",
        "a--b",
        "a__b",
        "a___b",
        "a..b",
        "a.b",
        "a_.b",
        "_a",
        "0",
        "host.example/x",
        "h%41/b",
        "a%2Fb",
        "a b",
        "ä",
        "a%00b",
        "a%2e%2e/b",
    ] {
        let path = format!("/v2/{}/tags/list", name.replace(' ', "%20").replace('ä', "%C3%A4"));
        rows.add(format!("name {name}"), "GET", path);
    }
    for many in [255, 256, 300] {
        rows.add(format!("name of {many}"), "GET", format!("/v2/{}/tags/list", long(many)));
    }
    for path in [
        "/",
        "/v2",
        "/v2/",
        "/v2//",
        "/v2/?x=y",
        "/v1/",
        "/v2/a",
        "/v2/tags/list",
        "/v2/a/b/nothing/x",
        "/x/v2/",
    ] {
        rows.add(format!("path {path}"), "GET", path);
    }
    for method in ["HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        for (what, path) in [
            ("base", "/v2/"),
            ("catalog", "/v2/_catalog"),
            ("tags", "/v2/a/b/tags/list"),
            ("uploads", "/v2/zz/blobs/uploads/"),
        ] {
            if (method, what) != ("POST", "uploads") {
                rows.add(format!("{method} {what}"), method, path);
            }
        }
    }
    rows.add("POST manifest", "POST", "/v2/a/b/manifests/v1");
    rows.add("PATCH manifest", "PATCH", "/v2/a/b/manifests/v1");
    rows.add("OPTIONS manifest", "OPTIONS", "/v2/a/b/manifests/v1");
    rows.add("PUT blob", "PUT", format!("/v2/a/b/blobs/{}", digest(b"{}")));
    rows.add("POST upload", "POST", "BARE");
}

fn lists(rows: &mut Rows) {
    for query in [
        "",
        "?n=1",
        "?n=2",
        "?n=0",
        "?n=-1",
        "?n=x",
        "?n=1000",
        "?n=1001",
        "?n=",
        "?last=a",
        "?n=1&last=a/b",
        "?last=zzz",
    ] {
        rows.add(format!("catalog {query}"), "GET", format!("/v2/_catalog{query}"));
    }
    for query in ["", "?n=2", "?n=4", "?n=0", "?n=-1", "?n=x", "?last=index", "?n=99999999999999999999"] {
        rows.add(format!("tags {query}"), "GET", format!("/v2/a/b/tags/list{query}"));
    }
}

fn blobs(rows: &mut Rows) {
    let blob = format!("/v2/a/b/blobs/{}", digest(&layer()));
    rows.add("blob", "GET", &blob);
    rows.add("blob HEAD", "HEAD", &blob);
    let long = digest_by(&aws_lc_rs::digest::SHA512, "sha512", &layer());
    let upper = digest(&layer()).to_uppercase().replace("SHA256", "sha256");
    let manifest = digest(&super::engine::manifest(&digest(b"{}"), &digest(&layer()), 3000));
    let absent = digest(b"absent");
    let other = digest(b"only c");
    for (name, text) in [
        ("absent", absent.as_str()),
        ("of another repository", &other),
        ("of a manifest", &manifest),
        ("by sha512", &long),
        ("upper-case", &upper),
        ("short", "sha256:abc"),
        ("md5", "md5:d41d8cd98f00b204e9800998ecf8427e"),
        ("without hex", "sha256:"),
        ("without colon", "sha256"),
        ("with a plus", "sha256+b64:abc"),
        ("with a slash", "sha256:a%2Fb"),
    ] {
        for method in ["GET", "HEAD"] {
            rows.add(format!("blob {method} {name}"), method, format!("/v2/a/b/blobs/{text}"));
        }
        rows.add(format!("manifest GET digest {name}"), "GET", format!("/v2/a/b/manifests/{text}"));
    }
    for range in [
        "bytes=0-0",
        "bytes=500-1499",
        "bytes=500-",
        "bytes=-500",
        "bytes=2990-5000",
        "bytes=500-0",
        "bytes=5000-6000",
        "bytes=-0",
        "bytes=-9999",
        "bytes=a-b",
        "bytes=",
        "bytes=-",
        "0-5",
        "lines=0-5",
        "bytes=0-1,5-9",
        "bytes=0-1,9999-",
        "bytes=0-2999,0-2999",
        "bytes= 0-1",
    ] {
        rows.add(format!("range {range}"), "GET", &blob).with("Range", range);
    }
    rows.add("range HEAD", "HEAD", &blob).with("Range", "bytes=0-9");
    let tag = format!("\"{}\"", digest(&layer()));
    rows.add("range if current", "GET", &blob).with("Range", "bytes=0-9").with("If-Range", &tag);
    rows.add("range if another", "GET", &blob).with("Range", "bytes=0-9").with("If-Range", "\"x\"");
    for (name, value) in [
        ("same", tag.as_str()),
        ("bare", tag.trim_matches('"')),
        ("other", "\"x\""),
        ("any", "*"),
        ("weak", &format!("W/{tag}")),
        ("list", &format!("\"x\", {tag}")),
    ] {
        rows.add(format!("blob if-none-match {name}"), "GET", &blob).with("If-None-Match", value);
    }
}

fn manifests(rows: &mut Rows) {
    for tag in ["v1", "docker", "index", "list"] {
        for (name, accept) in [
            ("none", None),
            ("any", Some("*/*")),
            ("oci", Some(OCI)),
            ("docker", Some(DOCKER)),
            ("list", Some(LIST)),
            ("index", Some(INDEX)),
            ("json", Some("application/json")),
        ] {
            let row =
                rows.add(format!("manifest {tag} accept {name}"), "GET", format!("/v2/a/b/manifests/{tag}"));
            if let Some(accept) = accept {
                row.with("Accept", accept);
            }
        }
    }
    for tag in ["none", ".x", "-x", "x%20y", "x@y", "..", "_x", "x+y"] {
        rows.add(format!("tag {tag}"), "GET", format!("/v2/a/b/manifests/{tag}")).with("Accept", OCI);
    }
    for many in [128, 129] {
        rows.add(format!("tag of {many}"), "GET", format!("/v2/a/b/manifests/{}", "t".repeat(many)));
    }
    let image = digest(&super::engine::manifest(&digest(b"{}"), &digest(&layer()), 3000));
    rows.add("manifest by digest", "GET", format!("/v2/a/b/manifests/{image}")).with("Accept", OCI);
    rows.add("manifest HEAD", "HEAD", "/v2/a/b/manifests/v1").with("Accept", OCI);
    rows.add("manifest HEAD none", "HEAD", "/v2/a/b/manifests/none").with("Accept", OCI);
    rows.add("manifest of another repository", "GET", format!("/v2/c/manifests/{image}")).with("Accept", OCI);
    rows.add("manifest with a range", "GET", "/v2/a/b/manifests/v1")
        .with("Accept", OCI)
        .with("Range", "bytes=0-9");
    for (name, value) in
        [("quoted", format!("\"{image}\"")), ("bare", image.clone()), ("other", "\"x\"".to_owned())]
    {
        rows.add(format!("manifest if-none-match {name}"), "GET", "/v2/a/b/manifests/v1")
            .with("Accept", OCI)
            .with("If-None-Match", &value);
    }
    rows.add("referrers", "GET", format!("/v2/a/b/referrers/{image}"));
}

fn uploads(rows: &mut Rows) {
    rows.add("begin", "POST", "/v2/a/b/blobs/uploads/");
    rows.add("begin without the slash", "POST", "/v2/a/b/blobs/uploads");
    rows.add("begin with a name that is none", "POST", "/v2/A/blobs/uploads/");
    for method in ["GET", "HEAD", "DELETE", "PATCH", "PUT"] {
        rows.add(format!("{method} upload"), method, "GOING");
        rows.add(format!("{method} upload without state"), method, "BARE");
        rows.add(format!("{method} upload stale"), method, "STALE");
        rows.add(format!("{method} upload unknown"), method, "/v2/a/b/blobs/uploads/none?_state=x");
        rows.add(format!("{method} upload garbled"), method, "BARE?_state=%ff%00");
        rows.add(format!("{method} upload elsewhere"), method, "ELSEWHERE");
    }
    for (name, length) in [("one", 1), ("five", 5)] {
        rows.add(format!("PATCH {name}"), "PATCH", "UPLOAD")
            .with("Content-Type", OCTETS)
            .body(&b"12345"[..length]);
    }
    rows.add("PATCH as text", "PATCH", "UPLOAD").with("Content-Type", "text/plain").body("12345");
    rows.add("PATCH without type", "PATCH", "UPLOAD").body("12345");
    for range in [
        "0-4",
        "5-9",
        "0-9",
        "4-0",
        "bytes 0-4/5",
        "bytes=0-4",
        "x",
        "",
        "-4",
        "0-",
        "0-99999999999999999999",
    ] {
        rows.add(format!("PATCH range {range:?}"), "PATCH", "UPLOAD")
            .with("Content-Range", range)
            .body("12345");
        let path = format!("UPLOAD&digest={}", digest(b"12345"));
        rows.add(format!("PUT range {range:?}"), "PUT", path)
            .with("Content-Range", range)
            .with("Content-Type", OCTETS)
            .body("12345");
    }
    for (name, text) in [
        ("right", digest(b"12345")),
        ("wrong", digest(b"x")),
        ("sha512", digest_by(&aws_lc_rs::digest::SHA512, "sha512", b"12345")),
        ("sha384", digest_by(&aws_lc_rs::digest::SHA384, "sha384", b"12345")),
        ("md5", "md5:827ccb0eea8a706c4c34a16891f84e7b".into()),
        ("short", "sha256:00".into()),
        ("upper-case", digest(b"12345").to_uppercase().replace("SHA256", "sha256")),
        ("empty", String::new()),
    ] {
        rows.add(format!("PUT digest {name}"), "PUT", format!("UPLOAD&digest={text}"))
            .with("Content-Type", OCTETS)
            .body("12345");
        rows.add(format!("POST digest {name}"), "POST", format!("/v2/single/blobs/uploads/?digest={text}"))
            .with("Content-Type", OCTETS)
            .body("12345");
    }
    rows.add("PUT the last piece", "PUT", format!("GOING&digest={}", digest(b"1234567")))
        .with("Content-Type", OCTETS)
        .body("67");
    let (blob, absent) = (digest(&layer()), digest(b"absent"));
    for (name, query) in [
        ("right", format!("mount={blob}&from=a/b")),
        ("absent", format!("mount={absent}&from=a/b")),
        ("from nobody", format!("mount={blob}&from=nobody")),
        ("from a bad name", format!("mount={blob}&from=A")),
        ("anonymous", format!("mount={blob}")),
        ("no digest", "mount=x&from=a/b".to_owned()),
        ("no mount", "from=a/b".to_owned()),
    ] {
        rows.add(
            format!("mount {name}"),
            "POST",
            format!("/v2/mounted/{}/blobs/uploads/?{query}", name.replace(' ', "-")),
        );
    }
}

fn pushes(rows: &mut Rows) {
    let (config, blob) = (digest(b"{}"), digest(&layer()));
    let image = String::from_utf8(manifest(&config, &blob, 3000)).unwrap();
    let docker = docker_manifest(&config, &blob);
    for (name, kind) in [
        ("oci", Some(OCI)),
        ("oci with a charset", Some("application/vnd.oci.image.manifest.v1+json; charset=utf-8")),
        ("docker", Some(DOCKER)),
        ("index", Some(INDEX)),
        ("json", Some("application/json")),
        ("schema 1", Some("application/vnd.docker.distribution.manifest.v1+prettyjws")),
        ("garbled", Some("a/b/c;;")),
        ("missing", None),
    ] {
        let row =
            rows.add(format!("push an image as {name}"), "PUT", "/v2/a/b/manifests/pushed").body(&image);
        if let Some(kind) = kind {
            row.with("Content-Type", kind);
        }
    }
    let absent = digest(b"absent");
    let foreign = image.replace(r#""size":3000"#, r#""size":3000,"urls":["https://a.b/c"]"#);
    for (name, kind, body) in [
        ("nothing", OCI, String::new()),
        ("no JSON", OCI, "{".into()),
        ("a list", OCI, "[]".into()),
        ("null", OCI, "null".into()),
        ("an empty object", OCI, "{}".into()),
        ("version 1", OCI, image.replace(":2,", ":1,")),
        ("version 3", OCI, image.replace(":2,", ":3,")),
        ("version as text", OCI, image.replace(":2,", ":\"2\",")),
        ("without mediaType", OCI, image.replace(&format!(r#""mediaType":"{OCI}","#), "")),
        (
            "with another mediaType",
            OCI,
            image.replace(&format!(r#""mediaType":"{OCI}""#), r#""mediaType":"x/y""#),
        ),
        ("docker without mediaType", DOCKER, docker.replace(&format!(r#""mediaType":"{DOCKER}","#), "")),
        ("a missing config", OCI, image.replace(&config, &absent)),
        ("a missing layer", OCI, image.replace(&blob, &absent)),
        ("two missing", OCI, image.replace(&blob, &absent).replace(&config, &digest(b"gone"))),
        ("a layer digest that is none", OCI, image.replace(&blob, "sha256:zz")),
        ("a config digest that is none", OCI, image.replace(&config, "x")),
        ("a wrong size", OCI, image.replace("3000", "17")),
        ("an image and an index", OCI, image.replacen('{', r#"{"manifests":[],"#, 1)),
        ("an index and an image", INDEX, index(INDEX, OCI, &absent, 7).replacen('{', r#"{"layers":[],"#, 1)),
        ("layers that are none", OCI, image.replace(r#""layers":[{"#, r#""layers":[],"other":[{"#)),
        ("a layer elsewhere", OCI, foreign.clone()),
        (
            "a docker layer elsewhere",
            DOCKER,
            docker
                .replace("rootfs.diff.tar.gzip", "rootfs.foreign.diff.tar.gzip")
                .replace(":3000", r#":3000,"urls":["https://a.b/c"]"#),
        ),
        ("an index of nothing here", INDEX, index(INDEX, OCI, &absent, 7)),
        ("a list of nothing here", LIST, index(LIST, DOCKER, &absent, 7)),
        ("a child digest that is none", INDEX, index(INDEX, OCI, "sha256:zz", 7)),
        ("an empty index", INDEX, format!(r#"{{"schemaVersion":2,"mediaType":"{INDEX}","manifests":[]}}"#)),
        (
            "a subject that is missing",
            OCI,
            image.replacen(
                '{',
                &format!(r#"{{"subject":{{"mediaType":"{OCI}","digest":"{absent}","size":1}},"#),
                1,
            ),
        ),
        ("unknown members", OCI, image.replacen('{', r#"{"x":{"y":[1,2]},"#, 1)),
    ] {
        rows.add(format!("push {name}"), "PUT", "/v2/a/b/manifests/pushed")
            .with("Content-Type", kind)
            .body(body);
    }
    rows.add("push too much", "PUT", "/v2/a/b/manifests/pushed").with("Content-Type", OCI).body(vec![
        b' ';
        4 * 1024 * 1024
            + 1
    ]);
    rows.add("push by digest", "PUT", format!("/v2/a/b/manifests/{}", digest(image.as_bytes())))
        .with("Content-Type", OCI)
        .body(&image);
    rows.add("push by another digest", "PUT", format!("/v2/a/b/manifests/{absent}"))
        .with("Content-Type", OCI)
        .body(&image);
    rows.add(
        "push by sha512",
        "PUT",
        format!("/v2/a/b/manifests/{}", digest_by(&aws_lc_rs::digest::SHA512, "sha512", image.as_bytes())),
    )
    .with("Content-Type", OCI)
    .body(&image);
    rows.add("push to a tag that is none", "PUT", "/v2/a/b/manifests/.x")
        .with("Content-Type", OCI)
        .body(&image);
    rows.add("push without the blobs here", "PUT", "/v2/new/manifests/v1")
        .with("Content-Type", OCI)
        .body(&image);
}

fn deletes(rows: &mut Rows) {
    let image = digest(&manifest(&digest(b"{}"), &digest(&layer()), 3000));
    for (name, path) in [
        ("a tag", "/v2/a/b/manifests/v1".to_owned()),
        ("a tag that is not there", "/v2/a/b/manifests/none".into()),
        ("a manifest", format!("/v2/a/b/manifests/{image}")),
        ("a manifest again", format!("/v2/a/b/manifests/{image}?again")),
        ("a manifest by a digest that is none", "/v2/a/b/manifests/sha256:zz".into()),
        ("a blob", format!("/v2/a/b/blobs/{}", digest(&layer()))),
        ("a blob again", format!("/v2/a/b/blobs/{}?again", digest(&layer()))),
        ("a blob of another repository", format!("/v2/a/b/blobs/{}", digest(b"only c"))),
        ("a blob by a digest that is none", "/v2/a/b/blobs/sha256:zz".into()),
    ] {
        rows.add(format!("delete {name}"), "DELETE", path);
    }
    rows.add("tags after that", "GET", "/v2/a/b/tags/list");
}

/// Sends a row, and says what came back as far as clients look at it.
fn said(address: SocketAddr, row: &Row) -> (Option<Reply>, String) {
    let mut connection = Connection::open(address);
    let octets = [("Content-Type", OCTETS)];
    let mut begin =
        |name: &str| connection.ask("POST", &format!("/v2/{name}/blobs/uploads/"), &[], b"").location();
    let bare = |location: String| location.split('?').next().unwrap().to_owned();
    let path = match row.path.split(['&', '?']).next().unwrap() {
        word @ "UPLOAD" => row.path.replacen(word, &begin("up"), 1),
        word @ "BARE" => row.path.replacen(word, &bare(begin("up")), 1),
        word @ "ELSEWHERE" => row.path.replacen(word, &begin("up").replacen("/v2/up/", "/v2/down/", 1), 1),
        word @ ("GOING" | "STALE") => {
            let stale = begin("up");
            let going = connection.ask("PATCH", &stale, &octets, b"12345").location();
            row.path.replacen(word, if word == "GOING" { &going } else { &stale }, 1)
        }
        _ => row.path.clone(),
    };
    let headers: Vec<(&str, &str)> =
        row.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut connection = Connection::open(address);
    let sent = super::client::request(row.method, &path, &headers, &row.body);
    connection.send(&sent);
    let Some(reply) = connection.receive(row.method) else {
        return (None, "an answer that breaks off".into());
    };
    let mut text = format!("{} {}", reply.status, reply.code());
    for name in [
        "Content-Type",
        "Docker-Content-Digest",
        "ETag",
        "Content-Range",
        "Accept-Ranges",
        "Range",
        "Allow",
        "Link",
        "Location",
        "Cache-Control",
        "Docker-Distribution-Api-Version",
        "OCI-Subject",
    ] {
        if let Some(value) = reply.header(name) {
            let value = value.split("_state=").next().unwrap().replace(&address.to_string(), "HOST");
            let value = value.split("boundary=").next().unwrap();
            let id = reply.header("Docker-Upload-UUID").unwrap_or("-none-");
            let _ = write!(text, "; {name}: {}", value.replace(id, "ID"));
        }
    }
    if reply.status < 300 && !reply.body.is_empty() && row.method == "GET" {
        let is_multipart = reply.header("Content-Type").is_some_and(|kind| kind.starts_with("multipart"));
        // Debian's engine lists tags in the order of the folder.
        let mut tags: Vec<String> = serde_json::from_slice::<serde_json::Value>(&reply.body)
            .ok()
            .and_then(|body| serde_json::from_value(body.get("tags")?.clone()).ok())
            .unwrap_or_default();
        tags.sort();
        let what = if !tags.is_empty() {
            tags.join(" ")
        } else if is_multipart {
            format!("{} bytes", reply.body.len())
        } else {
            digest(&reply.body)[7..15].to_owned()
        };
        let _ = write!(text, "; body: {what}");
    }
    (Some(reply), text)
}

#[test]
fn the_same_requests_are_answered_as_by_distribution_but_for_what_is_listed() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut ours = Engine::over(one.path(), &config(one.path(), "127.0.0.1:0", "", ""));
    let theirs = Debian::over(two.path(), &config(two.path(), "127.0.0.1:0", "", ""));
    fill(ours.address);
    fill(theirs.address);
    let rows = rows();
    assert!(rows.0.len() >= 243, "{} rows", rows.0.len());
    let listed = include_str!("differences.txt");
    let mut reasons: BTreeMap<&str, (&str, &str, &str)> = BTreeMap::new();
    let mut reason = "";
    let mut lines = listed.lines().filter(|line| !line.is_empty());
    while let Some(line) = lines.next() {
        if let Some(text) = line.strip_prefix("# ") {
            reason = text;
            continue;
        }
        let (theirs, ours) = (lines.next().unwrap().trim_start(), lines.next().unwrap().trim_start());
        reasons.insert(line, (theirs, ours, reason));
    }
    let (mut wrong, mut new) = (String::new(), String::new());
    for row in &rows.0 {
        let ((reply, our_text), (_, their_text)) = (said(ours.address, row), said(theirs.address, row));
        assert!(reply.is_some_and(|reply| reply.status < 500), "{}: {our_text}", row.name);
        match reasons.remove(row.name.as_str()) {
            None if our_text == their_text => {}
            Some((theirs, ours, _)) if (theirs, ours) == (their_text.as_str(), our_text.as_str()) => {}
            _ => {
                let _ = write!(new, "{}\n  {their_text}\n  {our_text}\n", row.name);
                let _ = writeln!(wrong, "{}", row.name);
            }
        }
    }
    ours.assert_alive();
    if let Some(path) = std::env::var_os("COMPARED_OUT") {
        std::fs::write(path, &new).unwrap();
    }
    assert_eq!(wrong, "", "these differ otherwise than `differences.txt` says (name, theirs, ours):\n{new}");
    assert!(reasons.is_empty(), "these differ no more: {:?}", reasons.keys());
    let unreasoned: Vec<_> = reasons.values().filter(|(_, _, reason)| reason.is_empty()).collect();
    assert!(unreasoned.is_empty());
}
