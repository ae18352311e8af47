//! Compiles what stable Rust cannot say: reading a `va_list`.

fn main() {
    let source = "src/kernel32/insert_argument.c";
    println!("cargo::rerun-if-changed={source}");
    cc::Build::new().file(source).compile("ws2_32_insert_argument");
}
