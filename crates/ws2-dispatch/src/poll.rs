//! `WSAPoll`.

use std::time::Duration;

use ws2_spi::readiness::Interest;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::socket_table;
use crate::wait_many::{Awaited, Found, wait};

const ASKABLE: i16 = ws::POLLRDNORM | ws::POLLRDBAND | ws::POLLWRNORM;

/// Waits for any of the entries and fills their `revents`; answers how many have some. `None` waits for ever.
/// Blocking, unless a number among them is no socket: that is marked `POLLNVAL`, which counts at once.
///
/// # Errors
/// `WSAEINVAL`: no entries, or events that cannot be asked for.
pub fn poll(entries: &mut [ws::WSAPOLLFD], timeout: Option<Duration>) -> WsaResult<usize> {
    if entries.is_empty() || entries.iter().any(|entry| entry.events & !ASKABLE != 0) {
        return Err(WsaError::WSAEINVAL);
    }
    let awaited: Vec<Awaited> = entries
        .iter()
        .map(|entry| Awaited { socket: socket_table::pin(entry.fd).ok(), interest: interest(entry.events) })
        .collect();
    let invalid = awaited.iter().any(|awaited| awaited.socket.is_none());
    let timeout = if invalid { Some(Duration::ZERO) } else { timeout };
    let asked: Vec<i16> = entries.iter().map(|entry| entry.events).collect();
    let found = wait(&awaited, timeout, |index, found| events_of(asked[index], found) != 0)?;
    for ((entry, awaited), found) in entries.iter_mut().zip(&awaited).zip(&found) {
        entry.revents = if awaited.socket.is_none() { ws::POLLNVAL } else { events_of(entry.events, found) };
    }
    Ok(entries.iter().filter(|entry| entry.revents != 0).count())
}

fn interest(events: i16) -> Interest {
    Interest {
        readable: events & ws::POLLRDNORM != 0,
        writable: events & ws::POLLWRNORM != 0,
        exceptional: events & ws::POLLRDBAND != 0,
        peer_end: true,
    }
}

fn events_of(asked: i16, found: &Found) -> i16 {
    if found.closed {
        return ws::POLLNVAL;
    }
    let is = &found.readiness;
    let mut events = 0;
    if is.connect_failed {
        events |= ws::POLLHUP | ws::POLLERR | asked & ws::POLLWRNORM;
    }
    if is.readable {
        events |= asked & ws::POLLRDNORM;
    }
    if is.urgent {
        events |= asked & ws::POLLRDBAND;
    }
    if is.writable && !is.failed {
        events |= asked & ws::POLLWRNORM;
    }
    if is.hung_up {
        events |= ws::POLLHUP;
    }
    if is.failed {
        events |= ws::POLLERR;
    }
    events
}
