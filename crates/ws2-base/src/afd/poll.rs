//! One poll: it is entered at its sockets, looks, and looks again at every change, until something ends it.
//!
//! Whoever takes the [`Ending`] ends the poll, so it ends once: a look that found an event, its time limit, a cancel,
//! the close of the handle it was begun on, a newer exclusive poll. Looks go by handles, not pins, so that no socket is
//! kept from closing; one that is not there any more has been closed, which is an event as well.
//!
//! Locks are all leaves, and none is held across a look.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use smallvec::SmallVec;
use win32_wait::alarm::Alarm;
use win32_wait::binding::Binding;
use win32_wait::completion::{Completion, Outcome, Which};
use win32_wait::port::Port;
use ws2_spi::Observer;
use ws2_sys::errno::Errno;
use ws2_sys::poll::{self, PollEntry};
use ws2_types::abi::foundation::STATUS_TIMEOUT;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::events::{AFD_POLL_LOCAL_CLOSE, happened, interest};
use super::{Limit, Told};
use crate::socket_table::{self, PinnedSocket, RawSocket};

/// A socket and what is asked of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The number.
    pub socket: RawSocket,
    /// AFD_POLL_*.
    pub events: u32,
}

/// A socket and what of the asked is there.
pub type Found = Asked;

/// The program's room for what a poll has found.
pub trait Answer: Send {
    /// Fills it when the poll ends; the bytes filled.
    fn fill(&mut self, found: &[Found]) -> u32;
}

/// What beginning a poll came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begun {
    /// It has ended within the call, well or by having no time.
    Ended {
        /// NTSTATUS.
        status: u32,
    },
    /// The completion will tell.
    Pending,
}

type Members<T> = SmallVec<[T; 1]>;

/// The polls that were begun on one handle and have not ended.
#[derive(Default)]
pub(crate) struct Polls(Mutex<Pending>);

#[derive(Default)]
struct Pending {
    /// By the address of the status block, which a program may use twice, and a number.
    polls: BTreeMap<(usize, u64), Arc<Poll>>,
    begun: u64,
    closed: bool,
}

impl Polls {
    fn enter(&self, poll: &Arc<Poll>, block: usize) -> WsaResult<()> {
        let mut pending = self.0.lock();
        if pending.closed {
            return Err(WsaError::WSA_INVALID_HANDLE);
        }
        pending.begun += 1;
        let place = (block, pending.begun);
        let _ = poll.place.set(place);
        pending.polls.insert(place, Arc::clone(poll));
        Ok(())
    }

    fn strike(&self, place: (usize, u64)) {
        let struck = self.0.lock().polls.remove(&place);
        drop(struck);
    }

    /// Ends the polls that `which` chooses with `WSA_OPERATION_ABORTED`; answers how many.
    pub(crate) fn cancel(&self, which: Which) -> usize {
        let pending = self.0.lock();
        let chosen: Vec<Arc<Poll>> = match which {
            Which::At(block) => pending
                .polls
                .range((block, 0)..=(block, u64::MAX))
                .map(|(_, poll)| Arc::clone(poll))
                .collect(),
            Which::All | Which::OfThread(_) => pending.polls.values().map(Arc::clone).collect(),
        };
        drop(pending);
        chosen.iter().filter(|poll| poll.is_chosen(which) && poll.end(&End::Cancelled)).count()
    }

    /// Ends every poll, and lets none begin any more.
    pub(crate) fn close(&self) {
        let mut pending = self.0.lock();
        pending.closed = true;
        let polls = std::mem::take(&mut pending.polls);
        drop(pending);
        for poll in polls.values() {
            poll.end(&End::Cancelled);
        }
    }
}

/// The newest exclusive poll of a socket.
#[derive(Default)]
pub(crate) struct Exclusive(Mutex<Weak<Poll>>);

impl Exclusive {
    /// The poll takes the place of the former one, which ends.
    fn claim(&self, poll: &Arc<Poll>) {
        let former = std::mem::replace(&mut *self.0.lock(), Arc::downgrade(poll));
        if let Some(former) = former.upgrade()
            && !Arc::ptr_eq(&former, poll)
        {
            former.end(&End::Cancelled);
        }
    }
}

struct Poll {
    this: Weak<Poll>,
    asked: Members<Asked>,
    /// Whose threads wait for the poll.
    near: Option<Arc<Port>>,
    home: Arc<Polls>,
    /// Where it stands in `home`.
    place: OnceLock<(usize, u64)>,
    ending: Mutex<Option<Ending>>,
}

/// What is needed to end a poll; taken by whoever ends it.
struct Ending {
    completion: Completion,
    answer: Box<dyn Answer>,
    /// The time limit; nobody waits for its action, which may be what ends the poll.
    alarm: Option<Alarm>,
}

/// How a poll ends.
enum End {
    Found(Members<Found>),
    /// The same, within the call that began it.
    FoundAtOnce(Members<Found>),
    TimedOut,
    TimedOutAtOnce,
    Cancelled,
    /// It cannot go on.
    Failed(WsaError),
    /// It could not begin.
    Refused(WsaError),
}

/// Begins a poll on a handle with this binding and these polls.
pub(super) fn begin(
    binding: &Binding,
    home: Arc<Polls>,
    asked: &[Asked],
    limit: Limit,
    exclusive: bool,
    answer: Box<dyn Answer>,
    told: Told,
) -> WsaResult<Begun> {
    if asked.is_empty() {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    let sockets = asked.iter().map(|asked| socket_table::pin(asked.socket));
    let sockets: Members<PinnedSocket> =
        sockets.collect::<WsaResult<_>>().map_err(|_| WsaError::WSA_INVALID_HANDLE)?;
    let block = told.block.addr();
    let completion = binding.begin_native(told.block, told.context, told.event, told.routine)?;
    let poll = Arc::new_cyclic(|this| Poll {
        this: Weak::clone(this),
        asked: asked.into(),
        near: binding.port().map(Arc::clone),
        home,
        place: OnceLock::new(),
        ending: Mutex::new(Some(Ending { completion, answer, alarm: None })),
    });
    let refuse = |error| {
        poll.end(&End::Refused(error));
        Err(error)
    };
    if let Err(closed) = poll.home.enter(&poll, block) {
        return refuse(closed);
    }
    if exclusive {
        sockets.iter().for_each(|socket| socket.device_side().exclusive.claim(&poll));
    }
    if let Limit::Until(due) = limit {
        let timed = Weak::clone(&poll.this);
        let action = move || _ = timed.upgrade().map(|poll| poll.end(&End::TimedOut));
        match Alarm::new(action) {
            Ok(alarm) => {
                alarm.set(due);
                // If it has gone off by now, there is nothing left to hold it.
                if let Some(ending) = &mut *poll.ending.lock() {
                    ending.alarm = Some(alarm);
                }
            }
            Err(error) => return refuse(error),
        }
    }
    let sockets = sockets.into_iter().map(Some).collect();
    let end = match poll.look(sockets) {
        Ok(found) if !found.is_empty() => End::FoundAtOnce(found),
        Ok(_) if limit == Limit::Now => End::TimedOutAtOnce,
        Ok(_) => return Ok(Begun::Pending),
        Err(error) => return refuse(error),
    };
    // If not, somebody else has ended it meanwhile, and has told so.
    Ok(if poll.end(&end) { Begun::Ended { status: end.status() } } else { Begun::Pending })
}

impl Poll {
    fn is_chosen(&self, which: Which) -> bool {
        self.ending.lock().as_ref().is_some_and(|ending| which.includes(&ending.completion))
    }

    /// Has itself told of changes of the sockets, and asks them how they are now; `None` stands for one that was closed.
    fn look(&self, sockets: Members<Option<PinnedSocket>>) -> WsaResult<Members<Found>> {
        let this: Arc<dyn Observer> = match self.this.upgrade() {
            Some(this) => this,
            None => return Ok(Members::new()),
        };
        let mut entries = Members::<PollEntry>::new();
        for (asked, socket) in self.asked.iter().zip(&sockets) {
            let Some(socket) = socket else {
                entries.push(PollEntry { fd: -1, events: 0, revents: 0 });
                continue;
            };
            socket.observe(&this, socket.handle(), self.near.as_ref())?;
            let watch = socket.watch(interest(asked.events));
            entries.push(PollEntry { fd: watch.fd, events: watch.events, revents: 0 });
        }
        while entries.iter().any(|entry| entry.fd >= 0) {
            match poll::wait(&mut entries, Some(Duration::ZERO)) {
                Ok(_) => break,
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        let looked = self.asked.iter().zip(&sockets).zip(&entries);
        let found = looked.map(|((asked, socket), entry)| Found {
            socket: asked.socket,
            events: asked.events
                & socket.as_ref().map_or(AFD_POLL_LOCAL_CLOSE, |socket| events_of(socket, entry)),
        });
        Ok(found.filter(|found| found.events != 0).collect())
    }

    /// Ends the poll, unless it has ended; whether this did it.
    fn end(&self, end: &End) -> bool {
        let Some(ending) = self.ending.lock().take() else { return false };
        let Ending { completion, mut answer, alarm } = ending;
        drop(alarm);
        // All that still leads here goes first: once the program is told, it may use its memory for the next poll.
        self.place.get().inspect(|place| self.home.strike(**place));
        if let Some(this) = self.this.upgrade() {
            let this: Arc<dyn Observer> = this;
            for asked in &self.asked {
                if let Ok(socket) = socket_table::pin(asked.socket) {
                    socket.dismiss(&this);
                }
            }
        }
        match end {
            End::Found(found) => completion.finish(Outcome::done(answer.fill(found) as usize, 0)),
            End::FoundAtOnce(found) => {
                completion.finish_at_once(Outcome::done(answer.fill(found) as usize, 0));
            }
            End::TimedOut => {
                completion.finish_as(Outcome::done(answer.fill(&[]) as usize, 0), end.status());
            }
            End::TimedOutAtOnce => {
                completion.finish_at_once_as(Outcome::done(answer.fill(&[]) as usize, 0), end.status());
            }
            End::Cancelled => completion.finish(Outcome::failed(WsaError::WSA_OPERATION_ABORTED)),
            End::Failed(error) => completion.finish(Outcome::failed(*error)),
            End::Refused(error) => completion.withdraw(*error),
        }
        true
    }
}

impl End {
    /// The status of one that succeeds.
    fn status(&self) -> u32 {
        match self {
            End::TimedOut | End::TimedOutAtOnce => STATUS_TIMEOUT as u32,
            _ => 0,
        }
    }
}

fn events_of(socket: &PinnedSocket, entry: &PollEntry) -> u32 {
    if socket.is_closing() {
        return AFD_POLL_LOCAL_CLOSE;
    }
    let is_stream = socket.protocol().iSocketType == ws::SOCK_STREAM;
    happened(&socket.readiness(entry.revents), is_stream)
}

impl Observer for Poll {
    fn changed(&self) -> bool {
        if self.ending.lock().is_none() {
            return false;
        }
        let sockets = self.asked.iter().map(|asked| socket_table::pin(asked.socket).ok()).collect();
        match self.look(sockets) {
            Ok(found) if found.is_empty() => true,
            Ok(found) => {
                self.end(&End::Found(found));
                false
            }
            // It cannot be told of changes any more.
            Err(error) => {
                self.end(&End::Failed(error));
                false
            }
        }
    }
}
