//! What on the host stands in the way of a plan: ports that strangers hold, folders that users cannot enter.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use crate::render::{Rendered, Service};
use crate::sys::{self, Root, accounts::Known, network::Holder};

/// A port that a service needs and another process holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The setting that names the address.
    pub key: String,
    /// The address as it will be listened on.
    pub address: String,
    /// Who holds it, as far as it can be seen.
    pub holder: Option<Holder>,
}

/// Every address of `services` that a process outside of `sessions` holds; each of our services leads a session of
/// its own.
#[must_use]
pub fn held_ports<'a>(services: impl IntoIterator<Item = &'a Service>, sessions: &[u32]) -> Vec<Held> {
    let wanted: Vec<(&String, &String, SocketAddr)> = services
        .into_iter()
        .flat_map(|service| &service.listen)
        .filter_map(|(key, address)| Some((key, address, resolve(address)?)))
        .collect();
    let ports: Vec<u16> = wanted.iter().map(|(.., address)| address.port()).collect();
    if ports.is_empty() {
        return Vec::new();
    }
    let listeners = sys::network::listeners(&ports, sessions);
    let mut held: Vec<Held> = Vec::new();
    for (key, address, socket) in wanted {
        let stranger = listeners.iter().find(|listener| {
            collides(socket, listener.address)
                && listener.holder.as_ref().is_none_or(|holder| !sessions.contains(&holder.session))
        });
        if let Some(listener) = stranger {
            let one = Held { key: key.clone(), address: address.clone(), holder: listener.holder.clone() };
            if !held.contains(&one) {
                held.push(one);
            }
        }
    }
    held
}

/// `*:443`, `127.0.0.1:5000`, `[::1]:5000`, `localhost:5000`, `:5000`.
fn resolve(address: &str) -> Option<SocketAddr> {
    let (host, port) = address.rsplit_once(':')?;
    let port = port.parse().ok()?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let ip = match host {
        "" | "*" => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        "localhost" => IpAddr::V4(Ipv4Addr::LOCALHOST),
        other => other.parse().ok()?,
    };
    Some(SocketAddr::new(ip, port))
}

/// Whether binding `wanted` fails because `held` is bound: same port, and the same address or either unspecified.
fn collides(wanted: SocketAddr, held: SocketAddr) -> bool {
    let same = wanted.ip() == held.ip() || wanted.ip().is_unspecified() || held.ip().is_unspecified();
    wanted.port() == held.port() && same
}

/// A folder that a service's user must enter and cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The folder that the service needs.
    pub wanted: String,
    /// The folder on the way that does not let it in, as it lies on the host.
    pub by: String,
    /// The user.
    pub user: String,
    /// Mode and owner of the blocking folder: `0700 root:root`.
    pub access: String,
    /// What stands in the way is no folder at all.
    pub is_file: bool,
}

/// Every wanted folder that its own user could not reach, with the folder that blocks the way.
///
/// Folders the plan sets right itself do not block. Without the right to change users, every folder is ours.
#[must_use]
pub fn blocked_folders(root: &Root, want: &Rendered, is_privileged: bool) -> Vec<Blocked> {
    let mut blocked = Vec::new();
    for (path, ownership) in &want.directories {
        let user = if is_privileged {
            match sys::accounts::user(&ownership.user) {
                Some(known) => known,
                // The account is still to be made: it is in no group but its own.
                None => Known { uid: u32::MAX, gid: u32::MAX, groups: Vec::new() },
            }
        } else {
            let groups = sys::accounts::own_groups();
            let gid = groups.first().copied().unwrap_or(u32::MAX);
            Known { uid: sys::accounts::effective_user(), gid, groups }
        };
        let name = if is_privileged { ownership.user.clone() } else { sys::accounts::user_name(user.uid) };
        blocked.extend(blocked_on_the_way(root, want, path, &user, name));
    }
    blocked
}

fn blocked_on_the_way(
    root: &Root,
    want: &Rendered,
    path: &str,
    user: &Known,
    name: String,
) -> Option<Blocked> {
    let is_last_ours = |host: &Path| host == Path::new(path);
    let ancestors: Vec<&Path> = Path::new(path).ancestors().collect();
    for host in ancestors.into_iter().rev() {
        let text = host.to_string_lossy();
        let place = root.join(&text);
        let access = sys::fs::access(&place)?;
        let is_file = !place.is_dir();
        let is_set_right = want.directories.contains_key(text.as_ref());
        let may = user.uid == 0 || may_enter(access, user) || is_set_right || is_last_ours(host);
        if is_file || !may {
            let owner = access.uid.map(sys::accounts::user_name).unwrap_or_default();
            let group = access.gid.map(sys::accounts::group_name).unwrap_or_default();
            return Some(Blocked {
                wanted: path.to_owned(),
                by: place.to_string_lossy().into_owned(),
                user: name,
                access: format!("{:04o} {owner}:{group}", access.mode),
                is_file,
            });
        }
    }
    None
}

/// Whether the execute bit that counts for `user` is set.
fn may_enter(access: sys::fs::Access, user: &Known) -> bool {
    let bits = if access.uid == Some(user.uid) {
        access.mode >> 6
    } else if access.gid.is_some_and(|gid| user.gid == gid || user.groups.contains(&gid)) {
        access.mode >> 3
    } else {
        access.mode
    };
    bits & 1 == 1
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::render::Ownership;
    use crate::sys::fs::Access;

    #[test]
    fn a_strangers_port_is_named_and_our_own_is_not() {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap().to_string();
        let listen = vec![("registry.registry_http_addr".to_owned(), address.clone())];
        let want = Rendered {
            services: BTreeMap::from([("registry".to_owned(), Service { listen, ..Service::default() })]),
            ..Rendered::default()
        };
        let held = held_ports(want.services.values(), &[]);
        assert_eq!(held[0].address, address);
        let holder = held[0].holder.clone().unwrap();
        assert_eq!(holder.pid, std::process::id());
        assert!(held_ports(want.services.values(), &[holder.session]).is_empty());
    }

    #[test]
    fn addresses_collide_as_the_kernel_says() {
        for (wanted, held, expected) in [
            ("*:443", "127.0.0.1:443", true),
            ("127.0.0.1:443", "127.0.0.2:443", false),
            ("127.0.0.1:443", "127.0.0.1:444", false),
            (":5000", "[::]:5000", true),
            ("localhost:5000", "127.0.0.1:5000", true),
        ] {
            assert_eq!(
                collides(resolve(wanted).unwrap(), held.parse().unwrap()),
                expected,
                "{wanted} {held}"
            );
        }
    }

    #[test]
    fn the_folder_that_blocks_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path()).unwrap();
        sys::fs::make_directories(&root.join("/srv/locked/deep")).unwrap();
        sys::fs::set_access(folder.path(), Access::mode(0o755)).unwrap();
        sys::fs::set_access(&root.join("/srv/locked"), Access::mode(0o700)).unwrap();
        let nobody = Known { uid: 65534, gid: 65534, groups: Vec::new() };
        let want = Rendered::default();
        let blocked =
            blocked_on_the_way(&root, &want, "/srv/locked/deep/registry", &nobody, "nobody".to_owned());
        assert!(blocked.unwrap().by.ends_with("/srv/locked"));
        let mut want = Rendered::default();
        let ownership = Ownership { user: "nobody".to_owned(), group: String::new(), mode: 0o755 };
        want.directories.insert("/srv/locked".to_owned(), ownership);
        assert!(blocked_on_the_way(&root, &want, "/srv/locked/deep", &nobody, "nobody".to_owned()).is_none());
    }
}
