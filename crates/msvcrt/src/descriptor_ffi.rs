//! `_get_osfhandle` and `_open_osfhandle`: handles of descriptors, and the way back.
//!
//! A descriptor gets one handle, which keeps its number until the handle is closed. Sockets have no descriptor
//! a program may use, so `_open_osfhandle` of a SOCKET fails with EBADF.

use std::collections::HashMap;
use std::ffi::c_int;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use libc::{EBADF, EMFILE};
use win32_wait::handle_table::{Handle, Object, handles};
use ws2_types::{WsaError, WsaResult};

use crate::invalid_parameter::set_errno;

/// A descriptor of the C run time, as an object.
struct Descriptor {
    fd: c_int,
}

static HANDLES: LazyLock<Mutex<HashMap<c_int, usize>>> = LazyLock::new(Mutex::default);

impl Object for Descriptor {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        let pinned = handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)?;
        pinned.begin_close().ok_or(WsaError::WSA_INVALID_HANDLE)?;
        HANDLES.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.fd);
        // SAFETY: the program closes the descriptor through its handle.
        unsafe { libc::close(self.fd) };
        Ok(())
    }
}

/// `_get_osfhandle`: -1 with EBADF for what is no descriptor.
#[unsafe(export_name = "msvcrt__get_osfhandle")]
pub extern "C" fn get_osfhandle(fd: c_int) -> isize {
    // SAFETY: only asks whether the descriptor is open.
    if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
        return -1;
    }
    let mut known = HANDLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(&handle) = known.get(&fd) {
        return handle as isize;
    }
    match handles().insert(Arc::new(Descriptor { fd })) {
        Some(handle) => {
            known.insert(fd, handle.into_raw());
            handle.into_raw() as isize
        }
        None => {
            set_errno(EMFILE);
            -1
        }
    }
}

/// `_open_osfhandle`: the descriptor of a handle that has one.
#[unsafe(export_name = "msvcrt__open_osfhandle")]
pub extern "C" fn open_osfhandle(handle: isize, _flags: c_int) -> c_int {
    let pinned = Handle::from_raw(handle as usize).and_then(|handle| handles().pin(handle));
    match pinned.as_ref().and_then(|object| object.downcast::<Descriptor>()) {
        Some(descriptor) => descriptor.fd,
        None => {
            set_errno(EBADF);
            -1
        }
    }
}
