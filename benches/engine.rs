//! Benchmark of the engine.
fn main() {}
