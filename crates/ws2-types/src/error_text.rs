//! One short sentence for every error code, in this project's own words.
//!
//! `FormatMessage`, `gai_strerror` and `winsock explain` all read this table.

use windows_sys::Win32::Foundation as win32;

use crate::WsaError;

impl WsaError {
    /// The code in words: one sentence with its full stop, or `None` for a code without a text.
    ///
    /// Covers every named Windows Sockets code and the Win32 codes that dispatcher objects, files and
    /// completion ports report.
    pub fn text(self) -> Option<&'static str> {
        let socket_text = SOCKET_TEXTS.iter().find(|(error, _)| *error == self).map(|(_, text)| *text);
        socket_text.or_else(|| win32_text(u32::try_from(self.code()).ok()?))
    }
}

/// The Windows Sockets codes. Seven of them share a number with a Win32 code and mean the same.
const SOCKET_TEXTS: &[(WsaError, &str)] = &[
    (WsaError::WSA_INVALID_HANDLE, "The handle does not name an open object."),
    (WsaError::WSA_NOT_ENOUGH_MEMORY, "There is not enough memory for this request."),
    (WsaError::WSA_INVALID_PARAMETER, "An argument has a value that is not allowed."),
    (WsaError::WSA_WAIT_IO_COMPLETION, "The wait ended early because a completion routine or APC ran."),
    (WsaError::WSA_OPERATION_ABORTED, "The overlapped operation was cancelled before it finished."),
    (WsaError::WSA_IO_INCOMPLETE, "The overlapped operation has not finished yet."),
    (WsaError::WSA_IO_PENDING, "The overlapped operation has started and will complete later."),
    (WsaError::WSAEINTR, "The blocking call was interrupted before it finished."),
    (WsaError::WSAEBADF, "The file handle is not valid."),
    (WsaError::WSAEACCES, "The socket is not allowed to do this with its present options or rights."),
    (WsaError::WSAEFAULT, "A pointer argument is invalid, or the buffer it names is too short."),
    (WsaError::WSAEINVAL, "An argument is invalid, or the socket is in the wrong state for this call."),
    (WsaError::WSAEMFILE, "No more sockets can be opened."),
    (WsaError::WSAEWOULDBLOCK, "The socket is non-blocking and the call could not finish at once."),
    (WsaError::WSAEINPROGRESS, "A blocking call or a callback is still running."),
    (WsaError::WSAEALREADY, "The same operation is already under way on this non-blocking socket."),
    (WsaError::WSAENOTSOCK, "The handle is not an open socket."),
    (WsaError::WSAEDESTADDRREQ, "The call needs a destination address and was given none."),
    (WsaError::WSAEMSGSIZE, "The message is longer than the buffer, or longer than the transport can carry."),
    (WsaError::WSAEPROTOTYPE, "The protocol does not offer sockets of this type."),
    (WsaError::WSAENOPROTOOPT, "The option or level is unknown, or this kind of socket does not have it."),
    (WsaError::WSAEPROTONOSUPPORT, "The protocol is not installed here."),
    (WsaError::WSAESOCKTNOSUPPORT, "This address family does not offer the socket type."),
    (WsaError::WSAEOPNOTSUPP, "This kind of socket cannot do the operation."),
    (WsaError::WSAEPFNOSUPPORT, "The protocol family is not installed here."),
    (WsaError::WSAEAFNOSUPPORT, "The address family does not fit the socket or the protocol."),
    (WsaError::WSAEADDRINUSE, "The address and port are already taken by another socket."),
    (
        WsaError::WSAEADDRNOTAVAIL,
        "The address does not belong to this machine, or cannot be reached as given.",
    ),
    (WsaError::WSAENETDOWN, "The network subsystem has failed."),
    (WsaError::WSAENETUNREACH, "There is no route to the network of that address."),
    (WsaError::WSAENETRESET, "Keep-alive, or an expired time to live, ended the connection."),
    (
        WsaError::WSAECONNABORTED,
        "The connection was ended from this side, by a time-out or a protocol error.",
    ),
    (WsaError::WSAECONNRESET, "The peer reset the connection."),
    (WsaError::WSAENOBUFS, "The system has no buffer space or queue entry left for this."),
    (WsaError::WSAEISCONN, "The socket is already connected."),
    (WsaError::WSAENOTCONN, "The socket is not connected."),
    (WsaError::WSAESHUTDOWN, "This direction of the socket has been shut down."),
    (WsaError::WSAETOOMANYREFS, "Too many references to one kernel object."),
    (WsaError::WSAETIMEDOUT, "The peer did not answer in time."),
    (WsaError::WSAECONNREFUSED, "Nobody listens at that address, and the peer said so."),
    (WsaError::WSAELOOP, "The name leads back to itself."),
    (WsaError::WSAENAMETOOLONG, "The name is too long."),
    (WsaError::WSAEHOSTDOWN, "The peer's machine is down."),
    (WsaError::WSAEHOSTUNREACH, "There is no route to that machine."),
    (WsaError::WSAENOTEMPTY, "The directory still has entries."),
    (WsaError::WSAEPROCLIM, "Too many programs use the library at the same time."),
    (WsaError::WSAEUSERS, "The user's quota is used up."),
    (WsaError::WSAEDQUOT, "The disk quota is used up."),
    (WsaError::WSAESTALE, "The remote file handle is no longer valid."),
    (WsaError::WSAEREMOTE, "The item is not on this machine."),
    (WsaError::WSASYSNOTREADY, "The network below Windows Sockets is not ready."),
    (WsaError::WSAVERNOTSUPPORTED, "This version of Windows Sockets is not offered."),
    (WsaError::WSANOTINITIALISED, "WSAStartup has not been called with success yet."),
    (WsaError::WSAEDISCON, "The peer has begun a graceful shutdown."),
    (WsaError::WSAENOMORE, "There are no more results."),
    (WsaError::WSAECANCELLED, "The call was cancelled while it ran."),
    (WsaError::WSAEINVALIDPROCTABLE, "The service provider handed over an invalid procedure table."),
    (WsaError::WSAEINVALIDPROVIDER, "The service provider does not work with this version."),
    (WsaError::WSAEPROVIDERFAILEDINIT, "A service provider could not be loaded or started."),
    (WsaError::WSASYSCALLFAILURE, "A system call failed that should never fail."),
    (WsaError::WSASERVICE_NOT_FOUND, "The name space does not know such a service."),
    (WsaError::WSATYPE_NOT_FOUND, "The service class is unknown."),
    (WsaError::WSA_E_NO_MORE, "The look-up has no more results."),
    (WsaError::WSA_E_CANCELLED, "The look-up was cancelled while it ran."),
    (WsaError::WSAEREFUSED, "The request was actively refused."),
    (WsaError::WSAHOST_NOT_FOUND, "No such host is known."),
    (WsaError::WSATRY_AGAIN, "The name server did not answer for the moment; try again later."),
    (WsaError::WSANO_RECOVERY, "The name look-up failed in a way that trying again will not cure."),
    (WsaError::WSANO_DATA, "The name is valid but has no data of the wanted kind."),
    (WsaError::WSA_QOS_RECEIVERS, "Quality of service: at least one receiver has registered."),
    (WsaError::WSA_QOS_SENDERS, "Quality of service: at least one sender has registered."),
    (WsaError::WSA_QOS_NO_SENDERS, "Quality of service: there are no senders."),
    (WsaError::WSA_QOS_NO_RECEIVERS, "Quality of service: there are no receivers."),
    (WsaError::WSA_QOS_REQUEST_CONFIRMED, "Quality of service: the reservation is confirmed."),
    (WsaError::WSA_QOS_ADMISSION_FAILURE, "Quality of service: resources are lacking."),
    (WsaError::WSA_QOS_POLICY_FAILURE, "Quality of service: refused by policy or credentials."),
    (WsaError::WSA_QOS_BAD_STYLE, "Quality of service: the style is unknown or conflicts with another."),
    (WsaError::WSA_QOS_BAD_OBJECT, "Quality of service: the filter or provider buffer is malformed."),
    (WsaError::WSA_QOS_TRAFFIC_CTRL_ERROR, "Quality of service: traffic control failed."),
    (WsaError::WSA_QOS_GENERIC_ERROR, "Quality of service: a general failure."),
    (
        WsaError::WSA_QOS_ESERVICETYPE,
        "Quality of service: the flow specification has an invalid service type.",
    ),
    (WsaError::WSA_QOS_EFLOWSPEC, "Quality of service: the flow specification is invalid."),
    (WsaError::WSA_QOS_EPROVSPECBUF, "Quality of service: the provider-specific buffer is invalid."),
    (WsaError::WSA_QOS_EFILTERSTYLE, "Quality of service: the filter style is invalid."),
    (WsaError::WSA_QOS_EFILTERTYPE, "Quality of service: the filter type is invalid."),
    (WsaError::WSA_QOS_EFILTERCOUNT, "Quality of service: the number of filters is wrong."),
    (WsaError::WSA_QOS_EOBJLENGTH, "Quality of service: an object's length is wrong."),
    (WsaError::WSA_QOS_EFLOWCOUNT, "Quality of service: the number of flow descriptors is wrong."),
    (WsaError::WSA_QOS_EUNKOWNPSOBJ, "Quality of service: an object in the provider buffer is unknown."),
    (WsaError::WSA_QOS_EPOLICYOBJ, "Quality of service: the policy object is invalid."),
    (WsaError::WSA_QOS_EFLOWDESC, "Quality of service: a flow descriptor is invalid."),
    (WsaError::WSA_QOS_EPSFLOWSPEC, "Quality of service: the provider's flow specification is inconsistent."),
    (WsaError::WSA_QOS_EPSFILTERSPEC, "Quality of service: the provider's filter specification is invalid."),
    (WsaError::WSA_QOS_ESDMODEOBJ, "Quality of service: the shape-discard object is invalid."),
    (WsaError::WSA_QOS_ESHAPERATEOBJ, "Quality of service: the shaping-rate object is invalid."),
    (WsaError::WSA_QOS_RESERVED_PETYPE, "Quality of service: a reserved policy element type was used."),
    (WsaError::WSA_SECURE_HOST_NOT_FOUND, "No such host is known by a look-up that can be trusted."),
    (WsaError::WSA_IPSEC_NAME_POLICY_ERROR, "A name-based IPsec policy could not be applied."),
];

/// Win32 codes that are not Windows Sockets codes as well.
fn win32_text(code: u32) -> Option<&'static str> {
    Some(match code {
        win32::ERROR_SUCCESS => "The operation succeeded.",
        win32::ERROR_INVALID_FUNCTION => "The function is not available here.",
        win32::ERROR_FILE_NOT_FOUND => "The file does not exist.",
        win32::ERROR_PATH_NOT_FOUND => "The path does not exist.",
        win32::ERROR_TOO_MANY_OPEN_FILES => "No more files can be opened.",
        win32::ERROR_ACCESS_DENIED => "Access is denied.",
        win32::ERROR_OUTOFMEMORY => "There is not enough storage for this request.",
        win32::ERROR_NOT_READY => "The device is not ready.",
        win32::ERROR_GEN_FAILURE => "The device does not work.",
        win32::ERROR_SHARING_VIOLATION => "The file is in use elsewhere.",
        win32::ERROR_HANDLE_EOF => "The end of the file was reached.",
        win32::ERROR_NOT_SUPPORTED => "The request is not supported.",
        win32::ERROR_NETNAME_DELETED => "The connection is no longer there.",
        win32::ERROR_FILE_EXISTS => "The file exists already.",
        win32::ERROR_TOO_MANY_POSTS => "The semaphore's highest count would be exceeded.",
        win32::ERROR_BROKEN_PIPE => "The other end of the pipe was closed.",
        win32::ERROR_SEM_TIMEOUT => "The time for the operation ran out.",
        win32::ERROR_INSUFFICIENT_BUFFER => "The buffer is too small for the result.",
        win32::ERROR_INVALID_NAME => "The name is not written correctly.",
        win32::ERROR_MOD_NOT_FOUND => "The library could not be found.",
        win32::ERROR_PROC_NOT_FOUND => "The library has no function of that name.",
        win32::ERROR_ALREADY_EXISTS => "An object of that name exists already.",
        win32::ERROR_ENVVAR_NOT_FOUND => "There is no such environment variable.",
        win32::ERROR_PIPE_BUSY => "All instances of the pipe are in use.",
        win32::ERROR_NO_DATA => "The pipe is being closed.",
        win32::ERROR_PIPE_NOT_CONNECTED => "Nobody is at the other end of the pipe.",
        win32::ERROR_MORE_DATA => "There is more data than the buffer could take.",
        win32::WAIT_TIMEOUT => "The time to wait ran out.",
        win32::ERROR_NO_MORE_ITEMS => "There are no more items.",
        win32::ERROR_NOT_OWNER => "The mutex does not belong to this thread.",
        win32::ERROR_PARTIAL_COPY => "Only part of the request was done.",
        win32::ERROR_MR_MID_NOT_FOUND => "There is no text for that message number.",
        win32::ERROR_ARITHMETIC_OVERFLOW => "The result does not fit.",
        win32::ERROR_NOACCESS => "A pointer argument is not valid.",
        win32::ERROR_NO_UNICODE_TRANSLATION => "A character has no counterpart in the target code page.",
        win32::ERROR_NOT_FOUND => "The item was not found.",
        win32::ERROR_CANCELLED => "The operation was cancelled.",
        win32::ERROR_CONNECTION_REFUSED => "The peer refused the connection.",
        win32::ERROR_NETWORK_UNREACHABLE => "There is no route to that network.",
        win32::ERROR_HOST_UNREACHABLE => "There is no route to that machine.",
        win32::ERROR_PORT_UNREACHABLE => "No program answers at that port.",
        win32::ERROR_CONNECTION_ABORTED => "The connection was ended from this side.",
        win32::ERROR_TIMEOUT => "The time for the operation ran out.",
        win32::ERROR_ABANDONED_WAIT_0 => "The object waited for was closed.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ALL_ERRORS;

    #[test]
    fn every_named_code_has_its_own_sentence() {
        let mut seen = std::collections::HashMap::new();
        for (error, name) in ALL_ERRORS {
            let text = error.text().unwrap_or_else(|| panic!("{name} has no text"));
            assert!(text.ends_with('.') && text.len() < 100, "{name}: {text}");
            if let Some(other) = seen.insert(text, name) {
                panic!("{name} and {other} share a text: {text}");
            }
        }
    }

    #[test]
    fn win32_codes_are_covered_and_unknown_ones_are_not() {
        assert_eq!(WsaError::from_code(2).text(), Some("The file does not exist."));
        assert_eq!(WsaError::from_code(258).text(), Some("The time to wait ran out."));
        assert_eq!(WsaError::from_code(9_999).text(), None);
        assert_eq!(WsaError::from_code(-1).text(), None);
    }
}
