//! Any bytes as a settings file: they are refused with places inside them, or derived and rendered.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf::derive::{Facts, NginxProgram, Secrets, derive};
use wharf::render::render;
use wharf::secret::Secret;
use wharf::settings::parse;

fn facts() -> Facts {
    Facts {
        root: String::new(),
        is_privileged: true,
        is_superuser: true,
        processors: 4,
        nginx: Some(NginxProgram { program: "/usr/sbin/nginx".to_owned(), version: (1, 26, 0) }),
        program: "/usr/bin/wharf".to_owned(),
        existing: std::collections::BTreeSet::new(),
        gitlab_yml: None,
    }
}

fn secrets() -> Secrets {
    Secrets {
        http_secret: Secret::new("HTTP_SECRET".to_owned()),
        internal_key: Secret::new("KEY".to_owned()),
        internal_certificate: "CERT".to_owned(),
        document: Secret::new("{}\n".to_owned()),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let derived = parse(text, "gitlab.toml").and_then(|parsed| {
        derive(&parsed.settings, &facts(), &secrets()).map_err(|problems| parsed.places.locate(problems))
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
