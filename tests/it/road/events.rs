//! `wharf events` as an operator uses it: an endpoint that refuses, what it missed, and telling it once more.

use std::sync::atomic::Ordering;

use serde_json::Value;

use crate::registry::notifications::Receiver;
use crate::support::{Answer, image::Image, sandbox::Sandbox, wait_until};

const WRITER: &str = "writer:push and pull";

/// How many events stand so with the endpoint.
#[track_caller]
fn count(sandbox: &Sandbox, standing: &str) -> u64 {
    let said = sandbox.wharf(&["events", "ls", "--json"]).exits(0);
    let said: Value = serde_json::from_str(&said.output).unwrap_or_else(|_| panic!("{said:?}"));
    assert_eq!(said["schema"], "wharf.events/1");
    said["endpoints"][0][standing].as_u64().unwrap_or_else(|| panic!("{said}"))
}

/// What was printed, and what was said beside it, have these parts.
#[track_caller]
fn has(answer: &Answer, parts: &[&str]) {
    let all = format!("{}{}", answer.output, answer.error);
    for part in parts {
        assert!(all.contains(part), "{part:?} in {all}");
    }
}

#[test]
fn an_endpoint_that_refused_is_told_once_more_when_it_is_well_again() {
    let sandbox = Sandbox::with_token_server();
    let receiver = Receiver::start();
    let endpoint = format!(
        "[{{ name = \"ci\", url = \"{}?token=letmein\", headers = {{ Authorization = [\"Bearer opensesame\"] }} }}]",
        receiver.url()
    );
    let settings = format!(
        "log_level = \"info\"\ndefault_notifications_maxretries = 1\ndefault_notifications_backoff = \"50ms\"\n\
         notifications = {endpoint}\n"
    );
    sandbox.edit_settings("log_level = \"info\"\n", &settings);
    has(
        &sandbox.wharf(&["events", "ls"]).exits(1),
        &["no registry is enabled on this host", "wharf reconfigure"],
    );
    sandbox.wharf(&["reconfigure"]).exits(0);
    has(&sandbox.wharf(&["events", "test"]).exits(0), &["ci: takes events (200)"]);
    let test = receiver.wait_for(1).remove(0);
    assert_eq!(test["target"]["repository"], "wharf-events-test");

    receiver.status.store(403, Ordering::SeqCst);
    has(&sandbox.wharf(&["events", "test", "ci"]).exits(1), &["ci: refuses events with 403", "headers"]);
    has(&sandbox.wharf(&["events", "test", "cd"]).exits(1), &["no endpoint \"cd\"", "it has ci"]);
    let image = Image::make(&sandbox.outside("image"), "v1");
    sandbox.push(&image, "group/project:v1", WRITER).exits(0);
    wait_until("all are put aside", 60, || count(&sandbox, "waiting") == 0 && count(&sandbox, "aside") >= 3);
    let missed = count(&sandbox, "aside");
    let table = sandbox.wharf(&["events", "ls"]).exits(0);
    has(&table, &["ENDPOINT", "PUT ASIDE", "wharf events replay ci"]);
    let list = sandbox.wharf(&["events", "ls", "ci"]).exits(0);
    has(&list, &["put aside", "push", "group/project:v1@sha256:"]);
    for said in [&table, &list] {
        for secret in ["letmein", "opensesame"] {
            assert!(!format!("{said:?}").contains(secret), "{said:?}");
        }
    }

    // Told once more while it still refuses, they are put aside once more, and none is lost.
    has(&sandbox.wharf(&["events", "replay"]).exits(0), &["events are told once more"]);
    wait_until("they are put aside again", 60, || {
        count(&sandbox, "aside") == missed && count(&sandbox, "again") == 0
    });
    receiver.status.store(200, Ordering::SeqCst);
    // What is told once more outlives a restart.
    sandbox.wharf(&["stop", "registry"]).exits(0);
    has(
        &sandbox.wharf(&["events", "replay", "ci"]).exits(0),
        &[&format!("ci: {missed} events are told once more"), "the registry does not run"],
    );
    assert_eq!((count(&sandbox, "again"), count(&sandbox, "aside")), (missed, 0));
    has(&sandbox.wharf(&["events", "replay"]).exits(1), &["once more already"]);
    sandbox.wharf(&["start", "registry"]).exits(0);
    let told = receiver.wait_for(1 + usize::try_from(missed).unwrap());
    assert!(
        told.iter().any(|event| event["action"] == "push" && event["target"]["tag"] == "v1"),
        "{told:#?}"
    );
    wait_until("nothing is left", 30, || count(&sandbox, "again") == 0);
    has(&sandbox.wharf(&["events", "replay"]).exits(0), &["ci: nothing was put aside"]);
    has(&sandbox.wharf(&["events", "ls", "ci"]).exits(0), &["ci has taken everything"]);
    sandbox.wharf(&["shutdown"]).exits(0);
}
