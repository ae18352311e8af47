//! `WsaError`: a Windows Sockets or Win32 error code with its documented name.
//!
//! The numbers are Microsoft's own, taken from `windows-sys`; no code is written out by hand.

use std::fmt;

use windows_sys::Win32::Networking::WinSock as winsock;

/// A Windows Sockets error code, as `WSAGetLastError` would return it; never 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WsaError(i32);

/// The result of an inner operation; the error becomes the thread's last error at the C boundary.
pub type WsaResult<T> = Result<T, WsaError>;

macro_rules! codes {
    ($($name:ident)*) => {
        #[allow(missing_docs, reason = "the text of each code is in `error_text`")]
        impl WsaError {
            $(pub const $name: WsaError = WsaError(winsock::$name);)*
        }

        /// Every named code, in numerical order.
        pub const ALL: &[(WsaError, &str)] = &[$((WsaError::$name, stringify!($name)),)*];
    };
}

impl WsaError {
    /// Wraps a code that is known not to be 0, such as a Win32 error of a dispatcher object.
    pub const fn from_code(code: i32) -> WsaError {
        assert!(code != 0, "0 is success, not an error");
        WsaError(code)
    }

    /// The number, as `WSAGetLastError` returns it.
    pub const fn code(self) -> i32 {
        self.0
    }

    /// The symbol of the code in Microsoft's headers, if it is a Windows Sockets one.
    pub fn name(self) -> Option<&'static str> {
        ALL.iter().find(|(error, _)| *error == self).map(|(_, name)| *name)
    }

    /// Finds a code by its symbol, in any letter case.
    pub fn by_name(name: &str) -> Option<WsaError> {
        ALL.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(error, _)| *error)
    }
}

impl fmt::Debug for WsaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name}"),
            None => write!(f, "error {}", self.0),
        }
    }
}

codes! {
    WSA_INVALID_HANDLE
    WSA_NOT_ENOUGH_MEMORY
    WSA_INVALID_PARAMETER
    WSA_WAIT_IO_COMPLETION
    WSA_OPERATION_ABORTED
    WSA_IO_INCOMPLETE
    WSA_IO_PENDING
    WSAEINTR
    WSAEBADF
    WSAEACCES
    WSAEFAULT
    WSAEINVAL
    WSAEMFILE
    WSAEWOULDBLOCK
    WSAEINPROGRESS
    WSAEALREADY
    WSAENOTSOCK
    WSAEDESTADDRREQ
    WSAEMSGSIZE
    WSAEPROTOTYPE
    WSAENOPROTOOPT
    WSAEPROTONOSUPPORT
    WSAESOCKTNOSUPPORT
    WSAEOPNOTSUPP
    WSAEPFNOSUPPORT
    WSAEAFNOSUPPORT
    WSAEADDRINUSE
    WSAEADDRNOTAVAIL
    WSAENETDOWN
    WSAENETUNREACH
    WSAENETRESET
    WSAECONNABORTED
    WSAECONNRESET
    WSAENOBUFS
    WSAEISCONN
    WSAENOTCONN
    WSAESHUTDOWN
    WSAETOOMANYREFS
    WSAETIMEDOUT
    WSAECONNREFUSED
    WSAELOOP
    WSAENAMETOOLONG
    WSAEHOSTDOWN
    WSAEHOSTUNREACH
    WSAENOTEMPTY
    WSAEPROCLIM
    WSAEUSERS
    WSAEDQUOT
    WSAESTALE
    WSAEREMOTE
    WSASYSNOTREADY
    WSAVERNOTSUPPORTED
    WSANOTINITIALISED
    WSAEDISCON
    WSAENOMORE
    WSAECANCELLED
    WSAEINVALIDPROCTABLE
    WSAEINVALIDPROVIDER
    WSAEPROVIDERFAILEDINIT
    WSASYSCALLFAILURE
    WSASERVICE_NOT_FOUND
    WSATYPE_NOT_FOUND
    WSA_E_NO_MORE
    WSA_E_CANCELLED
    WSAEREFUSED
    WSAHOST_NOT_FOUND
    WSATRY_AGAIN
    WSANO_RECOVERY
    WSANO_DATA
    WSA_QOS_RECEIVERS
    WSA_QOS_SENDERS
    WSA_QOS_NO_SENDERS
    WSA_QOS_NO_RECEIVERS
    WSA_QOS_REQUEST_CONFIRMED
    WSA_QOS_ADMISSION_FAILURE
    WSA_QOS_POLICY_FAILURE
    WSA_QOS_BAD_STYLE
    WSA_QOS_BAD_OBJECT
    WSA_QOS_TRAFFIC_CTRL_ERROR
    WSA_QOS_GENERIC_ERROR
    WSA_QOS_ESERVICETYPE
    WSA_QOS_EFLOWSPEC
    WSA_QOS_EPROVSPECBUF
    WSA_QOS_EFILTERSTYLE
    WSA_QOS_EFILTERTYPE
    WSA_QOS_EFILTERCOUNT
    WSA_QOS_EOBJLENGTH
    WSA_QOS_EFLOWCOUNT
    WSA_QOS_EUNKOWNPSOBJ
    WSA_QOS_EPOLICYOBJ
    WSA_QOS_EFLOWDESC
    WSA_QOS_EPSFLOWSPEC
    WSA_QOS_EPSFILTERSPEC
    WSA_QOS_ESDMODEOBJ
    WSA_QOS_ESHAPERATEOBJ
    WSA_QOS_RESERVED_PETYPE
    WSA_SECURE_HOST_NOT_FOUND
    WSA_IPSEC_NAME_POLICY_ERROR
}
