//! Socket options: which are the library's own, which are the kernel's and under what number.

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::socket::Socket;

/// Options and conditions that live in the library, not in the kernel.
pub(crate) struct Emulated {
    /// `SIO_UDP_CONNRESET`.
    reports_unreachable_ports: bool,
    port_was_unreachable: bool,
}

impl Default for Emulated {
    fn default() -> Self {
        Emulated { reports_unreachable_ports: true, port_was_unreachable: false }
    }
}

impl Emulated {
    /// What an accepted socket takes over from its listener.
    pub(crate) fn inherited(&self) -> Emulated {
        Emulated { port_was_unreachable: false, ..*self }
    }

    pub(crate) fn reports_unreachable_ports(&self) -> bool {
        self.reports_unreachable_ports
    }

    pub(crate) fn set_reports_unreachable_ports(&mut self, on: bool) {
        self.reports_unreachable_ports = on;
    }

    pub(crate) fn port_was_unreachable(&mut self) {
        self.port_was_unreachable = self.reports_unreachable_ports;
    }

    pub(crate) fn take_unreachable_port(&mut self) -> bool {
        std::mem::take(&mut self.port_was_unreachable)
    }
}

impl Socket {
    pub(crate) fn option(&self, level: i32, name: i32, value: &mut [u8]) -> WsaResult<usize> {
        match (level, name) {
            (ws::SOL_SOCKET, ws::SO_LINGER) => {
                self.require_stream()?;
                let linger = self.linger();
                let bytes = value.get_mut(..4).ok_or(WsaError::WSAEFAULT)?;
                bytes[..2].copy_from_slice(&u16::from(linger.is_on()).to_ne_bytes());
                bytes[2..].copy_from_slice(&linger.secs().to_ne_bytes());
                Ok(4)
            }
            _ => Err(WsaError::WSAENOPROTOOPT),
        }
    }

    pub(crate) fn set_option(&self, level: i32, name: i32, value: &[u8]) -> WsaResult<()> {
        match (level, name) {
            (ws::SOL_SOCKET, ws::SO_LINGER) => {
                self.require_stream()?;
                let &[a, b, c, d, ..] = value else { return Err(WsaError::WSAEFAULT) };
                let (on, secs) = (u16::from_ne_bytes([a, b]), u16::from_ne_bytes([c, d]));
                self.set_linger(self.linger().with_option(on, secs));
                Ok(())
            }
            _ => Err(WsaError::WSAENOPROTOOPT),
        }
    }

    fn require_stream(&self) -> WsaResult<()> {
        if self.state().is_stream() { Ok(()) } else { Err(WsaError::WSAENOPROTOOPT) }
    }
}
