//! Logs within the limits of the settings, those too that NGINX writes by itself.

use std::collections::BTreeMap;
use std::io::Read as _;

use crate::support::{sandbox::Sandbox, times, wait_until};

const FOLDER: &str = "/var/log/gitlab/nginx";
const ACCESS: &str = "gitlab_registry_access.log";

/// The names in NGINX's log folder that begin with `begin`, without the pieces of files that are being compressed.
fn names(sandbox: &Sandbox, begin: &str) -> Vec<String> {
    let entries = std::fs::read_dir(sandbox.path(FOLDER)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_whole = |name: &String| name.starts_with(begin) && name.strip_suffix(".part").is_none();
    let mut names: Vec<String> = names.filter(is_whole).collect();
    names.sort();
    names
}

/// A log, unpacked where it is packed, as its first bytes tell.
fn text(sandbox: &Sandbox, name: &str) -> String {
    let bytes = std::fs::read(sandbox.path(FOLDER).join(name)).unwrap();
    let mut text = String::new();
    if bytes.starts_with(b"\x1f\x8b") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    text
}

#[test]
fn nginx_is_put_through_rotations_and_every_request_is_logged_once() {
    let sandbox = Sandbox::with_token_server();
    let text_of_settings = sandbox.read("/etc/gitlab/gitlab.toml");
    sandbox.write(
        "/etc/gitlab/gitlab.toml",
        &format!(
            "{text_of_settings}\n[nginx]\nsvlogd_size = 20000\nsvlogd_num = 0\nsvlogd_filter = \"gzip -1\"\n"
        ),
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    let before = sandbox.pids();
    // As many requests as it takes until some files were put aside, without a pause.
    let wanted = times(4);
    let mut count = 0;
    while names(&sandbox, ACCESS).len() <= wanted {
        assert!(count < wanted * 20_000, "{count} requests, and {:?}", names(&sandbox, ACCESS));
        let (first, last) = (count + 1, count + 200);
        sandbox.curl(&format!("/v2/?number=[{first}-{last}]"), &["-o", "/dev/null"]).exits(0);
        count = last;
    }
    // The last one is compressed as soon as every worker has let it go.
    wait_until("every file that was put aside is compressed", 30, || {
        names(&sandbox, ACCESS).iter().all(|name| name == ACCESS || name.ends_with(".s.gz"))
    });
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for name in names(&sandbox, ACCESS) {
        // The last look of a run asks through NGINX too.
        for line in text(&sandbox, &name).lines().filter(|line| !line.contains(" \"wharf/")) {
            let (_, rest) = line.split_once("/v2/?number=").unwrap_or_else(|| panic!("{name}: {line}"));
            let number = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
            *seen.entry(number).or_default() += 1;
        }
    }
    let wrong: Vec<_> = (1..=count).filter(|number| seen.get(number) != Some(&1)).collect();
    assert!(wrong.is_empty() && seen.len() == count, "lost or doubled: {wrong:?}");
    assert_eq!(sandbox.pids(), before, "nobody was restarted for it");

    // Fewer are kept when the settings say so: the oldest go.
    let oldest = names(&sandbox, &format!("{ACCESS}.")).remove(0);
    sandbox.edit_settings("svlogd_num = 0", "svlogd_num = 2");
    sandbox.wharf(&["reconfigure"]).exits(0);
    wait_until("what is put aside next takes the surplus with it", 60, || {
        sandbox.curl("/v2/?number=[1-200]", &["-o", "/dev/null"]).exits(0);
        !names(&sandbox, ACCESS).contains(&oldest)
    });
    wait_until("two are left", 30, || names(&sandbox, &format!("{ACCESS}.")).len() == 2);
}
