//! Settings to every value a file needs; pure.
//!
//! Invariant: nothing here writes to the settings or looks at the host. What one component needs of another is
//! an argument, so the order is the call graph, and every part goes on after a problem, so one run tells all.

mod access;
mod collection;
mod drivers;
mod facts;
mod foreign_engine;
mod gitlab_yml;
mod hidden;
mod letsencrypt;
mod logging;
mod nginx;
mod notifications;
mod rails;
mod registry;
pub mod secrets;
mod services;
mod silent;
mod storage;
mod token_server;
mod vhost;
mod written;

pub use facts::{ExistingFile, Facts, Nginx as NginxProgram, Secrets};
pub use foreign_engine::Sections;
pub use logging::LogLimits;
pub use nginx::{Nginx, Status};
pub use rails::{Rails, RailsRegistry};
pub use registry::{Auth, Debug, Htpasswd, Registry};
pub use services::{AccountWanted, Paths, Service, reachable};
pub use token_server::{Grant, Login, TokenServer};
pub use vhost::{Header, RedirectServer, Tls, Vhost};

use crate::problem::{Problem, Problems};
use crate::secret::Secret;
use crate::settings::Settings;

/// Every value a file needs. Fields are final: a template computes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The URL of the registry, where it is on and has one.
    pub url: Option<String>,
    /// The engine. `None` is no registry on this host.
    pub registry: Option<Registry>,
    /// NGINX in front of it.
    pub nginx: Option<Nginx>,
    /// GitLab's part. `None` is no GitLab on this host.
    pub rails: Option<Rails>,
    /// The token server.
    pub token_server: Option<TokenServer>,
    /// The services, in the order of their names.
    pub services: Vec<Service>,
    /// Accounts that must exist; empty where they are not managed.
    pub accounts: Vec<AccountWanted>,
    /// Names of accounts and places that files and folders need.
    pub paths: Paths,
    /// The new text of `gitlab-secrets.json`. `None` leaves the file as it is.
    pub secrets_document: Option<Secret<String>>,
    /// Literal values to hide in whatever is shown.
    pub secrets: Vec<Secret<String>>,
    /// What is accepted and should yet be known.
    pub warnings: Vec<Problem>,
    /// What `check` and `render` accept and `plan` refuses, because it is not built yet and would change where
    /// data lies, who may read or write it, or what is deleted.
    pub refusals: Vec<Problem>,
}

/// Gathers what is wrong and what is worth a word.
#[derive(Debug, Default)]
struct Findings {
    problems: Problems,
    warnings: Vec<Problem>,
    refusals: Vec<Problem>,
}

impl Findings {
    fn problem(&mut self, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.coded("E008", key, message, hint);
    }

    /// A problem of a kind with a name of its own.
    fn coded(&mut self, code: &'static str, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.coded(code, key, message, hint);
    }

    fn warning(&mut self, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.warnings.push(Problem::coded("W002", key, message, hint));
    }

    /// A warning of a kind with a name of its own.
    fn coded_warning(
        &mut self,
        code: &'static str,
        key: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.warnings.push(Problem::coded(code, key, message, hint));
    }

    fn refusal(&mut self, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.refusals.push(Problem::coded("E009", key, message, hint));
    }
}

/// The host paths whose existence derivation asks for: whoever fills [`Facts`] looks there.
#[must_use]
pub fn asks(settings: &Settings) -> Vec<String> {
    let nginx = &settings.registry.nginx;
    let own = settings.registry_url().map(|url| {
        letsencrypt::paths_for(url, nginx.ssl_certificate.as_ref(), nginx.ssl_certificate_key.as_ref())
    });
    let pairs = letsencrypt::of_gitlab(settings).into_iter().chain(own);
    pairs.flat_map(|pair| [pair.certificate, pair.key]).collect()
}

/// Every value a file needs, or every problem that stands in the way.
pub fn derive(settings: &Settings, facts: &Facts, secrets: &Secrets) -> Result<Derived, Problems> {
    let mut findings = Findings::default();
    let access = access::derive(settings, facts, secrets, &mut findings);
    let paths = Paths::derive(settings, &access);
    let registry = registry::derive(settings, &access, facts, secrets, &mut findings);
    let rails = rails::derive(settings, &access, facts, secrets, &mut findings);
    let rails = gitlab_yml::keep(rails, settings, access.url.is_some(), facts, &mut findings);
    let token_server = token_server::derive(settings, &access, facts, secrets, &mut findings);
    let nginx = nginx::derive(settings, &access, facts, &mut findings);
    let services =
        services::derive(settings, facts, registry.as_ref(), nginx.as_ref(), token_server.as_ref(), &paths);
    silent::warn(settings, &access, &mut findings);
    logging::warn(settings, &mut findings);
    access::check_ports(settings, &services, &mut findings);
    let accounts = services::accounts(settings, facts, nginx.is_some(), rails.is_some());
    let mut hidden = hidden::hidden(settings, secrets);
    hidden.extend(rails.iter().flat_map(|rails| rails.hidden.clone()));
    let url = access.url.filter(|_| access.registry_enabled);
    findings.problems.or(Derived {
        url: url.map(|url| url.to_string()),
        registry,
        nginx,
        rails,
        token_server,
        services,
        accounts,
        paths,
        secrets_document: settings.package.makes_secrets().then(|| secrets.document.clone()),
        secrets: hidden,
        warnings: findings.warnings,
        refusals: findings.refusals,
    })
}
