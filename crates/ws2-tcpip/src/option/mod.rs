//! Socket options: one table says of each what becomes of it.
//!
//! An option *maps* to one of the kernel's (other number, units or layout), is *emulated* in the library, or is
//! refused with the documented code. One file per level; the list for readers, `docs/behaviour/options.md`, is
//! made from the same rows.

mod address_sharing;
mod buffer;
mod emulated;
mod ip_level;
mod ipv6_level;
mod keep_alive;
mod multicast;
mod row;
mod socket_level;
mod socket_state;
mod tcp_level;
#[cfg(test)]
mod tests;
mod udp_level;
mod value;

use ws2_types::{WsaError, WsaResult};

pub(crate) use emulated::{Emulated, OptionPage};
pub(crate) use keep_alive::KeepAlive;
pub(crate) use row::{Get, Level, OptionRow, Set, Sockets, Treatment};
pub(crate) use value::Value;

use crate::socket::Socket;

pub(crate) static LEVELS: [&Level; 5] =
    [&socket_level::LEVEL, &tcp_level::LEVEL, &ip_level::LEVEL, &ipv6_level::LEVEL, &udp_level::LEVEL];

impl Socket {
    pub(crate) fn option(&self, level: i32, name: i32, value: &mut [u8]) -> WsaResult<usize> {
        self.row(level, name)?.read(level, self, value)
    }

    pub(crate) fn set_option(&self, level: i32, name: i32, value: &[u8]) -> WsaResult<()> {
        self.row(level, name)?.write(level, self, value)
    }

    /// # Errors
    /// `WSAEINVAL`: no such level. `WSAENOPROTOOPT`: no such option, or not for this kind of socket.
    fn row(&self, level: i32, name: i32) -> WsaResult<&'static OptionRow> {
        let level = LEVELS.iter().find(|known| known.number == level).ok_or(WsaError::WSAEINVAL)?;
        let row = level.rows.iter().find(|row| row.name == name).ok_or(WsaError::WSAENOPROTOOPT)?;
        if level.on.include(self) && row.on.include(self) { Ok(row) } else { Err(WsaError::WSAENOPROTOOPT) }
    }
}
