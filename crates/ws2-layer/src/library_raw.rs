//! The functions of the library the layer runs in.
//!
//! A layer is linked with nothing: a second copy of the library in the process would have other sockets. The upcall
//! table leads to the right one, however it came into the process.

use std::ffi::{CStr, c_void};
use std::mem::MaybeUninit;
use std::ptr;

use ws2_types::abi::GUID;
use ws2_types::abi::foundation::{HANDLE, HWND};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::windows_and_messaging::MSG;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

macro_rules! functions {
    ($($(#[$meta:meta])* $name:ident: fn($($argument:ty),*) $(-> $result:ty)?;)*) => {
        /// Functions of Windows Sockets and of kernel32 and user32, by name.
        #[allow(non_snake_case, reason = "Microsoft's names, documented there")]
        pub(crate) struct Library {
            $($(#[$meta])* pub(crate) $name: unsafe extern "C" fn($($argument),*) $(-> $result)?,)*
        }

        impl Library {
            fn load(object: *mut c_void) -> WsaResult<Library> {
                Ok(Library {
                    $($name: {
                        const NAME: &str = concat!("ws2_32_", stringify!($name), "\0");
                        let found = symbol(object, CStr::from_bytes_with_nul(NAME.as_bytes()).unwrap_or(c""))?;
                        // SAFETY: the library's function of this name has this signature, which is Microsoft's.
                        unsafe { std::mem::transmute::<*mut c_void, unsafe extern "C" fn($($argument),*) $(-> $result)?>(found) }
                    },)*
                })
            }
        }
    };
}

functions! {
    CloseHandle: fn(HANDLE) -> i32;
    CreateIoCompletionPort: fn(HANDLE, HANDLE, usize, u32) -> HANDLE;
    CreateWindowExW: fn(u32, *const u16, *const u16, u32, i32, i32, i32, i32, HWND, *mut c_void, *mut c_void, *const c_void) -> HWND;
    ExpandEnvironmentStringsW: fn(*const u16, *mut u16, u32) -> u32;
    GetMessageW: fn(*mut MSG, HWND, u32, u32) -> i32;
    GetProcAddress: fn(*mut c_void, *const u8) -> Option<unsafe extern "system" fn() -> isize>;
    GetQueuedCompletionStatus: fn(HANDLE, *mut u32, *mut usize, *mut *mut OVERLAPPED, u32) -> i32;
    IsWindow: fn(HWND) -> i32;
    LoadLibraryW: fn(*const u16) -> *mut c_void;
    PostMessageW: fn(HWND, u32, usize, isize) -> i32;
    PostQueuedCompletionStatus: fn(HANDLE, u32, usize, *mut OVERLAPPED) -> i32;
    WPUCompleteOverlappedRequest: fn(ws::SOCKET, *mut OVERLAPPED, u32, u32, *mut i32) -> i32;
    WSAGetLastError: fn() -> i32;
    WSASetLastError: fn(i32);
    WSAWaitForMultipleEvents: fn(u32, *const ws::WSAEVENT, i32, u32, i32) -> u32;
    WSCEnumProtocols: fn(*mut i32, *mut ws::WSAPROTOCOL_INFOW, *mut u32, *mut i32) -> i32;
    WSCGetProviderPath: fn(*const GUID, *mut u16, *mut i32, *mut i32) -> i32;
}

impl Library {
    /// The library that handed out this upcall.
    ///
    /// # Errors
    /// `WSASYSNOTREADY`: it cannot be found, or lacks a function. Standard error says which.
    pub(crate) fn behind(upcalls: &ws::WSPUPCALLTABLE) -> WsaResult<Library> {
        let upcall = upcalls.lpWPUCloseEvent.ok_or(WsaError::WSAEFAULT)? as *const c_void;
        let mut place = MaybeUninit::<libc::Dl_info>::zeroed();
        // SAFETY: it only compares the address with the objects of the process.
        let found = unsafe { libc::dladdr(upcall, place.as_mut_ptr()) } != 0;
        // SAFETY: zero bytes are a Dl_info too.
        let place = unsafe { place.assume_init() };
        let mut object = match found && !place.dli_fname.is_null() {
            // SAFETY: the name is the loader's, for as long as the object is loaded.
            true => unsafe { libc::dlopen(place.dli_fname, libc::RTLD_LAZY | libc::RTLD_NOLOAD) },
            false => ptr::null_mut(),
        };
        if object.is_null() {
            // The library is part of the program itself.
            // SAFETY: NULL names the program.
            object = unsafe { libc::dlopen(ptr::null(), libc::RTLD_LAZY) };
        }
        Library::load(object)
    }

    /// The error of the last function that failed in this thread.
    pub(crate) fn last_error(&self) -> WsaError {
        // SAFETY: it takes nothing.
        error_of(unsafe { (self.WSAGetLastError)() })
    }
}

/// What a provider's code means; a provider that fails without one has still failed.
pub(crate) fn error_of(code: i32) -> WsaError {
    match code {
        0 => WsaError::WSASYSCALLFAILURE,
        code => WsaError::from_code(code),
    }
}

fn symbol(object: *mut c_void, name: &CStr) -> WsaResult<*mut c_void> {
    // SAFETY: an open object, or NULL, which means the whole process.
    let found = unsafe { libc::dlsym(object, name.as_ptr()) };
    if found.is_null() {
        eprintln!("ws2-layer: the Windows Sockets library has no {}", name.to_string_lossy());
        return Err(WsaError::WSASYSNOTREADY);
    }
    Ok(found)
}

/// Where the layer itself was loaded from.
pub(crate) fn own_file(own_function: *const c_void) -> Option<String> {
    let mut place = MaybeUninit::<libc::Dl_info>::zeroed();
    // SAFETY: it only compares the address with the objects of the process.
    let found = unsafe { libc::dladdr(own_function, place.as_mut_ptr()) } != 0;
    // SAFETY: zero bytes are a Dl_info too.
    let place = unsafe { place.assume_init() };
    if !found || place.dli_fname.is_null() {
        return None;
    }
    // SAFETY: a C string of the loader's.
    Some(unsafe { CStr::from_ptr(place.dli_fname) }.to_string_lossy().into_owned())
}
