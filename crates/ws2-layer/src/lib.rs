//! Layered service providers in Rust.
//!
//! A layer is a shared object that stands between Windows Sockets and the provider below: every call on a socket
//! passes through it. This crate makes the one exported function, the thirty procedures and everything that is the
//! same in all layers; a layer says only what it does otherwise:
//!
//! ```
//! use ws2_layer::{Address, Description, Kind, Layer, Opening, Route, WsaError, WsaResult};
//!
//! /// Nobody gets to port 25.
//! struct NoMail;
//!
//! impl Layer for NoMail {
//!     const DESCRIPTION: Description = Description {
//!         name: "nomail",
//!         guid: 0x5f1c_93ce_0d5a_4d0f_9c39_2f5d_7c1b_6e10,
//!         kind: Kind::Layered,
//!         categories: 0,
//!     };
//!     type Socket = ();
//!
//!     fn start() -> WsaResult<NoMail> {
//!         Ok(NoMail)
//!     }
//!
//!     fn open(&self, _: &Opening, _: Option<&()>) -> WsaResult<()> {
//!         Ok(())
//!     }
//!
//!     fn connect(&self, _: &(), wanted: &Address) -> WsaResult<Route> {
//!         match wanted.port() {
//!             Some(25) => Ok(Route::refused(WsaError::WSAEACCES)),
//!             _ => Ok(Route::direct()),
//!         }
//!     }
//! }
//!
//! ws2_layer::provider!(NoMail);
//! # fn main() {}
//! ```
//!
//! Built with `crate-type = ["cdylib"]`, this is installed by `winsock catalog install FILE.so`.
//!
//! A layer's methods decide; this crate carries out. They may be called from any thread, and a panic in one of them
//! fails the call with `WSAENETDOWN`. A layer finds the library it runs in by itself: it is linked with nothing.

mod address;
mod boundary;
mod chain;
mod connecting;
mod data_ffi;
mod description;
mod events;
mod events_ffi;
mod extension_ffi;
mod instance;
mod layer;
mod lent_raw;
mod library_raw;
mod names_ffi;
mod negotiation;
mod next_raw;
mod operation_raw;
mod options_ffi;
mod poll_ffi;
mod select_ffi;
mod settings_raw;
mod socket;
mod sockets_ffi;
mod startup_ffi;
mod upcalls_raw;
mod waiters;
mod window_raw;
mod worker_raw;

pub use address::Address;
pub use description::{Description, Kind};
#[doc(hidden)]
pub use instance::{Hosted, Instance};
pub use layer::{Layer, Moved, Opening, Permit, Route, Transfer, TransferKind};
pub use negotiation::{Negotiation, Step};
pub use settings_raw::{beside, setting, settings_files};
#[doc(hidden)]
pub use startup_ffi::startup;
pub use ws2_types::abi;
pub use ws2_types::{WsaError, WsaResult};

/// Makes a shared object of a layer: its one function, `WSPStartup`, and the text that installing it reads. Once per
/// crate.
#[macro_export]
macro_rules! provider {
    ($layer:ty) => {
        impl $crate::Hosted for $layer {
            fn instance() -> &'static $crate::Instance<$layer> {
                static INSTANCE: $crate::Instance<$layer> = $crate::Instance::new();
                &INSTANCE
            }
        }

        /// What `winsock catalog install` reads.
        #[unsafe(no_mangle)]
        #[used]
        #[allow(non_upper_case_globals)]
        pub static winsock_layer_description: [u8; <$layer as $crate::Layer>::DESCRIPTION.text_bytes()] =
            <$layer as $crate::Layer>::DESCRIPTION.text();

        /// The one function of a provider.
        ///
        /// # Safety
        /// Called by Windows Sockets, or by a layer above.
        #[unsafe(no_mangle)]
        #[allow(non_snake_case)]
        pub unsafe extern "system" fn WSPStartup(
            version: u16,
            data: *mut $crate::abi::winsock::WSPDATA,
            info: *const $crate::abi::winsock::WSAPROTOCOL_INFOW,
            upcalls: $crate::abi::winsock::WSPUPCALLTABLE,
            table: *mut $crate::abi::winsock::WSPPROC_TABLE,
        ) -> i32 {
            let own = &raw const winsock_layer_description;
            // SAFETY: passed on.
            unsafe { $crate::startup::<$layer>(version, data, info, upcalls, table, own.cast()) }
        }
    };
}
