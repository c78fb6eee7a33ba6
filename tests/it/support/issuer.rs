//! An issuer of tokens as GitLab is one: signs with the Rails key at `/jwt/auth`, in a thread of the test.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use wharf::sys::clock;
use wharf::token::{Access, Claims, Scope, SigningKey, sign};

/// What one user may do in one repository.
#[derive(Debug, Clone)]
pub struct Account {
    pub user: &'static str,
    pub password: &'static str,
    /// A repository, or `group/**`, or `**`.
    pub repository: &'static str,
    pub actions: &'static [&'static str],
}

/// A running issuer. Its thread ends with the test process.
#[derive(Debug)]
pub struct Issuer {
    /// `registry.token_realm`: `http://127.0.0.1:PORT/jwt/auth`.
    pub url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Issuer {
    /// Starts one that signs with this key (`gitlab-registry.key`). Who is no account is refused with 401.
    #[must_use]
    pub fn start(key_pem: &[u8], accounts: &[Account]) -> Self {
        Self::start_at(0, key_pem, accounts)
    }

    /// As [`Self::start`], on this port of 127.0.0.1, where the settings already say it is.
    #[must_use]
    pub fn start_at(port: u16, key_pem: &[u8], accounts: &[Account]) -> Self {
        let key = SigningKey::from_pem(key_pem).expect("the Rails key");
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let url = format!("http://{}/jwt/auth", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (seen, accounts) = (Arc::clone(&asked), accounts.to_vec());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = answer(stream, &key, &accounts, &seen);
            }
        });
        Self { url, asked }
    }

    /// The request lines so far, such as `GET /jwt/auth?service=… HTTP/1.1`.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(
    mut stream: TcpStream,
    key: &SigningKey,
    accounts: &[Account],
    seen: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut login = None;
    for line in lines.map_while(Result::ok).take_while(|line| !line.is_empty()) {
        if let Some((name, value)) = line.split_once(": Basic ")
            && name.eq_ignore_ascii_case("authorization")
        {
            login = base64::engine::general_purpose::STANDARD.decode(value).ok();
        }
    }
    seen.lock().unwrap().push(request.clone());
    let (status, body) = respond(&request, login, key, accounts);
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn respond(
    request: &str,
    login: Option<Vec<u8>>,
    key: &SigningKey,
    accounts: &[Account],
) -> (&'static str, String) {
    let Some(query) = request.strip_prefix("GET /jwt/auth?").and_then(|rest| rest.split(' ').next()) else {
        return ("404 Not Found", String::new());
    };
    let values = |wanted: &str| -> Vec<String> {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(name, _)| *name == wanted).map(|(_, value)| decoded(value)).collect()
    };
    let login = login.map(|login| String::from_utf8_lossy(&login).into_owned());
    let mine: Vec<&Account> = accounts
        .iter()
        .filter(|account| login.as_deref() == Some(&format!("{}:{}", account.user, account.password)))
        .collect();
    if login.is_some() && mine.is_empty() {
        return (
            "401 Unauthorized",
            r#"{"errors":[{"code":"UNAUTHORIZED","message":"HTTP Basic: Access denied"}]}"#.into(),
        );
    }
    let access = values("scope")
        .iter()
        .flat_map(|scopes| {
            scopes.split_whitespace().filter_map(|scope| Scope::parse(scope).ok()).collect::<Vec<_>>()
        })
        .map(|scope| Access {
            actions: scope
                .actions
                .iter()
                .filter(|action| mine.iter().any(|account| may(account, &scope.name, action)))
                .cloned()
                .collect(),
            kind: scope.kind,
            name: scope.name,
        })
        .filter(|access| !access.actions.is_empty())
        .collect();
    let now = clock::unix_seconds();
    let claims = Claims {
        issuer: "omnibus-gitlab-issuer".into(),
        subject: mine.first().map(|account| account.user.to_owned()),
        audience: values("service"),
        expires: Some(now + 300),
        not_before: Some(now - 5),
        issued_at: Some(now),
        id: Some(uuid::Uuid::new_v4().to_string()),
        access,
    };
    let token = sign(&claims, key).unwrap();
    ("200 OK", serde_json::json!({ "token": token.expose() }).to_string())
}

fn may(account: &Account, name: &str, action: &str) -> bool {
    let covers = match account.repository.strip_suffix("**") {
        Some(start) => name.starts_with(start),
        None => name == account.repository,
    };
    covers && account.actions.contains(&action)
}

fn decoded(value: &str) -> String {
    value
        .replace('+', " ")
        .replace("%3A", ":")
        .replace("%3a", ":")
        .replace("%2F", "/")
        .replace("%2f", "/")
        .replace("%2C", ",")
        .replace("%2c", ",")
        .replace("%20", " ")
}
