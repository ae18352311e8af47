//! `winsock cc` and `winsock c++`: the compiler poses as a Windows one, and is otherwise the compiler.

mod driver;

use driver::{Workspace, compilers, fail, succeed, text};

const PLATFORM_NAMES: &str = r##"
#if !defined(_WIN32) || !defined(_WIN64) || !defined(WIN32) || !defined(__OPENWINSOCK__)
#error a Windows name is missing
#endif
#ifdef POSIX_TOO
#if !defined(__linux__) || !defined(__unix__)
#error --posix lost a name
#endif
#elif defined(__linux__) || defined(linux) || defined(__unix__) || defined(unix) || defined(__gnu_linux__)
#error a Linux name is left
#endif
#pragma comment(lib, "Ws2_32.lib")
typedef char wide_is_16_bit[sizeof(L'x') == 2 ? 1 : -1];
static __declspec(noinline) int __cdecl answer(unsigned __int64 x) { return (int)x; }
int main(void) { return answer(0); }
"##;

#[test]
fn platform_names_and_keywords_are_those_of_windows() {
    let work = Workspace::new();
    work.file("a.c", PLATFORM_NAMES).file("a.cpp", PLATFORM_NAMES);
    for (cc, cxx) in compilers() {
        for posix in [&[][..], &["--posix", "-DPOSIX_TOO"]] {
            succeed(work.winsock().env("CC", cc).args(["cc", "-Wall", "-Werror", "-c", "a.c"]).args(posix));
            succeed(
                work.winsock().env("CXX", cxx).args(["c++", "-Wall", "-Werror", "-c", "a.cpp"]).args(posix),
            );
        }
    }
}

#[test]
fn the_system_headers_compile_without_the_linux_names() {
    let work = Workspace::new();
    let source = "#include <unistd.h>\n#include <sys/types.h>\n#include <pthread.h>\n#include <signal.h>\n";
    let cxx_source = "#include <iostream>\n#include <thread>\n#include <regex>\n#include <fstream>\n";
    work.file("a.c", format!("{source}int main(void) {{ return 0; }}\n"));
    work.file("a.cpp", format!("{cxx_source}{source}int main() {{ std::thread([] {{}}).join(); }}\n"));
    for (cc, cxx) in compilers() {
        for standard in ["c99", "c11"] {
            succeed(work.winsock().env("CC", cc).args(["cc", "-c", "a.c"]).arg(format!("-std={standard}")));
        }
        for standard in ["c++11", "c++17", "c++20"] {
            succeed(
                work.winsock().env("CXX", cxx).args(["c++", "-c", "a.cpp"]).arg(format!("-std={standard}")),
            );
        }
    }
}

#[test]
fn paths_of_the_standard_library_reach_the_system() {
    let work = Workspace::new();
    let source = "#include <filesystem>\n#ifndef _WIN32\n#error the overlay lost _WIN32\n#endif\nint main() { \
                  return std::filesystem::exists(\"main.cpp\") && !std::filesystem::exists(\"/absent\") ? 0 : 1; }\n";
    work.file("main.cpp", source);
    for (_, cxx) in compilers() {
        succeed(work.winsock().env("CXX", cxx).args(["run", "-std=c++17", "main.cpp"]));
    }
}

#[test]
fn headers_are_found_in_any_letter_case_and_with_backslashes() {
    let work = Workspace::new();
    work.file("src/main.c", "#include \"GLOBALS.H\"\n#include \"..\\Inc\\sub\\deep.h\"\n#include <StdIO.h>\nint main(void) { puts(NAME); return DEEP; }\n")
        .file("src/globals.h", "#pragma once\n#include \"Names.h\"\n")
        .file("src/names.h", "#define NAME \"found\"\n")
        .file("inc/Sub/Deep.h", "#include \"beside.H\"\n")
        .file("inc/Sub/beside.h", "#define DEEP 0\n");
    for (cc, _) in compilers() {
        let out = succeed(work.winsock().env("CC", cc).args(["run", "src/main.c"]));
        assert_eq!(out, "found\n", "{cc}");
    }
}

#[test]
fn old_source_annotations_and_the_standard_library_share_words() {
    let work = Workspace::new();
    let source = "#include <sstream>\n#include <winsock2.h>\n#include <io.h>\n#include <Regex>\n#include <windows.h>\n#include <thread>\n\
                  #include <algorithm>\n#include <iostream>\n#include <math.h>\n#include \"work.h\"\n\
                  __success(return == 0) DWORD WINAPI work(__in __reserved LPVOID, __out_opt int *result) { *result = 7; return 0; }\n\
                  int main() { int result; DWORD failed = work(NULL, &result); std::cout << std::minmax(result, 8).first; \
                  std::cout << std::regex_replace(\"axb\", std::regex(\"x\"), \"y\"); return failed; }\n";
    work.file("main.cpp", source).file(
        "work.h",
        "#include <string>\n__success(return == 0) DWORD WINAPI work(__in __reserved LPVOID, __out_opt int *result);\n",
    );
    for (_, cxx) in compilers() {
        for standard in ["c++11", "c++20"] {
            let flags = ["-Wall", "-Werror"];
            let standard = format!("-std={standard}");
            let out = succeed(
                work.winsock().env("CXX", cxx).arg("run").args(flags).args([standard.as_str(), "main.cpp"]),
            );
            assert_eq!(out, "7ayb", "{cxx}");
        }
    }
}

#[test]
fn dependency_files_name_headers_that_stay() {
    let work = Workspace::new();
    work.file("main.c", "#include \"Other.h\"\nint x;\n").file("other.h", "");
    succeed(work.winsock().args(["cc", "-c", "-MMD", "-MF", "main.d", "main.c"]));
    let dependencies = std::fs::read_to_string(work.path("main.d")).unwrap();
    let files: Vec<&str> = dependencies.split_whitespace().filter(|word| *word != "\\").skip(1).collect();
    assert!(files.iter().any(|file| file.ends_with("/other.h")), "{dependencies}");
    for file in files {
        assert!(work.path(file).exists(), "{file}");
    }
}

#[test]
fn a_header_of_the_system_is_not_taken_for_one_of_the_program() {
    let work = Workspace::new();
    work.file("main.c", "#include <string.h>\nint main(void) { return (int)strlen(\"\"); }\n")
        .file("String.h", "#error not this one\n");
    succeed(work.winsock().args(["run", "-I.", "main.c"]));
}

#[test]
fn sources_that_end_in_ctrl_z_compile() {
    let work = Workspace::new();
    work.file(
        "Main.Cpp",
        "#include \"value.h\"\n#include <iostream>\nint main() { std::cout << VALUE << __FILE__; }\n\x1a",
    )
    .file("value.h", "#define VALUE 42\n\x1a");
    for (_, cxx) in compilers() {
        let out = succeed(work.winsock().env("CXX", cxx).args(["run", "Main.Cpp"]));
        assert_eq!(out, "42Main.Cpp", "{cxx}");
    }
    succeed(work.winsock().args(["c++", "-c", "-MMD", "Main.Cpp"]));
    assert!(work.path("Main.o").exists());
    let dependencies = std::fs::read_to_string(work.path("Main.d")).unwrap();
    assert!(dependencies.starts_with("Main.o: Main.Cpp value.h"), "{dependencies}");
}

#[test]
fn compiling_alone_gives_the_linker_nothing() {
    let work = Workspace::new();
    work.file("a.c", "int a;\n");
    for (cc, _) in compilers() {
        succeed(work.winsock().env("CC", cc).args(["cc", "-Werror", "-c", "a.c"]));
        succeed(work.winsock().env("CC", cc).args(["cc", "-Werror", "-S", "a.c"]));
        succeed(work.winsock().env("CC", cc).args(["cc", "-Werror", "-E", "a.c"]));
    }
}

#[test]
fn import_libraries_link_under_every_name() {
    let work = Workspace::new();
    work.file("a.c", "int main(void) { return 0; }\n");
    let libraries =
        ["-lws2_32", "-lkernel32", "-lMswsock", "-lwsock32", "-luser32", "-ladvapi32", "-lwinmm", "-lntdll"];
    succeed(work.winsock().args(["cc", "a.c", "-o", "a"]).args(libraries).arg("Iphlpapi.lib"));
    succeed(&mut work.command(work.path("a")));
    succeed(work.winsock().args(["cc", "-static", "a.c", "-o", "b", "-lkernel32", "Ws2_32.lib"]));
    succeed(&mut work.command(work.path("b")));
}

#[test]
fn a_compiler_variable_that_names_the_command_does_not_call_it_again() {
    let work = Workspace::new();
    work.file("a.c", "int a;\n");
    let command = format!("{} cc", env!("CARGO_BIN_EXE_winsock"));
    succeed(work.winsock().env("CC", command).args(["cc", "-c", "a.c"]));
}

#[test]
fn questions_reach_the_compiler() {
    let work = Workspace::new();
    assert!(succeed(work.winsock().args(["cc", "--version"])).contains("gcc"));
    assert!(succeed(work.winsock().args(["cc", "--help"])).starts_with("Usage: "));
    assert!(!succeed(work.winsock().args(["c++", "-dumpmachine"])).is_empty());
}

#[test]
fn a_missing_compiler_says_what_to_install() {
    let work = Workspace::new();
    work.file("a.c", "int a;\n");
    let output = fail(work.winsock().env("CC", "no-such-compiler").args(["cc", "-c", "a.c"]));
    let message = text(&output.stderr);
    assert!(message.contains("no-such-compiler") && message.contains("apt install gcc"), "{message}");
    assert!(fail(work.winsock().env("PATH", "").args(["cc", "-c", "a.c"])).status.code() == Some(1));
}

#[test]
fn the_exit_code_is_the_compilers() {
    let work = Workspace::new();
    work.file("a.c", "#error on purpose\n");
    let output = fail(work.winsock().args(["cc", "-c", "a.c"]));
    assert!(text(&output.stderr).contains("on purpose"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_language_that_stays_chosen_does_not_spoil_the_link() {
    let work = Workspace::new();
    work.file("plain.c", "template <int N> int same() { return N; }\nint main() { return same<0>(); }\n");
    succeed(work.winsock().args(["c++", "-x", "c++", "plain.c", "-o", "plain"]));
    assert!(work.path("plain").exists());
}

#[test]
fn a_dll_is_made_as_for_windows() {
    let work = Workspace::new();
    work.file("lib.c", "static int count;\n__declspec(dllexport) int next(void) { return ++count; }\n").file(
        "main.c",
        "__declspec(dllimport) int next(void);\nint main(void) { return next() + next() - 3; }\n",
    );
    for (cc, _) in compilers() {
        succeed(work.winsock().env("CC", cc).args(["cc", "-c", "lib.c"]));
        succeed(work.winsock().env("CC", cc).args([
            "cc",
            "-shared",
            "-o",
            "lib.dll",
            "lib.o",
            "-Wl,--out-implib,liblib.dll.a,--enable-auto-import",
            "-Wl,--major-image-version,0",
        ]));
        succeed(work.winsock().env("CC", cc).args(["run", "-mconsole", "main.c", "liblib.dll.a"]));
    }
}

/// Loads a DLL, says its own handle through a function of it, frees it.
const USER_OF_A_DLL: &str = r#"
#include <windows.h>
#include <stdio.h>
int helper(void) { return 1000; }
int main(void)
{
    HMODULE library = LoadLibraryA("./dll.so");
    int (*answer)(void) = (int (*)(void))GetProcAddress(library, "Answer");
    if (!answer)
        return printf("no Answer, %lu\n", (unsigned long)GetLastError());
    printf("%d %d\n", answer(), GetProcAddress(library, "helper") != NULL);
    FreeLibrary(library);
    printf("freed\n");
    LoadLibraryA("./dll.so");
    return 0;
}
"#;

/// Its own `helper` must not be the program's; its DllMain is called; each thread has its own count.
const DLL: &str = r#"
#include <windows.h>
#include <stdio.h>
#ifdef __cplusplus
#define C_FUNCTION extern "C"
#else
#define C_FUNCTION
#endif
static __declspec(thread) int count = 40;
static int loaded;
C_FUNCTION int helper(void) { return loaded; }
C_FUNCTION EXPORT int Answer(void) { return ++count + helper(); }
BOOL APIENTRY DllMain(FIRST module, DWORD reason, LPVOID reserved)
{
    char path[MAX_PATH] = "";
    if (reason == DLL_PROCESS_ATTACH)
        loaded++;
    GetModuleFileNameA((HMODULE)module, path, MAX_PATH);
    printf("%s %s %s\n", reason == DLL_PROCESS_ATTACH ? "attach" : "detach", reserved ? "process" : "library",
           path[0] ? path + strlen(path) - 6 : "?");
    return TRUE;
}
"#;

#[test]
fn a_dll_has_its_own_functions_and_its_dllmain_is_called() {
    let said = "attach library dll.so\n42 EXPORTED\ndetach library dll.so\nfreed\nattach library dll.so\n\
                detach process dll.so\n";
    let listed = said.replace("EXPORTED", "0");
    let all = said.replace("EXPORTED", "1");
    let work = Workspace::new();
    work.file("user.c", USER_OF_A_DLL)
        .file("dll.c", format!("#include <string.h>\n{DLL}"))
        .file("dll.cpp", format!("#include <string.h>\n{DLL}"))
        .file("Dll.Def", "LIBRARY dll\nEXPORTS\n  Answer @1\n");
    let dllexport = ["-DEXPORT=__declspec(dllexport)", "-fvisibility=hidden"];
    for (cc, cxx) in compilers() {
        succeed(work.winsock().env("CC", cc).args(["cc", "user.c", "-rdynamic", "-o", "user", "-lws2_32"]));
        for (command, source, first) in
            [("cc", "dll.c", "HINSTANCE"), ("c++", "dll.cpp", "HANDLE"), ("c++", "dll.cpp", "HMODULE")]
        {
            for (arguments, expected) in
                [(&["-DEXPORT="][..], &all), (&["-DEXPORT=", "Dll.Def"], &listed), (&dllexport, &listed)]
            {
                let mut compile = work.winsock();
                compile.env("CC", cc).env("CXX", cxx).args([command, "-shared", "-o", "dll.so", source]);
                succeed(compile.arg(format!("-DFIRST={first}")).args(arguments).arg("-lws2_32"));
                assert_eq!(
                    &succeed(&mut work.command(work.path("user"))),
                    expected,
                    "{cc} {source} {first} {arguments:?}"
                );
            }
        }
    }
}
