//! A private network namespace for one thread, and why there is none when the kernel refuses.
//! Read network_namespaces(7) and user_namespaces(7) first: root may unshare the network alone; anybody else
//! needs a user namespace too, which only a process of a single thread may enter.

use std::fmt;
use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;

use rustix::thread::UnshareFlags;

use crate::{netns_raw, tun_raw};

/// What the kernel refused, so that a test can say why it was skipped.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// The process isn't root and may not make a user namespace of its own.
    UserNamespace(io::Error),
    /// The user namespace exists, its map of user or group ids could not be written to the named file.
    IdMap(&'static str, io::Error),
    /// A private network namespace was refused to this thread.
    NetworkNamespace(io::Error),
    /// The loopback device of the namespace could not be brought up.
    Loopback(io::Error),
    /// `/dev/net/tun` could not be opened.
    TunDevice(io::Error),
    /// The named step in setting up the TUN interface failed.
    TunInterface(&'static str, io::Error),
    /// The process has no room for another thread.
    Thread(io::Error),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserNamespace(error) => {
                write!(f, "not root, and the kernel refuses a user namespace: {error}")
            }
            Self::IdMap(file, error) => write!(f, "the kernel refuses the id map {file}: {error}"),
            Self::NetworkNamespace(error) => {
                write!(f, "the kernel refuses a private network namespace: {error}")
            }
            Self::Loopback(error) => write!(f, "the loopback device can't be brought up: {error}"),
            Self::TunDevice(error) => write!(f, "/dev/net/tun can't be opened: {error}"),
            Self::TunInterface(step, error) => write!(f, "the TUN interface can't be made ({step}): {error}"),
            Self::Thread(error) => write!(f, "no thread can be started: {error}"),
        }
    }
}

impl std::error::Error for Refusal {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::UserNamespace(error)
            | Self::IdMap(_, error)
            | Self::NetworkNamespace(error)
            | Self::Loopback(error)
            | Self::TunDevice(error)
            | Self::TunInterface(_, error)
            | Self::Thread(error) => Some(error),
        }
    }
}

/// Gives a process that isn't root the rights to make network namespaces, by becoming root of a user
/// namespace of its own. Root has them already: nothing happens.
///
/// Call it at the start of `main`: a process with several threads can't change its user namespace.
///
/// # Errors
/// [`Refusal::UserNamespace`] or [`Refusal::IdMap`] when the kernel, or a limit such as
/// `user.max_user_namespaces`, forbids it. The process stays as it was in the first case.
pub fn become_namespace_root() -> Result<(), Refusal> {
    if rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    netns_raw::unshare(UnshareFlags::NEWUSER).map_err(|errno| Refusal::UserNamespace(errno.into()))?;
    for (file, text) in [
        ("/proc/self/setgroups", "deny".to_owned()),
        ("/proc/self/uid_map", format!("0 {uid} 1")),
        ("/proc/self/gid_map", format!("0 {gid} 1")),
    ] {
        fs::write(file, text).map_err(|error| Refusal::IdMap(file, error))?;
    }
    Ok(())
}

/// The network namespace that the current thread, the sockets it makes and the programs it starts live in.
/// It ends when the last of them does.
#[derive(Debug)]
pub struct NetworkNamespace {
    unset: Vec<(&'static str, io::Error)>,
}

/// Settings of a namespace under `/proc/sys/net` that take the odd timing out of a capture.
const SETTINGS: [(&str, &str); 5] = [
    // BBR paces by a timer of its own, so data would leave some milliseconds after `send`.
    ("ipv4/tcp_congestion_control", "reno"),
    // Tail loss probes repeat the last segment two round trips after a withheld ACK.
    ("ipv4/tcp_early_retrans", "0"),
    ("ipv4/tcp_autocorking", "0"),
    ("ipv4/tcp_no_metrics_save", "1"),
    // No router solicitations on the TUN device.
    ("ipv6/conf/default/disable_ipv6", "1"),
];

impl NetworkNamespace {
    /// Moves the current thread into a new network namespace, whose loopback device is up.
    ///
    /// The thread can't come back, so run it in a thread of its own as [`crate::Lab::run`] does.
    ///
    /// # Errors
    /// [`Refusal::NetworkNamespace`] without the right to make one, see [`become_namespace_root`];
    /// [`Refusal::Loopback`].
    pub fn enter() -> Result<Self, Refusal> {
        netns_raw::unshare(UnshareFlags::NEWNET).map_err(|errno| Refusal::NetworkNamespace(errno.into()))?;
        tun_raw::control_socket()
            .and_then(|control| tun_raw::bring_up(&control, "lo"))
            .map_err(|errno| Refusal::Loopback(errno.into()))?;
        let unset =
            SETTINGS.iter().filter_map(|(name, value)| Some((*name, set(name, value).err()?))).collect();
        Ok(Self { unset })
    }

    /// Gives the namespace one more IPv4 address, under an alias of an interface such as `lo:1`.
    ///
    /// # Errors
    /// `ENODEV`: no such interface. `EPERM`.
    pub fn add_address(&self, alias: &str, address: Ipv4Addr) -> io::Result<()> {
        let control = tun_raw::control_socket()?;
        Ok(tun_raw::assign(&control, alias, address, Ipv4Addr::new(255, 255, 255, 0))?)
    }

    /// The settings this kernel did not take, as where `/proc/sys` is read-only: times in a capture may
    /// then be less even, its segments and their order are not affected.
    pub fn unset(&self) -> impl Iterator<Item = (&'static str, &io::Error)> {
        self.unset.iter().map(|(name, error)| (*name, error))
    }
}

/// Writes a setting of the current thread's namespace.
fn set(name: &str, value: &str) -> io::Result<()> {
    fs::write(Path::new("/proc/sys/net").join(name), value)
}
