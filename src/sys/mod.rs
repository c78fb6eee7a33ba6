//! The only room that touches the kernel: files, clock, environment, processes.
//!
//! Invariant: every file is replaced whole (temporary, fsync, rename, fsync of the folder) and has its owner
//! and mode from its first byte; nothing outside this room opens a path by itself.

pub mod accounts;
pub mod append;
pub mod blob_file;
pub mod clock;
pub mod command;
pub mod environment;
pub mod folder;
pub mod fs;
pub mod lock;
pub mod network;
pub mod pipe;
pub mod poll;
pub mod process;
mod root;
pub mod session;
pub mod signals;
pub mod socket;
pub mod tcp;

pub use root::Root;
