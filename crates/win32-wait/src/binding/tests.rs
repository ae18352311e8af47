//! Where a descriptor is watched while its handle gets a port or another file comes under its number.

use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;

use ws2_sys::socket_raw;

use super::*;

const TOKEN: u64 = 0x7fff_fff0;

/// Nobody's.
fn handle() -> Handle {
    Handle::from_raw(TOKEN as usize).unwrap()
}

fn is_watched_at(poller: &Poller, fd: BorrowedFd<'_>) -> bool {
    // The kernel takes a descriptor only once.
    let taken = poller.watch(fd, TOKEN).is_ok();
    if taken {
        poller.forget(fd);
    }
    !taken
}

#[test]
fn a_watch_moves_to_the_port_or_stays_where_it_is() {
    let (socket, _peer) = UnixStream::pair().unwrap();
    let (fd, port) = (socket.as_fd(), Port::new(1).unwrap());
    let binding = Binding::default();
    binding.watch(fd, handle()).unwrap();
    // There is no place for it.
    port.poller().watch(fd, TOKEN).unwrap();
    assert!(binding.associate(&port, 7, Some((fd, handle()))).is_err());
    assert!(!binding.has_port() && binding.is_watched() && is_watched_at(commons::poller().unwrap(), fd));
    port.poller().forget(fd);

    binding.associate(&port, 7, Some((fd, handle()))).unwrap();
    assert!(binding.has_port() && binding.is_watched() && is_watched_at(port.poller(), fd));
    assert!(!is_watched_at(commons::poller().unwrap(), fd));
    let again = binding.associate(&port, 7, Some((fd, handle())));
    assert_eq!(again, Err(WsaError::WSA_INVALID_PARAMETER));
    assert!(is_watched_at(port.poller(), fd));
}

#[test]
fn a_watch_near_a_port_may_be_at_that_of_the_handle_already() {
    let (socket, _peer) = UnixStream::pair().unwrap();
    let (fd, port) = (socket.as_fd(), Port::new(1).unwrap());
    let binding = Binding::default();
    binding.watch_near(fd, handle(), Some(&port)).unwrap();
    binding.associate(&port, 7, Some((fd, handle()))).unwrap();
    assert!(binding.is_watched() && is_watched_at(port.poller(), fd));
}

#[test]
fn another_file_under_the_number_is_watched_if_the_watch_stays() {
    let port = Port::new(1).unwrap();
    for stay in [false, true] {
        let (socket, _peer) = UnixStream::pair().unwrap();
        let (other, _other_peer) = UnixStream::pair().unwrap();
        let fd = socket.as_fd();
        let binding = Binding::default();
        binding.associate(&port, 7, Some((fd, handle()))).unwrap();
        binding.watch(fd, handle()).unwrap();
        // The file lives on, and might go on being watched.
        let _lives_on = socket_raw::duplicate(fd).unwrap();
        binding.replace(fd, stay, || socket_raw::replace(fd, other.as_fd())).unwrap();
        // Of the file that is under the number now.
        assert_eq!((binding.is_watched(), is_watched_at(port.poller(), fd)), (stay, stay));
    }
}

#[test]
fn a_routine_runs_in_the_thread_that_is_named() {
    let binding = Binding::default();
    let (names, named) = std::sync::mpsc::channel();
    let (finish, finished) = std::sync::mpsc::channel::<()>();
    let other = std::thread::spawn(move || {
        names.send(thread::current()).unwrap();
        finished.recv().unwrap();
        assert!(thread::run_pending_apcs());
        thread::current_id()
    });
    let (tells, told) = std::sync::mpsc::channel();
    let mut overlapped = ws2_types::abi::io::OVERLAPPED::default();
    // SAFETY: it outlives the operation.
    let lent = unsafe { Lent::new(&raw mut overlapped) }.unwrap();
    let call = Box::new(move |outcome: crate::completion::Outcome| {
        tells.send((thread::current_id(), outcome.bytes)).unwrap();
    });
    let completion = binding.begin_with_routine_of(named.recv().unwrap(), lent, call).unwrap();
    completion.finish(crate::completion::Outcome::done(5, 0));
    assert!(!thread::run_pending_apcs());
    finish.send(()).unwrap();
    let id = other.join().unwrap();
    assert_eq!(told.recv(), Ok((id, 5)));
}

#[test]
fn what_is_aborted_quietly_sets_no_event_and_others_do_again_even_after_a_panic() {
    use crate::completion::{Outcome, quietly};
    use crate::event::{Event, Reset};
    let binding = Binding::default();
    let is_told = |quiet: bool, error| {
        let event = Event::new(Reset::Manual, false);
        let handle = crate::handle_table::handles().insert(Arc::clone(&event) as _).unwrap();
        let mut overlapped = ws2_types::abi::io::OVERLAPPED {
            hEvent: std::ptr::without_provenance_mut(handle.into_raw()),
            ..Default::default()
        };
        // SAFETY: it outlives the operation.
        let lent = unsafe { Lent::new(&raw mut overlapped) }.unwrap();
        let completion = binding.begin(lent).unwrap();
        let finish = || completion.finish(Outcome::failed(error));
        if quiet {
            quietly(finish)
        } else {
            finish()
        }
        assert_ne!(lent.status() as u32, ws2_types::status::STATUS_PENDING);
        crate::dispatcher::close_handle(handle).unwrap();
        crate::wait::wait_any(&[event as _], 0, false).unwrap() == crate::wait::Outcome::Signaled(0)
    };
    assert!(is_told(false, WsaError::WSA_OPERATION_ABORTED));
    assert!(!is_told(true, WsaError::WSA_OPERATION_ABORTED));
    assert!(is_told(true, WsaError::WSAECONNRESET), "only what is aborted is silent");
    let elsewhere = || {
        std::thread::scope(|threads| {
            threads.spawn(|| is_told(false, WsaError::WSA_OPERATION_ABORTED)).join().unwrap()
        })
    };
    assert!(quietly(elsewhere), "nor what other threads abort");
    let panicked = std::panic::catch_unwind(|| quietly(|| panic!("of the test")));
    assert!(panicked.is_err());
    assert!(is_told(false, WsaError::WSA_OPERATION_ABORTED));
}
