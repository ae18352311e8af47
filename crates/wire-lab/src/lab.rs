//! One experiment: a thread in a namespace of its own, the wire, the peer behind it, the programs in front of it.

use std::io;
use std::net::Ipv4Addr;
use std::panic::resume_unwind;
use std::process::Command;

use crate::capture::Recorder;
use crate::netns::{NetworkNamespace, Refusal};
use crate::proc_net::{self, SocketRow};
use crate::program::Program;
use crate::tun_peer::TunPeer;

/// The kernel's own address on the wire.
const PROGRAM: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
/// The peer's address.
const PEER: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 2);
const NETMASK: Ipv4Addr = Ipv4Addr::new(255, 255, 255, 0);

/// What an experiment works with. Sockets made and programs started by its thread are in its namespace.
#[derive(Debug)]
pub struct Lab {
    namespace: NetworkNamespace,
    recorder: Recorder,
    peer: TunPeer,
}

impl Lab {
    /// Runs `experiment` in a thread and a namespace of its own; both end with it. A panic goes through to the caller.
    ///
    /// # Errors
    /// [`Refusal`] when the kernel gives no namespace or no TUN device; the experiment did not run then. A user who isn't
    /// root calls [`crate::netns::become_namespace_root`] first.
    pub fn run<T: Send>(experiment: impl FnOnce(&Self) -> T + Send) -> Result<T, Refusal> {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new()
                .name("lab".into())
                .spawn_scoped(scope, || Ok(experiment(&Self::enter()?)))
                .map_err(Refusal::Thread)?;
            thread.join().unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    /// Whether [`Lab::run`] would work here.
    ///
    /// # Errors
    /// The [`Refusal`] it would return.
    pub fn probe() -> Result<(), Refusal> {
        Self::run(|_| ())
    }

    fn enter() -> Result<Self, Refusal> {
        let namespace = NetworkNamespace::enter()?;
        let recorder = Recorder::new();
        let peer = TunPeer::start(PROGRAM, PEER, NETMASK, recorder.clone())?;
        for (name, error) in namespace.unset() {
            recorder.note(format!("setting {name} not taken: {error}"));
        }
        Ok(Self { namespace, recorder, peer })
    }

    /// The scripted peer.
    pub fn peer(&self) -> &TunPeer {
        &self.peer
    }

    /// Where the peer lives.
    pub fn peer_address(&self) -> Ipv4Addr {
        PEER
    }

    /// The address of programs in the lab.
    pub fn program_address(&self) -> Ipv4Addr {
        PROGRAM
    }

    /// The namespace of the experiment.
    pub fn namespace(&self) -> &NetworkNamespace {
        &self.namespace
    }

    /// The record.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Starts a program in the lab; what it prints goes into the record.
    ///
    /// # Errors
    /// Those of [`Command::spawn`].
    pub fn spawn(&self, command: Command) -> io::Result<Program> {
        Program::spawn(command, self.recorder.clone())
    }

    /// The TCP sockets of the namespace. Call it from the experiment's own thread.
    ///
    /// # Errors
    /// When `/proc` isn't readable.
    pub fn sockets(&self) -> io::Result<Vec<SocketRow>> {
        proc_net::tcp_sockets()
    }
}
