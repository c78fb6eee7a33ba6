//! The kinds of mistakes that have a name. A name is never given to another kind, and never goes.

/// A kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its name: `E` is refused, `W` is a warning, `N` is a note.
    pub code: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means and what is to be done, for people.
    pub explanation: &'static str,
}

const fn row(code: &'static str, title: &'static str, explanation: &'static str) -> Kind {
    Kind { code, title, explanation }
}

/// Every kind, in the order of the names.
pub const KINDS: &[Kind] = &[
    row(
        "E001",
        "there is no such setting",
        "The name is not one of a setting, so what it says would have no effect. The nearest name is proposed; \
         `examples/gitlab.toml` lists them all.",
    ),
    row(
        "E002",
        "a variable of Ruby where a setting is meant",
        "`registry_external_url = '…'` in a `gitlab.rb` makes a variable of Ruby and sets nothing. Without the `=` it is \
         the setting.",
    ),
    row(
        "E003",
        "the key belongs to another component",
        "The key is one of GitLab's object storage or of another program. The registry's storage driver has the same \
         under another name, which is told.",
    ),
    row(
        "E004",
        "the file cannot be read",
        "The file is not UTF-8, or it breaks the syntax of TOML or Ruby, or it says the same key twice. Nothing in it was \
         used.",
    ),
    row(
        "E005",
        "the value has the wrong type",
        "The setting takes another type of value: text in quotes, a number, `true` or `false`, a list or a table.",
    ),
    row(
        "E006",
        "the value is refused",
        "The type is right, but the setting cannot have this value: it is out of its range, no URL, no path from the \
         root, or would leave its place in a rendered file.",
    ),
    row("E007", "something is missing", "A table lacks a key that it cannot do without."),
    row(
        "E008",
        "settings do not fit together",
        "Each value is good by itself, but one contradicts another, or one asks for another that is not there.",
    ),
    row(
        "E009",
        "it is not built yet",
        "The setting is known and would change where data lies, who may read or write it, or what is deleted, and Wharf \
         cannot do that yet. `wharf check` and `wharf render` accept it, `wharf plan` and `wharf reconfigure` do not.",
    ),
    row(
        "E010",
        "a port is used twice",
        "Two services of the same settings would listen at one place, so one of them could not start. Inside and outside \
         are different ports: clients see that of `registry_external_url`, NGINX asks the engine at \
         `registry.registry_http_addr`.",
    ),
    row(
        "E011",
        "a port is held by a stranger",
        "Another process, which is told with its number and command, already listens where a service would. Stop it, or \
         choose another port.",
    ),
    row(
        "E012",
        "there is no NGINX",
        "The settings want NGINX in front of the registry, and none could be run on this host.",
    ),
    row(
        "E013",
        "two settings files",
        "There are both `gitlab.toml` and `gitlab.rb`, and nobody says which of them counts. Name one with `--config`, or move \
         the other away. `wharf convert --check` tells whether a `gitlab.rb` says the same as its translation.",
    ),
    row(
        "E014",
        "a `gitlab.rb` says something that is not evaluated",
        "A `gitlab.rb` is read as data: settings, literals, variables, conditions and a list of methods without effect. \
         Commands, definitions and whatever else Ruby can do are not run. Write the value itself.",
    ),
    row(
        "E015",
        "a `gitlab.rb` cannot be evaluated",
        "Its evaluation comes to nothing: a value that has no such method, an unset variable that is asked for, or a \
         loop that does not end.",
    ),
    row(
        "N016",
        "a variable holds settings",
        "`GITLAB_OMNIBUS_CONFIG` is set. It is read as a `gitlab.rb` before the settings file, which wins over it key by key.",
    ),
    row(
        "W017",
        "a cluster's file overrides settings",
        "`/etc/gitlab/gitlab-cluster.json` is there. As in Omnibus, what it says wins over the settings file.",
    ),
    row(
        "E020",
        "a certificate or its key is not there",
        "NGINX cannot start without both files. Put them where they are looked for, name others with \
         `registry.nginx.ssl_certificate` and `registry.nginx.ssl_certificate_key`, or let `wharf ca init` make a private \
         authority for a lab.",
    ),
    row(
        "E021",
        "certificate and key do not belong together",
        "The public key in the certificate is not that of the private key, or one of the files does not hold what it \
         should. Both fingerprints are told, as `openssl pkey -pubout -outform DER | sha256sum` prints them.",
    ),
    row(
        "E022",
        "the private key is encrypted",
        "NGINX would ask for the passphrase at every start, and nobody is there to answer. Write the key without one.",
    ),
    row(
        "E023",
        "the certificate is for other hosts",
        "Clients compare the host of `registry_external_url` with the names in the certificate, and refuse it when there \
         is none alike. The names it covers are told.",
    ),
    row(
        "E024",
        "the certificate is not in force",
        "It expired, or begins only later, on the day that is told.",
    ),
    row(
        "W025",
        "the chain of certificates is incomplete",
        "The file holds only the host's own certificate, and it was signed by an authority between. Docker and others \
         then say `certificate signed by unknown authority`, though browsers may accept it. Append the certificates that \
         lead to the authority.",
    ),
    row(
        "W026",
        "a private key may be read by others",
        "Whoever reads the key can speak for this host. Only its owner and one group should be able to.",
    ),
    row(
        "W027",
        "the registry is reached over plain HTTP",
        "Whoever is on the way reads passwords and images, and may change them. Docker refuses such a registry unless \
         `insecure-registries` in its `daemon.json` names it. Only for tests.",
    ),
    row("W001", "an old name", "The setting has another name now. The old one is still taken."),
    row(
        "W002",
        "it has no effect, or not the one that may be meant",
        "The setting is accepted and does nothing beside the others, or does what may surprise; the warning says why.",
    ),
    row(
        "W030",
        "maintenance without a driver",
        "The storage section names no driver. In Omnibus it then replaced the one that was there; Wharf keeps the folder \
         of this host, so nothing moves.",
    ),
    row("E031", "text where `true` or `false` is wanted", "`\"true\"` in quotes is text. Remove the quotes."),
    row(
        "E032",
        "a secret cannot be fetched",
        "A secret was given as `{ file = … }` or `{ env = … }`, and there is nothing to take: no such file or variable, \
         an empty one, or one that this user may not read.",
    ),
    row(
        "W033",
        "a file with a secret may be read by others",
        "The file that a secret is taken from lets every user of the host read it.",
    ),
    row(
        "E040",
        "a bucket with a path in it",
        "The name of a bucket has no slash. The folder below it is `rootdirectory`.",
    ),
    row(
        "E050",
        "a folder cannot be reached",
        "The user that a service runs as may not enter a folder on the way to one that it needs. The folder, its rights \
         and the command that opens the way are told.",
    ),
    row(
        "E051",
        "something of another kind is in the way",
        "A file is where a folder must be, or a folder where a file must be. Wharf removes nothing that it did not make.",
    ),
    row(
        "N060",
        "the certificate was derived from the key",
        "Only `registry.internal_key` is given. Its certificate follows from it, and the key id that tokens carry is told.",
    ),
    row(
        "E061",
        "`internal_key` and `internal_certificate` are no pair",
        "GitLab signs tokens with the one, the registry trusts the other: with two different pairs every token is \
         refused. Give both of one pair, or only the key.",
    ),
    row("E062", "`internal_key` cannot sign tokens", "It is no PEM, is encrypted, or is not RSA."),
    row(
        "E063",
        "GitLab has another key already",
        "At `gitlab_rails.registry_key_path` lies a key that Wharf did not write, and another one is kept. Replacing it \
         would make every registry refuse GitLab's tokens that trusts the old one. Say which of the two it shall be.",
    ),
    row(
        "E064",
        "the registry would not trust the key that signs",
        "`registry.rootcertbundle` is not there, or holds no certificate of `registry.internal_key`, with which this host \
         signs tokens: every one of them would be refused.",
    ),
    row(
        "N065",
        "a key that was there is taken",
        "GitLab has a key at `gitlab_rails.registry_key_path` already, and none is given or kept: it goes on signing, and is \
         kept in `gitlab-secrets.json`.",
    ),
    row(
        "W070",
        "images are left behind",
        "The settings name another storage, which holds no images, while the one before does. Nobody moves them.",
    ),
];

/// The kind with the name `code`.
#[must_use]
pub fn kind(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code.eq_ignore_ascii_case(code))
}
