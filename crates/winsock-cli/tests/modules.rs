//! Libraries that programs load: providers stay, whoever frees them.

mod driver;

use driver::{Workspace, succeed};

const PROGRAM: &str = r#"
#include <windows.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    HMODULE library = LoadLibraryA(argv[argc - 1]), again = LoadLibraryA(argv[argc - 1]);
    char path[1024];
    int i;
    if (library == NULL || again != library)
        return 1;
    if (GetProcAddress(library, "answer") == NULL)
        return 2;
    if (GetModuleFileNameA(library, path, sizeof(path)) == 0 || path[0] != '/')
        return 3;
    if (GetModuleHandleA(strrchr(path, '/') + 1) != library)
        return 4;
    for (i = 0; i < 2; i++)
        if (!FreeLibrary(library))
            return 5;
    if (FreeLibrary(library) || GetLastError() != ERROR_INVALID_HANDLE)
        return 6;
    printf("%s\n", GetModuleHandleA(path) != NULL ? "stays" : "gone");
    return 0;
}
"#;

#[test]
fn a_provider_stays_in_memory_and_another_library_does_not() {
    let work = Workspace::new();
    work.file("program.c", PROGRAM);
    for (entry, fate) in [("", "gone\n"), ("WSPStartup", "stays\n"), ("NSPStartup", "stays\n")] {
        let function =
            if entry.is_empty() { String::new() } else { format!("int {entry}(void) {{ return 0; }}\n") };
        work.file("library.c", format!("int answer(void) {{ return 42; }}\n{function}"));
        succeed(work.command("cc").args(["-shared", "-fPIC", "-o", "library.so", "library.c"]));
        let said = succeed(work.winsock().args(["run", "program.c", "--", "./library.so"]));
        assert_eq!(said, fate, "{entry}");
    }
}
