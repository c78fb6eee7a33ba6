//! The storage drivers that keep images elsewhere than in a folder: what each was told, and whether it can do with it.

use serde::Serialize;
use serde_json::{Map, Value};

use super::written::{with_real_paths, written};
use super::{Facts, Findings};
use crate::settings::{Gcs, S3, StorageSettings, Swift};

/// One driver, as far as it was named.
struct Driver {
    name: &'static str,
    /// What was written of it.
    section: Option<Map<String, Value>>,
    /// The keys that it does not do without.
    needed: &'static [&'static str],
    /// The keys that are paths of this host.
    paths: &'static [&'static str],
}

impl Driver {
    fn new<T: Serialize>(name: &'static str, given: Option<&T>, needed: &'static [&'static str]) -> Self {
        Self { name, section: given.map(written), needed, paths: &[] }
    }
}

/// The drivers that were named, each with its section of config.yml.
pub(super) fn named(
    given: &StorageSettings,
    facts: &Facts,
    findings: &mut Findings,
) -> Vec<(&'static str, Value)> {
    let drivers = [
        Driver::new("s3", given.s3.as_ref(), &["bucket"]),
        Driver { paths: &["keyfile"], ..Driver::new("gcs", given.gcs.as_ref(), &["bucket"]) },
        Driver::new("azure", given.azure.as_ref(), &["container"]),
        Driver::new("swift", given.swift.as_ref(), &["authurl", "username", "container"]),
        Driver::new("oss", given.oss.as_ref(), &["accesskeyid", "accesskeysecret", "region", "bucket"]),
        Driver::new("inmemory", given.inmemory.as_ref(), &[]),
    ];
    let mut named = Vec::new();
    for Driver { name, section, needed, paths } in drivers {
        let Some(mut section) = section else { continue };
        let key = format!("registry.storage.{name}");
        for field in needed.iter().filter(|field| !section.contains_key(**field)) {
            findings.problem(&key, format!("`{key}` has no `{field}`"), format!("add `{field} = …`"));
        }
        findings.refusal(
            &key,
            format!("the storage driver `{name}` is not built yet"),
            "use `[registry.storage.filesystem]`",
        );
        with_real_paths(&mut section, paths, facts);
        named.push((name, section.into()));
    }
    given.s3.iter().for_each(|s3| check_s3(s3, findings));
    given.gcs.iter().for_each(|gcs| check_gcs(gcs, findings));
    given.swift.iter().for_each(|swift| check_swift(swift, findings));
    named
}

fn check_s3(s3: &S3, findings: &mut Findings) {
    for (name, endpoint) in
        [("regionendpoint", &s3.regionendpoint), ("redirectendpoint", &s3.redirectendpoint)]
    {
        let Some(endpoint) = endpoint.as_ref().filter(|endpoint| endpoint.is_bare()) else { continue };
        let key = format!("registry.storage.s3.{name}");
        findings.warning(
            &key,
            format!("`{key}` has no scheme"),
            format!("write `https://{endpoint}`, or `http://{endpoint}` where it speaks no TLS"),
        );
    }
    if s3.v4auth.is_some_and(|flag| !flag.is_true()) && s3.regionendpoint.is_none() {
        findings.problem(
            "registry.storage.s3.v4auth",
            "`registry.storage.s3.v4auth` is false, and Amazon's own store takes no other signature",
            "remove it, or name the other store in `regionendpoint`",
        );
    }
    if s3.accesskey.is_some() != s3.secretkey.is_some() {
        let (there, missing) =
            if s3.accesskey.is_some() { ("accesskey", "secretkey") } else { ("secretkey", "accesskey") };
        findings.warning(
            &format!("registry.storage.s3.{there}"),
            format!("`registry.storage.s3` has `{there}` and no `{missing}`"),
            format!("add `{missing}`, or remove both to take the role of the machine"),
        );
    }
}

fn check_gcs(gcs: &Gcs, findings: &mut Findings) {
    const STEP: u64 = 262_144;
    if let Some(size) = gcs.chunksize.map(|size| size.0).filter(|size| size % STEP != 0) {
        findings.problem(
            "registry.storage.gcs.chunksize",
            format!("`registry.storage.gcs.chunksize` is {size}, which is no multiple of 262144 (256 KiB)"),
            format!("write `chunksize = {}`", size.next_multiple_of(STEP)),
        );
    }
    if gcs.keyfile.is_some() && gcs.credentials.is_some() {
        findings.problem(
            "registry.storage.gcs.credentials",
            "`registry.storage.gcs` has both `keyfile` and `credentials`",
            "keep one of the two",
        );
    }
}

fn check_swift(swift: &Swift, findings: &mut Findings) {
    if swift.rootdirectory.is_some() {
        findings.warning(
            "registry.storage.swift.rootdirectory",
            "`registry.storage.swift.rootdirectory` has no effect: engines read `prefix` in its place",
            "write `prefix`, unless the images lie at the top of the container already",
        );
    }
}
