//! Callback environments, which the program fills by inline functions of the headers.

use std::ffi::c_void;
use std::sync::Arc;

use win32_wait::pool::{Pool, Priority, Settings};
use ws2_types::abi::threading::{
    TP_CALLBACK_ENVIRON_V3, TP_CALLBACK_PRIORITY_HIGH, TP_CALLBACK_PRIORITY_LOW, TP_CALLBACK_PRIORITY_NORMAL,
};
use ws2_types::{WsaError, WsaResult};

use super::module;
use super::threadpool::{expose, pool_object, restore};

const LONG_FUNCTION: u32 = 1;
const PERSISTENT: u32 = 2;

/// What an environment says, for callbacks with this context; NULL says nothing.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: a version or priority that there is not. `ERROR_INVALID_HANDLE`: its pool, group or
/// library is none.
///
/// # Safety
/// `environment` is NULL or an environment as large as its version says.
pub(super) unsafe fn settings(
    environment: *const TP_CALLBACK_ENVIRON_V3,
    context: *mut c_void,
) -> WsaResult<Settings> {
    if environment.is_null() {
        return Ok(Settings::of(Pool::of_process()?));
    }
    // SAFETY: all versions begin with these; the flags are an integer either way.
    let (version, pool, group, on_cancel, library, flags) = unsafe {
        let environment = environment.cast_mut();
        (
            (*environment).Version,
            (*environment).Pool,
            (*environment).CleanupGroup,
            (*environment).CleanupGroupCancelCallback,
            (*environment).RaceDll,
            (*environment).u.Flags,
        )
    };
    let priority = match version {
        1 => TP_CALLBACK_PRIORITY_NORMAL,
        // SAFETY: the third version has a priority.
        3 => unsafe { (*environment).CallbackPriority },
        _ => return Err(WsaError::WSA_INVALID_PARAMETER),
    };
    let priority = match priority {
        TP_CALLBACK_PRIORITY_HIGH => Priority::High,
        TP_CALLBACK_PRIORITY_NORMAL => Priority::Normal,
        TP_CALLBACK_PRIORITY_LOW => Priority::Low,
        _ => return Err(WsaError::WSA_INVALID_PARAMETER),
    };
    let pool: Arc<Pool> = if pool == 0 { Pool::of_process()? } else { pool_object(pool)? };
    let context = expose(context);
    let on_cancel = on_cancel.map(|function| {
        // SAFETY: the program's function, with the contexts it gave for it.
        let call = move |cleanup: usize| unsafe { function(restore(context), restore(cleanup)) };
        Box::new(call) as Box<dyn Fn(usize) + Send + Sync>
    });
    Ok(Settings {
        priority,
        runs_long: flags & LONG_FUNCTION != 0,
        persistent: flags & PERSISTENT != 0,
        group: if group == 0 { None } else { Some(pool_object(group)?) },
        on_cancel,
        library: if library.is_null() { None } else { Some(Box::new(module::keep_loaded(library)?)) },
        ..Settings::of(pool)
    })
}
