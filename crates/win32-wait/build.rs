//! Compiles what Rust has no word for: the entry frame of threads, which needs `setjmp`, and weak references.

fn main() {
    println!("cargo::rerun-if-changed=src/thread_entry.c");
    println!("cargo::rerun-if-changed=src/race_detector.c");
    cc::Build::new().files(["src/thread_entry.c", "src/race_detector.c"]).compile("win32_wait_c");
}
