//! Sockets from beginning to end.

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::instance::Hosted;
use crate::lent_raw::{self as lent, procedure};
use crate::next_raw::below;
use crate::socket::{Phase, Selection, Socket};
use crate::worker_raw::DRAIN_LIMIT;
use crate::{Kind, Layer, connecting, events};

pub(crate) unsafe extern "system" fn socket<L: Hosted>(
    family: i32,
    socket_type: i32,
    protocol: i32,
    info: *const ws::WSAPROTOCOL_INFOW,
    group: u32,
    flags: u32,
    error: *mut i32,
) -> ws::SOCKET {
    let body = || {
        let running = L::instance().running()?;
        // SAFETY: Windows Sockets always says which protocol.
        let chain = unsafe { lent::value(info.cast(), size_of::<ws::WSAPROTOCOL_INFOW>() as i32) }
            .map_err(|_| WsaError::WSAEINVAL)?;
        let (next, mut lower_info) = running.below(&chain)?;
        let lower = below!(
            next,
            lpWSPSocket,
            ws::INVALID_SOCKET,
            family,
            socket_type,
            protocol,
            &raw mut lower_info,
            group,
            flags
        )?;
        // What leads to another process's socket has done its work.
        let chain = ws::WSAPROTOCOL_INFOW { dwProviderReserved: 0, ..chain };
        Ok(running.wrap(next, chain, lower, None)?.upper)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::INVALID_SOCKET, body) }
}

pub(crate) unsafe extern "system" fn close_socket<L: Hosted>(socket: ws::SOCKET, error: *mut i32) -> i32 {
    let body = || close(&*L::instance().socket(socket)?).map(|()| 0);
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

/// The socket below goes first; only if it went, the program's does.
fn close<L: Layer>(socket: &Socket<L>) -> WsaResult<()> {
    if socket.phase() != Phase::Reset {
        socket.next.close(socket.lower)?;
    }
    if let (Selection::Window { .. }, Some(window)) = (socket.state().selection, socket.running.window.get())
    {
        // What happened before the close is told.
        window.flush(&socket.running.library);
    }
    if socket.turn(&Phase::OPEN, Phase::Closed).is_err() {
        return Err(WsaError::WSAENOTSOCK);
    }
    let running = &socket.running;
    running.waiters.tell(&running.upcalls());
    if L::DESCRIPTION.kind == Kind::Layered {
        if let Some(worker) = running.worker.get() {
            worker.look(&running.library);
        }
        // The provider below has cancelled what was under way; the program hears of it while the handle exists.
        socket.drain(DRAIN_LIMIT);
    }
    running.forget(socket);
    if L::DESCRIPTION.kind == Kind::Layered {
        // It was there until now; the socket is closed whatever it says.
        let _ = running.upcalls().close_socket_handle(socket.upper);
    }
    running.layer.closed(&socket.layer);
    Ok(())
}

/// Resets the connection towards both sides, as far as the kind of layer allows.
pub(crate) fn reset<L: Layer>(socket: &std::sync::Arc<Socket<L>>) -> WsaError {
    let linger = [1u16, 0].map(u16::to_ne_bytes).concat();
    // A socket that does not linger does not reset either, and that is all.
    let _ = socket.next.set_option(socket.lower, ws::SOL_SOCKET, ws::SO_LINGER, &linger);
    if L::DESCRIPTION.kind == Kind::Layered
        && socket.turn(&[Phase::Plain, Phase::Connected], Phase::Reset).is_ok()
    {
        // With that linger time it ends at once.
        let _ = socket.next.close(socket.lower);
        events::tell(socket, ws::FD_CLOSE, Some(WsaError::WSAECONNRESET));
        socket.running.waiters.tell(&socket.running.upcalls());
    }
    WsaError::WSAECONNRESET
}

pub(crate) unsafe extern "system" fn bind<L: Hosted>(
    socket: ws::SOCKET,
    name: *const ws::SOCKADDR,
    len: i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.exists_below()?;
        // SAFETY: the caller's promise.
        if let Ok(address) = unsafe { lent::address(name, len) } {
            socket.running.layer.bind(&socket.layer, &address)?;
        }
        below!(socket.next, lpWSPBind, ws::SOCKET_ERROR, socket.lower, name, len)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn connect<L: Hosted>(
    socket: ws::SOCKET,
    name: *const ws::SOCKADDR,
    len: i32,
    caller_data: *const ws::WSABUF,
    callee_data: *mut ws::WSABUF,
    sending: *const ws::QOS,
    group: *const ws::QOS,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        let pass = || {
            below!(
                socket.next,
                lpWSPConnect,
                ws::SOCKET_ERROR,
                socket.lower,
                name,
                len,
                caller_data,
                callee_data,
                sending,
                group
            )
            .map(drop)
        };
        // SAFETY: the caller's promise.
        match unsafe { lent::address(name, len) } {
            // A datagram socket that is disconnected, or what the provider below is to refuse.
            Ok(address) if address.family() != ws::AF_UNSPEC => {
                connecting::connect(&socket, address, pass).map(|()| 0)
            }
            _ => pass().map(|()| 0),
        }
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn listen<L: Hosted>(
    socket: ws::SOCKET,
    backlog: i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.exists_below()?;
        let backlog = socket.running.layer.listen(&socket.layer, backlog)?;
        below!(socket.next, lpWSPListen, ws::SOCKET_ERROR, socket.lower, backlog)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn accept<L: Hosted>(
    socket: ws::SOCKET,
    address: *mut ws::SOCKADDR,
    len: *mut i32,
    condition: ws::LPCONDITIONPROC,
    context: usize,
    error: *mut i32,
) -> ws::SOCKET {
    let body = || {
        let listener = L::instance().socket(socket)?;
        listener.exists_below()?;
        let next = &listener.next;
        let lower =
            below!(next, lpWSPAccept, ws::INVALID_SOCKET, listener.lower, address, len, condition, context)?;
        Ok(listener.running.wrap(next.clone(), listener.chain, lower, Some(&listener))?.upper)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::INVALID_SOCKET, body) }
}

pub(crate) unsafe extern "system" fn join_leaf<L: Hosted>(
    socket: ws::SOCKET,
    name: *const ws::SOCKADDR,
    len: i32,
    caller_data: *const ws::WSABUF,
    callee_data: *mut ws::WSABUF,
    sending: *const ws::QOS,
    group: *const ws::QOS,
    flags: u32,
    error: *mut i32,
) -> ws::SOCKET {
    let body = || {
        let root = L::instance().socket(socket)?;
        root.exists_below()?;
        let next = &root.next;
        let lower = below!(
            next,
            lpWSPJoinLeaf,
            ws::INVALID_SOCKET,
            root.lower,
            name,
            len,
            caller_data,
            callee_data,
            sending,
            group,
            flags
        )?;
        match lower == root.lower {
            true => Ok(root.upper),
            false => Ok(root.running.wrap(next.clone(), root.chain, lower, Some(&root))?.upper),
        }
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::INVALID_SOCKET, body) }
}

pub(crate) unsafe extern "system" fn shutdown<L: Hosted>(
    socket: ws::SOCKET,
    how: i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.ready_for_data()?;
        socket.running.layer.shutdown(&socket.layer, how)?;
        below!(socket.next, lpWSPShutdown, ws::SOCKET_ERROR, socket.lower, how)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn send_disconnect<L: Hosted>(
    socket: ws::SOCKET,
    data: *const ws::WSABUF,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.ready_for_data()?;
        socket.running.layer.shutdown(&socket.layer, ws::SD_SEND)?;
        below!(socket.next, lpWSPSendDisconnect, ws::SOCKET_ERROR, socket.lower, data)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn receive_disconnect<L: Hosted>(
    socket: ws::SOCKET,
    data: *const ws::WSABUF,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.ready_for_data()?;
        below!(socket.next, lpWSPRecvDisconnect, ws::SOCKET_ERROR, socket.lower, data)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn duplicate_socket<L: Hosted>(
    socket: ws::SOCKET,
    process: u32,
    info: *mut ws::WSAPROTOCOL_INFOW,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.exists_below()?;
        if info.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        let mut lower_info = ws::WSAPROTOCOL_INFOW::default();
        below!(
            socket.next,
            lpWSPDuplicateSocket,
            ws::SOCKET_ERROR,
            socket.lower,
            process,
            &raw mut lower_info
        )?;
        // The other process comes through the same chain; what leads to the socket is the base's.
        let reserved = lower_info.dwProviderReserved;
        // SAFETY: not NULL, and the caller's to write.
        unsafe {
            info.write_unaligned(ws::WSAPROTOCOL_INFOW { dwProviderReserved: reserved, ..socket.chain })
        };
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn cancel_blocking_call<L: Hosted>(error: *mut i32) -> i32 {
    let body = || {
        // The thread's call is in one of them at most.
        let mut result = Err(WsaError::WSAEINVAL);
        for next in L::instance().running()?.nexts() {
            result = below!(next, lpWSPCancelBlockingCall, ws::SOCKET_ERROR,);
            if result.is_ok() {
                break;
            }
        }
        result
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}
