//! What is written of a few lines of Ruby.
