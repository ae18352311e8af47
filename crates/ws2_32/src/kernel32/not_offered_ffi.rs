//! Functions of input and output that are not offered yet, those of named pipes among them. Each exists, so that programs link, and
//! fails with `ERROR_CALL_NOT_IMPLEMENTED`.

use ws2_types::abi::foundation;

use super::win32;

/// The arguments do not matter: the caller cleans them up.
macro_rules! not_offered {
    ($failure:expr => $($name:ident)*) => {
        $(
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name() -> usize {
                super::base_call($failure, || Err(win32(foundation::ERROR_CALL_NOT_IMPLEMENTED)))
            }
        )*
    };
}

// NULL and FALSE.
not_offered! {
    0 =>
    CallNamedPipeA
    CallNamedPipeW
    ConnectNamedPipe
    GetNamedPipeClientProcessId
    GetNamedPipeServerProcessId
    GetNamedPipeInfo
    SetNamedPipeHandleState
    TransactNamedPipe
    WaitNamedPipeA
    WaitNamedPipeW
}

// INVALID_HANDLE_VALUE.
not_offered! {
    usize::MAX =>
    CreateNamedPipeA
    CreateNamedPipeW
}
