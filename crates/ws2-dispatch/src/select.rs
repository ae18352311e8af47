//! `select`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
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
    let mut members = Members::default();
    let read = members.add(sets.read, READ)?;
    let write = members.add(sets.write, WRITE)?;
    let except = members.add(sets.except, EXCEPT)?;
    let awaited = members.awaited;
    if awaited.is_empty() {
        return Err(WsaError::WSAEINVAL);
    }
    let found =
        wait(&awaited, timeout, |index, found| found.closed || is_ready(awaited[index].interest, found))?;
    let ready_of = |set: &[RawSocket], places: &[usize], asked: Interest| -> Vec<RawSocket> {
        let counts = |found: &Found| is_ready(asked, found) || (found.closed && !asked.exceptional);
        let ready = set.iter().zip(places).filter(|(_, place)| counts(&found[**place]));
        ready.map(|(socket, _)| *socket).collect()
    };
    let selected = Selected {
        read: ready_of(sets.read, &read, READ),
        write: ready_of(sets.write, &write, WRITE),
        except: ready_of(sets.except, &except, EXCEPT),
    };
    let nothing = selected.read.is_empty() && selected.write.is_empty() && selected.except.is_empty();
    if nothing && found.iter().any(|found| found.closed) {
        return Err(WsaError::WSAENOTSOCK);
    }
    Ok(selected)
}

/// The sockets of all sets, each once: the kernel takes no more entries than a process may have descriptors.
#[derive(Default)]
struct Members {
    awaited: Vec<Awaited>,
    places: HashMap<RawSocket, usize>,
}

impl Members {
    /// Adds a set; answers the place of each member among the awaited sockets.
    fn add(&mut self, set: &[RawSocket], interest: Interest) -> WsaResult<Vec<usize>> {
        set.iter().map(|&socket| self.place(socket, interest)).collect()
    }

    fn place(&mut self, socket: RawSocket, interest: Interest) -> WsaResult<usize> {
        let next = self.awaited.len();
        match self.places.entry(socket) {
            Entry::Occupied(known) => {
                let place = *known.get();
                self.awaited[place].interest |= interest;
                Ok(place)
            }
            Entry::Vacant(vacant) => {
                self.awaited.push(Awaited { socket: Some(socket_table::pin(socket)?), interest });
                Ok(*vacant.insert(next))
            }
        }
    }
}

fn is_ready(interest: Interest, found: &Found) -> bool {
    let is = &found.readiness;
    interest.readable && is.readable
        || interest.writable && is.writable
        || interest.exceptional && (is.urgent || is.connect_failed)
}
