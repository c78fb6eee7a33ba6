//! The room `token`.
