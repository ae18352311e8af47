//! Socket system calls, one function each, with the program's own pointers.
//!
//! The kernel checks every pointer it is given and answers `EFAULT`; that is why these take raw pointers and
//! are still safe for any value: the kernel never writes outside what the caller says it lends. What *is*
//! asked of callers: memory handed out for writing must be theirs to lend for the length they state, which
//! is the contract of the C call above.

use linux_raw_sys::{general, ioctl, net};
use rustix::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use syscalls::{Sysno, syscall};

use crate::address::KernelAddress;
use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};
use crate::interruptible_raw::Interruption;

/// One buffer lent by the program: the kernel's `iovec`.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct LentBuffer {
    /// First byte.
    pub base: *mut u8,
    /// Length in bytes.
    pub len: usize,
}

// SAFETY: the program lends the memory to the library as a whole, whichever thread hands it to the kernel.
unsafe impl Send for LentBuffer {}

#[repr(C)]
struct MessageHeader {
    name: *mut u8,
    name_len: u32,
    buffers: *const LentBuffer,
    buffer_count: usize,
    control: *mut u8,
    control_len: usize,
    flags: u32,
}

#[repr(C)]
struct MultiMessageHeader {
    header: MessageHeader,
    received: u32,
}

macro_rules! call {
    ($number:ident $(, $argument:expr)*) => {
        // SAFETY: the arguments follow the kernel's signature of this call; pointers are checked by the kernel.
        unsafe { syscall!(Sysno::$number $(, $argument)*) }.map_err(|error| Errno(error.into_raw()))
    };
}

/// A call that may block: the kernel is entered in the way that `$how` says.
macro_rules! blocking_call {
    ($how:expr, $number:ident $(, $argument:expr)*) => {
        match $how.interruption {
            None => call!($number $(, $argument)*),
            // SAFETY: as for every call here.
            Some(interruption) => unsafe {
                let arguments = syscalls::SyscallArgs::from(&[$($argument as usize),*]);
                let syscalls::SyscallArgs { arg0, arg1, arg2, arg3, arg4, arg5 } = arguments;
                interruption.call(Sysno::$number, [arg0, arg1, arg2, arg3, arg4, arg5])
            },
        }
    };
}

/// How a transfer is made: with the kernel's MSG_*, and in a way that can be interrupted if it is to wait.
#[derive(Clone, Copy)]
pub struct How<'a> {
    flags: u32,
    interruption: Option<Interruption<'a>>,
}

impl From<u32> for How<'_> {
    fn from(flags: u32) -> Self {
        How { flags, interruption: None }
    }
}

impl<'a> How<'a> {
    /// Waits, and is ended by an interrupt for certain.
    pub fn waiting(flags: u32, interruption: Interruption<'a>) -> How<'a> {
        How { flags, interruption: Some(interruption) }
    }
}

fn raw(fd: BorrowedFd<'_>) -> i32 {
    fd.as_raw_fd()
}

fn owned(fd: usize) -> OwnedFd {
    // SAFETY: the kernel just returned this descriptor to us alone.
    above_standard_streams(unsafe { OwnedFd::from_raw_fd(fd as i32) })
}

/// `socket`, close-on-exec.
pub fn socket(family: u16, kind: u32, protocol: u32) -> SysResult<OwnedFd> {
    call!(socket, u32::from(family), kind | general::O_CLOEXEC, protocol).map(owned)
}

/// `bind`.
pub fn bind(fd: BorrowedFd<'_>, address: &KernelAddress) -> SysResult<()> {
    let bytes = address.as_bytes();
    call!(bind, raw(fd), bytes.as_ptr(), bytes.len()).map(drop)
}

/// `connect`; blocks or not as the descriptor's own `O_NONBLOCK` says.
pub fn connect(fd: BorrowedFd<'_>, address: &KernelAddress) -> SysResult<()> {
    let bytes = address.as_bytes();
    call!(connect, raw(fd), bytes.as_ptr(), bytes.len()).map(drop)
}

/// [`connect`] that an interrupt ends; the kernel goes on connecting then.
pub fn connect_interruptibly(
    fd: BorrowedFd<'_>,
    address: &KernelAddress,
    interruption: Interruption<'_>,
) -> SysResult<()> {
    let bytes = address.as_bytes();
    let how = How::waiting(0, interruption);
    blocking_call!(how, connect, raw(fd), bytes.as_ptr(), bytes.len()).map(drop)
}

/// Dissolves an association: TCP sends RST at once (blocked calls wake up), UDP forgets its peer.
pub fn disconnect(fd: BorrowedFd<'_>) -> SysResult<()> {
    let unspecified = [0u8; 16];
    call!(connect, raw(fd), unspecified.as_ptr(), unspecified.len()).map(drop)
}

/// `listen`.
pub fn listen(fd: BorrowedFd<'_>, backlog: i32) -> SysResult<()> {
    call!(listen, raw(fd), backlog).map(drop)
}

/// `accept4`, close-on-exec. The accepted descriptor blocks.
pub fn accept(fd: BorrowedFd<'_>) -> SysResult<(OwnedFd, KernelAddress)> {
    let mut address = KernelAddress::empty();
    let accepted = call!(accept4, raw(fd), address.as_mut_ptr(), address.len_mut_ptr(), general::O_CLOEXEC)?;
    Ok((owned(accepted), address))
}

/// `shutdown` with the kernel's SHUT_* number.
pub fn shutdown(fd: BorrowedFd<'_>, how: u32) -> SysResult<()> {
    call!(shutdown, raw(fd), how).map(drop)
}

/// `sendto` of one buffer. Never raises SIGPIPE.
#[inline]
pub fn send<'a>(fd: BorrowedFd<'_>, buffer: LentBuffer, how: impl Into<How<'a>>) -> SysResult<usize> {
    let (no_address, no_len) = (0usize, 0usize);
    let how = how.into();
    let flags = how.flags | net::MSG_NOSIGNAL;
    blocking_call!(how, sendto, raw(fd), buffer.base, buffer.len, flags, no_address, no_len)
}

/// `sendmsg` of several buffers, to an address if one is given. Never raises SIGPIPE.
#[inline]
pub fn send_message<'a>(
    fd: BorrowedFd<'_>,
    buffers: &[LentBuffer],
    how: impl Into<How<'a>>,
    to: Option<&KernelAddress>,
) -> SysResult<usize> {
    send_message_with_control(fd, buffers, how, to, &[])
}

/// `sendmsg` with control data of the kernel's layout. Never raises SIGPIPE.
#[inline]
pub fn send_message_with_control<'a>(
    fd: BorrowedFd<'_>,
    buffers: &[LentBuffer],
    how: impl Into<How<'a>>,
    to: Option<&KernelAddress>,
    control: &[u8],
) -> SysResult<usize> {
    let name = to.map_or(&[][..], KernelAddress::as_bytes);
    let header = MessageHeader {
        name: name.as_ptr().cast_mut(),
        name_len: name.len() as u32,
        buffers: buffers.as_ptr(),
        buffer_count: buffers.len(),
        control: if control.is_empty() { std::ptr::null_mut() } else { control.as_ptr().cast_mut() },
        control_len: control.len(),
        flags: 0,
    };
    let how = how.into();
    blocking_call!(how, sendmsg, raw(fd), &raw const header, how.flags | net::MSG_NOSIGNAL)
}

/// `recvfrom` into one buffer. Queued data comes before a pending error.
#[inline]
pub fn receive(fd: BorrowedFd<'_>, buffer: LentBuffer, flags: u32) -> SysResult<usize> {
    call!(recvfrom, raw(fd), buffer.base, buffer.len, flags, 0, 0)
}

/// What a receive brought.
#[derive(Clone, Copy)]
pub struct Received {
    /// Bytes put into the buffers.
    pub bytes: usize,
    /// The kernel's MSG_* flags of the message.
    pub flags: u32,
}

/// Receives from a stream. A pending connection error comes *before* data still queued.
///
/// `recvmmsg` for one message is the one receive call that looks at the socket's error first; it costs 4 %
/// more than `recv` and spares a second call to learn of a reset.
#[inline]
pub fn receive_stream<'a>(
    fd: BorrowedFd<'_>,
    buffers: &[LentBuffer],
    how: impl Into<How<'a>>,
) -> SysResult<Received> {
    let how = how.into();
    let mut message =
        MultiMessageHeader { header: receive_header(buffers, std::ptr::null_mut(), 0), received: 0 };
    blocking_call!(how, recvmmsg, raw(fd), &raw mut message, 1, how.flags, 0)?;
    Ok(Received { bytes: message.received as usize, flags: message.header.flags })
}

/// `recvmsg`, with the sender's address if `from` is given.
#[inline]
pub fn receive_message<'a>(
    fd: BorrowedFd<'_>,
    buffers: &[LentBuffer],
    how: impl Into<How<'a>>,
    from: Option<&mut KernelAddress>,
) -> SysResult<Received> {
    let how = how.into();
    let Some(from) = from else {
        let mut header = receive_header(buffers, std::ptr::null_mut(), 0);
        let bytes = blocking_call!(how, recvmsg, raw(fd), &raw mut header, how.flags)?;
        return Ok(Received { bytes, flags: header.flags });
    };
    let mut header =
        receive_header(buffers, from.as_mut_ptr(), KernelAddress::empty().as_bytes().len() as u32);
    let bytes = blocking_call!(how, recvmsg, raw(fd), &raw mut header, how.flags)?;
    from.set_len(header.name_len);
    Ok(Received { bytes, flags: header.flags })
}

/// Has a TCP socket tell what is left behind a receive ([`receive_telling_left`]).
pub fn tell_left(fd: BorrowedFd<'_>) -> SysResult<()> {
    set_int_option(fd, net::IPPROTO_TCP as u32, net::TCP_INQ, 1)
}

/// Receives from a stream that was told to [`tell_left`]: the bytes received, and how many more are there, at
/// least 1 if the peer's end is next. `None`: the kernel did not say.
#[inline]
pub fn receive_telling_left(
    fd: BorrowedFd<'_>,
    buffers: &[LentBuffer],
    flags: u32,
) -> SysResult<(usize, Option<usize>)> {
    /// A control message of one `int`: length, level, kind, value.
    #[repr(C)]
    #[derive(Default)]
    struct Left {
        len: usize,
        level: u32,
        kind: u32,
        value: i32,
        padding: i32,
    }
    let mut left = Left::default();
    let mut header = receive_header(buffers, std::ptr::null_mut(), 0);
    header.control = (&raw mut left).cast();
    header.control_len = size_of::<Left>();
    let bytes = call!(recvmsg, raw(fd), &raw mut header, flags)?;
    let told =
        header.control_len > 0 && (left.level, left.kind) == (net::IPPROTO_TCP as u32, net::TCP_CM_INQ);
    Ok((bytes, told.then_some(left.value.max(0) as usize)))
}

/// `recvmsg` with the sender's address and control data; the last of the answer is how much of `control` is in use.
pub fn receive_message_with_control(
    fd: BorrowedFd<'_>,
    buffers: &[LentBuffer],
    flags: u32,
    from: &mut KernelAddress,
    control: &mut [u8],
) -> SysResult<(Received, usize)> {
    let mut header =
        receive_header(buffers, from.as_mut_ptr(), KernelAddress::empty().as_bytes().len() as u32);
    header.control = control.as_mut_ptr();
    header.control_len = control.len();
    let bytes = call!(recvmsg, raw(fd), &raw mut header, flags)?;
    from.set_len(header.name_len);
    Ok((Received { bytes, flags: header.flags }, header.control_len))
}

fn receive_header(buffers: &[LentBuffer], name: *mut u8, name_len: u32) -> MessageHeader {
    MessageHeader {
        name,
        name_len,
        buffers: buffers.as_ptr(),
        buffer_count: buffers.len(),
        control: std::ptr::null_mut(),
        control_len: 0,
        flags: 0,
    }
}

/// `getsockname`.
pub fn local_address(fd: BorrowedFd<'_>) -> SysResult<KernelAddress> {
    let mut address = KernelAddress::empty();
    call!(getsockname, raw(fd), address.as_mut_ptr(), address.len_mut_ptr())?;
    Ok(address)
}

/// `getpeername`.
pub fn peer_address(fd: BorrowedFd<'_>) -> SysResult<KernelAddress> {
    let mut address = KernelAddress::empty();
    call!(getpeername, raw(fd), address.as_mut_ptr(), address.len_mut_ptr())?;
    Ok(address)
}

/// `setsockopt` with the kernel's own level and option numbers.
pub fn set_option(fd: BorrowedFd<'_>, level: u32, option: u32, value: &[u8]) -> SysResult<()> {
    call!(setsockopt, raw(fd), level, option, value.as_ptr(), value.len()).map(drop)
}

/// `getsockopt` with the kernel's own numbers; returns the length of the answer.
pub fn option(fd: BorrowedFd<'_>, level: u32, option: u32, value: &mut [u8]) -> SysResult<usize> {
    let mut len = value.len() as u32;
    call!(getsockopt, raw(fd), level, option, value.as_mut_ptr(), &raw mut len)?;
    Ok(len as usize)
}

/// An option that is one `int`.
pub fn int_option(fd: BorrowedFd<'_>, level: u32, name: u32) -> SysResult<i32> {
    let mut value = [0; 4];
    option(fd, level, name, &mut value)?;
    Ok(i32::from_ne_bytes(value))
}

/// Sets an option that is one `int`.
pub fn set_int_option(fd: BorrowedFd<'_>, level: u32, name: u32, value: i32) -> SysResult<()> {
    set_option(fd, level, name, &value.to_ne_bytes())
}

/// Takes the pending error of a socket: `SO_ERROR`, 0 for none. The kernel forgets it.
pub fn take_error(fd: BorrowedFd<'_>) -> SysResult<Option<Errno>> {
    let error = int_option(fd, net::SOL_SOCKET, net::SO_ERROR)?;
    Ok((error != 0).then_some(Errno(error)))
}

/// An `ioctl` that answers one `int`.
pub fn int_ioctl(fd: BorrowedFd<'_>, request: u32) -> SysResult<i32> {
    let mut value = 0i32;
    call!(ioctl, raw(fd), request, &raw mut value)?;
    Ok(value)
}

/// Sets or clears `O_NONBLOCK` of the open file.
pub fn set_nonblocking(fd: BorrowedFd<'_>, on: bool) -> SysResult<()> {
    let value = i32::from(on);
    call!(ioctl, raw(fd), ioctl::FIONBIO, &raw const value).map(drop)
}

/// A second descriptor of the same open file, close-on-exec.
pub fn duplicate(fd: BorrowedFd<'_>) -> SysResult<OwnedFd> {
    call!(fcntl, raw(fd), general::F_DUPFD_CLOEXEC, 0).map(owned)
}

/// Puts another open file under the number of `fd`. Calls that already run keep the old file, later ones
/// meet the new one.
pub fn replace(fd: BorrowedFd<'_>, with: BorrowedFd<'_>) -> SysResult<()> {
    call!(dup3, raw(with), raw(fd), general::O_CLOEXEC).map(drop)
}
