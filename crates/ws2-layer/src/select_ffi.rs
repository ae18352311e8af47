//! `select`: the program's handles are exchanged for the lower ones, and what is ready is exchanged back.
//!
//! A socket whose connection the layer is still making is left out below. If only such sockets are asked for, the
//! call waits for the layer; if there are others too, it looks at both in turn.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::instance::{Hosted, Running};
use crate::lent_raw::procedure;
use crate::next_raw::{Next, below};
use crate::socket::{Phase, Socket};
use crate::waiters::Waiter;

/// How long the provider below is asked at a time while the layer makes a connection of the same set.
pub(crate) const ONE_LOOK: Duration = Duration::from_millis(10);

/// One of the three sets: how the program's sockets stand in it.
struct Set<L: Hosted> {
    at: *mut ws::FD_SET,
    sockets: Vec<Arc<Socket<L>>>,
}

impl<L: Hosted> Set<L> {
    /// # Safety
    /// `at` is NULL or a set with as many places as it counts.
    unsafe fn read(running: &Running<L>, at: *mut ws::FD_SET) -> WsaResult<Set<L>> {
        let mut sockets = Vec::new();
        if !at.is_null() {
            // SAFETY: the caller's promise; programs may have sets of more than 64.
            unsafe {
                let count = (&raw const (*at).fd_count).read_unaligned();
                let first = (&raw const (*at).fd_array).cast::<ws::SOCKET>();
                for place in 0..count as usize {
                    sockets.push(running.socket(first.add(place).read_unaligned())?);
                }
            }
        }
        Ok(Set { at, sockets })
    }

    /// # Safety
    /// As for `read`; `ready` are sockets of this set.
    unsafe fn write(&self, ready: &[Arc<Socket<L>>]) {
        if !self.at.is_null() {
            // SAFETY: no more than there were.
            unsafe {
                let first = (&raw mut (*self.at).fd_array).cast::<ws::SOCKET>();
                for (place, socket) in ready.iter().enumerate() {
                    first.add(place).write_unaligned(socket.upper);
                }
                (&raw mut (*self.at).fd_count).write_unaligned(ready.len() as u32);
            }
        }
    }

    /// What the layer itself knows of each socket.
    fn sort(&self, which: Which) -> Sorted<L> {
        let mut sorted = Sorted { below: Vec::new(), ready: Vec::new(), connecting: false };
        for socket in &self.sockets {
            match (socket.phase(), which) {
                (Phase::Connecting, _) => sorted.connecting = true,
                (Phase::Failed, Which::Except) | (Phase::Reset, Which::Read | Which::Write) => {
                    sorted.ready.push(socket.clone());
                }
                (Phase::Failed | Phase::Reset, _) => {}
                _ => sorted.below.push(socket.clone()),
            }
        }
        sorted
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Read,
    Write,
    Except,
}

struct Sorted<L: Hosted> {
    below: Vec<Arc<Socket<L>>>,
    ready: Vec<Arc<Socket<L>>>,
    connecting: bool,
}

/// A set of lower handles, of any size: a count, and the handles where FD_SET has them.
struct LowerSet(Vec<usize>);

impl LowerSet {
    fn of<L: Hosted>(sockets: &[Arc<Socket<L>>]) -> LowerSet {
        let count = std::iter::once(sockets.len());
        LowerSet(count.chain(sockets.iter().map(|socket| socket.lower)).collect())
    }

    /// NULL when it is empty.
    fn pointer(&mut self) -> *mut ws::FD_SET {
        // The count is 4 bytes at the beginning, then come 4 of nothing: little-endian machines alone are known here.
        const { assert!(std::mem::offset_of!(ws::FD_SET, fd_array) == size_of::<usize>()) };
        const { assert!(cfg!(target_endian = "little")) };
        if self.0.len() == 1 { std::ptr::null_mut() } else { self.0.as_mut_ptr().cast() }
    }

    fn handles(&self) -> &[usize] {
        let count = self.0[0] & u32::MAX as usize;
        self.0.get(1..=count).unwrap_or(&[])
    }
}

pub(crate) unsafe extern "system" fn select<L: Hosted>(
    _count: i32,
    read: *mut ws::FD_SET,
    write: *mut ws::FD_SET,
    except: *mut ws::FD_SET,
    timeout: *const ws::TIMEVAL,
    error: *mut i32,
) -> i32 {
    let body = || {
        let running = L::instance().running()?;
        // SAFETY: the caller's promise.
        let sets = unsafe {
            [Set::read(&running, read)?, Set::read(&running, write)?, Set::read(&running, except)?]
        };
        let next = one_provider(&sets)?;
        // SAFETY: NULL or the caller's to read.
        let limit = match unsafe { timeout.as_ref() } {
            None => None,
            Some(time) => Some(duration(time)?),
        };
        let ready = wait(&running, &next, &sets, limit)?;
        for (set, ready) in sets.iter().zip(&ready) {
            // SAFETY: the caller's promise.
            unsafe { set.write(ready) };
        }
        Ok(ready.iter().map(Vec::len).sum::<usize>() as i32)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

fn duration(time: &ws::TIMEVAL) -> WsaResult<Duration> {
    let secs = u64::try_from(time.tv_sec).map_err(|_| WsaError::WSAEINVAL)?;
    let micros = u64::try_from(time.tv_usec).map_err(|_| WsaError::WSAEINVAL)?;
    Ok(Duration::from_secs(secs) + Duration::from_micros(micros))
}

/// The one provider below that all sockets have.
///
/// # Errors
/// `WSAEINVAL`: no socket, or sockets of several providers.
fn one_provider<L: Hosted>(sets: &[Set<L>; 3]) -> WsaResult<Arc<Next>> {
    let mut sockets = sets.iter().flat_map(|set| &set.sockets);
    let first = sockets.next().ok_or(WsaError::WSAEINVAL)?;
    match sockets.all(|socket| Arc::ptr_eq(&socket.next, &first.next)) {
        true => Ok(first.next.clone()),
        false => Err(WsaError::WSAEINVAL),
    }
}

type Ready<L> = [Vec<Arc<Socket<L>>>; 3];

fn wait<L: Hosted>(
    running: &Running<L>,
    next: &Next,
    sets: &[Set<L>; 3],
    limit: Option<Duration>,
) -> WsaResult<Ready<L>> {
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let mut waiter: Option<Waiter<'_>> = None;
    loop {
        let mut sorted = [sets[0].sort(Which::Read), sets[1].sort(Which::Write), sets[2].sort(Which::Except)];
        let connecting = sorted.iter().any(|sorted| sorted.connecting);
        let any_ready = sorted.iter().any(|sorted| !sorted.ready.is_empty());
        let any_below = sorted.iter().any(|sorted| !sorted.below.is_empty());
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let mut found = 0;
        if any_below {
            let patience = match (any_ready, connecting) {
                (true, _) => Some(Duration::ZERO),
                (false, true) => Some(left.unwrap_or(ONE_LOOK).min(ONE_LOOK)),
                (false, false) => left,
            };
            found = look_below(next, &mut sorted, patience)?;
        }
        if any_ready || found > 0 || !connecting || left == Some(Duration::ZERO) {
            return Ok(sorted.map(|sorted| sorted.ready));
        }
        if any_below {
            continue;
        }
        sleep(running, &mut waiter, left)?;
        if sets.iter().flat_map(|set| &set.sockets).any(|socket| socket.phase() == Phase::Closed) {
            return Err(WsaError::WSAENOTSOCK);
        }
    }
}

/// Sleeps until a connection that the layer makes may have ended. The first call only joins those who are told: look
/// once more.
///
/// # Errors
/// As `WPUCreateEvent`.
pub(crate) fn sleep<'a, L: Hosted>(
    running: &'a Running<L>,
    waiter: &mut Option<Waiter<'a>>,
    left: Option<Duration>,
) -> WsaResult<()> {
    let Some(waiter) = waiter else {
        *waiter = Some(running.waiters.join(running.upcalls())?);
        return Ok(());
    };
    let millis =
        left.map_or(u32::MAX, |left| left.as_micros().div_ceil(1000).min(u128::from(u32::MAX - 1)) as u32);
    // An alertable wait, as a blocked call is.
    // SAFETY: one event of ours.
    unsafe {
        (running.library.WSAWaitForMultipleEvents)(1, &waiter.event, 0, millis, 1);
    }
    waiter.reset()
}

/// Asks the provider below; what is ready there joins what is ready already.
fn look_below<L: Hosted>(
    next: &Next,
    sorted: &mut [Sorted<L>; 3],
    patience: Option<Duration>,
) -> WsaResult<i32> {
    let mut lower = [0, 1, 2].map(|which| LowerSet::of(&sorted[which].below));
    let [read, write, except] = &mut lower;
    let time = patience.map(|patience| ws::TIMEVAL {
        tv_sec: i32::try_from(patience.as_secs()).unwrap_or(i32::MAX),
        tv_usec: patience.subsec_micros() as i32,
    });
    let time = time.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    let found = below!(
        next,
        lpWSPSelect,
        ws::SOCKET_ERROR,
        0,
        read.pointer(),
        write.pointer(),
        except.pointer(),
        time
    )?;
    for (sorted, lower) in sorted.iter_mut().zip(&lower) {
        let handles = lower.handles();
        // An empty set was not handed down, so it says nothing.
        let asked = std::mem::take(&mut sorted.below);
        sorted.ready.extend(asked.into_iter().filter(|socket| handles.contains(&socket.lower)));
    }
    Ok(found)
}
