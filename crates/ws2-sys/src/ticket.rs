//! Tickets: descriptors that wait for one other process to fetch them, once.
//!
//! A ticket lives in a small process of its own ([`crate::holder_raw`]), so whoever made it may go. That process listens at
//! an abstract Unix socket named by the ticket's number, and hands the descriptors only to the process they are for:
//! the kernel says who has connected, and a pidfd opened with the ticket says that this number still means the same
//! process. It ends when the descriptors were taken, or with that process.

use std::mem::MaybeUninit;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use rustix::io::{Errno as KernelErrno, IoSlice, IoSliceMut, retry_on_intr};
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketAddrUnix, SocketFlags, SocketType, sockopt,
};
use rustix::process::{Pid, PidfdFlags};
use rustix::rand::GetRandomFlags;

use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};
use crate::{holder_raw, socket_raw};

/// Descriptors of a ticket.
pub const DESCRIPTORS: usize = 3;
/// Longest note that goes with them.
pub const LONGEST_NOTE: usize = 64;
/// How long a holder may take to answer; it does so at once unless the machine is in trouble.
const PATIENCE: Duration = Duration::from_secs(10);
const TAKEN: u8 = 1;

/// Makes a ticket for the process `target`; it has arrived when this returns. Answers its number, which is odd.
///
/// # Errors
/// `INVAL`: no such process, or one that this one has no power over. Otherwise what the kernel lacks.
pub fn offer(target: u32, note: &[u8], descriptors: [OwnedFd; DESCRIPTORS]) -> SysResult<u32> {
    let process = i32::try_from(target).ok().and_then(Pid::from_raw).ok_or(Errno::INVAL)?;
    rustix::process::test_kill_process(process).map_err(|_| Errno::INVAL)?;
    let target = rustix::process::pidfd_open(process, PidfdFlags::empty()).map_err(|errno| match errno {
        KernelErrno::SRCH | KernelErrno::INVAL | KernelErrno::NOENT => Errno::INVAL,
        errno => errno.into(),
    })?;
    let (listener, number) = listen()?;
    let [first, second, third] = descriptors.each_ref().map(OwnedFd::as_raw_fd);
    let kept = [target.as_raw_fd(), listener.as_raw_fd(), first, second, third];
    let holder =
        Holder { target, process, uid: rustix::process::geteuid().as_raw(), listener, note, descriptors };
    holder_raw::detach(&kept, move || holder.hold())?;
    Ok(number)
}

fn listen() -> SysResult<(OwnedFd, u32)> {
    loop {
        let mut number = [0; 4];
        rustix::rand::getrandom(&mut number, GetRandomFlags::empty())?;
        let number = u32::from_ne_bytes(number) | 1;
        let socket = new_socket()?;
        match rustix::net::bind(&socket, &address(number)?) {
            Ok(()) => {
                rustix::net::listen(&socket, 128)?;
                return Ok((socket, number));
            }
            Err(KernelErrno::ADDRINUSE) => {}
            Err(errno) => return Err(errno.into()),
        }
    }
}

fn new_socket() -> SysResult<OwnedFd> {
    let (family, kind) = (AddressFamily::UNIX, SocketType::SEQPACKET);
    Ok(above_standard_streams(rustix::net::socket_with(family, kind, SocketFlags::CLOEXEC, None)?))
}

fn address(number: u32) -> SysResult<SocketAddrUnix> {
    Ok(SocketAddrUnix::new_abstract_name(format!("winsock/ticket/{number:08x}").as_bytes())?)
}

/// What the holding process has. Nothing here allocates.
struct Holder<'a> {
    target: OwnedFd,
    process: Pid,
    /// Of the user who made the ticket.
    uid: u32,
    listener: OwnedFd,
    note: &'a [u8],
    descriptors: [OwnedFd; DESCRIPTORS],
}

impl Holder<'_> {
    fn hold(self) {
        while self.becomes_readable(&self.listener) {
            let taker = rustix::net::accept_with(&self.listener, SocketFlags::CLOEXEC);
            if let Ok(taker) = taker
                && self.is_for(taker.as_fd())
                && self.hand_over(taker.as_fd()).is_ok()
                && self.is_acknowledged(&taker)
            {
                // The taker waits for the end of `taker`: then it has the descriptors for itself.
                drop(self);
                return;
            }
        }
    }

    /// Waits; false: the target has ended.
    fn becomes_readable(&self, socket: &OwnedFd) -> bool {
        loop {
            let mut entries = [PollFd::new(&self.target, PollFlags::IN), PollFd::new(socket, PollFlags::IN)];
            match rustix::event::poll(&mut entries, None) {
                Ok(_) if !entries[0].revents().is_empty() => return false,
                Ok(_) if !entries[1].revents().is_empty() => return true,
                Ok(_) | Err(KernelErrno::INTR) => {}
                Err(_) => return false,
            }
        }
    }

    /// Whether the target itself has connected. It has not ended, so all the time nobody else had its number.
    fn is_for(&self, taker: BorrowedFd<'_>) -> bool {
        let Ok((pid, uid)) = peer(taker) else { return false };
        let mut target = [PollFd::new(&self.target, PollFlags::IN)];
        let lives = rustix::event::poll(&mut target, Some(&Timespec::default())) == Ok(0);
        lives && pid == self.process.as_raw_pid() && (uid == self.uid || self.uid == 0)
    }

    fn hand_over(&self, taker: BorrowedFd<'_>) -> Result<usize, KernelErrno> {
        let descriptors = self.descriptors.each_ref().map(OwnedFd::as_fd);
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(DESCRIPTORS))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        control.push(SendAncillaryMessage::ScmRights(&descriptors));
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        rustix::net::sendmsg(taker, &[IoSlice::new(self.note)], &mut control, flags)
    }

    fn is_acknowledged(&self, taker: &OwnedFd) -> bool {
        let mut answer = [0; 1];
        self.becomes_readable(taker)
            && matches!(rustix::net::recv(taker, &mut answer, RecvFlags::DONTWAIT), Ok((1, 1)))
            && answer == [TAKEN]
    }
}

/// What a ticket brought. Another may take it until it is acknowledged.
pub struct Taken {
    /// What its maker said of the descriptors.
    pub note: Vec<u8>,
    /// The descriptors, close-on-exec.
    pub descriptors: [OwnedFd; DESCRIPTORS],
    /// To be told when they have arrived for good.
    pub receipt: Receipt,
}

/// The holder waits for it.
pub struct Receipt(OwnedFd);

impl Receipt {
    /// From now on the ticket is used up, and this process has the descriptors for itself.
    pub fn acknowledge(self) {
        // A holder that is gone has nothing left to give to anybody either.
        let _ = rustix::net::send(&self.0, &[TAKEN], SendFlags::NOSIGNAL);
        let _ = wait_for_input(self.0.as_fd());
    }
}

/// Takes the descriptors of a ticket that is for this process.
///
/// # Errors
/// `INVAL`: there is no such ticket, it was used, or it is not for this process. `TIMEDOUT`: its holder does not answer.
/// `EMFILE`: there is no room for the descriptors; the ticket stays.
pub fn take(number: u32) -> SysResult<Taken> {
    let holder = new_socket()?;
    sockopt::set_socket_timeout(&holder, sockopt::Timeout::Send, Some(PATIENCE))?;
    match retry_on_intr(|| rustix::net::connect(&holder, &address(number).map_err(|_| KernelErrno::INVAL)?)) {
        Ok(()) => {}
        Err(KernelErrno::AGAIN) => return Err(Errno::TIMEDOUT),
        Err(_) => return Err(Errno::INVAL),
    }
    // The name could be anybody's.
    let (_, uid) = peer(holder.as_fd())?;
    if uid != rustix::process::geteuid().as_raw() && uid != 0 {
        return Err(Errno::INVAL);
    }
    wait_for_input(holder.as_fd())?;
    let mut note = vec![0; LONGEST_NOTE];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(DESCRIPTORS))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let received = retry_on_intr(|| {
        let room = &mut [IoSliceMut::new(&mut note)];
        rustix::net::recvmsg(&holder, room, &mut control, RecvFlags::CMSG_CLOEXEC)
    });
    let received = received.map_err(|_| Errno::INVAL)?;
    let rights = control.drain().filter_map(|message| match message {
        RecvAncillaryMessage::ScmRights(rights) => Some(rights),
        _ => None,
    });
    let descriptors: Vec<OwnedFd> = rights.flatten().map(above_standard_streams).collect();
    if received.flags.contains(ReturnFlags::CTRUNC) {
        return Err(Errno(linux_raw_sys::errno::EMFILE as i32));
    }
    note.truncate(received.bytes);
    let descriptors = descriptors.try_into().map_err(|_| Errno::INVAL)?;
    Ok(Taken { note, descriptors, receipt: Receipt(holder) })
}

fn wait_for_input(socket: BorrowedFd<'_>) -> SysResult<()> {
    let deadline = crate::clock::monotonic() + PATIENCE;
    loop {
        let left = deadline.saturating_sub(crate::clock::monotonic());
        let left = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() };
        match rustix::event::poll(&mut [PollFd::new(&socket, PollFlags::IN)], Some(&left)) {
            Ok(0) => return Err(Errno::TIMEDOUT),
            Ok(_) => return Ok(()),
            Err(KernelErrno::INTR) => {}
            Err(errno) => return Err(errno.into()),
        }
    }
}

/// Process and user at the other end. The process is 0 when it has no number here.
fn peer(socket: BorrowedFd<'_>) -> SysResult<(i32, u32)> {
    use linux_raw_sys::net;
    let mut credentials = [0; 12];
    socket_raw::option(socket, net::SOL_SOCKET, net::SO_PEERCRED, &mut credentials)?;
    let [pid, uid, _group] = [0, 4, 8].map(|at| {
        let mut word = [0; 4];
        word.copy_from_slice(&credentials[at..at + 4]);
        u32::from_ne_bytes(word)
    });
    Ok((pid as i32, uid))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{Read, Seek, Write};

    use super::*;

    fn memory(text: &str) -> OwnedFd {
        let mut file =
            File::from(rustix::fs::memfd_create(c"test", rustix::fs::MemfdFlags::CLOEXEC).unwrap());
        file.write_all(text.as_bytes()).unwrap();
        file.into()
    }

    fn text(descriptor: OwnedFd) -> String {
        let (mut file, mut text) = (File::from(descriptor), String::new());
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn what_was_offered_is_taken_once() {
        let number = offer(std::process::id(), b"note", ["one", "two", "three"].map(memory)).unwrap();
        assert_eq!(number & 1, 1);
        let Taken { note, descriptors: [one, two, _], receipt } = take(number).unwrap();
        receipt.acknowledge();
        assert_eq!((note.as_slice(), text(one).as_str(), text(two).as_str()), (&b"note"[..], "one", "two"));
        assert_eq!(take(number).map(drop), Err(Errno::INVAL));
    }

    #[test]
    fn what_did_not_arrive_stays() {
        let number = offer(std::process::id(), b"note", ["one", "two", "three"].map(memory)).unwrap();
        drop(take(number).unwrap());
        let [one, ..] = take(number).unwrap().descriptors;
        assert_eq!(text(one), "one");
    }

    #[test]
    fn whoever_hangs_in_the_target_keeps_only_the_target_waiting() {
        let number = offer(std::process::id(), b"note", ["one", "two", "three"].map(memory)).unwrap();
        let hanging = take(number).unwrap();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| take(number).unwrap().receipt.acknowledge());
            drop(hanging);
            second.join().unwrap();
        });
        assert_eq!(take(number).map(drop), Err(Errno::INVAL));
    }

    /// Strangers see the name in `/proc/net/unix`. They are sent away one by one; their connections keep nobody waiting.
    #[test]
    fn strangers_that_hang_are_in_nobody_s_way() {
        let (mut end, kept) = std::io::pipe().unwrap();
        let mut other =
            std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        let number = offer(other.id(), b"note", [memory("one"), memory("two"), kept.into()]).unwrap();
        let strangers: Vec<OwnedFd> = (0..300)
            .map(|_| {
                let stranger = new_socket().unwrap();
                rustix::net::connect(&stranger, &address(number).unwrap()).unwrap();
                stranger
            })
            .collect();
        for stranger in &strangers {
            let (received, _) = rustix::net::recv(stranger, &mut [0u8; 8], RecvFlags::empty()).unwrap();
            assert_eq!(received, 0);
        }
        other.kill().unwrap();
        other.wait().unwrap();
        assert_eq!(end.read(&mut [0]).unwrap(), 0);
    }

    #[test]
    fn a_ticket_of_another_process_is_refused_and_goes_with_that_process() {
        let mut other =
            std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        let (mut end, kept) = std::io::pipe().unwrap();
        let number = offer(other.id(), b"note", [memory("one"), memory("two"), kept.into()]).unwrap();
        assert_eq!(take(number).map(drop), Err(Errno::INVAL));
        other.kill().unwrap();
        other.wait().unwrap();
        // Its holder ends, and with it the last descriptor of the pipe.
        assert_eq!(end.read(&mut [0]).unwrap(), 0);
        assert_eq!(take(number).map(drop), Err(Errno::INVAL));
    }

    #[test]
    fn processes_that_are_not_there_are_no_target() {
        let mut ended = std::process::Command::new("true").spawn().unwrap();
        ended.wait().unwrap();
        for target in [ended.id(), 0, u32::MAX] {
            assert_eq!(offer(target, b"note", ["one", "two", "three"].map(memory)), Err(Errno::INVAL));
        }
        assert_eq!(take(1).map(drop), Err(Errno::INVAL));
    }
}
