//! The client's side of SOCKS5, bytes in and bytes out: greeting, user and password, request.

use std::net::SocketAddr;
use std::time::Duration;

use ws2_layer::{Negotiation, Step, WsaError};

use crate::settings::{Proxy, User};

const VERSION: u8 = 5;
const NO_AUTHENTICATION: u8 = 0;
const USER_AND_PASSWORD: u8 = 2;
/// The version of RFC 1929.
const PASSWORD_VERSION: u8 = 1;
const CONNECT: u8 = 1;
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;

/// One conversation with a proxy.
pub(crate) struct Client {
    wanted: SocketAddr,
    user: Option<User>,
    time_limit: Duration,
    awaited: Awaited,
    /// What has come of the answer that is awaited.
    answer: Vec<u8>,
}

/// Which answer comes next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Awaited {
    /// None: we speak first.
    Nothing,
    Method,
    Password,
    Reply,
}

/// An answer, as far as it has come.
enum Read {
    /// So many bytes more.
    More(usize),
    Say(Vec<u8>, Awaited),
    Done,
    Failed(WsaError),
}

impl Client {
    pub(crate) fn new(proxy: &Proxy, wanted: SocketAddr) -> Client {
        // An IPv4 address in IPv6 clothes is asked for as what it is.
        let wanted = SocketAddr::new(wanted.ip().to_canonical(), wanted.port());
        Client {
            wanted,
            user: proxy.user.clone(),
            time_limit: proxy.time_limit,
            awaited: Awaited::Nothing,
            answer: Vec::new(),
        }
    }

    fn read(&self) -> Read {
        match self.awaited {
            Awaited::Nothing => Read::Say(self.greeting(), Awaited::Method),
            Awaited::Method => self.method(),
            Awaited::Password => self.password(),
            Awaited::Reply => self.reply(),
        }
    }

    fn greeting(&self) -> Vec<u8> {
        match self.user {
            Some(_) => vec![VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD],
            None => vec![VERSION, 1, NO_AUTHENTICATION],
        }
    }

    fn method(&self) -> Read {
        match (&self.answer[..], &self.user) {
            ([] | [_], _) => Read::More(2 - self.answer.len()),
            ([VERSION, NO_AUTHENTICATION], _) => Read::Say(self.request(), Awaited::Reply),
            ([VERSION, USER_AND_PASSWORD], Some(user)) => Read::Say(user.message(), Awaited::Password),
            // It takes neither of ours.
            ([VERSION, 0xff], _) => Read::Failed(WsaError::WSAEACCES),
            _ => Read::Failed(NO_PROXY),
        }
    }

    fn password(&self) -> Read {
        match self.answer[..] {
            [] | [_] => Read::More(2 - self.answer.len()),
            [PASSWORD_VERSION, 0] => Read::Say(self.request(), Awaited::Reply),
            [PASSWORD_VERSION, _] => Read::Failed(WsaError::WSAEACCES),
            _ => Read::Failed(NO_PROXY),
        }
    }

    fn request(&self) -> Vec<u8> {
        let mut request = vec![VERSION, CONNECT, 0];
        match self.wanted {
            SocketAddr::V4(v4) => {
                request.push(IPV4);
                request.extend(v4.ip().octets());
            }
            SocketAddr::V6(v6) => {
                request.push(IPV6);
                request.extend(v6.ip().octets());
            }
        }
        request.extend(self.wanted.port().to_be_bytes());
        request
    }

    fn reply(&self) -> Read {
        // The fifth byte is there in every form, and in the one of a name says how long it is.
        let [version, code, _, form, first, ..] = self.answer[..] else {
            return match self.answer[..] {
                [version, ..] if version != VERSION => Read::Failed(NO_PROXY),
                // A refusal may be cut short; what counts of it is there.
                [_, code, ..] if code != 0 => Read::Failed(refusal(code)),
                _ => Read::More(5 - self.answer.len()),
            };
        };
        if version != VERSION {
            return Read::Failed(NO_PROXY);
        }
        if code != 0 {
            return Read::Failed(refusal(code));
        }
        let whole = 4
            + 2
            + match form {
                IPV4 => 4,
                IPV6 => 16,
                NAME => 1 + usize::from(first),
                _ => return Read::Failed(NO_PROXY),
            };
        match whole - self.answer.len() {
            0 => Read::Done,
            left => Read::More(left),
        }
    }
}

/// What answers is no SOCKS5 proxy.
const NO_PROXY: WsaError = WsaError::WSAECONNREFUSED;

/// The error a program gets for a reply of RFC 1928, section 6.
fn refusal(code: u8) -> WsaError {
    match code {
        2 => WsaError::WSAEACCES,
        1 | 3 => WsaError::WSAENETUNREACH,
        4 => WsaError::WSAEHOSTUNREACH,
        6 => WsaError::WSAETIMEDOUT,
        8 => WsaError::WSAEAFNOSUPPORT,
        // 5 is a refusal, 7 a proxy that cannot connect, and the rest has no meaning.
        _ => WsaError::WSAECONNREFUSED,
    }
}

impl User {
    fn message(&self) -> Vec<u8> {
        let mut message = vec![PASSWORD_VERSION];
        for text in [&self.name, &self.password] {
            // The settings have made sure that it fits.
            message.push(text.len().min(255) as u8);
            message.extend(text.bytes().take(255));
        }
        message
    }
}

impl Negotiation for Client {
    fn next(&mut self, received: &[u8]) -> Step {
        self.answer.extend(received);
        match self.read() {
            Read::More(bytes) => Step::Receive(bytes),
            Read::Say(message, awaited) => {
                self.awaited = awaited;
                self.answer.clear();
                Step::Send(message)
            }
            Read::Done => Step::Done,
            Read::Failed(error) => Step::Failed(error),
        }
    }

    fn time_limit(&self) -> Duration {
        self.time_limit
    }
}

#[cfg(test)]
mod tests;
