//! Benchmark of reconfigure.
fn main() {}
