//! The house keeps its walls: who imports whom, how long a file may be, no forgotten test, no orphan template.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Who may import whom. A room not named on the right is out of bounds.
/// `problem`, `secret` and `inputs` are open to all; `cli` joins everything.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("problem", &[]),
    ("secret", &[]),
    ("sys", &[]),
    ("inputs", &[]),
    ("keys", &["sys"]),
    ("ruby", &[]),
    ("journal", &["sys"]),
    ("generation", &["journal", "render", "sys"]),
    ("settings", &["ruby"]),
    ("derive", &["settings"]),
    ("render", &["derive"]),
    ("explain", &["settings", "derive", "render"]),
    ("convert", &["settings", "ruby"]),
    ("plan", &["render"]),
    ("observe", &["derive", "render", "plan", "sys"]),
    ("apply", &["plan", "render", "sys"]),
    ("doctor", &[]),
    ("token", &[]),
    ("token_server", &["token", "keys", "sys"]),
    ("registry", &["token", "keys", "sys"]),
    ("supervise", &["journal", "sys"]),
    ("visit", &[]),
];

/// Files that may be longer than 500 lines, each with its reason.
const LONG: &[(&str, &str)] = &[];

/// The only rooms with an asynchronous runtime.
const MAY_USE_TOKIO: &[&str] = &["registry", "token_server"];

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `src/settings/mod.rs` and `src/problem.rs` give `settings` and `problem`.
fn room(path: &Path) -> String {
    let first = path.strip_prefix(package().join("src")).unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn rooms_import_only_what_they_may() {
    let walls: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut faults = Vec::new();
    for path in files(&package().join("src"), ".rs") {
        let here = room(&path);
        if matches!(here.as_str(), "cli" | "main" | "lib") {
            continue;
        }
        let may = walls.get(here.as_str()).unwrap_or_else(|| panic!("the room `{here}` has no row"));
        for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for rest in line.split("crate::").skip(1) {
                let target: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let open = ["problem", "secret", "inputs", ""].contains(&target.as_str());
                if target != here && !open && !may.contains(&target.as_str()) {
                    faults.push(format!(
                        "{}:{}: `{here}` may not import `{target}`",
                        path.display(),
                        number + 1
                    ));
                }
            }
            if !MAY_USE_TOKIO.contains(&here.as_str()) && line.contains("tokio::") {
                faults.push(format!("{}:{}: `{here}` may not use tokio", path.display(), number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_short_enough_to_read() {
    let long: BTreeMap<&str, &str> = LONG.iter().copied().collect();
    let mut faults = Vec::new();
    for path in files(&package().join("src"), ".rs") {
        let name = path.strip_prefix(package()).unwrap().to_string_lossy().into_owned();
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        if lines > 500 && !long.contains_key(name.as_str()) {
            faults.push(format!("{name} has {lines} lines; split it, or list it with its reason"));
        }
        if lines <= 500 && long.contains_key(name.as_str()) {
            faults.push(format!("{name} has {lines} lines and needs no row any more"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_source_file_opens_with_what_it_is() {
    for path in files(&package().join("src"), ".rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with one plain sentence", path.display());
        assert!(!text.contains("TODO"), "{} has a TODO", path.display());
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = std::fs::read_to_string(package().join("tests/it/main.rs")).unwrap();
    for path in files(&package().join("tests/it"), ".rs") {
        let inside = path.strip_prefix(package().join("tests/it")).unwrap();
        let top = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let module = top.trim_end_matches(".rs");
        if module != "main" {
            assert!(main.contains(&format!("mod {module};")), "tests/it/{top} is not in main.rs");
        }
    }
}

#[test]
fn no_template_is_an_orphan() {
    let rows = files(&package().join("src/render"), ".rs")
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect::<String>();
    for path in files(&package().join("templates"), ".j2") {
        let name = path.strip_prefix(package().join("templates")).unwrap().to_string_lossy().into_owned();
        assert!(rows.contains(&name), "templates/{name} is used by no row of src/render");
    }
}
