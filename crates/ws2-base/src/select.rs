//! `select`.

use std::time::Duration;

use win32_wait::handle_table::Handle;
use ws2_spi::readiness::{Interest, Readiness};
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::{self, RawSocket};
use crate::wait_many::{Found, Wait};

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
/// `WSAEINVAL`: nothing to wait for, or more sockets than the process may have descriptors. `WSAENOTSOCK`: a member
/// is no socket, or one that stands in the except set only was closed meanwhile. `WSA_OPERATION_ABORTED`: another
/// thread ended the call.
pub fn select(sets: Sets<'_>, timeout: Option<Duration>) -> WsaResult<Selected> {
    let mut members = Members { wait: Wait::begin(), sorted: Vec::new() };
    let read = members.add(sets.read, READ)?;
    let write = members.add(sets.write, WRITE)?;
    let except = members.add(sets.except, EXCEPT)?;
    let mut wait = members.wait;
    if wait.len() == 0 {
        return Err(WsaError::WSAEINVAL);
    }
    wait.run(timeout, is_ready)?;
    let ready_of = |set: &[RawSocket], places: &Places, asked: Interest| -> Vec<RawSocket> {
        let counts = |found: &Found| is_ready(asked, &found.readiness) || found.closed && !asked.exceptional;
        let ready = set.iter().enumerate().filter(|(index, _)| counts(wait.found(places.of(*index))));
        ready.map(|(_, socket)| *socket).collect()
    };
    let selected = Selected {
        read: ready_of(sets.read, &read, READ),
        write: ready_of(sets.write, &write, WRITE),
        except: ready_of(sets.except, &except, EXCEPT),
    };
    let nothing = selected.read.is_empty() && selected.write.is_empty() && selected.except.is_empty();
    if nothing && (0..wait.len()).any(|place| wait.found(place).closed) {
        return Err(WsaError::WSAENOTSOCK);
    }
    Ok(selected)
}

/// Where the members of a set stand among those of the wait.
enum Places {
    /// One after the other, from here on.
    InOrder(usize),
    /// Anywhere.
    Each(Vec<u32>),
}

impl Places {
    fn of(&self, index: usize) -> usize {
        match self {
            Places::InOrder(first) => first + index,
            Places::Each(places) => places[index] as usize,
        }
    }
}

/// The sockets of all sets. One that stands in several is asked about once; programs tend to list them in the same
/// order, so each is looked for where the one before it stood.
struct Members {
    wait: Wait,
    /// The members of earlier sets with their places, in order; made when it is needed.
    sorted: Vec<(Handle, u32)>,
}

impl Members {
    fn add(&mut self, set: &[RawSocket], interest: Interest) -> WsaResult<Places> {
        let first = self.wait.len();
        if first == 0 {
            self.wait.expect(set.len());
            for &socket in set {
                self.wait.add(Some(socket_table::pin_in_place(socket)?), interest);
            }
            return Ok(Places::InOrder(0));
        }
        self.sorted.clear();
        let (mut places, mut guess) = (Vec::with_capacity(set.len().min(first)), 0);
        for &socket in set {
            let handle = Handle::from_raw(socket).ok_or(WsaError::WSAENOTSOCK)?;
            let place = match self.stands_at(guess, handle) {
                true => guess,
                false => self.find(handle, first).unwrap_or(self.wait.len()),
            };
            if place < self.wait.len() {
                self.wait.ask_more(place, interest);
            } else {
                self.wait.add(Some(socket_table::pin(socket)?), interest);
            }
            places.push(place as u32);
            guess = place + 1;
        }
        Ok(Places::Each(places))
    }

    fn stands_at(&self, place: usize, handle: Handle) -> bool {
        self.wait.socket(place).is_some_and(|socket| socket.handle() == handle)
    }

    /// The place of a socket among the first so many.
    fn find(&mut self, handle: Handle, among: usize) -> Option<usize> {
        if self.sorted.is_empty() {
            let handle_at = |place| self.wait.socket(place).map(|socket| (socket.handle(), place as u32));
            self.sorted.extend((0..among).filter_map(handle_at));
            self.sorted.sort_unstable();
        }
        let found = self.sorted.binary_search_by_key(&handle, |(handle, _)| *handle).ok()?;
        Some(self.sorted[found].1 as usize)
    }
}

fn is_ready(interest: Interest, is: &Readiness) -> bool {
    interest.readable && is.readable
        || interest.writable && is.writable
        || interest.exceptional && (is.urgent || is.connect_failed)
}
