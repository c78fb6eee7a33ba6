//! How much of what services write is kept, and who may read it.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::types::{AccountName, Number, Port, Refusal, Scalar, written_as_text};

/// What services write. The names are those of `svlogd` and `logrotate`, which Omnibus uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LoggingSettings {
    /// A log is put aside before it grows beyond this many bytes; 0 for never.
    #[schemars(example = 1_048_576)]
    pub svlogd_size: Number,

    /// How many logs that were put aside are kept; 0 for all.
    #[schemars(example = 10)]
    pub svlogd_num: Number,

    /// A log is put aside, at its next line, when it is this many seconds old; 0 for never.
    #[schemars(example = 3600)]
    pub svlogd_timeout: Number,

    /// What becomes of a log that was put aside: `gzip`, perhaps with a level such as `gzip -9`; empty for nothing.
    #[schemars(example = &"gzip -9")]
    pub svlogd_filter: String,

    /// Where lines are sent by UDP. That is not built.
    #[schemars(example = &"192.0.2.1:514")]
    pub svlogd_udp: Option<String>,

    /// What each line starts with, behind its time.
    #[schemars(example = &"host1: ")]
    pub svlogd_prefix: Option<LogPrefix>,

    /// The host that lines are sent to by UDP. That is not built.
    #[schemars(example = &"logs.example.com")]
    pub udp_log_shipping_host: Option<String>,

    /// The name of this host in lines that are sent by UDP. That is not built.
    #[schemars(example = &"host1")]
    pub udp_log_shipping_hostname: Option<String>,

    /// The port that lines are sent to by UDP. That is not built.
    #[schemars(example = 1514)]
    pub udp_log_shipping_port: Port,

    /// The group that may read logs.
    #[schemars(example = &"adm")]
    pub log_group: Option<AccountName>,

    /// How often NGINX's own files are put aside. No effect: `svlogd_*` rules them too.
    #[schemars(example = &"weekly")]
    pub logrotate_frequency: String,

    /// The size at which NGINX's own files are put aside before their time. No effect: `svlogd_*` rules them too.
    #[schemars(example = &"100M")]
    pub logrotate_maxsize: Option<Scalar>,

    /// The size at which NGINX's own files are put aside. No effect: `svlogd_*` rules them too.
    #[schemars(example = &"100M")]
    pub logrotate_size: Option<Scalar>,

    /// How many of NGINX's own files are kept. No effect: `svlogd_*` rules them too.
    #[schemars(example = 7)]
    pub logrotate_rotate: Number,

    /// Whether NGINX's own files are compressed. No effect: `svlogd_*` rules them too.
    #[schemars(example = &"nocompress")]
    pub logrotate_compress: String,

    /// How NGINX's own files are put aside. No effect: `svlogd_*` rules them too.
    #[schemars(example = &"create")]
    pub logrotate_method: String,

    /// What is run after NGINX's own files were put aside. No effect: `svlogd_*` rules them too.
    #[schemars(example = &"/usr/local/bin/after-logs")]
    pub logrotate_postrotate: Option<String>,

    /// How NGINX's own files are called when they are put aside. No effect: `svlogd_*` rules them too.
    #[schemars(example = &"-%Y-%m-%d")]
    pub logrotate_dateformat: Option<String>,
}

impl Default for LoggingSettings {
    fn default() -> Self {
        Self {
            svlogd_size: Number(200 << 20),
            svlogd_num: Number(30),
            svlogd_timeout: Number(24 * 60 * 60),
            svlogd_filter: "gzip".to_owned(),
            svlogd_udp: None,
            svlogd_prefix: None,
            udp_log_shipping_host: None,
            udp_log_shipping_hostname: None,
            udp_log_shipping_port: Port(514),
            log_group: None,
            logrotate_frequency: "daily".to_owned(),
            logrotate_maxsize: None,
            logrotate_size: None,
            logrotate_rotate: Number(30),
            logrotate_compress: "compress".to_owned(),
            logrotate_method: "copytruncate".to_owned(),
            logrotate_postrotate: None,
            logrotate_dateformat: None,
        }
    }
}

/// What a line of a log starts with: short, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPrefix(String);

impl FromStr for LogPrefix {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.chars().any(char::is_control) || text.len() > 200 {
            return Err(Refusal::new("must be one short line", "write it as `host1: `"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for LogPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
written_as_text!(LogPrefix);
