//! The issuer of tokens for hosts without GitLab: `GET /jwt/auth`, as GitLab answers it.
//!
//! Invariant: no password and no token is ever logged, nor put into an error.
//!
//! Invariant: passwords are compared on a few threads of their own, in a queue that has an end, so that guessing
//! cannot keep others from being served; an unknown user costs what a known one does.
//!
//! Why not `grant_type=password` by POST: GitLab answers it 404, and clients then go on with GET (containerd and Docker do so on
//! 404 and 405).

mod answer;
mod config;
mod grant;
mod log;
mod login;
mod query;
mod serve;
mod throttle;

pub use config::{Config, ConfigError, Grant, User};
pub use serve::{RunError, run};
