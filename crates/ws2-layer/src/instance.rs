//! A layer in a process: how often it was started, the providers below it, its sockets.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::{Mutex, RwLock};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::chain::{self, Below, Entries};
use crate::library_raw::{Library, own_file};
use crate::next_raw::{self, Next};
use crate::socket::{Parts, Phase, Selection, Socket};
use crate::upcalls_raw::Upcalls;
use crate::waiters::Waiters;
use crate::window_raw::HiddenWindow;
use crate::worker_raw::Worker;
use crate::{Kind, Layer, Opening};

/// The one place of a layer in its process. [`provider!`](crate::provider) makes it.
pub struct Instance<L: Layer> {
    /// How many start-ups have no clean-up yet. Held while starting and cleaning up.
    starts: Mutex<u32>,
    running: RwLock<Option<Arc<Running<L>>>>,
}

/// A layer that [`provider!`](crate::provider) has made a provider of.
pub trait Hosted: Layer {
    /// Where it lives.
    fn instance() -> &'static Instance<Self>;
}

/// A started layer.
pub(crate) struct Running<L: Layer> {
    pub(crate) layer: L,
    pub(crate) library: Library,
    upcalls: RwLock<Upcalls>,
    pub(crate) own_id: u32,
    entries: Mutex<Entries>,
    nexts: Mutex<Vec<(u128, Arc<Next>)>>,
    sockets: RwLock<HashMap<ws::SOCKET, Arc<Socket<L>>>>,
    pub(crate) worker: OnceLock<Worker>,
    pub(crate) window: OnceLock<HiddenWindow<L>>,
    pub(crate) waiters: Waiters,
    /// The last clean-up is under way: operations end without a word.
    pub(crate) ending: AtomicBool,
}

impl<L: Layer> Default for Instance<L> {
    fn default() -> Instance<L> {
        Instance::new()
    }
}

impl<L: Layer> Instance<L> {
    /// Not started.
    pub const fn new() -> Instance<L> {
        Instance { starts: Mutex::new(0), running: RwLock::new(None) }
    }

    /// The started layer.
    ///
    /// # Errors
    /// `WSANOTINITIALISED`
    pub(crate) fn running(&self) -> WsaResult<Arc<Running<L>>> {
        self.running.read().clone().ok_or(WsaError::WSANOTINITIALISED)
    }

    /// The socket with this number.
    ///
    /// # Errors
    /// `WSAENOTSOCK`; `WSANOTINITIALISED`
    pub(crate) fn socket(&self, socket: ws::SOCKET) -> WsaResult<Arc<Socket<L>>> {
        let running = self.running.read();
        let running = running.as_ref().ok_or(WsaError::WSANOTINITIALISED)?;
        running.socket(socket)
    }

    /// Counts a start-up; the first one starts the layer and the provider below.
    ///
    /// # Errors
    /// What [`Layer::start`] or the provider below says; `WSASYSNOTREADY`: the layer is not in the chain, or the
    /// chain not in the catalog.
    pub(crate) fn start(
        &self,
        chain: &ws::WSAPROTOCOL_INFOW,
        upcalls: ws::WSPUPCALLTABLE,
        own_function: *const c_void,
    ) -> WsaResult<()> {
        let mut starts = self.starts.lock();
        if *starts == 0 {
            let running = Running::<L>::start(chain, upcalls, own_function)?;
            *self.running.write() = Some(Arc::new(running));
        } else {
            *self.running()?.upcalls.write() = Upcalls(upcalls);
        }
        *starts += 1;
        Ok(())
    }

    /// Counts a clean-up; the last one ends everything.
    ///
    /// # Errors
    /// `WSANOTINITIALISED`
    pub(crate) fn cleanup(&self) -> WsaResult<()> {
        let mut starts = self.starts.lock();
        let left = starts.checked_sub(1).ok_or(WsaError::WSANOTINITIALISED)?;
        *starts = left;
        if left == 0 {
            let running = self.running.write().take().ok_or(WsaError::WSANOTINITIALISED)?;
            running.end();
        }
        Ok(())
    }
}

impl<L: Layer> Running<L> {
    fn start(
        chain: &ws::WSAPROTOCOL_INFOW,
        upcalls: ws::WSPUPCALLTABLE,
        own_function: *const c_void,
    ) -> WsaResult<Running<L>> {
        let library = Library::behind(&upcalls)?;
        let entries = next_raw::entries(&library)?;
        let own = entries.layer_of(&L::DESCRIPTION.provider_id()).or_else(|| {
            // Installed with another GUID.
            let provider = next_raw::provider_in(&library, &entries, &own_file(own_function)?)?;
            entries.layer_of(&provider)
        });
        let own_id = own.ok_or_else(|| {
            // Whoever is about to install the layer starts it over a chain without an id, to look at its table.
            if chain.dwCatalogEntryId != 0 {
                eprintln!("{}: the layer is not in the catalog", L::DESCRIPTION.name);
            }
            WsaError::WSASYSNOTREADY
        })?;
        let running = Running {
            layer: L::start()?,
            library,
            upcalls: RwLock::new(Upcalls(upcalls)),
            own_id,
            entries: Mutex::new(entries),
            nexts: Mutex::default(),
            sockets: RwLock::default(),
            worker: OnceLock::new(),
            window: OnceLock::new(),
            waiters: Waiters::default(),
            ending: AtomicBool::new(false),
        };
        running.below(chain).map_err(|error| match error {
            WsaError::WSAEINVAL => WsaError::WSASYSNOTREADY,
            other => other,
        })?;
        Ok(running)
    }

    pub(crate) fn upcalls(&self) -> Upcalls {
        *self.upcalls.read()
    }

    /// The provider below in a chain, started if it was not, and what to hand it.
    ///
    /// # Errors
    /// As [`Entries::below`] and [`Next::load`].
    pub(crate) fn below(
        &self,
        chain: &ws::WSAPROTOCOL_INFOW,
    ) -> WsaResult<(Arc<Next>, ws::WSAPROTOCOL_INFOW)> {
        let Below { provider, info } = {
            let mut entries = self.entries.lock();
            match entries.below(chain, self.own_id) {
                // Installed since the layer was started.
                Err(WsaError::WSASYSNOTREADY) => {
                    *entries = next_raw::entries(&self.library)?;
                    entries.below(chain, self.own_id)?
                }
                found => found?,
            }
        };
        let mut nexts = self.nexts.lock();
        let key = chain::key(&provider);
        if let Some((_, next)) = nexts.iter().find(|(known, _)| *known == key) {
            return Ok((next.clone(), info));
        }
        let next = Arc::new(Next::load(&self.library, &provider, &info, self.upcalls().0)?);
        nexts.push((key, next.clone()));
        Ok((next, info))
    }

    /// The providers below, in the order of their start.
    pub(crate) fn nexts(&self) -> Vec<Arc<Next>> {
        self.nexts.lock().iter().map(|(_, next)| next.clone()).collect()
    }

    pub(crate) fn socket(&self, socket: ws::SOCKET) -> WsaResult<Arc<Socket<L>>> {
        self.sockets.read().get(&socket).cloned().ok_or(WsaError::WSAENOTSOCK)
    }

    /// Makes the program's socket over `lower`, which is closed again if that fails.
    ///
    /// # Errors
    /// What the layer says; `WSAENOBUFS`.
    pub(crate) fn wrap(
        self: &Arc<Running<L>>,
        next: Arc<Next>,
        chain: ws::WSAPROTOCOL_INFOW,
        lower: ws::SOCKET,
        parent: Option<&Socket<L>>,
    ) -> WsaResult<Arc<Socket<L>>> {
        let opening = Opening {
            family: chain.iAddressFamily,
            socket_type: chain.iSocketType,
            protocol: chain.iProtocol,
        };
        let made = self.layer.open(&opening, parent.map(|parent| &parent.layer)).and_then(|layer| {
            let upper = match L::DESCRIPTION.kind {
                Kind::Layered => self.upcalls().create_socket_handle(self.own_id, lower)?,
                Kind::Ifs => self.upcalls().modify_ifs_handle(self.own_id, lower)?,
            };
            Ok((layer, upper))
        });
        let (layer, upper) = made.inspect_err(|_| {
            // The error that counts is why.
            let _ = next.close(lower);
        })?;
        // A connection that was accepted has its listener's mode and selection.
        let (nonblocking, selection) = match parent {
            Some(parent) => {
                let state = parent.state();
                (state.nonblocking, state.selection)
            }
            None => (false, Selection::Nobody),
        };
        let running = self.clone();
        let socket = Socket::new(Parts { running, next, chain, lower, upper, layer, nonblocking, selection });
        self.sockets.write().insert(upper, socket.clone());
        if let (Selection::Window { .. }, Some(window)) = (selection, self.window.get()) {
            window.adopt(&socket);
        }
        Ok(socket)
    }

    pub(crate) fn forget(&self, socket: &Socket<L>) {
        self.sockets.write().remove(&socket.upper);
        if let Some(window) = self.window.get() {
            window.forget(socket.lower);
        }
    }

    /// The last clean-up: the providers below reset what is open and end what is under way.
    fn end(&self) {
        self.ending.store(true, Ordering::Release);
        for (_, next) in self.nexts.lock().drain(..) {
            // The program's clean-up is under way; there is nobody to hear of an error.
            let _ = next.cleanup();
        }
        let sockets: Vec<_> = self.sockets.write().drain().map(|(_, socket)| socket).collect();
        for socket in &sockets {
            // Whoever waits in the layer goes on, and finds no socket.
            let _ = socket.turn(&Phase::OPEN, Phase::Closed);
        }
        self.waiters.tell(&self.upcalls());
        if let Some(worker) = self.worker.get() {
            worker.stop(&self.library);
        }
        if let Some(window) = self.window.get() {
            window.stop(&self.library);
        }
        for socket in &sockets {
            crate::operation_raw::abandon(socket);
            if L::DESCRIPTION.kind == Kind::Layered {
                // The number may be gone already.
                let _ = self.upcalls().close_socket_handle(socket.upper);
            }
            self.layer.closed(&socket.layer);
        }
    }
}
