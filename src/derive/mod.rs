//! Settings to every value a file needs; pure.

mod facts;

pub use facts::{Facts, Nginx, Secrets};
