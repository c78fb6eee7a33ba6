//! What the tests share.

pub mod issuer;
