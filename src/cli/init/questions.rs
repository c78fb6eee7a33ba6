//! The three questions, on a terminal. A bad answer is asked again, with the reason.

use std::io::{IsTerminal as _, Write as _};

use super::{Answers, Certificate, Tokens};
use crate::cli::{advise, tell};
use crate::settings::{AbsolutePath, Refusal, Url};

/// Whether somebody sits there: the questions go to standard error, the answers come from standard input.
pub(super) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks for what is not known yet.
pub(super) fn complete(answers: &mut Answers) -> anyhow::Result<()> {
    if answers.url.is_none() {
        answers.url = Some(where_to_reach()?);
    }
    if answers.speaks_tls() && answers.certificate.is_none() {
        let of = [Certificate::Files, Certificate::Private];
        let question = "Certificate?  [1] I have files  [2] private CA for this lab  > ";
        answers.certificate = Some(ask(question, |answer| choice(answer, of))?);
    }
    if answers.tokens.is_none() {
        let of = [Tokens::Gitlab, Tokens::Local];
        let question = "Who may push?  [1] users of a GitLab server, which signs tokens  [2] local users  > ";
        answers.tokens = Some(ask(question, |answer| choice(answer, of))?);
    }
    if answers.tokens == Some(Tokens::Gitlab) && answers.gitlab_url.is_none() {
        let url = ask("Where is that GitLab server?  ", |answer| answers.elsewhere(gitlab_url(answer)?))?;
        answers.gitlab_url = Some(url);
    }
    Ok(())
}

pub(super) fn where_to_reach() -> anyhow::Result<Url> {
    ask("Where will people reach the registry?  ", registry_url)
}

/// A URL without a path: clients always ask below `/v2/`.
pub(super) fn registry_url(text: &str) -> Result<Url, String> {
    let url = gitlab_url(text)?;
    if url.path.is_empty() { Ok(url) } else { Err(format!("may not have a path, and has `{}`", url.path)) }
}

/// Any URL.
pub(super) fn gitlab_url(text: &str) -> Result<Url, String> {
    let url: Url = read(text)?;
    if url.ignored.is_empty() {
        Ok(url)
    } else {
        Err(format!("ends in `{}`, which has no effect; write `{url}`", url.ignored))
    }
}

/// A folder of the host.
pub(super) fn folder(text: &str) -> Result<AbsolutePath, String> {
    read(text)
}

fn read<T: std::str::FromStr<Err = Refusal>>(text: &str) -> Result<T, String> {
    text.trim().parse().map_err(|refusal: Refusal| {
        if refusal.hint.is_empty() {
            refusal.message
        } else {
            format!("{}; {}", refusal.message, refusal.hint)
        }
    })
}

fn choice<T: Copy>(answer: &str, of: [T; 2]) -> Result<T, String> {
    let [first, second] = of;
    match answer {
        "1" => Ok(first),
        "2" => Ok(second),
        _ => Err("must be `1` or `2`".to_owned()),
    }
}

fn ask<T>(question: &str, read: impl Fn(&str) -> Result<T, String>) -> anyhow::Result<T> {
    loop {
        let mut output = std::io::stderr().lock();
        let _ = output.write_all(question.as_bytes()).and_then(|()| output.flush());
        drop(output);
        let mut answer = String::new();
        if std::io::stdin().read_line(&mut answer)? == 0 {
            tell("");
            return Err(advise(
                "the answers ended before the questions did; nothing was written",
                "run it again, or give the answers as flags: `wharf init --help`",
            ));
        }
        match read(answer.trim()) {
            Ok(value) => return Ok(value),
            Err(reason) => tell(format_args!("  it {reason}")),
        }
    }
}
