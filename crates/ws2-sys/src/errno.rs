//! The one table from Linux error numbers to Windows Sockets codes.

use linux_raw_sys::errno as e;
use ws2_types::WsaError;

/// A Linux error number, never 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Errno(pub i32);

/// The result of a system call.
pub type SysResult<T> = Result<T, Errno>;

macro_rules! named {
    ($($name:ident = $raw:ident;)*) => {
        #[allow(missing_docs, reason = "the names of errno(3)")]
        impl Errno {
            $(pub const $name: Errno = Errno(e::$raw as i32);)*
        }
    };
}

named! {
    AGAIN = EAGAIN;
    ALREADY = EALREADY;
    CONNREFUSED = ECONNREFUSED;
    CONNRESET = ECONNRESET;
    FAULT = EFAULT;
    INPROGRESS = EINPROGRESS;
    INTR = EINTR;
    INVAL = EINVAL;
    ISCONN = EISCONN;
    MSGSIZE = EMSGSIZE;
    NOTCONN = ENOTCONN;
    PIPE = EPIPE;
    TIMEDOUT = ETIMEDOUT;
}

impl From<rustix::io::Errno> for Errno {
    fn from(error: rustix::io::Errno) -> Errno {
        Errno(error.raw_os_error())
    }
}

impl From<Errno> for WsaError {
    /// What the number means to a Windows program when the call itself has no better word for it.
    fn from(errno: Errno) -> WsaError {
        match errno.0 as u32 {
            e::EINTR => WsaError::WSAEINTR,
            e::EBADF | e::ENOTSOCK => WsaError::WSAENOTSOCK,
            e::EACCES | e::EPERM => WsaError::WSAEACCES,
            e::EFAULT => WsaError::WSAEFAULT,
            e::EINVAL => WsaError::WSAEINVAL,
            e::EMFILE | e::ENFILE => WsaError::WSAEMFILE,
            e::EAGAIN => WsaError::WSAEWOULDBLOCK,
            e::EINPROGRESS => WsaError::WSAEWOULDBLOCK,
            e::EALREADY => WsaError::WSAEALREADY,
            e::EDESTADDRREQ => WsaError::WSAEDESTADDRREQ,
            e::EMSGSIZE => WsaError::WSAEMSGSIZE,
            e::EPROTOTYPE => WsaError::WSAEPROTOTYPE,
            e::ENOPROTOOPT => WsaError::WSAENOPROTOOPT,
            e::EPROTONOSUPPORT => WsaError::WSAEPROTONOSUPPORT,
            e::ESOCKTNOSUPPORT => WsaError::WSAESOCKTNOSUPPORT,
            e::EOPNOTSUPP => WsaError::WSAEOPNOTSUPP,
            e::EPFNOSUPPORT => WsaError::WSAEPFNOSUPPORT,
            e::EAFNOSUPPORT => WsaError::WSAEAFNOSUPPORT,
            e::EADDRINUSE => WsaError::WSAEADDRINUSE,
            e::EADDRNOTAVAIL | e::ENODEV | e::ENXIO => WsaError::WSAEADDRNOTAVAIL,
            e::ENETDOWN => WsaError::WSAENETDOWN,
            e::ENETUNREACH => WsaError::WSAENETUNREACH,
            e::ENETRESET => WsaError::WSAENETRESET,
            // A connection that the peer had closed before it refused our data: Windows calls it aborted.
            e::ECONNABORTED | e::EPIPE => WsaError::WSAECONNABORTED,
            e::ECONNRESET => WsaError::WSAECONNRESET,
            e::ENOBUFS | e::ENOMEM | e::ENOSPC => WsaError::WSAENOBUFS,
            e::EISCONN => WsaError::WSAEISCONN,
            e::ENOTCONN => WsaError::WSAENOTCONN,
            e::ESHUTDOWN => WsaError::WSAESHUTDOWN,
            e::ETIMEDOUT => WsaError::WSAETIMEDOUT,
            e::ECONNREFUSED => WsaError::WSAECONNREFUSED,
            e::ELOOP => WsaError::WSAELOOP,
            e::ENAMETOOLONG => WsaError::WSAENAMETOOLONG,
            e::EHOSTDOWN => WsaError::WSAEHOSTDOWN,
            e::EHOSTUNREACH => WsaError::WSAEHOSTUNREACH,
            e::ENOTEMPTY => WsaError::WSAENOTEMPTY,
            e::EUSERS => WsaError::WSAEUSERS,
            e::EDQUOT => WsaError::WSAEDQUOT,
            e::ESTALE => WsaError::WSAESTALE,
            e::EREMOTE => WsaError::WSAEREMOTE,
            _ => WsaError::WSASYSCALLFAILURE,
        }
    }
}
