//! The manual page of the settings file: `gitlab.toml(5)`.

use std::fmt::Write as _;

use super::{example_line, gitlab_rb, section_of, shown};
use crate::settings::{Setting, described};

/// The page, for `man`.
#[must_use]
pub fn manual() -> String {
    let mut out = String::from(
        ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n.TH gitlab.toml 5 \"\" wharf \"Settings of Wharf\"\n\
         .SH NAME\ngitlab.toml \\- the settings of Wharf\n\
         .SH SYNOPSIS\n\\fI/etc/gitlab/gitlab.toml\\fR\n\
         .SH DESCRIPTION\nOne TOML file says what the container registry of this host is to be;\n\
         .BR wharf (1)\nmakes it so. Names and nesting are those of gitlab.rb: registry[\\*(Aqdebug_addr\\*(Aq] is\n\
         registry.debug_addr. A key that does not exist is an error.\n.PP\n\
         Where there is no gitlab.toml, the gitlab.rb beside it is read as it is, as data; what the variable\n\
         GITLAB_OMNIBUS_CONFIG says is read before either.\n.B wharf convert\nprints a gitlab.rb as TOML.\n.PP\n\
         .B wharf config explain KEY\nsays what one of them is on this host and which files and services it touches.\n",
    );
    let all = described();
    out.push_str(".SH \"AT THE TOP OF THE FILE\"\n");
    let leaves = |section: &str, out: &mut String| {
        for setting in all.iter().filter(|one| !one.is_section && section_of(&one.path) == section) {
            leaf(setting, out);
        }
    };
    leaves("", &mut out);
    for section in all.iter().filter(|one| one.is_section) {
        let _ = write!(out, ".SH \"[{}]\"\n{}\n", section.path, escaped(&section.doc));
        for old in &section.old_names {
            let _ = writeln!(out, "Its old name is [{}].", escaped(old));
        }
        leaves(&section.path, &mut out);
    }
    let mut lists: Vec<&str> =
        all.iter().filter(|one| one.is_in_a_list()).map(|one| section_of(&one.path)).collect();
    lists.dedup();
    for list in lists {
        let _ = writeln!(out, ".SH \"[[{}]]\"", list.trim_end_matches("[]"));
        leaves(list, &mut out);
    }
    out.push_str(".SH \"SEE ALSO\"\n.BR wharf (1)\n");
    out
}

fn leaf(setting: &Setting, out: &mut String) {
    let name = setting.path.rsplit('.').next().unwrap_or(&setting.path);
    let _ = write!(out, ".TP\n\\fB{}\\fR\n{}\n", escaped(name), escaped(&setting.doc));
    let mut rows = vec![("Type", setting.kind.clone())];
    if setting.default.is_some() {
        rows.push(("Default", shown(setting.default.as_ref())));
    }
    rows.extend(example_line(setting).map(|line| ("Example", line)));
    rows.extend(gitlab_rb(setting).map(|line| ("In gitlab.rb", line)));
    for (title, text) in rows {
        let _ = write!(out, ".br\n{title}: {}\n", escaped(&text));
    }
}

/// Text that stays text: no escape, and no request at the start of a line. Marks of Markdown go.
fn escaped(text: &str) -> String {
    let plain = text.replace('\\', "\\e").replace('`', "").replace('-', "\\-").replace('\'', "\\*(Aq");
    let lines =
        plain.lines().map(|line| if line.starts_with('.') { format!("\\&{line}") } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}
