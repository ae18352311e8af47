//! The linger options of a socket: `SO_LINGER` and `SO_DONTLINGER` over one value.

use std::time::Duration;

/// Seconds used when lingering is switched on without ever having been given a time (C19). The documents
/// leave this to the implementation.
pub const DEFAULT_LINGER_SECS: u16 = 10;

/// `struct linger` of a socket, and whether its time was ever set. Off and 0 s on a new socket (C14, C15).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Linger {
    on: bool,
    secs: u16,
    time_was_set: bool,
}

/// What the options make of a close.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LingerMode {
    /// `SO_DONTLINGER`: graceful in the background.
    Off,
    /// On with 0 s: hard.
    Hard,
    /// On with a time: graceful within it.
    Within(Duration),
}

impl Linger {
    /// `SO_LINGER`: sets both members (C17).
    #[must_use]
    pub fn with_option(self, on: u16, secs: u16) -> Linger {
        Linger { on: on != 0, secs, time_was_set: true }
    }

    /// `SO_DONTLINGER`: sets `l_onoff` only; switching lingering on brings an earlier time back (C18, C19).
    #[must_use]
    pub fn with_dont_linger(self, dont_linger: bool) -> Linger {
        let secs = if self.time_was_set || dont_linger { self.secs } else { DEFAULT_LINGER_SECS };
        Linger { on: !dont_linger, secs, ..self }
    }

    /// `l_onoff`.
    pub fn is_on(self) -> bool {
        self.on
    }

    /// `l_linger`, in seconds.
    pub fn secs(self) -> u16 {
        self.secs
    }

    /// What a close has to do.
    pub fn mode(self) -> LingerMode {
        match (self.on, self.secs) {
            (false, _) => LingerMode::Off,
            (true, 0) => LingerMode::Hard,
            (true, secs) => LingerMode::Within(Duration::from_secs(secs.into())),
        }
    }

    /// All of it in one word, for a provider that keeps it in an atomic.
    pub fn into_bits(self) -> u32 {
        u32::from(self.secs) | u32::from(self.on) << 16 | u32::from(self.time_was_set) << 17
    }

    /// The inverse of [`Linger::into_bits`].
    pub fn from_bits(bits: u32) -> Linger {
        Linger { on: bits & 1 << 16 != 0, secs: bits as u16, time_was_set: bits & 1 << 17 != 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_socket_does_not_linger() {
        let linger = Linger::default();
        assert_eq!((linger.is_on(), linger.secs(), linger.mode()), (false, 0, LingerMode::Off));
    }

    #[test]
    fn dont_linger_false_brings_an_earlier_time_back() {
        let linger = Linger::default().with_option(1, 7).with_dont_linger(true);
        assert_eq!(linger.mode(), LingerMode::Off);
        assert_eq!(linger.with_dont_linger(false).mode(), LingerMode::Within(Duration::from_secs(7)));
    }

    #[test]
    fn dont_linger_false_without_a_time_takes_the_default() {
        let linger = Linger::default().with_dont_linger(false);
        assert_eq!(linger.secs(), DEFAULT_LINGER_SECS);
        assert!(linger.is_on());
    }

    #[test]
    fn an_explicit_zero_is_a_time() {
        let linger = Linger::default().with_option(0, 0).with_dont_linger(false);
        assert_eq!(linger.mode(), LingerMode::Hard);
    }

    #[test]
    fn bits_round_trip() {
        for linger in [
            Linger::default(),
            Linger::default().with_option(1, 0),
            Linger::default().with_option(0, 65_535),
            Linger::default().with_dont_linger(false),
        ] {
            assert_eq!(Linger::from_bits(linger.into_bits()), linger);
        }
    }
}
