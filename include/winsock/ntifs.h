/* More of the native interface: what Windows declares for drivers, and programs call all the same. */
#ifndef _NTIFS_
#define _NTIFS_

#include <winternl.h>

typedef enum _FILE_INFORMATION_CLASS {
    FileCompletionInformation = 30,
    FileIoCompletionNotificationInformation = 41
} FILE_INFORMATION_CLASS, *PFILE_INFORMATION_CLASS;

typedef struct _FILE_COMPLETION_INFORMATION {
    HANDLE Port;
    PVOID Key;
} FILE_COMPLETION_INFORMATION, *PFILE_COMPLETION_INFORMATION;

typedef struct _FILE_IO_COMPLETION_NOTIFICATION_INFORMATION {
    ULONG Flags;
} FILE_IO_COMPLETION_NOTIFICATION_INFORMATION, *PFILE_IO_COMPLETION_NOTIFICATION_INFORMATION;

_WS2_BEGIN_DECLS
NTSTATUS NTAPI NtCancelIoFile(HANDLE file, PIO_STATUS_BLOCK block) WS2_SYMBOL(NtCancelIoFile);
NTSTATUS NTAPI NtCancelIoFileEx(HANDLE file, PIO_STATUS_BLOCK request, PIO_STATUS_BLOCK block) WS2_SYMBOL(NtCancelIoFileEx);
NTSTATUS NTAPI NtSetInformationFile(HANDLE file, PIO_STATUS_BLOCK block, PVOID information, ULONG bytes, FILE_INFORMATION_CLASS kind) WS2_SYMBOL(NtSetInformationFile);
_WS2_END_DECLS

#endif
