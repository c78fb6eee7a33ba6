//! The room `supervise`.
