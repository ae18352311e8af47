//! Compiles the programs of `tests/c/wire` as `winsock cc` would, each once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use winsock_cli::{CommandLine, Compilation, Compiler, Language, Toolchain};
use wire_lab::{Lab, Program};

use crate::script::Failure;

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/c/wire");
/// Cargo keeps this directory for the files of integration tests.
pub(crate) const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

static COMPILED: Mutex<BTreeMap<&str, PathBuf>> = Mutex::new(BTreeMap::new());

/// Starts the program `name` in the lab with these arguments.
pub(crate) fn start(lab: &Lab, name: &'static str, arguments: &[&str]) -> Result<Program, Failure> {
    let mut command = Command::new(compiled(name)?);
    command.args(arguments);
    Ok(lab.spawn(command)?)
}

fn compiled(name: &'static str) -> Result<PathBuf, Failure> {
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(program) = compiled.get(name) {
        return Ok(program.clone());
    }
    let directory = Path::new(SCRATCH).join("wire");
    fs::create_dir_all(&directory)?;
    let program = directory.join(name);
    compile(&Path::new(SOURCES).join(format!("{name}.c")), &program)?;
    compiled.insert(name, program.clone());
    Ok(program)
}

fn compile(source: &Path, program: &Path) -> Result<(), Failure> {
    let arguments: [OsString; 5] =
        [source.into(), "-g".into(), "-o".into(), program.into(), "-lws2_32".into()];
    let compilation = Compilation::plan(
        &Toolchain::locate()?,
        Compiler::find(Language::C)?,
        CommandLine::parse(arguments),
    )?;
    let mut command = compilation.single_command().ok_or("a plain source takes one command")?;
    let output = command.output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{}:\n{}", source.display(), String::from_utf8_lossy(&output.stderr)).into()),
    }
}
