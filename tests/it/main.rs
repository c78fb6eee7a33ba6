//! The tests that see the program from outside: one binary.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    unreachable_pub,
    reason = "tests look at files, start programs and fail by panicking"
)]

mod access;
mod convert;
mod evil;
mod explain;
mod foreign;
mod golden;
mod hidden;
mod house;
mod init;
mod mistakes;
mod omnibus;
mod readers;
mod readme;
mod registry;
mod render;
mod road;
mod ruby;
mod sections;
mod settings;
mod sources;
mod supervise;
mod support;
mod token_server;
mod tokens;
mod trust_script;
mod users;
mod visit;
