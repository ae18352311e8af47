//! `winsock explain`.

use std::io::{self, Write};
use std::process::ExitCode;

use winsock_cli::{Error, explain, list_codes};

pub(crate) fn print(code: Option<&str>) -> Result<ExitCode, Error> {
    let text = match code {
        Some(code) => explain(code)?,
        None => list_codes(),
    };
    match io::stdout().write_all(text.as_bytes()) {
        // The reader, such as `head`, has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(source) => Err(Error::Io { action: "write".into(), source }),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}
