//! Any text as a path: it names nothing, or something that lies within the storage.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    wharf::registry::probe::path(text, "");
    wharf::registry::probe::path(&format!("/v2/{text}"), "");
    wharf::registry::probe::path(&format!("/x/v2/{text}"), "/x");
});
