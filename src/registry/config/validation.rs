//! `validation` and `compatibility.schema1`: what a manifest has to be to be taken.

use std::path::PathBuf;

use regex_lite::Regex;
use serde_yaml::Value;

use super::read::{Reader, scalar};
use crate::registry::manifest::Platform;

/// `validation`, and our own switch beside it.
#[derive(Debug, Clone)]
pub struct ValidationConfig {
    urls: UrlRules,
    children: Children,
    /// What is done with a manifest that says another size than a blob has.
    pub(crate) sizes: Sizes,
}

/// `compatibility.schema1`.
#[derive(Debug, Clone)]
pub struct Schema1Config {
    /// Whether Docker's first manifests are taken.
    pub is_enabled: bool,
    /// The key they are signed with on their way out.
    pub signing_key_file: Option<PathBuf>,
}

/// Which addresses a layer may be fetched from.
#[derive(Debug, Clone)]
enum UrlRules {
    /// Every address: the validation is turned off.
    Any,
    /// Those that match one of the first, where there are some, and none of the second. Both empty: none at all.
    Matching { allow: Vec<Regex>, deny: Vec<Regex> },
}

/// Which manifests of an index have to be there.
#[derive(Debug, Clone)]
enum Children {
    All,
    None,
    Of(Vec<Platform>),
}

/// `wharf.validation.descriptorsizes`. Why `log` unless it is asked for: `distribution` takes such manifests, so a
/// push that works there has to work here; whoever runs the registry hears of the client that makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sizes {
    Refuse,
    Log,
    Ignore,
}

impl ValidationConfig {
    /// Whether a layer may be fetched from `url`: `http` or `https`, without a fragment, and allowed by the rules.
    pub(crate) fn allows_url(&self, url: &str) -> bool {
        let scheme = url.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
        let is_address = scheme.is_some_and(|(scheme, rest)| {
            matches!(scheme.as_str(), "http" | "https") && !rest.is_empty() && !rest.starts_with('/')
        }) && !url.contains('#');
        is_address
            && match &self.urls {
                UrlRules::Any => true,
                UrlRules::Matching { allow, deny } => {
                    let is_in = |rules: &[Regex]| rules.iter().any(|rule| rule.is_match(url));
                    (is_in(allow) || allow.is_empty() && !deny.is_empty()) && !is_in(deny)
                }
            }
    }

    /// Whether a manifest that an index lists for `platform` has to be there.
    pub(crate) fn needs_child(&self, platform: &Platform) -> bool {
        match &self.children {
            Children::All => true,
            Children::None => false,
            Children::Of(platforms) => platforms.contains(platform),
        }
    }
}

/// Reads `validation`.
pub(super) fn read(reader: &mut Reader<'_>) -> ValidationConfig {
    let is_off = reader.boolean("validation.disabled")
        || (reader.get("validation.enabled").is_some() && !reader.boolean("validation.enabled"));
    let allow = expressions(reader, "validation.manifests.urls.allow");
    let deny = expressions(reader, "validation.manifests.urls.deny");
    let urls = if is_off { UrlRules::Any } else { UrlRules::Matching { allow, deny } };
    ValidationConfig { urls, children: children(reader), sizes: sizes(reader) }
}

/// Reads `compatibility.schema1`.
pub(super) fn read_schema1(reader: &mut Reader<'_>) -> Schema1Config {
    let file = reader.text("compatibility.schema1.signingkeyfile").filter(|file| !file.is_empty());
    Schema1Config {
        is_enabled: reader.boolean("compatibility.schema1.enabled"),
        signing_key_file: file.map(PathBuf::from),
    }
}

/// Expressions of Go's syntax. The crate reads the common part of it, and says what it does not know.
fn expressions(reader: &mut Reader<'_>, key: &str) -> Vec<Regex> {
    let mut read = Vec::new();
    for text in reader.texts(key) {
        match Regex::new(&text) {
            Ok(expression) => read.push(expression),
            Err(error) => reader.fault(
                key,
                format!("has an expression that cannot be read: {text:?} ({error})"),
                "write one such as `^https://mirror\\.example\\.com/`",
            ),
        }
    }
    read
}

fn children(reader: &mut Reader<'_>) -> Children {
    let key = "validation.manifests.indexes.platforms";
    let listed = platforms(reader);
    match reader.text(key).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "all" => Children::All,
        "none" => Children::None,
        // As in `distribution` 3: an empty list is no rule.
        "list" if listed.is_empty() => Children::All,
        "list" => Children::Of(listed),
        other => {
            let message = format!("is {other:?}");
            reader.fault(key, message, "write `all`, `none`, or `list` beside a `platformlist`");
            Children::All
        }
    }
}

fn platforms(reader: &mut Reader<'_>) -> Vec<Platform> {
    let key = "validation.manifests.indexes.platformlist";
    let Some(list) = reader.get(key) else { return Vec::new() };
    let word = |item: &Value, name: &str| item.get(name).and_then(scalar).filter(|text| !text.is_empty());
    let read: Option<Vec<Platform>> = list.as_sequence().and_then(|list| {
        let platform =
            |item| Some(Platform { architecture: word(item, "architecture")?, os: word(item, "os")? });
        list.iter().map(platform).collect()
    });
    if read.is_none() {
        let fix = "write items such as `{architecture: amd64, os: linux}`";
        reader.fault(key, "is not a list of platforms", fix);
    }
    read.unwrap_or_default()
}

fn sizes(reader: &mut Reader<'_>) -> Sizes {
    let key = "wharf.validation.descriptorsizes";
    match reader.text(key).unwrap_or_default().as_str() {
        "" | "log" => Sizes::Log,
        "refuse" => Sizes::Refuse,
        "ignore" => Sizes::Ignore,
        other => {
            reader.fault(key, format!("is {other:?}"), "write `refuse`, `log` or `ignore`");
            Sizes::Log
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::config::Config;

    fn config(more: &str) -> Result<Config, String> {
        let text =
            format!("version: 0.1\nstorage: {{filesystem: {{}}}}\nhttp: {{addr: '127.0.0.1:1'}}\n{more}\n");
        Config::parse(&text).map_err(|error| error.to_string())
    }

    #[test]
    fn an_address_is_allowed_as_distribution_allows_it() {
        let allow = "validation: {manifests: {urls: {allow: ['^https?://a\\.b/'], deny: ['secret']}}}";
        let deny = "validation: {manifests: {urls: {deny: ['^http://']}}}";
        for (more, url, should) in [
            ("", "https://a.b/c", false),
            ("validation: {disabled: true}", "https://a.b/c", true),
            ("validation: {enabled: false}", "HTTP://a.b/c", true),
            ("validation: {disabled: true}", "ftp://a.b/c", false),
            ("validation: {disabled: true}", "https://a.b/c#d", false),
            ("validation: {disabled: true}", "https:///c", false),
            ("validation: {disabled: true}", "a.b/c", false),
            (allow, "https://a.b/c", true),
            (allow, "https://a.b/secret", false),
            (allow, "https://axb/c", false),
            (deny, "https://anything/c", true),
            (deny, "http://anything/c", false),
        ] {
            assert_eq!(config(more).unwrap().validation.allows_url(url), should, "{more} {url}");
        }
    }

    #[test]
    fn which_children_have_to_be_there_is_said() {
        let platform =
            |architecture: &str| Platform { architecture: architecture.into(), os: "linux".into() };
        let list = "validation: {manifests: {indexes: {platforms: list, platformlist: [{architecture: amd64, os: linux}]}}}";
        for (more, architecture, should) in [
            ("", "arm64", true),
            ("validation: {manifests: {indexes: {platforms: none}}}", "arm64", false),
            ("validation: {manifests: {indexes: {platforms: list}}}", "arm64", true),
            (list, "amd64", true),
            (list, "arm64", false),
        ] {
            let config = config(more).unwrap();
            assert_eq!(config.validation.needs_child(&platform(architecture)), should, "{more}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        for (more, part) in [
            ("validation: {manifests: {urls: {allow: ['(']}}}", "`validation.manifests.urls.allow`"),
            ("validation: {manifests: {indexes: {platforms: some}}}", "`all`, `none`, or `list`"),
            ("validation: {manifests: {indexes: {platformlist: [x]}}}", "architecture: amd64"),
            ("wharf: {validation: {descriptorsizes: maybe}}", "`refuse`, `log` or `ignore`"),
            ("tags: {maxtags: -1}", "`tags.maxtags`"),
        ] {
            let error = config(more).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
        assert!(config("compatibility: {schema1: {enabled: true}}").unwrap().schema1.is_enabled);
        assert_eq!(config("tags: {maxtags: 7}").unwrap().tags_limit, Some(7));
    }
}
