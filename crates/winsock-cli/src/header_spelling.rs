//! Headers that are spelled as a Windows file system allows: another letter case, backslashes.
//!
//! The sources of a compile and the program's own headers are scanned for `#include` lines. For each
//! one the compiler would miss but Windows would find, a one-line header of exactly that spelling is
//! written, which includes the real file; its directory is then searched last. Forwarding, rather than
//! a link, keeps `__FILE__`, `#pragma once` and the real file's own neighbours right.
//!
//! The directory is kept (below `~/.cache/winsock`) and named after its content, as dependency files
//! and debuggers go on naming what lies in it.

use std::cell::LazyCell;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cache::cache_dir;

/// MS-DOS marked the end of a text file with this byte; gcc refuses it.
const CTRL_Z: u8 = 0x1a;

/// `#include "../../x.h"` has to stay below the directory of the forwarding headers.
const DEPTH: usize = 8;

/// Where the compiler looks for headers.
pub(crate) struct SearchPath<'a> {
    /// `-iquote`.
    pub quote: Vec<PathBuf>,
    /// `-I` and its like, in order.
    pub own: Vec<PathBuf>,
    /// The Winsock headers.
    pub winsock: PathBuf,
    /// The compiler's own directories; to ask it for them costs a process.
    pub system: LazyCell<Vec<PathBuf>, Box<dyn FnOnce() -> Vec<PathBuf> + 'a>>,
}

/// What the sources of one compile need beyond plain gcc.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// Spelling in the source, and what a header of that name has to include.
    pub forwards: BTreeMap<String, String>,
    /// Spellings that stand for different files in different places; the first one wins.
    pub ambiguous: Vec<String>,
    /// Sources that hold a Ctrl-Z, themselves or in a header of the program.
    pub with_ctrl_z: Vec<PathBuf>,
}

/// Scans `sources`, each with the headers `forced` on it, and the program's own headers they include.
pub(crate) fn scan(sources: &[&Path], forced: &[PathBuf], search: &SearchPath<'_>) -> Findings {
    let mut findings = Findings::default();
    for source in sources {
        let mut seen = HashSet::new();
        let mut open = vec![source.to_path_buf()];
        open.extend_from_slice(forced);
        let mut has_ctrl_z = false;
        while let Some(file) = open.pop() {
            if !seen.insert(file.clone()) {
                continue;
            }
            // A file that can't be read is the compiler's to complain about.
            let Ok(content) = fs::read(&file) else { continue };
            has_ctrl_z |= content.contains(&CTRL_Z);
            for include in includes(&content) {
                match search.resolve(&include, file.parent().unwrap_or(Path::new(""))) {
                    Resolution::Own(next) => open.push(next),
                    Resolution::Misspelled(next) => {
                        let next = std::path::absolute(&next).unwrap_or(next);
                        findings.forward(include.spelling, format!("\"{}\"", next.display()));
                        open.push(next);
                    }
                    Resolution::MisspelledSystem(name) => {
                        findings.forward(include.spelling, format!("<{name}>"))
                    }
                    Resolution::Elsewhere => {}
                }
            }
        }
        if has_ctrl_z {
            findings.with_ctrl_z.push(source.to_path_buf());
        }
    }
    findings
}

impl Findings {
    fn forward(&mut self, spelling: String, target: String) {
        let known = self.forwards.entry(spelling.clone()).or_insert_with(|| target.clone());
        if *known != target && !self.ambiguous.contains(&spelling) {
            self.ambiguous.push(spelling);
        }
    }

    /// Writes the forwarding headers; the result is the directory to search for them.
    pub(crate) fn write_forwards(&self) -> io::Result<PathBuf> {
        let mut hasher = DefaultHasher::new();
        self.forwards.hash(&mut hasher);
        let name = format!("{:016x}", hasher.finish());
        let dir = cache_dir().join("headers").join(&name);
        let search_dir = (0..DEPTH).fold(dir.clone(), |dir, _| dir.join("d"));
        if search_dir.exists() {
            return Ok(search_dir);
        }
        // Built aside and renamed, so that a compile beside this one never sees half of it.
        fs::create_dir_all(cache_dir().join("headers"))?;
        let scratch = tempfile::Builder::new().prefix(&name).tempdir_in(cache_dir().join("headers"))?;
        let scratch_search = (0..DEPTH).fold(scratch.path().to_path_buf(), |dir, _| dir.join("d"));
        fs::create_dir_all(&scratch_search)?;
        for (spelling, target) in &self.forwards {
            // gcc looks for a file with the backslash in its name, clang turns it into a slash first.
            for name in [spelling.clone(), spelling.replace('\\', "/")] {
                fs::write(forward_path(&scratch_search, &name)?, format!("#include {target}\n"))?;
            }
        }
        let scratch = scratch.keep();
        match fs::rename(&scratch, &dir) {
            Ok(()) => Ok(search_dir),
            Err(error) => {
                fs::remove_dir_all(&scratch)?;
                // Another compile of the same sources was quicker.
                if search_dir.exists() { Ok(search_dir) } else { Err(error) }
            }
        }
    }
}

/// The file for `spelling`, its directories made: `a/../b.h` needs `a` too.
fn forward_path(search_dir: &Path, spelling: &str) -> io::Result<PathBuf> {
    let path = search_dir.join(spelling);
    let parent = path.parent().unwrap_or(search_dir);
    let mut made = PathBuf::new();
    for component in parent.components() {
        made.push(component);
        if !made.exists() {
            fs::create_dir(&made)?;
        }
    }
    Ok(path)
}

enum Resolution {
    /// A header of the program, found as it is spelled.
    Own(PathBuf),
    /// A header of the program, under another spelling.
    Misspelled(PathBuf),
    /// A header of the system or of Winsock, under the spelling given here.
    MisspelledSystem(String),
    /// Found as it is spelled, outside the program; or nowhere.
    Elsewhere,
}

impl SearchPath<'_> {
    fn resolve(&self, include: &Include, includer_dir: &Path) -> Resolution {
        let spelling = &include.spelling;
        let quoted = include.quoted.then_some(includer_dir).into_iter();
        let quote_dirs = if include.quoted { self.quote.as_slice() } else { &[] };
        let own: Vec<&Path> = quoted
            .chain(quote_dirs.iter().map(PathBuf::as_path))
            .chain(self.own.iter().map(PathBuf::as_path))
            .collect();

        if let Some(found) = own.iter().map(|dir| dir.join(spelling)).find(|file| file.is_file()) {
            return Resolution::Own(found);
        }
        if self.winsock.join(spelling).is_file() || !may_forward(spelling) {
            return Resolution::Elsewhere;
        }
        let plain = spelling.replace('\\', "/");
        let lower = plain.to_ascii_lowercase();
        let any_case =
            own.iter().copied().chain([self.winsock.as_path()]).find_map(|dir| in_any_case(dir, &plain));
        if any_case.is_none() && lower == *spelling {
            return Resolution::Elsewhere;
        }
        // `<string.h>` is the system's even when the program has a String.h.
        if self.system.iter().any(|dir| dir.join(spelling).is_file()) {
            return Resolution::Elsewhere;
        }
        if let Some(found) = any_case {
            // Ours by name, as they go on to the system's header of the same name.
            return match found.strip_prefix(&self.winsock) {
                Ok(name) => Resolution::MisspelledSystem(name.to_string_lossy().into_owned()),
                Err(_) => Resolution::Misspelled(found),
            };
        }
        let in_system = |name: &String| self.system.iter().any(|dir| dir.join(name).is_file());
        match [plain, lower].into_iter().find(in_system) {
            Some(name) => Resolution::MisspelledSystem(name),
            None => Resolution::Elsewhere,
        }
    }
}

/// Not a drive letter, not absolute, and not above what the forwarding directory can hold.
fn may_forward(spelling: &str) -> bool {
    let climbs = Path::new(spelling).components().filter(|part| *part == Component::ParentDir).count();
    !spelling.contains(':') && !spelling.contains('\0') && Path::new(spelling).is_relative() && climbs < DEPTH
}

/// Finds `name` below `dir` as a file system without letter case would.
fn in_any_case(dir: &Path, name: &str) -> Option<PathBuf> {
    let mut found = if dir.as_os_str().is_empty() { PathBuf::from(".") } else { dir.to_path_buf() };
    for part in name.split('/') {
        let exact = found.join(part);
        if exact.exists() {
            found = exact;
            continue;
        }
        let same = |entry: &std::ffi::OsString| entry.eq_ignore_ascii_case(OsStr::new(part));
        // The smallest name, so that the choice among several does not depend on the directory's order.
        let entry =
            fs::read_dir(&found).ok()?.filter_map(|e| Some(e.ok()?.file_name())).filter(same).min()?;
        found = found.join(entry);
    }
    found.is_file().then_some(found)
}

#[derive(Debug, PartialEq, Eq)]
struct Include {
    spelling: String,
    quoted: bool,
}

/// The `#include` lines of a source, without regard to conditions and comments: to find too many is harmless.
fn includes(source: &[u8]) -> Vec<Include> {
    source
        .split(|byte| *byte == b'\n')
        .filter_map(|line| include_of(&String::from_utf8_lossy(line)))
        .collect()
}

fn include_of(line: &str) -> Option<Include> {
    let directive = line.trim_start().strip_prefix('#')?.trim_start();
    let name = directive.strip_prefix("include").or_else(|| directive.strip_prefix("import"))?.trim_start();
    let (quoted, close) = match name.chars().next()? {
        '"' => (true, '"'),
        '<' => (false, '>'),
        _ => return None,
    };
    let (spelling, _) = name[1..].split_once(close)?;
    (!spelling.is_empty()).then(|| Include { spelling: spelling.to_owned(), quoted })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_include_lines() {
        let source = b"# include <a.h>\r\n#include\"B.h\" // x\n  #  import \"sub\\C.h\"\n#include MACRO\n#pragma once\n";
        let found = includes(source);
        let names: Vec<(&str, bool)> = found.iter().map(|i| (i.spelling.as_str(), i.quoted)).collect();
        assert_eq!(names, [("a.h", false), ("B.h", true), ("sub\\C.h", true)]);
    }

    #[test]
    fn finds_the_programs_own_headers_in_any_spelling() {
        let tree = tempfile::tempdir().unwrap();
        let root = tree.path();
        fs::create_dir_all(root.join("src")).unwrap();
        fs::create_dir_all(root.join("Inc")).unwrap();
        let source = root.join("src/main.c");
        fs::write(&source, "#include \"globals.h\"\n#include <string.h>\n#include \"..\\inc\\Deep.h\"\n")
            .unwrap();
        fs::write(root.join("src/Globals.h"), "#include \"plain.h\"\n").unwrap();
        fs::write(root.join("src/plain.h"), "int plain;\x1a").unwrap();
        fs::write(root.join("src/String.h"), "#error not this one\n").unwrap();
        fs::write(root.join("Inc/deep.h"), "").unwrap();
        let system = root.join("system");
        fs::create_dir_all(&system).unwrap();
        fs::write(system.join("string.h"), "").unwrap();
        let search = SearchPath {
            quote: vec![],
            own: vec![root.join("src")],
            winsock: root.join("none"),
            system: LazyCell::new(Box::new(|| vec![system])),
        };

        let findings = scan(&[&source], &[], &search);
        let spellings: Vec<&str> = findings.forwards.keys().map(String::as_str).collect();
        assert_eq!(spellings, ["..\\inc\\Deep.h", "globals.h"]);
        assert!(findings.forwards["globals.h"].ends_with("src/Globals.h\""));
        assert_eq!(findings.with_ctrl_z, [source], "the Ctrl-Z is two headers down");
        assert!(findings.ambiguous.is_empty());
    }

    #[test]
    fn spellings_that_cannot_be_forwarded_are_left_to_the_compiler() {
        assert!(!may_forward("C:\\x.h"));
        assert!(!may_forward("/usr/include/X.h"));
        assert!(!may_forward(&"../".repeat(9)));
        assert!(may_forward("../Sub/X.h"));
    }
}
