//! Flags of gcc and ld for Windows that makefiles and CMake pass, and that mean nothing to a Linux linker.

use std::ffi::{OsStr, OsString};

/// What becomes of such a flag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Translated {
    /// Nothing is left of it.
    Nothing,
    /// This flag takes its place.
    Flag(OsString),
    /// It is passed to the compiler as it is.
    Unchanged,
}

const COMPILER_FLAGS: &[&str] = &["-mwindows", "-mconsole", "-mthreads", "-mdll", "-mwin32", "-mno-cygwin"];

/// Options of ld for images of Windows, without their dashes.
const LINKER_FLAGS: &[&str] = &[
    "add-stdcall-alias",
    "compat-implib",
    "disable-auto-image-base",
    "disable-auto-import",
    "disable-dynamicbase",
    "disable-high-entropy-va",
    "disable-nxcompat",
    "disable-runtime-pseudo-reloc",
    "disable-stdcall-fixup",
    "dynamicbase",
    "enable-auto-image-base",
    "enable-auto-import",
    "enable-extra-pe-debug",
    "enable-runtime-pseudo-reloc",
    "enable-stdcall-fixup",
    "exclude-all-symbols",
    "export-all-symbols",
    "high-entropy-va",
    "insert-timestamp",
    "kill-at",
    "large-address-aware",
    "no-insert-timestamp",
    "no-seh",
    "nxcompat",
    "tsaware",
];

/// The same, with a value: behind `=`, or the next part.
const LINKER_FLAGS_WITH_VALUE: &[&str] = &[
    "heap",
    "image-base",
    "major-image-version",
    "major-os-version",
    "major-subsystem-version",
    "minor-image-version",
    "minor-os-version",
    "minor-subsystem-version",
    "out-implib",
    "output-def",
    "stack",
    "subsystem",
];

/// What to make of one word of a command line. `import_library` is set when the word names the import library to
/// be made.
pub(crate) fn translate(word: &OsStr, import_library: &mut Option<OsString>) -> Translated {
    let Some(word) = word.to_str() else { return Translated::Unchanged };
    if COMPILER_FLAGS.contains(&word) {
        return Translated::Nothing;
    }
    if word == "-municode" {
        return Translated::Flag("-DUNICODE".into());
    }
    let Some(parts) = word.strip_prefix("-Wl,") else { return Translated::Unchanged };
    let mut kept = Vec::new();
    let mut parts = parts.split(',');
    let mut changed = false;
    while let Some(part) = parts.next() {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (part, None),
        };
        let name = name.strip_prefix("--").or(name.strip_prefix('-')).unwrap_or("");
        if LINKER_FLAGS.contains(&name) {
            changed = true;
        } else if LINKER_FLAGS_WITH_VALUE.contains(&name) {
            changed = true;
            let value = value.or_else(|| parts.next());
            if name == "out-implib" {
                *import_library = value.map(OsString::from);
            }
        } else {
            kept.push(part);
        }
    }
    match (changed, kept.is_empty()) {
        (false, _) => Translated::Unchanged,
        (true, true) => Translated::Nothing,
        (true, false) => Translated::Flag(format!("-Wl,{}", kept.join(",")).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(word: &str) -> (Translated, Option<OsString>) {
        let mut import_library = None;
        (translate(OsStr::new(word), &mut import_library), import_library)
    }

    #[test]
    fn what_windows_images_need_is_dropped() {
        for word in [
            "-mwindows",
            "-Wl,--subsystem,windows",
            "-Wl,--kill-at",
            "-Wl,--major-image-version,0,--nxcompat",
        ] {
            assert_eq!(translated(word), (Translated::Nothing, None), "{word}");
        }
        assert_eq!(translated("-municode").0, Translated::Flag("-DUNICODE".into()));
    }

    #[test]
    fn other_options_stay() {
        for word in ["-Wl,-rpath,/a", "-Wl,--gc-sections", "-mavx", "-Wl,--stats", "a.c"] {
            assert_eq!(translated(word), (Translated::Unchanged, None), "{word}");
        }
        assert_eq!(translated("-Wl,-s,--stack=100,-O1").0, Translated::Flag("-Wl,-s,-O1".into()));
    }

    #[test]
    fn the_import_library_is_told() {
        assert_eq!(translated("-Wl,--out-implib,x.dll.a"), (Translated::Nothing, Some("x.dll.a".into())));
        assert_eq!(
            translated("-Wl,--out-implib=y.a,-s"),
            (Translated::Flag("-Wl,-s".into()), Some("y.a".into()))
        );
    }
}
