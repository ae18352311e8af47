//! The import libraries a Windows link line names. All of them are one library here.
//!
//! `lib/` holds a linker script for each name, so that `-lkernel32` works with any compiler; the
//! command itself also takes other letter cases and the file names Microsoft's linker takes.

use std::ffi::{OsStr, OsString};
use std::path::Path;

/// Every import library that is accepted, in lower case. `ws2_32` is the library itself.
pub const IMPORT_NAMES: &[&str] = &[
    "advapi32",
    "bcrypt",
    "comctl32",
    "comdlg32",
    "crypt32",
    "dbghelp",
    "dnsapi",
    "fwpuclnt",
    "gdi32",
    "iphlpapi",
    "kernel32",
    "kernelbase",
    "mincore",
    "msvcrt",
    "mswsock",
    "ntdll",
    "ole32",
    "oleaut32",
    "onecore",
    "powrprof",
    "psapi",
    "rpcrt4",
    "secur32",
    "setupapi",
    "shell32",
    "shlwapi",
    "sporder",
    "strsafe",
    "synchronization",
    "ucrt",
    "ucrtbase",
    "user32",
    "userenv",
    "uuid",
    "version",
    "winmm",
    "winspool",
    "ws2_32",
    "wsock32",
];

/// The import library that a word of a link line stands for: `-lWs2_32`, `ws2_32.lib`, `kernel32`.
pub fn import_name(word: &str) -> Option<&'static str> {
    let name = word.strip_prefix("-l").unwrap_or(word).to_ascii_lowercase();
    let name = name.strip_suffix(".lib").unwrap_or(&name);
    IMPORT_NAMES.iter().copied().find(|known| *known == name)
}

/// The `-l` flag for an argument that names an import library; a file of that name comes first.
pub(crate) fn import_flag(word: &OsStr) -> Option<OsString> {
    if Path::new(word).exists() {
        return None;
    }
    Some(format!("-l{}", import_name(word.to_str()?)?).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_every_way_to_write_a_name() {
        for word in ["-lws2_32", "-lWs2_32", "-lWS2_32.lib", "Ws2_32.lib", "WS2_32.LIB", "ws2_32"] {
            assert_eq!(import_name(word), Some("ws2_32"), "{word}");
        }
        assert_eq!(import_name("-lssl"), None);
        assert_eq!(import_name("mine.lib"), None);
    }

    #[test]
    fn every_name_has_its_linker_scripts() {
        let scripts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../lib"));
        for name in IMPORT_NAMES.iter().filter(|name| **name != "ws2_32") {
            for suffix in ["so", "a"] {
                let script = scripts.join(format!("lib{name}.{suffix}"));
                let text =
                    std::fs::read_to_string(&script).unwrap_or_else(|e| panic!("{}: {e}", script.display()));
                assert!(text.contains("INPUT(-lws2_32)"), "{}", script.display());
            }
        }
    }
}
