//! Which compiler does the work: `CC`/`CXX`, or the first one installed.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;

/// The language a compiler driver takes its sources for and links the run time of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// C, as `gcc` does.
    C,
    /// C++, as `g++` does.
    Cxx,
}

impl Language {
    const fn name(self) -> &'static str {
        match self {
            Language::C => "C",
            Language::Cxx => "C++",
        }
    }

    /// The environment variables that may name the compiler, strongest first.
    const fn variables(self) -> [&'static str; 2] {
        match self {
            Language::C => ["WINSOCK_CC", "CC"],
            Language::Cxx => ["WINSOCK_CXX", "CXX"],
        }
    }

    const fn usual_programs(self) -> [&'static str; 3] {
        match self {
            Language::C => ["gcc", "clang", "cc"],
            Language::Cxx => ["g++", "clang++", "c++"],
        }
    }
}

/// A compiler driver, with the words that always follow its name (`ccache gcc`, `clang -m64`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiler {
    program: PathBuf,
    leading_args: Vec<OsString>,
    language: Language,
}

impl Compiler {
    /// Finds the compiler: `WINSOCK_CC` or `CC` (`WINSOCK_CXX` or `CXX`), else gcc, else clang.
    ///
    /// # Errors
    /// [`Error::NoCompiler`] when none is installed, or the one named is not.
    pub fn find(language: Language) -> Result<Compiler, Error> {
        let named = language.variables().into_iter().find_map(|variable| named_by(&env::var_os(variable)?));
        let tried = match named {
            Some(words) => vec![words],
            None => language.usual_programs().map(|program| vec![OsString::from(program)]).to_vec(),
        };
        tried.iter().find_map(|words| Compiler::from_words(words, language)).ok_or_else(|| {
            Error::NoCompiler {
                language: language.name(),
                tried: tried.iter().map(|words| words[0].to_string_lossy().into_owned()).collect(),
            }
        })
    }

    /// The compiler of that name or path, if it is installed.
    pub fn named(program: impl AsRef<OsStr>, language: Language) -> Option<Compiler> {
        Compiler::from_words(&[program.as_ref().to_owned()], language)
    }

    fn from_words(words: &[OsString], language: Language) -> Option<Compiler> {
        let (program, leading_args) = words.split_first()?;
        Some(Compiler { program: on_path(program)?, leading_args: leading_args.to_vec(), language })
    }

    /// The language whose driver this is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A command that runs the compiler, without arguments of the program's yet.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.leading_args);
        command
    }
}

/// The words of an environment variable, unless it is empty or names this very command:
/// `make CC="winsock cc"` passes its `CC` on to us.
fn named_by(value: &OsStr) -> Option<Vec<OsString>> {
    let words: Vec<OsString> = value.to_str()?.split_whitespace().map(OsString::from).collect();
    let name = Path::new(words.first()?).file_name()?.to_str()?;
    let is_this_command = name == "winsock" || name.starts_with("winsock-");
    (!is_this_command).then_some(words)
}

/// The file a program name stands for.
fn on_path(program: &OsStr) -> Option<PathBuf> {
    let is_file = |path: &PathBuf| path.is_file();
    if Path::new(program).components().count() > 1 {
        return Some(PathBuf::from(program)).filter(is_file);
    }
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(program)).find(is_file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_variable_that_names_this_command_is_passed_over() {
        assert_eq!(named_by(OsStr::new("winsock cc")), None);
        assert_eq!(named_by(OsStr::new("/opt/bin/winsock-c++")), None);
        assert_eq!(named_by(OsStr::new("  ")), None);
        let words = named_by(OsStr::new("ccache gcc -m64")).unwrap();
        assert_eq!(words, ["ccache", "gcc", "-m64"]);
    }

    #[test]
    fn a_missing_compiler_is_not_found() {
        assert_eq!(Compiler::named("no-such-compiler-here", Language::C), None);
        assert_eq!(Compiler::named("/no/such/compiler", Language::Cxx), None);
    }
}
