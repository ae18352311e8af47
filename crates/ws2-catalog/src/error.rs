//! What can go wrong with a catalog: a sentence for people, a code for programs.

use std::fmt;
use std::io;
use std::path::PathBuf;

use ws2_types::WsaError;

/// The result of looking at a catalog or changing it.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a catalog could not be read or changed.
#[derive(Debug)]
pub enum Error {
    /// The text of a file is wrong.
    Broken {
        /// The file.
        path: PathBuf,
        /// The line, from 1; 0 when it is about the file as a whole.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A file or folder belongs to, or can be changed by, others.
    NotTrusted {
        /// Which.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
    /// A file operation failed.
    Io {
        /// What was being done, as in "cannot <action>".
        action: String,
        /// The system's reason.
        source: io::Error,
    },
    /// Somebody else is changing the catalog.
    Busy(PathBuf),
    /// An argument is not what the call takes.
    Invalid(String),
    /// There is no such provider or entry.
    Unknown(String),
    /// A provider of that GUID, or a layer of that name, is installed.
    Installed(String),
    /// It is not in the file that may be changed here.
    NotOurs(String),
    /// There is nothing to put the layer over, or the chain would be too long.
    NoPlace(String),
    /// All ids are used up.
    Full,
}

impl Error {
    /// For `map_err`: says which action failed.
    pub(crate) fn io(action: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
        let action = action.into();
        move |source| Error::Io { action, source }
    }

    /// The code the functions that report through `lpErrno` give.
    pub fn code(&self) -> WsaError {
        match self {
            Error::Invalid(_) | Error::Unknown(_) => WsaError::WSAEINVAL,
            Error::Busy(_) => WsaError::WSAEINPROGRESS,
            Error::Full => WsaError::WSAENOBUFS,
            Error::Broken { .. }
            | Error::NotTrusted { .. }
            | Error::Io { .. }
            | Error::Installed(_)
            | Error::NotOurs(_)
            | Error::NoPlace(_) => WsaError::WSANO_RECOVERY,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Broken { path, line: 0, message } => write!(f, "{}: {message}", path.display()),
            Error::Broken { path, line, message } => write!(f, "{}:{line}: {message}", path.display()),
            Error::NotTrusted { path, reason } => write!(f, "{}: {reason}", path.display()),
            Error::Io { action, source } => write!(f, "cannot {action}: {source}"),
            Error::Busy(path) => write!(f, "another process is changing {}", path.display()),
            Error::Invalid(message)
            | Error::Unknown(message)
            | Error::Installed(message)
            | Error::NotOurs(message)
            | Error::NoPlace(message) => f.write_str(message),
            Error::Full => f.write_str("all catalog ids of this file are used up"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
