//! Any bytes as a `gitlab.rb`: they end, with places inside the text, and ask for nothing but paths from the root.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf::ruby::{Names, Outside, Text, Unread, evaluate};

struct Host;

impl Outside for Host {
    fn variable(&self, name: &str) -> Option<String> {
        (name.len() % 2 == 0).then(|| "value".to_owned())
    }

    fn read(&self, path: &str) -> Result<String, Unread> {
        assert!(path.starts_with('/'), "{path:?}");
        match path.len() % 3 {
            0 => Ok("registry['log_level'] = 'debug'\n".to_owned()),
            rest => Err(Unread { message: "is not there".into(), hint: "write it".into(), is_forbidden: rest == 1 }),
        }
    }

    fn exists(&self, path: &str) -> bool {
        assert!(path.starts_with('/'), "{path:?}");
        path.len() % 2 == 0
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let name = "/etc/gitlab/gitlab.rb".to_owned();
    let texts = [Text { name, text: text.to_owned(), start: 0 }];
    let names = Names { is_setting: |name| name.starts_with("registry") || name.ends_with("_url"), nearest: None };
    let evaluated = evaluate(&texts, names, &Host);
    let end = evaluated.texts.iter().map(|text| text.start + text.text.len()).max().unwrap_or(0);
    for fault in &evaluated.faults {
        assert!(fault.span.start <= fault.span.end && fault.span.end <= end, "{fault:?}");
    }
});
