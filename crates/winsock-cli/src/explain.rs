//! `winsock explain`: an error code in words, which calls give it, and what it means when a socket is closed.

use ws2_types::{ALL_ERRORS, WsaError};

use crate::Error;

/// What there is to say about a code beyond its one sentence.
struct Explanation {
    error: WsaError,
    /// The calls that give it, as one phrase.
    calls: &'static str,
    /// What it means for closing, or "" where it has nothing to do with it. Lines are wrapped by hand.
    closing: &'static str,
}

/// Everything about a code, given by name in any letter case (`WSA` may be left out) or by number.
///
/// # Errors
/// [`Error::UnknownCode`], with the closest name there is.
pub fn explain(asked: &str) -> Result<String, Error> {
    let error = parse(asked)
        .ok_or_else(|| Error::UnknownCode { asked: asked.to_owned(), similar: similar(asked) })?;
    let sentence =
        error.text().ok_or_else(|| Error::UnknownCode { asked: asked.to_owned(), similar: None })?;
    let mut text = match error.name() {
        Some(name) => format!("{name} ({})\n  {sentence}\n", error.code()),
        None => format!("Win32 error {}\n  {sentence}\n", error.code()),
    };
    if let Some(explanation) = EXPLANATIONS.iter().find(|explanation| explanation.error == error) {
        if !explanation.closing.is_empty() {
            text.push_str(&format!("\nWhen closing\n{}", indented(explanation.closing)));
        }
        text.push_str(&format!("\nGiven by\n{}", indented(explanation.calls)));
    } else if error.name().is_some_and(|name| name.starts_with("WSA_QOS")) {
        text.push_str(&format!("\nGiven by\n{}", indented(QOS_CALLS)));
    }
    Ok(text)
}

/// One line for every named code.
pub fn list_codes() -> String {
    let line = |(error, name): &(WsaError, &str)| {
        format!("{:>5}  {name:<28} {}\n", error.code(), error.text().unwrap_or_default())
    };
    ALL_ERRORS.iter().map(line).collect()
}

fn parse(asked: &str) -> Option<WsaError> {
    let asked = asked.trim();
    let number = match asked.to_ascii_lowercase().strip_prefix("0x") {
        Some(digits) => i32::from_str_radix(digits, 16).ok(),
        None => asked.parse().ok(),
    };
    match number {
        Some(0) => None,
        Some(code) => Some(WsaError::from_code(code)),
        None => ["", "WSA", "WSAE", "WSA_"]
            .iter()
            .find_map(|prefix| WsaError::by_name(&format!("{prefix}{asked}"))),
    }
}

fn similar(asked: &str) -> Option<&'static str> {
    let asked = asked.to_ascii_uppercase();
    let likeness =
        |name: &str| strsim::jaro_winkler(&asked, name).max(strsim::jaro(&format!("WSA{asked}"), name));
    let closest =
        ALL_ERRORS.iter().map(|(_, name)| (likeness(name), *name)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (closest.0 > 0.8).then_some(closest.1)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

const QOS_CALLS: &str =
    "Sockets with quality of service: WSAConnect, WSAAccept, WSAJoinLeaf, WSAIoctl (SIO_SET_QOS).";

/// The codes people meet. The statements on closing are those of `docs/behaviour/close.md`.
const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        error: WsaError::WSAEWOULDBLOCK,
        calls: "accept, recv, recvfrom, WSARecv: nothing has arrived yet.\n\
                send, sendto, WSASend: there is no room for the data.\n\
                connect, WSAConnect: the attempt has begun; wait for the socket to become writable.\n\
                closesocket: see above.",
        closing: "closesocket gives it in one case only: the socket is non-blocking, SO_LINGER is on with\n\
                  a time above zero, and data is still unsent or unacknowledged. Nothing has happened\n\
                  then: the handle is valid, no disconnect has begun, and closesocket must be called\n\
                  again. To get rid of the socket for certain, call shutdown(SD_SEND) and wait, switch\n\
                  lingering off (close in the background) or set a time of zero (reset).\n\
                  With SO_DONTLINGER, the default, closesocket never gives it.",
    },
    Explanation {
        error: WsaError::WSAENOTSOCK,
        calls: "Every call that takes a socket.\n\
                select, when a handle in a set is not an open socket.",
        closing: "After closesocket has returned 0, the handle fails with this code in every call, a\n\
                  second closesocket included. The number is not given to a new socket for a long time,\n\
                  so a stale copy of a handle fails instead of reaching another connection.\n\
                  After WSAEWOULDBLOCK the handle is still good.",
    },
    Explanation {
        error: WsaError::WSAEINTR,
        calls: "Any blocking call, when the socket is closed by another thread: accept, recv, recvfrom,\n\
                send, sendto, connect.\n\
                Any blocking call, when WSACancelBlockingCall ends it.",
        closing: "A call that blocks on a socket in one thread ends with this code when another thread\n\
                  closes the socket. It has taken no data and sent none.\n\
                  closesocket itself gives it only when WSACancelBlockingCall ends its wait.",
    },
    Explanation {
        error: WsaError::WSAEINPROGRESS,
        calls: "Nearly every call, while a Windows Sockets 1.1 blocking call of the same thread is running,\n\
                or from inside a callback of the service provider.",
        closing: "closesocket gives it when called from a blocking hook. Programs that asked for version\n\
                  2.2 practically never see it. Close after the blocking call has returned.",
    },
    Explanation {
        error: WsaError::WSANOTINITIALISED,
        calls: "Every call but WSAStartup, the byte-order and address-text functions, before a successful\n\
                WSAStartup or after the last WSACleanup.",
        closing: "closesocket checks this first. WSACleanup counts down the start-ups; the last one closes\n\
                  all sockets that are still open, so there is nothing left to close after it.",
    },
    Explanation {
        error: WsaError::WSAENETDOWN,
        calls: "Any call that uses the network.",
        closing: "closesocket may give it when the network subsystem below the socket has failed.\n\
                  Infrared sockets on Windows CE never give it.",
    },
    Explanation {
        error: WsaError::WSAECONNRESET,
        calls: "recv, WSARecv, send, WSASend: the peer reset the connection.\n\
                recvfrom on a datagram socket: an earlier send met a closed port\n\
                (SIO_UDP_CONNRESET switches this off).",
        closing: "This is what the peer of a hard close sees: closesocket with SO_LINGER on and a time of\n\
                  zero, or a lingering close whose time ran out before all data was sent. Data that was\n\
                  still unsent is lost. A connection that is reset does not go into TIME_WAIT.\n\
                  To close without it, leave SO_LINGER off, or call shutdown(SD_SEND) and read until\n\
                  recv returns 0.",
    },
    Explanation {
        error: WsaError::WSAECONNABORTED,
        calls: "send, recv and their like: the connection was given up on this side, after a time-out, a\n\
                protocol error, or because data was sent to a peer that had closed for good.\n\
                accept: the connection was gone before it was accepted.",
        closing: "A socket with this error is still open here: closesocket is due as for any other, and\n\
                  returns at once as there is nothing left to send.",
    },
    Explanation {
        error: WsaError::WSA_OPERATION_ABORTED,
        calls: "WSAGetOverlappedResult, completion routines and completion ports: the operation was\n\
                cancelled by closesocket, CancelIo, CancelIoEx, or the end of its thread.",
        closing: "closesocket cancels the overlapped operations of the socket, whichever thread began\n\
                  them. Each ends with this code and still does what it was told to do at its end: set\n\
                  its event, run its routine or queue its packet, exactly once. That may come after\n\
                  closesocket has returned: keep the OVERLAPPED structure and the buffers until it has.",
    },
    Explanation {
        error: WsaError::WSA_IO_PENDING,
        calls: "WSASend, WSARecv, WSASendTo, WSARecvFrom, AcceptEx, ConnectEx, WSAIoctl with an OVERLAPPED\n\
                structure. It is not a failure: the completion follows.",
        closing: "Closing the socket cancels the operation, which then completes with\n\
                  WSA_OPERATION_ABORTED. Its buffers are yours again only after that.",
    },
    Explanation {
        error: WsaError::WSA_IO_INCOMPLETE,
        calls: "WSAGetOverlappedResult with fWait FALSE, while the operation is still running.",
        closing: "After closesocket, ask until the operation has ended before its memory is freed.",
    },
    Explanation {
        error: WsaError::WSA_WAIT_IO_COMPLETION,
        calls: "WSAWaitForMultipleEvents, when the wait is alertable.",
        closing: "A lingering closesocket that blocks waits alertably: completion routines and APCs of the\n\
                  thread may run inside it. They must not call another blocking function.",
    },
    Explanation {
        error: WsaError::WSAESHUTDOWN,
        calls: "send, sendto, WSASend after shutdown(SD_SEND or SD_BOTH).\n\
                recv, recvfrom, WSARecv after shutdown(SD_RECEIVE or SD_BOTH).",
        closing: "shutdown ends a direction but frees nothing: closesocket is still needed. The usual\n\
                  order is shutdown(SD_SEND), recv until it returns 0, closesocket.",
    },
    Explanation {
        error: WsaError::WSAENOTCONN,
        calls: "send, recv, shutdown, getpeername on a stream socket without a connection.\n\
                recv and send while a connect is still under way.",
        closing: "shutdown gives it for a socket that never connected, or whose connection was reset.\n\
                  closesocket does not mind: it returns 0.",
    },
    Explanation {
        error: WsaError::WSAEDISCON,
        calls: "WSARecv and WSARecvFrom on message-oriented sockets.",
        closing: "The peer called shutdown or closesocket gracefully and all its data has been read. Stream\n\
                  sockets report the same by a recv that returns 0.",
    },
    Explanation {
        error: WsaError::WSAEADDRINUSE,
        calls: "bind, and connect or listen where they bind.",
        closing: "A graceful close leaves the address in TIME_WAIT for a while, where a new bind may meet\n\
                  it. A reset does not, but loses data: SO_REUSEADDR on the listener is the better cure.",
    },
    Explanation {
        error: WsaError::WSAEMFILE,
        calls: "socket, WSASocket, accept, WSAAccept.",
        closing: "Every socket created or accepted needs one closesocket. With the default close the system\n\
                  keeps the resources of a socket until its queued data is gone, which may take long.",
    },
    Explanation {
        error: WsaError::WSAENOBUFS,
        calls: "Nearly every call, when the system runs out of memory for buffers or out of ports.",
        closing: "Sockets closed with the default options hold their resources until their queued data is\n\
                  sent. A program that opens and closes many should wait for the peer's close.",
    },
    Explanation {
        error: WsaError::WSAENOPROTOOPT,
        calls: "setsockopt, getsockopt: unknown option or level.",
        closing: "SO_LINGER and SO_DONTLINGER exist on stream sockets only; on a datagram socket they fail\n\
                  with this code, as there is nothing to linger for.",
    },
    Explanation {
        error: WsaError::WSAEFAULT,
        calls: "Every call that takes a pointer. In setsockopt and getsockopt: a buffer shorter than the\n\
                option, for example less than sizeof(struct linger) for SO_LINGER.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEINVAL,
        calls: "accept before listen, bind on a bound socket, recvfrom on an unbound socket, shutdown\n\
                with an unknown direction, and arguments out of range in nearly every call.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAETIMEDOUT,
        calls: "connect: no answer. send, recv: SO_SNDTIMEO or SO_RCVTIMEO ran out, or the peer no longer\n\
                acknowledges.",
        closing: "A lingering close whose time runs out does not give this code: it returns 0, and the\n\
                  connection has been reset. The result of closesocket does not tell whether the data\n\
                  was delivered; a reply of the peer's does.",
    },
    Explanation {
        error: WsaError::WSAENETRESET,
        calls: "send, recv: keep-alive found the peer gone. recvfrom: the time to live ran out.\n\
                setsockopt(SO_KEEPALIVE) on a connection that is lost already.",
        closing: "The connection is over; closesocket frees the socket at once.",
    },
    Explanation {
        error: WsaError::WSAECANCELLED,
        calls: "WSALookupServiceNext, when WSALookupServiceEnd was called meanwhile.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEALREADY,
        calls: "connect on a non-blocking socket that is still connecting.",
        closing: "closesocket ends the attempt.",
    },
    Explanation {
        error: WsaError::WSAEISCONN,
        calls: "connect on a connected socket; sendto with an address on a connected one.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAECONNREFUSED,
        calls: "connect, WSAConnect, ConnectEx: the peer's machine answers, but nobody listens there.",
        closing: "The socket is still open and needs its closesocket.",
    },
    Explanation {
        error: WsaError::WSAEACCES,
        calls: "bind to an address another socket holds with SO_EXCLUSIVEADDRUSE, or to a port that needs\n\
                rights. sendto to a broadcast address without SO_BROADCAST.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEADDRNOTAVAIL,
        calls: "bind to an address that is not this machine's; connect to port 0 or to no address.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEAFNOSUPPORT,
        calls: "socket with an unknown address family; connect, bind, sendto with an address of another one.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEDESTADDRREQ,
        calls: "sendto and WSASendTo without an address on a socket that is not connected.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEMSGSIZE,
        calls: "sendto with more than one datagram can hold. recvfrom with a buffer shorter than the datagram:\n\
                the buffer is filled, the rest of the datagram is gone.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEOPNOTSUPP,
        calls: "listen, accept and connection calls on datagram sockets; unknown flags; out-of-band data where\n\
                the transport has none.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEPROTONOSUPPORT,
        calls: "socket, WSASocket with a protocol that is not in the catalog.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAEPROTOTYPE,
        calls: "socket with a type and a protocol that do not fit, such as SOCK_STREAM and IPPROTO_UDP.",
        closing: "",
    },
    Explanation { error: WsaError::WSAESOCKTNOSUPPORT, calls: "socket with an unknown type.", closing: "" },
    Explanation { error: WsaError::WSAENETUNREACH, calls: "connect, sendto: no route.", closing: "" },
    Explanation {
        error: WsaError::WSAEHOSTUNREACH,
        calls: "connect, send, sendto: no route to that machine.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSAVERNOTSUPPORTED,
        calls: "WSAStartup with a version below 1.0.",
        closing: "",
    },
    Explanation { error: WsaError::WSASYSNOTREADY, calls: "WSAStartup.", closing: "" },
    Explanation { error: WsaError::WSAEPROCLIM, calls: "WSAStartup.", closing: "" },
    Explanation {
        error: WsaError::WSAHOST_NOT_FOUND,
        calls: "getaddrinfo (as EAI_NONAME), gethostbyname, gethostbyaddr, getnameinfo.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSATRY_AGAIN,
        calls: "getaddrinfo (as EAI_AGAIN), gethostbyname, gethostbyaddr.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSANO_RECOVERY,
        calls: "getaddrinfo (as EAI_FAIL), gethostbyname, gethostbyaddr.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSANO_DATA,
        calls: "gethostbyname, gethostbyaddr, getservbyname, getservbyport, getprotobyname.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSATYPE_NOT_FOUND,
        calls: "getaddrinfo (as EAI_SERVICE), WSALookupServiceBegin.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSA_INVALID_HANDLE,
        calls: "Calls on event objects: WSASetEvent, WSAWaitForMultipleEvents, WSACloseEvent.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSA_INVALID_PARAMETER,
        calls: "WSAWaitForMultipleEvents, WSACreateEvent and calls with an OVERLAPPED structure.",
        closing: "",
    },
    Explanation {
        error: WsaError::WSA_NOT_ENOUGH_MEMORY,
        calls: "getaddrinfo (as EAI_MEMORY), WSACreateEvent and calls that allocate for the program.",
        closing: "",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_by_name_and_number() {
        for asked in ["WSAEWOULDBLOCK", "wsaewouldblock", "EWOULDBLOCK", "wouldblock", "10035", "0x2733"] {
            assert_eq!(parse(asked), Some(WsaError::WSAEWOULDBLOCK), "{asked}");
        }
        assert_eq!(parse("0"), None);
        assert_eq!(parse("operation_aborted"), Some(WsaError::WSA_OPERATION_ABORTED));
    }

    #[test]
    fn a_slip_of_the_pen_gets_a_proposal() {
        match explain("WSAEWOULDBLOK") {
            Err(Error::UnknownCode { similar, .. }) => assert_eq!(similar, Some("WSAEWOULDBLOCK")),
            other => panic!("{other:?}"),
        }
        match explain("xyzzy") {
            Err(Error::UnknownCode { similar, .. }) => assert_eq!(similar, None),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn explanations_are_unique_and_fit_a_terminal() {
        for (index, explanation) in EXPLANATIONS.iter().enumerate() {
            let name = explanation.error.name().unwrap();
            assert!(
                EXPLANATIONS[..index].iter().all(|earlier| earlier.error != explanation.error),
                "{name} twice"
            );
            for line in explanation.closing.lines().chain(explanation.calls.lines()) {
                assert!(line.len() <= 96, "{name}: {line}");
            }
        }
    }
}
