//! `wharf.http`: what one connection may ask of the others. `distribution` has no words for it, and no such limits.

use std::time::Duration;

use super::read::Reader;

/// More connections than this are not kept, whatever the system allows: each one costs memory.
const MOST_CONNECTIONS: usize = 20_000;
/// How long the head of a request may take.
const HEAD_TIME: Duration = Duration::from_secs(30);
/// How long a connection may be kept without a request. Go's clients close theirs after 90 s: who closes first is
/// never met by a request that comes at the same moment.
const IDLE_TIME: Duration = Duration::from_mins(3);
/// How long a body may be silent: a client whose line is away for minutes goes on when it is back.
const BODY_TIME: Duration = Duration::from_mins(5);
/// The bytes a second that a body must bring on average (Apache's `mod_reqtimeout` asks for as many).
const MINIMUM_RATE: u32 = 500;

/// `wharf.http`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// `connections`: how many are kept at once. Beyond them the one that has been without a request the longest gives
    /// way. Fewer where the limit of open files asks for it.
    pub connections: usize,
    /// `headtimeout`: how long a client may take over the head of a request.
    pub head_time: Duration,
    /// `idletimeout`: how long a connection may be kept without a request.
    pub idle_time: Duration,
    /// `bodytimeout`: how long the body of a request may be silent, and how far it may fall behind `minimumrate`. What
    /// it brought until then stays in the upload.
    pub body_time: Duration,
    /// `minimumrate`: how many bytes a second the body of a request must bring on average; 0 asks only that it is not
    /// silent for too long.
    pub minimum_rate: u32,
    /// `socketmode`: who may connect to the socket of `http.net: unix`; without it all but those whom the umask keeps
    /// out, as in `distribution`.
    pub socket_mode: Option<u32>,
}

/// Reads the section.
pub(super) fn read(reader: &mut Reader<'_>) -> Limits {
    let time = |reader: &mut Reader<'_>, key, usual| {
        let time = reader.duration(key);
        if time.is_zero() { usual } else { time }
    };
    let rate = reader.get("wharf.http.minimumrate").is_some();
    let rate = if rate { reader.count("wharf.http.minimumrate").unwrap_or(0) } else { MINIMUM_RATE as usize };
    Limits {
        connections: reader.count("wharf.http.connections").unwrap_or(MOST_CONNECTIONS),
        head_time: time(reader, "wharf.http.headtimeout", HEAD_TIME),
        idle_time: time(reader, "wharf.http.idletimeout", IDLE_TIME),
        body_time: time(reader, "wharf.http.bodytimeout", BODY_TIME),
        minimum_rate: u32::try_from(rate).unwrap_or(u32::MAX),
        socket_mode: mode(reader),
    }
}

/// An octal mode, quoted or not: YAML 1.1 would read `0660` as a number of another base.
fn mode(reader: &mut Reader<'_>) -> Option<u32> {
    let text = reader.text("wharf.http.socketmode")?;
    let mode = u32::from_str_radix(text.trim_start_matches("0o"), 8).ok().filter(|mode| *mode <= 0o777);
    if mode.is_none() {
        let message = format!("is no mode: {text:?}");
        reader.fault("wharf.http.socketmode", message, "write it in octal digits and quotes: `\"0660\"`");
    }
    mode
}
