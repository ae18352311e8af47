//! Compiles the part that must be C: functions with `...` and reading a `va_list`.

fn main() {
    println!("cargo::rerun-if-changed=c");
    cc::Build::new()
        .files(["c/arguments.c", "c/printf.c", "c/scanf.c"])
        .std("c11")
        .flag("-fvisibility=hidden")
        .flag("-fshort-wchar")
        .warnings(true)
        .extra_warnings(true)
        .compile("msvcrt_variadic");
}
