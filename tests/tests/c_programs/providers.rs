//! The providers that programs of the areas `spi` and `name_space` install: shared objects made from `tests/c/spi/providers`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use libtest_mimic::Failed;
use winsock_cli::{CommandLine, Compilation, Compiler, Language, Toolchain};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/c/spi/providers");
const FOLDER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/spi_providers");
/// Says where the shared objects are.
pub(crate) const VARIABLE: &str = "SPI_PROVIDERS";

/// The folder of the shared objects, which are made at the first call.
pub(crate) fn folder() -> Result<&'static Path, Failed> {
    static BUILT: OnceLock<Result<(), String>> = OnceLock::new();
    let built =
        BUILT.get_or_init(|| build().map_err(|failed| failed.message().unwrap_or_default().to_owned()));
    built.clone()?;
    Ok(Path::new(FOLDER))
}

fn build() -> Result<(), Failed> {
    std::fs::create_dir_all(FOLDER)?;
    let sources: Vec<PathBuf> = std::fs::read_dir(SOURCES)?.flatten().map(|entry| entry.path()).collect();
    for source in sources.iter().filter(|path| path.extension().is_some_and(|suffix| suffix == "c")) {
        let library = Path::new(FOLDER).join(source.file_stem().unwrap_or_default()).with_extension("so");
        let flags = "-std=c99 -Wall -Wextra -Werror -g -shared -fPIC -o";
        let mut words: Vec<OsString> = flags.split(' ').map(OsString::from).collect();
        words.extend([library.into(), source.into(), "-lws2_32".into()]);
        let compiler = Compiler::named("gcc", Language::C).ok_or("gcc is not installed")?;
        let compilation = Compilation::plan(&Toolchain::locate()?, compiler, CommandLine::parse(words))?;
        let output = compilation.single_command().ok_or("a plain source takes one command")?.output()?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} does not compile:\n{why}", source.display()).into());
        }
    }
    Ok(())
}
