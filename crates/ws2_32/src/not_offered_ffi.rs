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
    GetAddressByNameA -> Error, WSASERVICE_NOT_FOUND;
    GetAddressByNameW -> Error, WSASERVICE_NOT_FOUND;
    GetNameByTypeA -> Error, WSATYPE_NOT_FOUND;
    GetNameByTypeW -> Error, WSATYPE_NOT_FOUND;
    GetServiceA -> Error, WSASERVICE_NOT_FOUND;
    GetServiceW -> Error, WSASERVICE_NOT_FOUND;
    GetTypeByNameA -> Error, WSATYPE_NOT_FOUND;
    GetTypeByNameW -> Error, WSATYPE_NOT_FOUND;
    SetServiceA -> Error, WSASERVICE_NOT_FOUND;
    SetServiceW -> Error, WSASERVICE_NOT_FOUND;
    WSAAdvertiseProvider -> Error, WSAEINVAL;
    WSAGetServiceClassInfoA -> Error, WSATYPE_NOT_FOUND;
    WSAGetServiceClassInfoW -> Error, WSATYPE_NOT_FOUND;
    WSAGetServiceClassNameByClassIdA -> Error, WSATYPE_NOT_FOUND;
    WSAGetServiceClassNameByClassIdW -> Error, WSATYPE_NOT_FOUND;
    WSAInstallServiceClassA -> Error, WSAEACCES;
    WSAInstallServiceClassW -> Error, WSAEACCES;
    WSALookupServiceBeginA -> Error, WSASERVICE_NOT_FOUND;
    WSALookupServiceBeginW -> Error, WSASERVICE_NOT_FOUND;
    WSALookupServiceEnd -> Error, WSA_INVALID_HANDLE;
    WSALookupServiceNextA -> Error, WSA_INVALID_HANDLE;
    WSALookupServiceNextW -> Error, WSA_INVALID_HANDLE;
    WSANSPIoctl -> Error, WSAEOPNOTSUPP;
    WSAProviderCompleteAsyncCall -> Error, WSAEINVAL;
    WSARemoveServiceClass -> Error, WSATYPE_NOT_FOUND;
    WSASetServiceA -> Error, WSASERVICE_NOT_FOUND;
    WSASetServiceW -> Error, WSASERVICE_NOT_FOUND;
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
