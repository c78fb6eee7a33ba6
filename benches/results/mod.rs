//! Where benchmarks write what they measured.

use std::path::Path;

/// Replaces the section `name` of `benches/RESULTS.md`, and leaves the others.
pub(crate) fn section(name: &str, title: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/RESULTS.md");
    let old = std::fs::read_to_string(&path).unwrap_or_else(|_| {
        "# Results\n\nWritten by the benchmarks; each replaces its own section.\n".to_owned()
    });
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let (before, after) = match (old.find(&open), old.find(&close)) {
        (Some(from), Some(to)) => (old[..from].to_owned(), old[to + close.len()..].to_owned()),
        _ => (format!("{}\n\n", old.trim_end()), String::new()),
    };
    std::fs::write(path, format!("{before}{open}## {title}\n\n{text}{close}{after}")).unwrap();
}
