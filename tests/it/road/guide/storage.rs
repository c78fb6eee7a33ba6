//! "Configure storage" and redirects, as far as rendering goes: what is not built yet is refused by name before a change.

use serde_json::json;

use super::{CONFIG, rendered_yaml, write};
use crate::support::sandbox::Sandbox;

const URLS: &str = "external_url = \"https://gitlab.example.com\"\nregistry_external_url = \"https://registry.example.com\"\n";

#[test]
fn guide_g01_the_default_is_the_file_system_with_a_cache_and_deletion() {
    assert_eq!(
        rendered_yaml(URLS, CONFIG)["storage"],
        json!({
            "filesystem": { "rootdirectory": "/var/opt/gitlab/gitlab-rails/shared/registry" },
            "cache": { "blobdescriptor": "inmemory" },
            "delete": { "enabled": true },
        })
    );
}

#[test]
fn guide_g02_every_driver_of_the_list_is_known_and_refused_by_name_while_it_is_not_built() {
    for (driver, keys) in [
        ("s3", "bucket = \"images\", region = \"eu-central-1\""),
        ("gcs", "bucket = \"images\""),
        ("azure", "accountname = \"a\", accountkey = \"aGVsbG8=\", container = \"images\""),
        (
            "swift",
            "authurl = \"https://swift.example.com/v3\", username = \"u\", password = \"p\", container = \"images\"",
        ),
        (
            "oss",
            "accesskeyid = \"i\", accesskeysecret = \"s\", region = \"oss-cn-beijing\", bucket = \"images\"",
        ),
    ] {
        let sandbox = Sandbox::new();
        write(
            &sandbox,
            &format!("http://localhost:{}", sandbox.public),
            &format!("registry.storage.{driver} = {{ {keys} }}\n"),
        );
        let refused = sandbox.wharf(&["plan"]).exits(3).error;
        assert!(refused.contains(driver), "{driver}: {refused}");
        sandbox.wharf(&["reconfigure"]).exits(3);
        assert!(!sandbox.path(CONFIG).exists(), "{driver}: something was written");
    }
}

#[test]
fn guide_g04_two_drivers_are_refused() {
    let text = format!(
        "{URLS}registry.storage.filesystem.rootdirectory = \"/srv/images\"\nregistry.storage.s3 = {{ bucket = \"images\", region = \"eu\" }}\n"
    );
    let refused = crate::golden::walk(&text, &crate::golden::facts()).unwrap_err().to_string();
    assert!(refused.contains("`filesystem`") && refused.contains("`s3`"), "{refused}");
}

#[test]
fn guide_i01_and_k01_the_s3_block_of_the_guide_with_its_redirect_is_written_as_it_stands() {
    let text = format!(
        "{URLS}[registry.storage.s3]\naccesskey = \"s3-access-key\"\nsecretkey = \"s3-secret-key-for-access-key\"\n\
         bucket = \"your-s3-bucket\"\nregion = \"your-s3-region\"\nregionendpoint = \"http://127.0.0.1:9000\"\n\
         [registry.storage.redirect]\ndisable = true\n"
    );
    assert_eq!(
        rendered_yaml(&text, CONFIG)["storage"],
        json!({
            "s3": {
                "accesskey": "s3-access-key",
                "secretkey": "s3-secret-key-for-access-key",
                "bucket": "your-s3-bucket",
                "region": "your-s3-region",
                "regionendpoint": "http://127.0.0.1:9000",
            },
            "redirect": { "disable": true },
            "cache": { "blobdescriptor": "inmemory" },
            "delete": { "enabled": true },
        })
    );
}
