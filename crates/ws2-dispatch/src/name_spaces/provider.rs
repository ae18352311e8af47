//! One name space provider that was started, and the calls of its table.
//!
//! A provider's call fails with anything but 0, and leaves its error as the thread's last error: that is the interface's
//! rule. Here it becomes a result, and the last error is what it was before.

use std::mem::offset_of;

use win32_wait::last_error::{last_error, set_last_error};
use ws2_namespace::query_set::{Pack, QuerySet};
use ws2_namespace::service_class::ServiceClass;
use ws2_types::abi::GUID;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

/// `NSPStartup`
pub(super) type Startup = unsafe extern "system" fn(*const GUID, *mut ws::NSP_ROUTINE) -> i32;

/// A provider between its `NSPStartup` and its `NSPCleanup`, which is called when nobody has it any more.
#[derive(Debug)]
pub struct Provider {
    guid: u128,
    routines: Routines,
}

/// An `NSP_ROUTINE` without empty entries.
#[derive(Clone, Copy, Debug)]
struct Routines {
    cleanup: unsafe extern "system" fn(*const GUID) -> i32,
    begin: unsafe extern "system" fn(
        *const GUID,
        *const ws::WSAQUERYSETW,
        *const ws::WSASERVICECLASSINFOW,
        u32,
        *mut HANDLE,
    ) -> i32,
    next: unsafe extern "system" fn(HANDLE, u32, *mut u32, *mut ws::WSAQUERYSETW) -> i32,
    end: unsafe extern "system" fn(HANDLE) -> i32,
    set_service: unsafe extern "system" fn(
        *const GUID,
        *const ws::WSASERVICECLASSINFOW,
        *const ws::WSAQUERYSETW,
        ws::WSAESETSERVICEOP,
        u32,
    ) -> i32,
    install_class: unsafe extern "system" fn(*const GUID, *const ws::WSASERVICECLASSINFOW) -> i32,
    remove_class: unsafe extern "system" fn(*const GUID, *const GUID) -> i32,
    class_info: unsafe extern "system" fn(*const GUID, *const u32, *const ws::WSASERVICECLASSINFOW) -> i32,
    /// Tables from before Windows XP end before this entry.
    ioctl: Option<Ioctl>,
}

type Ioctl = unsafe extern "system" fn(
    HANDLE,
    u32,
    *const core::ffi::c_void,
    u32,
    *mut core::ffi::c_void,
    u32,
    *mut u32,
    *const ws::WSACOMPLETION,
    *const ws::WSATHREADID,
) -> i32;

impl Routines {
    fn of(table: &ws::NSP_ROUTINE) -> Option<Routines> {
        let size = table.cbSize as usize;
        let has_ioctl = size >= size_of::<ws::NSP_ROUTINE>();
        if size < offset_of!(ws::NSP_ROUTINE, NSPIoctl) || has_ioctl && table.NSPIoctl.is_none() {
            return None;
        }
        Some(Routines {
            cleanup: table.NSPCleanup?,
            begin: table.NSPLookupServiceBegin?,
            next: table.NSPLookupServiceNext?,
            end: table.NSPLookupServiceEnd?,
            set_service: table.NSPSetService?,
            install_class: table.NSPInstallServiceClass?,
            remove_class: table.NSPRemoveServiceClass?,
            class_info: table.NSPGetServiceClassInfo?,
            ioctl: table.NSPIoctl.filter(|_| has_ioctl),
        })
    }
}

/// The arguments of `NSPIoctl` after the handle and the code, as the program gave them.
#[derive(Clone, Copy)]
pub struct IoctlArguments {
    /// `lpvInBuffer` and its bytes
    pub input: (*const core::ffi::c_void, u32),
    /// `lpvOutBuffer` and its bytes
    pub output: (*mut core::ffi::c_void, u32),
    /// `lpcbBytesReturned`
    pub returned: *mut u32,
    /// `lpCompletion`
    pub completion: *const ws::WSACOMPLETION,
    /// `lpThreadId`
    pub thread: *const ws::WSATHREADID,
}

fn called(call: impl FnOnce() -> i32) -> WsaResult<()> {
    let before = last_error();
    set_last_error(0);
    let result = call();
    let error = last_error();
    set_last_error(before);
    match (result, error) {
        (0, _) => Ok(()),
        (_, 0) => Err(WsaError::WSASYSCALLFAILURE),
        (_, error) => Err(WsaError::from_code(error as i32)),
    }
}

impl Provider {
    /// Starts a provider. `cbSize` is set before the call; the version it states is not looked at.
    ///
    /// # Errors
    /// The provider's own; `WSAEINVALIDPROCTABLE`: an entry of its table is missing.
    ///
    /// # Blocking
    /// As long as the provider does.
    ///
    /// # Safety
    /// `startup` is a provider's `NSPStartup`, and what it puts into the table are functions of the stated types.
    pub(super) unsafe fn start(guid: u128, startup: Startup) -> WsaResult<Provider> {
        let provider = GUID::from_u128(guid);
        let size = size_of::<ws::NSP_ROUTINE>() as u32;
        let mut table = ws::NSP_ROUTINE { cbSize: size, ..ws::NSP_ROUTINE::default() };
        // SAFETY: the caller's promise; the table is as large as it says.
        called(|| unsafe { startup(&provider, &mut table) })?;
        if let Some(routines) = Routines::of(&table) {
            return Ok(Provider { guid, routines });
        }
        if let Some(cleanup) = table.NSPCleanup {
            // It was started, so it is told that this was all. What it says to that changes nothing.
            // SAFETY: the caller's promise.
            let _ = called(|| unsafe { cleanup(&provider) });
        }
        Err(WsaError::WSAEINVALIDPROCTABLE)
    }

    /// `NSPLookupServiceBegin`; answers the provider's handle.
    ///
    /// # Errors
    /// The provider's own.
    pub(super) fn begin(&self, set: &QuerySet, class: &ServiceClass, flags: u32) -> WsaResult<HANDLE> {
        let guid = GUID::from_u128(self.guid);
        let (mut set, mut class) = (set.lay::<u16>(), class.lay::<u16>());
        let mut handle = std::ptr::null_mut();
        // SAFETY: a function of the provider, whose arguments are whole and live as long as the call.
        called(|| unsafe {
            (self.routines.begin)(&guid, set.pointer(), class.pointer(), flags, &mut handle)
        })?;
        Ok(handle)
    }

    /// `NSPLookupServiceNext`
    ///
    /// # Errors
    /// The provider's own; for `WSAEFAULT`, `length` is what it needs.
    ///
    /// # Safety
    /// `handle` came from [`Provider::begin`]; `results` is valid for writes of `length` bytes.
    pub(super) unsafe fn next(
        &self,
        handle: HANDLE,
        flags: u32,
        length: &mut u32,
        results: *mut ws::WSAQUERYSETW,
    ) -> WsaResult<()> {
        // SAFETY: the caller's promise.
        called(|| unsafe { (self.routines.next)(handle, flags, length, results) })
    }

    /// `NSPLookupServiceEnd`
    ///
    /// # Errors
    /// The provider's own.
    ///
    /// # Safety
    /// `handle` came from [`Provider::begin`] and is not used for calls that begin after this one.
    pub(super) unsafe fn end(&self, handle: HANDLE) -> WsaResult<()> {
        // SAFETY: the caller's promise.
        called(|| unsafe { (self.routines.end)(handle) })
    }

    /// `NSPSetService`; `operation` is `RNRSERVICE_…`.
    ///
    /// # Errors
    /// The provider's own.
    pub(super) fn set_service(
        &self,
        class: &ServiceClass,
        set: &QuerySet,
        operation: i32,
        flags: u32,
    ) -> WsaResult<()> {
        let guid = GUID::from_u128(self.guid);
        let (mut set, mut class) = (set.lay::<u16>(), class.lay::<u16>());
        // SAFETY: as in `begin`.
        called(|| unsafe {
            (self.routines.set_service)(&guid, class.pointer(), set.pointer(), operation, flags)
        })
    }

    /// `NSPInstallServiceClass`
    ///
    /// # Errors
    /// The provider's own.
    pub(super) fn install_class(&self, class: &ServiceClass) -> WsaResult<()> {
        let (guid, mut class) = (GUID::from_u128(self.guid), class.lay::<u16>());
        // SAFETY: as in `begin`.
        called(|| unsafe { (self.routines.install_class)(&guid, class.pointer()) })
    }

    /// `NSPRemoveServiceClass`
    ///
    /// # Errors
    /// The provider's own.
    pub(super) fn remove_class(&self, class: u128) -> WsaResult<()> {
        let (guid, class) = (GUID::from_u128(self.guid), GUID::from_u128(class));
        // SAFETY: as in `begin`.
        called(|| unsafe { (self.routines.remove_class)(&guid, &class) })
    }

    /// `NSPGetServiceClassInfo`
    ///
    /// # Errors
    /// The provider's own; for `WSAEFAULT`, `length` is what it needs.
    ///
    /// # Safety
    /// `info` begins with a whole `WSASERVICECLASSINFO` and is valid for writes of `length` bytes.
    pub(super) unsafe fn class_info(
        &self,
        length: &mut u32,
        info: *mut ws::WSASERVICECLASSINFOW,
    ) -> WsaResult<()> {
        let guid = GUID::from_u128(self.guid);
        // SAFETY: the caller's promise.
        called(|| unsafe { (self.routines.class_info)(&guid, length, info) })
    }

    /// `NSPIoctl`
    ///
    /// # Errors
    /// The provider's own; `WSAEOPNOTSUPP`: it has none.
    ///
    /// # Safety
    /// `handle` came from [`Provider::begin`]; the rest is what the provider expects of this code.
    pub(super) unsafe fn ioctl(&self, handle: HANDLE, code: u32, arguments: IoctlArguments) -> WsaResult<()> {
        let ioctl = self.routines.ioctl.ok_or(WsaError::WSAEOPNOTSUPP)?;
        let IoctlArguments { input, output, returned, completion, thread } = arguments;
        // SAFETY: the caller's promise.
        called(|| unsafe {
            ioctl(handle, code, input.0, input.1, output.0, output.1, returned, completion, thread)
        })
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let guid = GUID::from_u128(self.guid);
        // SAFETY: a function of the provider; nobody can call another one any more.
        let _ = called(|| unsafe { (self.routines.cleanup)(&guid) });
    }
}
