//! Providers whose `WSPStartup` is a function of the tests. Starts and clean-ups are of the process, so one test runs at a
//! time.

use std::cell::Cell;
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Barrier};
use std::thread;

use parking_lot::{Mutex, MutexGuard};
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use super::registry::Provider;
use super::*;
use crate::startup::{HIGHEST, start};

pub(crate) static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
/// What happened, in order.
static EVENTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// What the next start answers as its version.
static VERSION: AtomicU16 = AtomicU16::new(0);
static STARTS: AtomicU32 = AtomicU32::new(0);
/// Starts of `slow` tell that they are under way, and wait for a word.
static SLOW: Mutex<Option<(Sender<()>, Receiver<i32>)>> = Mutex::new(None);

fn alone() -> MutexGuard<'static, ()> {
    let guard = ONE_AT_A_TIME.lock();
    start(HIGHEST).unwrap();
    clean_up_all();
    EVENTS.lock().clear();
    VERSION.store(0x0202, Ordering::Relaxed);
    STARTS.store(0, Ordering::Relaxed);
    guard
}

fn info() -> ProtocolInfo {
    ProtocolInfo { dwCatalogEntryId: 4711, ..ProtocolInfo::default() }
}

fn note(event: impl Into<String>) {
    EVENTS.lock().push(event.into());
}

unsafe extern "system" fn cleanup(_error: *mut i32) -> i32 {
    note("cleaned up");
    0
}

unsafe extern "system" fn cleanup_of_other(_error: *mut i32) -> i32 {
    note("other cleaned up");
    0
}

/// # Safety
/// As `WSPStartup`.
unsafe fn fill(data: *const ws::WSPDATA, table: *mut ws::WSPPROC_TABLE, holes: bool) {
    // SAFETY: every entry is a function pointer; the one that is called here has its own type.
    let mut full: ws::WSPPROC_TABLE = unsafe { std::mem::transmute([cleanup as *const () as usize; 30]) };
    full.lpWSPCleanup = Some(cleanup);
    if holes {
        full.lpWSPSendTo = None;
    }
    // SAFETY: the caller's promise.
    unsafe {
        (*data.cast_mut()).wVersion = VERSION.load(Ordering::Relaxed);
        (*data.cast_mut()).wHighVersion = 0x0202;
        table.write(full);
    }
}

unsafe extern "system" fn plain(
    version: u16,
    data: *const ws::WSPDATA,
    info: *const ProtocolInfo,
    upcalls: ws::WSPUPCALLTABLE,
    table: *mut ws::WSPPROC_TABLE,
) -> i32 {
    STARTS.fetch_add(1, Ordering::Relaxed);
    assert_eq!(version, 0x0202);
    // SAFETY: valid during the call.
    assert_eq!(unsafe { (*info).dwCatalogEntryId }, 4711);
    assert!(upcalls.lpWPUCloseThread.is_some());
    // SAFETY: passed on.
    unsafe { fill(data, table, false) };
    0
}

unsafe extern "system" fn other(
    _version: u16,
    data: *const ws::WSPDATA,
    _info: *const ProtocolInfo,
    _upcalls: ws::WSPUPCALLTABLE,
    table: *mut ws::WSPPROC_TABLE,
) -> i32 {
    // SAFETY: passed on; the table is there.
    unsafe {
        fill(data, table, false);
        (*table).lpWSPCleanup = Some(cleanup_of_other);
    }
    0
}

unsafe extern "system" fn with_holes(
    _version: u16,
    data: *const ws::WSPDATA,
    _info: *const ProtocolInfo,
    _upcalls: ws::WSPUPCALLTABLE,
    table: *mut ws::WSPPROC_TABLE,
) -> i32 {
    // SAFETY: passed on.
    unsafe { fill(data, table, true) };
    0
}

unsafe extern "system" fn slow(
    _version: u16,
    data: *const ws::WSPDATA,
    _info: *const ProtocolInfo,
    _upcalls: ws::WSPUPCALLTABLE,
    table: *mut ws::WSPPROC_TABLE,
) -> i32 {
    STARTS.fetch_add(1, Ordering::Relaxed);
    let (under_way, word) = SLOW.lock().take().expect("set by the test");
    under_way.send(()).unwrap();
    let answer = word.recv().unwrap();
    // SAFETY: passed on.
    unsafe { fill(data, table, false) };
    answer
}

fn prepare_slow() -> (Receiver<()>, Sender<i32>) {
    let ((under_way, begun), (word, answer)) = (mpsc::channel(), mpsc::channel());
    *SLOW.lock() = Some((under_way, answer));
    (begun, word)
}

#[test]
fn a_provider_is_started_once_and_its_route_leads_to_it() {
    let _alone = alone();
    let provider = Provider::with_startup(1001, plain);
    let loaded = provider.loaded(&info()).unwrap();
    assert_eq!(loaded.index, 1001);
    assert!(std::ptr::eq(provider.loaded(&info()).unwrap(), loaded));
    assert_eq!(STARTS.load(Ordering::Relaxed), 1);
    assert!(std::ptr::eq(procedures(1001), &loaded.procedures));
}

#[test]
fn clean_up_goes_backwards_and_the_next_socket_starts_anew() {
    let _alone = alone();
    let (first, second) = (Provider::with_startup(1002, plain), Provider::with_startup(1003, other));
    first.loaded(&info()).unwrap();
    second.loaded(&info()).unwrap();
    clean_up_all();
    assert_eq!(*EVENTS.lock(), ["other cleaned up", "cleaned up"]);
    clean_up_all();
    assert_eq!(EVENTS.lock().len(), 2);
    first.loaded(&info()).unwrap();
    assert_eq!(STARTS.load(Ordering::Relaxed), 2);
}

#[test]
fn another_version_than_2_2_is_no_provider_and_is_cleaned_up() {
    let _alone = alone();
    let provider = Provider::with_startup(1004, plain);
    for version in [0x0002, 0x0102, 0x0302, 0x0101] {
        VERSION.store(version, Ordering::Relaxed);
        assert_eq!(provider.loaded(&info()).err(), Some(WsaError::WSAEINVALIDPROVIDER));
    }
    assert_eq!(EVENTS.lock().len(), 4);
    VERSION.store(0x0202, Ordering::Relaxed);
    provider.loaded(&info()).unwrap();
}

#[test]
fn a_table_with_a_hole_is_refused_and_cleaned_up() {
    let _alone = alone();
    let provider = Provider::with_startup(1005, with_holes);
    assert_eq!(provider.loaded(&info()).err(), Some(WsaError::WSAEINVALIDPROCTABLE));
    assert_eq!(*EVENTS.lock(), ["cleaned up"]);
}

#[test]
fn of_two_threads_one_starts_and_the_other_waits() {
    let _alone = alone();
    let provider = Provider::with_startup(1006, slow);
    let (begun, word) = prepare_slow();
    let starts = thread::spawn(|| provider.loaded(&info()).map(std::ptr::from_ref).map(<*const _>::addr));
    begun.recv().unwrap();
    let waits = thread::spawn(|| provider.loaded(&info()).map(std::ptr::from_ref).map(<*const _>::addr));
    // Others are started meanwhile.
    Provider::with_startup(1007, plain).loaded(&info()).unwrap();
    word.send(0).unwrap();
    let (one, two) = (starts.join().unwrap().unwrap(), waits.join().unwrap().unwrap());
    assert_eq!(one, two);
    assert_eq!(STARTS.load(Ordering::Relaxed), 2);
}

#[test]
fn a_failed_start_is_told_as_the_provider_says_and_tried_anew() {
    let _alone = alone();
    let provider = Provider::with_startup(1008, slow);
    for (answer, told) in
        [(WsaError::WSASYSNOTREADY.code(), WsaError::WSASYSNOTREADY), (-1, WsaError::WSAEPROVIDERFAILEDINIT)]
    {
        let (begun, word) = prepare_slow();
        let starts = thread::spawn(|| provider.loaded(&info()).err());
        begun.recv().unwrap();
        word.send(answer).unwrap();
        assert_eq!(starts.join().unwrap(), Some(told));
    }
    assert_eq!(*EVENTS.lock(), Vec::<String>::new(), "what did not start is not cleaned up");
    let (_begun, word) = prepare_slow();
    word.send(0).unwrap();
    provider.loaded(&info()).unwrap();
    assert_eq!(STARTS.load(Ordering::Relaxed), 3);
}

thread_local! {
    /// What a start of `calls_back` asks for.
    static ASKS_FOR: Cell<Option<&'static Provider>> = const { Cell::new(None) };
    /// With whom it waits before it asks.
    static MEETS_AT: Cell<Option<Arc<Barrier>>> = const { Cell::new(None) };
}

unsafe extern "system" fn calls_back(
    _version: u16,
    data: *const ws::WSPDATA,
    _info: *const ProtocolInfo,
    _upcalls: ws::WSPUPCALLTABLE,
    table: *mut ws::WSPPROC_TABLE,
) -> i32 {
    if let Some(place) = MEETS_AT.take() {
        place.wait();
    }
    let asked = ASKS_FOR.get().expect("set by the test").loaded(&info());
    note(match asked {
        Ok(_) => "started".to_owned(),
        Err(error) => error.code().to_string(),
    });
    // SAFETY: passed on.
    unsafe { fill(data, table, false) };
    0
}

#[test]
fn a_provider_that_comes_back_for_itself_is_refused_and_goes_on() {
    let _alone = alone();
    let provider = Provider::with_startup(1009, calls_back);
    ASKS_FOR.set(Some(provider));
    provider.loaded(&info()).unwrap();
    assert_eq!(*EVENTS.lock(), [WsaError::WSAEINPROGRESS.code().to_string()]);
}

#[test]
fn a_provider_may_start_another() {
    let _alone = alone();
    ASKS_FOR.set(Some(Provider::with_startup(1010, plain)));
    Provider::with_startup(1011, calls_back).loaded(&info()).unwrap();
    assert_eq!(*EVENTS.lock(), ["started"]);
}

#[test]
fn two_that_start_each_other_do_not_wait_for_ever() {
    let _alone = alone();
    let (one, two) = (Provider::with_startup(1012, calls_back), Provider::with_startup(1013, calls_back));
    let place = Arc::new(Barrier::new(2));
    let run = |own: &'static Provider, asks_for| {
        let place = Arc::clone(&place);
        thread::spawn(move || {
            ASKS_FOR.set(Some(asks_for));
            MEETS_AT.set(Some(place));
            own.loaded(&info()).map(drop)
        })
    };
    for thread in [run(one, two), run(two, one)] {
        thread.join().unwrap().unwrap();
    }
    let mut events = EVENTS.lock().clone();
    events.sort();
    assert_eq!(events, [WsaError::WSAEINPROGRESS.code().to_string(), "started".to_owned()]);
}

#[test]
fn what_starts_after_the_last_clean_up_is_taken_back() {
    let _alone = alone();
    while crate::startup::require_started().is_ok() {
        crate::startup::clean_up().unwrap();
    }
    let provider = Provider::with_startup(1014, plain);
    assert_eq!(provider.loaded(&info()).err(), Some(WsaError::WSANOTINITIALISED));
    assert_eq!(*EVENTS.lock(), ["cleaned up"]);
}
