//! TCP: an end to waiting for somebody who takes nothing.

use std::io;
use std::os::fd::AsFd;
use std::time::Duration;

use nix::sys::socket::{
    setsockopt,
    sockopt::{Ipv6V6Only, TcpUserTimeout},
};

/// Lets the kernel end a connection of which the other side has taken no byte for so long, though bytes wait for it: it
/// has gone without a word, or it has stopped reading. Connections that a listener accepts have it from the listener.
///
/// # Errors
/// When this is no TCP socket.
pub fn give_up_after(socket: &impl AsFd, patience: Duration) -> io::Result<()> {
    let milliseconds = u32::try_from(patience.as_millis()).unwrap_or(u32::MAX);
    Ok(setsockopt(socket, TcpUserTimeout, &milliseconds)?)
}

/// Keeps a socket of IPv6 from taking connections of IPv4.
///
/// # Errors
/// When this is no socket of IPv6.
pub fn only_ipv6(socket: &impl AsFd) -> io::Result<()> {
    Ok(setsockopt(socket, Ipv6V6Only, &true)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn one_who_stops_reading_is_given_up_and_one_who_goes_on_is_not() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        give_up_after(&listener, Duration::from_millis(500)).unwrap();
        let _idle = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut accepted, _) = listener.accept().unwrap();
        accepted.set_write_timeout(Some(Duration::from_secs(30))).unwrap();
        let bytes = vec![0; 262_144];
        let error = loop {
            if let Err(error) = accepted.write_all(&bytes) {
                break error;
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{error}");
        let mut slow = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut accepted, _) = listener.accept().unwrap();
        let writer = std::thread::spawn(move || accepted.write_all(&vec![0; 16 << 20]));
        let (mut taken, mut buffer) = (0, bytes);
        while taken < 16 << 20 {
            std::thread::sleep(Duration::from_millis(20));
            taken += std::io::Read::read(&mut slow, &mut buffer).unwrap();
        }
        writer.join().unwrap().unwrap();
    }
}
