//! Functions of overlapped input and output, which are not offered yet. Each exists, so that programs link, and
//! fails with `ERROR_CALL_NOT_IMPLEMENTED`.

use ws2_types::abi::foundation;

use super::win32;

/// The arguments do not matter: the caller cleans them up. NULL and FALSE are the failures.
macro_rules! not_offered {
    ($($name:ident)*) => {
        $(
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name() -> usize {
                super::base_call(0, || Err(win32(foundation::ERROR_CALL_NOT_IMPLEMENTED)))
            }
        )*
    };
}

not_offered! {
    CancelSynchronousIo
}
