//! Every size, offset and constant of the C headers against Microsoft's metadata.
//!
//! Layouts come from `windows-sys` as rustc lays it out, constants from its source text, for only the text
//! can be searched for the names that the headers define.

mod compilers;
mod layouts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use compilers::{all_pass, installed};
use layouts::{LAYOUTS, Layout};

const INCLUDES: &str = "#define WIN32_NO_STATUS\n#include <ntstatus.h>\n#include <winsock2.h>\n#include <ws2tcpip.h>\n#include <mswsock.h>\n\
    #include <mstcpip.h>\n#include <afunix.h>\n#include <windows.h>\n#include <mmsystem.h>\n#include <ws2spi.h>\n#include <sporder.h>\n#include <nspapi.h>\n#include <wincrypt.h>\n#include <winternl.h>\n#include <ntifs.h>\n\
    #ifdef __cplusplus\n#define _Static_assert static_assert\n#endif\n";

/// Structures that C knows by their tag only.
const TAGS: &[&str] = &["netent", "sockaddr_in6_old", "sockproto", "tcp_keepalive"];

/// Modules of `windows-sys` whose names the headers define.
const MODULES: &[&str] = &[
    "Networking/WinSock",
    "Devices/Communication",
    "Foundation",
    "Globalization",
    "Security",
    "Security/Cryptography",
    "Storage/FileSystem",
    "System/Com",
    "System/Console",
    "System/Diagnostics/Debug",
    "System/IO",
    "System/LibraryLoader",
    "System/Memory",
    "System/Registry",
    "System/Services",
    "System/SystemInformation",
    "System/SystemServices",
    "System/Threading",
    "UI/WindowsAndMessaging",
    "../Wdk/Storage/FileSystem",
];

/// Constants where the metadata differs from the Windows headers for a known reason.
const DIFFERENT: &[(&str, &str)] = &[
    ("AF_MAX", "grows with the Windows version; the metadata has Windows 2000's"),
    ("PF_MAX", "follows AF_MAX"),
    ("WINVER", "the program's choice; Windows 10 without one"),
    ("NTDDI_VERSION", "the program's choice; Windows 10 without one"),
    ("SO_PROTOCOL_INFO", "follows UNICODE; the metadata has the wide one"),
    ("SOMAXCONN", "the metadata has Winsock 1.1's; winsock2.h says 0x7fffffff"),
    ("TCP_INITIAL_RTO_UNSPECIFIED_MAX_SYN_RETRANSMISSIONS", "a byte in mstcpip.h, widened in the metadata"),
    ("TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS", "a byte in mstcpip.h, widened in the metadata"),
];

/// Functions of the metadata's Winsock module that stand in headers we don't have.
const UNDECLARED: &[(&str, &str)] = &[
    (
        "fwpuclnt.dll",
        "WSADeleteSocketPeerTargetName WSAImpersonateSocketPeer WSAQuerySocketSecurity WSARevertImpersonation \
         WSASetSocketPeerTargetName WSASetSocketSecurity",
    ),
    (
        "ntdll.dll, link layer addresses",
        "RtlEthernetAddressToStringA RtlEthernetAddressToStringW RtlEthernetStringToAddressA \
         RtlEthernetStringToAddressW",
    ),
    ("the Windows Runtime", "SetSocketMediaStreamingMode"),
];

#[test]
fn structures_are_laid_out_as_on_windows() {
    let mut source = String::from(INCLUDES);
    for layout in LAYOUTS.iter().copied().flatten() {
        let name = c_name(layout);
        source += &format!("_Static_assert(sizeof({name}) == {}, \"size of {name}\");\n", layout.size);
        for (path, offset) in layout.fields {
            let field = c_field(path);
            source +=
                &format!("_Static_assert(offsetof({name}, {field}) == {offset}, \"{name}.{field}\");\n");
        }
    }
    let compilers = installed(&[
        ("gcc", "gnu99"),
        ("gcc", "c17"),
        ("g++", "c++11"),
        ("g++", "c++20"),
        ("clang", "c11"),
        ("clang++", "c++17"),
    ]);
    all_pass(&compilers, |compiler| compiler.check(&source, &[]));
}

#[test]
fn no_structure_is_left_out() {
    let listed: BTreeMap<&str, &Layout> =
        LAYOUTS.iter().copied().flatten().map(|layout| (layout.name, layout)).collect();
    let mut missing = Vec::new();
    let mut unlisted = Vec::new();
    for module in [
        "Networking/WinSock",
        "Devices/Communication",
        "Foundation",
        "System/IO",
        "System/Threading",
        "Security",
    ] {
        for (name, fields) in structures(&read_module(module)) {
            match listed.get(name.as_str()) {
                Some(layout) => missing.extend(
                    fields
                        .iter()
                        .filter(|field| !layout.fields.iter().any(|(path, _)| first(path) == field.as_str()))
                        .map(|field| format!("{name}.{field}")),
                ),
                None => unlisted.push(name),
            }
        }
    }
    assert!(missing.is_empty(), "fields to add to tests/layouts/mod.rs: {missing:?}");
    assert!(unlisted.len() > 100, "only {} other structures found in windows-sys", unlisted.len());

    let defined = defined_by_headers(&unlisted, |name| format!("(void)sizeof({name});"));
    assert!(defined.is_empty(), "structures to add to tests/layouts/mod.rs: {defined:?}");
}

#[test]
fn every_function_is_declared() {
    let mut bound = BTreeSet::new();
    for entry in std::fs::read_dir(compilers::headers()).unwrap() {
        if let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) {
            let names = text.split("WS2_SYMBOL(").skip(1).filter_map(|rest| rest.split(')').next());
            bound.extend(names.map(str::to_owned));
        }
    }
    let mut missing = Vec::new();
    for line in read_module("Networking/WinSock").lines() {
        let Some((_, rest)) = line.split_once(" \"system\" fn ") else { continue };
        let name = rest.split('(').next().unwrap_or_default();
        let elsewhere = UNDECLARED.iter().any(|(_, names)| names.split(' ').any(|known| known == name));
        assert!(!(elsewhere && bound.contains(name)), "{name} is declared by now: take it off UNDECLARED");
        if !elsewhere && !bound.contains(name) {
            missing.push(name.to_owned());
        }
    }
    assert!(missing.is_empty(), "functions without a declaration: {missing:?}");
}

#[test]
fn constants_have_windows_values() {
    let mut constants = BTreeMap::new();
    for module in MODULES {
        constants.extend(integers(&read_module(module)));
    }
    for (name, _) in DIFFERENT {
        constants.remove(*name);
    }
    let names: Vec<String> = constants.keys().cloned().collect();
    let defined = defined_by_headers(&names, |name| format!("(void)sizeof({name});"));
    assert!(defined.len() > 1500, "the headers define only {} of windows-sys' constants", defined.len());

    let mut source = String::from(INCLUDES);
    for name in &defined {
        let value = constants[name] as u32;
        source += &format!("_Static_assert((unsigned int)({name}) == {value}u, \"{name}\");\n");
    }
    let compilers = installed(&[("gcc", "gnu99"), ("g++", "c++17"), ("clang", "c11"), ("clang++", "c++11")]);
    all_pass(&compilers, |compiler| compiler.check(&source, &[]));
}

#[test]
fn extension_functions_have_windows_guids() {
    let mut source = String::from(INCLUDES);
    let mut count = 0;
    for line in read_module("Networking/WinSock").lines() {
        let Some((name, rest)) = line.strip_prefix("pub const ").and_then(|line| line.split_once(": "))
        else {
            continue;
        };
        if !name.starts_with("WSAID_") && !name.starts_with("NLA_") {
            continue;
        }
        let Some((_, digits)) = rest.split_once("from_u128(0x") else { continue };
        let digits: String = digits.chars().filter(char::is_ascii_hexdigit).collect();
        source += &format!("constexpr GUID guid{count} = {name};\n");
        source += &format!("static_assert(guid{count}.Data1 == 0x{}, \"{name}\");\n", &digits[..8]);
        source += &format!("static_assert(guid{count}.Data2 == 0x{}, \"{name}\");\n", &digits[8..12]);
        source += &format!("static_assert(guid{count}.Data3 == 0x{}, \"{name}\");\n", &digits[12..16]);
        for byte in 0..8 {
            let hex = &digits[16 + 2 * byte..18 + 2 * byte];
            source += &format!("static_assert(guid{count}.Data4[{byte}] == 0x{hex}, \"{name}\");\n");
        }
        count += 1;
    }
    assert!(count >= 12, "only {count} GUIDs found in windows-sys");
    all_pass(&installed(&[("g++", "c++11")]), |compiler| compiler.check(&source, &[]));
}

#[test]
fn base_types_have_windows_widths() {
    let mut source = String::from(INCLUDES);
    for (size, types) in [
        (1, "BYTE BOOLEAN CHAR UCHAR u_char INT8 UINT8"),
        (2, "WORD SHORT USHORT WCHAR u_short ADDRESS_FAMILY ATOM"),
        (4, "DWORD LONG ULONG INT UINT BOOL u_int u_long HRESULT NTSTATUS GROUP socklen_t FLOAT COLORREF"),
        (8, "LONGLONG ULONGLONG SOCKET HANDLE WSAEVENT HWND HMODULE SIZE_T WPARAM LPARAM LRESULT"),
        (8, "__int64 ULONG_PTR DWORD_PTR INT_PTR LPVOID FARPROC LARGE_INTEGER FILETIME RIO_CQ"),
        (16, "GUID"),
    ] {
        for name in types.split_whitespace() {
            source += &format!("_Static_assert(sizeof({name}) == {size}, \"{name}\");\n");
        }
    }
    source += "extern __INT64_TYPE__ agrees; extern __int64 agrees;\n";
    source += "extern __UINTPTR_TYPE__ pointer; extern SOCKET pointer;\n";
    let compilers = installed(&[("gcc", "c99"), ("g++", "c++11"), ("clang", "c17"), ("clang++", "c++17")]);
    // WCHAR has 16 bits whatever wchar_t has.
    for wide in ["-fshort-wchar", "-fno-short-wchar"] {
        all_pass(&compilers, |compiler| compiler.check(&source, &[wide]));
    }
}

/// The names among `names` for which `probe` compiles.
fn defined_by_headers(names: &[String], probe: impl Fn(&str) -> String) -> BTreeSet<String> {
    let words = words_of_headers();
    let names: Vec<&String> = names.iter().filter(|name| words.contains(*name)).collect();
    let mut source = String::from(INCLUDES);
    let before = source.lines().count();
    for name in &names {
        // One name, one line, in a scope of its own: the first error ends no other's.
        source += &format!("void f_{name}(void) {{ {} }}\n", probe(name));
    }
    let gcc = installed(&[("gcc", "gnu11")])[0];
    let diagnostics = gcc.diagnostics(&source, &["-fmax-errors=0", "-w"]);
    let mut undefined = BTreeSet::new();
    for line in diagnostics.lines() {
        let Some(rest) = line.strip_prefix("<stdin>:") else { continue };
        let mut parts = rest.splitn(3, ':');
        let number: usize = parts.next().and_then(|number| number.parse().ok()).unwrap_or(0);
        if parts.nth(1).is_some_and(|message| message.starts_with(" error")) && number > before {
            undefined.insert(number - before - 1);
        }
    }
    let defined = names.iter().enumerate().filter(|(index, _)| !undefined.contains(index));
    defined.map(|(_, name)| (*name).clone()).collect()
}

/// Every word that stands in a header: what none of them mentions need not be tried.
fn words_of_headers() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for entry in std::fs::read_dir(compilers::headers()).unwrap() {
        if let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) {
            words.extend(text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned));
        }
    }
    words
}

/// `pub const NAME: TYPE = 1i32;` and the like; handles are no integers in C.
fn integers(module: &str) -> impl Iterator<Item = (String, i64)> + '_ {
    module.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("pub const ")?.split_once(": ")?;
        let (kind, literal) = rest.split_once(" = ")?;
        let pointers = ["HANDLE", "HKEY", "EVENT", "HWND", "PCWSTR"];
        if pointers.iter().any(|pointer| kind.ends_with(pointer)) {
            return None;
        }
        let literal = literal.trim_end_matches(';').trim_end_matches(" as _");
        let value = ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "isize", "usize"]
            .iter()
            .find_map(|suffix| literal.strip_suffix(suffix))
            .unwrap_or(literal)
            .trim_end_matches('_');
        let parsed = match value.strip_prefix("0x") {
            Some(hex) => i64::from_str_radix(hex, 16),
            None => value.parse(),
        };
        Some((name.to_owned(), parsed.ok()?))
    })
}

/// Structures and unions that 64 bit programs see, with the names of their fields. Parts of others, which
/// the metadata numbers, are left out: they are reached through their owners.
fn structures(module: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    let mut only_x86 = false;
    for line in module.lines() {
        if line.starts_with("#[cfg(target_arch = \"x86\")") {
            only_x86 = true;
        } else if let Some(rest) = line.strip_prefix("pub struct ").or(line.strip_prefix("pub union ")) {
            let name = rest.split([' ', '(']).next().unwrap_or_default();
            let part = name.rsplit_once('_').is_some_and(|(_, digits)| digits.parse::<u8>().is_ok());
            inside = rest.ends_with('{') && !part && !only_x86;
            only_x86 = false;
            if inside {
                found.push((name.to_owned(), Vec::new()));
            }
        } else if line == "}" {
            inside = false;
        } else if inside
            && let Some((field, _)) = line.trim().strip_prefix("pub ").and_then(|l| l.split_once(':'))
        {
            let field = field.trim_start_matches("r#");
            if field != "_bitfield" {
                found.last_mut().unwrap().1.push(field.to_owned());
            }
        }
    }
    found
}

fn c_name(layout: &Layout) -> String {
    let keyword = if TAGS.contains(&layout.name) { "struct " } else { "" };
    format!("{keyword}{}", layout.name)
}

/// `Anonymous` is the metadata's name for a member that has none in C.
fn c_field(path: &str) -> String {
    let parts = path.split('.').map(|part| part.trim().trim_start_matches("r#"));
    parts.filter(|part| !part.starts_with("Anonymous")).collect::<Vec<_>>().join(".")
}

fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or_default().trim().trim_start_matches("r#")
}

fn read_module(module: &str) -> String {
    let path = windows_sys().join("src/Windows/Win32").join(module).join("mod.rs");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The source folder of the `windows-sys` this package is built with.
fn windows_sys() -> PathBuf {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .expect("cargo metadata");
    assert!(metadata.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&metadata.stderr));
    let metadata = String::from_utf8_lossy(&metadata.stdout);
    let manifest = metadata
        .split('"')
        .filter(|text| text.ends_with("/Cargo.toml") && text.contains("/windows-sys"))
        .find(|text| {
            std::fs::read_to_string(text).is_ok_and(|manifest| manifest.contains("\nversion = \"0.61."))
        })
        .expect("windows-sys 0.61 among the packages");
    Path::new(manifest).parent().unwrap().to_owned()
}
