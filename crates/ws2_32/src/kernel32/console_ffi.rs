//! The console: Ctrl+C and its kin.

use std::sync::Once;

use parking_lot::Mutex;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use ws2_types::abi::console::{CTRL_BREAK_EVENT, CTRL_C_EVENT, CTRL_CLOSE_EVENT, CTRL_SHUTDOWN_EVENT};
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::bool_call;

/// `PHANDLER_ROUTINE`.
pub type ControlHandler = unsafe extern "C" fn(u32) -> i32;

struct Handlers {
    added: Vec<ControlHandler>,
    ignores_ctrl_c: bool,
}

static HANDLERS: Mutex<Handlers> = Mutex::new(Handlers { added: Vec::new(), ignores_ctrl_c: false });

/// Adds or removes a handler; NULL switches Ctrl+C off (`add`) or on again.
///
/// `SIGINT` is Ctrl+C, `SIGQUIT` Ctrl+Break, `SIGHUP` the console's closing, `SIGTERM` a shutdown. Handlers run
/// on a thread of their own, the last added first, until one returns `TRUE`; if none does, the signal does
/// what it always does.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: the handler to remove was not added.
///
/// # Safety
/// `handler` is NULL or may be called on another thread until it is removed.
#[unsafe(export_name = "ws2_32_SetConsoleCtrlHandler")]
pub unsafe extern "C" fn SetConsoleCtrlHandler(handler: Option<ControlHandler>, add: i32) -> i32 {
    bool_call(|| {
        let add = add != 0;
        let mut handlers = HANDLERS.lock();
        match handler {
            None => handlers.ignores_ctrl_c = add,
            Some(handler) if add => handlers.added.push(handler),
            Some(handler) => {
                let same = |added: &ControlHandler| std::ptr::fn_addr_eq(*added, handler);
                let index = handlers.added.iter().rposition(same).ok_or(WsaError::WSA_INVALID_PARAMETER)?;
                handlers.added.remove(index);
            }
        }
        drop(handlers);
        if add { listen() } else { Ok(()) }
    })
}

fn listen() -> WsaResult<()> {
    static LISTENING: Once = Once::new();
    let mut result = Ok(());
    LISTENING.call_once(|| {
        let start = || -> std::io::Result<()> {
            let signals = Signals::new([SIGINT, SIGQUIT, SIGHUP, SIGTERM])?;
            std::thread::Builder::new().name("console control".into()).spawn(|| dispatch(signals))?;
            Ok(())
        };
        result = start().map_err(|_| WsaError::WSA_NOT_ENOUGH_MEMORY);
    });
    result
}

fn dispatch(mut signals: Signals) {
    for signal in signals.forever() {
        let event = match signal {
            SIGINT => CTRL_C_EVENT,
            SIGQUIT => CTRL_BREAK_EVENT,
            SIGHUP => CTRL_CLOSE_EVENT,
            _ => CTRL_SHUTDOWN_EVENT,
        };
        if !handle(event) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}

/// Whether a handler took the event, or nobody is to be told of it.
fn handle(event: u32) -> bool {
    let (handlers, ignored) = {
        let handlers = HANDLERS.lock();
        (handlers.added.clone(), handlers.ignores_ctrl_c && event == CTRL_C_EVENT)
    };
    // SAFETY: the program added the handler for this.
    ignored || handlers.into_iter().rev().any(|handler| unsafe { handler(event) } != foundation::FALSE)
}

/// Sends Ctrl+C or Ctrl+Break to a process group; group 0 is the caller's.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: another event, or no such group.
#[unsafe(export_name = "ws2_32_GenerateConsoleCtrlEvent")]
pub extern "C" fn GenerateConsoleCtrlEvent(event: u32, group: u32) -> i32 {
    bool_call(|| {
        let signal = match event {
            CTRL_C_EVENT => rustix::process::Signal::INT,
            CTRL_BREAK_EVENT => rustix::process::Signal::QUIT,
            _ => return Err(WsaError::WSA_INVALID_PARAMETER),
        };
        let sent = match rustix::process::Pid::from_raw(group as i32) {
            None => rustix::process::kill_current_process_group(signal),
            Some(group) => rustix::process::kill_process_group(group, signal),
        };
        sent.map_err(|_| WsaError::WSA_INVALID_PARAMETER)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    unsafe extern "C" fn takes_break(event: u32) -> i32 {
        i32::from(event == CTRL_BREAK_EVENT)
    }

    #[test]
    fn handlers_are_asked_until_one_takes_the_event() {
        // The signals are not listened for here: only the list is looked at.
        HANDLERS.lock().added.push(takes_break);
        assert!(handle(CTRL_BREAK_EVENT));
        assert!(!handle(CTRL_CLOSE_EVENT));
        // SAFETY: removing calls nothing.
        unsafe {
            assert_eq!(SetConsoleCtrlHandler(Some(takes_break), 0), 1);
            assert_eq!(SetConsoleCtrlHandler(Some(takes_break), 0), 0);
        }
        assert!(!handle(CTRL_BREAK_EVENT));
    }
}
