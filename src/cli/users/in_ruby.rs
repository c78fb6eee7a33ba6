//! Users in a settings file that is Ruby: shown, and for a change what to write by hand.

use super::{Access, Command, User, accesses, check_name, hash, nobody, read_password, show, there_already};
use crate::cli::Global;
use crate::cli::by_hand::RubyFile;
use crate::settings;

pub(super) fn run(global: &Global, file: &RubyFile, command: Command) -> anyhow::Result<u8> {
    let server = &file.parsed.settings.auth_server;
    let users: Vec<User> = server
        .users
        .iter()
        .map(|user| User { name: user.name.to_string(), access: of_settings(&user.access) })
        .collect();
    let found =
        |name: &str| users.iter().position(|user| user.name == name).ok_or_else(|| nobody(&users, name));
    let place = |index: usize, key: &str| {
        let path = format!("auth_server.users[{index}]");
        let place = file.place(&format!("{path}{key}")).or_else(|| file.place(&path));
        place.map_or_else(String::new, |place| format!(", at {place}"))
    };
    match command {
        Command::List => show(global, server.enable, &users, &of_settings(&server.anonymous)),
        Command::Add { name, access, password } => {
            check_name(&name)?;
            let access = accesses(&access)?;
            if users.iter().any(|user| user.name == name) {
                return Err(there_already(&name));
            }
            let hash = hash(&read_password(&name, password)?)?;
            let access: Vec<_> = access.into_iter().map(|one| (one.repository, one.actions)).collect();
            let (line, advice) = file.user(&name, &hash, &access);
            Ok(file.by_hand(global, &line, &advice))
        }
        Command::Passwd { name, password } => {
            let index = found(&name)?;
            let hash = hash(&read_password(&name, password)?)?;
            let at = place(index, ".password");
            let advice = format!(
                "write the above in place of the password of `{name}`{at}, then run `wharf reconfigure`"
            );
            Ok(file.by_hand(global, &format!("'password' => '{}'", hash.expose()), &advice))
        }
        Command::Rm { name } => {
            let at = place(found(&name)?, "");
            let advice = format!("remove the entry of `{name}`{at}, then run `wharf reconfigure`");
            Ok(file.by_hand(global, "", &advice))
        }
    }
}

fn of_settings(access: &[settings::Access]) -> Vec<Access> {
    let words =
        |one: &settings::Access| one.actions.iter().map(|action| action.as_str().to_owned()).collect();
    access.iter().map(|one| Access { repository: one.repository.to_string(), actions: words(one) }).collect()
}
