//! Conformance suite: see `tests/c` and `tests/wire`. What its tests share is here.

pub mod execution;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use winsock_cli::{CommandLine, Compilation, Compiler, Language, Toolchain};

/// Compiles a C program as `winsock cc` would, into a folder that is made if it is not there.
///
/// # Errors
/// What the compiler says.
pub fn compile(source: &Path, program: &Path) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    fs::create_dir_all(program.parent().unwrap_or(Path::new("")))?;
    let arguments: [OsString; 5] =
        [source.into(), "-g".into(), "-o".into(), program.into(), "-lws2_32".into()];
    let compilation = Compilation::plan(
        &Toolchain::locate()?,
        Compiler::find(Language::C)?,
        CommandLine::parse(arguments),
    )?;
    let output = compilation.single_command().ok_or("a plain source takes one command")?.output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{}:\n{}", source.display(), String::from_utf8_lossy(&output.stderr)).into()),
    }
}

/// The top of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// The files below a folder that have this extension, sorted; build output is passed over.
pub fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
