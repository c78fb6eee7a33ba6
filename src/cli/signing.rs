//! The key that signs tokens, where others speak of it too: one that GitLab has already, and the certificates that the
//! registry is told to trust.

use super::understand::Understood;
use crate::keys;
use crate::observe::{self, ObserveError};
use crate::plan::{Plan, Step};
use crate::problem::{Problem, Problems};
use crate::render::LISTING;
use crate::secret::Secret;
use crate::settings::{AbsolutePath, Settings};
use crate::sys::Root;

const KEY_PATH: &str = "gitlab_rails.registry_key_path";
/// Where the key lies unless told otherwise.
const USUAL_KEY_PATH: &str = "/var/opt/gitlab/gitlab-rails/etc/gitlab-registry.key";
const BUNDLE: &str = "registry.rootcertbundle";

/// The key that GitLab signs with already, and a word about it: where none is given or kept, it goes on signing.
pub(crate) fn of_gitlab(
    root: &Root,
    settings: &Settings,
) -> Result<Option<(Secret<String>, Problem)>, ObserveError> {
    let rails = &settings.gitlab_rails;
    if settings.auth_server.enable || rails.enable == Some(false) {
        return Ok(None);
    }
    let path = rails.registry_key_path.as_ref().map_or(USUAL_KEY_PATH, AbsolutePath::as_str);
    let key = match observe::text(root, path) {
        Ok(Some(key)) => key,
        Ok(None) => return Ok(None),
        // it is GitLab's alone: who changes the host may read it, and nobody else decides by it
        Err(error) if error.source.kind() == std::io::ErrorKind::PermissionDenied => return Ok(None),
        Err(error) => return Err(error),
    };
    let note = Problem::coded(
        "N065",
        KEY_PATH,
        format!("the key at `{path}` goes on signing tokens, and is kept as `registry.internal_key`"),
        "to have a new one made, move it away first",
    );
    Ok(Some((Secret::new(key), note)))
}

/// Keys and certificates with which every token would be refused.
pub(crate) fn check(walk: &Understood, plan: &Plan, problems: &mut Problems) -> Result<(), ObserveError> {
    problems.list.extend(replaced(walk, plan)?);
    problems.list.extend(distrusted(walk)?);
    Ok(())
}

/// A key of GitLab's that would be replaced although nobody asked for that.
fn replaced(walk: &Understood, plan: &Plan) -> Result<Option<Problem>, ObserveError> {
    let Some(rails) = &walk.derived.rails else { return Ok(None) };
    let changes = plan.steps.iter().any(|step| {
        matches!(step, Step::File { path, from: Some(from), to: Some(to), .. }
            if *path == rails.key_path && from.content != to.content)
    });
    if !changes || walk.parsed.settings.registry.internal_key.is_some() {
        return Ok(None);
    }
    let written = observe::text(&walk.root, LISTING)?.unwrap_or_default();
    if written.lines().any(|path| path == rails.key_path) {
        return Ok(None);
    }
    let path = &rails.key_path;
    Ok(Some(Problem::coded(
        "E063",
        KEY_PATH,
        format!("`{path}` holds another key than gitlab-secrets.json, and Wharf did not write it"),
        format!("write `registry.internal_key = {{ file = \"{path}\" }}` to go on with it, or move it away"),
    )))
}

/// A bundle of trusted certificates without that of the key that this host signs with.
fn distrusted(walk: &Understood) -> Result<Option<Problem>, ObserveError> {
    let Some(bundle) = &walk.parsed.settings.registry.rootcertbundle else { return Ok(None) };
    if walk.derived.registry.as_ref().is_none_or(|registry| registry.auth.is_none()) {
        return Ok(None);
    }
    let problem = |message: String, hint: &str| Some(Problem::coded("E064", BUNDLE, message, hint));
    let Some(pem) = observe::text(&walk.root, bundle.as_str())? else {
        let message = format!("`{BUNDLE}` names {bundle}, which is not there");
        return Ok(problem(message, "put the certificate of who signs tokens there, or remove the line"));
    };
    let rails = walk.derived.rails.as_ref().and_then(|rails| rails.key.as_ref());
    let signer = walk.derived.token_server.as_ref().map(|server| &server.key).or(rails);
    let Some(signer) = signer else { return Ok(None) };
    let is_trusted = keys::certifies(pem.as_bytes(), signer.expose().as_bytes());
    if is_trusted.unwrap_or(false) {
        return Ok(None);
    }
    let message =
        format!("{bundle} holds no certificate of the key that signs tokens here, so each would be refused");
    Ok(problem(message, "give the key that belongs to it as `registry.internal_key`, or remove the line"))
}
