//! Where the provider finds Microsoft's extension functions, which stand above it: some read files.

use std::sync::OnceLock;

use ws2_types::{WsaError, WsaResult};

/// What is asked by `WSPIoctl`.
pub struct Extensions {
    /// `SIO_GET_EXTENSION_FUNCTION_POINTER`: the address of the function with a `WSAID_…`.
    pub function: fn(&[u8]) -> WsaResult<usize>,
    /// `SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER`: fills the table of functions with a `WSAID_MULTIPLE_…`; how many
    /// bytes it has.
    pub put_functions: fn(&[u8], &mut [u8]) -> WsaResult<usize>,
}

static EXTENSIONS: OnceLock<Extensions> = OnceLock::new();

/// Says where they are; the first word counts.
pub fn provide(extensions: Extensions) {
    let _ = EXTENSIONS.set(extensions);
}

/// # Errors
/// `WSAEOPNOTSUPP`: nobody provides any.
pub(crate) fn provided() -> WsaResult<&'static Extensions> {
    EXTENSIONS.get().ok_or(WsaError::WSAEOPNOTSUPP)
}
