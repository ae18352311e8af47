//! `WSAPoll`.

use std::time::Duration;

use ws2_spi::readiness::{Interest, Readiness};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::socket_table;
use crate::wait_many::Wait;

/// The events that an entry may ask for.
pub const ASKABLE: i16 = ws::POLLRDNORM | ws::POLLRDBAND | ws::POLLWRNORM;

/// Waits for any of the entries and fills their `revents`; answers how many have some. `None` waits for ever.
/// Blocking, unless a number among them is no socket: that is marked `POLLNVAL`, which counts at once.
///
/// # Errors
/// `WSAEINVAL`: no entries, more than the process may have descriptors, or events that cannot be asked for.
/// `WSA_OPERATION_ABORTED`: another thread ended the call.
pub fn poll(entries: &mut [ws::WSAPOLLFD], timeout: Option<Duration>) -> WsaResult<usize> {
    if entries.is_empty() || entries.iter().any(|entry| entry.events & !ASKABLE != 0) {
        return Err(WsaError::WSAEINVAL);
    }
    let mut wait = Wait::begin();
    let mut timeout = timeout;
    wait.expect(entries.len());
    for entry in entries.iter() {
        let socket = socket_table::pin_in_place(entry.fd).ok();
        if socket.is_none() {
            timeout = Some(Duration::ZERO);
        }
        wait.add(socket, interest(entry.events));
    }
    wait.run(timeout, |interest, readiness| events_of(interest, readiness) != 0)?;
    let mut ready = 0;
    for (place, entry) in entries.iter_mut().enumerate() {
        let found = wait.found(place);
        entry.revents = if found.closed || wait.socket(place).is_none() {
            ws::POLLNVAL
        } else {
            events_of(wait.interest(place), &found.readiness)
        };
        ready += usize::from(entry.revents != 0);
    }
    Ok(ready)
}

fn interest(events: i16) -> Interest {
    Interest {
        readable: events & ws::POLLRDNORM != 0,
        writable: events & ws::POLLWRNORM != 0,
        exceptional: events & ws::POLLRDBAND != 0,
        peer_end: true,
    }
}

fn events_of(interest: Interest, is: &Readiness) -> i16 {
    let asked = |asked: bool, event: i16| if asked { event } else { 0 };
    let mut events = 0;
    if is.connect_failed {
        events |= ws::POLLHUP | ws::POLLERR | asked(interest.writable, ws::POLLWRNORM);
    }
    if is.unread {
        events |= asked(interest.readable, ws::POLLRDNORM);
    }
    if is.urgent {
        events |= asked(interest.exceptional, ws::POLLRDBAND);
    }
    if is.writable && !is.failed {
        events |= asked(interest.writable, ws::POLLWRNORM);
    }
    if is.hung_up {
        events |= ws::POLLHUP;
    }
    if is.failed {
        events |= ws::POLLERR;
    }
    events
}
