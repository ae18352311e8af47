//! The shape of the project, held against the project: arrows between crates, where `unsafe` may stand, file
//! sizes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use conformance::{files_under, root};

/// What each crate of the workspace may depend on. A crate that is not named here may not exist.
const ARROWS: &[(&str, &[&str])] = &[
    ("ws2-types", &[]),
    ("ws2-sys", &["ws2-types"]),
    ("ws2-engine", &["ws2-types"]),
    ("ws2-catalog", &["ws2-types"]),
    ("win32-wait", &["ws2-engine", "ws2-sys", "ws2-types"]),
    ("win32-window", &["win32-wait", "ws2-types"]),
    ("ws2-spi", &["win32-wait", "ws2-engine", "ws2-sys", "ws2-types"]),
    ("ws2-namespace", &["ws2-sys", "ws2-types"]),
    ("ws2-tcpip", &["win32-wait", "ws2-engine", "ws2-spi", "ws2-sys", "ws2-types"]),
    (
        "ws2-base",
        &["win32-wait", "win32-window", "ws2-namespace", "ws2-spi", "ws2-sys", "ws2-tcpip", "ws2-types"],
    ),
    (
        "ws2-dispatch",
        &[
            "win32-wait",
            "win32-window",
            "ws2-base",
            "ws2-catalog",
            "ws2-namespace",
            "ws2-spi",
            "ws2-sys",
            "ws2-types",
        ],
    ),
    ("msvcrt", &["win32-wait", "ws2-sys", "ws2-types"]),
    (
        "ws2_32",
        &[
            "msvcrt",
            "win32-wait",
            "win32-window",
            "ws2-base",
            "ws2-catalog",
            "ws2-dispatch",
            "ws2-engine",
            "ws2-namespace",
            "ws2-spi",
            "ws2-sys",
            "ws2-types",
        ],
    ),
    ("winsock-cli", &["ws2-catalog", "ws2-dispatch", "ws2-types", "ws2_32"]),
    // Layers live on the public interface alone: they must not reach into the library.
    ("ws2-layer", &["ws2-types"]),
    ("layer-socks5", &["ws2-layer"]),
    ("layer-fault", &["ws2-layer"]),
    ("wire-lab", &[]),
    ("conformance", &["winsock-cli", "wire-lab", "ws2-types"]),
    ("benchmarks", &["winsock-cli"]),
];

#[test]
fn arrows_point_one_way() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ARROWS.iter().map(|(name, to)| (*name, to.iter().copied().collect())).collect();
    for package in metadata["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        let allowed_here = allowed.get(name).unwrap_or_else(|| panic!("{name} has no place in the layers"));
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let to = dependency["name"].as_str().expect("a name");
            let ours = allowed.contains_key(to);
            let normal = dependency["kind"].is_null();
            assert!(!(ours && normal) || allowed_here.contains(to), "{name} must not depend on {to}");
        }
    }
}

fn rust_files() -> Vec<PathBuf> {
    ["crates", "tests"].iter().flat_map(|folder| files_under(&root().join(folder), "rs")).collect()
}

/// Code with comments and string contents left out well enough to look for a keyword.
fn uses_unsafe(source: &str) -> bool {
    source.lines().map(|line| line.split("//").next().unwrap_or("")).any(|code| {
        code.contains("unsafe {")
            || code.contains("unsafe fn")
            || code.contains("unsafe impl")
            || code.contains("unsafe extern")
    })
}

/// `UNSAFE.md` names every room in which unsafe code may stand; no other file has any.
#[test]
fn unsafe_stands_only_where_unsafe_md_says() {
    let listed = std::fs::read_to_string(root().join("UNSAFE.md")).expect("UNSAFE.md");
    let rooms: Vec<&str> =
        listed.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert!(!rooms.is_empty(), "UNSAFE.md lists files in a table");
    let mut used = BTreeSet::new();
    for file in rust_files() {
        let source = std::fs::read_to_string(&file).expect("a readable file");
        if !uses_unsafe(&source) {
            continue;
        }
        let path = file.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
        if path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        let room = rooms.iter().find(|room| fits(room, &path));
        used.insert(*room.unwrap_or_else(|| panic!("{path} uses unsafe and is not in UNSAFE.md")));
    }
    for room in rooms {
        assert!(used.contains(room), "UNSAFE.md lists {room}, but no unsafe code is there");
    }
}

/// A room is a path, or a path with one `*` in its last part.
fn fits(room: &str, path: &str) -> bool {
    match room.split_once('*') {
        None => room == path,
        Some((before, after)) => path.starts_with(before) && path.ends_with(after),
    }
}

#[test]
fn no_file_is_longer_than_800_lines() {
    for file in rust_files() {
        let lines = std::fs::read_to_string(&file).expect("a readable file").lines().count();
        assert!(lines <= 800, "{} has {lines} lines: two concepts in one room?", file.display());
    }
}
