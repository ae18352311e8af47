//! `winsock config` and `winsock install`: other build tools get what they need from them.

mod driver;

use std::path::Path;
use std::process::Command;

use driver::{Workspace, fail, succeed};

const PROGRAM: &str = r#"
#include <winsock2.h>
int main(void)
{
    WSADATA data;
    return WSAStartup(MAKEWORD(2, 2), &data) == 0 && WSACleanup() == 0 && sizeof(L'x') == 2 ? 0 : 1;
}
"#;

/// Compiles `a.c` with plain gcc and those flags, and runs it.
#[track_caller]
fn builds_and_runs(work: &Workspace, cflags: &str, libs: &str) {
    let mut gcc = work.command("gcc");
    gcc.args(cflags.split_whitespace()).args(["a.c", "-o", "a"]).args(libs.split_whitespace());
    succeed(&mut gcc);
    succeed(&mut work.command(work.path("a")));
}

#[test]
fn the_flags_serve_plain_gcc() {
    let work = Workspace::new();
    work.file("a.c", PROGRAM);
    let cflags = succeed(work.winsock().args(["config", "--cflags"]));
    let libs = succeed(work.winsock().args(["config", "--libs"]));
    builds_and_runs(&work, &cflags, &libs);
    let both = succeed(work.winsock().args(["config", "--cflags", "--libs"]));
    assert_eq!(both.trim_end(), format!("{} {}", cflags.trim_end(), libs.trim_end()));
}

#[test]
fn the_places_are_directories() {
    let work = Workspace::new();
    let includes = succeed(work.winsock().args(["config", "--includedir"]));
    assert!(Path::new(includes.trim_end()).join("winsock2.h").exists());
    let libraries = succeed(work.winsock().args(["config", "--libdir"]));
    assert!(Path::new(libraries.trim_end()).join("libws2_32.so").exists());
    fail(work.winsock().arg("config"));
}

#[test]
fn an_installed_copy_stands_alone() {
    let work = Workspace::new();
    work.file("a.c", PROGRAM);
    succeed(work.winsock().args(["install", "--prefix", "prefix"]));
    let prefix = work.path("prefix").canonicalize().unwrap();

    let installed = prefix.join("bin/winsock");
    let libraries = succeed(work.command(&installed).args(["config", "--libdir"]));
    assert_eq!(Path::new(libraries.trim_end()), prefix.join("lib"));
    succeed(work.command(&installed).args(["run", "a.c"]));
    succeed(work.command(prefix.join("bin/winsock-cc")).args(["-c", "a.c", "-o", "linked.o"]));
    // Installing over itself replaces the files.
    succeed(work.winsock().args(["install", "--prefix", "prefix"]));

    if Command::new("pkg-config").arg("--version").output().is_err() {
        println!("SKIP pkg-config: not installed");
        return;
    }
    let asked = |flag: &str| {
        let mut command = work.command("pkg-config");
        succeed(command.env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig")).args([flag, "ws2_32"]))
    };
    builds_and_runs(&work, &asked("--cflags"), &asked("--libs"));
}
