//! The subcommands: what each prints and which exit code it ends with.

pub(crate) mod catalog;
pub(crate) mod cc;
pub(crate) mod config;
pub(crate) mod explain;
pub(crate) mod install;
pub(crate) mod run;

use std::os::unix::process::ExitStatusExt;
use std::process::{ExitCode, ExitStatus};

/// The exit code a shell would report.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| Some(128 + status.signal()?)).unwrap_or(1);
    ExitCode::from(u8::try_from(code & 0xff).unwrap_or(1))
}
