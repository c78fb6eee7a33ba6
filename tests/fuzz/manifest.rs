//! Any bytes as a manifest: they are refused, or understood; nothing hangs.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| wharf::registry::probe::manifest(bytes));
