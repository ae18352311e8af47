//! Compiles the entry frame of threads, the one part that needs `setjmp`.

fn main() {
    println!("cargo::rerun-if-changed=src/thread_entry.c");
    println!("cargo::rustc-check-cfg=cfg(loom)");
    cc::Build::new().file("src/thread_entry.c").compile("win32_wait_thread_entry");
}
