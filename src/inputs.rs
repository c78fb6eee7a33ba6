//! A digest of what a service reads, so that a restart is a comparison and never an event.
//!
//! The planner takes it over the files as they will be, the supervisor over the files as they were when it
//! started the service. Equal digests: nothing to do.

/// The digest of `files` in this order: the content of each, or `None` for one that is not there.
///
/// Paths are not part of it: the list itself stands in `service.toml`, which is one of the files.
#[must_use]
pub fn digest<'a>(files: impl IntoIterator<Item = Option<&'a [u8]>>) -> String {
    let mut context = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
    for file in files {
        match file {
            Some(bytes) => {
                context.update(&(bytes.len() as u64).to_be_bytes());
                context.update(bytes);
            }
            None => context.update(&u64::MAX.to_be_bytes()),
        }
    }
    hexadecimal(context.finish().as_ref())
}

/// Lower-case hexadecimal digits of `bytes`.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn moving_a_byte_between_files_or_removing_one_changes_the_digest() {
        let base = digest([Some(b"ab".as_slice()), Some(b"c")]);
        assert_ne!(base, digest([Some(b"a".as_slice()), Some(b"bc")]));
        assert_ne!(base, digest([Some(b"ab".as_slice()), None]));
        assert_eq!(base, digest([Some(b"ab".as_slice()), Some(b"c")]));
    }
}
