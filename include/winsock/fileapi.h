/* Files: by handle and by name. */
#ifndef _APISETFILE_
#define _APISETFILE_

#include <minwinbase.h>

#define CREATE_NEW 1
#define CREATE_ALWAYS 2
#define OPEN_EXISTING 3
#define OPEN_ALWAYS 4
#define TRUNCATE_EXISTING 5
#define INVALID_FILE_SIZE ((DWORD)0xFFFFFFFF)
#define INVALID_SET_FILE_POINTER ((DWORD)-1)
#define INVALID_FILE_ATTRIBUTES ((DWORD)-1)

typedef struct _WIN32_FILE_ATTRIBUTE_DATA {
    DWORD dwFileAttributes;
    FILETIME ftCreationTime;
    FILETIME ftLastAccessTime;
    FILETIME ftLastWriteTime;
    DWORD nFileSizeHigh;
    DWORD nFileSizeLow;
} WIN32_FILE_ATTRIBUTE_DATA, *LPWIN32_FILE_ATTRIBUTE_DATA;

typedef struct _CREATEFILE2_EXTENDED_PARAMETERS {
    DWORD dwSize;
    DWORD dwFileAttributes;
    DWORD dwFileFlags;
    DWORD dwSecurityQosFlags;
    LPSECURITY_ATTRIBUTES lpSecurityAttributes;
    HANDLE hTemplateFile;
} CREATEFILE2_EXTENDED_PARAMETERS, *PCREATEFILE2_EXTENDED_PARAMETERS, *LPCREATEFILE2_EXTENDED_PARAMETERS;

_WS2_BEGIN_DECLS
HANDLE WINAPI CreateFileA(LPCSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES attributes, DWORD disposition, DWORD flags, HANDLE template_file) WS2_SYMBOL(CreateFileA);
HANDLE WINAPI CreateFileW(LPCWSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES attributes, DWORD disposition, DWORD flags, HANDLE template_file) WS2_SYMBOL(CreateFileW);
HANDLE WINAPI CreateFile2(LPCWSTR name, DWORD access, DWORD share, DWORD disposition, LPCREATEFILE2_EXTENDED_PARAMETERS parameters) WS2_SYMBOL(CreateFile2);
BOOL WINAPI ReadFile(HANDLE file, LPVOID buffer, DWORD bytes, LPDWORD read, LPOVERLAPPED overlapped) WS2_SYMBOL(ReadFile);
BOOL WINAPI WriteFile(HANDLE file, LPCVOID buffer, DWORD bytes, LPDWORD written, LPOVERLAPPED overlapped) WS2_SYMBOL(WriteFile);
BOOL WINAPI ReadFileEx(HANDLE file, LPVOID buffer, DWORD bytes, LPOVERLAPPED overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(ReadFileEx);
BOOL WINAPI WriteFileEx(HANDLE file, LPCVOID buffer, DWORD bytes, LPOVERLAPPED overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine) WS2_SYMBOL(WriteFileEx);
BOOL WINAPI ReadFileScatter(HANDLE file, FILE_SEGMENT_ELEMENT segments[], DWORD bytes, LPDWORD reserved, LPOVERLAPPED overlapped) WS2_SYMBOL(ReadFileScatter);
BOOL WINAPI WriteFileGather(HANDLE file, FILE_SEGMENT_ELEMENT segments[], DWORD bytes, LPDWORD reserved, LPOVERLAPPED overlapped) WS2_SYMBOL(WriteFileGather);
DWORD WINAPI GetFileType(HANDLE file) WS2_SYMBOL(GetFileType);
BOOL WINAPI LockFile(HANDLE file, DWORD offset_low, DWORD offset_high, DWORD bytes_low, DWORD bytes_high) WS2_SYMBOL(LockFile);
BOOL WINAPI LockFileEx(HANDLE file, DWORD flags, DWORD reserved, DWORD bytes_low, DWORD bytes_high, LPOVERLAPPED overlapped) WS2_SYMBOL(LockFileEx);
BOOL WINAPI UnlockFile(HANDLE file, DWORD offset_low, DWORD offset_high, DWORD bytes_low, DWORD bytes_high) WS2_SYMBOL(UnlockFile);
BOOL WINAPI UnlockFileEx(HANDLE file, DWORD reserved, DWORD bytes_low, DWORD bytes_high, LPOVERLAPPED overlapped) WS2_SYMBOL(UnlockFileEx);
BOOL WINAPI FlushFileBuffers(HANDLE file) WS2_SYMBOL(FlushFileBuffers);
BOOL WINAPI SetEndOfFile(HANDLE file) WS2_SYMBOL(SetEndOfFile);
DWORD WINAPI GetFileSize(HANDLE file, LPDWORD high) WS2_SYMBOL(GetFileSize);
BOOL WINAPI GetFileSizeEx(HANDLE file, PLARGE_INTEGER size) WS2_SYMBOL(GetFileSizeEx);
DWORD WINAPI SetFilePointer(HANDLE file, LONG distance, PLONG high, DWORD from) WS2_SYMBOL(SetFilePointer);
BOOL WINAPI SetFilePointerEx(HANDLE file, LARGE_INTEGER distance, PLARGE_INTEGER position, DWORD from) WS2_SYMBOL(SetFilePointerEx);
DWORD WINAPI GetFileAttributesA(LPCSTR name) WS2_SYMBOL(GetFileAttributesA);
DWORD WINAPI GetFileAttributesW(LPCWSTR name) WS2_SYMBOL(GetFileAttributesW);
BOOL WINAPI GetFileAttributesExA(LPCSTR name, GET_FILEEX_INFO_LEVELS level, LPVOID data) WS2_SYMBOL(GetFileAttributesExA);
BOOL WINAPI GetFileAttributesExW(LPCWSTR name, GET_FILEEX_INFO_LEVELS level, LPVOID data) WS2_SYMBOL(GetFileAttributesExW);
HANDLE WINAPI FindFirstFileA(LPCSTR name, LPWIN32_FIND_DATAA data) WS2_SYMBOL(FindFirstFileA);
HANDLE WINAPI FindFirstFileW(LPCWSTR name, LPWIN32_FIND_DATAW data) WS2_SYMBOL(FindFirstFileW);
BOOL WINAPI FindNextFileA(HANDLE search, LPWIN32_FIND_DATAA data) WS2_SYMBOL(FindNextFileA);
BOOL WINAPI FindNextFileW(HANDLE search, LPWIN32_FIND_DATAW data) WS2_SYMBOL(FindNextFileW);
BOOL WINAPI FindClose(HANDLE search) WS2_SYMBOL(FindClose);
DWORD WINAPI GetFullPathNameA(LPCSTR name, DWORD room, LPSTR path, LPSTR *last_part) WS2_SYMBOL(GetFullPathNameA);
DWORD WINAPI GetFullPathNameW(LPCWSTR name, DWORD room, LPWSTR path, LPWSTR *last_part) WS2_SYMBOL(GetFullPathNameW);
BOOL WINAPI DeleteFileA(LPCSTR name) WS2_SYMBOL(DeleteFileA);
BOOL WINAPI DeleteFileW(LPCWSTR name) WS2_SYMBOL(DeleteFileW);
BOOL WINAPI CreateDirectoryA(LPCSTR name, LPSECURITY_ATTRIBUTES attributes) WS2_SYMBOL(CreateDirectoryA);
BOOL WINAPI CreateDirectoryW(LPCWSTR name, LPSECURITY_ATTRIBUTES attributes) WS2_SYMBOL(CreateDirectoryW);
BOOL WINAPI RemoveDirectoryA(LPCSTR name) WS2_SYMBOL(RemoveDirectoryA);
BOOL WINAPI RemoveDirectoryW(LPCWSTR name) WS2_SYMBOL(RemoveDirectoryW);
DWORD WINAPI GetTempPathA(DWORD size, LPSTR path) WS2_SYMBOL(GetTempPathA);
DWORD WINAPI GetTempPathW(DWORD size, LPWSTR path) WS2_SYMBOL(GetTempPathW);
UINT WINAPI GetTempFileNameA(LPCSTR folder, LPCSTR prefix, UINT unique, LPSTR name) WS2_SYMBOL(GetTempFileNameA);
UINT WINAPI GetTempFileNameW(LPCWSTR folder, LPCWSTR prefix, UINT unique, LPWSTR name) WS2_SYMBOL(GetTempFileNameW);
_WS2_END_DECLS

#define CreateFile _WS2_AW(CreateFile)
#define GetFileAttributes _WS2_AW(GetFileAttributes)
#define GetFileAttributesEx _WS2_AW(GetFileAttributesEx)
#define FindFirstFile _WS2_AW(FindFirstFile)
#define GetFullPathName _WS2_AW(GetFullPathName)
#define FindNextFile _WS2_AW(FindNextFile)
#define DeleteFile _WS2_AW(DeleteFile)
#define CreateDirectory _WS2_AW(CreateDirectory)
#define RemoveDirectory _WS2_AW(RemoveDirectory)
#define GetTempPath _WS2_AW(GetTempPath)
#define GetTempFileName _WS2_AW(GetTempFileName)

#endif
