//! The leaves of the specification's own suite, by the sections of OCI distribution-spec 1.1: everything that a registry
//! MUST or SHOULD, for blobs and manifests by sha256 and by sha512.

use aws_lc_rs::digest::{Algorithm, SHA256, SHA512};

use super::client::Reply;
use super::engine::{Engine, OCI, digest, digest_by, manifest, noise};

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const OCTETS: (&str, &str) = ("Content-Type", "application/octet-stream");
const FUNCTIONS: [(&Algorithm, &str); 2] = [(&SHA256, "sha256"), (&SHA512, "sha512")];

/// An engine with the validation that Omnibus writes.
fn engine() -> Engine {
    Engine::with("", "validation: {disabled: true}")
}

/// A blob that was taken is told by the name it was pushed by, and is there under it.
fn assert_taken(engine: &Engine, name: &str, done: &Reply, digest: &str, bytes: &[u8], leaf: &str) {
    assert_eq!(done.status, 201, "{leaf}: {done:?}");
    assert_eq!(done.header("Docker-Content-Digest"), Some(digest), "{leaf}");
    assert!(engine.ask("GET", &done.location(), &[], b"").body == bytes, "{leaf}: its location has it");
    let path = format!("/v2/{name}/blobs/{digest}");
    let head = engine.ask("HEAD", &path, &[], b"");
    assert_eq!((head.status, head.header("Docker-Content-Digest")), (200, Some(digest)), "{leaf}");
    assert_eq!(head.header("Content-Length"), Some(bytes.len().to_string().as_str()), "{leaf}");
    assert_eq!(engine.ask("DELETE", &path, &[], b"").status, 202, "{leaf}");
    assert_eq!(engine.ask("GET", &path, &[], b"").code(), "BLOB_UNKNOWN", "{leaf}: deleted by every name");
    assert_eq!(engine.ask("DELETE", &path, &[], b"").status, 404, "{leaf}");
}

#[test]
fn blobs_are_pushed_in_every_way_by_either_hash_function() {
    let engine = engine();
    let begin = |name: &str| engine.ask("POST", &format!("/v2/{name}/blobs/uploads/"), &[], b"").location();
    for (seed, (function, word)) in FUNCTIONS.into_iter().enumerate() {
        let bytes = noise(70 + seed as u64, 6000);
        let by = |bytes: &[u8]| digest_by(function, word, bytes);
        let (name, right) = ("a/b", by(&bytes));
        let finish = |location: &str| format!("{location}&digest={right}");
        let check = |done: &Reply, leaf: &str| {
            assert_taken(&engine, name, done, &right, &bytes, &format!("{word} {leaf}"));
        };
        let single = format!("/v2/{name}/blobs/uploads/?digest={right}");
        check(&engine.ask("POST", &single, &[OCTETS], &bytes), "one POST");
        check(&engine.ask("PUT", &finish(&begin(name)), &[OCTETS], &bytes), "POST and PUT");
        let one = engine.ask("PATCH", &begin(name), &[OCTETS, ("Content-Range", "0-5999")], &bytes);
        assert_eq!((one.status, one.header("Range")), (202, Some("0-5999")));
        assert_eq!(one.header("OCI-Chunk-Min-Length"), None, "a piece may be as short as it is");
        check(&engine.ask("PUT", &finish(&one.location()), &[OCTETS], b""), "one chunk");
        for puts_the_last in [false, true] {
            let mut location = begin(name);
            for (first, last) in [(0, 1999), (2000, 3999), (4000, 5999)] {
                let piece = &bytes[first..=last];
                let ahead = engine.ask("PATCH", &location, &[("Content-Range", "5000-5999")], &bytes[5000..]);
                assert_eq!((ahead.status, ahead.code().as_str()), (416, "RANGE_INVALID"), "out of order");
                location = ahead.location();
                if puts_the_last && last == 5999 {
                    let ahead = engine.ask("PUT", &finish(&location), &[("Content-Range", "1-2000")], piece);
                    assert_eq!(ahead.status, 416, "out of order in the last request");
                    let range = [OCTETS, ("Content-Range", "4000-5999")];
                    check(&engine.ask("PUT", &finish(&location), &range, piece), "the last chunk by PUT");
                    break;
                }
                let range = format!("{first}-{last}");
                let reply = engine.ask("PATCH", &location, &[OCTETS, ("Content-Range", &range)], piece);
                assert_eq!((reply.status, reply.header("Range")), (202, Some(format!("0-{last}").as_str())));
                location = reply.location();
            }
            if !puts_the_last {
                check(&engine.ask("PUT", &finish(&location), &[OCTETS], b""), "three chunks");
            }
        }
        let streamed = engine.ask("PATCH", &begin(name), &[OCTETS], &bytes).location();
        check(&engine.ask("PUT", &finish(&streamed), &[OCTETS], b""), "a stream");
        for query in [format!("mount={right}&from=other"), format!("mount={right}")] {
            assert_eq!(engine.ask("PUT", &finish(&begin("other")), &[OCTETS], &bytes).status, 201);
            check(&engine.ask("POST", &format!("/v2/{name}/blobs/uploads/?{query}"), &[], b""), &query);
        }
        let nothing = engine.ask(
            "POST",
            &format!("/v2/{name}/blobs/uploads/?mount={}&from=other", by(b"nothing")),
            &[],
            b"",
        );
        assert_eq!(nothing.status, 202, "a mount of what is not there is a plain upload");
        assert_eq!(engine.ask("DELETE", &nothing.location(), &[], b"").status, 204, "and can be cancelled");
        for known in [b"".as_slice(), b"{}"] {
            let done = engine.ask("PUT", &format!("{}&digest={}", begin(name), by(known)), &[OCTETS], known);
            assert_taken(&engine, name, &done, &by(known), known, "content that everybody knows");
        }
        // What has another digest is refused in every way, and what is no digest too.
        let wrong = by(b"other bytes");
        for digest in [wrong.as_str(), "sha256:x", "md5:d41d8cd98f00b204e9800998ecf8427e"] {
            let single =
                engine.ask("POST", &format!("/v2/{name}/blobs/uploads/?digest={digest}"), &[], &bytes);
            let whole = engine.ask("PUT", &format!("{}&digest={digest}", begin(name)), &[], &bytes);
            let piece = engine.ask("PATCH", &begin(name), &[], &bytes).location();
            let pieces = engine.ask("PUT", &format!("{piece}&digest={digest}"), &[], b"");
            for reply in [single, whole, pieces] {
                assert_eq!((reply.status, reply.code().as_str()), (400, "DIGEST_INVALID"));
            }
        }
    }
}

/// Pushes a manifest by tag or digest; answers the reply.
fn push(engine: &Engine, reference: &str, kind: &str, body: &str) -> Reply {
    let path = format!("/v2/a/b/manifests/{reference}");
    engine.ask("PUT", &path, &[("Content-Type", kind)], body.as_bytes())
}

fn index_of(child: &str, size: usize) -> String {
    format!(
        r#"{{"schemaVersion":2,"mediaType":"{INDEX}","manifests":[{{"mediaType":"{OCI}","digest":"{child}","size":{size},"platform":{{"architecture":"amd64","os":"linux"}}}}]}}"#
    )
}

#[test]
fn manifests_of_every_kind_are_pushed_pulled_listed_and_deleted() {
    let engine = engine();
    let (config, layer) = (engine.push_blob("a/b", b"{}"), engine.push_blob("a/b", b"layer"));
    let image = String::from_utf8(manifest(&config, &layer, 5)).unwrap();
    let with = |more: &str| image.replacen('{', &format!("{{{more},"), 1);
    let absent = digest(b"absent");
    let nested = index_of(&digest(image.as_bytes()), image.len());
    let subject = format!(r#""subject":{{"mediaType":"{OCI}","digest":"{absent}","size":123}}"#);
    for (leaf, kind, body) in [
        ("an image", OCI, image.clone()),
        ("an index", INDEX, nested.clone()),
        (
            "an index of an index",
            INDEX,
            index_of(&digest(nested.as_bytes()), nested.len()).replace(OCI, INDEX),
        ),
        ("an artifact", OCI, with(r#""artifactType":"x/sbom""#)),
        ("about a manifest that is missing", OCI, with(&subject)),
        ("an index about it", INDEX, nested.replacen('{', &format!("{{{subject},"), 1)),
        ("a data field", OCI, image.replace(r#""size":5"#, r#""size":5,"data":"bGF5ZXI=""#)),
        ("members of its own", OCI, with(r#""org.example.x":{"y":[1,{"z":null}]}"#)),
        ("no layers", OCI, format!("{}[]}}", &image[..image.find("[{").unwrap()])),
        (
            "a layer that is fetched elsewhere",
            OCI,
            image
                .replace(&layer, &absent)
                .replace(r#""size":5"#, r#""size":12345,"urls":["https://store.example.com/x"]"#),
        ),
    ] {
        let known = digest(body.as_bytes());
        for reference in ["tagged", known.as_str()] {
            let done = push(&engine, reference, kind, &body);
            assert_eq!(done.status, 201, "{leaf}: {done:?}");
            assert_eq!(done.header("Docker-Content-Digest"), Some(known.as_str()), "{leaf}");
            assert_eq!(
                done.header("OCI-Subject"),
                body.contains("subject").then_some(absent.as_str()),
                "{leaf}"
            );
            let got = engine.ask("GET", &done.location(), &[], b"");
            assert_eq!(
                (got.header("Content-Type"), got.body.as_slice()),
                (Some(kind), body.as_bytes()),
                "{leaf}"
            );
        }
        assert_eq!(push(&engine, &known, kind, &format!("{body} ")).code(), "DIGEST_INVALID", "{leaf}");
        // By sha512, with tags beside it: told and found by that name, until it is deleted by either.
        let long = digest_by(&SHA512, "sha512", body.as_bytes());
        let done = push(&engine, &format!("{long}?tag=one&tag=two"), kind, &body);
        let tags: Vec<&str> = done
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("OCI-Tag"))
            .map(|(_, tag)| tag.as_str())
            .collect();
        assert_eq!((done.status, tags), (201, vec!["one", "two"]), "{leaf}");
        assert_eq!(done.header("Docker-Content-Digest"), Some(long.as_str()), "{leaf}");
        for reference in ["one", "two", long.as_str()] {
            let got = engine.ask("GET", &format!("/v2/a/b/manifests/{reference}"), &[], b"");
            assert_eq!(got.body, body.as_bytes(), "{leaf} by {reference}");
        }
        let got = engine.ask("HEAD", &format!("/v2/a/b/manifests/{long}"), &[], b"");
        assert_eq!(got.header("Docker-Content-Digest"), Some(long.as_str()), "{leaf}");
        if kind == INDEX || body == image {
            continue;
        }
        assert_eq!(
            engine.ask("DELETE", &format!("/v2/a/b/manifests/{known}"), &[], b"").status,
            202,
            "{leaf}"
        );
        for reference in ["tagged", "one", known.as_str(), long.as_str()] {
            let gone = engine.ask("GET", &format!("/v2/a/b/manifests/{reference}"), &[], b"");
            assert_eq!(gone.code(), "MANIFEST_UNKNOWN", "{leaf} by {reference}");
        }
    }
    assert_eq!(
        push(&engine, &format!("{}?tag=.x", digest(image.as_bytes())), OCI, &image).code(),
        "TAG_INVALID"
    );
}

#[test]
fn referrers_that_clients_listed_under_a_tag_are_listed_with_ours_each_once() {
    let engine = engine();
    let (config, layer) = (engine.push_blob("a/b", b"{}"), engine.push_blob("a/b", b"layer"));
    let image = String::from_utf8(manifest(&config, &layer, 5)).unwrap();
    assert_eq!(push(&engine, "v1", OCI, &image).status, 201);
    let subject = digest(image.as_bytes());
    let about = |number: u32| {
        let more = format!(
            r#"{{"annotations":{{"n":"{number}"}},"artifactType":"x/{number}","subject":{{"mediaType":"{OCI}","digest":"{subject}","size":1}},"#
        );
        image.replacen('{', &more, 1)
    };
    let listed = |query: &str| -> Vec<String> {
        let reply = engine.ask("GET", &format!("/v2/a/b/referrers/{subject}{query}"), &[], b"");
        assert_eq!(reply.status, 200);
        let list = reply.json()["manifests"].as_array().unwrap().clone();
        let mut kinds: Vec<String> =
            list.iter().map(|line| line["artifactType"].as_str().unwrap_or("-").to_owned()).collect();
        kinds.sort();
        kinds
    };
    for number in [1, 2, 3] {
        assert_eq!(push(&engine, &digest(about(number).as_bytes()), OCI, &about(number)).status, 201);
    }
    // As an engine without the list left it: no links of ours, an index under the tag of the subject.
    let folder = engine.folder.join("data/docker/registry/v2/repositories/a/b/_referrers");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(listed(""), [""; 0]);
    let line = |text: &str| {
        format!(r#"{{"mediaType":"{OCI}","digest":"{}","size":{}}}"#, digest(text.as_bytes()), text.len())
    };
    let lines = [line(&about(1)), line(&about(2)), line(&image)].join(",");
    let fallback = format!(r#"{{"schemaVersion":2,"mediaType":"{INDEX}","manifests":[{lines}]}}"#);
    assert_eq!(push(&engine, &subject.replace(':', "-"), INDEX, &fallback).status, 201);
    assert_eq!(listed(""), ["x/1", "x/2"], "what is not about it is not listed");
    for number in [2, 3] {
        assert_eq!(push(&engine, &digest(about(number).as_bytes()), OCI, &about(number)).status, 201);
    }
    assert_eq!(listed(""), ["x/1", "x/2", "x/3"]);
    assert_eq!(listed("?artifactType=x/1"), ["x/1"]);
    let path = format!("/v2/a/b/manifests/{}", digest(about(1).as_bytes()));
    assert_eq!(engine.ask("DELETE", &path, &[], b"").status, 202);
    assert_eq!(listed(""), ["x/2", "x/3"], "the deleted one is gone, although the tag still names it");
}

#[test]
fn the_rules_for_manifests_are_those_of_the_settings() {
    let rules = "validation: {manifests: {urls: {allow: ['^https://good\\.example/']}, indexes: {platforms: list, platformlist: [{architecture: arm64, os: linux}]}}}\nwharf: {validation: {descriptorsizes: refuse}}\ntags: {maxtags: 2}";
    let engine = Engine::with("", rules);
    let (config, layer) = (engine.push_blob("a/b", b"{}"), engine.push_blob("a/b", b"layer"));
    let image = String::from_utf8(manifest(&config, &layer, 5)).unwrap();
    let absent = digest(b"absent");
    let elsewhere = |url: &str| image.replace(r#""size":5"#, &format!(r#""size":5,"urls":["{url}"]"#));
    for (leaf, kind, body, status, code) in [
        ("an address that is allowed", OCI, elsewhere("https://good.example/x"), 201, ""),
        ("one that is not", OCI, elsewhere("https://bad.example/x"), 400, "MANIFEST_INVALID"),
        ("no address of the web", OCI, elsewhere("file:///etc/passwd"), 400, "MANIFEST_INVALID"),
        ("a platform that may be missing", INDEX, index_of(&absent, 7), 201, ""),
        (
            "one that may not",
            INDEX,
            index_of(&absent, 7).replace("amd64", "arm64"),
            400,
            "MANIFEST_BLOB_UNKNOWN",
        ),
        ("another size", OCI, image.replace(r#""size":5"#, r#""size":6"#), 400, "MANIFEST_INVALID"),
        ("no size", OCI, image.replace(r#","size":5"#, ""), 201, ""),
    ] {
        let reply = push(&engine, "t", kind, &body);
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{leaf}: {reply:?}");
    }
    for tag in ["u", "v"] {
        assert_eq!(push(&engine, tag, OCI, &image).status, 201);
    }
    for query in ["", "?n=2", "?n=9"] {
        let page = engine.ask("GET", &format!("/v2/a/b/tags/list{query}"), &[], b"");
        assert_eq!(page.json()["tags"], serde_json::json!(["t", "u"]), "{query:?}");
        assert_eq!(page.header("Link"), Some("</v2/a/b/tags/list?last=u&n=2>; rel=\"next\""), "{query:?}");
    }
    // Without the switch a size that differs is taken, as by `distribution`, and said in the log.
    let lenient = Engine::start();
    lenient.push_image("a/b", "v1", b"layer");
    assert_eq!(push(&lenient, "v2", OCI, &image.replace(r#""size":5"#, r#""size":6"#)).status, 201);
    assert!(lenient.says("a manifest says another size than a blob has"));
}

#[test]
fn a_hostile_manifest_costs_no_more_memory_than_it_is_long() {
    let engine = Engine::start();
    let peak = || -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", engine.pid())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    };
    let before = peak();
    let room = 4 * 1024 * 1024 - 200;
    for filler in ["[]", "{}", "\"\"", "1", "{\"a\":1}"] {
        let many = format!("{filler},").repeat(room / (filler.len() + 1));
        let list = many.trim_end_matches(',');
        for key in ["x", "layers", "annotations"] {
            let body = format!(r#"{{"schemaVersion":2,"config":{{}},"{key}":[{list}]}}"#);
            assert_eq!(push(&engine, "t", OCI, &body).code(), "MANIFEST_INVALID", "{key} {filler}");
        }
    }
    let deep = format!(r#"{{"schemaVersion":2,"x":{}{}}}"#, "[".repeat(room / 2), "]".repeat(room / 2));
    assert_eq!(push(&engine, "t", OCI, &deep).code(), "MANIFEST_INVALID");
    let grown = peak() - before;
    assert!(grown < 64, "{grown} MB more for manifests of 4 MiB");
}
