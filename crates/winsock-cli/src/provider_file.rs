//! A shared object that is to be installed: looked at, not loaded.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};

use object::{
    BinaryFormat, Object as _, ObjectKind, ObjectSection as _, ObjectSymbol as _, SectionKind, SymbolKind,
};
use ws2_catalog::{Uuid, trust};

use crate::Error;
use crate::description::{self, Description};

/// Derived GUIDs are version 5 UUIDs of names in this name space.
const GUIDS: Uuid = Uuid::from_u128(0x6f0c_2a5e_52c4_4b55_9c1b_0f5b_1b1c_7a10);
const HOW_TO_BUILD: &str = "Build a provider with `winsock cc -shared -fPIC -o PROVIDER.so PROVIDER.c`.";

/// What a provider provides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Provides {
    /// A layer over transports: it exports `WSPStartup`.
    Transport,
    /// Names: it exports `NSPStartup`, and not the other.
    Names,
}

/// A file that can be installed.
#[derive(Debug)]
pub struct ProviderFile {
    /// Its absolute path, without links.
    pub path: String,
    /// What it is.
    pub provides: Provides,
    /// What it says of itself.
    pub description: Description,
}

impl ProviderFile {
    /// Looks at a file.
    ///
    /// # Errors
    /// [`Error::NotAProvider`]: no shared object of this processor, one without `WSPStartup` or `NSPStartup`, or with a
    /// description that is wrong. [`Error::Catalog`]: others may change the file. [`Error::Io`]: it cannot be read.
    pub fn inspect(file: &Path) -> Result<ProviderFile, Error> {
        let reading = || Error::io(format!("read {}", file.display()));
        let refuse = |reason: String| Error::NotAProvider { path: file.to_owned(), reason };
        let path = std::fs::canonicalize(file).map_err(reading())?;
        let mut checked = trust::open_checked(&path)?;
        let mut image = Vec::new();
        checked.file.read_to_end(&mut image).map_err(reading())?;
        let object = shared_object(&image).map_err(refuse)?;
        let provides = provides(&object).map_err(refuse)?;
        let description = described(&object)
            .map_err(|reason| refuse(format!("has a winsock_layer_description that is wrong:\n{reason}")))?;
        let path = path.into_os_string().into_string();
        let path = path.map_err(|_| refuse("has a name that is not UTF-8; rename it.".to_owned()))?;
        Ok(ProviderFile { path, provides, description })
    }

    /// What to call it, if nobody says otherwise: as it calls itself, else as the file is called.
    ///
    /// # Errors
    /// [`Error::NotAProvider`]: the file's name cannot be a provider's.
    pub fn name(&self) -> Result<String, Error> {
        let path = PathBuf::from(&self.path);
        let name = self.description.name.clone().unwrap_or_else(|| name_of(&path));
        description::name(&name).map_err(|reason| Error::NotAProvider {
            path,
            reason: format!("cannot be called as its file is: {reason}.\nName it with --name."),
        })
    }

    /// Its GUID: the one it says, else one that is made of the name and always the same.
    pub fn guid(&self, name: &str) -> Uuid {
        self.description.guid.unwrap_or_else(|| Uuid::new_v5(&GUIDS, name.as_bytes()))
    }
}

fn shared_object(image: &[u8]) -> Result<object::File<'_>, String> {
    let object =
        object::File::parse(image).map_err(|_| format!("is no ELF shared object.\n{HOW_TO_BUILD}"))?;
    if object.format() != BinaryFormat::Elf {
        let format = object.format();
        return Err(format!(
            "is no ELF shared object but one of another system, {format:?}.\n{HOW_TO_BUILD}"
        ));
    }
    // A program that may lie anywhere is of the same kind, but has an entry point and an interpreter.
    if object.kind() != ObjectKind::Dynamic || object.section_by_name(".interp").is_some() {
        return Err(format!("is no shared object.\n{HOW_TO_BUILD}"));
    }
    if !is_of_this_processor(object.architecture()) {
        let architecture = object.architecture();
        return Err(format!("is for another processor, {architecture:?}.\n{HOW_TO_BUILD}"));
    }
    Ok(object)
}

fn is_of_this_processor(architecture: object::Architecture) -> bool {
    match std::env::consts::ARCH {
        "x86_64" => architecture == object::Architecture::X86_64,
        "aarch64" => architecture == object::Architecture::Aarch64,
        _ => true,
    }
}

fn provides(object: &object::File<'_>) -> Result<Provides, String> {
    let exports = |name: &str| {
        object.dynamic_symbols().any(|symbol| symbol.is_definition() && symbol.name() == Ok(name))
    };
    if exports("WSPStartup") {
        return Ok(Provides::Transport);
    }
    if exports("NSPStartup") {
        return Ok(Provides::Names);
    }
    // Defined, but not so that anybody could find it.
    let names: Vec<&str> = object
        .symbols()
        .chain(object.dynamic_symbols())
        .filter(|symbol| symbol.is_definition())
        .filter_map(|symbol| symbol.name().ok())
        .collect();
    let advice = if names.iter().any(|name| matches!(*name, "WSPStartup" | "NSPStartup")) {
        "It has one that is hidden: make it neither static nor of hidden visibility."
    } else if names.iter().any(|name| name.starts_with("_Z") && name.contains("SPStartup")) {
        "It has one with a C++ name: declare it extern \"C\", as ws2spi.h does."
    } else {
        "A layer is a library with the function WSPStartup, a provider of names has NSPStartup; see ws2spi.h."
    };
    Err(format!("exports neither WSPStartup nor NSPStartup, so it is no provider.\n{advice}"))
}

const HIDDEN_DESCRIPTION: &str = "has a winsock_layer_description that is hidden: make it neither static nor of hidden \
     visibility, declare it extern \"C\" in C++, and name it in the .def file if there is one";

/// The description in a file, if there is one.
fn described(object: &object::File<'_>) -> Result<Description, String> {
    let mut symbols = object.dynamic_symbols();
    let Some(symbol) = symbols.find(|symbol| symbol.name_bytes() == Ok(description::SYMBOL)) else {
        let is_it = |symbol: object::Symbol<'_, '_>| {
            symbol.is_definition()
                && symbol.name().is_ok_and(|name| {
                    name.as_bytes().windows(description::SYMBOL.len()).any(|part| part == description::SYMBOL)
                })
        };
        // By a `.def` file, `const` in C++, or the compiler's visibility.
        return match object.symbols().any(is_it) {
            true => Err(HIDDEN_DESCRIPTION.to_owned()),
            false => Ok(Description::default()),
        };
    };
    let array = || "it is to be an array of characters with a value, and no pointer".to_owned();
    let section = symbol.section_index().filter(|_| symbol.kind() == SymbolKind::Data && symbol.size() != 0);
    let section = section.and_then(|index| object.section_by_index(index).ok()).ok_or_else(array)?;
    if section.kind() == SectionKind::UninitializedData {
        return Err(array());
    }
    // What the linker fills in when it loads the file cannot be read from it.
    let range = symbol.address()..symbol.address().saturating_add(symbol.size());
    if object.dynamic_relocations().into_iter().flatten().any(|(address, _)| range.contains(&address)) {
        return Err(array());
    }
    let data = section.data().map_err(|_| array())?;
    let start = symbol.address().checked_sub(section.address()).and_then(|start| usize::try_from(start).ok());
    let bytes = start.and_then(|start| data.get(start..)).ok_or_else(array)?;
    Description::parse(bytes)
}

/// `libproxy.so.1` is called proxy.
fn name_of(path: &Path) -> String {
    let file = path.file_name().unwrap_or(OsStr::new("")).to_string_lossy();
    let stem = file.split_once(".so").map_or(&*file, |(stem, _)| stem);
    let name = stem.strip_prefix("lib").filter(|rest| !rest.is_empty()).unwrap_or(stem);
    name.to_owned()
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

    #[test]
    fn a_derived_guid_is_that_of_the_name() {
        let file = ProviderFile {
            path: "/l/libproxy.so".to_owned(),
            provides: Provides::Transport,
            description: Description::default(),
        };
        assert_eq!(file.name().unwrap(), "proxy");
        assert_eq!(file.guid("proxy").get_version_num(), 5);
        assert_eq!(file.guid("proxy"), file.guid("proxy"));
        assert_ne!(file.guid("proxy"), file.guid("other"));
        let mut described = file;
        described.description.guid = Some(Uuid::from_u128(1));
        assert_eq!(described.guid("proxy"), Uuid::from_u128(1));
    }
}
