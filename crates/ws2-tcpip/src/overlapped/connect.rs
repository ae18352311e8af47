//! `ConnectEx`: a connect with first data, in the outbound queue.

use win32_wait::completion::Outcome;
use ws2_engine::overlapped::Attempt;
use ws2_engine::state::{Phase, State};
use ws2_spi::overlapped::Buffers;
use ws2_sys::address::KernelAddress;
use ws2_types::{WsaError, WsaResult};

use super::send::Send;
use crate::connect::names_nobody;
use crate::socket::Socket;

/// A connect that is to begin, on its way, or sending.
pub(super) struct Connect {
    address: KernelAddress,
    stage: Stage,
    first_data: Send,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Begun,
    Sending,
}

impl Socket {
    pub(super) fn connect_work(&self, address: &[u8], buffers: Buffers) -> WsaResult<Connect> {
        self.settle_connect();
        self.state().check_connect_overlapped()?;
        let address = self.kernel_address(address)?;
        if names_nobody(&address) {
            return Err(WsaError::WSAEADDRNOTAVAIL);
        }
        Ok(Connect { address, stage: Stage::New, first_data: Send::to_peer(buffers) })
    }

    pub(super) fn connect_on(&self, op: &mut Connect) -> Attempt<Outcome> {
        if op.stage == Stage::New {
            op.stage = Stage::Begun;
            let before = self.update_state(|state| match state.check_connect_overlapped() {
                Ok(()) => state.connecting_overlapped(),
                Err(_) => state,
            });
            let begun = before.check_connect_overlapped().and_then(|()| {
                // What edges told was of the attempt before.
                self.overlapped.inbound.lock().transport_changed();
                self.begin_connect(&op.address)
            });
            match begun {
                Ok(()) => {}
                Err(WsaError::WSAEWOULDBLOCK) => return Attempt::MustWait,
                Err(error) => return Attempt::Ended(Outcome::failed(error)),
            }
        }
        if op.stage == Stage::Begun {
            match self.connect_outcome() {
                None => return Attempt::MustWait,
                Some(Err(error)) => return Attempt::Ended(Outcome::failed(error)),
                Some(Ok(())) => op.stage = Stage::Sending,
            }
        }
        if op.first_data.rest.is_empty() {
            return Attempt::Ended(Outcome::done(op.first_data.sent, 0));
        }
        self.send_on(&mut op.first_data)
    }

    /// How the connect has ended, if it has; whoever looked first has left a failure to be taken here.
    fn connect_outcome(&self) -> Option<WsaResult<()>> {
        let seen_here = self.settle_connect();
        match self.state().phase() {
            Phase::Connecting => None,
            Phase::Connected => Some(Ok(())),
            _ => {
                let left = self.shared.emulated.lock().take_connect_error();
                Some(Err(seen_here.or(left).unwrap_or(WsaError::WSAECONNREFUSED)))
            }
        }
    }

    /// Gives up a connect that was cancelled.
    pub(super) fn abandon_connect(&self) {
        if self.state().phase() == Phase::Connecting {
            self.connect_failed();
        } else if self.state().is_outdated() {
            // First data was on its way.
            let _ = ws2_sys::socket_raw::disconnect(self.fd());
            self.update_state(State::connect_failed);
        }
        self.overlapped.outbound.lock().transport_changed();
    }
}
