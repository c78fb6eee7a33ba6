//! The engine, seen from outside: the real program, real clients, and Debian's `docker-registry` beside it.

mod attacks;
mod auth;
mod bad;
mod blobs;
mod clients;
mod commands;
mod compared;
mod conformance;
mod deaths;
mod door;
mod endpoints;
pub mod notifications;
mod readonly;
mod schema1;
mod tls;
mod uploads;

pub mod client;
pub mod engine;
