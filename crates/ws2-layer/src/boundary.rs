//! Where a procedure's result leaves for C: panics stop here, errors are written down.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ws2_types::{WsaError, WsaResult};

/// Runs a procedure. A panic, already reported on standard error, fails with `WSAENETDOWN`, which every procedure
/// may fail with.
pub(crate) fn guarded<R>(body: impl FnOnce() -> WsaResult<R>) -> WsaResult<R> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(Err(WsaError::WSAENETDOWN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let result: WsaResult<()> = guarded(|| panic!("this panic is part of the test"));
        assert_eq!(result, Err(WsaError::WSAENETDOWN));
        assert_eq!(guarded(|| Ok(7)), Ok(7));
    }
}
