//! `winsock install`.

use std::path::Path;
use std::process::ExitCode;

use winsock_cli::{Error, Toolchain};

pub(crate) fn install(prefix: &Path) -> Result<ExitCode, Error> {
    let installed = winsock_cli::install(&Toolchain::locate()?, prefix)?;
    println!("headers    {}", installed.include_dir.display());
    println!("libraries  {}", installed.library_dir.display());
    println!("command    {}", prefix.join("bin/winsock").display());
    println!("pkg-config {}", installed.library_dir.join("pkgconfig/ws2_32.pc").display());
    println!("CMake      {}", installed.library_dir.join("cmake/ws2_32/ws2_32-config.cmake").display());
    Ok(ExitCode::SUCCESS)
}
