//! Lists: the tags of a repository and the catalog, a page at a time (OCI distribution-spec 1.1, end-8).

use http::StatusCode;
use http::header::LINK;
use serde_json::json;
use tokio::task::block_in_place;

use super::answer::{Answer, Refusal, json_answer, set};
use super::{Call, query};
use crate::registry::spec::{ErrorCode, RepositoryName};

/// How many repositories a page has unless `n` says otherwise, as in `distribution`.
const PAGE: usize = 100;

impl Call<'_> {
    /// `n`: how many results are asked for.
    fn limit(&self) -> Result<Option<usize>, Refusal> {
        let Some(text) = query::value(self.parts.uri.query(), "n").filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            let detail = format!("`n` is {text:?}: write a whole number that is not negative");
            Refusal::new(ErrorCode::PaginationNumberInvalid, detail)
        })
    }

    /// `last`: after which name to go on.
    fn last(&self) -> Option<String> {
        query::value(self.parts.uri.query(), "last").filter(|last| !last.is_empty())
    }

    /// Adds `Link` to the next page (RFC 8288), always relative.
    fn link_to_next(&self, answer: &mut Answer, path: &str, last: Option<&String>, limit: usize) {
        if let Some(last) = last {
            let prefix = &self.engine.config.http.prefix;
            let link = format!("<{prefix}{path}?last={}&n={limit}>; rel=\"next\"", query::encode(last));
            set(answer, LINK, &link);
        }
    }
}

pub(super) fn tags(call: &Call<'_>, name: &RepositoryName) -> Result<Answer, Refusal> {
    // A bound of the settings holds for who asks for more, and for who does not say how many. Without one a client that
    // knows no pages, as those of 2.8 do not, gets all of them.
    let most = call.engine.config.tags_limit;
    let limit = match (call.limit()?, most) {
        (Some(limit), Some(most)) => Some(limit.min(most)),
        (limit, most) => limit.or(most),
    };
    let last = call.last();
    let Some(page) = block_in_place(|| call.engine.store.tags(name, last.as_deref(), limit))? else {
        let detail = json!({ "name": name.as_str(), "fix": "push an image to it first" });
        return Err(Refusal::new(ErrorCode::NameUnknown, detail));
    };
    let mut answer = json_answer(StatusCode::OK, &json!({ "name": name.as_str(), "tags": page.names }));
    if let Some(limit) = limit.filter(|_| page.more) {
        call.link_to_next(&mut answer, &format!("/v2/{name}/tags/list"), page.names.last(), limit);
    }
    Ok(answer)
}

pub(super) fn catalog(call: &Call<'_>) -> Result<Answer, Refusal> {
    let most = call.engine.config.catalog_limit;
    let limit = call.limit()?.unwrap_or(PAGE.min(most));
    if limit > most {
        let detail = format!("`n` is {limit}: at most {most} repositories are listed at once");
        return Err(Refusal::new(ErrorCode::PaginationNumberInvalid, detail));
    }
    let last = call.last();
    let page = block_in_place(|| call.engine.store.repositories(last.as_deref(), limit))?;
    let mut answer = json_answer(StatusCode::OK, &json!({ "repositories": page.names }));
    if page.more {
        call.link_to_next(&mut answer, "/v2/_catalog", page.names.last(), limit);
    }
    Ok(answer)
}
