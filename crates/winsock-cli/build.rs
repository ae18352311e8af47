//! Compiles the `main` of programs that have only a wmain or WinMain; the command carries it along.

fn main() {
    let source = "../msvcrt/entry/entry.c";
    println!("cargo::rerun-if-changed={source}");
    cc::Build::new().file(source).pic(true).warnings(true).cargo_metadata(false).compile("winsock_entry");
}
