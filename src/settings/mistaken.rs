//! Keys of other components that are often written where the registry's storage driver has another name for the same.
//!
//! GitLab's object storage speaks Fog's words (`path_style`), the registry those of its drivers
//! (`forcepathstyle`). Omnibus takes either in either place without a word.

/// A key that belongs elsewhere: the drivers it is met in, its name, and what the driver calls it. A driver that has
/// no such thing has advice instead.
type Row = (&'static [&'static str], &'static str, Result<&'static str, &'static str>);

const S3: &[&str] = &["s3", "s3_v2"];

const ROWS: &[Row] = &[
    (S3, "path_style", Ok("forcepathstyle")),
    (S3, "force_path_style", Ok("forcepathstyle")),
    (S3, "endpoint", Ok("regionendpoint")),
    (S3, "host", Ok("regionendpoint")),
    (S3, "aws_access_key_id", Ok("accesskey")),
    (S3, "access_key", Ok("accesskey")),
    (S3, "aws_secret_access_key", Ok("secretkey")),
    (S3, "secret_key", Ok("secretkey")),
    (S3, "server_side_encryption", Ok("encrypt")),
    (S3, "server_side_encryption_kms_key_id", Ok("keyid")),
    (S3, "storage_class", Ok("storageclass")),
    (S3, "provider", Err("remove it: the name of the driver says it already")),
    (
        S3,
        "aws_signature_version",
        Err("remove it, or write `v4auth = true` for version 4, which is the default"),
    ),
    (S3, "enable_signature_v4_streaming", Err("remove it: the driver signs what it sends in any case")),
    (
        S3,
        "use_iam_profile",
        Err("remove it: without `accesskey` and `secretkey` the driver asks the machine's own role"),
    ),
    (&["gcs"], "google_json_key_location", Ok("keyfile")),
    (&["gcs"], "google_project", Err("remove it: the key file names the project")),
    (
        &["gcs"],
        "google_application_default",
        Err("remove it: without `keyfile` the machine's own account is used"),
    ),
    (&["gcs"], "provider", Err("remove it: the name of the driver says it already")),
    (&["azure"], "azure_storage_account_name", Ok("accountname")),
    (&["azure"], "azure_storage_access_key", Ok("accountkey")),
    (&["azure"], "azure_storage_domain", Ok("realm")),
    (&["azure"], "provider", Err("remove it: the name of the driver says it already")),
    (S3, "remote_directory", Ok("bucket")),
    (&["gcs"], "google_json_key_string", Ok("credentials")),
    (&["gcs"], "remote_directory", Ok("bucket")),
    (&["azure"], "remote_directory", Ok("container")),
    (&["swift"], "openstack_username", Ok("username")),
    (&["swift"], "openstack_api_key", Ok("password")),
    (&["swift"], "openstack_auth_url", Ok("authurl")),
    (&["swift"], "openstack_tenant", Ok("tenant")),
    (&["swift"], "openstack_region", Ok("region")),
    (&["swift"], "remote_directory", Ok("container")),
    (&["oss"], "aliyun_accesskey_id", Ok("accesskeyid")),
    (&["oss"], "aliyun_accesskey_secret", Ok("accesskeysecret")),
    (&["oss"], "aliyun_oss_bucket", Ok("bucket")),
    (&["oss"], "aliyun_region_id", Ok("region")),
    (&["oss"], "remote_directory", Ok("bucket")),
    (&["filesystem"], "path", Ok("rootdirectory")),
    (&["filesystem"], "root_directory", Ok("rootdirectory")),
];

/// What is to be said of the key `name` below `prefix`, where it belongs to another component: message and hint.
pub(super) fn told(prefix: &str, name: &str) -> Option<(String, String)> {
    let driver = prefix.strip_prefix("registry.storage.")?;
    let (.., meant) = ROWS.iter().find(|(drivers, key, _)| *key == name && drivers.contains(&driver))?;
    let message =
        format!("`{name}` is a key of GitLab's object storage, not of the registry's driver `{driver}`");
    let hint = match meant {
        Ok(meant) => format!("the driver calls it `{meant}`"),
        Err(advice) => (*advice).to_owned(),
    };
    Some((message, hint))
}

/// Names that are met for something of ours, too far from it to be a slip of the finger: those of config.yml and of
/// other programs, each with the setting that is meant.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("registry.storage.local", "registry.storage.filesystem"),
    ("registry.storage.file", "registry.storage.filesystem"),
    ("registry.storage.aws", "registry.storage.s3"),
    ("registry.storage.minio", "registry.storage.s3"),
    ("registry.storage.google", "registry.storage.gcs"),
    ("registry.storage.openstack", "registry.storage.swift"),
    ("registry.storage.s3.bucketname", "registry.storage.s3.bucket"),
    ("registry.storage.s3.bucket_name", "registry.storage.s3.bucket"),
    ("registry.redis.host", "registry.redis.addr"),
    ("registry.redis.cache.host", "registry.redis.cache.addr"),
    ("registry.redis.loadbalancing.host", "registry.redis.loadbalancing.addr"),
    ("registry.redis.ratelimiting.host", "registry.redis.ratelimiting.addr"),
    ("registry.storage.filesystem.rootdir", "registry.storage.filesystem.rootdirectory"),
    ("registry.filesystem", "registry.storage.filesystem"),
    ("registry.s3", "registry.storage.s3"),
    ("registry.gcs", "registry.storage.gcs"),
    ("registry.azure", "registry.storage.azure"),
    ("registry.swift", "registry.storage.swift"),
    ("registry.delete_enabled", "registry.storage_delete_enabled"),
    ("registry.addr", "registry.registry_http_addr"),
    ("registry.port", "registry.registry_http_addr"),
    ("registry.http_addr", "registry.registry_http_addr"),
    ("registry.http.addr", "registry.registry_http_addr"),
    ("registry.http.secret", "registry.http_secret"),
    ("registry.http.draintimeout", "registry.http_draintimeout"),
    ("registry.http.debug", "registry.debug_addr"),
    ("registry.debug", "registry.debug_addr"),
    ("registry.log", "registry.log_level"),
    ("registry.nginx.certificate", "registry.nginx.ssl_certificate"),
    ("registry.nginx.certificate_key", "registry.nginx.ssl_certificate_key"),
    ("registry.nginx.key", "registry.nginx.ssl_certificate_key"),
    ("gitlab_rails.registry_storage_path", "gitlab_rails.registry_path"),
];

/// The setting that is meant by the unknown `path`.
pub(super) fn meant(path: &str) -> Option<&'static str> {
    OTHER_WORDS.iter().find(|row| row.0 == path).map(|row| row.1)
}

#[cfg(test)]
mod tests {
    use super::OTHER_WORDS;
    use crate::settings::schema;

    #[test]
    fn what_is_meant_is_a_setting_and_what_is_said_is_none() {
        for (said, meant) in OTHER_WORDS {
            assert!(schema::find(schema::schema(), meant).is_some(), "{meant}");
            assert!(schema::find(schema::schema(), said).is_none(), "{said}");
        }
    }
}
