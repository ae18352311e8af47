//! `docs/coverage.md`: every function of Microsoft's Windows Sockets metadata, and whether the library offers it.
//!
//! The page is generated from the metadata, the exports of the library and the list of functions not offered yet;
//! the test fails when it is stale. `UPDATE_DOCS=1 cargo test -p conformance --test coverage` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use conformance::root;

/// The folder of a dependency, as cargo found it.
fn source_of(package: &str) -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("packages").iter();
    let newest =
        packages.filter(|found| found["name"] == package).max_by_key(|found| found["version"].to_string());
    let manifest = newest.expect("a dependency")["manifest_path"].as_str().expect("a path").to_owned();
    Path::new(&manifest).parent().expect("a folder").to_owned()
}

/// Function → library, of the Windows Sockets module.
fn metadata_functions() -> BTreeMap<String, String> {
    let module = source_of("windows-sys").join("src/Windows/Win32/Networking/WinSock/mod.rs");
    let source = std::fs::read_to_string(module).expect("the module");
    let functions = source.lines().filter_map(|line| {
        let rest = line.split_once("link!(\"")?.1;
        let (library, rest) = rest.split_once(".dll\"")?;
        let name = rest.split_once(" fn ")?.1.split('(').next()?;
        matches!(library, "ws2_32" | "mswsock").then(|| (name.to_owned(), library.to_owned()))
    });
    functions.collect()
}

/// Function → why not, from the library's own list.
fn not_offered() -> BTreeMap<String, String> {
    let list = root().join("crates/ws2_32/src/not_offered_ffi.rs");
    let source = std::fs::read_to_string(list).expect("the list");
    let mut functions = BTreeMap::new();
    for line in source.lines() {
        let Some(entry) = line.strip_prefix("    ").and_then(|line| line.strip_suffix(';')) else { continue };
        let name: String = entry.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase());
        let error =
            entry.rsplit(", ").next().filter(|error| error.starts_with("WSA") && !error.contains('('));
        match error {
            _ if !is_name || entry.contains("::") => {}
            Some(error) => drop(functions.insert(name, error.to_owned())),
            None => {}
        }
    }
    functions
}

fn exports() -> BTreeSet<String> {
    exports_with_prefix("ws2_32_")
}

/// The names of exports that begin so, without the prefix.
fn exports_with_prefix(prefix: &str) -> BTreeSet<String> {
    let library = winsock_cli::Toolchain::locate().expect("the toolchain").library_dir.join("libws2_32.so");
    let image = std::fs::read(&library).expect("the library");
    let file = object::File::parse(&*image).expect("an ELF file");
    use object::Object as _;
    let names = file.exports().expect("exports");
    names
        .iter()
        .filter_map(|export| std::str::from_utf8(export.name()).ok()?.strip_prefix(prefix).map(str::to_owned))
        .collect()
}

#[test]
fn every_function_of_the_metadata_is_exported_and_the_page_is_fresh() {
    let (functions, missing, exports) = (metadata_functions(), not_offered(), exports());
    assert!(functions.len() > 150, "only {} functions found in the metadata", functions.len());
    let mut page = String::from(
        "# Coverage\n\nEvery function of Windows Sockets in Microsoft's metadata. All of them link; those not offered yet \
         fail with the\nerror named here. Generated; `tests/tests/coverage.rs` says how.\n\n| function | library | state |\n|---|---|---|\n",
    );
    let mut absent = Vec::new();
    for (name, library) in &functions {
        if !exports.contains(name) {
            absent.push(name);
        }
        let state = match missing.get(name) {
            Some(error) => format!("**missing**: {error}"),
            None => "offered".to_owned(),
        };
        page += &format!("| {name} | {library} | {state} |\n");
    }
    let offered = functions.keys().filter(|name| !missing.contains_key(*name)).count();
    page += &format!("\n{offered} of {} are offered.\n", functions.len());
    assert!(absent.is_empty(), "not exported: {absent:?}");
    let path = root().join("docs/coverage.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("a writable page");
    }
    let current = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(current == page, "docs/coverage.md is stale: run with UPDATE_DOCS=1");
}

/// What the headers declare must link.
#[test]
fn every_declared_function_is_exported() {
    let exports = exports_with_prefix("");
    let mut declared = BTreeSet::new();
    let headers = root().join("include/winsock");
    let mut folders = vec![headers];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for (mark, prefix) in [("WS2_SYMBOL(", "ws2_32_"), ("MSVCRT_SYMBOL(", "msvcrt_")] {
                for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
                    for rest in line.split(mark).skip(1) {
                        let name = rest.split(')').next().unwrap_or_default();
                        declared.insert(format!("{prefix}{name}"));
                    }
                }
            }
        }
    }
    assert!(declared.len() > 300, "only {} declarations found", declared.len());
    let absent: Vec<_> = declared.difference(&exports).collect();
    assert!(absent.is_empty(), "{} declared, not exported: {absent:?}", absent.len());
}
