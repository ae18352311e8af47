//! `lib/program.map` names every function of the C library that the library calls, so that none of them can be
//! mistaken for one of the program's.

use std::collections::BTreeSet;
use std::path::Path;

use object::{Object, ObjectSymbol, SymbolKind};

/// Called by way of the C library, and one for the whole process: a program that brings its own allocator means it.
const SHARED: &[&str] = &["malloc", "calloc", "realloc", "free", "posix_memalign", "malloc_usable_size"];

#[test]
fn the_library_calls_no_function_a_program_could_supply() {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lib/program.map");
    let map = std::fs::read_to_string(map).expect("the map");
    let names = map.split_once("local:").expect("a list").1.split([';', '}']).map(str::trim);
    let (patterns, names): (BTreeSet<&str>, BTreeSet<&str>) =
        names.filter(|name| !name.is_empty()).partition(|name| name.ends_with('*'));
    let library = winsock_cli::Toolchain::locate().expect("the toolchain").library_dir.join("libws2_32.so");
    let image = std::fs::read(&library).expect("the library");
    let file = object::File::parse(&*image).expect("an ELF file");
    let called: BTreeSet<&str> = file
        .dynamic_symbols()
        .filter(|symbol| symbol.is_undefined() && symbol.kind() != SymbolKind::Data)
        .filter_map(|symbol| symbol.name().ok())
        // Names that C reserves, and variables.
        .filter(|name| !name.is_empty() && !name.starts_with('_') && !SHARED.contains(name))
        .filter(|name| !["environ", "stdin", "stdout", "stderr"].contains(name))
        .collect();
    assert!(called.len() > 50, "{called:?}");
    let missing: Vec<&&str> = called
        .iter()
        .filter(|name| {
            !names.contains(**name)
                && !patterns.iter().any(|pattern| name.starts_with(pattern.trim_end_matches('*')))
        })
        .collect();
    assert!(missing.is_empty(), "not in lib/program.map: {missing:?}");
}
