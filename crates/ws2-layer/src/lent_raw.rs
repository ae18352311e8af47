//! What callers of procedures lend: outputs, addresses, buffers. Windows Sockets does not check them for a provider.

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::Address;
use crate::boundary::guarded;

/// Runs a procedure that writes its error to `error`; `failed` is what it returns then.
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(crate) unsafe fn procedure<R>(error: *mut i32, failed: R, body: impl FnOnce() -> WsaResult<R>) -> R {
    match guarded(body) {
        Ok(result) => result,
        Err(code) => {
            if !error.is_null() {
                // SAFETY: not NULL, and the caller's to write.
                unsafe { error.write_unaligned(code.code()) };
            }
            failed
        }
    }
}

/// No memory of a program lies below.
const LOWEST_ADDRESS: usize = 0x1_0000;

/// NULL, or next to it: a structure that is not there.
pub(crate) fn is_absent<T>(pointer: *const T) -> bool {
    pointer.addr() < LOWEST_ADDRESS
}

/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
pub(crate) unsafe fn address(address: *const ws::SOCKADDR, len: i32) -> WsaResult<Address> {
    let len = usize::try_from(len).map_err(|_| WsaError::WSAEFAULT)?;
    if is_absent(address) {
        return Err(WsaError::WSAEFAULT);
    }
    // Programs may state a whole SOCKADDR_STORAGE and more; what counts is at the beginning.
    // SAFETY: the caller's promise.
    Address::of_bytes(unsafe { std::slice::from_raw_parts(address.cast(), len.min(128)) })
}

/// Writes an address where the length is input and output.
///
/// # Errors
/// `WSAEFAULT`: no room.
///
/// # Safety
/// `room` is NULL or valid for writes of `*len` bytes, `len` NULL or valid for reads and writes.
pub(crate) unsafe fn put_address(room: *mut ws::SOCKADDR, len: *mut i32, address: &Address) -> WsaResult<()> {
    let bytes = address.as_bytes();
    // SAFETY: the caller's promise.
    unsafe {
        if is_absent(room)
            || is_absent(len)
            || usize::try_from(len.read_unaligned()).unwrap_or(0) < bytes.len()
        {
            return Err(WsaError::WSAEFAULT);
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), room.cast(), bytes.len());
        len.write_unaligned(bytes.len() as i32);
    }
    Ok(())
}

/// Reads a value out of a buffer.
///
/// # Errors
/// `WSAEFAULT`: NULL, or too short.
///
/// # Safety
/// `buffer` is NULL or valid for reads of `len` bytes; every `T` may have any bytes.
pub(crate) unsafe fn value<T: Copy>(buffer: *const u8, len: i32) -> WsaResult<T> {
    if is_absent(buffer) || usize::try_from(len).unwrap_or(0) < size_of::<T>() {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: long enough, and the caller's promise.
    Ok(unsafe { buffer.cast::<T>().read_unaligned() })
}

/// Writes a value where the length is input and output.
///
/// # Errors
/// `WSAEFAULT`: no room.
///
/// # Safety
/// `room` is NULL or valid for writes of `*len` bytes, `len` NULL or valid for reads and writes.
pub(crate) unsafe fn put_value<T: Copy>(room: *mut u8, len: *mut i32, value: T) -> WsaResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        if is_absent(room)
            || is_absent(len)
            || usize::try_from(len.read_unaligned()).unwrap_or(0) < size_of::<T>()
        {
            return Err(WsaError::WSAEFAULT);
        }
        room.cast::<T>().write_unaligned(value);
        len.write_unaligned(size_of::<T>() as i32);
    }
    Ok(())
}

/// More buffers than these no provider takes.
const MOST_BUFFERS: u32 = 1025;

/// The buffers of a transfer.
///
/// # Errors
/// `WSAEFAULT`: NULL, with a count. `WSAENOBUFS`: too many.
///
/// # Safety
/// `buffers` is NULL or valid for reads of `count` elements.
pub(crate) unsafe fn buffers(buffers: *const ws::WSABUF, count: u32) -> WsaResult<Vec<ws::WSABUF>> {
    match (is_absent(buffers), count) {
        (_, 0) => Ok(Vec::new()),
        (true, _) => Err(WsaError::WSAEFAULT),
        (_, MOST_BUFFERS..) => Err(WsaError::WSAENOBUFS),
        (false, count) => {
            // SAFETY: the caller's promise; unaligned arrays are read, too.
            let read = |at| unsafe { buffers.add(at).read_unaligned() };
            Ok((0..count as usize).map(read).collect())
        }
    }
}

/// How many bytes there are.
pub(crate) fn total(buffers: &[ws::WSABUF]) -> usize {
    buffers.iter().map(|buffer| buffer.len as usize).sum()
}

/// Leaves the first `most` bytes.
pub(crate) fn cut(buffers: &mut [ws::WSABUF], most: usize) {
    let mut left = most;
    for buffer in buffers {
        buffer.len = buffer.len.min(u32::try_from(left).unwrap_or(u32::MAX));
        left -= buffer.len as usize;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_are_cut_across() {
        let mut three = [3, 4, 5].map(|len| ws::WSABUF { len, buf: std::ptr::null_mut() });
        assert_eq!(total(&three), 12);
        cut(&mut three, usize::MAX);
        assert_eq!(total(&three), 12);
        cut(&mut three, 5);
        assert_eq!(three.map(|buffer| buffer.len), [3, 2, 0]);
    }

    #[test]
    fn outputs_without_room_are_refused() {
        let address = Address::from("127.0.0.1:80".parse::<std::net::SocketAddr>().unwrap());
        let mut room = [0u8; 16];
        for (len, expected) in [(15, Err(WsaError::WSAEFAULT)), (-1, Err(WsaError::WSAEFAULT)), (16, Ok(()))]
        {
            let mut len = len;
            // SAFETY: the room has 16 bytes.
            let put = unsafe { put_address(room.as_mut_ptr().cast(), &mut len, &address) };
            assert_eq!(put, expected, "{len}");
        }
        let mut len = 3;
        // SAFETY: the room has more than 3 bytes.
        assert_eq!(unsafe { put_value(room.as_mut_ptr(), &mut len, 1i32) }, Err(WsaError::WSAEFAULT));
    }
}
