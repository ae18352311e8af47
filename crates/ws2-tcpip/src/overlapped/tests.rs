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

/// More than the buffers of a connection hold.
const TOO_MUCH: usize = 64 << 20;

fn blocked_send(send: impl FnOnce(&Socket, LentBuffer, Handle) -> usize) {
    let [client, server] = pair();
    let handle = handles().insert(Arc::new(Nobody)).unwrap();
    let other = Binding::default();
    other.watch(client.fd(), handle).unwrap();
    let mut bytes = vec![7u8; TOO_MUCH];
    let sent = send(&client, LentBuffer { base: bytes.as_mut_ptr(), len: bytes.len() }, handle);
    assert!(0 < sent && sent < TOO_MUCH, "{sent}");
    client.shutdown(ws2_engine::state::ShutdownHow::Send).unwrap();
    let room = LentBuffer { base: bytes.as_mut_ptr(), len: bytes.len() };
    let mut received = 0;
    while let now @ 1.. = Socket::receive(&server, &[room], &mut 0).unwrap() {
        received += now;
    }
    assert_eq!(received, sent);
    other.unwatch(client.fd());
}

#[test]
fn a_send_that_cannot_wait_for_its_rest_tells_what_has_gone_out() {
    blocked_send(|client, buffer, handle| {
        let plain = Plain { buffer, completion: &mut || unreachable!("it cannot wait") };
        match client.begin_plain_send(plain, handle) {
            Ok(PlainBegun::Done { bytes }) => bytes,
            other => panic!("{other:?}"),
        }
    });
    blocked_send(|client, buffer, handle| {
        let mut work = OutboundWork::Send(Send::to_peer(smallvec::smallvec![buffer]));
        assert_eq!(work.sent_in_part(), None);
        assert!(matches!(client.outbound_turn(&mut work), Attempt::MustWait));
        assert!(client.watch_edges(handle, None).is_err());
        work.sent_in_part().unwrap()
    });
}
