//! One row of the option table: an option as Windows numbers it, and what becomes of it here.

use ws2_engine::state::Phase;
use ws2_sys::address::WINDOWS_AF_INET6;
use ws2_sys::socket_raw;
use ws2_types::{WsaError, WsaResult};

use super::value::Value;
use crate::socket::Socket;

/// A level with its options. The commonest options stand first.
pub(crate) struct Level {
    pub(crate) number: i32,
    pub(crate) symbol: &'static str,
    pub(crate) rows: &'static [OptionRow],
    /// The sockets that have the level at all.
    pub(crate) on: Sockets,
}

/// An option and its treatment.
pub(crate) struct OptionRow {
    pub(crate) name: i32,
    pub(crate) symbol: &'static str,
    /// Other names of the same number.
    pub(crate) also: &'static str,
    pub(crate) value: Value,
    pub(crate) on: Sockets,
    pub(crate) get: Get,
    pub(crate) set: Set,
    /// The kernel's options that carry it, in words; empty when the library alone does.
    pub(crate) linux: &'static str,
    pub(crate) note: &'static str,
}

/// The sockets that know an option; others answer `WSAENOPROTOOPT`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sockets {
    Any,
    Stream,
    Datagram,
    Ipv6,
}

/// How `getsockopt` comes to its answer.
pub(crate) enum Get {
    /// The kernel's `int` of the same meaning.
    Kernel(KernelOption),
    /// What was set last, or else this default.
    Kept(u32),
    Word(fn(&Socket) -> WsaResult<u32>),
    Bytes(fn(&Socket, &mut [u8]) -> WsaResult<usize>),
    Refused(WsaError),
}

/// What `setsockopt` does.
pub(crate) enum Set {
    /// The kernel's `int` of the same meaning.
    Kernel(KernelOption),
    /// Remembers the value, which may not exceed this.
    Kept(u32),
    /// Remembers the flag; the kernel's flag is on while any of these options is.
    Shared(KernelOption, &'static [i32]),
    /// A structure of another layout or other numbers.
    Translated(KernelOption, fn(&[u8]) -> WsaResult<Vec<u8>>),
    Word(fn(&Socket, u32) -> WsaResult<()>),
    Bytes(fn(&Socket, &[u8]) -> WsaResult<()>),
    Refused(WsaError),
}

/// An option of the kernel.
#[derive(Clone, Copy)]
pub(crate) struct KernelOption {
    pub(crate) level: u32,
    pub(crate) name: u32,
    pub(crate) symbol: &'static str,
}

/// A kernel option by its own symbols.
macro_rules! kernel {
    ($level:ident, $name:ident) => {
        $crate::option::row::KernelOption {
            level: ::ws2_sys::linux::net::$level as u32,
            name: ::ws2_sys::linux::net::$name as u32,
            symbol: stringify!($name),
        }
    };
}

/// The start of a row, from Microsoft's symbol.
macro_rules! row {
    ($name:ident, $value:expr) => {
        $crate::option::row::OptionRow::new(
            ::ws2_types::abi::winsock::$name as i32,
            stringify!($name),
            $value,
        )
    };
}

pub(super) use {kernel, row};

impl KernelOption {
    pub(crate) fn get(&self, socket: &Socket) -> WsaResult<i32> {
        Ok(socket_raw::int_option(socket.fd(), self.level, self.name)?)
    }

    pub(crate) fn set(&self, socket: &Socket, value: i32) -> WsaResult<()> {
        Ok(socket_raw::set_int_option(socket.fd(), self.level, self.name, value)?)
    }

    pub(crate) fn set_bytes(&self, socket: &Socket, value: &[u8]) -> WsaResult<()> {
        Ok(socket_raw::set_option(socket.fd(), self.level, self.name, value)?)
    }
}

impl Sockets {
    pub(crate) fn include(self, socket: &Socket) -> bool {
        match self {
            Sockets::Any => true,
            Sockets::Stream => socket.state().is_stream(),
            Sockets::Datagram => !socket.state().is_stream(),
            Sockets::Ipv6 => socket.shared.family == WINDOWS_AF_INET6,
        }
    }
}

/// What an option is to a reader of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Treatment {
    Maps(&'static str),
    Emulated,
    Refused(WsaError),
}

/// Building rows: an option is refused with `WSAENOPROTOOPT` until something else is said.
impl OptionRow {
    pub(crate) const fn new(name: i32, symbol: &'static str, value: Value) -> OptionRow {
        OptionRow {
            name,
            symbol,
            also: "",
            value,
            on: Sockets::Any,
            get: Get::Refused(WsaError::WSAENOPROTOOPT),
            set: Set::Refused(WsaError::WSAENOPROTOOPT),
            linux: "",
            note: "",
        }
    }

    pub(crate) const fn also(mut self, names: &'static str) -> OptionRow {
        self.also = names;
        self
    }

    pub(crate) const fn stream(mut self) -> OptionRow {
        self.on = Sockets::Stream;
        self
    }

    pub(crate) const fn datagram(mut self) -> OptionRow {
        self.on = Sockets::Datagram;
        self
    }

    pub(crate) const fn note(mut self, note: &'static str) -> OptionRow {
        self.note = note;
        self
    }

    /// Both ways the kernel's own `int`.
    pub(crate) const fn maps(mut self, option: KernelOption) -> OptionRow {
        self.linux = option.symbol;
        self.get = Get::Kernel(option);
        self.set = Set::Kernel(option);
        self
    }

    pub(crate) const fn maps_get(mut self, option: KernelOption) -> OptionRow {
        self.linux = option.symbol;
        self.get = Get::Kernel(option);
        self
    }

    /// Read back as it was set, without effect in the kernel.
    pub(crate) const fn kept(mut self, default: u32) -> OptionRow {
        self.get = Get::Kept(default);
        self.set = Set::Kept(u32::MAX);
        self
    }

    pub(crate) const fn at_most(mut self, max: u32) -> OptionRow {
        self.set = Set::Kept(max);
        self
    }

    pub(crate) const fn shares(mut self, option: KernelOption, names: &'static [i32]) -> OptionRow {
        self.linux = option.symbol;
        self.get = Get::Kept(0);
        self.set = Set::Shared(option, names);
        self
    }

    pub(crate) const fn translates(
        mut self,
        option: KernelOption,
        translate: fn(&[u8]) -> WsaResult<Vec<u8>>,
    ) -> OptionRow {
        self.linux = option.symbol;
        self.set = Set::Translated(option, translate);
        self
    }

    pub(crate) const fn reads(mut self, read: fn(&Socket) -> WsaResult<u32>) -> OptionRow {
        self.get = Get::Word(read);
        self
    }

    pub(crate) const fn reads_bytes(mut self, read: fn(&Socket, &mut [u8]) -> WsaResult<usize>) -> OptionRow {
        self.get = Get::Bytes(read);
        self
    }

    /// Read back as it was set, or as this default.
    pub(crate) const fn reads_kept(mut self, default: u32) -> OptionRow {
        self.get = Get::Kept(default);
        self
    }

    pub(crate) const fn writes(mut self, write: fn(&Socket, u32) -> WsaResult<()>) -> OptionRow {
        self.set = Set::Word(write);
        self
    }

    pub(crate) const fn writes_bytes(mut self, write: fn(&Socket, &[u8]) -> WsaResult<()>) -> OptionRow {
        self.set = Set::Bytes(write);
        self
    }

    /// Names the kernel options that functions of the row use.
    pub(crate) const fn on_linux(mut self, names: &'static str) -> OptionRow {
        self.linux = names;
        self
    }

    pub(crate) const fn refuses(mut self, error: WsaError) -> OptionRow {
        self.get = Get::Refused(error);
        self.set = Set::Refused(error);
        self
    }
}

impl OptionRow {
    pub(crate) fn treatment(&self) -> Treatment {
        match (&self.get, &self.set) {
            (Get::Refused(error), Set::Refused(_)) => Treatment::Refused(*error),
            _ if self.linux.is_empty() => Treatment::Emulated,
            _ => Treatment::Maps(self.linux),
        }
    }

    /// `getsockopt` of this option.
    pub(crate) fn read(&self, level: i32, socket: &Socket, buffer: &mut [u8]) -> WsaResult<usize> {
        let word = match self.get {
            Get::Kernel(option) => self.value.normalised(option.get(socket)? as u32),
            Get::Kept(default) => socket.kept(level, self.name).unwrap_or(default),
            Get::Word(read) => {
                // A buffer that is too short must not cost the value: reading `SO_ERROR` takes it.
                self.value.check_room(buffer)?;
                read(socket)?
            }
            Get::Bytes(read) => return read(socket, buffer),
            Get::Refused(error) => return Err(error),
        };
        self.value.answer(word, buffer)
    }

    /// `setsockopt` of this option.
    pub(crate) fn write(&self, level: i32, socket: &Socket, bytes: &[u8]) -> WsaResult<()> {
        match self.set {
            Set::Kernel(option) => {
                let word = self.value.normalised(self.value.word(bytes)?);
                self.value.check_range(word)?;
                option.set(socket, word as i32)
            }
            Set::Kept(max) => {
                let word = self.value.normalised(self.value.word(bytes)?);
                if word > max {
                    return Err(WsaError::WSAEINVAL);
                }
                socket.keep(level, self.name, word);
                Ok(())
            }
            Set::Shared(option, names) => {
                let on = self.value.word(bytes)? != 0;
                socket.keep(level, self.name, u32::from(on));
                let any = names.iter().any(|name| socket.kept(level, *name).is_some_and(|word| word != 0));
                option.set(socket, i32::from(any))
            }
            Set::Translated(option, translate) => option.set_bytes(socket, &translate(bytes)?),
            Set::Word(write) => write(socket, self.value.word(bytes)?),
            Set::Bytes(write) => write(socket, bytes),
            Set::Refused(error) => Err(error),
        }
    }
}

/// Options that only make sense before the socket has a name.
///
/// # Errors
/// `WSAEINVAL`: it has one.
pub(crate) fn require_unbound(socket: &Socket) -> WsaResult<()> {
    if socket.state().phase() == Phase::Fresh { Ok(()) } else { Err(WsaError::WSAEINVAL) }
}
