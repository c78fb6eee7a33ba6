//! `wharf user`: what it says, what it writes, and all that it leaves alone.

use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

const SETTINGS: &str = r#"# The registry of the lab.
registry_external_url = "https://registry.test"   # behind NGINX

[auth_server]
enable = true # no GitLab here

# Ours
[[auth_server.users]]
name = "alice"
password = "$2b$10$CwTycUXWue0Thq9StjUM0uJ8mE7o1r3p5qkq3q5q3q5q3q5q3q5q2" # since May
access = [{ repository = "**", actions = ["pull", "push", "delete"] }]

# Everyone
[[auth_server.anonymous]]
repository = "public/**"
actions = ["pull"]
"#;

struct Lab {
    root: tempfile::TempDir,
}

struct Said {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Lab {
    fn new(settings: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("etc/gitlab")).unwrap();
        let lab = Self { root };
        std::fs::write(lab.path(), settings).unwrap();
        lab
    }

    fn path(&self) -> PathBuf {
        self.root.path().join("etc/gitlab/gitlab.toml")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    fn user(&self, arguments: &[&str], input: &str) -> Said {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wharf"))
            .args(["--root", self.root.path().to_str().unwrap(), "user"])
            .args(arguments)
            .env_remove("WHARF_ROOT")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that refuses its arguments reads nothing.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Said {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The hash of a user as it stands in the file.
    fn hash(&self, name: &str) -> String {
        let settings: toml::Table = toml::from_str(&self.text()).unwrap();
        let users = settings["auth_server"]["users"].as_array().unwrap();
        let user = users.iter().find(|user| user["name"].as_str() == Some(name)).unwrap();
        user["password"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_user_is_added_and_everything_else_stays() {
    let lab = Lab::new(SETTINGS);
    std::fs::set_permissions(lab.path(), std::fs::Permissions::from_mode(0o640)).unwrap();
    let said = lab.user(
        &["add", "bob", "--access", "team/**:pull,push", "--access", "public/*:pull", "--password-stdin"],
        "staple\n",
    );
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert_eq!(
        said.stderr,
        "added `bob`: `team/**` pull, push; `public/*` pull\nrun `wharf reconfigure` next\n"
    );
    assert_eq!(said.stdout, "");
    let hash = lab.hash("bob");
    assert!(hash.starts_with("$2b$10$") && bcrypt::verify("staple", &hash).unwrap(), "{hash}");
    let added = format!(
        "\n[[auth_server.users]]\nname = \"bob\"\npassword = \"{hash}\"\naccess = [{{ repository = \"team/**\", \
         actions = [\"pull\", \"push\"] }}, {{ repository = \"public/*\", actions = [\"pull\"] }}]\n"
    );
    assert_eq!(lab.text(), SETTINGS.replace("\n# Everyone", &format!("{added}\n# Everyone")));
    assert_eq!(std::fs::metadata(lab.path()).unwrap().mode() & 0o7777, 0o640);
    let names: Vec<_> = std::fs::read_dir(lab.root.path().join("etc/gitlab")).unwrap().collect();
    assert_eq!(names.len(), 1, "and no temporary is left");
}

#[test]
fn a_password_changes_alone_and_a_removed_user_takes_only_its_own_lines() {
    let lab = Lab::new(SETTINGS);
    let before = lab.hash("alice");
    let said = lab.user(&["passwd", "alice", "--password-stdin"], "new one\r\n");
    assert_eq!(said.stderr, "changed the password of `alice`\nrun `wharf reconfigure` next\n");
    let after = lab.hash("alice");
    assert!(bcrypt::verify("new one", &after).unwrap());
    assert_eq!(lab.text(), SETTINGS.replace(&before, &after), "the comment behind it included");
    assert_eq!(lab.user(&["add", "bob", "--password-stdin"], "x").code, Some(0));
    assert_eq!(lab.user(&["rm", "bob"], "").stderr, "removed `bob`\nrun `wharf reconfigure` next\n");
    assert_eq!(lab.text(), SETTINGS.replace(&before, &after));
    assert_eq!(lab.user(&["rm", "alice"], "").code, Some(0));
    let start = SETTINGS.split("\n# Ours").next().unwrap();
    let end = SETTINGS.split("\n# Everyone").nth(1).unwrap();
    assert_eq!(lab.text(), format!("{start}\n# Everyone{end}"));
}

#[test]
fn a_comment_that_stands_apart_outlives_the_user_below_it() {
    let settings = "[auth_server]\nenable = true\n\n# Mind the list.\n\n# The first\n[[auth_server.users]]\nname = \"a\"\npassword = \"x\"\n";
    let lab = Lab::new(settings);
    assert_eq!(lab.user(&["rm", "a"], "").code, Some(0));
    assert!(
        lab.text().contains("# Mind the list.\n") && !lab.text().contains("# The first"),
        "{}",
        lab.text()
    );
}

#[test]
fn every_form_of_the_list_is_gone_on_with() {
    for (name, settings, want) in [
        (
            "nothing yet",
            "external_url = \"https://a\"\n",
            "external_url = \"https://a\"\n\n[[auth_server.users]]\nname = \"bob\"\n",
        ),
        (
            "a section without users",
            "[auth_server]\nenable = true\n\n[registry]\nenable = true\n",
            "[auth_server]\nenable = true\n\n[[auth_server.users]]\nname = \"bob\"\n",
        ),
        (
            "a list in one line",
            "[auth_server]\nusers = [{ name = \"a\", password = \"x\" }]\n",
            "[auth_server]\nusers = [{ name = \"a\", password = \"x\" }, { name = \"bob\", ",
        ),
        (
            "a list with one a line",
            "[auth_server]\nusers = [\n  { name = \"a\", password = \"x\" }, # first\n]\n",
            "[auth_server]\nusers = [\n  { name = \"a\", password = \"x\" }, # first\n  { name = \"bob\", ",
        ),
        (
            "a list without a last comma",
            "[auth_server]\nusers = [\n  { name = \"a\", password = \"x\" } # first\n]\n",
            "[auth_server]\nusers = [\n  { name = \"a\", password = \"x\" }, # first\n  { name = \"bob\", ",
        ),
        (
            "an inline section",
            "auth_server = { enable = true }\n",
            "auth_server = { enable = true , users = [{ name = \"bob\", ",
        ),
    ] {
        let lab = Lab::new(settings);
        let said = lab.user(&["add", "bob", "--password-stdin"], "staple");
        assert_eq!(said.code, Some(0), "{name}: {}", said.stderr);
        assert!(lab.text().starts_with(want), "{name}: {}", lab.text());
        assert!(bcrypt::verify("staple", &lab.hash("bob")).unwrap(), "{name}");
        assert_eq!(lab.user(&["passwd", "bob", "--password-stdin"], "other").code, Some(0), "{name}");
        assert!(bcrypt::verify("other", &lab.hash("bob")).unwrap(), "{name}");
        assert_eq!(lab.user(&["rm", "bob"], "").code, Some(0), "{name}");
        if settings.contains("[{") || settings.contains(", # first") {
            assert_eq!(lab.text(), settings, "{name}");
        }
        assert!(!lab.text().contains("bob"), "{name}: {}", lab.text());
    }
}

#[test]
fn the_list_shows_who_may_do_what_and_no_hash() {
    let lab = Lab::new(SETTINGS);
    assert_eq!(lab.user(&["add", "bo", "--access", "team/**:pull", "--password-stdin"], "x").code, Some(0));
    let said = lab.user(&["list"], "");
    assert_eq!(said.stdout, "alice  `**` pull, push, delete\nbo     `team/**` pull\n");
    assert_eq!(said.stderr, "without a login: `public/**` pull\n");
    let json: serde_json::Value = serde_json::from_str(&lab.user(&["list", "--json"], "").stdout).unwrap();
    assert_eq!(
        json["users"][1],
        serde_json::json!({"name": "bo", "access": [{"repository": "team/**", "actions": ["pull"]}]})
    );
    assert_eq!(json["schema"], "wharf.users/1");
    assert_eq!((&json["enabled"], &json["anonymous"][0]["repository"]), (&true.into(), &"public/**".into()));
    assert!(!json.to_string().contains("$2b$"));
}

#[test]
fn a_server_that_is_off_is_mentioned() {
    let lab = Lab::new(&SETTINGS.replace("enable = true", "enable = false"));
    let said = lab.user(&["add", "bob", "--password-stdin"], "x");
    assert!(said.stderr.contains("`auth_server.enable` is not true"), "{}", said.stderr);
    assert_eq!(said.code, Some(0));
    assert_eq!(lab.user(&["-q", "rm", "bob"], "").stderr, "");
}

#[test]
fn what_is_wrong_is_refused_with_a_way_out_and_nothing_is_written() {
    let lab = Lab::new(SETTINGS);
    let long = "a".repeat(73);
    for (arguments, input, message, hint) in [
        (
            &["add", "alice", "--password-stdin"][..],
            "x",
            "there is a user `alice` already",
            "wharf user passwd alice",
        ),
        (&["passwd", "alic", "--password-stdin"], "x", "there is no user `alic`", "did you mean `alice`?"),
        (&["rm", "zoe"], "", "there is no user `zoe`", "wharf user list"),
        (&["add", "a b", "--password-stdin"], "x", "`a b` cannot be the name", "letters, digits"),
        (&["add", "a:b", "--password-stdin"], "x", "`a:b` cannot be the name", "letters, digits"),
        (&["add", "", "--password-stdin"], "x", "`` cannot be the name", "letters, digits"),
        (&["add", "bob", "--password-stdin"], "", "the password is empty", "1 to 72"),
        (&["add", "bob", "--password-stdin"], "\n", "the password is empty", "1 to 72"),
        (&["add", "bob", "--password-stdin"], &long, "the password has 73 bytes", "1 to 72"),
        (&["add", "bob", "--password-stdin"], "two\nlines\n", "has a line break", "without"),
        (&["add", "bob"], "staple\n", "there is no terminal", "--password-stdin"),
        (
            &["add", "bob", "--access", "team/**", "--password-stdin"],
            "x",
            "`team/**` is no access",
            "group/**:pull,push",
        ),
        (
            &["add", "bob", "--access", "**:write", "--password-stdin"],
            "x",
            "`**:write` is no access",
            "pull, push, delete",
        ),
        (
            &["add", "bob", "--access", ":pull", "--password-stdin"],
            "x",
            "`:pull` is no access",
            "group/**:pull,push",
        ),
    ] {
        let said = lab.user(arguments, input);
        assert_eq!(said.code, Some(1), "{arguments:?}: {}", said.stderr);
        assert!(
            said.stderr.contains(message) && said.stderr.contains(hint),
            "{arguments:?}: {}",
            said.stderr
        );
        assert_eq!(lab.text(), SETTINGS, "{arguments:?}");
    }
    assert_eq!(lab.user(&["add", "bob", "--password", "x"], "").code, Some(2), "never as an argument");
    std::fs::write(lab.path(), "[auth_server\n").unwrap();
    assert!(lab.user(&["list"], "").stderr.contains("could not read"));
    std::fs::remove_file(lab.path()).unwrap();
    let said = lab.user(&["add", "bob", "--password-stdin"], "x");
    assert!(
        said.stderr.contains("there is no settings file") && said.stderr.contains("hint: "),
        "{}",
        said.stderr
    );
    assert!(!lab.path().exists());
}

#[test]
fn a_link_to_the_settings_stays_a_link() {
    let lab = Lab::new("");
    let real = lab.root.path().join("real.toml");
    std::fs::rename(lab.path(), &real).unwrap();
    std::os::unix::fs::symlink(&real, lab.path()).unwrap();
    assert_eq!(lab.user(&["add", "bob", "--password-stdin"], "x").code, Some(0));
    assert!(lab.path().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("bob"));
}

/// A terminal made by Python: it types only when the echo is off, so what it typed cannot be seen by accident.
#[test]
fn a_terminal_is_asked_twice_without_echo() {
    let script = r#"
import os, pty, sys, termios, time
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:-2])
end = time.time() + 20
seen = b""
def read_until(text):
    global seen
    while text not in seen:
        seen += os.read(terminal, 1024)
for prompt, answer in ((b"password of bob: ", sys.argv[-2]), (b"once more: ", sys.argv[-1])):
    read_until(prompt)
    while termios.tcgetattr(terminal)[3] & termios.ECHO and time.time() < end:
        time.sleep(0.01)
    os.write(terminal, answer.encode() + b"\n")
try:
    while True:
        part = os.read(terminal, 1024)
        if not part: break
        seen += part
except OSError:
    pass
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"#;
    let lab = Lab::new(SETTINGS);
    let ask = |first: &str, second: &str| {
        let root = lab.root.path().to_str().unwrap();
        let program = [env!("CARGO_BIN_EXE_wharf"), "--root", root, "user", "add", "bob", first, second];
        Command::new("python3").arg("-c").arg(script).args(program).output().unwrap()
    };
    let differing = ask("staple-one", "staple-two");
    assert_eq!(differing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&differing.stdout).contains("the two passwords differ"));
    assert_eq!(lab.text(), SETTINGS);
    let output = ask("staple-one", "staple-one");
    let seen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{seen}");
    assert!(!seen.contains("staple"), "{seen}");
    assert!(bcrypt::verify("staple-one", &lab.hash("bob")).unwrap());
}
