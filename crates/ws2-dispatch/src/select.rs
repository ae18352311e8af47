//! `select` and `WSAPoll` over sockets of one provider or several.
//!
//! Windows takes sockets of one provider only. Here those of several are asked in turn: each is looked at without
//! waiting, then one of them is waited for, a little longer each time.

use std::time::{Duration, Instant};

use win32_wait::last_error::last_error;
use ws2_base::lent;
use ws2_base::poll::ASKABLE;
use ws2_base::procedures::{self, Set, duration};
use ws2_base::socket_table::RawSocket;
use ws2_spi::Procedures;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::route::{self, by};
use crate::{loader, sockets};

/// How long one provider is waited for before the others are looked at again, at first and at most.
const WAITS: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(16)];
/// How long one that is alone is waited for at a time.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Waits for any member of the sets, which keep those that are ready; answers how many.
///
/// # Errors
/// Those of the provider; `WSAEINVAL`: a negative time-out.
///
/// # Blocking
/// Up to the time-out; for ever if it is NULL.
///
/// # Safety
/// Sets and time-out are NULL or valid as `select` documents.
pub unsafe fn select(sets: [Set; 3], timeout: *const ws::TIMEVAL) -> WsaResult<i32> {
    if !route::any_loaded() {
        // SAFETY: passed on.
        return unsafe { select_of(&procedures::PROCEDURES, sets, timeout) };
    }
    let mut members: [Vec<RawSocket>; 3] = Default::default();
    for (set, members) in sets.iter().zip(&mut members) {
        // A count that is wrong is found out at the first member that is no socket, before more is copied.
        // SAFETY: the caller's promise.
        for socket in unsafe { set.members() }.iter() {
            sockets::require(*socket)?;
            members.push(*socket);
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for (set, sockets) in members.iter().enumerate() {
        for socket in sockets {
            let route = route::of_handle(*socket);
            let known = groups.iter().position(|group| group.route == route);
            let place = known.unwrap_or_else(|| {
                groups.push(Group { route, provider: route::of(*socket), sets: Default::default() });
                groups.len() - 1
            });
            groups[place].sets[set].push(*socket);
        }
    }
    if let [] | [_] = groups[..] {
        let provider = groups.first().map_or(&procedures::PROCEDURES, |group| group.provider);
        // SAFETY: passed on.
        return unsafe { select_of(provider, sets, timeout) };
    }
    // SAFETY: NULL or the caller's to read.
    let timeout = unsafe { lent::read(timeout) }.ok().map(|time| duration(&time)).transpose()?;
    let ready =
        in_turn(&mut groups, timeout, Group::select, |found| found.iter().any(|set| !set.is_empty()))?;
    let mut count = 0;
    for (place, set) in sets.into_iter().enumerate() {
        // In the order of the program's list.
        let is_ready = |socket: &&RawSocket| ready.iter().any(|found| found[place].contains(socket));
        let kept: Vec<RawSocket> = members[place].iter().filter(is_ready).copied().collect();
        // SAFETY: the caller's promise; what is kept was there.
        unsafe { set.keep(&kept) };
        count += kept.len();
    }
    Ok(count as i32)
}

/// # Safety
/// As [`select`].
unsafe fn select_of(provider: &Procedures, sets: [Set; 3], timeout: *const ws::TIMEVAL) -> WsaResult<i32> {
    let [read, write, except] = sets.map(|set| set.0);
    by(provider, |provider, error| {
        // SAFETY: the caller's promise. The number of descriptors means nothing.
        unsafe { (provider.lpWSPSelect)(0, read, write, except, timeout, error) }
    })
}

/// Asks groups in turn until one has something or the time is over; what each has.
fn in_turn<G, F>(
    groups: &mut [G],
    timeout: Option<Duration>,
    mut ask: impl FnMut(&mut G, Duration) -> WsaResult<F>,
    has_any: impl Fn(&F) -> bool,
) -> WsaResult<Vec<F>> {
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let (mut wait, mut turn) = (WAITS[0], 0);
    while let [only] = groups {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let found = ask(only, left.unwrap_or(LONGEST).min(LONGEST))?;
        if has_any(&found) || left.is_some_and(|left| left < LONGEST) {
            return Ok(vec![found]);
        }
    }
    loop {
        let found =
            groups.iter_mut().map(|group| ask(group, Duration::ZERO)).collect::<WsaResult<Vec<F>>>()?;
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if found.iter().any(&has_any) || left == Some(Duration::ZERO) {
            return Ok(found);
        }
        let among = groups.len();
        ask(&mut groups[turn % among], left.map_or(wait, |left| left.min(wait)))?;
        (wait, turn) = ((2 * wait).min(WAITS[1]), turn + 1);
    }
}

/// The sockets of one provider in the three sets.
struct Group {
    route: u16,
    provider: &'static Procedures,
    sets: [Vec<RawSocket>; 3],
}

impl Group {
    fn select(&mut self, time: Duration) -> WsaResult<[Vec<RawSocket>; 3]> {
        // A count, then the sockets: an `fd_set` of the size that is needed.
        let mut sets = self.sets.each_ref().map(|sockets| {
            let mut set = vec![sockets.len()];
            set.extend(sockets);
            set
        });
        let time = ws::TIMEVAL { tv_sec: time.as_secs() as i32, tv_usec: time.subsec_micros() as i32 };
        let places = sets.each_mut().map(|set| match set.len() {
            1 => Set(std::ptr::null_mut()),
            _ => Set(set.as_mut_ptr().cast()),
        });
        // SAFETY: sets of our own, as long as they count.
        unsafe {
            select_of(self.provider, places, &raw const time)?;
            Ok(places.map(|set| set.members().into_owned()))
        }
    }
}

/// `WSAPoll`. A provider that makes handles of its own is asked for its `WSAID_WSAPOLL`. One that has none is asked by
/// `select`, which knows less: neither `POLLHUP` nor `POLLERR` but for a connect that failed.
///
/// # Errors
/// As [`ws2_base::poll::poll`]; `WSAEFAULT`: NULL.
///
/// # Blocking
/// Up to `timeout_ms`; for ever if it is negative.
///
/// # Safety
/// `entries` is NULL or valid for reads and writes of `count` entries.
pub unsafe fn poll(entries: *mut ws::WSAPOLLFD, count: u32, timeout_ms: i32) -> WsaResult<i32> {
    let base = |entries, count, timeout_ms| {
        // SAFETY: the caller's promise.
        match unsafe { procedures::WSAPoll(entries, count, timeout_ms) } {
            -1 => Err(WsaError::from_code(last_error() as i32)),
            ready => Ok(ready),
        }
    };
    if !route::any_loaded() || lent::is_absent(entries) {
        return base(entries, count, timeout_ms);
    }
    // SAFETY: not NULL; the caller vouches for the count.
    let asked = unsafe { lent::array(entries.cast_const(), count as usize) }.into_owned();
    let is_layered = |entry: &ws::WSAPOLLFD| route::is_layered(entry.fd);
    if !asked.iter().any(is_layered) {
        return base(entries, count, timeout_ms);
    }
    if asked.iter().any(|entry| entry.events & !ASKABLE != 0) {
        return Err(WsaError::WSAEINVAL);
    }
    let mut groups: Vec<Polled> = Vec::new();
    for (place, entry) in asked.iter().enumerate() {
        let route = if is_layered(entry) { route::of_handle(entry.fd) } else { 0 };
        match groups.iter_mut().find(|group| group.route == route) {
            Some(group) => group.places.push(place),
            None => groups.push(Polled { route, provider: route::of(entry.fd), places: vec![place] }),
        }
    }
    let timeout = u64::try_from(timeout_ms).ok().map(Duration::from_millis);
    let ask = |group: &mut Polled, time: Duration| {
        let mut these: Vec<ws::WSAPOLLFD> = group.places.iter().map(|place| asked[*place]).collect();
        if group.route == 0 {
            base(these.as_mut_ptr(), these.len() as u32, time.as_millis() as i32)?;
        } else {
            group.poll(&mut these, time)?;
        }
        Ok(group.places.iter().copied().zip(these.into_iter().map(|entry| entry.revents)).collect())
    };
    let found: Vec<Vec<(usize, i16)>> = in_turn(&mut groups, timeout, ask, |found: &Vec<(usize, i16)>| {
        found.iter().any(|(_, events)| *events != 0)
    })?;
    let mut ready = 0;
    for (place, events) in found.into_iter().flatten() {
        let entry = ws::WSAPOLLFD { revents: events, ..asked[place] };
        // SAFETY: within what was read.
        unsafe { entries.add(place).write_unaligned(entry) };
        ready += i32::from(events != 0);
    }
    Ok(ready)
}

/// Entries of one provider that are polled together.
struct Polled {
    route: u16,
    provider: &'static Procedures,
    places: Vec<usize>,
}

impl Polled {
    fn poll(&self, entries: &mut [ws::WSAPOLLFD], time: Duration) -> WsaResult<()> {
        if let Some(own) = entries.iter().find_map(|entry| poll_of(entry.fd)) {
            let millis = i32::try_from(time.as_micros().div_ceil(1000)).unwrap_or(i32::MAX);
            // SAFETY: entries of our own, as many as stated.
            let ask = |entries: &mut [ws::WSAPOLLFD], millis| match unsafe {
                own(entries.as_mut_ptr(), entries.len() as u32, millis)
            } {
                -1 => Err(loader::failure(last_error() as i32)),
                _ => Ok(()),
            };
            return match ask(entries, millis) {
                // One is being closed, here or somewhere below: it fails alone, too.
                Err(WsaError::WSAENOTSOCK) => {
                    for entry in entries {
                        if ask(std::slice::from_mut(entry), 0).is_err() {
                            entry.revents = ws::POLLNVAL;
                        }
                    }
                    Ok(())
                }
                asked => asked,
            };
        }
        let of = |asks: &dyn Fn(&ws::WSAPOLLFD) -> bool| -> Vec<RawSocket> {
            entries.iter().filter(|entry| asks(entry)).map(|entry| entry.fd).collect()
        };
        let sets = [
            of(&|entry| entry.events & ws::POLLRDNORM != 0),
            of(&|entry| entry.events & ws::POLLWRNORM != 0),
            // Once it is connected, what is exceptional is urgent data, which is told to who asks for it.
            of(&|entry| entry.events & ws::POLLRDBAND != 0 || !self.is_connected(entry.fd)),
        ];
        let asked = if sets.iter().all(Vec::is_empty) {
            rest(entries, time);
            Ok(sets)
        } else {
            Group { route: self.route, provider: self.provider, sets }.select(time)
        };
        let [read, write, except] = match asked {
            // One was closed, which is told below.
            Err(WsaError::WSAENOTSOCK) if entries.iter().any(|entry| !is_open(entry.fd)) => {
                Default::default()
            }
            asked => asked?,
        };
        for entry in entries {
            if !is_open(entry.fd) {
                entry.revents = ws::POLLNVAL;
                continue;
            }
            let is_in = |set: &[RawSocket], events: i16| if set.contains(&entry.fd) { events } else { 0 };
            let urgent = entry.events & ws::POLLRDBAND;
            let exceptional = if urgent != 0 { urgent } else { ws::POLLERR | ws::POLLHUP };
            entry.revents =
                is_in(&read, ws::POLLRDNORM) | is_in(&write, ws::POLLWRNORM) | is_in(&except, exceptional);
        }
        Ok(())
    }

    fn is_connected(&self, socket: RawSocket) -> bool {
        let mut address = [0u64; size_of::<ws::SOCKADDR_STORAGE>() / size_of::<u64>()];
        let mut len = size_of_val(&address) as i32;
        // SAFETY: room of our own, as long as stated.
        let peer = by(self.provider, |provider, error| unsafe {
            (provider.lpWSPGetPeerName)(socket, address.as_mut_ptr().cast(), &raw mut len, error)
        });
        peer.is_ok()
    }
}

/// Whether a handle of a provider is neither closed nor being closed, here or somewhere below.
fn is_open(socket: RawSocket) -> bool {
    let asked = route::extension(socket, &ws::WSAID_WSAPOLL);
    route::is_layered(socket) && asked.err() != Some(WsaError::WSAENOTSOCK)
}

/// `WSAPoll` as the provider of a socket has it. A layer that hands down what it does not know gives out that of the base
/// providers, who know none of its handles.
fn poll_of(socket: RawSocket) -> ws::LPFN_WSAPOLL {
    let base = (procedures::WSAPoll as *const ()).addr();
    let own = route::extension(socket, &ws::WSAID_WSAPOLL).ok().filter(|own| own.get() != base)?;
    // SAFETY: what a provider gives out for this GUID has this type.
    unsafe { std::mem::transmute::<usize, ws::LPFN_WSAPOLL>(own.get()) }
}

/// Lets the time pass in which nothing is asked for, since providers refuse to wait for nothing; until a handle is closed.
fn rest(entries: &[ws::WSAPOLLFD], time: Duration) {
    let begun = Instant::now();
    while let Some(left) = time.checked_sub(begun.elapsed()).filter(|left| !left.is_zero())
        && entries.iter().all(|entry| route::is_layered(entry.fd))
    {
        std::thread::sleep(left.min(WAITS[1]));
    }
}
