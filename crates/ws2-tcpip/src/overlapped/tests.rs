//! Sockets whose edges cannot be heard.

use win32_wait::handle_table::{Object, handles};
use ws2_spi::overlapped::{Plain, PlainBegun};
use ws2_spi::{LentBuffer, ProviderSocket, SocketRequest};
use ws2_types::abi::winsock as ws;
use ws2_types::sockaddr;

use super::*;

struct Nobody;

impl Object for Nobody {
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Ok(())
    }
}

fn tcp() -> Socket {
    let (family, kind) = (ws::AF_INET.into(), ws::SOCK_STREAM);
    Socket::open(SocketRequest { family, kind, protocol: 0 }).unwrap()
}

fn pair() -> [Socket; 2] {
    let (listener, client) = (tcp(), tcp());
    let any_port = sockaddr::encode(&(std::net::Ipv4Addr::LOCALHOST, 0).into());
    listener.bind(any_port.as_bytes()).unwrap();
    listener.listen(1).unwrap();
    client.connect(listener.local_address().unwrap().as_bytes()).unwrap();
    let (server, _) = Socket::accept(&listener, None).unwrap();
    [client, server]
}

#[test]
fn a_receive_that_could_not_wait_does_not_keep_the_next_from_what_is_there() {
    let [client, server] = pair();
    let handle = handles().insert(Arc::new(Nobody)).unwrap();
    // The kernel takes a descriptor only once, so the socket's own watch fails, as it does when there is no room.
    let other = Binding::default();
    other.watch(server.fd(), handle).unwrap();
    let mut bytes = [7u8; 2];
    let [sent, received] = bytes.each_mut().map(|byte| LentBuffer { base: byte, len: 1 });
    let receive = || {
        let plain = Plain { buffer: received, completion: &mut || unreachable!("it cannot wait") };
        server.begin_plain_receive(plain, handle)
    };
    assert!(receive().is_err());
    assert_eq!(client.send(&[sent], 0), Ok(1));
    assert_eq!(receive(), Ok(PlainBegun::Done { bytes: 1 }));
    other.unwatch(server.fd());
}
