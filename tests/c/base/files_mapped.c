/* The size of a file, the place in it, and its bytes as memory. */
#include "../ok.h"

#define fails(call, code) \
    do { \
        SetLastError(0); \
        ok(!(call), #call " fails"); \
        ok(GetLastError() == (code), "%s sets %s", #call, #code); \
    } while (0)

static void position(HANDLE file)
{
    LARGE_INTEGER distance, at;
    LONG high = 0;
    ok(GetFileSize(file, NULL) == 10, "size");
    ok(GetFileSizeEx(file, &at) && at.QuadPart == 10, "the whole size");
    fails(GetFileSizeEx(file, NULL), ERROR_INVALID_PARAMETER);
    distance.QuadPart = -4;
    ok(SetFilePointerEx(file, distance, &at, FILE_END) && at.QuadPart == 6, "from the end");
    ok(SetFilePointer(file, -5, NULL, FILE_CURRENT) == 1, "from here");
    fails(SetFilePointer(file, -5, NULL, FILE_CURRENT) != INVALID_SET_FILE_POINTER, ERROR_NEGATIVE_SEEK);
    ok(SetFilePointer(file, 0, &high, FILE_BEGIN) == 0 && high == 0, "the beginning");
    fails(SetFilePointer(file, 0, NULL, 3) != INVALID_SET_FILE_POINTER, ERROR_INVALID_PARAMETER);
}

static void views(HANDLE file)
{
    char *shared, *own;
    HANDLE mapping = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    require(mapping != NULL);
    shared = (char *)MapViewOfFile(mapping, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0);
    own = (char *)MapViewOfFile(mapping, FILE_MAP_COPY, 0, 0, 10);
    require(shared != NULL && own != NULL);
    ok(memcmp(shared, "0123456789", 10) == 0, "the file's bytes");
    own[9] = 'o';
    ok(shared[9] == '9', "a copy is nobody else's");
    shared[0] = 'x';
    ok(FlushViewOfFile(shared, 0) && FlushViewOfFile(shared + 5, 2), "flushed");
    fails(MapViewOfFile(mapping, FILE_MAP_READ, 0, 1, 0), ERROR_MAPPED_ALIGNMENT);
    fails(MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 11), ERROR_ACCESS_DENIED);
    ok(CloseHandle(mapping), "views outlive their mapping");
    ok(shared[0] == 'x', "still there");
    ok(UnmapViewOfFile(shared) && UnmapViewOfFile(own), "unmapped");
    fails(UnmapViewOfFile(own), ERROR_INVALID_ADDRESS);
}

static void mappings(HANDLE file)
{
    HANDLE memory, read_only = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);
    char *view;
    require(read_only != NULL);
    fails(MapViewOfFile(read_only, FILE_MAP_WRITE, 0, 0, 0), ERROR_ACCESS_DENIED);
    view = (char *)MapViewOfFileFromApp(read_only, FILE_MAP_READ, 0, 0);
    ok(view && view[0] == 'x', "read only");
    ok(UnmapViewOfFile(view) && CloseHandle(read_only), "closed");
    fails(CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 11, NULL), ERROR_NOT_ENOUGH_MEMORY);
    fails(CreateFileMappingA(file, NULL, 0, 0, 0, NULL), ERROR_INVALID_PARAMETER);
    memory = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 100, NULL);
    view = (char *)MapViewOfFile(memory, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    require(view != NULL);
    ok(view[0] == 0 && view[99] == 0, "memory of zeros");
    ok(UnmapViewOfFile(view) && CloseHandle(memory), "closed");
    fails(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0, NULL), ERROR_INVALID_PARAMETER);
}

int main(void)
{
    char name[MAX_PATH];
    DWORD written;
    HANDLE file;
    _snprintf(name, sizeof name, "/tmp/files_mapped.%lu", GetCurrentProcessId());
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_NEW, 0, NULL);
    require(file != INVALID_HANDLE_VALUE);
    fails(CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL), ERROR_FILE_INVALID);
    require(WriteFile(file, "0123456789", 10, &written, NULL) && written == 10);
    position(file);
    views(file);
    mappings(file);
    ok(SetFilePointer(file, 3, NULL, FILE_BEGIN) == 3 && SetEndOfFile(file), "cut");
    ok(GetFileSize(file, NULL) == 3, "shorter");
    ok(FlushFileBuffers(file), "flushed");
    ok(CloseHandle(file), "closed");
    fails(GetFileSize(file, NULL) != INVALID_FILE_SIZE, ERROR_INVALID_HANDLE);
    ok(DeleteFileA(name), "deleted");
    return ok_done();
}
