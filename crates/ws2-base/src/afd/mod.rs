//! The device under Windows Sockets, as programs see it that go there by themselves: its handles, and its poll.
//!
//! wepoll, libuv, mio and c-ares build on `IOCTL_AFD_POLL`: an overlapped operation, begun on a handle of the device or
//! on any socket, that ends as soon as one of some sockets is ready. Here such a poll observes its sockets
//! ([`Observer`](ws2_spi::Observer)) and looks at them whenever they change.

mod events;
mod poll;

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use win32_wait::alarm::Due;
use win32_wait::binding::Binding;
use win32_wait::completion::{Lent, Routine, Which};
use win32_wait::dispatcher::{self, Dispatcher};
use win32_wait::event::Event;
use win32_wait::handle_table::{Handle, Object, handles};
use win32_wait::wait::object_of;
use ws2_spi::ProviderSocket;
use ws2_types::{WsaError, WsaResult};

pub use self::events::*;
pub(crate) use self::poll::Polls;
pub use self::poll::{Answer, Asked, Begun, Found};
use crate::socket_table;

/// A number as the program has it: of the device or a socket.
pub type RawFile = usize;

/// An open handle of the device that is no socket.
pub struct Device {
    binding: Binding,
    polls: Arc<Polls>,
    /// The last one that is closed ends the polls.
    handles: AtomicUsize,
    manner: Manner,
}

/// Whether calls on a handle of the device wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// They are overlapped.
    Overlapped,
    /// They wait.
    Synchronous {
        /// APCs of the thread run meanwhile and end the wait.
        alertable: bool,
    },
}

impl Device {
    /// A second handle is opened.
    pub fn add_handle(&self) {
        self.handles.fetch_add(1, Ordering::Relaxed);
    }

    /// A handle is closed, or could not be opened.
    pub fn remove_handle(&self) {
        if self.handles.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.polls.close();
        }
    }

    /// Its place in overlapped I/O.
    pub fn port_binding(&self) -> &Binding {
        &self.binding
    }
}

impl Object for Device {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self.binding.signal())
    }

    fn binding(&self) -> Option<&Binding> {
        Some(&self.binding)
    }

    fn cancel(&self, which: Which) -> usize {
        self.polls.cancel(which)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)?;
        self.remove_handle();
        Ok(())
    }
}

/// Opens a handle of the device that is no socket.
///
/// # Errors
/// `WSAENOBUFS`: the table is full.
pub fn open(manner: Manner) -> WsaResult<RawFile> {
    let device =
        Device { binding: Binding::default(), polls: Arc::default(), handles: AtomicUsize::new(1), manner };
    handles().insert(Arc::new(device)).map(Handle::into_raw).ok_or(WsaError::WSAENOBUFS)
}

/// How calls on a handle of the device, or on a socket, are made.
///
/// # Errors
/// `WSA_INVALID_HANDLE`: it is neither.
pub fn manner(file: RawFile) -> WsaResult<Manner> {
    if socket_table::pin(file).is_ok() {
        return Ok(Manner::Overlapped);
    }
    with_device(file, |device| Ok(device.manner))
}

fn with_device<R>(file: RawFile, call: impl FnOnce(&Device) -> WsaResult<R>) -> WsaResult<R> {
    let object = object_of(file)?;
    let object: &dyn Any = &*object;
    call(object.downcast_ref().ok_or(WsaError::WSA_INVALID_HANDLE)?)
}

/// Who is told of the end of a native operation.
pub struct Told {
    /// The IO_STATUS_BLOCK.
    pub block: Lent,
    /// What its packet carries; with 0 there is none.
    pub context: usize,
    /// The event.
    pub event: Option<Arc<Event>>,
    /// The routine.
    pub routine: Option<Routine>,
}

/// How long a poll waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// Not at all: it looks.
    Now,
    /// Until this time.
    Until(Due),
    /// As long as it takes.
    Never,
}

/// Begins a poll of sockets on a handle of the device or on a socket: it ends as soon as one of the asked events of one
/// of the sockets is there. `exclusive` polls of one socket end each other: the newer one the older.
///
/// # Errors
/// `WSA_INVALID_HANDLE`: a number is no socket, or `file` neither that nor of the device. `WSA_INVALID_PARAMETER`: no
/// sockets, or a routine though `file` has a port. `WSAENOBUFS`, `WSAEMFILE`, `WSAEFAULT` (the status block). Nobody is
/// told then.
pub fn poll(
    file: RawFile,
    asked: &[Asked],
    limit: Limit,
    exclusive: bool,
    answer: Box<dyn Answer>,
    told: Told,
) -> WsaResult<Begun> {
    if let Ok(socket) = socket_table::pin(file) {
        let polls = Arc::clone(&socket.device_side().polls);
        let binding = ProviderSocket::binding(&**socket);
        let begun = poll::begin(binding, Arc::clone(&polls), asked, limit, exclusive, answer, told);
        if socket.is_closing() {
            // A close that came before the polls were there has not ended them.
            polls.close();
        }
        return begun;
    }
    with_device(file, |device| {
        poll::begin(&device.binding, Arc::clone(&device.polls), asked, limit, exclusive, answer, told)
    })
}

/// Cancels operations of a handle of the device or a socket, as [`Object::cancel`]; answers how many.
///
/// # Errors
/// `WSA_INVALID_HANDLE`: it is neither.
pub fn cancel(file: RawFile, which: Which) -> WsaResult<usize> {
    if let Ok(socket) = socket_table::pin(file) {
        return Ok(socket.cancel(which));
    }
    with_device(file, |device| Ok(device.cancel(which)))
}

/// What a socket has to do with the device.
#[derive(Default)]
pub(crate) struct DeviceSide {
    /// Polls begun on it.
    pub(crate) polls: Arc<Polls>,
    /// The exclusive poll of it that was begun last, if it has not ended.
    pub(crate) exclusive: poll::Exclusive,
}
