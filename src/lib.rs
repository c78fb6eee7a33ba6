//! Wharf: one settings file to a running container registry.
//!
//! ```text
//! gitlab.toml ─parse→ Settings ──┐
//!                                ├─derive→ Derived ─render→ Rendered ─┐
//! host ─observe→ Facts, Secrets ─┘                                    ├─plan→ Plan ─apply→ Applied
//!              └ Actual ──────────────────────────────────────────────┘
//! ```
//!
//! The rooms, in the order of that walk. `settings`, `derive`, `render` and `plan` are pure; `observe`
//! reads the host, `apply` changes it. The towers beside them never import one another: the reconciler
//! renders files, `registry` (the engine), `token_server` and `supervise` read them.

pub mod apply;
pub mod cli;
pub mod convert;
pub mod derive;
pub mod doctor;
pub mod explain;
pub mod generation;
pub mod inputs;
pub mod journal;
pub mod keys;
pub mod observe;
pub mod plan;
pub mod problem;
pub mod registry;
pub mod render;
pub mod ruby;
pub mod secret;
pub mod settings;
pub mod supervise;
pub mod sys;
pub mod token;
pub mod token_server;
pub mod visit;
