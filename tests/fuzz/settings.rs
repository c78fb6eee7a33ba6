//! Any bytes as a settings file: they are refused with places inside them, or derived and rendered.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf::derive::secrets::{Given, Kept, Made};
use wharf::derive::{Facts, Secrets, derive};
use wharf::render::render;
use wharf::settings::parse;

/// Nothing is kept, and nothing is made.
fn secrets() -> Secrets {
    Kept::read(None, Given::default()).expect("no document has no faults").filled(&Made::default())
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let derived = parse(text, "gitlab.toml").and_then(|parsed| {
        derive(&parsed.settings, &Facts::usual(), &secrets()).map_err(|problems| parsed.places.locate(problems))
    });
    match derived {
        Ok(derived) => drop(render(&derived).expect("what is derived can be rendered")),
        Err(problems) => {
            assert!(!problems.list.is_empty());
            let lines = text.split('\n').count();
            assert!(problems.list.iter().all(|problem| problem.line <= lines), "{problems:?}");
            assert!(problems.to_string().len() < 200_000);
        }
    }
});
