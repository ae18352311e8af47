//! A laboratory for closes: a program under test inside a private network namespace, and opposite it a
//! TCP peer made of a script, which sees every segment and answers only as it is told.
//!
//! The kernel's own peer can't show what a close does: it acknowledges at once, keeps its window open
//! and hides FIN and RST behind `recv`. Here the other end of the wire is this crate, so a test can
//! withhold ACKs, shut the window, reset, and then say which segments the program's close put on the wire
//! and when. Nothing leaves the machine, and neither `ip`, `tc` nor `tcpdump` is needed.
//!
//! ```no_run
//! use std::process::Command;
//! use std::time::Duration;
//! use wire_lab::{Bytes, Fin, Lab, netns};
//!
//! # type Failure = Box<dyn std::error::Error + Send + Sync>;
//! # fn main() -> Result<(), Failure> {
//! netns::become_namespace_root()?; // before any thread is started; does nothing for root
//! let soon = Duration::from_secs(5);
//! let fin = Lab::run(|lab| -> Result<_, Failure> {
//!     let port = lab.peer().listen();
//!     let mut command = Command::new("./my_client");
//!     command.arg(lab.peer_address().to_string()).arg(port.to_string());
//!     let mut program = lab.spawn(command)?;
//!
//!     let peer = lab.peer().accept(soon)?;
//!     peer.withhold_acks();
//!     peer.expect(Bytes(5), soon)?;   // a failed expectation prints the timeline of the wire
//!     let fin = peer.expect(Fin, soon)?;
//!     peer.ack_all();
//!     program.wait_exit(soon)?;
//!     Ok(fin)
//! })??;
//! println!("FIN after {:?}", fin.at);
//! # Ok(())
//! # }
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`netns`] | the private namespace, and the [`Refusal`] that tells why there is none |
//! | [`lab`] | [`Lab::run`]: namespace, TUN device, peer and programs of one experiment |
//! | [`tun_peer`] | [`TunPeer`]: listens and connects; [`Connection`]: the script language |
//! | [`expect`] | what a script can wait for, and the error it gets with the timeline |
//! | [`capture`] | the record: segments and notes; to pcap |
//! | [`timeline`] | the record as text |
//! | [`program`] | the program under test: its printed `name value` lines with their times |
//! | [`proc_net`] | the namespace's TCP sockets and their states, TIME_WAIT included |
//!
//! Where the kernel refuses a namespace or a TUN device, [`Lab::run`] returns a [`Refusal`]: the caller reports a
//! skip with that text. IPv4 only: the rules of closing are TCP's and know no address family.

#![deny(unsafe_code)]

pub mod capture;
mod endpoint;
pub mod expect;
pub mod lab;
pub mod netns;
#[allow(unsafe_code)]
mod netns_raw;
mod packet;
pub mod proc_net;
pub mod program;
pub mod timeline;
mod tun;
pub mod tun_peer;
#[allow(unsafe_code)]
mod tun_raw;

pub use capture::{Capture, Direction, Flags, Recorder, Segment};
pub use expect::Wanted::{Acknowledged, Bytes, Fin, Rst};
pub use expect::{ExpectationFailed, Wanted};
pub use lab::Lab;
pub use netns::Refusal;
pub use proc_net::{SocketRow, TcpState};
pub use program::Program;
pub use tun_peer::{Connection, TunPeer};
