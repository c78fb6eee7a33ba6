//! The engine: OCI Distribution 1.1 on a file system, in the layout of CNCF `distribution`.
//!
//! ```text
//! config.yml ─Config::parse→ Config ─serve→ listen.rs → http/ (one file a resource) → store/ (layout.rs draws every path)
//! ```
//!
//! `spec` and `manifest` hold the specification's words and are pure; `store` blocks; `http` decides where.

pub mod admin;
mod config;
mod http;
mod listen;
mod log;
mod manifest;
mod notifications;
#[doc(hidden)]
pub mod probe;
pub mod readonly;
mod serve;
mod spec;
mod store;

pub use config::{
    AuthConfig, Config, ConfigError, Fault, HttpConfig, LogConfig, Schema1Config, StorageConfig, TokenConfig,
    ValidationConfig,
};
pub use log::{Format, Level};
pub use notifications::{Endpoint, NotificationsConfig};
pub use serve::{ServeError, serve};
