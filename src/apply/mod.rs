//! The room `apply`.
