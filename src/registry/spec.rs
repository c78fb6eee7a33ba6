//! The specification's words: digests, names, tags, references and error codes.
//!
//! Invariant: a value of these types is valid; nothing below the router checks a name, a tag or a digest again,
//! and none of them can climb out of a folder, because `.`, `..` and `/` at their ends have no representation.

use std::fmt;

use http::StatusCode;

/// How long a repository's name may be (`distribution` reference grammar).
pub(crate) const NAME_LIMIT: usize = 255;
/// How large a manifest may be (OCI distribution-spec 1.1, "Pushing Manifests": at least 4 MiB).
pub(crate) const MANIFEST_LIMIT: usize = 4 * 1024 * 1024;

/// A hash function that names content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Algorithm {
    /// The canonical one: content is stored under it.
    Sha256,
    /// Known to `distribution`, rarely used.
    Sha384,
    /// Registered by OCI image-spec, "Registered Algorithms".
    Sha512,
}

impl Algorithm {
    /// Its name in a digest.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    fn by_name(name: &str) -> Option<Self> {
        [Self::Sha256, Self::Sha384, Self::Sha512].into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// The function itself.
    #[must_use]
    pub(crate) fn function(self) -> &'static aws_lc_rs::digest::Algorithm {
        match self {
            Self::Sha256 => &aws_lc_rs::digest::SHA256,
            Self::Sha384 => &aws_lc_rs::digest::SHA384,
            Self::Sha512 => &aws_lc_rs::digest::SHA512,
        }
    }
}

/// The name of content, `sha256:` and 64 hexadecimal digits (OCI image-spec, "Digests").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Digest {
    algorithm: Algorithm,
    hex: String,
}

impl Digest {
    /// Reads a digest strictly: a known algorithm, the right length, lower-case hexadecimal digits.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (algorithm, hex) = text.split_once(':')?;
        let algorithm = Algorithm::by_name(algorithm)?;
        let is_hex = hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (is_hex && hex.len() == algorithm.function().output_len() * 2)
            .then(|| Self { algorithm, hex: hex.to_owned() })
    }

    /// The canonical digest of `bytes`.
    #[must_use]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self::by(Algorithm::Sha256, bytes)
    }

    /// The digest of `bytes` by another hash function.
    #[must_use]
    pub(crate) fn by(algorithm: Algorithm, bytes: &[u8]) -> Self {
        Self::from_hash(algorithm, aws_lc_rs::digest::digest(algorithm.function(), bytes).as_ref())
    }

    /// The digest that a finished hash stands for.
    #[must_use]
    pub(crate) fn from_hash(algorithm: Algorithm, hash: &[u8]) -> Self {
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(hash.len() * 2);
        for byte in hash {
            let _ = write!(hex, "{byte:02x}");
        }
        Self { algorithm, hex }
    }

    /// Its hash function.
    #[must_use]
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its hexadecimal digits.
    #[must_use]
    pub(crate) fn hex(&self) -> &str {
        &self.hex
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm.name(), self.hex)
    }
}

/// The name of a repository: path components joined by `/`, at most 255 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RepositoryName(String);

impl RepositoryName {
    /// Reads a name by `distribution`'s grammar, which lets a first component that looks like a host pass.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > NAME_LIMIT {
            return None;
        }
        let mut components = text.split('/');
        let first = components.next()?;
        let has_more = text.contains('/');
        let is_name = (is_component(first) || (has_more && is_host(first))) && components.all(is_component);
        is_name.then(|| Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RepositoryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*` (OCI distribution-spec 1.1, "Pulling manifests").
pub(crate) fn is_component(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = text.bytes().next().is_some_and(is_word) && text.bytes().next_back().is_some_and(is_word);
    ends && text
        .split(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        .all(|between| matches!(between, "" | "." | "_" | "__") || between.bytes().all(|byte| byte == b'-'))
}

/// A host without its port: letters, digits and `-` between dots.
fn is_host(text: &str) -> bool {
    text.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// A tag: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Tag(String);

impl Tag {
    /// Reads a tag.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_first = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let is_tag = text.len() <= 128
            && text.bytes().next().is_some_and(is_first)
            && text.bytes().all(|byte| is_first(byte) || matches!(byte, b'.' | b'-'));
        is_tag.then(|| Self(text.to_owned()))
    }

    /// The tag as text.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a manifest is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reference {
    /// By a name that moves.
    Tag(Tag),
    /// By its content.
    Digest(Digest),
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => tag.fmt(f),
            Self::Digest(digest) => digest.fmt(f),
        }
    }
}

/// The id of an open upload. Ours are UUIDs; another engine's may be any word of `[A-Za-z0-9-_.=]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct UploadId(String);

impl UploadId {
    /// Reads an id; one that is all dots would be a folder of its own meaning and is none.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=');
        (!text.is_empty()
            && text.len() <= 128
            && text.bytes().all(is_word)
            && text.bytes().any(|byte| byte != b'.'))
        .then(|| Self(text.to_owned()))
    }

    /// A new id.
    #[must_use]
    pub(crate) fn make() -> Self {
        Self(uuid::Uuid::new_v4().hyphenated().to_string())
    }

    /// The id as text.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an error is called on the wire (OCI distribution-spec 1.1, "Error Codes", and `distribution`'s own).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorCode {
    BlobUnknown,
    BlobUploadInvalid,
    BlobUploadUnknown,
    DigestInvalid,
    ManifestBlobUnknown,
    ManifestInvalid,
    ManifestUnknown,
    ManifestUnverified,
    NameInvalid,
    NameUnknown,
    PaginationNumberInvalid,
    RangeInvalid,
    SizeInvalid,
    StorageFull,
    TagInvalid,
    Unauthorized,
    Unavailable,
    Unsupported,
}

impl ErrorCode {
    /// The one table: code, status, message, as `distribution` sends them. `STORAGE_FULL` is ours and goes out
    /// as `DENIED`, the specification's nearest word, with status 507.
    fn row(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Self::BlobUnknown => ("BLOB_UNKNOWN", StatusCode::NOT_FOUND, "blob unknown to registry"),
            Self::BlobUploadInvalid => ("BLOB_UPLOAD_INVALID", StatusCode::NOT_FOUND, "blob upload invalid"),
            Self::BlobUploadUnknown => {
                ("BLOB_UPLOAD_UNKNOWN", StatusCode::NOT_FOUND, "blob upload unknown to registry")
            }
            Self::DigestInvalid => {
                ("DIGEST_INVALID", StatusCode::BAD_REQUEST, "provided digest did not match uploaded content")
            }
            Self::ManifestBlobUnknown => {
                ("MANIFEST_BLOB_UNKNOWN", StatusCode::BAD_REQUEST, "blob unknown to registry")
            }
            Self::ManifestInvalid => ("MANIFEST_INVALID", StatusCode::BAD_REQUEST, "manifest invalid"),
            Self::ManifestUnknown => ("MANIFEST_UNKNOWN", StatusCode::NOT_FOUND, "manifest unknown"),
            Self::ManifestUnverified => {
                ("MANIFEST_UNVERIFIED", StatusCode::BAD_REQUEST, "manifest failed signature verification")
            }
            Self::NameInvalid => ("NAME_INVALID", StatusCode::BAD_REQUEST, "invalid repository name"),
            Self::NameUnknown => {
                ("NAME_UNKNOWN", StatusCode::NOT_FOUND, "repository name not known to registry")
            }
            Self::PaginationNumberInvalid => {
                ("PAGINATION_NUMBER_INVALID", StatusCode::BAD_REQUEST, "invalid number of results requested")
            }
            Self::RangeInvalid => {
                ("RANGE_INVALID", StatusCode::RANGE_NOT_SATISFIABLE, "invalid content range")
            }
            Self::SizeInvalid => {
                ("SIZE_INVALID", StatusCode::BAD_REQUEST, "provided length did not match content length")
            }
            Self::StorageFull => (
                "DENIED",
                StatusCode::INSUFFICIENT_STORAGE,
                "requested access to the resource is denied: the storage is full",
            ),
            Self::TagInvalid => ("TAG_INVALID", StatusCode::BAD_REQUEST, "manifest tag did not match URI"),
            Self::Unauthorized => ("UNAUTHORIZED", StatusCode::UNAUTHORIZED, "authentication required"),
            Self::Unavailable => ("UNAVAILABLE", StatusCode::SERVICE_UNAVAILABLE, "service unavailable"),
            Self::Unsupported => {
                ("UNSUPPORTED", StatusCode::METHOD_NOT_ALLOWED, "The operation is unsupported.")
            }
        }
    }

    /// Its name on the wire.
    #[must_use]
    pub(crate) fn code(self) -> &'static str {
        self.row().0
    }

    /// Its HTTP status.
    #[must_use]
    pub(crate) fn status(self) -> StatusCode {
        self.row().1
    }

    /// Its message.
    #[must_use]
    pub(crate) fn message(self) -> &'static str {
        self.row().2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_strictly() {
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b""), Digest::parse(&format!("sha256:{hex}")).unwrap());
        for (name, text) in [
            ("upper-case digits", format!("sha256:{}", hex.to_uppercase())),
            ("one digit short", format!("sha256:{}", &hex[1..])),
            ("one digit long", format!("sha256:{hex}0")),
            ("an algorithm nobody knows", format!("md5:{hex}")),
            ("a length of another algorithm", format!("sha512:{hex}")),
            ("a line break", format!("sha256:{hex}\n")),
            ("nothing", String::new()),
            ("no colon", hex.to_owned()),
        ] {
            assert_eq!(Digest::parse(&text), None, "{name}");
        }
    }

    #[test]
    fn a_name_is_components_joined_by_slashes() {
        let longest = "a".repeat(255);
        for text in ["a", "a/b", "a.b/c_d/e__f/g-h/i---j", "0/1", "A/b", "host.Example/x", longest.as_str()] {
            assert!(RepositoryName::parse(text).is_some(), "{text}");
        }
        let too_long = "a".repeat(256);
        for text in [
            "",
            "/",
            "a/",
            "/a",
            "a//b",
            "A",
            "a/B",
            "a..b",
            "a___b",
            "a_.b",
            "-a",
            "a-",
            ".",
            "..",
            "../a",
            "a/..",
            "_a",
            "a b",
            "ä",
            "h:5000/a",
            "a/./b",
            "a\0",
            too_long.as_str(),
        ] {
            assert!(RepositoryName::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_tag_is_a_word_and_an_upload_never_a_folder_of_its_own_meaning() {
        for (text, is_tag) in [
            ("latest", true),
            ("_x.y-z", true),
            ("V1", true),
            (".x", false),
            ("-x", false),
            ("", false),
            ("a/b", false),
        ] {
            assert_eq!(Tag::parse(text).is_some(), is_tag, "{text}");
        }
        assert!(Tag::parse(&"t".repeat(128)).is_some());
        assert!(Tag::parse(&"t".repeat(129)).is_none());
        for (text, is_id) in [("a-b_c.d=", true), (".", false), ("..", false), ("a/b", false), ("", false)] {
            assert_eq!(UploadId::parse(text).is_some(), is_id, "{text}");
        }
    }
}
