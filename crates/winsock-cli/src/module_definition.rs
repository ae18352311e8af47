//! Module-definition files (`.def`): which functions a DLL exports, and under which names.
//!
//! Microsoft's linker and ld for Windows take them among the inputs. Here the list becomes a version script, which the
//! linker for ELF takes: what is listed is exported, everything else is the library's own.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::cache::cache_dir;

/// What a file exports.
#[derive(Debug, Default, PartialEq, Eq)]
struct Exports {
    names: Vec<String>,
    /// Exported name, and the function's own.
    renamed: Vec<(String, String)>,
}

/// The arguments that have the linker export what a file lists.
///
/// # Errors
/// [`Error::Io`]: the file cannot be read, or the script for the linker cannot be written.
pub(crate) fn link_flags(file: &Path) -> Result<Vec<OsString>, Error> {
    let text = fs::read(file).map_err(Error::io(format!("read {}", file.display())))?;
    let exports = parse(&String::from_utf8_lossy(&text));
    let path = write_version_script(&exports.version_script())
        .map_err(Error::io(format!("write the exports of {}", file.display())))?;
    let mut version_script = OsString::from("-Wl,--version-script=");
    version_script.push(&path);
    let mut flags = vec![version_script];
    flags.extend(exports.renamed.iter().map(|(name, own)| format!("-Wl,--defsym={name}={own}").into()));
    Ok(flags)
}

/// Kept for the next link, and named after its content. It appears complete or not at all.
fn write_version_script(script: &str) -> io::Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    script.hash(&mut hasher);
    let dir = cache_dir().join("exports");
    let file = dir.join(format!("{:016x}.map", hasher.finish()));
    if !file.exists() {
        fs::create_dir_all(&dir)?;
        let scratch = tempfile::NamedTempFile::new_in(&dir)?;
        fs::write(scratch.path(), script)?;
        scratch.persist(&file)?;
    }
    Ok(file)
}

impl Exports {
    fn version_script(&self) -> String {
        let names = self.names.iter().map(|name| format!(" {name};")).collect::<String>();
        let global = if names.is_empty() { String::new() } else { format!("global:{names} ") };
        format!("{{ {global}local: *; }};\n")
    }
}

/// Reads the `EXPORTS` of a file: `name [= own_name] [@ordinal [NONAME]] [PRIVATE | DATA | CONSTANT]`, one a line. What a
/// name is forwarded to in another DLL (`name = other.function`) is not exported.
fn parse(text: &str) -> Exports {
    /// The statements of such a file; each ends the list.
    const STATEMENTS: &[&str] = &[
        "LIBRARY",
        "NAME",
        "DESCRIPTION",
        "SECTIONS",
        "SEGMENTS",
        "STACKSIZE",
        "HEAPSIZE",
        "STUB",
        "VERSION",
        "IMPORTS",
        "EXETYPE",
    ];
    let mut exports = Exports::default();
    let mut listing = false;
    for line in text.lines() {
        let line = line.split(';').next().unwrap_or_default().replace('=', " = ");
        let mut words = line.split_whitespace().map(|word| word.trim_matches('"')).peekable();
        let Some(mut first) = words.next() else { continue };
        if first.eq_ignore_ascii_case("EXPORTS") {
            listing = true;
            match words.next() {
                Some(word) => first = word,
                None => continue,
            }
        } else if STATEMENTS.iter().any(|statement| first.eq_ignore_ascii_case(statement)) {
            listing = false;
        }
        if !listing {
            continue;
        }
        let own = words.next_if_eq(&"=").and_then(|_| words.next()).unwrap_or(first);
        if own.contains('.') {
            continue;
        }
        exports.names.push(first.to_owned());
        if own != first {
            exports.renamed.push((first.to_owned(), own.to_owned()));
        }
    }
    exports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_renamings_and_remarks_are_told_apart() {
        let exports = parse(
            "; a layer\r\nLIBRARY \"Layer\" BASE=0x20000000\r\nEXPORTS WSPStartup @1 ; the entry\n\tGetLspGuid=own_guid @2 NONAME\n\
             other = elsewhere.function\n\"quoted\" PRIVATE\nSECTIONS\n.shared READ WRITE\nEXPORTS\n  table DATA\n",
        );
        assert_eq!(exports.names, ["WSPStartup", "GetLspGuid", "quoted", "table"]);
        assert_eq!(exports.renamed, [("GetLspGuid".to_owned(), "own_guid".to_owned())]);
        assert_eq!(
            exports.version_script(),
            "{ global: WSPStartup; GetLspGuid; quoted; table; local: *; };\n"
        );
    }

    #[test]
    fn a_file_without_exports_exports_nothing() {
        assert_eq!(parse("").version_script(), "{ local: *; };\n");
        assert_eq!(parse("LIBRARY x\nDESCRIPTION 'EXPORTS'\n"), Exports::default());
    }
}
