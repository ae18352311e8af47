//! Files, pipes and the console as objects: a descriptor and what Windows knows about it.
//!
//! Overlapped input and output is in `file_overlapped.rs`. `errno` becomes a Win32 code in [`win32_error`].

use std::os::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::FileType;
use rustix::io::Errno;
use win32_wait::binding::Binding;
use win32_wait::blocking::Cancellation;
use win32_wait::completion::Which;
use win32_wait::dispatcher::{self, Dispatcher};
use win32_wait::handle_table::{Handle, Object};
use ws2_spi::LentBuffer;
use ws2_sys::descriptor::above_standard_streams;
use ws2_sys::poller::Edge;
use ws2_sys::{socket_raw, wakeup};
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::file_lock::Locks;
use super::file_overlapped::{Queues, Transfer};
use super::win32;

/// An open file, pipe end or console.
pub(super) struct File {
    descriptor: Descriptor,
    kind: Kind,
    disconnected: AtomicBool,
    /// What threads in synchronous calls are blocked on. It is never marked: a close does not end those.
    pub(super) blocked_on: Cancellation,
    pub(super) binding: Binding,
    /// Of a file that is open for overlapped input and output.
    pub(super) queues: Option<Box<Queues>>,
    pub(super) locks: Locks,
}

enum Descriptor {
    Owned(OwnedFd),
    /// A standard stream, which stays open.
    Standard(RawFd),
}

/// What kind of thing a descriptor is (`FILE_TYPE_*`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Disk = 1,
    Character = 2,
    Pipe = 3,
}

impl File {
    /// Takes over a descriptor.
    pub(super) fn new(descriptor: OwnedFd) -> Arc<File> {
        Arc::new(File::of(Descriptor::Owned(above_standard_streams(descriptor)), false))
    }

    /// Takes over a descriptor for overlapped input and output; it is one that never blocks.
    pub(super) fn overlapped(descriptor: OwnedFd) -> Arc<File> {
        Arc::new(File::of(Descriptor::Owned(above_standard_streams(descriptor)), true))
    }

    /// Standard input, output or error; `None` when the process was started without it.
    pub(super) fn standard(descriptor: RawFd) -> Option<Arc<File>> {
        // SAFETY: the descriptor is only asked for its status; a closed one answers EBADF.
        let borrowed = unsafe { BorrowedFd::borrow_raw(descriptor) };
        rustix::io::fcntl_getfd(borrowed).ok()?;
        Some(Arc::new(File::of(Descriptor::Standard(descriptor), false)))
    }

    fn of(descriptor: Descriptor, overlapped: bool) -> File {
        File {
            kind: kind_of(descriptor.as_fd()),
            descriptor,
            disconnected: AtomicBool::new(false),
            blocked_on: Cancellation::default(),
            binding: Binding::default(),
            queues: overlapped.then(Box::default),
            locks: Locks::default(),
        }
    }

    /// A second file over the same open one: they share the position, not a completion port.
    ///
    /// # Errors
    /// `ERROR_TOO_MANY_OPEN_FILES`.
    pub(super) fn duplicate(&self) -> WsaResult<Arc<File>> {
        let copy = rustix::io::fcntl_dupfd_cloexec(self.descriptor(), 3).map_err(win32_error)?;
        Ok(if self.is_overlapped() { File::overlapped(copy) } else { File::new(copy) })
    }

    /// Whether it was opened with `FILE_FLAG_OVERLAPPED`.
    pub(super) fn is_overlapped(&self) -> bool {
        self.queues.is_some()
    }

    pub(super) fn descriptor(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// Ends this end of a pipe; the descriptor stays, as one of nothing. To be called once nobody reads or writes.
    pub(super) fn let_go_of_pipe(&self) {
        if let (Descriptor::Owned(pipe), Kind::Pipe) = (&self.descriptor, self.kind)
            && let Ok(nothing) = wakeup::marker()
        {
            // Else it ends with the object.
            let _ = socket_raw::replace(pipe.as_fd(), nothing);
        }
    }

    /// Makes a pipe end useless, as `DisconnectNamedPipe` does.
    ///
    /// # Errors
    /// `ERROR_INVALID_FUNCTION`: no pipe.
    pub(super) fn disconnect(&self) -> WsaResult<()> {
        if self.kind != Kind::Pipe {
            return Err(win32(foundation::ERROR_INVALID_FUNCTION));
        }
        self.disconnected.store(true, Ordering::Relaxed);
        Ok(())
    }

    pub(super) fn require_connected(&self) -> WsaResult<()> {
        let disconnected = self.disconnected.load(Ordering::Relaxed);
        if disconnected { Err(win32(foundation::ERROR_PIPE_NOT_CONNECTED)) } else { Ok(()) }
    }

    /// Reads at the file's position; 0 bytes are the end of a file.
    ///
    /// # Errors
    /// `ERROR_BROKEN_PIPE`: the other end of a pipe is closed and everything was read.
    pub(super) fn read(&self, buffer: &mut [u8]) -> WsaResult<usize> {
        let lent = LentBuffer { base: buffer.as_mut_ptr(), len: buffer.len() };
        self.transfer(&Transfer::Read([lent].into_iter().collect()))
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// `ERROR_NO_DATA`: nobody will read from the pipe any more.
    pub(super) fn write(&self, bytes: &[u8]) -> WsaResult<usize> {
        let lent = LentBuffer { base: bytes.as_ptr().cast_mut(), len: bytes.len() };
        self.transfer(&Transfer::Write([lent].into_iter().collect()))
    }

    /// Looks at what a pipe holds without taking it: how much of it is copied, how much there is.
    ///
    /// # Errors
    /// `ERROR_BROKEN_PIPE`: empty, and the other end is closed. `ERROR_INVALID_FUNCTION`: no pipe.
    pub(super) fn peek(&self, buffer: &mut [u8]) -> WsaResult<(usize, usize)> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::pipe::{PipeFlags, SpliceFlags, pipe_with, tee};
        if self.kind != Kind::Pipe {
            return Err(win32(foundation::ERROR_INVALID_FUNCTION));
        }
        self.require_connected()?;
        let available = rustix::io::ioctl_fionread(self.descriptor()).map_err(win32_error)? as usize;
        if available == 0 {
            let mut ends = [PollFd::new(&self.descriptor, PollFlags::IN)];
            poll(&mut ends, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).map_err(win32_error)?;
            let gone = ends[0].revents().intersects(PollFlags::HUP | PollFlags::ERR)
                && !ends[0].revents().contains(PollFlags::IN);
            return if gone { Err(win32(foundation::ERROR_BROKEN_PIPE)) } else { Ok((0, 0)) };
        }
        if buffer.is_empty() {
            return Ok((0, available));
        }
        let (copy, writer) = pipe_with(PipeFlags::CLOEXEC).map_err(win32_error)?;
        match tee(self.descriptor(), &writer, buffer.len(), SpliceFlags::NONBLOCK) {
            Ok(copied) => {
                let copied = copied.min(buffer.len());
                let count = uninterrupted(|| rustix::io::read(&copy, &mut buffer[..copied]))?;
                Ok((count, available))
            }
            Err(Errno::AGAIN) => Ok((0, available)), // another reader was faster
            Err(error) => Err(win32_error(error)),
        }
    }
}

impl AsFd for Descriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Descriptor::Owned(owned) => owned.as_fd(),
            // SAFETY: if the program closed its standard stream, calls answer EBADF.
            Descriptor::Standard(raw) => unsafe { BorrowedFd::borrow_raw(*raw) },
        }
    }
}

impl Object for File {
    /// A standard stream cannot be waited for: nothing tells when there is input.
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        match self.descriptor {
            Descriptor::Owned(_) => Some(self.binding.signal()),
            Descriptor::Standard(_) => None,
        }
    }

    fn on_edge(&self, edge: Edge) {
        self.go_on(edge);
    }

    fn binding(&self) -> Option<&Binding> {
        self.is_overlapped().then_some(&self.binding)
    }

    fn cancel(&self, which: Which) -> usize {
        File::cancel(self, which)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)?;
        self.abort_overlapped();
        self.give_back_locks();
        Ok(())
    }
}

fn kind_of(descriptor: BorrowedFd<'_>) -> Kind {
    match rustix::fs::fstat(descriptor).map(|status| FileType::from_raw_mode(status.st_mode)) {
        Ok(FileType::CharacterDevice) => Kind::Character,
        Ok(FileType::Fifo | FileType::Socket) => Kind::Pipe,
        _ => Kind::Disk,
    }
}

fn uninterrupted(call: impl FnMut() -> rustix::io::Result<usize>) -> WsaResult<usize> {
    rustix::io::retry_on_intr(call).map_err(win32_error)
}

/// The Win32 code of a failed file operation.
pub(super) fn win32_error(error: Errno) -> WsaError {
    win32(match error {
        Errno::NOENT => foundation::ERROR_FILE_NOT_FOUND,
        Errno::NOTDIR => foundation::ERROR_PATH_NOT_FOUND,
        Errno::ACCESS | Errno::PERM | Errno::ROFS | Errno::ISDIR => foundation::ERROR_ACCESS_DENIED,
        Errno::EXIST => foundation::ERROR_FILE_EXISTS,
        Errno::MFILE | Errno::NFILE => foundation::ERROR_TOO_MANY_OPEN_FILES,
        Errno::NOMEM => foundation::ERROR_NOT_ENOUGH_MEMORY,
        Errno::NOSPC | Errno::DQUOT => foundation::ERROR_DISK_FULL,
        Errno::BADF => foundation::ERROR_INVALID_HANDLE,
        Errno::FAULT => foundation::ERROR_NOACCESS,
        Errno::NAMETOOLONG => foundation::ERROR_FILENAME_EXCED_RANGE,
        Errno::PIPE => foundation::ERROR_NO_DATA,
        Errno::TXTBSY | Errno::BUSY => foundation::ERROR_SHARING_VIOLATION,
        Errno::NOEXEC => foundation::ERROR_BAD_EXE_FORMAT,
        Errno::INVAL => foundation::ERROR_INVALID_PARAMETER,
        _ => foundation::ERROR_GEN_FAILURE,
    })
}

/// Keeps `SIGPIPE` away from a thread while it writes to a pipe: Windows programs expect an error, not their end.
pub(super) struct BrokenPipeSignal {
    before: libc::sigset_t,
    own: libc::sigset_t,
}

impl BrokenPipeSignal {
    pub(super) fn block() -> BrokenPipeSignal {
        // SAFETY: signal sets are plain memory, filled before use; the calls only touch these locals and
        // the mask of the calling thread.
        unsafe {
            let (mut own, mut before): (libc::sigset_t, libc::sigset_t) =
                (std::mem::zeroed(), std::mem::zeroed());
            libc::sigemptyset(&mut own);
            libc::sigaddset(&mut own, libc::SIGPIPE);
            libc::pthread_sigmask(libc::SIG_BLOCK, &own, &mut before);
            BrokenPipeSignal { before, own }
        }
    }
}

impl Drop for BrokenPipeSignal {
    fn drop(&mut self) {
        // SAFETY: as above; a signal that was blocked before stays pending.
        unsafe {
            if libc::sigismember(&self.before, libc::SIGPIPE) == 0 {
                let at_once = libc::timespec { tv_sec: 0, tv_nsec: 0 };
                while libc::sigtimedwait(&self.own, std::ptr::null_mut(), &at_once) == libc::SIGPIPE {}
            }
            libc::pthread_sigmask(libc::SIG_SETMASK, &self.before, std::ptr::null_mut());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipe() -> (Arc<File>, Arc<File>) {
        let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC).unwrap();
        (File::new(read), File::new(write))
    }

    #[test]
    fn peeking_takes_nothing_and_a_closed_pipe_breaks_after_its_last_byte() {
        let (read, write) = pipe();
        let mut buffer = [0; 4];
        assert_eq!(read.peek(&mut buffer), Ok((0, 0)));
        write.write(b"abcdef").unwrap();
        assert_eq!(read.peek(&mut buffer), Ok((4, 6)));
        assert_eq!(&buffer, b"abcd");
        assert_eq!(read.peek(&mut []), Ok((0, 6)));
        drop(write);
        let mut all = [0; 16];
        assert_eq!(read.read(&mut all), Ok(6));
        assert_eq!(read.peek(&mut buffer), Err(win32(foundation::ERROR_BROKEN_PIPE)));
        assert_eq!(read.read(&mut all), Err(win32(foundation::ERROR_BROKEN_PIPE)));
    }

    #[test]
    fn writing_to_a_pipe_nobody_reads_is_an_error_and_no_signal() {
        let (read, write) = pipe();
        drop(read);
        assert_eq!(write.write(b"x"), Err(win32(foundation::ERROR_NO_DATA)));
    }

    #[test]
    fn a_closed_end_of_a_pipe_is_gone_while_others_have_it_pinned() {
        use rustix::pipe::PipeFlags;
        use win32_wait::handle_table::handles;
        let (read, write) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).unwrap();
        let (read, write) = (handles().insert(File::overlapped(read)).unwrap(), File::new(write));
        let pinned = handles().pin(read).unwrap();
        pinned.close(read).unwrap();
        assert_eq!(write.write(b"x"), Err(win32(foundation::ERROR_NO_DATA)));
        drop(pinned);
    }

    #[test]
    fn a_disconnected_pipe_is_of_no_use() {
        let (read, write) = pipe();
        write.write(b"x").unwrap();
        read.disconnect().unwrap();
        assert_eq!(read.read(&mut [0]), Err(win32(foundation::ERROR_PIPE_NOT_CONNECTED)));
    }
}
