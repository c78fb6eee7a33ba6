//! Settings to every value a file needs; pure.

mod facts;
pub mod secrets;

pub use facts::{Facts, Nginx, Secrets};
