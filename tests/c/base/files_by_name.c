/* Files and folders by name: attributes, search, move, copy, delete, with their error codes. */
#include "../ok.h"
#include <direct.h>
#include <sys/stat.h>

static char folder[MAX_PATH];

static const char *path_of(const char *name)
{
    static char paths[4][2 * MAX_PATH];
    static int turn;
    char *path = paths[turn++ % 4];
    _snprintf(path, sizeof paths[0], "%s\\%s", folder, name);
    return path;
}

static void make_file(const char *name, const char *text)
{
    DWORD written = 0;
    HANDLE file = CreateFileA(path_of(name), GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    require(file != INVALID_HANDLE_VALUE);
    require(WriteFile(file, text, (DWORD)strlen(text), &written, NULL) && written == strlen(text));
    require(CloseHandle(file));
}

#define fails(call, code) \
    do { \
        SetLastError(0); \
        ok(!(call), #call " fails"); \
        ok(GetLastError() == (code), "%s sets %s", #call, #code); \
    } while (0)

static void attributes(void)
{
    WIN32_FILE_ATTRIBUTE_DATA data;
    ok(GetFileAttributesA(path_of("one.txt")) == FILE_ATTRIBUTE_NORMAL, "a file");
    ok(GetFileAttributesA(folder) == FILE_ATTRIBUTE_DIRECTORY, "a folder");
    fails(GetFileAttributesA(path_of("none")) != INVALID_FILE_ATTRIBUTES, ERROR_FILE_NOT_FOUND);
    fails(GetFileAttributesA(path_of("none\\none")) != INVALID_FILE_ATTRIBUTES, ERROR_PATH_NOT_FOUND);
    ok(GetFileAttributesExA(path_of("one.txt"), GetFileExInfoStandard, &data), "facts");
    ok(data.nFileSizeLow == 5 && data.nFileSizeHigh == 0, "size");
    ok(data.ftLastWriteTime.dwHighDateTime != 0, "time");
    fails(GetFileAttributesExA(folder, GetFileExInfoStandard, NULL), ERROR_INVALID_PARAMETER);
}

static int count(const char *pattern)
{
    WIN32_FIND_DATAA data;
    int found = 1;
    HANDLE search = FindFirstFileA(path_of(pattern), &data);
    if (search == INVALID_HANDLE_VALUE)
        return 0;
    while (FindNextFileA(search, &data))
        found++;
    ok(GetLastError() == ERROR_NO_MORE_FILES, "the end of a search");
    ok(FindClose(search), "a search is closed");
    fails(FindClose(search), ERROR_INVALID_HANDLE);
    return found;
}

static void search(void)
{
    WIN32_FIND_DATAA data;
    HANDLE first = FindFirstFileA(path_of("ONE.*"), &data);
    ok(first != INVALID_HANDLE_VALUE && strcmp(data.cFileName, "one.txt") == 0 && data.nFileSizeLow == 5, "in any case");
    ok(FindClose(first), "closed");
    ok(count("*") == 4, "two files and two dots");
    ok(count("*.*") == 4, "all");
    ok(count("t?o.t*") == 1, "one");
    fails(FindFirstFileA(path_of("*.c"), &data) != INVALID_HANDLE_VALUE, ERROR_FILE_NOT_FOUND);
    fails(FindFirstFileA(path_of("none\\*"), &data) != INVALID_HANDLE_VALUE, ERROR_PATH_NOT_FOUND);
}

static void wide_names(void)
{
    static const WCHAR name[] = {'1', 0xE9, 0};
    WCHAR path[2 * MAX_PATH], pattern[2 * MAX_PATH];
    WIN32_FIND_DATAW data;
    HANDLE file, search;
    MultiByteToWideChar(CP_UTF8, 0, path_of(""), -1, path, MAX_PATH);
    lstrcpyW(pattern, path);
    lstrcatW(path, name);
    lstrcatW(pattern, (const WCHAR[]){'1', '*', 0});
    file = CreateFile2(path, GENERIC_READ | GENERIC_WRITE, 0, CREATE_NEW, NULL);
    require(file != INVALID_HANDLE_VALUE && CloseHandle(file));
    search = FindFirstFileW(pattern, &data);
    ok(search != INVALID_HANDLE_VALUE && lstrcmpW(data.cFileName, name) == 0, "found");
    ok(FindClose(search), "closed");
    ok(GetFileAttributesW(path) == FILE_ATTRIBUTE_NORMAL, "there");
    ok(DeleteFileW(path), "deleted");
    fails(DeleteFileW(path), ERROR_FILE_NOT_FOUND);
}

static void moves(void)
{
    fails(MoveFileA(path_of("one.txt"), path_of("two.txt")), ERROR_ALREADY_EXISTS);
    fails(CopyFileA(path_of("one.txt"), path_of("two.txt"), TRUE), ERROR_FILE_EXISTS);
    fails(CopyFileA(path_of("none"), path_of("three"), TRUE), ERROR_FILE_NOT_FOUND);
    ok(CopyFileA(path_of("one.txt"), path_of("three"), TRUE), "copied");
    ok(count("*") == 5, "one more");
    ok(MoveFileExA(path_of("three"), path_of("two.txt"), MOVEFILE_REPLACE_EXISTING), "moved over");
    ok(count("*") == 4, "one less");
    fails(MoveFileA(path_of("none"), path_of("three")), ERROR_FILE_NOT_FOUND);
}

static void folders(void)
{
    fails(CreateDirectoryA(folder, NULL), ERROR_ALREADY_EXISTS);
    fails(CreateDirectoryA(path_of("none\\none"), NULL), ERROR_PATH_NOT_FOUND);
    fails(RemoveDirectoryA(folder), ERROR_DIR_NOT_EMPTY);
    fails(RemoveDirectoryA(path_of("one.txt")), ERROR_DIRECTORY);
    fails(DeleteFileA(folder), ERROR_ACCESS_DENIED);
}

static void temporary(void)
{
    char path[MAX_PATH], first[MAX_PATH], second[MAX_PATH];
    DWORD length = GetTempPathA(sizeof path, path);
    ok(length == strlen(path) && path[length - 1] == '/', "a folder");
    ok(GetTempPathA(1, path) == length + 1, "the room it needs");
    ok(GetFileAttributesA(path) == FILE_ATTRIBUTE_DIRECTORY, "it is there");
    ok(GetTempFileNameA(folder, "prefix", 0, first) != 0, "a name");
    ok(GetTempFileNameA(folder, "prefix", 0, second) != 0 && strcmp(first, second) != 0, "another");
    ok(strstr(first, "/pre") != NULL && GetFileAttributesA(first) == FILE_ATTRIBUTE_NORMAL, "the file is made");
    ok(DeleteFileA(first) && DeleteFileA(second), "deleted");
    ok(GetTempFileNameA(folder, "x", 0x12, first) == 0x12, "my number");
    fails(DeleteFileA(first), ERROR_FILE_NOT_FOUND);
    fails(GetTempFileNameA("/none", "x", 0, first), ERROR_DIRECTORY);
}

int main(void)
{
    _snprintf(folder, sizeof folder, "/tmp/files_by_name.%lu", GetCurrentProcessId());
    require(CreateDirectoryA(folder, NULL));
    make_file("one.txt", "12345");
    make_file("two.txt", "");
    attributes();
    search();
    wide_names();
    moves();
    folders();
    temporary();
    ok(DeleteFileA(path_of("one.txt")) && DeleteFileA(path_of("two.txt")), "deleted");
    ok(RemoveDirectoryA(folder), "removed");
    return ok_done();
}
