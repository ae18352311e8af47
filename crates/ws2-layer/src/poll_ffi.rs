//! `WSAPoll` over the program's handles, as `SIO_GET_EXTENSION_FUNCTION_POINTER` gives it out.
//!
//! As in `select`, a socket whose connection the layer is still making is left out below.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::guarded;
use crate::extension_ffi::{function, set_last_error};
use crate::instance::{Hosted, Running};
use crate::select_ffi::{ONE_LOOK, sleep};
use crate::socket::{Phase, Socket};
use crate::waiters::Waiter;

pub(crate) unsafe extern "system" fn poll<L: Hosted>(
    entries: *mut ws::WSAPOLLFD,
    count: u32,
    timeout_ms: i32,
) -> i32 {
    let body = || {
        if entries.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        let running = L::instance().running()?;
        // SAFETY: not NULL, and the program vouches for the count.
        let entry = |place: usize| unsafe { entries.add(place).read_unaligned() };
        let mut polled: Vec<Polled<L>> = (0..count as usize)
            .map(|place| Polled { socket: running.socket(entry(place).fd).ok(), entry: entry(place) })
            .collect();
        let limit = u64::try_from(timeout_ms).ok().map(Duration::from_millis);
        wait(&running, &mut polled, limit)?;
        for (place, polled) in polled.iter().enumerate() {
            // SAFETY: where it was read.
            unsafe { entries.add(place).write_unaligned(polled.entry) };
        }
        Ok(polled.iter().filter(|polled| polled.entry.revents != 0).count() as i32)
    };
    match guarded(body) {
        Ok(ready) => ready,
        Err(error) => {
            set_last_error::<L>(error);
            ws::SOCKET_ERROR
        }
    }
}

/// An entry of the program, and whose number stands in it.
struct Polled<L: Hosted> {
    socket: Option<Arc<Socket<L>>>,
    entry: ws::WSAPOLLFD,
}

/// Who answers for a socket.
enum Answer {
    /// The provider below, which knows it by this number.
    Below(usize),
    /// The layer, now.
    Own(i16),
    /// The layer, once it has the connection.
    Later,
}

impl<L: Hosted> Polled<L> {
    fn answer(&self) -> Answer {
        let Some(socket) = &self.socket else { return Answer::Own(ws::POLLNVAL) };
        match socket.phase() {
            Phase::Connecting => Answer::Later,
            Phase::Failed => Answer::Own(ws::POLLHUP | ws::POLLERR | self.entry.events & ws::POLLWRNORM),
            Phase::Reset => Answer::Own(ws::POLLHUP | ws::POLLERR),
            Phase::Closed => Answer::Own(ws::POLLNVAL),
            Phase::Plain | Phase::Connected => Answer::Below(socket.lower),
        }
    }
}

fn wait<L: Hosted>(running: &Running<L>, polled: &mut [Polled<L>], limit: Option<Duration>) -> WsaResult<()> {
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let mut waiter: Option<Waiter<'_>> = None;
    loop {
        let (mut below, mut any_ready, mut connecting) = (Vec::new(), false, false);
        for (place, polled) in polled.iter_mut().enumerate() {
            polled.entry.revents = 0;
            match polled.answer() {
                Answer::Below(lower) => below.push((place, ws::WSAPOLLFD { fd: lower, ..polled.entry })),
                Answer::Own(events) => {
                    polled.entry.revents = events;
                    any_ready = true;
                }
                Answer::Later => connecting = true,
            }
        }
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let mut found = 0;
        if !below.is_empty() {
            let patience = match (any_ready, connecting) {
                (true, _) => Some(Duration::ZERO),
                (false, true) => Some(left.unwrap_or(ONE_LOOK).min(ONE_LOOK)),
                (false, false) => left,
            };
            found = look_below(running, polled, &below, patience)?;
        }
        if any_ready || found > 0 || !connecting || left == Some(Duration::ZERO) {
            return Ok(());
        }
        if below.is_empty() {
            sleep(running, &mut waiter, left)?;
        }
    }
}

/// Asks the provider below, which must be one for all.
fn look_below<L: Hosted>(
    running: &Running<L>,
    polled: &mut [Polled<L>],
    below: &[(usize, ws::WSAPOLLFD)],
    patience: Option<Duration>,
) -> WsaResult<i32> {
    let sockets = || below.iter().filter_map(|(place, _)| polled[*place].socket.as_ref());
    let first = sockets().next().ok_or(WsaError::WSAENOTSOCK)?;
    if sockets().any(|socket| !Arc::ptr_eq(&socket.next, &first.next)) {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: the function of this name has this type.
    let lower: ws::LPFN_WSAPOLL = unsafe { function(first, &ws::WSAID_WSAPOLL) }?;
    let lower = lower.ok_or(WsaError::WSAEINVAL)?;
    let mut entries: Vec<ws::WSAPOLLFD> = below.iter().map(|(_, entry)| *entry).collect();
    let millis = patience
        .map_or(-1, |patience| i32::try_from(patience.as_micros().div_ceil(1000)).unwrap_or(i32::MAX));
    // SAFETY: entries of our own, as many as stated.
    let found = unsafe { lower(entries.as_mut_ptr(), entries.len() as u32, millis) };
    if found < 0 {
        return Err(running.library.last_error());
    }
    for ((place, _), entry) in below.iter().zip(&entries) {
        polled[*place].entry.revents = entry.revents;
    }
    Ok(found)
}
