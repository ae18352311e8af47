//! What other build tools are told: `ws2_32.pc` for pkg-config, `ws2_32-config.cmake` for CMake.

use std::path::Path;

use crate::flags::PROGRAM_MAP;
use crate::{Error, Names, Toolchain, compile_flags, entry_flag};

/// The text of `ws2_32.pc` for a toolchain at that place.
///
/// # Errors
/// [`Error::Io`] when the archive with the program's entry cannot be written.
pub fn package_config(toolchain: &Toolchain) -> Result<String, Error> {
    Ok(package_config_with(toolchain, &entry_flag(toolchain)?.to_string_lossy()))
}

fn package_config_with(toolchain: &Toolchain, entry: &str) -> String {
    let Toolchain { include_dir, library_dir, import_dir } = toolchain;
    let own_flags: Vec<String> = compile_flags(toolchain, Names::Windows)
        .iter()
        .map(|flag| flag.to_string_lossy().replace(&*include_dir.to_string_lossy(), "${includedir}"))
        .collect();
    // A directory the loader searches anyway needs no run path.
    let run_path = if is_searched_by_loader(library_dir) { "" } else { " -Wl,-rpath,${libdir}" };
    format!(
        "includedir={includes}\n\
         libdir={libraries}\n\
         importdir={imports}\n\
         \n\
         Name: ws2_32\n\
         Description: Windows Sockets 2 as a native Linux library\n\
         Version: {version}\n\
         Cflags: {cflags}\n\
         Libs: -L${{libdir}} -L${{importdir}}{run_path} -Wl,--version-script=${{importdir}}/{PROGRAM_MAP} {entry} -lws2_32 -pthread\n",
        includes = include_dir.display(),
        libraries = library_dir.display(),
        imports = import_dir.display(),
        version = env!("CARGO_PKG_VERSION"),
        cflags = own_flags.join(" "),
    )
}

/// The text of `ws2_32-config.cmake` for an installed toolchain: `find_package(ws2_32)` defines the target `ws2_32::ws2_32`.
pub fn cmake_config(toolchain: &Toolchain) -> String {
    let Toolchain { include_dir, library_dir, import_dir } = toolchain;
    // Flags that CMake would take apart or merge with others of the same name are kept whole by SHELL.
    let mut options: Vec<String> = Vec::new();
    let mut flags = compile_flags(toolchain, Names::Windows).into_iter();
    while let Some(flag) = flags.next() {
        let flag = flag.to_string_lossy().into_owned();
        options.push(match flag.as_str() {
            "-isystem" | "-include" => {
                format!("\"SHELL:{flag} {}\"", flags.next().unwrap_or_default().to_string_lossy())
            }
            _ => format!("\"{flag}\""),
        });
    }
    format!(
        "# Windows Sockets 2 as a native Linux library: target_link_libraries(program ws2_32::ws2_32)\n\
         if(NOT TARGET ws2_32::ws2_32)\n  \
           add_library(ws2_32::ws2_32 SHARED IMPORTED)\n  \
           set_target_properties(ws2_32::ws2_32 PROPERTIES\n    \
             IMPORTED_LOCATION \"{library}\"\n    \
             IMPORTED_NO_SONAME TRUE\n    \
             INTERFACE_LINK_DIRECTORIES \"{libraries};{imports}\"\n    \
             INTERFACE_LINK_LIBRARIES \"{imports}/libwinsock_entry.a\"\n    \
             INTERFACE_LINK_OPTIONS \"-pthread;-Wl,--version-script={imports}/{PROGRAM_MAP}\")\n  \
           target_compile_options(ws2_32::ws2_32 INTERFACE\n    {options})\n\
         endif()\n\
         set(ws2_32_INCLUDE_DIRS \"{includes}\")\n\
         set(ws2_32_VERSION \"{version}\")\n",
        library = library_dir.join("libws2_32.so").display(),
        libraries = library_dir.display(),
        imports = import_dir.display(),
        options = options.join("\n    "),
        includes = include_dir.display(),
        version = env!("CARGO_PKG_VERSION"),
    )
}

fn is_searched_by_loader(dir: &Path) -> bool {
    let usual = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"];
    usual.iter().any(|known| dir == Path::new(known))
        || ["/lib", "/usr/lib"].iter().any(|known| {
            dir.parent() == Some(Path::new(known)) && dir.to_string_lossy().ends_with("-linux-gnu")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config_for(library_dir: &str) -> String {
        let toolchain = Toolchain {
            include_dir: "/opt/ws/include/winsock".into(),
            library_dir: library_dir.into(),
            import_dir: "/opt/ws/lib/winsock".into(),
        };
        package_config_with(&toolchain, "-lwinsock_entry")
    }

    #[test]
    fn a_private_prefix_gets_a_run_path() {
        let config = config_for("/opt/ws/lib");
        assert!(config.contains("-isystem ${includedir}"), "{config}");
        assert!(config.contains("-Wl,-rpath,${libdir}"), "{config}");
    }

    #[test]
    fn a_system_directory_gets_none() {
        assert!(!config_for("/usr/lib").contains("rpath"));
        assert!(!config_for("/usr/lib/x86_64-linux-gnu").contains("rpath"));
    }
}
