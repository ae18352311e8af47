//! The procedure table of a provider: the only way down.

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

/// What a function pointer type of Microsoft's table points to.
pub trait Entry {
    /// The function.
    type Function;
}

impl<F> Entry for Option<F> {
    type Function = F;
}

macro_rules! procedures {
    ($($field:ident: $pointer:ident,)*) => {
        /// `WSPPROC_TABLE` without empty entries, so that a call through it looks at nothing first.
        ///
        /// Every procedure takes the address of an error code as its last argument and sets it when it fails; it never
        /// sets the thread's last error for its caller.
        #[derive(Clone, Copy)]
        #[allow(non_snake_case, missing_docs, reason = "Microsoft's names, documented there")]
        pub struct Procedures {
            $(pub $field: <ws::$pointer as Entry>::Function,)*
        }

        impl Procedures {
            /// Takes over a table that a provider has filled.
            ///
            /// # Errors
            /// `WSAEINVALIDPROCTABLE`: an entry is missing.
            pub fn of(table: &ws::WSPPROC_TABLE) -> WsaResult<Procedures> {
                Ok(Procedures { $($field: table.$field.ok_or(WsaError::WSAEINVALIDPROCTABLE)?,)* })
            }

            /// Whether calls by both go to the same functions.
            pub fn is_same(&self, other: &Procedures) -> bool {
                $(std::ptr::fn_addr_eq(self.$field, other.$field))&&*
            }

            /// The table as `WSPStartup` hands it out.
            pub const fn table(&self) -> ws::WSPPROC_TABLE {
                ws::WSPPROC_TABLE { $($field: Some(self.$field),)* }
            }
        }
    };
}

procedures! {
    lpWSPAccept: LPWSPACCEPT,
    lpWSPAddressToString: LPWSPADDRESSTOSTRING,
    lpWSPAsyncSelect: LPWSPASYNCSELECT,
    lpWSPBind: LPWSPBIND,
    lpWSPCancelBlockingCall: LPWSPCANCELBLOCKINGCALL,
    lpWSPCleanup: LPWSPCLEANUP,
    lpWSPCloseSocket: LPWSPCLOSESOCKET,
    lpWSPConnect: LPWSPCONNECT,
    lpWSPDuplicateSocket: LPWSPDUPLICATESOCKET,
    lpWSPEnumNetworkEvents: LPWSPENUMNETWORKEVENTS,
    lpWSPEventSelect: LPWSPEVENTSELECT,
    lpWSPGetOverlappedResult: LPWSPGETOVERLAPPEDRESULT,
    lpWSPGetPeerName: LPWSPGETPEERNAME,
    lpWSPGetSockName: LPWSPGETSOCKNAME,
    lpWSPGetSockOpt: LPWSPGETSOCKOPT,
    lpWSPGetQOSByName: LPWSPGETQOSBYNAME,
    lpWSPIoctl: LPWSPIOCTL,
    lpWSPJoinLeaf: LPWSPJOINLEAF,
    lpWSPListen: LPWSPLISTEN,
    lpWSPRecv: LPWSPRECV,
    lpWSPRecvDisconnect: LPWSPRECVDISCONNECT,
    lpWSPRecvFrom: LPWSPRECVFROM,
    lpWSPSelect: LPWSPSELECT,
    lpWSPSend: LPWSPSEND,
    lpWSPSendDisconnect: LPWSPSENDDISCONNECT,
    lpWSPSendTo: LPWSPSENDTO,
    lpWSPSetSockOpt: LPWSPSETSOCKOPT,
    lpWSPShutdown: LPWSPSHUTDOWN,
    lpWSPSocket: LPWSPSOCKET,
    lpWSPStringToAddress: LPWSPSTRINGTOADDRESS,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_a_hole_is_refused() {
        let refused = Procedures::of(&ws::WSPPROC_TABLE::default()).err();
        assert_eq!(refused, Some(WsaError::WSAEINVALIDPROCTABLE));
    }

    #[test]
    fn it_has_microsofts_size() {
        assert_eq!(size_of::<Procedures>(), 240);
        assert_eq!(size_of::<ws::WSPPROC_TABLE>(), 240);
        assert_eq!(size_of::<ws::WSPUPCALLTABLE>(), 120);
    }
}
