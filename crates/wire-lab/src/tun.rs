//! The TUN device of a lab: packets the kernel routes to the peer's network are read here, packets written here reach
//! the kernel as if they came from the peer. It lives as long as it is open.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::net::Ipv4Addr;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::OpenOptionsExt;

use rustix::fs::OFlags;

use crate::netns::Refusal;
use crate::tun_raw;

const INTERFACE: &str = "wire0";
/// Of a TUN device unless told otherwise.
pub(crate) const MTU: usize = 1500;

#[derive(Debug)]
pub(crate) struct Tun {
    device: File,
}

impl Tun {
    /// Makes the device in the current thread's namespace; the kernel gets `address`.
    ///
    /// # Errors
    /// [`Refusal::TunDevice`], [`Refusal::TunInterface`].
    pub(crate) fn open(address: Ipv4Addr, netmask: Ipv4Addr) -> Result<Self, Refusal> {
        let device = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(OFlags::NONBLOCK.bits() as i32)
            .open("/dev/net/tun")
            .map_err(Refusal::TunDevice)?;
        let step = |name| move |errno: rustix::io::Errno| Refusal::TunInterface(name, errno.into());
        tun_raw::attach(&device, INTERFACE).map_err(step("TUNSETIFF"))?;
        let control = tun_raw::control_socket().map_err(step("socket"))?;
        tun_raw::assign(&control, INTERFACE, address, netmask).map_err(step("address"))?;
        tun_raw::bring_up(&control, INTERFACE).map_err(step("link up"))?;
        Ok(Self { device })
    }

    /// The next packet, or `None` when there is none now.
    pub(crate) fn read(&self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        match (&self.device).read(buffer) {
            Ok(len) => Ok(Some(len)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Hands one packet to the kernel, which has dealt with it when this returns.
    pub(crate) fn write(&self, packet: &[u8]) -> io::Result<()> {
        (&self.device).write(packet).map(drop)
    }
}

impl AsFd for Tun {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.device.as_fd()
    }
}
