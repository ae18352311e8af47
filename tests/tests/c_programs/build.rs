//! The ways in which a program is compiled, through the same code as `winsock cc`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use libtest_mimic::Failed;
use winsock_cli::{CommandLine, Compilation, Compiler, Language, Toolchain};

use crate::program::CProgram;

/// Cargo keeps this directory for the files of integration tests.
pub(crate) const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");
/// ThreadSanitizer is told to look away from what it cannot judge.
const SUPPRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/c/tsan.supp");

/// One way to compile, and whether the result is run.
#[derive(Debug)]
pub(crate) struct Build {
    pub(crate) name: &'static str,
    compiler: &'static str,
    language: Language,
    sanitizer: Option<Sanitizer>,
    pub(crate) runs: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sanitizer {
    /// With UndefinedBehaviorSanitizer.
    Address,
    Thread,
}

pub(crate) const BUILDS: [Build; 6] = [
    Build::plain("gcc-c", "gcc", Language::C, true),
    Build::plain("gcc-cxx", "g++", Language::Cxx, false),
    Build::plain("clang-c", "clang", Language::C, false),
    Build::plain("clang-cxx", "clang++", Language::Cxx, true),
    Build::sanitized("asan", Sanitizer::Address),
    Build::sanitized("tsan", Sanitizer::Thread),
];

impl Build {
    const fn plain(name: &'static str, compiler: &'static str, language: Language, runs: bool) -> Build {
        Build { name, compiler, language, sanitizer: None, runs }
    }

    const fn sanitized(name: &'static str, sanitizer: Sanitizer) -> Build {
        Build { name, compiler: "gcc", language: Language::C, sanitizer: Some(sanitizer), runs: true }
    }

    /// Sanitizers are for the areas where lifetimes and threads matter most.
    pub(crate) fn concerns(&self, area: &str) -> bool {
        const AREAS: &[&str] = &[
            "async_select",
            "catalog",
            "close",
            "eleven",
            "events",
            "extension",
            "files",
            "name_space",
            "ntdll",
            "overlapped",
            "pool",
            "registered",
            "sharing",
            "spi",
            "stress",
            "wait",
            "window",
        ];
        self.sanitizer.is_none() || AREAS.contains(&area)
    }

    pub(crate) fn kind(&self) -> &'static str {
        if self.runs { "run" } else { "compile" }
    }

    /// Why this build cannot be made here.
    pub(crate) fn availability(&self) -> Result<(), String> {
        if Compiler::named(self.compiler, self.language).is_none() {
            return Err(format!("{} is not installed", self.compiler));
        }
        static ADDRESS: OnceLock<bool> = OnceLock::new();
        static THREAD: OnceLock<bool> = OnceLock::new();
        let works = match self.sanitizer {
            None => true,
            Some(Sanitizer::Address) => *ADDRESS.get_or_init(|| self.sanitizer_works()),
            Some(Sanitizer::Thread) => *THREAD.get_or_init(|| self.sanitizer_works()),
        };
        if works {
            Ok(())
        } else {
            Err(format!("{}'s {} does not work on this machine", self.compiler, self.name))
        }
    }

    /// A program of this build, compiled by whichever trial comes first.
    pub(crate) fn compiled(&self, program: &CProgram) -> Result<PathBuf, Failed> {
        type Executable = Arc<OnceLock<Result<PathBuf, String>>>;
        static COMPILED: Mutex<BTreeMap<(&str, String), Executable>> = Mutex::new(BTreeMap::new());
        let key = (self.name, program.name());
        let executable = {
            let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(compiled.entry(key).or_default())
        };
        let compile =
            || self.compile(program).map_err(|failed| failed.message().unwrap_or_default().to_owned());
        executable.get_or_init(compile).clone().map_err(Failed::from)
    }

    /// Compiles a program, or only checks it when the build is not for running.
    fn compile(&self, program: &CProgram) -> Result<PathBuf, Failed> {
        let executable =
            Path::new(SCRATCH).join("c_programs").join(self.name).join(program.name().replace("::", "-"));
        fs::create_dir_all(executable.parent().unwrap_or(Path::new(SCRATCH)))?;
        let compiler = Compiler::named(self.compiler, self.language).ok_or("the compiler is gone")?;
        let compilation = Compilation::plan(
            &Toolchain::locate()?,
            compiler,
            CommandLine::parse(self.arguments(&program.source(), &executable)),
        )?;
        let output = compilation.single_command().ok_or("a plain source takes one command")?.output()?;
        if !output.status.success() {
            return Err(format!("does not compile:\n{}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(executable)
    }

    fn arguments(&self, source: &Path, executable: &Path) -> Vec<OsString> {
        let mut words: Vec<OsString> = match self.language {
            Language::C => vec!["-std=c99".into()],
            // clang++ takes .c for C++ as g++ does, but says that it would rather not.
            Language::Cxx => vec!["-std=c++17".into(), "-Wno-deprecated".into()],
        };
        words.extend(["-Wall", "-Wextra", "-Werror"].map(OsString::from));
        words.extend(self.sanitizer_flags().iter().map(OsString::from));
        words.push(source.into());
        if self.runs {
            words.extend(["-g".into(), "-o".into(), executable.into(), "-lws2_32".into()]);
        } else {
            words.push("-fsyntax-only".into());
        }
        words
    }

    fn sanitizer_flags(&self) -> &'static [&'static str] {
        match self.sanitizer {
            None => &[],
            Some(Sanitizer::Address) => &["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"],
            Some(Sanitizer::Thread) => &["-fsanitize=thread"],
        }
    }

    /// The command that runs a program of this build.
    pub(crate) fn command(&self, executable: &Path) -> Command {
        let mut command = Command::new(executable);
        // Their own exit code of 1 would pass for a failed check.
        match self.sanitizer {
            None => &mut command,
            Some(Sanitizer::Address) => command
                .env("ASAN_OPTIONS", "exitcode=66")
                .env("UBSAN_OPTIONS", "exitcode=66:print_stacktrace=1"),
            Some(Sanitizer::Thread) => command
                .env("TSAN_OPTIONS", format!("exitcode=66:halt_on_error=1:suppressions={SUPPRESSIONS}")),
        };
        command
    }

    /// Run times of sanitizers are separate packages, and some kernels' address layouts defeat them.
    fn sanitizer_works(&self) -> bool {
        let Ok(scratch) = tempfile::tempdir() else { return false };
        let (source, executable) = (scratch.path().join("empty.c"), scratch.path().join("empty"));
        let mut compiler = Command::new(self.compiler);
        compiler.args(self.sanitizer_flags()).arg(&source).arg("-o").arg(&executable);
        fs::write(&source, "int main(void) { return 0; }\n").is_ok()
            && succeeds(&mut compiler)
            && succeeds(&mut self.command(&executable))
    }
}

fn succeeds(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
