//! Functions of Windows Sockets that are not offered yet. Each exists, so that programs link, and fails with the
//! error its documentation names for a service that is not there. `docs/coverage.md` is made from this list.

use win32_wait::last_error::set_last_wsa_error;
use ws2_types::WsaError;

/// What a function returns when it fails.
pub trait Refusal {
    /// Its C type.
    type Returned;
    /// The value.
    const VALUE: Self::Returned;
}

/// `SOCKET_ERROR`.
pub struct Error;

impl Refusal for Error {
    type Returned = i32;
    const VALUE: i32 = -1;
}

/// `Name -> what it returns, error;`. The arguments do not matter: the caller cleans them up.
macro_rules! not_offered {
    ($($name:ident -> $refusal:ident, $error:ident;)*) => {
        $(
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name() -> <$refusal as Refusal>::Returned {
                set_last_wsa_error(WsaError::$error);
                <$refusal as Refusal>::VALUE
            }
        )*
    };
}

not_offered! {
    GetServiceA -> Error, WSASERVICE_NOT_FOUND;
    GetServiceW -> Error, WSASERVICE_NOT_FOUND;
    SetServiceA -> Error, WSASERVICE_NOT_FOUND;
    SetServiceW -> Error, WSASERVICE_NOT_FOUND;
    WSAAdvertiseProvider -> Error, WSAEINVAL;
    WSAProviderCompleteAsyncCall -> Error, WSAEINVAL;
    WSAUnadvertiseProvider -> Error, WSAEINVAL;
}

/// The same for functions that return their error.
macro_rules! not_offered_returning_the_error {
    ($($name:ident, $error:ident;)*) => {
        $(
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name() -> i32 {
                WsaError::$error.code()
            }
        )*
    };
}

not_offered_returning_the_error! {
    ProcessSocketNotifications, WSAEOPNOTSUPP;
    SetAddrInfoExA, WSASERVICE_NOT_FOUND;
    SetAddrInfoExW, WSASERVICE_NOT_FOUND;
}
