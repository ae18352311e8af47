//! `ioctlsocket` and `WSAIoctl` codes that exchange plain bytes.

use ws2_sys::queue;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::socket::Socket;

impl Socket {
    pub(crate) fn control(&self, code: u32, input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
        match code as i32 {
            ws::FIONBIO => {
                let on = input.get(..4).ok_or(WsaError::WSAEFAULT)? != [0; 4];
                self.update_state(|state| state.with_nonblocking(on));
                Ok(0)
            }
            ws::FIONREAD => {
                let bytes = queue::unread_bytes(self.fd())?;
                output.get_mut(..4).ok_or(WsaError::WSAEFAULT)?.copy_from_slice(&bytes.to_ne_bytes());
                Ok(4)
            }
            _ if code == ws::SIO_UDP_CONNRESET => {
                let on = input.get(..4).ok_or(WsaError::WSAEFAULT)? != [0; 4];
                self.shared.emulated.lock().set_reports_unreachable_ports(on);
                Ok(0)
            }
            _ => Err(WsaError::WSAEOPNOTSUPP),
        }
    }
}
