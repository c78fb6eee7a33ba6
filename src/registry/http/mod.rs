//! HTTP: a request to its answer, one file a resource.
//!
//! Invariant: whatever a request says, its answer is not 5xx; only the storage's state makes one (507, 503).

mod answer;
pub(super) mod auth;
mod blobs;
mod completion;
mod happened;
mod incoming;
mod lists;
mod manifests;
mod peer;
mod query;
mod readonly;
mod route;
pub(super) mod seal;
pub(super) mod socket;
mod uploads;
mod urls;
pub(super) mod wire;

use std::time::{Duration, Instant};

use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderName, HeaderValue, LOCATION,
    USER_AGENT,
};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::Body as _;
use serde_json::json;

use super::config::Config;
use super::log::Log;
use super::manifest::schema1::Signer;
use super::notifications::Notifications;
use super::readonly::{Watch, Writing};
use super::spec::ErrorCode;
use super::store::Store;
use crate::token::Claims;
pub(super) use answer::Body;
use answer::{Answer, Refusal, empty, set, text_answer};
use completion::Completion;
pub(super) use incoming::Incoming;
pub(super) use peer::Peer;
use route::{Astray, Route};
use wire::Transfers;

/// `Docker-Distribution-Api-Version`, by which clients know a registry.
const API_VERSION: HeaderName = HeaderName::from_static("docker-distribution-api-version");
/// How much of a body that nobody reads is taken in, so that its sender gets to read the answer.
const SURPLUS: usize = 1024 * 1024;
/// And for how long.
const SURPLUS_TIME: Duration = Duration::from_secs(2);

/// All that requests share.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) config: Config,
    pub(super) store: Store,
    pub(super) seal: seal::Seal,
    pub(super) gate: Option<auth::Gate>,
    pub(super) signer: Signer,
    pub(super) watch: Watch,
    pub(super) notifications: Option<Notifications>,
    pub(super) log: Log,
}

/// One request, as the handlers see it.
struct Call<'c> {
    engine: &'c Engine,
    parts: &'c Parts,
    /// What stands before `/v2/` in addresses.
    base: String,
    /// What the token says; `None` where no tokens are asked for.
    claims: Option<Claims>,
    transfers: &'c Transfers,
    /// What lets it write; `None` for a request that changes nothing.
    writing: Option<Writing<'c>>,
}

impl Call<'_> {
    /// Waits until this request may not write any more.
    async fn sealed(&self) {
        match &self.writing {
            Some(writing) => writing.sealed().await,
            None => std::future::pending().await,
        }
    }

    /// Refuses to end what was begun where the registry has become read-only meanwhile.
    fn may_still_write(&self) -> Result<(), Refusal> {
        match self.writing.as_ref().and_then(Writing::held) {
            Some(found) => Err(readonly::by_hold(&found)),
            None => Ok(()),
        }
    }

    /// Refuses deletes where the settings do not allow them.
    fn deletes_are_allowed(&self) -> Result<(), Refusal> {
        if self.engine.config.storage.delete_enabled {
            return Ok(());
        }
        let detail = "deleting is turned off: set `storage.delete.enabled` to true";
        Err(Refusal::new(ErrorCode::Unsupported, detail))
    }
}

/// The repository that a path names.
pub(super) fn named_by(path: &str, prefix: &str) -> Option<String> {
    route::find(path, prefix).ok()?.name().map(ToString::to_string)
}

/// Answers one request.
pub(super) async fn respond(
    engine: &Engine,
    peer: Peer,
    transfers: &Transfers,
    request: Request<Incoming>,
) -> Response<Body> {
    let began = Instant::now();
    let (parts, mut body) = request.into_parts();
    let route = route::find(parts.uri.path(), &engine.config.http.prefix);
    let mut user = None;
    let mut answer = match &route {
        Ok(route) => match dispatch(engine, peer, transfers, &parts, &mut body, route, &mut user).await {
            Ok(answer) => answer,
            Err(refusal) => {
                if let Some(cause) = &refusal.cause {
                    engine.log.error(
                        "the storage could not be used",
                        &[("err.detail", cause), ("http.request.uri", &parts.uri.path())],
                    );
                }
                refusal.into_answer()
            }
        },
        Err(astray) => lead_back(astray, &parts),
    };
    // Before the client hears of it: an event that is not kept yet is lost with a process that dies now.
    happened::tell(engine, &mut answer, &parts, peer, user.as_deref());
    drain(&parts, &mut body).await;
    if matches!(&route, Ok(found) if *found != Route::Root) || matches!(route, Err(Astray::Name(_))) {
        for (name, value) in &engine.config.http.headers {
            answer.headers_mut().append(name, value.clone());
        }
    }
    if !matches!(&route, Ok(Route::Root)) {
        answer.headers_mut().insert(API_VERSION, HeaderValue::from_static("registry/2.0"));
    }
    if parts.method == Method::HEAD {
        answer = without_body(answer);
    }
    let expected = answer.body().size_hint().exact().unwrap_or_default();
    let fields = about(&parts, peer, route.as_ref().ok(), &answer, user);
    answer.map(|body| body.and_then_say(Completion::new(engine.log.clone(), fields, began, expected)))
}

/// Finds the handler: method, token, read-only, then the resource itself.
async fn dispatch(
    engine: &Engine,
    peer: Peer,
    transfers: &Transfers,
    parts: &Parts,
    body: &mut Incoming,
    route: &Route,
    user: &mut Option<String>,
) -> Result<Answer, Refusal> {
    if *route == Route::Root {
        let mut answer = empty(StatusCode::OK);
        set(&mut answer, CACHE_CONTROL, "no-cache");
        return Ok(answer);
    }
    let methods = route.methods();
    // Before any token is asked for: a browser sends none when it asks what it may do, and learns only what the
    // specification says.
    if parts.method == Method::OPTIONS && !methods.is_empty() {
        let mut answer = empty(StatusCode::OK);
        set(&mut answer, ALLOW, &methods.join(", "));
        return Ok(answer);
    }
    if let (Route::Uploads(_), &Method::GET | &Method::HEAD) = (route, &parts.method) {
        let detail = "an upload is asked for by its whole `Location`; POST here to begin one";
        return Err(Refusal::new(ErrorCode::BlobUploadUnknown, detail));
    }
    if !methods.is_empty() && !methods.contains(&parts.method.as_str()) {
        let mut answer = text_answer(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed\n");
        set(&mut answer, ALLOW, &methods.join(", "));
        return Ok(answer);
    }
    let claims = match &engine.gate {
        Some(gate) => Some(gate.check(route, parts, peer)?),
        None => None,
    };
    *user = claims.as_ref().and_then(|claims| claims.subject.clone());
    let writing = match readonly::act(route, &parts.method) {
        None => None,
        Some(_) if engine.config.storage.is_read_only => return Err(readonly::by_settings()),
        Some(act) => {
            let push = (route.name().map(ToString::to_string).unwrap_or_default(), user.clone());
            Some(engine.watch.admit(act, push).map_err(|found| readonly::by_hold(&found))?)
        }
    };
    let base = urls::base(&engine.config, &parts.headers, peer);
    let mut call = Call { engine, parts, base, claims, transfers, writing };
    match (route, &parts.method) {
        (Route::Root | Route::Base, _) => {
            let mut answer = empty(StatusCode::OK);
            set(&mut answer, CONTENT_TYPE, "application/json; charset=utf-8");
            *answer.body_mut() = Body::whole("{}");
            Ok(answer)
        }
        (Route::Catalog, _) => lists::catalog(&call),
        (Route::Tags(name), _) => lists::tags(&call, name),
        (Route::TagReference(name, tag), _) => {
            manifests::delete(&call, name, &Ok(super::spec::Reference::Tag(tag.clone())))
        }
        (Route::Manifest(name, reference), &Method::PUT) => {
            manifests::put(&mut call, body, name, reference).await
        }
        (Route::Manifest(name, reference), &Method::DELETE) => manifests::delete(&call, name, reference),
        (Route::Manifest(name, reference), _) => manifests::get(&call, name, reference),
        (Route::Referrers(name, digest), _) => manifests::referrers(&call, name, blobs::valid(digest)?),
        (Route::Blob(name, digest), &Method::DELETE) => blobs::delete(&call, name, blobs::valid(digest)?),
        (Route::Blob(name, digest), _) => blobs::get(&call, name, blobs::valid(digest)?),
        (Route::Uploads(name), _) => uploads::start(&call, body, name).await,
        (Route::Upload(name, id), &Method::PATCH) => uploads::append(&call, body, name, id).await,
        (Route::Upload(name, id), &Method::PUT) => uploads::finish(&call, body, name, id).await,
        (Route::Upload(name, id), &Method::DELETE) => uploads::cancel(&call, name, id),
        (Route::Upload(name, id), _) => uploads::status(&call, name, id),
    }
}

/// The answer to a path that names nothing.
fn lead_back(astray: &Astray, parts: &Parts) -> Answer {
    match astray {
        Astray::NotFound => text_answer(StatusCode::NOT_FOUND, "404 page not found\n"),
        Astray::Encoding => {
            let detail = "the path's percent-encoding is broken, or is not UTF-8";
            Refusal::new(ErrorCode::NameInvalid, detail).into_answer()
        }
        Astray::Name(name) => {
            let shown: String = name.chars().take(300).collect();
            let detail = json!({
                "name": shown,
                "fix": "use lower-case letters and digits, single `.`, `_`, `__` or `-` between them, `/` between \
                        components, at most 255 characters in all",
            });
            Refusal::new(ErrorCode::NameInvalid, detail).into_answer()
        }
        Astray::Moved(path) => {
            let mut answer = empty(StatusCode::MOVED_PERMANENTLY);
            let path: String = path.split('/').map(query::encode).collect::<Vec<_>>().join("/");
            let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            set(&mut answer, LOCATION, &format!("{path}{query}"));
            answer
        }
    }
}

/// Takes in what is left of a body, within bounds: a sender that is still sending when the connection is closed
/// loses the answer. One that waits to be told to go on sends nothing.
async fn drain(parts: &Parts, body: &mut Incoming) {
    if body.is_end_stream() || parts.headers.contains_key(EXPECT) {
        return;
    }
    let _ = tokio::time::timeout(SURPLUS_TIME, async {
        let mut left = SURPLUS;
        while let Some(Ok(frame)) = body.frame().await {
            left = left.saturating_sub(frame.data_ref().map_or(0, bytes::Bytes::len));
            if left == 0 {
                break;
            }
        }
    })
    .await;
}

/// The same answer to HEAD: the length is that of the body it does not have.
fn without_body(mut answer: Answer) -> Answer {
    let length = answer.body().size_hint().exact().unwrap_or_default();
    let has_length = answer.headers().contains_key(CONTENT_LENGTH);
    if length > 0 && !has_length {
        set(&mut answer, CONTENT_LENGTH, &length.to_string());
    }
    answer.map(|_| Body::default())
}

/// What the log says of a request, in `distribution`'s words. The query is left out: it carries `_state`.
fn about(
    parts: &Parts,
    peer: Peer,
    route: Option<&Route>,
    answer: &Answer,
    user: Option<String>,
) -> Vec<(&'static str, String)> {
    let header = |name: HeaderName| {
        parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let mut fields = vec![
        ("http.request.host", header(HOST)),
        ("http.request.method", parts.method.to_string()),
        ("http.request.remoteaddr", remote(parts, peer)),
        ("http.request.uri", parts.uri.path().to_owned()),
        ("http.request.useragent", header(USER_AGENT)),
        ("http.response.status", answer.status().as_u16().to_string()),
    ];
    if let Some(kind) = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
        fields.push(("http.response.contenttype", kind.to_owned()));
    }
    if let Some(name) = route.and_then(Route::name) {
        fields.push(("vars.name", name.to_string()));
    }
    match route {
        Some(Route::Manifest(_, Ok(reference))) => fields.push(("vars.reference", reference.to_string())),
        Some(Route::Blob(_, Ok(digest)) | Route::Referrers(_, Ok(digest))) => {
            fields.push(("vars.digest", digest.to_string()));
        }
        Some(Route::Upload(_, id)) => fields.push(("vars.uuid", id.as_str().to_owned())),
        _ => {}
    }
    if let Some(user) = user.filter(|user| !user.is_empty()) {
        fields.push(("auth.user.name", user));
    }
    fields
}

/// Who asked: behind a proxy on this host the client that it names, else the peer.
fn remote(parts: &Parts, peer: Peer) -> String {
    let named = ["x-forwarded-for", "x-real-ip"].iter().find_map(|name| {
        let first = parts.headers.get(*name)?.to_str().ok()?.split(',').next()?.trim();
        first.parse::<std::net::IpAddr>().ok()
    });
    match named.filter(|_| peer.is_loopback()) {
        Some(address) => address.to_string(),
        None => peer.to_string(),
    }
}
