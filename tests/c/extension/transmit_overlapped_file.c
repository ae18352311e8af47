/* TransmitFile from a file that is open for overlapped I/O: from the offset in the OVERLAPPED, whatever the sizes of sends
 * and the flags that choose a worker. */
#include "extension.h"

#define LEN 300000

static char content[LEN], chunk[65536];
static SOCKET pair[2];

static int receives(int from, int len)
{
    int total = 0, count;
    while (total < len && (count = recv(pair[1], chunk, len - total < (int)sizeof chunk ? len - total : (int)sizeof chunk, 0)) > 0) {
        if (memcmp(chunk, content + from + total, (size_t)count) != 0)
            return 0;
        total += count;
    }
    return total == len;
}

int main(void)
{
    static const DWORD flags[] = {TF_USE_DEFAULT_WORKER, TF_USE_SYSTEM_THREAD, TF_USE_KERNEL_APC, TF_WRITE_BEHIND};
    HANDLE file;
    OVERLAPPED overlapped, writing;
    DWORD bytes, i;
    char name[MAX_PATH];
    start_winsock();
    tcp_pair(pair);
    write_pattern(content, LEN, 0);
    sprintf(name, "/tmp/transmit_overlapped.%lu", (unsigned long)GetCurrentProcessId());
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_OVERLAPPED, NULL);
    require(file != INVALID_HANDLE_VALUE);
    writing = with_event();
    require(begun(WriteFile(file, content, LEN, NULL, &writing)));
    require(GetOverlappedResult(file, &writing, &bytes, TRUE) && bytes == LEN);
    overlapped = with_event();
    for (i = 0; i < 4; i++) {
        DWORD from = 1000 * i + 7;
        overlapped.Offset = from;
        ok(begun(TransmitFile(pair[0], file, 5000, 1 + 999 * i, &overlapped, NULL, flags[i])), "flags %x", (unsigned)flags[i]);
        ok(receives((int)from, 5000) && ended(pair[0], &overlapped, &bytes) == 0 && bytes == 5000, "5000 bytes from %u on",
           (unsigned)from);
    }
    overlapped.Offset = 100;
    ok(begun(TransmitFile(pair[0], file, 0, 0, &overlapped, NULL, 0)), "up to the end");
    ok(receives(100, LEN - 100) && ended(pair[0], &overlapped, &bytes) == 0 && bytes == LEN - 100, "all from 100 on");
    ok(CloseHandle(file) && DeleteFileA(name), "the file is gone");
    WSACleanup();
    return ok_done();
}
