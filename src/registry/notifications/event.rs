//! What endpoints are told, in `distribution`'s words (ENVELOPE: `application/vnd.docker.distribution.events.v1+json`).
//!
//! Invariant: pure; an event never carries a token, an `Authorization` header or a query.

use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Action {
    /// A blob or a manifest was pushed.
    Push,
    /// A blob or a manifest was asked for, with or without its body.
    Pull,
    /// A blob of another repository was taken over.
    Mount,
    /// A blob, a manifest or a tag is gone from its repository.
    Delete,
}

impl Action {
    /// As it stands in events and in `ignore.actions`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Pull => "pull",
            Self::Mount => "mount",
            Self::Delete => "delete",
        }
    }
}

/// One thing that happened. Empty members are left out, as `distribution` 2.8 does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    /// Its own id, by which an endpoint knows one that it has been told before.
    pub(crate) id: String,
    /// When, in UTC (RFC 3339).
    pub(crate) timestamp: String,
    /// What.
    pub(crate) action: Action,
    /// Of what.
    pub(crate) target: Target,
    /// By which request.
    pub(crate) request: RequestRecord,
    /// By whom.
    pub(crate) actor: Actor,
    /// Here.
    pub(crate) source: Source,
}

/// The blob, manifest or tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    /// Blobs are `application/octet-stream`.
    #[serde(rename = "mediaType", default, skip_serializing_if = "String::is_empty")]
    pub(crate) media_type: String,
    /// In bytes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) size: u64,
    /// Its digest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) digest: String,
    /// The size again, under its first name.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) length: u64,
    /// In which repository.
    pub(crate) repository: String,
    /// Where it was mounted from.
    #[serde(rename = "fromRepository", default, skip_serializing_if = "String::is_empty")]
    pub(crate) from_repository: String,
    /// Where it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) url: String,
    /// By which tag.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) tag: String,
    /// What a manifest refers to, where `notifications.events.includereferences` asks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<Reference>,
}

/// A blob or manifest that a manifest refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reference {
    /// Its media type.
    #[serde(rename = "mediaType", default, skip_serializing_if = "String::is_empty")]
    pub(crate) media_type: String,
    /// In bytes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) size: u64,
    /// Its digest.
    pub(crate) digest: String,
}

/// The request that made it happen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RequestRecord {
    /// Its id.
    pub(crate) id: String,
    /// The client's address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) addr: String,
    /// Whom it asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) host: String,
    /// How.
    pub(crate) method: String,
    /// What it calls itself.
    #[serde(default)]
    pub(crate) useragent: String,
}

/// Who did it, as far as that was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Actor {
    /// The subject of the token, or the user.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) name: String,
}

/// Which engine tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    /// Host and port.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) addr: String,
    /// Another one after each start.
    #[serde(rename = "instanceID", default, skip_serializing_if = "String::is_empty")]
    pub(crate) instance: String,
}

/// Several events in one request.
#[derive(Debug, Serialize)]
pub(crate) struct Envelope<'e> {
    /// They.
    pub(crate) events: &'e [Event],
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_the_members_of_distribution_and_no_empty_ones() {
        let event = Event {
            id: "1".to_owned(),
            timestamp: "2026-11-23T20:00:00.5Z".to_owned(),
            action: Action::Delete,
            target: Target { repository: "a/b".to_owned(), tag: "v1".to_owned(), ..Target::default() },
            request: RequestRecord {
                id: "r".to_owned(),
                method: "DELETE".to_owned(),
                ..RequestRecord::default()
            },
            actor: Actor::default(),
            source: Source { addr: "h:5000".to_owned(), instance: "i".to_owned() },
        };
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "id": "1",
                "timestamp": "2026-11-23T20:00:00.5Z",
                "action": "delete",
                "target": { "repository": "a/b", "tag": "v1" },
                "request": { "id": "r", "method": "DELETE", "useragent": "" },
                "actor": {},
                "source": { "addr": "h:5000", "instanceID": "i" },
            })
        );
        assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
    }
}
