//! What can go wrong before the compiler itself has its say.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// A failure of the `winsock` command.
#[derive(Debug)]
pub enum Error {
    /// None of the programs tried is an installed compiler.
    NoCompiler {
        /// The language asked for, as people call it.
        language: &'static str,
        /// The programs looked for.
        tried: Vec<String>,
    },
    /// The headers are in none of the places searched.
    NoHeaders(Vec<PathBuf>),
    /// The library is in none of the places searched.
    NoLibrary(Vec<PathBuf>),
    /// `run` was given nothing to compile.
    NothingToRun,
    /// An error code or name that is not known, with the closest known name.
    UnknownCode {
        /// What was asked for.
        asked: String,
        /// A name that looks similar.
        similar: Option<&'static str>,
    },
    /// A file that was to be installed is no provider.
    NotAProvider {
        /// The file.
        path: PathBuf,
        /// What it lacks, and what to do.
        reason: String,
    },
    /// The catalog cannot be read or changed.
    Catalog(ws2_catalog::Error),
    /// Words that name no provider, no order or no category.
    Words(String),
    /// A file operation failed.
    Io {
        /// What was being done, as in "cannot <action>".
        action: String,
        /// The system's reason.
        source: io::Error,
    },
}

impl Error {
    /// For `map_err`: says which action on which path failed.
    pub(crate) fn io(action: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
        let action = action.into();
        move |source| Error::Io { action, source }
    }
}

impl From<ws2_catalog::Error> for Error {
    fn from(error: ws2_catalog::Error) -> Error {
        Error::Catalog(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoCompiler { language, tried } => write!(
                f,
                "no {language} compiler found (looked for {})\n\
                 Install one, for example:\n  \
                 Debian, Ubuntu:  apt install gcc g++\n  \
                 Fedora:          dnf install gcc gcc-c++\n  \
                 Arch:            pacman -S gcc\n\
                 or name one in the environment variable {}.",
                tried.join(", "),
                if *language == "C" { "CC" } else { "CXX" },
            ),
            Error::NoHeaders(searched) => {
                write!(
                    f,
                    "winsock2.h not found; looked in:{}\nSet WINSOCK_HOME to the directory \
                           that holds include/winsock.",
                    list(searched)
                )
            }
            Error::NoLibrary(searched) => {
                write!(
                    f,
                    "libws2_32.so not found; looked in:{}\nRun `cargo build --release`, or set \
                           WINSOCK_HOME to an installed copy.",
                    list(searched)
                )
            }
            Error::NothingToRun => f.write_str("no source file given: winsock run FILE… [-- ARGS…]"),
            Error::UnknownCode { asked, similar } => {
                write!(f, "no error code is called {asked}")?;
                if let Some(similar) = similar {
                    write!(f, "; did you mean {similar}?")?;
                }
                f.write_str("\n`winsock explain` lists them all.")
            }
            Error::NotAProvider { path, reason } => write!(f, "{} {reason}", path.display()),
            Error::Catalog(error) => {
                write!(f, "{error}")?;
                match error {
                    ws2_catalog::Error::Broken { path, .. } => {
                        write!(f, "\nCorrect that line, or move {} away to begin anew.", path.display())
                    }
                    ws2_catalog::Error::NotOurs(_) => f.write_str(
                        "\n`winsock catalog list` shows whose it is; --system and --user choose the file.",
                    ),
                    ws2_catalog::Error::Busy(_) => f.write_str("\nTry again in a moment."),
                    _ => Ok(()),
                }
            }
            Error::Words(message) => f.write_str(message),
            Error::Io { action, source } => write!(f, "cannot {action}: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            Error::Catalog(error) => Some(error),
            _ => None,
        }
    }
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("\n  {}", path.display())).collect()
}
