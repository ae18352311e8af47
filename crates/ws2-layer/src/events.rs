//! Network events: the provider below records its own, the layer adds those of connections it makes.

use std::sync::Arc;

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::Layer;
use crate::next_raw::Next;
use crate::socket::{Phase, Selection, Socket};
use crate::window_raw::{self, HiddenWindow};

/// `WSAEventSelect` and `WSAAsyncSelect`: who wants to hear from now on.
///
/// # Errors
/// What the provider below says.
pub(crate) fn select<L: Layer>(socket: &Arc<Socket<L>>, selection: Selection) -> WsaResult<()> {
    let _selecting = socket.selecting.lock();
    let former = {
        let mut state = socket.state();
        state.own_events.clear();
        std::mem::replace(&mut state.selection, selection)
    };
    let without = if socket.phase() == Phase::Connected { ws::FD_CONNECT } else { 0 };
    let done = match socket.phase() {
        // Both make the socket non-blocking; nothing of it is to be seen yet.
        Phase::Connecting => apply(socket, Selection::Nobody, former, 0),
        Phase::Reset => Ok(()),
        _ => apply(socket, selection, former, without),
    };
    let mut state = socket.state();
    match done {
        Ok(()) => state.nonblocking = true,
        Err(_) => state.selection = former,
    }
    done
}

/// The provider below says nothing of the socket until [`release`].
pub(crate) fn hold<L: Layer>(socket: &Arc<Socket<L>>) {
    let _selecting = socket.selecting.lock();
    let selection = socket.state().selection;
    if !matches!(selection, Selection::Nobody) {
        // It was selected before, so this is no news that could fail but by a close.
        let _ = apply(socket, Selection::Nobody, selection, 0);
    }
}

/// The provider below says again what the program asked for; but of connecting only `with_connect`.
pub(crate) fn release<L: Layer>(socket: &Arc<Socket<L>>, with_connect: bool) {
    let _selecting = socket.selecting.lock();
    let selection = socket.state().selection;
    if !matches!(selection, Selection::Nobody) {
        let without = if with_connect { 0 } else { ws::FD_CONNECT };
        // As above.
        let _ = apply(socket, selection, Selection::Nobody, without);
    }
}

fn apply<L: Layer>(
    socket: &Arc<Socket<L>>,
    selection: Selection,
    former: Selection,
    without: u32,
) -> WsaResult<()> {
    let Socket { next, lower, running, .. } = &**socket;
    match (selection, former) {
        (Selection::Event { event, events }, _) => {
            next.event_select(*lower, event, events & !(without as i32))
        }
        (Selection::Window { events, .. }, _) => {
            let hidden = HiddenWindow::of(running)?;
            hidden.adopt(socket);
            async_select(next, *lower, hidden.target(), events & !(without as i32))
        }
        (Selection::Nobody, Selection::Window { .. }) => {
            async_select(next, *lower, HiddenWindow::of(running)?.target(), 0)
        }
        (Selection::Nobody, _) => next.event_select(*lower, 0, 0),
    }
}

fn async_select(
    next: &Next,
    lower: ws::SOCKET,
    (window, message): (ws2_types::abi::foundation::HWND, u32),
    events: i32,
) -> WsaResult<()> {
    next.async_select(lower, window, if events == 0 { 0 } else { message }, events)
}

/// An event that the layer brings about.
pub(crate) fn tell<L: Layer>(socket: &Arc<Socket<L>>, event: u32, error: Option<WsaError>) {
    let code = error.map_or(0, WsaError::code);
    let selection = {
        let mut state = socket.state();
        let selection = state.selection;
        if matches!(selection, Selection::Event { .. }) && selection.wants(event) {
            state.own_events.push((event, code));
        }
        selection
    };
    match selection {
        Selection::Event { event: object, .. } if selection.wants(event) => {
            // The program's event; if it is none any more, nobody waits for it.
            let _ = socket.running.upcalls().set_event(object);
        }
        Selection::Window { .. } => {
            window_raw::post(socket, (event as isize & 0xffff) | (code as isize & 0xffff) << 16);
        }
        _ => {}
    }
}

/// `WSAEnumNetworkEvents`: what is recorded, below and by the layer.
///
/// # Errors
/// What the provider below says.
pub(crate) fn enumerate<L: Layer>(
    socket: &Socket<L>,
    event: ws2_types::abi::foundation::HANDLE,
) -> WsaResult<ws::WSANETWORKEVENTS> {
    let mut found = ws::WSANETWORKEVENTS::default();
    if socket.phase() == Phase::Reset {
        if !event.is_null() {
            socket.running.upcalls().reset_event(event.expose_provenance() as isize)?;
        }
    } else {
        found = socket.next.enum_network_events(socket.lower, event)?;
    }
    // After the reset: what comes now sets the event again.
    for (event, code) in socket.state().own_events.drain(..) {
        found.lNetworkEvents |= event as i32;
        if let Some(place) = found.iErrorCode.get_mut(event.trailing_zeros() as usize) {
            *place = code;
        }
    }
    Ok(found)
}
