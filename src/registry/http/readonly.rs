//! What a read-only registry refuses, and how it says so.

use http::Method;
use http::header::RETRY_AFTER;
use serde_json::json;

use super::answer::Refusal;
use super::route::Route;
use crate::registry::readonly::{Act, Found, Hold, now};
use crate::registry::spec::ErrorCode;

/// When a client may come back to a registry that is read-only without an end, in seconds.
const MAINTENANCE: &str = "300";
/// What a person is told to do.
const FIX: &str = "pulls go on; push or delete again when the maintenance is over";

/// What a request to `route` does to the storage; `None` for one that changes nothing. No `_` stands for a route: who
/// adds one decides here.
pub(super) fn act(route: &Route, method: &Method) -> Option<Act> {
    match route {
        Route::Root | Route::Base | Route::Catalog | Route::Tags(_) | Route::Referrers(..) => None,
        Route::Uploads(_) => (method == Method::POST).then_some(Act::Begin),
        Route::TagReference(..) | Route::Manifest(..) | Route::Blob(..) | Route::Upload(..) => {
            if method == Method::DELETE {
                Some(Act::Remove)
            } else {
                (method != Method::GET && method != Method::HEAD).then_some(Act::GoOn)
            }
        }
    }
}

/// The refusal where the settings say so.
pub(super) fn by_settings() -> Refusal {
    let detail = json!({
        "reason": "the settings say so: `storage.maintenance.readonly.enabled`",
        "fix": FIX,
    });
    Refusal::new(ErrorCode::Unsupported, detail)
        .saying("the registry is read-only for maintenance: nothing can be pushed or deleted now")
        .with(RETRY_AFTER, MAINTENANCE)
}

/// The refusal of a hold. Clients show people the message and nothing else, so all of it is in there.
pub(super) fn by_hold(found: &Found) -> Refusal {
    let Found::Hold(hold) = found else {
        let detail = json!({ "reason": "the hold that makes it read-only cannot be read", "fix": FIX });
        return Refusal::new(ErrorCode::Unsupported, detail)
            .saying("the registry is read-only: who or what made it so cannot be read, its log says more")
            .with(RETRY_AFTER, MAINTENANCE);
    };
    let left = hold.until.map(|until| until.duration_since(now()).as_secs().saturating_add(1).max(1));
    let retry = left.map_or_else(|| MAINTENANCE.to_owned(), |left| left.to_string());
    let detail = json!({
        "reason": hold.reason, "by": hold.by, "since": hold.since, "until": hold.until, "fix": FIX,
    });
    Refusal::new(ErrorCode::Unsupported, detail).saying(message(hold)).with(RETRY_AFTER, &retry)
}

fn message(hold: &Hold) -> String {
    let reason = hold.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let end = hold.until.map_or_else(|| "without an end yet".to_owned(), |until| format!("until {until}"));
    format!("the registry is read-only{reason} (by {} since {}, {end})", hold.by, hold.since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::spec::{Digest, RepositoryName, Tag, UploadId};

    #[test]
    fn every_route_and_method_is_decided() {
        let name = || RepositoryName::parse("a").unwrap();
        let (tag, digest) = (Tag::parse("t").unwrap(), Digest::of(b""));
        let routes = [
            Route::Root,
            Route::Base,
            Route::Catalog,
            Route::Tags(name()),
            Route::TagReference(name(), tag.clone()),
            Route::Manifest(name(), Ok(crate::registry::spec::Reference::Tag(tag))),
            Route::Blob(name(), Ok(digest.clone())),
            Route::Uploads(name()),
            Route::Upload(name(), UploadId::parse("u").unwrap()),
            Route::Referrers(name(), Ok(digest)),
        ];
        for route in &routes {
            for method in route.methods() {
                let should = match *method {
                    "GET" | "HEAD" => None,
                    "POST" => Some(Act::Begin),
                    "PUT" | "PATCH" => Some(Act::GoOn),
                    "DELETE" => Some(Act::Remove),
                    other => panic!("{other} is not decided"),
                };
                assert_eq!(act(route, &method.parse().unwrap()), should, "{method} {route:?}");
            }
        }
    }

    #[test]
    fn the_message_says_it_all() {
        let at = |second| jiff::Timestamp::from_second(second).unwrap();
        let mut hold = Hold { until: Some(at(7200)), ..Hold::new("root", Some("S3 migration"), at(0)) };
        assert_eq!(
            message(&hold),
            "the registry is read-only: S3 migration (by root since 1970-01-01T00:00:00Z, until 1970-01-01T02:00:00Z)"
        );
        (hold.until, hold.reason) = (None, None);
        assert_eq!(
            message(&hold),
            "the registry is read-only (by root since 1970-01-01T00:00:00Z, without an end yet)"
        );
    }
}
