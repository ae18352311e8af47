//! The wait that `select` and `WSAPoll` share: sockets of any providers, in one `ppoll`.
//!
//! The thread counts as waiting before the first socket is pinned. A close that comes later finds the pin and
//! interrupts the thread, so nobody has to look for closed sockets unless an interrupt came. Changes that the
//! kernel does not know of ([`Watch::TOLD`]) interrupt it as well, once it has said that it waits for such sockets:
//! it says so only before it would sleep, and looks again after that.

use std::cell::Cell;
use std::time::Duration;

use win32_wait::blocking::{BlockingCall, PassingOver, Resumed};
use ws2_spi::readiness::{Interest, Readiness, Watch};
use ws2_sys::clock;
use ws2_sys::errno::Errno;
use ws2_sys::poll::{self, PollEntry};
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::PinnedSocket;

/// What was found of one socket.
#[derive(Clone, Copy, Default)]
pub(crate) struct Found {
    pub(crate) readiness: Readiness,
    /// The program closed it while we waited.
    pub(crate) closed: bool,
}

struct Member {
    /// `None` stands for a number that is no socket; it is never ready by itself.
    socket: Option<PinnedSocket>,
    interest: Interest,
}

/// What a wait needs memory for. A thread keeps it for its next one.
#[derive(Default)]
struct Room {
    members: Vec<Member>,
    entries: Vec<PollEntry>,
    found: Vec<Found>,
}

/// A thread keeps room for so many sockets.
const MOST_KEPT: usize = 8192;

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

/// In the place of a descriptor: the provider tells.
const TOLD: i32 = -1;
/// In the place of a descriptor: nothing is to be expected from it, though the kernel calls it ready for ever.
const PASSED_OVER: i32 = -2;
/// In the place of a descriptor: closed, or no socket at all.
const DEAD: i32 = -3;

/// A wait of the current thread.
pub(crate) struct Wait {
    call: BlockingCall<'static>,
    room: Room,
    /// Whether providers tell of some of the sockets, or some are passed over.
    some_unwatched: bool,
    passing_over: Option<PassingOver>,
}

impl Wait {
    /// A wait for nothing yet. A thread that waits inside of another wait, in an APC, gets room of its own.
    pub(crate) fn begin() -> Wait {
        let call = BlockingCall::on_many();
        let room = ROOM.try_with(Cell::take).unwrap_or_default();
        Wait { call, room, some_unwatched: false, passing_over: None }
    }

    /// Adds a socket, or a number that is none. Places are counted from 0.
    #[inline]
    pub(crate) fn add(&mut self, socket: Option<PinnedSocket>, interest: Interest) {
        self.room.members.push(Member { socket, interest });
    }

    /// Has room for so many more.
    pub(crate) fn expect(&mut self, more: usize) {
        // A count that is wrong is found out at a member that is no socket; there may be no memory for all of it.
        self.room.members.reserve(more.min(MOST_KEPT));
    }

    /// How many sockets there are.
    pub(crate) fn len(&self) -> usize {
        self.room.members.len()
    }

    /// The socket at a place.
    pub(crate) fn socket(&self, place: usize) -> Option<&PinnedSocket> {
        self.room.members.get(place)?.socket.as_ref()
    }

    /// Asks more of the socket at a place.
    pub(crate) fn ask_more(&mut self, place: usize, interest: Interest) {
        self.room.members[place].interest |= interest;
    }

    /// What is asked of the socket at a place.
    pub(crate) fn interest(&self, place: usize) -> Interest {
        self.room.members[place].interest
    }

    /// What was found of the socket at a place.
    pub(crate) fn found(&self, place: usize) -> &Found {
        &self.room.found[place]
    }

    /// Waits until `counts` holds for at least one socket, or the time is over; `None` waits for ever.
    pub(crate) fn run(
        &mut self,
        timeout: Option<Duration>,
        counts: impl Fn(Interest, &Readiness) -> bool,
    ) -> WsaResult<()> {
        let deadline =
            timeout.filter(|timeout| !timeout.is_zero()).map(|timeout| clock::monotonic() + timeout);
        let mut any = self.ask_all(&counts);
        let mut hook_answered = false;
        loop {
            // What is queued to the thread, and its blocking hook, run only if there is something to wait for.
            let must_look = any || self.call.has_apcs() || self.call.has_callbacks() && !hook_answered;
            let left = match deadline {
                _ if must_look => Some(Duration::ZERO),
                Some(deadline) => self.call.patience(Some(deadline.saturating_sub(clock::monotonic()))),
                None => self.call.patience(timeout),
            };
            if left != Some(Duration::ZERO) && self.some_unwatched && self.passing_over.is_none() {
                self.passing_over = Some(PassingOver::begin());
                any = self.ask_all(&counts);
                continue;
            }
            let entries = &mut self.room.entries;
            let polled =
                self.call.in_kernel(|interruption| poll::wait_interruptibly(entries, left, interruption));
            match polled {
                Ok(ready) => any |= self.look(ready, &counts),
                Err(Errno::INTR) => self.room.entries.iter_mut().for_each(|entry| entry.revents = 0),
                Err(errno) => return Err(WsaError::from(errno)),
            }
            let over = timeout.is_some_and(|timeout| timeout.is_zero())
                || deadline.is_some_and(|deadline| clock::monotonic() >= deadline);
            // After an interrupt nobody knows yet how the sockets of the kernel are.
            if polled.is_ok() && (any || over) {
                return Ok(());
            }
            let resumed = self.call.resume()?;
            hook_answered = resumed != Resumed::ToTryAgain;
            if resumed != Resumed::Undisturbed {
                any = self.ask_all(&counts);
            }
        }
    }

    /// Asks what to watch of every socket, and those that tell by themselves how they are. Answers whether that is
    /// the end of the wait.
    fn ask_all(&mut self, counts: &impl Fn(Interest, &Readiness) -> bool) -> bool {
        let Room { members, entries, found } = &mut self.room;
        entries.clear();
        entries.reserve(members.len());
        found.clear();
        found.resize(members.len(), Found::default());
        let (mut any, mut some_unwatched) = (false, false);
        for (place, member) in members.iter().enumerate() {
            let entry = match &member.socket {
                None => unwatched(DEAD),
                Some(socket) if socket.is_closing() => {
                    found[place] = Found { closed: true, ..Default::default() };
                    any = true;
                    unwatched(DEAD)
                }
                Some(socket) => {
                    let watch = socket.watch(member.interest);
                    if watch.fd < 0 {
                        some_unwatched = true;
                        let readiness = socket.readiness(0);
                        if counts(member.interest, &readiness) {
                            found[place].readiness = readiness;
                            any = true;
                        }
                    }
                    entry_of(watch)
                }
            };
            entries.push(entry);
        }
        self.some_unwatched = some_unwatched;
        any
    }

    /// Looks what the kernel's word about so many entries means. Answers whether that is the end of the wait.
    fn look(&mut self, ready: usize, counts: &impl Fn(Interest, &Readiness) -> bool) -> bool {
        let Room { members, entries, found } = &mut self.room;
        let mut any = false;
        let told = entries.iter_mut().enumerate().filter(|(_, entry)| entry.revents != 0);
        for (place, entry) in told.take(ready) {
            let Member { socket: Some(socket), interest } = &members[place] else { continue };
            if socket.is_closing() {
                found[place] = Found { closed: true, ..Default::default() };
                any = true;
                continue;
            }
            let readiness = socket.readiness(entry.revents);
            if counts(*interest, &readiness) {
                found[place].readiness = readiness;
                any = true;
                continue;
            }
            *entry =
                if readiness.ask_again { entry_of(socket.watch(*interest)) } else { unwatched(PASSED_OVER) };
            self.some_unwatched |= entry.fd < 0;
        }
        any
    }
}

fn entry_of(watch: Watch) -> PollEntry {
    if watch.fd < 0 { unwatched(TOLD) } else { PollEntry { fd: watch.fd, events: watch.events, revents: 0 } }
}

fn unwatched(fd: i32) -> PollEntry {
    PollEntry { fd, events: 0, revents: 0 }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let mut room = std::mem::take(&mut self.room);
        // Lets go of the sockets; the last one to do so frees those that were closed.
        room.members.clear();
        if room.members.capacity() <= MOST_KEPT {
            // At the end of a thread there is nobody to keep it for.
            let _ = ROOM.try_with(|kept| kept.set(room));
        }
    }
}

#[cfg(test)]
mod tests;
