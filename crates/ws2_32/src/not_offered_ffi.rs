//! Functions of Windows Sockets that are not offered yet. Each exists, so that programs link, and fails with the
//! error its documentation names for a service that is not there. `docs/coverage.md` is made from this list.

use win32_wait::last_error::set_last_wsa_error;
use ws2_types::WsaError;

use crate::boundary::Failure;

/// FALSE, or handle 0 of the `WSAAsync…` functions: a failure that is not -1.
struct Zero;

impl Zero {
    const FAILURE: i32 = 0;
}

/// `Name -> what it returns on failure, error;`. The arguments do not matter: the caller cleans them up.
macro_rules! not_offered {
    ($($name:ident -> $failure:ty, $error:ident;)*) => {
        $(
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name() -> not_offered!(@returned $failure) {
                set_last_wsa_error(WsaError::$error);
                <$failure>::FAILURE
            }
        )*
    };
    (@returned Zero) => { i32 };
    (@returned $failure:ty) => { $failure };
}

not_offered! {
    AcceptEx -> Zero, WSAEOPNOTSUPP;
    EnumProtocolsA -> i32, WSANO_RECOVERY;
    EnumProtocolsW -> i32, WSANO_RECOVERY;
    GetAddressByNameA -> i32, WSASERVICE_NOT_FOUND;
    GetAddressByNameW -> i32, WSASERVICE_NOT_FOUND;
    GetNameByTypeA -> i32, WSATYPE_NOT_FOUND;
    GetNameByTypeW -> i32, WSATYPE_NOT_FOUND;
    GetServiceA -> i32, WSASERVICE_NOT_FOUND;
    GetServiceW -> i32, WSASERVICE_NOT_FOUND;
    GetTypeByNameA -> i32, WSATYPE_NOT_FOUND;
    GetTypeByNameW -> i32, WSATYPE_NOT_FOUND;
    SetServiceA -> i32, WSASERVICE_NOT_FOUND;
    SetServiceW -> i32, WSASERVICE_NOT_FOUND;
    TransmitFile -> Zero, WSAEOPNOTSUPP;
    WPUCompleteOverlappedRequest -> i32, WSAEINVAL;
    WSAAdvertiseProvider -> i32, WSAEINVAL;
    WSAAsyncGetHostByAddr -> Zero, WSANO_RECOVERY;
    WSAAsyncGetHostByName -> Zero, WSANO_RECOVERY;
    WSAAsyncGetProtoByName -> Zero, WSANO_RECOVERY;
    WSAAsyncGetProtoByNumber -> Zero, WSANO_RECOVERY;
    WSAAsyncGetServByName -> Zero, WSANO_RECOVERY;
    WSAAsyncGetServByPort -> Zero, WSANO_RECOVERY;
    WSAAsyncSelect -> i32, WSAEOPNOTSUPP;
    WSACancelAsyncRequest -> i32, WSAEINVAL;
    WSACancelBlockingCall -> i32, WSAEOPNOTSUPP;
    WSAConnectByList -> Zero, WSAEOPNOTSUPP;
    WSAConnectByNameA -> Zero, WSAEOPNOTSUPP;
    WSAConnectByNameW -> Zero, WSAEOPNOTSUPP;
    WSAEnumNameSpaceProvidersA -> i32, WSANO_RECOVERY;
    WSAEnumNameSpaceProvidersExA -> i32, WSANO_RECOVERY;
    WSAEnumNameSpaceProvidersExW -> i32, WSANO_RECOVERY;
    WSAEnumNameSpaceProvidersW -> i32, WSANO_RECOVERY;
    WSAEnumNetworkEvents -> i32, WSAEOPNOTSUPP;
    WSAEventSelect -> i32, WSAEOPNOTSUPP;
    WSAGetOverlappedResult -> Zero, WSAEOPNOTSUPP;
    WSAGetQOSByName -> Zero, WSAEOPNOTSUPP;
    WSAGetServiceClassInfoA -> i32, WSATYPE_NOT_FOUND;
    WSAGetServiceClassInfoW -> i32, WSATYPE_NOT_FOUND;
    WSAGetServiceClassNameByClassIdA -> i32, WSATYPE_NOT_FOUND;
    WSAGetServiceClassNameByClassIdW -> i32, WSATYPE_NOT_FOUND;
    WSAInstallServiceClassA -> i32, WSAEACCES;
    WSAInstallServiceClassW -> i32, WSAEACCES;
    WSAJoinLeaf -> usize, WSAEOPNOTSUPP;
    WSALookupServiceBeginA -> i32, WSASERVICE_NOT_FOUND;
    WSALookupServiceBeginW -> i32, WSASERVICE_NOT_FOUND;
    WSALookupServiceEnd -> i32, WSA_INVALID_HANDLE;
    WSALookupServiceNextA -> i32, WSA_INVALID_HANDLE;
    WSALookupServiceNextW -> i32, WSA_INVALID_HANDLE;
    WSANSPIoctl -> i32, WSAEOPNOTSUPP;
    WSAProviderCompleteAsyncCall -> i32, WSAEINVAL;
    WSAProviderConfigChange -> i32, WSASYSNOTREADY;
    WSARemoveServiceClass -> i32, WSATYPE_NOT_FOUND;
    WSASendMsg -> i32, WSAEOPNOTSUPP;
    WSASetBlockingHook -> *mut u8, WSAEOPNOTSUPP;
    WSASetServiceA -> i32, WSASERVICE_NOT_FOUND;
    WSASetServiceW -> i32, WSASERVICE_NOT_FOUND;
    WSAUnadvertiseProvider -> i32, WSAEINVAL;
    WSAUnhookBlockingHook -> i32, WSAEOPNOTSUPP;
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
    WSCWriteNameSpaceOrder, WSANO_RECOVERY;
    WSCWriteNameSpaceOrder32, WSANO_RECOVERY;
    WSCWriteProviderOrder, WSANO_RECOVERY;
    WSCWriteProviderOrder32, WSANO_RECOVERY;
}

/// The same for functions of the fixed catalog, which report through their last argument.
macro_rules! catalog_is_fixed {
    ($($name:ident($($argument:ident),*);)*) => {
        $(
            /// # Safety
            /// `errno` is NULL or valid for writes.
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub unsafe extern "C" fn $name($($argument: usize,)* errno: *mut i32) -> i32 {
                // SAFETY: NULL or the caller's to write.
                if let Some(errno) = unsafe { errno.as_mut() } {
                    *errno = WsaError::WSANO_RECOVERY.code();
                }
                i32::FAILURE
            }
        )*
    };
}

catalog_is_fixed! {
    WSCDeinstallProvider(_provider);
    WSCDeinstallProvider32(_provider);
    WSCEnumProtocols(_list, _buffer, _len);
    WSCEnumProtocols32(_list, _buffer, _len);
    WSCGetApplicationCategory(_path, _path_len, _extra, _extra_len, _category);
    WSCGetProviderInfo(_provider, _kind, _info, _len, _flags);
    WSCGetProviderInfo32(_provider, _kind, _info, _len, _flags);
    WSCGetProviderPath(_provider, _path, _len);
    WSCGetProviderPath32(_provider, _path, _len);
    WSCInstallProvider(_provider, _path, _entries, _count);
    WSCInstallProvider64_32(_provider, _path, _entries, _count);
    WSCSetApplicationCategory(_path, _path_len, _extra, _extra_len, _category, _previous);
    WSCSetProviderInfo(_provider, _kind, _info, _len, _flags);
    WSCSetProviderInfo32(_provider, _kind, _info, _len, _flags);
    WSCUpdateProvider(_provider, _path, _entries, _count);
    WSCUpdateProvider32(_provider, _path, _entries, _count);
}

not_offered! {
    WSCEnableNSProvider -> i32, WSANO_RECOVERY;
    WSCEnableNSProvider32 -> i32, WSANO_RECOVERY;
    WSCEnumNameSpaceProviders32 -> i32, WSANO_RECOVERY;
    WSCEnumNameSpaceProvidersEx32 -> i32, WSANO_RECOVERY;
    WSCInstallNameSpace -> i32, WSANO_RECOVERY;
    WSCInstallNameSpace32 -> i32, WSANO_RECOVERY;
    WSCInstallNameSpaceEx -> i32, WSANO_RECOVERY;
    WSCInstallNameSpaceEx32 -> i32, WSANO_RECOVERY;
    WSCInstallProviderAndChains64_32 -> i32, WSANO_RECOVERY;
    WSCUnInstallNameSpace -> i32, WSANO_RECOVERY;
    WSCUnInstallNameSpace32 -> i32, WSANO_RECOVERY;
}

/// Parts the buffer of `AcceptEx`, which is never filled yet: there are no addresses in it.
///
/// # Safety
/// The four outputs are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetAcceptExSockaddrs")]
pub unsafe extern "C" fn GetAcceptExSockaddrs(
    _buffer: *const u8,
    _data_len: u32,
    _local_room: u32,
    _remote_room: u32,
    local: *mut *mut u8,
    local_len: *mut i32,
    remote: *mut *mut u8,
    remote_len: *mut i32,
) {
    for (address, len) in [(local, local_len), (remote, remote_len)] {
        // SAFETY: NULL or the caller's to write.
        if let (Some(address), Some(len)) = unsafe { (address.as_mut(), len.as_mut()) } {
            (*address, *len) = (std::ptr::null_mut(), 0);
        }
    }
}

/// There are no blocking hooks, so no blocking call of this thread is ever in progress when it asks.
#[unsafe(export_name = "ws2_32_WSAIsBlocking")]
pub extern "C" fn WSAIsBlocking() -> i32 {
    0
}
