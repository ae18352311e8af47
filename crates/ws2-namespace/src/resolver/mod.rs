//! `getaddrinfo`: names to addresses.
//!
//! The order follows Microsoft's page: arguments and hints first ([`hints`]), the port and socket type from
//! the service, then the addresses of the node.

mod hints;
mod node;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use ws2_types::abi::winsock::{
    AI_CANONNAME, AI_NUMERICHOST, IPPROTO_TCP, IPPROTO_UDP, SOCK_DGRAM, SOCK_STREAM,
};
use ws2_types::{WsaError, WsaResult};

use crate::database::services;
pub use hints::Hints;

/// One answer: an address, and the arguments of the `socket` call to use it with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddressInfo {
    /// `AI_NUMERICHOST` when the node was a literal, `AI_CANONNAME` where the canonical name is.
    pub flags: u32,
    /// `SOCK_STREAM`, …, or 0 when neither hints nor service named one.
    pub socket_type: i32,
    /// `IPPROTO_TCP`, …, or 0 when neither hints nor service named one.
    pub protocol: i32,
    /// The address with the port of the service.
    pub address: SocketAddr,
    /// Only ever in the first answer.
    pub canonical_name: Option<String>,
}

/// Translates a node and a service; there is at least one answer.
///
/// # Errors
/// - `WSAHOST_NOT_FOUND`: neither node nor service given, no such name, or a literal that does not fit
/// - `WSANO_RECOVERY`: fields of the hints that must be zero are not, or `AI_CANONNAME` without a node
/// - `WSAEINVAL`: unknown flags, or `AI_CANONNAME` with `AI_FQDN`
/// - `WSAEAFNOSUPPORT`, `WSAESOCKTNOSUPPORT`: the hints' family or socket type
/// - `WSATYPE_NOT_FOUND`: the service is unknown for the socket type
/// - `WSANO_DATA`: the name has no address of the family
/// - `WSATRY_AGAIN`, `WSANO_RECOVERY`, `WSA_NOT_ENOUGH_MEMORY`: the system's resolver failed
pub fn resolve(node: Option<&str>, service: Option<&str>, hints: &Hints) -> WsaResult<Vec<AddressInfo>> {
    if node.is_none() && service.is_none() {
        return Err(WsaError::WSAHOST_NOT_FOUND);
    }
    hints.check(node)?;
    let endpoints = endpoints(service, hints)?;
    let found = node::resolve(node, hints)?;

    let mut answers: Vec<AddressInfo> = Vec::new();
    for address in &found.addresses {
        for endpoint in &endpoints {
            let mut address = *address;
            address.set_port(endpoint.port);
            let flags = if found.is_literal { AI_NUMERICHOST } else { 0 };
            let Endpoint { socket_type, protocol, .. } = *endpoint;
            answers.push(AddressInfo { flags, socket_type, protocol, address, canonical_name: None });
        }
    }
    let first = answers.first_mut().ok_or(WsaError::WSANO_DATA)?;
    if let Some(name) = found.canonical_name.filter(|_| hints.wants_name()) {
        first.flags |= AI_CANONNAME;
        first.canonical_name = Some(name);
    }
    Ok(answers)
}

/// [`resolve`], given up after a while. The lookup itself cannot be interrupted; it ends unheard.
///
/// # Errors
/// Those of [`resolve`], and `WSAETIMEDOUT`.
pub fn resolve_within(
    timeout: Duration,
    node: Option<&str>,
    service: Option<&str>,
    hints: &Hints,
) -> WsaResult<Vec<AddressInfo>> {
    let (node, service, hints) = (node.map(str::to_owned), service.map(str::to_owned), *hints);
    let (answer, answered) = sync_channel(1);
    let lookup = move || {
        // Nobody listens any more after the timeout.
        let _ = answer.send(resolve(node.as_deref(), service.as_deref(), &hints));
    };
    let spawned = thread::Builder::new().name("ws2-lookup".to_owned()).spawn(lookup);
    spawned.map_err(|_| WsaError::WSA_NOT_ENOUGH_MEMORY)?;
    match answered.recv_timeout(timeout) {
        Ok(answer) => answer,
        Err(RecvTimeoutError::Timeout) => Err(WsaError::WSAETIMEDOUT),
        Err(RecvTimeoutError::Disconnected) => Err(WsaError::WSANO_RECOVERY),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Endpoint {
    socket_type: i32,
    protocol: i32,
    port: u16,
}

/// The sockets a service is offered on. A number says nothing of the protocol; a name may mean several.
fn endpoints(service: Option<&str>, hints: &Hints) -> WsaResult<Vec<Endpoint>> {
    let (socket_type, protocol) = (hints.implied_socket_type(), hints.protocol);
    let name = match service {
        None | Some("") => return Ok(vec![Endpoint { socket_type, protocol, port: 0 }]),
        Some(name) => name,
    };
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        let port = name.parse().map_err(|_| WsaError::WSATYPE_NOT_FOUND)?;
        return Ok(vec![Endpoint { socket_type, protocol, port }]);
    }
    if hints.wants_numeric_service() {
        return Err(WsaError::WSAHOST_NOT_FOUND);
    }
    let over = |protocol_name, its_type, its_protocol| {
        let wanted = socket_type == 0 || socket_type == its_type;
        let service = wanted.then(|| services::by_name(name, Some(protocol_name)).ok())??;
        let protocol = if protocol == 0 { its_protocol } else { protocol };
        Some(Endpoint { socket_type: its_type, protocol, port: service.port })
    };
    let tcp = over("tcp", SOCK_STREAM, IPPROTO_TCP);
    let udp = over("udp", SOCK_DGRAM, IPPROTO_UDP);
    let endpoints: Vec<Endpoint> = tcp.into_iter().chain(udp).collect();
    if endpoints.is_empty() { Err(WsaError::WSATYPE_NOT_FOUND) } else { Ok(endpoints) }
}
