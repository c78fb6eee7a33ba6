//! Who listens on which port, read from `/proc`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use super::fs;

/// A socket that listens, and the process that holds it as far as it can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    /// Its address.
    pub address: SocketAddr,
    /// The process, if this one may see it.
    pub holder: Option<Holder>,
}

/// The process behind a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its id.
    pub pid: u32,
    /// Its session, which every service of the supervisor leads.
    pub session: u32,
    /// Its command line, cut short.
    pub command: String,
}

/// The name of this host; empty where it has none that is text.
#[must_use]
pub fn host_name() -> String {
    nix::unistd::gethostname().ok().and_then(|name| name.into_string().ok()).unwrap_or_default()
}

/// Every TCP socket that listens on one of `ports`, with its holder.
///
/// The processes `likely` are asked first; all the others only for a socket that none of them holds.
#[must_use]
pub fn listeners(ports: &[u16], likely: &[u32]) -> Vec<Listener> {
    let mut found: Vec<(SocketAddr, u64)> = Vec::new();
    for (table, is_v6) in [("/proc/net/tcp", false), ("/proc/net/tcp6", true)] {
        let text = fs::read(Path::new(table)).unwrap_or_default();
        for line in String::from_utf8_lossy(&text).lines().skip(1) {
            found.extend(listening(line, is_v6).filter(|(address, _)| ports.contains(&address.port())));
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let inodes: Vec<u64> = found.iter().map(|(_, inode)| *inode).collect();
    let mut holders = holders(&inodes, likely);
    let unknown: Vec<u64> =
        inodes.into_iter().filter(|inode| !holders.iter().any(|(held, _)| held == inode)).collect();
    if !unknown.is_empty() {
        let names = fs::list(Path::new("/proc")).unwrap_or_default();
        let all: Vec<u32> = names.iter().filter_map(|name| name.parse().ok()).collect();
        holders.extend(self::holders(&unknown, &all));
    }
    found
        .into_iter()
        .map(|(address, inode)| {
            let holder = holders.iter().find(|(held, _)| *held == inode).map(|(_, holder)| holder.clone());
            Listener { address, holder }
        })
        .collect()
}

/// A line of `/proc/net/tcp` whose socket listens (state `0A`): its address and inode. See `proc_net_tcp(5)`.
fn listening(line: &str, is_v6: bool) -> Option<(SocketAddr, u64)> {
    let columns: Vec<&str> = line.split_whitespace().collect();
    if *columns.get(3)? != "0A" {
        return None;
    }
    let (address, port) = columns.get(1)?.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    // Each group of eight digits is a 32-bit word in the host's byte order.
    let words: Vec<u32> = (0..address.len() / 8)
        .map(|at| u32::from_str_radix(address.get(at * 8..at * 8 + 8).unwrap_or_default(), 16))
        .collect::<Result<_, _>>()
        .ok()?;
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
    let address = if is_v6 {
        IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?))
    } else {
        IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?))
    };
    Some((SocketAddr::new(address, port), columns.get(9)?.parse().ok()?))
}

/// Which of the processes `pids` hold the sockets `inodes`.
fn holders(inodes: &[u64], pids: &[u32]) -> Vec<(u64, Holder)> {
    let wanted: Vec<(u64, String)> =
        inodes.iter().map(|inode| (*inode, format!("socket:[{inode}]"))).collect();
    let mut found = Vec::new();
    for pid in pids.iter().copied() {
        let folder = Path::new("/proc").join(pid.to_string()).join("fd");
        for descriptor in fs::list(&folder).unwrap_or_default() {
            let Some(target) = fs::link_target(&folder.join(descriptor)) else { continue };
            let target = target.to_string_lossy().into_owned();
            if let Some((inode, _)) = wanted.iter().find(|(_, text)| *text == target) {
                found.push((*inode, holder(pid)));
            }
        }
    }
    found
}

fn holder(pid: u32) -> Holder {
    let folder = Path::new("/proc").join(pid.to_string());
    let line = fs::read(&folder.join("cmdline")).unwrap_or_default();
    let command: String = String::from_utf8_lossy(&line)
        .replace('\0', " ")
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(80)
        .collect();
    // pid (comm) state ppid pgrp session …; comm may hold spaces and parentheses, so count from the last one.
    let stat = String::from_utf8_lossy(&fs::read(&folder.join("stat")).unwrap_or_default()).into_owned();
    let session = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(3)?.parse().ok());
    Holder { pid, session: session.unwrap_or(0), command }
}

/// Every address of this host.
#[must_use]
pub fn own_addresses() -> Vec<IpAddr> {
    let all = nix::ifaddrs::getifaddrs().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let of = |address: nix::sys::socket::SockaddrStorage| {
        let four = address.as_sockaddr_in().map(|four| IpAddr::V4(four.ip()));
        four.or_else(|| address.as_sockaddr_in6().map(|six| IpAddr::V6(six.ip())))
    };
    all.into_iter().filter_map(|interface| of(interface.address?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_we_hold_is_found_with_our_name() {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = socket.local_addr().unwrap().port();
        let found = listeners(&[port], &[]);
        assert_eq!(found[0].address, socket.local_addr().unwrap());
        assert_eq!(found[0].holder.as_ref().unwrap().pid, std::process::id());
        assert_eq!(listeners(&[port], &[1, std::process::id()]), found);
        assert!(own_addresses().contains(&IpAddr::V4(Ipv4Addr::LOCALHOST)));
        drop(socket);
        assert!(listeners(&[port], &[]).is_empty());
    }
}
