//! The flags that make gcc and clang pose as a Windows compiler.

use std::ffi::OsString;
use std::path::Path;

use crate::{Error, Toolchain, entry_flag};

/// Which of the predefined platform names a source sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// `_WIN32` and its kin, and none of the Linux ones: programs test those first.
    #[default]
    Windows,
    /// `_WIN32` and its kin beside the Linux ones (`--posix`).
    WindowsAndPosix,
}

const LANGUAGE_FLAGS: &[&str] = &[
    // WCHAR is 16 bit, and so is L"…".
    "-fshort-wchar",
    // Anonymous members of a tagged type, and casts and conversions Microsoft's compiler lets pass.
    "-fms-extensions",
    // Tentative definitions in headers were one variable to every C compiler of the time.
    "-fcommon",
    // Microsoft's compiler has signed `char` on every processor and no aliasing by type.
    "-fsigned-char",
    "-fno-strict-aliasing",
    "-pthread",
    // Nobody asks for it on Windows, where any object file may go into a DLL. The program's functions are its own.
    "-fPIC",
    "-fno-semantic-interposition",
    // The compilers know the C library's printf, not Microsoft's, which prints (null) and reads %I64d.
    "-fno-builtin-printf",
    "-fno-builtin-fprintf",
    "-fno-builtin-sprintf",
    "-fno-builtin-snprintf",
    "-fno-builtin-vprintf",
    "-fno-builtin-vfprintf",
    "-fno-builtin-vsprintf",
    "-fno-builtin-vsnprintf",
    "-fno-builtin-scanf",
    "-fno-builtin-fscanf",
    "-fno-builtin-sscanf",
    "-fno-builtin-vscanf",
    "-fno-builtin-vfscanf",
    "-fno-builtin-vsscanf",
];

const WINDOWS_NAMES: &[&str] = &["_WIN32", "_WIN64", "WIN32", "__OPENWINSOCK__"];

const POSIX_NAMES: &[&str] =
    &["__linux__", "__linux", "linux", "__unix__", "__unix", "unix", "__gnu_linux__"];

/// Read before each source: the keywords Microsoft's compiler knows without any `#include`.
const FORCED_HEADER: &str = "_winsock_keywords.h";

/// The flags for preprocessing and compiling.
pub fn compile_flags(toolchain: &Toolchain, names: Names) -> Vec<OsString> {
    let mut flags: Vec<OsString> = LANGUAGE_FLAGS.iter().map(OsString::from).collect();
    flags.extend(WINDOWS_NAMES.iter().map(|name| format!("-D{name}=1").into()));
    if names == Names::Windows {
        flags.extend(POSIX_NAMES.iter().map(|name| format!("-U{name}").into()));
    }
    flags.push("-isystem".into());
    flags.push(toolchain.include_dir.clone().into());
    // By name, not by path: only what is found through -isystem is spared the program's warnings.
    flags.push("-include".into());
    flags.push(FORCED_HEADER.into());
    flags
}

/// The file that lists which of a program's functions no library may call instead of the C library's.
pub(crate) const PROGRAM_MAP: &str = "program.map";

/// Keeps a program's own functions its own, as on Windows.
pub(crate) fn own_functions_flag(toolchain: &Toolchain) -> OsString {
    joined("-Wl,--version-script=", &toolchain.import_dir.join(PROGRAM_MAP))
}

/// The flags for linking with the shared library, or with the static one.
///
/// # Errors
/// [`Error::Io`] when the archive with the program's entry cannot be written.
pub fn link_flags(toolchain: &Toolchain, statically: bool) -> Result<Vec<OsString>, Error> {
    let mut flags = vec![joined("-L", &toolchain.library_dir)];
    if toolchain.import_dir != toolchain.library_dir {
        flags.push(joined("-L", &toolchain.import_dir));
    }
    if !statically {
        flags.push(joined("-Wl,-rpath,", &toolchain.library_dir));
    }
    flags.push(own_functions_flag(toolchain));
    flags.push(entry_flag(toolchain)?);
    flags.push("-lws2_32".into());
    flags.push("-pthread".into());
    Ok(flags)
}

fn joined(flag: &str, dir: &Path) -> OsString {
    let mut word = OsString::from(flag);
    word.push(dir);
    word
}
