//! Values that are hidden wherever they would be shown.

use super::Secrets;
use crate::secret::Secret;
use crate::settings::{Settings, secrets_of};

/// Literal values to hide in whatever is shown: those that are made, and every secret of the settings.
pub(super) fn hidden(settings: &Settings, secrets: &Secrets) -> Vec<Secret<String>> {
    let mut hidden = vec![secrets.http_secret.clone(), secrets.internal_key.clone()];
    hidden.extend(secrets_of(settings));
    // what is still to be made is shown as such
    hidden.retain(|secret| !secret.expose().is_empty() && !secret.expose().starts_with("[to be made"));
    hidden
}
