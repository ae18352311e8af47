//! Compiles what the command carries along: the `main` of programs that have only a wmain or WinMain, and what calls
//! the DllMain of shared libraries.

fn main() {
    let sources = ["../msvcrt/entry/entry.c", "../msvcrt/entry/dll_main.c"];
    for source in sources {
        println!("cargo::rerun-if-changed={source}");
    }
    cc::Build::new().files(sources).pic(true).warnings(true).cargo_metadata(false).compile("winsock_entry");
}
