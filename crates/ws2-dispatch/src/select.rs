//! `select`.

use std::time::Duration;

use ws2_spi::readiness::Interest;
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::{self, RawSocket};
use crate::wait_many::{Awaited, Found, wait};

/// The sockets of the three sets, as the program listed them.
#[derive(Clone, Copy, Default)]
pub struct Sets<'a> {
    /// Asked for input or connections.
    pub read: &'a [RawSocket],
    /// Asked for room or a finished connect.
    pub write: &'a [RawSocket],
    /// Asked for urgent data or a failed connect.
    pub except: &'a [RawSocket],
}

/// The sockets found ready, in the order of the program's lists.
#[derive(Default, Debug)]
pub struct Selected {
    /// Ready members of the read set.
    pub read: Vec<RawSocket>,
    /// Ready members of the write set.
    pub write: Vec<RawSocket>,
    /// Ready members of the except set.
    pub except: Vec<RawSocket>,
}

const READ: Interest = Interest { readable: true, writable: false, exceptional: false, peer_end: false };
const WRITE: Interest = Interest { readable: false, writable: true, exceptional: false, peer_end: false };
const EXCEPT: Interest = Interest { readable: false, writable: false, exceptional: true, peer_end: false };

/// Waits for any member of the sets; `None` waits for ever. Blocking.
///
/// A socket that another thread closes meanwhile counts as ready in the read and write sets.
///
/// # Errors
/// `WSAEINVAL`: nothing to wait for. `WSAENOTSOCK`: a member is no socket, or one that stands in the except
/// set only was closed meanwhile.
pub fn select(sets: Sets<'_>, timeout: Option<Duration>) -> WsaResult<Selected> {
    let mut awaited = Vec::with_capacity(sets.read.len() + sets.write.len() + sets.except.len());
    for (members, interest) in [(sets.read, READ), (sets.write, WRITE), (sets.except, EXCEPT)] {
        for &member in members {
            awaited.push(Awaited { socket: Some(socket_table::pin(member)?), interest });
        }
    }
    if awaited.is_empty() {
        return Err(WsaError::WSAEINVAL);
    }
    let found =
        wait(&awaited, timeout, |index, found| found.closed || is_ready(awaited[index].interest, found))?;
    let ready_among = |members: &[RawSocket], first: usize| -> Vec<RawSocket> {
        let ready = |(index, &member): (usize, &RawSocket)| {
            let at = first + index;
            let counts = is_ready(awaited[at].interest, &found[at])
                || (found[at].closed && !awaited[at].interest.exceptional);
            counts.then_some(member)
        };
        members.iter().enumerate().filter_map(ready).collect()
    };
    let selected = Selected {
        read: ready_among(sets.read, 0),
        write: ready_among(sets.write, sets.read.len()),
        except: ready_among(sets.except, sets.read.len() + sets.write.len()),
    };
    let nothing = selected.read.is_empty() && selected.write.is_empty() && selected.except.is_empty();
    if nothing && found.iter().any(|found| found.closed) {
        return Err(WsaError::WSAENOTSOCK);
    }
    Ok(selected)
}

fn is_ready(interest: Interest, found: &Found) -> bool {
    let is = &found.readiness;
    interest.readable && is.readable
        || interest.writable && is.writable
        || interest.exceptional && (is.urgent || is.connect_failed)
}
