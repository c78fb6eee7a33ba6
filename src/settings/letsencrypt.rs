//! Certificates from Let's Encrypt: what they look like, and when they are fetched anew.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::address::Url;
use super::types::{AbsolutePath, AccountName, Number, Refusal, Scalar, path, shown};

/// Certificates from Let's Encrypt. Fetching them is not built yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LetsEncrypt {
    /// Whether certificates are fetched from Let's Encrypt. By default yes where `external_url` is https and GitLab
    /// has no certificate of its own; `true` is refused by `plan`, as it is not built yet.
    #[schemars(example = false)]
    pub enable: Option<bool>,

    /// Who is written to before a certificate runs out.
    #[schemars(example = ["admin@example.com"])]
    pub contact_emails: Vec<String>,

    /// Whether certificates are fetched anew by themselves.
    #[schemars(example = false)]
    pub auto_renew: bool,

    /// The hour of renewal, as cron writes it.
    #[schemars(example = &"12")]
    pub auto_renew_hour: CronField,

    /// The minute of renewal, as cron writes it. By default one that the host's name decides.
    #[schemars(example = &"30")]
    pub auto_renew_minute: Option<CronField>,

    /// The days of renewal, as cron writes them.
    #[schemars(example = &"*/7")]
    pub auto_renew_day_of_month: CronField,

    /// The folder of what renewals log.
    #[schemars(example = &"/srv/log/lets-encrypt")]
    pub auto_renew_log_directory: AbsolutePath,

    /// Further names that the certificate is for.
    #[schemars(example = ["mail.example.com"])]
    pub alt_names: Vec<String>,

    /// The folder that the authority's challenges are answered from.
    #[schemars(example = &"/srv/gitlab/www")]
    pub wwwroot: AbsolutePath,

    /// The kind of key.
    #[schemars(example = &"ec")]
    pub key_type: KeyType,

    /// How many bits an RSA key has. By default 2048.
    #[schemars(example = 4096)]
    pub key_size: Option<Number>,

    /// The curve of an `ec` key.
    #[schemars(example = &"prime256v1")]
    pub ec_curve: Option<String>,

    /// Where a certificate is asked for to try it out.
    #[schemars(example = &"https://acme-staging.example.com/directory")]
    pub acme_staging_endpoint: Url,

    /// Where the certificate is asked for.
    #[schemars(example = &"https://acme.example.com/directory")]
    pub acme_production_endpoint: Url,

    /// The file of the certificate. By default GitLab's own.
    #[schemars(example = &"/etc/gitlab/ssl/fetched.crt")]
    pub crt: Option<AbsolutePath>,

    /// The file of the chain above it.
    #[schemars(example = &"/etc/gitlab/ssl/chain.crt")]
    pub chain: Option<AbsolutePath>,

    /// The group of those files.
    #[schemars(example = &"ssl-cert")]
    pub group: Option<AccountName>,

    /// The owner of those files.
    #[schemars(example = &"root")]
    pub owner: Option<AccountName>,

    /// How the authority is shown that a name is ours.
    #[schemars(example = &"dns")]
    pub authorization_method: String,
}

fn url(text: &str) -> Url {
    text.parse().expect("the URLs written in this program are well-formed")
}

impl Default for LetsEncrypt {
    fn default() -> Self {
        Self {
            enable: None,
            contact_emails: Vec::new(),
            auto_renew: true,
            auto_renew_hour: CronField("0".to_owned()),
            auto_renew_minute: None,
            auto_renew_day_of_month: CronField("*/4".to_owned()),
            auto_renew_log_directory: path("/var/log/gitlab/lets-encrypt"),
            alt_names: Vec::new(),
            wwwroot: path("/var/opt/gitlab/nginx/www"),
            key_type: KeyType::Rsa,
            key_size: None,
            ec_curve: None,
            acme_staging_endpoint: url("https://acme-staging-v02.api.letsencrypt.org/directory"),
            acme_production_endpoint: url("https://acme-v02.api.letsencrypt.org/directory"),
            crt: None,
            chain: None,
            group: None,
            owner: None,
            authorization_method: "http".to_owned(),
        }
    }
}

/// The kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum KeyType {
    /// RSA.
    Rsa,
    /// An elliptic curve.
    Ec,
}

/// One field of a line of cron: `12`, `*/4`, `1,15`. A number is taken too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronField(String);

impl fmt::Display for CronField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for CronField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CronField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Scalar::deserialize(deserializer)?.to_string();
        if !given.is_empty() && given.chars().all(|c| c.is_ascii_digit() || "*/,-".contains(c)) {
            return Ok(Self(given));
        }
        Err(de::Error::custom(Refusal::new(
            format!("must be a field of cron, not `{}`", shown(&given)),
            "write a number, `*`, `*/4` or `1,15`",
        )))
    }
}

impl JsonSchema for CronField {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CronField".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "integer"] })
    }
    fn inline_schema() -> bool {
        true
    }
}
