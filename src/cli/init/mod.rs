//! `wharf init`: a first settings file, from three answers or from the config.yml of a registry that runs already.
//!
//! Invariant: what is written has been read back and derived from; a file that `plan` would not take is never left
//! behind, and one that is there is replaced only with `--force`, which keeps it beside the new one.

mod fresh;
mod questions;
mod takeover;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::json;

use super::{DONE, Global, USAGE, advise, authority, print_line, source, tell};
use crate::derive::secrets::{Kept, Made};
use crate::derive::{self};
use crate::observe;
use crate::problem::{Problem, Problems};
use crate::settings::{self, AbsolutePath, Url};
use crate::sys::{self, Root, fs};

/// Larger files are no configuration of a registry.
const LARGEST_CONFIG: u64 = 1 << 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Where people will reach the registry, such as `https://registry.example.com`
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Where its certificate comes from: your own files, or a private authority that is made here, for a lab
    #[arg(long, value_name = "WHICH")]
    certificate: Option<Certificate>,
    /// Who may push: the users of a GitLab server, or users that you add here
    #[arg(long, value_name = "WHOSE")]
    tokens: Option<Tokens>,
    /// The URL of that GitLab server
    #[arg(long, value_name = "URL")]
    gitlab_url: Option<String>,
    /// The folder of the images [default: /var/opt/gitlab/gitlab-rails/shared/registry]
    #[arg(long, value_name = "PATH")]
    storage: Option<String>,
    /// Take over a `registry:2`: its config.yml. The images stay where they are; variables `REGISTRY_…` that
    /// it was started with are not seen
    #[arg(long, value_name = "FILE", conflicts_with_all = ["certificate", "tokens", "gitlab_url", "storage"])]
    from_config: Option<PathBuf>,
    /// Replace a settings file that is there; it is kept beside the new one
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Certificate {
    Files,
    Private,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Tokens {
    Gitlab,
    Local,
}

/// A settings file that is not written yet.
struct Draft {
    text: String,
    /// The host that a private authority makes a certificate for.
    private: Option<String>,
    /// What to know of it.
    notes: Vec<String>,
    /// What to do next, in order.
    next: Vec<String>,
}

/// The flags cannot be followed; the words for it.
struct Usage(String);

pub(crate) fn run(global: &Global, arguments: &Arguments) -> anyhow::Result<u8> {
    let root = global.root()?;
    let file = global.config.clone().unwrap_or_else(|| root.join(source::TOML));
    if root.is_machine() && global.config.is_none() && sys::accounts::effective_user() != 0 {
        return Err(advise(
            "this must be run as root: it writes /etc/gitlab",
            "run it with `sudo`, or try it in a folder of your own with `--root DIR`",
        ));
    }
    let ruby = root.join(source::RUBY);
    if global.config.is_none() && (fs::link_target(&ruby).is_some() || ruby.exists()) {
        return Err(advise(
            format!("there is a settings file {} already, and Wharf reads it as it is", ruby.display()),
            "go on with `wharf check`; for a gitlab.toml in its place see `wharf convert`, or move it away first",
        ));
    }
    if fs::link_target(&file).is_some() || file.exists() {
        if !arguments.force {
            return Err(advise(
                format!("there is a settings file {} already", file.display()),
                "edit it, or replace it with `--force`, which keeps the old one beside it",
            ));
        }
        if !file.is_file() {
            return Err(advise(format!("{} is no file", file.display()), "move it away first"));
        }
    }
    let draft = match &arguments.from_config {
        Some(config) => from_config(&root, arguments, config)?,
        None => from_answers(global, &root, arguments)?,
    };
    let draft = match draft {
        Ok(draft) => draft,
        Err(Usage(words)) => {
            tell(format_args!("error: {words}"));
            return Ok(USAGE);
        }
    };
    if let Some(host) = &draft.private {
        authority::init(global, &root, std::slice::from_ref(host), false)?;
    }
    let kept = write(global, &file, &draft.text)?;
    if global.json {
        print_line(json!({ "file": file, "kept": kept, "notes": draft.notes, "next": draft.next }));
        return Ok(DONE);
    }
    for note in &draft.notes {
        say(global, &format!("note: {note}"));
    }
    say(global, "next:");
    for step in &draft.next {
        say(global, &format!("  {step}"));
    }
    Ok(DONE)
}

fn say(global: &Global, text: &str) {
    if !global.quiet {
        tell(format_args!("{text}"));
    }
}

/// `wharf`, with the root that this run was given.
fn program(root: &Root) -> String {
    if root.is_machine() { "wharf".to_owned() } else { format!("wharf --root {}", root.path().display()) }
}

/// The answers, from flags and where there is a terminal from people, until they make settings without a problem.
fn from_answers(global: &Global, root: &Root, arguments: &Arguments) -> anyhow::Result<Result<Draft, Usage>> {
    let mut flags = Answers::default();
    if let Err(usage) = flags.take(arguments) {
        return Ok(Err(usage));
    }
    let can_ask = questions::can_ask();
    loop {
        let mut answers = flags.clone();
        if can_ask {
            questions::complete(&mut answers)?;
        } else if let Some(missing) = answers.missing() {
            return Ok(Err(Usage(format!("there is no terminal to ask on, so {missing} must be given"))));
        }
        let Some(choices) = answers.choices() else { return Ok(Err(Usage("an answer is missing".into()))) };
        let draft = fresh::draft(&choices, root);
        match check(root, &draft.text, "gitlab.toml") {
            Ok(_) => return Ok(Ok(draft)),
            // Only what was asked for can be answered in another way.
            Err(problems) if can_ask && flags.missing().is_some() => {
                tell(format_args!("these answers do not fit together: {problems}"));
                say(global, "once more:");
            }
            Err(problems) => return Err(problems.into()),
        }
    }
}

fn from_config(root: &Root, arguments: &Arguments, config: &Path) -> anyhow::Result<Result<Draft, Usage>> {
    let shown = config.display();
    let bytes = fs::read_at_most(config, LARGEST_CONFIG).map_err(|error| {
        advise(
            format!("could not read {shown}: {error}"),
            "name the config.yml of the registry that runs now",
        )
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| advise(format!("could not read {shown}: it is not valid UTF-8"), "save it as UTF-8"))?;
    let name = config.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut taken = takeover::take(&text, &name)?;
    taken.url_is_a_flag = arguments.url.is_some();
    let url = match &arguments.url {
        Some(url) => match questions::registry_url(url) {
            Ok(url) => Some(url),
            Err(reason) => return Ok(Err(Usage(format!("`--url` {reason}")))),
        },
        None => taken.url.take(),
    };
    let url = match url {
        Some(url) => url,
        None if questions::can_ask() => questions::where_to_reach()?,
        None => {
            return Ok(Err(Usage(format!(
                "{shown} has no `http.host`, so `--url` must say where people reach the registry"
            ))));
        }
    };
    let owner = taken.folder.as_deref().and_then(|folder| owner(root, folder));
    let mut draft = taken.finish(&url, owner, root);
    let refusals = taken.check(|| check(root, &draft.text, "gitlab.toml"))?;
    for Problem { message, hint, .. } in &refusals {
        let hint = hint.as_deref().map_or(String::new(), |hint| format!("; {hint}"));
        draft.notes.push(format!("`wharf plan` will refuse this: {message}{hint}"));
    }
    if !refusals.is_empty() {
        draft.next.insert(
            0,
            "let the registry that runs now run on until `wharf plan` takes the settings".to_owned(),
        );
    }
    Ok(Ok(draft))
}

/// The owner of a folder, where both names of it are known.
fn owner(root: &Root, folder: &str) -> Option<(String, String)> {
    let access = fs::access(&root.join(folder))?;
    Some((sys::accounts::user_name(access.uid?), sys::accounts::group_name(access.gid?)))
}

/// Reads the text back and derives from it, as `plan` will. Answers what `plan` will refuse all the same.
fn check(root: &Root, text: &str, name: &str) -> Result<Vec<Problem>, Problems> {
    let parsed = settings::parse(text, name)?;
    let asked = derive::asks(&parsed.settings);
    let facts = observe::facts(root, &asked, None, Path::new("wharf"), &mut observe::Remembered::read(root));
    let secrets = Kept::default().filled(&Made::default());
    derive::derive(&parsed.settings, &facts, &secrets)
        .map(|derived| derived.refusals)
        .map_err(|problems| super::understand::locate(&parsed, problems))
}

/// Writes the file. Answers the name that the one before has now.
fn write(global: &Global, file: &Path, text: &str) -> anyhow::Result<Option<PathBuf>> {
    let failed = || format!("could not write {}; nothing was changed there", file.display());
    let mut access = fs::Access::mode(0o600);
    let mut kept = None;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::make_directories(folder).with_context(failed)?;
    }
    if let Some(before) = fs::read_optional(file).with_context(failed)? {
        access = fs::access(file).unwrap_or(access);
        let other = free_name(file);
        fs::replace(&other, &before, access)
            .with_context(|| format!("could not write {}", other.display()))?;
        say(global, &format!("kept the old one as {}", other.display()));
        kept = Some(other);
    }
    fs::replace(file, text.as_bytes(), access).with_context(failed)?;
    say(global, &format!("wrote {} ({} lines)", file.display(), text.lines().count()));
    Ok(kept)
}

/// A name beside `file` that nothing has: `gitlab.toml.bak`, `gitlab.toml.bak.2`, …
fn free_name(file: &Path) -> PathBuf {
    let named = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let numbered = (2..).map(|number| named(&format!(".bak.{number}")));
    let is_free = |path: &PathBuf| fs::access(path).is_none() && fs::link_target(path).is_none();
    std::iter::once(named(".bak")).chain(numbered).find(is_free).unwrap_or_else(|| named(".bak"))
}

/// What is known so far.
#[derive(Debug, Clone, Default)]
struct Answers {
    url: Option<Url>,
    certificate: Option<Certificate>,
    tokens: Option<Tokens>,
    gitlab_url: Option<Url>,
    storage: Option<AbsolutePath>,
}

/// Everything that must be known.
struct Choices {
    url: Url,
    /// `None` over plain HTTP.
    certificate: Option<Certificate>,
    /// `None`: users are added here.
    gitlab: Option<Url>,
    storage: Option<AbsolutePath>,
}

impl Answers {
    /// What the flags say.
    fn take(&mut self, arguments: &Arguments) -> Result<(), Usage> {
        let in_flag = |flag: &'static str| move |reason: String| Usage(format!("`{flag}` {reason}"));
        self.url =
            arguments.url.as_deref().map(questions::registry_url).transpose().map_err(in_flag("--url"))?;
        let gitlab = arguments.gitlab_url.as_deref().map(questions::gitlab_url);
        self.gitlab_url = gitlab.transpose().map_err(in_flag("--gitlab-url"))?;
        let storage = arguments.storage.as_deref().map(questions::folder);
        self.storage = storage.transpose().map_err(in_flag("--storage"))?;
        self.certificate = arguments.certificate;
        self.tokens = arguments.tokens.or(self.gitlab_url.as_ref().map(|_| Tokens::Gitlab));
        if self.certificate.is_some() && !self.speaks_tls() {
            return Err(Usage("`--certificate` goes with a URL of `https://`".into()));
        }
        if self.tokens == Some(Tokens::Local) && self.gitlab_url.is_some() {
            return Err(Usage(
                "`--gitlab-url` goes with `--tokens gitlab`, not with `--tokens local`".into(),
            ));
        }
        if let Some(gitlab) = self.gitlab_url.clone() {
            self.elsewhere(gitlab).map_err(in_flag("--gitlab-url"))?;
        }
        Ok(())
    }

    /// The URL of a GitLab server, if it is not where the registry is: only one of the two can answer there.
    fn elsewhere(&self, gitlab: Url) -> Result<Url, String> {
        let is_here = self.url.as_ref().is_some_and(|url| {
            url.host.eq_ignore_ascii_case(&gitlab.host) && url.effective_port() == gitlab.effective_port()
        });
        if !is_here {
            return Ok(gitlab);
        }
        let port = if gitlab.effective_port() == 5050 { 5443 } else { 5050 };
        Err(format!(
            "is where the registry is to be, and only one of the two can answer there; give the registry a port of its own, \
             such as `https://{}:{port}`",
            gitlab.host
        ))
    }

    fn speaks_tls(&self) -> bool {
        self.url.as_ref().is_none_or(|url| url.scheme == settings::Scheme::Https)
    }

    /// The flags that are still needed, in words; `None` when all is known.
    fn missing(&self) -> Option<String> {
        let needed = [
            (self.url.is_none(), "`--url URL`"),
            (self.speaks_tls() && self.certificate.is_none(), "`--certificate files|private`"),
            (self.tokens.is_none(), "`--tokens gitlab|local`"),
            (self.tokens == Some(Tokens::Gitlab) && self.gitlab_url.is_none(), "`--gitlab-url URL`"),
        ];
        let flags: Vec<&str> =
            needed.into_iter().filter(|(is_missing, _)| *is_missing).map(|row| row.1).collect();
        (!flags.is_empty()).then(|| flags.join(", "))
    }

    fn choices(self) -> Option<Choices> {
        let is_plain = !self.speaks_tls();
        Some(Choices {
            url: self.url?,
            certificate: if is_plain { None } else { Some(self.certificate?) },
            gitlab: if self.tokens? == Tokens::Gitlab { Some(self.gitlab_url?) } else { None },
            storage: self.storage,
        })
    }
}
