//! `wharf tail`: the last lines, then what comes, through everything that is done to a log.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc::{Receiver, channel};

use super::IDLE;
use super::sandbox::{LIMIT, Sandbox, kill};
use crate::support::times;

/// A `wharf tail` and the lines it has printed.
struct Tail {
    child: Child,
    lines: Receiver<String>,
}

impl Tail {
    fn start(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let mut command = sandbox.command(&[&["tail"], arguments].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (send, lines) = channel();
        let output: ChildStdout = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    #[track_caller]
    fn line(&mut self) -> String {
        self.lines.recv_timeout(LIMIT).expect("a line within the limit")
    }

    #[track_caller]
    fn says(&mut self, wanted: &[&str]) {
        for wanted in wanted {
            assert_eq!(self.line(), *wanted);
        }
    }

    /// Interrupts it as Ctrl-C does.
    #[track_caller]
    fn ends(mut self) -> Vec<String> {
        kill(self.child.id(), "INT");
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0), "{said}");
        self.lines.iter().collect()
    }
}

fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

#[test]
fn the_last_lines_come_first_then_what_comes_under_the_title_of_its_file() {
    let sandbox = Sandbox::new();
    sandbox.service("a", IDLE, "");
    sandbox.service("b", IDLE, "");
    for name in ["a", "b"] {
        std::fs::create_dir_all(sandbox.path("/var/log/gitlab").join(name)).unwrap();
    }
    let (a, b) = (sandbox.path("/var/log/gitlab/a/current"), sandbox.path("/var/log/gitlab/b/access.log"));
    let mut many = String::new();
    for i in 0..100_000 {
        writeln!(many, "line {i}").unwrap();
    }
    append(&a, &many);
    append(&b, "one\ntwo\nhalf");
    for name in ["lock", "config", "@400000000000000a00000000.s", "access.log.1", "access.log.2.gz"] {
        append(&sandbox.path("/var/log/gitlab/b").join(name), "not this\n");
    }
    let title = |path: &Path| format!("==> {} <==", path.display());
    let mut tail = Tail::start(&sandbox, &["-n", "2"]);
    tail.says(&[&title(&a), "line 99998", "line 99999", "", &title(&b), "one", "two"]);
    append(&b, " and half\n");
    tail.says(&["half and half"]);
    append(&a, "more\n");
    tail.says(&["", &title(&a), "more"]);
    // Cut short and written again; and a file that was not there.
    std::fs::write(&b, "new\n").unwrap();
    tail.says(&["", &title(&b), "new"]);
    let late = sandbox.path("/var/log/gitlab/a/error.log");
    append(&late, "first\n");
    tail.says(&["", &title(&late), "first"]);
    // Renamed by someone else, and still written to for a moment.
    std::fs::rename(&b, b.with_extension("log.1")).unwrap();
    append(&b.with_extension("log.1"), "late\n");
    append(&b, "next\n");
    tail.says(&["", &title(&b), "late", "next"]);
    assert_eq!(tail.ends(), Vec::<String>::new());

    let mut tail = Tail::start(&sandbox, &["b", "--lines=1"]);
    tail.says(&["next"]);
    assert_eq!(tail.ends(), Vec::<String>::new(), "one file has no title");
    let said = super::sandbox::say(&mut sandbox.command(&["tail", "c"]));
    assert_eq!(said.code, 1);
    assert_eq!(said.err, "error: there is no service `c`\n  hint: the services are a, b\n");
}

#[test]
fn a_reader_that_goes_away_ends_it() {
    let sandbox = Sandbox::new();
    sandbox.service("a", IDLE, "");
    std::fs::create_dir_all(sandbox.path("/var/log/gitlab/a")).unwrap();
    append(&sandbox.path("/var/log/gitlab/a/current"), "one\n");
    let mut command = sandbox.command(&["tail"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert_eq!(line, "one\n");
    drop(reader);
    // Nothing more is logged: it must notice without a write.
    let status = super::sandbox::eventually("it ends", || child.try_wait().unwrap());
    assert_eq!(status.code(), Some(0));
}

#[test]
fn no_line_is_lost_or_doubled_over_many_rotations() {
    for compress in [0, 1] {
        let mut sandbox = Sandbox::new();
        let count = times(6_000);
        let gate = sandbox.note("gate");
        // In bursts, so that several files come and go between two looks, and in single lines.
        let script = format!(
            "echo ready; while ! test -e {}; do sleep 0.02; done; i=0; while test $i -lt {count}; do i=$((i+1)); echo number $i; \
             test $((i % 500)) = 0 && sleep 0.15; done; exec sleep 1000",
            gate.display()
        );
        let more = format!("log_size = 3000\nlog_count = 0\nlog_compress = {compress}");
        sandbox.service("counter", &script, &more);
        let client = sandbox.serve();
        client.wait_ready("counter", LIMIT).unwrap();
        let mut tail = Tail::start(&sandbox, &["counter"]);
        assert!(tail.line().ends_with(" ready"));
        std::fs::write(&gate, "").unwrap();
        for number in 1..=count {
            let line = tail.line();
            assert_eq!(line.split_once(' ').unwrap().1, format!("number {number}"), "compressed: {compress}");
        }
        let aside = std::fs::read_dir(sandbox.path("/var/log/gitlab/counter")).unwrap().count();
        assert!(aside > count / 150, "{aside} files were put aside");
        assert_eq!(tail.ends(), Vec::<String>::new());
    }
}
