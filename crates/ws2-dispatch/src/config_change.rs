//! Notification of changes of the catalog: what the handle of `WSAProviderConfigChange` stands for.
//!
//! The folders of the catalog files are watched, or what there is above them until they are made. A message of the
//! kernel means a look at the files: if one of them is another than before, every operation that waits is complete.

use std::fs;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use parking_lot::Mutex;
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;
use win32_wait::binding::Binding;
use win32_wait::completion::{Completion, Outcome, Which};
use win32_wait::dispatcher::{self, Dispatcher};
use win32_wait::handle_table::{Handle, Object};
use win32_wait::port::Port;
use ws2_catalog::{FILE_NAME, Location, Locations};
use ws2_sys::poller::Edge;
use ws2_types::{WsaError, WsaResult};

/// Who tells of changes.
pub struct ConfigChange {
    inotify: OwnedFd,
    locations: Locations,
    binding: Binding,
    state: Mutex<State>,
}

struct State {
    pending: Vec<Completion>,
    files: Vec<Option<Stamp>>,
    closed: bool,
}

/// What tells a file from the one that was there before: device, inode, size, times.
type Stamp = (u64, u64, u64, [i64; 4]);

impl ConfigChange {
    /// Begins to watch.
    ///
    /// # Errors
    /// `WSA_NOT_ENOUGH_MEMORY`: the kernel has no watch to give.
    pub fn new() -> WsaResult<Arc<ConfigChange>> {
        let inotify = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)
            .map_err(|_| WsaError::WSA_NOT_ENOUGH_MEMORY)?;
        let state = State { pending: Vec::new(), files: Vec::new(), closed: false };
        let locations = Locations::of_process();
        let new = ConfigChange { inotify, locations, binding: Binding::default(), state: Mutex::new(state) };
        new.look(&mut new.state.lock());
        Ok(Arc::new(new))
    }

    /// Waits for the next change, whoever makes it.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: closed meanwhile; `WSAENOBUFS`, `WSAEMFILE`: edges cannot be told.
    pub fn begin(&self, completion: Completion, handle: Handle) -> WsaResult<()> {
        if let Err(error) = self.binding.watch(self.inotify.as_fd(), handle) {
            completion.withdraw(error);
            return Err(error);
        }
        let mut state = self.state.lock();
        if state.closed {
            completion.withdraw(WsaError::WSA_INVALID_HANDLE);
            return Err(WsaError::WSA_INVALID_HANDLE);
        }
        // What has changed before the call is not news.
        self.look(&mut state);
        state.pending.push(completion);
        Ok(())
    }

    /// Where its operations tell their end.
    pub fn notifications(&self) -> &Binding {
        &self.binding
    }

    /// Associates the handle with a completion port.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER`: it has one.
    pub fn associate(&self, port: &Arc<Port>, key: usize, handle: Handle) -> WsaResult<()> {
        self.binding.associate(port, key, Some((self.inotify.as_fd(), handle)))
    }

    /// Takes the kernel's messages and looks at the files; whether one has changed.
    fn look(&self, state: &mut State) -> bool {
        let mut changed = self.take_messages();
        // A folder may have come into being: watched first, looked at then, nothing is missed.
        for location in &self.locations.0 {
            self.watch(location);
        }
        let files: Vec<_> = self.locations.0.iter().map(|location| stamp(&location.file())).collect();
        changed |= files != state.files;
        state.files = files;
        changed
    }

    /// Whether one of the messages names a catalog file as written or gone.
    fn take_messages(&self) -> bool {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut messages = Reader::new(self.inotify.as_fd(), &mut buffer);
        let mut named = false;
        loop {
            match messages.next() {
                Ok(message) => {
                    let written = ReadFlags::CLOSE_WRITE
                        | ReadFlags::MOVED_TO
                        | ReadFlags::MOVED_FROM
                        | ReadFlags::DELETE;
                    let is_catalog =
                        message.file_name().is_some_and(|name| name.to_bytes() == FILE_NAME.as_bytes());
                    named |= is_catalog && message.events().intersects(written);
                    named |= message.events().contains(ReadFlags::QUEUE_OVERFLOW);
                }
                Err(Errno::INTR) => {}
                Err(_) => return named,
            }
        }
    }

    fn watch(&self, location: &Location) {
        let wanted = WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::MOVED_FROM
            | WatchFlags::MOVED_TO
            | WatchFlags::ONLYDIR;
        // Where a link leads, too.
        if let Some(folder) = fs::canonicalize(location.file()).ok().as_deref().and_then(Path::parent) {
            // Without it there is less news; the folder of the link is watched below.
            let _ = inotify::add_watch(&self.inotify, folder, wanted);
        }
        // The folder itself, or the lowest there is above it. Watching one again changes nothing.
        for folder in location.folder.ancestors() {
            if inotify::add_watch(&self.inotify, folder, wanted).is_ok() {
                return;
            }
        }
    }

    fn end(&self, which: Which, outcome: Outcome) -> usize {
        let mut state = self.state.lock();
        let (ended, left) =
            std::mem::take(&mut state.pending).into_iter().partition(|pending| which.includes(pending));
        state.pending = left;
        drop(state);
        let ended: Vec<Completion> = ended;
        let count = ended.len();
        ended.into_iter().for_each(|completion| completion.finish(outcome));
        count
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs::metadata(path).ok()?;
    let times = [found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec()];
    Some((found.dev(), found.ino(), found.len(), times))
}

impl Object for ConfigChange {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self.binding.signal())
    }

    fn on_edge(&self, _edge: Edge) {
        let changed = self.look(&mut self.state.lock());
        if changed {
            self.end(Which::All, Outcome::done(0, 0));
        }
    }

    fn binding(&self) -> Option<&Binding> {
        Some(&self.binding)
    }

    fn cancel(&self, which: Which) -> usize {
        self.end(which, Outcome::failed(WsaError::WSA_OPERATION_ABORTED))
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)?;
        self.state.lock().closed = true;
        self.cancel(Which::All);
        Ok(())
    }
}
