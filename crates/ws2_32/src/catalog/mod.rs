//! The functions of the catalog: `WSC…`, and what applications see of it.
//!
//! None of the `WSC…` functions needs a start-up. They look at the catalog files as these are now; the process goes on
//! with what it saw when it started.

mod application_ffi;
mod change_ffi;
mod install_ffi;
mod name_space_ffi;
mod name_space_list_ffi;
mod order_ffi;
mod protocols_ffi;
mod provider_info_ffi;

use std::panic::{AssertUnwindSafe, catch_unwind};

use ws2_catalog::Uuid;
use ws2_types::abi::GUID;
use ws2_types::{WsaError, WsaResult};

/// Runs a call whose error becomes its result, so that a panic stops here.
fn outcome<R>(call: impl FnOnce() -> WsaResult<R>) -> WsaResult<R> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or(Err(WsaError::WSASYSCALLFAILURE))
}

/// The code of a catalog error, for `map_err`.
fn code(error: ws2_catalog::Error) -> WsaError {
    error.code()
}

/// A GUID as the catalog knows it.
fn uuid(guid: GUID) -> Uuid {
    ws2_catalog::uuid_of(&guid)
}
