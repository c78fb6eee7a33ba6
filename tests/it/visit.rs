//! Asking a server as its clients do: a real NGINX answers, in plain words, over TLS and behind the PROXY protocol.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use wharf::keys::{Authority, pem};
use wharf::visit::{Answer, Trust, Visit, VisitError, ask, served_chain};

use crate::support::{command, free_ports, wait_until};

const SOON: Duration = Duration::from_secs(5);

/// An NGINX with three servers, and the authority of its certificate.
struct Server {
    nginx: Child,
    plain: SocketAddr,
    tls: SocketAddr,
    proxied: SocketAddr,
    authority: Vec<u8>,
    _folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.nginx.kill();
        let _ = self.nginx.wait();
    }
}

fn server() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let authority = Authority::create(now).unwrap();
    let issued = authority.issue(&["registry.test".to_owned()], now).unwrap();
    std::fs::write(folder.path().join("crt"), &issued.certificate).unwrap();
    std::fs::write(folder.path().join("key"), issued.key.expose()).unwrap();
    let ports = free_ports(3);
    let [plain, tls, proxied] =
        [ports[0], ports[1], ports[2]].map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    let user = if is_root() { "user root;" } else { "" };
    let text = format!(
        "daemon off; master_process off; {user} pid pid; error_log stderr;
         events {{ }}
         http {{
           access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
           server {{ listen {plain}; location / {{ add_header X-Method $request_method; add_header X-Host $http_host; add_header X-Given $http_x_given; return 302 /elsewhere; }} }}
           server {{ listen {tls} ssl; listen {proxied} ssl proxy_protocol; ssl_certificate crt; ssl_certificate_key key;
                     location / {{ return 401 \"who are you\"; }} }}
         }}"
    );
    std::fs::write(folder.path().join("nginx.conf"), text).unwrap();
    let prefix = format!("{}/", folder.path().display());
    let nginx = command("nginx")
        .args(["-p", &prefix, "-c", "nginx.conf"])
        .stderr(Stdio::null())
        .spawn()
        .expect("nginx is installed");
    wait_until("nginx listens", 10, || std::net::TcpStream::connect(plain).is_ok());
    let authority = pem::certificates(authority.certificate().as_bytes()).unwrap().remove(0);
    Server { nginx, plain, tls, proxied, authority, _folder: folder }
}

fn is_root() -> bool {
    command("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

fn of(visit: &Visit) -> Answer {
    ask(visit).unwrap()
}

#[test]
fn an_answer_is_what_the_server_itself_says() {
    let server = server();
    let url = format!("http://{}/v2/", server.plain);
    let answer = of(&Visit {
        method: "POST",
        headers: &[("X-Given", "yes")],
        body: b"some",
        ..Visit::get(&url, SOON)
    });
    assert_eq!(
        (answer.status, answer.header("location").is_some()),
        (302, true),
        "a redirect is not followed"
    );
    assert_eq!(answer.header("x-method"), Some("POST"));
    assert_eq!(answer.header("x-given"), Some("yes"));
    let elsewhere = Visit { connect: Some(server.plain), ..Visit::get("http://registry.test:81/", SOON) };
    assert_eq!(
        of(&elsewhere).header("x-host"),
        Some("registry.test:81"),
        "the name is asked for, wherever it leads"
    );
    let tls = Visit { connect: Some(server.tls), ..Visit::get("https://registry.test/", SOON) };
    let answer = of(&tls);
    assert_eq!((answer.status, answer.body.as_slice()), (401, b"who are you".as_slice()));
}

#[test]
fn only_who_is_trusted_is_believed() {
    let server = server();
    let visit = Visit { connect: Some(server.tls), ..Visit::get("https://registry.test/", SOON) };
    let roots = [server.authority.clone()];
    assert_eq!(of(&Visit { trust: Trust::Roots(&roots), ..visit.clone() }).status, 401);
    let host = ask(&Visit { trust: Trust::Host, ..visit.clone() }).unwrap_err();
    assert!(matches!(&host, VisitError::Tls(why) if why.contains("UnknownIssuer")), "{host}");
    let other = Visit { url: "https://other.test/", trust: Trust::Roots(&roots), ..visit };
    let refused = ask(&other).unwrap_err();
    assert!(matches!(&refused, VisitError::Tls(why) if why.contains("other.test")), "{refused:?}");
    let chain = |name: &str, trust| served_chain(server.tls, name, trust, false, SOON).unwrap();
    let good = chain("registry.test", Trust::Roots(&roots));
    assert_eq!((good.certificates.len(), good.refusal), (2, None));
    let refused = chain("other.test", Trust::Roots(&roots));
    assert!(refused.refusal.is_some_and(|why| why.contains("other.test")), "and is shown all the same");
    assert_eq!(refused.certificates, good.certificates);
    assert!(chain("registry.test", Trust::Host).refusal.is_some());
    assert_eq!(chain("anybody.test", Trust::Anybody).refusal, None);
}

#[test]
fn a_server_behind_the_proxy_protocol_is_greeted_first() {
    let server = server();
    let visit = Visit { connect: Some(server.proxied), ..Visit::get("https://registry.test/", SOON) };
    assert_eq!(of(&Visit { speaks_proxy: true, ..visit.clone() }).status, 401);
    assert!(ask(&visit).is_err(), "without the greeting it hangs up");
    let chain = served_chain(server.proxied, "registry.test", Trust::Anybody, true, SOON).unwrap();
    assert_eq!(chain.certificates.len(), 2);
}

#[test]
fn silence_strangers_and_nobody_are_told_apart() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let url = format!("http://{address}/");
    let began = Instant::now();
    let deadline = Duration::from_millis(300);
    assert!(matches!(ask(&Visit::get(&url, deadline)), Err(VisitError::TooSlow(1))));
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(
        matches!(ask(&Visit::get("http://nobody.invalid/", SOON)), Err(VisitError::NoAddress(name)) if name == "nobody.invalid")
    );
    for bad in ["", "registry", "ftp://registry.test/", "http://", "http://a b/"] {
        assert!(ask(&Visit::get(bad, SOON)).is_err(), "{bad}");
    }
    let worker = std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        let (mut stream, _) = silent.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").unwrap();
    });
    // The question before it is still in the queue of the listener.
    let stranger = ask(&Visit::get(&url, deadline));
    worker.join().unwrap();
    assert!(stranger.is_err());
    let nobody = ask(&Visit::get(&url, SOON)).unwrap_err();
    assert!(
        matches!(&nobody, VisitError::NoConnection { to, .. } if *to == address.to_string()),
        "{nobody:?}"
    );
}

/// A server that begins a TLS record and never ends it: a byte each tenth of a second, to everybody.
fn dripping() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let record =
                    [0x16, 3, 3, 0x3f, 0xff, 2, 0, 0x3f, 0xfb].into_iter().chain(std::iter::repeat(3));
                for byte in record.take(300) {
                    if std::io::Write::write_all(&mut stream, &[byte]).is_err() {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(100));
                }
            });
        }
    });
    address
}

#[test]
fn a_handshake_that_drips_ends_at_the_deadline() {
    let address = dripping();
    let deadline = Duration::from_millis(600);
    let url = format!("https://localhost:{}/v2/", address.port());
    let visit = Visit { connect: Some(address), ..Visit::get(&url, deadline) };
    let begun = Instant::now();
    let chain = served_chain(address, "localhost", Trust::Anybody, false, deadline);
    assert!(matches!(chain, Err(VisitError::TooSlow(_))), "{chain:?}");
    let announced = wharf::visit::announce(&visit, 1 << 30);
    assert!(matches!(announced, Err(VisitError::TooSlow(_))), "{announced:?}");
    let asked = ask(&visit);
    assert!(matches!(asked, Err(VisitError::TooSlow(_))), "{asked:?}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
