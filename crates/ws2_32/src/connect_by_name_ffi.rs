//! `WSAConnectByName` and `WSAConnectByList`: a connection to the first of several addresses that answers.
//!
//! As documented, both wait even on a non-blocking socket, and a failure has the error of the last attempt.
//! Both interrupt an attempt when their time is over, where Windows lets it go on.

use std::ffi::c_void;
use std::net::{SocketAddr, SocketAddrV6};
use std::time::{Duration, Instant};

use ws2_base::procedures::{SIO_QUERY_BLOCKING, Set, duration};
use ws2_base::socket_table::RawSocket;
use ws2_dispatch::route::down;
use ws2_dispatch::select::select;
use ws2_dispatch::sockets;
use ws2_namespace::resolver::{self, Hints};
use ws2_spi::Procedures;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::abi::winsock as ws;
use ws2_types::sockaddr;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent::AddressOut;
use crate::names::read_address;
use crate::names::text::{self, Character};

/// Connects to the first address of a host that answers; a socket for IPv6 without `IPV6_V6ONLY` takes
/// IPv4 addresses too.
///
/// # Errors
/// `FALSE` with
/// - `WSANOTINITIALISED`, `WSAENOTSOCK`
/// - `WSAEINVAL`: no node or service, `reserved` not null, a negative time-out, not a stream socket
/// - `WSAEFAULT`: a buffer too short for an address of the socket's family
/// - `WSAHOST_NOT_FOUND` and what else a lookup ends with, see [`resolver::resolve`]
/// - `WSAETIMEDOUT`: no answer in time; the socket can only be closed then
/// - those of `connect`, from the last attempt
///
/// # Blocking
/// On the lookup and on each attempt, until the time-out if there is one.
///
/// # Safety
/// The strings are null or end with zero; the lengths are null or valid for reads and writes, the addresses
/// for as many bytes; the time-out is null or readable.
#[unsafe(export_name = "ws2_32_WSAConnectByNameA")]
pub unsafe extern "C" fn WSAConnectByNameA(
    socket: RawSocket,
    node: *const u8,
    service: *const u8,
    local_len: *mut u32,
    local: *mut ws::SOCKADDR,
    remote_len: *mut u32,
    remote: *mut ws::SOCKADDR,
    timeout: *const ws::TIMEVAL,
    reserved: *const c_void,
) -> i32 {
    let options = Options { local, local_len, remote, remote_len, timeout, reserved };
    // SAFETY: passed on from the caller.
    unsafe { connect_by_name(socket, node, service, &options) }
}

/// [`WSAConnectByNameA`] for UTF-16.
///
/// # Errors
/// As [`WSAConnectByNameA`].
///
/// # Safety
/// As [`WSAConnectByNameA`].
#[unsafe(export_name = "ws2_32_WSAConnectByNameW")]
pub unsafe extern "C" fn WSAConnectByNameW(
    socket: RawSocket,
    node: *const u16,
    service: *const u16,
    local_len: *mut u32,
    local: *mut ws::SOCKADDR,
    remote_len: *mut u32,
    remote: *mut ws::SOCKADDR,
    timeout: *const ws::TIMEVAL,
    reserved: *const c_void,
) -> i32 {
    let options = Options { local, local_len, remote, remote_len, timeout, reserved };
    // SAFETY: passed on from the caller.
    unsafe { connect_by_name(socket, node, service, &options) }
}

/// Connects to the first address of a list that answers; a socket for IPv6 without `IPV6_V6ONLY` takes IPv4
/// addresses too, mapped or not.
///
/// # Errors
/// As [`WSAConnectByNameA`], without those of the lookup; `WSAEINVAL` and `WSAEFAULT` also for a list that is
/// null or empty, or has a bad address in it.
///
/// # Blocking
/// As [`WSAConnectByNameA`].
///
/// # Safety
/// As [`WSAConnectByNameA`]; the list is null or has the entries it counts.
#[unsafe(export_name = "ws2_32_WSAConnectByList")]
pub unsafe extern "C" fn WSAConnectByList(
    socket: RawSocket,
    list: *const ws::SOCKET_ADDRESS_LIST,
    local_len: *mut u32,
    local: *mut ws::SOCKADDR,
    remote_len: *mut u32,
    remote: *mut ws::SOCKADDR,
    timeout: *const ws::TIMEVAL,
    reserved: *const c_void,
) -> i32 {
    let options = Options { local, local_len, remote, remote_len, timeout, reserved };
    // SAFETY: passed on from the caller.
    let addresses = |_, _: &Deadline| unsafe { listed(list) };
    // SAFETY: passed on from the caller.
    unsafe { connect_to_one(socket, &options, addresses) }
}

/// The arguments that all functions have.
struct Options {
    local: *mut ws::SOCKADDR,
    local_len: *mut u32,
    remote: *mut ws::SOCKADDR,
    remote_len: *mut u32,
    timeout: *const ws::TIMEVAL,
    reserved: *const c_void,
}

/// # Safety
/// As [`WSAConnectByNameA`].
unsafe fn connect_by_name<C: Character>(
    socket: RawSocket,
    node: *const C,
    service: *const C,
    options: &Options,
) -> i32 {
    let addresses = |reach: Reach, deadline: &Deadline| {
        // SAFETY: null or strings that end with zero.
        let (Some(node), Some(service)) = (unsafe { (text::read(node), text::read(service)) }) else {
            return Err(WsaError::WSAEINVAL);
        };
        let hints = Hints { family: reach.family(), socket_type: ws::SOCK_STREAM, ..Hints::default() };
        let answers = match deadline.time_left() {
            Some(left) => resolver::resolve_within(left, Some(&node), Some(&service), &hints)?,
            None => resolver::resolve(Some(&node), Some(&service), &hints)?,
        };
        Ok(answers.iter().map(|answer| answer.address).collect())
    };
    // SAFETY: passed on from the caller.
    unsafe { connect_to_one(socket, options, addresses) }
}

/// # Safety
/// `list` is null or has the entries it counts.
unsafe fn listed(list: *const ws::SOCKET_ADDRESS_LIST) -> WsaResult<Vec<SocketAddr>> {
    if list.is_null() {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: not null; the caller vouches for the count. The array begins where one entry is declared.
    let entries = unsafe {
        let count = usize::try_from((*list).iAddressCount).map_err(|_| WsaError::WSAEINVAL)?;
        std::slice::from_raw_parts((&raw const (*list).Address).cast::<ws::SOCKET_ADDRESS>(), count)
    };
    if entries.is_empty() {
        return Err(WsaError::WSAEINVAL);
    }
    let address = |entry: &ws::SOCKET_ADDRESS| {
        let len = usize::try_from(entry.iSockaddrLength).map_err(|_| WsaError::WSAEFAULT)?;
        // SAFETY: null or as long as stated.
        unsafe { read_address(entry.lpSockaddr, len) }
    };
    entries.iter().map(address).collect()
}

/// Finds the addresses, connects to one of them and tells which; answers a `BOOL`.
///
/// # Safety
/// The pointers of the options are null or valid as [`WSAConnectByNameA`] says.
unsafe fn connect_to_one(
    handle: RawSocket,
    options: &Options,
    addresses: impl FnOnce(Reach, &Deadline) -> WsaResult<Vec<SocketAddr>>,
) -> i32 {
    let connect = || {
        let socket = Connecting::of(handle)?;
        if !options.reserved.is_null() || socket.info.iSocketType != ws::SOCK_STREAM {
            return Err(WsaError::WSAEINVAL);
        }
        // SAFETY: null or readable.
        let deadline = Deadline::after(unsafe { options.timeout.as_ref() }.map(duration).transpose()?);
        // SAFETY: passed on from the caller.
        let (local, remote) = unsafe {
            let local = AddressOut::optional(options.local, options.local_len.cast())?;
            (local, AddressOut::optional(options.remote, options.remote_len.cast())?)
        };
        let family = socket.info.iAddressFamily;
        local.iter().chain(&remote).try_for_each(|out| out.require_room(family))?;

        let reach = Reach::of(&socket)?;
        let addresses = addresses(reach, &deadline)?;
        connect_to_first(&socket, &reach.in_order(&addresses), &deadline)?;
        local.iter().try_for_each(|out| out.fill(&socket.address(|provider| provider.lpWSPGetSockName)?))?;
        remote.iter().try_for_each(|out| out.fill(&socket.address(|provider| provider.lpWSPGetPeerName)?))?;
        Ok(0)
    };
    i32::from(winsock(connect) == 0)
}

/// A procedure that tells an address.
type TellAddress = unsafe extern "system" fn(RawSocket, *mut ws::SOCKADDR, *mut i32, *mut i32) -> i32;

/// The socket that is to be connected, of whatever provider.
struct Connecting {
    socket: RawSocket,
    info: ProtocolInfo,
}

impl Connecting {
    /// # Errors
    /// `WSAENOTSOCK`
    fn of(socket: RawSocket) -> WsaResult<Connecting> {
        let mut connecting = Connecting { socket, info: ProtocolInfo::default() };
        let mut info = ProtocolInfo::default();
        connecting.option(ws::SOL_SOCKET, ws::SO_PROTOCOL_INFOW, &mut info)?;
        connecting.info = info;
        Ok(connecting)
    }

    fn option<T>(&self, level: i32, name: i32, value: &mut T) -> WsaResult<()> {
        let (value, mut len) = (std::ptr::from_mut(value).cast(), size_of::<T>() as i32);
        // SAFETY: a value of plain numbers, as long as stated.
        let ask = |provider: &Procedures, error| unsafe {
            (provider.lpWSPGetSockOpt)(self.socket, level, name, value, &raw mut len, error)
        };
        down(self.socket, ask).map(drop)
    }

    fn address(&self, procedure: impl Fn(&Procedures) -> TellAddress) -> WsaResult<Vec<u8>> {
        let mut address = [0u8; size_of::<ws::SOCKADDR_STORAGE>()];
        let (place, mut len) = (address.as_mut_ptr().cast(), address.len() as i32);
        // SAFETY: room of our own, as long as stated.
        down(self.socket, |provider, error| unsafe {
            procedure(provider)(self.socket, place, &raw mut len, error)
        })?;
        Ok(address[..usize::try_from(len).map_or(0, |len| len.min(address.len()))].to_vec())
    }

    fn begin(&self, address: &SocketAddr) -> WsaResult<()> {
        let address = sockaddr::encode(address);
        let (bytes, none) = (address.as_bytes(), std::ptr::null_mut());
        // SAFETY: an address of our own, as long as stated.
        let connect = |provider: &Procedures, error| unsafe {
            (provider.lpWSPConnect)(
                self.socket,
                bytes.as_ptr().cast(),
                bytes.len() as i32,
                none,
                none,
                std::ptr::null(),
                std::ptr::null(),
                error,
            )
        };
        down(self.socket, connect).map(drop)
    }

    fn is_blocking(&self) -> bool {
        let mut answer = 1u32;
        // A provider that does not know the question is taken to block.
        let _ = self.control(SIO_QUERY_BLOCKING, &mut answer);
        answer != 0
    }

    fn set_nonblocking(&self, on: bool) -> WsaResult<()> {
        self.control(ws::FIONBIO as u32, &mut u32::from(on))
    }

    fn control(&self, code: u32, value: &mut u32) -> WsaResult<()> {
        let (value, len, mut returned) = (std::ptr::from_mut(value).cast(), size_of::<u32>() as u32, 0);
        // SAFETY: a number of the caller's, in and out.
        let control = |provider: &Procedures, error| unsafe {
            (provider.lpWSPIoctl)(
                self.socket,
                code,
                value,
                len,
                value,
                len,
                &raw mut returned,
                std::ptr::null_mut(),
                None,
                std::ptr::null(),
                error,
            )
        };
        down(self.socket, control).map(drop)
    }

    /// Waits for an attempt to end; whether it did.
    fn wait(&self, time: Option<Duration>) -> WsaResult<bool> {
        let (mut write, mut except) = ([1, self.socket], [1, self.socket]);
        let [write, except] = [&mut write, &mut except].map(|set| Set(set.as_mut_ptr().cast()));
        let time = time.map(|time| ws::TIMEVAL {
            tv_sec: i32::try_from(time.as_secs()).unwrap_or(i32::MAX),
            tv_usec: time.subsec_micros() as i32,
        });
        let time = time.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        // SAFETY: two sets of one member each: a count, then the socket.
        unsafe { select([Set(std::ptr::null_mut()), write, except], time) }.map(|ready| ready > 0)
    }
}

/// Which addresses a socket can be connected to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    V4,
    V6,
    /// An IPv6 socket that takes IPv4 addresses in mapped form.
    Both,
}

impl Reach {
    fn of(socket: &Connecting) -> WsaResult<Reach> {
        if socket.info.iAddressFamily != i32::from(ws::AF_INET6) {
            return Ok(Reach::V4);
        }
        let mut only_v6 = 0u32;
        socket.option(ws::IPPROTO_IPV6, ws::IPV6_V6ONLY, &mut only_v6)?;
        Ok(if only_v6 == 0 { Reach::Both } else { Reach::V6 })
    }

    /// The family to look a name up for.
    fn family(self) -> i32 {
        match self {
            Reach::V4 => ws::AF_INET.into(),
            Reach::V6 => ws::AF_INET6.into(),
            Reach::Both => ws::AF_UNSPEC.into(),
        }
    }

    /// The addresses in the socket's form. Once the kernel has tried a mapped address, its socket reaches no
    /// IPv6 address any more, so those come first.
    fn in_order(self, addresses: &[SocketAddr]) -> Vec<SocketAddr> {
        let in_form = |address: &SocketAddr| match address {
            SocketAddr::V4(v4) if self == Reach::Both => {
                SocketAddrV6::new(v4.ip().to_ipv6_mapped(), v4.port(), 0, 0).into()
            }
            other => *other,
        };
        let mut ordered: Vec<SocketAddr> = addresses.iter().map(in_form).collect();
        ordered.sort_by_key(
            |address| matches!(address, SocketAddr::V6(v6) if v6.ip().to_ipv4_mapped().is_some()),
        );
        ordered
    }
}

/// When a call is to give up, if ever.
struct Deadline(Option<Instant>);

impl Deadline {
    fn after(timeout: Option<Duration>) -> Deadline {
        Deadline(timeout.and_then(|timeout| Instant::now().checked_add(timeout)))
    }

    fn time_left(&self) -> Option<Duration> {
        self.0.map(|at| at.saturating_duration_since(Instant::now()))
    }

    fn is_over(&self) -> bool {
        self.time_left() == Some(Duration::ZERO)
    }
}

fn connect_to_first(socket: &Connecting, addresses: &[SocketAddr], deadline: &Deadline) -> WsaResult<()> {
    // A blocking attempt could not be interrupted.
    let _mode =
        (deadline.0.is_some() && socket.is_blocking()).then(|| NonBlocking::enter(socket)).transpose()?;
    let mut outcome = Err(WsaError::WSAEHOSTUNREACH);
    for (index, address) in addresses.iter().enumerate() {
        if index > 0 && deadline.is_over() {
            return Err(WsaError::WSAETIMEDOUT);
        }
        outcome = connect(socket, address, deadline);
        match outcome {
            Err(error) if !concerns_socket(error) => {}
            _ => break,
        }
    }
    outcome
}

/// Errors of `connect` that no other address can cure.
fn concerns_socket(error: WsaError) -> bool {
    matches!(
        error,
        WsaError::WSAEALREADY
            | WsaError::WSAEINTR
            | WsaError::WSAEINVAL
            | WsaError::WSAEISCONN
            | WsaError::WSAENOTSOCK
    )
}

/// One attempt, to its end also on a non-blocking socket.
fn connect(socket: &Connecting, address: &SocketAddr, deadline: &Deadline) -> WsaResult<()> {
    if i32::from(sockaddr::family(address)) != socket.info.iAddressFamily {
        return Err(WsaError::WSAEAFNOSUPPORT);
    }
    match socket.begin(address) {
        Err(WsaError::WSAEWOULDBLOCK) => {}
        outcome => return outcome,
    }
    let has_ended = socket.wait(deadline.time_left())?;
    if sockets::require(socket.socket).is_err() {
        return Err(WsaError::WSAEINTR); // another thread has closed it
    }
    if !has_ended {
        return Err(WsaError::WSAETIMEDOUT);
    }
    let mut error = 0;
    socket.option(ws::SOL_SOCKET, ws::SO_ERROR, &mut error)?;
    match error {
        0 => socket.address(|provider| provider.lpWSPGetPeerName).map(drop),
        code => Err(WsaError::from_code(code)),
    }
}

/// A blocking socket that is not, as long as this lives.
struct NonBlocking<'a>(&'a Connecting);

impl NonBlocking<'_> {
    fn enter(socket: &Connecting) -> WsaResult<NonBlocking<'_>> {
        socket.set_nonblocking(true)?;
        Ok(NonBlocking(socket))
    }
}

impl Drop for NonBlocking<'_> {
    fn drop(&mut self) {
        // It worked the other way a moment ago.
        let _ = self.0.set_nonblocking(false);
    }
}

#[cfg(test)]
mod tests;
