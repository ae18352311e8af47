//! Reads a gcc command line just far enough to know what it does: which words are inputs, whether it
//! links, where it looks for headers. Nothing of it is changed except what Windows spells otherwise.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::import_names::import_flag;
use crate::mingw_flags::{self, Translated};

/// How far the compiler goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// There is no input: the compiler is asked about itself (`--version`).
    Query,
    /// `-E`, `-M`, `-MM`.
    Preprocess,
    /// `-c`, `-S`, `-fsyntax-only`: no linking.
    Compile,
    /// The linker runs.
    Link,
}

/// One argument, together with its value when that is a word of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Flag(OsString),
    Valued(OsString, OsString),
    Input(OsString),
}

/// The arguments of one `winsock cc` or `winsock c++`.
#[derive(Clone, Debug, Default)]
pub struct CommandLine {
    pub(crate) words: Vec<Word>,
    /// `--posix` was given; it is ours and not among the words.
    pub posix: bool,
    /// The import library that a link for Windows would make beside a DLL.
    pub(crate) import_library: Option<OsString>,
}

impl CommandLine {
    /// Takes the arguments apart.
    pub fn parse(args: impl IntoIterator<Item = OsString>) -> CommandLine {
        let mut parsed = CommandLine::default();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            if arg == "--posix" {
                parsed.posix = true;
                continue;
            }
            let arg = match mingw_flags::translate(&arg, &mut parsed.import_library) {
                Translated::Unchanged => arg,
                Translated::Flag(flag) => flag,
                Translated::Nothing => continue,
            };
            let takes_value = arg.to_str().is_some_and(|flag| VALUED_FLAGS.contains(&flag));
            let word = match arg.as_encoded_bytes() {
                _ if takes_value => match args.next() {
                    Some(value) => Word::Valued(arg, value),
                    None => Word::Flag(arg),
                },
                [b'-', _, ..] => Word::Flag(arg),
                _ => Word::Input(arg),
            };
            parsed.words.push(word.with_import_name());
        }
        parsed
    }

    /// How far the compiler goes with these arguments.
    pub fn stage(&self) -> Stage {
        if !self.words.iter().any(|word| matches!(word, Word::Input(_))) {
            return Stage::Query;
        }
        if self.has_flag(&["-E", "-M", "-MM"]) {
            return Stage::Preprocess;
        }
        if self.has_flag(&["-c", "-S", "-fsyntax-only"]) || self.sources().iter().any(|file| is_header(file))
        {
            return Stage::Compile;
        }
        Stage::Link
    }

    /// Whether the linker runs and may be given libraries.
    pub fn links_libraries(&self) -> bool {
        self.stage() == Stage::Link && !self.has_flag(&["-nostdlib", "-nodefaultlibs", "-r", "-nolibc"])
    }

    /// Whether the program is to hold the libraries itself.
    pub fn links_statically(&self) -> bool {
        self.has_flag(&["-static", "--static", "-static-pie"])
    }

    /// Whether the program says itself which of its symbols others see; the linker takes one such list.
    pub(crate) fn has_version_script(&self) -> bool {
        self.words.iter().any(|word| match word {
            Word::Flag(word) | Word::Valued(_, word) => {
                let word = word.to_string_lossy();
                word.contains("--version-script") || word.contains("--dynamic-list")
            }
            Word::Input(_) => false,
        })
    }

    /// Whether a sanitizer is linked in; clang's take the place of C library functions for every library.
    pub(crate) fn is_sanitized(&self) -> bool {
        self.option("-fsanitize=").is_some()
    }

    /// Takes out the module-definition file, which no linker for ELF reads; the last one if there are several.
    pub(crate) fn take_module_definition(&mut self) -> Option<PathBuf> {
        let is_definition =
            |word: &Word| matches!(word, Word::Input(file) if has_suffix(Path::new(file), &["def"]));
        let (taken, kept) = std::mem::take(&mut self.words).into_iter().partition(is_definition);
        self.words = kept;
        let taken: Vec<Word> = taken;
        taken.into_iter().rev().find_map(|word| match word {
            Word::Input(file) => Some(file.into()),
            _ => None,
        })
    }

    /// The inputs that are C or C++ sources or headers, by their suffix in any letter case.
    pub fn sources(&self) -> Vec<&Path> {
        let inputs = self.words.iter().filter_map(|word| match word {
            Word::Input(file) => Some(Path::new(file)),
            _ => None,
        });
        inputs.filter(|file| is_c_source(file) || is_cxx_source(file) || is_header(file)).collect()
    }

    /// Whether a source is C++, so that the C++ driver has to link.
    pub fn has_cxx_source(&self) -> bool {
        let says_cxx = |word: &Word| matches!(word.option("-x"), Some(language) if language == "c++");
        self.words.iter().any(says_cxx) || self.sources().iter().any(|file| is_cxx_source(file))
    }

    /// The value of the last `flag`, joined to it or in a word of its own.
    pub(crate) fn option(&self, flag: &str) -> Option<&OsStr> {
        self.words.iter().rev().find_map(|word| word.option(flag))
    }

    /// The directories given with any of `flags`, in order.
    pub(crate) fn directories(&self, flags: &[&str]) -> Vec<PathBuf> {
        let of_word = |word: &Word| flags.iter().find_map(|flag| word.option(flag)).map(PathBuf::from);
        self.words.iter().filter_map(of_word).collect()
    }

    pub(crate) fn has_flag(&self, flags: &[&str]) -> bool {
        self.words
            .iter()
            .any(|word| matches!(word, Word::Flag(flag) if flags.iter().any(|known| flag == known)))
    }

    /// The arguments for the compiler, with the languages it can't tell from a suffix spelled out.
    pub fn compiler_args(&self) -> Vec<OsString> {
        let mut args = Vec::new();
        let mut language_given = false;
        for word in &self.words {
            match word {
                Word::Flag(flag) => args.push(flag.clone()),
                Word::Valued(flag, value) => {
                    args.push(flag.clone());
                    args.push(value.clone());
                }
                Word::Input(file) => match unknown_language(Path::new(file)) {
                    Some(language) if !language_given => {
                        args.extend(["-x".into(), language.into(), file.clone(), "-x".into(), "none".into()]);
                    }
                    _ => args.push(file.clone()),
                },
            }
            if let Some(language) = word.option("-x") {
                language_given = language != "none";
            }
        }
        args
    }
}

impl Word {
    /// The value when this word is `flag`, in either form.
    pub(crate) fn option(&self, flag: &str) -> Option<&OsStr> {
        match self {
            Word::Valued(name, value) if name == flag => Some(value),
            Word::Flag(joined) => {
                let value = joined.to_str()?.strip_prefix(flag)?;
                (!value.is_empty()).then(|| OsStr::new(value))
            }
            _ => None,
        }
    }

    /// Turns what stands for an import library into the flag the linker knows.
    fn with_import_name(self) -> Word {
        let flag = match &self {
            Word::Input(file) if has_suffix(Path::new(file), &["lib"]) => import_flag(file),
            Word::Flag(flag) if flag.as_encoded_bytes().starts_with(b"-l") => import_flag(flag),
            Word::Valued(flag, name) if flag == "-l" => import_flag(name),
            _ => None,
        };
        flag.map_or(self, Word::Flag)
    }
}

/// Flags of gcc and clang whose value is the next word.
const VALUED_FLAGS: &[&str] = &[
    "-o",
    "-x",
    "-I",
    "-D",
    "-U",
    "-L",
    "-l",
    "-A",
    "-B",
    "-T",
    "-u",
    "-z",
    "-e",
    "-G",
    "-include",
    "-imacros",
    "-include-pch",
    "-isystem",
    "-iquote",
    "-idirafter",
    "-iprefix",
    "-iwithprefix",
    "-iwithprefixbefore",
    "-isysroot",
    "-imultilib",
    "-ivfsoverlay",
    "--sysroot",
    "-MF",
    "-MT",
    "-MQ",
    "-Xlinker",
    "-Xpreprocessor",
    "-Xassembler",
    "-Xclang",
    "-aux-info",
    "-arch",
    "-target",
    "-wrapper",
    "-dumpbase",
    "-dumpdir",
    "-dumpbase-ext",
    "--param",
    "-mllvm",
    "-Tbss",
    "-Tdata",
    "-Ttext",
    "-gcc-toolchain",
];

fn has_suffix(file: &Path, suffixes: &[&str]) -> bool {
    let suffix = file.extension().and_then(OsStr::to_str);
    suffix.is_some_and(|suffix| suffixes.iter().any(|known| suffix.eq_ignore_ascii_case(known)))
}

pub(crate) fn is_cxx_source(file: &Path) -> bool {
    has_suffix(file, &["cpp", "cxx", "cc", "cp", "c++"]) || (has_suffix(file, &["c"]) && !is_c_source(file))
}

/// `.c`, and `.C` where the whole name is in capitals: such names come from DOS, where gcc's rule
/// that `.C` is C++ would be wrong.
fn is_c_source(file: &Path) -> bool {
    let stem_has_lower_case =
        file.file_stem().is_some_and(|stem| stem.as_encoded_bytes().iter().any(u8::is_ascii_lowercase));
    match file.extension().and_then(OsStr::to_str) {
        Some("c") => true,
        Some("C") => !stem_has_lower_case,
        _ => false,
    }
}

fn is_header(file: &Path) -> bool {
    has_suffix(file, &["h", "hpp", "hxx", "hh"])
}

/// The language of a source whose suffix gcc does not know in this letter case.
fn unknown_language(file: &Path) -> Option<&'static str> {
    const KNOWN_TO_GCC: &[&str] = &["c", "C", "cc", "cp", "cxx", "cpp", "CPP", "c++"];
    let suffix = file.extension()?.to_str()?;
    if is_c_source(file) {
        return (suffix == "C").then_some("c");
    }
    (is_cxx_source(file) && !KNOWN_TO_GCC.contains(&suffix)).then_some("c++")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> CommandLine {
        CommandLine::parse(line.split(' ').map(OsString::from))
    }

    fn compiler_args(line: &str) -> String {
        parse(line).compiler_args().join(OsStr::new(" ")).into_string().unwrap()
    }

    #[test]
    fn tells_the_stages_apart() {
        assert_eq!(parse("--version").stage(), Stage::Query);
        assert_eq!(parse("-v -o x").stage(), Stage::Query);
        assert_eq!(parse("-E a.c").stage(), Stage::Preprocess);
        assert_eq!(parse("a.c -c -o b.o").stage(), Stage::Compile);
        assert_eq!(parse("pch.h").stage(), Stage::Compile);
        assert_eq!(parse("a.o -o a").stage(), Stage::Link);
        assert_eq!(parse("-include pre.h a.c").stage(), Stage::Link);
        assert_eq!(parse("-x c -").stage(), Stage::Link);
    }

    #[test]
    fn libraries_are_for_linking_only() {
        assert!(parse("a.c").links_libraries());
        assert!(parse("-shared a.o").links_libraries());
        assert!(!parse("-c a.c").links_libraries());
        assert!(!parse("-nostdlib a.c").links_libraries());
        assert!(parse("-static a.c").links_statically());
    }

    #[test]
    fn import_libraries_become_flags() {
        assert_eq!(
            compiler_args("a.c Ws2_32.lib -lKernel32 -l MSWSOCK -lz"),
            "a.c -lws2_32 -lkernel32 -lmswsock -lz"
        );
        assert_eq!(compiler_args("a.c other.lib"), "a.c other.lib");
    }

    #[test]
    fn suffixes_of_another_letter_case_get_a_language() {
        assert_eq!(compiler_args("-c Main.Cpp x.c"), "-c -x c++ Main.Cpp -x none x.c");
        assert_eq!(compiler_args("NETCAT.C"), "-x c NETCAT.C -x none");
        assert_eq!(compiler_args("Shape.C b.CPP"), "Shape.C b.CPP");
        assert_eq!(compiler_args("-x c Main.Cpp"), "-x c Main.Cpp");
    }

    #[test]
    fn knows_cxx_from_c() {
        assert!(parse("a.c B.Cpp").has_cxx_source());
        assert!(parse("-x c++ a.c").has_cxx_source());
        assert!(!parse("a.c B.C").has_cxx_source());
        assert!(parse("Shape.C").has_cxx_source());
    }

    #[test]
    fn flags_for_windows_images_are_dropped() {
        let parsed = parse("-shared a.o -o a.dll -mwindows -Wl,--out-implib,liba.dll.a -Wl,-s,--kill-at");
        assert_eq!(parsed.import_library.as_deref(), Some(OsStr::new("liba.dll.a")));
        assert_eq!(compiler_args("a.o -mwindows -Wl,-s,--kill-at"), "a.o -Wl,-s");
    }

    #[test]
    fn only_posix_is_eaten() {
        let parsed = parse("-O2 --posix a.c");
        assert!(parsed.posix);
        assert_eq!(compiler_args("-O2 --posix a.c"), "-O2 a.c");
    }

    #[test]
    fn directories_in_both_forms() {
        let parsed = parse("-Iinc -I src -iquote q a.c");
        assert_eq!(parsed.directories(&["-I"]), [PathBuf::from("inc"), PathBuf::from("src")]);
        assert_eq!(parsed.directories(&["-iquote"]), [PathBuf::from("q")]);
    }
}
