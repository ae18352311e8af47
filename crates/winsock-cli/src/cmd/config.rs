//! `winsock config`: the flags and places, for build tools.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;
use winsock_cli::{Error, Names, Toolchain, compile_flags, link_flags, package_config};

/// What to print; several flags go on one line, as pkg-config does it.
#[derive(Args)]
#[group(required = true, multiple = true)]
pub(crate) struct Wanted {
    /// Flags for compiling
    #[arg(long)]
    cflags: bool,
    /// Flags for linking
    #[arg(long)]
    libs: bool,
    /// The directory of the headers
    #[arg(long)]
    includedir: bool,
    /// The directory of the library
    #[arg(long)]
    libdir: bool,
    /// The text of ws2_32.pc
    #[arg(long, conflicts_with_all = ["cflags", "libs", "includedir", "libdir"])]
    pc: bool,
}

pub(crate) fn print(wanted: &Wanted) -> Result<ExitCode, Error> {
    let toolchain = Toolchain::locate()?;
    if wanted.pc {
        print!("{}", package_config(&toolchain)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut words: Vec<OsString> = Vec::new();
    if wanted.includedir {
        words.push(toolchain.include_dir.clone().into());
    }
    if wanted.libdir {
        words.push(toolchain.library_dir.clone().into());
    }
    if wanted.cflags {
        words.extend(compile_flags(&toolchain, Names::Windows));
    }
    if wanted.libs {
        words.extend(link_flags(&toolchain, false)?);
    }
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    println!("{}", words.join(" "));
    Ok(ExitCode::SUCCESS)
}
