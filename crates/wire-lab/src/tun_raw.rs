//! The ioctls that make a TUN interface and give it an address: what `ip tuntap` and `ip address` would do, on machines
//! that have no `ip`. Read netdevice(7) first. Structures and numbers are those of linux-raw-sys.

use std::fs::File;
use std::mem::zeroed;
use std::net::Ipv4Addr;
use std::os::fd::{AsFd, OwnedFd};

use linux_raw_sys::if_tun::{IFF_NO_PI, IFF_TUN};
use linux_raw_sys::ioctl::{SIOCGIFFLAGS, SIOCSIFADDR, SIOCSIFFLAGS, SIOCSIFNETMASK, TUNSETIFF};
use linux_raw_sys::net::{AF_INET, ifreq, ifreq__bindgen_ty_2, net_device_flags, sockaddr_in};
use rustix::io::Result;
use rustix::ioctl::{Opcode, Updater, ioctl};
use rustix::net::{AddressFamily, SocketType, socket};

/// A socket for the interface ioctls of the current thread's namespace.
///
/// # Errors
/// Those of `socket`.
pub(crate) fn control_socket() -> Result<OwnedFd> {
    socket(AddressFamily::INET, SocketType::DGRAM, None)
}

/// Makes `device`, an open `/dev/net/tun`, the other end of a new interface `name` that carries bare IP packets.
///
/// # Errors
/// EPERM without CAP_NET_ADMIN in this namespace, EBUSY when the interface exists.
pub(crate) fn attach(device: &File, name: &str) -> Result<()> {
    let mut request = named(name);
    request.ifr_ifru.ifru_flags = (IFF_TUN | IFF_NO_PI) as i16;
    perform::<TUNSETIFF>(device, &mut request)
}

/// Gives the interface its address and the network that is reached through it.
///
/// # Errors
/// EPERM, ENODEV.
pub(crate) fn assign(control: &OwnedFd, name: &str, address: Ipv4Addr, netmask: Ipv4Addr) -> Result<()> {
    let mut request = named(name);
    put_address(&mut request, address);
    perform::<SIOCSIFADDR>(control, &mut request)?;
    put_address(&mut request, netmask);
    perform::<SIOCSIFNETMASK>(control, &mut request)
}

/// Brings the interface up; the route to its network comes with it.
///
/// # Errors
/// EPERM, ENODEV.
pub(crate) fn bring_up(control: &OwnedFd, name: &str) -> Result<()> {
    let mut request = named(name);
    perform::<SIOCGIFFLAGS>(control, &mut request)?;
    // SAFETY: SIOCGIFFLAGS has just written this member; every bit pattern is a valid c_short.
    let flags = unsafe { request.ifr_ifru.ifru_flags };
    request.ifr_ifru.ifru_flags = flags | net_device_flags::IFF_UP as i16;
    perform::<SIOCSIFFLAGS>(control, &mut request)
}

/// A request about the interface `name`, which is shorter than IFNAMSIZ.
fn named(name: &str) -> ifreq {
    // SAFETY: `ifreq` consists of integers and pointers, for which zero is a valid value.
    let mut request: ifreq = unsafe { zeroed() };
    // SAFETY: the name is the only member of its union.
    let field = unsafe { &mut request.ifr_ifrn.ifrn_name };
    let last = field.len() - 1;
    for (to, from) in field[..last].iter_mut().zip(name.bytes()) {
        *to = from as _;
    }
    request
}

/// Writes an address into the request, where each kind of address stands in the same place.
fn put_address(request: &mut ifreq, address: Ipv4Addr) {
    // SAFETY: `sockaddr_in` consists of integers, for which zero is a valid value.
    let mut inet: sockaddr_in = unsafe { zeroed() };
    inet.sin_family = AF_INET as _;
    inet.sin_addr.s_addr = u32::from(address).to_be();
    const { assert!(size_of::<sockaddr_in>() <= size_of::<ifreq__bindgen_ty_2>()) };
    let place = (&raw mut request.ifr_ifru).cast::<sockaddr_in>();
    // SAFETY: the union is larger than the address and aligned for pointers, which is more than it needs.
    unsafe { place.write(inet) }
}

fn perform<const OPCODE: Opcode>(fd: impl AsFd, request: &mut ifreq) -> Result<()> {
    // SAFETY: each OPCODE named in this file takes a pointer to one `ifreq`.
    let update = unsafe { Updater::<OPCODE, ifreq>::new(request) };
    // SAFETY: as above; the kernel reads and writes inside that structure only.
    unsafe { ioctl(fd, update) }
}
