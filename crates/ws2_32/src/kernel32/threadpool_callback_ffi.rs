//! What a callback asks of the pool that runs it. Each call is for the thread of the callback; elsewhere, and with
//! another instance, it does nothing.

use win32_wait::event::Event;
use win32_wait::mutex::Mutex;
use win32_wait::pool::{AtReturn, disassociate, may_run_long, when_callback_returns};
use win32_wait::semaphore::Semaphore;
use ws2_types::abi::foundation::{HANDLE, HMODULE};

use super::critical_section_ffi::CriticalSection;
use super::threadpool::on_object;
use super::{base_call, module};

/// The callback may take long; FALSE when the pool has no other thread for its work and may not start one.
#[unsafe(export_name = "ws2_32_CallbackMayRunLong")]
pub extern "C" fn CallbackMayRunLong(instance: isize) -> i32 {
    base_call(0, || Ok(may_run_long(instance as usize).into()))
}

/// Those who wait for the callbacks of the object wait for this one no longer.
#[unsafe(export_name = "ws2_32_DisassociateCurrentThreadFromCallback")]
pub extern "C" fn DisassociateCurrentThreadFromCallback(instance: isize) {
    disassociate(instance as usize);
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; nothing will be done then.
#[unsafe(export_name = "ws2_32_SetEventWhenCallbackReturns")]
pub extern "C" fn SetEventWhenCallbackReturns(instance: isize, event: HANDLE) {
    on_object(event.addr() as isize, |event: &std::sync::Arc<Event>| {
        let event = std::sync::Arc::clone(event);
        when_callback_returns(instance as usize, AtReturn::SetEvent, move || event.set());
    });
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; nothing will be done then.
#[unsafe(export_name = "ws2_32_ReleaseSemaphoreWhenCallbackReturns")]
pub extern "C" fn ReleaseSemaphoreWhenCallbackReturns(instance: isize, semaphore: HANDLE, count: u32) {
    on_object(semaphore.addr() as isize, |semaphore: &std::sync::Arc<Semaphore>| {
        let semaphore = std::sync::Arc::clone(semaphore);
        when_callback_returns(instance as usize, AtReturn::ReleaseSemaphore, move || {
            // Nobody is left to be told that the limit is exceeded.
            let _ = semaphore.release(count.try_into().unwrap_or(i32::MAX));
        });
    });
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; nothing will be done then.
#[unsafe(export_name = "ws2_32_ReleaseMutexWhenCallbackReturns")]
pub extern "C" fn ReleaseMutexWhenCallbackReturns(instance: isize, mutex: HANDLE) {
    on_object(mutex.addr() as isize, |mutex: &std::sync::Arc<Mutex>| {
        let mutex = std::sync::Arc::clone(mutex);
        when_callback_returns(instance as usize, AtReturn::ReleaseMutex, move || {
            // Nobody is left to be told that the thread does not own it.
            let _ = mutex.release();
        });
    });
}

/// # Safety
/// `section` is initialized, and still is when the callback returns.
#[unsafe(export_name = "ws2_32_LeaveCriticalSectionWhenCallbackReturns")]
pub unsafe extern "C" fn LeaveCriticalSectionWhenCallbackReturns(
    instance: isize,
    section: *const CriticalSection,
) {
    when_callback_returns(instance as usize, AtReturn::LeaveCriticalSection, move || {
        // SAFETY: the caller vouches for it; NULL is left alone.
        if let Some(section) = unsafe { section.as_ref() } {
            section.leave();
        }
    });
}

#[unsafe(export_name = "ws2_32_FreeLibraryWhenCallbackReturns")]
pub extern "C" fn FreeLibraryWhenCallbackReturns(instance: isize, module: HMODULE) {
    when_callback_returns(instance as usize, AtReturn::FreeLibrary, move || {
        // There is nobody to tell that it was none.
        let _ = module::free(module);
    });
}
