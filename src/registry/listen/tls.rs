//! TLS: what it is served with, read again when the bytes of its files change.
//!
//! Invariant: a connection keeps what it began with; the next one gets what is in the files now. Files that make no
//! whole (a certificate without its key, half a file) change nothing: what was served before is served on.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{DigitallySignedStruct, DistinguishedName, RootCertStore, ServerConfig, SignatureScheme};
use tokio::sync::watch;

use crate::keys::pem::{self, PemError, PrivateKey};
use crate::registry::config::{ClientAuth, TlsConfig};
use crate::registry::log::Log;
use crate::sys::fs;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(2);

/// Why TLS cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("could not read `{0}` {1}")]
    Unreadable(&'static str, PathBuf, #[source] io::Error),
    /// A file is no PEM of what it should be.
    #[error("`{0}` {1} cannot be used")]
    Pem(&'static str, PathBuf, #[source] PemError),
    /// Certificate and key are no pair.
    #[error("`http.tls.certificate` {0} and `http.tls.key` {1} cannot be served with")]
    Pair(PathBuf, PathBuf, #[source] rustls::Error),
    /// A certificate of the clients' authorities is none.
    #[error("`http.tls.clientcas` {0} has a certificate that is no authority's")]
    Authority(PathBuf, #[source] rustls::Error),
    /// The clients cannot be verified.
    #[error("`http.tls.clientcas` cannot be verified with")]
    Verifier(#[source] rustls::server::VerifierBuilderError),
}

/// The files of TLS.
struct Files {
    certificate: Vec<u8>,
    key: Vec<u8>,
    authorities: Vec<Vec<u8>>,
}

impl Files {
    fn read(config: &TlsConfig) -> Result<Self, TlsError> {
        let read = |key: &'static str, path: &Path| {
            fs::read(path).map_err(|error| TlsError::Unreadable(key, path.to_owned(), error))
        };
        let authorities = config.client_authorities.iter().map(|path| read("http.tls.clientcas", path));
        Ok(Self {
            certificate: read("http.tls.certificate", &config.certificate)?,
            key: read("http.tls.key", &config.key)?,
            authorities: authorities.collect::<Result<_, _>>()?,
        })
    }

    fn digest(&self) -> Vec<u8> {
        let mut hash = ::aws_lc_rs::digest::Context::new(&::aws_lc_rs::digest::SHA256);
        for bytes in [&self.certificate, &self.key].into_iter().chain(&self.authorities) {
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        hash.finish().as_ref().to_vec()
    }

    /// What connections are served with.
    fn serve(&self, config: &TlsConfig, has_http2: bool) -> Result<ServerConfig, TlsError> {
        let chain = pem::certificates(&self.certificate)
            .map_err(|error| TlsError::Pem("http.tls.certificate", config.certificate.clone(), error))?;
        let chain: Vec<CertificateDer<'static>> = chain.into_iter().map(CertificateDer::from).collect();
        let key = pem::private_key(&self.key)
            .map_err(|error| TlsError::Pem("http.tls.key", config.key.clone(), error))?;
        let key = match &key {
            PrivateKey::Pkcs1(_) => PrivateKeyDer::Pkcs1(key.der().to_vec().into()),
            PrivateKey::Sec1(_) => PrivateKeyDer::Sec1(key.der().to_vec().into()),
            PrivateKey::Pkcs8(_) => PrivateKeyDer::Pkcs8(key.der().to_vec().into()),
        };
        let provider = Arc::new(provider(config));
        let no_pair = |error| TlsError::Pair(config.certificate.clone(), config.key.clone(), error);
        let versions =
            if config.serves_tls12 { rustls::DEFAULT_VERSIONS } else { &[&rustls::version::TLS13] };
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(versions)
            .map_err(no_pair)?;
        let builder = match self.verifier(config, &provider)? {
            None => builder.with_no_client_auth(),
            Some(verifier) => builder.with_client_cert_verifier(verifier),
        };
        let mut served = builder.with_single_cert(chain, key).map_err(no_pair)?;
        // Nothing is kept of clients that may come again: what they bring along says who they were.
        served.ticketer = aws_lc_rs::Ticketer::new().map_err(no_pair)?;
        served.alpn_protocols =
            if has_http2 { vec![b"h2".to_vec(), b"http/1.1".to_vec()] } else { vec![b"http/1.1".to_vec()] };
        Ok(served)
    }

    fn verifier(
        &self,
        config: &TlsConfig,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Option<Arc<dyn ClientCertVerifier>>, TlsError> {
        let is_mandatory = match config.client_auth {
            ClientAuth::None => return Ok(None),
            ClientAuth::Request | ClientAuth::VerifyIfGiven => false,
            ClientAuth::RequireAny | ClientAuth::RequireAndVerify => true,
        };
        let mut roots = RootCertStore::empty();
        for (path, bytes) in config.client_authorities.iter().zip(&self.authorities) {
            let certificates = pem::certificates(bytes)
                .map_err(|error| TlsError::Pem("http.tls.clientcas", path.clone(), error))?;
            for certificate in certificates {
                roots.add(certificate.into()).map_err(|error| TlsError::Authority(path.clone(), error))?;
            }
        }
        if matches!(config.client_auth, ClientAuth::Request | ClientAuth::RequireAny) {
            let anybody = Anybody { provider: Arc::clone(provider), is_mandatory, hints: roots.subjects() };
            return Ok(Some(Arc::new(anybody)));
        }
        let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
        let builder = if is_mandatory { builder } else { builder.allow_unauthenticated() };
        Ok(Some(builder.build().map_err(TlsError::Verifier)?))
    }
}

/// The cryptography, without the suites of TLS 1.2 that were not chosen. Their names here are Go's.
fn provider(config: &TlsConfig) -> CryptoProvider {
    let mut provider = aws_lc_rs::default_provider();
    let chosen = &config.cipher_suites;
    provider.cipher_suites.retain(|suite| {
        let name = suite.suite().as_str().unwrap_or_default();
        suite.tls13().is_some() || chosen.is_empty() || chosen.contains(&name)
    });
    provider
}

/// Takes a certificate of anybody who has its key, as Go's `RequestClientCert` and `RequireAnyClientCert`.
#[derive(Debug)]
struct Anybody {
    provider: Arc<CryptoProvider>,
    is_mandatory: bool,
    hints: Vec<DistinguishedName>,
}

impl ClientCertVerifier for Anybody {
    fn client_auth_mandatory(&self) -> bool {
        self.is_mandatory
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.hints
    }

    fn verify_client_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// What TLS is served with now.
pub(in crate::registry) struct Tls {
    config: TlsConfig,
    has_http2: bool,
    served: RwLock<Arc<ServerConfig>>,
    digest: Vec<u8>,
}

/// What a look at the files came to.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Served,
    /// They cannot be served with; said for the first time.
    Broken(String),
}

/// What is remembered from one look to the next.
#[derive(Debug)]
struct Memory {
    served: Vec<u8>,
    /// What was found last and cannot be served with. Files are replaced one after the other, so a pair that fits not
    /// is looked at twice before anything is said.
    broken: Option<Vec<u8>>,
    is_said: bool,
}

impl Tls {
    /// Reads the files.
    pub(in crate::registry) fn load(config: &TlsConfig, has_http2: bool) -> Result<Self, TlsError> {
        let files = Files::read(config)?;
        let served = RwLock::new(Arc::new(files.serve(config, has_http2)?));
        Ok(Self { config: config.clone(), has_http2, served, digest: files.digest() })
    }

    /// What the next connection is served with.
    pub(super) fn current(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.served.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn look(&self, memory: &mut Memory, is_asked: bool) -> Found {
        let files = Files::read(&self.config);
        let digest = match &files {
            Ok(files) => files.digest(),
            Err(error) => chain(error).into_bytes(),
        };
        if digest == memory.served {
            memory.broken = None;
            return Found::Nothing;
        }
        let is_known = memory.broken.as_ref() == Some(&digest);
        if is_known && memory.is_said && !is_asked {
            return Found::Nothing;
        }
        match files.and_then(|files| files.serve(&self.config, self.has_http2)) {
            Ok(served) => {
                *self.served.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(served);
                *memory = Memory { served: digest, broken: None, is_said: false };
                Found::Served
            }
            Err(error) => {
                *memory = Memory {
                    served: std::mem::take(&mut memory.served),
                    broken: Some(digest),
                    is_said: is_known || is_asked,
                };
                if memory.is_said { Found::Broken(chain(&error)) } else { Found::Nothing }
            }
        }
    }

    /// Looks at the files for as long as the engine runs, and at once when `asked` changes.
    pub(super) async fn watch(self: Arc<Self>, mut asked: watch::Receiver<u64>, log: Log) {
        let mut memory = Memory { served: self.digest.clone(), broken: None, is_said: false };
        loop {
            let is_asked = tokio::select! {
                () = tokio::time::sleep(LOOK) => false,
                changed = asked.changed() => changed.is_ok(),
            };
            let found = tokio::task::block_in_place(|| self.look(&mut memory, is_asked));
            match found {
                Found::Nothing if is_asked => log.info("the files of `http.tls` are as they were", &[]),
                Found::Nothing => {}
                Found::Served => log.info("the files of `http.tls` have changed: new connections get what is in them now", &[]),
                Found::Broken(why) => log.warn(
                    "the files of `http.tls` have changed and cannot be served with: what they held before is served on; correct them",
                    &[("err.detail", &why)],
                ),
            }
        }
    }
}

/// An error with what it came from, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str) -> (String, String) {
        let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    }

    #[test]
    fn a_new_pair_is_served_and_a_broken_one_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let write = |name: &str, text: &str| {
            fs::replace(&path(name), text.as_bytes(), fs::Access::mode(0o600)).unwrap();
        };
        let config = TlsConfig {
            certificate: path("crt"),
            key: path("key"),
            client_authorities: Vec::new(),
            client_auth: ClientAuth::None,
            serves_tls12: true,
            cipher_suites: Vec::new(),
        };
        let ((first, first_key), (second, second_key)) = (pair("one.test"), pair("two.test"));
        assert!(matches!(Tls::load(&config, true), Err(TlsError::Unreadable("http.tls.certificate", ..))));
        write("crt", &first);
        write("key", &second_key);
        assert!(matches!(Tls::load(&config, true), Err(TlsError::Pair(..))));
        write("key", &first_key);
        let tls = Tls::load(&config, true).unwrap();
        let mut memory = Memory { served: tls.digest.clone(), broken: None, is_said: false };
        let served = tls.current();
        let same = |tls: &Tls| Arc::ptr_eq(&served, &tls.current());
        assert_eq!(tls.look(&mut memory, false), Found::Nothing);
        // The certificate first, then its key: what is between is not worth a word.
        write("crt", &second);
        assert_eq!(tls.look(&mut memory, false), Found::Nothing);
        assert!(same(&tls));
        write("key", &second_key);
        assert_eq!(tls.look(&mut memory, false), Found::Served);
        assert!(!same(&tls));
        let served = tls.current();
        write("key", "");
        assert_eq!(tls.look(&mut memory, false), Found::Nothing);
        let Found::Broken(why) = tls.look(&mut memory, false) else {
            panic!("it is said at the second look")
        };
        assert!(why.contains("http.tls.key"), "{why}");
        assert_eq!(tls.look(&mut memory, false), Found::Nothing, "and once");
        assert!(matches!(tls.look(&mut memory, true), Found::Broken(_)), "and to whoever asks");
        fs::remove(&path("crt")).unwrap();
        assert_eq!(tls.look(&mut memory, false), Found::Nothing);
        assert!(matches!(tls.look(&mut memory, false), Found::Broken(_)), "another fault is said too");
        assert!(Arc::ptr_eq(&served, &tls.current()));
        write("crt", &first);
        write("key", &first_key);
        assert_eq!(tls.look(&mut memory, false), Found::Served);
    }

    #[test]
    fn only_chosen_suites_are_offered() {
        let config = TlsConfig {
            certificate: PathBuf::new(),
            key: PathBuf::new(),
            client_authorities: Vec::new(),
            client_auth: ClientAuth::None,
            serves_tls12: true,
            cipher_suites: vec!["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
        };
        let of_tls12 = |config: &TlsConfig| {
            let suites = provider(config).cipher_suites;
            (suites.len(), suites.iter().filter(|suite| suite.tls13().is_none()).count())
        };
        assert_eq!(of_tls12(&config), (4, 1));
        let all = TlsConfig { cipher_suites: Vec::new(), ..config };
        assert_eq!(of_tls12(&all), (9, 6));
        // Every name that the configuration takes for one that is served is one.
        let served = TlsConfig { cipher_suites: crate::registry::config::SERVED_SUITES.to_vec(), ..all };
        assert_eq!(of_tls12(&served), (9, 6));
    }
}
