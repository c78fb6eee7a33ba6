//! A small file system of its own for one test, and how to fill it.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sched::{CloneFlags, unshare};

use super::sandbox::{Sandbox, is_machine};

/// Whether this user may mount one.
pub fn may_mount() -> bool {
    nix::unistd::geteuid().is_root()
}

/// A small file system that only this thread and what it starts can see. Unmounted when it is dropped.
pub struct Disk {
    at: PathBuf,
    filler: PathBuf,
}

/// What a disk can run out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Blocks,
    Files,
}

impl Disk {
    /// Mounts one at the folder `at`; `options` as `mount -t tmpfs -o` takes them.
    pub fn mount(at: &Path, options: &str) -> Self {
        std::fs::create_dir_all(at).unwrap();
        let at = at.canonicalize().unwrap();
        unshare(CloneFlags::CLONE_NEWNS).unwrap();
        let none = None::<&str>;
        mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none).unwrap();
        mount(Some("tmpfs"), &at, Some("tmpfs"), MsFlags::empty(), Some(options)).unwrap();
        Self { filler: at.join("filler"), at }
    }

    /// Mounts one under all that a host writes, before anything is on it.
    pub fn under(sandbox: &Sandbox, options: &str) -> Self {
        if !is_machine() {
            let disk = Self::mount(sandbox.root(), options);
            std::fs::create_dir_all(sandbox.path("/etc/gitlab")).unwrap();
            return disk;
        }
        let disk = Self::mount(&sandbox.outside("disk"), options);
        for (number, path) in
            ["/etc/gitlab", "/opt/gitlab", "/var/opt/gitlab", "/var/log/gitlab", "/run/wharf"]
                .into_iter()
                .enumerate()
        {
            let folder = disk.at.join(number.to_string());
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::create_dir_all(path).unwrap();
            let none = None::<&str>;
            mount(Some(&folder), path, none, MsFlags::MS_BIND, none).unwrap();
        }
        disk
    }

    /// Leaves room for `count` blocks or files, and no more.
    pub fn leave(&self, room: Room, count: usize) {
        self.free();
        match room {
            Room::Blocks => {
                let mut filler = File::create(&self.filler).unwrap();
                while filler.write_all(&[0; 4096]).is_ok() {}
                let blocks = filler.metadata().unwrap().len() / 4096;
                filler.set_len(blocks.saturating_sub(count as u64) * 4096).unwrap();
            }
            Room::Files => {
                std::fs::create_dir(&self.filler).unwrap();
                let name = |number: usize| self.filler.join(number.to_string());
                let mut made = 0;
                while File::create(name(made)).is_ok() {
                    made += 1;
                }
                for number in made.saturating_sub(count)..made {
                    std::fs::remove_file(name(number)).unwrap();
                }
            }
        }
    }

    /// Takes away what filled it.
    pub fn free(&self) {
        let _ = std::fs::remove_file(&self.filler);
        let _ = std::fs::remove_dir_all(&self.filler);
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = umount2(&self.at, MntFlags::MNT_DETACH);
    }
}
