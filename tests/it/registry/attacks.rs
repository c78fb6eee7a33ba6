//! What somebody who means harm, or a broken disk, would try: nobody else is kept from being served, and nothing that
//! is not safe is said to be.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::client::{Connection, request};
use super::engine::config;

#[test]
fn a_log_that_nobody_reads_keeps_nobody_from_being_served() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.yml");
    std::fs::write(&path, config(folder.path(), "127.0.0.1:0", "", "")).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_wharf"))
        .args(["registry", "serve"])
        .arg(&path)
        .env_remove("WHARF_ROOT")
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let address = loop {
        let mut line = String::new();
        assert!(stderr.read_line(&mut line).unwrap() > 0, "the engine ended");
        if let Some(rest) = line.split("listening on ").nth(1) {
            let address: String = rest.chars().take_while(|c| *c != '"').collect();
            break address.parse().unwrap();
        }
    };
    // A pipe holds 64 KiB, a line has 300 bytes: it is full long before the end.
    let mut connection = Connection::open(address);
    connection.stream().set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut answered = 0;
    for _ in 0..3000 {
        connection.send(&request("GET", "/v2/", &[], b""));
        match connection.receive("GET") {
            Some(reply) if reply.status == 200 => answered += 1,
            _ => break,
        }
    }
    // Who reads again hears how much was lost.
    let reader = std::thread::spawn(move || {
        stderr.lines().map_while(Result::ok).any(|line| line.contains("lines of this log were dropped"))
    });
    let _ = Command::new("kill").arg(child.id().to_string()).status();
    let heard = reader.join().unwrap();
    let _ = child.wait();
    assert_eq!(answered, 3000, "the engine stands still");
    assert!(heard, "lost lines are counted");
}
