//! A layer that makes trouble on purpose: connections are refused or late, data comes late, in small pieces or not at
//! all, connections are reset. What happens when is written in a small file, and is the same in every run with
//! the same seed.
//!
//! The layer has its own handles (non-IFS): it puts connections and completions off, which nobody can who stands beside
//! the handle.

mod rules;
mod settings;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use ws2_layer::abi::winsock as ws;
use ws2_layer::{
    Address, Description, Kind, Layer, Moved, Opening, Permit, Route, Transfer, TransferKind, WsaError,
    WsaResult,
};

use crate::rules::{Chance, Occasion, Rule};
use crate::settings::Settings;

/// The layer.
pub struct Fault {
    settings: Settings,
    /// How many sockets there were.
    sockets: AtomicU64,
}

/// What is known of a socket.
pub struct Socket {
    tcp: bool,
    /// The port that rules go by; 0 while there is none.
    port: AtomicUsize,
    chance: Chance,
    sent: AtomicUsize,
    received: AtomicUsize,
}

impl Layer for Fault {
    const DESCRIPTION: Description = Description {
        name: "fault",
        guid: 0x8a4e_1d7b_52c6_4f0e_9b13_60af_c2d9_4e75,
        kind: Kind::Layered,
        categories: ws::LSP_OUTBOUND_MODIFY | ws::LSP_INBOUND_MODIFY,
    };

    type Socket = Socket;

    fn start() -> WsaResult<Fault> {
        match Settings::find(&winsock_layer_description) {
            Ok(settings) => Ok(Fault { settings, sockets: AtomicU64::new(0) }),
            Err(message) => {
                eprintln!("winsock fault: {message}");
                Err(WsaError::WSASYSNOTREADY)
            }
        }
    }

    fn open(&self, opening: &Opening, listener: Option<&Socket>) -> WsaResult<Socket> {
        // What a listener accepts is known by the listener's port.
        let port = listener.map_or(0, |listener| listener.port.load(Ordering::Relaxed));
        let number = self.sockets.fetch_add(1, Ordering::Relaxed);
        Ok(Socket {
            tcp: opening.is_tcp(),
            port: AtomicUsize::new(port),
            chance: Chance::new(self.settings.seed, number),
            sent: AtomicUsize::new(0),
            received: AtomicUsize::new(0),
        })
    }

    fn bind(&self, socket: &Socket, address: &Address) -> WsaResult<()> {
        socket.port.store(address.port().unwrap_or(0).into(), Ordering::Relaxed);
        Ok(())
    }

    fn connect(&self, socket: &Socket, wanted: &Address) -> WsaResult<Route> {
        socket.port.store(wanted.port().unwrap_or(0).into(), Ordering::Relaxed);
        let mut route = Route::direct();
        if !socket.tcp {
            return Ok(route);
        }
        let mut delay = Duration::ZERO;
        for rule in self.matching(socket, Occasion::Connect) {
            delay += rule.delay();
            if let Some(error) = rule.refusal() {
                route = Route::refused(error);
            }
        }
        Ok(route.delayed(delay))
    }

    fn transfer(&self, socket: &Socket, transfer: &Transfer) -> WsaResult<Permit> {
        let (occasion, moved) = match transfer.kind {
            TransferKind::Send => (Occasion::Send, &socket.sent),
            TransferKind::Receive => (Occasion::Receive, &socket.received),
        };
        let moved = moved.load(Ordering::Relaxed);
        let (mut permit, mut delay, mut most) = (Permit::whole(), Duration::ZERO, usize::MAX);
        for rule in self.matching(socket, occasion) {
            delay += rule.delay();
            most = most.min(rule.at_most());
            if let Some(after) = rule.reset_after() {
                if moved >= after {
                    return Ok(Permit::reset());
                }
                most = most.min(after - moved);
            }
        }
        if most != usize::MAX {
            permit = permit.at_most(most);
        }
        Ok(permit.delayed(delay))
    }

    fn moved(&self, socket: &Socket, moved: &Moved) {
        let total = match moved.kind {
            TransferKind::Send => &socket.sent,
            TransferKind::Receive => &socket.received,
        };
        total.fetch_add(moved.result.unwrap_or(0), Ordering::Relaxed);
    }
}

impl Fault {
    /// The rules that strike now.
    fn matching<'a>(&'a self, socket: &'a Socket, occasion: Occasion) -> impl Iterator<Item = &'a Rule> {
        let port = socket.port.load(Ordering::Relaxed);
        let rules = self.settings.rules.iter().filter(move |rule| rule.is_for(occasion, port));
        rules.filter(|rule| socket.chance.strikes(rule.probability()))
    }
}

ws2_layer::provider!(Fault);

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(text: &str) -> Fault {
        Fault { settings: Settings::of_text(text).unwrap(), sockets: AtomicU64::new(0) }
    }

    fn socket(layer: &Fault) -> Socket {
        let opening = Opening { family: 2, socket_type: ws::SOCK_STREAM, protocol: ws::IPPROTO_TCP };
        layer.open(&opening, None).unwrap()
    }

    fn address(text: &str) -> Address {
        text.parse::<std::net::SocketAddr>().unwrap().into()
    }

    const SEND: Transfer = Transfer { kind: TransferKind::Send, len: 100, overlapped: false };

    #[test]
    fn a_connection_is_cut_at_its_byte() {
        let layer = layer("[[rule]]\non = 'send'\nreset_after = 10\n[[rule]]\non = 'send'\nat_most = 4");
        let socket = socket(&layer);
        let mut sizes = Vec::new();
        loop {
            let permit = layer.transfer(&socket, &SEND).unwrap();
            if permit == Permit::reset() {
                break;
            }
            let size = [4, 2].into_iter().find(|size| permit == Permit::whole().at_most(*size)).unwrap();
            layer.moved(&socket, &Moved { kind: TransferKind::Send, result: Ok(size) });
            sizes.push(size);
        }
        assert_eq!(sizes, [4, 4, 2]);
        let receive = Transfer { kind: TransferKind::Receive, ..SEND };
        assert_eq!(layer.transfer(&socket, &receive), Ok(Permit::whole()), "the other direction");
    }

    #[test]
    fn rules_are_for_ports() {
        let layer = layer("[[rule]]\non = 'send'\nport = 80\nat_most = 1");
        let listener = socket(&layer);
        layer.bind(&listener, &address("0.0.0.0:80")).unwrap();
        let opening = Opening { family: 2, socket_type: ws::SOCK_STREAM, protocol: ws::IPPROTO_TCP };
        let accepted = layer.open(&opening, Some(&listener)).unwrap();
        assert_eq!(layer.transfer(&accepted, &SEND), Ok(Permit::whole().at_most(1)));
        let other = socket(&layer);
        layer.connect(&other, &address("127.0.0.1:81")).unwrap();
        assert_eq!(layer.transfer(&other, &SEND), Ok(Permit::whole()));
    }

    #[test]
    fn a_seed_decides_all() {
        let text = |seed| format!("seed = {seed}\n[[rule]]\non = 'send'\nprobability = 0.5\nat_most = 1");
        let run = |seed| {
            let layer = layer(&text(seed));
            let sockets = [socket(&layer), socket(&layer)];
            let strikes = |socket: &Socket| layer.transfer(socket, &SEND) == Ok(Permit::whole().at_most(1));
            (0..200).map(|turn| strikes(&sockets[turn % 2])).collect::<Vec<_>>()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let often = run(7).iter().filter(|struck| **struck).count();
        assert!((60..140).contains(&often), "{often} of 200 with probability one half");
    }
}
