//! Waits for sockets of several providers: one of them has no descriptor and tells by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use win32_wait::binding::Binding;
use win32_wait::blocking;
use win32_wait::completion::{Completion, Which};
use win32_wait::handle_table::Handle;
use win32_wait::port::Port;
use ws2_spi::overlapped::{Begun, Operation};
use ws2_spi::provider::Condition;
use ws2_spi::readiness::{Interest, Readiness, Watch};
use ws2_spi::{CloseHandle, LentBuffer, Observer, ProviderSocket, SocketRequest, WindowsAddress};
use ws2_sys::poller::Edge;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::select::{Sets, select};
use crate::socket_table::{self, RawSocket};
use crate::{poll, startup, transports};

/// A socket of a stack in user space, as far as waits know it.
#[derive(Default)]
struct Told {
    has_data: Arc<AtomicBool>,
    binding: Binding,
}

const NO: WsaError = WsaError::WSAEOPNOTSUPP;

impl ProviderSocket for Told {
    fn watch(&self, _: Interest) -> Watch {
        Watch::TOLD
    }
    fn readiness(&self, revents: u16) -> Readiness {
        assert_eq!(revents, 0);
        let readable = self.has_data.load(Ordering::SeqCst);
        Readiness { readable, unread: readable, ..Default::default() }
    }
    fn close(&self, handle: &mut dyn CloseHandle) -> WsaResult<()> {
        handle.withdraw().map(drop)
    }
    fn binding(&self) -> &Binding {
        &self.binding
    }
    fn cancel(&self, _: Which) -> usize {
        0
    }
    fn on_edge(&self, _: Edge) {}
    fn is_blocking(&self) -> bool {
        true
    }
    fn bind(&self, _: &[u8]) -> WsaResult<()> {
        Err(NO)
    }
    fn listen(&self, _: i32) -> WsaResult<()> {
        Err(NO)
    }
    fn accept(&self, _: Option<Condition<'_>>) -> WsaResult<(Box<dyn ProviderSocket>, WindowsAddress)> {
        Err(NO)
    }
    fn connect(&self, _: &[u8]) -> WsaResult<()> {
        Err(NO)
    }
    fn send(&self, _: &[LentBuffer], _: u32) -> WsaResult<usize> {
        Err(NO)
    }
    fn send_to(&self, _: &[LentBuffer], _: u32, _: &[u8]) -> WsaResult<usize> {
        Err(NO)
    }
    fn receive(&self, _: &[LentBuffer], _: &mut u32) -> WsaResult<usize> {
        Err(NO)
    }
    fn receive_from(
        &self,
        _: &[LentBuffer],
        _: &mut u32,
        _: &mut Option<WindowsAddress>,
    ) -> WsaResult<usize> {
        Err(NO)
    }
    fn begin(&self, _: Operation, _: Completion, _: Handle) -> WsaResult<Begun> {
        Err(NO)
    }
    fn observe(&self, _: &Arc<dyn Observer>, _: Handle, _: Option<&Arc<Port>>) -> WsaResult<()> {
        Err(NO)
    }
    fn dismiss(&self, _: &Arc<dyn Observer>) {}
    fn associate(&self, _: &Arc<Port>, _: usize, _: Handle) -> WsaResult<()> {
        Err(NO)
    }
    fn shutdown(&self, _: i32) -> WsaResult<()> {
        Err(NO)
    }
    fn local_address(&self) -> WsaResult<WindowsAddress> {
        Err(NO)
    }
    fn peer_address(&self) -> WsaResult<WindowsAddress> {
        Err(NO)
    }
    fn option(&self, _: i32, _: i32, _: &mut [u8]) -> WsaResult<usize> {
        Err(NO)
    }
    fn set_option(&self, _: i32, _: i32, _: &[u8]) -> WsaResult<()> {
        Err(NO)
    }
    fn control(&self, _: u32, _: &[u8], _: &mut [u8]) -> WsaResult<usize> {
        Err(NO)
    }
    fn duplicate(&self) -> WsaResult<Box<dyn ProviderSocket>> {
        Err(NO)
    }
}

/// One that tells, what makes it ready, and one of the kernel.
fn sockets() -> (RawSocket, Arc<AtomicBool>, RawSocket) {
    startup::start();
    let has_data = Arc::new(AtomicBool::new(false));
    let socket = Told { has_data: Arc::clone(&has_data), ..Default::default() };
    let request =
        SocketRequest { family: ws::AF_INET.into(), kind: ws::SOCK_DGRAM, protocol: ws::IPPROTO_UDP };
    let protocol = transports::serving(request).unwrap();
    let told = socket_table::insert(Box::new(socket), protocol.info, 0).unwrap();
    (told, has_data, socket_table::open(protocol, request, 0).unwrap())
}

#[test]
fn a_socket_without_descriptor_ends_the_wait_beside_one_of_the_kernel() {
    for round in 0..200 {
        let (told, has_data, kernel) = sockets();
        let both = [kernel, told];
        let waiting = std::thread::spawn(move || {
            let sets = Sets { read: &both, ..Default::default() };
            assert!(select(sets, Some(Duration::ZERO)).unwrap().read.len() <= 1);
            select(sets, None).unwrap().read
        });
        // The change may come before the wait, on its way into the kernel, and in it.
        for _ in 0..round * 500 {
            std::hint::spin_loop();
        }
        has_data.store(true, Ordering::SeqCst);
        blocking::came_to_life();
        assert_eq!(waiting.join().unwrap(), [told], "round {round}");
        let sets = Sets { read: &both, write: &both, except: &both };
        let selected = select(sets, None).unwrap();
        assert_eq!((selected.read, selected.write, selected.except), (vec![told], vec![kernel], vec![]));
        let entry = |fd, events| ws::WSAPOLLFD { fd, events, revents: 0 };
        let mut entries = [entry(told, ws::POLLRDNORM), entry(kernel, ws::POLLWRNORM)];
        assert_eq!(poll::poll(&mut entries, None), Ok(2));
        assert_eq!(entries.map(|entry| entry.revents), [ws::POLLRDNORM, ws::POLLWRNORM]);
        socket_table::close(told).unwrap();
        socket_table::close(kernel).unwrap();
    }
}

#[test]
fn closing_a_socket_without_descriptor_ends_the_wait() {
    for round in 0..200 {
        let (told, _, kernel) = sockets();
        let waiting = std::thread::spawn(move || {
            select(Sets { read: &[told, kernel], ..Default::default() }, None).map(|selected| selected.read)
        });
        for _ in 0..round * 500 {
            std::hint::spin_loop();
        }
        socket_table::close(told).unwrap();
        let outcome = waiting.join().unwrap();
        assert!(matches!(outcome, Err(WsaError::WSAENOTSOCK)) || outcome == Ok(vec![told]), "{outcome:?}");
        socket_table::close(kernel).unwrap();
    }
}
