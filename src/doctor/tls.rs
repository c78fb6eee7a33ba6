//! Findings on the certificate: the file, and what is served.

use super::{Finding, or_ok};

/// So many days before it ends, one should know.
const DAYS: i64 = 30;

/// The files of certificate and key.
#[derive(Debug, Clone)]
pub struct Files {
    /// Where the certificate lies.
    pub certificate: String,
    /// What is wrong with them, each with what to do.
    pub faults: Vec<(String, String)>,
    /// What only some clients mind, each with what to do.
    pub remarks: Vec<(String, String)>,
    /// The names it is for.
    pub names: Vec<String>,
    /// Days until it ends.
    pub days_left: Option<i64>,
    /// What this user may not read.
    pub hidden: Vec<String>,
}

/// The files.
#[must_use]
pub fn certificate(files: &Files) -> Vec<Finding> {
    let name = "certificate";
    let why = "clients refuse the connection, and NGINX may not start again";
    let faults = files.faults.iter().map(|(message, fix)| Finding::fail(name, message, why, fix));
    let mut found: Vec<Finding> = faults.collect();
    found.extend(files.remarks.iter().map(|(message, fix)| Finding::warn(name, message, "", fix)));
    match files.days_left {
        Some(days) if (0..DAYS).contains(&days) => found.push(Finding::warn(
            name,
            format!("{} expires in {days} d", files.certificate),
            "from then on every client refuses the connection",
            "renew it in place, then run `wharf reconfigure`, which has NGINX read it",
        )),
        _ => {}
    }
    if found.is_empty() && !files.hidden.is_empty() {
        let names = files.hidden.join(", ");
        return vec![Finding::skip(name, format!("{names}, without root"))];
    }
    let days = files.days_left.map(|days| format!(", {days} d left")).unwrap_or_default();
    or_ok(found, name, format!("for {}{days}", files.names.join(", ")))
}

/// What a server shows.
#[derive(Debug, Clone)]
pub struct Served {
    /// Where it was looked at.
    pub at: String,
    /// Whether its own certificate is the one in the file; `None` where that cannot be read, or is not ours.
    pub is_of_the_file: Option<bool>,
    /// How many certificates came.
    pub count: usize,
    /// Why clients that trust whom this host trusts refuse it.
    pub refusal: Option<String>,
    /// Whether clients that trust the private authority of this host trust it, where there is one.
    pub private_trusts: Option<bool>,
}

/// What is served; `Err` is why nothing was.
#[must_use]
pub fn served(served: &[Result<Served, (String, String)>]) -> Vec<Finding> {
    let name = "served";
    let mut found = Vec::new();
    for one in served {
        match one {
            Err((at, why)) => found.push(Finding::fail(
                name,
                format!("{at}: {why}"),
                "no client gets through TLS there",
                "see `services` and `ports`; then `wharf tail nginx`",
            )),
            Ok(one) => found.extend(judged(one)),
        }
    }
    found
}

fn judged(served: &Served) -> Vec<Finding> {
    let name = "served";
    let Served { at, is_of_the_file, count, refusal, private_trusts } = served;
    let mut found = Vec::new();
    if *is_of_the_file == Some(false) {
        found.push(Finding::fail(
            name,
            format!("{at} shows another certificate than the one in the file"),
            "NGINX still has the one it read before, or something else answers there",
            "run `wharf reconfigure`, which has NGINX read the file again",
        ));
    }
    let many = if *count == 1 { "1 certificate".to_owned() } else { format!("{count} certificates") };
    match (refusal, private_trusts) {
        (None, _) => found.push(Finding::ok(name, format!("{at} shows {many}, which this host trusts"))),
        (Some(_), Some(true)) => {
            let seen = format!("{at} shows {many}, which clients with the private authority of this host trust");
            found.push(Finding::ok(name, seen));
        }
        (Some(refusal), Some(false) | None) if is_unknown_issuer(refusal) => found.push(Finding::warn(
            name,
            format!("{at} shows {many}, signed by nobody whom this host trusts"),
            "clients say `x509: certificate signed by unknown authority`",
            "append the certificates that lead to the authority, or give that to clients: `wharf ca trust-script --for docker`",
        )),
        (Some(refusal), Some(false) | None) => found.push(Finding::fail(
            name,
            format!("{at} shows a certificate that clients refuse: {refusal}"),
            "neither a push nor a pull gets through",
            "see `certificate`",
        )),
    }
    found
}

fn is_unknown_issuer(refusal: &str) -> bool {
    // A certificate that is its own authority is no end of any chain.
    ["UnknownIssuer", "CaUsedAsEndEntity", "nobody is trusted"].iter().any(|kind| refusal.contains(kind))
}
