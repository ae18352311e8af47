//! `WSAAsyncSelect` through a non-IFS layer: the provider below posts to a window of ours, with its own socket's
//! number; the thread of that window posts on to the program's, with the program's.

use std::collections::HashMap;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use ws2_types::abi::foundation::HWND;
use ws2_types::abi::windows_and_messaging::{HWND_MESSAGE, MSG, WM_USER};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::Layer;
use crate::instance::Running;
use crate::library_raw::Library;
use crate::socket::{Selection, Socket, Window};

/// What the provider below posts.
const EVENT: u32 = WM_USER + 1;
/// Ends the thread.
const STOP: u32 = WM_USER + 2;
/// Says that everything before it has been passed on.
const FLUSH: u32 = WM_USER + 3;
const FLUSH_LIMIT: Duration = Duration::from_secs(5);
/// Messages of sockets that are not known yet: `accept` has not returned. More are for sockets that are gone.
const MOST_EARLY: usize = 1024;

/// The window and what it is to pass on.
pub(crate) struct HiddenWindow<L: Layer> {
    window: Window,
    sockets: Arc<Mutex<Passing<L>>>,
    asked: AtomicUsize,
    flushed: Arc<(Mutex<usize>, Condvar)>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Passing<L: Layer> {
    by_lower: HashMap<ws::SOCKET, Arc<Socket<L>>>,
    early: Vec<(ws::SOCKET, isize)>,
}

impl<L: Layer> HiddenWindow<L> {
    /// The layer's window, made when the first socket needs it.
    ///
    /// # Errors
    /// `WSAENOBUFS`: there is no thread, or no window.
    pub(crate) fn of(running: &Arc<Running<L>>) -> WsaResult<&HiddenWindow<L>> {
        let hidden = running.window.get_or_init(|| {
            let passing = Passing { by_lower: HashMap::new(), early: Vec::new() };
            let sockets = Arc::new(Mutex::new(passing));
            let flushed = Arc::new((Mutex::new(0), Condvar::new()));
            let its_flushed = flushed.clone();
            let (tell, told) = std::sync::mpsc::sync_channel(1);
            let (its_running, its_sockets) = (running.clone(), sockets.clone());
            let name = format!("{} messages", L::DESCRIPTION.name);
            let thread = thread::Builder::new().name(name).spawn(move || {
                let window = create(&its_running.library);
                // The one who waits for it is there.
                let _ = tell.send(window);
                pass_on(&its_running, window, &its_sockets, &its_flushed);
            });
            let window = match &thread {
                Ok(_) => told.recv().unwrap_or(Window::of(ptr::null_mut())),
                Err(_) => Window::of(ptr::null_mut()),
            };
            let (asked, thread) = (AtomicUsize::new(0), Mutex::new(thread.ok()));
            HiddenWindow { window, sockets, asked, flushed, thread }
        });
        if hidden.window.raw().is_null() { Err(WsaError::WSAENOBUFS) } else { Ok(hidden) }
    }

    /// Where the provider below is to post, and what.
    pub(crate) fn target(&self) -> (HWND, u32) {
        (self.window.raw(), EVENT)
    }

    /// Messages of this socket are passed on from now on, and those that came already.
    pub(crate) fn adopt(&self, socket: &Arc<Socket<L>>) {
        let mut sockets = self.sockets.lock();
        sockets.by_lower.insert(socket.lower, socket.clone());
        for (lower, value) in std::mem::take(&mut sockets.early) {
            if lower == socket.lower {
                post(socket, value);
            } else {
                sockets.early.push((lower, value));
            }
        }
    }

    /// No message of this socket is passed on any more.
    pub(crate) fn forget(&self, lower: ws::SOCKET) {
        let mut sockets = self.sockets.lock();
        sockets.by_lower.remove(&lower);
        sockets.early.retain(|(early, _)| *early != lower);
    }

    /// Everything that was posted for a socket until now is passed on.
    pub(crate) fn flush(&self, library: &Library) {
        let mine = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        // SAFETY: a window of ours, plain values.
        if unsafe { (library.PostMessageW)(self.window.raw(), FLUSH, mine, 0) } == 0 {
            return;
        }
        let (done, told) = &*self.flushed;
        let mut done = done.lock();
        while *done < mine {
            // The limit is for a window that has ended.
            if told.wait_for(&mut done, FLUSH_LIMIT).timed_out() {
                return;
            }
        }
    }

    pub(crate) fn stop(&self, library: &Library) {
        if let Some(thread) = self.thread.lock().take() {
            // SAFETY: a window of ours, plain values.
            unsafe { (library.PostMessageW)(self.window.raw(), STOP, 0, 0) };
            // A panic there was reported there.
            let _ = thread.join();
        }
    }
}

fn create(library: &Library) -> Window {
    let class = "Message\0".encode_utf16().collect::<Vec<u16>>();
    // SAFETY: a class of the system's, whose name ends in NUL; a window for messages only.
    Window::of(unsafe {
        (library.CreateWindowExW)(
            0,
            class.as_ptr(),
            ptr::null(),
            0,
            0,
            0,
            0,
            0,
            HWND_MESSAGE,
            ptr::null_mut(),
            ptr::null_mut(),
            ptr::null(),
        )
    })
}

fn pass_on<L: Layer>(
    running: &Arc<Running<L>>,
    window: Window,
    sockets: &Mutex<Passing<L>>,
    flushed: &(Mutex<usize>, Condvar),
) {
    if window.raw().is_null() {
        return;
    }
    let mut message = MSG::default();
    loop {
        // SAFETY: a local that outlives the call. The thread's windows end with the thread.
        if unsafe { (running.library.GetMessageW)(&mut message, ptr::null_mut(), 0, 0) } <= 0 {
            return;
        }
        match message.message {
            STOP => return,
            FLUSH => {
                let mut done = flushed.0.lock();
                *done = message.wParam.max(*done);
                flushed.1.notify_all();
            }
            EVENT => {
                let mut sockets = sockets.lock();
                match sockets.by_lower.get(&message.wParam) {
                    Some(socket) => post(socket, message.lParam),
                    None => {
                        if sockets.early.len() == MOST_EARLY {
                            sockets.early.remove(0);
                        }
                        sockets.early.push((message.wParam, message.lParam));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Tells the program's window of an event, unless it has stopped asking.
pub(crate) fn post<L: Layer>(socket: &Socket<L>, value: isize) {
    let selection = socket.state().selection;
    if let Selection::Window { window, message, .. } = selection
        && selection.wants(value as u32 & 0xffff)
    {
        socket.running.upcalls().post_message(window.raw(), message, socket.upper, value);
    }
}
