//! Every folder of tests/golden: `settings.toml` becomes the tree `out/`. `UPDATE=1` writes the trees anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use wharf::derive::{Facts, Secrets, derive};
use wharf::problem::Problems;
use wharf::render::{Rendered, render};
use wharf::secret::Secret;
use wharf::settings::{Parsed, parse};

/// The cases, by the folder's name.
pub fn cases() -> Vec<PathBuf> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let all = std::fs::read_dir(golden).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = all.filter(|path| path.join("settings.toml").exists()).collect();
    cases.sort();
    cases
}

/// The facts of a machine on which everything may be done.
pub fn facts() -> Facts {
    Facts::usual()
}

/// Secrets that are words.
pub fn secrets() -> Secrets {
    Secrets {
        http_secret: Secret::new("HTTP_SECRET".to_owned()),
        internal_key: Secret::new("KEY".to_owned()),
        internal_certificate: "CERT".to_owned(),
        lets_encrypt_is_remembered: false,
        document: Secret::new("{}\n".to_owned()),
    }
}

/// The whole walk, with the text of the settings.
pub fn walk(text: &str, facts: &Facts) -> Result<(Rendered, Vec<String>), Problems> {
    come_to(&parse(text, "gitlab.toml")?, facts)
}

/// What the settings come to.
pub fn come_to(parsed: &Parsed, facts: &Facts) -> Result<(Rendered, Vec<String>), Problems> {
    let mut secrets = secrets();
    if let Some(given) = &parsed.settings.registry.http_secret {
        secrets.http_secret = given.clone();
    }
    let derived =
        derive(&parsed.settings, facts, &secrets).map_err(|problems| parsed.places.locate(problems))?;
    let warnings = parsed.warnings.iter().chain(&derived.warnings).map(|warning| warning.message.clone());
    let refusals = derived.refusals.iter().map(|refusal| format!("plan refuses: {}", refusal.message));
    let said = warnings.chain(refusals).collect();
    Ok((render(&derived).unwrap(), said))
}

/// Everything of `rendered` beside the text of files, a line each.
fn host(rendered: &Rendered, said: &[String]) -> String {
    let mut text = String::new();
    for (path, owner) in &rendered.directories {
        writeln!(text, "{:04o} {}:{} {path}/", owner.mode, owner.user, owner.group).unwrap();
    }
    for (path, file) in &rendered.files {
        let secret = if file.is_secret { " (secret)" } else { "" };
        let owner = &file.ownership;
        writeln!(text, "{:04o} {}:{} {path}{secret}", owner.mode, owner.user, owner.group).unwrap();
    }
    for (path, target) in &rendered.links {
        writeln!(text, "link {path} -> {target}").unwrap();
    }
    for account in &rendered.accounts {
        writeln!(text, "account {}:{} {} {}", account.user, account.group, account.home, account.shell)
            .unwrap();
    }
    for (name, service) in &rendered.services {
        for (key, address) in &service.listen {
            writeln!(text, "{name} listens on {address} ({key})").unwrap();
        }
    }
    for words in said {
        writeln!(text, "warning: {words}").unwrap();
    }
    text
}

/// Compares the files under `out` with `want`, or writes them.
fn compare(out: &Path, want: &BTreeMap<String, String>, faults: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(out);
        for (path, content) in want {
            let path = out.join(path.trim_start_matches('/'));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        return;
    }
    let have = tree(out, out);
    for path in have.keys().chain(want.keys()).collect::<std::collections::BTreeSet<_>>() {
        if have.get(path) != want.get(path) {
            faults.push(format!(
                "{}{path} is\n{}\nand should be\n{}",
                out.display(),
                want.get(path).map_or("(no file)", String::as_str),
                have.get(path).map_or("(no file)", String::as_str),
            ));
        }
    }
}

fn tree(top: &Path, folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tree(top, &path));
        } else {
            let name = format!("/{}", path.strip_prefix(top).unwrap().display());
            files.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    files
}

#[test]
fn every_golden_case_renders_its_tree() {
    let mut faults = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 7, "the golden cases are gone");
    for case in cases {
        let text = std::fs::read_to_string(case.join("settings.toml")).unwrap();
        let (rendered, said) =
            walk(&text, &facts()).unwrap_or_else(|problems| panic!("{}: {problems}", case.display()));
        let mut want: BTreeMap<String, String> =
            rendered.files.iter().map(|(path, file)| (path.clone(), file.content.clone())).collect();
        want.insert("/host.txt".to_owned(), host(&rendered, &said));
        compare(&case.join("out"), &want, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
