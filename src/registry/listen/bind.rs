//! Where the engine listens: a port, or a socket in the file system.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use tokio::net::{TcpListener, TcpSocket, UnixListener};

use super::seats::STALL_TIME;
use crate::registry::config::{HttpConfig, Network};
use crate::registry::http::socket::Socket;
use crate::sys::socket::{SocketFile, listen_alone};
use crate::sys::tcp;

/// How many connections the kernel keeps until they are accepted.
const BACKLOG: u32 = 4096;

/// What is listened on.
#[derive(Debug)]
pub(super) enum Listener {
    /// A port.
    Tcp(TcpListener),
    /// A socket in the file system, with its file and its name.
    Unix(UnixListener, #[expect(dead_code, reason = "held, not read")] SocketFile, String),
}

impl Listener {
    /// Listens where the configuration says.
    pub(super) async fn bind(config: &HttpConfig) -> io::Result<Self> {
        if config.network == Network::Unix {
            let (listener, file) = listen_alone(Path::new(&config.address), config.limits.socket_mode)?;
            return Ok(Self::Unix(UnixListener::from_std(listener)?, file, config.address.clone()));
        }
        let mut refusal =
            io::Error::new(io::ErrorKind::AddrNotAvailable, "the host has no address of this family");
        for address in addresses(&config.address, config.network).await? {
            match bind(address, config.network) {
                Ok(listener) => {
                    tcp::give_up_after(&listener, STALL_TIME)?;
                    return Ok(Self::Tcp(listener));
                }
                Err(error) => refusal = error,
            }
        }
        Err(refusal)
    }

    /// The next connection, and where it comes from.
    pub(super) async fn accept(&self) -> io::Result<(Socket, Option<SocketAddr>)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                let _ = stream.set_nodelay(true);
                Ok((stream.into(), Some(peer)))
            }
            Self::Unix(listener, ..) => Ok((listener.accept().await?.0.into(), None)),
        }
    }

    /// Where it listens, for people.
    pub(super) fn place(&self) -> io::Result<String> {
        match self {
            Self::Tcp(listener) => Ok(listener.local_addr()?.to_string()),
            Self::Unix(_, _, path) => Ok(path.clone()),
        }
    }
}

/// The addresses that a text stands for, the first to be tried first: Go prefers IPv4, and listens on every address
/// of both families for `:5000`.
async fn addresses(text: &str, network: Network) -> io::Result<Vec<SocketAddr>> {
    if let Some(port) = text.strip_prefix(':') {
        let port = port.parse().map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        let all = [IpAddr::from(Ipv6Addr::UNSPECIFIED), IpAddr::from(Ipv4Addr::UNSPECIFIED)];
        return Ok(all
            .map(|ip| SocketAddr::new(ip, port))
            .into_iter()
            .filter(|one| is_of(*one, network))
            .collect());
    }
    let mut found: Vec<SocketAddr> =
        tokio::net::lookup_host(text).await?.filter(|one| is_of(*one, network)).collect();
    found.sort_by_key(SocketAddr::is_ipv6);
    Ok(found)
}

fn is_of(address: SocketAddr, network: Network) -> bool {
    match network {
        Network::Tcp4 => address.is_ipv4(),
        Network::Tcp6 => address.is_ipv6(),
        Network::Tcp | Network::Unix => true,
    }
}

fn bind(address: SocketAddr, network: Network) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    if network == Network::Tcp6 {
        tcp::only_ipv6(&socket)?;
    }
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_is_of_the_family_that_was_asked_for() {
        for (text, network, should) in [
            (":1", Network::Tcp, "[[::]:1, 0.0.0.0:1]"),
            (":1", Network::Tcp4, "[0.0.0.0:1]"),
            (":1", Network::Tcp6, "[[::]:1]"),
            ("127.0.0.1:1", Network::Tcp6, "[]"),
            ("[::1]:1", Network::Tcp6, "[[::1]:1]"),
        ] {
            assert_eq!(
                format!("{:?}", addresses(text, network).await.unwrap()),
                should,
                "{text} {network:?}"
            );
        }
    }
}
