//! One row an endpoint (end-1 … end-14 of the OCI distribution-spec) and an error code.

use super::engine::{Engine, OCI, digest, digest_by, manifest, noise};

#[test]
fn every_endpoint_answers_as_the_specification_says() {
    let engine = Engine::with(", headers: {X-Content-Type-Options: [nosniff]}", "");
    let layer = noise(1, 3000);
    let (image, bytes) = engine.push_image("a/b", "v1", &layer);
    let blob = digest(&layer);

    // end-1
    let base = engine.ask("GET", "/v2/", &[], b"");
    assert_eq!((base.status, base.body.as_slice()), (200, b"{}".as_slice()));
    assert_eq!(base.header("Docker-Distribution-Api-Version"), Some("registry/2.0"));
    assert_eq!(base.header("X-Content-Type-Options"), Some("nosniff"));

    // end-2
    let get = engine.ask("GET", &format!("/v2/a/b/blobs/{blob}"), &[], b"");
    assert_eq!((get.status, &get.body), (200, &layer));
    assert_eq!(get.header("Docker-Content-Digest"), Some(blob.as_str()));
    assert_eq!(get.header("ETag"), Some(format!("\"{blob}\"").as_str()));
    assert_eq!(get.header("Content-Type"), Some("application/octet-stream"));
    let head = engine.ask("HEAD", &format!("/v2/a/b/blobs/{blob}"), &[], b"");
    assert_eq!((head.status, head.header("Content-Length")), (200, Some("3000")));

    // end-3, by tag and by digest, whatever is accepted
    for reference in ["v1", image.as_str()] {
        for accept in
            [None, Some("*/*"), Some(OCI), Some("application/vnd.docker.distribution.manifest.v2+json")]
        {
            let headers: Vec<(&str, &str)> = accept.map(|accept| ("Accept", accept)).into_iter().collect();
            let path = format!("/v2/a/b/manifests/{reference}");
            let get = engine.ask("GET", &path, &headers, b"");
            assert_eq!((get.status, &get.body), (200, &bytes), "{reference} {accept:?}");
            assert_eq!(get.header("Content-Type"), Some(OCI));
            assert_eq!(get.header("Docker-Content-Digest"), Some(image.as_str()));
            let head = engine.ask("HEAD", &path, &headers, b"");
            assert_eq!(head.header("Content-Length"), Some(bytes.len().to_string().as_str()));
        }
    }
    let known = engine.ask("GET", "/v2/a/b/manifests/v1", &[("If-None-Match", &format!("\"{image}\""))], b"");
    assert_eq!(known.status, 304);

    // end-4a and end-6 are `push_blob`; end-4b: one POST
    let single = engine.ask("POST", &format!("/v2/one/blobs/uploads/?digest={blob}"), &[], &layer);
    assert_eq!((single.status, single.location()), (201, format!("/v2/one/blobs/{blob}")));
    assert_eq!(engine.ask("GET", &single.location(), &[], b"").body, layer);

    // end-5, end-13, end-14
    let begun = engine.ask("POST", "/v2/a/b/blobs/uploads/", &[], b"");
    assert_eq!((begun.status, begun.header("Range")), (202, Some("0-0")));
    let id = begun.header("Docker-Upload-UUID").unwrap().to_owned();
    let chunk = engine.ask("PATCH", &begun.location(), &[], b"12345");
    assert_eq!((chunk.status, chunk.header("Range")), (202, Some("0-4")));
    for method in ["GET", "HEAD"] {
        let status = engine.ask(method, &format!("/v2/a/b/blobs/uploads/{id}"), &[], b"");
        assert_eq!((status.status, status.header("Range")), (204, Some("0-4")));
        assert_eq!(status.header("Docker-Upload-UUID"), Some(id.as_str()));
    }
    assert_eq!(engine.ask("DELETE", &chunk.location(), &[], b"").status, 204);
    assert_eq!(
        engine.ask("GET", &format!("/v2/a/b/blobs/uploads/{id}"), &[], b"").code(),
        "BLOB_UPLOAD_UNKNOWN"
    );

    // end-7 is `push_image`; by digest too
    let again = engine.ask("PUT", &format!("/v2/a/b/manifests/{image}"), &[("Content-Type", OCI)], &bytes);
    assert_eq!((again.status, again.location()), (201, format!("/v2/a/b/manifests/{image}")));

    // end-8
    for tag in ["b", "a", "c"] {
        engine.ask("PUT", &format!("/v2/a/b/manifests/{tag}"), &[("Content-Type", OCI)], &bytes);
    }
    let all = engine.ask("GET", "/v2/a/b/tags/list", &[], b"").json();
    assert_eq!(all, serde_json::json!({"name": "a/b", "tags": ["a", "b", "c", "v1"]}));
    let first = engine.ask("GET", "/v2/a/b/tags/list?n=2", &[], b"");
    assert_eq!(first.json()["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(first.header("Link"), Some("</v2/a/b/tags/list?last=b&n=2>; rel=\"next\""));
    let second = engine.ask("GET", "/v2/a/b/tags/list?n=2&last=b", &[], b"");
    assert_eq!(
        (second.json()["tags"].clone(), second.header("Link")),
        (serde_json::json!(["c", "v1"]), None)
    );
    assert_eq!(engine.ask("GET", "/v2/a/b/tags/list?n=0", &[], b"").json()["tags"], serde_json::json!([]));
    let catalog = engine.ask("GET", "/v2/_catalog?n=1", &[], b"");
    assert_eq!(catalog.json(), serde_json::json!({"repositories": ["a/b"]}));

    // end-11
    let mounted = engine.ask("POST", &format!("/v2/c/blobs/uploads/?mount={blob}&from=a/b"), &[], b"");
    assert_eq!((mounted.status, mounted.location()), (201, format!("/v2/c/blobs/{blob}")));
    assert_eq!(engine.ask("GET", &mounted.location(), &[], b"").body, layer);
    let anonymous = engine.ask("POST", &format!("/v2/e/blobs/uploads/?mount={blob}"), &[], b"");
    assert_eq!((anonymous.status, anonymous.location()), (201, format!("/v2/e/blobs/{blob}")));
    let nowhere = digest(b"nowhere");
    for query in
        [format!("mount={blob}&from=nobody"), format!("mount={nowhere}"), "mount=x&from=a/b".to_owned()]
    {
        let plain = engine.ask("POST", &format!("/v2/d/blobs/uploads/?{query}"), &[], b"");
        assert_eq!(plain.status, 202, "{query}");
    }

    // end-12
    let config = digest(b"{}");
    let about = String::from_utf8(manifest(&config, &blob, 3000)).unwrap().replacen(
        '{',
        &format!(r#"{{"artifactType":"x/sbom","annotations":{{"k":"v"}},"subject":{{"mediaType":"{OCI}","digest":"{image}","size":1}},"#),
        1,
    );
    let put = engine.ask(
        "PUT",
        &format!("/v2/a/b/manifests/{}", digest(about.as_bytes())),
        &[("Content-Type", OCI)],
        about.as_bytes(),
    );
    assert_eq!((put.status, put.header("OCI-Subject")), (201, Some(image.as_str())));
    let referrers = engine.ask("GET", &format!("/v2/a/b/referrers/{image}"), &[], b"");
    assert_eq!(referrers.header("Content-Type"), Some("application/vnd.oci.image.index.v1+json"));
    let listed = &referrers.json()["manifests"][0];
    assert_eq!(listed["digest"], digest(about.as_bytes()));
    assert_eq!((&listed["artifactType"], &listed["annotations"]["k"]), (&"x/sbom".into(), &"v".into()));
    let filtered = engine.ask("GET", &format!("/v2/a/b/referrers/{image}?artifactType=x/other"), &[], b"");
    assert_eq!(filtered.json()["manifests"], serde_json::json!([]));
    assert_eq!(filtered.header("OCI-Filters-Applied"), Some("artifactType"));
    assert_eq!(engine.ask("GET", &format!("/v2/new/referrers/{image}"), &[], b"").status, 200);

    // end-9: a tag alone, then the manifest with the tags that point at it
    assert_eq!(engine.ask("DELETE", "/v2/a/b/manifests/a", &[], b"").status, 202);
    assert_eq!(engine.ask("DELETE", "/v2/a/b/tags/reference/b", &[], b"").status, 202);
    assert_eq!(engine.ask("GET", &format!("/v2/a/b/manifests/{image}"), &[], b"").status, 200);
    assert_eq!(engine.ask("DELETE", &format!("/v2/a/b/manifests/{image}"), &[], b"").status, 202);
    assert_eq!(engine.ask("GET", "/v2/a/b/manifests/c", &[], b"").code(), "MANIFEST_UNKNOWN");
    assert_eq!(engine.ask("GET", "/v2/a/b/tags/list", &[], b"").json()["tags"], serde_json::json!([]));
    // end-10
    assert_eq!(engine.ask("DELETE", &format!("/v2/a/b/blobs/{blob}"), &[], b"").status, 202);
    assert_eq!(engine.ask("GET", &format!("/v2/a/b/blobs/{blob}"), &[], b"").code(), "BLOB_UNKNOWN");
    assert_eq!(engine.ask("GET", &format!("/v2/c/blobs/{blob}"), &[], b"").status, 200, "the mount stays");
}

/// Name, method, path, headers, body; status and code that have to come back.
type Row<'r> = (&'r str, &'r str, String, &'r [(&'r str, &'r str)], &'r [u8], u16, &'r str);

#[test]
fn every_error_has_its_code_and_says_what_to_do() {
    let engine = Engine::start();
    let (image, bytes) = engine.push_image("a", "v1", b"layer");
    let absent = digest(b"absent");
    let foreign = manifest(&absent, &absent, 1);
    let begun = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    let long = "a".repeat(256);
    let longer = "t".repeat(129);
    let oci = [("Content-Type", OCI)];
    let huge = vec![b' '; 4 * 1024 * 1024 + 1];
    let rows: Vec<Row<'_>> = vec![
        ("a blob that is not there", "GET", format!("/v2/a/blobs/{absent}"), &[], b"", 404, "BLOB_UNKNOWN"),
        (
            "a blob of another repository",
            "GET",
            format!("/v2/b/blobs/{}", digest(b"layer")),
            &[],
            b"",
            404,
            "BLOB_UNKNOWN",
        ),
        (
            "a blob to delete that is not there",
            "DELETE",
            format!("/v2/a/blobs/{absent}"),
            &[],
            b"",
            404,
            "BLOB_UNKNOWN",
        ),
        ("a digest that is none", "GET", "/v2/a/blobs/sha256:abc".into(), &[], b"", 400, "DIGEST_INVALID"),
        (
            "upper-case digits",
            "GET",
            format!("/v2/a/blobs/{}", image.to_uppercase().replace("SHA256", "sha256")),
            &[],
            b"",
            400,
            "DIGEST_INVALID",
        ),
        (
            "an algorithm nobody knows",
            "GET",
            "/v2/a/manifests/md5:d41d8cd98f00b204e9800998ecf8427e".into(),
            &[],
            b"",
            400,
            "DIGEST_INVALID",
        ),
        (
            "a state that is missing",
            "PATCH",
            begun.split('?').next().unwrap().into(),
            &[],
            b"x",
            404,
            "BLOB_UPLOAD_INVALID",
        ),
        (
            "a state of another upload",
            "PATCH",
            begun.replace("/uploads/", "/uploads/x"),
            &[],
            b"x",
            404,
            "BLOB_UPLOAD_INVALID",
        ),
        (
            "an upload that is not there",
            "GET",
            "/v2/a/blobs/uploads/none".into(),
            &[],
            b"",
            404,
            "BLOB_UPLOAD_UNKNOWN",
        ),
        (
            "uploads asked for without an id",
            "GET",
            "/v2/a/blobs/uploads/".into(),
            &[],
            b"",
            404,
            "BLOB_UPLOAD_UNKNOWN",
        ),
        ("a finish without digest", "PUT", begun.clone(), &[], b"", 400, "DIGEST_INVALID"),
        ("a finish by md5", "PUT", format!("{begun}&digest=md5:00"), &[], b"", 400, "DIGEST_INVALID"),
        (
            "another digest than that of the bytes",
            "PUT",
            format!("{begun}&digest={absent}"),
            &[],
            b"",
            400,
            "DIGEST_INVALID",
        ),
        (
            "one POST with another digest",
            "POST",
            format!("/v2/a/blobs/uploads/?digest={absent}"),
            &[],
            b"x",
            400,
            "DIGEST_INVALID",
        ),
        ("a gap", "PATCH", begun.clone(), &[("Content-Range", "5-9")], b"12345", 416, "RANGE_INVALID"),
        (
            "a range that is none",
            "PATCH",
            begun.clone(),
            &[("Content-Range", "x")],
            b"12345",
            416,
            "RANGE_INVALID",
        ),
        (
            "a range backwards",
            "PATCH",
            begun.clone(),
            &[("Content-Range", "0-0"), ("X", "y")],
            b"12345",
            400,
            "SIZE_INVALID",
        ),
        (
            "a gap in the last request",
            "PUT",
            format!("{begun}&digest={absent}"),
            &[("Content-Range", "7-9")],
            b"123",
            416,
            "RANGE_INVALID",
        ),
        (
            "a manifest that is not there",
            "GET",
            "/v2/a/manifests/none".into(),
            &[],
            b"",
            404,
            "MANIFEST_UNKNOWN",
        ),
        (
            "a manifest of another repository",
            "GET",
            format!("/v2/b/manifests/{image}"),
            &[],
            b"",
            404,
            "MANIFEST_UNKNOWN",
        ),
        (
            "a tag that no tag can be",
            "GET",
            "/v2/a/manifests/.none".into(),
            &[],
            b"",
            404,
            "MANIFEST_UNKNOWN",
        ),
        (
            "a tag to delete that is not there",
            "DELETE",
            "/v2/a/manifests/none".into(),
            &[],
            b"",
            404,
            "MANIFEST_UNKNOWN",
        ),
        (
            "a push to a tag that no tag can be",
            "PUT",
            format!("/v2/a/manifests/{longer}"),
            &oci,
            &bytes,
            400,
            "TAG_INVALID",
        ),
        (
            "a manifest by another digest",
            "PUT",
            format!("/v2/a/manifests/{absent}"),
            &oci,
            &bytes,
            400,
            "DIGEST_INVALID",
        ),
        (
            "a manifest by another sha512",
            "PUT",
            format!("/v2/a/manifests/{}", digest_by(&aws_lc_rs::digest::SHA512, "sha512", b"absent")),
            &oci,
            &bytes,
            400,
            "DIGEST_INVALID",
        ),
        (
            "a manifest of nothing here",
            "PUT",
            "/v2/a/manifests/x".into(),
            &oci,
            &foreign,
            400,
            "MANIFEST_BLOB_UNKNOWN",
        ),
        ("no content type", "PUT", "/v2/a/manifests/x".into(), &[], &bytes, 400, "MANIFEST_INVALID"),
        ("no JSON", "PUT", "/v2/a/manifests/x".into(), &oci, b"{", 400, "MANIFEST_INVALID"),
        ("more than 4 MiB", "PUT", "/v2/a/manifests/x".into(), &oci, &huge, 400, "MANIFEST_INVALID"),
        ("an unknown repository", "GET", "/v2/none/tags/list".into(), &[], b"", 404, "NAME_UNKNOWN"),
        ("a name that is none", "GET", "/v2/A/B/tags/list".into(), &[], b"", 400, "NAME_INVALID"),
        ("a name that is too long", "GET", format!("/v2/{long}/tags/list"), &[], b"", 400, "NAME_INVALID"),
        (
            "a number that is none",
            "GET",
            "/v2/a/tags/list?n=-1".into(),
            &[],
            b"",
            400,
            "PAGINATION_NUMBER_INVALID",
        ),
        ("a page too long", "GET", "/v2/_catalog?n=1001".into(), &[], b"", 400, "PAGINATION_NUMBER_INVALID"),
        (
            "referrers of a digest that is none",
            "GET",
            "/v2/a/referrers/x".into(),
            &[],
            b"",
            400,
            "DIGEST_INVALID",
        ),
    ];
    for (name, method, path, headers, body, status, code) in rows {
        let reply = engine.ask(method, &path, headers, body);
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{name}: {reply:?}");
        let error = &reply.json()["errors"][0];
        assert!(error["message"].as_str().is_some_and(|text| !text.is_empty()), "{name}");
        assert!(!error["detail"].is_null() && error["detail"] != "", "{name} has no detail");
        assert_eq!(reply.header("Content-Type"), Some("application/json; charset=utf-8"), "{name}");
    }
    // The upload that was asked for so many wrong things is as it was.
    let finish = format!("{begun}&digest={}", digest(b"12345"));
    assert_eq!(engine.ask("PUT", &finish, &[("Content-Range", "0-4")], b"12345").status, 201);
}

#[test]
fn paths_and_methods_that_are_none_are_answered_as_distribution_answers_them() {
    let engine = Engine::start();
    for (method, path, status, header) in [
        ("GET", "/", 200, Some(("Cache-Control", "no-cache"))),
        ("GET", "/v2", 301, Some(("Location", "/v2/"))),
        ("GET", "/v2/a/../b/tags/list", 301, Some(("Location", "/v2/b/tags/list"))),
        ("GET", "/v1/", 404, Some(("Content-Type", "text/plain; charset=utf-8"))),
        ("GET", "/v2/a", 404, None),
        ("POST", "/v2/", 200, None),
        ("HEAD", "/v2/_catalog", 405, Some(("Allow", "GET"))),
        ("PATCH", "/v2/a/manifests/x", 405, Some(("Allow", "DELETE, GET, HEAD, PUT"))),
        ("PUT", "/v2/a/blobs/uploads/", 405, Some(("Allow", "POST"))),
    ] {
        let reply = engine.ask(method, path, &[], b"");
        assert_eq!(reply.status, status, "{method} {path}");
        if let Some((name, value)) = header {
            assert_eq!(reply.header(name), Some(value), "{method} {path}");
        }
    }
}

#[test]
fn a_read_only_registry_is_pulled_from_and_says_why_it_takes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = super::engine::config(folder.path(), "127.0.0.1:0", "", "");
    let mut engine = Engine::over(folder.path(), &text);
    let (image, bytes) = engine.push_image("a", "v1", b"layer");
    let begun = engine.ask("POST", "/v2/a/blobs/uploads/", &[], b"").location();
    assert!(engine.stop().success());
    let text = text.replace("delete:", "maintenance: {readonly: {enabled: true}}, delete:");
    let engine = Engine::over(folder.path(), &text);
    for (method, path) in [
        ("POST", "/v2/a/blobs/uploads/".to_owned()),
        ("PATCH", begun.clone()),
        ("PUT", format!("{begun}&digest={}", digest(b"x"))),
        ("DELETE", begun.clone()),
        ("PUT", "/v2/a/manifests/v2".to_owned()),
        ("DELETE", format!("/v2/a/manifests/{image}")),
        ("DELETE", format!("/v2/a/blobs/{}", digest(b"layer"))),
    ] {
        let reply = engine.ask(method, &path, &[("Content-Type", OCI)], b"x");
        assert_eq!((reply.status, reply.code().as_str()), (405, "UNSUPPORTED"), "{method} {path}");
        assert!(reply.header("Retry-After").is_some());
        // In the message, which clients show people, and the setting in the detail.
        let error = &reply.json()["errors"][0];
        assert!(error["message"].as_str().unwrap().contains("read-only for maintenance"), "{error}");
        assert!(error["detail"]["reason"].as_str().unwrap().contains("readonly.enabled"), "{error}");
    }
    assert_eq!(engine.ask("GET", "/v2/a/manifests/v1", &[], b"").body, bytes);
    assert_eq!(engine.ask("GET", &format!("/v2/a/blobs/{}", digest(b"layer")), &[], b"").body, b"layer");
    assert_eq!(engine.ask("GET", begun.split('?').next().unwrap(), &[], b"").status, 204);
}

#[test]
fn deletes_need_the_setting_and_addresses_follow_it() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        super::engine::config(folder.path(), "127.0.0.1:0", "", "").replace("enabled: true", "enabled: no");
    let engine = Engine::over(folder.path(), &text);
    let (image, _) = engine.push_image("a", "v1", b"layer");
    for path in [
        format!("/v2/a/manifests/{image}"),
        "/v2/a/manifests/v1".into(),
        format!("/v2/a/blobs/{}", digest(b"layer")),
    ] {
        let reply = engine.ask("DELETE", &path, &[], b"");
        assert_eq!((reply.status, reply.code().as_str()), (405, "UNSUPPORTED"), "{path}");
    }
    let https = engine.ask("POST", "/v2/a/blobs/uploads/", &[("X-Forwarded-Proto", "https")], b"");
    assert!(https.header("Location").unwrap().starts_with("https://registry.test/v2/a/blobs/uploads/"));
    let relative = Engine::with(", relativeurls: true", "");
    let path = relative.ask("POST", "/v2/a/blobs/uploads/", &[], b"");
    assert!(path.header("Location").unwrap().starts_with("/v2/a/blobs/uploads/"));
    let named = Engine::with(", relativeurls: true, host: 'https://r.example'", "");
    let whole = named.ask("POST", "/v2/a/blobs/uploads/", &[], b"");
    assert!(whole.header("Location").unwrap().starts_with("https://r.example/v2/a/blobs/uploads/"));
}
