//! Headers that are spelled as a Windows file system allows: another letter case, backslashes.
//!
//! The sources of a compile and the program's own headers are scanned for `#include` lines. For each
//! one the compiler would miss but Windows would find, a one-line header of exactly that spelling is
//! written, which includes the real file; its directory is then searched last. Forwarding, rather than
//! a link, keeps `__FILE__`, `#pragma once` and the real file's own neighbours right.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::generated_headers::{may_generate, write_headers};
use crate::source_annotations;

/// MS-DOS marked the end of a text file with this byte; gcc refuses it.
const CTRL_Z: u8 = 0x1a;

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
    /// Source annotations the program uses, of those that C++ cannot simply define.
    pub annotations: BTreeSet<&'static str>,
    /// Headers from outside the program, as they are spelled, when it uses such annotations.
    pub outside: BTreeSet<String>,
}

/// Scans `sources`, each with the headers `forced` on it, and the program's own headers they include.
pub(crate) fn scan(sources: &[&Path], forced: &[PathBuf], search: &SearchPath<'_>) -> Findings {
    let mut findings = Findings::default();
    let mut own = HashSet::new();
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
            findings.annotations.extend(source_annotations::contested_words(&content));
            for include in includes(&content) {
                match search.resolve(&include, file.parent().unwrap_or(Path::new(""))) {
                    Resolution::Own(next) => {
                        own.insert(include.spelling);
                        open.push(next);
                    }
                    Resolution::Misspelled(next) => {
                        let next = std::path::absolute(&next).unwrap_or(next);
                        findings.forward(include.spelling, format!("\"{}\"", next.display()));
                        open.push(next);
                    }
                    Resolution::MisspelledSystem(name) => {
                        findings.forward(include.spelling, format!("<{name}>"));
                        findings.outside.insert(name);
                    }
                    Resolution::Elsewhere => {
                        findings.outside.insert(include.spelling);
                    }
                }
            }
        }
        if has_ctrl_z {
            findings.with_ctrl_z.push(source.to_path_buf());
        }
    }
    match findings.annotations.is_empty() {
        true => findings.outside.clear(),
        false => findings.outside.retain(|name| !own.contains(name) && search.is_outside(name)),
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
        let text =
            |(spelling, target): (&String, &String)| (spelling.clone(), format!("#include {target}\n"));
        write_headers(&self.forwards.iter().map(text).collect())
    }

    /// Writes what keeps the annotations out of headers from outside; the result is the directory to search first.
    pub(crate) fn write_annotation_wrappers(&self) -> io::Result<PathBuf> {
        write_headers(&source_annotations::wrappers(self.outside.iter(), &self.annotations))
    }
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
        if self.winsock.join(spelling).is_file() || !may_generate(spelling) {
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

    /// Whether `<name>` is a header of Winsock or of the system.
    fn is_outside(&self, name: &str) -> bool {
        let is_in = |dir: &PathBuf| dir.join(name).is_file();
        may_generate(name) && (is_in(&self.winsock) || self.system.iter().any(is_in))
    }
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
}
