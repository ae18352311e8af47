//! Compiles the programs of `tests/c/wire` as `winsock cc` would, each once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

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
    let program = Path::new(SCRATCH).join("wire").join(name);
    conformance::compile(&Path::new(SOURCES).join(format!("{name}.c")), &program)?;
    compiled.insert(name, program.clone());
    Ok(program)
}
