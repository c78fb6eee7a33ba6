//! What the settings come to on this host: settings, facts, secrets, derive, render. It changes nothing.
//!
//! `plan` and `reconfigure` go on from here, `check`, `render` and `config` stop here.

use std::path::PathBuf;

use anyhow::Context as _;

use super::{Global, signing, source};
use crate::derive::secrets::{self, Given, Kept, Made, Missing};
use crate::derive::{self, Derived, Facts};
use crate::keys::{self, CertificateFault};
use crate::observe::{self, Remembered};
use crate::problem::{Problem, Problems};
use crate::render::{self, Rendered};
use crate::secret::is_placeholder;
use crate::settings::{self, Parsed};
use crate::sys::{self, Root};
use crate::token::KeyId;

/// What the settings come to, before it is compared with the host.
pub(crate) struct Understood {
    pub(crate) root: Root,
    pub(crate) program: PathBuf,
    /// Where the settings stand, as people know it.
    pub(crate) settings_file: PathBuf,
    pub(crate) parsed: Parsed,
    pub(crate) facts: Facts,
    pub(crate) kept: Kept,
    /// The secrets that are to be made.
    pub(crate) missing: Missing,
    pub(crate) derived: Derived,
    pub(crate) rendered: Rendered,
    /// Whether `gitlab-secrets.json` is there and this user may not read it.
    pub(crate) hides_secrets: bool,
    /// Said of what this user may not look at.
    unreadable: Vec<Problem>,
    /// What need not be found out again next time.
    pub(crate) remembered: Remembered,
}

/// From where the host is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// As who changes it: the secrets are needed, paths carry the root.
    Host,
    /// As who may only look: the secrets where this user may read them, paths carry the root.
    OnDisk,
    /// The same, with paths as if the root were `/`.
    Inside,
    /// From afar: the settings alone count, and no secret is looked at.
    Settings,
}

/// The walk. `made` fills the secrets that do not exist yet; without it they are shown as `[to be made:NAME]`.
pub(crate) fn understand(global: &Global, made: &Made, view: View) -> anyhow::Result<Understood> {
    let root = global.root()?;
    let place = source::place(global, &root)?;
    let parsed = source::settings(&root, &place)?;
    come_to(global, place.path(), parsed, made, view)
}

/// What these settings come to.
pub(crate) fn come_to(
    global: &Global,
    settings_file: PathBuf,
    mut parsed: Parsed,
    made: &Made,
    view: View,
) -> anyhow::Result<Understood> {
    let root = global.root()?;
    let program = std::env::current_exe().context("could not find this program's own path")?;
    let asked = derive::asks(&parsed.settings);
    let mut remembered = Remembered::read(&root);
    let mut facts = observe::facts(
        &root,
        &asked,
        parsed.settings.nginx.binary.as_ref().map(settings::AbsolutePath::as_str),
        &program,
        &mut remembered,
    );
    if let Some(path) = &parsed.settings.gitlab_rails.config_path {
        facts.gitlab_yml = observe::existing_file(&root, path.as_str())?;
    }
    if matches!(view, View::Inside | View::Settings) {
        facts.root.clear();
    }
    let out_of_sight = not_looked_at(&observe::out_of_sight(&root, &asked));
    let Held { kept, unreadable, adopted } = kept_secrets(&root, &parsed, view, &mut remembered)?;
    parsed.warnings.extend(adopted.map(|note| located(&parsed, note)));
    parsed.warnings.extend(note_of_derived_certificate(&parsed, &kept));
    let mut derived = derive::derive(&parsed.settings, &facts, &kept.filled(made))
        .map_err(|found| locate(&parsed, found))?;
    let hides_secrets = unreadable.is_some();
    let missing = match secrets::to_be_made(&parsed.settings, &derived, &kept) {
        // who may not see the secrets cannot miss any
        Err(_) if view == View::Settings || hides_secrets => kept.missing(),
        missing => missing.map_err(|found| locate(&parsed, found))?,
    };
    derived.secrets.extend(parsed.secrets.iter().cloned());
    let rendered = render::render(&derived)?;
    Ok(Understood {
        root,
        program,
        settings_file,
        parsed,
        facts,
        kept,
        missing,
        derived,
        rendered,
        hides_secrets,
        unreadable: unreadable.into_iter().chain(out_of_sight).collect(),
        remembered,
    })
}

/// A word where this user may not know whether files are there that decide what the settings come to.
fn not_looked_at(paths: &[String]) -> Option<Problem> {
    let (last, others) = paths.split_last()?;
    let names: Vec<String> = others.iter().map(|path| format!("`{path}`")).collect();
    let names =
        if names.is_empty() { format!("`{last}`") } else { format!("{} and `{last}`", names.join(", ")) };
    Some(Problem::about(
        "",
        format!("could not look at {names}: permission denied; what follows takes them to be missing"),
        "run it as root to be sure",
    ))
}

impl Understood {
    /// What is accepted and should yet be known, in the order of the file.
    pub(crate) fn warnings(&self) -> Vec<Problem> {
        let list = self.parsed.warnings.iter().chain(&self.derived.warnings).chain(&self.unreadable);
        locate(&self.parsed, Problems { list: list.cloned().collect(), ..Problems::default() }).list
    }

    /// What this user may not look at, and what follows from that.
    pub(crate) fn unreadable(&self) -> &[Problem] {
        &self.unreadable
    }

    /// What `check` and `render` accept and `plan` refuses, in the order of the file.
    pub(crate) fn refusals(&self) -> Vec<Problem> {
        let list = self.parsed.refusals.iter().chain(&self.derived.refusals).cloned().collect();
        locate(&self.parsed, Problems { list, ..Problems::default() }).list
    }
}

/// Problems with the line and column of the setting that each is about.
pub(crate) fn locate(parsed: &Parsed, mut problems: Problems) -> Problems {
    if problems.file.is_empty() {
        problems.file.clone_from(&parsed.file);
    }
    parsed.places.locate(problems)
}

/// The secrets as far as they are known.
pub(crate) struct Held {
    pub(crate) kept: Kept,
    /// Said where those that are kept could not be read.
    pub(crate) unreadable: Option<Problem>,
    /// Said where GitLab's own key is taken.
    pub(crate) adopted: Option<Problem>,
}

/// A single problem with its place.
fn located(parsed: &Parsed, mut problem: Problem) -> Problem {
    parsed.places.find(&mut problem);
    problem
}

/// What is kept in `gitlab-secrets.json` and what the settings say instead; and a word where it could not be read.
pub(crate) fn kept_secrets(
    root: &Root,
    parsed: &Parsed,
    view: View,
    remembered: &mut Remembered,
) -> anyhow::Result<Held> {
    let registry = &parsed.settings.registry;
    let mut given = Given {
        http_secret: registry.http_secret.clone(),
        internal_key: registry.internal_key.clone(),
        internal_certificate: registry.internal_certificate.clone(),
    };
    let read = (view != View::Settings).then(|| observe::text(root, secrets::PATH));
    let (text, unreadable) = match read {
        Some(Err(error))
            if view != View::Host && error.source.kind() == std::io::ErrorKind::PermissionDenied =>
        {
            let message = format!(
                "{error}: {}; what it keeps is not known here, and in files it is shown as still to be made",
                error.source
            );
            (None, Some(Problem::about("", message, "run it as root to see them")))
        }
        Some(text) => (text?, None),
        None => (None, None),
    };
    let mut kept = Kept::read(text.as_deref(), given.clone())?;
    let mut adopted = None;
    if view != View::Settings
        && unreadable.is_none()
        && kept.internal_key().is_none()
        && let Some((key, note)) = signing::of_gitlab(root, &parsed.settings)?
    {
        given.internal_key = Some(key);
        kept = Kept::read(text.as_deref(), given)?;
        adopted = Some(note);
    }
    if kept.internal_key().is_some_and(|key| is_placeholder(key.expose())) {
        // It is there, and this user may not read it: whether it is good is not to be seen from here.
        return Ok(Held { kept, unreadable, adopted });
    }
    half_a_pair(&kept, parsed).map_err(|found| at_its_place(parsed, found))?;
    whole_pair(&kept, parsed, remembered).map_err(|found| at_its_place(parsed, found))?;
    Ok(Held { kept, unreadable, adopted })
}

/// A problem with a secret stands where the secret came from: in the settings, else in `gitlab-secrets.json`.
fn at_its_place(parsed: &Parsed, problems: Problems) -> Problems {
    if problems.list.iter().any(|problem| parsed.places.has(&problem.key)) {
        return locate(parsed, problems);
    }
    Problems { file: secrets::PATH.to_owned(), ..problems }
}

/// A key and a certificate: each must be one, and the two of one pair.
fn whole_pair(kept: &Kept, parsed: &Parsed, remembered: &mut Remembered) -> Result<(), Problems> {
    let (Some(key), Some(certificate)) = (kept.internal_key(), kept.internal_certificate()) else {
        return Ok(());
    };
    let registry = &parsed.settings.registry;
    let mut problems = Problems::default();
    let (certificate, key_bytes) = (certificate.as_bytes(), key.expose().as_bytes());
    if remembered.is_pair(certificate, key_bytes) {
        return Ok(());
    }
    match keys::fingerprints(certificate, key_bytes) {
        Ok(both) if both.agree() => remembered.found_pair(certificate, key_bytes),
        Ok(both) => {
            let is_given = registry.internal_key.is_some() || registry.internal_certificate.is_none();
            problems.coded(
                "E061",
                if is_given { "registry.internal_key" } else { "registry.internal_certificate" },
                format!(
                    "`internal_key` and `internal_certificate` are not a pair: SHA-256 of the public keys: `{}` in the \
                     certificate, `{}` of the key",
                    both.certificate, both.key
                ),
                format!("give both of one pair, or only the key; kept ones are in {}", secrets::PATH),
            );
        }
        Err(fault @ (CertificateFault::KeyPem(_) | CertificateFault::Key)) => problems.coded(
            "E062",
            "registry.internal_key",
            format!("no token can be signed with `internal_key`: {fault}"),
            mend(registry.internal_key.is_some(), how_to_write(key.expose())),
        ),
        Err(fault) => problems.coded(
            "E061",
            "registry.internal_certificate",
            format!("`internal_certificate` cannot be used: {fault}"),
            mend(
                registry.internal_certificate.is_some(),
                "give the certificate of `internal_key` as PEM, or remove the line to have it made from the key",
            ),
        ),
    }
    problems.or(())
}

/// What to do about a secret: `how` is for one that stands in the settings.
fn mend(is_given: bool, how: &str) -> String {
    if is_given { how.to_owned() } else { "put a backup of that file back".to_owned() }
}

/// A key or a certificate that stands alone: one of them must be enough to make the other.
fn half_a_pair(kept: &Kept, parsed: &Parsed) -> Result<(), Problems> {
    let registry = &parsed.settings.registry;
    let mut problems = Problems::default();
    match (kept.internal_key(), kept.internal_certificate()) {
        (Some(key), None) => {
            let made = keys::certificate_for(key.expose().as_bytes(), sys::clock::unix_seconds());
            if let Err(fault) = made {
                let cause = std::error::Error::source(&fault).map(|cause| format!(": {cause}"));
                problems.coded(
                    "E062",
                    "registry.internal_key",
                    format!(
                        "no token can be signed with `internal_key`: {fault}{}",
                        cause.unwrap_or_default()
                    ),
                    mend(registry.internal_key.is_some(), how_to_write(key.expose())),
                );
            }
        }
        (None, Some(_)) => problems.coded(
            "E061",
            "registry.internal_certificate",
            "`internal_certificate` is given without its key",
            mend(
                registry.internal_certificate.is_some(),
                "add `registry.internal_key`, or remove the line to have both made",
            ),
        ),
        _ => {}
    }
    problems.or(())
}

/// What to mend in a key that cannot be read, as published examples and copying break it.
fn how_to_write(key: &str) -> &'static str {
    if key.contains("\\n") {
        "write its line breaks as `\\n` in double quotes, or as they are between two `\"\"\"`; in single quotes `\\n` is no line break"
    } else if key.contains("-BEGIN ") && !key.contains("-----BEGIN ") {
        "its first and last line have five dashes on each side: `-----BEGIN RSA PRIVATE KEY-----`"
    } else if key.contains("-----BEGIN ") && key.trim().lines().count() < 3 {
        "its first line, its base64 and its last line stand on lines of their own: write `\\n` between them"
    } else {
        "give an RSA key as PEM, or remove the line to have one made"
    }
}

/// Omnibus fills a missing certificate with that of another key; here it follows from the key, which is worth a word.
fn note_of_derived_certificate(parsed: &Parsed, kept: &Kept) -> Option<Problem> {
    let given = &parsed.settings.registry;
    let key = given.internal_key.as_ref().filter(|_| given.internal_certificate.is_none())?;
    let id = KeyId::libtrust(&keys::public_key(key.expose().as_bytes()).ok()?);
    let verb = if kept.missing().certificate { "is derived" } else { "was derived" };
    let note = Problem::coded(
        "N060",
        "registry.internal_key",
        format!("only `internal_key` is given; its certificate {verb} from it (key id `{id}`)"),
        "",
    );
    let found = locate(parsed, Problems { list: vec![note], ..Problems::default() });
    found.list.into_iter().next()
}
