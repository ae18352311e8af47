//! A shared object that is to be installed as a layer: looked at, not loaded.

use std::fs;
use std::path::{Path, PathBuf};

use object::{Object as _, ObjectKind};
use ws2_catalog::trust;

use crate::Error;

/// The one function a layer exports.
const ENTRY: &[u8] = b"WSPStartup";
const HOW_TO_BUILD: &str = "Build a layer with `winsock cc -shared -o LAYER.so LAYER.c`.";

/// A file that can be installed.
#[derive(Debug)]
pub struct LayerFile {
    /// Its absolute path, without links.
    pub path: String,
    /// What to call the layer: the file's name without `lib` and `.so`.
    pub name: String,
}

impl LayerFile {
    /// Looks at a file.
    ///
    /// # Errors
    /// [`Error::NotALayer`]: no shared object of this processor, or without `WSPStartup`. [`Error::Catalog`]: others may
    /// change the file. [`Error::Io`]: it cannot be read.
    pub fn inspect(file: &Path) -> Result<LayerFile, Error> {
        let reading = || Error::io(format!("read {}", file.display()));
        let refuse = |reason: String| Error::NotALayer { path: file.to_owned(), reason };
        let path = fs::canonicalize(file).map_err(reading())?;
        trust::check_file(&path)?;
        let image = fs::read(&path).map_err(reading())?;
        let object = object::File::parse(&*image)
            .map_err(|_| refuse(format!("is no ELF shared object.\n{HOW_TO_BUILD}")))?;
        if object.kind() != ObjectKind::Dynamic {
            return Err(refuse(format!("is no shared object.\n{HOW_TO_BUILD}")));
        }
        if !is_of_this_processor(object.architecture()) {
            return Err(refuse(format!("is for another processor, {:?}.", object.architecture())));
        }
        let exports = object.exports().map_err(|error| refuse(format!("cannot be read: {error}")))?;
        if !exports.iter().any(|export| export.name() == ENTRY) {
            let advice = "A layer is a library with that function; see ws2spi.h.";
            return Err(refuse(format!("exports no WSPStartup, so it is no layer.\n{advice}")));
        }
        let text =
            path.to_str().ok_or_else(|| refuse("has a name that is not UTF-8; rename it.".to_owned()))?;
        Ok(LayerFile { path: text.to_owned(), name: name_of(&path) })
    }
}

fn is_of_this_processor(architecture: object::Architecture) -> bool {
    match std::env::consts::ARCH {
        "x86_64" => architecture == object::Architecture::X86_64,
        "aarch64" => architecture == object::Architecture::Aarch64,
        _ => true,
    }
}

/// `libproxy.so.1` is called proxy.
fn name_of(path: &Path) -> String {
    let file = path.file_name().map(PathBuf::from).unwrap_or_default();
    let file = file.to_string_lossy();
    let stem = file.split_once(".so").map_or(&*file, |(stem, _)| stem);
    stem.strip_prefix("lib").filter(|rest| !rest.is_empty()).unwrap_or(stem).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_called_as_its_file_is() {
        for (file, name) in [
            ("/l/proxy.so", "proxy"),
            ("/l/libproxy.so", "proxy"),
            ("/l/libproxy.so.1.2", "proxy"),
            ("/l/lib.so", "lib"),
            ("/l/Fault-1.so", "Fault-1"),
        ] {
            assert_eq!(name_of(Path::new(file)), name);
        }
    }
}
