//! Sending and receiving.
//!
//! The path of a call: state word, one system call, state word. A blocking socket blocks in that one call, which
//! keeps `SO_RCVTIMEO` and `SO_SNDTIMEO` as well (see `blocked.rs` for what an interrupt changes).

use ws2_engine::state::{Phase, State};
use ws2_spi::overlapped::Buffers;
use ws2_spi::{LentBuffer, WindowsAddress};
use ws2_sys::address::KernelAddress;
use ws2_sys::errno::{Errno, SysResult};
use ws2_sys::linux::net;
use ws2_sys::socket_raw::{self, How, Received};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::blocked::{Awaited, Entry};
use crate::socket::Socket;

const SEND_FLAGS: u32 = (ws::MSG_OOB | ws::MSG_DONTROUTE) as u32 | ws::MSG_PARTIAL;
const RECEIVE_FLAGS: u32 =
    (ws::MSG_OOB | ws::MSG_PEEK | ws::MSG_WAITALL) as u32 | MSG_PUSH_IMMEDIATE | ws::MSG_PARTIAL;
const MSG_PUSH_IMMEDIATE: u32 = ws::MSG_PUSH_IMMEDIATE as u32;

impl Socket {
    #[inline]
    pub(crate) fn send(&self, buffers: &[LentBuffer], flags: u32) -> WsaResult<usize> {
        if let Err(refusal) = self.state().check_send() {
            self.settled(refusal, |state| state.check_send())?;
        }
        if self.has_sends_before()
            && let Some(outcome) = self.send_behind(buffers, flags, None)
        {
            return outcome;
        }
        let flags = kernel_send_flags(flags)?;
        if self.state().is_stream() {
            self.send_stream(buffers, flags)
        } else {
            self.send_datagram(buffers, flags, None)
        }
    }

    pub(crate) fn send_to(&self, buffers: &[LentBuffer], flags: u32, address: &[u8]) -> WsaResult<usize> {
        self.state()
            .check_send_to()
            .or_else(|refusal| self.settled(refusal, |state| state.check_send_to()))?;
        if self.has_sends_before()
            && let Some(outcome) = self.send_behind(buffers, flags, Some(address))
        {
            return outcome;
        }
        let flags = kernel_send_flags(flags)?;
        if self.state().is_stream() {
            return self.send_stream(buffers, flags);
        }
        let address = self.kernel_address(address)?;
        let sent = self.send_datagram(buffers, flags, Some(&address))?;
        let before = self.update_state(|state| match state.phase() {
            Phase::Fresh => state.in_phase(Phase::Bound),
            _ => state,
        });
        if before.phase() == Phase::Fresh {
            self.conditions_changed();
        }
        Ok(sent)
    }

    #[inline]
    fn send_stream(&self, buffers: &[LentBuffer], flags: u32) -> WsaResult<usize> {
        // Most sends find room: only those that do not are worth the entry in the register of blocked threads.
        match send_once(self, buffers, flags | net::MSG_DONTWAIT) {
            Ok(sent) if sent == total_bytes(buffers) => Ok(sent),
            other if self.state().is_blocking() => self.send_rest(buffers, flags, other),
            other => other.map_err(|errno| self.send_error(errno)),
        }
    }

    /// A blocking send returns only when the kernel has taken everything.
    #[cold]
    fn send_rest(&self, buffers: &[LentBuffer], flags: u32, first: SysResult<usize>) -> WsaResult<usize> {
        let mut rest = Buffers::from_slice(buffers);
        let mut sent = match first {
            Ok(sent) => sent,
            Err(Errno::INTR | Errno::AGAIN) => 0,
            Err(errno) => return Err(self.send_error(errno)),
        };
        advance(&mut rest, sent);
        let blocked = self.block(Awaited::Output, |entry| {
            let now = send_once(self, &rest, entry.how(flags))?;
            sent += now;
            advance(&mut rest, now);
            if rest.is_empty() { Ok(()) } else { Err(Errno::INTR) }
        });
        match blocked {
            Ok(Ok(())) => Ok(sent),
            Err(WsaError::WSAETIMEDOUT | WsaError::WSA_OPERATION_ABORTED) if sent > 0 => Ok(sent),
            Ok(Err(errno)) => Err(self.send_error(errno)),
            Err(error) => Err(self.gave_up(error, sent)),
        }
    }

    pub(crate) fn send_error(&self, errno: Errno) -> WsaError {
        match errno {
            Errno::PIPE if self.state().is_send_shut() => WsaError::WSAESHUTDOWN,
            errno => self.ended(errno),
        }
    }

    fn send_datagram(
        &self,
        buffers: &[LentBuffer],
        flags: u32,
        to: Option<&KernelAddress>,
    ) -> WsaResult<usize> {
        let attempt = |how: How<'_>| {
            loop {
                match socket_raw::send_message(self.fd(), buffers, how, to) {
                    // The kernel reports an earlier datagram's fate here. Windows tells the next receive.
                    Err(Errno::CONNREFUSED) if !self.cancellation.is_cancelled() => {
                        self.shared.emulated.lock().port_was_unreachable();
                    }
                    outcome => return outcome,
                }
            }
        };
        if self.state().is_blocking() {
            return Ok(self.block(Awaited::Output, |entry| attempt(entry.how(flags)))??);
        }
        loop {
            let outcome = attempt((flags | net::MSG_DONTWAIT).into());
            if self.cancellation.is_cancelled() {
                return Err(WsaError::WSAEINTR);
            }
            if outcome != Err(Errno::INTR) {
                return Ok(outcome?);
            }
        }
    }

    #[inline]
    pub(crate) fn receive(&self, buffers: &[LentBuffer], flags: &mut u32) -> WsaResult<usize> {
        if let Err(refusal) = self.state().check_receive() {
            self.settled(refusal, |state| state.check_receive())?;
        }
        if *flags & ws::MSG_OOB as u32 != 0 {
            self.overlapped.expect_more_behind();
        }
        if self.has_receives_before(*flags)
            && let Some(outcome) = self.receive_behind(buffers, flags, None)
        {
            return outcome;
        }
        if self.state().is_stream() {
            self.receive_stream(buffers, flags)
        } else {
            self.receive_datagram(buffers, flags, None)
        }
    }

    pub(crate) fn receive_from(
        &self,
        buffers: &[LentBuffer],
        flags: &mut u32,
        from: &mut Option<WindowsAddress>,
    ) -> WsaResult<usize> {
        if self.state().is_stream() {
            return self.receive(buffers, flags);
        }
        self.state().check_receive()?;
        if self.has_receives_before(*flags)
            && let Some(outcome) = self.receive_behind(buffers, flags, Some(from))
        {
            return outcome;
        }
        let mut sender = KernelAddress::empty();
        let received = self.receive_datagram(buffers, flags, Some(&mut sender));
        if matches!(received, Ok(_) | Err(WsaError::WSAEMSGSIZE)) {
            *from = Some(sender.into_windows());
        }
        received
    }

    #[inline]
    fn receive_stream(&self, buffers: &[LentBuffer], flags: &mut u32) -> WsaResult<usize> {
        let blocking = self.state().is_blocking();
        let kernel_flags = kernel_receive_flags(*flags, self.state())?;
        *flags = 0;
        if !blocking {
            return match socket_raw::receive_stream(self.fd(), buffers, kernel_flags) {
                // The marker of a close that came meanwhile looks like an end of data.
                Ok(received) if received.bytes == 0 && self.cancellation.is_cancelled() => {
                    Err(WsaError::WSAEINTR)
                }
                Ok(received) => Ok(self.took(received.bytes, buffers, kernel_flags)),
                Err(Errno::AGAIN) => Err(WsaError::WSAEWOULDBLOCK),
                Err(errno) => Err(self.ended(errno)),
            };
        }
        if kernel_flags & net::MSG_WAITALL != 0 {
            return self.receive_whole(buffers, kernel_flags);
        }
        let received = self.block(Awaited::Input, |entry| {
            socket_raw::receive_stream(self.fd(), buffers, entry.how(kernel_flags))
        })?;
        match received {
            Ok(received) => Ok(self.took(received.bytes, buffers, kernel_flags)),
            Err(errno) => Err(self.ended(errno)),
        }
    }

    /// `MSG_WAITALL`: an interrupt does not end it before the buffers are full.
    #[cold]
    fn receive_whole(&self, buffers: &[LentBuffer], kernel_flags: u32) -> WsaResult<usize> {
        let mut room = Buffers::from_slice(buffers);
        let mut received = 0;
        let blocked = self.block(Awaited::Input, |entry| {
            let now = socket_raw::receive_stream(self.fd(), &room, entry.how(kernel_flags))?.bytes;
            received += now;
            advance(&mut room, now);
            let ended = now == 0 || room.is_empty();
            // Without an interrupt the kernel itself has waited for everything there will be.
            if ended || matches!(entry, Entry::Waiting(interruption) if !interruption.came()) {
                return Ok(());
            }
            Err(Errno::INTR)
        });
        match blocked {
            Ok(Ok(())) => Ok(received),
            // The state word keeps the error for the next call.
            Ok(Err(errno)) => match self.ended(errno) {
                WsaError::WSAEINTR => Err(WsaError::WSAEINTR),
                _ if received > 0 => Ok(received),
                error => Err(error),
            },
            Err(WsaError::WSAETIMEDOUT) if received > 0 => Ok(received),
            Err(error) => Err(self.gave_up(error, received)),
        }
    }

    /// A call that its program cancelled after it had moved something: nobody knows how much, so the stream is of no
    /// use any more and is reset, as documented. Later calls fail with `WSAECONNABORTED`.
    fn gave_up(&self, error: WsaError, moved: usize) -> WsaError {
        if error == WsaError::WSAEINTR && moved > 0 && !self.cancellation.is_cancelled() {
            let _ = socket_raw::disconnect(self.fd());
            self.update_state(|state| state.ended_by(WsaError::WSAECONNABORTED));
        }
        error
    }

    /// Remembers the end of the peer's data, of which a close then need not ask the kernel.
    #[inline]
    fn took(&self, bytes: usize, buffers: &[LentBuffer], kernel_flags: u32) -> usize {
        if bytes == 0 && kernel_flags & !net::MSG_DONTWAIT == 0 && total_bytes(buffers) > 0 {
            self.update_state(State::peer_ended);
        }
        bytes
    }

    fn receive_datagram(
        &self,
        buffers: &[LentBuffer],
        flags: &mut u32,
        mut from: Option<&mut KernelAddress>,
    ) -> WsaResult<usize> {
        let blocking = self.state().is_blocking();
        let kernel_flags = kernel_receive_flags(*flags, self.state())?;
        *flags = 0;
        if self.take_unreachable_port() {
            return Err(WsaError::WSAECONNRESET);
        }
        let mut attempt = |how: How<'_>| {
            loop {
                match socket_raw::receive_message(self.fd(), buffers, how, from.as_deref_mut()) {
                    Err(Errno::CONNREFUSED) if !self.cancellation.is_cancelled() => {
                        self.forget_reported_errors();
                        if self.shared.emulated.lock().reports_unreachable_ports() {
                            return Err(Errno::CONNRESET);
                        }
                    }
                    outcome => return outcome,
                }
            }
        };
        let received = if blocking {
            self.block(Awaited::Input, |entry| attempt(entry.how(kernel_flags)))?
        } else {
            loop {
                let outcome = attempt(kernel_flags.into());
                if self.cancellation.is_cancelled() {
                    return Err(WsaError::WSAEINTR);
                }
                if !matches!(outcome, Err(Errno::INTR)) {
                    break outcome;
                }
            }
        };
        match received? {
            Received { flags: got, .. } if got & net::MSG_TRUNC != 0 => {
                *flags = ws::MSG_PARTIAL;
                Err(WsaError::WSAEMSGSIZE)
            }
            received => Ok(received.bytes),
        }
    }

    /// Whether errors of earlier datagrams are told to the next receive; they are forgotten if not.
    pub(crate) fn tells_of_errors(&self) -> bool {
        let tells = self.shared.emulated.lock().reports_unreachable_ports();
        if !tells {
            self.forget_reported_errors();
        }
        tells
    }

    /// Takes the word of a send that an earlier datagram found no port. What the kernel keeps of it goes as well.
    pub(crate) fn take_unreachable_port(&self) -> bool {
        let taken = self.shared.emulated.lock().take_unreachable_port();
        if taken {
            self.forget_reported_errors();
        }
        taken
    }

    /// Empties the kernel's error queue, which would keep the socket looking ready.
    pub(crate) fn forget_reported_errors(&self) {
        let nothing = [LentBuffer { base: std::ptr::null_mut(), len: 0 }];
        let flags = net::MSG_ERRQUEUE | net::MSG_DONTWAIT;
        // The marker of a close has no error queue and would go on answering.
        while !self.cancellation.is_cancelled()
            && socket_raw::receive_message(self.fd(), &nothing, flags, None).is_ok()
        {}
    }

    /// A refused call gets a second look when a non-blocking connect may have ended meanwhile.
    #[cold]
    pub(crate) fn settled(&self, refusal: WsaError, check: impl Fn(State) -> WsaResult<()>) -> WsaResult<()> {
        if self.state().phase() != Phase::Connecting {
            return Err(refusal);
        }
        self.settle_connect();
        check(self.state())
    }
}

#[inline]
fn send_once<'a>(socket: &Socket, buffers: &[LentBuffer], how: impl Into<How<'a>>) -> SysResult<usize> {
    match buffers {
        [one] => socket_raw::send(socket.fd(), *one, how),
        several => socket_raw::send_message(socket.fd(), several, how, None),
    }
}

pub(crate) fn total_bytes(buffers: &[LentBuffer]) -> usize {
    buffers.iter().map(|buffer| buffer.len).sum()
}

/// Drops the bytes already sent from the front.
pub(crate) fn advance(buffers: &mut Buffers, mut bytes: usize) {
    let whole = buffers.iter().take_while(|buffer| match bytes.checked_sub(buffer.len) {
        Some(left) => {
            bytes = left;
            true
        }
        None => false,
    });
    let whole = whole.count();
    buffers.drain(..whole);
    if let Some(first) = buffers.first_mut() {
        first.base = first.base.wrapping_add(bytes);
        first.len -= bytes;
    }
}

pub(crate) fn kernel_send_flags(flags: u32) -> WsaResult<u32> {
    if flags & !SEND_FLAGS != 0 {
        return Err(WsaError::WSAEOPNOTSUPP);
    }
    // MSG_DONTROUTE may be passed over, and is: the kernel would refuse destinations that Windows reaches.
    Ok(if flags & ws::MSG_OOB as u32 != 0 { net::MSG_OOB } else { 0 })
}

#[inline]
pub(crate) fn kernel_receive_flags(flags: u32, state: State) -> WsaResult<u32> {
    let wait = if state.is_blocking() { 0 } else { net::MSG_DONTWAIT };
    if flags == 0 { Ok(wait) } else { special_receive_flags(flags, state).map(|flags| flags | wait) }
}

/// `MSG_OOB` and `MSG_WAITALL` are for streams; the latter for blocking ones and by itself.
#[cold]
fn special_receive_flags(flags: u32, state: State) -> WsaResult<u32> {
    let has = |bits: i32| flags & bits as u32 != 0;
    let lone = !has(ws::MSG_OOB | ws::MSG_PEEK) && flags & ws::MSG_PARTIAL == 0;
    let refused = flags & !RECEIVE_FLAGS != 0
        || has(ws::MSG_OOB) && !state.is_stream()
        || has(ws::MSG_WAITALL) && !(state.is_stream() && state.is_blocking() && lone);
    if refused {
        return Err(WsaError::WSAEOPNOTSUPP);
    }
    let mut kernel = 0;
    for (windows, linux) in
        [(ws::MSG_OOB, net::MSG_OOB), (ws::MSG_PEEK, net::MSG_PEEK), (ws::MSG_WAITALL, net::MSG_WAITALL)]
    {
        if flags & windows as u32 != 0 {
            kernel |= linux;
        }
    }
    Ok(kernel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advance_drops_whole_buffers_and_shortens_one() {
        let base = std::ptr::null_mut();
        let buffer = |len| LentBuffer { base, len };
        let lengths = |sent| {
            let mut buffers: Buffers = [buffer(3), buffer(0), buffer(4)].into_iter().collect();
            advance(&mut buffers, sent);
            buffers.iter().map(|buffer| buffer.len).collect::<Vec<_>>()
        };
        assert_eq!(lengths(0), [3, 0, 4]);
        assert_eq!(lengths(2), [1, 0, 4]);
        assert_eq!(lengths(3), [4]);
        assert_eq!(lengths(5), [2]);
        assert_eq!(lengths(7), [0usize; 0]);
    }

    #[test]
    fn unknown_flags_are_refused() {
        assert_eq!(kernel_send_flags(0x40), Err(WsaError::WSAEOPNOTSUPP));
        let stream = State::STREAM;
        assert_eq!(kernel_receive_flags(0x4000, stream), Err(WsaError::WSAEOPNOTSUPP));
        assert_eq!(kernel_receive_flags(ws::MSG_PEEK as u32, stream), Ok(net::MSG_PEEK));
    }

    #[test]
    fn wait_for_all_is_for_blocking_streams_and_alone() {
        let ask = |flags: i32, state| kernel_receive_flags(flags as u32, state);
        let refused = Err(WsaError::WSAEOPNOTSUPP);
        assert_eq!(ask(ws::MSG_WAITALL, State::STREAM), Ok(net::MSG_WAITALL));
        assert_eq!(ask(ws::MSG_WAITALL, State::STREAM.with_nonblocking(true)), refused);
        assert_eq!(ask(ws::MSG_WAITALL | ws::MSG_PEEK, State::STREAM), refused);
        assert_eq!(ask(ws::MSG_WAITALL | ws::MSG_OOB, State::STREAM), refused);
        assert_eq!(ask(ws::MSG_WAITALL, State::DATAGRAM), refused);
        assert_eq!(ask(ws::MSG_OOB, State::DATAGRAM), refused);
    }
}
