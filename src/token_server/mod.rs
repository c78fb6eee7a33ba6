//! The room `token_server`.
