//! One compile: from the arguments of `winsock cc` to the commands that carry it out.

use std::cell::LazyCell;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use tempfile::TempDir;

use crate::command_line::Word;
use crate::flags::own_functions_flag;
use crate::header_spelling::{Findings, SearchPath, scan};
use crate::module_definition;
use crate::source_annotations;
use crate::{CommandLine, Compiler, Error, Language, Names, Stage, Toolchain, compile_flags, link_flags};

/// What a DLL is, said to a linker for ELF: the calls within it are its own, and its DllMain is called.
const LIBRARY_FLAGS: &[&str] = &["-Wl,-Bsymbolic", "-Wl,--require-defined=_winsock_dll_main"];

/// A compile that is ready to run.
#[derive(Debug)]
pub struct Compilation {
    compiler: Compiler,
    line: CommandLine,
    flags: Vec<OsString>,
    trailing: Vec<OsString>,
    libraries: Vec<OsString>,
    with_ctrl_z: Vec<PathBuf>,
}

impl Compilation {
    /// Looks at the sources and decides what the compiler has to be told.
    ///
    /// # Errors
    /// [`Error::Io`] when what the compile needs beside the toolchain cannot be written.
    pub fn plan(
        toolchain: &Toolchain,
        compiler: Compiler,
        mut line: CommandLine,
    ) -> Result<Compilation, Error> {
        let names = if line.posix { Names::WindowsAndPosix } else { Names::Windows };
        let mut flags = compile_flags(toolchain, names);
        // Behind the program's -Wall, which would bring the warning back in clang.
        let mut trailing: Vec<OsString> = match line.has_flag(&["-Wunknown-pragmas"]) {
            true => vec![],
            false => vec!["-Wno-unknown-pragmas".into()],
        };
        let definition = line.take_module_definition();
        let mut libraries = vec![];
        if line.links_libraries() {
            if line.option("-x").is_some_and(|language| language != "none") {
                // The program's -x holds for all that follows; our archive is no source.
                libraries.extend(["-x".into(), "none".into()]);
            }
            if line.has_flag(&["-shared"]) {
                libraries.extend(LIBRARY_FLAGS.iter().map(OsString::from));
            }
            let mut flags = link_flags(toolchain, line.links_statically())?;
            let exports = definition.filter(|_| !line.has_version_script());
            if exports.is_some() || line.has_version_script() || line.is_sanitized() {
                let own_functions = own_functions_flag(toolchain);
                flags.retain(|flag| *flag != own_functions);
            }
            if let Some(file) = exports {
                flags.extend(module_definition::link_flags(&file)?);
            }
            libraries.extend(flags);
        }

        if line.stage() == Stage::Link {
            write_import_library(&line)?;
        }

        let findings = findings(toolchain, &compiler, &line);
        if !findings.forwards.is_empty() {
            for spelling in &findings.ambiguous {
                eprintln!(
                    "winsock: warning: more than one header answers to {spelling:?}; the first one found is used"
                );
            }
            let dir = findings.write_forwards().map_err(Error::io("write the forwarding headers"))?;
            trailing.extend(["-I".into(), dir.into_os_string()]);
        }
        let is_cxx = |source: &&Path| line.compiles_as_cxx(source, &compiler);
        if !findings.annotations.is_empty() && line.sources().iter().any(is_cxx) {
            flags.extend(source_annotations::definitions(&findings.annotations).map(OsString::from));
            let dir = findings.write_annotation_wrappers().map_err(Error::io("write the wrapped headers"))?;
            flags.extend(["-I".into(), dir.into_os_string()]);
        }
        if line.stage() == Stage::Query {
            flags.clear();
            trailing.clear();
        }
        let with_ctrl_z = match line.stage() {
            Stage::Compile | Stage::Link => findings.with_ctrl_z,
            Stage::Query | Stage::Preprocess => vec![],
        };
        Ok(Compilation { compiler, line, flags, trailing, libraries, with_ctrl_z })
    }

    /// The one command that does it all, or `None` when files have to be prepared first.
    pub fn single_command(&self) -> Option<Command> {
        self.with_ctrl_z.is_empty().then(|| self.command(&self.line, &self.libraries))
    }

    /// Compiles; the compiler writes its messages where this process writes its own.
    ///
    /// # Errors
    /// [`Error::Io`] when the compiler cannot be started or scratch files cannot be written.
    pub fn run(&self) -> Result<ExitStatus, Error> {
        if let Some(mut command) = self.single_command() {
            return status(&mut command);
        }
        let scratch = tempfile::Builder::new()
            .prefix("winsock-")
            .tempdir()
            .map_err(Error::io("make a temporary directory"))?;
        let mut line = self.line.clone();
        for (index, source) in self.with_ctrl_z.iter().enumerate() {
            let (prepared, result) = self.without_ctrl_z(source, index, &scratch)?;
            if !result.success() {
                return Ok(result);
            }
            line.replace_input(source, &prepared);
        }
        line.remove_dependency_output();
        status(&mut self.command(&line, &self.libraries))
    }

    fn command(&self, line: &CommandLine, libraries: &[OsString]) -> Command {
        let mut command = self.compiler.command();
        command.args(&self.flags).args(line.compiler_args()).args(&self.trailing).args(libraries);
        command
    }

    /// Preprocesses `source` and takes every Ctrl-Z out of the result, its headers' included. Line
    /// markers keep messages and debug information pointing at the original files.
    fn without_ctrl_z(
        &self,
        source: &Path,
        index: usize,
        scratch: &TempDir,
    ) -> Result<(Prepared, ExitStatus), Error> {
        let is_cxx = self.line.compiles_as_cxx(source, &self.compiler);
        let stem = source.file_stem().unwrap_or(OsStr::new("source"));
        // The object file is named after this one, so its name has to stay; the directory sets it apart.
        let dir = scratch.path().join(index.to_string());
        fs::create_dir(&dir).map_err(Error::io("make a temporary directory"))?;
        let mut output = dir.join(stem).into_os_string();
        output.push(if is_cxx { ".ii" } else { ".i" });
        let output = PathBuf::from(output);

        let line = self.line.preprocessing(source, &output);
        let result = status(&mut self.command(&line, &[]))?;
        if result.success() {
            let mut text = fs::read(&output).map_err(Error::io(format!("read {}", output.display())))?;
            text.retain(|byte| *byte != 0x1a);
            fs::write(&output, text).map_err(Error::io(format!("write {}", output.display())))?;
        }
        Ok((
            Prepared { file: output, language: if is_cxx { "c++-cpp-output" } else { "cpp-output" } },
            result,
        ))
    }
}

/// A source that has been preprocessed.
struct Prepared {
    file: PathBuf,
    language: &'static str,
}

fn status(command: &mut Command) -> Result<ExitStatus, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.status().map_err(Error::io(format!("start {program}")))
}

/// The import library of a DLL leads the linker to the shared object itself.
fn write_import_library(line: &CommandLine) -> Result<(), Error> {
    let Some(file) = &line.import_library else { return Ok(()) };
    let writing = || Error::io(format!("write {}", Path::new(file).display()));
    let library = std::path::absolute(line.option("-o").unwrap_or(OsStr::new("a.out"))).map_err(writing())?;
    let script = format!("/* GNU ld script */\nINPUT(\"{}\")\n", library.display());
    fs::write(file, script).map_err(writing())
}

/// Scans the sources and the headers forced on them.
fn findings(toolchain: &Toolchain, compiler: &Compiler, line: &CommandLine) -> Findings {
    let search = SearchPath {
        quote: line.directories(&["-iquote"]),
        own: line.directories(&["-I", "-isystem", "-idirafter"]),
        winsock: toolchain.include_dir.clone(),
        system: LazyCell::new(Box::new(|| system_directories(compiler))),
    };
    scan(&line.sources(), &line.directories(&["-include"]), &search)
}

/// The directories the compiler searches by itself, from its own account of them.
fn system_directories(compiler: &Compiler) -> Vec<PathBuf> {
    let mut command = compiler.command();
    command.args(["-E", "-v", "-x", "c++", "/dev/null"]).stdin(Stdio::null()).env("LC_ALL", "C");
    let Ok(output) = command.output() else { return vec![] };
    let account = String::from_utf8_lossy(&output.stderr);
    let list = account.lines().skip_while(|line| !line.starts_with("#include <...>")).skip(1);
    list.take_while(|line| line.starts_with(' ')).map(|line| PathBuf::from(line.trim())).collect()
}

impl CommandLine {
    /// The same compile of one source, as far as the preprocessor goes.
    fn preprocessing(&self, source: &Path, output: &Path) -> CommandLine {
        let mut words = Vec::new();
        for word in &self.words {
            let keep = match word {
                Word::Input(file) => Path::new(file) == source,
                Word::Flag(flag) => {
                    !["-c", "-S", "-fsyntax-only", "-static", "-shared"].iter().any(|stage| flag == stage)
                        && !["-l", "-L", "-Wl,", "-o"]
                            .iter()
                            .any(|link| flag.to_string_lossy().starts_with(link))
                }
                Word::Valued(flag, _) => !["-o", "-l", "-L", "-Xlinker"].iter().any(|link| flag == link),
            };
            if keep {
                words.push(word.clone());
            }
        }
        words.push(Word::Flag("-E".into()));
        words.push(Word::Valued("-o".into(), output.into()));
        if self.has_flag(&["-MD", "-MMD"]) {
            let object = self.object_of(source);
            if self.option("-MF").is_none() {
                words.push(Word::Valued("-MF".into(), object.with_extension("d").into()));
            }
            if self.option("-MT").or(self.option("-MQ")).is_none() {
                words.push(Word::Valued("-MT".into(), object.into()));
            }
        }
        CommandLine { words, posix: self.posix, import_library: None }
    }

    /// The object file `-c` makes of `source`.
    fn object_of(&self, source: &Path) -> PathBuf {
        match self.option("-o") {
            Some(output) if self.has_flag(&["-c"]) => output.into(),
            _ => Path::new(source.file_name().unwrap_or(source.as_os_str())).with_extension("o"),
        }
    }

    fn compiles_as_cxx(&self, source: &Path, compiler: &Compiler) -> bool {
        match self.option("-x") {
            Some(language) if language != "none" => language == "c++",
            _ => compiler.language() == Language::Cxx || crate::command_line::is_cxx_source(source),
        }
    }

    fn replace_input(&mut self, source: &Path, prepared: &Prepared) {
        let place =
            self.words.iter().position(|word| matches!(word, Word::Input(file) if Path::new(file) == source));
        let Some(place) = place else { return };
        let language = self.option("-x").unwrap_or(OsStr::new("none")).to_owned();
        let words = [
            Word::Valued("-x".into(), prepared.language.into()),
            Word::Input(prepared.file.clone().into()),
            Word::Valued("-x".into(), language),
        ];
        self.words.splice(place..=place, words);
    }

    /// The preprocessor has written the dependencies already.
    fn remove_dependency_output(&mut self) {
        self.words.retain(|word| match word {
            Word::Flag(flag) => {
                !["-MD", "-MMD", "-MP", "-MG"].iter().any(|known| flag == known)
                    && !["-MF", "-MT", "-MQ"].iter().any(|known| flag.to_string_lossy().starts_with(known))
            }
            Word::Valued(flag, _) => !["-MF", "-MT", "-MQ"].iter().any(|known| flag == known),
            Word::Input(_) => true,
        });
    }
}
