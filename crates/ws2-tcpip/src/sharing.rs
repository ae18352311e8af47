//! An underlying socket that several processes have handles of: its state in memory they have in common.
//!
//! A socket keeps its state in its own process until it is first shared. Then each word of it gets the mark [`MOVED`],
//! in one step with the copy to the page, so that no change is lost; who finds the mark goes to the page. Every word of
//! the page is an atomic of its own, for a process may end anywhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use ws2_engine::linger::Linger;
use ws2_engine::state::State;
use ws2_spi::{SocketParts, SocketRequest};
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::shared_page_raw::{FIRST_FREE_WORD, SharedPage};
use ws2_sys::{AsFd, OwnedFd, socket_raw};
use ws2_types::{WsaError, WsaResult};

use crate::option::OptionPage;
use crate::socket::{Shared, Socket};

/// In a word of [`Shared`]: what it said is on the page now.
pub(crate) const MOVED: u32 = 1 << 31;

/// Names this layout; another release of the library may have another.
const LAYOUT: u64 = 0x5753_3253_4841_0001;

/// Places of words.
const LAYOUT_NAME: usize = FIRST_FREE_WORD;
const FAMILY: usize = 2;
const KIND: usize = 3;
const PROTOCOL: usize = 4;
const STATE: usize = 5;
const LINGER: usize = 6;
const CONNECTED_AT_MS: usize = 7;
const OFFERED_LINGER: usize = 8;
const SELECTOR: usize = 9;
/// How many parts there ever were.
const PARTS: usize = 10;
const OPTIONS: usize = 16;
const OFFERED_OPTIONS: usize = OPTIONS + OptionPage::WORDS;

/// Something was put into a word.
pub(crate) const PRESENT: u64 = 1 << 32;

/// A process's part in the state of a socket that several have.
pub(crate) struct Common {
    page: SharedPage,
    /// Tells this part from the others; never 0.
    name: u64,
}

impl Common {
    fn new(request: SocketRequest) -> WsaResult<Common> {
        let common = Common::part_of(SharedPage::create()?);
        // A selection that was made is made here.
        common.select(true);
        common.word(FAMILY).store(request.family as u64, Ordering::Relaxed);
        common.word(KIND).store(request.kind as u64, Ordering::Relaxed);
        common.word(PROTOCOL).store(request.protocol as u64, Ordering::Relaxed);
        common.word(LAYOUT_NAME).store(LAYOUT, Ordering::Release);
        Ok(common)
    }

    /// # Errors
    /// `WSAEINVAL`: no page of this layout.
    fn open(stake: OwnedFd, memory: &OwnedFd) -> WsaResult<Common> {
        let page = SharedPage::open(stake, memory)?;
        let same = page.words()[LAYOUT_NAME].load(Ordering::Acquire) == LAYOUT;
        if same { Ok(Common::part_of(page)) } else { Err(WsaError::WSAEINVAL) }
    }

    fn part_of(page: SharedPage) -> Common {
        let name = page.words()[PARTS].fetch_add(1, Ordering::Relaxed) + 1;
        Common { page, name }
    }

    fn word(&self, place: usize) -> &AtomicU64 {
        &self.page.words()[place]
    }

    fn request(&self) -> SocketRequest {
        let number = |place| self.word(place).load(Ordering::Relaxed) as i32;
        SocketRequest { family: number(FAMILY), kind: number(KIND), protocol: number(PROTOCOL) }
    }

    pub(crate) fn state(&self) -> State {
        State::from_bits(self.word(STATE).load(Ordering::Acquire) as u32)
    }

    /// Answers the state before.
    pub(crate) fn change_state(&self, change: impl Fn(State) -> State) -> State {
        let update = |bits: u64| Some(u64::from(change(State::from_bits(bits as u32)).into_bits()));
        match self.word(STATE).fetch_update(Ordering::AcqRel, Ordering::Acquire, update) {
            Ok(bits) | Err(bits) => State::from_bits(bits as u32),
        }
    }

    pub(crate) fn linger(&self) -> Linger {
        Linger::from_bits(self.word(LINGER).load(Ordering::Relaxed) as u32)
    }

    pub(crate) fn set_linger(&self, linger: Linger) {
        self.word(LINGER).store(linger.into_bits().into(), Ordering::Relaxed);
    }

    pub(crate) fn connected_at_ms(&self) -> &AtomicU64 {
        self.word(CONNECTED_AT_MS)
    }

    /// The options that the library keeps.
    pub(crate) fn options(&self) -> OptionPage<'_> {
        OptionPage::new(&self.page.words()[OPTIONS..OFFERED_OPTIONS])
    }

    /// Those that an accepted socket may still take over.
    pub(crate) fn offered_options(&self) -> OptionPage<'_> {
        OptionPage::new(&self.page.words()[OFFERED_OPTIONS..OFFERED_OPTIONS + OptionPage::WORDS])
    }

    pub(crate) fn offer_linger(&self, linger: Linger) {
        self.word(OFFERED_LINGER).store(PRESENT | u64::from(linger.into_bits()), Ordering::Release);
    }

    /// Takes what was offered, once.
    pub(crate) fn take_offered_linger(&self) -> Option<Linger> {
        let offered = self.word(OFFERED_LINGER).swap(0, Ordering::AcqRel);
        (offered & PRESENT != 0).then(|| Linger::from_bits(offered as u32))
    }

    /// Network events are selected by this part from now on, or by none.
    pub(crate) fn select(&self, some: bool) {
        self.word(SELECTOR).store(if some { self.name } else { 0 }, Ordering::SeqCst);
    }

    pub(crate) fn has_selected(&self) -> bool {
        self.word(SELECTOR).load(Ordering::SeqCst) == self.name
    }

    /// Ends a selection of this part.
    pub(crate) fn withdraw_selection(&self) {
        let selector = self.word(SELECTOR);
        if selector.compare_exchange(self.name, 0, Ordering::SeqCst, Ordering::SeqCst).is_ok()
            && self.state().is_selected()
        {
            self.change_state(|state| state.with_selection(false));
            if selector.load(Ordering::SeqCst) != 0 {
                // Another part has selected in between.
                self.change_state(|state| state.with_selection(true));
            }
        }
    }

    pub(crate) fn has_others(&self) -> bool {
        self.page.has_others()
    }

    /// This process's last handle is closed. Whether no other process has one.
    pub(crate) fn leave(&self) -> bool {
        self.page.leave()
    }
}

impl Shared {
    /// Moves the state to where other processes can have it too, unless it is there.
    fn in_common(&self) -> WsaResult<&Arc<Common>> {
        // Whoever else moves it waits here.
        let mut emulated = self.emulated.lock();
        if let Some(common) = self.common.get() {
            return Ok(common);
        }
        let common = self.common.get_or_init({
            let common = Arc::new(Common::new(self.request)?);
            || common
        });
        // A time that is put down at this moment must not be lost.
        let connected_at_ms = self.connected_at_ms.load(Ordering::SeqCst);
        common.connected_at_ms().fetch_max(connected_at_ms, Ordering::SeqCst);
        emulated.move_to(common);
        move_word(&self.linger, common.word(LINGER));
        move_word(&self.state, common.word(STATE));
        Ok(common)
    }

    /// Only for a word that has the mark.
    #[cold]
    pub(crate) fn moved(&self) -> &Common {
        // Set before any word got the mark.
        self.common.get().map_or_else(|| unreachable!("a word was moved nowhere"), |common| &**common)
    }
}

/// Nobody reads `to` before `from` has the mark.
fn move_word(from: &AtomicU32, to: &AtomicU64) {
    let mut bits = from.load(Ordering::Acquire);
    loop {
        to.store(bits.into(), Ordering::Release);
        match from.compare_exchange_weak(bits, bits | MOVED, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => return,
            Err(now) => bits = now,
        }
    }
}

impl Socket {
    /// The descriptor, a stake in the state and the state itself, for another process.
    pub(crate) fn share(&self) -> WsaResult<SocketParts> {
        self.settle_connect();
        let fd = socket_raw::duplicate(self.fd())?;
        // Counted as one more handle until the stake counts: so no close meanwhile is the last.
        if self.cancellation.is_cancelled() || !self.shared.add_reference() {
            return Err(WsaError::WSAENOTSOCK);
        }
        let stake = self.shared.in_common().and_then(|common| Ok(common.page.another_stake()?));
        self.shared.leave();
        let [stake, memory] = stake.map_err(no_stake)?;
        Ok([fd, stake, memory])
    }

    /// The socket whose parts another process has given.
    ///
    /// # Errors
    /// `WSAEINVAL`: they are something else.
    pub(crate) fn adopted([fd, stake, memory]: SocketParts) -> WsaResult<Socket> {
        let common = Common::open(stake, &memory)?;
        let request = common.request();
        let kind = socket_raw::int_option(fd.as_fd(), net::SOL_SOCKET, net::SO_TYPE)?;
        let domain = socket_raw::int_option(fd.as_fd(), net::SOL_SOCKET, net::SO_DOMAIN)?;
        if (domain, kind) != (Socket::linux_family(request).into(), request.kind) {
            return Err(WsaError::WSAEINVAL);
        }
        Ok(Socket::with_common(fd, request, common))
    }
}

fn no_stake(error: WsaError) -> WsaError {
    match error {
        // The last close was faster.
        error if error == Errno::AGAIN.into() => WsaError::WSAENOTSOCK,
        WsaError::WSAEMFILE => WsaError::WSAEMFILE,
        _ => WsaError::WSAENOBUFS,
    }
}

#[cfg(test)]
mod tests;
