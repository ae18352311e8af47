//! The C run-time headers compile without a warning: each alone, all together in either order, with the C++
//! library's headers before and after them, by each language version and compiler.

use std::io::Write;
use std::process::{Command, Stdio};

use winsock_cli::{Names, Toolchain, compile_flags};

const HEADERS: [&str; 32] = [
    "stdio.h",
    "stdlib.h",
    "string.h",
    "wchar.h",
    "wctype.h",
    "time.h",
    "ctype.h",
    "tchar.h",
    "strsafe.h",
    "process.h",
    "conio.h",
    "io.h",
    "direct.h",
    "crtdefs.h",
    "corecrt.h",
    "crtdbg.h",
    "errno.h",
    "fcntl.h",
    "malloc.h",
    "float.h",
    "limits.h",
    "share.h",
    "signal.h",
    "locale.h",
    "math.h",
    "sys/stat.h",
    "sys/timeb.h",
    "sys/types.h",
    "unistd.h",
    "stdint.h",
    "stddef.h",
    "assert.h",
];

const CXX_HEADERS: [&str; 16] = [
    "cstdio",
    "cstdlib",
    "cstring",
    "cwchar",
    "cwctype",
    "ctime",
    "iostream",
    "string",
    "fstream",
    "sstream",
    "thread",
    "locale",
    "iomanip",
    "algorithm",
    "random",
    "codecvt",
];

const C: [(&str, &str); 6] = [
    ("gcc", "-std=c99"),
    ("gcc", "-std=gnu11"),
    ("gcc", "-std=gnu17"),
    ("clang", "-std=c99"),
    ("clang", "-std=c11"),
    ("clang", "-std=gnu17"),
];

const CXX: [(&str, &str); 6] = [
    ("g++", "-std=c++11"),
    ("g++", "-std=gnu++14"),
    ("g++", "-std=c++20"),
    ("clang++", "-std=c++11"),
    ("clang++", "-std=c++17"),
    ("clang++", "-std=gnu++20"),
];

fn includes<'a>(headers: impl IntoIterator<Item = &'a &'a str>) -> String {
    headers.into_iter().map(|header| format!("#include <{header}>\n")).collect()
}

/// The compiler's complaints; `None` when there is no such compiler.
fn complaints((compiler, standard): (&str, &str), source: &str) -> Option<String> {
    let toolchain = Toolchain::locate().expect("the library is built");
    let language = if compiler.ends_with("++") { "c++" } else { "c" };
    let mut child = Command::new(compiler)
        .args([standard, "-O1", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2"])
        .args(["-Wall", "-Wextra", "-Werror", "-fsyntax-only"])
        .args(compile_flags(&toolchain, Names::Windows))
        .args(["-x", language, "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().expect("a pipe").write_all(source.as_bytes()).expect("the compiler reads");
    let output = child.wait_with_output().expect("the compiler ends");
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.success(), complaints.is_empty(), "{complaints}");
    Some(complaints)
}

fn assert_clean(compiler: (&str, &str), source: &str) {
    if let Some(complaints) = complaints(compiler, source) {
        assert!(complaints.is_empty(), "{compiler:?}\n{source}\n{complaints}");
    }
}

#[test]
fn each_alone() {
    for header in HEADERS {
        assert_clean(("gcc", "-std=c99"), &includes([&header]));
        assert_clean(("g++", "-std=c++17"), &includes([&header]));
    }
}

#[test]
fn together_in_either_order() {
    for compiler in C {
        assert_clean(compiler, &includes(&HEADERS));
        assert_clean(compiler, &includes(HEADERS.iter().rev()));
    }
}

#[test]
fn with_the_cxx_library_before_and_after() {
    for compiler in CXX {
        let (c, cxx) = (includes(&HEADERS), includes(&CXX_HEADERS));
        assert_clean(compiler, &format!("{cxx}{c}"));
        assert_clean(compiler, &format!("{c}{cxx}"));
        assert_clean(compiler, &format!("extern \"C\" {{\n{}}}\n{cxx}", includes(&["strsafe.h", "tchar.h"])));
    }
}

#[test]
fn with_windows_h() {
    for compiler in [C[0], C[5], CXX[0], CXX[5]] {
        let c = includes(&HEADERS);
        let windows = "#include <winsock2.h>\n#include <windows.h>\n";
        assert_clean(compiler, &format!("{windows}{c}"));
        assert_clean(compiler, &format!("{c}{windows}"));
    }
}
