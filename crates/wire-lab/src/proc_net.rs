//! The TCP sockets of the current thread's namespace, from `/proc/thread-self/net/tcp`: the one place where a TIME_WAIT
//! that no descriptor refers to can be seen. Read proc_pid_net(5) first.

use std::fs;
use std::io;

/// The state of a TCP socket, as the kernel numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TcpState {
    /// Both directions open.
    Established,
    /// A SYN was sent.
    SynSent,
    /// A SYN was received.
    SynReceived,
    /// Closed by us, our FIN is not acknowledged.
    FinWait1,
    /// Closed by us, our FIN is acknowledged.
    FinWait2,
    /// Closed by both, waiting for late segments.
    TimeWait,
    /// Not in use.
    Closed,
    /// Closed by the peer.
    CloseWait,
    /// Closed by the peer, then by us; our FIN is not acknowledged.
    LastAck,
    /// Listening.
    Listening,
    /// Closed by both at once.
    Closing,
    /// A state this table does not know.
    Other(u8),
}

impl TcpState {
    fn from_number(number: u8) -> Self {
        match number {
            1 => Self::Established,
            2 => Self::SynSent,
            3 | 12 => Self::SynReceived,
            4 => Self::FinWait1,
            5 => Self::FinWait2,
            6 => Self::TimeWait,
            7 => Self::Closed,
            8 => Self::CloseWait,
            9 => Self::LastAck,
            10 => Self::Listening,
            11 => Self::Closing,
            other => Self::Other(other),
        }
    }
}

/// One TCP socket of the namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketRow {
    /// Its own port.
    pub local_port: u16,
    /// The port it is connected to, or 0.
    pub remote_port: u16,
    /// Its state.
    pub state: TcpState,
}

/// The IPv4 TCP sockets of the current thread's namespace.
///
/// # Errors
/// When `/proc` isn't mounted or isn't readable.
pub fn tcp_sockets() -> io::Result<Vec<SocketRow>> {
    Ok(parse(&fs::read_to_string("/proc/thread-self/net/tcp")?))
}

fn parse(table: &str) -> Vec<SocketRow> {
    table.lines().skip(1).filter_map(row).collect()
}

/// `sl: local remote state …`, addresses as `hex:hex`.
fn row(line: &str) -> Option<SocketRow> {
    let mut fields = line.split_whitespace().skip(1);
    let mut port = || u16::from_str_radix(fields.next()?.split_once(':')?.1, 16).ok();
    let (local_port, remote_port) = (port()?, port()?);
    let state = TcpState::from_number(u8::from_str_radix(fields.next()?, 16).ok()?);
    Some(SocketRow { local_port, remote_port, state })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue\n   \
            0: 01004D0A:1B59 00000000:0000 0A 00000000:00000000 00:00000000\n   \
            1: 01004D0A:E1F2 02004D0A:1B5A 06 00000000:00000000 03:000017\n broken\n";
        assert_eq!(
            parse(table),
            [
                SocketRow { local_port: 7001, remote_port: 0, state: TcpState::Listening },
                SocketRow { local_port: 57842, remote_port: 7002, state: TcpState::TimeWait },
            ]
        );
    }
}
