//! `winsock install --prefix DIR`: headers, libraries, the command, `ws2_32.pc` and a CMake package below one directory.

use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::entry::{ARCHIVE_NAME, write_archive};
use crate::flags::PROGRAM_MAP;
use crate::{Error, Toolchain, cmake_config, package_config};

/// Where layers lie, below the folder of the library.
const LAYERS_FOLDER: &str = "winsock-layers";

/// Copies `toolchain` and the running program below `prefix`; the result is the toolchain there.
///
/// # Errors
/// [`Error::Io`] when a directory cannot be made or a file cannot be copied.
pub fn install(toolchain: &Toolchain, prefix: &Path) -> Result<Toolchain, Error> {
    let prefix = std::path::absolute(prefix).map_err(Error::io("find the prefix"))?;
    let installed = Toolchain {
        include_dir: prefix.join("include/winsock"),
        library_dir: prefix.join("lib"),
        // Apart from the library: a system's own -luuid must not find ours by accident.
        import_dir: prefix.join("lib/winsock"),
    };
    copy_dir(&toolchain.include_dir, &installed.include_dir)?;
    for file in ["libws2_32.so", "libws2_32.a"] {
        copy(&toolchain.library_dir.join(file), &installed.library_dir.join(file))?;
    }
    copy_layers(&toolchain.library_dir, &installed.library_dir)?;
    copy_import_scripts(&toolchain.import_dir, &installed.import_dir)?;
    write_archive(&installed.import_dir.join(ARCHIVE_NAME))?;

    let bin = prefix.join("bin");
    let program = env::current_exe().map_err(Error::io("find the running program"))?;
    copy(&program, &bin.join("winsock"))?;
    for name in ["winsock-cc", "winsock-c++"] {
        let link = bin.join(name);
        replace(&link, |link| symlink("winsock", link))?;
    }

    for (file, text) in [
        ("pkgconfig/ws2_32.pc", package_config(&installed)?),
        ("cmake/ws2_32/ws2_32-config.cmake", cmake_config(&installed)),
    ] {
        let file = installed.library_dir.join(file);
        make_parent(&file)?;
        fs::write(&file, text).map_err(writing(&file))?;
    }
    Ok(installed)
}

fn copy_dir(from: &Path, to: &Path) -> Result<(), Error> {
    let reading = || Error::io(format!("read {}", from.display()));
    for entry in fs::read_dir(from).map_err(reading())? {
        let entry = entry.map_err(reading())?.path();
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy_dir(&entry, &target)?;
        } else {
            copy(&entry, &target)?;
        }
    }
    Ok(())
}

/// The layers that come with the library, where they have been built.
fn copy_layers(from: &Path, to: &Path) -> Result<(), Error> {
    let to = to.join(LAYERS_FOLDER);
    for layer in ["libwinsock_fault.so", "libwinsock_socks5.so"] {
        let built = [from.join(layer), from.join(LAYERS_FOLDER).join(layer)];
        if let Some(file) = built.iter().find(|file| file.exists()) {
            copy(file, &to.join(layer))?;
        }
    }
    Ok(())
}

/// Only what belongs there: in a build tree other things may lie beside them.
fn copy_import_scripts(from: &Path, to: &Path) -> Result<(), Error> {
    for name in crate::IMPORT_NAMES.iter().filter(|name| **name != "ws2_32") {
        for suffix in ["so", "a"] {
            let file = format!("lib{name}.{suffix}");
            copy(&from.join(&file), &to.join(&file))?;
        }
    }
    copy(&from.join(PROGRAM_MAP), &to.join(PROGRAM_MAP))
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    make_parent(to)?;
    // A new file rather than new content: programs may be running with the old library.
    replace(to, |to| fs::copy(from, to).map(drop)).map_err(|error| match error {
        Error::Io { source, .. } => {
            Error::Io { action: format!("copy {} to {}", from.display(), to.display()), source }
        }
        other => other,
    })
}

fn replace(path: &Path, make: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(writing(path)(error)),
        _ => make(path).map_err(writing(path)),
    }
}

fn make_parent(path: &Path) -> Result<(), Error> {
    let parent: PathBuf = path.parent().unwrap_or(Path::new("/")).into();
    fs::create_dir_all(&parent).map_err(writing(&parent))
}

fn writing(path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    Error::io(format!("write {}", path.display()))
}
