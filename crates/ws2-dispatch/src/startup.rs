//! `WSAStartup` and `WSACleanup`: versions and the count.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use parking_lot::ReentrantMutex;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use win32_wait::blocking::hook;
use ws2_types::{WsaError, WsaResult};

use crate::{async_request, catalog, layered_socket, loader, name_spaces, sockets};

static COUNT: AtomicU32 = AtomicU32::new(0);
/// A provider may be so bold as to come back from its `WSPCleanup`.
static TRANSITION: ReentrantMutex<()> = ReentrantMutex::new(());
/// Version 1 was negotiated at least once since the count was 0.
static VERSION_1: AtomicBool = AtomicBool::new(false);

/// A Windows Sockets version.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Version {
    /// 1 or 2.
    pub major: u8,
    /// 0 to 2.
    pub minor: u8,
}

/// The highest version there is.
pub const HIGHEST: Version = Version { major: 2, minor: 2 };

impl Version {
    /// Reads a WORD: major version in the low byte.
    pub fn from_word(word: u16) -> Version {
        Version { major: word as u8, minor: (word >> 8) as u8 }
    }

    /// The inverse of [`Version::from_word`].
    pub fn into_word(self) -> u16 {
        u16::from(self.minor) << 8 | u16::from(self.major)
    }

    /// The version that a program gets which knows up to this one.
    ///
    /// # Errors
    /// `WSAVERNOTSUPPORTED`: older than 1.0.
    fn negotiate(self) -> WsaResult<Version> {
        match (self.major, self.minor) {
            (0, _) => Err(WsaError::WSAVERNOTSUPPORTED),
            (1, minor) => Ok(Version { major: 1, minor: minor.min(1) }),
            _ => Ok(self.min(HIGHEST)),
        }
    }
}

/// Counts one start-up; answers the version the program is to use.
///
/// # Errors
/// `WSAVERNOTSUPPORTED`; `WSAEINPROGRESS`: see [`require_no_call_in_progress`].
pub fn start(requested: Version) -> WsaResult<Version> {
    require_no_call_in_progress()?;
    let version = requested.negotiate()?;
    let _transition = TRANSITION.lock();
    if COUNT.load(Ordering::Acquire) == 0 {
        allow_many_sockets();
        catalog::refresh();
    }
    if version.major == 1 {
        VERSION_1.store(true, Ordering::Relaxed);
    }
    COUNT.fetch_add(1, Ordering::SeqCst);
    Ok(version)
}

/// Windows has no limit of 1,024 sockets; the system's default for a process is raised as far as it may be.
fn allow_many_sockets() {
    let limit = getrlimit(Resource::Nofile);
    // A refusal leaves the limit as it was: sockets beyond it fail with WSAEMFILE.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// Takes back one start-up. The last one closes every socket still open, as `closesocket` would; other threads
/// can begin no call any more by then.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSAEINPROGRESS`: see [`require_no_call_in_progress`].
pub fn clean_up() -> WsaResult<()> {
    let leftover = clean_up_all()?;
    // Name space providers may do anything when they are ended, so the lock is not held.
    if let Some(leftover) = leftover {
        leftover.end();
    }
    Ok(())
}

fn clean_up_all() -> WsaResult<Option<name_spaces::Leftover>> {
    let _transition = TRANSITION.lock();
    require_started()?;
    require_no_call_in_progress()?;
    // Counted down first, so that no thread opens a socket behind the one that closes them; see `insert`.
    if COUNT.fetch_sub(1, Ordering::SeqCst) == 1 {
        VERSION_1.store(false, Ordering::Relaxed);
        hook::forget_all();
        async_request::cancel_all();
        sockets::close_all();
        loader::clean_up_all();
        layered_socket::close_all();
        return Ok(Some(name_spaces::take_all()));
    }
    Ok(None)
}

/// Whether a successful start-up is in force.
///
/// # Errors
/// `WSANOTINITIALISED` (C37).
#[inline]
pub fn require_started() -> WsaResult<()> {
    if COUNT.load(Ordering::SeqCst) == 0 { Err(WsaError::WSANOTINITIALISED) } else { Ok(()) }
}

/// Whether the calling thread may make a Winsock call, which it may not while a blocking call of its own has its hook
/// run.
///
/// # Errors
/// `WSAEINPROGRESS` (C40).
#[inline]
pub fn require_no_call_in_progress() -> WsaResult<()> {
    if hook::is_in_progress() { Err(WsaError::WSAEINPROGRESS) } else { Ok(()) }
}

/// Whether a start-up in force negotiated version 1: the functions that version 2 has dropped are there then.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEOPNOTSUPP`.
pub fn require_version_1() -> WsaResult<()> {
    require_started()?;
    if VERSION_1.load(Ordering::Relaxed) { Ok(()) } else { Err(WsaError::WSAEOPNOTSUPP) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_negotiated_as_documented() {
        let negotiated = |major, minor| Version { major, minor }.negotiate().map(Version::into_word);
        assert_eq!(negotiated(0, 9), Err(WsaError::WSAVERNOTSUPPORTED));
        assert_eq!(negotiated(1, 0), Ok(0x0001));
        assert_eq!(negotiated(1, 1), Ok(0x0101));
        assert_eq!(negotiated(1, 9), Ok(0x0101));
        assert_eq!(negotiated(2, 0), Ok(0x0002));
        assert_eq!(negotiated(2, 2), Ok(0x0202));
        assert_eq!(negotiated(2, 9), Ok(0x0202));
        assert_eq!(negotiated(255, 255), Ok(0x0202));
    }
}
