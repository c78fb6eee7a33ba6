//! What the tests share.

pub mod nginx;
