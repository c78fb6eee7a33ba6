//! The line before all else that a server behind another proxy waits for.

use ureq::unversioned::transport::{ConnectionDetails, Connector, Transport};

/// The PROXY protocol's line for a client on this host (version 1; section 2.1 of its specification).
pub(super) const LOCAL: &[u8] = b"PROXY TCP4 127.0.0.1 127.0.0.1 1024 443\r\n";

/// Says this, if anything, as soon as there is a connection.
#[derive(Debug)]
pub(super) struct Preamble(pub(super) Option<&'static [u8]>);

impl<In: Transport> Connector<In> for Preamble {
    type Out = In;

    fn connect(&self, details: &ConnectionDetails, chained: Option<In>) -> Result<Option<In>, ureq::Error> {
        let Some(mut transport) = chained else { return Ok(None) };
        let Some(line) = self.0 else { return Ok(Some(transport)) };
        if let Some(start) = transport.buffers().output().get_mut(..line.len()) {
            start.copy_from_slice(line);
        }
        transport.transmit_output(line.len(), details.timeout)?;
        Ok(Some(transport))
    }
}
