//! Options and conditions that live in the library, not in the kernel.

use ws2_engine::linger::Linger;
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use crate::socket::Socket;

/// What a socket remembers on the library's side.
pub(crate) struct Emulated {
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
    options: Emulated,
}

#[derive(Clone, Copy)]
struct Kept {
    level: i32,
    name: i32,
    value: u32,
}

impl Default for Emulated {
    fn default() -> Self {
        Emulated {
            reports_unreachable_ports: true,
            port_was_unreachable: false,
            connect_error: None,
            kept: Vec::new(),
            offered: None,
        }
    }
}

impl Emulated {
    /// What an accepted socket takes over from its listener.
    pub(crate) fn inherited(&self) -> Emulated {
        Emulated {
            reports_unreachable_ports: self.reports_unreachable_ports,
            port_was_unreachable: false,
            connect_error: None,
            kept: self.kept.clone(),
            offered: None,
        }
    }

    pub(crate) fn reports_unreachable_ports(&self) -> bool {
        self.reports_unreachable_ports
    }

    pub(crate) fn set_reports_unreachable_ports(&mut self, on: bool) {
        self.reports_unreachable_ports = on;
    }

    pub(crate) fn port_was_unreachable(&mut self) {
        self.port_was_unreachable = self.reports_unreachable_ports;
    }

    pub(crate) fn take_unreachable_port(&mut self) -> bool {
        std::mem::take(&mut self.port_was_unreachable)
    }

    pub(crate) fn connect_failed(&mut self, error: WsaError) {
        self.connect_error = Some(error);
    }

    pub(crate) fn take_connect_error(&mut self) -> Option<WsaError> {
        self.connect_error.take()
    }

    pub(crate) fn connect_error(&self) -> Option<WsaError> {
        self.connect_error
    }

    fn kept(&self, level: i32, name: i32) -> Option<u32> {
        self.kept.iter().find(|kept| kept.level == level && kept.name == name).map(|kept| kept.value)
    }

    fn keep(&mut self, level: i32, name: i32, value: u32) {
        match self.kept.iter_mut().find(|kept| kept.level == level && kept.name == name) {
            Some(kept) => kept.value = value,
            None => self.kept.push(Kept { level, name, value }),
        }
    }
}

impl Socket {
    /// Remembers what the socket takes over from its listener once the program updates its context.
    pub(crate) fn offer_context(&self, listener: &Socket) {
        let options = listener.shared.emulated.lock().inherited();
        let context = Context { linger: listener.linger(), options };
        self.shared.emulated.lock().offered = Some(Box::new(context));
    }

    /// `SO_UPDATE_ACCEPT_CONTEXT`
    pub(crate) fn take_offered_context(&self) {
        let mut emulated = self.shared.emulated.lock();
        if let Some(context) = emulated.offered.take() {
            self.set_linger(context.linger);
            *emulated = context.options;
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
