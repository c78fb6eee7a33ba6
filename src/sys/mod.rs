//! The only room that touches the kernel: files, clock, environment, processes.
//!
//! Invariant: every file is replaced whole (temporary, fsync, rename, fsync of the folder) and has its owner
//! and mode from its first byte; nothing outside this room opens a path by itself.

pub mod blob_file;
pub mod clock;
pub mod environment;
pub mod fs;
mod root;

pub use root::Root;
