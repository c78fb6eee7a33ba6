//! `wharf install` and `wharf uninstall`: the program made part of the system, and taken out of it again.
//!
//! Invariant: nothing that Wharf did not make is replaced or removed. What is to be made is written down before it is
//! made, so that a run that dies in between leaves nothing that `uninstall` would not know.

mod listing;
mod unit;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use clap_complete::Shell;
use serde_json::json;

use self::listing::{Listing, Thing};
use super::{DONE, Global, advise, pages, prepare, print_line, run, tell};
use crate::supervise::{self, Client};
use crate::sys::Root;
use crate::sys::fs::{self, Access};

/// How long the supervisor may take to end: its services have their grace first.
const END: Duration = Duration::from_mins(16);
/// More files of one folder than this are told in one line.
const FEW: usize = 3;

/// What is to be at a host path.
enum Wanted {
    Text(String),
    Link(PathBuf),
}

/// What is done to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Make,
    Replace,
    Remove,
}

impl Act {
    fn sign(self) -> char {
        match self {
            Self::Make => '+',
            Self::Replace => '~',
            Self::Remove => '-',
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Make => "make",
            Self::Replace => "replace",
            Self::Remove => "remove",
        }
    }
}

/// Puts unit, links, completions and manual pages where the system looks for them.
pub(crate) fn install(global: &Global) -> anyhow::Result<u8> {
    let root = global.root()?;
    run::needs_root(&root)?;
    prepare::refuse_omnibus(global, &root)?;
    let program = std::env::current_exe().context("could not find this program's own path")?;
    let wanted = wanted(&root, &program)?;
    let before = Listing::read(&root)?.unwrap_or_default();
    let mut acts: BTreeMap<String, Act> = BTreeMap::new();
    let mut foreign = Vec::new();
    for (path, wanted) in &wanted {
        let wanted = thing(wanted);
        match Thing::at(&root.join(path)) {
            None => {
                acts.insert(path.clone(), Act::Make);
            }
            Some(found) if found == wanted => {}
            Some(found) => match before.things.get(path) {
                Some(known) => {
                    if *known != found {
                        tell(format_args!("warning: {path} was changed by hand; it is written anew"));
                    }
                    acts.insert(path.clone(), Act::Replace);
                }
                None => foreign.push(path.clone()),
            },
        }
    }
    if !foreign.is_empty() {
        return Err(advise(
            format!(
                "{} {} there already, and not from Wharf; nothing was changed",
                foreign.join(", "),
                is(&foreign)
            ),
            "move it away, or remove the package that it belongs to, and run `wharf install` again",
        ));
    }
    let outdated = before.things.keys().filter(|path| !wanted.contains_key(*path));
    acts.extend(outdated.map(|path| (path.clone(), Act::Remove)));

    let mut listing = before.clone();
    let mut folders: Vec<String> = acts.keys().flat_map(|path| missing_folders(&root, path)).collect();
    folders.append(&mut listing.folders);
    folders.sort();
    folders.dedup();
    listing.folders = folders;
    // What was there as it is to be, is ours from now on only where it was before: it is not removed otherwise.
    let made =
        wanted.iter().filter(|(path, _)| acts.contains_key(*path) || before.things.contains_key(*path));
    listing.things.extend(made.map(|(path, wanted)| (path.clone(), thing(wanted))));
    if listing != before {
        listing.write(&root)?;
    }
    for (path, act) in &acts {
        let place = root.join(path);
        let done = match (act, wanted.get(path)) {
            (Act::Remove, _) | (_, None) => fs::remove(&place),
            (_, Some(wanted)) => make(&place, wanted),
        };
        done.with_context(|| format!("could not {} {}", act.word(), place.display()))?;
    }
    if acts.values().any(|act| *act == Act::Remove) {
        listing.things.retain(|path, _| wanted.contains_key(path));
        listing.write(&root)?;
    }
    let is_enabled = supervise::has_systemd(&root);
    if is_enabled {
        let asks: &[&[&str]] = if acts.contains_key(supervise::UNIT) {
            &[&["daemon-reload"], &["enable", supervise::UNIT_NAME]]
        } else {
            &[&["enable", supervise::UNIT_NAME]]
        };
        for arguments in asks {
            supervise::ask_systemd(arguments).map_err(|said| {
                advise(
                    format!("everything is in its place, but systemd could not enable it: {said}"),
                    format!("mend that, then run `systemctl enable {}`", supervise::UNIT_NAME),
                )
            })?;
        }
    }
    if global.json {
        print_json("install", &acts, is_enabled);
    } else if !global.quiet {
        show(global, &acts, &wanted);
        print_line(if acts.is_empty() { "Everything is installed: nothing to do" } else { "Installed" });
        after_install(&root, is_enabled);
    }
    Ok(DONE)
}

/// What comes next, for people.
fn after_install(root: &Root, is_enabled: bool) {
    if !is_enabled {
        tell(format_args!(
            "note: systemd does not run here; where it does, `systemctl enable {}` starts Wharf with the machine",
            supervise::UNIT_NAME
        ));
    } else if Client::connect(root).is_ok_and(|client| client.is_some()) {
        tell(
            "note: the supervisor that runs goes on; `wharf shutdown`, then `wharf reconfigure` hands it to systemd",
        );
    } else {
        tell("Wharf starts with the machine; `wharf reconfigure` starts it now");
    }
}

/// Stops the supervisor and removes what `install` made, and nothing else.
pub(crate) fn uninstall(global: &Global) -> anyhow::Result<u8> {
    let root = global.root()?;
    run::needs_root(&root)?;
    let listing = Listing::read(&root)?;
    let mut was_running = Client::connect(&root)?.is_some();
    let has_unit = listing.as_ref().is_some_and(|listing| listing.things.contains_key(supervise::UNIT));
    if has_unit && supervise::has_systemd(&root) {
        supervise::ask_systemd(&["disable", "--now", supervise::UNIT_NAME]).map_err(|said| {
            advise(
                format!("systemd could not stop `{}`: {said}; nothing was removed", supervise::UNIT_NAME),
                format!("see `journalctl -u {}`", supervise::UNIT_NAME),
            )
        })?;
    }
    if let Some(client) = Client::connect(&root)? {
        was_running = true;
        client.shutdown(END)?;
    }
    let mut acts = BTreeMap::new();
    let mut kept = Vec::new();
    if let Some(listing) = &listing {
        for (path, known) in &listing.things {
            let place = root.join(path);
            match Thing::at(&place) {
                None => {}
                Some(found) if found == *known => {
                    fs::remove(&place).with_context(|| format!("could not remove {}", place.display()))?;
                    acts.insert(path.clone(), Act::Remove);
                }
                Some(_) => kept.push(path.clone()),
            }
        }
        for folder in listing.folders.iter().rev() {
            fs::remove_empty_directory(&root.join(folder));
        }
        Listing::forget(&root)?;
        if has_unit && supervise::has_systemd(&root) {
            // It forgets the unit at the next boot all the same.
            let _ = supervise::ask_systemd(&["daemon-reload"]);
        }
    }
    for path in &kept {
        tell(format_args!("warning: {path} was changed since it was installed; it stays"));
    }
    if global.json {
        print_json("uninstall", &acts, false);
        return Ok(DONE);
    }
    if global.quiet {
        return Ok(DONE);
    }
    show(global, &acts, &BTreeMap::new());
    if was_running {
        print_line("Stopped every service and the supervisor");
    }
    print_line(if listing.is_some() { "Uninstalled" } else { "Nothing is installed: nothing to remove" });
    tell("settings, secrets, keys, images and logs stay: /etc/gitlab, /var/opt/gitlab, /var/log/gitlab");
    Ok(DONE)
}

/// Everything that is installed, by host paths.
fn wanted(root: &Root, program: &Path) -> anyhow::Result<BTreeMap<String, Wanted>> {
    let mut wanted = BTreeMap::new();
    let mut text = |path: &str, text: String| wanted.insert(path.to_owned(), Wanted::Text(text));
    let inside = (!root.is_machine()).then(|| root.path());
    text(supervise::UNIT, unit::text(program, inside));
    for (path, shell) in [
        ("/usr/share/bash-completion/completions/wharf", Shell::Bash),
        ("/usr/share/zsh/vendor-completions/_wharf", Shell::Zsh),
        ("/usr/share/fish/vendor_completions.d/wharf.fish", Shell::Fish),
    ] {
        text(path, pages::completions_of(shell));
    }
    for (path, page) in pages::all_manuals()? {
        text(&path, page);
    }
    let mut link = |path: &str| wanted.insert(path.to_owned(), Wanted::Link(program.to_owned()));
    link("/usr/bin/gitlab-ctl");
    link("/opt/gitlab/embedded/bin/registry");
    let on_path = ["/usr/bin/wharf", "/usr/local/bin/wharf"];
    if !on_path.iter().any(|place| root.join(place) == program) {
        link("/usr/bin/wharf");
    }
    Ok(wanted)
}

fn thing(wanted: &Wanted) -> Thing {
    match wanted {
        Wanted::Text(text) => Thing::file(text.as_bytes()),
        Wanted::Link(target) => Thing::Link(target.to_string_lossy().into_owned()),
    }
}

fn make(place: &Path, wanted: &Wanted) -> std::io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::make_directories(folder)?;
    }
    match wanted {
        Wanted::Text(text) => fs::replace(place, text.as_bytes(), Access::mode(0o644)),
        Wanted::Link(target) => fs::replace_link(place, target),
    }
}

/// The folders above a host path that are not there yet, from the top.
fn missing_folders(root: &Root, path: &str) -> Vec<String> {
    let above = Path::new(path).ancestors().skip(1);
    let mut missing: Vec<String> = above
        .map(|folder| folder.to_string_lossy().into_owned())
        .take_while(|folder| folder.len() > 1 && !root.join(folder).exists())
        .collect();
    missing.reverse();
    missing
}

fn is(list: &[String]) -> &'static str {
    if list.len() == 1 { "is" } else { "are" }
}

/// What was done, a line each; many files of one folder in one line.
fn show(global: &Global, acts: &BTreeMap<String, Act>, wanted: &BTreeMap<String, Wanted>) {
    let mut groups: BTreeMap<(&str, char), Vec<&str>> = BTreeMap::new();
    for (path, act) in acts {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        groups.entry((folder, act.sign())).or_default().push(name);
    }
    for ((folder, sign), names) in groups {
        if names.len() > FEW && !global.verbose {
            print_line(format_args!("  {sign} {folder}/  {} files", names.len()));
            continue;
        }
        for name in names {
            let path = format!("{folder}/{name}");
            match wanted.get(&path) {
                Some(Wanted::Link(target)) => {
                    print_line(format_args!("  {sign} {path} -> {}", target.display()));
                }
                _ => print_line(format_args!("  {sign} {path}")),
            }
        }
    }
}

fn print_json(what: &str, acts: &BTreeMap<String, Act>, is_enabled: bool) {
    let changes: Vec<_> = acts.iter().map(|(path, act)| json!({ "path": path, "act": act.word() })).collect();
    print_line(json!({ "schema": format!("wharf.{what}/1"), "changes": changes, "enabled": is_enabled }));
}
