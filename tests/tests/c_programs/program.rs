//! The sources: `tests/c/<area>/<name>.c`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::partner::Partner;

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/c");
/// Areas that another test drives.
const DRIVEN_ELSEWHERE: &[&str] = &["capacity", "wire"];

/// One program.
#[derive(Clone, Debug)]
pub(crate) struct CProgram {
    area: String,
    stem: String,
    known_gap: Option<String>,
}

impl CProgram {
    pub(crate) fn area(&self) -> &str {
        &self.area
    }

    pub(crate) fn name(&self) -> String {
        format!("{}::{}", self.area, self.stem)
    }

    pub(crate) fn source(&self) -> PathBuf {
        Path::new(SOURCES).join(&self.area).join(&self.stem).with_extension("c")
    }

    /// What the library is known not to do yet, from the source's first line.
    pub(crate) fn known_gap(&self) -> Option<&str> {
        self.known_gap.as_deref()
    }

    /// Who has to be at the other end for this program.
    pub(crate) fn partner(&self) -> Partner {
        match (self.area.as_str(), self.stem.as_str()) {
            ("exit", stem) if stem.starts_with("hard_") => Partner::ReceiverOfReset,
            ("exit", _) => Partner::Receiver,
            ("stress", _) => Partner::DescriptorCount,
            _ => Partner::Nobody,
        }
    }
}

/// All programs, in the order of their names.
pub(crate) fn all() -> Vec<CProgram> {
    let mut programs = Vec::new();
    for area in entries(Path::new(SOURCES)).into_iter().filter(|entry| entry.is_dir()) {
        let area_name = file_name(&area);
        if DRIVEN_ELSEWHERE.contains(&area_name.as_str()) {
            continue;
        }
        for source in
            entries(&area).into_iter().filter(|entry| entry.extension().is_some_and(|suffix| suffix == "c"))
        {
            let stem = file_name(&source.with_extension(""));
            programs.push(CProgram { area: area_name.clone(), stem, known_gap: known_gap_of(&source) });
        }
    }
    programs
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn known_gap_of(source: &Path) -> Option<String> {
    let text = fs::read_to_string(source).unwrap_or_default();
    let gap = text.lines().next()?.strip_prefix("/* todo: ")?.strip_suffix("*/")?;
    Some(gap.trim().to_owned())
}
