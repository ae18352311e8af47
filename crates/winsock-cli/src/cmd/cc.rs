//! `winsock cc` and `winsock c++`.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::ExitCode;

use winsock_cli::{CommandLine, Compilation, Compiler, Error, Language, Toolchain};

pub(crate) fn compile(language: Language, args: Vec<OsString>) -> Result<ExitCode, Error> {
    let toolchain = Toolchain::locate()?;
    let compilation = Compilation::plan(&toolchain, Compiler::find(language)?, CommandLine::parse(args))?;
    match compilation.single_command() {
        // The compiler takes this process over: signals and exit code are its own.
        Some(mut command) => {
            let program = command.get_program().to_string_lossy().into_owned();
            Err(Error::Io { action: format!("start {program}"), source: command.exec() })
        }
        None => Ok(super::exit_code(compilation.run()?)),
    }
}
