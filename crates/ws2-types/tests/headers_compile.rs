//! The C headers compile alone, in any order, and around the C and C++ libraries' own; what programs write
//! with them means what it means on Windows.

mod compilers;

use std::path::Path;
use std::process::Command;

use compilers::{Compiler, all_pass, headers, installed};

const STRICT: &[&str] = &["-Wall", "-Wextra", "-Werror", "-O1"];

/// Headers a program combines.
const COMBINED: &[&str] = &[
    "winsock2.h",
    "ws2tcpip.h",
    "mswsock.h",
    "mstcpip.h",
    "windows.h",
    "winsock.h",
    "winbase.h",
    "winnt.h",
    "winerror.h",
    "WinSock2.h",
    "sdkddkver.h",
];

/// Headers of the C library that declare names of Winsock, or bring along one that does.
const LIBC: &[&str] = &[
    "stdlib.h",
    "unistd.h",
    "sys/types.h",
    "sys/select.h",
    "sys/time.h",
    "sys/resource.h",
    "sys/stat.h",
    "time.h",
    "pthread.h",
    "signal.h",
    "stdint.h",
    "errno.h",
    "string.h",
];

/// Headers of the C++ library; most include some of `LIBC`.
const LIBCXX: &[&str] = &[
    "iostream",
    "thread",
    "mutex",
    "chrono",
    "string",
    "vector",
    "memory",
    "algorithm",
    "functional",
    "atomic",
    "random",
    "regex",
    "future",
    "cstdlib",
    "ctime",
    "csignal",
    "limits",
    "tuple",
    "fstream",
];

/// A program that holds only with Winsock's select, timeval, u_long and gethostname.
const USE: &str = "
int use_winsock(void);
int use_winsock(void)
{
    struct timeval wait = {1, 0};
    fd_set set;
    char name[64];
    u_long available = 0;
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    FD_ZERO(&set);
    FD_SET(s, &set);
    if (sizeof wait != 8 || sizeof available != 4 || gethostname(name, (int)sizeof name) != 0)
        return WSAGetLastError();
    ioctlsocket(s, FIONREAD, &available);
    return set.fd_count == 1 && select(0, &set, 0, 0, &wait) == 1 && FD_ISSET(s, &set);
}
";

#[test]
fn each_header_compiles_alone() {
    let compilers = installed(&[("gcc", "c99"), ("clang", "c17"), ("g++", "c++11"), ("clang++", "c++20")]);
    let mut jobs = Vec::new();
    for entry in std::fs::read_dir(headers()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.to_lowercase().ends_with(".h") {
            // One compiler will do for other spellings of a name.
            let wanted = if name.chars().any(char::is_uppercase) { 1 } else { compilers.len() };
            jobs.extend(compilers.iter().take(wanted).map(|&compiler| (compiler, name.clone())));
        }
    }
    assert!(jobs.len() > 100);
    all_pass(&jobs, |(compiler, name)| {
        // Twice: the second time it must add nothing.
        let source = format!("#include <{name}>\n#include <{name}>\nextern int not_empty;\n");
        compiler.check(&source, STRICT).map_err(|failure| format!("{name}: {failure}"))
    });
}

#[test]
fn headers_combine_in_any_order() {
    let compilers = installed(&[("gcc", "gnu99"), ("clang++", "c++17")]);
    let mut jobs = Vec::new();
    for first in COMBINED {
        for second in COMBINED.iter().filter(|second| *second != first) {
            jobs.extend(compilers.iter().map(|&compiler| (compiler, *first, *second)));
        }
    }
    all_pass(&jobs, |(compiler, first, second)| {
        let source = format!("#include <{first}>\n#include <{second}>\n#include <winsock2.h>\n{USE}");
        compiler.check(&source, STRICT).map_err(|failure| format!("{first}, {second}: {failure}"))
    });
}

#[test]
fn the_c_library_is_set_aside() {
    let compilers = installed(&[("gcc", "gnu99"), ("gcc", "c11"), ("clang", "gnu17"), ("g++", "c++17")]);
    around(&compilers, LIBC);
}

#[test]
fn the_cxx_library_is_set_aside() {
    around(&installed(&[("g++", "c++11"), ("g++", "c++20"), ("clang++", "c++17")]), LIBCXX);
}

/// Winsock after and before each library header.
fn around(compilers: &[Compiler], library: &[&'static str]) {
    let mut jobs = Vec::new();
    for &header in library {
        for &compiler in compilers {
            for winsock in if compiler.is_cxx() { &["winsock2.h"][..] } else { &["winsock2.h", "windows.h"] }
            {
                jobs.push((compiler, header, format!("#include <{header}>\n#include <{winsock}>\n")));
                jobs.push((compiler, header, format!("#include <{winsock}>\n#include <{header}>\n")));
            }
        }
    }
    all_pass(&jobs, |(compiler, header, includes)| {
        let source = format!("{includes}#include <winsock2.h>\n#include <ws2tcpip.h>\n{USE}");
        // With the C library's checking variants of its functions, as distributions build.
        let options = [STRICT, &["-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2", "-D_GNU_SOURCE"]].concat();
        compiler.check(&source, &options).map_err(|failure| format!("{header}: {failure}"))
    });
}

#[test]
fn linux_names_may_stay_defined() {
    let compilers = installed(&[("gcc", "gnu11"), ("g++", "c++17")]);
    let source = format!("#include <unistd.h>\n#include <winsock2.h>\n{USE}");
    all_pass(&compilers, |compiler| {
        compiler.check(&source, &["-U_WIN32", "-U_WIN64", "-UWIN32", "-Wall", "-Werror"])?;
        compiler.check(&source, &["-U__linux__", "-Ulinux", "-U__unix__", "-Uunix", "-Wall", "-Werror"])
    });
}

#[test]
fn unicode_selects_the_wide_functions() {
    let source = "#include <winsock2.h>\n#include <ws2tcpip.h>\n#include <windows.h>\n
        HANDLE named(void) { return CreateEvent(0, TRUE, FALSE, TEXT(\"name\")); }
        HMODULE library(void) { return LoadLibrary(TEXT(\"ws2_32.dll\")); }
        SOCKET open_one(WSAPROTOCOL_INFO *info) { return WSASocket(AF_INET6, SOCK_DGRAM, 0, info, 0, WSA_FLAG_OVERLAPPED); }
        int lookup(ADDRINFOT *hints, PADDRINFOT *found) { return GetAddrInfo(TEXT(\"localhost\"), 0, hints, found); }";
    let compilers = installed(&[("gcc", "gnu99"), ("clang", "c11"), ("g++", "c++11"), ("clang++", "c++17")]);
    all_pass(&compilers, |compiler| {
        for wide in ["-fshort-wchar", "-fno-short-wchar"] {
            compiler.check(source, &["-Wall", "-Werror", "-DUNICODE", wide])?;
        }
        compiler.check(source, &["-Wall", "-Werror"])
    });
}

#[test]
fn programs_mean_what_they_mean_on_windows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let scratch = tempfile::tempdir().unwrap();
    let mut jobs = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let cxx_only = path.extension().is_some_and(|extension| extension == "cpp");
        for compiler in
            installed(&[("gcc", "gnu99"), ("clang", "c11"), ("g++", "c++11"), ("clang++", "c++17")])
        {
            if compiler.is_cxx() || !cxx_only {
                let output = scratch.path().join(jobs.len().to_string());
                jobs.push((compiler, path.clone(), output));
            }
        }
    }
    assert!(jobs.len() >= 8);
    all_pass(&jobs, |(compiler, path, output)| {
        let mut command = compiler.command();
        command
            .args(["-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas", "-O2"])
            .arg(path)
            .arg("-o")
            .arg(output)
            .arg("-pthread");
        run(&mut command)?;
        run(&mut Command::new(output)).map_err(|failure| format!("{compiler}, {}: {failure}", path.display()))
    });
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let printed = [output.stdout, output.stderr].concat();
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&printed)))
}
