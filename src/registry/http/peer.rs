//! Who is at the other end of a connection.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The other end of a connection, and whether what it says comes by TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Peer {
    address: Option<SocketAddr>,
    is_encrypted: bool,
}

impl Peer {
    /// A peer at `address`; one at a socket in the file system has none.
    pub(crate) fn new(address: Option<SocketAddr>, is_encrypted: bool) -> Self {
        Self { address, is_encrypted }
    }

    /// Its address; that of this host for a peer at a socket in the file system, which only processes of this host
    /// can reach.
    pub(super) fn ip(self) -> IpAddr {
        self.address.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip())
    }

    /// Whether it is a process of this host, also by an IPv4 address written in IPv6.
    pub(super) fn is_loopback(self) -> bool {
        self.ip().to_canonical().is_loopback()
    }

    /// Whether it speaks TLS with the engine itself.
    pub(super) fn is_encrypted(self) -> bool {
        self.is_encrypted
    }
}

/// `host:port`, and `@` for a socket in the file system, as Go writes them.
impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            Some(address) => address.fmt(f),
            None => f.write_str("@"),
        }
    }
}
