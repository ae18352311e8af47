//! Multipoint sessions: the roles of a socket in them, and joining one.
//!
//! The data plane and the control plane of a protocol are rooted or not. IP has no roots: every socket is a leaf of both
//! planes, a session is a multicast group, and who joins one goes on with the same socket.

use ws2_spi::catalog::ProtocolInfo;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::{RawSocket, with_handle};

const CONTROL_ROLES: u32 = ws::WSA_FLAG_MULTIPOINT_C_ROOT | ws::WSA_FLAG_MULTIPOINT_C_LEAF;
const DATA_ROLES: u32 = ws::WSA_FLAG_MULTIPOINT_D_ROOT | ws::WSA_FLAG_MULTIPOINT_D_LEAF;

/// Whether a protocol has the roles that the `WSA_FLAG_MULTIPOINT_…` among `flags` name: one of either plane or none at
/// all, and a root's only where there are roots.
///
/// # Errors
/// `WSAEINVAL`: it has not.
pub(crate) fn require_roles(protocol: &ProtocolInfo, flags: u32) -> WsaResult<()> {
    if !is_multipoint(flags) {
        return Ok(());
    }
    let has = |service: u32| protocol.dwServiceFlags1 & service != 0;
    let one_of_either = (flags & CONTROL_ROLES).is_power_of_two() && (flags & DATA_ROLES).is_power_of_two();
    let control_root = flags & ws::WSA_FLAG_MULTIPOINT_C_ROOT != 0;
    let data_root = flags & ws::WSA_FLAG_MULTIPOINT_D_ROOT != 0;
    let served = has(ws::XP1_SUPPORT_MULTIPOINT)
        && (!control_root || has(ws::XP1_MULTIPOINT_CONTROL_PLANE))
        && (!data_root || has(ws::XP1_MULTIPOINT_DATA_PLANE));
    if one_of_either && served { Ok(()) } else { Err(WsaError::WSAEINVAL) }
}

fn is_multipoint(flags: u32) -> bool {
    flags & (CONTROL_ROLES | DATA_ROLES) != 0
}

/// `WSPJoinLeaf`: joins the session that `address` names; answers the socket for it, which with IP is the same one.
/// `flags` is one of `JL_SENDER_ONLY`, `JL_RECEIVER_ONLY` and `JL_BOTH`. A socket without a name gets one. Does not block:
/// a socket that selected `FD_CONNECT` is told within the call.
///
/// # Errors
/// `WSAENOTSOCK`; `WSAEOPNOTSUPP`: not made as a multipoint socket; `WSAEINVAL`: other flags; `WSAEFAULT` (short
/// address); `WSAEAFNOSUPPORT`; `WSAEADDRNOTAVAIL`: no group; `WSAEISCONN`: a member of this group already; and what the
/// transport says.
pub fn join(socket: RawSocket, address: &[u8], flags: u32) -> WsaResult<RawSocket> {
    with_handle(socket, |leaf| {
        if !is_multipoint(leaf.flags()) {
            return Err(WsaError::WSAEOPNOTSUPP);
        }
        let receives = match flags {
            ws::JL_SENDER_ONLY => false,
            ws::JL_RECEIVER_ONLY | ws::JL_BOTH => true,
            _ => return Err(WsaError::WSAEINVAL),
        };
        leaf.join(address, receives)?;
        Ok(leaf.handle().into_raw())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transports;
    use ws2_spi::SocketRequest;

    #[test]
    fn roles_are_one_of_either_plane() {
        let request = |family, kind| SocketRequest { family: i32::from(family), kind, protocol: 0 };
        let of = |request| transports::serving(request).unwrap().info;
        let (udp, tcp) =
            (of(request(ws::AF_INET, ws::SOCK_DGRAM)), of(request(ws::AF_INET6, ws::SOCK_STREAM)));
        let leaf = ws::WSA_FLAG_MULTIPOINT_C_LEAF | ws::WSA_FLAG_MULTIPOINT_D_LEAF;
        assert_eq!(require_roles(udp, leaf | ws::WSA_FLAG_OVERLAPPED), Ok(()));
        assert_eq!(require_roles(udp, ws::WSA_FLAG_OVERLAPPED), Ok(()));
        assert_eq!(require_roles(tcp, ws::WSA_FLAG_OVERLAPPED), Ok(()));
        assert_eq!(require_roles(tcp, leaf), Err(WsaError::WSAEINVAL));
        for half in [ws::WSA_FLAG_MULTIPOINT_C_LEAF, ws::WSA_FLAG_MULTIPOINT_D_LEAF] {
            assert_eq!(require_roles(udp, half), Err(WsaError::WSAEINVAL));
        }
        for root in [ws::WSA_FLAG_MULTIPOINT_C_ROOT, ws::WSA_FLAG_MULTIPOINT_D_ROOT] {
            assert_eq!(require_roles(udp, leaf | root), Err(WsaError::WSAEINVAL), "two roles of one plane");
        }
        let control_root = ws::WSA_FLAG_MULTIPOINT_C_ROOT | ws::WSA_FLAG_MULTIPOINT_D_LEAF;
        assert_eq!(require_roles(udp, control_root), Err(WsaError::WSAEINVAL));
        let rooted =
            ProtocolInfo { dwServiceFlags1: udp.dwServiceFlags1 | ws::XP1_MULTIPOINT_CONTROL_PLANE, ..*udp };
        assert_eq!(require_roles(&rooted, control_root), Ok(()));
    }
}
