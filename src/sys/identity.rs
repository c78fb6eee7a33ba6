//! What tells a program from another that is put in its place.
#![expect(clippy::disallowed_methods, reason = "looks at files, as its neighbours do")]

use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// How a program of this machine begins. A script may do something else tomorrow although nobody has touched it.
const MACHINE_CODE: &[u8] = b"\x7fELF";

/// As long as this is the same the program at `path` is: its file, size and when it was last written or changed in any
/// other way. `None`: it is no machine code, or cannot be looked at.
#[must_use]
pub fn of_program(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let mut begin = [0; 4];
    file.read_exact(&mut begin).ok()?;
    let data = file.metadata().ok()?;
    let (written, changed) = ((data.mtime(), data.mtime_nsec()), (data.ctime(), data.ctime_nsec()));
    (begin == MACHINE_CODE)
        .then(|| format!("{}:{} {} {written:?} {changed:?}", data.dev(), data.ino(), data.size()))
}

/// As long as this is the same nobody has written to the file at `path`, nor put another in its place; links are
/// followed. A change of its mode or of its names is none. `None`: it is not there, or cannot be looked at.
#[must_use]
pub fn of_content(path: &Path) -> Option<String> {
    let data = std::fs::metadata(path).ok()?;
    Some(format!("{}:{} {} {}.{}", data.dev(), data.ino(), data.size(), data.mtime(), data.mtime_nsec()))
}

#[cfg(test)]
mod tests {
    use super::{of_content, of_program};

    #[test]
    fn another_name_for_a_file_does_not_make_it_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        std::fs::write(&path, b"one").unwrap();
        let before = of_content(&path).unwrap();
        std::fs::hard_link(&path, folder.path().join("second")).unwrap();
        assert_eq!(of_content(&path).unwrap(), before);
        std::fs::write(folder.path().join("new"), b"two").unwrap();
        std::fs::rename(folder.path().join("new"), &path).unwrap();
        assert_ne!(of_content(&path).unwrap(), before);
        assert_eq!(of_content(&folder.path().join("nothing")), None);
    }

    #[test]
    fn another_program_or_a_script_is_not_taken_for_the_one_that_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("program");
        std::fs::write(&path, b"\x7fELF one").unwrap();
        let before = of_program(&path).unwrap();
        assert_eq!(of_program(&path).unwrap(), before);
        std::fs::write(folder.path().join("new"), b"\x7fELF two").unwrap();
        std::fs::rename(folder.path().join("new"), &path).unwrap();
        assert_ne!(of_program(&path).unwrap(), before);
        std::fs::write(&path, b"#!/bin/sh").unwrap();
        assert_eq!(of_program(&path), None);
    }
}
