//! The certificates that a server shows, whoever signed them.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::limited::Limited;
use super::{Trust, VisitError, preamble, provider};

/// What a server shows to prove who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Its certificates in DER, its own first, as it sent them.
    pub certificates: Vec<Vec<u8>>,
    /// Why a client that trusts whom it was told to would refuse them; `None`: it would not.
    pub refusal: Option<String>,
}

/// The certificates that the server at `address` shows to who asks for `name`, and whether they would do.
///
/// # Errors
/// When it could not be reached, or does not speak TLS.
pub fn served_chain(
    address: SocketAddr,
    name: &str,
    trust: Trust,
    speaks_proxy: bool,
    deadline: Duration,
) -> Result<Chain, VisitError> {
    let unaskable = || VisitError::Unaskable(name.to_owned());
    let server = ServerName::try_from(name.to_owned()).map_err(|_| unaskable())?;
    let provider = provider();
    let judge = judge(trust, &provider)?;
    let seen = Arc::new(Witness { seen: Mutex::new(None), judge, provider: Arc::clone(&provider) });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| VisitError::Tls(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&seen) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    let mut connection = ClientConnection::new(Arc::new(config), server)
        .map_err(|error| VisitError::Tls(error.to_string()))?;
    let until = Instant::now() + deadline;
    let failed = |source| VisitError::NoConnection { to: address.to_string(), source };
    let stream = TcpStream::connect_timeout(&address, deadline).map_err(failed)?;
    let mut stream = Limited::new(stream, until);
    if speaks_proxy {
        stream.write_all(preamble::LOCAL).map_err(failed)?;
    }
    let shaken = connection.complete_io(&mut stream);
    connection.send_close_notify();
    let _ = connection.write_tls(&mut stream);
    let chain = seen.seen.lock().ok().and_then(|mut seen| seen.take());
    match (chain, shaken) {
        // One that asks for our certificate may still hang up, after it has shown its own.
        (Some(chain), _) => Ok(chain),
        (None, Err(error)) if error.kind() == std::io::ErrorKind::TimedOut => {
            Err(VisitError::TooSlow(deadline.as_secs().max(1)))
        }
        (None, Err(error)) => Err(VisitError::Tls(error.to_string())),
        (None, Ok(_)) => Err(VisitError::Tls("the server has shown no certificate".to_owned())),
    }
}

/// Who judges for a client that trusts `trust`; nobody for one that trusts anybody.
fn judge(
    trust: Trust,
    provider: &Arc<CryptoProvider>,
) -> Result<Option<Arc<WebPkiServerVerifier>>, VisitError> {
    let roots = match trust {
        Trust::Anybody => return Ok(None),
        Trust::Host => super::host_roots(),
        Trust::Roots(roots) => roots.to_vec(),
    };
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.into_iter().map(CertificateDer::from));
    let built = WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider)).build();
    built.map(Some).map_err(|error| VisitError::Tls(format!("nobody is trusted: {error}")))
}

/// Remembers what it is shown, and lets everybody in.
#[derive(Debug)]
pub(super) struct Witness {
    pub(super) seen: Mutex<Option<Chain>>,
    pub(super) judge: Option<Arc<WebPkiServerVerifier>>,
    pub(super) provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let judged = self.judge.as_ref().map(|judge| {
            judge.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        });
        let refusal = judged.and_then(Result::err).map(|error| error.to_string());
        let all = std::iter::once(end_entity).chain(intermediates);
        let certificates = all.map(|der| der.as_ref().to_vec()).collect();
        if let Ok(mut seen) = self.seen.lock() {
            *seen = Some(Chain { certificates, refusal });
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
