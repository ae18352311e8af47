//! `SIO_TCP_INFO` and `SIO_IDEAL_SEND_BACKLOG_QUERY` from the kernel's `TCP_INFO`.

use std::mem::{offset_of, size_of};

use ws2_engine::state::Phase;
use ws2_sys::linux::net;
use ws2_sys::socket_raw;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::layout;
use crate::socket::Socket;

/// The least that Windows recommends.
const MIN_BACKLOG_BYTES: u32 = 65_536;
/// `TCPI_OPT_TIMESTAMPS`
const TIMESTAMPS: u8 = 1;

/// The kernel's answer, which may be shorter than the structure known here or longer.
struct KernelInfo([u8; size_of::<net::tcp_info>()]);

/// A member of the kernel's structure; those an old kernel lacks are 0.
macro_rules! member {
    ($info:expr, $name:ident, $type:ty) => {{
        const OFFSET: usize = offset_of!(net::tcp_info, $name);
        <$type>::from_ne_bytes(*$info.0[OFFSET..].first_chunk().unwrap_or(&[0; size_of::<$type>()]))
    }};
}

impl KernelInfo {
    fn of(socket: &Socket) -> WsaResult<KernelInfo> {
        let mut info = [0; size_of::<net::tcp_info>()];
        socket_raw::option(socket.fd(), net::IPPROTO_TCP as u32, net::TCP_INFO, &mut info)?;
        Ok(KernelInfo(info))
    }

    /// `TCPSTATE` of Windows.
    fn state(&self) -> ws::TCPSTATE {
        match member!(self, tcpi_state, u8) {
            1 => ws::TCPSTATE_ESTABLISHED,
            2 => ws::TCPSTATE_SYN_SENT,
            3 => ws::TCPSTATE_SYN_RCVD,
            4 => ws::TCPSTATE_FIN_WAIT_1,
            5 => ws::TCPSTATE_FIN_WAIT_2,
            6 => ws::TCPSTATE_TIME_WAIT,
            8 => ws::TCPSTATE_CLOSE_WAIT,
            9 => ws::TCPSTATE_LAST_ACK,
            10 => ws::TCPSTATE_LISTEN,
            11 => ws::TCPSTATE_CLOSING,
            _ => ws::TCPSTATE_CLOSED,
        }
    }

    fn segment_bytes(&self) -> u32 {
        member!(self, tcpi_snd_mss, u32)
    }

    fn congestion_window_bytes(&self) -> u32 {
        member!(self, tcpi_snd_cwnd, u32).saturating_mul(self.segment_bytes())
    }
}

/// `SIO_TCP_INFO`: the input is the version wanted.
pub(super) fn read(socket: &Socket, input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    let len = match layout::word(input, 0)? {
        0 => size_of::<ws::TCP_INFO_v0>(),
        1 => size_of::<ws::TCP_INFO_v1>(),
        _ => return Err(WsaError::WSAEINVAL),
    };
    socket.settle_connect();
    let kernel = KernelInfo::of(socket)?;
    let mut info = vec![0; len];
    fill_version_0(&kernel, &mut info);
    let connected_ms = socket.connected_for().map_or(0, |time| time.as_millis() as u64);
    put(&mut info, offset_of!(ws::TCP_INFO_v0, ConnectionTimeMs), &connected_ms.to_ne_bytes());
    layout::put(output, &info)
}

fn fill_version_0(kernel: &KernelInfo, info: &mut [u8]) {
    let mut word = |offset, word: u32| put(info, offset, &word.to_ne_bytes());
    let retransmitted = member!(kernel, tcpi_bytes_retrans, u64);
    let timeouts = u32::from(member!(kernel, tcpi_total_rto, u16));
    let in_flight = member!(kernel, tcpi_unacked, u32).saturating_mul(kernel.segment_bytes());
    word(offset_of!(ws::TCP_INFO_v0, State), kernel.state() as u32);
    word(offset_of!(ws::TCP_INFO_v0, Mss), kernel.segment_bytes());
    word(offset_of!(ws::TCP_INFO_v0, RttUs), member!(kernel, tcpi_rtt, u32));
    word(offset_of!(ws::TCP_INFO_v0, MinRttUs), member!(kernel, tcpi_min_rtt, u32));
    word(offset_of!(ws::TCP_INFO_v0, BytesInFlight), in_flight);
    word(offset_of!(ws::TCP_INFO_v0, Cwnd), kernel.congestion_window_bytes());
    word(offset_of!(ws::TCP_INFO_v0, SndWnd), member!(kernel, tcpi_snd_wnd, u32));
    word(offset_of!(ws::TCP_INFO_v0, RcvWnd), member!(kernel, tcpi_rcv_wnd, u32));
    word(offset_of!(ws::TCP_INFO_v0, RcvBuf), member!(kernel, tcpi_rcv_space, u32));
    word(offset_of!(ws::TCP_INFO_v0, BytesRetrans), retransmitted as u32);
    word(
        offset_of!(ws::TCP_INFO_v0, FastRetrans),
        member!(kernel, tcpi_total_retrans, u32).saturating_sub(timeouts),
    );
    word(offset_of!(ws::TCP_INFO_v0, TimeoutEpisodes), timeouts);
    let timestamps = u8::from(member!(kernel, tcpi_options, u8) & TIMESTAMPS != 0);
    put(info, offset_of!(ws::TCP_INFO_v0, TimestampsEnabled), &[timestamps]);
    let sent = member!(kernel, tcpi_bytes_sent, u64);
    put(info, offset_of!(ws::TCP_INFO_v0, BytesOut), &sent.to_ne_bytes());
    let received = member!(kernel, tcpi_bytes_received, u64);
    put(info, offset_of!(ws::TCP_INFO_v0, BytesIn), &received.to_ne_bytes());
}

fn put(info: &mut [u8], offset: usize, bytes: &[u8]) {
    info[offset..offset + bytes.len()].copy_from_slice(bytes);
}

/// `SIO_IDEAL_SEND_BACKLOG_QUERY`.
pub(super) fn ideal_backlog(socket: &Socket, _input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    socket.settle_connect();
    if socket.state().phase() != Phase::Connected {
        return Err(WsaError::WSAENOTCONN);
    }
    let window = KernelInfo::of(socket)?.congestion_window_bytes();
    layout::put_word(output, window.max(MIN_BACKLOG_BYTES))
}
