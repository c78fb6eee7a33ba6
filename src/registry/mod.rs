//! The engine: OCI Distribution 1.1 on a file system, in the layout of CNCF `distribution`.
//!
//! ```text
//! config.yml ─Config::parse→ Config ─serve→ listen/ → http/ (one file a resource) → store/ (layout.rs draws every path)
//! ```
//!
//! `spec` and `manifest` hold the specification's words and are pure; `store` blocks; `http` decides where.

pub mod admin;
mod config;
mod http;
mod listen;
mod log;
mod manifest;
pub mod notifications;
#[doc(hidden)]
pub mod probe;
pub mod readonly;
mod serve;
mod spec;
mod store;

pub use config::{
    AuthConfig, ClientAuth, Config, ConfigError, Effect, Explained, Fault, HttpConfig, Limits, LogConfig,
    Network, Origin, Schema1Config, StorageConfig, TlsConfig, TokenConfig, ValidationConfig,
};
pub use listen::TlsError;
pub use log::{Format, Level};
pub use notifications::{Endpoint, NotificationsConfig};
pub use serve::{ServeError, serve};
