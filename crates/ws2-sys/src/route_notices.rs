//! What the kernel tells of changed addresses, routes and interfaces: a socket of `rtnetlink`.
//!
//! Only the fixed head of each message is read, so of its bytes nothing is believed but a kind, a length that is
//! checked, and a family. Read netlink(7) and rtnetlink(7) first.

use std::mem::offset_of;

use linux_raw_sys::netlink as nl;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::net::netlink::SocketAddrNetlink;
use rustix::net::{self, AddressFamily, RecvFlags, SocketFlags, SocketType};

use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};

const GROUPS: u32 = nl::RTMGRP_LINK
    | nl::RTMGRP_IPV4_IFADDR
    | nl::RTMGRP_IPV6_IFADDR
    | nl::RTMGRP_IPV4_ROUTE
    | nl::RTMGRP_IPV6_ROUTE;
const HEADER_BYTES: usize = size_of::<nl::nlmsghdr>();

/// What was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Notice {
    /// A local address of this family (AF_* of Linux) came, went or was renewed.
    Address {
        /// AF_* of Linux.
        family: u16,
    },
    /// A route came or went, or an interface did, with its routes.
    Route,
    /// The kernel had no room to tell all: anything may have changed.
    Lost,
}

/// Hears of every change in the network namespace of the thread that opened it, from then on.
pub struct RouteNotices(OwnedFd);

impl RouteNotices {
    /// Begins to hear.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE`, `ENOMEM`; `EAFNOSUPPORT`, `EPERM` in a sandbox.
    pub fn open() -> SysResult<RouteNotices> {
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        // NETLINK_ROUTE is protocol 0.
        let socket = net::socket_with(AddressFamily::NETLINK, SocketType::RAW, flags, None)?;
        let socket = above_standard_streams(socket);
        net::bind(&socket, &SocketAddrNetlink::new(0, GROUPS))?;
        Ok(RouteNotices(socket))
    }

    /// Takes what was told so far. Does not wait.
    pub fn take(&self, mut told: impl FnMut(Notice)) {
        // The kernel makes no message longer than a page, or 8 KiB where pages are larger.
        let mut room = [0; 8192];
        loop {
            match net::recv(&self.0, &mut room[..], RecvFlags::DONTWAIT).map_err(Errno::from) {
                Ok((bytes, _)) => notices(&room[..bytes]).for_each(&mut told),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return,
                Err(Errno(errno)) if errno == linux_raw_sys::errno::ENOBUFS as i32 => told(Notice::Lost),
                Err(_) => return told(Notice::Lost),
            }
        }
    }
}

impl AsFd for RouteNotices {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// The messages of one datagram that matter. What is cut off or makes no sense ends it.
fn notices(mut bytes: &[u8]) -> impl Iterator<Item = Notice> {
    let messages = std::iter::from_fn(move || {
        let len = u32::from_ne_bytes(*part(bytes, offset_of!(nl::nlmsghdr, nlmsg_len))?) as usize;
        let message = bytes.get(..len).filter(|message| message.len() >= HEADER_BYTES)?;
        bytes = bytes.get(len.next_multiple_of(nl::NLMSG_ALIGNTO as usize)..).unwrap_or_default();
        Some(message)
    });
    messages.filter_map(notice)
}

fn notice(message: &[u8]) -> Option<Notice> {
    const NEW_LINK: u32 = nl::RTM_NEWLINK as u32;
    const GONE_LINK: u32 = nl::RTM_DELLINK as u32;
    const NEW_ADDRESS: u32 = nl::RTM_NEWADDR as u32;
    const GONE_ADDRESS: u32 = nl::RTM_DELADDR as u32;
    const NEW_ROUTE: u32 = nl::RTM_NEWROUTE as u32;
    const GONE_ROUTE: u32 = nl::RTM_DELROUTE as u32;
    let kind = u16::from_ne_bytes(*part(message, offset_of!(nl::nlmsghdr, nlmsg_type))?);
    match kind.into() {
        NEW_ADDRESS | GONE_ADDRESS => {
            let [family] = part(message, HEADER_BYTES + offset_of!(nl::ifaddrmsg, ifa_family))?;
            Some(Notice::Address { family: (*family).into() })
        }
        NEW_LINK | GONE_LINK | NEW_ROUTE | GONE_ROUTE => Some(Notice::Route),
        _ => None,
    }
}

fn part<const N: usize>(bytes: &[u8], at: usize) -> Option<&[u8; N]> {
    bytes.get(at..)?.first_chunk()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u32, payload: &[u8]) -> Vec<u8> {
        let mut message = vec![0; HEADER_BYTES];
        message.extend(payload);
        message[..4].copy_from_slice(&((HEADER_BYTES + payload.len()) as u32).to_ne_bytes());
        message[4..6].copy_from_slice(&(kind as u16).to_ne_bytes());
        message.resize(message.len().next_multiple_of(4), 0);
        message
    }

    #[test]
    fn messages_one_after_the_other() {
        let bytes = [
            message(nl::RTM_NEWADDR as u32, &[2, 8, 0]),
            message(nl::RTM_NEWROUTE as u32, &[10; 12]),
            message(3, &[]),
            message(nl::RTM_DELADDR as u32, &[10]),
        ]
        .concat();
        let told: Vec<Notice> = notices(&bytes).collect();
        assert_eq!(told, [Notice::Address { family: 2 }, Notice::Route, Notice::Address { family: 10 }]);
    }

    #[test]
    fn no_bytes_are_too_strange() {
        let good =
            [message(nl::RTM_NEWADDR as u32, &[2; 8]), message(nl::RTM_DELROUTE as u32, &[2; 12])].concat();
        for len in 0..=good.len() {
            assert!(notices(&good[..len]).count() <= 2, "cut off at {len}");
        }
        // Every byte of the first head in turn takes every value: lengths of 0, past the end, near 2^32.
        for at in 0..HEADER_BYTES {
            for value in 0..=u8::MAX {
                let mut bytes = good.clone();
                bytes[at] = value;
                assert!(notices(&bytes).count() <= 2);
            }
        }
        let mut seed = 1u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 56) as u8 >> (seed >> 40 & 7)
        };
        for len in 0..2000 {
            let bytes: Vec<u8> = (0..len % 100).map(|_| random()).collect();
            assert!(notices(&bytes).count() <= len);
        }
    }
}
