//! Options and conditions that live in the library, not in the kernel.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ws2_engine::linger::Linger;
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use crate::sharing::{Common, PRESENT};
use crate::socket::Socket;

/// What a socket remembers on the library's side.
pub(crate) enum Emulated {
    Own(Options),
    /// Several processes have the socket.
    Common(Arc<Common>),
}

pub(crate) struct Options {
    /// `SIO_UDP_CONNRESET`.
    reports_unreachable_ports: bool,
    port_was_unreachable: bool,
    /// How a non-blocking connect failed, until `SO_ERROR` or the next `connect` takes it.
    connect_error: Option<WsaError>,
    /// Values that were set, for options whose value is not the kernel's. Few sockets have more than three.
    kept: Vec<Kept>,
    /// What `SO_UPDATE_ACCEPT_CONTEXT` brings from the listener.
    offered: Option<Box<Context>>,
}

/// The options of a listener that the library keeps.
struct Context {
    linger: Linger,
    options: Options,
}

#[derive(Clone, Copy)]
struct Kept {
    level: i32,
    name: i32,
    value: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            reports_unreachable_ports: true,
            port_was_unreachable: false,
            connect_error: None,
            kept: Vec::new(),
            offered: None,
        }
    }
}

impl Default for Emulated {
    fn default() -> Self {
        Emulated::Own(Options::default())
    }
}

impl Emulated {
    /// What an accepted socket takes over from its listener.
    pub(crate) fn inherited(&self) -> Emulated {
        Emulated::Own(self.inherited_options())
    }

    fn inherited_options(&self) -> Options {
        let (reports_unreachable_ports, kept) = match self {
            Emulated::Own(options) => (options.reports_unreachable_ports, options.kept.clone()),
            Emulated::Common(common) => {
                let page = common.options();
                (page.reports_unreachable_ports(), page.all_kept().collect())
            }
        };
        Options { reports_unreachable_ports, kept, ..Options::default() }
    }

    /// From now on other processes have a part in them.
    pub(crate) fn move_to(&mut self, common: &Arc<Common>) {
        if let Emulated::Own(options) = self {
            common.options().set(options);
            if let Some(context) = options.offered.take() {
                common.offered_options().set(&context.options);
                common.offer_linger(context.linger);
            }
        }
        *self = Emulated::Common(Arc::clone(common));
    }

    pub(crate) fn reports_unreachable_ports(&self) -> bool {
        match self {
            Emulated::Own(options) => options.reports_unreachable_ports,
            Emulated::Common(common) => common.options().reports_unreachable_ports(),
        }
    }

    pub(crate) fn set_reports_unreachable_ports(&mut self, on: bool) {
        match self {
            Emulated::Own(options) => options.reports_unreachable_ports = on,
            Emulated::Common(common) => common.options().set_reports_unreachable_ports(on),
        }
    }

    pub(crate) fn port_was_unreachable(&mut self) {
        let reports = self.reports_unreachable_ports();
        match self {
            Emulated::Own(options) => options.port_was_unreachable = reports,
            Emulated::Common(common) => common.options().set_port_was_unreachable(reports),
        }
    }

    pub(crate) fn take_unreachable_port(&mut self) -> bool {
        match self {
            Emulated::Own(options) => std::mem::take(&mut options.port_was_unreachable),
            Emulated::Common(common) => common.options().take_unreachable_port(),
        }
    }

    pub(crate) fn connect_failed(&mut self, error: WsaError) {
        match self {
            Emulated::Own(options) => options.connect_error = Some(error),
            Emulated::Common(common) => common.options().set_connect_error(error),
        }
    }

    pub(crate) fn take_connect_error(&mut self) -> Option<WsaError> {
        match self {
            Emulated::Own(options) => options.connect_error.take(),
            Emulated::Common(common) => common.options().take_connect_error(),
        }
    }

    pub(crate) fn connect_error(&self) -> Option<WsaError> {
        match self {
            Emulated::Own(options) => options.connect_error,
            Emulated::Common(common) => common.options().connect_error(),
        }
    }

    fn kept(&self, level: i32, name: i32) -> Option<u32> {
        match self {
            Emulated::Own(options) => options
                .kept
                .iter()
                .find(|kept| kept.level == level && kept.name == name)
                .map(|kept| kept.value),
            Emulated::Common(common) => common.options().kept(level, name),
        }
    }

    fn keep(&mut self, level: i32, name: i32, value: u32) {
        let options = match self {
            Emulated::Own(options) => options,
            Emulated::Common(common) => return common.options().keep(level, name, value),
        };
        match options.kept.iter_mut().find(|kept| kept.level == level && kept.name == name) {
            Some(kept) => kept.value = value,
            None => options.kept.push(Kept { level, name, value }),
        }
    }

    /// Puts what was offered in place of what the socket has; its linger options are for the caller.
    fn take_offered(&mut self) -> Option<Linger> {
        match self {
            Emulated::Own(options) => {
                let context = options.offered.take()?;
                *options = context.options;
                Some(context.linger)
            }
            Emulated::Common(common) => {
                let linger = common.take_offered_linger()?;
                let offered = common.offered_options();
                common.options().clear();
                common.options().set(&Options {
                    reports_unreachable_ports: offered.reports_unreachable_ports(),
                    kept: offered.all_kept().collect(),
                    ..Options::default()
                });
                Some(linger)
            }
        }
    }
}

/// Options in the memory that processes have in common.
pub(crate) struct OptionPage<'a> {
    words: &'a [AtomicU64],
}

/// Places of words; the slots of kept values follow, two words each: which option, and its value.
const REPORTS_UNREACHABLE_PORTS: usize = 0;
const PORT_WAS_UNREACHABLE: usize = 1;
const CONNECT_ERROR: usize = 2;
const FIRST_SLOT: usize = 4;
/// More than there are options.
const SLOTS: usize = 192;
/// In the word that names a slot's option: there is one.
const NAMED: u64 = 1 << 63;

impl<'a> OptionPage<'a> {
    pub(crate) const WORDS: usize = FIRST_SLOT + 2 * SLOTS;

    /// `words` are [`OptionPage::WORDS`].
    pub(crate) fn new(words: &'a [AtomicU64]) -> Self {
        OptionPage { words }
    }

    fn set(&self, options: &Options) {
        self.set_reports_unreachable_ports(options.reports_unreachable_ports);
        self.set_port_was_unreachable(options.port_was_unreachable);
        options.connect_error.inspect(|error| self.set_connect_error(*error));
        for Kept { level, name, value } in &options.kept {
            self.keep(*level, *name, *value);
        }
    }

    fn clear(&self) {
        self.take_connect_error();
        self.slots().for_each(|[_, value]| value.store(0, Ordering::Release));
    }

    fn reports_unreachable_ports(&self) -> bool {
        self.words[REPORTS_UNREACHABLE_PORTS].load(Ordering::Relaxed) != 0
    }

    fn set_reports_unreachable_ports(&self, on: bool) {
        self.words[REPORTS_UNREACHABLE_PORTS].store(on.into(), Ordering::Relaxed);
    }

    fn set_port_was_unreachable(&self, yes: bool) {
        self.words[PORT_WAS_UNREACHABLE].store(yes.into(), Ordering::Relaxed);
    }

    fn take_unreachable_port(&self) -> bool {
        self.words[PORT_WAS_UNREACHABLE].swap(0, Ordering::Relaxed) != 0
    }

    fn set_connect_error(&self, error: WsaError) {
        self.words[CONNECT_ERROR].store(PRESENT | u64::from(error.code() as u32), Ordering::Release);
    }

    fn take_connect_error(&self) -> Option<WsaError> {
        present(self.words[CONNECT_ERROR].swap(0, Ordering::AcqRel)).map(error_of)
    }

    fn connect_error(&self) -> Option<WsaError> {
        present(self.words[CONNECT_ERROR].load(Ordering::Acquire)).map(error_of)
    }

    fn slots(&self) -> impl Iterator<Item = &'a [AtomicU64; 2]> {
        let (slots, _) = self.words[FIRST_SLOT..].as_chunks();
        slots.iter()
    }

    fn all_kept(&self) -> impl Iterator<Item = Kept> {
        self.slots().filter_map(|[option, value]| {
            let option = option.load(Ordering::Acquire);
            let value = present(value.load(Ordering::Acquire))?;
            Some(Kept { level: ((option & !NAMED) >> 32) as i32, name: option as i32, value })
        })
    }

    fn kept(&self, level: i32, name: i32) -> Option<u32> {
        let option = option_word(level, name);
        let [_, value] = self
            .slots()
            .take_while(|[used, _]| used.load(Ordering::Acquire) != 0)
            .find(|[used, _]| used.load(Ordering::Acquire) == option)?;
        present(value.load(Ordering::Acquire))
    }

    /// The first free slot is taken for an option without a slot; another process may do the same.
    fn keep(&self, level: i32, name: i32, value: u32) {
        let option = option_word(level, name);
        let is_its = |slot: &&[AtomicU64; 2]| {
            let taken = slot[0].compare_exchange(0, option, Ordering::AcqRel, Ordering::Acquire);
            taken.is_ok() || taken == Err(option)
        };
        if let Some([_, place]) = self.slots().find(is_its) {
            place.store(PRESENT | u64::from(value), Ordering::Release);
        }
    }
}

fn option_word(level: i32, name: i32) -> u64 {
    NAMED | u64::from(level as u32) << 32 | u64::from(name as u32)
}

fn error_of(code: u32) -> WsaError {
    WsaError::from_code(code as i32)
}

fn present(word: u64) -> Option<u32> {
    (word & PRESENT != 0).then_some(word as u32)
}

impl Socket {
    /// Remembers what the socket takes over from its listener once the program updates its context.
    pub(crate) fn offer_context(&self, listener: &Socket) {
        let options = listener.shared.emulated.lock().inherited_options();
        let linger = listener.linger();
        match &mut *self.shared.emulated.lock() {
            Emulated::Own(own) => own.offered = Some(Box::new(Context { linger, options })),
            Emulated::Common(common) => {
                common.offered_options().clear();
                common.offered_options().set(&options);
                common.offer_linger(linger);
            }
        }
    }

    /// `SO_UPDATE_ACCEPT_CONTEXT`
    pub(crate) fn take_offered_context(&self) {
        let mut emulated = self.shared.emulated.lock();
        if let Some(linger) = emulated.take_offered() {
            self.set_linger(linger);
        }
        let limited = [ws::SO_RCVTIMEO, ws::SO_SNDTIMEO];
        let limited = limited.iter().any(|name| emulated.kept(ws::SOL_SOCKET, *name).is_some());
        drop(emulated);
        self.update_state(|state| if limited { state.updated().with_time_limits() } else { state.updated() });
    }

    /// The value an option was set to, if the library keeps it and it was ever set.
    pub(crate) fn kept(&self, level: i32, name: i32) -> Option<u32> {
        self.shared.emulated.lock().kept(level, name)
    }

    pub(crate) fn keep(&self, level: i32, name: i32, value: u32) {
        self.shared.emulated.lock().keep(level, name, value);
    }

    pub(crate) fn has_kept(&self, level: i32, name: i32) -> bool {
        self.kept(level, name).is_some_and(|value| value != 0)
    }
}
