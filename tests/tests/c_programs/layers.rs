//! The layers that programs run under, and the programs that cannot.
//!
//! The layer is `examples/c/layer`, which changes nothing: with handles of its own, as an IFS layer, and six of it on top
//! of each other, which is with the base a chain of seven. A program that holds without it has to hold under it, unless
//! what it shows is documented not to pass a layer: those stand in [`EXCEPTIONS`] and in `docs/behaviour/spi.md`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Failed;
use tempfile::TempPath;
use winsock_cli::{CommandLine, Compilation, Compiler, Language, Toolchain};

use crate::build::SCRATCH;

const TEMPLATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/c/layer");
const INSTALLER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/c/layer/install/install.c");
/// The areas that say what a provider has to do.
const AREAS: &[&str] = &[
    "async_select",
    "close",
    "data",
    "events",
    "exit",
    "extension",
    "options",
    "overlapped",
    "select",
    "socket",
];
/// A chain has at most seven entries, the last of which is the base.
const MOST_LAYERS: u32 = 6;
/// The number of the IFS layer; the others are 1 to 6.
const IFS_NUMBER: u32 = 7;

/// What stands over the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layering {
    /// One layer with handles of its own.
    Layer,
    /// One layer with the base's handles.
    IfsLayer,
    /// Six layers with handles of their own.
    ChainOfSeven,
}

pub(crate) const LAYERINGS: [Layering; 3] = [Layering::Layer, Layering::IfsLayer, Layering::ChainOfSeven];

/// Which layers a program cannot run under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Under {
    /// Those with handles of their own: the base's functions for files do not reach the socket.
    OwnHandles,
    /// Every one.
    Any,
}

/// Programs, what they cannot run under, and why.
const EXCEPTIONS: &[(&[&str], Under, &str)] = &[
    (
        &[
            "overlapped::cancel",
            "overlapped::close_status_default",
            "overlapped::close_status_documented",
            "overlapped::close_status_unknown",
            "extension::accept_claims_socket",
        ],
        Under::OwnHandles,
        "CancelIo and CancelIoEx: a procedure table has nothing that cancels one operation, so they end at the layer's handle",
    ),
    (
        &["overlapped::close_status_netname_deleted", "overlapped::close_status_windows"],
        Under::OwnHandles,
        "the status of an operation that a close ends is the layer's to tell: WSA_OPERATION_ABORTED, as documented",
    ),
    (
        &["overlapped::exactly_once", "overlapped::skip_on_success"],
        Under::OwnHandles,
        "FILE_SKIP_COMPLETION_PORT_ON_SUCCESS is documented for IFS handles only",
    ),
    (
        &["overlapped::out_of_descriptors"],
        Under::OwnHandles,
        "the layer has each socket at its port from the beginning, so an operation needs no descriptor any more",
    ),
    (
        &["overlapped::send_behind"],
        Under::OwnHandles,
        "ends are told by the layer's thread, so a send that waited below for one may return before it is told",
    ),
    (
        &["overlapped::thread_ends"],
        Under::OwnHandles,
        "operations at a port outlive the thread that began them, and below the layer all are at its port",
    ),
    (
        &["async_select::e23_close_handle"],
        Under::OwnHandles,
        "CloseHandle on a layer's handle is closesocket: the layer closes the socket below so",
    ),
    (
        &["events::e19_duplicates"],
        Under::OwnHandles,
        "DuplicateHandle is documented not to be for sockets: the layer is not told of the second handle",
    ),
    (&["socket::idle_memory"], Under::Any, "it weighs a socket of the base alone"),
];

impl Layering {
    /// As trials are called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Layering::Layer => "under_layer",
            Layering::IfsLayer => "under_ifs_layer",
            Layering::ChainOfSeven => "under_chain_of_seven",
        }
    }

    /// Whether the programs of an area say what a provider has to do.
    pub(crate) fn concerns(area: &str) -> bool {
        AREAS.contains(&area)
    }

    /// Why a program cannot run under this.
    pub(crate) fn exception(self, program: &str) -> Option<&'static str> {
        EXCEPTIONS.iter().find_map(|(programs, under, reason)| {
            let excepted = *under == Under::Any || self != Layering::IfsLayer;
            (excepted && programs.contains(&program)).then_some(*reason)
        })
    }

    /// Puts the layers into a catalog.
    pub(crate) fn install(self, catalog: &Path) -> Result<(), Failed> {
        static PREPARED: OnceLock<Result<Libraries, String>> = OnceLock::new();
        let prepare =
            || Libraries::compile().map_err(|failed| failed.message().unwrap_or_default().to_owned());
        let libraries = PREPARED.get_or_init(prepare).as_ref().map_err(|failure| failure.as_str())?;
        let numbers = match self {
            Layering::Layer => 1..=1,
            Layering::IfsLayer => IFS_NUMBER..=IFS_NUMBER,
            Layering::ChainOfSeven => 1..=MOST_LAYERS,
        };
        for number in numbers {
            libraries.install(number, catalog)?;
        }
        Ok(())
    }
}

/// The layer of a program of the area `layer`: `NAME/changed.c` beside `NAME.c`, which includes the sources of the example.
pub(crate) fn layer_of(program: &Path) -> Result<Option<TempPath>, Failed> {
    let source = program.with_extension("").join("changed.c");
    if !source.exists() {
        return Ok(None);
    }
    let folder = Path::new(SCRATCH).join("layers");
    fs::create_dir_all(&folder)?;
    let name = program.with_extension("so").file_name().map(OsString::from).unwrap_or_default();
    // Several builds of the program may want it at once; each has its own.
    let library = tempfile::Builder::new().prefix("of-").suffix(&name).tempfile_in(&folder)?.into_temp_path();
    let mut include = OsString::from("-I");
    include.push(TEMPLATE);
    compile(vec!["-shared".into(), include, source.into()], &library)?;
    Ok(Some(library))
}

/// The exceptions name programs that there are.
pub(crate) fn check_exceptions(names: &[String]) -> Result<(), Failed> {
    let listed = EXCEPTIONS.iter().flat_map(|(programs, ..)| programs.iter());
    let unknown: Vec<_> = listed.filter(|listed| !names.iter().any(|name| name == *listed)).collect();
    if unknown.is_empty() { Ok(()) } else { Err(format!("no such programs: {unknown:?}").into()) }
}

/// The layers and what installs them, compiled once for a run.
struct Libraries {
    folder: PathBuf,
}

impl Libraries {
    fn compile() -> Result<Libraries, Failed> {
        let folder = Path::new(SCRATCH).join("layers");
        fs::create_dir_all(&folder)?;
        let mut sources: Vec<OsString> = Vec::new();
        for entry in fs::read_dir(TEMPLATE)? {
            let path = entry?.path();
            if path.extension().is_some_and(|suffix| suffix == "c") {
                sources.push(path.into());
            }
        }
        for number in 1..=IFS_NUMBER {
            let mut words = vec!["-shared".into(), format!("-DLAYER_NUMBER={number}").into()];
            if number == IFS_NUMBER {
                words.push("-DLAYER_IFS".into());
            }
            words.extend(sources.iter().cloned());
            compile(words, &folder.join(library(number)))?;
        }
        compile(vec![INSTALLER.into()], &folder.join("install"))?;
        Ok(Libraries { folder })
    }

    fn install(&self, number: u32, catalog: &Path) -> Result<(), Failed> {
        let mut command = Command::new(self.folder.join("install"));
        command.arg(self.folder.join(library(number))).arg(number.to_string());
        command.arg(if number == IFS_NUMBER { "ifs" } else { "layered" }).env("WINSOCK_CATALOG", catalog);
        let output = command.output()?;
        match output.status.success() {
            true => Ok(()),
            false => Err(format!("installing failed: {}", String::from_utf8_lossy(&output.stdout)).into()),
        }
    }
}

fn library(number: u32) -> String {
    format!("layer{number}.so")
}

fn compile(mut words: Vec<OsString>, output: &Path) -> Result<(), Failed> {
    words.extend(["-std=c99", "-g", "-O1", "-Wall", "-Wextra", "-Werror", "-o"].map(OsString::from));
    words.extend([output.into(), "-lws2_32".into()]);
    let compiler = Compiler::named("gcc", Language::C).ok_or("gcc is not installed")?;
    let compilation = Compilation::plan(&Toolchain::locate()?, compiler, CommandLine::parse(words))?;
    let output = compilation.single_command().ok_or("a plain source takes one command")?.output()?;
    match output.status.success() {
        true => Ok(()),
        false => {
            Err(format!("a layer does not compile:\n{}", String::from_utf8_lossy(&output.stderr)).into())
        }
    }
}
