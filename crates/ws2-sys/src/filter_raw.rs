//! Packet filters of one instruction: "return this number".

use linux_raw_sys::net;
use rustix::fd::BorrowedFd;

use crate::errno::SysResult;
use crate::socket_raw;

/// Cuts every packet that arrives from now on to `bytes`; TCP rounds up to its header, so segments lose their
/// payload but keep their acknowledgements.
pub fn truncate_input(fd: BorrowedFd<'_>, bytes: u32) -> SysResult<()> {
    attach(fd, net::SO_ATTACH_FILTER, bytes)
}

/// Makes the first of the listeners that share a port (`SO_REUSEPORT`) take every connection; the others step in
/// when it is gone. For a socket that listens already: it must have joined the others.
pub fn prefer_first_listener(fd: BorrowedFd<'_>) -> SysResult<()> {
    attach(fd, net::SO_ATTACH_REUSEPORT_CBPF, 0)
}

fn attach(fd: BorrowedFd<'_>, option: u32, value: u32) -> SysResult<()> {
    #[repr(C)]
    struct Instruction {
        code: u16,
        jump_true: u8,
        jump_false: u8,
        value: u32,
    }
    #[repr(C)]
    struct Program {
        len: u16,
        instructions: *const Instruction,
    }
    const RETURN_CONSTANT: u16 = 0x06;
    let instruction = Instruction { code: RETURN_CONSTANT, jump_true: 0, jump_false: 0, value };
    let program = Program { len: 1, instructions: &raw const instruction };
    // SAFETY: `Program` is plain data of this size; the slice lives no longer than the call below.
    let bytes = unsafe {
        std::slice::from_raw_parts((&raw const program).cast::<u8>(), std::mem::size_of::<Program>())
    };
    socket_raw::set_option(fd, net::SOL_SOCKET, option, bytes)
}
